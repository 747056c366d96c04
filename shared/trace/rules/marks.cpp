#include "trace/rules/marks.h"

#include "trace/rules/argocd.h"
#include "trace/rules/crossplane.h"
#include "trace/rules/flux.h"
#include "trace/rules/helm.h"
#include "trace/rules/owner.h"

namespace scout::trace::rules {

namespace {

// True when there is a manager, or one is still being looked for.
bool followMarksOf(Board& board, const model::KubeObject& object, bool weakLabel) {
    const bool flux = followFluxLabels(board, object);
    const bool helm = hasHelmMarks(object);
    const bool argo = followArgoTracking(board, object, weakLabel && !flux && !helm);
    return flux || argo;
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
}

}  // namespace scout::trace::rules
