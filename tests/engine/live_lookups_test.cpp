// Questions about objects that no list brings, and those that a list answers.
#include <QTest>

#include "engine/live_lookups.h"
#include "live_fixture.h"

using namespace scout;
using base::ErrorKind;
using test::FakeTransport;
using test::Feed;
using test::list;
using test::Live;
using test::object;
using test::status;
using test::watchEvent;
using trace::Query;

namespace {

const std::string node = "/api/v1/nodes/n";
const std::string nodeList = "/api/v1/nodes?limit=500&fieldSelector=metadata.name%3Dn";

Query askNode() {
    return {Query::Type::object, {"", "Node", "", "n"}, {}};
}

std::string nodeObject(const std::string& resourceVersion, const std::string& name = "n") {
    return test::json("{'kind':'Node','apiVersion':'v1','metadata':{'name':'" + name +
                      "','uid':'u','resourceVersion':'" + resourceVersion + "'}}");
}

std::string notFound() {
    return test::json(
        "{'kind':'Status','status':'Failure','reason':'NotFound','code':404,'message':'no',"
        "'details':{'name':'n','kind':'nodes'}}");
}

FakeTransport::Result denied() {
    return FakeTransport::json(403, status(403, "Forbidden"));
}

/// The node may be got, but neither listed nor watched, and is asked for again at once.
void getOnly(Live& live) {
    live.kinds.clear();
    live.options.watchFor = std::chrono::seconds(0);
    live.transport.table.insert_or_assign(node, FakeTransport::json(200, nodeObject("1")));
    live.transport.table.insert_or_assign(nodeList, denied());
    live.start();
    live.evidence->ask({askNode()});
    live.transport.deliverAll();
}

/// What the next GET of the node brings.
void readAgain(Live& live, FakeTransport::Result result) {
    live.transport.table.insert_or_assign(node, std::move(result));
    QTRY_VERIFY(!live.transport.idle());
    live.transport.deliver();
}

/// Of the node.
const trace::Answer* answered(const Live& live) {
    return live.evidence->evidence().find(askNode());
}

}  // namespace

class LiveLookupsTest : public QObject {
    Q_OBJECT

  private slots:
    void whatAListHasNotIsMissingWithoutAsking() {
        Live live;
        live.startWatching();
        QTRY_VERIFY(live.all(Feed::watching));
        live.changed.clear();
        const std::size_t asked = live.transport.asked.size();
        live.evidence->ask({{Query::Type::object, Live::ref("Deployment", "gone"), {}},
                            {Query::Type::metadata, Live::ref("Pod", "gone"), {}}});
        QVERIFY(live.find("Deployment", "gone")->isMissing());
        QVERIFY(!live.find("Deployment", "gone")->isNotInstalled());
        QTRY_COMPARE(live.changed,
                     (std::set<std::string>{"object apps/Deployment/prod/gone", "metadata /Pod/prod/gone"}));
        QCOMPARE(live.transport.asked.size(), asked);
        QCOMPARE(live.evidence->open(), std::size_t(0));
        // And when it comes, it is there.
        live.transport.chunk(live.watchOf("deployments"), watchEvent("ADDED", object("gone", "12")));
        QVERIFY(live.has("Deployment", "gone"));
        live.transport.chunk(live.watchOf("deployments"), watchEvent("DELETED", object("gone", "13")));
        QVERIFY(live.find("Deployment", "gone")->isMissing());
    }

    void questionsWaitForAListThatIsUnderWay() {
        Live live;
        live.transport.table.insert_or_assign(Live::deployments,
                                              FakeTransport::json(200, list({object("web", "3")}, "10")));
        live.transport.table.insert_or_assign(Live::pods, FakeTransport::json(403, status(403, "Forbidden")));
        live.start();
        live.evidence->ask({{Query::Type::object, Live::ref("Deployment", "web"), {}},
                            {Query::Type::object, Live::ref("Deployment", "gone"), {}},
                            {Query::Type::object, Live::ref("Pod", "p"), {}}});
        QCOMPARE(live.evidence->open(), std::size_t(3));
        QCOMPARE(live.transport.asked.size(), std::size_t(2));
        live.transport.deliver();
        live.transport.head(live.transport.streams().front());
        // The kind that may not be listed is looked up one by one.
        QTRY_COMPARE(live.askedFor("/api/v1/namespaces/prod/pods/p"), std::size_t(1));
        QVERIFY(live.has("Deployment", "web"));
        QVERIFY(live.find("Deployment", "gone")->isMissing());
        QCOMPARE(live.evidence->open(), std::size_t(1));
        QCOMPARE(live.askedFor("deployments/"), std::size_t(0));
    }

