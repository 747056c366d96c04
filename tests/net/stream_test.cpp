// Answers that come bit by bit: order, ends, limits, and that they keep nobody else waiting.
#include <QTemporaryFile>
#include <QTest>
#include <QTimer>
#include <optional>
#include <string>
#include <vector>

#include "hostile_server.h"
#include "net/http_transport.h"

using namespace scout;
using base::ErrorKind;
using test::answer;
using test::HostileServer;
using test::Seen;

namespace {

const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

QByteArray chunk(const QByteArray& text) {
    return QByteArray::number(text.size(), 16) + "\r\n" + text + "\r\n";
}

kubeconfig::ClientConfig to(const std::string& server) {
    kubeconfig::ClientConfig config;
    config.clusterName = "testing";
    config.server = server;
    return config;
}

/// What a stream has told.
struct Told {
    std::optional<base::HttpResponse> head;
    std::string body;
    int ends = 0;
    std::optional<base::Error> error;

    net::Stream ports(std::chrono::milliseconds idle = std::chrono::milliseconds(0)) {
        net::Stream stream;
        stream.idle = idle;
        stream.onHead = [this](const base::HttpResponse& got) { head = got; };
        stream.onChunk = [this](std::string_view text) { body += text; };
        stream.onEnd = [this](const std::optional<base::Error>& got) {
            ++ends;
            error = got;
        };
        return stream;
    }
};

}  // namespace

class StreamTest : public QObject {
    Q_OBJECT

  private slots:
    void chunksComeAsTheyAreSent() {
        QTcpSocket* server = nullptr;
        HostileServer there([&server](const Seen&, QTcpSocket& socket) {
            server = &socket;
            socket.write(head);
        });
        net::HttpTransport transport(to(there.url()));
        Told told;
        transport.stream({"/watch?watch=true"}, told.ports());
        QVERIFY(!told.head);
        QTRY_VERIFY(told.head);
        QCOMPARE(told.head->status, 200);
        QCOMPARE(told.head->header("content-type"), std::string("application/json"));
        QVERIFY(told.body.empty());
        server->write(chunk("one"));
        QTRY_COMPARE(told.body, std::string("one"));
        server->write(chunk("two"));
        QTRY_COMPARE(told.body, std::string("onetwo"));
        QCOMPARE(told.ends, 0);
        server->write("0\r\n\r\n");
        QTRY_COMPARE(told.ends, 1);
        QVERIFY(!told.error);
        QCOMPARE(there.seen().first().target, "/watch?watch=true");
        QCOMPARE(there.seen().first().header("Accept-Encoding"), "identity");
        QCOMPARE(transport.usage(), (net::Usage{1, 6}));
    }

    void refusalsAreAnswersToo() {
        HostileServer there(test::always(answer(403, "no")));
        net::HttpTransport transport(to(there.url()));
        Told told;
        transport.stream({"/x"}, told.ports());
        QTRY_COMPARE(told.ends, 1);
        QVERIFY(!told.error);
        QCOMPARE(told.head->status, 403);
        QCOMPARE(told.body, std::string("no"));
    }

    void isSentOnce() {
        HostileServer there(test::always(answer(429, "", "Retry-After: 0\r\n")));
        net::HttpTransport transport(to(there.url()));
        Told told;
        transport.stream({"/x"}, told.ports());
        QTRY_COMPARE(told.ends, 1);
        QCOMPARE(told.head->status, 429);
        QCOMPARE(there.seen().size(), 1);
    }

    void cutShort() {
        HostileServer there([](const Seen&, QTcpSocket& socket) {
            socket.write(head + "10\r\nhalf");
            socket.disconnectFromHost();
        });
        net::HttpTransport transport(to(there.url()));
        Told told;
        transport.stream({"/x"}, told.ports());
        QTRY_COMPARE(told.ends, 1);
        QCOMPARE(told.error->kind, ErrorKind::protocol);
        QCOMPARE(told.body, std::string("half"));
    }

    void noAnswer() {
        HostileServer there([](const Seen&, QTcpSocket& socket) { socket.abort(); });
        net::HttpTransport transport(to(there.url()));
        Told told;
        transport.stream({"/x"}, told.ports());
        QTRY_COMPARE(told.ends, 1);
        QCOMPARE(told.error->kind, ErrorKind::unreachable);
        QVERIFY(!told.head);
    }

    void theHeadHasTheTimeOfAGet() {
        HostileServer there([](const Seen&, QTcpSocket&) {});
        net::HttpOptions options;
        options.timeout = std::chrono::milliseconds(50);
        net::HttpTransport transport(to(there.url()), options);
        Told told;
        transport.stream({"/x"}, told.ports());
        QTRY_COMPARE(told.ends, 1);
        QCOMPARE(told.error->kind, ErrorKind::timeout);
        QVERIFY(told.error->what.find("50 ms") != std::string::npos);
    }

    void silenceEndsIt() {
        HostileServer there([](const Seen&, QTcpSocket& socket) { socket.write(head + chunk("x")); });
        net::HttpTransport transport(to(there.url()));
        Told told;
        transport.stream({"/x"}, told.ports(std::chrono::milliseconds(1000)));
        QTRY_COMPARE(told.ends, 1);
        QCOMPARE(told.error->kind, ErrorKind::timeout);
        QVERIFY(told.error->what.find("sent nothing for 1 s") != std::string::npos);
        QCOMPARE(told.body, std::string("x"));
    }

