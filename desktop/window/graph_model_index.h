// How the rows of the tree and the table hang together: computed once for a graph, shared by the models. Pure.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/graph.h"

namespace scout::desktop {

/// Positions are those of Graph::nodes, Graph::edges and Graph::chains. The graph is kept alive.
class GraphIndex {
  public:
    explicit GraphIndex(std::shared_ptr<const model::Graph> graph);

    const model::Graph& graph() const { return *m_graph; }
    const model::Hop& hop(std::size_t node) const { return m_graph->nodes[node]; }
    /// Position of a hop id, or `none`.
    std::size_t find(std::string_view hopId) const;

    /// The edges that lead to the node, strongest grade first, then by the cause's id: the first is the primary one.
    const std::vector<std::size_t>& causes(std::size_t node) const { return m_causes[node]; }

    /// What was found out about the node, worst first.
    const std::vector<model::Finding>& findings(std::size_t node) const;

    struct Branch {
        std::size_t node = 0;
        std::size_t edge = none;      ///< the primary edge among the chain's members; none for a root source
        std::vector<Branch> effects;  ///< by node
    };
    /// The members of a chain as a forest: every member once, below its primary cause among the members; what has none
    /// is a root. A ring of causes is opened at its first node.
    std::vector<Branch> forest(std::size_t chain) const;
    /// The same for the nodes that are members of no chain.
    std::vector<Branch> loose() const;

    static constexpr std::size_t none = static_cast<std::size_t>(-1);

  private:
    std::vector<Branch> forestOf(const std::vector<std::size_t>& members) const;

    std::shared_ptr<const model::Graph> m_graph;
    std::unordered_map<std::string_view, std::size_t> m_positions;
    std::vector<std::vector<std::size_t>> m_causes;
    std::map<std::string, std::vector<model::Finding>> m_findings;  ///< by hop id
    std::vector<std::size_t> m_from;  ///< of each edge: position of its cause, none when it is not among the nodes
};

}  // namespace scout::desktop
