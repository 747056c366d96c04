// The part of a graph that a picture is of: its objects, how they lead to each other, and the column of each. Internal
// to render.
#pragma once

#include <cstdint>
#include <limits>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "render/diagram.h"

namespace scout::render {

using NodeIndex = std::uint32_t;
constexpr NodeIndex noNode = std::numeric_limits<NodeIndex>::max();

/// What a column's header stands over, left to right.
enum class Lane { git, confighub, artifact, gitops, workload, replicaSets, pods };

/// Positions of something, grouped by node.
class Grouped {
  public:
    Grouped() = default;
    /// `keyOf(i)` is the node that item i belongs to; items keep their order.
    template <typename KeyOf>
    Grouped(std::size_t nodes, std::size_t items, KeyOf keyOf) : m_starts(nodes + 1, 0), m_items(items) {
        for (std::size_t i = 0; i < items; ++i) ++m_starts[keyOf(i) + 1];
        for (std::size_t i = 1; i < m_starts.size(); ++i) m_starts[i] += m_starts[i - 1];
        std::vector<std::uint32_t> next(m_starts.begin(), m_starts.end() - 1);
        for (std::size_t i = 0; i < items; ++i) m_items[next[keyOf(i)]++] = static_cast<std::uint32_t>(i);
    }
    std::span<const std::uint32_t> of(NodeIndex node) const {
        return {m_items.data() + m_starts[node], m_items.data() + m_starts[node + 1]};
    }

  private:
    std::vector<std::uint32_t> m_starts;
    std::vector<std::uint32_t> m_items;
};

/// An edge; `second` is the other half of one that leads over a ReplicaSet that is not drawn.
struct ChosenLink {
    NodeIndex from = noNode;
    NodeIndex to = noNode;
    const model::Edge* edge = nullptr;
    const model::Edge* second = nullptr;

    model::Grade grade() const;  ///< the weaker one of the two
    std::string because() const;
};

class Chosen {
  public:
    /// Both outlive it.
    Chosen(const model::Graph& graph, const DiagramOptions& options);

    std::size_t size() const { return m_hops.size(); }
    const model::Hop& hop(NodeIndex node) const { return *m_hops[node]; }
    Tone tone(NodeIndex node) const { return m_tones[node]; }
    /// As model::problemsOf; known only where the options filter by it.
    bool isProblem(NodeIndex node) const { return m_problems.contains(m_hops[node]->id); }
    Lane lane(NodeIndex node) const { return m_lanes[node]; }
    /// Lane and place within it: a smaller one stands further left.
    std::uint64_t place(NodeIndex node) const { return m_places[node]; }
    /// The workload that a ReplicaSet is drawn as a part of; noNode for what is drawn by itself.
    NodeIndex partOf(NodeIndex node) const { return m_partOf[node]; }
    /// noNode for a hop that was not chosen.
    NodeIndex find(std::string_view id) const;

    /// By (from, to), one for each pair, without parts and loops.
    const std::vector<ChosenLink>& links() const { return m_links; }
    std::span<const std::uint32_t> effects(NodeIndex node) const { return m_effects.of(node); }
    std::span<const std::uint32_t> causes(NodeIndex node) const { return m_causes.of(node); }
    bool leadsRight(const ChosenLink& link) const { return m_places[link.from] < m_places[link.to]; }
    /// The cause that a card is placed under: of those to its left the best proven one, then the first by id.
    NodeIndex parent(NodeIndex node) const { return m_parents[node]; }
    /// All nodes, causes before their effects.
    const std::vector<NodeIndex>& leftToRight() const { return m_leftToRight; }

  private:
    void choose(const model::Graph& graph, const DiagramOptions& options);
    void resolve(const model::Graph& graph);
    void findParts();
    void connect();
    void chooseLanes();
    void choosePlaces();
    void chooseParents();

    std::vector<const model::Hop*> m_hops;  ///< by id
    std::unordered_map<std::string_view, NodeIndex> m_index;
    std::vector<Tone> m_tones;
    std::set<std::string> m_problems;
    std::vector<Lane> m_lanes;
    std::vector<std::uint64_t> m_places;
    std::vector<NodeIndex> m_partOf;
    std::vector<const model::Edge*> m_partEdges;  ///< by node: from the workload to its part
    std::vector<ChosenLink> m_links;
    Grouped m_effects;
    Grouped m_causes;
    std::vector<NodeIndex> m_parents;
    std::vector<NodeIndex> m_leftToRight;
};

}  // namespace scout::render
