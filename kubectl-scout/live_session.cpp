#include "kubectl-scout/live_session.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "kube/api_error.h"
#include "kube/mapper.h"
#include "kubectl-scout/connection.h"
#include "kubectl-scout/report.h"
#include "kubectl-scout/trace_options.h"

namespace scout::plugin {

using base::Error;
using base::ErrorKind;

LiveSession::LiveSession(const Environment& environment, const Options& options)
    : m_environment(environment), m_talk(environment, options.integer("v", 0)) {}

base::Result<bool> LiveSession::connect(const Options& options) {
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

base::Result<std::unique_ptr<engine::Connection>> LiveSession::open(engine::ConnectionSettings settings) {
    if (m_talk.tells(level::requests)) settings.log = [this](const net::RequestLog& log) { m_talk.request(log); };
    if (m_talk.tells(level::headers)) {
        settings.decorate = [this](std::unique_ptr<net::Transport> transport) {
            return std::make_unique<TalkingTransport>(std::move(transport), m_talk);
        };
    }
    return engine::Connection::open(std::move(settings));
}

// A login that cannot be read is no reason to leave the cluster unread, unless it was asked for by name.
std::optional<Error> LiveSession::openConfigHub(const Options& options) {
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

Kinds LiveSession::kinds() {
    return {[this]() -> const kube::Discovered* {
                if (!std::exchange(m_cacheRead, true)) m_cached = m_connection->cachedKinds();
                return m_cached ? &*m_cached : nullptr;
            },
            [this] {
                Awaited<base::Result<kube::Discovered>> list;
                m_connection->cluster().discover([&list](const base::Result<kube::Discovered>& got) { list.set(got); });
                return list.wait();
            }};
}

trace::Answer LiveSession::ask(const trace::Query& query, trace::Evidence& evidence) {
    if (const auto* known = evidence.find(query)) return *known;
    Awaited<trace::Answer> answer;
    m_source->answer(query, [&answer](trace::Answer got) { answer.set(std::move(got)); });
    trace::Answer got = answer.wait();
    evidence.add(query, got);
    return got;
}

// An Application named without a namespace: in the one of -n, else where Argo CD is, else wherever it is found.
base::Result<Subject> LiveSession::locate(Subject subject, trace::Evidence& evidence) {
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

trace::Options LiveSession::optionsNow() const {
    trace::Options options = m_tracing;
    options.now = m_environment.now();
    return options;
}

engine::Pump::Outcome LiveSession::pump(const std::vector<Subject>& subjects, trace::Evidence evidence) {
    std::vector<model::ObjectRef> refs;
    for (const auto& subject : subjects) refs.push_back(subject.ref);
    return pump(std::move(refs), std::move(evidence),
                [options = optionsNow()](const model::ObjectRef& subject, const trace::Evidence& known) {
                    return trace::investigate(subject, known, options);
                });
}

engine::Pump::Outcome LiveSession::pump(std::vector<model::ObjectRef> refs, trace::Evidence evidence,
                                        engine::Pump::Investigate investigate) {
    engine::Pump::Options pumping;
    if (m_talk.tells(level::rounds)) {
        pumping.onRound = [this](const engine::Pump::Round& round) {
            m_talk.line("round " + std::to_string(round.number) + (round.goesOn ? " goes on: " : ": ") +
                        std::to_string(round.questions) + (round.questions == 1 ? " question" : " questions"));
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
base::Result<Subject> LiveSession::secondReading(const Subject& subject) {
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

Interrupt LiveSession::interruptible() {
    return Interrupt([this] {
        m_stopped = true;
        if (m_cancelPump) m_cancelPump();
        m_places->router().cancel();
    });
}

void LiveSession::tellWarnings() {
    for (const auto& warning : m_connection->warnings()) warn(m_environment, warning);
    if (!m_management) return;
    for (const auto& warning : m_management->warnings()) warn(m_environment, warning);
}

base::Result<std::unique_ptr<Live>> Live::connect(const Environment& environment, const Options& options) {
    auto session = std::make_unique<LiveSession>(environment, options);
    if (const auto connected = session->connect(options); !connected) return connected.error();
    return std::unique_ptr<Live>(std::move(session));
}

}  // namespace scout::plugin
