// The parts of the session that need no thread: when results go out, what many feeds mean together, where values end.
#include <QThread>
#include <QtTest>

#include "desktop/session/aside.h"
#include "desktop/session/disposal.h"
#include "desktop/session/progress.h"
#include "desktop/session/throttle.h"

using namespace scout;
using namespace scout::desktop;
using namespace std::chrono_literals;
using Feed = engine::LiveEvidence::Feed;
using FeedState = engine::LiveEvidence::FeedState;

namespace {

FeedState state(const std::string& kind, Feed feed, const std::string& ns = {}, base::ErrorKind why = {}) {
    FeedState state;
    state.group = "apps";
    state.kind = kind;
    state.ns = ns;
    state.feed = feed;
    state.error = {why, kind + " " + std::string(base::name(why)), "", ""};
    return state;
}

/// Notes the thread on which it ends.
struct Noted {
    explicit Noted(std::atomic<QThread*>& where) : place(where) {}
    ~Noted() { place = QThread::currentThread(); }
    std::atomic<QThread*>& place;
};

}  // namespace

class SessionPartsTest : public QObject {
    Q_OBJECT

  private slots:
    void nothingNewNeverGoesOut() {
        const Throttle throttle(250ms);
        QVERIFY(!throttle.wait({}).has_value());
        QVERIFY(!throttle.wait(Throttle::Clock::time_point(1h)).has_value());
    }

    void theFirstGoesOutAtOnceAndOthersKeepTheirDistance() {
        const Throttle::Clock::time_point start(1h);
        Throttle throttle(250ms);
        throttle.changed();
        QCOMPARE(*throttle.wait(start), Throttle::Clock::duration::zero());
        throttle.published(start, start + 10ms);
        QVERIFY(!throttle.wait(start + 10ms).has_value());
        throttle.changed();
        throttle.changed();
        QCOMPARE(*throttle.wait(start + 10ms), Throttle::Clock::duration(250ms));
        QCOMPARE(*throttle.wait(start + 200ms), Throttle::Clock::duration(60ms));
        QCOMPARE(*throttle.wait(start + 260ms), Throttle::Clock::duration::zero());
        QCOMPARE(*throttle.wait(start + 1h), Throttle::Clock::duration::zero());
    }

    void whatTakesLongGoesOutLessOften() {
        const Throttle::Clock::time_point start(1h);
        Throttle throttle(250ms);
        throttle.changed();
        throttle.published(start, start + 900ms);
        throttle.changed();
        QCOMPARE(*throttle.wait(start + 900ms), Throttle::Clock::duration(900ms));
    }

    // A burst of changes, one each millisecond for ten seconds: one result at once and one each quarter of a second.
    void aBurstGoesOutFourTimesASecond() {
        const Throttle::Clock::time_point start(1h);
        Throttle throttle(250ms);
        int out = 0;
        for (auto now = start; now < start + 10s; now += 1ms) {
            throttle.changed();
            if (throttle.wait(now) != Throttle::Clock::duration::zero()) continue;
            throttle.published(now, now);
            ++out;
        }
        QCOMPARE(out, 40);
    }

    void readingCountsKinds() {
        std::vector<FeedState> feeds = {state("Deployment", Feed::watching, "a"),
                                        state("Deployment", Feed::listing, "b"), state("Ingress", Feed::listing),
                                        state("Pod", Feed::forbidden), state("Job", Feed::notInstalled)};
        QVERIFY(readingProgress(feeds) == (Progress{"Reading Deployments", 2, 4}));
        feeds[1].feed = Feed::watching;
        QVERIFY(readingProgress(feeds) == (Progress{"Reading Ingresses", 3, 4}));
        feeds[2].feed = Feed::failed;
        QVERIFY(readingProgress(feeds) == Progress{});
        QVERIFY(readingProgress({}) == Progress{});
    }

