#include "desktop/session/worker.h"

#include <QFileInfo>
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "desktop/session/cluster_source.h"
#include "desktop/session/demo.h"
#include "desktop/session/recorded_source.h"
#include "desktop/session/snapshot_file.h"
#include "engine/elsewhere.h"

namespace scout::desktop {

using base::Error;
using base::ErrorKind;
using namespace std::chrono_literals;

namespace {

constexpr auto slice = 30ms;
constexpr auto publishEvery = 250ms;

Error nothingOpen() {
    return {ErrorKind::usage, "nothing is open", "", "Open a cluster or a snapshot first."};
}

/// Whether the cluster itself said anything of these: a failure is no news of it, nor is what a registry answers.
bool saidByCluster(const trace::Evidence& evidence, const std::set<std::string>& keys) {
    return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) {
        const trace::Evidence::Entry* entry = evidence.entry(key);
        return entry == nullptr || (!entry->answer.isUnseen() && !engine::Elsewhere::concerns(entry->query));
    });
}

}  // namespace

struct Worker::Job {
    Job(std::unique_ptr<EvidenceSource> from, const trace::Options& options)
        : source(std::move(from)), builder(options), now(options.now) {}

    std::unique_ptr<EvidenceSource> source;
    trace::GraphBuilder builder;
    base::Time now;                 ///< the builder's
    std::set<std::string> changed;  ///< keys since the builder's last update
    bool fresh = true;              ///< the builder has seen nothing yet
    bool settled = false;           ///< all is investigated, and nothing is on its way
    bool read = false;              ///< it was settled since reading began
    bool stopped = false;           ///< by cancel()
    std::optional<Error> failure;   ///< of all feeds
    Throttle throttle{publishEvery};
    GraphPtr published;
};

Worker::Worker(SessionEnvironment environment, std::shared_ptr<std::atomic<int>> commands)
    : m_environment(std::move(environment)),
      m_commands(std::move(commands)),
      m_stepTimer(this),
      m_publishTimer(this),
      m_ageTimer(this),
      m_disposal(this),
      m_reading(this),
      m_comparing(this),
      m_writing(this) {
    m_stepTimer.setSingleShot(true);
    m_stepTimer.setInterval(0);
    m_publishTimer.setSingleShot(true);
    m_publishTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_stepTimer, &QTimer::timeout, this, &Worker::step);
    connect(&m_publishTimer, &QTimer::timeout, this, &Worker::publish);
    connect(&m_ageTimer, &QTimer::timeout, this, &Worker::age);
}

Worker::~Worker() = default;

void Worker::open(quint64 ticket, Opening opening) {
    close();
    m_ticket = ticket;
    m_opening = std::move(opening);
    load();
}

void Worker::close() {
    m_reading.abandon();
    m_stepTimer.stop();
    m_publishTimer.stop();
    m_ageTimer.stop();
    m_job.reset();
    m_opening = {};
    m_openChains.clear();
    m_error.reset();
    m_progress = {};
    m_asked.clear();
    m_phase = Session::Phase::idle;
}

void Worker::load() {
    reach(Session::Phase::loading);
    if (m_opening.source == Session::Source::cluster) return connectCluster();
    tellReading();
    const bool demo = m_opening.source == Session::Source::demo;
    m_reading.run<base::Result<trace::Snapshot>>(
        [demo, path = m_opening.path, onWork = m_environment.onWork] {
            return demo ? parseSnapshot(demoSnapshot(), "the demo", onWork) : loadSnapshot(path, onWork);
        },
        [this](base::Result<trace::Snapshot> snapshot) { loaded(std::move(snapshot)); });
}

void Worker::tellReading() {
    const bool demo = m_opening.source == Session::Source::demo;
    const QString name = QFileInfo(QString::fromStdString(m_opening.path)).fileName();
    tell({"Reading " + (demo ? std::string("the demo") : name.toStdString()), 0, 0});
}

void Worker::loaded(base::Result<trace::Snapshot> snapshot) {
    if (!snapshot) {
        tell({});
        return reach(Session::Phase::failed, snapshot.error());
    }
    begin(std::make_unique<RecordedSource>(std::move(*snapshot), ports()));
}

EvidenceSource::Ports Worker::ports() {
    EvidenceSource::Ports ports;
    ports.changed = [this](const std::set<std::string>& keys) {
        if (!m_job) return;
        m_job->changed.insert(keys.begin(), keys.end());
        m_job->settled = false;
        if (!m_job->stopped) m_stepTimer.start();
    };
    ports.feeds = [this](const EvidenceSource::Feeds& feeds) { feedsCame(feeds); };
    return ports;
}

void Worker::begin(std::unique_ptr<EvidenceSource> source) {
    const trace::Options options = source->options();
    m_job = std::make_unique<Job>(std::move(source), options);
    lookIntoOpenChains();
    m_job->source->start();
    m_stepTimer.start();
}

