// Registries as a source of answers: the answers' documents, and how much is asked.
#include "engine/registry.h"

#include "hostile_server.h"
#include "net/http_web.h"
#include "oci/digest.h"
#include "registry_fixture.h"

using namespace scout;
using namespace scout::test;

class RegistryTest : public QObject {
    Q_OBJECT

  private slots:
    void documents() {
        Fixture fixture;
        engine::Registry registry = fixture.registry();
        const Answer manifest = fixture.ask(registry, query(Query::Type::manifest));
        QVERIFY(manifest.isKnown());
        QCOMPARE(manifest.value()["digest"].text(), oci::sha256(manifestText));
        QCOMPARE(manifest.value()["size"].integer().value_or(0), static_cast<std::int64_t>(manifestText.size()));
        QVERIFY(manifest.value()["manifest"]["layers"].isArray());

        fixture.checked.answer = [](const WebRequest&) { return status(200, "{\"tags\":[\"a\",\"b\"]}"); };
        QCOMPARE(fixture.ask(registry, query(Query::Type::tags, "")).value().dump(),
                 std::string("{\"tags\":[\"a\",\"b\"]}"));

        fixture.checked.answer = [](const WebRequest&) { return status(200, "{\"manifests\":[{\"digest\":\"x\"}]}"); };
        const std::string digest = oci::sha256("content");
        QCOMPARE(fixture.ask(registry, query(Query::Type::referrers, digest)).value().dump(),
                 std::string("{\"from\":\"api\",\"manifests\":[{\"digest\":\"x\"}]}"));

        fixture.checked.answer = [](const WebRequest&) { return status(200, "content"); };
        const base::Json blob = fixture.ask(registry, query(Query::Type::blob, digest)).value();
        QCOMPARE(blob["digest"].text(), digest);
        QCOMPARE(blob["size"].integer().value_or(0), 7);
        QCOMPARE(blob["base64"].text(), base::encodeBase64("content"));

        fixture.checked.answer = [](const WebRequest&) {
            return status(404, "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\"}]}");
        };
        QVERIFY(fixture.ask(registry, query(Query::Type::manifest, "v2")).isMissing());
        QVERIFY(fixture.ask(registry, query(Query::Type::manifest, "../x")).isUnseen());
        QVERIFY(fixture.ask(registry, query(Query::Type::manifest, "v1", "not a host")).isUnseen());
        QCOMPARE(registry.usage().requests, static_cast<std::int64_t>(fixture.checked.seen.size()));
    }

    void theFirstRequestGoesAlone() {
        Fixture fixture;
        fixture.checked.answer = [](const WebRequest& request) {
            if (request.url.find("/token") != std::string::npos)
                return status(200, "{\"token\":\"t\",\"expires_in\":300}");
            if (!request.headers.contains("Authorization"))
                return status(401, "", {{"www-authenticate", "Bearer realm=\"https://auth.test/token\""}});
            return status(200, manifestText);
        };
        engine::Registry registry = fixture.registry();
        int answers = 0;
        const auto count = [&answers](const Answer& answer) { answers += answer.isKnown() ? 1 : 0; };
        for (const char* tag : {"v1", "v2", "v3"}) registry.answer(query(Query::Type::manifest, tag), count);
        // 401, token, the manifest; then the other two with the token.
        QCOMPARE(fixture.checked.deliver(), (std::vector<std::size_t>{1, 1, 1, 2}));
        QCOMPARE(answers, 3);
        // A warm token: all at once.
        for (const char* tag : {"v1", "v2", "v3"}) registry.answer(query(Query::Type::manifest, tag), count);
        QCOMPARE(fixture.checked.deliver(), std::vector<std::size_t>{3});
        QCOMPARE(answers, 6);
    }

    void theNextOneTriesWhenTheFirstFails() {
        Fixture fixture;
        int asked = 0;
        fixture.checked.answer = [&asked](const WebRequest&) {
            return ++asked == 1 ? status(500) : status(200, manifestText);
        };
        engine::Registry registry = fixture.registry();
        std::string got;
        for (const char* tag : {"v1", "v2", "v3"}) {
            registry.answer(query(Query::Type::manifest, tag),
                            [&got](const Answer& answer) { got += answer.isKnown() ? "+" : "-"; });
        }
        QCOMPARE(fixture.checked.deliver(), (std::vector<std::size_t>{1, 1, 1}));
        QCOMPARE(got, std::string("-++"));
    }

    void theSameQuestionIsAskedOnce() {
        Fixture fixture;
        engine::Registry registry = fixture.registry();
        int answers = 0;
        for (int i = 0; i < 3; ++i)
            registry.answer(query(Query::Type::manifest),
                            [&answers](const Answer& answer) { answers += answer.isKnown(); });
        QCOMPARE(fixture.checked.deliver(), std::vector<std::size_t>{1});
        QCOMPARE(answers, 3);
    }

    void aNameInsideTheCluster() {
        Fixture fixture;
        net::HttpWeb web;
        engine::Registry registry({web, web}, fixture.settings);
        std::optional<Answer> got;
        registry.answer(query(Query::Type::manifest, "v1", "registry.flux-system.svc.cluster.local:5000"),
                        [&got](Answer answer) { got = std::move(answer); });
        QTRY_VERIFY_WITH_TIMEOUT(got, 30000);
        QVERIFY(got->isUnseen());
        QVERIFY2(got->error().advice.find("inside the cluster") != std::string::npos, got->error().advice.c_str());
    }

