// With which credentials a Flux source pulls, said where pulling is refused. Internal to trace.
#pragma once

#include "trace/board.h"

namespace scout::trace {

/// How source-controller logs in to the registry of an OCIRepository or an OCI HelmRepository, by its spec alone.
std::string registryLoginOf(const model::KubeObject& source);

/// Notes it where the registry refuses the source.
void noteRegistryLogin(Board& board, const model::Hop& hop, const model::KubeObject& source);

}  // namespace scout::trace
