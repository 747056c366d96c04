// Credentials in the URLs of free text.
#include "base/masking.h"

#include <QtTest>
#include <nlohmann/json.hpp>

using namespace scout::base;

class MaskingTest : public QObject {
    Q_OBJECT

  private slots:
    void credentialsGo_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("left");
        const auto row = [](const char* text, const char* left) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(left);
        };
        row("http://user:HUSH@git.test/x.git", "http://***@git.test/x.git");
        row("https://HUSH@git.test/x.git", "https://***@git.test/x.git");
        row("https://user:HU@SH@git.test", "https://***@git.test");
        row("https://user:HU/SH?HU#SH@git.test/x", "https://***@git.test/x");
        row("ssh://git:HUSH@git.test/x.git", "ssh://git:***@git.test/x.git");
        row("git+ssh://git:HUSH@git.test/x.git", "git+ssh://git:***@git.test/x.git");
        row("http://git.test/x.git?private_token=HUSH", "http://git.test/x.git?private_token=***");
        row("http://git.test/x?a=1&X-Amz-Signature=HUSH&ref=main#access_token=HUSH",
            "http://git.test/x?a=1&X-Amz-Signature=***&ref=main#access_token=***");
        row("/x.git?sig=HUSH%3D&v=1", "/x.git?sig=***&v=1");
        row("Get \"http://u:HUSH@git.test/x.git?token=HUSH\": dial tcp: refused",
            "Get \"http://***@git.test/x.git?token=***\": dial tcp: refused");
        row("clone of https://a:HUSH@b.test failed (https://git.test/?key=HUSH), so did https://c:HUSH@d.test.",
            "clone of https://***@b.test failed (https://git.test/?key=***), so did https://***@d.test.");
        row("{\"url\":\"https://git.test/x?a=1\\u0026api-key=HUSH\"}",
            "{\"url\":\"https://git.test/x?a=1\\u0026api-key=***\"}");
        row("Server=db;Password=HUSH", "Server=db;Password=***");
    }
    void credentialsGo() {
        QFETCH(QString, text);
        QFETCH(QString, left);
        const std::string once = withoutCredentials(text.toStdString());
        QCOMPARE(QString::fromStdString(once), left);
        QVERIFY(lacksCredentials(once));
        QCOMPARE(withoutCredentials(once), once);
    }

    void theRestStays_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"", "git@git.test:acme/x.git", "ssh://git@git.test/x.git", "https://git.test:8443/a@b?ref=main&page=2",
              "oci://registry.test:5000/apps@sha256:abcd", "docker-pullable://nginx:1@sha256:abcd",
              "docker-pullable://nginx@sha256:abcd", "http://[::1]:80/x@y", "token=abc", "code = Unknown", "://",
              "a=", "https://git.test/x?token=", "aGVsbG8=", "shop:apps/Deployment:prod/web", "me@example.test"}) {
            QTest::newRow(text) << QString::fromUtf8(text);
        }
    }
    void theRestStays() {
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(withoutCredentials(text.toStdString())), text);
        QVERIFY(!lacksCredentials(text.toStdString()));
    }

    void documents() {
        const Json clean(nlohmann::json{{"url", "https://git.test"}, {"list", {"a", 1, nullptr}}});
        QCOMPARE(withoutCredentials(clean).raw(), clean.raw());
        QVERIFY(!withoutCredentials(Json()).exists());
        const Json document(nlohmann::json{{"list", {{{"url", "https://u:HUSH@git.test"}}, 2}}, {"kept", true}});
        QCOMPARE(withoutCredentials(document).dump(),
                 std::string("{\"kept\":true,\"list\":[{\"url\":\"https://***@git.test\"},2]}"));
        QVERIFY(document.dump().find("HUSH") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(MaskingTest)
#include "masking_test.moc"
