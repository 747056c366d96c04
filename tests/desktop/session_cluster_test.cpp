// A session over a live cluster: an API server that lists and watches, and one that fails in every way.
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "engine/watch_server.h"
#include "session_fixture.h"

using namespace scout;
using namespace scout::test;
using base::ErrorKind;
using desktop::Session;
using Phase = Session::Phase;
using Feed = engine::LiveEvidence::Feed;
using TracePtr = std::shared_ptr<const model::Trace>;

namespace {

const std::string web = "apps/Deployment/prod/web";

QByteArray json(int status, const QByteArray& body) {
    return answer(status, body, "Content-Type: application/json\r\n");
}

/// A Deployment whose rollout has failed.
QByteArray failedWeb() {
    return R"({"type":"MODIFIED","object":{"metadata":{"name":"web","namespace":"prod","uid":"u","generation":1,)"
           R"("resourceVersion":"9000"},"spec":{"replicas":1},"status":{"observedGeneration":1,"replicas":1,)"
           R"("conditions":[{"type":"Progressing","status":"False","reason":"ProgressDeadlineExceeded",)"
           R"("message":"it has timed out progressing"}]}}})"
           "\n";
}

/// Every request fails with that status.
auto refuse(int code, const char* reason) {
    return [body = statusBody(code, reason), code](const Seen&, bool, QTcpSocket& socket) {
        socket.write(json(code, body));
        return true;
    };
}

/// Nothing is ever answered.
bool silence(const Seen&, bool, QTcpSocket&) {
    return true;
}

bool isFor(const Seen& seen, const char* plural) {
    return seen.target.contains(plural);
}

}  // namespace

class SessionClusterTest : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void cleanup() { m_session.reset(); }

    void theClusterAppears();
    void changesAreSeen();
    void onlyTheChosenNamespacesAreRead();
    void theCurrentContextIsTaken();
    void whatTheKubeconfigLacksIsSaid();
    void unreachableIsTriedAgain();
    void oneFailureIsEnough();
    void refusedCredentialsAreNamed();
    void refusedLaterKeepsTheGraph();
    void refreshReadsTheKubeconfigAgain();
    void theCredentialPluginIsQuoted();
    void forbiddenKindsAreFeeds();
    void nothingIsAllowed();
    void anExpiredWatchIsReadAgain();
    void aCutWatchComesBack();
    void anotherContextWhileLoading();
    void endsWhileLoading_data();
    void endsWhileLoading();
    void cancelledBeforeAnything();
    void cancelledHalfWay();
    void cancelLeavesWatchesAlone();
    void aBurstIsDrawnInFew();
    void objectsAreAskedAnew();
    void detailsOfAPod();
    void tracesOnRequest();
    void savedIsASnapshot();

  private:
    QString path(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    /// A kubeconfig with the contexts "one" (the current one) and "two".
    void writeKubeconfig(const std::string& one, const std::string& two, const QByteArray& user = "{token: t0ken}");
    void makeSession();
    bool has(const std::string& id) const { return m_session->graph() && m_session->graph()->find(id) != nullptr; }
    Feed feed(const std::string& kind) const;
    bool allWatching() const;

    std::chrono::milliseconds m_retry{5};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<WatchServer> m_server;
    std::unique_ptr<WorkLog> m_log;
    std::unique_ptr<Session> m_session;
};

void SessionClusterTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_server = std::make_unique<WatchServer>();
    m_server->put("deployments", "web");
    m_server->put("pods", "web-1");
    writeKubeconfig(m_server->url(), m_server->url());
    m_log = std::make_unique<WorkLog>();
    m_retry = std::chrono::milliseconds(5);
    makeSession();
}

