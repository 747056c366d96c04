// Requests to servers that no kubeconfig names: what is sent, to whom, and what becomes of every kind of answer.
#include <QTest>
#include <optional>
#include <vector>

#include "fake_proxy.h"
#include "hostile_server.h"
#include "net/http_web.h"

using namespace scout;
using base::ErrorKind;
using base::WebRequest;
using test::answer;
using test::fetch;
using test::HostileServer;
using test::Seen;

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

WebRequest get(const std::string& url) {
    WebRequest request;
    request.url = url;
    return request;
}

net::WebOptions limits(int milliseconds) {
    net::WebOptions options;
    options.timeout = std::chrono::milliseconds(milliseconds);
    return options;
}

net::WebOptions trusting(const std::string& authorities) {
    net::WebOptions options;
    options.authorities = authorities;
    options.advice = {"name its authority", "say that it has no TLS", "look whether it runs", "look what it is"};
    return options;
}

}  // namespace

class WebTest : public QObject {
    Q_OBJECT

  private slots:
    void getWithHeaders() {
        HostileServer server(test::always(answer(200, "{}", "Docker-Content-Digest: sha256:1\r\n")));
        net::HttpWeb web;
        WebRequest request = get(server.url() + "/v2/a%2Fb/manifests/x?n=5&last=a%2Fb");
        request.headers = {{"Accept", "application/json"}, {"Authorization", "Basic abc"}};
        const auto got = fetch(web, request);
        QVERIFY(got);
        QCOMPARE(got->status, 200);
        QCOMPARE(got->body, std::string("{}"));
        QCOMPARE(got->header("docker-content-digest"), std::string("sha256:1"));
        const Seen& seen = server.seen().first();
        QCOMPARE(seen.method, "GET");
        QCOMPARE(seen.target, "/v2/a%2Fb/manifests/x?n=5&last=a%2Fb");
        QCOMPARE(seen.header("Accept"), "application/json");
        QCOMPARE(seen.header("Authorization"), "Basic abc");
        QVERIFY(seen.header("User-Agent").startsWith("kubectl-scout/"));
        QCOMPARE(seen.all("Cookie").size(), 0);
        QCOMPARE(web.usage().requests, 1);
        QCOMPARE(web.usage().bytes, 2);
    }

    void headHasNoBodyWhateverItsLength() {
        HostileServer server(test::always("HTTP/1.1 200 X\r\nContent-Length: 99999999999\r\n\r\n"));
        net::HttpWeb web;
        WebRequest request = get(server.url() + "/v2/a/manifests/x");
        request.method = "HEAD";
        const auto got = fetch(web, request);
        QVERIFY2(got, got ? "" : got.error().what.c_str());
        QCOMPARE(got->status, 200);
        QCOMPARE(got->body, std::string());
        QCOMPARE(server.seen().first().method, "HEAD");
    }

    void postWithBody() {
        HostileServer server(test::always(answer(200, "{}")));
        net::HttpWeb web;
        const auto got = fetch(web, {"POST",
                                     server.url() + "/token",
                                     {{"Content-Type", "application/x-www-form-urlencoded"}},
                                     "grant_type=refresh_token&scope=a"});
        QVERIFY(got);
        const Seen& seen = server.seen().first();
        QCOMPARE(seen.method, "POST");
        QCOMPARE(seen.body, "grant_type=refresh_token&scope=a");
        QCOMPARE(seen.header("Content-Type"), "application/x-www-form-urlencoded");
    }

