// Registries as a source of answers: the answers' documents, how much is asked, and with whose credentials.
#include "engine/registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "base/base64.h"
#include "hostile_server.h"
#include "net/http_web.h"
#include "oci/digest.h"

using namespace scout;
using base::ErrorKind;
using base::HttpResponse;
using base::WebRequest;
using trace::Answer;
using trace::Query;

namespace {

const std::string manifestText = "{\"schemaVersion\":2,\"layers\":[]}";

HttpResponse status(int code, std::string body = {}, std::map<std::string, std::string> headers = {}) {
    return {code, std::move(headers), std::move(body)};
}

/// Answers when deliver() is called, so that tests see what is asked in parallel.
class FakeWeb final : public net::Web {
  public:
    std::function<HttpResponse(const WebRequest&)> answer;
    std::vector<WebRequest> seen;

    Ticket send(const WebRequest& request, Callback callback) override {
        seen.push_back(request);
        m_pending[++m_last] = {request, std::move(callback)};
        return m_last;
    }
    void cancel(Ticket ticket) override {
        auto pending = m_pending.extract(ticket);
        if (!pending.empty()) m_cancelled.push_back(std::move(pending.mapped().second));
    }
    net::Usage usage() const override { return {static_cast<std::int64_t>(seen.size()), 0}; }

    std::size_t pending() const { return m_pending.size(); }
    /// Until nothing more is asked; how many came at each step.
    std::vector<std::size_t> deliver() {
        std::vector<std::size_t> batches;
        while (!m_pending.empty() || !m_cancelled.empty()) {
            for (const Callback& callback : std::exchange(m_cancelled, {}))
                callback(base::Error{ErrorKind::cancelled, "cancelled", "", ""});
            if (m_pending.empty()) continue;
            batches.push_back(m_pending.size());
            for (auto& [ticket, one] : std::exchange(m_pending, {})) one.second(answer(one.first));
        }
        return batches;
    }

  private:
    std::map<Ticket, std::pair<WebRequest, Callback>> m_pending;
    std::vector<Callback> m_cancelled;
    Ticket m_last = 0;
};

/// An API server that has one Secret.
class Secrets final : public net::Transport {
  public:
    HttpResponse response =
        status(404, "{\"kind\":\"Status\",\"status\":\"Failure\",\"reason\":\"NotFound\",\"code\":404}");
    std::vector<std::string> asked;

    Ticket get(const base::HttpRequest& request, Callback callback) override {
        asked.push_back(request.target + " as " + request.accept);
        m_waiting.push_back(std::move(callback));
        return ++m_last;
    }
    Ticket stream(const base::HttpRequest&, net::Stream) override { return ++m_last; }
    void cancel(Ticket) override {}
    net::Usage usage() const override { return {}; }
    bool deliver() {
        const std::vector<Callback> now = std::exchange(m_waiting, {});
        for (const Callback& callback : now) callback(response);
        return !now.empty();
    }

    void hold(const std::string& type, const std::string& key, const std::string& content) {
        response = status(200, "{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"type\":\"" + type +
                                   "\",\"metadata\":{\"name\":\"pull\",\"namespace\":\"prod\"},\"data\":{\"" + key +
                                   "\":\"" + base::encodeBase64(content) + "\"}}");
    }

  private:
    std::vector<Callback> m_waiting;
    Ticket m_last = 0;
};

Query query(Query::Type type, const std::string& reference = "v1", const std::string& registry = "registry.test") {
    Query query;
    query.type = type;
    query.registry.registry = registry;
    query.registry.repository = "team/app";
    query.registry.reference = reference;
    return query;
}

struct Fixture {
    FakeWeb checked;
    FakeWeb unchecked;
    engine::RegistrySettings settings;

    Fixture() {
        settings.now = [] { return base::Time{1000}; };
        checked.answer = [](const WebRequest&) { return status(200, manifestText); };
        unchecked.answer = checked.answer;
    }
    engine::Registry registry() { return engine::Registry({checked, unchecked}, settings); }

