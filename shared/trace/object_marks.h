// Labels and annotations with which an object keeps its applier away. Internal to trace.
#pragma once

#include "trace/board.h"

namespace scout::trace {

/// Notes those of the applied object at the end of the chain that its applier heeds, and a change by hand that its
/// HelmRelease will not correct.
void noteObjectMarks(Board& board, const model::Trace& trace);

}  // namespace scout::trace
