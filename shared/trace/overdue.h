// Who should have moved the chain and did not: intervals long passed, requests not handled, a spec that nobody looked
// at, and a controller that does not run (shared/decisions/0010-what-proves-overdue.md). Internal to trace.
#pragma once

#include "trace/board.h"

namespace scout::trace {

/// Notes findings "overdue" and, where something is overdue, stale or behind while nothing fails, and where nothing tells
/// what a source could fetch, asks for the controller's workload and notes "controller-not-running" when none of its replicas is ready.
void noteOverdue(Board& board, const model::Trace& trace);

/// Who has to move for the rung that is behind: the source fetches, the applier attempts and applies. nullptr for a
/// chain without either.
const model::Hop* nextToMove(const model::Trace& trace);

}  // namespace scout::trace
