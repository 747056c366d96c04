// What an object says of its manager: Flux' labels, Argo CD's tracking, Helm's annotations; each believed only as far
// as the manager confirms.
#pragma once

#include <vector>

#include "trace/board.h"

namespace scout::trace::rules {

/// The topmost owner's marks count first. When it has none, an owned object may still be applied by itself:
/// ownerReferences are given for garbage collection too. `ownersUp` is climbOwners' answer and not empty; all are on
/// the board. `weakLabel`: whether the topmost one's app.kubernetes.io/instance may name an Application.
void followMarks(Board& board, const std::vector<model::KubeObject>& ownersUp, bool weakLabel);

}  // namespace scout::trace::rules
