// What the flux program calls Flux' kinds. Internal to trace.
#pragma once

#include <string>

namespace scout::trace {

/// "kustomization", "source oci" ...; "" for a kind that it has no command for.
std::string fluxName(const std::string& kind);

}  // namespace scout::trace
