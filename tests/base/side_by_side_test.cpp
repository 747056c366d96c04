#include "base/side_by_side.h"

#include <QTest>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <vector>

using namespace scout::base;

class SideBySideTest : public QObject {
    Q_OBJECT

  private slots:
    void eachIsDoneOnce_data() {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("places");
        QTest::newRow("nothing") << 0 << 4;
        QTest::newRow("one") << 1 << 4;
        QTest::newRow("fewer than places") << 3 << 8;
        QTest::newRow("one place") << 100 << 1;
        QTest::newRow("no place is one") << 100 << 0;
        QTest::newRow("many") << 10000 << 8;
    }

    void eachIsDoneOnce() {
        QFETCH(const int, count);
        QFETCH(const int, places);
        std::vector<int> done(static_cast<std::size_t>(count));
        sideBySide(done.size(), static_cast<std::size_t>(places), [&](std::size_t, std::size_t i) { ++done[i]; });
        QVERIFY(std::all_of(done.begin(), done.end(), [](int times) { return times == 1; }));
    }

    void aPlaceIsOfOneThread() {
        static constexpr std::size_t places = 8;
        std::vector<std::atomic<int>> busy(places);
        std::vector<int> done(places);
        std::atomic<int> shared = 0;
        sideBySide(20000, places, [&](std::size_t place, std::size_t) {
            if (++busy[place] != 1) ++shared;
            ++done[place];
            --busy[place];
        });
        QCOMPARE(shared.load(), 0);
        int all = 0;
        for (const int times : done) all += times;
        QCOMPARE(all, 20000);
    }

    void twoWorkAtOnce() {
        std::mutex mutex;
        std::condition_variable came;
        int there = 0;
        int met = 0;
        sideBySide(2, 2, [&](std::size_t, std::size_t) {
            std::unique_lock lock(mutex);
            ++there;
            came.notify_all();
            if (came.wait_for(lock, std::chrono::seconds(30), [&] { return there == 2; })) ++met;
        });
        QCOMPARE(met, 2);
    }

    void thereIsAProcessor() { QVERIFY(processors() >= 1 && processors() <= 8); }
};

QTEST_APPLESS_MAIN(SideBySideTest)
#include "side_by_side_test.moc"
