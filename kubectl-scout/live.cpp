#include "kubectl-scout/live.h"

#include <QEventLoop>
#include <QTimer>
#include <algorithm>
#include <set>
#include <utility>

#include "base/text.h"
#include "base/time.h"
#include "engine/places.h"
#include "engine/pump.h"
#include "kube/api_error.h"
#include "kube/mapper.h"
#include "kube/read.h"
#include "kubectl-scout/connection.h"
#include "kubectl-scout/interrupt.h"
#include "kubectl-scout/offline.h"
#include "kubectl-scout/report.h"
#include "kubectl-scout/talk.h"
#include "kubectl-scout/trace_options.h"
#include "kubectl-scout/watching.h"
#include "net/http_transport.h"
#include "trace/investigate.h"

namespace scout::plugin {

using base::Error;
using base::ErrorKind;

namespace {

// A value that arrives on the event loop, possibly before anybody waits.
template <typename T>
class Awaited {
  public:
    void set(T value) {
        m_value.emplace(std::move(value));
        m_loop.quit();
    }
    T wait() {
        if (!m_value) m_loop.exec();
        return *std::move(m_value);
    }

  private:
    std::optional<T> m_value;
    QEventLoop m_loop;
};

void setUsage(model::Cost& cost, const net::Usage& usage) {
    cost.requests = usage.requests;
    cost.bytes = usage.bytes;
    cost.registryRequests = usage.registryRequests;
    cost.configHubRequests = usage.configHubRequests;
}

bool isConfigHubHint(const model::Finding& finding) {
    return finding.kind == "confighub-not-connected";
}

class Session final : public Live {
  public:
    Session(const Environment& environment, const Options& options)
        : m_environment(environment), m_talk(environment, options.integer("v", 0)) {}

    base::Result<bool> connect(const Options& options) {
        auto tracing = traceOptions(options, m_environment);
        if (!tracing) return tracing.error();
        m_tracing = *std::move(tracing);
        auto connection = open(settingsFrom(options, m_environment));
        if (!connection) return connection.error();
        m_connection = std::move(*connection);
        m_namespaces = {options.textOr("namespace", ""), m_connection->ns(), m_tracing.argocdNamespace};
        if (m_tracing.reach.management) {
            auto management = open(managementSettingsFrom(options, m_environment));
            if (!management) return management.error();
            m_management = std::move(*management);
        }
        if (const auto problem = openConfigHub(options)) return *problem;
        base::Result<engine::PlacesSettings> places = placesSettingsFrom(options, m_environment);
        if (!places) return places.error();
        if (m_talk.tells(level::requests)) places->log = [this](const net::RequestLog& log) { m_talk.request(log); };
        if (options.isTrue("use-cluster-credentials")) {
            places->pullSecrets = std::make_unique<engine::PullSecrets>(
                m_connection->transport(), m_management ? &m_management->transport() : nullptr);
        }
        m_places =
            std::make_unique<engine::Places>(m_connection->cluster(), m_management ? &m_management->cluster() : nullptr,
                                             m_configHub ? &m_configHub->source() : nullptr, std::move(places).value());
        m_source = std::make_unique<TalkingSource>(m_places->router(), m_talk);
        return true;
    }

    base::Result<Gathered> gather(const Request& request) override;
    base::Result<bool> watch(const Request& request, const Changed& changed, const ConnectionTold& connection) override;
    base::Result<model::Deliveries> reverse(const ReverseTarget& target) override;
    std::vector<std::string> names(const std::string& typeName, std::chrono::milliseconds limit) override;

  private:
    base::Result<std::unique_ptr<engine::Connection>> open(engine::ConnectionSettings settings) {
        if (m_talk.tells(level::requests)) settings.log = [this](const net::RequestLog& log) { m_talk.request(log); };
        if (m_talk.tells(level::headers)) {
            settings.decorate = [this](std::unique_ptr<net::Transport> transport) {
                return std::make_unique<TalkingTransport>(std::move(transport), m_talk);
            };
        }
        return engine::Connection::open(std::move(settings));
    }

