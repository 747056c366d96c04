#include "trace/rules/applicationset.h"

#include "trace/rules/argocd.h"

namespace scout::trace::rules {

namespace {

model::Health from(const model::Condition& condition, model::State state) {
    const std::string& text = condition.message.empty() ? condition.type : condition.message;
    return {state, text, condition.reason, state == model::State::ready ? std::string() : condition.message,
            condition.lastTransitionTime};
}

model::Health healthOf(const model::KubeObject& applicationSet) {
    if (applicationSet.terminating()) return {model::State::terminating, "Being deleted", "Terminating", {}, {}};
    const auto error = applicationSet.condition("ErrorOccurred");
    if (error && error->isTrue()) return from(*error, model::State::failed);
    const auto upToDate = applicationSet.condition("ResourcesUpToDate");
    if (upToDate && upToDate->isFalse()) return from(*upToDate, model::State::failed);
    const auto rollout = applicationSet.condition("RolloutProgressing");
    if (rollout && rollout->isTrue()) return from(*rollout, model::State::progressing);
    if (upToDate && upToDate->isTrue()) return from(*upToDate, model::State::ready);
    return {model::State::unknown, "Its conditions do not say whether its Applications are up to date", {}, {}, {}};
}

}  // namespace

bool isApplicationSet(const model::ObjectRef& ref) {
    return ref.group == argoGroup && ref.kind == "ApplicationSet";
}

model::Hop describeApplicationSet(const model::KubeObject& applicationSet) {
    model::Hop hop = hopFor(applicationSet, model::Stage::gitops);
    hop.health = healthOf(applicationSet);
    return hop;
}

}  // namespace scout::trace::rules
