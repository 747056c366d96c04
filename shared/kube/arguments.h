// What to look at, as kubectl's users write it on the command line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "kube/resource.h"

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

}  // namespace scout::kube
