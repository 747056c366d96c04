#include "status/argo_application.h"

#include <algorithm>

#include "base/text.h"
#include "status/argo_health.h"
#include "status/object_status.h"
#include "status/words.h"

namespace scout::status {

namespace {

using base::Json;
using model::Health;
using model::State;

constexpr std::size_t namedResources = 3;

std::string twoWords(std::string_view sync, std::string_view health) {
    std::string out(sync.empty() ? "Unknown" : sync);
    if (!health.empty()) out.append(" / ").append(health);
    return out;
}

/// As Go's strconv.ParseBool, with which Argo CD reads the annotation.
bool isTrueText(std::string_view text) {
    return text == "1" || text == "t" || text == "T" || text == "true" || text == "TRUE" || text == "True";
}

std::string label(const Json& entry) {
    return entry["kind"].text() + "/" + entry["name"].text();
}

/// One or several revisions, as an Application writes them.
std::vector<std::string> revisions(const Json& holder) {
    std::vector<std::string> out;
    for (const Json& revision : holder["revisions"].elements()) out.push_back(revision.text());
    if (const std::string single = holder["revision"].text(); out.empty() && !single.empty()) out.push_back(single);
    return out;
}

/// An operation that failed for another revision than the one that is in sync now says nothing about the present: a
/// revert, or a commit that changes no manifest, starts no operation of its own.
bool isOutdated(const Json& operation, const Json& sync) {
    if (sync["status"].text() != "Synced") return false;
    std::vector<std::string> attempted = revisions(operation["syncResult"]);
    if (attempted.empty()) attempted = revisions(operation.at("operation.sync"));
    const std::vector<std::string> present = revisions(sync);
    return !attempted.empty() && !present.empty() && attempted != present;
}

bool wasRefused(const Json& resource) {
    return resource["status"].text() == "SyncFailed" || resource["hookPhase"].text() == "Failed";
}

/// A failed attempt stays "Running" for Argo CD as long as another one is to come. A later attempt that has results of
/// its own, and none of them bad, is under way.
bool isRetrying(const Json& operation) {
    if (operation["retryCount"].integer().value_or(0) == 0) return false;
    const std::vector<Json> results = operation.at("syncResult.resources").elements();
    return results.empty() || !operation["finishedAt"].text().empty() ||
           std::any_of(results.begin(), results.end(), wasRefused);
}

/// The operation's message and what the API server said about the objects that it refused.
std::string operationMessage(const Json& operation) {
    const std::string message = operation["message"].text();
    std::vector<std::string> refused;
    for (const Json& resource : operation.at("syncResult.resources").elements()) {
        if (!wasRefused(resource)) continue;
        const std::string words = resource["message"].text();
        if (words.empty() || message.find(words) == std::string::npos)
            refused.push_back(label(resource) + ": " + words);
    }
    if (refused.empty()) return message;
    const std::string listed = enumerate(refused, namedResources);
    return message.empty() ? listed : message + "; " + listed;
}

/// "Deployment/frontend, Service/frontend" for the entries of status.resources that `matches` picks.
template <typename Predicate>
std::string resourcesWhere(const model::KubeObject& application, Predicate matches) {
    std::vector<std::string> names;
    for (const Json& entry : application.at("status.resources").elements()) {
        if (matches(entry)) names.push_back(label(entry));
    }
    return enumerate(names, namedResources);
}

std::string withHealth(const model::KubeObject& application, std::string_view health) {
    if (std::string message = application.at("status.health.message").text(); !message.empty()) return message;
    const std::string names =
        resourcesWhere(application, [&](const Json& entry) { return entry.at("health.status").text() == health; });
    return names.empty() ? std::string() : std::string(health) + ": " + names;
}

std::string outOfSyncMessage(const model::KubeObject& application) {
    const auto differs = [](const Json& entry) { return entry["status"].text() == "OutOfSync"; };
    const auto prune = [](const Json& entry) { return entry["requiresPruning"].isTrue(); };
    std::vector<std::string> parts;
    if (const std::string names = resourcesWhere(application, [&](const Json& e) { return differs(e) && !prune(e); });
        !names.empty()) {
        parts.push_back("Not as in the source: " + names);
    }
    if (const std::string names = resourcesWhere(application, prune); !names.empty()) {
        parts.push_back("No longer in the source, waiting for pruning: " + names);
    }
    return base::join(parts, ". ");
}

std::optional<model::Condition> errorCondition(const model::KubeObject& application) {
    for (model::Condition& condition : application.conditions()) {
        if (condition.type.ends_with("Error")) return std::move(condition);
    }
    return std::nullopt;
}

/// The rule behind the operation and its errors: what sync and health say.
void judgeSyncAndHealth(const model::KubeObject& application, Health& out) {
    const std::string sync = application.at("status.sync.status").text();
    const std::string health = application.at("status.health.status").text();
    out.lastTransitionTime = application.at("status.health.lastTransitionTime").text();
    if (health == "Degraded" || (health == "Missing" && sync != "OutOfSync")) {
        out.state = State::failed;
        out.reason = health;
        out.message = withHealth(application, health);
        return;
    }
    if (sync == "OutOfSync") {
        out.state = State::outOfSync;
        out.reason = sync;
        out.message = outOfSyncMessage(application);
        return;
    }
    if (sync != "Synced") {
        out.state = State::unknown;
        out.reason = "SyncUnknown";
        out.message = "Argo CD could not compare the cluster with the source";
        return;
    }
    const ArgoHealth::Status status = argoStatus(health);
    out.state = toState(status);
    if (status == ArgoHealth::Status::healthy) return;
    out.reason = health;
    out.message = withHealth(application, health);
}

/// What the comparison with the source adds to the health of one object.
void judgeSync(const Json& entry, const std::string& sync, Health& out) {
    if (out.state == State::failed || out.state == State::missing) return;
    if (sync == "OutOfSync") {
        const bool prune = entry["requiresPruning"].isTrue();
        out.state = State::outOfSync;
        out.reason = prune ? "RequiresPruning" : "OutOfSync";
        out.message = prune ? "No longer in the source, waiting for pruning" : "Not as in the source";
    } else if (sync != "Synced") {
        out.state = State::unknown;
        out.reason = "SyncUnknown";
        out.message = "Argo CD could not compare the object with the source";
    }
}

}  // namespace

bool isApplication(std::string_view group, std::string_view kind) {
    return group == "argoproj.io" && kind == "Application";
}

bool skipsReconcile(const model::KubeObject& application) {
    return isTrueText(application.annotation("argocd.argoproj.io/skip-reconcile"));
}

Health applicationHealth(const model::KubeObject& application) {
    if (application.terminating()) return terminatingHealth(application);

    const Json sync = application.at("status.sync");
    const std::string health = application.at("status.health.status").text();
    const Json operation = application.at("status.operationState");
    const std::string phase = operation["phase"].text();
    Health out;
    out.status = twoWords(sync["status"].text(), health);

    if (skipsReconcile(application)) {
        // The controller runs no operation either, so that everything below is a record of the past.
        judgeSyncAndHealth(application, out);
        out.state = State::suspended;
        out.status += " (reconciliation skipped)";
        out.reason = "SkipReconcile";
        out.message = "annotation argocd.argoproj.io/skip-reconcile is true";
        return out;
    }
    if (phase == "Running" && isRetrying(operation)) {
        return {State::failed, out.status + " (retrying)", "SyncFailed", operationMessage(operation),
                operation["finishedAt"].text(operation["startedAt"].text())};
    }
    if (phase == "Running" || phase == "Terminating") {
        return {State::progressing, out.status, phase, operationMessage(operation), operation["startedAt"].text()};
    }
    if (const auto error = errorCondition(application)) {
        return {State::failed, out.status, error->type, error->message, error->lastTransitionTime};
    }
    if ((phase == "Failed" || phase == "Error") && !isOutdated(operation, sync)) {
        return {State::failed, out.status, "Sync" + phase, operationMessage(operation), operation["finishedAt"].text()};
    }
    if (sync["status"].text().empty() && health.empty()) {
        return {State::progressing, "not reconciled yet", "", "Argo CD has not reported on this Application yet", ""};
    }
    judgeSyncAndHealth(application, out);
    return out;
}

Health managedResourceHealth(const model::KubeObject& object, const Json& entry, base::Time now) {
    Health out = objectHealth(object, ManagedBy::argocd, now);
    const std::string sync = entry["status"].text();
    if (out.state == State::terminating || sync.empty()) return out;

    // "Missing" was recorded before the object that is in front of us came to be.
    const Json recorded = entry["health"];
    ArgoHealth health{argoStatus(recorded["status"].text()), recorded["message"].text()};
    if (health.status == ArgoHealth::Status::missing) health.status = ArgoHealth::Status::none;
    if (health.status != ArgoHealth::Status::none) {
        out.state = toState(health.status);
        out.reason = health.status == ArgoHealth::Status::healthy ? "" : std::string(name(health.status));
        if (!health.message.empty()) out.message = health.message;
    } else {
        health = argoHealth(object);
    }
    if (out.message.empty()) out.message = out.status;
    out.status = twoWords(sync, name(health.status));

    judgeSync(entry, sync, out);
    return out;
}

Health recordedHealth(const Json& entry) {
    const std::string sync = entry["status"].text();
    const ArgoHealth::Status health = argoStatus(entry.at("health.status").text());
    Health out;
    out.state = toState(health);
    out.status = twoWords(sync, name(health));
    if (out.state != State::ready) out.reason = std::string(name(health));
    out.message = entry.at("health.message").text();
    judgeSync(entry, sync, out);
    return out;
}

}  // namespace scout::status