    // A login that cannot be read is no reason to leave the cluster unread, unless it was asked for by name.
    std::optional<Error> openConfigHub(const Options& options) {
        m_withoutConfigHub = options.isTrue("no-confighub");
        if (m_withoutConfigHub) return std::nullopt;
        engine::ConfigHubSettings settings = configHubSettingsFrom(options, m_environment);
        if (m_talk.tells(level::requests)) settings.log = [this](const net::RequestLog& log) { m_talk.request(log); };
        auto hub = engine::ConfigHubConnection::open(std::move(settings));
        if (!hub && options.has("confighub-context")) return hub.error();
        if (!hub) {
            const Error& error = hub.error();
            warn(m_environment, "ConfigHub is not asked: " + error.what + " (" + error.where + "). " + error.advice);
            return std::nullopt;
        }
        m_configHub = std::move(*hub);
        m_tracing.reach.configHub = m_configHub != nullptr;
        return std::nullopt;
    }

    Kinds kinds() {
        return {
            [this]() -> const kube::Discovered* {
                if (!std::exchange(m_cacheRead, true)) m_cached = m_connection->cachedKinds();
                return m_cached ? &*m_cached : nullptr;
            },
            [this] {
                Awaited<base::Result<kube::Discovered>> list;
                m_connection->cluster().discover([&list](const base::Result<kube::Discovered>& got) { list.set(got); });
                return list.wait();
            }};
    }

    trace::Answer ask(const trace::Query& query, trace::Evidence& evidence) {
        if (const auto* known = evidence.find(query)) return *known;
        Awaited<trace::Answer> answer;
        m_source->answer(query, [&answer](trace::Answer got) { answer.set(std::move(got)); });
        trace::Answer got = answer.wait();
        evidence.add(query, got);
        return got;
    }

    base::Result<Gathered> collect(const Request& request);
    void tellOfConfigHub(std::vector<base::Result<model::Trace>>& traces);
    base::Result<Subject> locate(Subject subject, trace::Evidence& evidence);
    base::Result<trace::ReverseSubject> deliverer(const ReverseTarget& target, trace::Evidence& evidence);
    base::Result<model::Deliveries> collectReverse(const ReverseTarget& target);
    Interrupt interruptible();
    void tellWarnings();
    trace::Options optionsNow() const;
    engine::Pump::Outcome pump(const std::vector<Subject>& subjects, trace::Evidence evidence);
    engine::Pump::Outcome pump(std::vector<model::ObjectRef> refs, trace::Evidence evidence,
                               engine::Pump::Investigate investigate);
    base::Result<Subject> secondReading(const Subject& subject);

