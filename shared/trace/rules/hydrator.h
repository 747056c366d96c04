// Rule: Argo CD's source hydrator writes rendered manifests into a branch; the dry commit that they were rendered from
// is in the Application's status (facts: protocols 3).
#pragma once

#include "trace/board.h"

namespace scout::trace::rules {

bool hydrates(const model::KubeObject& application);
/// The source that Argo CD syncs from where a hydrator writes it, as spec.source would name it.
base::Json hydratedSource(const model::KubeObject& application);

/// Adds the dry source behind the hydrated one, which is on the board. `live` is the hydrated commit that is live, ""
/// when there is none: only the operation that wrote that very commit proves the dry one.
void addDrySource(Board& board, const model::KubeObject& application, const model::Hop& hydrated,
                  const std::string& live);

}  // namespace scout::trace::rules
