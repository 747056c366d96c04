// Semantic versions and constraints. The expectations are those of Masterminds/semver, and of its own tests' cases.
#include "oci/semver.h"

#include <QTest>

#include <algorithm>

using namespace scout;

namespace {

std::string bestOf(const std::string& constraint, const std::vector<std::string>& tags) {
    const auto rule = oci::Constraint::parse(constraint);
    std::optional<oci::Version> best;
    for (const std::string& tag : tags) {
        const auto version = oci::parseVersion(tag, false);
        if (rule && version && rule->matches(*version) && (!best || oci::compare(*best, *version) < 0)) best = version;
    }
    return best ? best->text : std::string();
}

}  // namespace

class SemverTest : public QObject {
    Q_OBJECT

  private slots:
    void constraints_data() {
        QTest::addColumn<QString>("constraint");
        QTest::addColumn<QString>("yes");
        QTest::addColumn<QString>("no");
        const auto add = [](const char* constraint, const char* yes, const char* no) {
            QTest::newRow(constraint) << constraint << yes << no;
        };
        add("=2.0.0", "2.0.0 v2.0.0 2.0.0+build", "1.2.3 2.0.1 2.0.0-rc.1");
        add("2.0.0", "2.0.0", "2.0.1");
        add("v2.0.0", "2.0.0 v2.0.0", "2.1.0");
        add("=2.0", "2.0.0 2.0.9", "2.1.0 1.9.0");
        add("=2", "2.0.0 2.9.1", "3.0.0");
        add("4.1", "4.1.0 4.1.9", "4.2.0");
        add("!=4.1.0", "4.1.1 4.2.0", "4.1.0 4.3.0-rc.1");
        add("!=4.1", "4.2.0 5.1.0", "4.1.0 4.1.3");
        add("!=4.x", "5.0.0 3.1.0", "4.0.0 4.9.2");
        add("!=4.2-alpha-0", "4.2.0", "4.2.0-alpha-0");
        add(">1.1", "1.2.0 2.0.0", "1.1.0 1.1.1 0.1.0");
        add(">11", "12.0.0 12.1.5", "11.1.0 11.0.0");
        add(">11.1", "11.2.1", "11.1.0 11.1.1");
        add(">1.1.0", "1.1.1 2.0.0", "1.1.0 1.2.0-rc.1");
        add("<1.1", "0.1.0 1.0.9", "1.1.0 1.1.1");
        add("<0", "", "0.0.0 1.0.0");
        add(">=11.1.3", "11.1.3 11.1.10 12.0.0", "11.1.2");
        add(">=11.1", "11.1.0 11.1.3 12.2.0", "11.0.3");
        add("=>1.0.0", "1.0.0 2.0.0", "0.9.0");
        add("<=11.1", "11.1.0 11.1.5 10.9.9", "11.2.0 12.0.0");
        add("<=11", "11.2.3 10.0.0", "12.0.0");
        add("=<1.0.0", "1.0.0 0.1.0", "1.0.1");
        add("~1.2.3", "1.2.3 1.2.9", "1.3.0 1.2.2 2.2.3");
        add("~>1.2.3", "1.2.5", "1.3.0");
        add("~1.2", "1.2.0 1.2.9", "1.3.0");
        add("~1", "1.0.0 1.9.9", "2.0.0 0.9.0");
        add("~0.0.0", "0.0.0 3.0.0", "");
        add("^1.2.3", "1.2.3 1.9.0", "2.0.0 1.2.2");
        add("^1", "1.0.0 1.9.9", "2.0.0");
        add("^0.2.3", "0.2.3 0.2.9", "0.3.0 0.2.2 1.0.0");
        add("^0.2", "0.2.0 0.2.9", "0.3.0");
        add("^0.0.3", "0.0.3", "0.0.4 0.1.0");
        add("^0.0", "0.0.0 0.0.9", "0.1.0");
        add("^0", "0.0.1 0.9.0", "1.0.0");
        add("^1.2.3-beta.2", "1.2.3-beta.2 1.2.3-beta.3 1.2.3 1.8.0 1.9.0-rc.1", "1.2.3-beta.1 2.0.0");
        add("*", "0.0.1 1.0.0 99.9.9", "1.0.0-rc.1");
        add("x", "1.0.0", "1.0.0-rc.1");
        add("*-0", "1.0.0 1.0.0-rc.1", "");
        add("1.x", "1.0.0 1.9.9", "2.0.0");
        add("1.2.X", "1.2.0 1.2.9", "1.3.0");
        add("1.*", "1.5.0", "2.0.0");
        add("1.2 - 1.4.5", "1.2.0 1.4.5 1.3.9", "1.1.9 1.4.6");
        add("1.0.0 - 2", "1.0.0 2.9.9", "0.9.9 3.0.0");
        add(">=1.0.0 <2.0.0", "1.0.0 1.9.9", "2.0.0 0.9.0");
        add(">=1.0.0, <2.0.0", "1.0.0 1.9.9", "2.0.0 1.5.0-rc.1");
        add(">=1.0.0,<2.0.0", "1.0.0 1.9.9", "2.0.0");
        add(" >= 1.0.0 , < 2.0.0 ", "1.0.0", "2.0.0");
        add("<1.0.0 || >=2.0.0", "0.9.0 2.0.0 3.1.0", "1.0.0 1.5.0");
        add("~1.2 || ^3.1", "1.2.9 3.9.0", "1.3.0 3.0.9 4.0.0");
        add(">=1.0.0-0 <2.0.0", "1.0.0-rc.1 1.5.0-rc.1 1.5.0", "2.0.0 0.9.0-rc.1");
        // One group's word on pre-releases is none of the other's.
        add(">=2.0.0-0 || 1.x", "2.0.0-rc.1 1.5.0", "1.5.0-rc.1");
        // Requirement document 004.
        add(">=0.0.0", "v1.0.0 v1.2.3 v2.0.0", "v1.0.0-rc1 v1.0.0-staging-test-deploy-abc123");
        add(">=0.0.0-0", "v0.0.0-staging-test-deploy-abc123 v1.0.0-staging-test-deploy-feature-branch v1.0.0", "");
    }
    void constraints() {
        QFETCH(QString, constraint);
        QFETCH(QString, yes);
        QFETCH(QString, no);
        const auto rule = oci::Constraint::parse(constraint.toStdString());
        QVERIFY(rule);
        for (const QString& text : yes.split(' ', Qt::SkipEmptyParts)) {
            const auto version = oci::parseVersion(text.toStdString());
            QVERIFY2(version && rule->matches(*version), qPrintable(text));
        }
        for (const QString& text : no.split(' ', Qt::SkipEmptyParts)) {
            const auto version = oci::parseVersion(text.toStdString());
            QVERIFY2(version && !rule->matches(*version), qPrintable(text));
        }
    }