    /// The limit of a GET's length is none of a stream's.
    void outlivesTheTimeOfAGet() {
        QTimer pulse;
        HostileServer there([&pulse](const Seen&, QTcpSocket& socket) {
            socket.write(head);
            QObject::connect(&pulse, &QTimer::timeout, &socket, [&socket] { socket.write(chunk("x")); });
            pulse.start(20);
        });
        net::HttpOptions options;
        options.timeout = std::chrono::milliseconds(500);
        net::HttpTransport transport(to(there.url()), options);
        Told told;
        transport.stream({"/x"}, told.ports(std::chrono::milliseconds(10000)));
        QTRY_VERIFY(told.body.size() >= 40);
        QCOMPARE(told.ends, 0);
    }

    void cancel() {
        HostileServer there([](const Seen&, QTcpSocket& socket) { socket.write(head + chunk("x")); });
        net::HttpTransport transport(to(there.url()));
        Told told;
        const auto ticket = transport.stream({"/x"}, told.ports());
        QTRY_COMPARE(told.body, std::string("x"));
        transport.cancel(ticket);
        transport.cancel(ticket);
        QCOMPARE(told.ends, 0);
        QTRY_COMPARE(told.ends, 1);
        QCOMPARE(told.error->kind, ErrorKind::cancelled);

        Told early;
        transport.cancel(transport.stream({"/x"}, early.ports()));
        QTRY_COMPARE(early.ends, 1);
        QVERIFY(!early.head);
        QCOMPARE(early.error->kind, ErrorKind::cancelled);
    }

    void cancelFromInside() {
        HostileServer there([](const Seen&, QTcpSocket& socket) { socket.write(head + chunk("x") + chunk("y")); });
        net::HttpTransport transport(to(there.url()));
        Told told;
        net::Transport::Ticket ticket = 0;
        net::Stream ports = told.ports();
        ports.onHead = [&](const base::HttpResponse&) { transport.cancel(ticket); };
        ticket = transport.stream({"/x"}, ports);
        QTRY_COMPARE(told.ends, 1);
        QVERIFY(told.body.empty());
    }

    void destroyedWhileStreaming() {
        HostileServer there([](const Seen&, QTcpSocket& socket) { socket.write(head + chunk("x")); });
        Told told;
        {
            net::HttpTransport transport(to(there.url()));
            transport.stream({"/x"}, told.ports());
            QTRY_COMPARE(told.body, std::string("x"));
        }
        QTest::qWait(20);
        QCOMPARE(told.ends, 0);
    }

    void brokenConfigurationIsTheEnd() {
        net::HttpTransport transport(to("ftp://nowhere"));
        Told told;
        transport.stream({"/x"}, told.ports());
        QCOMPARE(told.ends, 0);
        QTRY_COMPARE(told.ends, 1);
        QCOMPARE(told.error->kind, ErrorKind::config);
    }

    void manyStreamsBlockNoGet_data() {
        QTest::addColumn<bool>("tls");
        QTest::newRow("plain") << false;
        QTest::newRow("TLS without HTTP/2") << true;
    }
    void manyStreamsBlockNoGet() {
        QFETCH(bool, tls);
        HostileServer there(
            [](const Seen& seen, QTcpSocket& socket) {
                if (seen.target.startsWith("/watch")) {
                    socket.write(head + chunk("x"));
                } else {
                    socket.write(answer(200, "{}"));
                }
            },
            tls ? std::optional(HostileServer::Tls()) : std::nullopt);
        auto config = to(there.url());
        config.caPem = test::pkiText(QStringLiteral("ca.pem"));
        net::HttpTransport transport(config);
        constexpr std::size_t count = 20;
        std::vector<Told> told(count);
        for (Told& one : told) transport.stream({"/watch"}, one.ports());
        for (Told& one : told) QTRY_COMPARE(one.body, std::string("x"));
        QCOMPARE(test::fetch(transport)->status, 200);
        // And when they have ended, their connections are used again.
        QCOMPARE(there.connections(), static_cast<int>(count) + 1);
    }

    /// What goes the way of a dead connection would wait for it in vain.
    void afterATimeoutConnectionsAreNew() {
        bool silent = true;
        HostileServer there([&silent](const Seen& seen, QTcpSocket& socket) {
            if (seen.target == "/quick" || !silent) socket.write(answer(200, "{}"));
        });
        net::HttpOptions options;
        options.timeout = std::chrono::seconds(2);
        net::HttpTransport transport(to(there.url()), options);
        QVERIFY(test::fetch(transport, "/quick"));
        QVERIFY(test::fetch(transport, "/quick"));
        QCOMPARE(there.connections(), 1);
        QVERIFY(!test::fetch(transport, "/slow"));
        silent = false;
        QVERIFY(test::fetch(transport, "/slow"));
        QCOMPARE(there.seen().last().connection, there.connections());
        QVERIFY(there.connections() >= 2);
    }

    void refusedCredentialsAreReadAgain() {
        QTemporaryFile token;
        QVERIFY(token.open());
        token.write("old");
        token.flush();
        HostileServer there(
            [](const Seen& seen, QTcpSocket& socket) {
                socket.write(answer(seen.header("Authorization") == "Bearer new" ? 200 : 401, ""));
            },
            HostileServer::Tls());
        auto config = to(there.url());
        config.caPem = test::pkiText(QStringLiteral("ca.pem"));
        config.tokenFile = token.fileName().toStdString();
        net::HttpTransport transport(config);
        Told first;
        transport.stream({"/x"}, first.ports());
        QTRY_COMPARE(first.ends, 1);
        QCOMPARE(first.head->status, 401);
        token.seek(0);
        token.write("new");
        token.flush();
        Told second;
        transport.stream({"/x"}, second.ports());
        QTRY_COMPARE(second.ends, 1);
        QCOMPARE(second.head->status, 200);
    }
};

QTEST_GUILESS_MAIN(StreamTest)

#include "stream_test.moc"