    const Environment& m_environment;
    Namespaces m_namespaces;
    trace::Options m_tracing;  ///< without the time
    Talk m_talk;
    std::optional<kube::Discovered> m_cached;
    bool m_cacheRead = false;
    std::unique_ptr<engine::Connection> m_connection;
    std::unique_ptr<engine::Connection> m_management;          ///< nullptr without --management-context
    std::unique_ptr<engine::ConfigHubConnection> m_configHub;  ///< nullptr where nobody is logged in
    bool m_withoutConfigHub = false;                           ///< --no-confighub
    std::unique_ptr<engine::Places> m_places;
    std::unique_ptr<TalkingSource> m_source;
    std::function<void()> m_cancelPump;
    bool m_stopped = false;
};

// An Application named without a namespace: in the one of -n, else where Argo CD is, else wherever it is found.
base::Result<Subject> Session::locate(Subject subject, trace::Evidence& evidence) {
    std::vector<std::string> first{subject.ref.ns};
    if (!m_namespaces.chosen.empty() && m_namespaces.chosen != subject.ref.ns)
        first.insert(first.begin(), m_namespaces.chosen);
    for (const auto& ns : first) {
        subject.ref.ns = ns;
        if (!ask(trace::askFor(subject.ref), evidence).isMissing()) return subject;
    }
    const trace::Answer found = ask(trace::searchFor(subject.ref.group, subject.ref.kind, subject.ref.name), evidence);
    if (found.isUnseen()) {
        Error error = kube::notFoundError({subject.resource, subject.ref.ns, subject.ref.name, {}});
        error.advice =
            "Other namespaces could not be searched (" + found.error().what + "): give it as --app NAMESPACE/NAME.";
        return error;
    }
    std::set<std::string> namespaces;
    for (const auto& object : found.value().elements()) namespaces.insert(object.at("metadata.namespace").text());
    if (namespaces.size() > 1) {
        return Error{ErrorKind::usage, "there is an Application \"" + subject.ref.name + "\" in several namespaces",
                     "--app",
                     "Choose one: " + subject.ref.name + " in " +
                         base::join({namespaces.begin(), namespaces.end()}, ", ") + ", as --app NAMESPACE/NAME."};
    }
    if (namespaces.size() == 1) subject.ref.ns = *namespaces.begin();
    return subject;
}

trace::Options Session::optionsNow() const {
    trace::Options options = m_tracing;
    options.now = m_environment.now();
    return options;
}

engine::Pump::Outcome Session::pump(const std::vector<Subject>& subjects, trace::Evidence evidence) {
    std::vector<model::ObjectRef> refs;
    for (const auto& subject : subjects) refs.push_back(subject.ref);
    return pump(std::move(refs), std::move(evidence),
                [options = optionsNow()](const model::ObjectRef& subject, const trace::Evidence& known) {
                    return trace::investigate(subject, known, options);
                });
}

engine::Pump::Outcome Session::pump(std::vector<model::ObjectRef> refs, trace::Evidence evidence,
                                    engine::Pump::Investigate investigate) {
    engine::Pump::Options pumping;
    if (m_talk.tells(level::rounds)) {
        pumping.onRound = [this](const engine::Pump::Round& round) {
            m_talk.line("round " + std::to_string(round.number) + ": " + std::to_string(round.questions) +
                        (round.questions == 1 ? " question" : " questions"));
        };
    }
    engine::Pump pump(*m_source, std::move(investigate), std::move(pumping));
    Awaited<engine::Pump::Outcome> outcome;
    m_cancelPump = [&pump] { pump.cancel(); };
    pump.run(std::move(refs), std::move(evidence),
             [&outcome](engine::Pump::Outcome got) { outcome.set(std::move(got)); });
    engine::Pump::Outcome got = outcome.wait();
    m_cancelPump = nullptr;
    return got;
}

// A built-in name may mean another kind on a server that does not have the built-in one: what does the server's list
// say?
base::Result<Subject> Session::secondReading(const Subject& subject) {
    const auto list = kinds().served();
    if (!list) return list.error();
    const auto match = kube::resolveType(subject.typeName, *list);
    if (!match) return match.error();
    Subject other = subject;
    other.resource = match->resource;
    other.ref.group = match->resource.group;
    other.ref.kind = match->resource.kind;
    other.ref.ns.clear();
    if (match->resource.namespaced)
        other.ref.ns = m_namespaces.chosen.empty() ? m_namespaces.context : m_namespaces.chosen;
    return other;
}

Interrupt Session::interruptible() {
    return Interrupt([this] {
        m_stopped = true;
        if (m_cancelPump) m_cancelPump();
        m_places->router().cancel();
    });
}

void Session::tellWarnings() {
    for (const auto& warning : m_connection->warnings()) warn(m_environment, warning);
    if (!m_management) return;
    for (const auto& warning : m_management->warnings()) warn(m_environment, warning);
}

base::Result<Live::Gathered> Session::gather(const Request& request) {
    auto gathered = collect(request);
    m_talk.progress().erase();
    return gathered;
}

base::Result<Live::Gathered> Session::collect(const Request& request) {
    const Interrupt interrupt = interruptible();
    tellWarnings();
    trace::Evidence evidence;
    auto named = resolve(request, m_namespaces, kinds());
    std::vector<Subject> subjects;
    for (auto& subject : named) {
        if (subject && subject->anywhere && !m_stopped) subject = locate(*subject, evidence);
        if (subject && !subject->warning.empty()) {
            m_talk.progress().erase();
            warn(m_environment, subject->warning);
        }
        if (subject) subjects.push_back(*subject);
    }
    auto outcome = pump(subjects, std::move(evidence));

    // The server does not have a kind that is built in here: its own list may explain that, or know another meaning.
    bool changed = false;
    for (auto& subject : named) {
        if (m_stopped || !subject || subject->typeName.empty()) continue;
        const auto* answer = outcome.evidence.find(trace::askFor(subject->ref));
        if (answer == nullptr || !answer->isNotInstalled()) continue;
        auto other = secondReading(*subject);
        changed = changed || !other || other->ref != subject->ref;
        subject = std::move(other);
    }
    if (changed) {
        subjects.clear();
        for (const auto& subject : named) {
            if (subject) subjects.push_back(*subject);
        }
        outcome = pump(subjects, std::move(outcome.evidence));
    }
    if (m_stopped) return Error{ErrorKind::cancelled, "interrupted", "", ""};

    Gathered gathered;
    const std::string now = base::format(m_environment.now());
    const net::Usage usage = m_places->router().usage();
    std::size_t next = 0;
    for (const auto& subject : named) {
        if (!subject) {
            gathered.traces.emplace_back(m_connection->explained(subject.error()));
            continue;
        }
        model::Trace trace = std::move(outcome.traces[next++]);
        if (auto problem = subjectProblem(*subject, outcome.evidence)) {
            gathered.traces.emplace_back(m_connection->explained(*std::move(problem)));
            continue;
        }
        trace.context = m_connection->context();
        trace.tracedAt = now;
        setUsage(trace.cost, usage);  // with those that found the subjects
        gathered.snapshot.subjects.push_back(subject->ref);
        gathered.traces.emplace_back(std::move(trace));
    }
    tellOfConfigHub(gathered.traces);
    gathered.snapshot.evidence = std::move(outcome.evidence);
    gathered.snapshot.evidence.context = m_connection->context();
    gathered.snapshot.evidence.recordedAt = now;
    return gathered;
}

// That ConfigHub could tell more is said once, to somebody who can log in; never to who has said --no-confighub.
void Session::tellOfConfigHub(std::vector<base::Result<model::Trace>>& traces) {
    const model::Finding* hint = nullptr;
    for (auto& trace : traces) {
        if (!trace) continue;
        if (m_withoutConfigHub) std::erase_if(trace->findings, isConfigHubHint);
        const auto found = std::find_if(trace->findings.begin(), trace->findings.end(), isConfigHubHint);
        if (found != trace->findings.end()) hint = &*found;
    }
    if (hint != nullptr && m_environment.errIsTerminal) m_talk.line(hint->message + ". " + hint->advice);
}

base::Result<bool> Session::watch(const Request& request, const Changed& changed, const ConnectionTold& connection) {
    auto gathered = gather(request);
    if (!gathered) return gathered.error();
    changed(*gathered);
    if (gathered->snapshot.subjects.empty()) return false;

    QEventLoop loop;
    const Interrupt interrupt([&loop] { loop.quit(); });
    Watching::Ports ports;
    ports.now = m_environment.now;
    ports.connection = connection;
    const auto traced =
        std::find_if(gathered->traces.begin(), gathered->traces.end(), [](const auto& one) { return one.ok(); });
    const std::int64_t rounds = traced == gathered->traces.end() ? 0 : (*traced)->cost.rounds;
    ports.settled = [&](std::vector<model::Trace> traces, const trace::Evidence& evidence) {
        Gathered again;
        const net::Usage usage = m_places->router().usage();
        for (model::Trace& trace : traces) {
            if (m_withoutConfigHub) std::erase_if(trace.findings, isConfigHubHint);
            trace.context = m_connection->context();
            trace.tracedAt = base::format(m_environment.now());
            trace.cost.rounds += rounds;
            setUsage(trace.cost, usage);
            again.traces.emplace_back(std::move(trace));
        }
        again.snapshot = {evidence, gathered->snapshot.subjects};
        changed(again);
    };
    Watching watching(m_connection->transport(), m_connection->cluster(), *m_source, gathered->snapshot.subjects,
                      gathered->snapshot.evidence, m_tracing, std::move(ports));
    watching.start();
    loop.exec();
    return true;
}

base::Result<trace::ReverseSubject> Session::deliverer(const ReverseTarget& target, trace::Evidence& evidence) {
    if (target.content) return *target.content;
    auto subject = resolve(target.object, m_namespaces, kinds()).front();
    if (subject && subject->anywhere) subject = locate(*subject, evidence);
    if (!subject) return subject.error();
    if (!subject->warning.empty()) warn(m_environment, subject->warning);
    if (trace::isDeliverer(subject->ref)) {
        ask(trace::askFor(subject->ref), evidence);
        if (auto problem = subjectProblem(*subject, evidence)) return *std::move(problem);
    }
    return delivererOf(subject->ref);
}

base::Result<model::Deliveries> Session::reverse(const ReverseTarget& target) {
    auto deliveries = collectReverse(target);
    m_talk.progress().erase();
    return deliveries;
}

base::Result<model::Deliveries> Session::collectReverse(const ReverseTarget& target) {
    const Interrupt interrupt = interruptible();
    tellWarnings();
    const net::Usage before = m_places->router().usage();
    trace::Evidence evidence;
    const auto subject = deliverer(target, evidence);
    if (m_stopped) return Error{ErrorKind::cancelled, "interrupted", "", ""};
    if (!subject) return m_connection->explained(subject.error());
    const trace::Options options = optionsNow();
    const auto outcome = pump(
        std::vector{subject->ref}, std::move(evidence), [&](const model::ObjectRef&, const trace::Evidence& known) {
            return trace::Investigation{{}, trace::reverse(*subject, known, options).questions, {}};
        });
    if (m_stopped) return Error{ErrorKind::cancelled, "interrupted", "", ""};
    model::Deliveries deliveries = trace::reverse(*subject, outcome.evidence, options).deliveries;
    const net::Usage usage = m_places->router().usage();
    deliveries.cost.requests = usage.requests - before.requests;
    deliveries.cost.bytes = usage.bytes - before.bytes;
    deliveries.cost.rounds = outcome.traces.front().cost.rounds;
    deliveries.context = m_connection->context();
    deliveries.tracedAt = base::format(options.now);
    return deliveries;
}

std::vector<std::string> Session::names(const std::string& typeName, std::chrono::milliseconds limit) {
    QTimer::singleShot(limit, [this] { m_connection->cluster().cancel(); });
    const Kinds known = kinds();
    const auto found = resolve({{{typeName, "x"}}, {}, {}}, m_namespaces, known);
    if (!found.front()) return {};
    const bool everywhere = found.front()->ref.kind == "Application";
    kube::ListObjects::Selection selection;
    if (!everywhere) selection.ns = found.front()->ref.ns;
    kube::ListObjects list(found.front()->resource, selection, kube::Detail::metadata);

    base::Step<kube::ReadAnswer> step = list.start();
    while (const auto* request = std::get_if<base::HttpRequest>(&step)) {
        Awaited<base::Result<base::HttpResponse>> response;
        const auto ticket = m_connection->transport().get(
            *request, [&response](base::Result<base::HttpResponse> got) { response.set(std::move(got)); });
        QTimer::singleShot(limit, [this, ticket] { m_connection->transport().cancel(ticket); });
        const auto got = response.wait();
        if (!got) return {};
        step = list.next(*got);
    }
    std::set<std::string> names;
    if (const auto* answer = std::get_if<kube::ReadAnswer>(&step)) {
        for (const auto& object : answer->value.elements()) names.insert(object.at("metadata.name").text());
    }
    return {names.begin(), names.end()};
}

}  // namespace

base::Result<std::unique_ptr<Live>> Live::connect(const Environment& environment, const Options& options) {
    auto session = std::make_unique<Session>(environment, options);
    if (const auto connected = session->connect(options); !connected) return connected.error();
    return std::unique_ptr<Live>(std::move(session));
}

}  // namespace scout::plugin
