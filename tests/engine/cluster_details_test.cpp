// Events, log lines and namespaces: what is asked, and what its answers mean.
#include "engine/cluster_details.h"

#include <QTest>
#include <optional>

#include "live_fixture.h"

using namespace scout;
using base::ErrorKind;
using engine::ClusterDetails;
using test::FakeTransport;
using test::json;
using test::list;
using test::status;

namespace {

const std::string podTarget = "/api/v1/namespaces/prod/pods/web-1";
const std::string logTarget = podTarget + "/log?tailLines=100&limitBytes=4194304";

std::string clusterEvent(const std::string& name, const std::string& times) {
    return json("{'metadata':{'name':'" + name + "','creationTimestamp':'2026-11-20T00:00:00Z'}" + times + "}");
}

struct Asker {
    FakeTransport transport;
    ClusterDetails details{transport};
    std::optional<base::Result<base::Json>> events;
    std::optional<base::Result<std::string>> text;
    std::optional<base::Result<std::vector<std::string>>> names;

    void log(const ClusterDetails::LogRequest& request) {
        details.log(request, [this](base::Result<std::string> got) { text = std::move(got); });
        transport.deliverAll();
    }
};

}  // namespace

class ClusterDetailsTest : public QObject {
    Q_OBJECT

  private slots:
    void eventsOfAnObject() {
        Asker asker;
        const std::string target =
            "/api/v1/namespaces/prod/events?limit=500&fieldSelector=involvedObject.kind%3DPod%2C"
            "involvedObject.name%3Dweb-1%2CinvolvedObject.namespace%3Dprod%2CinvolvedObject.uid%3Du1";
        asker.transport.table.insert_or_assign(
            target, FakeTransport::json(200, list({clusterEvent("first", ",'lastTimestamp':'2026-11-21T01:00:00Z'"),
                                                   clusterEvent("series",
                                                                ",'eventTime':'2026-11-21T00:00:00.123456Z','series':{"
                                                                "'lastObservedTime':'2026-11-21T03:00:00.123456Z'}"),
                                                   clusterEvent("oldest", ",'lastTimestamp':null"),
                                                   clusterEvent("middle", ",'lastTimestamp':'2026-11-21T02:00:00Z'")},
                                                  "1")));
        asker.details.events({"", "Pod", "prod", "web-1"}, "u1",
                             [&](base::Result<base::Json> got) { asker.events = std::move(got); });
        QVERIFY(!asker.events);
        asker.transport.deliverAll();
        QCOMPARE(asker.transport.asked, std::vector<std::string>{target});
        std::vector<std::string> names;
        for (const auto& one : (*asker.events)->elements()) names.push_back(one.at("metadata.name").text());
        QCOMPARE(names, (std::vector<std::string>{"series", "middle", "first", "oldest"}));
    }

    void credentialsInUrlsAreLeftOut() {
        Asker asker;
        const std::string url = "https://user:HUSH1@git.test/x?private_token=HUSH2";
        asker.details.events({"", "Pod", "prod", "p"}, "",
                             [&](base::Result<base::Json> got) { asker.events = std::move(got); });
        asker.transport.table.insert_or_assign(
            asker.transport.asked.front(),
            FakeTransport::json(200, list({clusterEvent("e", ",'message':'clone of " + url + " failed'")}, "1")));
        asker.transport.deliverAll();
        QCOMPARE((**asker.events)[0]["message"].text(),
                 std::string("clone of https://***@git.test/x?private_token=*** failed"));
        asker.transport.table.insert_or_assign(logTarget + "&container=app",
                                               base::HttpResponse{200, {{"content-type", "text/plain"}}, url + "\n"});
        asker.log({"prod", "web-1", "app", 100, false});
        QCOMPARE(**asker.text, std::string("https://***@git.test/x?private_token=***\n"));
    }

    void eventsOfAClusterScopedObject() {
        Asker asker;
        asker.details.events({"", "Node", "", "n"}, "", [](const base::Result<base::Json>&) {});
        QCOMPARE(asker.transport.asked.front(),
                 std::string("/api/v1/namespaces/default/events?limit=500&fieldSelector=involvedObject.kind%3DNode%2C"
                             "involvedObject.name%3Dn%2CinvolvedObject.namespace%3D"));
    }

    void newestEventsOnly() {
        Asker asker;
        std::vector<std::string> all;
        for (int i = 0; i < 250; ++i) {
            const std::string minute = std::to_string(i % 60);
            const std::string time = "0" + std::to_string(i / 60) + ":" + (minute.size() == 1 ? "0" : "") + minute;
            all.push_back(clusterEvent(std::to_string(i), ",'lastTimestamp':'2026-11-21T" + time + ":00Z'"));
        }
        asker.details.events({"", "Pod", "prod", "p"}, "",
                             [&](base::Result<base::Json> got) { asker.events = std::move(got); });
        asker.transport.table.insert_or_assign(asker.transport.asked.front(), FakeTransport::json(200, list(all, "1")));
        asker.transport.deliverAll();
        const auto events = (*asker.events)->elements();
        QCOMPARE(events.size(), ClusterDetails::mostEvents);
        QCOMPARE(events.front().at("metadata.name").text(), std::string("249"));
        QCOMPARE(events.back().at("metadata.name").text(), std::string("50"));
    }

