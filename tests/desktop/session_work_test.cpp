// A session over a live cluster: cancel, another source, the end in any state, bursts, and what is asked about objects.
#include <QSignalSpy>
#include <QtTest>

#include "session_cluster_fixture.h"

using namespace scout;
using namespace scout::test;
using base::ErrorKind;
using desktop::Session;

using TracePtr = std::shared_ptr<const model::Trace>;

namespace {

/// A Deployment that Flux applied.
QByteArray labelledWeb() {
    return R"({"type":"MODIFIED","object":{"metadata":{"name":"web","namespace":"prod","uid":"u","resourceVersion":)"
           R"("9000","labels":{"kustomize.toolkit.fluxcd.io/name":"apps",)"
           R"("kustomize.toolkit.fluxcd.io/namespace":"flux-system"}}}})"
           "\n";
}

}  // namespace

class SessionWorkTest : public ClusterTest {
    Q_OBJECT

  private slots:
    void anotherContextWhileLoading();
    void endsWhileLoading_data();
    void endsWhileLoading();
    void cancelledBeforeAnything();
    void cancelledHalfWay();
    void cancelLeavesWatchesAlone();
    void aBurstIsDrawnInFew();
    void timeGoesOnWhileTheClusterIsHeard();
    void whatFailsIsNotHeard();
    void objectsAreAskedAnew();
    void detailsOfAPod();
    void tracesOnRequest();
    void savedIsASnapshot();
};

