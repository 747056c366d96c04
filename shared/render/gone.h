// Objects that are in a graph no more, put back for a picture.
#pragma once

#include "model/graph.h"
#include "render/diagram.h"

namespace scout::render {

/// `graph` with DiagramOptions::gone as missing (or unread) objects, with those of goneEdges whose ends are both there,
/// and as members of the chains that they were next to; a chosen chain whose head is gone is a chain again. One that is
/// in the graph stays what it is there.
model::Graph withGone(const model::Graph& graph, const DiagramOptions& options);

}  // namespace scout::render
