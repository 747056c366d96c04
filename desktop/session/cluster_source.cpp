#include "desktop/session/cluster_source.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "desktop/session/progress.h"
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

base::Result<std::unique_ptr<ClusterSource>> ClusterSource::open(const SessionEnvironment& environment,
                                                                 const ClusterTarget& target, Ports ports) {
    // Without a name the service account of a Pod will do.
    if (!target.context.empty()) {
        if (const auto loaded = loadKubeconfig(environment); !loaded) return loaded.error();
    }
    const auto talk = std::make_shared<PluginTalk>();
    engine::ConnectionSettings settings;
    settings.overrides.kubeconfig = environment.kubeconfig;
    settings.overrides.context = target.context;
    settings.environment = environment.variables;
    settings.now = environment.now;
    settings.pluginErrors = [talk](std::string_view text) {
        talk->text += text;
        if (talk->text.size() > PluginTalk::most) talk->text.erase(0, talk->text.size() - PluginTalk::most);
    };
    auto connection = engine::Connection::open(std::move(settings));
    if (!connection) return connection.error();
    return std::unique_ptr<ClusterSource>(
        new ClusterSource(std::move(*connection), talk, environment, target, std::move(ports)));
}

ClusterSource::ClusterSource(std::unique_ptr<engine::Connection> connection, std::shared_ptr<PluginTalk> talk,
                             const SessionEnvironment& environment, const ClusterTarget& target, Ports ports)
    : m_now(environment.now), m_ports(std::move(ports)), m_connection(std::move(connection)), m_talk(std::move(talk)) {
    engine::LiveEvidence::Ports live;
    live.changed = m_ports.changed;
    live.feeds = [this](const Feeds& feeds) { feedsCame(feeds); };
    m_live = std::make_unique<engine::LiveEvidence>(
        m_connection->transport(), m_connection->cluster(), trace::surveyKinds(),
        engine::LiveEvidence::Scope{target.namespaces, context()}, std::move(live), environment.live);
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
    m_connection->cluster().cancel();
    m_connection->details().cancel();
}

bool ClusterSource::refresh() {
    const auto failure = commonFailure(m_feeds);
    if (failure && (failure->kind == ErrorKind::auth || failure->kind == ErrorKind::tls)) return false;
    m_live->refresh();
    return true;
}

void ClusterSource::ask(const std::vector<trace::Query>& questions) {
    if (!questions.empty()) m_live->ask(questions);
}

bool ClusterSource::settled() const {
    return isReadingOver(m_feeds) && m_live->open() == 0;
}

bool ClusterSource::keepsUp() const {
    return !m_feeds.empty() && std::all_of(m_feeds.begin(), m_feeds.end(), [](const auto& state) {
        return state.feed == Feed::watching || state.feed == Feed::forbidden || state.feed == Feed::notInstalled;
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
            if (answer.isKnown()) return reply(answer.value());
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
    trace::Options options;
    options.now = m_now();
    // Pumps that are over stay until the next: one that calls back must not be destroyed from inside that call.
    m_tracings.remove_if([](const Tracing& tracing) { return tracing.over; });
    const auto investigate = [options](const model::ObjectRef& subject, const trace::Evidence& known) {
        return trace::investigate(subject, known, options);
    };
    Tracing& tracing = m_tracings.emplace_back(engine::Pump(m_connection->cluster(), investigate));
    tracing.pump.run({ref}, evidence(),
                     [this, &tracing, options, reply = std::move(reply)](engine::Pump::Outcome outcome) {
                         tracing.over = true;
                         if (outcome.cancelled) return reply(Error{ErrorKind::cancelled, "cancelled", "", ""});
                         model::Trace trace = std::move(outcome.traces.front());
                         trace.context = context();
                         trace.tracedAt = base::format(options.now);
                         reply(std::make_shared<const model::Trace>(std::move(trace)));
                     });
}

trace::Snapshot ClusterSource::snapshot(std::vector<model::ObjectRef> subjects) const {
    trace::Snapshot snapshot{evidence(), std::move(subjects)};
    snapshot.evidence.context = context();
    snapshot.evidence.recordedAt = base::format(m_now());
    return snapshot;
}

}  // namespace scout::desktop
