// Live evidence against a server that cuts, expires, refuses, babbles and keeps silent, over real HTTP.
#include <QTest>
#include <algorithm>
#include <memory>

#include "engine/live_evidence.h"
#include "net/http_transport.h"
#include "watch_server.h"

using namespace scout;
using base::ErrorKind;
using test::chunked;
using test::Seen;
using test::statusBody;
using test::WatchServer;
using Feed = engine::LiveEvidence::Feed;

namespace {

kubeconfig::ClientConfig to(const std::string& server) {
    kubeconfig::ClientConfig config;
    config.server = server;
    return config;
}

struct Live {
    WatchServer server;
    net::HttpOptions http;
    engine::LiveEvidence::Options options;
    std::vector<trace::SurveyKind> kinds{{"apps", "Deployment"}, {"", "Pod"}};
    std::unique_ptr<net::HttpTransport> transport;
    std::unique_ptr<engine::Cluster> cluster;
    std::unique_ptr<engine::LiveEvidence> evidence;
    std::vector<engine::LiveEvidence::FeedState> feeds;
    std::set<Feed> seen;  ///< of the first kind

    Live() {
        options.firstRetry = std::chrono::milliseconds(5);
        options.lastRetry = std::chrono::milliseconds(30);
        server.put("deployments", "web");
        server.put("pods", "web-1");
    }
    ~Live() {
        evidence.reset();
        cluster.reset();
    }
    void start() {
        transport = std::make_unique<net::HttpTransport>(to(server.url()), http);
        cluster = std::make_unique<engine::Cluster>(*transport);
        engine::LiveEvidence::Ports ports;
        ports.feeds = [this](const std::vector<engine::LiveEvidence::FeedState>& states) {
            feeds = states;
            seen.insert(states.front().feed);
        };
        evidence = std::make_unique<engine::LiveEvidence>(*transport, *cluster, kinds, engine::LiveEvidence::Scope{},
                                                          ports, options);
        evidence->start();
    }
    bool watching() const {
        return !feeds.empty() &&
               std::all_of(feeds.begin(), feeds.end(), [](const auto& state) { return state.feed == Feed::watching; });
    }
    bool has(const std::string& kind, const std::string& name) const {
        const auto* answer = evidence->evidence().find(
            {trace::Query::Type::object, {kind == "Pod" ? "" : "apps", kind, "prod", name}, {}});
        return answer != nullptr && answer->isKnown();
    }
};

}  // namespace

class LiveServerTest : public QObject {
    Q_OBJECT

  private slots:
    void changesAreSeen() {
        Live live;
        live.start();
        QTRY_VERIFY(live.watching());
        QVERIFY(live.has("Deployment", "web") && live.has("Pod", "web-1"));
        live.server.put("deployments", "new");
        QTRY_VERIFY(live.has("Deployment", "new"));
        live.server.remove("deployments", "web");
        QTRY_VERIFY(!live.has("Deployment", "web"));
        QCOMPARE(live.server.lists, 2);
        QCOMPARE(live.server.watches, 2);
    }

    /// Over HTTP/1.1, where a connection carries one request at a time.
    void manyWatchesBlockNobody() {
        Live live;
        live.kinds = trace::surveyKinds();
        live.start();
        QTRY_VERIFY(live.watching());
        QVERIFY(live.kinds.size() > 12);
        QCOMPARE(live.server.watches, static_cast<int>(live.kinds.size()));
        const trace::Query node{trace::Query::Type::object, {"", "Node", "", "n"}, {}};
        live.evidence->ask({node});
        QTRY_VERIFY(live.evidence->evidence().find(node) != nullptr);
    }

    void cutInTheMiddleOfALine() {
        Live live;
        live.start();
        QTRY_VERIFY(live.watching());
        live.server.say("deployments", chunked(test::halfALine()));
        live.server.cutWatches("deployments");
        live.server.put("deployments", "meanwhile");
        QTRY_VERIFY(live.has("Deployment", "meanwhile"));
        QTRY_VERIFY(live.watching());
        QVERIFY(live.seen.contains(Feed::reconnecting));
        QCOMPARE(live.server.lists, 2);
    }