void SessionClusterTest::makeSession() {
    desktop::SessionEnvironment outside = environment(*m_log);
    outside.variables = {{"KUBECONFIG", path("config").toStdString()}, {"HOME", m_folder->path().toStdString()}};
    outside.live.changesEvery = std::chrono::milliseconds(5);
    outside.live.firstRetry = m_retry;
    outside.live.lastRetry = 4 * m_retry;
    m_session = std::make_unique<Session>(outside);
}

void SessionClusterTest::writeKubeconfig(const std::string& one, const std::string& two, const QByteArray& user) {
    const QByteArray text = "clusters:\n- {name: one, cluster: {server: '" + QByteArray::fromStdString(one) +
                            "'}}\n- {name: two, cluster: {server: '" + QByteArray::fromStdString(two) +
                            "'}}\nusers:\n- name: dev\n  user: " + user +
                            "\ncontexts:\n- {name: one, context: {cluster: one, user: dev}}\n"
                            "- {name: two, context: {cluster: two, user: dev}}\ncurrent-context: one\n";
    QVERIFY(write(path("config"), text));
}

Feed SessionClusterTest::feed(const std::string& kind) const {
    for (const auto& state : m_session->feeds()) {
        if (state.kind == kind) return state.feed;
    }
    return Feed::stopped;
}

bool SessionClusterTest::allWatching() const {
    const Session::Feeds& feeds = m_session->feeds();
    return !feeds.empty() &&
           std::all_of(feeds.begin(), feeds.end(), [](const auto& state) { return state.feed == Feed::watching; });
}

void SessionClusterTest::theClusterAppears() {
    QSignalSpy progress(m_session.get(), &Session::progress);
    QSignalSpy failed(m_session.get(), &Session::failed);
    m_session->openCluster(QStringLiteral("two"), {});
    QCOMPARE(m_session->phase(), Phase::loading);
    QCOMPARE(m_session->sourceName(), QStringLiteral("two"));
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    QVERIFY(has(web));
    QVERIFY(m_session->graph()->complete);
    QCOMPARE(m_session->graph()->context, std::string("two"));
    QCOMPARE(m_session->graph()->seenAt, std::string("2026-11-21T04:37:09Z"));
    QCOMPARE(m_session->graph()->traces.at(web)->context, std::string("two"));
    QVERIFY(allWatching());
    QCOMPARE(failed.count(), 0);
    QStringList stages;
    for (const auto& told : progress) stages << told.at(0).toString();
    QCOMPARE(stages.first(), QStringLiteral("Connecting"));
    QVERIFY(!stages.filter(QRegularExpression(QStringLiteral("^Reading [A-Z][A-Za-z]+s$"))).isEmpty());
    QCOMPARE(stages.last(), QString());
    QTRY_VERIFY(m_session->picture() != nullptr);
    QVERIFY(!m_session->picture()->diagram.demo);
    // Credentials are not sent over plain HTTP, and that is told.
    QCOMPARE(m_session->warnings().size(), 1);
    for (const std::string work : {"connect", "investigate", "graph", "picture"}) {
        QVERIFY2(m_log->count(work) > 0, work.c_str());
        QVERIFY2(!m_log->threads(work).contains(QThread::currentThreadId()), work.c_str());
    }
}

void SessionClusterTest::changesAreSeen() {
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    const auto before = m_session->graph();
    m_server->put("deployments", "new");
    QTRY_VERIFY(has("apps/Deployment/prod/new"));
    m_server->remove("deployments", "new");
    QTRY_VERIFY(!has("apps/Deployment/prod/new"));
    m_server->say("deployments", chunked(failedWeb()));
    QTRY_COMPARE(m_session->graph()->find(web)->health.state, model::State::failed);
    // What was handed over stays as it was.
    QVERIFY(before->find(web)->health.state != model::State::failed);
    QVERIFY(before->find("apps/Deployment/prod/new") == nullptr);
    QCOMPARE(m_session->phase(), Phase::ready);
    QVERIFY(allWatching());
}

