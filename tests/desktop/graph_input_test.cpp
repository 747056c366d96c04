// The graph under the hands: mouse, wheel, keyboard, focus.
#include <QContextMenuEvent>
#include <QGestureEvent>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QPointingDevice>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>
#include <cmath>

#include "desktop/graph/camera.h"
#include "graph_view_fixture.h"

using namespace scout;
using desktop::GraphView;

class GraphInputTest : public test::GraphViewFixture {
    Q_OBJECT
  private slots:
    void selectsByClick();
    void opensByDoubleClick();
    void togglesAFoldByClick();
    void asksForAMenu();
    void dragsThePlane_data();
    void dragsThePlane();
    void aDragOnACardMovesNothing();
    void spaceHeldForADragFoldsNothing();
    void scrollsByWheel_data();
    void scrollsByWheel();
    void zoomsAtTheMouse();
    void pinchZooms();
    void zoomHasBounds();
    void keysWalk_data();
    void keysWalk();
    void keysAct();
    void keysZoom();
    void zoomingCutsNoSelectedCard();
    void centringComesNearerInAnOverview();
    void leavesTheWindowsKeysAlone_data();
    void leavesTheWindowsKeysAlone();
    void tabEntersAndLeaves();
    void theFirstArrowSelectsACardInView();
    void aStepBringsTheCardIntoView();
    void selectionRevealsOnlyWhenAsked();
};

void GraphInputTest::selectsByClick() {
    QSignalSpy spy(m_view.get(), &GraphView::selectionChanged);
    click("backend");
    QCOMPARE(m_view->selected(), QString("backend"));
    click("backend");
    QCOMPARE(spy.count(), 1);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, beside());
    QCOMPARE(m_view->selected(), QString());
    QCOMPARE(spy.count(), 2);
    QCOMPARE(spy.last().first().toString(), QString());
}

void GraphInputTest::opensByDoubleClick() {
    QSignalSpy opened(m_view.get(), &GraphView::opened);
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, middleOf("apps"));
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().first().toString(), QString("apps"));
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, beside());
    QCOMPARE(opened.count(), 1);
}

void GraphInputTest::togglesAFoldByClick() {
    QSignalSpy toggled(m_view.get(), &GraphView::foldToggled);
    QSignalSpy opened(m_view.get(), &GraphView::opened);
    click("backend");  // can be folded, and is no fold: a click only selects it
    QCOMPARE(toggled.count(), 0);
    click("fold:backend:Pod");
    QCOMPARE(toggled.count(), 1);
    QCOMPARE(toggled.first().first().toString(), QString("fold:backend:Pod"));
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, middleOf("fold:backend:Pod"));
    QCOMPARE(opened.count(), 0);
}

void GraphInputTest::asksForAMenu() {
    QSignalSpy spy(m_view.get(), &GraphView::menuRequested);
    const auto byMouse = [&](QPoint at) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, m_view->viewport()->mapToGlobal(at));
        QApplication::sendEvent(m_view->viewport(), &event);
    };
    byMouse(middleOf("oci"));
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy.last().at(0).toString(), QString("oci"));
    QCOMPARE(spy.last().at(1).toPoint(), m_view->viewport()->mapToGlobal(middleOf("oci")));
    QCOMPARE(m_view->selected(), QString("oci"));
    byMouse(QPoint(5, windowSize.height() - 30));
    QCOMPARE(spy.last().at(0).toString(), QString());

    // The menu key, at the card; and what stands for it on small keyboards.
    QContextMenuEvent key(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QApplication::sendEvent(m_view.get(), &key);
    QCOMPARE(spy.last().at(0).toString(), QString("oci"));
    QCOMPARE(spy.last().at(1).toPoint(), m_view->viewport()->mapToGlobal(m_view->cardRect("oci").bottomLeft()));
    QTest::keyClick(m_view.get(), Qt::Key_F10, Qt::ShiftModifier);
    QCOMPARE(spy.count(), 4);
}

void GraphInputTest::dragsThePlane_data() {
    QTest::addColumn<Qt::MouseButton>("button");
    QTest::addColumn<bool>("space");
    QTest::addColumn<QString>("on");
    QTest::newRow("left beside all cards") << Qt::LeftButton << false << "";
    QTest::newRow("middle beside all cards") << Qt::MiddleButton << false << "";
    QTest::newRow("middle on a card") << Qt::MiddleButton << false << "apps";
    QTest::newRow("space and left on a card") << Qt::LeftButton << true << "apps";
}

