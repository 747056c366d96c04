// What was found out about the hops of a graph, gathered from its traces.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/graph.h"

namespace scout::model {

/// By hop id, the worst first; what several traces say about one hop is told once. A finding about a hop that the graph
/// does not have is told of the traced object.
std::map<std::string, std::vector<Finding>> findingsByHop(const Graph& graph);

}  // namespace scout::model
