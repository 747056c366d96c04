#include "desktop/graph/minimap.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace scout::desktop {

namespace {

constexpr int frame = 6;
constexpr int distance = 12;       ///< to the viewport's borders
constexpr int distanceBelow = 30;  ///< where the zoom control is
constexpr QSize largest(200, 150);
constexpr int leastSide = 48;

}  // namespace

void Minimap::clear() {
    m_image = {};
    m_rect = {};
}

void Minimap::setPicture(const render::Picture& picture, const render::Theme& theme, double dotRatio) {
    m_bounds = picture.bounds;
    const double width = std::max(1.0, m_bounds.width);
    const double height = std::max(1.0, m_bounds.height);
    const double fit = std::min({largest.width() / width, largest.height() / height, 0.25});
    m_size = {std::max(leastSide, static_cast<int>(std::lround(width * fit))),
              std::max(leastSide, static_cast<int>(std::lround(height * fit)))};

    m_image = QImage(m_size * dotRatio, QImage::Format_ARGB32_Premultiplied);
    m_image.fill(Qt::transparent);
    const double toX = m_image.width() / width;
    const double toY = m_image.height() / height;
    // The worst come last, on top.
    std::array<std::vector<QRect>, render::toneCount> byRank;
    std::array<render::Color, render::toneCount> colors{};
    for (std::size_t card = 0; card < picture.cards.size(); ++card) {
        const render::Rect& rect = picture.cards[card];
        const render::Tone tone = render::farTone(picture.diagram.cards[card]);
        const auto rank = static_cast<std::size_t>(render::severityRank(tone));
        colors[rank] = theme.tone(tone);
        byRank[rank].emplace_back(static_cast<int>((rect.x - m_bounds.x) * toX),
                                  static_cast<int>((rect.y - m_bounds.y) * toY),
                                  std::max(2, static_cast<int>(rect.width * toX)),
                                  std::max(1, static_cast<int>(std::lround(rect.height * toY))));
    }
    QPainter painter(&m_image);
    painter.setPen(Qt::NoPen);
    for (std::size_t rank = byRank.size(); rank-- > 0;) {
        if (byRank[rank].empty()) continue;
        painter.setBrush(QColor::fromRgba(colors[rank]));
        painter.drawRects(byRank[rank].data(), static_cast<int>(byRank[rank].size()));
    }
    painter.end();
    m_image.setDevicePixelRatio(dotRatio);
}

QRect Minimap::rectAt(Corner corner, QSize viewport) const {
    const QSize size = m_size + QSize(2 * frame, 2 * frame);
    const bool left = corner == Corner::bottomLeft || corner == Corner::topLeft;
    const bool top = corner == Corner::topRight || corner == Corner::topLeft;
    return {QPoint(left ? distance : viewport.width() - distance - size.width(),
                   top ? Camera::header + distance : viewport.height() - distanceBelow - size.height()),
            size};
}

void Minimap::place(QSize viewport, const std::function<double(const QRect&)>& cost) {
    if (isEmpty()) return;
    double best = cost(rectAt(m_corner, viewport));
    for (const Corner corner : {Corner::bottomRight, Corner::bottomLeft, Corner::topRight, Corner::topLeft}) {
        const double here = cost(rectAt(corner, viewport));
        if (here >= best) continue;
        best = here;
        m_corner = corner;
    }
    m_rect = rectAt(m_corner, viewport);
}

QRectF Minimap::inner() const {
    return QRectF(m_rect).adjusted(frame, frame, -frame, -frame);
}

void Minimap::paint(QPainter& painter, const render::Theme& theme, const render::Rect& visible) const {
    if (isEmpty()) return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(QColor::fromRgba(theme.border), 1));
    QColor ground = QColor::fromRgba(theme.card);
    ground.setAlpha(235);
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(m_rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    const QRectF map = inner();
    painter.drawImage(map.topLeft(), m_image);

    const double toX = map.width() / std::max(1.0, m_bounds.width);
    const double toY = map.height() / std::max(1.0, m_bounds.height);
    QRectF window(map.left() + (visible.x - m_bounds.x) * toX, map.top() + (visible.y - m_bounds.y) * toY,
                  visible.width * toX, visible.height * toY);
    window = window.intersected(map.adjusted(-2, -2, 2, 2));
    // Never so thin that it cannot be seen.
    if (window.height() < 4) window.adjust(0, -2, 0, 2);
    if (window.width() < 4) window.adjust(-2, 0, 2, 0);
    QColor fill = QColor::fromRgba(theme.accent);
    painter.setPen(QPen(fill, 1.5));
    fill.setAlpha(28);
    painter.setBrush(fill);
    painter.drawRect(window);
    painter.restore();
}

render::Point Minimap::toScene(QPoint point) const {
    const QRectF map = inner();
    const double x = std::clamp((point.x() - map.left()) / map.width(), 0.0, 1.0);
    const double y = std::clamp((point.y() - map.top()) / map.height(), 0.0, 1.0);
    return {m_bounds.x + x * m_bounds.width, m_bounds.y + y * m_bounds.height};
}

}  // namespace scout::desktop
