// From a kubeconfig to one cluster.
#include "engine/connection.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <optional>

#include "hostile_server.h"
#include "kube/api_error.h"

using namespace scout;
using base::ErrorKind;
using engine::Connection;
using engine::ConnectionSettings;

namespace {

struct Home {
    QTemporaryDir folder;

    std::string path(const std::string& name) const { return folder.path().toStdString() + "/" + name; }
    void write(const std::string& name, const std::string& text) const { std::ofstream(path(name)) << text; }
    ConnectionSettings settings() const {
        ConnectionSettings settings;
        settings.environment = {{"KUBECONFIG", path("config")}, {"HOME", folder.path().toStdString()}};
        settings.now = [] { return base::Time{1000}; };
        settings.pluginErrors = [](std::string_view) {};
        return settings;
    }
};

std::string configFor(const std::string& server, const std::string& user = "{}") {
    return "apiVersion: v1\nkind: Config\ncurrent-context: prod\n"
           "contexts: [{name: prod, context: {cluster: c, user: dev, namespace: shop}}, "
           "{name: other, context: {cluster: c, user: dev}}]\n"
           "clusters: [{name: c, cluster: {server: '" +
           server + "', insecure-skip-tls-verify: true}}]\nusers: [{name: dev, user: " + user + "}]\n";
}

}  // namespace

class ConnectionTest : public QObject {
    Q_OBJECT

  private slots:
    void whoAndWhere() {
        Home home;
        home.write("config", configFor("https://h:1", "{token: t}"));
        auto connection = Connection::open(home.settings());
        QVERIFY(connection);
        QCOMPARE((*connection)->context(), std::string("prod"));
        QCOMPARE((*connection)->user(), std::string("dev"));
        QCOMPARE((*connection)->ns(), std::string("shop"));
        QCOMPARE((*connection)->server(), std::string("https://h:1"));
        QVERIFY((*connection)->warnings().empty());
        QVERIFY(!(*connection)->cachedKinds());

        ConnectionSettings other = home.settings();
        other.overrides.context = "other";
        other.overrides.ns = "mine";
        connection = Connection::open(other);
        QCOMPARE((*connection)->context(), std::string("other"));
        QCOMPARE((*connection)->ns(), std::string("mine"));
    }

    void everyErrorHasAdvice() {
        Home home;
        home.write("config", configFor("https://h:1"));
        ConnectionSettings settings = home.settings();
        settings.overrides.context = "prdo";
        const auto connection = Connection::open(settings);
        QVERIFY(!connection);
        QCOMPARE(connection.error().kind, ErrorKind::config);
        QVERIFY(!connection.error().advice.empty());

        settings = home.settings();
        settings.environment["HTTPS_PROXY"] = "gopher://x";
        QCOMPARE(Connection::open(settings).error().kind, ErrorKind::config);
    }

    void contextsWithoutContactingAnybody() {
        Home home;
        home.write("config", configFor("https://h:1"));
        const auto loaded = engine::loadKubeconfig({}, home.settings().environment);
        QVERIFY(loaded);
        QCOMPARE(loaded->files, std::vector<std::string>{home.path("config")});
    }

    void asksTheServer() {
        test::HostileServer server(
            test::always(test::answer(403, R"({"kind":"Status","code":403})", "Content-Type: application/json\r\n")));
        Home home;
        home.write("config", configFor(server.url()));
        ConnectionSettings settings = home.settings();
        int decorated = 0;
        int logged = 0;
        settings.decorate = [&](std::unique_ptr<net::Transport> transport) {
            ++decorated;
            return transport;
        };
        settings.log = [&](const net::RequestLog&) { ++logged; };
        const auto connection = Connection::open(settings);
        QCOMPARE(decorated, 1);
        std::optional<base::Result<std::vector<std::string>>> names;
        (*connection)->details().namespaces([&](const auto& got) { names = got; });
        QTRY_VERIFY(names);
        QCOMPARE(names->error().kind, ErrorKind::forbidden);
        QCOMPARE(logged, 1);
        const base::Error explained = (*connection)->explained(names->error());
        QCOMPARE(explained.where, names->error().where + ", context prod");
    }

    void whoseCredentialsWereRefused() {
        Home home;
        home.write("config", configFor("https://h:1"));
        const auto connection = Connection::open(home.settings());
        const base::Error error{ErrorKind::auth, "refused", "", kube::renewAdvice({})};
        const base::Error explained = (*connection)->explained(error);
        QVERIFY(explained.advice.find("user \"dev\" of context \"prod\"") != std::string::npos);
        QCOMPARE(explained.where, std::string("context prod"));
        const base::Error ours{ErrorKind::config, "broken", "file", "mend it"};
        QCOMPARE((*connection)->explained(ours), ours);
    }

    void aPluginsOwnWordsAreInTheError() {
        Home home;
        home.write("config",
                   configFor("https://127.0.0.1:1",
                             "{exec: {apiVersion: client.authentication.k8s.io/v1, command: sh, "
                             "args: ['-c', 'echo the session has expired >&2; exit 1'], interactiveMode: Never}}"));
        const auto connection = Connection::open(home.settings());
        std::optional<base::Result<base::HttpResponse>> got;
        (*connection)->transport().get({"/api"}, [&](const auto& answer) { got = answer; });
        QTRY_VERIFY(got);
        QCOMPARE(got->error().kind, ErrorKind::auth);
        QVERIFY(got->error().what.find("the session has expired") != std::string::npos);
    }

    void requestTimeoutIsTheTransports() {
        test::HostileServer server([](const test::Seen&, QTcpSocket&) {});
        Home home;
        home.write("config", configFor(server.url()));
        ConnectionSettings settings = home.settings();
        settings.requestTimeout = std::chrono::milliseconds(30);
        const auto connection = Connection::open(settings);
        std::optional<base::Result<base::HttpResponse>> got;
        (*connection)->transport().get({"/api"}, [&](const auto& answer) { got = answer; });
        QTRY_VERIFY(got);
        QCOMPARE(got->error().kind, ErrorKind::timeout);
    }
};

QTEST_GUILESS_MAIN(ConnectionTest)

#include "connection_test.moc"
