// What holds for every graph, over many generated ones.
#include <QtTest>
//
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <set>

#include "samples.h"

using namespace scout::layout;

namespace {

constexpr int seeds = 150;
constexpr double epsilon = 1e-6;

bool overlap(const Rect& left, const Rect& right) {
    return left.x + epsilon < right.right() && right.x + epsilon < left.right() && left.y + epsilon < right.bottom() &&
           right.y + epsilon < left.bottom();
}

bool runsThrough(const Point& from, const Point& to, const Rect& box) {
    const Rect part{std::min(from.x, to.x), std::min(from.y, to.y), std::abs(from.x - to.x), std::abs(from.y - to.y)};
    return part.x + epsilon < box.right() && box.x + epsilon < part.right() && part.y + epsilon < box.bottom() &&
           box.y + epsilon < part.bottom();
}

bool onRight(const Point& point, const Rect& box) {
    return point.x == box.right() && point.y >= box.y && point.y <= box.bottom();
}
bool onLeft(const Point& point, const Rect& box) {
    return point.x == box.x && point.y >= box.y && point.y <= box.bottom();
}

std::size_t indexOf(const Sample& sample, const std::string& id) {
    const auto box =
        std::find_if(sample.boxes.begin(), sample.boxes.end(), [&id](const Box& each) { return each.id == id; });
    return static_cast<std::size_t>(box - sample.boxes.begin());
}

std::map<std::string, std::string> parentsOf(const Sample& sample, const Layout& layout) {
    std::map<std::string, std::string> out;
    for (std::size_t i = 0; i < sample.links.size(); ++i) {
        if (layout.routes[i].primary) out[sample.links[i].to] = sample.links[i].from;
    }
    return out;
}

bool within(const Sample& sample, const Layout& layout, std::string id, const std::string& root) {
    const auto parents = parentsOf(sample, layout);
    for (auto parent = parents.find(id); id != root && parent != parents.end(); parent = parents.find(id))
        id = parent->second;
    return id == root;
}

}  // namespace

class LayoutLawsTest : public QObject {
    Q_OBJECT

    using Check = std::function<void(const Sample&)>;
    static void forAll(const Check& check) {
        for (std::uint64_t seed = 0; seed < seeds; ++seed) {
            check(clusterSample(seed));
            if (QTest::currentTestFailed()) return qWarning("in the cluster of seed %d", static_cast<int>(seed));
            check(wildSample(seed));
            if (QTest::currentTestFailed()) return qWarning("in the wild graph of seed %d", static_cast<int>(seed));
        }
    }

  private slots:
    void boxesKeepTheirSizeAndNeverOverlap() {
        forAll([](const Sample& sample) {
            const Layout layout = sample.arranged();
            QCOMPARE(layout.boxes.size(), sample.boxes.size());
            for (std::size_t i = 0; i < layout.boxes.size(); ++i) {
                QCOMPARE(layout.boxes[i].width, sample.boxes[i].width);
                QCOMPARE(layout.boxes[i].height, sample.boxes[i].height);
                for (std::size_t k = i + 1; k < layout.boxes.size(); ++k)
                    QVERIFY2(!overlap(layout.boxes[i], layout.boxes[k]),
                             qPrintable(QString::fromStdString(sample.boxes[i].id + " " + sample.boxes[k].id)));
            }
        });
    }

    void boxesStandInTheirColumn() {
        forAll([](const Sample& sample) {
            const Layout layout = sample.arranged();
            for (std::size_t i = 0; i < layout.boxes.size(); ++i) {
                const Column& column = layout.columns.at(static_cast<std::size_t>(sample.boxes[i].column));
                QVERIFY(layout.boxes[i].x >= column.x);
                QVERIFY(layout.boxes[i].right() <= column.x + column.width);
                if (!sample.boxes[i].flows) QCOMPARE(layout.boxes[i].x, column.x);
            }
            for (std::size_t i = 1; i < layout.columns.size(); ++i)
                QVERIFY(layout.columns[i].x >= layout.columns[i - 1].x + layout.columns[i - 1].width);
        });
    }