    void lookedUpObjectsAreWatchedByName() {
        Live live;
        live.kinds.clear();
        live.transport.table.insert_or_assign(node, FakeTransport::json(200, nodeObject("1")));
        live.transport.table.insert_or_assign(nodeList, FakeTransport::json(200, list({nodeObject("1")}, "20")));
        live.start();
        live.evidence->ask({askNode(), askNode()});
        live.evidence->ask({askNode()});
        live.transport.deliver();
        QVERIFY(answered(live)->isKnown());
        QCOMPARE(live.evidence->open(), std::size_t(0));
        live.transport.deliver();
        const auto watch = live.transport.streamOf("/api/v1/nodes?watch");
        QVERIFY(live.transport.target(watch).ends_with("resourceVersion=20&fieldSelector=metadata.name%3Dn"));
        QCOMPARE(live.transport.asked.size(), std::size_t(3));
        live.transport.head(watch);
        live.transport.chunk(watch, watchEvent("MODIFIED", nodeObject("21")));
        QCOMPARE(answered(live)->value().at("metadata.resourceVersion").text(), std::string("21"));
        live.transport.chunk(watch, watchEvent("DELETED", nodeObject("22")));
        QVERIFY(answered(live)->isMissing());
    }

    void missingObjectsAreExpected() {
        Live live;
        live.kinds.clear();
        live.transport.table.insert_or_assign(node, FakeTransport::json(404, notFound()));
        live.transport.table.insert_or_assign(nodeList, FakeTransport::json(200, list({}, "20")));
        live.start();
        live.evidence->ask({askNode()});
        live.transport.deliverAll();
        QVERIFY(answered(live)->isMissing());
        const auto watch = live.transport.streamOf("/api/v1/nodes?watch");
        live.transport.head(watch);
        live.transport.chunk(watch, watchEvent("ADDED", nodeObject("21")));
        QVERIFY(answered(live)->isKnown());
    }

    void goneBetweenTheLookUpAndTheWatch() {
        Live live;
        live.kinds.clear();
        live.transport.table.insert_or_assign(node, FakeTransport::json(200, nodeObject("1")));
        live.transport.table.insert_or_assign(nodeList, FakeTransport::json(200, list({}, "20")));
        live.start();
        live.evidence->ask({askNode()});
        live.transport.deliverAll();
        QVERIFY(answered(live)->isMissing());
    }

    void whereNamesMayNotBeWatchedRefreshLooksAgain() {
        Live live;
        live.kinds.clear();
        live.transport.table.insert_or_assign(node, FakeTransport::json(200, nodeObject("1")));
        live.transport.table.insert_or_assign(nodeList, FakeTransport::json(403, status(403, "Forbidden")));
        live.start();
        live.evidence->ask({askNode()});
        live.transport.deliverAll();
        QVERIFY(answered(live)->isKnown());
        QVERIFY(live.transport.streams().empty());
        QCOMPARE(live.askedFor(nodeList), std::size_t(1));
        live.transport.table.insert_or_assign(node, FakeTransport::json(200, nodeObject("2")));
        live.evidence->refresh();
        QVERIFY(answered(live)->isKnown());
        live.transport.deliverAll();
        QCOMPARE(answered(live)->value().at("metadata.resourceVersion").text(), std::string("2"));
    }

