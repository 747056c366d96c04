#include "desktop/session/session.h"

#include <QFileInfo>
#include <QPointer>
#include <QThread>
#include <any>
#include <atomic>
#include <utility>

#include "desktop/session/cluster_source.h"
#include "desktop/session/picture_maker.h"
#include "desktop/session/worker.h"

namespace scout::desktop {

using base::Error;
using base::ErrorKind;

namespace {

Error cancelledError() {
    return {ErrorKind::cancelled, "cancelled", "", ""};
}

Error noObject(const std::string& hopId) {
    return {ErrorKind::unsupported, "this is not a Kubernetes object", hopId,
            "Choose the object that declares it, or one that it delivers."};
}

}  // namespace

struct Session::Private {
    enum class Wanted { lookUp, saving };
    struct Waiting {
        QPointer<QObject> receiver;
        Wanted wanted = Wanted::lookUp;
        std::function<void(std::any)> answered;
        std::function<void(Error)> failed;
    };

    explicit Private(Session& owner, SessionEnvironment outside)
        : session(owner), environment(std::move(outside)), pictures(environment.onWork) {}

    template <typename Command>
    void post(Command command);
    template <typename T>
    std::function<void(T)> await(QObject* receiver, std::function<void(T)> callback, Wanted wanted = Wanted::lookUp);
    template <typename T>
    void withObject(
        const std::string& hopId, QObject* receiver, std::function<void(base::Result<T>)> callback,
        std::function<void(Worker&, const model::ObjectRef&, const model::Hop&, std::function<void(base::Result<T>)>)>
            command);
    void deliver(quint64 id, std::any result);
    void failWaiting(bool savesToo);
    void open(Opening what, const QString& sourceName);
    void reset(bool keepGraph);
    void draw(bool replace);
    void listen();

    Session& session;
    SessionEnvironment environment;
    Opening opening;
    quint64 ticket = 0;
    QString name;
    Phase phase = Phase::idle;
    std::optional<Error> error;
    QStringList warnings;
    std::vector<Shortfall> shortfalls;
    QStringList asked;
    Feeds feeds;
    std::shared_ptr<const model::Graph> graph;
    std::shared_ptr<const render::Picture> picture;
    render::DiagramOptions options;
    quint64 pictureNumber = 0;  ///< of the newest request
    quint64 pictureShown = 0;   ///< the number of `picture`
    quint64 firstPicture = 0;   ///< older ones show what nobody wants to see any more
    quint64 nextId = 0;
    std::map<quint64, Waiting> waiting;

