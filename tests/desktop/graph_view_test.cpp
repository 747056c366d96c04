// What the graph view shows: what is lit, what stays in its place through updates, minimap, headers, notes.
#include <QHelpEvent>
#include <QLabel>
#include <QProxyStyle>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>
#include <QVBoxLayout>
#include <QVariantAnimation>
#include <cmath>
#include <map>

#include "graph_view_fixture.h"

using namespace scout;
using desktop::GraphView;

namespace {

std::shared_ptr<const render::Picture> changed(const render::Picture& picture, const std::string& id,
                                               render::Tone tone) {
    auto copy = std::make_shared<render::Picture>(picture);
    copy->diagram.cards[picture.index.at(id)].tone = tone;
    return copy;
}

/// A desktop with or without animations.
class AnimationStyle : public QProxyStyle {
  public:
    explicit AnimationStyle(int duration) : m_duration(duration) {}
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override {
        return hint == SH_Widget_Animation_Duration ? m_duration : QProxyStyle::styleHint(hint, option, widget, data);
    }

  private:
    int m_duration;
};

float mostColourful(const QImage& image) {
    float most = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor color = image.pixelColor(x, y);
            most = std::max(most, color.hsvSaturationF() * color.valueF());
        }
    }
    return most;
}

}  // namespace

class GraphViewTest : public test::GraphViewFixture {
    Q_OBJECT
  private slots:
    void hoverDimsTheRestAndComesBack();
    void focusLightsTheSelectedPath();
    void whatOpensIsNotDimmedUntilSomebodyPoints();
    void aPathOutOfViewDimsNothing();
    void searchDimsTheRest();
    void oneMorePodMovesNobody();
    void theSelectedCardKeepsItsPlace();
    void theMiddleKeepsItsPlaceWithoutASelection();
    void theSelectionMovesOn();
    void anotherGraphOpensAnew();
    void somethingElseOpensAnewThoughItSharesCards();
    void clearsAndComesBack();
    void changedCardsPulseOnce();
    void noPulseWithoutAnimations();
    void fitFollowsTheWindowUntilTheUserMoves();
    void fitsTheSelectedPath();
    void aPanelThatOpensDoesNotHideTheSelection();
    void aBarAboveMovesNothingWithScrollBars();
    void whatWasSelectedWhileHiddenIsRevealedWhenShown();
    void onlyTheUserMoves();
    void minimapOnlyWhenTheGraphIsLarger();
    void minimapMovesTheView();
    void minimapNeverHidesTheSelectedCard();
    void minimapPrefersAFreeCorner();
    void headersStayAtTheTop();
    void staleIsGreyAndSaysSo();
    void tooltipIsPlainText();
    void tooltipOfALineIsItsProof();
    void scrollBarsMoveTheView();

  private:
    AnimationStyle m_lively{200};
    AnimationStyle m_still{0};
};

void GraphViewTest::hoverDimsTheRestAndComesBack() {
    m_view->clearFocus();
    const QImage lonely = pictureOf("lonely");
    const QImage pod = pictureOf("pod-1");
    QTest::mouseMove(m_view->viewport(), middleOf("frontend"));
    QTRY_VERIFY(pictureOf("lonely") != lonely);
    QVERIFY(pictureOf("pod-1") == pod);
    // From card to card at once.
    QTest::mouseMove(m_view->viewport(), middleOf("lonely"));
    QTRY_VERIFY(pictureOf("lonely") == lonely);
    QVERIFY(pictureOf("pod-1") != pod);
    QTest::mouseMove(m_view->viewport(), QPoint(10, windowSize.height() - 40));
    QTRY_VERIFY(pictureOf("pod-1") == pod);
    QVERIFY(pictureOf("lonely") == lonely);
}

void GraphViewTest::focusLightsTheSelectedPath() {
    m_view->clearFocus();
    m_view->select("frontend", false);
    const QImage lonely = pictureOf("lonely");
    m_view->setFocus();
    QVERIFY(pictureOf("lonely") != lonely);
    m_view->clearFocus();
    QVERIFY(pictureOf("lonely") == lonely);
}

