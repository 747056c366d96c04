// Divides a graph into chains. Internal to trace.
#pragma once

#include <vector>

#include "model/graph.h"

namespace scout::trace {

/// The chains of a graph whose nodes, edges and traces are there, sorted. One for each applier and one for each traced
/// object that nothing applies, headed by its topmost owner.
std::vector<model::Chain> chainsOf(const model::Graph& graph);

}  // namespace scout::trace
