#include <QPaintEvent>
#include <QPainter>

#include "desktop/graph/graph_view_private.h"

namespace scout::desktop {

render::CardLook GraphView::Private::look(std::size_t card) const {
    const bool onPath = lit && lit->cards[card];
    const bool astray = lit ? !onPath : !matches.empty() && !matches[card];
    return {card == selected, card == selected && view.hasFocus(), astray,
            pulses.empty() ? 0 : pulses.strength(card, clock.elapsed())};
}

void GraphView::Private::paintHeaders(QPainter& painter) {
    painter.save();
    painter.fillRect(QRect(0, 0, viewportSize().width(), Camera::header), QColor::fromRgba(shownTheme.background));
    painter.translate(-camera.offset.x(), 0);
    PainterCanvas canvas(painter, cache);
    render::paintHeaders(canvas, headers, shownTheme, 0,
                         {static_cast<double>(camera.offset.x()), 0, static_cast<double>(viewportSize().width()),
                          static_cast<double>(Camera::header)});
    painter.restore();
}

void GraphView::Private::paint(QPainter& painter, const QRect& exposed) {
    painter.fillRect(exposed, QColor::fromRgba(shownTheme.background));
    if (!picture) return;
    const QRect area = exposed.intersected(Camera::graphArea(viewportSize()));
    if (!area.isEmpty()) {
        painter.save();
        painter.setClipRect(area);
        painter.translate(-camera.offset.x(), Camera::header - camera.offset.y());
        painter.scale(camera.scale, camera.scale);
        PainterCanvas canvas(painter, cache);
        render::PaintOptions options;
        options.visible = camera.toScene(QRectF(area));
        options.detail = render::detailFor(camera.scale);
        options.scale = camera.scale;
        options.look = [this](std::size_t card) { return look(card); };
        if (lit) options.lit = [this](std::size_t line) { return static_cast<bool>(lit->lines[line]); };
        render::paintGraph(canvas, *picture, shownTheme, options);
        painter.restore();
    }
    if (exposed.top() < Camera::header) paintHeaders(painter);
    if (minimapVisible && exposed.intersects(minimap.rect())) minimap.paint(painter, shownTheme, visibleScene());
    // With a selected card the card shows the focus.
    if (view.hasFocus() && !selected) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(QColor::fromRgba(shownTheme.accent), 2));
        painter.drawRect(view.viewport()->rect().adjusted(1, 1, -1, -1));
    }
}

void GraphView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    d->paint(painter, event->rect());
}

}  // namespace scout::desktop