    void deniedEvents() {
        Asker asker;
        asker.details.events({"", "Pod", "prod", "p"}, "",
                             [&](base::Result<base::Json> got) { asker.events = std::move(got); });
        asker.transport.table.insert_or_assign(asker.transport.asked.front(),
                                               FakeTransport::json(403, status(403, "Forbidden")));
        asker.transport.deliverAll();
        QCOMPARE(asker.events->error().kind, ErrorKind::forbidden);
        QVERIFY(asker.events->error().advice.find(R"({apiGroups: [""], resources: ["events"], verbs: ["list"]})") !=
                std::string::npos);
    }

    void logOfAContainer() {
        Asker asker;
        const std::string target = logTarget + "&container=app&previous=true";
        asker.transport.table.insert_or_assign(target,
                                               base::HttpResponse{200, {{"content-type", "text/plain"}}, "one\ntwo\n"});
        asker.log({"prod", "web-1", "app", 100, true});
        QCOMPARE(asker.transport.asked, std::vector<std::string>{target});
        QCOMPARE(**asker.text, std::string("one\ntwo\n"));
    }

    void logOfTheDefaultContainer_data() {
        QTest::addColumn<QString>("annotations");
        QTest::addColumn<QString>("container");
        QTest::newRow("first") << "{}"
                               << "a";
        QTest::newRow("marked") << "{'kubectl.kubernetes.io/default-container':'b'}"
                                << "b";
    }
    void logOfTheDefaultContainer() {
        QFETCH(QString, annotations);
        QFETCH(QString, container);
        Asker asker;
        asker.transport.table.insert_or_assign(
            podTarget,
            FakeTransport::json(
                200, json("{'kind':'Pod','apiVersion':'v1','metadata':{'name':'web-1','annotations':" +
                          annotations.toStdString() + "},'spec':{'containers':[{'name':'a'},{'name':'b'}]}}")));
        asker.transport.table.insert_or_assign(logTarget + "&container=" + container.toStdString(),
                                               base::HttpResponse{200, {}, ""});
        asker.log({"prod", "web-1", "", 100, false});
        QVERIFY(asker.text->ok());
        QCOMPARE(**asker.text, std::string());
    }

    void logsThatThereAreNot() {
        Asker asker;
        asker.transport.table.insert_or_assign(
            logTarget + "&container=x", FakeTransport::json(400, json("{'kind':'Status','status':'Failure','message':"
                                                                      "'container x is not valid for pod web-1',"
                                                                      "'reason':'BadRequest','code':400}")));
        asker.log({"prod", "web-1", "x", 100, false});
        QCOMPARE(asker.text->error().what, std::string("container x is not valid for pod web-1"));
        QCOMPARE(asker.text->error().where, std::string("log of Pod/web-1 in prod"));

        asker.transport.table.insert_or_assign(logTarget + "&container=x",
                                               FakeTransport::json(403, status(403, "Forbidden")));
        asker.log({"prod", "web-1", "x", 100, false});
        QCOMPARE(asker.text->error().kind, ErrorKind::forbidden);
        const std::string& advice = asker.text->error().advice;
        QVERIFY(advice.find("kubectl auth can-i get pods/web-1 --subresource=log -n prod") != std::string::npos);
        QVERIFY(advice.find(R"(resources: ["pods/log"], resourceNames: ["web-1"], verbs: ["get"])") !=
                std::string::npos);
    }

    void namespaces() {
        Asker asker;
        asker.transport.table.insert_or_assign(
            "/api/v1/namespaces?limit=500",
            FakeTransport::json(200,
                                list({json("{'metadata':{'name':'b'}}"), json("{'metadata':{'name':'a'}}")}, "1")));
        const auto keep = [&](base::Result<std::vector<std::string>> got) { asker.names = std::move(got); };
        asker.details.namespaces(keep);
        asker.transport.deliverAll();
        QCOMPARE(**asker.names, (std::vector<std::string>{"a", "b"}));
        asker.transport.table.insert_or_assign("/api/v1/namespaces?limit=500",
                                               FakeTransport::json(403, status(403, "Forbidden")));
        asker.details.namespaces(keep);
        asker.transport.deliverAll();
        QCOMPARE(asker.names->error().kind, ErrorKind::forbidden);
    }

    void cancel() {
        Asker asker;
        asker.details.events({"", "Pod", "prod", "p"}, "",
                             [&](base::Result<base::Json> got) { asker.events = std::move(got); });
        asker.details.cancel();
        asker.transport.deliverAll();
        QCOMPARE(asker.events->error().kind, ErrorKind::cancelled);
    }

    void destroyedBeforeTheAnswer() {
        FakeTransport transport;
        bool called = false;
        {
            ClusterDetails details(transport);
            details.namespaces([&called](const base::Result<std::vector<std::string>>&) { called = true; });
        }
        transport.deliverAll();
        QVERIFY(!called);
    }
};

QTEST_GUILESS_MAIN(ClusterDetailsTest)

#include "cluster_details_test.moc"
