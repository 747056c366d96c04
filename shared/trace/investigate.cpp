#include "trace/investigate.h"

#include "model/ladder.h"
#include "status/object_status.h"
#include "trace/board.h"
#include "trace/differences.h"
#include "trace/examine.h"
#include "trace/history.h"
#include "trace/rules/applicationset.h"
#include "trace/rules/argocd.h"
#include "trace/rules/argocd_secrets.h"
#include "trace/rules/confighub.h"
#include "trace/rules/crossplane.h"
#include "trace/rules/declarer.h"
#include "trace/rules/flux.h"
#include "trace/rules/flux_source.h"
#include "trace/rules/marks.h"
#include "trace/rules/owner.h"
#include "trace/rules/pull_secret.h"
#include "trace/rules/registry.h"
#include "trace/verdict.h"

namespace scout::trace {

namespace {

model::Hop describe(const model::KubeObject& object, const Options& options) {
    const model::ObjectRef ref = object.ref();
    if (rules::isFluxSource(ref)) return rules::describeFluxSource(object, options);
    if (rules::isFluxApplier(ref)) return rules::describeFluxApplier(object, options);
    if (rules::isApplication(ref)) return rules::describeApplication(object);
    if (rules::isApplicationSet(ref)) return rules::describeApplicationSet(object);
    model::Hop hop = hopFor(object, model::Stage::cluster);
    hop.health =
        rules::crossplaneHealth(object).value_or(status::objectHealth(object, status::ManagedBy::none, options.now));
    return hop;
}

// An applier or source leads to its own source. True when `object` is one.
bool followAsGitOps(Board& board, const model::KubeObject& object) {
    const model::ObjectRef ref = object.ref();
    if (rules::isFluxApplier(ref)) {
        rules::followFluxApplier(board, object);
    } else if (rules::isFluxSource(ref)) {
        board.tool = "flux";
        rules::followBehindSource(board, *board.find(ref.id()), object, {});
        rules::climbFluxSource(board, object, {});
        rules::followDeclarer(board, object);
    } else if (rules::isApplication(ref)) {
        rules::followApplication(board, object, nullptr);
    } else if (rules::isApplicationSet(ref)) {
        board.tool = "argocd";
        rules::followDeclarer(board, object);
    } else {
        return false;
    }
    return true;
}

// Objects below an Argo CD application are judged by Argo CD's rules, which is known only at the end of the walk. The
// managed object itself has its state from the Application already.
void judgeByManager(Board& board) {
    if (board.tool != "argocd") return;
    for (const model::Hop& node : board.nodes()) {
        const model::Edge* edge = board.mainEdgeInto(node.id);
        const bool listed = edge != nullptr && edge->relation == "applies";
        if (node.stage != model::Stage::cluster || node.apiVersion.empty() || listed || !node.cluster.empty()) continue;
        const model::ObjectRef ref{model::splitApiVersion(node.apiVersion).first, node.kind, node.ns, node.name};
        const Answer* answer = board.look(askFor(ref));
        if (answer != nullptr && answer->isKnown()) {
            board.find(node.id)->health = status::objectHealth(model::KubeObject(answer->value()),
                                                               status::ManagedBy::argocd, board.options().now);
        }
    }
}

// The traced object; an Application without a namespace is looked for (trace --app). Nothing while pending or when
// there is none.
std::optional<model::KubeObject> subjectObject(Board& board, const model::ObjectRef& subject) {
    if (rules::isApplication(subject) && subject.ns.empty()) return rules::findApplication(board, subject.name, {});
    const Answer* answer = board.look(askFor(subject));
    if (answer == nullptr) return std::nullopt;
    if (answer->isKnown()) return model::KubeObject(answer->value());
    makeHole(board, board.add(hopFor(subject, model::Stage::cluster)), *answer);
    board.ownerUnseen(board.nodes().front().health.status);
    return std::nullopt;
}

// An applier that found what is live equal to the newest revision it knows leaves only the head to differ.
std::string behindOf(const Board& board) {
    if (!board.inStep) return model::firstBehind(board.revisions);
    model::Revisions top;
    top.head = board.revisions.head;
    top.fetched = board.revisions.fetched;
    return model::firstBehind(top);
}

model::Trace conclude(Board& board, model::Trace trace, const std::string& last) {
    trace.chain = board.pathTo(last);
    trace.nodes.assign(board.nodes().begin(), board.nodes().end());
    trace.edges = board.edges();
    trace.tool = board.tool;
    trace.revisions = board.revisions;
    trace.revisions.behind = behindOf(board);
    examine(board, trace);
    trace.findings = findingsOf(board);
    trace.fullyManaged = isFullyManaged(trace);
    if (board.questions().empty()) {
        trace.verdict = judge(trace, board.unseenOwners());
    } else {
        trace.verdict = {model::VerdictState::incomplete, {}, "Pending", "Not everything has been answered yet", {}};
    }
    return trace;
}

}  // namespace

Investigation investigate(const model::ObjectRef& subject, const Evidence& evidence, const Options& options) {
    return investigate(subject, evidence, options, Appliers());
}

Investigation investigate(const model::ObjectRef& subject, const Evidence& evidence, const Options& options,
                          const Appliers& appliers) {
    Readings readings;
    return investigate(subject, evidence, options, appliers, readings);
}

Investigation investigate(const model::ObjectRef& subject, const Evidence& evidence, const Options& options,
                          const Appliers& appliers, Readings& readings) {
    Board board(evidence, options, appliers, readings);
    model::Trace trace;
    trace.object = subject;
    // Asked beside the first question, so that it costs no round where the state alone needs no body.
    const bool anywhere = rules::isApplication(subject) && subject.ns.empty();
    if (options.diff && !anywhere && subject.kind != "Secret") board.look(fullOf(askFor(subject)));
    const auto object = subjectObject(board, subject);
    if (!object) {
        const std::string last = board.nodes().empty() ? std::string() : board.nodes().front().id;
        trace = conclude(board, std::move(trace), last);
        return {std::move(trace), board.questions(), board.takeLooked()};
    }
    trace.object = object->ref();
    trace.objectApiVersion = object->apiVersion();
    trace.objectUid = object->uid();

    std::string last = board.add(describe(*object, options)).id;
    std::optional<model::KubeObject> marked;  // whose marks are followed
    if (followAsGitOps(board, *object)) {
        if (rules::isApplication(trace.object)) {
            if (std::string workload = rules::addDeliveredWorkloads(board, *object); !workload.empty())
                last = std::move(workload);
        }
    } else if (const auto ownersUp = rules::climbOwners(board, *object); !ownersUp.empty()) {
        if (!followAsGitOps(board, ownersUp.back())) {
            rules::followMarks(board, ownersUp, true);
            marked = ownersUp.back();
        }
    }
    rules::connectDeclaredSources(board);
    rules::followConfigHub(board, marked ? &*marked : nullptr, last);
    rules::notePullSecrets(board);
    rules::noteRepositorySecrets(board);
    judgeByManager(board);
    Differences differences;
    if (options.diff) differences = differencesOf(board, last);
    trace = conclude(board, std::move(trace), last);
    trace.differences = std::move(differences.found);
    trace.differencesUnread = std::move(differences.unread);
    if (options.history) trace.history = historyOf(trace, evidence);
    return {std::move(trace), board.questions(), board.takeLooked()};
}

}  // namespace scout::trace
