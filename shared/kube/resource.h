// How a kind is addressed: plural name, scope, versions, short names. Built-in knowledge for the core kinds, Flux and
// Argo CD, so that a trace of those needs no discovery; everything else comes from discovery (kube/discovery.h).
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

/// The built-in table: core, apps, batch, autoscaling, networking, rbac, policy, storage, apiextensions,
/// apiregistration ..., Flux (source, kustomize, helm, image, notification, source.extensions, controlplane) and Argo
/// CD (Application, ApplicationSet, AppProject).
const std::vector<Resource>& builtinResources();

/// By group and kind; nullptr when it is not built in.
const Resource* findBuiltin(std::string_view group, std::string_view kind);

/// Whether the API server itself brings the group, so that nothing can be installed in front of it. False for Flux and
/// Argo CD.
bool isServerGroup(std::string_view group);

/// The same resource with `version` first (added when it is not in the list); "" changes nothing.
Resource preferring(Resource resource, std::string_view version);

/// "deployments.apps", "pods": the name that is unique in a cluster, as kubectl prints and accepts it.
std::string qualifiedName(const Resource& resource);

/// "apps/v1", "v1".
std::string apiVersion(std::string_view group, std::string_view version);

/// Whether any object can have this name: the API server refuses "", ".", ".." and names with '/' or '%' (apimachinery
/// pkg/api/validation/path/name.go); white space and control characters are in no name either.
bool isPossibleName(std::string_view name);

/// "/apis/apps/v1/namespaces/prod/deployments/frontend"; name "" gives the collection, ns "" (or a cluster-scoped
/// resource) leaves the namespace out. Segments are percent-encoded. A segment that is no possible name cannot climb or
/// add to the path, even where something on the way decodes it: it is encoded twice, which names nothing.
std::string resourcePath(const Resource& resource, std::string_view version, std::string_view ns,
                         std::string_view name);

/// Everything but RFC 3986's unreserved characters as %XX: a value inside a query.
std::string encodeQueryValue(std::string_view value);

}  // namespace scout::kube
