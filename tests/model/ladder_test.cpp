#include <QTest>

#include "model/ladder.h"

using namespace scout;

namespace {

const std::string one(64, '1');
const std::string two(64, '2');
const std::string commit(40, 'c');
const std::string other(40, 'd');

model::Rung rung(const std::string& value) {
    return {value, {}, {}};
}

QString word(model::Match match) {
    switch (match) {
        case model::Match::same:
            return QStringLiteral("same");
        case model::Match::different:
            return QStringLiteral("different");
        case model::Match::notComparable:
            return QStringLiteral("not comparable");
    }
    return {};
}

QString text(const std::vector<model::LadderStep>& steps) {
    QString out;
    for (const model::LadderStep& step : steps) {
        QStringList names;
        for (const std::string_view name : step.names) names << QString::fromUtf8(name.data(), qsizetype(name.size()));
        out += names.join(u' ') + QStringLiteral("=") +
               QString::fromStdString(model::shorten(model::parseOriginRevision(step.revision))) +
               (step.behind ? QStringLiteral(" behind") : QString()) +
               (step.apart ? QStringLiteral(" apart") : QString()) + QStringLiteral("; ");
    }
    return out;
}

}  // namespace

class LadderTest : public QObject {
    Q_OBJECT

  private slots:
    void comparisons_data() {
        QTest::addColumn<std::string>("left");
        QTest::addColumn<std::string>("right");
        QTest::addColumn<QString>("match");
        const auto row = [](const char* name, const std::string& left, const std::string& right, const char* match) {
            QTest::newRow(name) << left << right << QString::fromLatin1(match);
        };
        row("digest and tag@digest", "sha256:" + one, "latest@sha256:" + one, "same");
        row("two digests", "latest@sha256:" + one, "latest@sha256:" + two, "different");
        row("commit and branch@commit", commit, "main@sha1:" + commit, "same");
        row("older form of a commit", "main/" + commit, "main@sha1:" + commit, "same");
        row("two commits", "main@sha1:" + commit, other, "different");
        row("a commit beside a digest", "main@sha1:" + commit, "latest@sha256:" + one, "not comparable");
        row("versions", "1.2.3", "1.2.4", "different");
        row("a version with and without v", "v1.2.3", "1.2.3", "same");
        row("pre-releases", "1.2.3-rc.1", "1.2.3-rc.2", "different");
        row("a version with and without build", "1.2.3", "1.2.3+4", "not comparable");
        row("builds", "1.2.3+4", "1.2.3+5", "different");
        row("a build as tags write it", "1.2.3_4", "1.2.3+4", "same");
        row("version@digest and the digest's digits", "1.2.3@sha256:" + one, "1.2.3+" + one.substr(0, 12), "same");
        row("version@digest and other digits", "1.2.3@sha256:" + one, "1.2.3+" + two.substr(0, 12), "different");
        row("version@digest and the bare version", "1.2.3@sha256:" + one, "1.2.3", "not comparable");
        row("version@digest and another version", "1.2.4@sha256:" + one, "1.2.3", "different");
        row("a tag's digest and a version", "latest@sha256:" + one, "1.2.3", "not comparable");
        row("words", "main", "HEAD", "not comparable");
        row("the same word", "main", "main", "same");
        row("a word and a commit", "main", commit, "not comparable");
        row("nothing", "", "1.2.3", "not comparable");
        row("a date is no version", "2026-01-01", "2026-01-02", "not comparable");
    }
    void comparisons() {
        QFETCH(std::string, left);
        QFETCH(std::string, right);
        QFETCH(QString, match);
        const model::Revision first = model::parseOriginRevision(left);
        const model::Revision second = model::parseOriginRevision(right);
        QCOMPARE(word(model::compare(first, second)), match);
        QCOMPARE(word(model::compare(second, first)), match);
    }