    void everyStatusIsAResponse_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("headers");
        QTest::newRow("basic") << 401 << QByteArray("WWW-Authenticate: Basic realm=\"k\"\r\n");
        QTest::newRow("bearer") << 401 << QByteArray("WWW-Authenticate: Bearer realm=\"http://x/t\"\r\n");
        for (const int status : {307, 308, 302}) {
            QTest::addRow("%d", status) << status << QByteArray("Location: http://127.0.0.1:1/elsewhere\r\n");
        }
        for (const int status : {400, 403, 404, 429, 500, 503}) QTest::addRow("%d", status) << status << QByteArray();
    }
    void everyStatusIsAResponse() {
        QFETCH(int, status);
        QFETCH(QByteArray, headers);
        for (const char* method : {"GET", "POST"}) {
            HostileServer server(test::always(answer(status, "said", headers)));
            net::HttpWeb web;
            WebRequest request = get(server.url() + "/v2/");
            request.method = method;
            request.headers = {{"Authorization", "Basic dTpw"}, {"Content-Type", "text/plain"}};
            const auto got = fetch(web, request);
            QVERIFY2(got, got ? "" : got.error().what.c_str());
            QCOMPARE(got->status, status);
            QCOMPARE(got->body, std::string("said"));
            QCOMPARE(server.seen().size(), 1);
        }
    }

    void cookiesAreForgotten() {
        HostileServer server(test::always(answer(200, "{}", "Set-Cookie: session=1\r\n")));
        net::HttpWeb web;
        QVERIFY(fetch(web, get(server.url() + "/a")));
        QVERIFY(fetch(web, get(server.url() + "/b")));
        QCOMPARE(server.seen().last().all("Cookie").size(), 0);
    }

    void connectionsAreKept() {
        HostileServer server(test::always(answer(200, "{}")));
        net::HttpWeb web;
        for (int i = 0; i < 3; ++i) QVERIFY(fetch(web, get(server.url() + "/a")));
        QCOMPARE(server.connections(), 1);
    }

    void shortRetryAfterIsObeyedOnce() {
        HostileServer server(test::always(answer(429, "wait", "Retry-After: 0\r\n")));
        net::HttpWeb web;
        const auto got = fetch(web, get(server.url()));
        QVERIFY(got);
        QCOMPARE(got->status, 429);
        QCOMPARE(server.seen().size(), 2);
        HostileServer busy(test::always(answer(429, "wait", "Retry-After: 3\r\n")));
        QCOMPARE(fetch(web, get(busy.url()))->status, 429);
        QCOMPARE(busy.seen().size(), 1);
    }

    void tooLarge_data() {
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("by its length") << QByteArray("HTTP/1.1 200 X\r\nContent-Length: 3000000\r\n\r\n");
        QTest::newRow("without a length") << QByteArray("HTTP/1.1 200 X\r\n\r\n");
    }
    void tooLarge() {
        QFETCH(QByteArray, head);
        HostileServer server([&head](const Seen&, QTcpSocket& socket) {
            socket.write(head + QByteArray(3000000, 'x'));
            socket.disconnectFromHost();
        });
        net::WebOptions options = trusting("");
        options.maxBody = std::size_t{2} << 20;
        net::HttpWeb web(options);
        const auto got = fetch(web, get(server.url()));
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::tooLarge);
        QCOMPARE(got.error().advice, std::string("look what it is"));
    }

    void hostileServers_data() {
        QTest::addColumn<QByteArray>("says");
        QTest::addColumn<bool>("closes");
        QTest::addColumn<int>("kind");
        QTest::newRow("silence") << QByteArray() << false << int(ErrorKind::timeout);
        QTest::newRow("hangs up") << QByteArray() << true << int(ErrorKind::unreachable);
        QTest::newRow("garbage") << QByteArray("\x16\x03garbage\r\n\r\n\r\n") << true << int(ErrorKind::unreachable);
        QTest::newRow("cut") << QByteArray("HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\n{\"a\"") << true
                             << int(ErrorKind::protocol);
        QTest::newRow("stalls") << QByteArray("HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\n{\"a\"") << false
                                << int(ErrorKind::timeout);
    }
    void hostileServers() {
        QFETCH(QByteArray, says);
        QFETCH(bool, closes);
        QFETCH(int, kind);
        HostileServer server([&](const Seen&, QTcpSocket& socket) {
            socket.write(says);
            if (closes) socket.disconnectFromHost();
        });
        net::WebOptions options = limits(300);
        options.advice = trusting("").advice;
        net::HttpWeb web(options);
        const auto got = fetch(web, get(server.url()));
        QVERIFY(!got);
        QCOMPARE(int(got.error().kind), kind);
        QCOMPARE(got.error().where, "127.0.0.1:" + std::to_string(server.port()));
        QVERIFY2(!contains(got.error().advice, "kubeconfig"), got.error().advice.c_str());
    }

    void nobodyThere() {
        quint16 port = 0;
        {
            HostileServer gone(nullptr);
            port = gone.port();
        }
        net::HttpWeb web(trusting(""));
        const auto got = fetch(web, get("http://127.0.0.1:" + std::to_string(port) + "/v2/"));
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::unreachable);
        QCOMPARE(got.error().advice, std::string("look whether it runs"));
    }

    void authoritiesBesideTheSystems() {
        HostileServer server(test::always(answer(200, "ok")), HostileServer::Tls{});
        net::HttpWeb stranger(trusting(""));
        const auto refused = fetch(stranger, get(server.url()));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::tls);
        QVERIFY2(contains(refused.error().what, "unknown authority"), refused.error().what.c_str());
        QCOMPARE(refused.error().advice, std::string("name its authority"));
        net::HttpWeb trusted(trusting(test::pkiText(QStringLiteral("ca.pem"))));
        const auto got = fetch(trusted, get(server.url()));
        QVERIFY2(got, got ? "" : got.error().what.c_str());
        QCOMPARE(got->body, std::string("ok"));
        QVERIFY(server.seen().size() == 1);
    }

    void certificatesNeedNotBeChecked() {
        HostileServer server(test::always(answer(200, "ok")), HostileServer::Tls{QStringLiteral("server-expired.pem")});
        net::WebOptions options;
        options.checkCertificates = false;
        net::HttpWeb web(options);
        QVERIFY(fetch(web, get(server.url())));
    }

    void noTls() {
        HostileServer server(test::always(answer(200, "ok")));
        server.onConnection = [](QTcpSocket& socket) { socket.write("HTTP/1.1 400 Bad Request\r\n\r\n"); };
        net::HttpWeb web(trusting(""));
        const auto got = fetch(web, get("https://127.0.0.1:" + std::to_string(server.port())));
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::tls);
        QCOMPARE(got.error().advice, std::string("say that it has no TLS"));
    }

    void authoritiesThatAreNotPem() {
        HostileServer server(test::always(answer(200, "ok")));
        net::HttpWeb web(trusting("not PEM"));
        const auto got = fetch(web, get(server.url()));
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::config);
        QCOMPARE(server.connections(), 0);
    }

    void proxyOfTheEnvironment() {
        HostileServer server(test::always(answer(200, "ok")), HostileServer::Tls{});
        for (const auto kind : {test::FakeProxy::Kind::http, test::FakeProxy::Kind::socks5}) {
            test::FakeProxy proxy(kind);
            net::WebOptions options = trusting(test::pkiText(QStringLiteral("ca.pem")));
            const std::string scheme = kind == test::FakeProxy::Kind::http ? "http://" : "socks5://";
            options.environment = {{"HTTPS_PROXY", scheme + "127.0.0.1:" + std::to_string(proxy.port())},
                                   {"NO_PROXY", "elsewhere.test"}};
            net::HttpWeb web(options);
            const auto got = fetch(web, get(server.url(QStringLiteral("api.scout.test")) + "/v2/"));
            QVERIFY2(got, got ? "" : got.error().what.c_str());
            QCOMPARE(proxy.asked().size(), 1);
            // Loopback addresses never go through it.
            QVERIFY(fetch(web, get(server.url() + "/v2/")));
            QCOMPARE(proxy.asked().size(), 1);
        }
    }

    void proxyThatRefuses() {
        test::FakeProxy proxy(test::FakeProxy::Kind::http);
        proxy.refuses = true;
        net::WebOptions options = trusting("");
        options.environment = {{"HTTPS_PROXY", "http://user:hush@127.0.0.1:" + std::to_string(proxy.port())}};
        net::HttpWeb web(options);
        const auto got = fetch(web, get("https://registry.scout.test/v2/"));
        QVERIFY(!got);
        QVERIFY(!contains(got.error().what + got.error().advice + got.error().where, "hush"));
    }

    void badRequests_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("header");
        QTest::newRow("scheme") << "ftp://127.0.0.1/x"
                                << "a";
        QTest::newRow("file") << "file:///etc/passwd"
                              << "a";
        QTest::newRow("no host") << "http:///x"
                                 << "a";
        QTest::newRow("not a URL") << "http://[x"
                                   << "a";
        QTest::newRow("password") << "http://user:hush@127.0.0.1:1/"
                                  << "a";
        QTest::newRow("header") << "http://127.0.0.1:1/"
                                << "a\r\nHost: b";
    }
    void badRequests() {
        QFETCH(QString, url);
        QFETCH(QString, header);
        net::HttpWeb web;
        WebRequest request = get(url.toStdString());
        request.headers["Authorization"] = header.toStdString();
        const auto got = fetch(web, request);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::config);
        QVERIFY(!contains(got.error().what + got.error().where, "hush"));
        QCOMPARE(web.usage().requests, 0);
    }

    void cancelComesOnceAndLater() {
        HostileServer server(nullptr);
        net::HttpWeb web;
        std::vector<ErrorKind> ends;
        const auto ticket = web.send(get(server.url()), [&ends](const base::Result<base::HttpResponse>& result) {
            ends.push_back(result ? ErrorKind::internal : result.error().kind);
        });
        web.cancel(ticket);
        QVERIFY(ends.empty());
        QTRY_COMPARE(ends, std::vector<ErrorKind>{ErrorKind::cancelled});
        web.cancel(ticket);
        QVERIFY(fetch(web, get("ftp://x")).error().kind == ErrorKind::config);
        QCOMPARE(ends.size(), std::size_t{1});
    }

    void destroyedWithRequestsUnderWay() {
        HostileServer server(nullptr);
        auto web = std::make_unique<net::HttpWeb>();
        bool called = false;
        web->send(get(server.url()), [&called](const auto&) { called = true; });
        web.reset();
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }

    void theLogHasNoCredentials() {
        HostileServer server(test::always(answer(200, "ok")));
        std::vector<net::RequestLog> log;
        net::WebOptions options;
        options.log = [&log](const net::RequestLog& entry) { log.push_back(entry); };
        net::HttpWeb web(options);
        WebRequest request = get(server.url() + "/blob?X-Amz-Signature=hush&sig=hush&n=5&scope=repository%3Aa%3Apull");
        request.method = "HEAD";
        request.headers["Authorization"] = "Bearer hush";
        QVERIFY(fetch(web, request));
        QCOMPARE(log.size(), std::size_t{1});
        QCOMPARE(log[0].method, std::string("HEAD"));
        QCOMPARE(log[0].status, 200);
        QCOMPARE(log[0].url, server.url() + "/blob?X-Amz-Signature=...&sig=...&n=5&scope=repository%3Aa%3Apull");
        QVERIFY(server.seen().first().target.contains("hush"));
    }
};

QTEST_GUILESS_MAIN(WebTest)
#include "web_test.moc"
