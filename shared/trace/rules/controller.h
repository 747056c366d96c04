// Which workload has to run for an object to be looked at.
#pragma once

#include <optional>

#include "model/object.h"
#include "trace/investigate.h"

namespace scout::trace::rules {

/// The controller of an Application, or of a Flux object, where it lives by default; none for anything else. Shards are
/// named as Flux' documentation names them. It may live elsewhere: that it is not there proves nothing.
std::optional<model::ObjectRef> controllerOf(const model::KubeObject& object, const Options& options);

/// source-controller, as long as nothing says that a shard of it is meant.
model::ObjectRef sourceController();

}  // namespace scout::trace::rules
