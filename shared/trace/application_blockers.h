// What keeps Argo CD from bringing an Application into step with its source. Internal to trace.
#pragma once

#include "trace/board.h"

namespace scout::trace {

/// Notes automatic sync being off, self-heal being off, a sync window, drift and ignored differences. Asks for the
/// AppProject when the Application is out of sync.
void noteApplicationBlockers(Board& board, const model::Trace& trace, const model::Hop& hop,
                             const model::KubeObject& application);

}  // namespace scout::trace