void GraphInputTest::dragsThePlane() {
    QFETCH(Qt::MouseButton, button);
    QFETCH(bool, space);
    QFETCH(QString, on);
    m_view->select("frontend", false);
    const QPoint from = on.isEmpty() ? beside() : middleOf(on);
    const QRect before = m_view->cardRect("frontend");
    if (space) QTest::keyPress(m_view.get(), Qt::Key_Space);
    drag(button, from, from + QPoint(-61, 47));
    if (space) QTest::keyRelease(m_view.get(), Qt::Key_Space);
    QCOMPARE(m_view->cardRect("frontend"), before.translated(-61, 47));
    QCOMPARE(m_view->selected(), QString("frontend"));
}

void GraphInputTest::aDragOnACardMovesNothing() {
    const QRect before = m_view->cardRect("frontend");
    drag(Qt::LeftButton, middleOf("apps"), middleOf("apps") + QPoint(60, 60));
    QCOMPARE(m_view->cardRect("frontend"), before);
}

void GraphInputTest::spaceHeldForADragFoldsNothing() {
    m_view->select("backend", false);
    QSignalSpy toggled(m_view.get(), &GraphView::foldToggled);
    QTest::keyPress(m_view.get(), Qt::Key_Space);
    drag(Qt::LeftButton, middleOf("apps"), middleOf("apps") + QPoint(60, 60));
    QTest::keyRelease(m_view.get(), Qt::Key_Space);
    QCOMPARE(toggled.count(), 0);
    QTest::keyClick(m_view.get(), Qt::Key_Space);
    QCOMPARE(toggled.count(), 1);
}

void GraphInputTest::scrollsByWheel_data() {
    QTest::addColumn<QPoint>("angle");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<QPoint>("direction");
    QTest::newRow("down") << QPoint(0, -120) << Qt::KeyboardModifiers() << QPoint(0, -1);
    QTest::newRow("up") << QPoint(0, 120) << Qt::KeyboardModifiers() << QPoint(0, 1);
    QTest::newRow("sideways with shift") << QPoint(0, -120) << Qt::KeyboardModifiers(Qt::ShiftModifier)
                                         << QPoint(-1, 0);
    QTest::newRow("sideways by itself") << QPoint(120, 0) << Qt::KeyboardModifiers() << QPoint(1, 0);
}

void GraphInputTest::scrollsByWheel() {
    QFETCH(QPoint, angle);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    QFETCH(QPoint, direction);
    m_view->setPicture(test::field(12, 60));
    m_view->setScale(1);
    m_view->centerOn("c6r30");
    const QPoint before = m_view->cardRect("c6r30").topLeft();
    wheel(QPointF(400, 400), angle, modifiers);
    const QPoint moved = m_view->cardRect("c6r30").topLeft() - before;
    const int step = QApplication::wheelScrollLines() * m_view->verticalScrollBar()->singleStep();
    QCOMPARE(moved, direction * step);
    QCOMPARE(m_view->scale(), 1.0);
}

void GraphInputTest::zoomsAtTheMouse() {
    QSignalSpy spy(m_view.get(), &GraphView::scaleChanged);
    const double before = m_view->scale();
    const QRect card = m_view->cardRect("backend");
    wheel(QPointF(card.center()), {0, 120}, Qt::ControlModifier);
    QVERIFY(m_view->scale() > before);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy.first().first().toDouble(), m_view->scale());
    const QPoint moved = m_view->cardRect("backend").center() - card.center();
    QVERIFY2(moved.manhattanLength() <= 2, qPrintable(QString::number(moved.manhattanLength())));
    wheel(QPointF(card.center()), {0, -120}, Qt::ControlModifier);
    QVERIFY(std::abs(m_view->scale() - before) < 1e-9);
}

void GraphInputTest::pinchZooms() {
    const double before = m_view->scale();
    const QPointF at(m_view->cardRect("backend").center());
    const auto moved = [&] { return (m_view->cardRect("backend").center() - at.toPoint()).manhattanLength(); };
    QNativeGestureEvent touchPad(Qt::ZoomNativeGesture, QPointingDevice::primaryPointingDevice(), 2, at, at,
                                 m_view->viewport()->mapToGlobal(at), 0.25, QPointF());
    QApplication::sendEvent(m_view->viewport(), &touchPad);
    QVERIFY(std::abs(m_view->scale() - before * 1.25) < 1e-9);
    QVERIFY(moved() <= 2);

    QPinchGesture pinch;
    pinch.setHotSpot(m_view->viewport()->mapToGlobal(at));
    pinch.setScaleFactor(0.8);
    pinch.setChangeFlags(QPinchGesture::ScaleFactorChanged);
    QGestureEvent touchScreen({&pinch});
    QApplication::sendEvent(m_view->viewport(), &touchScreen);
    QVERIFY(std::abs(m_view->scale() - before) < 1e-9);
    QVERIFY(moved() <= 2);
}

