// What the window shows, as a stream of graphs: a snapshot file, the demo, or a live cluster. Lives on the interface
// thread; the work is done on threads of its own, and nothing here waits for them but the destructor, shortly.
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "base/time.h"
#include "desktop/session/beyond_reading.h"
#include "desktop/session/log_request.h"
#include "engine/beyond.h"
#include "engine/live_evidence.h"
#include "kubeconfig/load.h"
#include "model/graph.h"
#include "model/graph_difference.h"
#include "render/diagram.h"
#include "render/picture.h"

namespace scout::desktop {

/// From outside, so that nothing else reads the environment. The functions are called on any thread.
struct SessionEnvironment {
    std::map<std::string, std::string> variables;
    std::string kubeconfig;  ///< --kubeconfig, "" when not given
    std::function<base::Time()> now;
    /// Told what begins ("read", "parse", "connect", "investigate", "graph", "picture", "write", "trace"), on the
    /// thread that does it; may be empty. For tests and for measuring.
    std::function<void(std::string_view work)> onWork = {};
    engine::LiveEvidence::Options live = {};
    /// Where the open chains of a cluster are looked into beyond it.
    engine::Beyond beyond = {};
    /// How often a cluster's graph and picture follow the time where nothing else changes; not while it is not heard.
    std::chrono::milliseconds ageEvery{15000};
};

/// An older graph beside the one that is shown.
struct Comparison {
    std::string name;  ///< file name
    std::shared_ptr<const model::Graph> before;
    model::GraphDifference difference;  ///< from `before` to what was shown when it was asked for
};

class Session : public QObject {
    Q_OBJECT
  public:
    enum class Source { none, snapshot, demo, cluster };
    /// loading: the first answers are on their way; graph() may hold what has come so far. ready: all is there (a
    /// cluster is watched). failed: error() says why; what was seen stays, and a cluster is tried again by itself.
    /// idle: nothing is open, or reading was cancelled: what was seen by then stays, and nothing is listened to until
    /// refresh() starts again.
    enum class Phase { idle, loading, ready, failed };
    using Feeds = std::vector<engine::LiveEvidence::FeedState>;

    explicit Session(SessionEnvironment environment, QObject* parent = nullptr);
    /// Stops everything in any state. Waits for a file that save() is writing, for nothing else.
    ~Session() override;

    /// Contexts of the kubeconfig; nothing is contacted. Errors: config, with what was looked for.
    base::Result<kubeconfig::LoadedKubeconfig> kubeconfig() const;

    /// These replace what is open; graph() and picture() are empty until the new ones come, unless the same is opened
    /// again. Chains, folds, changes and title of show() are forgotten, because they name things of the old one.
    void openSnapshot(const QString& path);
    void openDemo();
    /// `namespaces` empty: all. `context` "": the current one.
    void openCluster(const QString& context, const QStringList& namespaces);
    void close();
    void cancel();   ///< stops what is loading; what was seen stays. What is ready is watched on
    void refresh();  ///< reads again; reconnects at once

    /// The chains whose objects are read in full, and what the picture is made of. Pictures are made on a worker; a
    /// newer request replaces one that is under way. `now` and `demo` are the session's to fill.
    void show(const render::DiagramOptions& options);
    const render::DiagramOptions& shown() const;

    /// In place of SessionEnvironment::beyond. An open cluster is read anew; what was seen stays until then.
    void setBeyond(const engine::Beyond& beyond);

    Source source() const;
    Phase phase() const;
    QString snapshotPath() const;              ///< "" for anything but a snapshot
    QString sourceName() const;                ///< context name, file name, "Demo"
    std::optional<base::Error> error() const;  ///< in the failed phase
    /// What is no error, one sentence each: credentials that are not sent over plain HTTP ...
    const QStringList& warnings() const;
    /// What SessionEnvironment::beyond wants and is not done in the open cluster.
    const std::vector<Shortfall>& shortfalls() const;
    const Feeds& feeds() const;  ///< of a cluster
    /// Whom anything was asked about the open chains beside the cluster: "registry ghcr.io", "ConfigHub".
    const QStringList& asked() const;
    std::shared_ptr<const model::Graph> graph() const;
    std::shared_ptr<const render::Picture> picture() const;
    bool pictureIsNewest() const;  ///< of graph() and shown(): no other one is on its way

    using ObjectCallback = std::function<void(base::Result<base::Json>)>;
    using TextCallback = std::function<void(base::Result<std::string>)>;
    using TraceCallback = std::function<void(base::Result<std::shared_ptr<const model::Trace>>)>;
    using CompareCallback = std::function<void(base::Result<Comparison>)>;
    using DoneCallback = std::function<void(std::optional<base::Error>)>;
    // Callbacks come later on the interface thread, once, unless `receiver` is gone by then; with ErrorKind::cancelled
    // when something else was opened meanwhile.

    /// As the API server has it now, or as the snapshot recorded it. Of a Secret only metadata. Errors: unsupported for
    /// what is no Kubernetes object.
    void object(const std::string& hopId, QObject* receiver, ObjectCallback callback);
    /// Events that concern the object, newest first: a JSON array. Errors in a snapshot: unsupported.
    void events(const std::string& hopId, QObject* receiver, ObjectCallback callback);
    /// The last lines of a Pod's container. Errors in a snapshot: unsupported.
    void log(const std::string& hopId, const LogRequest& request, QObject* receiver, TextCallback callback);
    /// The answer about one object, as `kubectl scout trace --history --diff` gives it: with more than the graph's.
    void trace(const std::string& hopId, QObject* receiver, TraceCallback callback);
    /// The evidence as a snapshot file, in one step: a reader sees the old content or the new one.
    void save(const QString& path, QObject* receiver, DoneCallback callback);
    /// Loads an older snapshot beside what is shown. Its difference becomes visible through DiagramOptions::changes.
    void compareWith(const QString& path, QObject* receiver, CompareCallback callback);

  signals:
    void phaseChanged();
    void failed(const scout::base::Error& error);
    void graphChanged();  ///< at most every 250 ms
    void pictureChanged();
    void progress(const QString& stage, int done, int total);  ///< total 0: not known; stage "": nothing is going on
    void feedsChanged(const std::vector<scout::engine::LiveEvidence::FeedState>& feeds);

    void askedChanged();

  private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace scout::desktop
