#include "trace/rules/owner.h"

#include <algorithm>
#include <set>

#include "status/object_status.h"
#include "trace/rules/applicationset.h"

namespace scout::trace::rules {

namespace {

model::Hop describeOwner(const model::KubeObject& owner, const Options& options) {
    if (isApplicationSet(owner.ref())) return describeApplicationSet(owner);
    model::Hop hop = hopFor(owner, model::Stage::cluster);
    hop.health = status::objectHealth(owner, status::ManagedBy::none, options.now);
    return hop;
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
    while (const auto owner = mainOwner(way.back())) {
        model::Hop* child = board.find(way.back().ref());
        const model::ObjectRef ref{owner->group, owner->kind, way.back().ns(), owner->name};
        const Answer* answer = board.look(askFor(ref, owner->version));
        if (answer == nullptr) return {};
        const std::string says = "ownerReference of " + child->label() + " names " + ref.label();
        if (!answer->isKnown()) {
            model::Hop& hole =
                board.add(hopFor(ref, isApplicationSet(ref) ? model::Stage::gitops : model::Stage::cluster));
            makeHole(board, hole, *answer);
            board.connect(hole, *child, relationOfOwner(ref),
                          {model::Grade::label, says + "; its UID was not checked"});
            board.ownerUnseen(hole.label() + ": " + hole.health.status);
            return {};
        }
        const model::KubeObject parent(answer->value());
        if (parent.uid() != owner->uid) {
            // Another object took the name after the owner was deleted; the garbage collector will remove the
            // dependent.
            board.note({"owner-replaced", model::Severity::warning, child->label(),
                        says + " with UID " + owner->uid + ", but the object of that name has UID " + parent.uid(),
                        "The owner was deleted and made anew. The garbage collector removes " + child->label() +
                            " unless its ownerReference is corrected."});
            return way;
        }
        if (!seen.insert(ref.id()).second) return way;
        const model::Hop& added = board.add(describeOwner(parent, board.options()));
        board.connect(added, *child, relationOfOwner(ref), becauseOwned(child->label(), ref.label()));
        way.push_back(parent);
    }
    return way;
}

}  // namespace scout::trace::rules
