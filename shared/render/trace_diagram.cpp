#include "render/trace_diagram.h"

#include <algorithm>
#include <limits>

#include "model/graph.h"

namespace scout::render {

Diagram diagramOf(const std::vector<model::Trace>& traces, bool redact, bool demo) {
    DiagramOptions options;
    options.budget = 0;
    options.foldPodsAbove = std::numeric_limits<int>::max();
    options.replicaSets = true;
    options.redact = redact;
    options.demo = demo;
    std::string newest;
    for (const model::Trace& trace : traces) newest = std::max(newest, trace.tracedAt);
    options.now = base::parseTime(newest).value_or(base::Time());
    return diagramOf(model::graphOf(traces), options);
}

}  // namespace scout::render
