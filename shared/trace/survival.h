// "Will my edit survive?": what an applier does about fields that somebody else changed. Internal to trace.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/trace.h"

namespace scout::trace {

/// A field manager's change of fields of an object that an applier applied.
struct Change {
    const model::KubeObject& object;
    std::string manager;   ///< who changed them: "kubectl-edit"
    bool byScale = false;  ///< through the scale subresource
};

/// The field managers that an applier of that kind writes as; empty for a kind that is not known.
std::vector<std::string> managersOf(const std::string& applierKind);

/// One or two sentences with a full stop. `applier` is nothing where it could not be read, and for what is no object (a
/// plain Helm release).
std::string survivalOf(const Change& change, const model::Hop& hop, const std::optional<model::KubeObject>& applier);

}  // namespace scout::trace
