// Rule: whether Argo CD or Flux would take an artifact, by what its manifest shows.
#pragma once

#include <optional>
#include <string>

#include "base/json.h"
#include "model/trace.h"

namespace scout::trace::rules {

/// Fills layers, type and creation time of an OCI source from a manifest query's answer, which is of `digest`.
void describeManifest(model::OciSource& source, const base::Json& answer);

/// The error that the controller gives, in its own words, and what to do; nothing where it has no reason to refuse, and
/// for an index, whose choice is the controller's.
struct Refusal {
    std::string error;
    std::string advice;
};
/// Argo CD's repo-server with its default media types (argo-cd util/oci/client.go, docs/user-guide/oci.md).
std::optional<Refusal> refusedByArgo(const base::Json& manifest, const std::string& reference);
/// source-controller; `mediaType` is that of spec.layerSelector, "" for the first layer.
std::optional<Refusal> refusedByFlux(const base::Json& manifest, const std::string& mediaType);

}  // namespace scout::trace::rules