    void aRangeUpToAReleaseHoldsItsPreReleases() {
        // Surprising, and so in Masterminds/semver too: 2.0.0-rc.1 comes before 2.0.0.
        const auto rule = oci::Constraint::parse(">=1.0.0-0 <2.0.0");
        QVERIFY(rule && rule->matches(*oci::parseVersion("2.0.0-rc.1")));
    }

    void notConstraints_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"",        " ",       "latest",   ">",    ">=",   "1.0.0.0", "1.0 ||",  "|| 1.0", ">=1.0.0<2.0.0",
              "==1.0.0", ">> 1.0",  "1.0,,2.0", ",1.0", "1.0,", "1..2",    "^1.2.3-", "a1.2.3", ">1.0 - 2.0",
              "1x",      "1.0.0-01"}) {
            QTest::newRow(text) << text;
        }
        QTest::newRow("long") << QString(600, '1');
        QTest::newRow("many") << QStringList(40, "1.0.0").join("||");
    }
    void notConstraints() {
        QFETCH(QString, text);
        QVERIFY(!oci::Constraint::parse(text.toStdString()));
    }

    void versions() {
        const auto version = oci::parseVersion("v1.22.333-rc.1+build.7");
        QVERIFY(version);
        QCOMPARE(version->major, 1U);
        QCOMPARE(version->minor, 22U);
        QCOMPARE(version->patch, 333U);
        QCOMPARE(version->pre, std::string("rc.1"));
        QCOMPARE(version->meta, std::string("build.7"));
        QCOMPARE(version->text, std::string("v1.22.333-rc.1+build.7"));
        QVERIFY(oci::parseVersion("1.2"));
        QVERIFY(!oci::parseVersion("1.2", false));
        for (const char* text : {"", "v", "latest", "main", "1.2.3.4", "1.2.x", "1.2.3-", "1.2.3+", "1.2.3-rc..1",
                                 "-1.2.3", "1.2.3-01", "99999999999999999999.0.0", "1.2.3 ", "V1.2.3", "sha256-abc"}) {
            QVERIFY2(!oci::parseVersion(text), text);
        }
        QVERIFY(oci::parseVersion("01.2.3"));  // Masterminds takes leading zeros unless told otherwise
    }

    void order() {
        // semver.org section 11, and numbers before names.
        const std::vector<std::string> sorted = {
            "0.9.9",        "1.0.0-1",       "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta",
            "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",  "1.0.0",         "1.0.1",
            "1.1.0",        "2.0.0",         "10.0.0"};
        for (std::size_t i = 0; i < sorted.size(); ++i) {
            for (std::size_t j = 0; j < sorted.size(); ++j) {
                const int order = oci::compare(*oci::parseVersion(sorted[i]), *oci::parseVersion(sorted[j]));
                QVERIFY2(i < j ? order < 0 : i > j ? order > 0 : order == 0, (sorted[i] + " " + sorted[j]).c_str());
            }
        }
        QCOMPARE(oci::compare(*oci::parseVersion("1.0.0+a"), *oci::parseVersion("1.0.0+b")), 0);
    }

    void theNewestThatMatches() {
        const std::vector<std::string> tags = {
            "latest",       "main", "v1.2.3", "v1.10.0", "v2.0.0-rc1", "1.9", "v0.0.0-staging-test-deploy-abc",
            "sha256-ab.sig"};
        QCOMPARE(bestOf(">=0.0.0", tags), std::string("v1.10.0"));
        QCOMPARE(bestOf(">=0.0.0-0", tags), std::string("v2.0.0-rc1"));
        QCOMPARE(bestOf("~1.2", tags), std::string("v1.2.3"));
        QCOMPARE(bestOf(">=3.0.0", tags), std::string());
    }
};

QTEST_GUILESS_MAIN(SemverTest)
#include "semver_test.moc"
