#include "trace/overdue.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "model/ladder.h"
#include "trace/noting.h"
#include "trace/rules/argocd.h"
#include "trace/rules/controller.h"
#include "trace/rules/flux.h"
#include "trace/rules/flux_source.h"

namespace scout::trace {

namespace {

using base::Time;
using model::Severity;
using model::State;

constexpr std::int64_t minute = 60;
// A request, or a new spec, is handled within seconds; a busy controller may take longer.
constexpr std::int64_t grace = 2 * minute;
// Argo CD compares every 2 minutes, with up to one more of jitter, unless told otherwise.
constexpr std::int64_t argoInterval = 3 * minute;

constexpr std::string_view fluxRequested = "reconcile.fluxcd.io/requestedAt";
constexpr std::string_view argoRefresh = "argocd.argoproj.io/refresh";

// RFC 3339, or seconds since 1970 as scripts write it.
std::optional<Time> readTime(const std::string& text) {
    if (const auto time = base::parseTime(text)) return time;
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    const bool number = error == std::errc() && (end == text.data() + text.size() || *end == '.');
    // A counter or a random number is no time.
    static constexpr std::int64_t year2010 = 1262304000;
    static constexpr std::int64_t year2100 = 4102444800;
    if (!number || seconds < year2010 || seconds > year2100) return std::nullopt;
    return Time{seconds};
}

std::optional<Time> writtenAt(const model::KubeObject& object, const std::vector<std::string>& path) {
    const auto writer = writerOf(object, path);
    return writer ? base::parseTime(writer->time) : std::nullopt;
}

// The newest proof that the controller looked, also where it found nothing new: kustomize-controller writes
// lastReconciled each time, helm-controller marks the release as being reconciled and takes that back. Sources hold no
// such proof.
std::optional<Time> lastReconciled(const model::KubeObject& applier) {
    if (applier.kind() == "HelmRelease") {
        const auto writer = statusWriterOf(applier, "helm-controller");
        // Before v2 the mark was not written each time.
        return writer && applier.version() == "v2" ? base::parseTime(writer->time) : std::nullopt;
    }
    if (applier.kind() != "Kustomization") return std::nullopt;
    std::optional<Time> last;
    for (const base::Json& entry : applier.at("status.history").elements()) {
        const auto time = base::parseTime(entry["lastReconciled"].text());
        if (time && (!last || *last < *time)) last = time;
    }
    return last;
}

bool isTrue(const model::KubeObject& object, std::string_view type) {
    const auto condition = object.condition(type);
    return condition && condition->isTrue();
}

class Clock {
  public:
    Clock(Board& board, const model::Hop& hop, const model::KubeObject& object)
        : m_board(board), m_hop(hop), m_object(object), m_now(board.options().now) {}

    bool found() const { return m_found; }

    void ofFlux() {
        const std::string requested = m_object.annotation(fluxRequested);
        const std::string handled = m_object.at("status.lastHandledReconcileAt").text();
        if (!requested.empty() && requested != handled) {
            auto since = readTime(requested);
            if (!since) since = writtenAt(m_object, {"metadata", "annotations", std::string(fluxRequested)});
            const bool busy = isTrue(m_object, "Reconciling");
            if (since) ofRequest(*since, busy ? grace + timeout() : grace, "reconcile");
        }
        if (m_hop.health.state == State::stale) {
            if (const auto since = writtenAt(m_object, {"spec"}); since && age(*since) > grace) {
                add("Its spec was changed " + ago(*since) + ", and the controller has not looked at it since", *since);
            }
        }
        ofInterval();
    }

    void ofApplication() {
        if (m_object.at("metadata.annotations")[argoRefresh].exists()) {
            if (const auto since = writtenAt(m_object, {"metadata", "annotations", std::string(argoRefresh)}))
                ofRequest(*since, grace, "refresh");
        }
        if (const base::Json operation = m_object["operation"]; operation.isObject()) {
            if (const auto since = writtenAt(m_object, {"operation"})) ofRequest(*since, grace, "sync");
        }
        const auto compared = base::parseTime(m_object.at("status.reconciledAt").text());
        if (!compared || age(*compared) <= 2 * argoInterval + minute) return;
        const auto interval = comparisonInterval();
        if (!interval || *interval == 0 || age(*compared) <= 2 * *interval + minute) return;
        add("Argo CD compared it " + ago(*compared) + ", and is to do so every " + base::formatAge(*interval),
            *compared);
    }

  private:
    std::int64_t age(Time time) const { return m_now.seconds - time.seconds; }
    std::string ago(Time time) const { return base::formatAge(age(time)) + " ago"; }

    // Of one reconciliation. Every kind has a default of its own; the longest one is meant here.
    std::int64_t timeout() const {
        static constexpr std::int64_t usual = 5 * minute;
        const auto own = base::parseDuration(m_object.at("spec.timeout").text());
        return own ? *own / 1000 : usual;
    }

    void ofRequest(Time since, std::int64_t limit, const std::string& what) {
        if (age(since) <= limit) return;
        add("A " + what + " was asked for " + ago(since) + " and has not been handled", since);
    }

    // Only a Ready one tells: a failing one is tried again at other times, and leaves no trace where it gets nowhere.
    void ofInterval() {
        const auto interval = base::parseDuration(m_object.at("spec.interval").text());
        const auto last = lastReconciled(m_object);
        if (!interval || !last || !isTrue(m_object, "Ready") || isTrue(m_object, "Reconciling")) return;
        if (age(*last) <= 2 * (*interval / 1000) + minute) return;
        add("It was reconciled " + ago(*last) + ", and is to be so every " + m_object.at("spec.interval").text(),
            *last);
    }