    void endsInTheMiddleOfALine() {
        Live live;
        live.start();
        QTRY_VERIFY(live.watching());
        live.server.say("deployments", chunked(test::halfALine()));
        live.server.endWatches("deployments");
        live.server.put("deployments", "meanwhile");
        QTRY_VERIFY(live.has("Deployment", "meanwhile"));
        QCOMPARE(live.server.lists, 2);
    }

    void bookmarksSaveAList() {
        Live live;
        live.start();
        QTRY_VERIFY(live.watching());
        live.server.compact();
        live.server.say("deployments", chunked(test::bookmarkLine(1000)));
        live.server.endWatches("deployments");
        QTRY_COMPARE(live.server.watches, 3);
        QTRY_VERIFY(live.watching());
        live.server.put("deployments", "after");
        QTRY_VERIFY(live.has("Deployment", "after"));
        QCOMPARE(live.server.lists, 2);
    }

    void expiredByStatusOrEvent_data() {
        QTest::addColumn<bool>("byEvent");
        QTest::newRow("status") << false;
        QTest::newRow("event") << true;
    }
    void expiredByStatusOrEvent() {
        QFETCH(bool, byEvent);
        Live live;
        live.server.expiresByEvent = byEvent;
        live.start();
        QTRY_VERIFY(live.watching());
        live.server.cutWatches("deployments");
        live.server.remove("deployments", "web");
        live.server.put("deployments", "new");
        live.server.compact();
        QTRY_VERIFY(live.has("Deployment", "new"));
        QTRY_VERIFY(!live.has("Deployment", "web"));
        QTRY_VERIFY(live.watching());
        QCOMPARE(live.server.lists, 3);
    }

    void unauthorizedForAWhile() {
        Live live;
        bool refuses = true;
        int refused = 0;
        live.server.trouble = [&](const Seen&, bool, QTcpSocket& socket) {
            if (!refuses) return false;
            ++refused;
            socket.write(test::answer(401, statusBody(401, "Unauthorized"), "Content-Type: application/json\r\n"));
            return true;
        };
        live.start();
        QTRY_VERIFY(!live.feeds.empty() && live.feeds.front().feed == Feed::failed);
        QCOMPARE(live.feeds.front().error.kind, ErrorKind::auth);
        QTRY_VERIFY(refused >= 6);
        refuses = false;
        QTRY_VERIFY(live.watching());
        QVERIFY(live.has("Deployment", "web"));
    }

    void unauthorizedIsNoStorm() {
        Live live;
        live.kinds = trace::surveyKinds();
        live.options.firstRetry = live.options.lastRetry = std::chrono::seconds(60);
        live.server.trouble = [&](const Seen&, bool, QTcpSocket& socket) {
            socket.write(test::answer(401, statusBody(401, "Unauthorized"), "Content-Type: application/json\r\n"));
            return true;
        };
        live.start();
        QTRY_VERIFY(std::any_of(live.feeds.begin(), live.feeds.end(),
                                [](const auto& state) { return state.feed == Feed::failed; }));
        QTest::qWait(100);
        // Six at once, each with one more try after the credentials were renewed.
        QVERIFY2(live.server.lists <= 12, qPrintable(QString::number(live.server.lists)));
    }

    void forbiddenIsNotAskedAgain() {
        Live live;
        live.server.trouble = [&](const Seen& seen, bool, QTcpSocket& socket) {
            if (!seen.target.contains("deployments")) return false;
            socket.write(test::answer(403, statusBody(403, "Forbidden"), "Content-Type: application/json\r\n"));
            return true;
        };
        live.start();
        QTRY_VERIFY(live.feeds.size() == 2 && live.feeds[0].feed == Feed::forbidden &&
                    live.feeds[1].feed == Feed::watching);
        QVERIFY(live.feeds[0].error.advice.find("verbs: [\"list\"]") != std::string::npos);
        QTest::qWait(100);
        QCOMPARE(live.server.lists, 2);
    }

