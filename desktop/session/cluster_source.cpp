#include "desktop/session/cluster_source.h"

#include <algorithm>
#include <utility>

#include "base/masking.h"
#include "base/text.h"
#include "desktop/session/progress.h"
#include "trace/appliers.h"
#include "trace/graph_builder.h"
#include "trace/investigate.h"

namespace scout::desktop {

using base::Error;
using base::ErrorKind;
using Feed = engine::LiveEvidence::Feed;

struct ClusterSource::PluginTalk {
    static constexpr std::size_t most = 2000;
    std::string text;
};

base::Result<kubeconfig::LoadedKubeconfig> loadKubeconfig(const SessionEnvironment& environment) {
    kubeconfig::Overrides overrides;
    overrides.kubeconfig = environment.kubeconfig;
    auto loaded = engine::loadKubeconfig(overrides, environment.variables);
    if (!loaded || !loaded->files.empty()) return loaded;
    return Error{ErrorKind::config, "there is no kubeconfig", base::join(loaded->missing, ", "),
                 "Set KUBECONFIG, or start with --kubeconfig FILE."};
}

base::Result<std::unique_ptr<engine::Connection>> ClusterSource::connect(const SessionEnvironment& environment,
                                                                         const std::string& context,
                                                                         const std::shared_ptr<PluginTalk>& talk) {
    engine::ConnectionSettings settings;
    settings.overrides.kubeconfig = environment.kubeconfig;
    settings.overrides.context = context;
    settings.environment = environment.variables;
    settings.now = environment.now;
    settings.pluginErrors = [talk](std::string_view text) {
        talk->text += text;
        if (talk->text.size() > PluginTalk::most) talk->text.erase(0, talk->text.size() - PluginTalk::most);
    };
    return engine::Connection::open(std::move(settings));
}

base::Result<std::unique_ptr<ClusterSource>> ClusterSource::open(const SessionEnvironment& environment,
                                                                 const ClusterTarget& target, Ports ports) {
    // Without a name the service account of a Pod will do.
    if (!target.context.empty()) {
        if (const auto loaded = loadKubeconfig(environment); !loaded) return loaded.error();
    }
    const auto talk = std::make_shared<PluginTalk>();
    auto connection = connect(environment, target.context, talk);
    if (!connection) return connection.error();
    std::unique_ptr<ClusterSource> source(
        new ClusterSource(std::move(*connection), talk, environment, target, std::move(ports)));
    return source;
}

// What cannot be asked beside the cluster is no reason to leave the cluster unread.
void ClusterSource::openManagement(const SessionEnvironment& environment) {
    const std::string& context = environment.beyond.managementContext;
    if (context.empty()) return;
    auto opened = connect(environment, context, m_talk);
    if (!opened) return m_shortfalls.push_back({"The management cluster is not asked", opened.error()});
    m_management = std::move(*opened);
    for (const std::string& warning : m_management->warnings()) m_warnings.push_back(warning);
}

void ClusterSource::openConfigHub(const SessionEnvironment& environment) {
    if (environment.beyond.noConfigHub) return;
    engine::ConfigHubSettings settings;
    settings.context = environment.beyond.configHubContext;
    settings.environment = environment.variables;
    settings.now = environment.now;
    auto hub = engine::ConfigHubConnection::open(std::move(settings));
    if (!hub) return m_shortfalls.push_back({"ConfigHub is not asked", hub.error()});
    m_configHub = std::move(*hub);
}

trace::Options ClusterSource::options() const {
    trace::Options options = m_tracing;
    options.now = m_now();
    return options;
}

ClusterSource::ClusterSource(std::unique_ptr<engine::Connection> connection, std::shared_ptr<PluginTalk> talk,
                             const SessionEnvironment& environment, const ClusterTarget& target, Ports ports)
    : m_now(environment.now),
      m_ports(std::move(ports)),
      m_connection(std::move(connection)),
      m_talk(std::move(talk)),
      m_warnings(m_connection->warnings()) {
    BeyondReading beyond = readBeyond(environment.beyond);
    m_shortfalls = std::move(beyond.shortfalls);
    openManagement(environment);
    openConfigHub(environment);
    m_tracing = std::move(beyond.tracing);
    m_tracing.reach.configHub = m_configHub != nullptr;
    m_tracing.reach.management = m_management != nullptr;
    m_tracing.managementContext = m_management ? m_management->context() : std::string();
    beyond.places.environment = environment.variables;
    beyond.places.now = environment.now;
    if (environment.beyond.clusterCredentials)
        beyond.places.pullSecrets = std::make_unique<engine::PullSecrets>(
            m_connection->transport(), m_management ? &m_management->transport() : nullptr);
    m_places =
        std::make_unique<engine::Places>(m_connection->cluster(), m_management ? &m_management->cluster() : nullptr,
                                         m_configHub ? &m_configHub->source() : nullptr, std::move(beyond.places));
    engine::LiveEvidence::Ports live;
    live.changed = [this](const std::set<std::string>& keys) {
        m_elsewhere->changed(evidence(), keys);
        m_ports.changed(keys);
    };
    live.feeds = [this](const Feeds& feeds) { feedsCame(feeds); };
    m_live = std::make_unique<engine::LiveEvidence>(
        m_connection->transport(), m_connection->cluster(), trace::surveyKinds(),
        engine::LiveEvidence::Scope{target.namespaces, context()}, std::move(live), environment.live);
    m_elsewhere = std::make_unique<engine::Elsewhere>(
        m_places->router(),
        [this](const trace::Query& query, const trace::Answer& answer) { m_live->put(query, answer); });
}

ClusterSource::~ClusterSource() = default;

void ClusterSource::feedsCame(Feeds feeds) {
    for (auto& state : feeds) {
        if (!state.error.what.empty()) state.error = explained(std::move(state.error));
    }
    m_feeds = std::move(feeds);
    m_ports.feeds(m_feeds);
}

void ClusterSource::stop() {
    m_live->stop();
    for (Tracing& tracing : m_tracings) tracing.pump.cancel();
    m_elsewhere->stop();
    m_places->router().cancel();
    m_connection->details().cancel();
}

bool ClusterSource::refresh() {
    const auto failure = commonFailure(m_feeds);
    if (failure && (failure->kind == ErrorKind::auth || failure->kind == ErrorKind::tls)) return false;
    m_live->refresh();
    m_elsewhere->refresh();
    return true;
}

void ClusterSource::ask(const std::vector<trace::Query>& questions) {
    std::vector<trace::Query> here;
    for (const trace::Query& question : questions) {
        if (engine::Elsewhere::concerns(question))
            m_elsewhere->ask(question);
        else
            here.push_back(question);
    }
    if (!here.empty()) m_live->ask(here);
}

bool ClusterSource::settled() const {
    return isReadingOver(m_feeds) && m_live->open() == 0;
}

/// A refusal alone is no news of the cluster.
bool ClusterSource::keepsUp() const {
    const auto isWatched = [](const auto& state) { return state.feed == Feed::watching; };
    return std::any_of(m_feeds.begin(), m_feeds.end(), isWatched) &&
           std::all_of(m_feeds.begin(), m_feeds.end(), [&](const auto& state) {
               return isWatched(state) || state.feed == Feed::forbidden || state.feed == Feed::notInstalled;
           });
}

/// What kubectl shows on the terminal while it runs a plugin belongs into the error here.
Error ClusterSource::explained(Error error) const {
    error = m_connection->explained(std::move(error));
    const std::string said = base::escapeControl(base::trim(m_talk->text), true);
    if (error.kind == ErrorKind::auth && said.find('\n') != std::string::npos)
        error.advice += (error.advice.empty() ? "" : "\n") + ("The credential plugin wrote:\n" + said);
    return error;
}

void ClusterSource::object(const model::ObjectRef& ref, const std::string& version, ObjectReply reply) {
    m_connection->cluster().answer(
        wholeObject(ref, version), [this, ref, reply = std::move(reply)](const trace::Answer& answer) {
            if (answer.isKnown()) return reply(base::withoutCredentials(answer.value()));
            if (answer.isUnseen()) return reply(explained(answer.error()));
            if (answer.isNotInstalled())
                return reply(
                    Error{ErrorKind::notInstalled, "the cluster does not serve the kind " + ref.kind, ref.label(), ""});
            reply(Error{ErrorKind::notFound, ref.label() + " is not there any more", ref.label(), ""});
        });
}

void ClusterSource::events(const model::ObjectRef& ref, const std::string& uid, ObjectReply reply) {
    m_connection->details().events(ref, uid, [this, reply = std::move(reply)](base::Result<base::Json> events) {
        if (events) return reply(std::move(events));
        reply(explained(events.error()));
    });
}

void ClusterSource::log(const model::ObjectRef& pod, const LogRequest& request, TextReply reply) {
    m_connection->details().log({pod.ns, pod.name, request.container, request.lines, request.previous},
                                [this, reply = std::move(reply)](base::Result<std::string> text) {
                                    if (text) return reply(std::move(text));
                                    reply(explained(text.error()));
                                });
}

void ClusterSource::trace(const model::ObjectRef& ref, TraceReply reply) {
    trace::Options options = this->options();
    options.history = true;
    options.diff = true;
    // Lists leave out who set which field: the object is read anew, in full.
    trace::Evidence known = evidence();
    known.remove(trace::askFor(ref).key());
    // Pumps that are over stay until the next: one that calls back must not be destroyed from inside that call.
    m_tracings.remove_if([](const Tracing& tracing) { return tracing.over; });
    const auto investigate = [options, appliers = trace::appliersOf(known)](const model::ObjectRef& subject,
                                                                            const trace::Evidence& seen) {
        return trace::investigate(subject, seen, options, appliers);
    };
    Tracing& tracing = m_tracings.emplace_back(engine::Pump(m_places->router(), investigate));
    tracing.pump.run({ref}, std::move(known),
                     [this, &tracing, options, reply = std::move(reply)](engine::Pump::Outcome outcome) {
                         tracing.over = true;
                         if (outcome.cancelled) return reply(Error{ErrorKind::cancelled, "cancelled", "", ""});
                         model::Trace trace = std::move(outcome.traces.front());
                         trace.context = context();
                         trace.tracedAt = base::format(options.now);
                         reply(std::make_shared<const model::Trace>(std::move(trace)));
                     });
}

trace::Snapshot ClusterSource::snapshot(std::vector<model::ObjectRef> subjects, base::Time heardAt) const {
    trace::Snapshot snapshot{evidence(), std::move(subjects)};
    snapshot.evidence.context = context();
    snapshot.evidence.recordedAt = base::format(heardAt);
    return snapshot;
}

}  // namespace scout::desktop
