#include "trace/verdict.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/text.h"
#include "model/ladder.h"
#include "trace/fetch_advice.h"
#include "trace/flux_names.h"
#include "trace/overdue.h"
#include "trace/rules/argocd.h"

namespace scout::trace {

namespace {

using model::Hop;
using model::State;
using model::VerdictState;

// What a hop's state makes of the whole chain. The order of this list is the order of weight: what was seen to be
// broken comes before what was not seen, and that before what only needs time.
enum class Weight { failed, outOfSync, suspended, unseen, moving, none };

bool isProven(model::Grade grade) {
    return grade != model::Grade::label && grade != model::Grade::inferred;
}

Weight weigh(const Hop& hop) {
    if (hop.claimed) return Weight::none;
    switch (hop.health.state) {
        case State::failed:
            return Weight::failed;
        // What only a label or a naming rule names may live elsewhere, or not be made yet; what a field names is simply
        // gone.
        case State::missing:
            return isProven(hop.because.grade) ? Weight::failed : Weight::unseen;
        case State::outOfSync:
            return Weight::outOfSync;
        case State::suspended:
            return Weight::suspended;
        case State::unknown:
        case State::forbidden:
        case State::unreachable:
        case State::notInstalled:
        case State::unsupported:
            return Weight::unseen;
        case State::progressing:
        case State::terminating:
        case State::stale:
            return Weight::moving;
        case State::ready:
            return Weight::none;
    }
    return Weight::none;
}

// Whether an object is as in its source is the business of the Application that applies it. One that is being synced,
// is skipped or goes away says more than that the object is not there yet, or no longer will be.
bool isTold(const Hop& hop, const Hop& above) {
    const State state = above.health.state;
    return hop.stage == model::Stage::cluster && hop.health.state == State::outOfSync && above.kind == "Application" &&
           (state == State::progressing || state == State::suspended || state == State::terminating);
}

VerdictState verdictState(Weight weight, State state) {
    switch (weight) {
        case Weight::failed:
            return VerdictState::failed;
        case Weight::outOfSync:
            return VerdictState::outOfSync;
        case Weight::suspended:
            return VerdictState::suspended;
        case Weight::unseen:
            return VerdictState::incomplete;
        case Weight::moving:
            return state == State::stale ? VerdictState::stale : VerdictState::progressing;
        case Weight::none:
            return VerdictState::ready;
    }
    return VerdictState::incomplete;
}

std::string place(const model::ObjectRef& ref) {
    return base::lower(ref.kind) + " " + ref.name + (ref.ns.empty() ? "" : " -n " + ref.ns);
}

model::ObjectRef declaredBy(const Hop& hop) {
    return hop.resource ? *hop.resource : model::ObjectRef{{}, hop.kind, hop.ns, hop.name};
}

std::string fluxCommand(std::string_view verb, const model::ObjectRef& ref) {
    const std::string kind = fluxName(ref.kind);
    return kind.empty() ? std::string() : "flux " + std::string(verb) + " " + kind + " " + ref.name + " -n " + ref.ns;
}

struct ReasonAdvice {
    std::string_view reason;
    std::string_view advice;
};
// Reasons of Flux conditions (facts: protocols 2.4) that point to one thing to do.
constexpr std::array<ReasonAdvice, 23> reasonAdvice = {{
    {"OCIArtifactPullFailed",
     "Check that the tag or digest exists in the registry, and that the source's credentials may pull it."},
    {"AuthenticationFailed",
     "Check the Secret that spec.secretRef names: it must exist, have the right type, and its credentials must still "
     "be valid."},
    {"OCIArtifactLayerOperationFailed",
     "The artifact has no layer that spec.layerSelector accepts; check how it was pushed."},
    {"VerificationError",
     "The signature was not accepted: check that this revision was signed, and with the key or identity in "
     "spec.verify."},
    {"GitOperationFailed", "Check the URL, the branch or tag, and the credentials of the Git repository."},
    {"URLInvalid", "Correct spec.url."},
    {"IndexationFailed", "Check that the Helm repository serves index.yaml at its URL."},
    {"ChartPullFailed", "Check that the repository has the chart in that version."},
    {"InvalidChartReference", "Check the chart's name and version in the repository."},
    {"BuildFailed",
     "Reproduce it with `kustomize build` (or `flux build kustomization`) on the path at that revision, and mend the "
     "manifests."},
    {"ArtifactFailed",
     "The source has no usable artifact for it: check the source, and that spec.path exists in the artifact."},
    {"HealthCheckFailed",
     "It was applied, but what the message names did not become ready in time: describe those objects and read their "
     "events."},
    {"PruneFailed",
     "Objects that left the source could not be removed: check their finalizers and the controller's permissions."},
    {"InstallFailed", "Read the message, mend the chart or its values, and let it retry."},
    {"UpgradeFailed",
     "Some of the new release may be applied, or all of it. Read the message, mend the chart or its values, and let it "
     "retry; spec.upgrade.remediation would undo a release that fails."},
    {"RollbackSucceeded",
     "The release before it is live again, by rollback. Read why the newer one failed, and mend the chart or its "
     "values: a change of either is tried next."},
    {"RollbackFailed",
     "The rollback failed too, so parts of both releases may be live. Read both messages, and mend what the rollback "
     "was refused before the chart or its values."},
    {"UninstallSucceeded",
     "It was uninstalled after it failed. Read why it failed, and mend the chart or its values: a change of either is "
     "tried next."},
    {"UninstallFailed",
     "It failed, and uninstalling it did as well, so parts of it may be live. Read both messages, and mend what the "
     "uninstalling was refused before the chart or its values."},
    {"ReconciliationFailed",
     "The message says what was refused or could not be read, and why: mend that in the source or in the applier's "
     "spec."},
    {"HydrationFailed",
     "Argo CD could not render the dry source or write the result into its branch: check the dry source, and the "
     "credentials that may push."},
    {"SyncFailed", "The message says what was refused or did not come up, and why: mend that in the source."},
    {"ComparisonError",
     "Argo CD cannot render the source: check repoURL, targetRevision and path, and the repository's credentials."},
}};

std::string adviceForFetch(const Hop& hop) {
    if (hop.health.reason == "VerificationError") return {};
    const model::OciSource* from = hop.ociSource ? &*hop.ociSource : nullptr;
    if (hop.kind == "Application") return fetchAdvice(hop.health.message, Fetcher::argocd, from);
    const bool isSource = hop.stage != model::Stage::gitops && hop.stage != model::Stage::cluster;
    return isSource ? fetchAdvice(hop.health.message, Fetcher::flux, from) : std::string();
}

std::string adviceForFailed(const Hop& hop) {
    const model::ObjectRef ref = declaredBy(hop);
    // Its reasons are other kinds' reasons with another meaning.
    if (ref.kind == "ArtifactGenerator") return "The message names the source or the pattern: mend that in its spec.";
    if (std::string advice = adviceForFetch(hop); !advice.empty()) return advice;
    const auto known = std::find_if(reasonAdvice.begin(), reasonAdvice.end(),
                                    [&hop](const ReasonAdvice& entry) { return entry.reason == hop.health.reason; });
    if (known != reasonAdvice.end()) return std::string(known->advice);
    if (hop.health.state == State::missing) return "Create it again, or correct the reference to it.";
    if (ref.kind == "Application")
        return "See what Argo CD says: argocd app get " + ref.name + " (or kubectl describe application " + ref.name +
               " -n " + ref.ns + ").";
    if (hop.kind == "ConfigHub Unit")
        return "Read the unit's events in ConfigHub; what was live before still is, unless a hop below says otherwise.";
    if (ref.kind == "Pod")
        return "See its events and log: kubectl describe pod " + ref.name + " -n " + ref.ns + "; kubectl logs " +
               ref.name + " -n " + ref.ns + " --previous.";
    return "See its conditions and events: kubectl describe " + place(ref) + ".";
}

// argocd knows Applications, and objects only as theirs.
std::string adviceForOutOfSync(const model::Trace& trace, const Hop& hop) {
    const Hop* application = &hop;
    for (const Hop& above : trace.chain) {
        if (above.kind == "Application") application = &above;
        if (&above == &hop) break;
    }
    return "See the difference with `argocd app diff " + application->name + "` and apply it with `argocd app sync " +
           application->name + "`.";
}

std::string adviceFor(const model::Trace& trace, const Hop& hop, Weight weight) {
    const model::ObjectRef ref = declaredBy(hop);
    switch (weight) {
        case Weight::failed:
            return adviceForFailed(hop);
        case Weight::outOfSync:
            return adviceForOutOfSync(trace, hop);
        case Weight::suspended:
            if (!rules::isSuspendedItself(hop))
                return "Argo CD goes on syncing; what waits is one of the objects: argocd app get " + hop.name +
                       " shows which.";
            if (const std::string command = fluxCommand("resume", ref); !command.empty())
                return "Nothing changes until it is resumed: " + command + ".";
            return "Nothing changes until it is resumed.";
        case Weight::unseen:
            switch (hop.health.state) {
                case State::forbidden:
                    return "Ask for permission to read it; the missing rule is under findings.";
                case State::missing:
                    if (hop.stage != model::Stage::gitops)
                        return "It was deleted, or it lives in another cluster: trace there.";
                    return "It was deleted, or it lives in a management cluster: name that one's kubeconfig context "
                           "with --management-context.";
                case State::notInstalled:
                    return "The tool that applied it is not installed here. It may run in a management cluster: name "
                           "that one's kubeconfig context with --management-context.";
                case State::unreachable:
                    return "Try again; with -v=6 each request and its outcome is shown.";
                default:
                    return {};
            }
        case Weight::moving:
            if (hop.health.reason == "DependencyNotReady")
                return "It waits for what its spec.dependsOn names: trace that one.";
            if (hop.health.state == State::stale)
                return "Its controller has not looked at the newest spec yet; if that lasts, check that the controller "
                       "is running.";
            return "Wait, or watch it: kubectl get " + place(ref) + " -w.";
        case Weight::none:
            return {};
    }
    return {};
}

// Every hop is content, but the newest revision has not come down all the way: normal for seconds, a stopped controller
// after that.
model::Verdict notThereYet(const model::Trace& trace) {
    model::Verdict verdict;
    verdict.state = VerdictState::progressing;
    const Hop* next = nextToMove(trace);
    if (next != nullptr) verdict.at = next->label();
    verdict.reason = "RevisionBehind";
    verdict.message = "Between " + model::whereItStopped(trace.revisions) + ".";
    verdict.advice = "It comes with the next interval.";
    if (next == nullptr) return verdict;
    if (const std::string command = fluxCommand("reconcile", declaredBy(*next)); !command.empty())
        verdict.advice = "It comes with the next interval, or now: " + command + ".";
    if (next->kind == "Application")
        verdict.advice = "It comes with the next refresh, or now: argocd app get " + next->name + " --refresh.";
    verdict.advice += " If it does not, look at the controller: a stopped one leaves everything as it is.";
    return verdict;
}

const model::Finding* found(const model::Trace& trace, std::string_view kind) {
    const auto first = std::find_if(trace.findings.begin(), trace.findings.end(),
                                    [kind](const model::Finding& finding) { return finding.kind == kind; });
    return first == trace.findings.end() ? nullptr : &*first;
}

// Everything says that it is well, or only needs time, but the one who would move it does not.
const model::Finding* notMoving(const model::Trace& trace) {
    const model::Finding* stopped = found(trace, "controller-not-running");
    return stopped != nullptr ? stopped : found(trace, "overdue");
}

// Of what has an owner only the owner's controller is left to restore it.
std::string adviceForUnmanaged(const model::Trace& trace) {
    const std::string add = "Add it to a source that a Kustomization or an Application applies.";
    if (trace.chain.size() < 2) return "Nothing will restore it when it is deleted or changed. " + add;
    const Hop& owner = trace.chain.front();
    // The kubelet makes the mirror Pod of a manifest on its node that node's own.
    if (owner.apiVersion == "v1" && owner.kind == "Node")
        return "The kubelet of " + owner.label() +
               " runs it from a manifest on that node, and makes it anew when it is deleted; change it there.";
    return "What controls " + owner.label() + " may restore it. Nothing will restore " + owner.label() +
           " when that is deleted or changed. " + add;
}

// The dependency that was asked is a better advice than that there is one.
const model::Finding* waitedFor(const model::Trace& trace, const Hop& hop) {
    const auto found =
        std::find_if(trace.findings.begin(), trace.findings.end(), [&hop](const model::Finding& finding) {
            return finding.kind == "dependency-waiting" && finding.at == hop.label();
        });
    return found == trace.findings.end() ? nullptr : &*found;
}

// The newest release in Helm's own record is still the one before: the upgrade failed before anything was applied.
bool failedBeforeApplying(const model::Trace& trace, const Hop& hop) {
    const auto& live = trace.revisions.live;
    return hop.health.reason == "UpgradeFailed" && live && live->from.starts_with(hop.label() + " ");
}

model::Verdict stoodStill(const model::Finding& finding) {
    const bool stopped = finding.kind == "controller-not-running";
    return {VerdictState::stale, finding.at, stopped ? "ControllerNotRunning" : "Overdue", finding.message,
            finding.advice};
}

}  // namespace

model::Verdict judge(const model::Trace& trace, const std::vector<std::string>& unseenOwners) {
    const Hop* worst = nullptr;
    Weight weight = Weight::none;
    for (auto hop = trace.chain.begin(); hop != trace.chain.end(); ++hop) {
        const bool told = hop != trace.chain.begin() && isTold(*hop, *std::prev(hop));
        const Weight own = told ? Weight::none : weigh(*hop);
        // The first of its weight wins: the one nearest the root.
        if (own < weight) {
            weight = own;
            worst = &*hop;
        }
    }
    model::Verdict verdict;
    if (trace.tool == "none" && unseenOwners.empty()) {
        verdict.state = VerdictState::unmanaged;
        verdict.message = "Not managed by Flux, Argo CD or Helm: every read that could have found an owner succeeded.";
        verdict.advice = adviceForUnmanaged(trace);
        return verdict;
    }
    if (const model::Finding* unmarked = found(trace, "applied-without-mark"); worst == nullptr && unmarked != nullptr)
        return {VerdictState::incomplete, unmarked->at, "AppliedWithoutMark", unmarked->message, unmarked->advice};
    if (worst == nullptr && !unseenOwners.empty()) {
        verdict.state = VerdictState::incomplete;
        verdict.message = "What manages it could not be seen: " + unseenOwners.front();
        return verdict;
    }
    if (const model::Finding* still = notMoving(trace);
        still != nullptr && (worst == nullptr || weight == Weight::moving))
        return stoodStill(*still);
    if (const model::Finding* altered = found(trace, "content-altered"); worst == nullptr && altered != nullptr)
        return {VerdictState::incomplete, altered->at, "ContentAltered", altered->message, altered->advice};
    if (worst == nullptr && !trace.revisions.behind.empty()) return notThereYet(trace);
    verdict.state = worst == nullptr ? VerdictState::ready : verdictState(weight, worst->health.state);
    if (worst == nullptr) {
        // Helm and ConfigHub's marks name who brought it, but nobody who keeps it in step.
        if (trace.tool == "helm" || trace.tool == "confighub") {
            verdict.message = "Brought by " + trace.chain.front().label() +
                              "; neither Flux nor Argo CD keeps it in step with a source.";
        }
        return verdict;
    }
    verdict.at = worst->label();
    verdict.reason = worst->health.reason;
    verdict.message = worst->health.message.empty() ? worst->health.status : worst->health.message;
    verdict.advice = adviceFor(trace, *worst, weight);
    if (failedBeforeApplying(trace, *worst)) {
        verdict.advice =
            "Nothing of the new release was applied, and the older one is still live. Read the message, mend the chart "
            "or its values, and let it retry.";
    }
    if (const model::Finding* waited = waitedFor(trace, *worst)) verdict.advice = waited->advice;
    return verdict;
}

bool isFullyManaged(const model::Trace& trace) {
    if (trace.tool != "flux" && trace.tool != "argocd") return false;
    // A unit that is only claimed above a source takes nothing from what is proven below it.
    auto root = trace.chain.begin();
    for (auto hop = trace.chain.begin(); hop != trace.chain.end(); ++hop) {
        if (hop->claimed && hop->stage == model::Stage::confighub) root = std::next(hop);
    }
    for (auto hop = root; hop != trace.chain.end(); ++hop) {
        if (model::isHole(hop->health.state) || (hop->health.state == State::unknown && !hop->claimed)) return false;
        if (std::next(hop) != trace.chain.end() && !isProven(hop->because.grade)) return false;
    }
    // An applier without a source is the end of what was seen, not the root.
    return trace.chain.end() - root > 1 && root->stage != model::Stage::gitops && root->stage != model::Stage::cluster;
}

}  // namespace scout::trace
