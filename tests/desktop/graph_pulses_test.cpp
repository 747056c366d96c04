// Which cards pulse: told by counting, so that no machine is too slow for it.
#include <QTest>
#include <algorithm>
#include <numeric>

#include "desktop/graph/pulses.h"

using scout::desktop::Pulses;

class GraphPulsesTest : public QObject {
    Q_OBJECT
  private slots:
    void fadesToNothing() {
        Pulses pulses;
        QVERIFY(pulses.empty());
        QCOMPARE(pulses.strength(3, 0), 0.0);
        pulses.start({3}, 100);
        QCOMPARE(pulses.strength(3, 100), 1.0);
        QCOMPARE(pulses.strength(3, 100 + Pulses::duration / 2), 0.5);
        QCOMPARE(pulses.strength(3, 100 + Pulses::duration), 0.0);
        QCOMPARE(pulses.strength(4, 100), 0.0);
    }

    void beginsAgain() {
        Pulses pulses;
        pulses.start({3, 4}, 0);
        pulses.start({3}, 600);
        QCOMPARE(pulses.strength(3, 600), 1.0);
        QCOMPARE(pulses.strength(4, 600), 0.5);
    }

    void goesOnInTheNextPicture() {
        Pulses pulses;
        pulses.start({1}, 0);
        pulses.start({2, 3}, 600);
        // The first has ended, the second is somewhere else, the third is gone.
        pulses.move([](std::size_t card) { return card == 2 ? std::optional<std::size_t>(1) : std::nullopt; },
                    Pulses::duration);
        QVERIFY(pulses.contains(1));
        QCOMPARE(pulses.strength(1, Pulses::duration), 0.5);
        QVERIFY(!pulses.contains(2) && !pulses.contains(3));
    }

    void everyCardIsAskedForOnce() {
        constexpr std::size_t many = 50000;
        std::vector<std::size_t> cards(many);
        std::iota(cards.begin(), cards.end(), 0U);
        Pulses pulses;
        pulses.start(cards, 0);
        pulses.start(cards, 1);
        std::vector<int> asked(many, 0);
        pulses.move([&](std::size_t card) { return ++asked[card], std::optional<std::size_t>(many - 1 - card); }, 2);
        QCOMPARE(std::accumulate(asked.begin(), asked.end(), 0), static_cast<int>(many));
        QCOMPARE(*std::max_element(asked.begin(), asked.end()), 1);
        QVERIFY(pulses.contains(0) && pulses.contains(many - 1));
    }
};

QTEST_GUILESS_MAIN(GraphPulsesTest)
#include "graph_pulses_test.moc"