    void garbage_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("page") << QByteArray("<html>Sign in</html>\n");
        QTest::newRow("binary") << QByteArray("\0\xff\x01\n", 4);
    }
    void garbage() {
        QFETCH(QByteArray, text);
        Live live;
        live.start();
        QTRY_VERIFY(live.watching());
        live.server.say("deployments", chunked(text));
        QTRY_COMPARE(live.server.lists, 3);
        QTRY_VERIFY(live.watching());
        live.server.put("deployments", "after");
        QTRY_VERIFY(live.has("Deployment", "after"));
    }

    /// It takes the request and says nothing.
    void silentServer() {
        Live live;
        live.http.timeout = std::chrono::milliseconds(50);
        bool silent = true;
        live.server.trouble = [&](const Seen&, bool isWatch, QTcpSocket&) { return isWatch && silent; };
        live.start();
        QTRY_VERIFY(live.seen.contains(Feed::reconnecting));
        QCOMPARE(live.feeds.front().error.kind, ErrorKind::timeout);
        QVERIFY(live.has("Deployment", "web"));
        silent = false;
        QTRY_VERIFY(live.watching());
    }

    /// Watches on which nothing comes are opened again, and that is no interruption.
    void silentWatch() {
        Live live;
        live.options.silence = std::chrono::milliseconds(40);
        live.start();
        QTRY_VERIFY(live.server.watches >= 6);
        live.server.put("deployments", "late");
        QTRY_VERIFY(live.has("Deployment", "late"));
        QVERIFY(!live.seen.contains(Feed::reconnecting));
        QCOMPARE(live.server.lists, 2);
    }

    void serverGoneForAWhile() {
        Live live;
        bool away = false;
        live.server.trouble = [&](const Seen&, bool, QTcpSocket& socket) {
            if (away) socket.abort();
            return away;
        };
        live.start();
        QTRY_VERIFY(live.watching());
        away = true;
        live.server.cutWatches("deployments");
        live.server.cutWatches("pods");
        QTRY_VERIFY(live.feeds[0].feed == Feed::reconnecting && live.feeds[1].feed == Feed::reconnecting);
        QTRY_COMPARE(live.feeds[0].error.kind, ErrorKind::unreachable);
        QVERIFY(live.has("Deployment", "web"));
        away = false;
        QTRY_VERIFY(live.watching());
        live.server.put("pods", "new");
        QTRY_VERIFY(live.has("Pod", "new"));
    }

    void watchesThatEndAtOnceAreNoStorm() {
        Live live;
        live.options.firstRetry = live.options.lastRetry = std::chrono::hours(1);
        live.server.trouble = [&](const Seen&, bool isWatch, QTcpSocket& socket) {
            if (!isWatch) return false;
            socket.write(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: "
                "chunked\r\n\r\n0\r\n\r\n");
            return true;
        };
        live.start();
        QTRY_VERIFY(live.feeds.size() == 2 && std::all_of(live.feeds.begin(), live.feeds.end(), [](const auto& state) {
                        return state.feed == Feed::reconnecting;
                    }));
        QTest::qWait(100);
        QCOMPARE(live.server.watches, 2);
        QCOMPARE(live.server.lists, 2);
    }

    void stopWhileLoading() {
        Live live;
        live.server.trouble = [&](const Seen&, bool, QTcpSocket&) { return true; };
        live.start();
        QTRY_COMPARE(live.server.lists, 2);
        live.evidence->stop();
        QTRY_VERIFY(live.feeds.front().feed == Feed::stopped);
        live.server.trouble = nullptr;
        live.evidence->refresh();
        QTRY_VERIFY(live.watching());
        live.evidence->stop();
    }

    void destroyedAtAnyMoment() {
        for (int events = 0; events < 60; ++events) {
            Live live;
            live.start();
            for (int i = 0; i < events; ++i) QCoreApplication::processEvents();
        }
    }
};

QTEST_GUILESS_MAIN(LiveServerTest)

#include "live_server_test.moc"
