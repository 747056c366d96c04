// The revision ladder in words, and as a strip.
#include <QAbstractButton>
#include <QSignalSpy>
#include <QTest>

#include "desktop/window/ladder_strip.h"

using namespace scout;
using desktop::Ladder;
using desktop::ladderOf;
using desktop::LadderRung;
using desktop::LadderStrip;

namespace {

const std::string one(40, '1');
const std::string two(40, '2');

model::Trace stopped() {
    model::Trace trace;
    trace.object = {"apps", "Deployment", "prod", "web"};
    trace.revisions.fetched = model::Rung{"main@sha1:" + two, "t2", "GitRepository/apps status.artifact.revision"};
    trace.revisions.attempted = model::Rung{"main@sha1:" + two, "t2", ""};
    trace.revisions.applied = model::Rung{"main@sha1:" + one, "t1", ""};
    trace.revisions.behind = "applied";
    trace.revisions.headUnread = "Git itself was not asked";
    return trace;
}

QString age(const std::string& at) {
    return at == "t1" ? QStringLiteral("3d") : at == "t2" ? QStringLiteral("5m") : QString();
}

/// "Head? not read | Fetched main@sha1:2222 5m | ..."
QString text(const Ladder& ladder) {
    QStringList rungs;
    for (const LadderRung& rung : ladder.rungs) {
        const char* mark = rung.state == LadderRung::State::known     ? ""
                           : rung.state == LadderRung::State::differs ? "!"
                                                                      : "?";
        rungs << QStringLiteral("%1%2 %3 %4%5")
                     .arg(rung.name, QLatin1String(mark), rung.value, rung.age,
                          rung.unwell ? QStringLiteral(" unwell") : QString());
    }
    return rungs.join(QStringLiteral("|"));
}

}  // namespace

class LadderTest : public QObject {
    Q_OBJECT

    std::vector<QAbstractButton*> rungs(const LadderStrip& strip) const {
        const auto found = strip.findChildren<QAbstractButton*>();
        return {found.begin(), found.end()};
    }

  private slots:
    void theRungThatDiffersIsMarked() {
        const auto ladder = ladderOf(stopped(), age);
        QVERIFY(ladder);
        QCOMPARE(ladder->of, QStringLiteral("Deployment web in prod"));
        QCOMPARE(text(*ladder),
                 QStringLiteral("Head? not read |Fetched main@sha1:22222222 5m|Attempted main@sha1:22222222 "
                                "5m|Applied! main@sha1:11111111 3d|Live? not known "));
        QCOMPARE(ladder->rungs[0].note, QStringLiteral("Git itself was not asked"));
        QCOMPARE(ladder->rungs[3].spoken(), QStringLiteral("Applied: main@sha1:%1, 3d ago, differs from the one before "
                                                           "it: the chain stops here")
                                                .arg(QString::fromStdString(one)));
    }

    void whatIsLiveAndUnwellIsToldApart() {
        model::Trace trace = stopped();
        trace.revisions.behind.clear();
        trace.revisions.live = trace.revisions.fetched;
        trace.revisions.liveHealth = "unhealthy";
        QVERIFY(text(*ladderOf(trace, age)).endsWith(QStringLiteral("Live main@sha1:22222222 5m unwell")));
        trace.revisions.liveHealth = "healthy";
        QVERIFY(!ladderOf(trace, age)->rungs.back().unwell);
    }

    void whatTheRegistryLacksIsNotThere() {
        model::Trace trace = stopped();
        trace.revisions.headUnread = "the registry has no registry.test/apps:v9";
        trace.revisions.headMissing = true;
        const auto ladder = ladderOf(trace, age);
        QVERIFY(text(*ladder).startsWith(QStringLiteral("Head? not there |")));
        QCOMPARE(ladder->rungs[0].note, QStringLiteral("the registry has no registry.test/apps:v9"));
    }

    void whyLiveIsNotKnownIsSaid() {
        model::Trace trace = stopped();
        trace.revisions.liveUnknown = "1.2.4 failed, and some of it may be applied";
        const auto ladder = ladderOf(trace, age);
        QVERIFY(text(*ladder).endsWith(QStringLiteral("Live? not known ")));
        QCOMPARE(ladder->rungs.back().note, QStringLiteral("1.2.4 failed, and some of it may be applied"));
        QVERIFY(ladder->rungs.back().spoken().endsWith(ladder->rungs.back().note));
    }

    void withoutRungsThereIsNone() {
        model::Trace trace;
        trace.revisions.headUnread = "nobody was asked";
        QVERIFY(!ladderOf(trace, age));
        LadderStrip strip;
        strip.setLadder(ladderOf(trace, age));
        QVERIFY(!strip.isVisibleTo(nullptr));
    }

    void theStripSaysAndCopiesEveryRung() {
        LadderStrip strip;
        strip.setLadder(ladderOf(stopped(), age));
        QVERIFY(strip.isVisibleTo(nullptr));
        strip.show();
        QCOMPARE(strip.accessibleName(), QStringLiteral("Revisions of Deployment web in prod"));
        const auto buttons = rungs(strip);
        QCOMPARE(buttons.size(), std::size_t{5});
        for (std::size_t at = 0; at < buttons.size(); ++at)
            QCOMPARE(buttons[at]->accessibleName(), strip.ladder()->rungs[at].spoken());
        QSignalSpy copied(&strip, &LadderStrip::copyRequested);
        QVERIFY(!buttons[0]->isEnabled());  // there is nothing to copy
        buttons[3]->setFocus();
        QTest::keyClick(buttons[3], Qt::Key_Space);
        QCOMPARE(copied.size(), 1);
        QCOMPARE(copied.front()[0].toString(), QStringLiteral("main@sha1:") + QString::fromStdString(one));
        QCOMPARE(copied.front()[1].toString(), QStringLiteral("Applied revision copied"));
        strip.setLadder(std::nullopt);
        QVERIFY(!strip.isVisible());
    }

    // Text of the cluster is plain, whatever it holds.
    void revisionsAreText() {
        model::Trace trace = stopped();
        trace.revisions.live = model::Rung{"<b>x</b>\n\x1b[31m", "", "<i>y</i>"};
        LadderStrip strip;
        strip.setLadder(ladderOf(trace, age));
        const QString tip = rungs(strip).back()->toolTip();
        QVERIFY2(!tip.contains(QStringLiteral("<b>")) && !tip.contains(QStringLiteral("<i>")), qPrintable(tip));
        QVERIFY(!strip.ladder()->rungs.back().value.contains(QLatin1Char('\n')));
    }

    // In a narrow window the texts are shortened and nothing is cut off: light, dark, and not larger than asked for.
    void isPaintedAtAnyWidth() {
        LadderStrip strip;
        strip.setLadder(ladderOf(stopped(), age));
        for (const bool dark : {false, true}) {
            strip.setTheme(render::theme(render::Palette::scout, dark));
            for (const int width : {strip.minimumSizeHint().width(), 700, 1600}) {
                strip.resize(width, strip.sizeHint().height());
                QVERIFY(!strip.grab().isNull());
                const auto buttons = rungs(strip);
                QVERIFY(buttons.back()->geometry().right() < width);
            }
        }
    }
};

QTEST_MAIN(LadderTest)
#include "ladder_test.moc"
