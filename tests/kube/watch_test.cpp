// What a watch asks, and what becomes of every kind of stream.
#include "kube/watch.h"

#include <QTest>

#include "canned.h"

using namespace scout;
using base::ErrorKind;
using kube::WatchObjects;
using test::builtin;
using test::quoted;
using Kind = WatchObjects::Outcome::Kind;
using Type = WatchObjects::Event::Type;

namespace {

WatchObjects watchDeployments(kube::Detail detail = kube::Detail::full) {
    WatchObjects::Selection selection;
    selection.ns = "prod";
    selection.resourceVersion = "10";
    return WatchObjects(builtin("apps", "Deployment"), "v1", selection, detail);
}

WatchObjects opened(kube::Detail detail = kube::Detail::full) {
    WatchObjects watch = watchDeployments(detail);
    watch.head({200, {{"content-type", "application/json"}}, {}});
    return watch;
}

std::string line(const std::string& type, const std::string& name, const std::string& resourceVersion) {
    return quoted("{'type':'" + type + "','object':{'kind':'Deployment','apiVersion':'apps/v1','metadata':{'name':'" +
                  name + "','namespace':'prod','resourceVersion':'" + resourceVersion + "'}}}\n");
}

std::string error(int code, const std::string& reason) {
    return quoted(
        "{'type':'ERROR','object':{'kind':'Status','apiVersion':'v1','status':'Failure','message':'no','reason':'" +
        reason + "','code':" + std::to_string(code) + "}}\n");
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

class WatchTest : public QObject {
    Q_OBJECT

  private slots:
    void request() {
        WatchObjects::Selection selection;
        selection.ns = "prod";
        selection.name = "a.b";
        selection.resourceVersion = "1&2";
        selection.timeout = std::chrono::seconds(300);
        const WatchObjects watch(builtin("apps", "Deployment"), "v1", selection, kube::Detail::lean);
        QCOMPARE(watch.request().target,
                 std::string("/apis/apps/v1/namespaces/prod/deployments?watch=true&allowWatchBookmarks=true"
                             "&timeoutSeconds=300&resourceVersion=1%262&fieldSelector=metadata.name%3Da.b"));
        QCOMPARE(watch.request().accept, std::string("application/json"));
    }

    void secretsAreWatchedWithoutTheirData() {
        WatchObjects watch(builtin("", "Secret"), "v1", {}, kube::Detail::full);
        QCOMPARE(watch.request().accept, std::string("application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"));
        watch.head({200, {}, {}});
        const auto events =
            watch.body(quoted("{'type':'ADDED','object':{'kind':'Secret','apiVersion':'v1','metadata':{'name':'s'},"
                              "'data':{'password':'aHVudGVyMg=='}}}\n"));
        QCOMPARE(events.size(), std::size_t(1));
        QVERIFY(!events[0].object["data"].exists());
        QCOMPARE(events[0].object.at("metadata.name").text(), std::string("s"));
    }

    void eventsAcrossAnyBorder() {
        const std::string text = line("ADDED", "a", "11") + "\n" + line("MODIFIED", "a", "12") +
                                 line("DELETED", "a", "13") +
                                 quoted(
                                     "{'type':'BOOKMARK','object':{'kind':'Deployment','metadata':{"
                                     "'resourceVersion':'20'}}}\r\n");
        for (std::size_t cut = 0; cut <= text.size(); ++cut) {
            WatchObjects watch = opened();
            std::vector<WatchObjects::Event> events = watch.body(std::string_view(text).substr(0, cut));
            for (auto& event : watch.body(std::string_view(text).substr(cut))) events.push_back(event);
            QCOMPARE(events.size(), std::size_t(3));
            QVERIFY(events[0].type == Type::added && events[1].type == Type::modified &&
                    events[2].type == Type::deleted);
            QCOMPARE(watch.resourceVersion(), std::string("20"));
            QVERIFY(!watch.isOver());
            QVERIFY(watch.end(std::nullopt).kind == Kind::ended);
        }
        WatchObjects watch = opened();
        std::size_t seen = 0;
        for (const char c : text) seen += watch.body({&c, 1}).size();
        QCOMPARE(seen, std::size_t(3));
    }

    void objectsAreComplete() {
        WatchObjects watch = opened(kube::Detail::lean);
        const auto events = watch.body(
            quoted("{'type':'ADDED','object':{'metadata':{'name':'a','managedFields':[{}],'annotations':{"
                   "'kubectl.kubernetes.io/last-applied-configuration':'x','b':'c'}},'spec':{'replicas':3}}}\n"));
        QCOMPARE(events.at(0).object.dump(),
                 quoted("{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'annotations':{'b':'c'},'name':'a'},"
                        "'spec':{'replicas':3}}"));
    }

    void errorEvents_data() {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<int>("kind");
        const auto row = [](const char* name, int code, Kind outcome, ErrorKind kind) {
            QTest::newRow(name) << code << static_cast<int>(outcome) << static_cast<int>(kind);
        };
        row("410", 410, Kind::expired, ErrorKind::server);
        row("401", 401, Kind::failed, ErrorKind::auth);
        row("403", 403, Kind::failed, ErrorKind::forbidden);
        row("404", 404, Kind::notServed, ErrorKind::notInstalled);
        row("429", 429, Kind::failed, ErrorKind::throttled);
        row("500", 500, Kind::failed, ErrorKind::server);
        row("504", 504, Kind::failed, ErrorKind::timeout);
    }
    void errorEvents() {
        QFETCH(int, code);
        QFETCH(int, outcome);
        QFETCH(int, kind);
        WatchObjects watch = opened();
        QCOMPARE(watch.body(line("ADDED", "a", "11") + error(code, "X") + line("ADDED", "b", "12")).size(),
                 std::size_t(1));
        QVERIFY(watch.isOver());
        QVERIFY(watch.body(line("ADDED", "c", "13")).empty());
        const auto end = watch.end(base::Error{ErrorKind::cancelled, "", "", ""});
        QCOMPARE(static_cast<int>(end.kind), outcome);
        QCOMPARE(static_cast<int>(end.error.kind), kind);
        QCOMPARE(watch.resourceVersion(), std::string("11"));
    }

    void refusals_data() { errorEvents_data(); }
    void refusals() {
        QFETCH(int, code);
        QFETCH(int, outcome);
        QFETCH(int, kind);
        WatchObjects watch = watchDeployments();
        watch.head({code, {{"content-type", "application/json"}}, {}});
        const std::string text = test::statusAnswer(code, "X", "no").body;
        QVERIFY(watch.body(text.substr(0, 10)).empty());
        QVERIFY(watch.body(text.substr(10)).empty());
        const auto end = watch.end(std::nullopt);
        QCOMPARE(static_cast<int>(end.kind), outcome);
        QCOMPARE(static_cast<int>(end.error.kind), kind);
    }

    void deniedWatchNeedsBothVerbs() {
        WatchObjects watch = watchDeployments();
        watch.head({403, {{"content-type", "application/json"}}, {}});
        const auto end = watch.end(std::nullopt);
        QVERIFY(contains(end.error.advice, "kubectl auth can-i watch deployments.apps -n prod"));
        QVERIFY(contains(end.error.advice,
                         R"({apiGroups: ["apps"], resources: ["deployments"], verbs: ["list", "watch"]})"));
    }

    void garbage_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("page") << QByteArray("<html><body>Sign in</body></html>\n");
        QTest::newRow("no JSON") << QByteArray("{\"type\":\n");
        QTest::newRow("no type") << QByteArray(R"({"object":{"metadata":{"name":"a"}}})") + "\n";
        QTest::newRow("another type") << QByteArray(R"({"type":"OTHER","object":{"metadata":{"name":"a"}}})") + "\n";
        QTest::newRow("no name") << QByteArray(R"({"type":"ADDED","object":{"metadata":{}}})") + "\n";
        QTest::newRow("empty bookmark") << QByteArray(R"({"type":"BOOKMARK","object":{}})") + "\n";
        QTest::newRow("a list") << QByteArray(R"({"kind":"DeploymentList","metadata":{},"items":[]})") + "\n";
    }
    void garbage() {
        QFETCH(QByteArray, text);
        WatchObjects watch = opened();
        QVERIFY(watch.body(text.toStdString()).empty());
        QVERIFY(watch.isOver());
        const auto end = watch.end(std::nullopt);
        QVERIFY(end.kind == Kind::failed);
        QCOMPARE(end.error.kind, ErrorKind::protocol);
        QVERIFY(!contains(end.error.what, "html"));
    }

    void tooLargeLine() {
        WatchObjects watch = opened();
        const std::string part(WatchObjects::longestLine / 2, 'x');
        QVERIFY(watch.body(part).empty());
        QVERIFY(watch.body(part).empty());
        QVERIFY(!watch.isOver());
        QVERIFY(watch.body("x").empty());
        QVERIFY(watch.isOver());
        QCOMPARE(watch.end(std::nullopt).error.kind, ErrorKind::tooLarge);
    }

    void cut() {
        WatchObjects inside = opened();
        QCOMPARE(inside.body(line("ADDED", "a", "11") + "{\"type\"").size(), std::size_t(1));
        QVERIFY(!inside.isOver());
        const auto end = inside.end(std::nullopt);
        QVERIFY(end.kind == Kind::failed);
        QCOMPARE(end.error.kind, ErrorKind::protocol);

        WatchObjects broken = opened();
        const base::Error error{ErrorKind::unreachable, "gone", "h", ""};
        QCOMPARE(broken.end(error).error, error);
        QCOMPARE(broken.resourceVersion(), std::string("10"));
    }
};

QTEST_APPLESS_MAIN(WatchTest)

#include "watch_test.moc"
