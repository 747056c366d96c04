// Graphs for the layout's laws: the same seed makes the same graph, on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "layout/layout.h"

namespace scout::layout {

struct Sample {
    std::vector<Box> boxes;
    std::vector<Link> links;
    Options options;

    Layout arranged() const { return arrange(boxes, links, options); }
    /// By id, so that samples of different order and size can be compared.
    std::map<std::string, Rect> places() const;
};

/// A small linear generator: std::mt19937 with std distributions gives other numbers on other standard libraries.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : m_state(seed * 2 + 1) {}
    /// 0 ... sides - 1.
    std::size_t roll(std::size_t sides);
    bool chance(int percent) { return roll(100) < static_cast<std::size_t>(percent); }

  private:
    std::uint64_t m_state;
};

/// Sources, appliers, workloads and Pods as clusters have them; some objects have two or three causes, some none.
Sample clusterSample(std::uint64_t seed);
/// Anything that a caller could get wrong or extreme: any column, any size, links of every direction and to nobody.
Sample wildSample(std::uint64_t seed);
/// Boxes and links in another order.
Sample shuffled(Sample sample, std::uint64_t seed);

/// A card of the usual size in a column of its own stage.
Box card(std::string id, int column);
Box pod(std::string id, int column);

}  // namespace scout::layout