void SessionClusterTest::onlyTheChosenNamespacesAreRead() {
    std::set<QByteArray> elsewhere;
    int requests = 0;
    m_server->trouble = [&](const Seen& seen, bool, QTcpSocket&) {
        ++requests;
        if (!seen.target.contains("/namespaces/prod/")) elsewhere.insert(seen.target);
        return false;
    };
    m_session->openCluster(QStringLiteral("one"), {QStringLiteral("prod")});
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    QVERIFY(has(web));
    QVERIFY(requests > 10);
    QCOMPARE(elsewhere, std::set<QByteArray>());
}

void SessionClusterTest::theCurrentContextIsTaken() {
    m_session->openCluster(QString(), {});
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    QCOMPARE(m_session->sourceName(), QStringLiteral("one"));
    QCOMPARE(m_session->graph()->context, std::string("one"));
}

void SessionClusterTest::whatTheKubeconfigLacksIsSaid() {
    QSignalSpy failed(m_session.get(), &Session::failed);
    m_session->openCluster(QStringLiteral("thre"), {});
    QTRY_COMPARE(m_session->phase(), Phase::failed);
    QCOMPARE(failed.count(), 1);
    QCOMPARE(m_session->error()->kind, ErrorKind::config);
    QVERIFY2(m_session->error()->what.find("thre") != std::string::npos, m_session->error()->what.c_str());
    QVERIFY(!m_session->error()->advice.empty());

    QVERIFY(QFile::remove(path("config")));
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::failed);
    QCOMPARE(m_session->error()->kind, ErrorKind::config);
    const base::Error error = *m_session->error();
    QVERIFY2((error.what + error.where).find(path("config").toStdString()) != std::string::npos,
             base::display(error).c_str());
    QCOMPARE(m_server->lists, 0);

    writeKubeconfig(m_server->url(), m_server->url());
    m_session->refresh();
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    QVERIFY(!m_session->error().has_value());
}

void SessionClusterTest::unreachableIsTriedAgain() {
    m_server->trouble = [](const Seen&, bool, QTcpSocket& socket) {
        socket.abort();
        return true;
    };
    QSignalSpy graphs(m_session.get(), &Session::graphChanged);
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::failed);
    QCOMPARE(m_session->error()->kind, ErrorKind::unreachable);
    QVERIFY2(m_session->error()->where.find("one") != std::string::npos, m_session->error()->where.c_str());
    QCOMPARE(graphs.count(), 0);
    m_server->trouble = nullptr;
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    QVERIFY(has(web));
    QVERIFY(!m_session->error().has_value());
}

void SessionClusterTest::oneFailureIsEnough() {
    m_retry = std::chrono::hours(1);  // only what is asked first fails, all else waits
    makeSession();
    m_server->trouble = refuse(401, "Unauthorized");
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::failed);
    QCOMPARE(m_session->error()->kind, ErrorKind::auth);
    m_server->trouble = nullptr;
    m_session->refresh();
    QTRY_COMPARE(m_session->phase(), Phase::ready);
}

void SessionClusterTest::refusedCredentialsAreNamed() {
    m_server->trouble = refuse(401, "Unauthorized");
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::failed);
    const base::Error error = *m_session->error();
    QCOMPARE(error.kind, ErrorKind::auth);
    QVERIFY2(error.advice.find("user \"dev\" of context \"one\"") != std::string::npos, error.advice.c_str());
    QVERIFY(base::display(error).find("t0ken") == std::string::npos);
}

void SessionClusterTest::refusedLaterKeepsTheGraph() {
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    m_server->trouble = refuse(401, "Unauthorized");
    m_session->refresh();
    QTRY_COMPARE(m_session->phase(), Phase::failed);
    QCOMPARE(m_session->error()->kind, ErrorKind::auth);
    QVERIFY(has(web));
    m_server->trouble = nullptr;
    m_session->refresh();
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    QVERIFY(has(web));
}