    void whatMayOnlyBeGotIsReadAgainAndAgain() {
        Live live;
        getOnly(live);
        QCOMPARE(answered(live)->value().at("metadata.resourceVersion").text(), std::string("1"));
        QTRY_COMPARE(live.askedFor(node), std::size_t(2));
        QVERIFY(answered(live)->isKnown());
        QCOMPARE(live.evidence->open(), std::size_t(0));
        live.transport.deliver();
        QTRY_VERIFY(!live.changed.empty());
        live.changed.clear();
        readAgain(live, FakeTransport::json(200, nodeObject("1")));
        QTRY_COMPARE(live.askedFor(node), std::size_t(4));
        QVERIFY(live.changed.empty());
        live.transport.deliver();
        readAgain(live, FakeTransport::json(200, nodeObject("2")));
        QCOMPARE(answered(live)->value().at("metadata.resourceVersion").text(), std::string("2"));
        QTRY_COMPARE(live.changed, std::set<std::string>{askNode().key()});
        readAgain(live, denied());
        QCOMPARE(answered(live)->error().kind, ErrorKind::forbidden);
        readAgain(live, FakeTransport::json(404, notFound()));
        QVERIFY(answered(live)->isMissing());
        readAgain(live, FakeTransport::json(200, nodeObject("3")));
        QVERIFY(answered(live)->isKnown());
        QCOMPARE(live.askedFor(nodeList), std::size_t(1));
    }

    void whatIsReadAgainStaysAsItWasWhileAFaultMayPass() {
        Live live;
        getOnly(live);
        for (int tries = 1; tries < 6; ++tries) {
            readAgain(live, FakeTransport::json(503, status(503, "X")));
            QVERIFY(answered(live)->isKnown());
        }
        readAgain(live, FakeTransport::json(503, status(503, "X")));
        QCOMPARE(answered(live)->error().kind, ErrorKind::server);
        readAgain(live, FakeTransport::json(200, nodeObject("2")));
        QVERIFY(answered(live)->isKnown());
        readAgain(live, test::unreachable());
        QVERIFY(answered(live)->isKnown());
        readAgain(live, FakeTransport::json(200, nodeObject("3")));
        QCOMPARE(answered(live)->value().at("metadata.resourceVersion").text(), std::string("3"));
    }

    void readingAgainStopsWithTheRest() {
        Live live;
        getOnly(live);
        QTRY_COMPARE(live.askedFor(node), std::size_t(2));
        live.evidence->stop();
        live.transport.deliverAll();
        QTest::qWait(20);
        QCOMPARE(live.askedFor(node), std::size_t(2));
        live.evidence->refresh();
        live.transport.deliverAll();
        QTRY_COMPARE(live.askedFor(node), std::size_t(4));
        live.transport.deliverAll();
        live.evidence->stop();  // while it waits for the next time
        QTest::qWait(20);
        QCOMPARE(live.askedFor(node), std::size_t(4));
    }

    void whatIsBeyondTheMostWatchesIsReadAgain() {
        Live live;
        live.kinds.clear();
        live.options.watchFor = std::chrono::seconds(0);
        live.start();
        const std::size_t most = engine::LiveLookups::mostWatches;
        std::vector<Query> questions;
        for (std::size_t number = 0; number <= most; ++number) {
            const std::string name = "n" + std::to_string(number);
            live.transport.table.insert_or_assign("/api/v1/nodes/" + name,
                                                  FakeTransport::json(200, nodeObject("1", name)));
            live.transport.table.insert_or_assign("/api/v1/nodes?limit=500&fieldSelector=metadata.name%3D" + name,
                                                  FakeTransport::json(200, list({}, "20")));
            questions.push_back({Query::Type::object, {"", "Node", "", name}, {}});
        }
        live.evidence->ask(questions);
        for (int turn = 0; turn < 600 && live.transport.streams().size() < most; ++turn) {
            live.transport.deliverAll();
            for (const auto ticket : live.transport.streams()) live.transport.head(ticket);
            QTest::qWait(0);
        }
        QCOMPARE(live.transport.streams().size(), most);
        for (int turn = 0; turn < 3; ++turn) {
            live.transport.deliverAll();
            QTRY_VERIFY(!live.transport.idle());
        }
        QVERIFY(live.transport.asked.back().starts_with("/api/v1/nodes/"));
    }

