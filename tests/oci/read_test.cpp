// Conversations with registries, honest ones and others: what is asked, with which credentials, and what is believed.
#include "oci/read.h"

#include <QTest>

#include <algorithm>
#include <functional>

#include "base/base64.h"
#include "oci/digest.h"

using namespace scout;
using base::ErrorKind;
using base::HttpResponse;
using base::WebRequest;

namespace {

constexpr base::Time now{1000000};
const std::string manifestText =
    "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"layers\":[]}";

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

HttpResponse status(int code, std::string body = {}, std::map<std::string, std::string> headers = {}) {
    return {code, std::move(headers), std::move(body)};
}

HttpResponse refusal(int code, const std::string& word) {
    return status(code, "{\"errors\":[{\"code\":\"" + word + "\",\"message\":\"the registry's words\"}]}");
}

HttpResponse challenge(const std::string& header) {
    HttpResponse response = refusal(401, "UNAUTHORIZED");
    response.headers["www-authenticate"] = header;
    return response;
}

const std::string bearer =
    "Bearer realm=\"https://auth.test/token\",service=\"registry.test\",scope=\"repository:team/app:pull\"";

/// A server for one test: gives the answers, keeps the questions.
struct Server {
    std::function<HttpResponse(const WebRequest&)> answer;
    std::vector<WebRequest> seen;

    /// "GET https://... Bearer x".
    std::vector<std::string> lines() const {
        std::vector<std::string> all;
        for (const WebRequest& request : seen) {
            const auto sent = request.headers.find("Authorization");
            all.push_back(request.method + " " + request.url +
                          (sent == request.headers.end() ? "" : " " + sent->second));
        }
        return all;
    }
};

template <typename Read>
base::Result<typename Read::Answer> run(Read read, Server& server, base::Time at = now) {
    base::WebStep<typename Read::Answer> step = read.start(at);
    while (const auto* request = std::get_if<WebRequest>(&step)) {
        server.seen.push_back(*request);
        if (server.seen.size() > 100) qFatal("it asks without end");
        step = read.next(server.answer(*request), at);
    }
    if (auto* error = std::get_if<base::Error>(&step)) return *error;
    return std::get<typename Read::Answer>(step);
}

oci::Endpoint endpoint(const std::string& registry = "registry.test", bool plainHttp = false) {
    return *oci::endpointOf(registry, "team/app", plainHttp);
}

oci::Credentials user() {
    oci::Credentials credentials;
    credentials.username = "u";
    credentials.password = "hush";
    credentials.from = "config.json";
    return credentials;
}

oci::Caller caller(std::optional<oci::Credentials> credentials = std::nullopt) {
    return {std::move(credentials), std::make_shared<oci::TokenCache>()};
}

oci::ManifestRead manifestRead(const oci::Caller& who, const std::string& reference = "v1") {
    return oci::ManifestRead(endpoint(), reference, who);
}

/// Gives a token to everybody, and the manifest for the token.
HttpResponse tokenRegistry(const WebRequest& request) {
    if (contains(request.url, "auth.test")) return status(200, "{\"token\":\"tok\",\"expires_in\":300}");
    const auto sent = request.headers.find("Authorization");
    if (sent == request.headers.end() || sent->second != "Bearer tok") return challenge(bearer);
    return status(200, manifestText, {{"content-type", "application/vnd.oci.image.manifest.v1+json"}});
}

using Lines = std::vector<std::string>;

const std::string manifestUrl = "GET https://registry.test/v2/team/app/manifests/v1";
const std::string tokenUrl = "GET https://auth.test/token?service=registry.test&scope=repository%3Ateam%2Fapp%3Apull";
const std::string basicUser = " Basic dTpodXNo";

}  // namespace

class ReadTest : public QObject {
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

