// A graph as a text that a person can read line by line, for expectation files and for comparing two graphs.
#pragma once

#include <string>

#include "model/graph.h"

namespace scout::test {

std::string print(const model::Graph& graph);

}  // namespace scout::test
