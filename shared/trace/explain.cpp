#include "trace/explain.h"

#include <algorithm>
#include <optional>

#include "base/sentence.h"
#include "model/ladder.h"
#include "trace/explain_kinds.h"
#include "trace/hop_object.h"
#include "trace/rules/argocd.h"
#include "trace/rules/flux.h"

namespace scout::trace {

namespace {

using model::Hop;
using model::KubeObject;
using model::State;

std::string stateOf(const Hop& hop) {
    const model::Health& health = hop.health;
    const std::string said = health.message.empty() ? health.status : health.message;
    const auto with = [&said](const std::string& words) {
        return words + (said.empty() ? "." : ": " + base::withStop(said));
    };
    if (hop.claimed) return "It was not looked at: it is known by another's word only.";
    switch (health.state) {
        case State::ready:
            return with("It is well");
        case State::progressing:
            return with("It is on its way and not done yet");
        case State::failed:
            return with("It failed" + (health.reason.empty() ? std::string() : " (" + health.reason + ")"));
        case State::suspended:
            return with(rules::isSuspendedItself(hop) ? "Somebody suspended it: its controller leaves it as it is"
                                                      : "Something that it holds waits to go on");
        case State::outOfSync:
            return with("What is live is not what its source says");
        case State::stale:
            return with("It was changed, and its controller has not looked at it since, so its state is an old one");
        case State::terminating:
            return with("It is being deleted");
        case State::unknown:
            return with("Its state is not known");
        case State::forbidden:
            return with("You may not read it, so nothing is known of it - it may be there and well");
        case State::missing:
            return with("The API server was asked, and it is not there");
        case State::unreachable:
            return with("It could not be reached, so nothing is known of it");
        case State::notInstalled:
            return with("This cluster does not serve its kind");
        case State::unsupported:
            return with("This program cannot follow it");
    }
    return {};
}

std::string fluxSourceNext(const KubeObject& source) {
    if (source.at("spec.suspend").isTrue())
        return "Nothing, until spec.suspend is taken away: no new revision is fetched, and appliers keep the old one.";
    const std::string interval = source.at("spec.interval").text();
    for (const char* pin : {"spec.ref.digest", "spec.ref.commit"}) {
        if (!source.at(pin).text().empty())
            return std::string("Nothing newer: ") + pin +
                   " names one revision, and source-controller fetches no other.";
    }
    return interval.empty() ? std::string()
                            : "source-controller looks for a new revision every " + interval +
                                  ", and at once when it is asked to (flux reconcile).";
}

std::string applierNext(const KubeObject& applier) {
    const std::string controller = applier.kind() == "HelmRelease"     ? "helm-controller"
                                   : applier.kind() == "Kustomization" ? "kustomize-controller"
                                                                       : "flux-operator";
    if (applier.at("spec.suspend").isTrue())
        return "Nothing, until spec.suspend is taken away: " + controller +
               " neither applies new revisions nor sets back "
               "what was changed by hand.";
    const std::string interval = applier.at("spec.interval").text();
    const std::string every = interval.empty() ? std::string(" from time to time.") : " every " + interval + ".";
    if (applier.kind() == "HelmRelease")
        return controller + " upgrades the release when the chart or the values change, and checks it" + every;
    return controller + " applies a new revision as soon as its source has one, and applies the same one again" + every;
}

std::string applicationNext(const KubeObject& application) {
    const base::Json automated = application.at("spec.syncPolicy.automated");
    const std::string compares = "Argo CD compares it with its source every few minutes";
    if (!automated.isObject() || automated["enabled"].boolean() == false)
        return compares + ", and syncs only when somebody tells it to: auto-sync is off.";
    return compares + " and syncs a new revision by itself. " +
           (automated["selfHeal"].isTrue() ? "What was changed by hand is set back within seconds."
                                           : "What was changed by hand stays until the next sync: self-heal is off.");
}

std::string nextOf(const std::optional<KubeObject>& object) {
    if (!object || object->terminating()) return {};
    const model::ObjectRef ref = object->ref();
    if (rules::isFluxSource(ref)) return fluxSourceNext(*object);
    if (rules::isFluxApplier(ref)) return applierNext(*object);
    if (rules::isApplication(ref)) return applicationNext(*object);
    return {};
}

bool isSure(model::Grade grade) {
    return grade != model::Grade::label && grade != model::Grade::inferred;
}

std::string linkOf(const model::Edge& edge, const Hop& cause, const Hop& effect) {
    const std::string& relation = edge.relation;
    if (!isSure(edge.because.grade)) return effect.label() + " is said to come from " + cause.label() + ".";
    if (relation == "owns") return cause.label() + " made " + effect.label() + " and owns it.";
    if (relation == "applies") return cause.label() + " applies " + effect.label() + ".";
    if (relation == "source") return effect.label() + " takes its content from " + cause.label() + ".";
    return effect.label() + " was built from " + cause.label() + ".";
}

std::string proofOf(const model::Because& because, bool claimed) {
    const std::string read = because.text.empty() ? std::string() : "Read there: " + base::withStop(because.text) + " ";
    if (claimed && isSure(because.grade))
        return read +
               "Whoever built the content wrote this down for this very content, which its digest proves. That they "
               "told the truth is not proven by it.";
    switch (because.grade) {
        case model::Grade::uid:
            return read +
                   "It names its owner with the owner's UID, which is never used twice; a name alone could be that "
                   "of a successor.";
        case model::Grade::inventory:
            return read +
                   "The applier keeps a list of all that it applied, and the object is on it. Labels can be copied "
                   "to any object; that list cannot.";
        case model::Grade::digest:
            return read +
                   "Both name the same digest: a fingerprint of the content, which no other content has. A tag or a "
                   "branch may have moved meanwhile, a digest cannot.";
        case model::Grade::reference:
            return read +
                   "It is the field that the controller itself follows, so this is where the content comes from; "
                   "that the live content is the one there now is not said by it.";
        case model::Grade::label:
            return read + "Only a label or an annotation says so. Anybody can write one, and nothing confirmed it.";
        case model::Grade::inferred:
            return read + "It is guessed by a naming rule, and nothing confirmed it.";
    }
    return read;
}

/// By whoever suspended the hop that the verdict is about.
bool isStopped(const model::Trace& trace) {
    return std::none_of(trace.chain.begin(), trace.chain.end(), [&trace](const Hop& hop) {
        return hop.label() == trace.verdict.at && hop.health.state == State::suspended &&
               !rules::isSuspendedItself(hop);
    });
}

std::string sumOf(const model::Trace& trace) {
    const model::Verdict& verdict = trace.verdict;
    const std::string at = verdict.at.empty() ? std::string() : " It stops at " + verdict.at + ".";
    const std::string message = base::withStop(verdict.message);
    const std::string rest =
        (message.empty() ? "" : " " + message) + (verdict.advice.empty() ? "" : " " + base::withStop(verdict.advice));
    switch (verdict.state) {
        case model::VerdictState::ready:
            if (!trace.fullyManaged) return "Everything that was seen is well, but not every step is proven." + rest;
            return model::isHeadUnknown(trace.revisions) ? "What was fetched last is live, and every step is proven. " +
                                                               model::whyNothingNewer(trace.revisions)
                                                         : "What the source holds is live, and every step is proven.";
        case model::VerdictState::progressing:
            return "A change is on its way and not live yet." + at + rest;
        case model::VerdictState::failed:
            return "Something failed, and a change will not get through until that is repaired." + at + rest;
        case model::VerdictState::suspended:
            return (isStopped(trace) ? "Somebody has stopped the chain on purpose, so changes wait."
                                     : "Something that was delivered waits to go on.") +
                   at + rest;
        case model::VerdictState::outOfSync:
            return "What is live is not what the source says." + at + rest;
        case model::VerdictState::stale:
            return "A controller has not caught up, so what is shown may be old." + at + rest;
        case model::VerdictState::unmanaged:
            return "No GitOps tool applies it: everything that could have named one was read." + rest;
        case model::VerdictState::incomplete:
            return "Something that matters could not be read, so there is no verdict." + at + rest;
    }
    return {};
}

}  // namespace

model::Explanation explain(const model::Trace& trace, const Evidence& evidence) {
    model::Explanation out;
    out.sum = sumOf(trace);
    for (std::size_t i = 0; i < trace.chain.size(); ++i) {
        const Hop& hop = trace.chain[i];
        model::ExplainedHop explained;
        explained.label = hop.label();
        explained.what = whatIs(hop);
        explained.state = stateOf(hop);
        explained.next = nextOf(objectBehind(hop, evidence));
        if (i + 1 < trace.chain.size()) {
            const Hop& effect = trace.chain[i + 1];
            const auto edge = std::find_if(trace.edges.begin(), trace.edges.end(), [&](const model::Edge& one) {
                return one.from == hop.id && one.to == effect.id;
            });
            if (edge != trace.edges.end()) explained.link = linkOf(*edge, hop, effect);
            explained.proof = proofOf(hop.because, hop.claimed);
        }
        out.hops.push_back(std::move(explained));
    }
    return out;
}

}  // namespace scout::trace