void GraphInputTest::zoomHasBounds() {
    for (int i = 0; i < 60; ++i) m_view->zoomIn();
    QCOMPARE(m_view->scale(), 4.0);
    for (int i = 0; i < 60; ++i) m_view->zoomOut();
    QCOMPARE(m_view->scale(), 0.02);
}

void GraphInputTest::keysWalk_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<QString>("to");
    const Qt::KeyboardModifiers none;
    const Qt::KeyboardModifiers control(Qt::ControlModifier);
    QTest::newRow("left: cause") << "frontend" << Qt::Key_Left << none << "apps";
    QTest::newRow("right: effect") << "oci" << Qt::Key_Right << none << "apps";
    QTest::newRow("down: sibling") << "frontend" << Qt::Key_Down << none << "backend";
    QTest::newRow("up: sibling") << "backend" << Qt::Key_Up << none << "frontend";
    QTest::newRow("home") << "lonely" << Qt::Key_Home << none << "frontend";
    QTest::newRow("end") << "frontend" << Qt::Key_End << none << "lonely";
    QTest::newRow("first of all") << "lonely" << Qt::Key_Home << control << "git";
    QTest::newRow("last of all") << "lonely" << Qt::Key_End << control << "fold:backend:Pod";
    QTest::newRow("column left") << "lonely" << Qt::Key_Left << control << "apps";
    QTest::newRow("column right") << "mirror" << Qt::Key_Right << control << "oci";
    QTest::newRow("nowhere") << "git" << Qt::Key_Left << none << "git";
}

void GraphInputTest::keysWalk() {
    QFETCH(QString, from);
    QFETCH(Qt::Key, key);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    m_view->select(from, false);
    QTest::keyClick(m_view.get(), key, modifiers);
    QTEST(m_view->selected(), "to");
}

void GraphInputTest::keysAct() {
    QSignalSpy opened(m_view.get(), &GraphView::opened);
    QSignalSpy toggled(m_view.get(), &GraphView::foldToggled);
    QTest::keyClick(m_view.get(), Qt::Key_Return);  // nothing is selected
    QTest::keyClick(m_view.get(), Qt::Key_Space);
    QCOMPARE(opened.count() + toggled.count(), 0);

    m_view->select("backend", false);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QTest::keyClick(m_view.get(), Qt::Key_Enter);
    QCOMPARE(opened.count(), 2);
    QCOMPARE(opened.last().first().toString(), QString("backend"));
    QTest::keyClick(m_view.get(), Qt::Key_Space);
    QCOMPARE(toggled.count(), 1);
    QCOMPARE(toggled.last().first().toString(), QString("backend"));
    m_view->select("lonely", false);
    QTest::keyClick(m_view.get(), Qt::Key_Space);  // nothing to fold
    QCOMPARE(toggled.count(), 1);
}

void GraphInputTest::keysZoom() {
    m_view->setScale(0.5);
    QTest::keyClick(m_view.get(), Qt::Key_Plus);
    QCOMPARE(m_view->scale(), 0.625);
    QTest::keyClick(m_view.get(), Qt::Key_Minus);
    QCOMPARE(m_view->scale(), 0.5);
    QTest::keyClick(m_view.get(), Qt::Key_1);
    QCOMPARE(m_view->scale(), 1.0);
    m_view->setScale(2);
    QTest::keyClick(m_view.get(), Qt::Key_F);
    QVERIFY(inView("git"));
    QVERIFY(inView("pod-3"));
    m_view->select("lonely", false);
    QTest::keyClick(m_view.get(), Qt::Key_F, Qt::ShiftModifier);
    QCOMPARE(m_view->scale(), 1.0);
    QVERIFY((m_view->cardRect("lonely").center() - m_view->viewport()->rect().center()).manhattanLength() < 40);
}

