// Which cards pulse, and since when: what has just come or changed. Cards are named by their position in the picture,
// times are in milliseconds of one clock. Whatever is asked of one card costs the same however many others pulse.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

namespace scout::desktop {

class Pulses {
  public:
    static constexpr std::int64_t duration = 1200;

    /// A card that pulses already begins again.
    void start(const std::vector<std::size_t>& cards, std::int64_t now);
    /// Another picture: `placeIn` is asked once for every card that still pulses; without an answer the card is gone.
    void move(const std::function<std::optional<std::size_t>(std::size_t)>& placeIn, std::int64_t now);
    void clear() { m_started.clear(); }
    bool empty() const { return m_started.empty(); }
    bool contains(std::size_t card) const { return m_started.contains(card); }
    /// From 1 at the start to 0 at the end and for every card that does not pulse.
    double strength(std::size_t card, std::int64_t now) const;

  private:
    std::unordered_map<std::size_t, std::int64_t> m_started;
};

}  // namespace scout::desktop
