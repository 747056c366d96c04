// Argo CD's own health rules for a live object: the built-in ones (gitops-engine/pkg/health) and, of the scripts that
// it ships (resource_customizations), those for the kinds of facts/status.md 3.2.
#pragma once

#include <string>
#include <string_view>

#include "model/health.h"
#include "model/object.h"

namespace scout::status {

struct ArgoHealth {
    enum class Status {
        healthy,
        progressing,
        degraded,
        suspended,
        missing,  ///< only recorded by an Application, never computed from an object
        unknown,  ///< Argo CD's assessment itself fails
        none,     ///< no rule: Argo CD shows no health, or its script for the kind is not among those named above
    };
    Status status = Status::none;
    std::string message;

    bool operator==(const ArgoHealth&) const = default;
};

/// Health that is customised in argocd-cm is not seen here; an Application's own record of it is
/// (managedResourceHealth).
ArgoHealth argoHealth(const model::KubeObject& object);

/// "Healthy", "Progressing" ...; none is "".
std::string_view name(ArgoHealth::Status status);
/// The reverse; none for any other text.
ArgoHealth::Status argoStatus(std::string_view word);
/// Degraded is failed; missing is missing; unknown and none are unknown.
model::State toState(ArgoHealth::Status status);

}  // namespace scout::status
