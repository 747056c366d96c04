#include "trace/rules/declarer.h"

#include <algorithm>

#include "base/text.h"
#include "trace/rules/applicationset.h"
#include "trace/rules/argocd.h"
#include "trace/rules/flux.h"
#include "trace/rules/marks.h"
#include "trace/rules/owner.h"

namespace scout::trace::rules {

namespace {

// Nobody nests appliers that deep on purpose; each costs a round of requests.
constexpr std::size_t deepest = 10;

bool isContentItsSpec(const model::ObjectRef& ref) {
    return ref.group == fluxOperatorGroup || isApplicationSet(ref);
}

void noteCircle(Board& board, const model::Hop& hop) {
    const std::string last = board.find(board.declaring.back())->label();
    board.note({"applied-in-circle", model::Severity::warning, hop.label(),
                "It is applied by what it applies itself: " + last + " is above and below it",
                "Neither can be made anew when both are lost. Let one of them be applied by something else."});
}

// What it means for `effect` that the one which declares it is not well. Its own content still arrives: that is the
// main path's story.
void judgeDeclarer(Board& board, const model::Hop& declarer, const model::Hop& effect) {
    const std::string declares = "It declares " + effect.label() + ": ";
    const std::string trace = "kubectl scout trace " + base::lower(declarer.kind) + "/" + declarer.name +
                              (declarer.ns.empty() ? std::string() : " -n " + declarer.ns) + " tells the whole story.";
    const std::string why = declarer.health.reason.empty() ? std::string() : " (" + declarer.health.reason + ")";
    switch (declarer.health.state) {
        case model::State::failed:
            board.note({"declarer-failed", model::Severity::warning, declarer.label(),
                        declares + "while it fails" + why + ", changes to " + effect.label() + " itself do not arrive",
                        trace});
            break;
        case model::State::suspended:
            if (!isSuspendedItself(declarer)) break;
            board.note({"suspended-upstream", model::Severity::warning, declarer.label(),
                        declares + "while it is suspended, changes to " + effect.label() + " itself do not arrive",
                        trace});
            break;
        case model::State::outOfSync:
            board.note({"declarer-out-of-sync", model::Severity::info, declarer.label(),
                        declares + "what it would change has not been synced yet", trace});
            break;
        default:
            break;
    }
}

void judgeDeclarers(Board& board, const std::string& id) {
    for (const model::Edge& edge : board.edges()) {
        const bool declares = edge.relation == "applies" || edge.relation == "owns";
        if (edge.to == id && declares) judgeDeclarer(board, *board.find(edge.from), *board.find(id));
    }
}

}  // namespace

void followDeclarer(Board& board, const model::KubeObject& object) {
    const std::string id = board.idOf(object.ref());
    if (std::find(board.declaring.begin(), board.declaring.end(), id) != board.declaring.end()) {
        noteCircle(board, *board.find(id));
        return;
    }
    if (!board.declared.insert(id).second) return;
    const bool mainPath = isContentItsSpec(object.ref());
    if (!mainPath) board.closeMainPath(id);
    if (board.declaring.size() == deepest) {
        if (!hasFluxLabels(object) && !hasArgoTracking(object) && !mainOwner(object)) return;
        board.note(
            {"parent-not-followed", model::Severity::info, board.find(id)->label(),
             "It is applied by something else in turn; this trace stops after " + std::to_string(deepest) + " appliers",
             "kubectl scout trace " + base::lower(object.kind()) + "/" + object.name() + " -n " + object.ns()});
        return;
    }
    board.declaring.push_back(id);
    {
        const Aside aside(board);
        const auto ownersUp = climbOwners(board, object);
        if (!ownersUp.empty()) followMarks(board, ownersUp, isApplication(object.ref()));
    }
    board.declaring.pop_back();
    if (!mainPath) judgeDeclarers(board, id);
}

void connectDeclaredSources(Board& board) {
    for (const model::Hop& node : board.nodes()) {
        const auto source = board.objectOf(node);
        if (!source || !isFluxSource(source->ref())) continue;
        const Elsewhere there(board, node.cluster.empty() ? Query::Cluster::traced : Query::Cluster::management);
        board.closeMainPath(node.id);
        connectKnownFluxAppliers(board, *source);
        connectKnownApplication(board, *source);
    }
}

}  // namespace scout::trace::rules
