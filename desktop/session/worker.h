// The thread beside the interface thread: owns the evidence and the graph that is being built, and hands over immutable
// values. Works in slices, so that it hears commands in between.
#pragma once

#include <QObject>
#include <QTimer>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "desktop/session/aside.h"
#include "desktop/session/beyond_reading.h"
#include "desktop/session/disposal.h"
#include "desktop/session/evidence_source.h"
#include "desktop/session/progress.h"
#include "desktop/session/session.h"
#include "desktop/session/throttle.h"
#include "trace/graph_builder.h"

namespace scout::desktop {

/// What is to be opened.
struct Opening {
    Session::Source source = Session::Source::none;
    std::string path;     ///< of a snapshot
    std::string context;  ///< of a cluster
    std::vector<std::string> namespaces;
    bool operator==(const Opening&) const = default;
};

class Worker : public QObject {
    Q_OBJECT
  public:
    using GraphPtr = std::shared_ptr<const model::Graph>;
    template <typename T>
    using Reply = std::function<void(T)>;

    /// `commands`: how many commands wait for this thread; a slice ends early for them.
    Worker(SessionEnvironment environment, std::shared_ptr<std::atomic<int>> commands);
    ~Worker() override;

    /// `ticket` comes back with every signal about it.
    void open(quint64 ticket, Opening opening);
    void close();
    void cancel();
    void refresh();
    void setOpenChains(std::set<std::string> chains);
    /// An open cluster is read anew with it.
    void setBeyond(const engine::Beyond& beyond);

    void object(const model::ObjectRef& ref, const std::string& version, EvidenceSource::ObjectReply reply);
    void events(const model::ObjectRef& ref, const std::string& uid, EvidenceSource::ObjectReply reply);
    void log(const model::ObjectRef& pod, const LogRequest& request, EvidenceSource::TextReply reply);
    void trace(const model::ObjectRef& ref, EvidenceSource::TraceReply reply);
    void save(const std::string& path, Reply<std::optional<base::Error>> reply);
    void compare(const std::string& path, GraphPtr after, Reply<base::Result<Comparison>> reply);
    /// Comparisons that are under way never reply.
    void abandonComparisons() { m_comparing.abandon(); }

  signals:
    void connected(quint64 ticket, const QString& context, const QStringList& warnings,
                   const std::vector<scout::desktop::Shortfall>& shortfalls);
    void graphMade(quint64 ticket, std::shared_ptr<const scout::model::Graph> graph);
    /// `error` holds one exactly when the phase is failed.
    void phaseReached(quint64 ticket, scout::desktop::Session::Phase phase, std::optional<scout::base::Error> error);
    void progressed(quint64 ticket, const QString& stage, int done, int total);
    void askedChanged(quint64 ticket, const QStringList& places);
    void feedsChanged(quint64 ticket, const std::vector<scout::engine::LiveEvidence::FeedState>& feeds);

  private:
    struct Job;

    void load();
    void loaded(base::Result<trace::Snapshot> snapshot);
    void connectCluster();
    EvidenceSource::Ports ports();
    void begin(std::unique_ptr<EvidenceSource> source);
    void lookIntoOpenChains();
    void step();
    void age();
    GraphPtr makeGraph() const;
    void give(GraphPtr graph);
    void publish();
    void feedsCame(const EvidenceSource::Feeds& feeds);
    void reach(Session::Phase phase, std::optional<base::Error> error = std::nullopt);
    void tell(const Progress& progress);
    void tellReading();
    void tellAsking();

    SessionEnvironment m_environment;
    std::shared_ptr<std::atomic<int>> m_commands;
    quint64 m_ticket = 0;
    Opening m_opening;
    std::set<std::string> m_openChains;
    Session::Phase m_phase = Session::Phase::idle;
    std::optional<base::Error> m_error;
    Progress m_progress;
    std::vector<std::string> m_asked;
    std::unique_ptr<Job> m_job;
    QTimer m_stepTimer;
    QTimer m_publishTimer;
    QTimer m_ageTimer;
    Disposal m_disposal;
    Aside m_reading;
    Aside m_comparing;
    Aside m_writing;
};

}  // namespace scout::desktop
