#include "status/summary.h"

#include <algorithm>

#include "status/words.h"

namespace scout::status {

namespace {

using base::Json;

std::int64_t number(const model::KubeObject& object, std::string_view path, std::int64_t fallback = 0) {
    return object.at(path).integer().value_or(fallback);
}

std::string outOf(std::int64_t have, std::int64_t want) {
    return std::to_string(have) + "/" + std::to_string(want);
}

Summary workload(const model::KubeObject& object, std::string_view ready, std::int64_t desired) {
    Summary out;
    out.line = outOf(number(object, ready), desired) + " ready";
    if (object.at("spec.paused").isTrue()) out.line += ", paused";
    // A quota or an admission webhook that refuses Pods is named here and nowhere in the numbers.
    if (const auto failure = object.condition("ReplicaFailure"); failure && failure->isTrue()) {
        out.reason = failure->reason;
        out.message = failure->message;
    }
    return out;
}

Summary job(const model::KubeObject& object) {
    const std::int64_t completions = number(object, "spec.completions", number(object, "spec.parallelism", 1));
    Summary out;
    out.line = outOf(number(object, "status.succeeded"), completions) + " completed";
    const auto failed = object.condition("Failed");
    if (failed && failed->isTrue()) return {"Failed, " + out.line, failed->reason, failed->message};
    if (object.at("spec.suspend").isTrue()) return {"Suspended, " + out.line, "", ""};
    if (const std::int64_t active = number(object, "status.active"); active > 0) {
        out.line += ", " + std::to_string(active) + " active";
    }
    return out;
}

Summary cronJob(const model::KubeObject& object) {
    const std::string schedule = "Schedule " + object.at("spec.schedule").text();
    return {object.at("spec.suspend").isTrue() ? schedule + ", suspended" : schedule, "", ""};
}

bool isPreparing(std::string_view reason) {
    return reason == "ContainerCreating" || reason == "PodInitializing";
}

/// Why the first container of the list that does not run does not, in kubectl's words; nothing when all of them run.
std::optional<Summary> stopped(const Json& statuses, const std::string& prefix) {
    for (const Json& container : statuses.elements()) {
        const Json waiting = container.at("state.waiting");
        const Json terminated = container.at("state.terminated");
        const bool failed = terminated["exitCode"].integer().value_or(0) != 0;
        const std::string reason = failed ? terminated["reason"].text("Error") : waiting["reason"].text();
        if (reason.empty() || isPreparing(reason)) continue;
        return Summary{prefix + reason, reason, (failed ? terminated : waiting)["message"].text()};
    }
    return std::nullopt;
}

bool isPreparing(const Json& statuses) {
    for (const Json& container : statuses.elements()) {
        if (isPreparing(container.at("state.waiting.reason").text())) return true;
    }
    return false;
}

/// Phase Failed. kstatus counts it as done; everyone expects to read that it failed.
Summary failedPod(const model::KubeObject& object) {
    Summary out{"Failed (completed)", object.at("status.reason").text(), object.at("status.message").text()};
    for (const char* list : {"status.initContainerStatuses", "status.containerStatuses"}) {
        const auto container = stopped(object.at(list), "");
        if (!container) continue;
        if (out.reason.empty()) out.reason = container->reason;
        if (out.message.empty()) out.message = container->message;
    }
    if (!out.reason.empty()) out.line += ": " + out.reason;
    return out;
}

Summary pod(const model::KubeObject& object) {
    const std::string phase = object.at("status.phase").text();
    const Json containers = object.at("status.containerStatuses");
    if (phase == "Failed") return failedPod(object);
    if (phase == "Succeeded") return {"Succeeded", "", ""};
    if (auto init = stopped(object.at("status.initContainerStatuses"), "Init:")) return *init;
    if (auto container = stopped(containers, "")) return *container;
    if (phase == "Running") {
        std::int64_t ready = 0;
        for (const Json& container : containers.elements()) ready += container["ready"].isTrue() ? 1 : 0;
        const std::size_t all = std::max(object.at("spec.containers").size(), containers.size());
        return {"Running, " + outOf(ready, static_cast<std::int64_t>(all)) + " containers ready", "", ""};
    }
    const auto scheduled = object.condition("PodScheduled");
    if (scheduled && scheduled->isFalse() && !scheduled->reason.empty())
        return {scheduled->reason, scheduled->reason, scheduled->message};
    if (isPreparing(containers)) return {"ContainerCreating", "", ""};
    return {phase.empty() ? "Not observed yet" : phase, "", ""};
}

}  // namespace

std::optional<Summary> summarise(const model::KubeObject& object) {
    const std::string group = object.group();
    const std::string kind = object.kind();
    if (group == "apps" || group == "extensions") {
        if (kind == "DaemonSet") {
            return workload(object, "status.numberReady", number(object, "status.desiredNumberScheduled"));
        }
        if (kind == "Deployment" || kind == "ReplicaSet" || kind == "StatefulSet") {
            return workload(object, "status.readyReplicas", number(object, "spec.replicas", 1));
        }
    } else if (group.empty() && kind == "Pod") {
        return pod(object);
    } else if (group == "batch") {
        if (kind == "Job") return job(object);
        if (kind == "CronJob") return cronJob(object);
    }
    return std::nullopt;
}

}  // namespace scout::status
