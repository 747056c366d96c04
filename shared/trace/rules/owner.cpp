#include "trace/rules/owner.h"

#include <algorithm>
#include <set>

#include "status/object_status.h"
#include "trace/rules/applicationset.h"
#include "trace/rules/crossplane.h"

namespace scout::trace::rules {

namespace {

model::Hop describeOwner(const model::KubeObject& owner, const Options& options) {
    if (isApplicationSet(owner.ref())) return describeApplicationSet(owner);
    model::Hop hop = hopFor(owner, model::Stage::cluster);
    hop.health = crossplaneHealth(owner).value_or(status::objectHealth(owner, status::ManagedBy::none, options.now));
    return hop;
}

// The next one up: by ownerReference, or the claim of a Crossplane composite.
struct Above {
    model::ObjectRef ref;
    std::string version;
    std::string uid;    ///< "" for a claim
    std::string field;  ///< that names it

    bool isClaim() const { return uid.empty(); }
};

std::optional<Above> whoIsAbove(const model::KubeObject& object) {
    if (const auto owner = mainOwner(object))
        return Above{
            {owner->group, owner->kind, object.ns(), owner->name}, owner->version, owner->uid, "ownerReference"};
    if (auto claim = claimOf(object))
        return Above{std::move(claim->ref), std::move(claim->version), {}, "spec.claimRef"};
    return std::nullopt;
}

// Nothing when another object took the name after the owner was deleted; the garbage collector will remove the
// dependent.
std::optional<model::Because> becauseOfUid(Board& board, const model::Hop& child, const model::KubeObject& parent,
                                           const Above& above, const std::string& says) {
    if (parent.uid() == above.uid) return becauseOwned(child.label(), above.ref.label());
    board.note({"owner-replaced", model::Severity::warning, child.label(),
                says + " with UID " + above.uid + ", but the object of that name has UID " + parent.uid(),
                "The owner was deleted and made anew. The garbage collector removes " + child.label() +
                    " unless its ownerReference is corrected."});
    return std::nullopt;
}

// Nothing when the claim has another composite by now.
std::optional<model::Because> becauseClaimed(Board& board, const model::Hop& child, const model::KubeObject& composite,
                                             const model::KubeObject& claim, const std::string& says) {
    switch (namesBack(claim, composite.ref())) {
        case NamesBack::yes:
            return model::Because{model::Grade::reference, says + ", whose spec.resourceRef names it back"};
        case NamesBack::notYet:
            return model::Because{model::Grade::label, says + ", which names no composite yet"};
        case NamesBack::another:
            break;
    }
    board.note({"owner-replaced", model::Severity::warning, child.label(),
                says + ", but that one's spec.resourceRef names another composite",
                "The claim was made anew and has another composite. Nothing keeps this one; delete it when it is not "
                "needed."});
    return std::nullopt;
}

}  // namespace

std::optional<model::OwnerReference> mainOwner(const model::KubeObject& object) {
    const std::vector<model::OwnerReference> owners = object.owners();
    const auto controller =
        std::find_if(owners.begin(), owners.end(), [](const auto& owner) { return owner.controller; });
    if (controller != owners.end()) return *controller;
    return owners.empty() ? std::nullopt : std::optional(owners.front());
}

std::string_view relationOfOwner(const model::ObjectRef& owner) {
    return isApplicationSet(owner) ? "applies" : "owns";
}

model::Because becauseOwned(const std::string& child, const std::string& owner) {
    return {model::Grade::uid, "ownerReference of " + child + " names " + owner + " and its UID"};
}

std::vector<model::KubeObject> climbOwners(Board& board, const model::KubeObject& object) {
    std::vector<model::KubeObject> way = {object};
    std::set<std::string> seen = {object.ref().id()};
    while (const auto above = whoIsAbove(way.back())) {
        model::Hop* child = board.find(way.back().ref());
        const model::ObjectRef& ref = above->ref;
        const Answer* answer = board.look(askFor(ref, above->version));
        if (answer == nullptr) return {};
        const std::string says = above->field + " of " + child->label() + " names " + ref.label();
        if (!answer->isKnown()) {
            model::Hop& hole =
                board.add(hopFor(ref, isApplicationSet(ref) ? model::Stage::gitops : model::Stage::cluster));
            makeHole(board, hole, *answer);
            const char* unchecked =
                above->isClaim() ? "; whether that names it back was not seen" : "; its UID was not checked";
            board.connect(hole, *child, relationOfOwner(ref), {model::Grade::label, says + unchecked});
            board.ownerUnseen(hole.label() + ": " + hole.health.status);
            return {};
        }
        const model::KubeObject parent(answer->value());
        auto because = above->isClaim() ? becauseClaimed(board, *child, way.back(), parent, says)
                                        : becauseOfUid(board, *child, parent, *above, says);
        if (!because || !seen.insert(ref.id()).second) return way;
        const model::Hop& added = board.add(describeOwner(parent, board.options()));
        board.connect(added, *child, relationOfOwner(ref), *std::move(because));
        way.push_back(parent);
    }
    return way;
}

}  // namespace scout::trace::rules
