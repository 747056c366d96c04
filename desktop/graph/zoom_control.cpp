#include "desktop/graph/zoom_control.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>
#include <cmath>

#include "desktop/graph/graph_view.h"

namespace scout::desktop {

ZoomControl::ZoomControl(GraphView& graph, QWidget* parent) : QWidget(parent), m_graph(graph) {
    setObjectName(QStringLiteral("zoom"));
    setAccessibleName(QStringLiteral("Zoom"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(1, 0, 1, 0);
    layout->setSpacing(0);
    const auto button = [&](const QString& text, const QString& name, void (GraphView::*action)()) {
        auto* made = new QToolButton(this);
        made->setText(text);
        made->setToolTip(name);
        made->setAccessibleName(name);
        made->setAutoRaise(true);
        made->setFocusPolicy(Qt::TabFocus);
        connect(made, &QToolButton::clicked, &graph, action);
        layout->addWidget(made);
        return made;
    };
    button(QStringLiteral("−"), QStringLiteral("Zoom out"), &GraphView::zoomOut);
    m_scale = button({}, {}, &GraphView::actualSize);
    m_scale->setMinimumWidth(m_scale->fontMetrics().horizontalAdvance(QStringLiteral("1000 %")));
    button(QStringLiteral("+"), QStringLiteral("Zoom in"), &GraphView::zoomIn);
    button(QStringLiteral("Fit"), QStringLiteral("Fit all"), &GraphView::fitAll);
    showScale(graph.scale());
    connect(&graph, &GraphView::scaleChanged, this, &ZoomControl::showScale);
    graph.installEventFilter(this);
    graph.viewport()->installEventFilter(this);
    setVisible(graph.isVisibleTo(parent));
}

bool ZoomControl::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) place();
    if (watched == &m_graph && (event->type() == QEvent::Show || event->type() == QEvent::Hide))
        setVisible(event->type() == QEvent::Show);
    if (event->type() == QEvent::Show) place();
    return QWidget::eventFilter(watched, event);
}

void ZoomControl::showScale(double scale) {
    const QString percent = QStringLiteral("%1 %").arg(std::lround(scale * 100));
    m_scale->setText(percent);
    m_scale->setToolTip(QStringLiteral("To 100 %"));
    m_scale->setAccessibleName(QStringLiteral("Zoom is %1: to 100 %").arg(percent));
}

void ZoomControl::place() {
    adjustSize();
    const QWidget* viewport = m_graph.viewport();
    move(viewport->mapTo(parentWidget(), QPoint(viewport->width() - width() - 2, viewport->height() - height() - 1)));
    raise();
}

}  // namespace scout::desktop
