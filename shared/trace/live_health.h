// Whether what is live was found healthy by the checks of its own applier. Internal to trace.
#pragma once

#include <string>

#include "model/object.h"
#include "model/trace.h"

namespace scout::trace {

/// "healthy" | "checking" | "unhealthy"; "" where the applier checks nothing, or speaks of another revision than the
/// live one.
std::string liveHealthOf(const model::KubeObject& applier, const model::Revisions& revisions);

}  // namespace scout::trace