    Answer ask(engine::Registry& registry, const Query& query) {
        std::optional<Answer> got;
        registry.answer(query, [&got](Answer answer) { got = std::move(answer); });
        checked.deliver();
        unchecked.deliver();
        return got ? *got : Answer::unseen({ErrorKind::internal, "no answer yet", "", ""});
    }
};

HttpResponse basicRegistry(const WebRequest& request) {
    const auto sent = request.headers.find("Authorization");
    if (sent != request.headers.end() && sent->second == "Basic " + base::encodeBase64("u:hush"))
        return status(200, manifestText);
    return status(401, "", {{"www-authenticate", "Basic realm=x"}});
}

void write(const QString& path, const std::string& text, bool executable = false) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text.data(), static_cast<qint64>(text.size()));
    if (executable) file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

std::string auths(const std::string& registry, const std::string& pair) {
    return "{\"auths\":{\"" + registry + "\":{\"auth\":\"" + base::encodeBase64(pair) + "\"}}}";
}

}  // namespace

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

    void credentialFiles_data() {
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("path");
        QTest::newRow("DOCKER_CONFIG") << "DOCKER_CONFIG"
                                       << "/config.json";
        QTest::newRow("HOME") << "HOME"
                              << "/.docker/config.json";
        QTest::newRow("XDG_RUNTIME_DIR") << "XDG_RUNTIME_DIR"
                                         << "/containers/auth.json";
        QTest::newRow("REGISTRY_AUTH_FILE") << "REGISTRY_AUTH_FILE"
                                            << "";
    }
    void credentialFiles() {
        QFETCH(QString, variable);
        QFETCH(QString, path);
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath(".docker") && QDir(folder.path()).mkpath("containers"));
        const QString file = folder.path() + (path.isEmpty() ? "/auth.json" : path);
        write(file, auths("registry.test", "u:hush"));
        Fixture fixture;
        fixture.checked.answer = basicRegistry;
        fixture.settings.environment[variable.toStdString()] = (path.isEmpty() ? file : folder.path()).toStdString();
        engine::Registry registry = fixture.registry();
        QVERIFY(fixture.ask(registry, query(Query::Type::manifest)).isKnown());
        // Another registry gets nothing.
        const Answer other = fixture.ask(registry, query(Query::Type::manifest, "v1", "other.test"));
        QVERIFY(other.isUnseen() && other.error().kind == ErrorKind::auth);
        QVERIFY(!fixture.checked.seen.back().headers.contains("Authorization"));
    }

    void aBrokenFileIsSaidWhereItMatters() {
        QTemporaryDir folder;
        write(folder.filePath("config.json"), "hush");
        Fixture fixture;
        fixture.settings.environment["DOCKER_CONFIG"] = folder.path().toStdString();
        engine::Registry open = fixture.registry();
        QVERIFY(fixture.ask(open, query(Query::Type::manifest)).isKnown());
        fixture.checked.answer = basicRegistry;
        engine::Registry closed = fixture.registry();
        const Answer refused = fixture.ask(closed, query(Query::Type::manifest));
        QVERIFY(refused.isUnseen());
        QVERIFY2(refused.error().advice.find("is not a JSON object") != std::string::npos,
                 refused.error().advice.c_str());
        QVERIFY(base::display(refused.error()).find("hush") == std::string::npos);
    }

    void helpers_data() {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<bool>("works");
        QTest::newRow("gives") << QByteArray(
                                      "read host; test \"$1 $host\" = \"get registry.test\" || exit 1\n"
                                      "echo '{\"Username\":\"u\",\"Secret\":\"hush\"}'")
                               << true;
        QTest::newRow("knows nothing") << QByteArray("echo credentials not found in native keychain; exit 1") << false;
        QTest::newRow("fails") << QByteArray("echo hush; echo hush >&2; exit 3") << false;
    }
    void helpers() {
        QFETCH(QByteArray, script);
        QFETCH(bool, works);
        QTemporaryDir folder;
        write(folder.filePath("config.json"), "{\"credsStore\":\"testing\"}");
        write(folder.filePath("docker-credential-testing"), ("#!/bin/sh\n" + script + "\n").toStdString(), true);
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", folder.path().toLocal8Bit() + ":" + path);
        Fixture fixture;
        fixture.checked.answer = basicRegistry;
        fixture.settings.environment["DOCKER_CONFIG"] = folder.path().toStdString();
        engine::Registry registry = fixture.registry();
        std::optional<Answer> got;
        registry.answer(query(Query::Type::manifest), [&got](Answer answer) { got = std::move(answer); });
        QTRY_VERIFY(fixture.checked.pending() > 0);
        fixture.checked.deliver();
        qputenv("PATH", path);
        QVERIFY(got);
        QCOMPARE(got->isKnown(), works);
        if (!works) QVERIFY(base::display(got->error()).find("hush") == std::string::npos);
    }

    void noPasswordInTheClearOnTheClustersWord_data() {
        QTest::addColumn<QString>("registry");
        QTest::addColumn<QString>("userAllows");
        QTest::addColumn<bool>("sent");
        QTest::newRow("the source says so") << "registry.test"
                                            << "" << false;
        QTest::newRow("the user allows the host") << "registry.test:5000"
                                                  << "registry.test" << true;
        QTest::newRow("the user allows the port") << "registry.test:5000"
                                                  << "registry.test:5000" << true;
        QTest::newRow("the user allows another port") << "registry.test:5000"
                                                      << "registry.test:80" << false;
        QTest::newRow("this machine") << "127.0.0.1:5000"
                                      << "" << true;
    }
    void noPasswordInTheClearOnTheClustersWord() {
        QFETCH(QString, registry);
        QFETCH(QString, userAllows);
        QFETCH(bool, sent);
        QTemporaryDir folder;
        write(folder.filePath("config.json"), auths(registry.toStdString(), "u:hush"));
        Fixture fixture;
        fixture.checked.answer = basicRegistry;
        fixture.settings.environment["DOCKER_CONFIG"] = folder.path().toStdString();
        if (!userAllows.isEmpty()) fixture.settings.plainHttp = {userAllows.toStdString()};
        engine::Registry source = fixture.registry();
        Query plain = query(Query::Type::manifest, "v1", registry.toStdString());
        plain.registry.plainHttp = true;
        const Answer got = fixture.ask(source, plain);
        QCOMPARE(got.isKnown(), sent);
        QVERIFY(fixture.checked.seen[0].url.starts_with("http://"));
        if (!sent) QVERIFY2(got.error().advice.find("--plain-http") != std::string::npos, got.error().advice.c_str());
    }

    void plainHttpByTheUserAlone() {
        Fixture fixture;
        fixture.settings.plainHttp = {"Registry.test"};
        engine::Registry registry = fixture.registry();
        QVERIFY(fixture.ask(registry, query(Query::Type::manifest)).isKnown());
        QCOMPARE(fixture.checked.seen[0].url, std::string("http://registry.test/v2/team/app/manifests/v1"));
        QVERIFY(fixture.ask(registry, query(Query::Type::manifest, "v1", "other.test")).isKnown());
        QVERIFY(fixture.checked.seen[1].url.starts_with("https://"));
    }

    void certificatesThatAreNotChecked() {
        QTemporaryDir folder;
        write(folder.filePath("config.json"), auths("registry.test", "u:hush"));
        Fixture fixture;
        fixture.settings.environment["DOCKER_CONFIG"] = folder.path().toStdString();
        fixture.unchecked.answer = [](const WebRequest&) {
            return status(307, "", {{"location", "https://storage.test/x"}});
        };
        engine::Registry registry = fixture.registry();
        Query careless = query(Query::Type::manifest);
        careless.registry.insecureTls = true;
        std::optional<Answer> got;
        registry.answer(careless, [&got](Answer answer) { got = std::move(answer); });
        fixture.unchecked.deliver();
        fixture.checked.deliver();
        QVERIFY(got && got->isKnown());
        // Where it sends to is another matter.
        QCOMPARE(fixture.unchecked.seen.size(), std::size_t{1});
        QCOMPARE(fixture.checked.seen.size(), std::size_t{1});
        QCOMPARE(fixture.checked.seen[0].url, std::string("https://storage.test/x"));
        fixture.unchecked.answer = basicRegistry;
        QVERIFY(fixture.ask(registry, careless).isUnseen());
        QVERIFY(!fixture.unchecked.seen.back().headers.contains("Authorization"));
    }

    void pullSecretsOnlyWhereAllowed() {
        Secrets traced;
        Secrets management;
        engine::PullSecrets secrets(traced, &management);
        traced.hold("kubernetes.io/dockerconfigjson", ".dockerconfigjson", auths("registry.test", "u:hush"));
        Query named = query(Query::Type::manifest);
        named.registry.secretNs = "prod";
        named.registry.secretName = "pull";
        Fixture fixture;
        fixture.checked.answer = basicRegistry;
        const auto ask = [&](engine::Registry& registry) {
            std::optional<Answer> got;
            registry.answer(named, [&got](Answer answer) { got = std::move(answer); });
            while (traced.deliver() || management.deliver()) {
            }
            fixture.checked.deliver();
            return got ? *got : Answer::missing();
        };
        engine::Registry never = fixture.registry();
        const Answer refused = ask(never);
        QVERIFY(refused.isUnseen());
        QVERIFY2(refused.error().advice.find("--use-cluster-credentials") != std::string::npos,
                 refused.error().advice.c_str());
        QVERIFY(traced.asked.empty());

        fixture.settings.secrets = &secrets;
        engine::Registry allowed = fixture.registry();
        QVERIFY(ask(allowed).isKnown());
        QCOMPARE(traced.asked, std::vector<std::string>{"/api/v1/namespaces/prod/secrets/pull as application/json"});
        // A source that names none does not get it.
        QVERIFY(fixture.ask(allowed, query(Query::Type::manifest, "v2")).isUnseen());
        QCOMPARE(traced.asked.size(), std::size_t{1});

        // Of a type that nobody reads: said where the registry refuses, without what it holds.
        traced.hold("Opaque", "password", "hush");
        engine::Registry opaque = fixture.registry();
        const Answer passedOver = ask(opaque);
        QVERIFY(passedOver.isUnseen());
        QVERIFY2(passedOver.error().advice.find("Opaque") != std::string::npos, passedOver.error().advice.c_str());
        QVERIFY(base::display(passedOver.error()).find("hush") == std::string::npos);

        // The source lives in the management cluster.
        traced.response = management.response;
        management.hold("kubernetes.io/dockercfg", ".dockercfg",
                        "{\"registry.test\":{\"username\":\"u\",\"password\":\"hush\"}}");
        engine::Registry elsewhere = fixture.registry();
        QVERIFY(ask(elsewhere).isKnown());
        QCOMPARE(management.asked.size(), std::size_t{1});
        // Nowhere.
        management.response = traced.response;
        engine::Registry nowhere = fixture.registry();
        const Answer gone = ask(nowhere);
        QVERIFY2(gone.isUnseen() && gone.error().advice.find("no Secret/pull") != std::string::npos,
                 gone.isUnseen() ? gone.error().advice.c_str() : "seen");
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
            << test::answer(200, "{\"a\":1}", "Docker-Content-Digest: sha256:00\r\n") << int(ErrorKind::protocol);
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
        options.timeout = std::chrono::milliseconds(500);
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
