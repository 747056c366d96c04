// What was found out about the hops of a graph, gathered from its traces.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/graph.h"

namespace scout::model {

/// By hop id, the worst first; what several traces say about one hop is told once. A finding about a hop that the graph
/// does not have is told of the traced object.
std::map<std::string, std::vector<Finding>> findingsByHop(const Graph& graph);

/// Hop id of the place that the chain's verdict names; "" when it names none that the graph has.
std::string verdictPlace(const Graph& graph, const Chain& chain);

/// Hop ids of what anyone has to look at: failed, missing, out of sync or stale by itself, with a warning or an error
/// found about it, or named by such a verdict of a chain. What is merely claimed is none by its own state.
std::set<std::string> problemsOf(const Graph& graph);

}  // namespace scout::model