void SessionClusterTest::refreshReadsTheKubeconfigAgain() {
    m_server->trouble = refuse(401, "Unauthorized");
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::failed);
    WatchServer other;
    other.put("deployments", "elsewhere");
    writeKubeconfig(other.url(), other.url());
    m_session->refresh();
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    QVERIFY(has("apps/Deployment/prod/elsewhere"));
}

void SessionClusterTest::theCredentialPluginIsQuoted() {
    // Never reached: the plugin has nothing to log in with.
    writeKubeconfig("https://127.0.0.1:1", "https://127.0.0.1:1",
                    "{exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: sh, "
                    "args: [-c, 'echo the session has expired >&2; echo \"run: corp login\" >&2; exit 3']}}");
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::failed);
    const base::Error error = *m_session->error();
    QCOMPARE(error.kind, ErrorKind::auth);
    QVERIFY2(error.advice.find("the session has expired\nrun: corp login") != std::string::npos, error.advice.c_str());
}

void SessionClusterTest::forbiddenKindsAreFeeds() {
    m_server->trouble = [](const Seen& seen, bool, QTcpSocket& socket) {
        if (!isFor(seen, "/pods") && !isFor(seen, "/helmreleases")) return false;
        socket.write(isFor(seen, "/pods") ? json(403, statusBody(403, "Forbidden"))
                                          : answer(404, "404 page not found", "Content-Type: text/plain\r\n"));
        return true;
    };
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    QCOMPARE(feed("Pod"), Feed::forbidden);
    QCOMPARE(feed("HelmRelease"), Feed::notInstalled);
    QCOMPARE(feed("Deployment"), Feed::watching);
    QVERIFY(has(web));
    for (const auto& state : m_session->feeds()) {
        if (state.kind != "Pod") continue;
        QCOMPARE(state.error.kind, ErrorKind::forbidden);
        QVERIFY2(state.error.advice.find("pods") != std::string::npos, state.error.advice.c_str());
    }
}

void SessionClusterTest::nothingIsAllowed() {
    m_server->trouble = refuse(403, "Forbidden");
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::failed);
    QCOMPARE(m_session->error()->kind, ErrorKind::forbidden);
    QVERIFY(!m_session->error()->advice.empty());
    QVERIFY(m_session->graph() == nullptr);
}

void SessionClusterTest::anExpiredWatchIsReadAgain() {
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    std::set<int> phases;
    connect(m_session.get(), &Session::phaseChanged, this,
            [&] { phases.insert(static_cast<int>(m_session->phase())); });
    const int lists = m_server->lists;
    m_server->put("deployments", "meanwhile");
    m_server->compact();
    m_server->endWatches("deployments");
    QTRY_VERIFY(has("apps/Deployment/prod/meanwhile"));
    QTRY_COMPARE(m_server->lists, lists + 1);
    QTRY_VERIFY(allWatching());
    QVERIFY(phases.empty());
}

void SessionClusterTest::aCutWatchComesBack() {
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    std::set<Feed> seen;
    connect(m_session.get(), &Session::feedsChanged, this, [&] { seen.insert(feed("Deployment")); });
    m_server->cutWatches("deployments");
    m_server->put("deployments", "meanwhile");
    QTRY_VERIFY(has("apps/Deployment/prod/meanwhile"));
    QTRY_VERIFY(allWatching());
    QVERIFY(seen.contains(Feed::reconnecting));
    QCOMPARE(m_session->phase(), Phase::ready);
}

void SessionClusterTest::anotherContextWhileLoading() {
    WatchServer slow;
    slow.trouble = silence;
    writeKubeconfig(slow.url(), m_server->url());
    std::set<std::string> contexts;
    connect(m_session.get(), &Session::graphChanged, this, [&] {
        if (m_session->graph()) contexts.insert(m_session->graph()->context);
    });
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_VERIFY(slow.lists > 0);
    m_session->openCluster(QStringLiteral("two"), {});
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    QCOMPARE(m_session->sourceName(), QStringLiteral("two"));
    QCOMPARE(contexts, std::set<std::string>{"two"});
    // And back, and to the demo.
    m_session->openCluster(QStringLiteral("one"), {});
    QVERIFY(m_session->graph() == nullptr);
    QVERIFY(m_session->feeds().empty());
    m_session->openDemo();
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    QCOMPARE(m_session->graph()->context, std::string("demo"));
    QVERIFY(m_session->feeds().empty());
}

