// Rule: Argo CD's repository Secrets, known by their label. Their data is never read.
#pragma once

#include "trace/board.h"

namespace scout::trace::rules {

/// Argo CD takes credentials for repositories and registries from Secrets of its own namespace that have the label
/// argocd.argoproj.io/secret-type (repository, repo-creds) and takes no notice of any other. Asked is for Applications
/// that a repository or registry refuses: one LIST by that label, of metadata only. One that may not be made is a
/// missing permission. Call it when the path is there.
void noteRepositorySecrets(Board& board);

}  // namespace scout::trace::rules