    void manyFeedsFailAsOneAndEndAsOne_data() {
        QTest::addColumn<QList<Feed>>("feeds");
        QTest::addColumn<base::ErrorKind>("why");
        QTest::addColumn<QString>("failure");
        QTest::addColumn<bool>("over");
        using Kind = base::ErrorKind;
        const QString none;
        const auto row = [](const char* name, Kind why, const QList<Feed>& feeds, const QString& failure, bool over) {
            QTest::newRow(name) << feeds << why << failure << over;
        };
        row("none", Kind::unreachable, {}, none, false);
        row("reading", Kind::unreachable, {Feed::listing, Feed::watching, Feed::notInstalled}, none, false);
        row("read", Kind::unreachable, {Feed::forbidden, Feed::watching, Feed::notInstalled}, none, true);
        row("nobody answers", Kind::unreachable, {Feed::failed, Feed::failed}, QStringLiteral("K0 unreachable"), true);
        row("one was tried, others wait", Kind::auth, {Feed::listing, Feed::failed, Feed::listing},
            QStringLiteral("K1 auth"), false);
        row("it is back for one", Kind::tls, {Feed::watching, Feed::failed, Feed::failed}, none, false);
        row("one kind cannot be read", Kind::server, {Feed::watching, Feed::failed}, none, true);
        row("one kind cannot be read so far", Kind::server, {Feed::listing, Feed::failed}, none, false);
        row("no kind can be read", Kind::server, {Feed::forbidden, Feed::failed, Feed::failed},
            QStringLiteral("K1 server"), true);
        row("all broke", Kind::unreachable, {Feed::reconnecting, Feed::reconnecting}, QStringLiteral("K0 unreachable"),
            true);
        row("it is away again", Kind::unreachable, {Feed::listing, Feed::reconnecting},
            QStringLiteral("K1 unreachable"), false);
        row("one broke", Kind::unreachable, {Feed::watching, Feed::reconnecting}, none, false);
        row("all were ended early", Kind::server, {Feed::reconnecting, Feed::reconnecting}, none, true);
        row("stopped", Kind::unreachable, {Feed::stopped, Feed::stopped}, none, true);
        row("nothing is allowed", Kind::forbidden, {Feed::notInstalled, Feed::forbidden, Feed::forbidden},
            QStringLiteral("K1 forbidden"), true);
        row("some is allowed", Kind::forbidden, {Feed::forbidden, Feed::watching}, none, true);
        row("nothing is installed", Kind::notInstalled, {Feed::notInstalled}, none, true);
    }
    void manyFeedsFailAsOneAndEndAsOne() {
        QFETCH(QList<Feed>, feeds);
        QFETCH(base::ErrorKind, why);
        QFETCH(QString, failure);
        QFETCH(bool, over);
        std::vector<FeedState> states;
        for (const Feed feed : feeds) states.push_back(state("K" + std::to_string(states.size()), feed, {}, why));
        const auto error = commonFailure(states);
        QCOMPARE(error ? QString::fromStdString(error->what) : QString(), failure);
        QCOMPARE(isReadingOver(states), over);
    }

    void valuesEndOnTheThreadOfTheirDisposal() {
        QThread thread;
        QObject there;
        there.moveToThread(&thread);
        std::atomic<QThread*> place = nullptr;
        {
            const Disposal disposal(&there);
            thread.start();
            std::shared_ptr<const Noted> value = disposal.entrust(std::make_shared<const Noted>(place));
            const std::shared_ptr<const Noted> second = value;
            value.reset();
            QCOMPARE(place.load(), nullptr);
        }
        QTRY_COMPARE(place.load(), &thread);
        thread.quit();
        thread.wait();
    }

    void withoutItsDisposalAValueEndsWhereItIs() {
        QObject there;
        std::atomic<QThread*> place = nullptr;
        std::shared_ptr<const Noted> value;
        {
            const Disposal disposal(&there);
            value = disposal.entrust(std::make_shared<const Noted>(place));
        }
        value.reset();
        QCOMPARE(place.load(), QThread::currentThread());
    }

    void workAsideRunsElsewhereAndAnswersHere() {
        QObject owner;
        Aside aside(&owner);
        QThread* answeredOn = nullptr;
        Qt::HANDLE workedOn = nullptr;
        aside.run<Qt::HANDLE>([] { return QThread::currentThreadId(); },
                              [&](Qt::HANDLE thread) {
                                  workedOn = thread;
                                  answeredOn = QThread::currentThread();
                              });
        QTRY_VERIFY(workedOn != nullptr);
        QVERIFY(workedOn != QThread::currentThreadId());
        QCOMPARE(answeredOn, QThread::currentThread());
    }

    void abandonedWorkNeverAnswers() {
        QObject owner;
        QSemaphore gate;
        QSemaphore over;
        bool first = false;
        bool second = false;
        {
            Aside aside(&owner);
            aside.run<int>(
                [&] {
                    gate.acquire();
                    over.release();
                    return 1;
                },
                [&](int) { first = true; });
            aside.abandon();
            gate.release();
            aside.run<int>([] { return 2; }, [&](int) { second = true; });
            QTRY_VERIFY(second);
            over.acquire();
        }
        QCoreApplication::processEvents();
        QVERIFY(!first);
    }

    void workThatMustEndIsWaitedFor() {
        QObject owner;
        std::atomic<bool> ended = false;
        {
            Aside aside(&owner);
            aside.run<int>(
                [&] {
                    QThread::yieldCurrentThread();
                    ended = true;
                    return 1;
                },
                [](int) {}, Aside::AtEnd::wait);
        }
        QVERIFY(ended);
    }
};

QTEST_GUILESS_MAIN(SessionPartsTest)
#include "session_parts_test.moc"
