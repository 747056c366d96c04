// Rule: the ConfigHub unit and revision that a live object claims to come from.
#pragma once

#include "trace/board.h"

namespace scout::trace::rules {

/// With an OCI source as the root of the main path (or behind its Git origin), the claim is written on that hop;
/// without one it becomes a hop of its own above the topmost object. Call it after the appliers' rules.
void addConfigHubOrigin(Board& board, const model::KubeObject& object);

}  // namespace scout::trace::rules
