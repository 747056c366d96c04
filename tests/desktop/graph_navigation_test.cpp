// What the graph view computes before anything is drawn: hit testing, steps by key, the lit path, differences between
// pictures, and the camera.
#include <QTest>
#include <algorithm>

#include "desktop/graph/camera.h"
#include "desktop/graph/navigation.h"
#include "desktop/graph/picture_change.h"
#include "graph_picture.h"

using namespace scout;
using namespace scout::desktop;

namespace {

using Ids = QStringList;

std::size_t at(const render::Picture& picture, const std::string& id) {
    return picture.index.at(id);
}

QString idOf(const render::Picture& picture, std::optional<std::size_t> card) {
    return card ? QString::fromStdString(picture.diagram.cards[*card].id) : QString();
}

template <typename Cards>
Ids idsOf(const render::Picture& picture, const Cards& cards) {
    Ids ids;
    for (const std::size_t card : cards) ids.append(idOf(picture, card));
    return ids;
}

}  // namespace

class GraphNavigationTest : public QObject {
    Q_OBJECT
  private slots:
    void findsTheCardUnderAPoint_data();
    void findsTheCardUnderAPoint();
    void findsWhatALookThroughAllCardsFinds();
    void readsColumnsFromTopToBottom();
    void stepsByKey_data();
    void stepsByKey();
    void goesBackToWhereItCameFrom();
    void lightsThePathToTheRootsAndDownToThePods();
    void lightsAnEndingPathInACycle();
    void tellsWhatAPictureChanges();
    void anAgeThatGoesOnIsNoChange();
    void findsASuccessor();
    void zoomKeepsThePointUnderTheMouse_data();
    void zoomKeepsThePointUnderTheMouse();
    void fitsAllIntoTheView();
    void opensReadable();
    void revealsWithTheSmallestScroll();
    void rangesNeverMoveWhatIsShown();
    void anEmptyPictureIsNoSpecialCase();
};

void GraphNavigationTest::findsTheCardUnderAPoint_data() {
    QTest::addColumn<double>("x");
    QTest::addColumn<double>("y");
    QTest::addColumn<QString>("id");
    QTest::newRow("middle") << 976.0 << 32.0 << "frontend";
    QTest::newRow("upper left corner") << 864.0 << 0.0 << "frontend";
    QTest::newRow("just outside on the right") << 1088.0 << 10.0 << "";
    QTest::newRow("just outside below") << 900.0 << 64.0 << "";
    QTest::newRow("between two rows") << 900.0 << 70.0 << "";
    QTest::newRow("next row") << 900.0 << 76.0 << "backend";
    QTest::newRow("second of a row") << 1340.0 << 20.0 << "pod-2";
    QTest::newRow("between two of a row") << 1325.0 << 20.0 << "";
    QTest::newRow("beside all") << -5.0 << -5.0 << "";
}

void GraphNavigationTest::findsTheCardUnderAPoint() {
    QFETCH(double, x);
    QFETCH(double, y);
    const auto picture = test::shop().make();
    QTEST(idOf(*picture, CardIndex(*picture).at({x, y})), "id");
}

void GraphNavigationTest::findsWhatALookThroughAllCardsFinds() {
    const auto picture = test::field(6, 40);
    const CardIndex index(*picture);
    for (const render::Rect area : {render::Rect{100, 100, 700, 900}, render::Rect{224, 0, 64, 5000},
                                    render::Rect{0, 64, 2000, 12}, render::Rect{-100, -100, 9000, 9000}}) {
        std::vector<std::size_t> expected;
        for (std::size_t card = 0; card < picture->cards.size(); ++card) {
            const render::Rect& rect = picture->cards[card];
            if (rect.x < area.right() && rect.right() > area.x && rect.y < area.bottom() && rect.bottom() > area.y)
                expected.push_back(card);
        }
        std::vector<std::size_t> found = index.touching(area);
        std::sort(found.begin(), found.end());
        QCOMPARE(found, expected);
    }
}