void SessionClusterTest::endsWhileLoading_data() {
    QTest::addColumn<int>("state");
    QTest::newRow("at once") << 0;
    QTest::newRow("connecting") << 1;
    QTest::newRow("waiting for lists") << 2;
    QTest::newRow("watching") << 3;
    QTest::newRow("retrying") << 4;
}

void SessionClusterTest::endsWhileLoading() {
    QFETCH(int, state);
    if (state == 2) m_server->trouble = silence;
    if (state == 4) m_server->trouble = refuse(500, "InternalError");
    if (state == 1) m_log->holdAt("connect");
    m_session->openCluster(QStringLiteral("one"), {});
    if (state == 1) QTRY_VERIFY(m_log->held());
    if (state == 2) QTRY_VERIFY(m_server->lists > 0);
    if (state == 3) QTRY_COMPARE(m_session->phase(), Phase::ready);
    if (state == 4) QTRY_COMPARE(m_session->phase(), Phase::failed);
    m_session->object(web, this, [](const base::Result<base::Json>&) { QFAIL("nobody is left to be told"); });
    m_log->release();
    m_session.reset();
    QCoreApplication::processEvents();
}

void SessionClusterTest::cancelledBeforeAnything() {
    m_server->trouble = silence;
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_VERIFY(m_server->lists > 0);
    m_session->cancel();
    QTRY_COMPARE(m_session->phase(), Phase::idle);
    QVERIFY(m_session->graph() == nullptr);
    QTRY_COMPARE(feed("Deployment"), Feed::stopped);
    QCOMPARE(m_session->source(), Session::Source::cluster);
    m_server->trouble = nullptr;
    m_session->refresh();
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    QVERIFY(has(web));
}

void SessionClusterTest::cancelledHalfWay() {
    m_server->trouble = [](const Seen& seen, bool, QTcpSocket&) { return isFor(seen, "/pods"); };
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_VERIFY(has(web));
    QCOMPARE(m_session->phase(), Phase::loading);
    m_session->cancel();
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    QTRY_COMPARE(feed("Deployment"), Feed::stopped);
    QVERIFY(has(web));
    m_server->trouble = nullptr;
    m_server->put("deployments", "later");
    m_session->refresh();
    QTRY_VERIFY(has("apps/Deployment/prod/later"));
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    QVERIFY(allWatching());
}

void SessionClusterTest::cancelLeavesWatchesAlone() {
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    m_session->cancel();
    m_server->put("deployments", "new");
    QTRY_VERIFY(has("apps/Deployment/prod/new"));
    QCOMPARE(m_session->phase(), Phase::ready);
}

void SessionClusterTest::aBurstIsDrawnInFew() {
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    QSignalSpy graphs(m_session.get(), &Session::graphChanged);
    for (int i = 0; i < 400; ++i) {
        m_server->put("deployments", "burst-" + std::to_string(i % 40));
        QCoreApplication::processEvents();
    }
    QTRY_VERIFY(has("apps/Deployment/prod/burst-39"));
    QVERIFY2(graphs.count() <= 40, qPrintable(QString::number(graphs.count())));
}