    void hostileServers_data() {
        QTest::addColumn<QByteArray>("says");
        QTest::addColumn<int>("kind");
        QTest::newRow("silence") << QByteArray() << int(ErrorKind::timeout);
        QTest::newRow("another's content")
            << test::answer(200, "{\"a\":1}", "Docker-Content-Digest: sha256:00\r\n") << int(ErrorKind::altered);
        QTest::newRow("cut") << QByteArray("HTTP/1.1 200 X\r\nContent-Length: 99\r\n\r\n{") << int(ErrorKind::protocol);
        QTest::newRow("circle") << test::answer(302, "", "Location: /v2/\r\n") << int(ErrorKind::protocol);
        QTest::newRow("too large") << QByteArray("HTTP/1.1 200 X\r\nContent-Length: 99999999\r\n\r\n{")
                                   << int(ErrorKind::tooLarge);
        QTest::newRow("a realm inside the network")
            << test::answer(401, "", "WWW-Authenticate: Bearer realm=\"http://10.0.0.1/token\"\r\n")
            << int(ErrorKind::protocol);
    }
    void hostileServers() {
        QFETCH(QByteArray, says);
        QFETCH(int, kind);
        test::HostileServer server([&says](const test::Seen&, QTcpSocket& socket) {
            socket.write(says);
            if (says.contains(" 99\r\n")) socket.disconnectFromHost();
        });
        net::WebOptions options;
        options.timeout = std::chrono::seconds(2);
        options.advice = {"a", "b", "c", "d"};
        net::HttpWeb web(options);
        Fixture fixture;
        fixture.settings.plainHttp = {"127.0.0.1"};
        engine::Registry registry({web, web}, fixture.settings);
        std::optional<Answer> got;
        registry.answer(query(Query::Type::manifest, "v1", "127.0.0.1:" + std::to_string(server.port())),
                        [&got](Answer answer) { got = std::move(answer); });
        QTRY_VERIFY(got);
        QVERIFY(got->isUnseen());
        QCOMPARE(int(got->error().kind), kind);
        QVERIFY(!got->error().advice.empty());
    }

    void whatAPlainRegistrySaidIsNotLost() {
        test::HostileServer server(test::always(test::answer(400, "", "")));
        net::WebOptions options;
        options.timeout = std::chrono::seconds(2);
        net::HttpWeb web(options);
        Fixture fixture;
        engine::Registry registry({web, web}, fixture.settings);
        Query plain = query(Query::Type::manifest, "v1", "127.0.0.1:" + std::to_string(server.port()));
        plain.registry.plainHttp = true;
        std::optional<Answer> got;
        registry.answer(plain, [&got](Answer answer) { got = std::move(answer); });
        QTRY_VERIFY(got);
        QVERIFY(got->isUnseen());
        QVERIFY2(got->error().what.find("HTTP 400") != std::string::npos, got->error().what.c_str());
    }

    void whatIsNotThereIsNotWaitedForAgain() {
        test::HostileServer silent(nullptr);
        net::WebOptions options;
        options.timeout = std::chrono::milliseconds(300);
        net::HttpWeb web(options);
        Fixture fixture;
        std::int64_t now = 1000;
        fixture.settings.now = [&now] { return base::Time{now}; };
        fixture.settings.plainHttp = {"127.0.0.1"};
        engine::Registry registry({web, web}, fixture.settings);
        const std::string host = "127.0.0.1:" + std::to_string(silent.port());
        int ends = 0;
        const auto count = [&ends](const Answer& answer) {
            ends += answer.isUnseen() && answer.error().kind == ErrorKind::timeout ? 1 : 0;
        };
        for (const char* tag : {"v1", "v2", "v3"}) registry.answer(query(Query::Type::manifest, tag, host), count);
        QTRY_COMPARE(ends, 3);
        registry.answer(query(Query::Type::tags, "", host), count);
        QCOMPARE(ends, 4);
        QCOMPARE(web.usage().requests, 1);
        now += 31;
        registry.answer(query(Query::Type::manifest, "v1", host), count);
        QTRY_COMPARE(ends, 5);
        QCOMPARE(web.usage().requests, 2);
    }

    void cancelEndsEverything() {
        Fixture fixture;
        engine::Registry registry = fixture.registry();
        std::vector<ErrorKind> ends;
        for (const char* tag : {"v1", "v2", "v3"}) {
            registry.answer(query(Query::Type::manifest, tag), [&ends](const Answer& answer) {
                ends.push_back(answer.isUnseen() ? answer.error().kind : ErrorKind::internal);
            });
        }
        registry.cancel();
        fixture.checked.deliver();
        QCOMPARE(ends, std::vector<ErrorKind>(3, ErrorKind::cancelled));
        QVERIFY(fixture.ask(registry, query(Query::Type::manifest)).isKnown());
    }

    void destroyedUnderWay() {
        Fixture fixture;
        bool called = false;
        {
            engine::Registry registry = fixture.registry();
            registry.answer(query(Query::Type::manifest, "v1"), [&called](const Answer&) { called = true; });
            registry.answer(query(Query::Type::manifest, "v2"), [&called](const Answer&) { called = true; });
        }
        fixture.checked.deliver();
        QVERIFY(!called);
    }
};

QTEST_GUILESS_MAIN(RegistryTest)
#include "registry_test.moc"
