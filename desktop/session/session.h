// What the window shows, as a stream of graphs: a snapshot file, the demo, or a live cluster. Lives on the interface
// thread; the work is done on a thread of its own.
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "engine/live_evidence.h"
#include "kubeconfig/load.h"
#include "model/graph.h"
#include "render/diagram.h"
#include "render/picture.h"

namespace scout::desktop {

/// From outside, so that nothing else reads the environment.
struct SessionEnvironment {
    std::map<std::string, std::string> variables;
    std::string kubeconfig;  ///< --kubeconfig, "" when not given
    std::function<base::Time()> now;
};

class Session : public QObject {
    Q_OBJECT
  public:
    enum class Source { none, snapshot, demo, cluster };
    enum class Phase { idle, loading, ready, failed };

    explicit Session(SessionEnvironment environment, QObject* parent = nullptr);
    ~Session() override;

    /// Contexts of the kubeconfig; nothing is contacted. Errors: config, with what was looked for.
    base::Result<kubeconfig::LoadedKubeconfig> kubeconfig() const;

    void openSnapshot(const QString& path);
    void openDemo();
    /// `namespaces` empty: all.
    void openCluster(const QString& context, const QStringList& namespaces);
    void close();
    void cancel();   ///< stops what is loading; what was seen stays
    void refresh();  ///< reads again; reconnects at once

    /// The chains whose objects are read in full, and what the picture is made of. Pictures are made on the worker; a
    /// newer request replaces one that is under way.
    void show(const render::DiagramOptions& options);

    Source source() const;
    Phase phase() const;
    QString sourceName() const;  ///< context name, file name, "Demo"
    std::shared_ptr<const model::Graph> graph() const;
    std::shared_ptr<const render::Picture> picture() const;

    using ObjectCallback = std::function<void(base::Result<base::Json>)>;
    using TextCallback = std::function<void(base::Result<std::string>)>;
    /// Called later on the interface thread, unless `receiver` is gone by then.
    void object(const std::string& hopId, QObject* receiver, ObjectCallback callback);
    /// Events that concern the object, newest first: a JSON array. Errors in a snapshot: unsupported.
    void events(const std::string& hopId, QObject* receiver, ObjectCallback callback);
    /// The last lines of a Pod's container ("" = the first).
    void log(const std::string& hopId, const std::string& container, int lines, QObject* receiver,
             TextCallback callback);
    /// The answer about one object, as `kubectl scout trace` gives it.
    void trace(const std::string& hopId, QObject* receiver,
               std::function<void(base::Result<std::shared_ptr<const model::Trace>>)> callback);
    /// The evidence as a snapshot file.
    void save(const QString& path, QObject* receiver, std::function<void(std::optional<base::Error>)> callback);

  signals:
    void phaseChanged();
    void failed(const scout::base::Error& error);
    void graphChanged();  ///< at most every 250 ms
    void pictureChanged();
    void progress(const QString& stage, int done, int total);  ///< total 0: not known
    void feedsChanged(const std::vector<scout::engine::LiveEvidence::FeedState>& feeds);

  private:
    class Worker;
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace scout::desktop
