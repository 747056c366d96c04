#include <QPaintEvent>
#include <QPainter>
#include <algorithm>

#include "desktop/graph/graph_view_private.h"

namespace scout::desktop {

/// The path that is lit, as long as any of it is in view: all the rest would be dimmed for nothing.
const LitPath* GraphView::Private::litHere() const {
    if (!lit) return nullptr;
    const auto seen = index.touching(visibleScene());
    const bool here = std::any_of(seen.begin(), seen.end(), [this](std::size_t card) { return lit->cards[card]; });
    return here ? &*lit : nullptr;
}

render::CardLook GraphView::Private::look(std::size_t card, const LitPath* path) const {
    const bool onPath = path != nullptr && path->cards[card];
    const bool astray = path != nullptr ? !onPath : !matches.empty() && !matches[card];
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
        const LitPath* path = litHere();
        options.look = [this, path](std::size_t card) { return look(card, path); };
        if (path != nullptr) options.lit = [path](std::size_t line) { return static_cast<bool>(path->lines[line]); };
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
