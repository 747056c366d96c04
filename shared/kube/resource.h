// How a kind is addressed: plural name, scope, versions, short names. Built-in knowledge for the core kinds, Flux and Argo
// CD, so that a trace of those needs no discovery; everything else comes from discovery (kube/discovery.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace scout::kube {

struct Resource {
    std::string group;  ///< "" is the core group
    std::string kind;
    std::string plural;
    std::string singular;
    std::vector<std::string> shortNames;
    std::vector<std::string> versions;  ///< preferred first
    bool namespaced = true;
    std::vector<std::string> categories;  ///< "all" ...

    bool operator==(const Resource&) const = default;
};

/// The built-in table: core, apps, batch, autoscaling, networking, rbac, policy, storage, apiextensions, apiregistration ..., Flux
/// (source, kustomize, helm, image, notification, source.extensions, controlplane) and Argo CD (Application, ApplicationSet, AppProject).
const std::vector<Resource>& builtinResources();

/// By group and kind; nullptr when it is not built in.
const Resource* findBuiltin(std::string_view group, std::string_view kind);

/// "/apis/apps/v1/namespaces/prod/deployments/frontend"; name "" gives the collection, ns "" (or a cluster-scoped resource)
/// leaves the namespace out. Segments are percent-encoded.
std::string resourcePath(const Resource& resource, std::string_view version, std::string_view ns, std::string_view name);

}  // namespace scout::kube
