#include "status/argo_health.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "status/argo_health_scripts.h"

namespace scout::status {

namespace {

using Status = ArgoHealth::Status;

constexpr std::array<std::pair<Status, std::string_view>, 6> words{{
    {Status::healthy, "Healthy"},
    {Status::progressing, "Progressing"},
    {Status::degraded, "Degraded"},
    {Status::suspended, "Suspended"},
    {Status::missing, "Missing"},
    {Status::unknown, "Unknown"},
}};

std::int64_t number(const model::KubeObject& object, std::string_view path) {
    return object.at(path).integer().value_or(0);
}

std::string outOf(std::int64_t have, std::int64_t want) {
    return std::to_string(have) + " out of " + std::to_string(want);
}

bool generationIsNewer(const model::KubeObject& object) {
    return object.generation().value_or(0) > number(object, "status.observedGeneration");
}

ArgoHealth deployment(const model::KubeObject& object) {
    if (object.at("spec.paused").isTrue()) return {Status::suspended, "Deployment is paused"};
    if (generationIsNewer(object)) {
        return {Status::progressing,
                "Waiting for rollout to finish: observed deployment generation less than desired generation"};
    }
    const auto progressing = object.condition("Progressing");
    if (progressing && progressing->reason == "ProgressDeadlineExceeded") {
        return {Status::degraded, "Deployment \"" + object.name() + "\" exceeded its progress deadline"};
    }
    const auto desired = object.at("spec.replicas").integer();
    const std::int64_t replicas = number(object, "status.replicas");
    const std::int64_t updated = number(object, "status.updatedReplicas");
    const std::int64_t available = number(object, "status.availableReplicas");
    if (desired && updated < *desired) {
        return {Status::progressing,
                "Waiting for rollout to finish: " + outOf(updated, *desired) + " new replicas have been updated..."};
    }
    if (replicas > updated) {
        return {Status::progressing, "Waiting for rollout to finish: " + std::to_string(replicas - updated) +
                                         " old replicas are pending termination..."};
    }
    if (available < updated) {
        return {Status::progressing, "Waiting for rollout to finish: " + std::to_string(available) + " of " +
                                         std::to_string(updated) + " updated replicas are available..."};
    }
    return {Status::healthy, ""};
}

ArgoHealth replicaSet(const model::KubeObject& object) {
    if (generationIsNewer(object)) {
        return {Status::progressing,
                "Waiting for rollout to finish: observed replica set generation less than desired generation"};
    }
    const auto failure = object.condition("ReplicaFailure");
    if (failure && failure->isTrue()) return {Status::degraded, failure->message};
    const auto desired = object.at("spec.replicas").integer();
    const std::int64_t available = number(object, "status.availableReplicas");
    if (desired && available < *desired) {
        return {Status::progressing,
                "Waiting for rollout to finish: " + outOf(available, *desired) + " new replicas are available..."};
    }
    return {Status::healthy, ""};
}

ArgoHealth statefulSet(const model::KubeObject& object) {
    if (number(object, "status.observedGeneration") == 0 || generationIsNewer(object)) {
        return {Status::progressing, "Waiting for statefulset spec update to be observed..."};
    }
    const auto desired = object.at("spec.replicas").integer();
    const std::int64_t ready = number(object, "status.readyReplicas");
    const std::int64_t updated = number(object, "status.updatedReplicas");
    if (desired && ready < *desired) {
        return {Status::progressing, "Waiting for " + std::to_string(*desired - ready) + " pods to be ready..."};
    }
    const std::string strategy = object.at("spec.updateStrategy.type").text();
    const base::Json rolling = object.at("spec.updateStrategy.rollingUpdate");
    if (strategy == "RollingUpdate" && rolling.isObject()) {
        const auto partition = rolling["partition"].integer();
        if (desired && partition && updated < *desired - *partition) {
            return {Status::progressing, "Waiting for partitioned roll out to finish: " +
                                             outOf(updated, *desired - *partition) + " new pods have been updated..."};
        }
        return {Status::healthy,
                "partitioned roll out complete: " + std::to_string(updated) + " new pods have been updated..."};
    }
    if (strategy == "OnDelete") return {Status::healthy, "statefulset has " + std::to_string(ready) + " ready pods"};
    const std::string updateRevision = object.at("status.updateRevision").text();
    const std::string currentRevision = object.at("status.currentRevision").text();
    if (updateRevision != currentRevision) {
        return {Status::progressing, "waiting for statefulset rolling update to complete " + std::to_string(updated) +
                                         " pods at revision " + updateRevision + "..."};
    }
    return {Status::healthy, "statefulset rolling update complete " +
                                 std::to_string(number(object, "status.currentReplicas")) + " pods at revision " +
                                 currentRevision + "..."};
}

ArgoHealth daemonSet(const model::KubeObject& object) {
    if (generationIsNewer(object)) {
        return {Status::progressing,
                "Waiting for rollout to finish: observed daemon set generation less than desired generation"};
    }
    const std::int64_t desired = number(object, "status.desiredNumberScheduled");
    const std::int64_t updated = number(object, "status.updatedNumberScheduled");
    const std::int64_t available = number(object, "status.numberAvailable");
    if (object.at("spec.updateStrategy.type").text() == "OnDelete") {
        return {Status::healthy, "daemon set " + outOf(updated, desired) + " new pods have been updated"};
    }
    const std::string waiting = "Waiting for daemon set \"" + object.name() + "\" rollout to finish: ";
    if (updated < desired)
        return {Status::progressing, waiting + outOf(updated, desired) + " new pods have been updated..."};
    if (available < desired) {
        return {Status::progressing, waiting + std::to_string(available) + " of " + std::to_string(desired) +
                                         " updated pods are available..."};
    }
    return {Status::healthy, ""};
}

bool isHook(const model::KubeObject& object) {
    const base::Json annotations = object.at("metadata.annotations");
    if (const base::Json hook = annotations["argocd.argoproj.io/hook"]; hook.exists()) {
        return base::trim(hook.text()) != "Skip";
    }
    const base::Json hook = annotations["helm.sh/hook"];
    return hook.exists() && hook.text() != "crd-install";
}

std::string failMessage(const base::Json& container) {
    const base::Json terminated = container.at("state.terminated");
    if (const std::string message = terminated["message"].text(); !message.empty()) return message;
    if (terminated["reason"].text() == "OOMKilled") return "OOMKilled";
    const std::int64_t exitCode = terminated["exitCode"].integer().value_or(0);
    if (exitCode == 0) return {};
    return "container \"" + container["name"].text() + "\" failed with exit code " + std::to_string(exitCode);
}

ArgoHealth failedPod(const model::KubeObject& object, std::string message) {
    for (const char* list : {"status.initContainerStatuses", "status.containerStatuses"}) {
        for (const base::Json& container : object.at(list).elements()) {
            if (message.empty()) message = failMessage(container);
        }
    }
    return {Status::degraded, std::move(message)};
}

ArgoHealth pod(const model::KubeObject& object) {
    const std::string policy = object.at("spec.restartPolicy").text();
    const std::vector<base::Json> containers = object.at("status.containerStatuses").elements();
    // A Pod that runs to completion may be a hook, and a hook that waits for its image must not count as failed.
    const bool longRunning =
        policy == "Always" ||
        (object.annotation("argocd.argoproj.io/ignore-restart-policy") == "true" && !isHook(object));
    if (longRunning) {
        bool degraded = false;
        std::vector<std::string> messages;
        for (const base::Json& container : containers) {
            const std::string reason = container.at("state.waiting.reason").text();
            if (!reason.starts_with("Err") && !reason.ends_with("Error") && !reason.ends_with("BackOff")) continue;
            degraded = true;
            messages.push_back(container.at("state.waiting.message").text());
        }
        if (degraded) return {Status::degraded, base::join(messages, ", ")};
    }

    const std::string phase = object.at("status.phase").text();
    const std::string message = object.at("status.message").text();
    if (phase == "Pending") return {Status::progressing, message};
    if (phase == "Succeeded") return {Status::healthy, message};
    if (phase == "Failed") return failedPod(object, message);
    if (phase == "Running" && longRunning) {
        const auto ready = object.condition("Ready");
        if (ready && ready->isTrue()) return {Status::healthy, message};
        const bool restarted = std::any_of(containers.begin(), containers.end(), [](const base::Json& container) {
            return container.at("lastState.terminated").isObject();
        });
        return {restarted ? Status::degraded : Status::progressing, message};
    }
    if (phase == "Running" && (policy == "OnFailure" || policy == "Never")) return {Status::progressing, message};
    return {Status::unknown, message};
}

ArgoHealth job(const model::KubeObject& object) {
    bool failed = false;
    bool finished = false;
    bool suspended = false;
    std::string failure;
    std::string message;
    for (const model::Condition& condition : object.conditions()) {
        if (condition.type == "Failed") {
            failed = true;
            failure = condition.message;
        } else if (condition.type == "Complete") {
            finished = true;
            message = condition.message;
        } else if (condition.type == "Suspended") {
            finished = true;
            message = condition.message;
            suspended = suspended || condition.isTrue();
        }
    }
    if (failed) return {Status::degraded, failure};
    if (!finished) return {Status::progressing, message};
    return {suspended ? Status::suspended : Status::healthy, message};
}

ArgoHealth persistentVolumeClaim(const model::KubeObject& object) {
    const std::string phase = object.at("status.phase").text();
    if (phase == "Lost") return {Status::degraded, ""};
    if (phase == "Pending") return {Status::progressing, ""};
    return {phase == "Bound" ? Status::healthy : Status::unknown, ""};
}

Status byIngress(const model::KubeObject& object) {
    return object.at("status.loadBalancer.ingress").size() > 0 ? Status::healthy : Status::progressing;
}

ArgoHealth service(const model::KubeObject& object) {
    if (object.at("spec.type").text() != "LoadBalancer") return {Status::healthy, ""};
    return {byIngress(object), ""};
}

ArgoHealth ingress(const model::KubeObject& object) {
    return {byIngress(object), ""};
}

ArgoHealth apiService(const model::KubeObject& object) {
    const auto available = object.condition("Available");
    if (!available) return {Status::progressing, "Waiting to be processed"};
    return {available->isTrue() ? Status::healthy : Status::progressing, available->reason + ": " + available->message};
}

ArgoHealth byAutoscalerConditions(const std::vector<base::Json>& conditions) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> degraded{{
        {"AbleToScale", "FailedGetScale"},
        {"AbleToScale", "FailedUpdateScale"},
        {"ScalingActive", "FailedGetResourceMetric"},
        {"ScalingActive", "FailedGetObjectMetric"},
        {"ScalingActive", "FailedGetPodsMetric"},
        {"ScalingActive", "FailedGetExternalMetric"},
        {"ScalingActive", "FailedComputeMetricsReplicas"},
        {"ScalingActive", "InvalidSelector"},
    }};
    for (const base::Json& condition : conditions) {
        const std::string type = condition["type"].text();
        const std::string reason = condition["reason"].text();
        const std::string message = condition["message"].text();
        if (std::find(degraded.begin(), degraded.end(), std::pair<std::string_view, std::string_view>(type, reason)) !=
            degraded.end()) {
            return {Status::degraded, message};
        }
        if ((type == "AbleToScale" || type == "ScalingLimited") && condition["status"].text() == "True") {
            return {Status::healthy, message};
        }
    }
    return {Status::progressing, "Waiting to Autoscale"};
}

ArgoHealth horizontalPodAutoscaler(const model::KubeObject& object) {
    if (object.version() != "v1") return byAutoscalerConditions(object.at("status.conditions").elements());
    // autoscaling/v1 has no field for conditions; the API server puts them into an annotation.
    const std::string text = object.annotation("autoscaling.alpha.kubernetes.io/conditions");
    if (text.empty()) return byAutoscalerConditions({});
    const auto conditions = base::Json::parse(text, "autoscaling.alpha.kubernetes.io/conditions");
    if (!conditions) return {Status::unknown, "failed to convert conditions annotation to typed"};
    return byAutoscalerConditions(conditions->elements());
}

ArgoHealth workflow(const model::KubeObject& object) {
    const std::string phase = object.at("status.phase").text();
    const std::string message = object.at("status.message").text();
    if (phase.empty() || phase == "Pending" || phase == "Running") return {Status::progressing, message};
    if (phase == "Succeeded") return {Status::healthy, message};
    if (phase == "Failed" || phase == "Error") return {Status::degraded, message};
    return {Status::unknown, message};
}

struct BuiltIn {
    HealthRule rule;
    /// The versions that Argo CD decodes; any other is an error there. Empty: it does not look at the version.
    std::vector<std::string_view> versions;
};

const BuiltIn* builtIn(std::string_view group, std::string_view kind) {
    static const std::map<std::string, BuiltIn, std::less<>> rules{
        {"/PersistentVolumeClaim", {persistentVolumeClaim, {"v1"}}},
        {"/Pod", {pod, {"v1"}}},
        {"/Service", {service, {"v1"}}},
        {"apiregistration.k8s.io/APIService", {apiService, {"v1", "v1beta1"}}},
        {"apps/DaemonSet", {daemonSet, {"v1"}}},
        {"apps/Deployment", {deployment, {"v1"}}},
        {"apps/ReplicaSet", {replicaSet, {"v1"}}},
        {"apps/StatefulSet", {statefulSet, {"v1"}}},
        {"argoproj.io/Workflow", {workflow, {}}},
        {"autoscaling/HorizontalPodAutoscaler", {horizontalPodAutoscaler, {"v1", "v2", "v2beta1", "v2beta2"}}},
        {"batch/Job", {job, {"v1"}}},
        {"extensions/Ingress", {ingress, {}}},
        {"networking.k8s.io/Ingress", {ingress, {}}},
    };
    const auto found = rules.find(std::string(group) + "/" + std::string(kind));
    return found == rules.end() ? nullptr : &found->second;
}

bool hasHookFinalizer(const model::KubeObject& object) {
    const auto finalizers = object.at("metadata.finalizers").elements();
    return std::any_of(finalizers.begin(), finalizers.end(), [](const base::Json& finalizer) {
        return finalizer.text() == "argocd.argoproj.io/hook-finalizer";
    });
}

}  // namespace

