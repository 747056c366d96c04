// Exact places of small graphs, input that is wrong or extreme, and giving up.
#include <QtTest>
//
#include <cmath>
#include <limits>
#include <set>

#include "samples.h"

using namespace scout::layout;

namespace {

// Card and gap sizes that make sums easy: a row is 100 high with its gap, a column 300 wide with its gap.
Options plain() {
    Options options;
    options.columnGap = 100;
    options.rowGap = 20;
    options.treeGap = 50;
    options.flowGap = 20;
    options.flowPerRow = 3;
    return options;
}

Box box(std::string id, int column) {
    return {id, column, 200, 80, id, false};
}
Box flowing(std::string id, int column) {
    return {id, column, 80, 80, id, true};
}

constexpr double margin = 10;  ///< half a row gap above the first tree

}  // namespace

class LayoutPlacesTest : public QObject {
    Q_OBJECT

  private slots:
    void nothingGivesNothing() {
        const Layout layout = arrange({}, {}, {});
        QVERIFY(layout.boxes.empty() && layout.routes.empty() && layout.columns.empty());
        QVERIFY(layout.bounds == Rect());
    }

    void childrenStackBesideTheirParent() {
        const Sample sample{{box("b", 1), box("root", 0), box("a", 1), box("a1", 2), box("a2", 2)},
                            {{"root", "a", 0}, {"root", "b", 0}, {"a", "a1", 0}, {"a", "a2", 0}},
                            plain()};
        const auto places = sample.places();
        QVERIFY(places.at("root") == (Rect{0, margin, 200, 80}));
        QVERIFY(places.at("a") == (Rect{300, margin, 200, 80}));
        QVERIFY(places.at("a1") == (Rect{600, margin, 200, 80}));
        QVERIFY(places.at("a2") == (Rect{600, margin + 100, 200, 80}));
        QVERIFY(places.at("b") == (Rect{300, margin + 200, 200, 80}));
        const Layout layout = sample.arranged();
        QVERIFY(layout.bounds == (Rect{0, 0, 800, margin + 280}));
        QVERIFY(layout.routes[0].points == (std::vector<Point>{{200, 50}, {300, 50}}));
        QVERIFY(layout.routes[1].points == (std::vector<Point>{{200, 50}, {250, 50}, {250, 250}, {300, 250}}));
    }

    void treesFollowEachOtherBySortKeyThenId() {
        Sample sample{{box("c", 0), box("a", 1), box("b", 0)}, {}, plain()};
        sample.boxes[2].sortKey = "0";
        sample.boxes[0].sortKey = sample.boxes[1].sortKey = "1";
        const auto places = sample.places();
        QCOMPARE(places.at("b").y, margin);
        QCOMPARE(places.at("a").y, margin + 130);
        QCOMPARE(places.at("c").y, margin + 260);
        QCOMPARE(places.at("a").x, 300.0);
    }

    void aTallParentKeepsWhatIsBelowAway() {
        Sample sample{{box("tall", 0), box("child", 1), box("next", 0)}, {{"tall", "child", 0}}, plain()};
        sample.boxes[0].height = 500;
        sample.boxes[2].sortKey = "u";
        QCOMPARE(sample.places().at("next").y, margin + 500 + 50);
    }

    void theStrongestCauseFurtherLeftIsTheParent_data() {
        QTest::addColumn<int>("rankOfFirst");
        QTest::addColumn<int>("rankOfSecond");
        QTest::addColumn<int>("columnOfFirst");
        QTest::addColumn<bool>("firstIsParent");
        QTest::newRow("rank decides") << 1 << 0 << 0 << false;
        QTest::newRow("then the sort key") << 0 << 0 << 0 << true;
        QTest::newRow("a cause in the same column does not count") << 0 << 5 << 2 << false;
        QTest::newRow("nor one further right") << 0 << 5 << 3 << false;
    }
    void theStrongestCauseFurtherLeftIsTheParent() {
        QFETCH(int, rankOfFirst);
        QFETCH(int, rankOfSecond);
        QFETCH(int, columnOfFirst);
        QFETCH(bool, firstIsParent);
        const Sample sample{{box("first", columnOfFirst), box("second", 1), box("effect", 2)},
                            {{"first", "effect", rankOfFirst}, {"second", "effect", rankOfSecond}},
                            plain()};
        const Layout layout = sample.arranged();
        QCOMPARE(layout.routes[0].primary, firstIsParent);
        QCOMPARE(layout.routes[1].primary, !firstIsParent);
        QCOMPARE(layout.boxes[2].y, layout.boxes[firstIsParent ? 0 : 1].y);
    }