void GraphNavigationTest::readsColumnsFromTopToBottom() {
    const auto picture = test::shop().make();
    const CardIndex index(*picture);
    QCOMPARE(idsOf(*picture, index.readingOrder()), Ids({"git", "mirror", "oci", "apps", "frontend", "backend",
                                                         "lonely", "pod-1", "pod-2", "pod-3", "fold:backend:Pod"}));
    QCOMPARE(index.columnOf(at(*picture, "lonely")), std::size_t{3});
    QCOMPARE(index.placeOf(at(*picture, "lonely")), std::size_t{2});
}

void GraphNavigationTest::stepsByKey_data() {
    QTest::addColumn<std::string>("from");
    QTest::addColumn<int>("step");
    QTest::addColumn<QString>("to");
    const auto row = [](const char* name, const std::string& from, Step step, const QString& to) {
        QTest::newRow(name) << from << static_cast<int>(step) << to;
    };
    row("cause", "frontend", Step::cause, "apps");
    row("the main cause of two", "oci", Step::cause, "git");
    row("no cause", "git", Step::cause, "");
    row("only a secondary line leads away", "mirror", Step::effect, "oci");
    row("effect at the same height", "apps", Step::effect, "frontend");
    row("first of a row of effects", "frontend", Step::effect, "pod-1");
    row("next in the row", "pod-1", Step::effect, "pod-2");
    row("end of the row", "pod-3", Step::effect, "");
    row("alone in its row", "fold:backend:Pod", Step::effect, "");
    row("from the row to the cause", "pod-2", Step::cause, "frontend");
    row("down", "frontend", Step::next, "backend");
    row("down to one without lines", "backend", Step::next, "lonely");
    row("down from the last", "lonely", Step::next, "");
    row("down along a row", "pod-1", Step::next, "pod-2");
    row("down to the next row", "pod-3", Step::next, "fold:backend:Pod");
    row("up", "backend", Step::previous, "frontend");
    row("up from the first", "frontend", Step::previous, "");
    row("column on the left", "lonely", Step::columnLeft, "apps");
    row("column on the right", "lonely", Step::columnRight, "fold:backend:Pod");
    row("no column on the left", "git", Step::columnLeft, "");
    row("no column on the right", "pod-1", Step::columnRight, "");
    row("home", "lonely", Step::firstInColumn, "frontend");
    row("end", "frontend", Step::lastInColumn, "lonely");
    row("very first", "lonely", Step::first, "git");
    row("very last", "git", Step::last, "fold:backend:Pod");
}

void GraphNavigationTest::stepsByKey() {
    QFETCH(std::string, from);
    QFETCH(int, step);
    const auto picture = test::shop().make();
    QTEST(idOf(*picture, nextCard(*picture, Adjacency(*picture), CardIndex(*picture), at(*picture, from),
                                  static_cast<Step>(step))),
          "to");
}

void GraphNavigationTest::goesBackToWhereItCameFrom() {
    const auto picture = test::shop().make();
    const Adjacency adjacency(*picture);
    const CardIndex index(*picture);
    const auto from = [&](const char* card, Step step, const char* before) {
        return idOf(*picture, nextCard(*picture, adjacency, index, at(*picture, card), step, at(*picture, before)));
    };
    QCOMPARE(from("oci", Step::cause, "mirror"), QString("mirror"));
    QCOMPARE(from("apps", Step::effect, "backend"), QString("backend"));
    QCOMPARE(from("apps", Step::effect, "git"), QString("frontend"));  // no effect of apps
}

