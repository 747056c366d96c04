// A session over a live cluster: what appears, what changes, and every way to fail.
#include <QSignalSpy>
#include <QtTest>

#include "session_cluster_fixture.h"

using namespace scout;
using namespace scout::test;
using base::ErrorKind;
using desktop::Session;

namespace {

/// A Deployment whose rollout has failed.
QByteArray failedWeb() {
    return R"({"type":"MODIFIED","object":{"metadata":{"name":"web","namespace":"prod","uid":"u","generation":1,)"
           R"("resourceVersion":"9000"},"spec":{"replicas":1},"status":{"observedGeneration":1,"replicas":1,)"
           R"("conditions":[{"type":"Progressing","status":"False","reason":"ProgressDeadlineExceeded",)"
           R"("message":"it has timed out progressing"}]}}})"
           "\n";
}

const std::string apps = "kustomize.toolkit.fluxcd.io/Kustomization/flux-system/apps";

/// A suspended Kustomization that lists the Deployment web.
QByteArray suspendedApps() {
    return R"({"metadata":{"name":"apps","namespace":"flux-system","uid":"k","generation":1,"resourceVersion":"9001",)"
           R"("managedFields":[{"manager":"flux","operation":"Update","time":"2026-11-20T08:00:00Z",)"
           R"("fieldsV1":{"f:spec":{"f:suspend":{}}}}]},)"
           R"("spec":{"suspend":true,"sourceRef":{"kind":"GitRepository","name":"apps"}},)"
           R"("status":{"inventory":{"entries":[{"id":"prod_web_apps_Deployment","v":"v1"}]}}})";
}

/// The Deployment web, which somebody has Flux leave alone.
QByteArray webLeftAlone() {
    return R"({"metadata":{"name":"web","namespace":"prod","uid":"u","generation":1,"resourceVersion":"9002",)"
           R"("labels":{"kustomize.toolkit.fluxcd.io/name":"apps",)"
           R"("kustomize.toolkit.fluxcd.io/namespace":"flux-system"},)"
           R"("annotations":{"kustomize.toolkit.fluxcd.io/reconcile":"disabled"},)"
           R"("managedFields":[{"manager":"kubectl-annotate","operation":"Update","time":"2026-11-20T09:00:00Z",)"
           R"("fieldsV1":{"f:metadata":{"f:annotations":{"f:kustomize.toolkit.fluxcd.io/reconcile":{}}}}}]},)"
           R"("spec":{"replicas":1},"status":{"observedGeneration":1}})";
}

QByteArray cameAs(const QByteArray& object) {
    return chunked(R"({"type":"MODIFIED","object":)" + object + "}\n");
}

}  // namespace

class SessionClusterTest : public ClusterTest {
    Q_OBJECT

  private slots:
    void theClusterAppears();
    void changesAreSeen();
    void anOpenChainTellsWhoSetWhat();
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
    void whatMayBeReadNoMoreIsNotShown();
    void allThatMayBeReadNoMoreIsNoNews();
    void nothingIsAllowed();
    void anExpiredWatchIsReadAgain();
    void aCutWatchComesBack();
};

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

// Of appliers and sources that is always known; what they deliver is read whole when somebody looks at it.
void SessionClusterTest::anOpenChainTellsWhoSetWhat() {
    int reads = 0;
    m_server->trouble = [&reads](const Seen& seen, bool, QTcpSocket& socket) {
        if (!seen.target.endsWith("/deployments/web")) return false;
        ++reads;
        socket.write(json(200, webLeftAlone()));
        return true;
    };
    const auto by = [this](const std::string& kind) -> std::optional<std::string> {
        const auto& traces = m_session->graph()->traces;
        if (!traces.contains(web)) return std::nullopt;
        for (const model::Finding& finding : traces.at(web)->findings) {
            if (finding.kind == kind) return finding.by + " " + finding.since;
        }
        return std::nullopt;
    };
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    m_server->say("deployments", cameAs(webLeftAlone()));
    m_server->say("kustomizations", cameAs(suspendedApps()));
    QTRY_COMPARE(by("suspended-upstream"), std::optional<std::string>("flux 2026-11-20T08:00:00Z"));
    QTRY_COMPARE(by("reconcile-disabled"), std::optional<std::string>(" "));
    QCOMPARE(reads, 0);

    render::DiagramOptions shown = m_session->shown();
    shown.chains = {apps};
    m_session->show(shown);
    QTRY_COMPARE(by("reconcile-disabled"), std::optional<std::string>("kubectl-annotate 2026-11-20T09:00:00Z"));
    QCOMPARE(reads, 1);
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

    QVERIFY(writeKubeconfig(m_server->url(), m_server->url()));
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
    const std::string seenAt = m_session->graph()->seenAt;
    *m_clock += 3600;
    m_server->trouble = refuse(401, "Unauthorized");
    m_session->refresh();
    QTRY_COMPARE(m_session->phase(), Phase::failed);
    QCOMPARE(m_session->error()->kind, ErrorKind::auth);
    QVERIFY(has(web));
    QCOMPARE(m_session->graph()->seenAt, seenAt);
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
    QVERIFY(writeKubeconfig(other.url(), other.url()));
    m_session->refresh();
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    QVERIFY(has("apps/Deployment/prod/elsewhere"));
}

void SessionClusterTest::theCredentialPluginIsQuoted() {
    // Never reached: the plugin has nothing to log in with.
    QVERIFY(writeKubeconfig("https://127.0.0.1:1", "https://127.0.0.1:1",
                            "{exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: sh, "
                            "args: [-c, 'echo the session has expired >&2; echo \"run: corp login\" >&2; exit 3']}}"));
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

void SessionClusterTest::whatMayBeReadNoMoreIsNotShown() {
    const std::string pod = "/Pod/prod/web-1";
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    QVERIFY(has(pod));
    m_server->trouble = [](const Seen& seen, bool, QTcpSocket& socket) {
        if (!isFor(seen, "/pods")) return false;
        socket.write(json(403, statusBody(403, "Forbidden")));
        return true;
    };
    m_server->endWatches("pods");
    QTRY_COMPARE(feed("Pod"), Feed::forbidden);
    QTRY_VERIFY(!has(pod));
    QVERIFY(has(web));
    QCOMPARE(m_session->phase(), Phase::ready);
    bool done = false;
    m_session->save(path("saved.json"), this, [&](const std::optional<base::Error>& error) { done = !error; });
    QTRY_VERIFY(done);
    m_session->openSnapshot(path("saved.json"));
    QTRY_VERIFY(m_session->phase() == Phase::ready && has(web));
    QVERIFY(!has(pod));
}

void SessionClusterTest::allThatMayBeReadNoMoreIsNoNews() {
    m_session->openCluster(QStringLiteral("one"), {});
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    QVERIFY(has(web));
    m_server->trouble = refuse(403, "Forbidden");
    m_session->refresh();
    QTRY_COMPARE(m_session->phase(), Phase::failed);
    QTRY_VERIFY(!has(web));
    QCOMPARE(m_session->error()->kind, ErrorKind::forbidden);
    QVERIFY(m_session->graph()->traces.empty());
    m_server->trouble = nullptr;
    m_session->refresh();
    QTRY_COMPARE(m_session->phase(), Phase::ready);
    QTRY_VERIFY(has(web));
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

QTEST_GUILESS_MAIN(SessionClusterTest)
#include "session_cluster_test.moc"
