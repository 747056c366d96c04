// The names that people type for kinds -> Resource, as kubectl maps them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "kube/catalogue.h"
#include "kube/resource.h"

namespace scout::kube {

/// `resource.versions` begins with the version that was asked for, if one was.
struct TypeMatch {
    Resource resource;
    /// Other kinds that the name fits, of lower precedence ("events.events.k8s.io"): worth a warning, as kubectl gives.
    std::vector<std::string> others;
};

/// Plural, singular, short name or kind, in any case, alone or with a group or version and group: "deploy",
/// "Deployment", "deployments.apps", "deployments.v1.apps". A group may be shortened to its beginning ("ks.kustomize"),
/// as in kubectl. Nothing: the name is not built in, which proves nothing - discover, and ask resolveType.
std::optional<TypeMatch> builtinType(std::string_view typeName);

/// The same with the server's own list. Precedence: a full name before a short name; then the groups that every API
/// server brings; then the server's order. Flux' and Argo CD's kinds come before other groups' where the server has
/// them. Errors: notInstalled, `the server doesn't have a resource type "x"`, with near matches; usage, for a short
/// name that several installed kinds claim (with the candidates) and for a category such as "all".
base::Result<TypeMatch> resolveType(std::string_view typeName, const Discovered& discovered);

/// By group and kind, as an object names it: built in, else discovered; nothing when neither has it.
std::optional<Resource> resourceFor(std::string_view group, std::string_view kind, const Discovered* discovered);

}  // namespace scout::kube