void GraphViewTest::whatOpensIsNotDimmedUntilSomebodyPoints() {
    m_view->setFocus();
    m_view->setPicture(test::field(2, 6));
    m_view->select("c0r0", false);
    const QImage opened = pictureOf("c1r3");
    m_view->clearFocus();
    QVERIFY(pictureOf("c1r3") == opened);
    m_view->setFocus(Qt::ActiveWindowFocusReason);
    QVERIFY(pictureOf("c1r3") == opened);
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QCOMPARE(m_view->selected(), QString("c1r0"));
    QVERIFY(pictureOf("c1r3") != opened);
    // More of the same changes nothing about that; something else opens anew.
    m_view->setPicture(test::field(2, 7));
    QVERIFY(pictureOf("c1r3") != opened);
    m_view->placeAnew();
    m_view->setPicture(test::field(2, 6));
    QVERIFY(pictureOf("c1r3") == opened);
    click(m_view->selected());
    QVERIFY(pictureOf("c1r3") != opened);
}

void GraphViewTest::aPathOutOfViewDimsNothing() {
    m_view->setPicture(test::field(2, 60));
    m_view->setScale(1);
    m_view->setFocus();
    m_view->select("c0r0", true);
    m_view->centerOn("c1r30");
    QVERIFY(!inView("c0r0") && !inView("c1r0"));
    const QImage focused = pictureOf("c1r30");
    m_view->clearFocus();
    QVERIFY(pictureOf("c1r30") == focused);
    // As soon as a piece of it comes into view it is lit.
    m_view->setFocus();
    m_view->centerOn("c1r3");
    const QImage lit = pictureOf("c1r3");
    m_view->clearFocus();
    QVERIFY(pictureOf("c1r3") != lit);
}

void GraphViewTest::searchDimsTheRest() {
    m_view->clearFocus();
    const QImage git = pictureOf("git");
    const QImage backend = pictureOf("fold:backend:Pod");
    m_view->setMatches({"git", "backend-2"});  // the second one stands behind its fold
    QVERIFY(pictureOf("git") == git);
    QVERIFY(pictureOf("fold:backend:Pod") == backend);
    const QImage dimmed = pictureOf("oci");
    m_view->setMatches({});
    QVERIFY(pictureOf("oci") != dimmed);
}

void GraphViewTest::oneMorePodMovesNobody() {
    const auto before = m_view->picture();
    m_view->select("frontend", false);
    std::map<std::string, QRect> places;
    for (const render::Card& card : before->diagram.cards)
        places[card.id] = m_view->cardRect(QString::fromStdString(card.id));
    test::PictureMaker maker = test::shop();
    maker.pod("pod-4", 4, 0, 3);
    maker.line("frontend", "pod-4");
    m_view->setPicture(maker.make());
    for (const auto& [id, rect] : places) QCOMPARE(m_view->cardRect(QString::fromStdString(id)), rect);
    QVERIFY(!m_view->cardRect("pod-4").isEmpty());
    QCOMPARE(m_view->selected(), QString("frontend"));
}

void GraphViewTest::theSelectedCardKeepsItsPlace() {
    m_view->setScale(0.9);
    m_view->select("backend", false);
    QSignalSpy spy(m_view.get(), &GraphView::selectionChanged);
    const QRect before = m_view->cardRect("backend");
    test::PictureMaker moved;  // two hundred units further down, and one column further right
    moved.card("git", 0, 0);
    moved.card("backend", 4, 276);
    moved.card("new", 2, 0);
    m_view->setPicture(moved.make());
    QCOMPARE(m_view->cardRect("backend").topLeft(), before.topLeft());
    QCOMPARE(spy.count(), 0);
    m_view->setPicture(test::shop().make());
    QCOMPARE(m_view->cardRect("backend"), before);
}

void GraphViewTest::theMiddleKeepsItsPlaceWithoutASelection() {
    m_view->setPicture(test::field(3, 60));
    m_view->setScale(1);
    m_view->centerOn("c1r30");
    const QRect before = m_view->cardRect("c1r30");
    m_view->setPicture(test::field(3, 60, 152));  // two rows came above
    QCOMPARE(m_view->cardRect("c1r30"), before);
}