    void anotherContentThanTheDigests_data() {
        QTest::addColumn<QString>("reference");
        QTest::addColumn<QString>("header");
        QTest::newRow("asked by digest") << QString::fromStdString(oci::sha256("other")) << "";
        QTest::newRow("and the header says so")
            << QString::fromStdString(oci::sha256("other")) << QString::fromStdString(oci::sha256("other"));
        QTest::newRow("asked by tag") << "v1" << QString::fromStdString(oci::sha256("other"));
        QTest::newRow("not a digest") << "v1"
                                      << "md5:00";
    }
    void anotherContentThanTheDigests() {
        QFETCH(QString, reference);
        QFETCH(QString, header);
        Server server{[&](const WebRequest&) {
                          HttpResponse response = status(200, manifestText);
                          if (!header.isEmpty()) response.headers["docker-content-digest"] = header.toStdString();
                          return response;
                      },
                      {}};
        const auto got = run(manifestRead(caller(), reference.toStdString()), server);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::protocol);
        QVERIFY2(contains(got.error().what, "changed"), got.error().what.c_str());
    }

    void manifestsThatAreNone_data() {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");  // -1: missing
        QTest::newRow("unknown") << 404 << QByteArray("{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\"}]}") << -1;
        QTest::newRow("no repository") << 404 << QByteArray("{\"errors\":[{\"code\":\"NAME_UNKNOWN\"}]}") << -1;
        QTest::newRow("some web server's 404") << 404 << QByteArray("404 page not found") << int(ErrorKind::notFound);
        QTest::newRow("html") << 200 << QByteArray("<html>login</html>") << int(ErrorKind::protocol);
        QTest::newRow("array") << 200 << QByteArray("[]") << int(ErrorKind::protocol);
        QTest::newRow("empty") << 200 << QByteArray() << int(ErrorKind::protocol);
        QTest::newRow("too large") << 200 << QByteArray(5 << 20, ' ') << int(ErrorKind::tooLarge);
        QTest::newRow("retired path") << 400 << QByteArray("{\"errors\":[{\"code\":\"UNSUPPORTED\"}]}")
                                      << int(ErrorKind::protocol);
        QTest::newRow("throttled") << 429 << QByteArray("{\"errors\":[{\"code\":\"TOOMANYREQUESTS\"}]}")
                                   << int(ErrorKind::throttled);
        QTest::newRow("broken") << 500 << QByteArray() << int(ErrorKind::server);
        QTest::newRow("no content") << 204 << QByteArray() << int(ErrorKind::protocol);
    }
    void manifestsThatAreNone() {
        QFETCH(int, code);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        Server server{[&](const WebRequest&) { return status(code, body.toStdString()); }, {}};
        const auto got = run(manifestRead(caller()), server);
        if (kind < 0) {
            QVERIFY(got && !*got);
            return;
        }
        QVERIFY(!got);
        QCOMPARE(int(got.error().kind), kind);
        QVERIFY(!got.error().advice.empty());
        QCOMPARE(got.error().where, std::string("registry.test/team/app"));
    }

    void anIndexIsAsItIs() {
        const std::string index =
            "{\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[{\"digest\":\"x\"}]}";
        Server server{[&](const WebRequest&) { return status(200, index); }, {}};
        const auto got = run(manifestRead(caller(), oci::sha256(index)), server);
        QVERIFY(got && *got);
        QCOMPARE((*got)->content["manifests"].size(), std::size_t{1});
    }

    void namesThatAreNone() {
        Server server{[](const WebRequest&) { return status(200); }, {}};
        for (const char* reference : {"", "../../x", "a b", "sha256:abc", "v1?x=y"}) {
            const auto got = run(manifestRead(caller(), reference), server);
            QVERIFY2(!got && got.error().kind == ErrorKind::usage, reference);
        }
        QVERIFY(!run(oci::BlobRead(endpoint(), "latest", caller()), server));
        QVERIFY(!run(oci::ReferrersRead(endpoint(), "latest", caller()), server));
        QVERIFY(server.seen.empty());
    }

    void tagsOfAllPages() {
        Server server{[](const WebRequest& request) {
                          if (contains(request.url, "last=b"))
                              return status(200, "{\"tags\":[\"c\",7,\"bad/tag\"]}",
                                            {{"link", "<https://evil.test/>; rel=\"next\""}});
                          return status(200, "{\"name\":\"team/app\",\"tags\":[\"a\",\"b\"]}",
                                        {{"link", "</v2/team/app/tags/list?last=b&n=2>; rel=\"next\""}});
                      },
                      {}};
        const auto got = run(oci::TagsRead(endpoint(), caller()), server);
        QVERIFY(got && *got);
        QCOMPARE((*got)->names, (std::vector<std::string>{"a", "b", "c"}));
        QVERIFY((*got)->complete);
        QCOMPARE(server.lines(), (Lines{"GET https://registry.test/v2/team/app/tags/list?n=1000",
                                        "GET https://registry.test/v2/team/app/tags/list?last=b&n=2"}));
    }

    void tagsWithoutEnd() {
        Server server{[](const WebRequest&) {
                          return status(200, "{\"tags\":[\"a\"]}", {{"link", "</v2/x?n=1>; rel=next"}});
                      },
                      {}};
        const auto got = run(oci::TagsRead(endpoint(), caller()), server);
        QVERIFY(got && *got);
        QVERIFY(!(*got)->complete);
        QCOMPARE(server.seen.size(), std::size_t{oci::TagsRead::mostPages});
    }

    void noTags() {
        Server server{[](const WebRequest&) { return status(200, "{\"tags\":null}"); }, {}};
        const auto got = run(oci::TagsRead(endpoint(), caller()), server);
        QVERIFY(got && *got && (*got)->names.empty());
        Server unknown{[](const WebRequest&) { return refusal(404, "NAME_UNKNOWN"); }, {}};
        const auto missing = run(oci::TagsRead(endpoint(), caller()), unknown);
        QVERIFY(missing && !*missing);
        Server html{[](const WebRequest&) { return status(200, "<html>"); }, {}};
        QVERIFY(!run(oci::TagsRead(endpoint(), caller()), html));
    }

    void referrersOfTheApi() {
        const std::string digest = oci::sha256(manifestText);
        Server server{
            [](const WebRequest& request) {
                if (contains(request.url, "page=2")) return status(200, "{\"manifests\":[{\"digest\":\"2\"}]}");
                return status(200, "{\"manifests\":[{\"digest\":\"1\"}]}", {{"link", "<?page=2>; rel=\"next\""}});
            },
            {}};
        const auto got = run(oci::ReferrersRead(endpoint(), digest, caller()), server);
        QVERIFY(got && *got);
        QCOMPARE((*got)->manifests.size(), std::size_t{2});
        QVERIFY(!(*got)->fromTag);
        QCOMPARE(server.lines()[0], "GET https://registry.test/v2/team/app/referrers/" + digest);
        Server none{[](const WebRequest&) { return status(200, "{\"manifests\":[]}"); }, {}};
        const auto empty = run(oci::ReferrersRead(endpoint(), digest, caller()), none);
        QVERIFY(empty && !*empty);
    }

    void referrersOfTheTag_data() {
        QTest::addColumn<QString>("tag");
        QTest::addColumn<int>("count");  // 0: none, -1: an error
        QTest::newRow("index") << "{\"manifests\":[{\"digest\":\"1\"},{\"digest\":\"2\"}]}" << 2;
        QTest::newRow("the subject itself, as GitLab answers") << QString::fromStdString(manifestText) << 0;
        QTest::newRow("empty") << "{\"manifests\":[]}" << 0;
        QTest::newRow("none") << "404" << 0;
        QTest::newRow("denied") << "403" << -1;
    }
    void referrersOfTheTag() {
        QFETCH(QString, tag);
        QFETCH(int, count);
        const std::string digest = oci::sha256(manifestText);
        Server server{[&](const WebRequest& request) {
                          if (contains(request.url, "/referrers/")) return status(404, "404 page not found");
                          if (tag == "404") return refusal(404, "MANIFEST_UNKNOWN");
                          return tag == "403" ? refusal(403, "DENIED") : status(200, tag.toStdString());
                      },
                      {}};
        const auto got = run(oci::ReferrersRead(endpoint(), digest, caller()), server);
        QCOMPARE(static_cast<bool>(got), count >= 0);
        QCOMPARE(server.lines()[1], "GET https://registry.test/v2/team/app/manifests/sha256-" + digest.substr(7));
        if (count < 0) return;
        QCOMPARE(got->has_value(), count > 0);
        if (*got) {
            QCOMPARE((*got)->manifests.size(), static_cast<std::size_t>(count));
            QVERIFY((*got)->fromTag);
        }
    }

    void whoRefersToWhom() {
        QCOMPARE(oci::referrersTag("sha256:" + std::string(64, 'a')), "sha256-" + std::string(64, 'a'));
        QCOMPARE(oci::referrersTag("sha512:" + std::string(128, 'b')), "sha512-" + std::string(64, 'b'));
        const auto manifest = base::Json::parse("{\"subject\":{\"digest\":\"sha256:1\"}}", "");
        QVERIFY(oci::refersTo(*manifest, "sha256:1"));
        QVERIFY(!oci::refersTo(*manifest, "sha256:2"));
        QVERIFY(!oci::refersTo(base::Json(), ""));
    }

    void blobs() {
        const std::string digest = oci::sha256("content");
        Server changed{[](const WebRequest&) { return status(200, "other"); }, {}};
        const auto got = run(oci::BlobRead(endpoint(), digest, caller()), changed);
        QVERIFY(!got && got.error().kind == ErrorKind::protocol);
        Server large{[](const WebRequest&) { return status(200, std::string(2 << 20, 'x')); }, {}};
        QCOMPARE(run(oci::BlobRead(endpoint(), digest, caller()), large).error().kind, ErrorKind::tooLarge);
        Server unknown{[](const WebRequest&) { return refusal(404, "BLOB_UNKNOWN"); }, {}};
        const auto missing = run(oci::BlobRead(endpoint(), digest, caller()), unknown);
        QVERIFY(missing && !*missing);
    }
};

QTEST_GUILESS_MAIN(ReadTest)
#include "read_test.moc"
