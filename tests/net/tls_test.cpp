// TLS: who is believed, who is not, and what the error says. Certificates: tests/net/pki/make.sh.
#include <QTest>
#include <QTimer>

#include "fake_proxy.h"
#include "hostile_server.h"
#include "net/http_transport.h"

using namespace scout;
using base::ErrorKind;
using test::fetch;
using test::HostileServer;
using test::pkiText;

namespace {

kubeconfig::ClientConfig to(const HostileServer& server, const QString& host = QStringLiteral("127.0.0.1")) {
    kubeconfig::ClientConfig config;
    config.clusterName = "testing";
    config.userName = "dev";
    config.server = server.url(host);
    config.caPem = pkiText(QStringLiteral("ca.pem"));
    return config;
}

void setClient(kubeconfig::ClientConfig& config, const QString& certificate, const QString& key) {
    config.clientCertPem = pkiText(certificate);
    config.clientKeyPem = pkiText(key);
}

const HostileServer::Handler ok = test::always(test::answer(200, "ok"));

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

class TlsTest : public QObject {
    Q_OBJECT

  private slots:
    void knownAuthority() {
        HostileServer server(ok, HostileServer::Tls{});
        net::HttpTransport transport(to(server));
        const auto got = fetch(transport);
        QVERIFY(got);
        QCOMPARE(got->body, std::string("ok"));
    }

    void severalAuthorities() {
        HostileServer server(ok, HostileServer::Tls{});
        auto config = to(server);
        config.caPem = pkiText(QStringLiteral("other-ca.pem")) + config.caPem;
        net::HttpTransport transport(config);
        QVERIFY(fetch(transport));
    }

    void distrusted_data() {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("authority");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("advice");
        QTest::newRow("unknown CA") << "server.pem"
                                    << "other-ca.pem"
                                    << "the certificate of HOST is signed by an unknown authority (\"scout test CA\")"
                                    << "add the CA that signed it";
        QTest::newRow("unknown CA, system's")
            << "server.pem"
            << ""
            << "the certificate of HOST is signed by an unknown authority (\"scout test CA\")"
            << "add the CA that signed it";
        QTest::newRow("wrong name")
            << "server-wrong-name.pem"
            << "ca.pem"
            << "the certificate of HOST is not for \"127.0.0.1\"; it is for 192.0.2.7, api.elsewhere.test, kubernetes"
            << "--tls-server-name";
        QTest::newRow("expired") << "server-expired.pem"
                                 << "ca.pem"
                                 << "the certificate of HOST expired on 2021-02-03T04:05:06Z"
                                 << "renewed";
        QTest::newRow("future") << "server-future.pem"
                                << "ca.pem"
                                << "the certificate of HOST is not valid before 2125-01-02T03:04:05Z"
                                << "clock";
    }
    void distrusted() {
        QFETCH(QString, certificate);
        QFETCH(QString, authority);
        QFETCH(QString, what);
        QFETCH(QString, advice);
        HostileServer server(ok, HostileServer::Tls{certificate});
        auto config = to(server);
        config.token = "secret-token";
        config.caPem = authority.isEmpty() ? std::string() : pkiText(authority);
        net::HttpTransport transport(config);
        const auto got = fetch(transport);
        QVERIFY(!got);
        const std::string host = "127.0.0.1:" + std::to_string(server.port());
        QCOMPARE(QString::fromStdString(got.error().what),
                 what.replace(QStringLiteral("HOST"), QString::fromStdString(host)));
        QCOMPARE(got.error().kind, ErrorKind::tls);
        QCOMPARE(got.error().where, host);
        QVERIFY2(contains(got.error().advice, advice.toStdString()), got.error().advice.c_str());
        // Nothing was said to a server that was not believed.
        QCOMPARE(server.seen().size(), 0);
        config.insecureSkipTlsVerify = true;
        config.caPem.clear();
        net::HttpTransport careless(config);
        QVERIFY(fetch(careless));
        QCOMPARE(server.seen().size(), 1);
    }

    void serverName() {
        HostileServer server(ok, HostileServer::Tls{QStringLiteral("server-wrong-name.pem")});
        auto config = to(server);
        config.tlsServerName = "api.elsewhere.test";
        net::HttpTransport transport(config);
        QVERIFY(fetch(transport));
    }