    // Seconds; nothing when it cannot be told, 0 when Argo CD waits for webhooks only.
    std::optional<std::int64_t> comparisonInterval() {
        const std::string ns = m_object.at("status.controllerNamespace").text(m_board.options().argocdNamespace);
        const Answer* answer = m_board.look(m_hop, {Query::Type::object, {"", "ConfigMap", ns, "argocd-cm"}});
        if (answer != nullptr) noteRefusal(m_board, m_hop, "How often Argo CD compares", *answer);
        if (answer == nullptr || !answer->isKnown()) return std::nullopt;
        const base::Json data = answer->value()["data"];
        if (!data["timeout.reconciliation"].exists()) return argoInterval;
        const auto base = base::parseDuration(data["timeout.reconciliation"].text());
        const auto jitter = base::parseDuration(data["timeout.reconciliation.jitter"].text("1m"));
        if (!base || !jitter) return std::nullopt;
        return *base == 0 ? 0 : (*base + *jitter) / 1000;
    }

    void add(std::string message, Time since) {
        m_found = true;
        model::Finding finding{"overdue", Severity::warning, m_hop.label(), std::move(message),
                               "Look at its controller: it does not run, is busy, or is stuck."};
        if (const auto workload = rules::controllerOf(m_object, m_board.options())) {
            finding.advice = "See whether " + workload->name + " runs, and what it logs: kubectl logs " +
                             base::lower(workload->kind) + "/" + workload->name + " -n " + workload->ns + ".";
        }
        finding.since = base::format(since);
        m_board.note(std::move(finding));
    }

    Board& m_board;
    const model::Hop& m_hop;
    const model::KubeObject& m_object;
    Time m_now;
    bool m_found = false;
};

// That nobody may look at the controller is worth a word only where something is `late`.
void lookAtController(Board& board, const model::Hop& hop, const model::KubeObject& object, bool late) {
    const auto ref = rules::controllerOf(object, board.options());
    if (!ref) return;
    const Answer* answer = board.look(hop, askFor(*ref));
    if (answer != nullptr && late) noteRefusal(board, hop, "Whether " + ref->name + " runs", *answer);
    if (answer == nullptr || !answer->isKnown()) return;
    const model::KubeObject workload(answer->value());
    const std::int64_t wanted = workload.at("spec.replicas").integer().value_or(1);
    const std::int64_t ready = workload.at("status.readyReplicas").integer().value_or(0);
    if (ready > 0) return;
    const std::string place = ref->label() + " in " + ref->ns;
    if (wanted == 0) {
        note(board,
             {"controller-not-running", Severity::error, hop.label(),
              ref->name + " does not run: " + place + " is scaled to 0",
              "Scale it up: kubectl scale " + base::lower(ref->kind) + "/" + ref->name + " -n " + ref->ns +
                  " --replicas=1."},
             writerOf(workload, {"spec", "replicas"}));
        return;
    }
    model::Finding finding{
        "controller-not-running", Severity::error, hop.label(),
        ref->name + " does not run: none of " + std::to_string(wanted) + " replicas of " + place + " is ready",
        "See why: kubectl scout trace " + base::lower(ref->kind) + "/" + ref->name + " -n " + ref->ns + "."};
    if (const auto available = workload.condition("Available"); available && available->isFalse())
        finding.since = available->lastTransitionTime;
    board.note(std::move(finding));
}

bool isWatched(const model::KubeObject& object) {
    const model::ObjectRef ref = object.ref();
    return rules::isFluxApplier(ref) || rules::isFluxSource(ref) || rules::isApplication(ref) ||
           ref.group == "source.extensions.fluxcd.io";
}

// A source's status stays as it is while a check finds nothing new: where nobody else says what there is to be fetched,
// only its controller can tell that it is checked at all.
bool isUnprovenSource(const model::Hop& hop, const model::ObjectRef& ref, const model::Revisions& revisions) {
    // What others make and store is not checked by source-controller.
    const bool checked = ref.group == rules::fluxSourceGroup && ref.kind != "ExternalArtifact";
    return checked && hop.ready() && model::isHeadUnknown(revisions);
}

}  // namespace

const model::Hop* nextToMove(const model::Trace& trace) {
    const model::Hop* source = nullptr;
    for (const model::Hop& hop : trace.chain) {
        if (hop.stage == model::Stage::gitops) {
            // Argo CD's sources have nobody of their own.
            const bool bySource = trace.revisions.behind == "fetched" && source != nullptr;
            return bySource && !source->apiVersion.empty() ? source : &hop;
        }
        if (!hop.claimed) source = &hop;
    }
    return source;
}

void noteOverdue(Board& board, const model::Trace& trace) {
    const bool content = std::all_of(trace.chain.begin(), trace.chain.end(),
                                     [](const model::Hop& hop) { return hop.ready() || hop.claimed; });
    const model::Hop* waited = content && !trace.revisions.behind.empty() ? nextToMove(trace) : nullptr;
    for (const model::Hop* node : mainHops(trace)) {
        const model::Hop& hop = *node;
        const bool quiet = hop.health.state == State::suspended || hop.health.state == State::terminating;
        if (hop.claimed || quiet || model::isHole(hop.health.state)) continue;
        if (hop.stage == model::Stage::cluster) continue;
        const auto object = board.objectOf(hop);
        if (!object || !isWatched(*object)) continue;
        Clock clock(board, hop, *object);
        if (rules::isApplication(object->ref())) {
            clock.ofApplication();
        } else {
            clock.ofFlux();
        }
        const bool late =
            clock.found() || hop.health.state == State::stale || (waited != nullptr && waited->id == hop.id);
        if (late || isUnprovenSource(hop, object->ref(), trace.revisions)) lookAtController(board, hop, *object, late);
    }
}

}  // namespace scout::trace
