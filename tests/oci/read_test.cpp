// What registries are asked for, honest ones and others, and what of it is believed.
#include <QTest>
#include <algorithm>

#include "base/base64.h"
#include "conversation.h"
#include "oci/digest.h"

using namespace scout;
using namespace scout::test;
using base::ErrorKind;

class ReadTest : public QObject {
    Q_OBJECT

  private slots:
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
        QCOMPARE(got.error().kind, ErrorKind::altered);
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
        QVERIFY(!got && got.error().kind == ErrorKind::altered);
        Server large{[](const WebRequest&) { return status(200, std::string(2 << 20, 'x')); }, {}};
        QCOMPARE(run(oci::BlobRead(endpoint(), digest, caller()), large).error().kind, ErrorKind::tooLarge);
        Server unknown{[](const WebRequest&) { return refusal(404, "BLOB_UNKNOWN"); }, {}};
        const auto missing = run(oci::BlobRead(endpoint(), digest, caller()), unknown);
        QVERIFY(missing && !*missing);
    }
};

QTEST_GUILESS_MAIN(ReadTest)
#include "read_test.moc"
