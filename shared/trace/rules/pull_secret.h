// Rule: the pull Secret of a source that cannot be pulled, told by the names of its keys. Its values are never read.
#pragma once

#include "trace/board.h"

namespace scout::trace::rules {

/// Flux takes credentials for an OCIRepository from Secrets of type kubernetes.io/dockerconfigjson and
/// kubernetes.io/dockercfg only and ignores any other one (go-containerregistry pkg/authn/kubernetes/keychain.go), such
/// as a generic one with a ConfigHub worker's id and secret. Asked is for sources that fail and name a Secret: one
/// question more, and none on a healthy path. Call it when the path is there.
void notePullSecrets(Board& board);

}  // namespace scout::trace::rules