void GraphInputTest::zoomingCutsNoSelectedCard() {
    m_view->setPicture(test::field(12, 60));
    m_view->setScale(0.5);
    m_view->centerOn("c6r30");
    std::vector<QString> seen;
    for (const render::Card& card : m_view->picture()->diagram.cards) {
        const QString id = QString::fromStdString(card.id);
        if (inView(id) && m_view->cardRect(id).top() >= desktop::Camera::header) seen.push_back(id);
    }
    QVERIFY(seen.size() > 20);
    for (const QString& id : seen) {
        m_view->setScale(0.5);
        m_view->centerOn("c6r30");
        m_view->select(id, false);
        QTest::keyClick(m_view.get(), Qt::Key_1);
        QVERIFY2(inView(id), qPrintable(id));
    }
    // Nobody asked for one that is out of view: the middle stays in the middle.
    m_view->setScale(0.5);
    m_view->centerOn("c6r30");
    m_view->select("c0r0", false);
    const QPoint before = middleOf("c6r30");
    QTest::keyClick(m_view.get(), Qt::Key_1);
    QVERIFY((middleOf("c6r30") - before).manhattanLength() < 3);
}

void GraphInputTest::centringComesNearerInAnOverview() {
    m_view->setPicture(test::field(12, 60));
    m_view->fitAll();
    QVERIFY(m_view->isOverview() && m_view->showsEverything());
    m_view->centerOn("c11r3");
    QVERIFY(!m_view->isOverview());
    QVERIFY(inView("c11r3"));
    const double scale = m_view->scale();
    m_view->centerOn("c0r50");
    QCOMPARE(m_view->scale(), scale);
}

void GraphInputTest::leavesTheWindowsKeysAlone_data() {
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::newRow("back") << Qt::Key_Left << Qt::KeyboardModifiers(Qt::AltModifier);
    QTest::newRow("escape") << Qt::Key_Escape << Qt::KeyboardModifiers();
    QTest::newRow("find") << Qt::Key_F << Qt::KeyboardModifiers(Qt::ControlModifier);
    QTest::newRow("next problem") << Qt::Key_F8 << Qt::KeyboardModifiers();
}

void GraphInputTest::leavesTheWindowsKeysAlone() {
    QFETCH(Qt::Key, key);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    m_view->select("apps", false);
    const double scale = m_view->scale();
    QKeyEvent event(QEvent::KeyPress, key, modifiers);
    event.setAccepted(true);
    QApplication::sendEvent(m_view.get(), &event);
    QVERIFY(!event.isAccepted());
    QCOMPARE(m_view->selected(), QString("apps"));
    QCOMPARE(m_view->scale(), scale);
}

void GraphInputTest::tabEntersAndLeaves() {
    QWidget window;
    auto* layout = new QVBoxLayout(&window);
    auto* before = new QPushButton("before", &window);
    auto* view = new GraphView(&window);
    auto* after = new QPushButton("after", &window);
    for (QWidget* part : {static_cast<QWidget*>(before), static_cast<QWidget*>(view), static_cast<QWidget*>(after)})
        layout->addWidget(part);
    view->setPicture(test::shop().make());
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    window.activateWindow();
    before->setFocus();
    QTRY_VERIFY(before->hasFocus());
    QTest::keyClick(before, Qt::Key_Tab);
    QVERIFY(view->hasFocus());
    QTest::keyClick(view, Qt::Key_Tab);
    QVERIFY(after->hasFocus());
    QTest::keyClick(after, Qt::Key_Backtab);
    QVERIFY(view->hasFocus());
}

void GraphInputTest::theFirstArrowSelectsACardInView() {
    m_view->setPicture(test::field(12, 60));
    m_view->setScale(1);
    m_view->centerOn("c6r30");
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QVERIFY(!m_view->selected().isEmpty());
    QVERIFY(inView(m_view->selected()));
}

void GraphInputTest::aStepBringsTheCardIntoView() {
    m_view->setPicture(test::field(3, 60));
    m_view->select("c1r0", true);
    for (int row = 1; row < 60; ++row) {
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QCOMPARE(m_view->selected(), QStringLiteral("c1r%1").arg(row));
        QVERIFY(inView(m_view->selected()));
    }
}

void GraphInputTest::selectionRevealsOnlyWhenAsked() {
    m_view->setPicture(test::field(3, 60));
    const QRect before = m_view->cardRect("c0r0");
    m_view->select("c1r50", false);
    QCOMPARE(m_view->cardRect("c0r0"), before);
    m_view->select("c1r50", true);
    QVERIFY(inView("c1r50"));
    // In view already: nothing moves.
    const QRect now = m_view->cardRect("c1r50");
    m_view->select("c1r49", true);
    QCOMPARE(m_view->cardRect("c1r50"), now);
}

QTEST_MAIN(GraphInputTest)
#include "graph_input_test.moc"
