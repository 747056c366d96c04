// Who is let in by a registry and with what, and where credentials never go.
#include <QTest>
#include <algorithm>

#include "base/base64.h"
#include "conversation.h"
#include "oci/digest.h"

using namespace scout;
using namespace scout::test;
using base::ErrorKind;

class AccessTest : public QObject {
    Q_OBJECT

  private slots:
    void aPublicManifestIsOneRequest() {
        Server server{[](const WebRequest&) {
                          return status(200, manifestText, {{"content-type", "x/y; charset=utf-8"}});
                      },
                      {}};
        const auto got = run(manifestRead(caller(user())), server);
        QVERIFY(got && *got);
        QCOMPARE((*got)->digest, oci::sha256(manifestText));
        QCOMPARE((*got)->mediaType, std::string("application/vnd.oci.image.manifest.v1+json"));
        QCOMPARE((*got)->size, static_cast<std::int64_t>(manifestText.size()));
        QCOMPARE((*got)->content["schemaVersion"].integer().value_or(0), 2);
        // Credentials are there, but nobody has asked for them.
        QCOMPARE(server.lines(), Lines{manifestUrl});
        QVERIFY(contains(server.seen[0].headers.at("Accept"), "application/vnd.oci.image.index.v1+json"));
        QCOMPARE(server.seen[0].headers.at("Accept-Encoding"), std::string("identity"));
    }

    void theTokenDance() {
        Server server{tokenRegistry, {}};
        QVERIFY(run(manifestRead(caller()), server));
        QCOMPARE(server.lines(), (Lines{manifestUrl, tokenUrl, manifestUrl + " Bearer tok"}));
        Server known{tokenRegistry, {}};
        QVERIFY(run(manifestRead(caller(user())), known));
        QCOMPARE(known.lines(), (Lines{manifestUrl, tokenUrl + basicUser, manifestUrl + " Bearer tok"}));
    }

    void aWarmTokenIsOneRequest() {
        Server server{tokenRegistry, {}};
        const oci::Caller who = caller(user());
        QVERIFY(run(manifestRead(who), server));
        server.seen.clear();
        QVERIFY(run(manifestRead(who, oci::sha256(manifestText)), server));
        QCOMPARE(server.seen.size(), std::size_t{1});
        // It has ended: the registry is asked as by a stranger.
        server.seen.clear();
        QVERIFY(run(manifestRead(who), server, {now.seconds + 295}));
        QCOMPARE(server.lines(), (Lines{manifestUrl, tokenUrl + basicUser, manifestUrl + " Bearer tok"}));
    }

    void aTokenThatEndedEarlyIsRenewedOnce() {
        const oci::Caller who = caller();
        Server server{tokenRegistry, {}};
        QVERIFY(run(manifestRead(who), server));
        int tokens = 0;
        Server later{[&tokens](const WebRequest& request) {
                         if (contains(request.url, "auth.test"))
                             return status(200, "{\"access_token\":\"new" + std::to_string(++tokens) + "\"}");
                         const auto sent = request.headers.find("Authorization");
                         return sent->second == "Bearer new1" ? status(200, manifestText) : challenge(bearer);
                     },
                     {}};
        QVERIFY(run(manifestRead(who), later));
        QCOMPARE(later.lines(), (Lines{manifestUrl + " Bearer tok", tokenUrl, manifestUrl + " Bearer new1"}));
    }

    void tokensOfOneRepositoryAreNotAnothers() {
        const oci::Caller who = caller();
        Server server{tokenRegistry, {}};
        QVERIFY(run(manifestRead(who), server));
        server.seen.clear();
        QVERIFY(run(oci::ManifestRead(*oci::endpointOf("registry.test", "team/other", false), "v1", who), server));
        QCOMPARE(server.lines().front(), std::string("GET https://registry.test/v2/team/other/manifests/v1"));
        server.seen.clear();
        QVERIFY(run(oci::ManifestRead(*oci::endpointOf("registry.test:5000", "team/app", false), "v1", who), server));
        QCOMPARE(server.lines().front(), std::string("GET https://registry.test:5000/v2/team/app/manifests/v1"));
    }

    void identityToken() {
        oci::Credentials credentials;
        credentials.identityToken = "a/b";
        Server server{tokenRegistry, {}};
        QVERIFY(run(manifestRead(caller(credentials)), server));
        QCOMPARE(server.lines()[1], std::string("POST https://auth.test/token"));
        QCOMPARE(
            server.seen[1].body,
            std::string("grant_type=refresh_token&client_id=kubectl-scout&service=registry.test&scope=repository%3A"
                        "team%2Fapp%3Apull&refresh_token=a%2Fb"));
    }

    void registryToken() {
        oci::Credentials credentials;
        credentials.registryToken = "tok";
        Server server{tokenRegistry, {}};
        QVERIFY(run(manifestRead(caller(credentials)), server));
        QCOMPARE(server.lines(), (Lines{manifestUrl, manifestUrl + " Bearer tok"}));
    }