void GraphViewTest::theSelectionMovesOn() {
    QSignalSpy spy(m_view.get(), &GraphView::selectionChanged);
    m_view->select("pod-2", false);
    test::PictureMaker folded;
    folded.card("frontend", 3, 0);
    render::Card& fold = folded.pod("fold:frontend:Pod", 4, 0, 0);
    fold.folded = {"pod-1", "pod-2", "pod-3"};
    m_view->setPicture(folded.make());
    QCOMPARE(m_view->selected(), QString("fold:frontend:Pod"));
    QCOMPARE(spy.last().first().toString(), QString("fold:frontend:Pod"));
    test::PictureMaker elsewhere;
    elsewhere.card("other", 0, 0);
    m_view->setPicture(elsewhere.make());
    QCOMPARE(m_view->selected(), QString());
    QCOMPARE(spy.last().first().toString(), QString());
}

void GraphViewTest::anotherGraphOpensAnew() {
    m_view->setScale(3);
    m_view->setPicture(test::field(2, 2));
    QCOMPARE(m_view->scale(), 1.0);
    QVERIFY(inView("c1r1"));
}

void GraphViewTest::somethingElseOpensAnewThoughItSharesCards() {
    m_view->select("git", false);
    m_view->setScale(3);
    m_view->centerOn("lonely");
    test::PictureMaker other;
    other.card("git", 0, 0);
    other.card("elsewhere", 1, 0);
    other.line("git", "elsewhere");
    m_view->placeAnew();
    m_view->setPicture(other.make());
    QVERIFY(m_view->showsEverything());
    QCOMPARE(m_view->scale(), 1.0);
    QCOMPARE(m_view->selected(), QString("git"));
    // Once: the next one is a change of this.
    m_view->setScale(2);
    other.card("one more", 1, 100);
    m_view->setPicture(other.make());
    QCOMPARE(m_view->scale(), 2.0);
}

void GraphViewTest::clearsAndComesBack() {
    m_view->select("git", false);
    QSignalSpy spy(m_view.get(), &GraphView::selectionChanged);
    m_view->setPicture(nullptr);
    QCOMPARE(m_view->selected(), QString());
    QCOMPARE(spy.count(), 1);
    QVERIFY(m_view->cardRect("git").isEmpty());
    QTRY_VERIFY(!m_view->verticalScrollBar()->isVisible() && !m_view->horizontalScrollBar()->isVisible());
    const QImage empty = picture();
    for (const Qt::Key key : {Qt::Key_Left, Qt::Key_Return, Qt::Key_Space, Qt::Key_F, Qt::Key_Plus, Qt::Key_1})
        QTest::keyClick(m_view.get(), key);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(200, 200));
    QTest::mouseMove(m_view->viewport(), QPoint(220, 200));
    m_view->setMatches({"git"});
    m_view->setPicture(std::make_shared<render::Picture>());  // nothing found
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    m_view->fitAll();
    m_view->setPicture(test::shop().make());
    QVERIFY(picture() != empty);
    QVERIFY(inView("pod-3"));
}

void GraphViewTest::changedCardsPulseOnce() {
    const auto* animation = m_view->findChild<QVariantAnimation*>();
    QVERIFY(animation);
    QCOMPARE(animation->state(), QAbstractAnimation::Stopped);  // the first picture is no change
    m_view->setStyle(&m_lively);
    const auto before = m_view->picture();
    m_view->setPicture(changed(*before, "backend", render::Tone::problem));
    QCOMPARE(animation->state(), QAbstractAnimation::Running);
    QCOMPARE(animation->loopCount(), 1);
    QTRY_COMPARE(animation->state(), QAbstractAnimation::Stopped);
    const QImage rest = pictureOf("backend");
    m_view->setPicture(changed(*m_view->picture(), "lonely", render::Tone::problem));
    QVERIFY(pictureOf("backend") == rest);
    m_view->setPicture(std::make_shared<render::Picture>(*m_view->picture()));  // says the same
    QTRY_COMPARE(animation->state(), QAbstractAnimation::Stopped);
}

