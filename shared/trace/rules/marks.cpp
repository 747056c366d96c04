#include "trace/rules/marks.h"

#include "base/text.h"
#include "trace/rules/argocd.h"
#include "trace/rules/crossplane.h"
#include "trace/rules/flux.h"
#include "trace/rules/helm.h"
#include "trace/rules/owner.h"
#include "trace/rules/unmarked.h"

namespace scout::trace::rules {

namespace {

// Each of them applies what its own source holds.
void noteSeveralAppliers(Board& board, const model::Hop& object) {
    std::vector<std::string> appliers;
    for (const model::Edge& edge : board.edges()) {
        const bool listed = edge.relation == "applies" && edge.because.grade == model::Grade::inventory;
        if (edge.to != object.id || !listed) continue;
        // One of the management cluster may be the same one, or mean another cluster.
        if (const model::Hop* applier = board.find(edge.from); applier->cluster == object.cluster)
            appliers.push_back(applier->label());
    }
    if (appliers.size() < 2) return;
    board.note({"applied-by-several", model::Severity::warning, object.label(),
                base::join(appliers, " and ") +
                    " both list it: what is live is what the last of them to apply it wrote, and each deletes it when "
                    "it leaves its source",
                "Let one of them apply it: take it out of the other's source, with pruning off while that is done "
                "(kustomize.toolkit.fluxcd.io/prune: disabled, argocd.argoproj.io/sync-options: Prune=false)."});
}

// True when there is a manager, or one is still being looked for.
bool followMarksOf(Board& board, const model::KubeObject& object, bool weakLabel) {
    bool followed = followFluxLabels(board, object, Appliers::there, false);
    // Charts set the weak label by themselves, so beside Helm's marks it means something only where Argo CD wrote.
    const bool weak = weakLabel && !followed && (!hasHelmMarks(object) || isWrittenByArgo(object));
    {
        std::optional<Beside> beside;
        if (followed) beside.emplace(board);
        followed = followArgoTracking(board, object, weak) || followed;
    }
    followed = followFluxLabels(board, object, Appliers::gone, followed);
    noteSeveralAppliers(board, *board.find(object.ref()));
    return followed;
}

// Those whose own record lists it, where nothing on the object says so.
bool followRecords(Board& board, const model::KubeObject& object) {
    bool followed = false;
    for (const model::ObjectRef& applier : board.listing(object.ref())) {
        // flux-system's Kustomization is in its own path.
        if (applier == object.ref()) continue;
        std::optional<Beside> beside;
        if (followed) beside.emplace(board);
        followed = (isApplication(applier) ? followApplicationThatLists(board, object, applier)
                                           : followFluxApplierThatLists(board, object, applier)) ||
                   followed;
    }
    noteSeveralAppliers(board, *board.find(object.ref()));
    return followed;
}

// From the topmost owner down; the main path takes the first that `follow` finds anything above.
template <typename Follow>
bool followFromTop(Board& board, const std::vector<model::KubeObject>& ownersUp, const Follow& follow) {
    for (auto object = ownersUp.rbegin(); object != ownersUp.rend(); ++object) {
        if (!follow(*object)) continue;
        if (object != ownersUp.rbegin()) board.preferLatestCause(board.idOf(object->ref()));
        return true;
    }
    return false;
}

// The composite that a label names, whose kind nobody tells.
void addCompositeOf(Board& board, const model::KubeObject& object) {
    const std::string name = compositeByLabel(object);
    if (name.empty()) return;
    model::Hop hop;
    hop.id = "crossplane:" + name;
    hop.kind = "Composite";
    hop.name = name;
    hop.health = {model::State::unsupported,
                  "Named by a label that does not tell its kind, so it cannot be asked for",
                  {},
                  {},
                  {}};
    const model::Hop& added = board.add(std::move(hop));
    const model::Hop* child = board.find(object.ref());
    board.connect(added, *child, "owns", {model::Grade::label, "label crossplane.io/composite of " + child->label()});
    board.ownerUnseen(added.label() + ": " + added.health.status);
}

}  // namespace

void followMarks(Board& board, const std::vector<model::KubeObject>& ownersUp, bool weakLabel) {
    const model::KubeObject& top = ownersUp.back();
    const bool managed =
        followFromTop(board, ownersUp,
                      [&](const auto& object) { return followMarksOf(board, object, weakLabel && &object == &top); }) ||
        followFromTop(board, ownersUp, [&board](const auto& object) { return followRecords(board, object); });
    if (managed) return;
    if (hasHelmMarks(top)) addHelmRelease(board, top);
    if (!mainOwner(top)) addCompositeOf(board, top);
    if (board.isAside()) return;
    for (const model::KubeObject& object : ownersUp) noteUnmarked(board, object);
    if (board.tool != "none") return;
    for (std::string& why : board.unreadAppliers()) board.ownerUnseen(std::move(why));
}

}  // namespace scout::trace::rules