void Worker::connectCluster() {
    if (m_environment.onWork) m_environment.onWork("connect");
    auto source = ClusterSource::open(m_environment, {m_opening.context, m_opening.namespaces}, ports());
    if (!source) {
        tell({});
        return reach(Session::Phase::failed, source.error());
    }
    QStringList warnings;
    for (const std::string& warning : (*source)->warnings()) warnings << QString::fromStdString(warning);
    emit connected(m_ticket, QString::fromStdString((*source)->context()), warnings, (*source)->shortfalls());
    tell({"Connecting", 0, 0});
    begin(std::move(*source));
    m_ageTimer.start(m_environment.ageEvery);
}

/// Time goes on for states with a grace period and for ages, but only while the cluster is heard.
void Worker::age() {
    if (m_job && m_phase == Session::Phase::ready && m_job->source->keepsUp()) m_stepTimer.start();
}

void Worker::step() {
    if (!m_job || m_job->stopped) return;
    Job& job = *m_job;
    const trace::Evidence& evidence = job.source->evidence();
    if (m_environment.onWork) m_environment.onWork("investigate");
    // The graph is as old as what was last heard.
    const bool heard = job.source->keepsUp() || saidByCluster(evidence, job.changed);
    if (const base::Time now = job.source->now(); heard && now != std::exchange(job.now, now)) job.builder.setNow(now);
    if (std::exchange(job.fresh, false) || !job.changed.empty())
        job.builder.update(evidence, std::exchange(job.changed, {}));
    // Each slice gets somewhere, however many commands wait.
    const auto end = Throttle::Clock::now() + slice;
    bool begun = false;
    const bool done = job.builder.advance(evidence, [this, end, &begun] {
        return std::exchange(begun, true) && (*m_commands > 0 || Throttle::Clock::now() >= end);
    });
    job.throttle.changed();
    if (!done) {
        if (m_opening.source != Session::Source::cluster) tell({"Tracing", 0, 0});
        m_stepTimer.start();
        return publish();
    }
    job.source->keepWhole(job.builder.openObjects());
    job.source->ask(job.builder.questions(evidence));
    job.settled = job.changed.empty() && job.source->settled();
    publish();
    tellAsking();
}

/// A cluster is read by then: what others say about the open chains comes on top.
void Worker::tellAsking() {
    if (!m_job) return;
    std::vector<std::string> asked = m_job->source->asked();
    if (asked != m_asked) {
        m_asked = std::move(asked);
        QStringList places;
        for (const std::string& place : m_asked) places << QString::fromStdString(place);
        emit askedChanged(m_ticket, places);
    }
    if (m_phase == Session::Phase::ready)
        tell(m_job->source->isAsking() ? Progress{"Asking " + base::join(m_asked, ", "), 0, 0} : Progress{});
}

Worker::GraphPtr Worker::makeGraph() const {
    auto graph = m_job->builder.graph(m_job->source->evidence());
    graph->complete = graph->complete && m_job->read;
    graph->cancelled = m_job->stopped && !graph->complete;
    return graph;
}

void Worker::give(GraphPtr graph) {
    emit graphMade(m_ticket, m_disposal.entrust(graph));
    m_job->published = std::move(graph);
}

void Worker::publish() {
    if (!m_job) return;
    Job& job = *m_job;
    const auto began = Throttle::Clock::now();
    const auto wait = job.throttle.wait(began);
    if (wait && *wait > Throttle::Clock::duration::zero()) {
        if (!m_publishTimer.isActive()) m_publishTimer.start(std::chrono::ceil<std::chrono::milliseconds>(*wait));
        return;
    }
    const bool over = job.settled && !job.failure;
    job.read = job.read || over;
    if (wait) {
        if (m_environment.onWork) m_environment.onWork("graph");
        GraphPtr graph = makeGraph();
        // Sources alone are no result as long as something may still come.
        if (graph->chains.empty() && !over && !job.published) return;
        give(std::move(graph));
        job.throttle.published(began, Throttle::Clock::now());
    }
    if (!over) return;
    tell({});
    reach(Session::Phase::ready);
}

void Worker::feedsCame(const EvidenceSource::Feeds& feeds) {
    emit feedsChanged(m_ticket, feeds);
    if (!m_job || m_job->stopped) return;
    m_job->failure = commonFailure(feeds);
    if (m_job->failure) {
        tell({});
        reach(Session::Phase::failed, m_job->failure);
    } else if (m_phase == Session::Phase::failed) {
        reach(Session::Phase::loading);
    }
    if (m_phase == Session::Phase::loading) {
        const Progress reading = readingProgress(feeds);
        tell(reading.stage.empty() ? Progress{"Tracing", 0, 0} : reading);
    }
    m_stepTimer.start();
}