    void flowingBoxesStandInRows() {
        Sample sample{{box("workload", 0), box("below", 0)}, {}, plain()};
        sample.boxes[1].sortKey = "z";
        for (const char* name : {"p1", "p2", "p3", "p4"}) {
            sample.boxes.push_back(flowing(name, 1));
            sample.links.push_back({"workload", name, 0});
        }
        const auto places = sample.places();
        QVERIFY(places.at("p1") == (Rect{300, margin, 80, 80}));
        QVERIFY(places.at("p2") == (Rect{400, margin, 80, 80}));
        QVERIFY(places.at("p3") == (Rect{500, margin, 80, 80}));
        QVERIFY(places.at("p4") == (Rect{300, margin + 100, 80, 80}));
        QCOMPARE(places.at("below").y, margin + 180 + 50);
        const Layout layout = sample.arranged();
        QVERIFY(layout.columns[1].x == 300 && layout.columns[1].width == 280);
        // The first is reached straight, the second from the gap below the row.
        QVERIFY(layout.routes[0].points == (std::vector<Point>{{200, 50}, {300, 50}}));
        QVERIFY(layout.routes[1].points ==
                (std::vector<Point>{{200, 50}, {250, 50}, {250, 95}, {390, 95}, {390, 50}, {400, 50}}));
    }

    void flowingBoxesComeBeforeTheOtherChildren() {
        const Sample sample{
            {box("parent", 0), box("a", 1), flowing("p", 2)}, {{"parent", "a", 0}, {"parent", "p", 0}}, plain()};
        const auto places = sample.places();
        QCOMPARE(places.at("p").y, margin);
        QCOMPARE(places.at("a").y, margin + 100);
    }

    void flowingBoxesWithoutAParentStandTogetherBelowAllTrees() {
        const Sample sample{{flowing("a", 1), box("m", 0), flowing("z", 1)}, {}, plain()};
        const auto places = sample.places();
        QCOMPARE(places.at("m").y, margin);
        QVERIFY(places.at("a") == (Rect{300, margin + 130, 80, 80}));
        QVERIFY(places.at("z") == (Rect{400, margin + 130, 80, 80}));
    }

    void aLinkPastACardRunsJustAboveItsEnd_data() {
        QTest::addColumn<double>("heightOfNear");
        QTest::addColumn<double>("y");
        // "far" is a tree of its own, so "near" and its first effect begin at 140, the second at 240.
        QTest::newRow("in the gap between two effects") << 80.0 << 235.0;
        QTest::newRow("above a card that is as high as both") << 300.0 << 135.0;
    }
    void aLinkPastACardRunsJustAboveItsEnd() {
        QFETCH(double, heightOfNear);
        QFETCH(double, y);
        Sample sample{{box("far", 0), box("near", 1), box("one", 2), box("two", 2)},
                      {{"near", "one", 0}, {"near", "two", 0}, {"far", "two", 1}},
                      plain()};
        sample.boxes[1].height = heightOfNear;
        const Layout layout = sample.arranged();
        const std::vector<Point> expected{{200, 50}, {241, 50}, {241, y}, {566, y}, {566, 280}, {600, 280}};
        QVERIFY(layout.routes[2].points == expected);
    }

    void trunksOfDifferentCausesKeepApart() {
        const Sample sample{{box("a", 0), box("b", 0), box("c", 1), box("d", 1), box("root", 0)},
                            {{"root", "c", 0}, {"root", "d", 0}, {"a", "c", 1}, {"a", "d", 1}, {"b", "c", 1}},
                            plain()};
        const Layout layout = sample.arranged();
        const auto trunk = [&layout](std::size_t link) { return layout.routes[link].points.at(1).x; };
        QCOMPARE(trunk(2), trunk(3));
        QCOMPARE((std::set<double>{trunk(1), trunk(2), trunk(4)}).size(), std::size_t{3});
    }