void GraphNavigationTest::lightsThePathToTheRootsAndDownToThePods() {
    const auto picture = test::shop().make();
    const LitPath path = litPath(*picture, Adjacency(*picture), at(*picture, "frontend"));
    Ids cards;
    for (std::size_t card = 0; card < path.cards.size(); ++card) {
        if (path.cards[card]) cards.append(idOf(*picture, card));
    }
    QCOMPARE(cards, Ids({"apps", "frontend", "git", "mirror", "oci", "pod-1", "pod-2", "pod-3"}));
    Ids lines;
    for (std::size_t line = 0; line < path.lines.size(); ++line) {
        if (path.lines[line]) lines.append(QString::fromStdString(picture->diagram.lines[line].to));
    }
    QCOMPARE(lines, Ids({"oci", "oci", "apps", "frontend", "pod-1", "pod-2", "pod-3"}));
}

void GraphNavigationTest::lightsAnEndingPathInACycle() {
    test::PictureMaker maker;
    maker.card("a", 0, 0);
    maker.card("b", 1, 0);
    maker.card("c", 2, 0);
    maker.line("a", "b");
    maker.line("b", "a", false);
    maker.line("b", "c");
    const auto picture = maker.make();
    const LitPath path = litPath(*picture, Adjacency(*picture), at(*picture, "c"));
    QCOMPARE(path.cards, std::vector<bool>({true, true, true}));
    QCOMPARE(path.lines, std::vector<bool>({true, true, true}));
}

void GraphNavigationTest::tellsWhatAPictureChanges() {
    const auto before = test::shop().make();
    test::PictureMaker maker = test::shop();
    maker.pod("pod-4", 4, 152, 0);
    maker.card("solo", 3, 300).word = "failed";
    const auto after = maker.make();
    const PictureChange grown = changeBetween(*before, *after);
    QCOMPARE(grown.kept, std::size_t{11});
    QCOMPARE(idsOf(*after, grown.added), Ids({"pod-4", "solo"}));
    QVERIFY(grown.changed.empty());
    QVERIFY(grown.removed.empty());

    const PictureChange shrunk = changeBetween(*after, *before);
    QVERIFY(shrunk.removed == std::vector<std::string>({"pod-4", "solo"}));
    QVERIFY(shrunk.added.empty());

    auto changed = std::make_shared<render::Picture>(*before);
    changed->diagram.cards[at(*before, "backend")].fact = "2/3 ready";
    QCOMPARE(idsOf(*changed, changeBetween(*before, *changed).changed), Ids({"backend"}));
}

void GraphNavigationTest::anAgeThatGoesOnIsNoChange() {
    const auto before = test::shop().make();
    auto after = std::make_shared<render::Picture>(*before);
    for (render::Card& card : after->diagram.cards) card.age = "5m";
    QVERIFY(changeBetween(*before, *after).changed.empty());
}

void GraphNavigationTest::findsASuccessor() {
    const auto before = test::shop().make();
    const Adjacency adjacency(*before);
    const auto after = [&](const char* card, const render::Picture& next) {
        return idOf(next, successor(*before, adjacency, at(*before, card), next));
    };
    test::PictureMaker opened;  // the fold was opened, frontend's Pods were folded away with it
    opened.card("git", 0, 0);
    opened.card("frontend", 3, 0);
    opened.pod("backend-1", 4, 0, 0);
    opened.pod("backend-2", 4, 0, 1);
    const auto next = opened.make();
    QCOMPARE(after("frontend", *next), QString("frontend"));
    QCOMPARE(after("fold:backend:Pod", *next), QString("backend-1"));
    QCOMPARE(after("pod-2", *next), QString("frontend"));
    QCOMPARE(after("backend", *next), QString("git"));
    QCOMPARE(after("lonely", *next), QString());
}

void GraphNavigationTest::zoomKeepsThePointUnderTheMouse_data() {
    QTest::addColumn<double>("scale");
    for (const double scale : {0.02, 0.3, 0.99, 1.7, 4.0}) QTest::newRow(qPrintable(QString::number(scale))) << scale;
}

