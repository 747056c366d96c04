// Whether what is recorded may come from another place than the one that the spec names now. A spec can be changed
// while its object is suspended, or without the controller coming to anything with it.
#pragma once

#include "model/object.h"

namespace scout::trace::rules {

/// Whether a source may have had another spec.url when it fetched its artifact.
bool mayBeOfAnotherUrl(const model::KubeObject& source);

/// Whether a Kustomization or HelmRelease may have named another source when it applied what it has live. `appliedAt`
/// is RFC 3339, "" when it is not recorded.
bool mayBeOfAnotherSource(const model::KubeObject& applier, const std::string& appliedAt);

}  // namespace scout::trace::rules
