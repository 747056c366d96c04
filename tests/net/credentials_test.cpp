// Where credentials come from, and when they are renewed. Plugins are shell scripts in a folder of their own.
#include "net/credentials.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <optional>

#include "hostile_server.h"
#include "net/http_transport.h"

using namespace scout;
using base::ErrorKind;
using net::Credential;
using net::Credentials;
using test::fetch;
using test::HostileServer;

namespace {

constexpr std::int64_t noon = 1'800'000'000;  // 2027-01-15T08:00:00Z

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// An ExecCredential; `members` are names and values of its status.
std::string credential(const std::vector<std::pair<std::string, std::string>>& members) {
    std::string status;
    for (const auto& [name, value] : members) status += (status.empty() ? "\"" : ",\"") + name + "\":\"" + value + "\"";
    return "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{" + status +
           "}}";
}

std::string onOneLine(const QString& name) {
    return QString::fromUtf8(test::pki(name)).replace(QLatin1Char('\n'), QStringLiteral("\\n")).toStdString();
}

}  // namespace

class CredentialsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::int64_t m_now = noon;
    std::string m_errors;

    std::string path(const QString& name) const { return m_folder->filePath(name).toStdString(); }

    void write(const QString& name, const std::string& text, bool program = false) const {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write");
        file.write(text.data(), static_cast<qint64>(text.size()));
        file.close();
        if (program) file.setPermissions(file.permissions() | QFileDevice::ExeOwner);
    }

    /// A plugin that notes each run in "runs" and then does what `script` says.
    kubeconfig::ClientConfig plugin(const std::string& script) const {
        write(QStringLiteral("plugin"),
              "#!/bin/sh\ncd '" + m_folder->path().toStdString() + "'\necho run >> runs\n" + script + "\n", true);
        kubeconfig::ClientConfig config;
        config.userName = "dev";
        config.server = "https://127.0.0.1:1";
        kubeconfig::ExecConfig exec;
        exec.apiVersion = "client.authentication.k8s.io/v1";
        exec.command = path(QStringLiteral("plugin"));
        config.exec = exec;
        return config;
    }

    int runs() const {
        QFile file(m_folder->filePath(QStringLiteral("runs")));
        return file.open(QIODevice::ReadOnly) ? static_cast<int>(file.readAll().count('\n')) : 0;
    }

    net::CredentialPorts ports() {
        net::CredentialPorts result;
        result.now = [this] { return base::Time{m_now}; };
        result.pluginErrors = [this](std::string_view text) { m_errors += text; };
        return result;
    }

    static base::Result<Credential> get(Credentials& credentials) {
        std::optional<base::Result<Credential>> result;
        credentials.get([&result](const base::Result<Credential>& got) { result = got; });
        if (!QTest::qWaitFor([&result] { return result.has_value(); }, 30000)) qFatal("a hang");
        return *result;
    }

  private slots:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_now = noon;
        m_errors.clear();
    }

    void fixedOnes() {
        kubeconfig::ClientConfig config;
        config.token = "t";
        config.username = "u";
        config.password = "p";
        config.clientCertPem = "c";
        config.clientKeyPem = "k";
        Credentials credentials(config, ports());
        const auto got = get(credentials);
        QVERIFY(got);
        QCOMPARE(got->token + got->username + got->password + got->clientCertPem + got->clientKeyPem,
                 std::string("tupck"));
        credentials.refused(got->generation);
        QCOMPARE(get(credentials)->generation, got->generation);
    }

    void tokenFileIsReadAgainAfterAMinute() {
        write(QStringLiteral("token"), " first\n");
        kubeconfig::ClientConfig config;
        config.token = "from the kubeconfig";
        config.tokenFile = path(QStringLiteral("token"));
        Credentials credentials(config, ports());
        QCOMPARE(get(credentials)->token, std::string("first"));
        write(QStringLiteral("token"), "second");
        m_now += 30;
        QCOMPARE(get(credentials)->token, std::string("first"));
        m_now += 60;
        const auto renewed = get(credentials);
        QCOMPARE(renewed->token, std::string("second"));
        // A 401 does not wait for the minute.
        write(QStringLiteral("token"), "third");
        credentials.refused(renewed->generation);
        QCOMPARE(get(credentials)->token, std::string("third"));
        // A file that is gone leaves the last token.
        QFile::remove(m_folder->filePath(QStringLiteral("token")));
        m_now += 120;
        QCOMPARE(get(credentials)->token, std::string("third"));
    }

    void tokenFileThatGivesNothing_data() {
        QTest::addColumn<bool>("there");
        QTest::newRow("missing") << false;
        QTest::newRow("empty") << true;
    }
    void tokenFileThatGivesNothing() {
        QFETCH(bool, there);
        if (there) write(QStringLiteral("token"), " \n");
        kubeconfig::ClientConfig config;
        config.tokenFile = path(QStringLiteral("token"));
        Credentials credentials(config, ports());
        const auto got = get(credentials);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::auth);
        QCOMPARE(got.error().where, config.tokenFile);
    }

    void pluginRunsOnceForAll() {
        Credentials credentials(plugin("echo '" + credential({{"token", "abc"}}) + "'"), ports());
        int answers = 0;
        for (int i = 0; i < 3; ++i) {
            credentials.get([&answers](const base::Result<Credential>& got) { answers += got && got->token == "abc"; });
        }
        QTRY_COMPARE(answers, 3);
        QCOMPARE(get(credentials)->token, std::string("abc"));
        QCOMPARE(runs(), 1);
    }

    void pluginRunsAgainAfterExpiry() {
        Credentials credentials(
            plugin("echo '" + credential({{"token", "abc"}, {"expirationTimestamp", "2027-01-15T08:10:00Z"}}) + "'"),
            ports());
        const auto first = get(credentials);
        QVERIFY(first);
        m_now += 599;
        QCOMPARE(get(credentials)->generation, first->generation);
        QCOMPARE(runs(), 1);
        m_now += 2;
        QVERIFY(get(credentials)->generation != first->generation);
        QCOMPARE(runs(), 2);
    }

    void refusedCredentialsAreRenewedOnce() {
        Credentials credentials(plugin("echo '" + credential({{"token", "abc"}}) + "'"), ports());
        const auto first = get(credentials);
        // Two requests hear their 401 for the same credentials.
        credentials.refused(first->generation);
        credentials.refused(first->generation);
        const auto second = get(credentials);
        QCOMPARE(runs(), 2);
        // An answer to the old ones says nothing about the new ones.
        credentials.refused(first->generation);
        QCOMPARE(get(credentials)->generation, second->generation);
        // Fresh and refused all the same: asking a person again and again does not help.
        credentials.refused(second->generation);
        QCOMPARE(get(credentials)->generation, second->generation);
        QCOMPARE(runs(), 2);
        // Those that have worked before may have been revoked.
        credentials.accepted(second->generation);
        credentials.refused(second->generation);
        QVERIFY(get(credentials)->generation != second->generation);
        QCOMPARE(runs(), 3);
    }

    void pluginSeesItsEnvironment() {
        auto config =
            plugin("printf '%s' \"$KUBERNETES_EXEC_INFO\" > info; printf '%s|%s' \"$1\" \"$PROFILE\" > said; echo '" +
                   credential({{"token", "abc"}}) + "'");
        config.exec->args = {"get token"};
        config.exec->env = {{"PROFILE", "east"}};
        config.exec->provideClusterInfo = true;
        Credentials credentials(config, ports());
        QVERIFY(get(credentials));
        QFile said(m_folder->filePath(QStringLiteral("said")));
        QVERIFY(said.open(QIODevice::ReadOnly));
        QCOMPARE(said.readAll(), "get token|east");
        QFile info(m_folder->filePath(QStringLiteral("info")));
        QVERIFY(info.open(QIODevice::ReadOnly));
        const auto parsed = base::Json::parse(info.readAll().toStdString(), "info");
        QVERIFY(parsed);
        QCOMPARE(parsed->at("spec.cluster.server").text(), std::string("https://127.0.0.1:1"));
        QCOMPARE(parsed->at("spec.interactive").boolean(), std::optional(false));
    }

    void failures_data() {
        QTest::addColumn<QString>("script");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("what");
        QTest::newRow("exit code") << "echo 'session expired: run acme login' >&2; exit 3" << int(ErrorKind::auth)
                                   << "session expired: run acme login";
        QTest::newRow("no output") << "exit 0" << int(ErrorKind::protocol) << "";
        QTest::newRow("no JSON") << "echo hello" << int(ErrorKind::protocol) << "";
        QTest::newRow("no token")
            << "echo '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{}}'"
            << int(ErrorKind::auth) << "";
        QTest::newRow("signal") << "kill -9 $$" << int(ErrorKind::auth) << "";
    }
    void failures() {
        QFETCH(QString, script);
        QFETCH(int, kind);
        QFETCH(QString, what);
        Credentials credentials(plugin(script.toStdString()), ports());
        const auto got = get(credentials);
        QVERIFY(!got);
        QCOMPARE(int(got.error().kind), kind);
        QVERIFY2(contains(got.error().what, what.toStdString()), got.error().what.c_str());
        QVERIFY(contains(m_errors, what.toStdString()));
        QVERIFY(!get(credentials));
        QCOMPARE(runs(), 2);
    }

    void missingCommandShowsItsHint() {
        auto config = plugin("");
        config.exec->command = "scout-no-such-plugin";
        config.exec->installHint = "install it with: acme install";
        Credentials credentials(config, ports());
        const auto got = get(credentials);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::auth);
        QVERIFY(contains(got.error().what, "scout-no-such-plugin"));
        QVERIFY(contains(got.error().advice, "acme install"));
    }

    void terminalWanted() {
        auto config = plugin("echo '" + credential({{"token", "abc"}}) + "'");
        config.exec->interactive = kubeconfig::ExecConfig::Interactive::always;
        Credentials credentials(config, ports());
        const auto got = get(credentials);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::auth);
        QCOMPARE(runs(), 0);
    }

    void hangingPluginHasALimit() {
        auto limited = ports();
        limited.pluginTimeout = std::chrono::milliseconds(200);
        Credentials credentials(plugin("exec sleep 1000"), limited);
        const auto got = get(credentials);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::timeout);
    }

    void cancelled() {
        Credentials credentials(plugin("exec sleep 1000"), ports());
        std::optional<base::Result<Credential>> got;
        credentials.get([&got](const base::Result<Credential>& result) { got = result; });
        QTRY_COMPARE(runs(), 1);
        credentials.cancel();
        QTRY_VERIFY(got);
        QCOMPARE(got->error().kind, ErrorKind::cancelled);
    }

    // --- together with the transport ---

    void transportSendsThePluginsToken() {
        HostileServer server(test::always(test::answer(200, "ok")), HostileServer::Tls{});
        auto config = plugin("echo '" + credential({{"token", "abc"}}) + "'");
        config.server = server.url();
        config.caPem = test::pkiText(QStringLiteral("ca.pem"));
        net::HttpTransport transport(config);
        QVERIFY(fetch(transport));
        QVERIFY(fetch(transport));
        QCOMPARE(server.seen().last().header("Authorization"), "Bearer abc");
        QCOMPARE(runs(), 1);
    }

    void transportRenewsAfterA401() {
        HostileServer server(
            [](const test::Seen& seen, QTcpSocket& socket) {
                socket.write(test::answer(seen.header("Authorization") == "Bearer token-2" ? 200 : 401, "{}"));
            },
            HostileServer::Tls{});
        auto config = plugin("echo '" + credential({{"token", "token-'$(wc -l < runs | tr -d ' ')'"}}) + "'");
        config.server = server.url();
        config.caPem = test::pkiText(QStringLiteral("ca.pem"));
        net::HttpTransport transport(config);
        QCOMPARE(fetch(transport)->status, 401);
        QCOMPARE(fetch(transport)->status, 200);
        QCOMPARE(runs(), 2);
    }

    /// First one certificate, after a 401 another: the new one needs a new connection.
    void transportUsesThePluginsCertificate() {
        HostileServer server(
            [](const test::Seen& seen, QTcpSocket& socket) {
                socket.write(test::answer(seen.clientName == QStringLiteral("dev-ec") ? 200 : 401, "{}"));
            },
            HostileServer::Tls{QStringLiteral("server.pem"), true});
        const auto status = [](const QString& certificate, const QString& key) {
            return credential({{"clientCertificateData", onOneLine(certificate)}, {"clientKeyData", onOneLine(key)}});
        };
        write(QStringLiteral("1"),
              status(QStringLiteral("client-rsa.pem"), QStringLiteral("client-rsa.pkcs1.key.pem")));
        write(QStringLiteral("2"), status(QStringLiteral("client-ec.pem"), QStringLiteral("client-ec.pkcs8.key.pem")));
        auto config = plugin("cat $(wc -l < runs)");
        config.server = server.url();
        config.caPem = test::pkiText(QStringLiteral("ca.pem"));
        net::HttpTransport transport(config);
        const auto first = fetch(transport);
        QVERIFY2(first, first ? "" : first.error().what.c_str());
        QCOMPARE(first->status, 401);
        QCOMPARE(fetch(transport)->status, 200);
        QCOMPARE(server.seen()[0].clientName, QStringLiteral("dev-rsa"));
        QCOMPARE(server.seen()[1].clientName, QStringLiteral("dev-ec"));
    }

    void transportCancelsAPluginThatNobodyWaitsFor() {
        auto config = plugin("exec sleep 1000");
        net::HttpTransport transport(config);
        std::optional<base::Result<base::HttpResponse>> first;
        std::optional<base::Result<base::HttpResponse>> second;
        const auto one = transport.get({"/a"}, [&](auto result) { first = result; });
        const auto two = transport.get({"/b"}, [&](auto result) { second = result; });
        QTRY_COMPARE(runs(), 1);
        transport.cancel(one);
        QTRY_VERIFY(first);
        QVERIFY(!second);
        transport.cancel(two);
        QTRY_VERIFY(second);
        QCOMPARE(first->error().kind, ErrorKind::cancelled);
        QCOMPARE(second->error().kind, ErrorKind::cancelled);
        QCOMPARE(transport.usage().requests, 0);
        // The plugin was ended: the next request starts a new one.
        const auto three = transport.get({"/c"}, [&](auto) {});
        QTRY_COMPARE(runs(), 2);
        transport.cancel(three);
    }
};

QTEST_GUILESS_MAIN(CredentialsTest)
#include "credentials_test.moc"
