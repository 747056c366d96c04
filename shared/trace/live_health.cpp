#include "trace/live_health.h"

#include "trace/rules/argocd.h"
#include "trace/rules/argocd_sync.h"
#include "trace/rules/flux_live.h"

namespace scout::trace {

namespace {

std::string ofHelmRelease(const model::KubeObject& release) {
    const auto released = release.condition("Released");
    // What is live after a failed upgrade is an older release, and its health was not looked at again.
    if (!released || !released->isTrue()) return {};
    if (const auto tested = release.condition("TestSuccess"); tested && tested->isFalse()) return "unhealthy";
    const std::string action = release.at("status.lastAttemptedReleaseAction").text();
    const bool waited = !action.empty() && !release.at("spec." + action + ".disableWait").isTrue();
    const auto ready = release.condition("Ready");
    return waited && ready && ready->isTrue() ? "healthy" : "";
}

std::string ofApplication(const model::KubeObject& application) {
    const std::string health = application.at("status.health.status").text();
    if (health == "Healthy") return "healthy";
    if (health == "Progressing") return "checking";
    return health == "Degraded" ? "unhealthy" : "";
}

}  // namespace

std::string liveHealthOf(const model::KubeObject& applier, const model::Revisions& revisions) {
    if (!revisions.live) return {};
    // Of a revision that only some objects have, the health of all says nothing.
    if (rules::isApplication(applier.ref()))
        return rules::isPartlySynced(applier) ? std::string() : ofApplication(applier);
    if (applier.kind() == "Kustomization") return rules::liveRevisionOf(applier).health;
    return applier.kind() == "HelmRelease" ? ofHelmRelease(applier) : std::string();
}

}  // namespace scout::trace
