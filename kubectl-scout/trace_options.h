// What the flags of `trace` mean for the tracer.
#pragma once

#include "base/error.h"
#include "kubectl-scout/environment.h"
#include "kubectl-scout/flags.h"
#include "trace/investigate.h"

namespace scout::plugin {

/// --verify, or one of the flags that imply it.
bool asksForSignatures(const Options& options);

/// `now` is left to the caller. Errors: a file of --verify-key or --verify-certificate cannot be read, or holds none.
base::Result<trace::Options> traceOptions(const Options& options, const Environment& environment);

}  // namespace scout::plugin