void GraphViewTest::noPulseWithoutAnimations() {
    m_view->setStyle(&m_still);
    m_view->setPicture(changed(*m_view->picture(), "backend", render::Tone::problem));
    QCOMPARE(m_view->findChild<QVariantAnimation*>()->state(), QAbstractAnimation::Stopped);
}

void GraphViewTest::fitFollowsTheWindowUntilTheUserMoves() {
    m_view->fitAll();
    m_view->resize(900, 500);
    const auto shown = [&] { return inView("git") && inView("pod-3"); };
    QTRY_VERIFY(shown());
    m_view->zoomIn();
    const double scale = m_view->scale();
    m_view->resize(1000, 500);
    QTRY_COMPARE(m_view->width(), 1000);
    QCOMPARE(m_view->scale(), scale);
}

void GraphViewTest::fitsTheSelectedPath() {
    m_view->setPicture(test::field(4, 60));
    m_view->select("c2r40", false);
    m_view->fitSelection();
    for (const char* id : {"c0r40", "c1r40", "c2r40", "c3r40"}) QVERIFY(inView(QString::fromLatin1(id)));
    QVERIFY(m_view->scale() > 0.9);
}

void GraphViewTest::aPanelThatOpensDoesNotHideTheSelection() {
    m_view->select("pod-3", true);
    m_view->zoomIn();
    m_view->select("pod-3", true);
    m_view->resize(700, 500);
    QTRY_COMPARE(m_view->width(), 700);
    QTRY_VERIFY(inView("pod-3"));
}

/// At every scale: where all is in view and where it is not, and where the bar makes the difference.
void GraphViewTest::aBarAboveMovesNothingWithScrollBars() {
    m_view->hide();
    QWidget window;
    auto* bar = new QWidget(&window);
    bar->setFixedHeight(60);
    bar->hide();
    auto* layout = new QVBoxLayout(&window);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* view = new GraphView(&window);
    layout->addWidget(bar);
    layout->addWidget(view, 1);
    window.resize(800, 700);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    int came = 0;
    for (const int rows : {6, 15, 30}) {
        for (const double scale : {0.0, 0.5, 0.55, 0.6, 0.75, 1.0}) {
            view->placeAnew();
            view->setPicture(test::field(2, rows));
            if (scale > 0) view->setScale(scale);
            for (const char* selected : {"", "c0r0", "c1r2"}) {
                view->select(QString::fromLatin1(selected), true);
                QCoreApplication::processEvents();
                const auto places = [&] {
                    std::vector<QPoint> all;
                    for (const render::Card& card : view->picture()->diagram.cards) {
                        const QRect rect = view->cardRect(QString::fromStdString(card.id));
                        all.push_back(view->viewport()->mapTo(&window, rect.topLeft()));
                    }
                    return all;
                };
                const auto before = places();
                const bool had = view->verticalScrollBar()->isVisible();
                const auto show = [&](bool shown) {
                    const int top = view->y();
                    bar->setVisible(shown);
                    QTRY_VERIFY(view->y() != top);
                    QCoreApplication::processEvents();
                    QCOMPARE(places(), before);
                };
                show(true);
                came += view->verticalScrollBar()->isVisible() && !had ? 1 : 0;
                show(false);
                QCOMPARE(view->verticalScrollBar()->isVisible(), had);
            }
        }
    }
    QVERIFY(came > 0);
}

void GraphViewTest::whatWasSelectedWhileHiddenIsRevealedWhenShown() {
    m_view->hide();
    m_view->placeAnew();
    m_view->setPicture(test::field(2, 60));
    m_view->select("c1r50", true);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    QVERIFY(inView("c1r50"));
}

void GraphViewTest::onlyTheUserMoves() {
    QSignalSpy moved(m_view.get(), &GraphView::moved);
    m_view->setPicture(test::field(12, 60));
    m_view->select("c11r59", true);
    m_view->resize(900, 500);
    QTRY_COMPARE(m_view->width(), 900);
    m_view->setPicture(test::field(12, 61));
    QCOMPARE(moved.count(), 0);
    m_view->zoomIn();
    QCOMPARE(moved.count(), 1);
    wheel(QPointF(300, 300), QPoint(0, 120), {});
    QCOMPARE(moved.count(), 2);
    m_view->horizontalScrollBar()->setValue(m_view->horizontalScrollBar()->value() - 50);
    QCOMPARE(moved.count(), 3);
}

