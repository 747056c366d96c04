// Proxies: names are resolved by them, credentials reach them, and their failures are told apart from the server's.
#include <QTest>

#include "fake_proxy.h"
#include "hostile_server.h"
#include "net/http_transport.h"

using namespace scout;
using base::ErrorKind;
using test::FakeProxy;
using test::fetch;
using test::HostileServer;
using Kind = FakeProxy::Kind;

namespace {

const HostileServer::Handler ok = test::always(test::answer(200, "ok"));

/// The server's name is one that only the proxy can resolve.
kubeconfig::ClientConfig through(const std::string& scheme, const FakeProxy& proxy, const HostileServer& server,
                                 const std::string& userInfo = {}) {
    kubeconfig::ClientConfig config;
    config.clusterName = "testing";
    config.userName = "dev";
    config.server = server.url(QStringLiteral("api.scout.test"));
    config.caPem = test::pkiText(QStringLiteral("ca.pem"));
    config.proxyUrl = scheme + "://" + userInfo + "127.0.0.1:" + std::to_string(proxy.port());
    return config;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

void addProxies() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("scheme");
    QTest::newRow("http") << int(Kind::http) << "http";
    QTest::newRow("https") << int(Kind::httpOverTls) << "https";
    QTest::newRow("socks5") << int(Kind::socks5) << "socks5";
}

}  // namespace

class ProxyTest : public QObject {
    Q_OBJECT

  private slots:
    void tlsThroughAProxy_data() { addProxies(); }
    void tlsThroughAProxy() {
        QFETCH(int, kind);
        QFETCH(QString, scheme);
        HostileServer server(ok, HostileServer::Tls{});
        FakeProxy proxy{Kind(kind)};
        auto config = through(scheme.toStdString(), proxy, server);
        config.token = "secret-token";
        net::HttpTransport transport(config);
        for (int i = 0; i < 2; ++i) {
            const auto got = fetch(transport);
            QVERIFY2(got, got ? "" : got.error().what.c_str());
            QCOMPARE(got->body, std::string("ok"));
        }
        QCOMPARE(proxy.asked(), QList<QByteArray>{"CONNECT api.scout.test:" + QByteArray::number(server.port())});
        QCOMPARE(server.seen().first().header("Authorization"), "Bearer secret-token");
        QCOMPARE(server.seen().first().all("Proxy-Authorization").size(), 0);
    }

    void plainHttpThroughAProxy_data() { addProxies(); }
    void plainHttpThroughAProxy() {
        QFETCH(int, kind);
        QFETCH(QString, scheme);
        HostileServer server(ok);
        FakeProxy proxy{Kind(kind)};
        net::HttpTransport transport(through(scheme.toStdString(), proxy, server));
        const auto got = fetch(transport, "/version");
        QVERIFY2(got, got ? "" : got.error().what.c_str());
        QCOMPARE(server.seen().first().target, "/version");
        QCOMPARE(proxy.asked().size(), 1);
    }

    void proxyWithAPassword_data() { addProxies(); }
    void proxyWithAPassword() {
        QFETCH(int, kind);
        QFETCH(QString, scheme);
        HostileServer server(ok, HostileServer::Tls{});
        FakeProxy proxy(Kind(kind), "jane", "p@ss");
        net::HttpTransport good(through(scheme.toStdString(), proxy, server, "jane:p%40ss@"));
        const auto got = fetch(good);
        QVERIFY2(got, got ? "" : got.error().what.c_str());

        net::HttpTransport bad(through(scheme.toStdString(), proxy, server));
        const auto none = fetch(bad);
        QVERIFY(!none);
        QVERIFY(!contains(base::display(none.error()), "p@ss"));
        if (Kind(kind) != Kind::socks5) {
            QCOMPARE(none.error().kind, ErrorKind::auth);
            QCOMPARE(none.error().where, "127.0.0.1:" + std::to_string(proxy.port()));
        }
    }

    void proxyThatRefuses_data() { addProxies(); }
    void proxyThatRefuses() {
        QFETCH(int, kind);
        QFETCH(QString, scheme);
        HostileServer server(ok, HostileServer::Tls{});
        FakeProxy proxy{Kind(kind)};
        proxy.refuses = true;
        net::HttpTransport transport(through(scheme.toStdString(), proxy, server));
        const auto got = fetch(transport);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::unreachable);
        QVERIFY2(contains(got.error().what, "proxy 127.0.0.1:" + std::to_string(proxy.port())),
                 got.error().what.c_str());
        QCOMPARE(server.connections(), 0);
    }

    void proxyThatIsGone_data() { addProxies(); }
    void proxyThatIsGone() {
        QFETCH(int, kind);
        QFETCH(QString, scheme);
        HostileServer server(ok, HostileServer::Tls{});
        auto proxy = std::make_unique<FakeProxy>(Kind(kind));
        const auto config = through(scheme.toStdString(), *proxy, server);
        const std::string host = "127.0.0.1:" + std::to_string(proxy->port());
        proxy.reset();
        net::HttpTransport transport(config);
        const auto got = fetch(transport);
        QVERIFY(!got);
        QVERIFY2(contains(got.error().what, "proxy " + host), got.error().what.c_str());
        QVERIFY2(contains(got.error().what, "refused"), got.error().what.c_str());
        QCOMPARE(got.error().kind, ErrorKind::unreachable);
        QVERIFY(!got.error().advice.empty());
    }

    void theServersCertificateIsStillChecked() {
        HostileServer server(ok, HostileServer::Tls{QStringLiteral("server-wrong-name.pem")});
        FakeProxy proxy{Kind::http};
        net::HttpTransport transport(through("http", proxy, server));
        const auto got = fetch(transport);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::tls);
        QVERIFY(contains(got.error().what, "is not for \"api.scout.test\""));
    }

    void theProxysCertificateIsCheckedToo() {
        HostileServer server(ok, HostileServer::Tls{});
        FakeProxy proxy{Kind::httpOverTls};
        auto config = through("https", proxy, server);
        config.caPem = test::pkiText(QStringLiteral("other-ca.pem"));
        net::HttpTransport transport(config);
        const auto got = fetch(transport);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::tls);
        QVERIFY2(contains(got.error().what, "the certificate of 127.0.0.1:" + std::to_string(proxy.port())),
                 got.error().what.c_str());
        QVERIFY(proxy.asked().isEmpty());
    }

    void notAProxyUrl_data() {
        QTest::addColumn<QString>("url");
        QTest::newRow("scheme") << "ftp://jane:secret@proxy:21";
        QTest::newRow("no host") << "http://";
        QTest::newRow("words") << "my proxy";
    }
    void notAProxyUrl() {
        QFETCH(QString, url);
        kubeconfig::ClientConfig config;
        config.server = "https://127.0.0.1:1";
        config.proxyUrl = url.toStdString();
        net::HttpTransport transport(config);
        const auto got = fetch(transport);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::config);
        QVERIFY(!contains(base::display(got.error()), "secret"));
    }

    void noProxyMeansNone() {
        HostileServer server(ok);
        FakeProxy proxy{Kind::http};
        const QByteArray url = "http://127.0.0.1:" + QByteArray::number(proxy.port());
        qputenv("http_proxy", url);
        qputenv("HTTP_PROXY", url);
        kubeconfig::ClientConfig config;
        config.server = server.url();
        net::HttpTransport transport(config);
        QVERIFY(fetch(transport));
        QVERIFY(proxy.asked().isEmpty());
    }
};

QTEST_GUILESS_MAIN(ProxyTest)
#include "proxy_test.moc"
