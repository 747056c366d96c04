// Rules: what a registry says of the artifact that a source follows - what its tag means now, what was deployed, and
// whether the controller would take it. A registry that cannot be read is a hole in the head rung and nothing else.
#pragma once

#include <string>

#include "trace/board.h"
#include "trace/rules/flux_source.h"

namespace scout::trace::rules {

/// The first rungs of the ladder: what the source has fetched, and the head of one that follows a registry
/// (OCIRepository, HelmChart from an OCI HelmRepository) with what its artifact is. `source`'s hop is on the board.
void climbFluxSource(Board& board, const model::KubeObject& source, const AppliedRevision& applied);

/// An Argo CD source of an OCI registry: oci://, or a Helm chart in one.
struct ArgoArtifact {
    std::string registry;        ///< host[:port]
    std::string repository;      ///< with the chart's name, for a chart
    std::string target;          ///< spec.targetRevision: tag, digest, version, constraint; may be empty
    std::string deployed;        ///< what is live: a digest, or a chart's version; "" when that is not known
    std::string deployedTarget;  ///< the targetRevision that `deployed` was resolved from
    std::string compared;        ///< what Argo CD compared with last; "" when nothing was
    std::string application;     ///< the Application's name, for the commands
    std::string syncing;         ///< the revision of the sync that is under way, "" for none
    std::string standsStill;     ///< why Argo CD takes nothing newer, "" where it does
    bool comparisonFails = false;
    bool chart = false;
    bool first = true;  ///< the source whose revisions the ladder shows
};
/// The Git origin, layers and type of what was deployed, and the head of the first source. `hop` is on the board.
void readArgoRegistry(Board& board, model::Hop& hop, const ArgoArtifact& artifact);

/// Why the head of an Argo CD source (an entry of spec.sources) from Git or a Helm repository is not known.
void sayNoHead(Board& board, const base::Json& source);

}  // namespace scout::trace::rules
