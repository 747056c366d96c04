// From a hop back to the object that it was read from. Internal to trace.
#pragma once

#include <optional>
#include <string_view>

#include "model/trace.h"
#include "trace/evidence.h"

namespace scout::trace {

/// Before the id of a hop that was read from the management cluster.
inline constexpr std::string_view managementPrefix = "management:";

/// In full where the evidence has it, else its metadata; found by its name, by a search or in a list. Nothing for a
/// hole, and for a hop that is no object of a cluster.
std::optional<model::KubeObject> objectBehind(const model::Hop& hop, const Evidence& evidence);

}  // namespace scout::trace