void GraphNavigationTest::zoomKeepsThePointUnderTheMouse() {
    QFETCH(double, scale);
    const Camera camera{0.8, {35, -20}};
    const QPointF mouse(321, 234);
    const render::Point point = camera.toScene(mouse);
    const QPointF after = camera.zoomed(scale, mouse).toView(point);
    QVERIFY2(std::abs(after.x() - mouse.x()) <= 0.5 && std::abs(after.y() - mouse.y()) <= 0.5, "moved");
}

void GraphNavigationTest::fitsAllIntoTheView() {
    for (const render::Rect bounds : {render::Rect{0, 0, 1600, 300}, render::Rect{-50, 20, 300, 90000}}) {
        const QSize viewport(900, 600);
        const Camera camera = Camera::fitting(bounds, viewport, 1);
        const QRectF all = camera.toView(bounds);
        QVERIFY(QRectF(Camera::graphArea(viewport)).contains(all));
        QVERIFY(all.width() > 840 || all.height() > 505 || camera.scale == 1);
    }
    QCOMPARE(Camera::fitting({0, 0, 100, 100}, {900, 600}, 1).scale, 1.0);
}

void GraphNavigationTest::opensReadable() {
    const QSize viewport(900, 600);
    // Too large in both directions: its beginning.
    const Camera large = Camera::opening({0, 0, 5000, 9000}, viewport);
    QCOMPARE(large.scale, 0.75);
    QCOMPARE(large.toView(render::Point{0, 0}), QPointF(Camera::margin, Camera::margin + Camera::header));
    // Fits: all of it.
    const Camera small = Camera::opening({0, 0, 500, 200}, viewport);
    QCOMPARE(small.scale, 1.0);
    QVERIFY(QRectF(Camera::graphArea(viewport)).contains(small.toView(render::Rect{0, 0, 500, 200})));
}

void GraphNavigationTest::revealsWithTheSmallestScroll() {
    const QSize viewport(900, 600);
    const Camera camera{1, {0, 0}};
    QCOMPARE(camera.revealing({100, 100, 200, 60}, viewport).offset, QPoint(0, 0));
    QCOMPARE(camera.revealing({100, 1000, 200, 60}, viewport).offset, QPoint(0, 1060 + 12 - (600 - Camera::header)));
    QCOMPARE(camera.revealing({-300, 100, 200, 60}, viewport).offset, QPoint(-312, 0));
}

void GraphNavigationTest::rangesNeverMoveWhatIsShown() {
    const QSize viewport(900, 600);
    const render::Rect bounds{0, 0, 2000, 300};
    Camera camera{1, {500, 0}};
    QCOMPARE(camera.horizontal(bounds, viewport), (ScrollRange{-24, 2024 - 900}));
    camera.offset = {4000, 3000};
    QVERIFY(camera.horizontal(bounds, viewport).most >= 4000);
    QVERIFY(camera.vertical(bounds, viewport).most >= 3000);
    // All in view: one place, not only in the middle.
    QCOMPARE((Camera{1, {-90, -40}}.horizontal({0, 0, 400, 200}, viewport)), (ScrollRange{-90, -90}));
    QCOMPARE((Camera{1, {90, -40}}.horizontal({0, 0, 400, 200}, viewport)), (ScrollRange{-250, 90}));
    const Camera fitted = Camera::fitting({0, 0, 400, 200}, viewport, 1);
    const ScrollRange range = fitted.horizontal({0, 0, 400, 200}, viewport);
    QCOMPARE(range.least, range.most);
}

void GraphNavigationTest::anEmptyPictureIsNoSpecialCase() {
    const render::Picture nothing;
    const CardIndex index(nothing);
    QVERIFY(!index.at({0, 0}));
    QVERIFY(index.touching({0, 0, 10, 10}).empty());
    QVERIFY(index.readingOrder().empty());
    QCOMPARE(changeBetween(nothing, nothing).kept, std::size_t{0});
}

QTEST_GUILESS_MAIN(GraphNavigationTest)
#include "graph_navigation_test.moc"