    void serverNameIndication_data() {
        QTest::addColumn<QString>("serverName");
        QTest::addColumn<QByteArray>("sent");
        QTest::newRow("tls-server-name") << "api.elsewhere.test" << QByteArray("api.elsewhere.test");
        QTest::newRow("the host's own name") << "" << QByteArray("api.scout.test");
    }
    /// The ClientHello is not encrypted; the name stands in it as it is. A proxy resolves the host's name.
    void serverNameIndication() {
        QFETCH(QString, serverName);
        QFETCH(QByteArray, sent);
        HostileServer server(nullptr);
        test::FakeProxy proxy{test::FakeProxy::Kind::socks5};
        QByteArray hello;
        server.onConnection = [&hello](QTcpSocket& socket) {
            QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&] {
                hello += socket.peek(4096);
                QTimer::singleShot(0, &socket, [&socket] { socket.abort(); });
            });
        };
        auto config = to(server, QStringLiteral("api.scout.test"));
        config.server.replace(0, 4, "https");
        config.tlsServerName = serverName.toStdString();
        config.proxyUrl = "socks5://127.0.0.1:" + std::to_string(proxy.port());
        net::HttpTransport transport(config);
        QVERIFY(!fetch(transport));
        QVERIFY(hello.contains(sent));
    }

    void serverNameThatDoesNotFit() {
        HostileServer server(ok, HostileServer::Tls{});
        auto config = to(server);
        config.tlsServerName = "api.elsewhere.test";
        net::HttpTransport transport(config);
        const auto got = fetch(transport);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::tls);
        QVERIFY(contains(got.error().what, "is not for \"api.elsewhere.test\"; it is for"));
    }

    void bearerAndBasic() {
        HostileServer server(ok, HostileServer::Tls{});
        auto config = to(server);
        config.token = "secret-token";
        net::HttpTransport bearer(config);
        QVERIFY(fetch(bearer));
        config.token.clear();
        config.username = "user";
        config.password = "pass:word";
        net::HttpTransport basic(config);
        QVERIFY(fetch(basic));
        QCOMPARE(server.seen()[0].all("Authorization"), QList<QByteArray>{"Bearer secret-token"});
        QCOMPARE(server.seen()[1].all("Authorization"), QList<QByteArray>{"Basic dXNlcjpwYXNzOndvcmQ="});
    }

    void clientCertificate_data() {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("name");
        QTest::newRow("RSA PKCS#1") << "client-rsa.pem"
                                    << "client-rsa.pkcs1.key.pem"
                                    << "dev-rsa";
        QTest::newRow("RSA PKCS#8") << "client-rsa.pem"
                                    << "client-rsa.pkcs8.key.pem"
                                    << "dev-rsa";
        QTest::newRow("EC SEC1") << "client-ec.pem"
                                 << "client-ec.sec1.key.pem"
                                 << "dev-ec";
        QTest::newRow("EC PKCS#8") << "client-ec.pem"
                                   << "client-ec.pkcs8.key.pem"
                                   << "dev-ec";
    }
    void clientCertificate() {
        QFETCH(QString, certificate);
        QFETCH(QString, key);
        QFETCH(QString, name);
        HostileServer server(ok, HostileServer::Tls{QStringLiteral("server.pem"), true});
        auto config = to(server);
        setClient(config, certificate, key);
        net::HttpTransport transport(config);
        const auto got = fetch(transport);
        QVERIFY2(got, got ? "" : got.error().what.c_str());
        QCOMPARE(server.seen().first().clientName, name);
    }

    void clientCertificateRefused_data() {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<bool>("http2");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("advice");
        for (const bool http2 : {false, true}) {
            const char* protocol = http2 ? "HTTP/2" : "HTTP/1.1";
            QTest::addRow("missing, %s", protocol) << "" << http2 << "requires a client certificate"
                                                   << "client-certificate-data";
            QTest::addRow("stranger, %s", protocol) << "client-stranger.pem" << http2 << "client certificate"
                                                    << "still valid";
        }
    }
    void clientCertificateRefused() {
        QFETCH(QString, certificate);
        QFETCH(bool, http2);
        QFETCH(QString, what);
        QFETCH(QString, advice);
        HostileServer server(ok, HostileServer::Tls{QStringLiteral("server.pem"), true, http2});
        auto config = to(server);
        if (!certificate.isEmpty()) setClient(config, certificate, QStringLiteral("client-ec.sec1.key.pem"));
        net::HttpOptions options;
        options.doubtAfter = std::chrono::milliseconds(50);
        net::HttpTransport transport(config, options);
        const auto got = fetch(transport);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::tls);
        QVERIFY2(contains(got.error().what, "refused the TLS handshake"), got.error().what.c_str());
        QVERIFY2(contains(got.error().what, what.toStdString()), got.error().what.c_str());
        QVERIFY2(contains(got.error().advice, advice.toStdString()), got.error().advice.c_str());
        QCOMPARE(server.seen().size(), 0);
    }

    /// The second connection of the doubt asks nothing and changes nothing.
    void slowServerIsNotRefused() {
        QPointer<QTcpSocket> waiting;
        HostileServer server([&waiting](const test::Seen&, QTcpSocket& socket) { waiting = &socket; },
                             HostileServer::Tls{});
        server.onConnection = [&](QTcpSocket&) {
            if (server.connections() == 2 && waiting) waiting->write(test::answer(200, "late"));
        };
        net::HttpOptions options;
        options.doubtAfter = std::chrono::milliseconds(50);
        net::HttpTransport transport(to(server), options);
        const auto got = fetch(transport);
        QVERIFY(got);
        QCOMPARE(got->body, std::string("late"));
        QCOMPARE(server.seen().size(), 1);
        QCOMPARE(transport.usage().requests, 1);
    }

    void badClientCredentials_data() {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("what");
        const QString user = QStringLiteral("of user \"dev\"");
        QTest::newRow("expired") << "client-expired.pem"
                                 << "client-ec.sec1.key.pem" << int(ErrorKind::auth)
                                 << "the client certificate " + user + " expired on 2021-02-03T04:05:06Z";
        QTest::newRow("not PEM") << "make.sh"
                                 << "client-ec.sec1.key.pem" << int(ErrorKind::config)
                                 << "the client certificate " + user + " holds no PEM certificate";
        QTest::newRow("key not PEM") << "client-ec.pem"
                                     << "make.sh" << int(ErrorKind::config) << "the client key " + user + " is not PEM";
        QTest::newRow("encrypted") << "client-rsa.pem"
                                   << "client-rsa.encrypted.key.pem" << int(ErrorKind::config)
                                   << "the client key " + user + " is encrypted";
        QTest::newRow("Ed25519") << "client-ed25519.pem"
                                 << "client-ed25519.key.pem" << int(ErrorKind::unsupported)
                                 << "the client key " + user + " is neither RSA nor EC, or is damaged";
    }
    void badClientCredentials() {
        QFETCH(QString, certificate);
        QFETCH(QString, key);
        QFETCH(int, kind);
        QFETCH(QString, what);
        HostileServer server(ok, HostileServer::Tls{});
        auto config = to(server);
        setClient(config, certificate, key);
        net::HttpTransport transport(config);
        const auto got = fetch(transport);
        QVERIFY(!got);
        QCOMPARE(QString::fromStdString(got.error().what), what);
        QCOMPARE(int(got.error().kind), kind);
        QVERIFY(!got.error().advice.empty());
        QCOMPARE(server.connections(), 0);
    }

    void keyOfAnotherCertificate() {
        HostileServer server(ok, HostileServer::Tls{});
        auto config = to(server);
        setClient(config, QStringLiteral("client-rsa.pem"), QStringLiteral("client-ec.sec1.key.pem"));
        net::HttpTransport transport(config);
        const auto got = fetch(transport);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::config);
        QCOMPARE(got.error().what, std::string("the client key does not belong to the client certificate"));
    }

    void authorityThatIsNoCertificate() {
        HostileServer server(ok, HostileServer::Tls{});
        auto config = to(server);
        config.caPem = "hello";
        net::HttpTransport transport(config);
        const auto got = fetch(transport);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::config);
        QCOMPARE(got.error().what,
                 std::string("the certificate authority of cluster \"testing\" holds no PEM certificate"));
    }

    void serverWithoutTls() {
        HostileServer server(test::always(test::answer(400, "Client sent junk")));
        server.onConnection = [](QTcpSocket& socket) { socket.write("HTTP/1.1 400 Bad Request\r\n\r\n"); };
        auto config = to(server);
        config.server.replace(0, 4, "https");
        net::HttpTransport transport(config);
        const auto got = fetch(transport);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::tls);
        QVERIFY2(contains(got.error().what, "does not speak TLS"), got.error().what.c_str());
    }

    void handshakeThatNeverEnds() {
        HostileServer server(nullptr);
        auto config = to(server);
        config.server.replace(0, 4, "https");
        net::HttpOptions options;
        options.timeout = std::chrono::milliseconds(150);
        net::HttpTransport transport(config, options);
        const auto got = fetch(transport);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::timeout);
        QVERIFY2(contains(got.error().what, "no connection to"), got.error().what.c_str());
    }

    void closedDuringTheHandshake() {
        HostileServer server(nullptr);
        server.onConnection = [](QTcpSocket& socket) { socket.close(); };
        auto config = to(server);
        config.server.replace(0, 4, "https");
        net::HttpTransport transport(config);
        const auto got = fetch(transport);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::unreachable);
    }

    void oneConnectionForManyRequests() {
        HostileServer server(ok, HostileServer::Tls{});
        net::HttpTransport transport(to(server));
        for (int i = 0; i < 3; ++i) QVERIFY(fetch(transport));
        QCOMPARE(server.connections(), 1);
    }
};

QTEST_GUILESS_MAIN(TlsTest)
#include "tls_test.moc"
