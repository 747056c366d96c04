#include "graph_view_fixture.h"

namespace scout::test {

void GraphViewFixture::init() {
    m_view = std::make_unique<desktop::GraphView>();
    m_view->resize(windowSize);
    m_view->setPicture(shop().make());
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    m_view->activateWindow();
    QTRY_VERIFY(m_view->isActiveWindow());
    m_view->setFocus();
}

void GraphViewFixture::cleanup() {
    m_view.reset();
}

void GraphViewFixture::drag(Qt::MouseButton button, QPoint from, QPoint to) const {
    QWidget* viewport = m_view->viewport();
    QTest::mousePress(viewport, button, {}, from);
    const QPoint half = (from + to) / 2;
    for (const QPoint at : {half, to}) {
        QMouseEvent move(QEvent::MouseMove, QPointF(at), viewport->mapToGlobal(QPointF(at)), Qt::NoButton, button, {});
        QApplication::sendEvent(viewport, &move);
    }
    QTest::mouseRelease(viewport, button, {}, to);
}

void GraphViewFixture::wheel(QPointF at, QPoint angle, Qt::KeyboardModifiers modifiers) const {
    QWheelEvent event(at, m_view->viewport()->mapToGlobal(at), QPoint(), angle, Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_view->viewport(), &event);
}

}  // namespace scout::test
