#include "trace/live_health.h"

#include "trace/rules/argocd.h"
#include "trace/rules/argocd_sync.h"

namespace scout::trace {

namespace {

bool isHealthFailure(const std::string& reason) {
    return reason == "HealthCheckFailed" || reason == "HealthCheckCanceled";
}

std::string ofKustomization(const model::KubeObject& applier, const std::string& live) {
    const auto ready = applier.condition("Ready");
    const auto healthy = applier.condition("Healthy");
    if (healthy && healthy->status == "Unknown" && healthy->reason == "Progressing") return "checking";
    if (ready && ready->isFalse() && isHealthFailure(ready->reason)) return "unhealthy";
    const base::Json newest = applier.at("status.history")[0];
    // Another failure came after the one of the health check.
    if (newest.at("metadata.revision").text() == live && isHealthFailure(newest["lastReconciledStatus"].text()))
        return "unhealthy";
    // It is there only where spec.wait or spec.healthChecks ask for checks.
    return healthy && healthy->isTrue() ? "healthy" : "";
}

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
    if (applier.kind() == "Kustomization") return ofKustomization(applier, revisions.live->value);
    return applier.kind() == "HelmRelease" ? ofHelmRelease(applier) : std::string();
}

}  // namespace scout::trace
