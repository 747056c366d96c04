// Rules for Argo CD's sources, which are no objects of the cluster: Git, OCI, Helm repository, Helm chart in an OCI
// registry.
#pragma once

#include "trace/board.h"

namespace scout::trace::rules {

/// Adds every source of `application`, whose hop is on the board. The main path goes through the first source that
/// yields manifests; sources that only lend values (`ref`) are joined beside it.
void addApplicationSources(Board& board, const model::KubeObject& application, const model::Hop& hop);

/// The revision of the first source that the last successful sync applied - not the one that was compared last; "" when
/// there was none.
std::string liveRevision(const model::KubeObject& application);
/// The same for every source, in their order.
std::vector<std::string> liveRevisions(const model::KubeObject& application);

/// Whether the revisions that were compared last are others than those that the last sync applied.
bool hasNewerRevision(const model::KubeObject& application);

}  // namespace scout::trace::rules
