// The one builder of the machine-readable form, for JSON and YAML. Internal to render.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "model/deliveries.h"
#include "model/trace.h"

namespace scout::render {

/// Shape and key order of design/trace-output.md and resources/schema/trace.schema.json.
nlohmann::ordered_json document(const model::Trace& trace);
/// {"apiVersion", "kind": "TraceList", "items": [...]}.
nlohmann::ordered_json document(const std::vector<model::Trace>& traces);
nlohmann::ordered_json document(const model::Deliveries& deliveries);

}  // namespace scout::render
