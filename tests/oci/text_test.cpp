// The small languages of registries: URLs, challenges, digests, names, and the patterns of tag filters.
#include <QTest>

#include "oci/challenge.h"
#include "oci/digest.h"
#include "oci/endpoint.h"
#include "oci/pattern.h"
#include "oci/url.h"

using namespace scout;

class TextTest : public QObject {
    Q_OBJECT

  private slots:
    void urls_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("normal");
        const auto add = [](const char* text, const char* normal) { QTest::newRow(text) << text << normal; };
        add("https://Registry.test/v2/a", "https://registry.test/v2/a");
        add("https://registry.test:443/", "https://registry.test/");
        add("http://registry.test:443/", "http://registry.test:443/");
        add("http://registry.test", "http://registry.test/");
        add("https://registry.test?a=b", "https://registry.test/?a=b");
        add("https://[2001:db8::1]:5000/x#y", "https://[2001:db8::1]:5000/x");
        for (const char* text : {"", "registry.test", "ftp://registry.test", "https://", "https:///x",
                                 "https://u:p@registry.test/", "https://u@registry.test/", "https://a b/",
                                 "https://a\r\nb/", "https://a:0/", "https://a:70000/", "https://a:x/", "https://[::1",
                                 "https://a/\"x", "javascript://x", "https://a\\b/", "https://\xC3\xA9/"}) {
            add(text, "");
        }
    }
    void urls() {
        QFETCH(QString, text);
        QFETCH(QString, normal);
        const auto url = oci::parseUrl(text.toStdString());
        QCOMPARE(url ? url->text() : std::string(), normal.toStdString());
    }

    void references_data() {
        QTest::addColumn<QString>("reference");
        QTest::addColumn<QString>("meant");
        const auto add = [](const char* reference, const char* meant) {
            QTest::newRow(reference) << reference << meant;
        };
        add("https://other.test/x", "https://other.test/x");
        add("//other.test/x", "https://other.test/x");
        add("/v2/b?c=d", "https://registry.test:5000/v2/b?c=d");
        add("c", "https://registry.test:5000/v2/a/c");
        add("?last=x", "https://registry.test:5000/v2/a/list?last=x");
        add("/redirect?to=https://other.test/", "https://registry.test:5000/redirect?to=https://other.test/");
        add("", "");
        add("file:///etc/passwd", "");
        add("https://u:p@other.test/", "");
    }
    void references() {
        QFETCH(QString, reference);
        QFETCH(QString, meant);
        const auto base = oci::parseUrl("https://registry.test:5000/v2/a/list?n=5");
        const auto url = oci::resolve(*base, reference.toStdString());
        QCOMPARE(url ? url->text() : std::string(), meant.toStdString());
    }

    void privateAddresses() {
        for (const char* host : {"localhost", "a.localhost", "127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1",
                                 "172.31.9.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "[::1]",
                                 "[::]", "[fe80::1]", "[fd00::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]"}) {
            QVERIFY2(oci::isLocal(host), host);
        }
        for (const char* host : {"registry.test", "8.8.8.8", "172.32.0.1", "100.128.0.1", "[2001:db8::1]",
                                 "localhost.test", "10.0.0.1.test"}) {
            QVERIFY2(!oci::isLocal(host), host);
        }
    }

    void challenges_data() {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("read");
        const auto add = [](const char* header, const char* read) { QTest::newRow(header) << header << read; };
        add("Bearer realm=\"https://auth.test/token\",service=\"registry.test\",scope=\"repository:a/b:pull\"",
            "bearer{realm=https://auth.test/token;scope=repository:a/b:pull;service=registry.test}");
        add("bearer REALM=https://auth.test/token , service = registry.test",
            "bearer{realm=https://auth.test/token;service=registry.test}");
        add("Basic realm=\"a \\\"b\\\", c\"", "basic{realm=a \"b\", c}");
        add("Basic", "basic{}");
        add("Negotiate, Basic realm=\"x\", Bearer realm=\"y\",scope=\"a,b\"",
            "negotiate{} basic{realm=x} bearer{realm=y;scope=a,b}");
        add("Bearer realm=https://a/t,scope=repository:a:pull,push,service=s",
            "bearer{realm=https://a/t;scope=repository:a:pull,push;service=s}");
        add("Bearer realm=\"first\",realm=\"second\"", "bearer{realm=first}");
        add("Bearer realm=\"unfinished", "bearer{realm=unfinished}");
        add("", "");
        add(",,, ", "");
        add("=\"x\"", "");
        add("Bearer \x01", "bearer{}");
    }
    void challenges() {
        QFETCH(QString, header);
        QFETCH(QString, read);
        QStringList all;
        for (const oci::Challenge& challenge : oci::parseChallenges(header.toStdString())) {
            QStringList parameters;
            for (const auto& [name, value] : challenge.parameters)
                parameters << QString::fromStdString(name + "=" + value);
            all << QString::fromStdString(challenge.scheme) + "{" + parameters.join(';') + "}";
        }
        QCOMPARE(all.join(' '), read);
    }

    void digests() {
        const std::string empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        QCOMPARE(oci::sha256(""), empty);
        QVERIFY(oci::hasDigest("", empty));
        QVERIFY(!oci::hasDigest("x", empty));
        QVERIFY(
            oci::hasDigest("abc",
                           "sha512:ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836"
                           "ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"));
        for (const char* text : {"", "sha256:", "sha256:abc", "md5:d41d8cd98f00b204e9800998ecf8427e", "latest",
                                 "sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"}) {
            QVERIFY2(!oci::isDigest(text), text);
            QVERIFY(!oci::hasDigest("", text));
        }
    }

    void endpoints() {
        const auto url = [](const char* registry, const char* repository, bool plain = false) {
            const auto endpoint = oci::endpointOf(registry, repository, plain);
            return endpoint ? endpoint->at("manifests/x").text() : "error: " + endpoint.error().what;
        };
        QCOMPARE(url("ghcr.io", "acme/shop"), std::string("https://ghcr.io/v2/acme/shop/manifests/x"));
        QCOMPARE(url("docker.io", "nginx"), std::string("https://registry-1.docker.io/v2/library/nginx/manifests/x"));
        QCOMPARE(url("index.docker.io", "acme/shop"),
                 std::string("https://registry-1.docker.io/v2/acme/shop/manifests/x"));
        QCOMPARE(url("localhost:5000", "a", true), std::string("http://localhost:5000/v2/a/manifests/x"));
        for (const char* registry : {"", "a b", "u:p@ghcr.io", "ghcr.io/x", "ghcr.io?x", "ghcr.io:x"})
            QVERIFY2(url(registry, "a").starts_with("error"), registry);
        for (const char* repository :
             {"", "A", "a//b", "/a", "a/", "../x", "a/../b", "a?b", "a b", "a__b___c", "a._b", "-a", "a%2e", "a#b"}) {
            QVERIFY2(url("ghcr.io", repository).starts_with("error"), repository);
        }
        for (const char* repository : {"a", "a/b/c", "a-b", "a--b", "a.b", "a_b", "a__b", "0/1"})
            QVERIFY2(!url("ghcr.io", repository).starts_with("error"), repository);
        QVERIFY(oci::isTag("v1.2.3_x-y"));
        for (const char* tag : {"", ".a", "-a", "a/b", "a:b", "a b", "a+b"}) QVERIFY2(!oci::isTag(tag), tag);
    }

    void patterns_data() {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("yes");
        QTest::addColumn<QString>("no");
        const auto add = [](const char* pattern, const char* yes, const char* no) {
            QTest::newRow(pattern) << pattern << yes << no;
        };
        add(".*-staging-test-deploy-.*", "v0.0.0-staging-test-deploy-abc123", "v1.0.0 v1.0.0-rc1");
        add("^v[0-9]+\\.[0-9]+\\.[0-9]+$", "v1.2.3 v10.0.0", "1.2.3 v1.2 v1.2.3-rc.1");
        add("rc", "1.0.0-rc.1 rc", "1.0.0");
        add("^(?:main|release-\\d+)$", "main release-12", "mainline release- xmain");
        add("a|b", "a xb", "c");
        add("(a|b)+c", "abac", "ab c");
        add("^a?b*$", "a ab abbb b", "aa ba");
        add("^a{2}$", "aa", "a aaa");
        add("^a{2,}$", "aa aaaa", "a");
        add("^a{1,2}?$", "a aa", "aaa");
        add("a{x", "a{x", "a");
        add("^[^a-c]$", "d", "a b");
        add("^[]x]$", "] x", "y");
        add("^[a-]$", "- a", "b");
        add("^[\\d.]+$", "1.2", "1x");
        add("\\.", "1.0", "10");
        add("\\W", "a-b", "ab");
        add("", "anything", "");
        add("(a*)*$", "aaa b", "");
    }
    void patterns() {
        QFETCH(QString, pattern);
        QFETCH(QString, yes);
        QFETCH(QString, no);
        const auto parsed = oci::Pattern::parse(pattern.toStdString());
        QVERIFY(parsed);
        for (const QString& text : yes.split(' ', Qt::SkipEmptyParts))
            QVERIFY2(parsed->matches(text.toStdString()), qPrintable(text));
        for (const QString& text : no.split(' ', Qt::SkipEmptyParts))
            QVERIFY2(!parsed->matches(text.toStdString()), qPrintable(text));
    }

    void patternsThatAreNotFollowed_data() {
        QTest::addColumn<QString>("pattern");
        for (const char* pattern :
             {"(", ")", "a)", "[a", "*a", "a**", "(?i)a", "(?P<x>a)", "\\b", "\\pL", "[[:alpha:]]", "\\", "a{2,1}",
              "a{1001}", "((a{1000}){1000}){1000}", "[b-a]", "\xC3\xA9"}) {
            QTest::newRow(pattern) << QString::fromUtf8(pattern);
        }
        QTest::newRow("deep") << QString(500, '(') + QString(500, ')');
    }
    void patternsThatAreNotFollowed() {
        QFETCH(QString, pattern);
        QVERIFY(!oci::Pattern::parse(pattern.toStdString()));
    }

    void aPatternCannotTakeForever() {
        // Exponential for a program that tries one way after the other.
        const auto pattern = oci::Pattern::parse("^(a+)+(a|aa)+(a*)*b$");
        QVERIFY(pattern && !pattern->matches(std::string(128, 'a')));
        QVERIFY(pattern->matches(std::string(127, 'a') + "b"));
    }
};

QTEST_GUILESS_MAIN(TextTest)
#include "text_test.moc"