    void routesEndOnTheBordersOfTheirBoxes() {
        forAll([](const Sample& sample) {
            const Layout layout = sample.arranged();
            QCOMPARE(layout.routes.size(), sample.links.size());
            for (std::size_t i = 0; i < layout.routes.size(); ++i) {
                const std::size_t from = indexOf(sample, sample.links[i].from);
                const std::size_t to = indexOf(sample, sample.links[i].to);
                const std::vector<Point>& points = layout.routes[i].points;
                if (from == to || std::max(from, to) == sample.boxes.size()) {
                    QVERIFY(points.empty());
                    continue;
                }
                QVERIFY(points.size() >= 2);
                const int step = sample.boxes[to].column - sample.boxes[from].column;
                QVERIFY(step < 0 ? onLeft(points.front(), layout.boxes[from])
                                 : onRight(points.front(), layout.boxes[from]));
                QVERIFY(step > 0 ? onLeft(points.back(), layout.boxes[to]) : onRight(points.back(), layout.boxes[to]));
            }
        });
    }

    void routesTurnAtRightAnglesOnly() {
        forAll([](const Sample& sample) {
            for (const Route& route : sample.arranged().routes) {
                for (std::size_t i = 1; i < route.points.size(); ++i) {
                    const Point& before = route.points[i - 1];
                    const Point& point = route.points[i];
                    QVERIFY(before.x == point.x || before.y == point.y);
                    QVERIFY(route.points.size() == 2 || before != point);
                }
            }
        });
    }

    void routesNeverRunThroughABox() {
        forAll([](const Sample& sample) {
            const Layout layout = sample.arranged();
            for (std::size_t link = 0; link < layout.routes.size(); ++link) {
                const std::vector<Point>& points = layout.routes[link].points;
                for (std::size_t i = 1; i < points.size(); ++i) {
                    for (std::size_t box = 0; box < layout.boxes.size(); ++box)
                        QVERIFY2(
                            !runsThrough(points[i - 1], points[i], layout.boxes[box]),
                            qPrintable(QString::fromStdString(sample.links[link].from + " -> " + sample.links[link].to +
                                                              " through " + sample.boxes[box].id)));
                }
            }
        });
    }

    void aParentStandsLevelWithItsFirstChildAndItsPrimaryRoutesShareATrunk() {
        forAll([](const Sample& sample) {
            const Layout layout = sample.arranged();
            std::map<std::size_t, double> top;
            std::map<std::size_t, std::set<double>> trunks;
            for (std::size_t i = 0; i < layout.routes.size(); ++i) {
                if (!layout.routes[i].primary) continue;
                const std::size_t from = indexOf(sample, sample.links[i].from);
                const std::size_t to = indexOf(sample, sample.links[i].to);
                QVERIFY(sample.boxes[from].column < sample.boxes[to].column);
                const auto at = top.try_emplace(from, layout.boxes[to].y).first;
                at->second = std::min(at->second, layout.boxes[to].y);
                const std::vector<Point>& points = layout.routes[i].points;
                if (points.size() > 2 && points[1].x > layout.boxes[from].right()) trunks[from].insert(points[1].x);
            }
            for (const auto& [parent, y] : top) QCOMPARE(y, layout.boxes[parent].y);
            for (const auto& [parent, xs] : trunks) QCOMPARE(xs.size(), std::size_t{1});
        });
    }

    void boundsHoldEverything() {
        forAll([](const Sample& sample) {
            const Layout layout = sample.arranged();
            QCOMPARE(layout.bounds.x, 0.0);
            QCOMPARE(layout.bounds.y, 0.0);
            const auto inside = [&layout](double x, double y) {
                return x >= 0 && y >= 0 && x <= layout.bounds.right() && y <= layout.bounds.bottom();
            };
            for (const Rect& box : layout.boxes) QVERIFY(inside(box.x, box.y) && inside(box.right(), box.bottom()));
            for (const Route& route : layout.routes) {
                for (const Point& point : route.points) QVERIFY(inside(point.x, point.y));
            }
        });
    }