void Worker::cancel() {
    m_reading.abandon();
    m_comparing.abandon();
    if (m_job) m_job->source->stopAsking();
    if (m_phase == Session::Phase::ready) return tellAsking();
    if (m_phase != Session::Phase::loading && m_phase != Session::Phase::failed) return;
    // All has been read: given up is at most to read its file once more.
    if (m_phase == Session::Phase::loading && m_job && m_job->settled) return publish();
    tell({});
    m_stepTimer.stop();
    m_publishTimer.stop();
    if (m_job) {
        m_job->stopped = true;
        m_job->source->stop();
        GraphPtr graph = makeGraph();
        if (!graph->chains.empty() || m_job->published) give(std::move(graph));
    }
    if (m_phase == Session::Phase::loading) reach(Session::Phase::idle);
}

void Worker::refresh() {
    if (m_opening.source == Session::Source::none) return;
    m_reading.abandon();
    if (!m_job || !m_job->source->refresh()) {
        m_stepTimer.stop();
        m_publishTimer.stop();
        return load();
    }
    m_job->stopped = false;
    m_job->settled = false;
    reach(Session::Phase::loading);
    m_stepTimer.start();
}

void Worker::setBeyond(const engine::Beyond& beyond) {
    if (m_environment.beyond == beyond) return;
    m_environment.beyond = beyond;
    if (m_opening.source != Session::Source::cluster) return;
    m_stepTimer.stop();
    m_publishTimer.stop();
    load();
}

void Worker::setOpenChains(std::set<std::string> chains) {
    m_openChains = std::move(chains);
    lookIntoOpenChains();
}

// A recording holds what it holds: asking it for more would only turn what an applier lists into a hole.
void Worker::lookIntoOpenChains() {
    if (!m_job || m_opening.source != Session::Source::cluster) return;
    m_job->builder.setOpenChains(m_openChains);
    m_stepTimer.start();
}

void Worker::reach(Session::Phase phase, std::optional<Error> error) {
    if (m_phase == phase && m_error == error) return;
    m_phase = phase;
    m_error = std::move(error);
    if (m_job && m_phase == Session::Phase::loading) m_job->read = false;
    emit phaseReached(m_ticket, m_phase, m_error);
}

void Worker::tell(const Progress& progress) {
    if (m_progress == progress) return;
    m_progress = progress;
    emit progressed(m_ticket, QString::fromStdString(progress.stage), progress.done, progress.total);
}

void Worker::object(const model::ObjectRef& ref, const std::string& version, EvidenceSource::ObjectReply reply) {
    if (!m_job) return reply(nothingOpen());
    m_job->source->object(ref, version, std::move(reply));
}

void Worker::events(const model::ObjectRef& ref, const std::string& uid, EvidenceSource::ObjectReply reply) {
    if (!m_job) return reply(nothingOpen());
    m_job->source->events(ref, uid, std::move(reply));
}

void Worker::log(const model::ObjectRef& pod, const LogRequest& request, EvidenceSource::TextReply reply) {
    if (!m_job) return reply(nothingOpen());
    m_job->source->log(pod, request, std::move(reply));
}

void Worker::trace(const model::ObjectRef& ref, EvidenceSource::TraceReply reply) {
    if (!m_job) return reply(nothingOpen());
    if (m_environment.onWork) m_environment.onWork("trace");
    m_job->source->trace(ref, std::move(reply));
}

void Worker::save(const std::string& path, Reply<std::optional<Error>> reply) {
    if (!m_job) return reply(nothingOpen());
    std::vector<model::ObjectRef> subjects;
    if (m_job->published) {
        for (const auto& [id, trace] : m_job->published->traces) subjects.push_back(trace->object);
    }
    const base::Time heardAt = m_job->source->keepsUp() ? m_job->source->now() : m_job->now;
    m_writing.run<std::optional<Error>>(
        [path, snapshot = m_job->source->snapshot(std::move(subjects), heardAt), onWork = m_environment.onWork] {
            return saveSnapshot(path, snapshot, onWork);
        },
        std::move(reply), Aside::AtEnd::wait);
}

void Worker::compare(const std::string& path, GraphPtr after, Reply<base::Result<Comparison>> reply) {
    m_comparing.run<base::Result<Comparison>>(
        [path, after = std::move(after), onWork = m_environment.onWork]() -> base::Result<Comparison> {
            auto snapshot = loadSnapshot(path, onWork);
            if (!snapshot) return snapshot.error();
            Comparison comparison;
            comparison.name = QFileInfo(QString::fromStdString(path)).fileName().toStdString();
            if (onWork) onWork("investigate");
            trace::Options options;
            options.now = base::parseTime(snapshot->evidence.recordedAt).value_or(base::Time());
            comparison.before = trace::buildGraph(snapshot->evidence, options);
            comparison.difference = model::compare(*comparison.before, *after);
            return comparison;
        },
        std::move(reply));
}

}  // namespace scout::desktop
