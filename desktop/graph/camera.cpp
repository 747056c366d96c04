#include "desktop/graph/camera.h"

#include <algorithm>
#include <cmath>

namespace scout::desktop {

namespace {

int toInt(double value) {
    return static_cast<int>(std::lround(value));
}

/// Of one axis, in pixels: the graph from `begin` to `end`, a window of `length`, now at `position`.
ScrollRange range(double begin, double end, int length, int position) {
    int least = toInt(std::floor(begin)) - Camera::margin;
    int most = toInt(std::ceil(end)) + Camera::margin - length;
    // What is in view as a whole needs no bar, wherever it stands.
    if (begin >= position && end <= position + length) return {position, position};
    if (most < least) least = most = (least + most) / 2;
    return {std::min(least, position), std::max(most, position)};
}

/// How far a window from 0 to `length` must scroll to hold what lies from `begin` to `end`.
int shift(double begin, double end, int length) {
    constexpr int space = 12;
    if (begin < space || end - begin > length - 2 * space) return toInt(begin) - space;
    if (end > length - space) return toInt(end) - length + space;
    return 0;
}

}  // namespace

QPointF Camera::toView(render::Point point) const {
    return {point.x * scale - offset.x(), point.y * scale - offset.y() + header};
}

QRectF Camera::toView(const render::Rect& rect) const {
    return {toView(render::Point{rect.x, rect.y}), QSizeF(rect.width * scale, rect.height * scale)};
}

render::Point Camera::toScene(QPointF point) const {
    return {(point.x() + offset.x()) / scale, (point.y() - header + offset.y()) / scale};
}

render::Rect Camera::toScene(const QRectF& rect) const {
    const render::Point corner = toScene(rect.topLeft());
    return {corner.x, corner.y, rect.width() / scale, rect.height() / scale};
}

QRect Camera::graphArea(QSize viewport) {
    return {0, header, std::max(1, viewport.width()), std::max(1, viewport.height() - header)};
}

Camera Camera::zoomed(double newScale, QPointF anchor) const {
    const render::Point point = toScene(anchor);
    return {newScale, QPoint(toInt(point.x * newScale - anchor.x()), toInt(point.y * newScale - anchor.y() + header))};
}

Camera Camera::centered(render::Point point, QSize viewport) const {
    const QRect area = graphArea(viewport);
    return {scale, QPoint(toInt(point.x * scale - area.width() / 2.0), toInt(point.y * scale - area.height() / 2.0))};
}

Camera Camera::fitting(const render::Rect& area, QSize viewport, double largestScale) {
    const QRect room = graphArea(viewport);
    const double width = std::max(1, room.width() - 2 * margin);
    const double height = std::max(1, room.height() - 2 * margin);
    Camera camera;
    camera.scale = std::min({largestScale, width / std::max(1.0, area.width), height / std::max(1.0, area.height)});
    return camera.centered({area.x + area.width / 2, area.y + area.height / 2}, viewport);
}

Camera Camera::opening(const render::Rect& bounds, QSize viewport) {
    constexpr double recognizable = 0.35;  // names and badges: worth it where the whole chain is in view
    Camera camera = fitting(bounds, viewport, 1);
    if (camera.scale >= recognizable) return camera;
    camera.scale = readable;
    const QRect room = graphArea(viewport);
    camera = camera.centered({bounds.x + bounds.width / 2, bounds.y + bounds.height / 2}, viewport);
    if (bounds.width * readable > room.width() - 2 * margin) camera.offset.setX(toInt(bounds.x * readable) - margin);
    if (bounds.height * readable > room.height() - 2 * margin) camera.offset.setY(toInt(bounds.y * readable) - margin);
    return camera;
}

Camera Camera::revealing(const render::Rect& rect, QSize viewport) const {
    const QRect area = graphArea(viewport);
    const QRectF at = toView(rect).translated(-area.topLeft());
    return {scale,
            offset + QPoint(shift(at.left(), at.right(), area.width()), shift(at.top(), at.bottom(), area.height()))};
}

ScrollRange Camera::horizontal(const render::Rect& bounds, QSize viewport) const {
    return range(bounds.x * scale, bounds.right() * scale, graphArea(viewport).width(), offset.x());
}

ScrollRange Camera::vertical(const render::Rect& bounds, QSize viewport) const {
    return range(bounds.y * scale, bounds.bottom() * scale, graphArea(viewport).height(), offset.y());
}

}  // namespace scout::desktop
