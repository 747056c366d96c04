// Rules for Crossplane: a composite resource is claimed by a namespaced claim, which no ownerReference can say; and its
// own words for what is not well.
#pragma once

#include <optional>

#include "trace/board.h"

namespace scout::trace::rules {

/// The claim that a composite's spec.claimRef names; nothing for other objects.
struct CrossplaneClaim {
    model::ObjectRef ref;
    std::string version;  ///< of its apiVersion
};
std::optional<CrossplaneClaim> claimOf(const model::KubeObject& composite);

/// Whether the claim's spec.resourceRef names the composite back.
enum class NamesBack { yes, notYet, another };
NamesBack namesBack(const model::KubeObject& claim, const model::ObjectRef& composite);

/// What only a label says: an object that is part of a composite, without an ownerReference. "" for other objects. The
/// label does not tell the composite's kind, so it cannot be asked for.
std::string compositeByLabel(const model::KubeObject& object);

/// The state that Crossplane's own conditions give a claim, a composite or a managed resource; nothing when the object
/// has none that says more than Ready.
std::optional<model::Health> crossplaneHealth(const model::KubeObject& object);

}  // namespace scout::trace::rules
