// Traces made by hand, each a case that the outputs must get right.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/trace.h"

namespace scout::test {

/// Requirement 000's Flux example, revision and all.
model::Trace requirementFlux();
/// Requirement 000's Argo CD example, traced with --app.
model::Trace requirementArgo();
/// As the tracer sees a real cluster: Git origin in the artifact, ConfigHub unit on the object, real digests.
model::Trace fluxWithOrigins();
model::Trace forbiddenApplier();
model::Trace failedSource();
/// Live is behind, the health check's message has several lines.
model::Trace failedHealthCheck();
model::Trace suspended();
model::Trace progressing();
model::Trace unmanaged();
model::Trace helmOnly();
/// Applied by no GitOps tool, with ConfigHub's mark.
model::Trace configHubUnit();
/// An applier whose source no rule can follow, and a link that is only guessed.
model::Trace noSource();
/// An Application with two more sources, one of which has a source of its own and one of which fails; and a node that
/// joins nothing.
model::Trace multiSource();
model::Trace outOfSync();
model::Trace clusterScoped();
/// With a time line (--history).
model::Trace withHistory();
/// With differences (--diff).
model::Trace withDifferences();
/// Every text that a cluster could have tampered with.
model::Trace hostile();
/// One hop in every state.
model::Trace everyState();

/// All of them with the name of their golden files.
std::vector<std::pair<std::string, model::Trace>> samples();

}  // namespace scout::test
