// Objects of Flux: sources, appliers, image automation, notification, source-watcher and Flux Operator.
#pragma once

#include <string_view>

#include "model/health.h"
#include "model/object.h"

namespace scout::status {

/// Whether fluxHealth is the rule for that kind.
bool isFluxKind(std::string_view group);

/// The order of tests is design/trace-output.md's. `status` is the first line of the Ready condition's message, reason
/// and message are the condition's that decided.
model::Health fluxHealth(const model::KubeObject& object);

}  // namespace scout::status
