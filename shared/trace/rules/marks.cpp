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
    bool managed = followMarksOf(board, top, weakLabel);
    for (std::size_t i = ownersUp.size() - 1; i-- > 0 && !managed;) {
        managed = followMarksOf(board, ownersUp[i], false);
        if (managed) board.preferLatestCause(board.idOf(ownersUp[i].ref()));
    }
    if (managed) return;
    if (hasHelmMarks(top)) addHelmRelease(board, top);
    if (!mainOwner(top)) addCompositeOf(board, top);
    if (board.isAside()) return;
    for (const model::KubeObject& object : ownersUp) noteUnmarked(board, object);
}

}  // namespace scout::trace::rules