void SessionWorkTest::anotherContextWhileLoading() {
    WatchServer slow;
    slow.trouble = silence;
    QVERIFY(writeKubeconfig(slow.url(), m_server->url()));
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

void SessionWorkTest::endsWhileLoading_data() {
    QTest::addColumn<int>("state");
    QTest::newRow("at once") << 0;
    QTest::newRow("connecting") << 1;
    QTest::newRow("waiting for lists") << 2;
    QTest::newRow("watching") << 3;
    QTest::newRow("retrying") << 4;
}

void SessionWorkTest::endsWhileLoading() {
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

void SessionWorkTest::cancelledBeforeAnything() {
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

void SessionWorkTest::cancelledHalfWay() {
    m_server->trouble = [](const Seen& seen, bool, QTcpSocket&) { return isFor(seen, "/pods"); };
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_VERIFY(has(web));
    QCOMPARE(m_session->phase(), Phase::loading);
    const auto ends = [this](const char* words) {
        return m_session->pictureIsNewest() && m_session->picture()->diagram.subtitle.ends_with(words);
    };
    QVERIFY(!m_session->graph()->complete);
    QTRY_VERIFY(ends(" · still reading"));
    m_session->cancel();
    QTRY_COMPARE(m_session->phase(), Phase::idle);
    QTRY_COMPARE(feed("Deployment"), Feed::stopped);
    QVERIFY(has(web));
    QTRY_VERIFY(ends(" · reading was cancelled: only a part"));
    m_server->trouble = nullptr;
    m_server->put("deployments", "later");
    m_session->refresh();
    QTRY_VERIFY(has("apps/Deployment/prod/later"));
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    QVERIFY(allWatching());
    QTRY_VERIFY(m_session->graph()->complete && ends(" UTC"));
}

void SessionWorkTest::cancelLeavesWatchesAlone() {
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    m_session->cancel();
    m_server->put("deployments", "new");
    QTRY_VERIFY(has("apps/Deployment/prod/new"));
    QCOMPARE(m_session->phase(), Phase::ready);
}

void SessionWorkTest::aBurstIsDrawnInFew() {
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    QSignalSpy graphs(m_session.get(), &Session::graphChanged);
    const int first = m_log->count("investigate");
    // Each change is investigated before the next one comes: nothing piles up, however slow the machine is.
    for (int i = 0; i < 60; ++i) {
        const int before = m_log->count("investigate");
        m_server->put("deployments", "burst-" + std::to_string(i % 40));
        QTRY_VERIFY(m_log->count("investigate") > before);
    }
    m_server->put("deployments", "last");
    QTRY_VERIFY(has("apps/Deployment/prod/last"));
    QVERIFY2(2 * graphs.count() <= m_log->count("investigate") - first, qPrintable(QString::number(graphs.count())));
}

void SessionWorkTest::timeGoesOnWhileTheClusterIsHeard() {
    m_ageEvery = std::chrono::milliseconds(5);
    makeSession();
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    const std::int64_t later = 3600;
    *m_clock += later;
    QTRY_COMPARE(m_session->graph()->seenAt, std::string("2026-11-21T05:37:09Z"));
    QTRY_COMPARE(m_session->shown().now.seconds, m_clock->load());

    m_server->trouble = [](const Seen&, bool, QTcpSocket& socket) {
        socket.abort();
        return true;
    };
    m_session->refresh();
    QTRY_COMPARE(m_session->phase(), Phase::failed);
    QCOMPARE(m_session->error()->kind, ErrorKind::unreachable);
    *m_clock += later;
    QSignalSpy graphs(m_session.get(), &Session::graphChanged);
    m_session->refresh();
    QTRY_VERIFY(!graphs.isEmpty());
    QTRY_COMPARE(m_session->phase(), Phase::failed);
    QVERIFY(has(web));
    QCOMPARE(m_session->graph()->seenAt, std::string("2026-11-21T05:37:09Z"));
}

/// The applier that web names is in a namespace that is not listed: it is looked up, and again by refresh().
void SessionWorkTest::whatFailsIsNotHeard() {
    m_session->openCluster(QStringLiteral("one"), {QStringLiteral("prod")});
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    bool away = false;
    m_server->trouble = [&](const Seen&, bool, QTcpSocket& socket) {
        if (away) socket.abort();
        return away;
    };
    m_server->say("deployments", chunked(labelledWeb()));
    const std::string applier = "kustomize.toolkit.fluxcd.io/Kustomization/flux-system/apps";
    QTRY_VERIFY(has(applier) && m_session->graph()->complete);
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    away = true;
    *m_clock += 3600;
    const auto before = m_session->graph();
    m_session->refresh();
    QTRY_COMPARE(m_session->phase(), Phase::failed);
    QTRY_VERIFY(m_session->graph() != before);
    QCOMPARE(m_session->graph()->seenAt, std::string("2026-11-21T04:37:09Z"));
    bool done = false;
    m_session->save(path("saved.json"), this, [&](const std::optional<base::Error>& error) { done = !error; });
    QTRY_VERIFY(done);
    m_session->openSnapshot(path("saved.json"));
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    QCOMPARE(m_session->graph()->seenAt, std::string("2026-11-21T04:37:09Z"));
}

void SessionWorkTest::objectsAreAskedAnew() {
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    int code = 200;
    m_server->trouble = [&code](const Seen& seen, bool, QTcpSocket& socket) {
        if (!isFor(seen, "/deployments/web")) return false;
        socket.write(code == 200 ? json(200, R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web",)"
                                             R"("namespace":"prod","labels":{"fresh":"yes"}},)"
                                             R"("spec":{"url":"https://user:HUSH@git.test/x"}})")
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
    QCOMPARE(got->value().at("spec.url").text(), std::string("https://***@git.test/x"));
    code = 404;
    ask();
    QTRY_VERIFY(got.has_value());
    QCOMPARE(got->error().kind, ErrorKind::notFound);
    code = 403;
    ask();
    QTRY_VERIFY(got.has_value());
    QCOMPARE(got->error().kind, ErrorKind::forbidden);
}

void SessionWorkTest::detailsOfAPod() {
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
    m_session->log(pod, {"app", 20}, this, [&](base::Result<std::string> got) { log = std::move(got); });
    QTRY_VERIFY(events.has_value() && log.has_value());
    QCOMPARE(events->error().kind, ErrorKind::forbidden);
    QVERIFY(events->error().advice.find("events") != std::string::npos);
    QVERIFY(log->ok());
    QCOMPARE(log->value(), std::string("line 1\nline 2\n"));
}

void SessionWorkTest::tracesOnRequest() {
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

void SessionWorkTest::savedIsASnapshot() {
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

QTEST_GUILESS_MAIN(SessionWorkTest)
#include "session_work_test.moc"
