#include "trace/blockers.h"

#include <algorithm>

#include "base/text.h"
#include "status/object_status.h"
#include "trace/application_blockers.h"
#include "trace/flux_names.h"
#include "trace/noting.h"
#include "trace/object_marks.h"
#include "trace/registry_login.h"
#include "trace/rules/argocd.h"
#include "trace/rules/flux.h"
#include "trace/rules/flux_source.h"

namespace scout::trace {

namespace {

using model::Severity;
using model::State;

constexpr std::string_view skipReconcile = "argocd.argoproj.io/skip-reconcile";

void noteSuspended(Board& board, const model::Hop& hop, const model::KubeObject& object, bool subject) {
    const std::vector<std::string> path = suspensionOf(object);
    const bool bySpec = path.front() == "spec";
    const std::string field = bySpec ? "spec.suspend" : "annotation " + path.back();
    const bool source = rules::isFluxSource(object.ref());
    std::string advice = "Resume it when the reason is gone.";
    if (const std::string kind = fluxName(object.kind()); !kind.empty() && bySpec)
        advice =
            "Resume it when the reason is gone: flux resume " + kind + " " + object.name() + " -n " + object.ns() + ".";
    note(board,
         {subject ? "suspended" : "suspended-upstream", Severity::warning, hop.label(),
          field + (source ? ": nothing newer is fetched" : ": nothing newer is applied, and nothing is put right") +
              " until it is resumed",
          advice},
         writerOf(object, path));
}

// What a dependency's answer says of it.
std::string stateOf(const Answer& answer, const Options& options, bool& ready) {
    ready = false;
    if (answer.isMissing()) return "which does not exist";
    if (!answer.isKnown()) return "which could not be read: " + answer.error().what;
    const model::Health health =
        status::objectHealth(model::KubeObject(answer.value()), status::ManagedBy::flux, options.now);
    ready = health.state == State::ready;
    return "which is " + std::string(model::name(health.state)) + ": " + health.status;
}

void noteDependencies(Board& board, const model::Hop& hop, const model::KubeObject& object) {
    for (const base::Json& entry : object.at("spec.dependsOn").elements()) {
        const model::ObjectRef ref{object.group(), object.kind(), entry["namespace"].text(object.ns()),
                                   entry["name"].text()};
        const Answer* answer = board.look(hop, askFor(ref));
        if (answer == nullptr) continue;
        bool ready = false;
        const std::string state = stateOf(*answer, board.options(), ready);
        // Its own expression may still say no.
        const bool judged = !entry["readyExpr"].text().empty();
        if (ready && !judged) continue;
        board.note({"dependency-waiting", Severity::warning, hop.label(),
                    "It waits for " + placed(ref) + ", " + state + (judged ? "; its readyExpr decides" : ""),
                    "Nothing newer is applied before that: kubectl scout trace " + base::lower(ref.kind) + "/" +
                        ref.name + " -n " + ref.ns});
    }
}

void noteDriftOfRelease(Board& board, const model::Hop& hop, const model::KubeObject& release) {
    const auto drifted = release.condition("Drifted");
    if (!drifted || !drifted->isTrue()) return;
    const bool corrects = release.at("spec.driftDetection.mode").text() == "enabled";
    model::Finding finding{"drift", Severity::warning, hop.label(), drifted->message,
                           corrects ? "helm-controller corrects it at its next interval."
                                    : "It is only reported: spec.driftDetection.mode is not \"enabled\"."};
    finding.since = drifted->lastTransitionTime;
    board.note(std::move(finding));
}

bool waitsForDependency(const model::Hop& hop) {
    return hop.health.reason == "DependencyNotReady";
}

}  // namespace

std::vector<std::string> suspensionOf(const model::KubeObject& object) {
    if (object.at("spec.suspend").isTrue()) return {"spec", "suspend"};
    const bool argo = rules::isApplication(object.ref());
    return {"metadata", "annotations", argo ? std::string(skipReconcile) : object.group() + "/reconcile"};
}

void noteBlockers(Board& board, const model::Trace& trace) {
    const std::string subject = trace.chain.empty() ? std::string() : trace.chain.back().id;
    for (const model::Hop* node : mainHops(trace)) {
        const model::Hop& hop = *node;
        if (hop.claimed || hop.stage == model::Stage::cluster) continue;
        const auto object = board.objectOf(hop);
        if (!object) continue;
        if (rules::isSuspendedItself(hop)) noteSuspended(board, hop, *object, hop.id == subject);
        if (waitsForDependency(hop)) noteDependencies(board, hop, *object);
        if (rules::isApplication(object->ref())) noteApplicationBlockers(board, trace, hop, *object);
        if (rules::isFluxSource(object->ref())) noteRegistryLogin(board, hop, *object);
        if (object->kind() == "HelmRelease") noteDriftOfRelease(board, hop, *object);
    }
    noteObjectMarks(board, trace);
}

}  // namespace scout::trace
