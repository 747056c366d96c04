// The hops and chains that the samples are built from.
#pragma once

#include <string>
#include <vector>

#include "model/trace.h"

namespace scout::test {

inline const std::string digestA = "sha256:1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f809";
inline const std::string digestB = "sha256:9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a0";
inline const std::string commit = "0123456789abcdef0123456789abcdef01234567";
inline const std::string since = "2026-11-21T02:10:00Z";

inline const model::Because byReference = {model::Grade::reference, "spec.sourceRef of Kustomization/apps names it"};
inline const model::Because byInventory = {
    model::Grade::inventory, "status.inventory of Kustomization/apps lists prod_frontend_apps_Deployment"};

model::Health ready(std::string status);

/// Any Kubernetes object.
model::Hop object(const std::string& apiVersion, const std::string& kind, const std::string& ns,
                  const std::string& name, model::Stage stage, model::Health health);
model::Hop deployment(model::Health health);
model::Hop kustomization(model::Health health);
model::Hop ociRepository(model::Health health);
model::Hop application(const std::string& name, model::Health health);
/// What the tracer makes of a source with one of ConfigHub's URLs.
model::Hop configHubOci(const std::string& revision);
model::Hop git(model::Health health);
/// A Git source of Application/shop.
model::Hop argoGit(const std::string& name, const std::string& path);

/// The hop with the proof of its edge to the next one.
model::Hop proven(model::Hop hop, model::Because because);
/// Object, graph, context and cost from the chain; the verdict is the caller's.
model::Trace traceOf(std::vector<model::Hop> chain, const std::string& tool);
/// The same, fully managed and ready.
model::Trace healthy(std::vector<model::Hop> chain, const std::string& tool);

}  // namespace scout::test