void GraphViewTest::minimapOnlyWhenTheGraphIsLarger() {
    m_view->fitAll();
    QVERIFY(m_view->minimapRect().isEmpty());
    m_view->setScale(2);
    QVERIFY(m_view->viewport()->rect().contains(m_view->minimapRect()));
    QVERIFY(!m_view->minimapRect().isEmpty());
    const QRect rect = m_view->minimapRect();
    const QImage with = picture().copy(rect);
    m_view->setMinimapShown(false);
    QVERIFY(m_view->minimapRect().isEmpty());
    QVERIFY(picture().copy(rect) != with);
}

void GraphViewTest::minimapMovesTheView() {
    m_view->setPicture(test::field(12, 60));
    const QRect map = m_view->minimapRect();
    QVERIFY(!map.isEmpty());
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, map.center());
    const auto middle = [&] {
        const render::Rect area = m_view->visibleArea();
        return QPointF(area.x + area.width / 2, area.y + area.height / 2);
    };
    const render::Rect all = m_view->picture()->bounds;
    QVERIFY(std::abs(middle().x() - all.width / 2) < 40 && std::abs(middle().y() - all.height / 2) < 40);
    QCOMPARE(m_view->selected(), QString());
    drag(Qt::LeftButton, map.center(), map.topLeft() + QPoint(8, 8));
    QVERIFY(middle().x() < all.width * 0.1 && middle().y() < all.height * 0.1);
}

void GraphViewTest::minimapNeverHidesTheSelectedCard() {
    m_view->setPicture(test::field(12, 60));
    m_view->setScale(1);
    for (const QPoint corner : {QPoint(0, 0), QPoint(1, 0), QPoint(0, 1), QPoint(1, 1)}) {
        for (int row = 0; row < 60; row += 7) {
            m_view->select(QStringLiteral("c%1r%2").arg(corner.x() * 11).arg(corner.y() ? 59 - row : row), true);
            QVERIFY(!m_view->minimapRect().intersects(m_view->cardRect(m_view->selected())));
        }
    }
}

void GraphViewTest::minimapPrefersAFreeCorner() {
    m_view->setPicture(test::field(12, 60));
    m_view->setScale(1);
    const QPoint middle = m_view->viewport()->rect().center();
    const auto map = [&] { return m_view->minimapRect().center() - middle; };
    m_view->centerOn("c0r0");  // free on the left and above
    QVERIFY(map().x() < 0 || map().y() < 0);
    m_view->centerOn("c11r59");
    QVERIFY(map().x() > 0 || map().y() > 0);
    for (const char* id : {"c0r0", "c11r0", "c0r59", "c11r59"}) {
        m_view->centerOn(QString::fromLatin1(id));
        for (const render::Card& card : m_view->picture()->diagram.cards)
            QVERIFY(!m_view->minimapRect().intersects(m_view->cardRect(QString::fromStdString(card.id))));
    }
}

void GraphViewTest::headersStayAtTheTop() {
    auto picture = std::make_shared<render::Picture>(*test::field(3, 60));
    picture->diagram.headers = {{0, 0, "GIT"}, {1, 1, "GITOPS"}, {2, 2, "WORKLOAD"}};
    m_view->setPicture(picture);
    m_view->setScale(1);
    const auto strip = [&] { return this->picture().copy(0, 0, m_view->viewport()->width(), 34); };
    m_view->centerOn("c1r5");
    const QImage before = strip();
    m_view->centerOn("c1r40");
    QVERIFY(strip() == before);
    m_view->setPicture(test::field(3, 60));  // without headers
    QVERIFY(strip() != before);
}

