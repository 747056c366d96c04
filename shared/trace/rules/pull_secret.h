// Rule: the pull Secret of a source that cannot be pulled, told by the names of its keys. Its values are never read.
#pragma once

#include <optional>

#include "trace/board.h"

namespace scout::trace::rules {

/// Whether Flux takes an OCIRepository's credentials from the Secret, by the names of its keys in managedFields;
/// nothing where they do not tell.
std::optional<bool> isReadByFlux(const model::KubeObject& secret);

/// Flux takes credentials for an OCIRepository from Secrets of type kubernetes.io/dockerconfigjson and
/// kubernetes.io/dockercfg only and ignores any other one (go-containerregistry pkg/authn/kubernetes/keychain.go), such
/// as a generic one with a ConfigHub worker's id and secret. Asked is for sources that fail and name a Secret: one
/// question more, and none on a healthy path. One that may not be looked at is a missing permission. Call it when the
/// path is there.
void notePullSecrets(Board& board);

}  // namespace scout::trace::rules
