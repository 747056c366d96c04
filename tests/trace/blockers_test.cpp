#include <QRegularExpression>
#include <QTest>

#include "trace/glob.h"
#include "trace/registry_login.h"
#include "trace/sync_windows.h"

using namespace scout;

class BlockersTest : public QObject {
    Q_OBJECT

  private slots:
    void logins_data() {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("says");
        QTest::newRow("anonymous") << "{}"
                                   << "spec.provider is generic: without spec.secretRef the pull is anonymous";
        QTest::newRow("account") << "{'serviceAccountName':'puller'}"
                                 << "the imagePullSecrets of ServiceAccount/puller";
        QTest::newRow("secret") << "{'secretRef':{'name':'ghcr'}}"
                                << "spec.provider is generic: it logs in with Secret/ghcr";
        QTest::newRow("aws")
            << "{'provider':'aws'}"
            << "no Secret is used. source-controller logs in to Amazon ECR with its own workload identity";
        QTest::newRow("gcp") << "{'provider':'gcp','serviceAccountName':'puller'}"
                             << "Google Artifact Registry with the workload identity of ServiceAccount/puller";
        QTest::newRow("azure and a Secret") << "{'provider':'azure','secretRef':{'name':'acr'}}"
                                            << "Secret/acr, and with that one there it does not use the identity";
    }
    void logins() {
        QFETCH(QString, spec);
        QFETCH(QString, says);
        const std::string text = ("{\"spec\":" + spec.replace(u'\'', u'"') + "}").toStdString();
        const model::KubeObject source(base::Json::parse(text, "test").value());
        const QString said = QString::fromStdString(trace::registryLoginOf(source));
        QVERIFY2(said.contains(says), qPrintable(said));
        // What is known of the Secret stands behind its name, and nothing where none is named.
        const bool named = said.contains("Secret/");
        const QString about = QString::fromStdString(trace::registryLoginOf(source, ", which is not there"));
        QCOMPARE(about.contains(QRegularExpression("it is to log in with Secret/[a-z]+, which is not there")), named);
    }

    void patterns_data() {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char* pattern, const char* text, bool matches) {
            QTest::addRow("%s beside %s", pattern, text) << pattern << text << matches;
        };
        row("", "", true);
        row("", "shop", false);
        row("*", "", true);
        row("shop", "shop", true);
        row("shop", "shops", false);
        row("sh?p-*", "shop-web", true);
        row("sh?p-*", "shp-web", false);
        row("https://*.test:6443", "https://one.test:6443", true);
        row("{shop,pay}-*", "pay-web", true);
        row("{shop,pay}-*", "cart-web", false);
        row("{shop,}", "", true);
        row("a{b{c,d},e}f", "abdf", true);
        row("a{b{c,d},e}f", "aef", true);
        row("a{b{c,d},e}f", "abf", false);
        row("{*-prod,x}", "shop-prod", true);
        row("{shop,pay", "pay", true);
        row("a,b", "a,b", true);
        row("a}", "a}", true);
        row("shop-[a-c]", "shop-b", true);
        row("shop-[a-c]", "shop-d", false);
        row("shop-[!a-c]", "shop-d", true);
        row("shop-[abx]", "shop-x", true);
        row("shop-[!abx]", "shop-x", false);
        row("shop-[-a]", "shop--", true);
        row("[a-c", "a", false);
        row("[c-a]", "b", false);
        row("[a-c1]", "a", false);
        row("[]", "", false);
        row("\\*", "*", true);
        row("\\*", "shop", false);
        row("shop\\", "shop", true);
        row("**a**a**a**a**a**a**a**b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false);
        QTest::newRow("braces in braces for ever") << QString(2000, u'{') << QString() << false;
    }
    void patterns() {
        QFETCH(QString, pattern);
        QFETCH(QString, text);
        QTEST(trace::globMatches(pattern.toStdString(), text.toStdString()), "matches");
    }

    void windows_data() {
        QTest::addColumn<QString>("schedule");
        QTest::addColumn<int>("hours");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("open");
        // 2026-11-21 is a Saturday.
        const auto row = [](const char* name, const char* schedule, int hours, const char* now, const char* open) {
            QTest::newRow(name) << schedule << hours << now << open;
        };
        row("inside", "0 10 * * *", 4, "2026-11-21T12:00:00Z", "yes");
        row("just begun", "0 10 * * *", 4, "2026-11-21T10:00:30Z", "yes");
        row("just over", "0 10 * * *", 4, "2026-11-21T14:00:00Z", "no");
        row("over midnight", "0 22 * * *", 8, "2026-11-22T05:59:00Z", "yes");
        row("on weekdays", "0 10 * * 1-5", 4, "2026-11-21T12:00:00Z", "no");
        row("on Saturdays by name", "0 10 * * SAT", 4, "2026-11-21T12:00:00Z", "yes");
        row("Sunday is 7 too", "0 10 * * 7", 4, "2026-11-22T12:00:00Z", "yes");
        row("every half hour", "*/30 * * * *", 1, "2026-11-21T12:10:00Z", "yes");
        row("a list", "0 1,10 * * *", 2, "2026-11-21T11:00:00Z", "yes");
        row("a day of the month or a weekday", "0 10 1 * 6", 4, "2026-11-21T12:00:00Z", "yes");
        row("another month", "0 10 * dec *", 4, "2026-11-21T12:00:00Z", "no");
        row("days long", "0 0 1 11 *", 24 * 30, "2026-11-21T12:00:00Z", "yes");
        row("over the turn of the year", "0 0 31 12 *", 48, "2027-01-01T12:00:00Z", "yes");
        row("before there was time", "0 10 * * *", 4, "1969-12-31T12:00:00Z", "no");
        row("four fields", "0 10 * *", 4, "2026-11-21T12:00:00Z", "unreadable");
        row("out of range", "61 10 * * *", 4, "2026-11-21T12:00:00Z", "unreadable");
        row("no step", "*/0 10 * * *", 4, "2026-11-21T12:00:00Z", "unreadable");
        row("words", "every day at ten now", 4, "2026-11-21T12:00:00Z", "unreadable");
        row("no length", "0 10 * * *", 0, "2026-11-21T12:00:00Z", "unreadable");
    }
    void windows() {
        QFETCH(QString, schedule);
        QFETCH(int, hours);
        QFETCH(QString, now);
        QFETCH(QString, open);
        const auto answer = trace::isWindowOpen(schedule.toStdString(), std::int64_t{3600} * hours,
                                                base::parseTime(now.toStdString()).value());
        QCOMPARE(answer ? (*answer ? "yes" : "no") : "unreadable", open);
    }
};

QTEST_GUILESS_MAIN(BlockersTest)
#include "blockers_test.moc"