void GraphViewTest::staleIsGreyAndSaysSo() {
    m_view->clearFocus();
    m_view->setPicture(changed(*m_view->picture(), "backend", render::Tone::problem));
    const auto* animation = m_view->findChild<QVariantAnimation*>();
    QTRY_COMPARE(animation->state(), QAbstractAnimation::Stopped);
    const QImage live = picture();
    m_view->setStale(true);
    const QImage stale = picture();
    QVERIFY(mostColourful(stale.copy(m_view->cardRect("backend"))) <
            0.7F * mostColourful(live.copy(m_view->cardRect("backend"))));
    // The note stands above the graph and covers none of it.
    const auto* note = m_view->findChild<QLabel*>(QStringLiteral("staleNote"));
    QVERIFY(note->isVisible());
    QCOMPARE(note->text(), QStringLiteral("Not live: ") + QString::fromStdString(m_view->picture()->diagram.subtitle));
    QVERIFY(!note->geometry().intersects(m_view->viewport()->geometry()));
    m_view->setStale(false);
    QVERIFY(!note->isVisible());
    QVERIFY(picture() == live);
    // All of it can be read in a narrow view.
    m_view->setStale(true);
    const int line = note->height();
    m_view->resize(250, m_view->height());
    QTRY_VERIFY(note->height() > line);
    QVERIFY(!note->geometry().intersects(m_view->viewport()->geometry()));
}

void GraphViewTest::tooltipIsPlainText() {
    auto picture = std::make_shared<render::Picture>(*m_view->picture());
    render::Card& card = picture->diagram.cards[picture->index.at("apps")];
    card.name = "<b>apps</b>";
    card.ns = "prod";
    card.word = "failed";
    card.status = "a & b < c";
    card.age = "3h";
    m_view->setPicture(picture);
    QHelpEvent event(QEvent::ToolTip, middleOf("apps"), m_view->viewport()->mapToGlobal(middleOf("apps")));
    QApplication::sendEvent(m_view->viewport(), &event);
    const QString tip = QToolTip::text();
    for (const char* part :
         {"Deployment &lt;b&gt;apps&lt;/b&gt;", "Namespace: prod", "failed", "a &amp; b &lt; c", "Age: 3h"})
        QVERIFY2(tip.contains(QLatin1String(part)), qPrintable(tip));
    QVERIFY(!tip.contains(QLatin1String("<b>")));
}

void GraphViewTest::tooltipOfALineIsItsProof() {
    auto picture = std::make_shared<render::Picture>(*m_view->picture());
    picture->diagram.lines[2].because = "spec.sourceRef of apps names oci";
    m_view->setPicture(picture);
    const QPoint between = (m_view->cardRect("oci").center() + m_view->cardRect("apps").center()) / 2;
    QHelpEvent event(QEvent::ToolTip, between, m_view->viewport()->mapToGlobal(between));
    QApplication::sendEvent(m_view->viewport(), &event);
    QVERIFY2(QToolTip::text().contains(QLatin1String("spec.sourceRef of apps names oci")),
             qPrintable(QToolTip::text()));
    QVERIFY(QToolTip::text().contains(QStringLiteral("Deployment oci → Deployment apps")));
}

void GraphViewTest::scrollBarsMoveTheView() {
    m_view->setPicture(test::field(12, 60));
    const QRect before = m_view->cardRect("c0r0");
    m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->value() + 100);
    m_view->horizontalScrollBar()->setValue(m_view->horizontalScrollBar()->value() + 50);
    QCOMPARE(m_view->cardRect("c0r0"), before.translated(-50, -100));
    m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
    QVERIFY(m_view->viewport()->rect().bottom() > m_view->cardRect("c0r59").bottom());
    QTRY_VERIFY(m_view->verticalScrollBar()->isVisible() && m_view->horizontalScrollBar()->isVisible());
    m_view->fitAll();
    QTRY_VERIFY(!m_view->verticalScrollBar()->isVisible() && !m_view->horizontalScrollBar()->isVisible());
    // A bar on one side is no reason for one on the other.
    m_view->setPicture(test::field(3, 60));
    m_view->setScale(1);
    m_view->centerOn("c1r30");
    QTRY_VERIFY(m_view->verticalScrollBar()->isVisible());
    QVERIFY(!m_view->horizontalScrollBar()->isVisible());
}

QTEST_MAIN(GraphViewTest)
#include "graph_view_test.moc"
