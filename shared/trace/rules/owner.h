// Rule: who owns an object by metadata.ownerReferences (Kubernetes garbage collection: same namespace or
// cluster-scoped, bound by UID).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "trace/board.h"

namespace scout::trace::rules {

/// The controller's ownerReference, else the first one; nothing when there is none.
std::optional<model::OwnerReference> mainOwner(const model::KubeObject& object);

/// What an owner of that kind does to the object: "owns", or "applies" for an ApplicationSet, which keeps its
/// Applications as it says.
std::string_view relationOfOwner(const model::ObjectRef& owner);

/// Why an object with label `child` hangs below the one with label `owner`, whose UID was compared.
model::Because becauseOwned(const std::string& child, const std::string& owner);

/// Follows the controller's (else the first) ownerReference of `object` to the top, adding a hop for each owner, and
/// returns the objects on the way: `object` first, the topmost one last. Empty when the walk waits for an answer or
/// ended in a hole, so that no one above can be looked for.
std::vector<model::KubeObject> climbOwners(Board& board, const model::KubeObject& object);

}  // namespace scout::trace::rules