ArgoHealth argoHealth(const model::KubeObject& object) {
    if (object.terminating() && !hasHookFinalizer(object)) return {Status::progressing, "Pending deletion"};
    const std::string group = object.group();
    const std::string kind = object.kind();
    if (const HealthRule rule = scriptedHealthRule(group, kind)) return rule(object);
    const BuiltIn* rule = builtIn(group, kind);
    if (rule == nullptr) return {};
    const auto& versions = rule->versions;
    if (!versions.empty() && std::find(versions.begin(), versions.end(), object.version()) == versions.end()) {
        return {Status::unknown, "unsupported " + kind + " GVK: " + object.apiVersion() + ", Kind=" + kind};
    }
    return rule->rule(object);
}

std::string_view name(ArgoHealth::Status status) {
    for (const auto& [value, word] : words) {
        if (value == status) return word;
    }
    return "";
}

ArgoHealth::Status argoStatus(std::string_view word) {
    for (const auto& [value, text] : words) {
        if (text == word) return value;
    }
    return Status::none;
}

model::State toState(ArgoHealth::Status status) {
    switch (status) {
        case Status::healthy:
            return model::State::ready;
        case Status::progressing:
            return model::State::progressing;
        case Status::degraded:
            return model::State::failed;
        case Status::suspended:
            return model::State::suspended;
        case Status::missing:
            return model::State::missing;
        case Status::unknown:
        case Status::none:
            return model::State::unknown;
    }
    return model::State::unknown;
}

}  // namespace scout::status
