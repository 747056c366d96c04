// Rules for Argo CD's sources, which are no objects of the cluster: Git, OCI, Helm repository, Helm chart in an OCI
// registry.
#pragma once

#include "trace/board.h"

namespace scout::trace::rules {

/// Adds every source of `application`, whose hop is on the board, with what is live of `object` that the Application
/// applies - nullptr: of all that it applies. The main path goes through the first source that yields manifests;
/// sources that only lend values (`ref`) are joined beside it.
void addApplicationSources(Board& board, const model::KubeObject& application, const model::Hop& hop,
                           const model::ObjectRef* object);

}  // namespace scout::trace::rules