    void cyclesAreSecondary() {
        const Sample sample{{box("a", 0), box("b", 1)}, {{"a", "b", 0}, {"b", "a", 0}}, plain()};
        const Layout layout = sample.arranged();
        QVERIFY(layout.routes[0].primary);
        QVERIFY(!layout.routes[1].primary);
        QVERIFY(layout.routes[1].points == (std::vector<Point>{{300, 50}, {200, 50}}));
    }

    void withinAColumnLinesGoRoundTheRight() {
        const Sample sample{{box("a", 0), box("b", 0), box("c", 0)}, {{"a", "c", 0}}, plain()};
        const Layout layout = sample.arranged();
        QVERIFY(layout.routes[0].points == (std::vector<Point>{{200, 50}, {241, 50}, {241, 310}, {200, 310}}));
        QCOMPARE(layout.bounds.width, 241.0);
    }

    void anEmptyColumnTakesNoRoom() {
        const Sample sample{{box("a", 1), box("b", 4)}, {{"a", "b", 0}}, plain()};
        const Layout layout = sample.arranged();
        QCOMPARE(layout.columns.size(), std::size_t{5});
        QCOMPARE(layout.boxes[0].x, 0.0);
        QCOMPARE(layout.boxes[1].x, 300.0);
        for (const std::size_t empty : {0U, 2U, 3U}) QCOMPARE(layout.columns[empty].width, 0.0);
    }

    void theSecondOfTwoIdsHasThePlaceOfTheFirst() {
        Sample sample{{box("a", 0), box("b", 1), box("b", 0)}, {{"a", "b", 0}}, plain()};
        sample.boxes[2].height = 5;
        const Layout layout = sample.arranged();
        QVERIFY(layout.boxes[1] == layout.boxes[2]);
        QCOMPARE(layout.boxes[1].x, 300.0);
    }

    void whatIsNoNumberCountsAsZero() {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const double infinity = std::numeric_limits<double>::infinity();
        for (const double odd : {nan, infinity, -infinity, -5.0, std::numeric_limits<double>::max()}) {
            Sample sample = clusterSample(3);
            for (std::size_t i = 0; i < sample.boxes.size(); i += 2)
                sample.boxes[i].width = sample.boxes[i].height = odd;
            sample.boxes[0].column = std::numeric_limits<int>::min();
            sample.boxes[1].column = std::numeric_limits<int>::max();
            sample.options = {odd, odd, odd, odd, -1};
            const Layout layout = sample.arranged();
            for (const Rect& place : layout.boxes)
                QVERIFY(std::isfinite(place.x) && std::isfinite(place.y) && place.width < 1000 && place.height < 1000);
            for (const Route& route : layout.routes) {
                for (const Point& point : route.points) QVERIFY(std::isfinite(point.x) && std::isfinite(point.y));
            }
            QCOMPARE(layout.columns.size(), std::size_t{10000});
        }
    }

    void aDeepChainIsOneRow() {
        Sample sample;
        constexpr int depth = 5000;
        for (int i = 0; i < depth; ++i) {
            sample.boxes.push_back(box(std::to_string(i), i));
            if (i > 0) sample.links.push_back({std::to_string(i - 1), std::to_string(i), 0});
        }
        const Layout layout = sample.arranged();
        for (int i = 0; i < depth; ++i) {
            QCOMPARE(layout.boxes[static_cast<std::size_t>(i)].y, layout.boxes[0].y);
            QCOMPARE(layout.boxes[static_cast<std::size_t>(i)].x, (200 + sample.options.columnGap) * i);
        }
    }

    void cancelledLayoutsAreEmpty() {
        const Sample sample = clusterSample(1);
        int asked = 0;
        const auto count = [&asked] { return ++asked > 100; };
        const Layout whole = arrange(sample.boxes, sample.links, sample.options, count);
        QVERIFY(!whole.boxes.empty());
        const int looks = asked;
        QVERIFY(looks >= 2);
        for (int stopAt = 1; stopAt <= looks; ++stopAt) {
            asked = 0;
            const Layout layout =
                arrange(sample.boxes, sample.links, sample.options, [&] { return ++asked == stopAt; });
            QVERIFY(layout.boxes.empty());
            QVERIFY(layout.routes.empty());
            QCOMPARE(asked, stopAt);
        }
    }
};

QTEST_GUILESS_MAIN(LayoutPlacesTest)
#include "places_test.moc"