    void basic() {
        const auto answer = [](const WebRequest& request) {
            const auto sent = request.headers.find("Authorization");
            return sent != request.headers.end() && sent->second == "Basic dTpodXNo" ? status(200, manifestText)
                                                                                     : challenge("Basic realm=\"x\"");
        };
        Server server{answer, {}};
        const oci::Caller who = caller(user());
        QVERIFY(run(manifestRead(who), server));
        QVERIFY(run(manifestRead(who), server));
        QCOMPARE(server.lines(), (Lines{manifestUrl, manifestUrl + basicUser, manifestUrl + basicUser}));

        Server stranger{answer, {}};
        const auto got = run(manifestRead(caller()), stranger);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::auth);
        QVERIFY2(contains(got.error().advice, "docker login registry.test"), got.error().advice.c_str());
        QCOMPARE(stranger.seen.size(), std::size_t{1});
    }

    void refusedCredentials_data() {
        QTest::addColumn<QString>("header");
        QTest::newRow("basic") << "Basic realm=\"x\"";
        QTest::newRow("bearer") << QString::fromStdString(bearer);
    }
    void refusedCredentials() {
        QFETCH(QString, header);
        Server server{[&](const WebRequest&) { return challenge(header.toStdString()); }, {}};
        const auto got = run(manifestRead(caller(user())), server);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::auth);
        QVERIFY2(contains(got.error().what, "config.json"), got.error().what.c_str());
        QVERIFY(!contains(base::display(got.error()), "hush"));
        QVERIFY(server.seen.size() <= 6);
    }

    void expiredCredentialsForWhatIsPublic_data() {
        QTest::addColumn<QString>("where");
        QTest::newRow("the token service refuses") << "token";
        QTest::newRow("the registry denies") << "registry";
    }
    void expiredCredentialsForWhatIsPublic() {
        // GHCR (facts: protocols 4).
        QFETCH(QString, where);
        Server server{[&](const WebRequest& request) {
                          const auto sent = request.headers.find("Authorization");
                          const std::string authorization = sent == request.headers.end() ? "" : sent->second;
                          if (contains(request.url, "auth.test")) {
                              if (authorization.empty()) return status(200, "{\"token\":\"public\"}");
                              return where == "token" ? refusal(403, "DENIED") : status(200, "{\"token\":\"mine\"}");
                          }
                          if (authorization == "Bearer public") return status(200, manifestText);
                          return authorization.empty() ? challenge(bearer) : refusal(403, "DENIED");
                      },
                      {}};
        const oci::Caller who = caller(user());
        const auto got = run(manifestRead(who), server);
        QVERIFY2(got, got ? "" : got.error().what.c_str());
        server.seen.clear();
        QVERIFY(run(manifestRead(who), server));
        QCOMPARE(server.lines(), Lines{manifestUrl + " Bearer public"});
    }

    void deniedIsSaid() {
        Server server{[](const WebRequest&) { return refusal(403, "DENIED"); }, {}};
        const auto got = run(manifestRead(caller()), server);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::forbidden);
        QVERIFY2(contains(got.error().what, "DENIED, the registry's words"), got.error().what.c_str());
        QCOMPARE(server.seen.size(), std::size_t{1});
    }

    void realms_data() {
        QTest::addColumn<QString>("registry");
        QTest::addColumn<bool>("plain");
        QTest::addColumn<QString>("realm");
        QTest::addColumn<bool>("asked");
        const auto add = [](const char* registry, bool plain, const char* realm, bool asked) {
            QTest::addRow("%s for %s", realm, registry) << registry << plain << realm << asked;
        };
        add("registry.test", false, "https://auth.test/token", true);
        add("registry.test", false, "http://auth.test/token", false);
        add("registry.test", true, "http://auth.test/token", true);
        add("registry.test", true, "https://auth.test/token", true);
        add("registry.test", false, "https://127.0.0.1/token", false);
        add("registry.test", false, "https://localhost:8080/token", false);
        add("registry.test", true, "http://169.254.169.254/latest/meta-data", false);
        add("registry.test", false, "https://10.0.0.1/token", false);
        add("registry.test", false, "https://[::1]/token", false);
        add("127.0.0.1:5000", true, "http://127.0.0.1:5001/token", true);
        add("127.0.0.1:5000", true, "http://127.0.0.2:5001/token", false);
        add("registry.test", false, "https://u:p@auth.test/token", false);
        add("registry.test", false, "file:///etc/passwd", false);
        add("registry.test", false, "/token", false);
        add("registry.test", false, "", false);
    }
    void realms() {
        QFETCH(QString, registry);
        QFETCH(bool, plain);
        QFETCH(QString, realm);
        QFETCH(bool, asked);
        Server server{[&](const WebRequest& request) {
                          if (!contains(request.url, "/v2/")) return status(200, "{\"token\":\"tok\"}");
                          return request.headers.contains("Authorization")
                                     ? status(200, manifestText)
                                     : challenge("Bearer realm=\"" + realm.toStdString() + "\"");
                      },
                      {}};
        const auto got = run(oci::ManifestRead(endpoint(registry.toStdString(), plain), "v1", caller(user())), server);
        QCOMPARE(static_cast<bool>(got), asked);
        QCOMPARE(server.seen.size(), std::size_t{asked ? 3U : 1U});
        if (!asked) QCOMPARE(got.error().kind, ErrorKind::protocol);
    }

    void aTokenServiceThatSendsElsewhereGetsNobodyAlong() {
        Server server{[](const WebRequest& request) {
                          return contains(request.url, "auth.test")
                                     ? status(302, "", {{"location", "https://evil.test/"}})
                                     : challenge(bearer);
                      },
                      {}};
        const auto got = run(manifestRead(caller(user())), server);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::protocol);
        QVERIFY(std::none_of(server.seen.begin(), server.seen.end(),
                             [](const WebRequest& request) { return contains(request.url, "evil.test"); }));
    }

    void tokensThatAreNone_data() {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("body");
        QTest::addColumn<int>("kind");
        QTest::newRow("html") << 200 << "<html>" << int(ErrorKind::protocol);
        QTest::newRow("empty") << 200 << "{\"token\":\"\"}" << int(ErrorKind::protocol);
        QTest::newRow("number") << 200 << "{\"token\":7}" << int(ErrorKind::protocol);
        QTest::newRow("refused") << 401 << "" << int(ErrorKind::auth);
        QTest::newRow("throttled") << 429 << "" << int(ErrorKind::throttled);
        QTest::newRow("broken") << 503 << "" << int(ErrorKind::server);
    }
    void tokensThatAreNone() {
        QFETCH(int, code);
        QFETCH(QString, body);
        QFETCH(int, kind);
        Server server{[&](const WebRequest& request) {
                          return contains(request.url, "auth.test") ? status(code, body.toStdString())
                                                                    : challenge(bearer);
                      },
                      {}};
        const auto got = run(manifestRead(caller()), server);
        QVERIFY(!got);
        QCOMPARE(int(got.error().kind), kind);
    }

    void redirectsDropTheCredentials() {
        Server server{[](const WebRequest& request) {
                          if (contains(request.url, "storage.test")) return status(200, "content");
                          return request.headers.contains("Authorization")
                                     ? status(307, "", {{"location", "https://storage.test/x?sig=1"}})
                                     : challenge("Basic realm=x");
                      },
                      {}};
        const std::string digest = oci::sha256("content");
        const auto got = run(oci::BlobRead(endpoint(), digest, caller(user())), server);
        QVERIFY2(got && *got, got ? "" : got.error().what.c_str());
        QCOMPARE((*got)->bytes, std::string("content"));
        const std::string blob = "GET https://registry.test/v2/team/app/blobs/" + digest;
        QCOMPARE(server.lines(), (Lines{blob, blob + basicUser, "GET https://storage.test/x?sig=1"}));
    }

    void redirectsOfTheSameServerKeepThem() {
        Server server{[](const WebRequest& request) {
                          if (contains(request.url, "/moved")) return status(200, manifestText);
                          return request.headers.contains("Authorization") ? status(308, "", {{"location", "/moved"}})
                                                                           : challenge("Basic realm=x");
                      },
                      {}};
        QVERIFY(run(manifestRead(caller(user())), server));
        QCOMPARE(server.lines().back(), "GET https://registry.test/moved" + basicUser);
    }

    void badRedirects_data() {
        QTest::addColumn<QString>("location");
        for (const char* location : {"https://registry.test/v2/", "/again", "http://registry.test/", "",
                                     "file:///etc/passwd", "https://u:p@storage.test/"})
            QTest::newRow(location) << location;
    }
    void badRedirects() {
        QFETCH(QString, location);
        Server server{[&](const WebRequest&) { return status(302, "", {{"location", location.toStdString()}}); }, {}};
        const auto got = run(manifestRead(caller(user())), server);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::protocol);
        QVERIFY(server.seen.size() <= 6);
    }

    void aChallengeOfStorageIsNotAnswered() {
        Server server{[](const WebRequest& request) {
                          return contains(request.url, "storage.test")
                                     ? challenge("Basic realm=x")
                                     : status(307, "", {{"location", "https://storage.test/"}});
                      },
                      {}};
        QVERIFY(!run(manifestRead(caller(user())), server));
        QCOMPARE(server.lines(), (Lines{manifestUrl, "GET https://storage.test/"}));
    }
};

QTEST_GUILESS_MAIN(AccessTest)
#include "access_test.moc"
