// What a hop leads to: everything that comes from a source, an artifact, a commit, an applier or a workload. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/graph.h"

namespace scout::desktop {

struct Delivered {
    std::string kind;
    std::vector<const model::Hop*> hops;  ///< worst first, then by namespace and name; inside the graph
};

struct Delivery {
    std::vector<Delivered> kinds;     ///< appliers first, then by how many there are
    std::vector<std::string> chains;  ///< ids of those that the hop is a member of, in the graph's order
    std::size_t objects = 0;
    std::map<model::State, int> counts;
};

/// Follows every edge from cause to effect. Circles end where they began; the hop itself is no part of it.
Delivery deliveredBy(const model::Graph& graph, const std::string& hopId);

}  // namespace scout::desktop