    void theOrderOfTheInputChangesNothing() {
        forAll([](const Sample& sample) {
            const Layout before = sample.arranged();
            const Sample other = shuffled(sample, 7);
            const Layout after = other.arranged();
            QVERIFY(sample.places() == other.places());
            QVERIFY(before.bounds == after.bounds);
            using Line = std::pair<std::string, std::string>;
            std::multimap<Line, std::vector<Point>> lines;
            std::multimap<Line, std::vector<Point>> otherLines;
            for (std::size_t i = 0; i < sample.links.size(); ++i) {
                lines.emplace(Line(sample.links[i].from, sample.links[i].to), before.routes[i].points);
                otherLines.emplace(Line(other.links[i].from, other.links[i].to), after.routes[i].points);
            }
            QVERIFY(lines == otherLines);
        });
    }

    void oneMorePodMovesOnlyItsSiblings() {
        int added = 0;
        for (std::uint64_t seed = 0; seed < seeds; ++seed) {
            const Sample before = clusterSample(seed);
            const Layout layout = before.arranged();
            const auto parents = parentsOf(before, layout);
            for (const Box& workload : before.boxes) {
                std::size_t pods = 0;
                for (const auto& [box, parent] : parents) pods += parent == workload.id ? 1U : 0U;
                // Room in the row, so that no new row begins.
                if (workload.column != 5 || pods % static_cast<std::size_t>(before.options.flowPerRow) == 0) continue;
                Sample after = before;
                // Sorts before all others: the hardest place.
                after.boxes.push_back(pod("another", 6));
                after.links.push_back({workload.id, "another", 0});
                const auto now = after.places();
                for (const auto& [id, place] : before.places()) {
                    if (parents.count(id) != 0 && parents.at(id) == workload.id) continue;
                    QVERIFY2(now.at(id) == place, qPrintable(QString::fromStdString(id)));
                }
                ++added;
            }
        }
        QVERIFY(added > seeds);
    }

    // Seen from the other side: the same law for what goes away.
    void aNewLastChildMovesOnlyWhatIsBelow() {
        for (std::uint64_t seed = 0; seed < seeds; ++seed) {
            const Sample before = clusterSample(seed);
            const auto was = before.places();
            for (const Box& applier : before.boxes) {
                if (applier.column != 4) continue;
                Sample after = before;
                after.boxes.push_back(card("zz", 5));
                after.links.push_back({applier.id, "zz", 0});
                const auto now = after.places();
                const double top = now.at("zz").y;
                for (const auto& [id, place] : was) {
                    QCOMPARE(now.at(id).x, place.x);
                    if (now.at(id).y != place.y) QVERIFY(place.y >= top - after.options.rowGap);
                }
                const Layout layout = after.arranged();
                for (const Box& box : before.boxes) {
                    if (within(after, layout, "zz", box.id)) QVERIFY(now.at(box.id) == was.at(box.id));
                }
            }
        }
    }

    void anotherCauseMovesNothing() {
        for (std::uint64_t seed = 0; seed < seeds; ++seed) {
            const Sample before = clusterSample(seed);
            Dice dice(seed + 1000);
            Sample after = before;
            const auto parents = parentsOf(before, before.arranged());
            for (int i = 0; i < 20; ++i) {
                const std::string& effect = before.boxes[dice.roll(before.boxes.size())].id;
                if (parents.count(effect) == 0) continue;
                after.links.push_back({before.boxes[dice.roll(before.boxes.size())].id, effect, 9});
            }
            QVERIFY(after.links.size() > before.links.size());
            QVERIFY(before.places() == after.places());
        }
    }
};

QTEST_GUILESS_MAIN(LayoutLawsTest)
#include "laws_test.moc"
