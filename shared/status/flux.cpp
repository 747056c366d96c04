#include "status/flux.h"

#include "base/text.h"
#include "status/words.h"

namespace scout::status {

namespace {

using model::Condition;
using model::Health;
using model::State;

constexpr std::string_view sourceWatcher = "source.extensions.fluxcd.io";
constexpr std::string_view fluxOperator = "fluxcd.controlplane.io";

/// Why the controller leaves the object alone; "" when it does not.
std::string suspension(const model::KubeObject& object) {
    if (object.at("spec.suspend").isTrue()) return "spec.suspend is true";
    const std::string group = object.group();
    if (group != fluxOperator && group != sourceWatcher) return {};
    const std::string key = group + "/reconcile";
    if (base::lower(object.annotation(key)) != "disabled") return {};
    return "annotation " + key + " is disabled";
}

/// Kinds that no controller reports on, so that the absence of conditions says nothing is missing.
bool isStatic(const model::KubeObject& object) {
    const std::string kind = object.kind();
    if (kind == "HelmRepository") return object.at("spec.type").text() == "oci";
    return object.group() == "notification.toolkit.fluxcd.io" && (kind == "Alert" || kind == "Provider");
}

/// The condition's text in one line; conditions of real controllers always have a message.
std::string line(const Condition& condition) {
    if (std::string text = firstLine(condition.message); !text.empty()) return text;
    if (!condition.reason.empty()) return condition.reason;
    return condition.type + " is " + condition.status;
}

Health from(const Condition& condition, State state) {
    return {state, line(condition), condition.reason, condition.message, condition.lastTransitionTime};
}

/// The newest generation that the controller has looked at. Ready's own comes first, because a failing object's
/// status.observedGeneration stays at the last success, or at -1.
std::optional<std::int64_t> observedGeneration(const model::KubeObject& object, const std::optional<Condition>& ready) {
    if (ready && ready->observedGeneration) return ready->observedGeneration;
    const auto observed = object.at("status.observedGeneration").integer();
    if (!observed || *observed < 0) return std::nullopt;
    return observed;
}

/// helm-controller says in Ready how it undid a release that failed; why that one failed stays in Released.
Health failedHealth(const model::KubeObject& object, const Condition& ready) {
    Health out = from(ready, State::failed);
    const std::optional<Condition> remediated = object.condition("Remediated");
    const std::optional<Condition> released = object.condition("Released");
    if (!remediated || remediated->reason != ready.reason || !released || !released->isFalse()) return out;
    out.status = line(*released);
    out.message = released->message + "\n" + ready.message;
    return out;
}

Health suspendedHealth(const std::string& why, const std::optional<Condition>& ready) {
    Health out{State::suspended, "Suspended", "Suspended", why, ""};
    if (ready) {
        out.status += ", last report: " + line(*ready);
        out.lastTransitionTime = ready->lastTransitionTime;
    }
    return out;
}

Health staleHealth(std::int64_t generation, std::int64_t observed, const std::optional<Condition>& ready) {
    Health out{State::stale, "Generation " + std::to_string(generation) + " not looked at yet", "GenerationNotObserved",
               "The controller has reported on generation " + std::to_string(observed) + " so far", ""};
    if (ready) {
        out.message += ": " + line(*ready);
        out.lastTransitionTime = ready->lastTransitionTime;
    }
    return out;
}

Health withoutConditions(const model::KubeObject& object) {
    if (isStatic(object)) return {State::ready, "static, no status", "", "", ""};
    // Controllers of other projects may publish an ExternalArtifact with no more than the artifact.
    const std::string revision = object.at("status.artifact.revision").text();
    if (object.kind() == "ExternalArtifact" && !revision.empty()) {
        return {State::ready, "Artifact " + revision, "", "", object.at("status.artifact.lastUpdateTime").text()};
    }
    return {State::progressing, "not reconciled yet", "", "The controller has not reported on this object yet", ""};
}

}  // namespace

bool isFluxKind(std::string_view group) {
    return group.ends_with(".toolkit.fluxcd.io") || group == sourceWatcher || group == fluxOperator;
}

Health fluxHealth(const model::KubeObject& object) {
    if (object.terminating()) return terminatingHealth(object);
    const std::optional<Condition> ready = object.condition("Ready");
    if (const std::string why = suspension(object); !why.empty()) return suspendedHealth(why, ready);

    const auto generation = object.generation();
    const auto observed = observedGeneration(object, ready);
    if (generation && observed && *observed < *generation) return staleHealth(*generation, *observed, ready);

    const std::optional<Condition> stalled = object.condition("Stalled");
    const std::optional<Condition> reconciling = object.condition("Reconciling");
    const bool isReconciling = reconciling && reconciling->isTrue();
    if (stalled && stalled->isTrue()) {
        // helm-controller gives up without saying why; what failed is still in Ready.
        const bool gaveUp = stalled->reason == "RetriesExceeded" && ready && ready->isFalse();
        return gaveUp ? failedHealth(object, *ready) : from(*stalled, State::failed);
    }
    if (ready && ready->isFalse()) {
        // A newer revision cut the checks short, and is reconciled at once.
        const bool waits = ready->reason == "DependencyNotReady" || ready->reason == "HealthCheckCanceled";
        if (waits) return from(*ready, State::progressing);
        Health out = failedHealth(object, *ready);
        if (isReconciling) out.status += " (retrying)";
        return out;
    }
    if (ready && ready->status == "Unknown") return from(*ready, State::progressing);
    if (isReconciling) return from(*reconciling, State::progressing);
    if (ready && ready->isTrue()) return from(*ready, State::ready);
    if (object.conditions().empty()) return withoutConditions(object);
    return {State::unknown, "no Ready condition", "",
            "The controller's conditions do not say whether the object is ready", ""};
}

}  // namespace scout::status
