// Rules for Flux sources: OCIRepository, GitRepository, HelmRepository, HelmChart, Bucket, ExternalArtifact.
#pragma once

#include <optional>

#include "model/revision.h"
#include "trace/board.h"

namespace scout::trace::rules {

/// The revision that the applier has live, with the Git revision it recorded for it (Kustomization's
/// ...OriginRevision), "" where it records none.
struct AppliedRevision {
    model::Revision revision;
    std::string originRevision;
    std::string recordedIn;        ///< "status.lastAppliedRevision of Kustomization/apps"
    std::string originRecordedIn;  ///< "status.lastAppliedOriginRevision of Kustomization/apps"
    bool maybeOfAnother = false;   ///< the applier may have named another source when it applied that
};

/// Adds the source that `effect` (an applier or HelmChart on the board) gets its content from, and what lies behind it.
/// `named` says what names it, for the edge. The answer is returned when the source is known.
std::optional<model::KubeObject> followFluxSource(Board& board, model::Hop& effect, const model::ObjectRef& source,
                                                  const model::Because& named, const AppliedRevision& applied);

/// The column of a source of that kind, as far as the kind alone tells.
model::Stage stageOf(const std::string& kind);
/// Describes a source object as a hop, without looking further: for a source that is the traced object itself as well.
model::Hop describeFluxSource(const model::KubeObject& source, const Options& options);
/// What lies behind a source that is on the board: the Git origin in its artifact's metadata, the chart's own source.
void followBehindSource(Board& board, model::Hop& hop, const model::KubeObject& source, const AppliedRevision& applied);

}  // namespace scout::trace::rules
