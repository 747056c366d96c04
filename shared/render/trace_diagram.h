// The picture of traces: every hop and edge that they found, nothing folded.
#pragma once

#include <string>
#include <vector>

#include "model/trace.h"
#include "render/diagram.h"

namespace scout::render {

/// `demo` marks it as DEMO DATA. Ages count to the newest trace's time.
Diagram diagramOf(const std::vector<model::Trace>& traces, bool redact, bool demo);

}  // namespace scout::render
