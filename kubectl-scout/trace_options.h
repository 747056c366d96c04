// What the flags mean for the tracer, and for the places that it asks.
#pragma once

#include "base/error.h"
#include "engine/beyond.h"
#include "kubectl-scout/environment.h"
#include "kubectl-scout/flags.h"
#include "trace/investigate.h"

namespace scout::plugin {

/// Errors: usage, as engine::take.
base::Result<engine::Beyond> beyondFrom(const Options& options);

/// --verify, or one of the flags that imply it.
bool asksForSignatures(const Options& options);

/// `now` is left to the caller. Errors: as beyondFrom and engine::tracingOptions.
base::Result<trace::Options> traceOptions(const Options& options, const Environment& environment);

}  // namespace scout::plugin