    void theFirstRungThatDiffersIsNamed() {
        model::Revisions revisions;
        QCOMPARE(model::firstBehind(revisions), std::string());
        QVERIFY(model::ladderOf(revisions).empty());
        revisions.fetched = rung("latest@sha256:" + one);
        revisions.attempted = rung("latest@sha256:" + one);
        revisions.applied = rung("latest@sha256:" + one);
        QCOMPARE(model::firstBehind(revisions), std::string());
        revisions.fetched = rung("latest@sha256:" + two);
        QCOMPARE(model::firstBehind(revisions), std::string("attempted"));
        revisions.attempted = rung("latest@sha256:" + two);
        QCOMPARE(model::firstBehind(revisions), std::string("applied"));
        revisions.attempted.reset();
        QCOMPARE(model::firstBehind(revisions), std::string("applied"));
        revisions.head = rung("latest@sha256:" + one);
        QCOMPARE(model::firstBehind(revisions), std::string("fetched"));
    }

    void anotherKindOfRevisionIsSteppedOver() {
        model::Revisions revisions;
        revisions.fetched = rung("latest@sha256:" + one);
        revisions.attempted = rung("1.2.3");
        revisions.applied = rung("1.2.3");
        QCOMPARE(model::firstBehind(revisions), std::string());
        QCOMPARE(text(model::ladderOf(revisions)), QStringLiteral("fetched=latest@sha256:11111111; "
                                                                  "attempted applied=1.2.3 apart; "));
        revisions.live = rung("sha256:" + two);
        revisions.behind = model::firstBehind(revisions);
        QCOMPARE(revisions.behind, std::string("live"));
        QCOMPARE(QString::fromStdString(model::whereItStopped(revisions)),
                 QStringLiteral("fetched and live: latest@sha256:11111111 was fetched, but sha256:22222222 is live"));
    }

    void oneStepForEachRevision() {
        model::Revisions revisions;
        revisions.head = rung("latest@sha256:" + two);
        revisions.fetched = rung("latest@sha256:" + two);
        revisions.attempted = rung("latest@sha256:" + one);
        revisions.live = rung("sha256:" + one);
        revisions.behind = model::firstBehind(revisions);
        QCOMPARE(text(model::ladderOf(revisions)), QStringLiteral("head fetched=latest@sha256:22222222; "
                                                                  "attempted live=latest@sha256:11111111 behind; "));
        QCOMPARE(QString::fromStdString(model::whereItStopped(revisions)),
                 QStringLiteral("fetched and attempted: latest@sha256:22222222 was fetched, but "
                                "latest@sha256:11111111 was attempted last"));
        revisions.fetched = revisions.attempted;
        revisions.behind = model::firstBehind(revisions);
        QCOMPARE(QString::fromStdString(model::whereItStopped(revisions)),
                 QStringLiteral("head and fetched: the source now holds latest@sha256:22222222, but "
                                "latest@sha256:11111111 was fetched last"));
    }

    void appliedButNotHealthyIsItsOwnState() {
        model::Revisions revisions;
        revisions.attempted = rung("latest@sha256:" + two);
        revisions.applied = rung("latest@sha256:" + one);
        revisions.live = rung("latest@sha256:" + two);
        revisions.behind = model::firstBehind(revisions);
        QVERIFY(!model::isAppliedButNotHealthy(revisions));
        revisions.liveHealth = "unhealthy";
        QVERIFY(model::isAppliedButNotHealthy(revisions));
        QCOMPARE(QString::fromStdString(model::whereItStopped(revisions)),
                 QStringLiteral("attempted and applied: latest@sha256:22222222 is live, but it is not healthy; "
                                "latest@sha256:11111111 is the last one that was found healthy"));
        revisions.liveHealth = "checking";
        QVERIFY(QString::fromStdString(model::whereItStopped(revisions))
                    .contains(QStringLiteral("is live, and its health is being checked")));
        for (const char* health : {"healthy", ""}) {
            revisions.liveHealth = health;
            QVERIFY(!model::isAppliedButNotHealthy(revisions));
            QCOMPARE(QString::fromStdString(model::whereItStopped(revisions)),
                     QStringLiteral("attempted and applied: latest@sha256:22222222 is live, but applying it has not "
                                    "been completed; latest@sha256:11111111 is the last one with which it was"));
        }
        revisions.liveHealth = "unhealthy";
        revisions.live = revisions.applied;
        QVERIFY(!model::isAppliedButNotHealthy(revisions));
        QVERIFY(QString::fromStdString(model::whereItStopped(revisions)).endsWith(QStringLiteral("was applied last")));
    }
};

QTEST_GUILESS_MAIN(LadderTest)
#include "ladder_test.moc"
