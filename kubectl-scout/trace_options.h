// What the flags of `trace` mean for the tracer.
#pragma once

#include "kubectl-scout/flags.h"
#include "trace/investigate.h"

namespace scout::plugin {

/// `now` is left to the caller.
trace::Options traceOptions(const Options& options);

}  // namespace scout::plugin
