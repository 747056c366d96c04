#include "trace/rules/marks.h"

#include "trace/rules/argocd.h"
#include "trace/rules/flux.h"
#include "trace/rules/helm.h"

namespace scout::trace::rules {

namespace {

// True when there is a manager, or one is still being looked for.
bool followMarksOf(Board& board, const model::KubeObject& object, bool weakLabel) {
    const bool flux = followFluxLabels(board, object);
    const bool helm = hasHelmMarks(object);
    const bool argo = followArgoTracking(board, object, weakLabel && !flux && !helm);
    return flux || argo;
}

}  // namespace

void followMarks(Board& board, const std::vector<model::KubeObject>& ownersUp, bool weakLabel) {
    const model::KubeObject& top = ownersUp.back();
    bool managed = followMarksOf(board, top, weakLabel);
    for (std::size_t i = ownersUp.size() - 1; i-- > 0 && !managed;) {
        managed = followMarksOf(board, ownersUp[i], false);
        if (managed) board.preferLatestCause(board.idOf(ownersUp[i].ref()));
    }
    if (!managed && hasHelmMarks(top)) addHelmRelease(board, top);
}

}  // namespace scout::trace::rules
