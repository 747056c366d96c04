// What keeps a newer revision, or a correction, from coming down to the traced object: told at the leaf, with who made
// it so and when. Internal to trace.
#pragma once

#include "trace/board.h"

namespace scout::trace {

/// Notes a finding for each suspended step, each dependency that is waited for, Argo CD's automatic sync being off or
/// held by a window, marks that keep the applier from the object, and drift. Asks for the named dependencies of a step
/// that waits, and for the AppProject of an Application that is out of sync.
void noteBlockers(Board& board, const model::Trace& trace);

/// The field or annotation that suspends an object, as a path in it.
std::vector<std::string> suspensionOf(const model::KubeObject& object);

}  // namespace scout::trace
