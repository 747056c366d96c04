#include "trace/rules/argocd_sync.h"

#include <algorithm>

namespace scout::trace::rules {

namespace {

bool isDryRun(const base::Json& operationState) {
    return operationState["operation"]["sync"]["dryRun"].isTrue();
}

// A dry run applies nothing, and a sync of chosen resources not everything (argo-cd controller/sync.go keeps both out
// of the history).
bool appliedAll(const base::Json& operationState) {
    return operationState["phase"].text() == "Succeeded" && operationState["syncResult"].isObject() &&
           !isDryRun(operationState) && operationState["operation"]["sync"]["resources"].size() == 0;
}

// Hooks are no part of what is live, and what a dry run would do is not written down.
bool wasApplied(const base::Json& result) {
    return result["hookType"].text().empty() &&
           (result["status"].text() == "Synced" || result["status"].text() == "Pruned");
}

// The next attempt begins with an empty record: what the one before it applied is not told any more.
bool isTriedAnew(const base::Json& operationState) {
    return operationState["phase"].text() == "Running" && operationState["retryCount"].integer().value_or(0) > 0 &&
           operationState["finishedAt"].text().empty() && operationState.at("syncResult.resources").size() == 0;
}

bool isSynced(const model::KubeObject& application) {
    return application.at("status.sync.status").text() == "Synced";
}

SyncRecord operationRecord(const base::Json& operationState) {
    const base::Json result = operationState["syncResult"];
    return {result,
            result,
            "operationState.syncResult",
            operationState["finishedAt"].text(operationState["startedAt"].text()),
            {}};
}

SyncRecord newestOfHistory(const model::KubeObject& application) {
    const base::Json history = application.at("status.history");
    if (history.size() == 0) return {};
    const base::Json newest = history[history.size() - 1];
    return {newest, newest, "history[]", newest["deployedAt"].text(), {}};
}

std::vector<std::string> revisionsOf(const SyncRecord& record) {
    std::vector<std::string> out;
    for (const base::Json& one : record.revisions["revisions"].elements()) out.push_back(one.text());
    if (out.empty()) out.push_back(record.revisions["revision"].text());
    return out;
}

bool isOfSame(const SyncRecord& left, const SyncRecord& right) {
    const std::vector<base::Json> before = sourceSpecs(left.sources);
    const std::vector<base::Json> after = sourceSpecs(right.sources);
    return revisionsOf(left) == revisionsOf(right) && (before.empty() || after.empty() || before == after);
}

// Whether the last operation, which applied not everything, applied something of another revision than the last sync
// that did: self-heal applies what has drifted, of the revision that is there.
bool appliedSome(const model::KubeObject& application) {
    const base::Json operation = application.at("status.operationState");
    if (isDryRun(operation) || appliedAll(operation)) return false;
    const std::vector<base::Json> results = operation.at("syncResult.resources").elements();
    const bool some = std::any_of(results.begin(), results.end(), wasApplied);
    if (!some && !isTriedAnew(operation)) return false;
    SyncRecord tried = operationRecord(operation);
    if (!tried.exists()) tried.revisions = tried.sources = operation.at("operation.sync");
    return !isOfSame(tried, newestOfHistory(application));
}

}  // namespace

std::vector<base::Json> sourceSpecs(const base::Json& holder) {
    std::vector<base::Json> many = holder["sources"].elements();
    if (!many.empty()) return many;
    return holder["source"].isObject() ? std::vector{holder["source"]} : std::vector<base::Json>{};
}

std::string revisionOf(const base::Json& holder, std::size_t index) {
    const base::Json many = holder["revisions"];
    return many.size() > 0 ? many[index].text() : (index == 0 ? holder["revision"].text() : std::string());
}

std::string revisionField(const base::Json& holder, std::size_t index) {
    return holder["revisions"].size() > 0 ? "revisions[" + std::to_string(index) + "]" : "revision";
}

SyncRecord lastComparison(const model::KubeObject& application) {
    const base::Json sync = application.at("status.sync");
    return {sync, sync["comparedTo"], "sync", application.at("status.reconciledAt").text(), {}};
}

SyncRecord lastSync(const model::KubeObject& application) {
    const base::Json operation = application.at("status.operationState");
    return appliedAll(operation) ? operationRecord(operation) : newestOfHistory(application);
}

bool isPartlySynced(const model::KubeObject& application) {
    return !isSynced(application) && appliedSome(application);
}

bool isSyncRunning(const model::KubeObject& application) {
    const base::Json operation = application.at("status.operationState");
    const std::string phase = operation["phase"].text();
    return (phase == "Running" || phase == "Terminating") && operation["finishedAt"].text().empty();
}

bool isResultAwaited(const model::KubeObject& application) {
    return isTriedAnew(application.at("status.operationState"));
}

bool isAppliedByOperation(const model::KubeObject& application, const model::ObjectRef& object) {
    const std::vector<base::Json> results = application.at("status.operationState.syncResult.resources").elements();
    return std::any_of(results.begin(), results.end(), [&object](const base::Json& result) {
        return wasApplied(result) && result["status"].text() == "Synced" && result["group"].text() == object.group &&
               result["kind"].text() == object.kind && result["name"].text() == object.name &&
               (result["namespace"].text() == object.ns || object.ns.empty());
    });
}

SyncRecord liveSync(const model::KubeObject& application, const model::ObjectRef* object) {
    if (isPartlySynced(application)) {
        if (object == nullptr || !isAppliedByOperation(application, *object)) return {};
        SyncRecord record = operationRecord(application.at("status.operationState"));
        record.note = "which lists the object as applied";
        return record;
    }
    SyncRecord synced = lastSync(application);
    if (!isSynced(application) || (synced.exists() && !appliedSome(application))) return synced;
    // Nobody wrote down a sync that made it so; that live and this revision are alike was seen all the same.
    SyncRecord compared = lastComparison(application);
    compared.note = "with which Argo CD found no difference";
    return compared;
}

std::string liveRevision(const model::KubeObject& application, const model::ObjectRef* object) {
    return revisionOf(liveSync(application, object).revisions, 0);
}

bool hasNewerRevision(const model::KubeObject& application) {
    const base::Json desired = application.at("status.sync");
    const base::Json synced = lastSync(application).revisions;
    if (desired["revisions"].size() > 0) return !(desired["revisions"] == synced["revisions"]);
    return desired["revision"].text() != synced["revision"].text();
}

}  // namespace scout::trace::rules
