// With whose credentials registries are asked, and when without any.
#include <QDir>
#include <QTemporaryDir>

#include "registry_fixture.h"

using namespace scout;
using namespace scout::test;

class RegistryLoginTest : public QObject {
    Q_OBJECT

  private slots:
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

    void tlsWhereTheSourceAllowsToDoWithout() {
        QTemporaryDir folder;
        write(folder.filePath("config.json"), auths("registry.test", "u:hush"));
        Fixture fixture;
        fixture.settings.environment["DOCKER_CONFIG"] = folder.path().toStdString();
        fixture.checked.answer = [](const WebRequest& request) {
            return request.url.starts_with("http://") ? status(400, "Client sent an HTTP request to an HTTPS server.")
                                                      : basicRegistry(request);
        };
        engine::Registry registry = fixture.registry();
        std::string got;
        for (const char* tag : {"v1", "v2"}) {
            Query plain = query(Query::Type::manifest, tag);
            plain.registry.plainHttp = true;
            registry.answer(plain, [&got](const Answer& answer) { got += answer.isKnown() ? "+" : "-"; });
        }
        fixture.checked.deliver();
        QCOMPARE(got, std::string("++"));
        for (const WebRequest& request : fixture.checked.seen) {
            QVERIFY(request.url.starts_with("https://") || !request.headers.contains("Authorization"));
        }
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
};

QTEST_GUILESS_MAIN(RegistryLoginTest)
#include "registry_login_test.moc"
