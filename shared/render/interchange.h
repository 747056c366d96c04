// Diagrams for other programs: Graphviz DOT and Mermaid. Text of the cluster is quoted so that it stays text.
#pragma once

#include <string>
#include <string_view>

#include "render/diagram.h"

namespace scout::render {

std::string toDot(const Diagram& diagram);
/// `flowchart LR`, with the tones as classes.
std::string toMermaid(const Diagram& diagram);
/// A sentence when Mermaid would not draw `text`, which toMermaid() made of `diagram`, with its own defaults for
/// `maxEdges` (500) and `maxTextSize` (50,000 characters), which only the owner of a page can raise; else "".
std::string mermaidRefusal(const Diagram& diagram, std::string_view text);

}  // namespace scout::render
