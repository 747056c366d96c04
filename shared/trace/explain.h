// A trace in words: what every hop is, what its state means, what happens next, and how each link is known.
#pragma once

#include "model/explanation.h"
#include "model/trace.h"
#include "trace/evidence.h"

namespace scout::trace {

/// `evidence` is what the trace was made from; intervals and the like are read from it. Kinds that are not known are
/// explained by what was seen of them.
model::Explanation explain(const model::Trace& trace, const Evidence& evidence);

}  // namespace scout::trace