void SessionClusterTest::objectsAreAskedAnew() {
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    int code = 200;
    m_server->trouble = [&code](const Seen& seen, bool, QTcpSocket& socket) {
        if (!isFor(seen, "/deployments/web")) return false;
        socket.write(code == 200 ? json(200, R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web",)"
                                             R"("namespace":"prod","labels":{"fresh":"yes"}}})")
                     : code == 404
                         ? json(404, R"({"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound",)"
                                     R"("message":"not found","details":{"name":"web","kind":"deployments"},)"
                                     R"("code":404})")
                         : json(code, statusBody(code, "Forbidden")));
        return true;
    };
    std::optional<base::Result<base::Json>> got;
    const auto ask = [&] {
        got.reset();
        m_session->object(web, this, [&](base::Result<base::Json> object) { got = std::move(object); });
    };
    ask();
    QTRY_VERIFY(got.has_value());
    QVERIFY(got->ok());
    QCOMPARE(got->value().at("metadata.labels.fresh").text(), std::string("yes"));
    code = 404;
    ask();
    QTRY_VERIFY(got.has_value());
    QCOMPARE(got->error().kind, ErrorKind::notFound);
    code = 403;
    ask();
    QTRY_VERIFY(got.has_value());
    QCOMPARE(got->error().kind, ErrorKind::forbidden);
}

void SessionClusterTest::detailsOfAPod() {
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    const std::string pod = "/Pod/prod/web-1";
    QVERIFY(has(pod));
    m_server->trouble = [](const Seen& seen, bool isWatch, QTcpSocket& socket) {
        if (isWatch) return false;
        if (isFor(seen, "/events")) {
            socket.write(json(403, statusBody(403, "Forbidden")));
        } else if (isFor(seen, "/log")) {
            socket.write(answer(200, "line 1\nline 2\n", "Content-Type: text/plain\r\n"));
        } else {
            return false;
        }
        return true;
    };
    std::optional<base::Result<base::Json>> events;
    std::optional<base::Result<std::string>> log;
    m_session->events(pod, this, [&](base::Result<base::Json> got) { events = std::move(got); });
    m_session->log(pod, "app", 20, this, [&](base::Result<std::string> got) { log = std::move(got); });
    QTRY_VERIFY(events.has_value() && log.has_value());
    QCOMPARE(events->error().kind, ErrorKind::forbidden);
    QVERIFY(events->error().advice.find("events") != std::string::npos);
    QVERIFY(log->ok());
    QCOMPARE(log->value(), std::string("line 1\nline 2\n"));
}

void SessionClusterTest::tracesOnRequest() {
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    std::optional<base::Result<TracePtr>> known;
    m_session->trace(web, this, [&](base::Result<TracePtr> got) { known = std::move(got); });
    QTRY_VERIFY(known.has_value());
    QCOMPARE(known->value()->object.id(), web);

    const std::string pod = "/Pod/prod/web-1";
    std::optional<base::Result<TracePtr>> made;
    m_session->trace(pod, this, [&](base::Result<TracePtr> got) { made = std::move(got); });
    QTRY_VERIFY(made.has_value());
    QCOMPARE(made->value()->object.id(), pod);
    QCOMPARE(made->value()->context, std::string("one"));
    QCOMPARE(made->value()->tracedAt, std::string("2026-11-21T04:37:09Z"));
}

void SessionClusterTest::savedIsASnapshot() {
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    const auto live = m_session->graph();
    bool done = false;
    m_session->save(path("saved.json"), this, [&](const std::optional<base::Error>& error) {
        QVERIFY(!error.has_value());
        done = true;
    });
    QTRY_VERIFY(done);
    m_session->openSnapshot(path("saved.json"));
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    QCOMPARE(m_session->graph()->context, std::string("one"));
    QCOMPARE(m_session->graph()->seenAt, std::string("2026-11-21T04:37:09Z"));
    QCOMPARE(m_session->graph()->nodes.size(), live->nodes.size());
    QVERIFY(m_session->graph()->chains == live->chains);
    QFile file(path("saved.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("t0ken"));
}

QTEST_GUILESS_MAIN(SessionClusterTest)
#include "session_cluster_test.moc"
