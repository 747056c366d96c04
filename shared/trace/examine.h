// What only shows when the walk is done: what holds the chain back from above, and who should have moved it. Internal
// to trace.
#pragma once

#include "trace/board.h"

namespace scout::trace {

/// Reads the live revision's health and notes findings about the chain's appliers and sources. `trace` has its chain
/// and revisions. May ask more, but only where something is not as it should be.
void examine(Board& board, model::Trace& trace);

/// The findings of the board; a suspended step's has who suspended it.
std::vector<model::Finding> findingsOf(const Board& board);

}  // namespace scout::trace
