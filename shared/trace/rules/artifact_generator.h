// Rules for Flux' source-watcher: an ExternalArtifact is put together from several sources by an ArtifactGenerator
// (facts: protocols 2.2).
#pragma once

#include "trace/board.h"
#include "trace/rules/flux_source.h"

namespace scout::trace::rules {

inline constexpr std::string_view fluxExtensionsGroup = "source.extensions.fluxcd.io";

bool isArtifactGenerator(const model::ObjectRef& ref);

/// From an ExternalArtifact on the board to the generator that its spec.sourceRef names, and to that one's sources: the
/// source that gives the artifact its revision is the one that the main path goes through. True when the generator is
/// the artifact's by its own record too.
bool followGenerator(Board& board, const model::Hop& artifactHop, const model::KubeObject& artifact);
/// What stands in the generator's place when followGenerator could not confirm it: a hole or a finding.
void addUnconfirmedGenerator(Board& board, const model::Hop& artifactHop, const model::KubeObject& artifact);

/// From a generator on the board to its sources.
void followGeneratorSources(Board& board, model::Hop& hop, const model::KubeObject& generator);

}  // namespace scout::trace::rules