    std::shared_ptr<std::atomic<int>> commands = std::make_shared<std::atomic<int>>(0);
    QThread thread;
    Worker* worker = nullptr;  ///< lives on `thread` and ends there
    PictureMaker pictures;
};

template <typename Command>
void Session::Private::post(Command command) {
    ++*commands;
    QMetaObject::invokeMethod(
        worker,
        [target = worker, waitingCommands = commands, command = std::move(command)]() mutable {
            --*waitingCommands;
            command(*target);
        },
        Qt::QueuedConnection);
}

/// What the worker calls with its answer. The callback itself never leaves this thread.
template <typename T>
std::function<void(T)> Session::Private::await(QObject* receiver, std::function<void(T)> callback, Wanted wanted) {
    const quint64 id = ++nextId;
    waiting.emplace(
        id, Waiting{receiver, wanted, [callback](std::any result) { callback(std::any_cast<T>(std::move(result))); },
                    [callback](Error failure) { callback(std::move(failure)); }});
    return [this, id](T result) {
        QMetaObject::invokeMethod(
            &session, [this, id, result = std::move(result)]() mutable { deliver(id, std::any(std::move(result))); },
            Qt::QueuedConnection);
    };
}

void Session::Private::deliver(quint64 id, std::any result) {
    const auto found = waiting.extract(id);
    if (!found.empty() && found.mapped().receiver) found.mapped().answered(std::move(result));
}

void Session::Private::failWaiting(bool savesToo) {
    for (auto it = waiting.begin(); it != waiting.end();) {
        if (it->second.wanted == Wanted::saving && !savesToo) {
            ++it;
            continue;
        }
        // Later, because whoever cancels may not expect a callback from inside that call.
        QMetaObject::invokeMethod(
            &session,
            [entry = std::move(it->second)] {
                if (entry.receiver) entry.failed(cancelledError());
            },
            Qt::QueuedConnection);
        it = waiting.erase(it);
    }
}

template <typename T>
void Session::Private::withObject(
    const std::string& hopId, QObject* receiver, std::function<void(base::Result<T>)> callback,
    std::function<void(Worker&, const model::ObjectRef&, const model::Hop&, std::function<void(base::Result<T>)>)>
        command) {
    auto reply = await<base::Result<T>>(receiver, std::move(callback));
    const model::Hop* hop = graph ? graph->find(hopId) : nullptr;
    const auto ref = hop != nullptr ? model::objectOf(*hop) : std::nullopt;
    if (!ref) return reply(noObject(hopId));
    post([command = std::move(command), ref = *ref, hop = *hop, reply = std::move(reply)](Worker& there) {
        command(there, ref, hop, reply);
    });
}

void Session::Private::reset(bool keepGraph) {
    failWaiting(false);
    warnings.clear();
    shortfalls.clear();
    asked.clear();
    pictures.cancel();
    firstPicture = ++pictureNumber;
    if (!feeds.empty()) {
        feeds.clear();
        emit session.feedsChanged(feeds);
    }
    if (keepGraph) return;
    render::DiagramOptions fresh = options;
    fresh.chains.clear();
    fresh.expanded.clear();
    fresh.collapsed.clear();
    fresh.changes.clear();
    fresh.title.clear();
    options = std::move(fresh);
    if (picture) {
        picture.reset();
        emit session.pictureChanged();
    }
    if (graph) {
        graph.reset();
        emit session.graphChanged();
    }
}

void Session::Private::open(Opening what, const QString& sourceName) {
    const bool same = what == opening;
    opening = what;
    name = sourceName;
    error.reset();
    phase = Phase::loading;
    reset(same);
    post([number = ++ticket, what = std::move(what)](Worker& there) { there.open(number, what); });
    if (same && !options.chains.empty())
        post([chains = options.chains](Worker& there) { there.setOpenChains(chains); });
    emit session.phaseChanged();
}

void Session::Private::draw(bool replace) {
    if (!graph) return;
    options.demo = opening.source == Source::demo;
    options.now =
        opening.source == Source::cluster ? environment.now() : base::parseTime(graph->seenAt).value_or(base::Time());
    ++pictureNumber;
    if (replace) firstPicture = pictureNumber;
    pictures.make({graph, options, pictureNumber}, replace);
}

void Session::Private::listen() {
    connect(worker, &Worker::connected, &session,
            [this](quint64 number, const QString& context, const QStringList& warned,
                   const std::vector<Shortfall>& missing) {
                if (number != ticket) return;
                if (!context.isEmpty()) name = context;
                warnings = warned;
                shortfalls = missing;
                emit session.phaseChanged();
            });
    connect(worker, &Worker::graphMade, &session, [this](quint64 number, std::shared_ptr<const model::Graph> made) {
        if (number != ticket) return;
        graph = std::move(made);
        draw(false);
        emit session.graphChanged();
    });
    connect(worker, &Worker::phaseReached, &session,
            [this](quint64 number, Phase reached, std::optional<Error> failure) {
                if (number != ticket) return;
                phase = reached;
                error = std::move(failure);
                emit session.phaseChanged();
                if (error) emit session.failed(*error);
            });
    connect(worker, &Worker::progressed, &session, [this](quint64 number, const QString& stage, int done, int total) {
        if (number == ticket) emit session.progress(stage, done, total);
    });
    connect(worker, &Worker::feedsChanged, &session, [this](quint64 number, const Feeds& states) {
        if (number != ticket) return;
        feeds = states;
        emit session.feedsChanged(feeds);
    });
    connect(worker, &Worker::askedChanged, &session, [this](quint64 number, const QStringList& places) {
        if (number != ticket) return;
        asked = places;
        emit session.askedChanged();
    });
    connect(&pictures, &PictureMaker::made, &session,
            [this](quint64 number, std::shared_ptr<const render::Picture> made) {
                if (number < firstPicture) return;
                pictureShown = number;
                picture = std::move(made);
                emit session.pictureChanged();
            });
}

Session::Session(SessionEnvironment environment, QObject* parent)
    : QObject(parent), d(std::make_unique<Private>(*this, std::move(environment))) {
    d->thread.setObjectName(QStringLiteral("scout session"));
    d->worker = new Worker(d->environment, d->commands);
    d->worker->moveToThread(&d->thread);
    d->listen();
    d->thread.start();
}

Session::~Session() {
    d->pictures.cancel();
    d->waiting.clear();
    d->post([thread = &d->thread](Worker& worker) {
        delete &worker;
        thread->quit();
    });
    d->thread.wait();
}

base::Result<kubeconfig::LoadedKubeconfig> Session::kubeconfig() const {
    return loadKubeconfig(d->environment);
}

void Session::openSnapshot(const QString& path) {
    d->open({Source::snapshot, path.toStdString(), "", {}}, QFileInfo(path).fileName());
}

void Session::openDemo() {
    d->open({Source::demo, "", "", {}}, QStringLiteral("Demo"));
}

void Session::openCluster(const QString& context, const QStringList& namespaces) {
    Opening opening{Source::cluster, "", context.toStdString(), {}};
    for (const QString& ns : namespaces) opening.namespaces.push_back(ns.toStdString());
    d->open(std::move(opening), context);
}

void Session::close() {
    if (d->opening.source == Source::none) return;
    d->opening = {};
    d->name.clear();
    d->error.reset();
    d->phase = Phase::idle;
    d->reset(false);
    ++d->ticket;
    d->post([](Worker& worker) { worker.close(); });
    emit progress(QString(), 0, 0);
    emit phaseChanged();
}

void Session::cancel() {
    d->failWaiting(false);
    d->post([](Worker& worker) { worker.cancel(); });
}

void Session::refresh() {
    d->post([](Worker& worker) { worker.refresh(); });
}

void Session::show(const render::DiagramOptions& options) {
    const bool otherChains = d->options.chains != options.chains;
    d->options = options;
    if (otherChains) d->post([chains = options.chains](Worker& worker) { worker.setOpenChains(chains); });
    d->draw(true);
}

const render::DiagramOptions& Session::shown() const {
    return d->options;
}

void Session::setBeyond(const engine::Beyond& beyond) {
    if (d->environment.beyond == beyond) return;
    d->environment.beyond = beyond;
    if (d->opening.source == Source::cluster) d->failWaiting(false);
    d->post([beyond](Worker& worker) { worker.setBeyond(beyond); });
}

Session::Source Session::source() const {
    return d->opening.source;
}
Session::Phase Session::phase() const {
    return d->phase;
}
QString Session::snapshotPath() const {
    return QString::fromStdString(d->opening.path);
}
QString Session::sourceName() const {
    return d->name;
}
std::optional<Error> Session::error() const {
    return d->error;
}
const Session::Feeds& Session::feeds() const {
    return d->feeds;
}
const QStringList& Session::warnings() const {
    return d->warnings;
}
const std::vector<Shortfall>& Session::shortfalls() const {
    return d->shortfalls;
}
const QStringList& Session::asked() const {
    return d->asked;
}
std::shared_ptr<const model::Graph> Session::graph() const {
    return d->graph;
}
std::shared_ptr<const render::Picture> Session::picture() const {
    return d->picture;
}
bool Session::pictureIsNewest() const {
    return d->picture != nullptr && d->pictureShown == d->pictureNumber;
}

void Session::object(const std::string& hopId, QObject* receiver, ObjectCallback callback) {
    d->withObject<base::Json>(hopId, receiver, std::move(callback),
                              [](Worker& worker, const model::ObjectRef& ref, const model::Hop& hop, auto reply) {
                                  worker.object(ref, model::splitApiVersion(hop.apiVersion).second, std::move(reply));
                              });
}

void Session::events(const std::string& hopId, QObject* receiver, ObjectCallback callback) {
    d->withObject<base::Json>(hopId, receiver, std::move(callback),
                              [](Worker& worker, const model::ObjectRef& ref, const model::Hop& hop, auto reply) {
                                  worker.events(ref, hop.uid, std::move(reply));
                              });
}

void Session::log(const std::string& hopId, const LogRequest& request, QObject* receiver, TextCallback callback) {
    d->withObject<std::string>(hopId, receiver, std::move(callback),
                               [request](Worker& worker, const model::ObjectRef& ref, const model::Hop&, auto reply) {
                                   worker.log(ref, request, std::move(reply));
                               });
}

void Session::trace(const std::string& hopId, QObject* receiver, TraceCallback callback) {
    using TracePtr = std::shared_ptr<const model::Trace>;
    d->withObject<TracePtr>(hopId, receiver, std::move(callback),
                            [](Worker& worker, const model::ObjectRef& ref, const model::Hop&, auto reply) {
                                worker.trace(ref, std::move(reply));
                            });
}

void Session::save(const QString& path, QObject* receiver, DoneCallback callback) {
    auto reply = d->await<std::optional<Error>>(receiver, std::move(callback), Private::Wanted::saving);
    d->post([path = path.toStdString(), reply = std::move(reply)](Worker& worker) { worker.save(path, reply); });
}

void Session::compareWith(const QString& path, QObject* receiver, CompareCallback callback) {
    auto reply = d->await<base::Result<Comparison>>(receiver, std::move(callback));
    if (!d->graph)
        return reply(Error{ErrorKind::usage, "there is nothing to compare it with", path.toStdString(),
                           "Open a cluster or a snapshot first."});
    d->post([path = path.toStdString(), after = d->graph, reply = std::move(reply)](Worker& worker) {
        worker.compare(path, after, reply);
    });
}

}  // namespace scout::desktop
