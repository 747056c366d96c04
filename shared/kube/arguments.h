// What to look at, as kubectl's users write it: resource arguments, and objects in manifests.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "kube/resource.h"
#include "model/object.h"

namespace scout::kube {

struct ResourceArgument {
    std::string typeName;  ///< as typed; kube/mapper.h knows what it means
    std::string name;
    bool operator==(const ResourceArgument&) const = default;
};

/// "deploy/x", "deployment x", "deployments x y", "deploy,svc x", "deploy/x svc/y", "deployments.apps x" (cli-runtime
/// pkg/resource/builder.go). Errors, all of kind usage: mixed forms, "a/b/c", a type without a name, empty types and
/// names, names that no object can have.
base::Result<std::vector<ResourceArgument>> parseArguments(const std::vector<std::string>& arguments);

/// Why no object of this kind can have that name, as the rest of a sentence; nothing when one can. Names of the API
/// server's own kinds are DNS subdomains (RFC 1123), except RBAC's, which are any path segment ("system:node"); so are
/// names of unknown kinds.
std::optional<std::string> nameProblem(const Resource* resource, std::string_view name);

struct ManifestObject {
    model::ObjectRef ref;  ///< ns is "" where the manifest gives none
    std::string version;
    bool operator==(const ManifestObject&) const = default;
};

/// The objects that a file's documents name (base::parseYaml), lists expanded; none where there are none. `where` is
/// the file, for errors (kind usage), which also give the document's number, counted from 1 without empty documents.
base::Result<std::vector<ManifestObject>> manifestObjects(const std::vector<base::Json>& documents,
                                                          std::string_view where);

}  // namespace scout::kube
