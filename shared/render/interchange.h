// Diagrams for other programs: Graphviz DOT and Mermaid. Text of the cluster is quoted so that it stays text.
#pragma once

#include <string>

#include "render/diagram.h"

namespace scout::render {

std::string toDot(const Diagram& diagram);
/// `flowchart LR`, with the tones as classes.
std::string toMermaid(const Diagram& diagram);

}  // namespace scout::render
