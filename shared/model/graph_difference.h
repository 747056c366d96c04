// What changed between two graphs: two snapshots, or the same cluster a moment later.
#pragma once

#include <string>
#include <vector>

#include "model/graph.h"

namespace scout::model {

struct GraphDifference {
    enum class Change { added, removed, state, revision, detail };
    struct Entry {
        std::string id;  ///< hop id
        Change change = Change::detail;
        std::string before;  ///< "failed", a revision, a status line; "" when added
        std::string after;   ///< "" when removed
    };
    std::vector<Entry> nodes;      ///< by id; a node whose state and revision both changed has two entries
    std::vector<Edge> addedEdges;  ///< also: another relation or strength of proof between the same ends
    std::vector<Edge> removedEdges;
    bool empty() const { return nodes.empty() && addedEdges.empty() && removedEdges.empty(); }
};

GraphDifference compare(const Graph& before, const Graph& after);

}  // namespace scout::model
