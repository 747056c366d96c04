#include "status/kstatus_rules.h"

#include <limits>
#include <map>

#include "base/text.h"

namespace scout::status {

namespace {

using Status = KStatus::Status;

constexpr std::int64_t scheduleWindow = 15;  // seconds until an unschedulable Pod counts as failed
constexpr std::int64_t noDeadline = std::numeric_limits<std::int32_t>::max();

KStatus current(std::string message) {
    return {Status::current, "", std::move(message)};
}
KStatus inProgress(std::string reason, std::string message) {
    return {Status::inProgress, std::move(reason), std::move(message)};
}
KStatus failed(std::string reason, std::string message) {
    return {Status::failed, std::move(reason), std::move(message)};
}

std::int64_t number(const Subject& subject, std::string_view path, std::int64_t fallback = 0) {
    return subject.object.at(path).integer().value_or(fallback);
}

std::string outOf(std::string_view what, std::int64_t have, std::int64_t want) {
    return std::string(what) + ": " + std::to_string(have) + "/" + std::to_string(want);
}

const model::Condition* find(const Subject& subject, std::string_view type, std::string_view status) {
    for (const model::Condition& condition : subject.conditions) {
        if (condition.type == type && condition.status == status) return &condition;
    }
    return nullptr;
}

KStatus alwaysReady(const Subject&) {
    return current("Resource is always ready");
}

KStatus podDisruptionBudget(const Subject&) {
    return current("AllowedDisruptions has been computed.");
}

KStatus service(const Subject& subject) {
    if (subject.object.at("spec.type").text() == "LoadBalancer" && subject.object.at("spec.clusterIP").text().empty()) {
        return inProgress("NoIPAssigned", "ClusterIP not set. Service type: LoadBalancer");
    }
    return current("Service is ready");
}

KStatus persistentVolumeClaim(const Subject& subject) {
    const std::string phase = subject.object.at("status.phase").text("unknown");
    if (phase != "Bound") return inProgress("NotBound", "PVC is not Bound. phase: " + phase);
    return current("PVC is Bound");
}

KStatus runningPod(const Subject& subject) {
    if (find(subject, "Ready", "True") != nullptr) return current("Pod is Ready");
    const base::Json containers = subject.object.at("status.containerStatuses");
    if (containers.exists() && !containers.isArray()) {
        return {Status::unknown, "", "status.containerStatuses is not a list"};
    }
    std::vector<std::string> crashing;
    for (const base::Json& container : containers.elements()) {
        const base::Json name = container["name"];
        if (name.exists() && container.at("state.waiting.reason").text() == "CrashLoopBackOff") {
            crashing.push_back(name.text());
        }
    }
    if (!crashing.empty()) {
        return failed("ContainerCrashLooping", "Containers in CrashLoop state: " + base::join(crashing, ","));
    }
    return inProgress("PodRunningNotReady", "Pod is running but is not Ready");
}

KStatus pendingPod(const Subject& subject) {
    const model::Condition* scheduled = find(subject, "PodScheduled", "False");
    if (scheduled == nullptr || scheduled->reason != "Unschedulable") {
        return inProgress("PodPending", "Pod is in the Pending phase");
    }
    const auto created = base::parseTime(subject.object.at("metadata.creationTimestamp").text());
    if (created && subject.now.seconds - scheduleWindow < created->seconds) {
        return inProgress("PodNotScheduled", "Pod has not been scheduled");
    }
    return failed("PodUnschedulable", "Pod could not be scheduled");
}

KStatus pod(const Subject& subject) {
    const std::string phase = subject.object.at("status.phase").text();
    if (phase == "Succeeded") return current("Pod has completed successfully");
    if (phase == "Failed") return current("Pod has completed, but not successfully");
    if (phase == "Running") return runningPod(subject);
    if (phase == "Pending") return pendingPod(subject);
    if (phase.empty()) return inProgress("PodNotObserved", "Pod phase not available");
    return {Status::unknown, "", "unknown phase " + phase};
}

KStatus deployment(const Subject& subject) {
    // Without a deadline the controller never sets the Progressing condition.
    bool progressing = number(subject, "spec.progressDeadlineSeconds", noDeadline) == noDeadline;
    bool available = false;
    for (const model::Condition& condition : subject.conditions) {
        if (condition.type == "Progressing") {
            if (condition.reason == "ProgressDeadlineExceeded") {
                return failed(condition.reason, "Progress deadline exceeded");
            }
            progressing = progressing || (condition.isTrue() && condition.reason == "NewReplicaSetAvailable");
        } else if (condition.type == "Available") {
            available = available || condition.isTrue();
        }
    }

    const std::int64_t desired = number(subject, "spec.replicas", 1);
    const std::int64_t replicas = number(subject, "status.replicas");
    const std::int64_t updated = number(subject, "status.updatedReplicas");
    const std::int64_t ready = number(subject, "status.readyReplicas");
    const std::int64_t availableReplicas = number(subject, "status.availableReplicas");
    if (replicas < desired) return inProgress("LessReplicas", outOf("Replicas", replicas, desired));
    if (updated < desired) return inProgress("LessUpdated", outOf("Updated", updated, desired));
    if (replicas > desired) {
        return inProgress("ExtraPods", "Pending termination: " + std::to_string(replicas - desired));
    }
    if (availableReplicas < updated) {
        return inProgress("LessAvailable", outOf("Available", availableReplicas, updated));
    }
    if (ready < desired) return inProgress("LessReady", outOf("Ready", ready, desired));
    if (!progressing) return inProgress("ReplicaSetNotAvailable", "ReplicaSet not Available");
    if (!available) return inProgress("DeploymentNotAvailable", "Deployment not Available");
    return current("Deployment is available. Replicas: " + std::to_string(replicas));
}

KStatus replicaSet(const Subject& subject) {
    if (find(subject, "ReplicaFailure", "True") != nullptr) {
        return inProgress("ReplicaFailure", "Replica Failure condition. Check Pods");
    }
    const std::int64_t desired = number(subject, "spec.replicas", 1);
    const std::int64_t replicas = number(subject, "status.replicas");
    const std::int64_t labelled = number(subject, "status.fullyLabeledReplicas");
    const std::int64_t available = number(subject, "status.availableReplicas");
    const std::int64_t ready = number(subject, "status.readyReplicas");
    if (labelled < desired) return inProgress("LessLabelled", outOf("Labelled", labelled, desired));
    if (available < desired) return inProgress("LessAvailable", outOf("Available", available, desired));
    if (ready < desired) return inProgress("LessReady", outOf("Ready", ready, desired));
    if (replicas > desired) {
        return inProgress("ExtraPods", "Pending termination: " + std::to_string(replicas - desired));
    }
    return current("ReplicaSet is available. Replicas: " + std::to_string(replicas));
}

KStatus statefulSet(const Subject& subject) {
    if (subject.object.at("spec.updateStrategy.type").text() == "OnDelete") {
        return current("StatefulSet is using the ondelete update strategy");
    }
    const std::int64_t desired = number(subject, "spec.replicas", 1);
    const std::int64_t replicas = number(subject, "status.replicas");
    const std::int64_t ready = number(subject, "status.readyReplicas");
    const std::int64_t currentReplicas = number(subject, "status.currentReplicas");
    const std::int64_t updated = number(subject, "status.updatedReplicas");
    const std::int64_t partition = number(subject, "spec.updateStrategy.rollingUpdate.partition", -1);
    if (replicas < desired) return inProgress("LessReplicas", outOf("Replicas", replicas, desired));
    if (ready < desired) return inProgress("LessReady", outOf("Ready", ready, desired));
    if (replicas > desired) {
        return inProgress("ExtraPods", "Pending termination: " + std::to_string(replicas - desired));
    }
    if (partition != -1) {
        if (updated < desired - partition) {
            return inProgress("PartitionRollout", outOf("updated", updated, desired - partition));
        }
        return current("Partition rollout complete. updated: " + std::to_string(updated));
    }
    if (currentReplicas < desired) return inProgress("LessCurrent", outOf("current", currentReplicas, desired));
    if (subject.object.at("status.currentRevision").text() != subject.object.at("status.updateRevision").text()) {
        return inProgress("RevisionMismatch", "Waiting for updated revision to match current");
    }
    return current("All replicas scheduled as expected. Replicas: " + std::to_string(replicas));
}

KStatus daemonSet(const Subject& subject) {
    // Elsewhere kstatus is lenient about these two; a DaemonSet that its controller has seen always has both.
    if (!subject.object.generation()) {
        return inProgress("NoGeneration", subject.object.kind() + " metadata.generation not found");
    }
    if (!subject.object.at("status.observedGeneration").integer()) {
        return inProgress("NoObservedGeneration", subject.object.kind() + " status.observedGeneration not found");
    }
    const std::int64_t desired = number(subject, "status.desiredNumberScheduled", -1);
    const std::int64_t scheduled = number(subject, "status.currentNumberScheduled");
    const std::int64_t updated = number(subject, "status.updatedNumberScheduled");
    const std::int64_t available = number(subject, "status.numberAvailable");
    const std::int64_t ready = number(subject, "status.numberReady");
    if (desired == -1) return inProgress("NoDesiredNumber", "Missing .status.desiredNumberScheduled");
    if (scheduled < desired) return inProgress("LessCurrent", outOf("Current", scheduled, desired));
    if (updated < desired) return inProgress("LessUpdated", outOf("Updated", updated, desired));
    if (available < desired) return inProgress("LessAvailable", outOf("Available", available, desired));
    if (ready < desired) return inProgress("LessReady", outOf("Ready", ready, desired));
    return current("All replicas scheduled as expected. Replicas: " + std::to_string(desired));
}

KStatus job(const Subject& subject) {
    const bool flux = subject.jobReader == JobReader::flux;
    const bool suspend = subject.object.at("spec.suspend").isTrue();
    if (flux && suspend) return current("Job is suspended");

    const std::int64_t parallelism = number(subject, "spec.parallelism", 1);
    const std::int64_t completions = number(subject, "spec.completions", parallelism);
    const std::int64_t succeeded = number(subject, "status.succeeded");
    const std::int64_t active = number(subject, "status.active");
    const std::int64_t failures = number(subject, "status.failed");
    for (const model::Condition& condition : subject.conditions) {
        if (!condition.isTrue()) continue;
        if (condition.type == "Complete") {
            return current("Job Completed. " + outOf("succeeded", succeeded, completions));
        }
        if (condition.type == "Failed")
            return failed("JobFailed", "Job Failed. " + outOf("failed", failures, completions));
        if (condition.type == "Suspended" && suspend) return current("Job is suspended");
    }

    if (subject.object.at("status.startTime").text().empty()) {
        return inProgress("JobNotStarted",
                          flux ? "Job not started. " + outOf("active", 0, parallelism) : "Job not started");
    }
    std::string message = "Job in progress. success:" + std::to_string(succeeded) +
                          ", active: " + std::to_string(active) + ", failed: " + std::to_string(failures);
    return flux ? inProgress("JobInProgress", std::move(message)) : current(std::move(message));
}

KStatus customResourceDefinition(const Subject& subject) {
    for (const model::Condition& condition : subject.conditions) {
        if (condition.type == "NamesAccepted" && condition.isFalse())
            return failed(condition.reason, condition.message);
        if (condition.type != "Established") continue;
        if (condition.isFalse() && condition.reason != "Installing") return failed(condition.reason, condition.message);
        if (condition.isTrue()) return current("CRD is established");
    }
    return inProgress("Installing", "Install in progress");
}

}  // namespace

KindRule kindRule(std::string_view group, std::string_view kind) {
    static const std::map<std::string, KindRule, std::less<>> rules{
        {"/ConfigMap", alwaysReady},
        {"/PersistentVolumeClaim", persistentVolumeClaim},
        {"/Pod", pod},
        {"/Secret", alwaysReady},
        {"/Service", service},
        {"apiextensions.k8s.io/CustomResourceDefinition", customResourceDefinition},
        {"apps/DaemonSet", daemonSet},
        {"apps/Deployment", deployment},
        {"apps/ReplicaSet", replicaSet},
        {"apps/StatefulSet", statefulSet},
        {"batch/CronJob", alwaysReady},
        {"batch/Job", job},
        {"extensions/DaemonSet", daemonSet},
        {"extensions/Deployment", deployment},
        {"extensions/ReplicaSet", replicaSet},
        {"policy/PodDisruptionBudget", podDisruptionBudget},
    };
    const auto found = rules.find(std::string(group) + "/" + std::string(kind));
    return found == rules.end() ? nullptr : found->second;
}

}  // namespace scout::status
