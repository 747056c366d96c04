// Evidence made in the test: single objects, and a cluster of any size.
#pragma once

#include <string>
#include <vector>

#include "trace/graph_builder.h"

namespace scout::test {

/// JSON with single quotes: moc stumbles over raw string literals.
base::Json json(std::string text);

/// The time that samples are seen at.
trace::Options sampleOptions();

/// The query that asks for an object.
trace::Query queryFor(const base::Json& object);
/// Adds each object as the answer to the query that asks for it.
void add(trace::Evidence& evidence, const std::vector<base::Json>& objects);
/// Asked beside sources whose head nobody tells; it lives elsewhere.
void addNoSourceController(trace::Evidence& evidence);

base::Json namedObject(const std::string& apiVersion, const std::string& kind, const std::string& ns,
                       const std::string& name);
/// Ready, 3/3. `marks`: its labels or annotations, as members of metadata.
base::Json deployment(const std::string& ns, const std::string& name, const std::string& marks = "'labels':{}");
/// Owned by the Deployment of that name; UIDs are made of kind, namespace and name.
base::Json replicaSet(const std::string& ns, const std::string& deployment, const std::string& hash, int replicas);
/// Owned by the ReplicaSet; `waiting` is a container's reason to wait, "" for a ready one.
base::Json pod(const std::string& ns, const std::string& replicaSet, const std::string& suffix,
               const std::string& waiting = {});
/// A ready Kustomization in flux-system that follows an OCIRepository there. `inventory`: ids such as
/// "prod_web_apps_Deployment". `more` goes into spec.
base::Json kustomization(const std::string& name, const std::string& source, const std::vector<std::string>& inventory,
                         const std::string& more = {});
base::Json ociRepository(const std::string& name);
/// Labels of kustomize-controller, for `deployment`.
std::string appliedBy(const std::string& kustomization);

/// About `count` objects: for each applier (Kustomizations and Applications, some sharing a source) Deployments,
/// ConfigMaps that only its record names, ReplicaSets and Pods, some of which fail.
trace::Evidence cluster(int count);

}  // namespace scout::test
