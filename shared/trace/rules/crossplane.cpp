#include "trace/rules/crossplane.h"

namespace scout::trace::rules {

namespace {

constexpr std::string_view compositeLabel = "crossplane.io/composite";

}  // namespace

std::optional<CrossplaneClaim> claimOf(const model::KubeObject& composite) {
    const base::Json reference = composite.at("spec.claimRef");
    const auto [group, version] = model::splitApiVersion(reference["apiVersion"].text());
    // A PersistentVolume has a claimRef too, to a kind of the core group.
    if (group.empty() || reference["kind"].text().empty() || reference["name"].text().empty()) return std::nullopt;
    return CrossplaneClaim{{group, reference["kind"].text(), reference["namespace"].text(), reference["name"].text()},
                           version};
}

NamesBack namesBack(const model::KubeObject& claim, const model::ObjectRef& composite) {
    const base::Json reference = claim.at("spec.resourceRef");
    if (!reference.isObject() || reference["name"].text().empty()) return NamesBack::notYet;
    const bool same = model::splitApiVersion(reference["apiVersion"].text()).first == composite.group &&
                      reference["kind"].text() == composite.kind && reference["name"].text() == composite.name;
    return same ? NamesBack::yes : NamesBack::another;
}

std::string compositeByLabel(const model::KubeObject& object) {
    const std::string name = object.label(compositeLabel);
    // A composite carries the label with its own name.
    return name == object.name() ? std::string() : name;
}

std::optional<model::Health> crossplaneHealth(const model::KubeObject& object) {
    const auto synced = object.condition("Synced");
    if (!synced || !synced->isFalse() || !synced->reason.starts_with("Reconcile")) return std::nullopt;
    const bool paused = synced->reason == "ReconcilePaused";
    const std::string& status = synced->message.empty() ? synced->reason : synced->message;
    return model::Health{paused ? model::State::suspended : model::State::failed, status, synced->reason,
                         synced->message, synced->lastTransitionTime};
}

}  // namespace scout::trace::rules
