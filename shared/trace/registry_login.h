// With which credentials a Flux source pulls, said where pulling is refused. Internal to trace.
#pragma once

#include "trace/board.h"

namespace scout::trace {

/// How source-controller logs in to the registry of an OCIRepository or an OCI HelmRepository, by its spec.
/// `aboutSecret` follows the name of the pull Secret (", which is not there"), "" where nothing is to be said of it.
std::string registryLoginOf(const model::KubeObject& source, const std::string& aboutSecret = {});

/// Notes it where the registry refuses the source; not where its pull Secret is one that Flux ignores, which is a
/// finding of its own (rules/pull_secret.h).
void noteRegistryLogin(Board& board, const model::Hop& hop, const model::KubeObject& source);

}  // namespace scout::trace
