#include "status/kstatus.h"

#include "status/kstatus_rules.h"

namespace scout::status {

namespace {

using Status = KStatus::Status;

constexpr std::string_view notObserved = "LatestGenerationNotObserved";

bool absent(const base::Json& value) {
    return !value.exists() || value.isNull();
}

/// What kstatus' typed conversion of status.conditions would refuse; "" when it would accept them.
std::string malformedConditions(const model::KubeObject& object) {
    const base::Json status = object["status"];
    if (absent(status)) return {};
    if (!status.isObject()) return "status is not an object";
    const base::Json conditions = status["conditions"];
    if (absent(conditions)) return {};
    if (!conditions.isArray()) return "status.conditions is not a list";
    for (const base::Json& condition : conditions.elements()) {
        if (absent(condition)) continue;
        if (!condition.isObject()) return "an entry of status.conditions is not an object";
        for (const char* field : {"type", "status", "reason", "message"}) {
            const base::Json value = condition[field];
            if (!absent(value) && !value.isText()) return std::string("a condition's ") + field + " is not a string";
        }
    }
    return {};
}

/// kstatus compares only when both are there; InProgress when they differ, Unknown when one is no integer.
std::optional<KStatus> checkGeneration(const model::KubeObject& object) {
    const base::Json generation = object.at("metadata.generation");
    if (!generation.exists()) return std::nullopt;
    if (!generation.integer()) return KStatus{Status::unknown, "", "metadata.generation is not an integer"};
    const base::Json observed = object.at("status.observedGeneration");
    if (!observed.exists()) return std::nullopt;
    if (!observed.integer()) return KStatus{Status::unknown, "", "status.observedGeneration is not an integer"};
    if (*generation.integer() == *observed.integer()) return std::nullopt;
    return KStatus{Status::inProgress, std::string(notObserved),
                   object.kind() + " generation is " + std::to_string(*generation.integer()) +
                       ", but latest observed generation is " + std::to_string(*observed.integer())};
}

KStatus checkReady(const std::vector<model::Condition>& conditions) {
    for (const model::Condition& condition : conditions) {
        if (condition.type != "Ready") continue;
        if (condition.isTrue()) return {Status::current, "", "Resource is Ready"};
        if (condition.isFalse() || condition.status == "Unknown") {
            return {Status::inProgress, condition.reason, condition.message};
        }
    }
    return {Status::current, "", "Resource is current"};
}

}  // namespace

KStatus computeKStatus(const model::KubeObject& object, base::Time now, JobReader jobReader) {
    if (!absent(object["metadata"]) && !object["metadata"].isObject()) {
        return {Status::unknown, "", "metadata is not an object"};
    }
    const base::Json deletion = object.at("metadata.deletionTimestamp");
    if (deletion.exists() && !deletion.isText()) {
        return {Status::unknown, "", "metadata.deletionTimestamp is not a string"};
    }
    if (object.terminating()) return {Status::terminating, "", "Resource scheduled for deletion"};
    if (auto early = checkGeneration(object)) return *early;
    if (std::string error = malformedConditions(object); !error.empty()) return {Status::unknown, "", error};

    const std::vector<model::Condition> conditions = object.conditions();
    for (const model::Condition& condition : conditions) {
        if (!condition.isTrue()) continue;
        if (condition.type == "Reconciling") return {Status::inProgress, condition.reason, condition.message};
        if (condition.type == "Stalled") return {Status::failed, condition.reason, condition.message};
    }
    if (const KindRule rule = kindRule(object.group(), object.kind())) {
        return rule({object, conditions, now, jobReader});
    }
    return checkReady(conditions);
}

std::string_view name(KStatus::Status status) {
    switch (status) {
        case Status::inProgress:
            return "InProgress";
        case Status::failed:
            return "Failed";
        case Status::current:
            return "Current";
        case Status::terminating:
            return "Terminating";
        case Status::unknown:
            return "Unknown";
    }
    return "Unknown";
}

model::State toState(const KStatus& kstatus) {
    switch (kstatus.status) {
        case Status::inProgress:
            return kstatus.reason == notObserved ? model::State::stale : model::State::progressing;
        case Status::failed:
            return model::State::failed;
        case Status::current:
            return model::State::ready;
        case Status::terminating:
            return model::State::terminating;
        case Status::unknown:
            return model::State::unknown;
    }
    return model::State::unknown;
}

}  // namespace scout::status