    void whatMayBeWatchedNoMoreIsLookedUpAgain() {
        Live live;
        live.kinds.clear();
        live.transport.table.insert_or_assign(node, FakeTransport::json(200, nodeObject("1")));
        live.transport.table.insert_or_assign(nodeList, FakeTransport::json(200, list({nodeObject("1")}, "20")));
        live.start();
        live.evidence->ask({askNode()});
        live.transport.deliverAll();
        live.transport.head(live.transport.streamOf("/api/v1/nodes?watch"));
        live.transport.table.insert_or_assign(node, FakeTransport::json(403, status(403, "Forbidden")));
        live.transport.table.insert_or_assign(nodeList, FakeTransport::json(403, status(403, "Forbidden")));
        live.transport.end(live.transport.streamOf("/api/v1/nodes?watch"));
        QTRY_VERIFY(live.transport.streamOf("/api/v1/nodes?watch") != 0);
        live.deny(live.transport.streamOf("/api/v1/nodes?watch"));
        QTRY_VERIFY(!live.transport.idle());
        live.transport.deliverAll();
        QTRY_VERIFY(answered(live) == nullptr);
        live.evidence->ask({askNode()});
        live.transport.deliverAll();
        QCOMPARE(answered(live)->error().kind, ErrorKind::forbidden);
        QVERIFY(live.transport.streams().empty());
    }

    void deniedLookUpStaysDenied() {
        Live live;
        live.kinds.clear();
        live.transport.table.insert_or_assign(node, FakeTransport::json(403, status(403, "Forbidden")));
        live.start();
        live.evidence->ask({askNode()});
        live.transport.deliverAll();
        QCOMPARE(answered(live)->error().kind, ErrorKind::forbidden);
        QTest::qWait(30);
        QCOMPARE(live.transport.asked.size(), std::size_t(1));
    }

    void aPassingFaultIsTriedAgain_data() {
        QTest::addColumn<bool>("serverAway");
        QTest::newRow("server error") << false;
        QTest::newRow("unreachable") << true;
    }
    void aPassingFaultIsTriedAgain() {
        QFETCH(bool, serverAway);
        Live live;
        live.kinds.clear();
        live.transport.table.insert_or_assign(
            node, serverAway ? FakeTransport::Result(test::unreachable()) : FakeTransport::json(503, status(503, "X")));
        live.start();
        live.evidence->ask({askNode()});
        live.transport.deliver();
        QVERIFY(answered(live)->isUnseen());
        QCOMPARE(live.evidence->open(), std::size_t(0));
        live.transport.table.insert_or_assign(node, FakeTransport::json(200, nodeObject("1")));
        QTRY_COMPARE(live.askedFor(node), std::size_t(2));
        live.transport.deliver();
        QVERIFY(answered(live)->isKnown());
    }

    void aFaultThatStaysIsNotTriedForEver() {
        Live live;
        live.kinds.clear();
        live.transport.table.insert_or_assign(node, FakeTransport::json(503, status(503, "X")));
        live.start();
        live.evidence->ask({askNode()});
        for (std::size_t tries = 1; tries <= 6; ++tries) {
            QTRY_COMPARE(live.transport.asked.size(), tries);
            live.transport.deliver();
        }
        QTest::qWait(50);
        QCOMPARE(live.transport.asked.size(), std::size_t(6));
    }

    void searchesAreAnsweredFromACompleteList() {
        Live live;
        live.startWatching();
        QTRY_VERIFY(live.all(Feed::watching));
        const Query search = trace::searchFor("apps", "Deployment", "web");
        const std::size_t asked = live.transport.asked.size();
        live.evidence->ask({search});
        QCOMPARE(live.evidence->evidence().find(search)->value().size(), std::size_t(1));
        live.transport.chunk(live.watchOf("deployments"), watchEvent("ADDED", object("web", "12", "staging")));
        QCOMPARE(live.evidence->evidence().find(search)->value().size(), std::size_t(2));
        live.transport.chunk(live.watchOf("deployments"), watchEvent("DELETED", object("web", "13")));
        QCOMPARE(live.evidence->evidence().find(search)->value().size(), std::size_t(1));
        QCOMPARE(live.transport.asked.size(), asked);
    }

    void searchesAreAskedWhereOnlyNamespacesAreListed() {
        Live live;
        live.scope.namespaces = {"prod"};
        live.start();
        const Query search = trace::searchFor("apps", "Deployment", "web");
        live.evidence->ask({search});
        QCOMPARE(live.askedFor("/apis/apps/v1/deployments?limit=500&fieldSelector=metadata.name%3Dweb"),
                 std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(LiveLookupsTest)

#include "live_lookups_test.moc"
