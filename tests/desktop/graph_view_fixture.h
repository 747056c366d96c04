// A shown graph view with the shop in it, for tests of GraphView.
#pragma once

#include <QApplication>
#include <QTest>
#include <QWheelEvent>
#include <memory>

#include "desktop/graph/graph_view.h"
#include "graph_picture.h"

namespace scout::test {

/// Base of the test classes: a new view for each test function.
class GraphViewFixture : public QObject {
    Q_OBJECT
  protected:
    static constexpr QSize windowSize{1500, 700};

    QPoint middleOf(const QString& id) const { return m_view->cardRect(id).center(); }
    /// A point where no card is.
    QPoint beside() const { return m_view->cardRect(QStringLiteral("lonely")).bottomRight() + QPoint(40, 40); }
    bool inView(const QString& id) const { return m_view->viewport()->rect().contains(m_view->cardRect(id)); }
    void click(const QString& id) const { QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, middleOf(id)); }
    void drag(Qt::MouseButton button, QPoint from, QPoint to) const;
    void wheel(QPointF at, QPoint angle, Qt::KeyboardModifiers modifiers) const;
    QImage picture() const { return m_view->viewport()->grab().toImage(); }
    /// Of a card, without the border where lines end.
    QImage pictureOf(const QString& id) const { return picture().copy(m_view->cardRect(id).adjusted(4, 4, -4, -4)); }

    std::unique_ptr<desktop::GraphView> m_view;

  private slots:
    void init();
    void cleanup();
};

}  // namespace scout::test
