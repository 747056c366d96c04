// The time line of a trace (--history) as text.
#pragma once

#include <string>

#include "model/trace.h"
#include "render/marks.h"

namespace scout::render {

/// An empty line, "History:" and one entry after the other, oldest first: when, and beside it the hop, what became of
/// it, revisions and message. Wide also names the field. "" without entries.
std::string historyText(const model::Trace& trace, const TextStyle& style);

}  // namespace scout::render
