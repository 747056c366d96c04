#include "desktop/window/badge.h"

#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>
#include <cmath>

namespace scout::desktop {

namespace {

using render::Tone;

constexpr double pi = 3.14159265358979323846;

/// Corners on a circle, the first at `start` degrees, clockwise.
QPolygonF corners(QPointF center, double radius, int count, double start) {
    QPolygonF out;
    for (int corner = 0; corner < count; ++corner) {
        const double angle = (start + 360.0 * corner / count) * pi / 180;
        out << center + QPointF(radius * std::cos(angle), radius * std::sin(angle));
    }
    return out;
}

/// In a square from (-1, -1) to (1, 1).
QPainterPath outline(Tone tone) {
    QPainterPath path;
    switch (tone) {
        case Tone::ok:
        case Tone::working:
            path.addEllipse(QPointF(0, 0), 0.92, 0.92);
            return path;
        case Tone::problem:
        case Tone::missing:
            path.addPolygon(corners({0, 0}, 0.98, 8, 22.5));
            break;
        case Tone::attention:
            path.addPolygon(QPolygonF{{0, -0.95}, {1, 0.85}, {-1, 0.85}});
            break;
        case Tone::paused:
            path.addRoundedRect(QRectF(-0.85, -0.85, 1.7, 1.7), 0.2, 0.2);
            return path;
        case Tone::leaving:
            path.addPolygon(QPolygonF{{0, 0.95}, {1, -0.85}, {-1, -0.85}});
            break;
        case Tone::unknown:
            path.addPolygon(corners({0, 0}, 1, 4, 0));
            break;
    }
    path.closeSubpath();
    return path;
}

void paintLock(QPainter& painter, const QColor& color) {
    painter.setPen(QPen(color, 0.16));
    painter.setBrush(Qt::NoBrush);
    painter.drawArc(QRectF(-0.24, -0.5, 0.48, 0.6), 0, 180 * 16);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRect(QRectF(-0.36, -0.16, 0.72, 0.56));
}

void paintGlyph(QPainter& painter, Tone tone, const QColor& color) {
    QPen pen(color, 0.24, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    switch (tone) {
        case Tone::ok:
            painter.drawPolyline(QPolygonF{{-0.42, 0.04}, {-0.1, 0.36}, {0.44, -0.3}});
            return;
        case Tone::working:
            painter.setPen(Qt::NoPen);
            painter.setBrush(color);
            for (const double x : {-0.44, 0.0, 0.44}) painter.drawEllipse(QPointF(x, 0), 0.16, 0.16);
            return;
        case Tone::problem:
            painter.drawLine(QPointF(-0.34, -0.34), QPointF(0.34, 0.34));
            painter.drawLine(QPointF(0.34, -0.34), QPointF(-0.34, 0.34));
            return;
        case Tone::missing:
            painter.drawLine(QPointF(-0.4, 0.4), QPointF(0.4, -0.4));
            return;
        case Tone::attention:
            painter.drawLine(QPointF(0, -0.28), QPointF(0, 0.22));
            painter.drawPoint(QPointF(0, 0.58));
            return;
        case Tone::paused:
            painter.drawLine(QPointF(-0.24, -0.34), QPointF(-0.24, 0.34));
            painter.drawLine(QPointF(0.24, -0.34), QPointF(0.24, 0.34));
            return;
        case Tone::leaving:
            painter.drawLine(QPointF(-0.3, -0.3), QPointF(0.3, -0.3));
            return;
        case Tone::unknown: {
            QPainterPath mark(QPointF(-0.24, -0.22));
            mark.cubicTo(-0.24, -0.62, 0.3, -0.6, 0.28, -0.22);
            mark.cubicTo(0.27, 0.02, 0, 0, 0, 0.22);
            pen.setWidthF(0.19);
            painter.setPen(pen);
            painter.drawPath(mark);
            painter.drawPoint(QPointF(0, 0.52));
            return;
        }
    }
}

class BadgeEngine : public QIconEngine {
  public:
    BadgeEngine(const Badge& badge, const render::Theme& theme) : m_badge(badge), m_theme(&theme) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode, QIcon::State) override {
        paintBadge(*painter, QRectF(rect), m_badge, *m_theme);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }
    QIconEngine* clone() const override { return new BadgeEngine(*this); }

  private:
    Badge m_badge;
    const render::Theme* m_theme;
};

}  // namespace

Badge badgeOf(const model::Hop& hop) {
    return {render::toneOf(hop.health.state), hop.health.state == model::State::forbidden, hop.claimed};
}

Badge badgeOf(model::VerdictState state) {
    return {render::toneOf(state), false, false};
}

void paintBadge(QPainter& painter, const QRectF& square, const Badge& badge, const render::Theme& theme) {
    const double side = std::min(square.width(), square.height());
    if (side <= 0) return;
    const QColor tone = QColor::fromRgba(theme.tone(badge.tone));
    const QColor card = QColor::fromRgba(theme.card);
    const bool hollow = badge.claimed || badge.tone == Tone::missing;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(square.center());
    painter.scale(side / 2, side / 2);
    painter.setPen(hollow ? QPen(tone, 0.18, badge.claimed ? Qt::DotLine : Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin)
                          : QPen(Qt::NoPen));
    painter.setBrush(hollow ? card : tone);
    painter.drawPath(outline(badge.tone));
    if (badge.forbidden) {
        paintLock(painter, hollow ? tone : card);
    } else {
        paintGlyph(painter, badge.tone, hollow ? tone : card);
    }
    painter.restore();
}

QIcon badgeIcon(const Badge& badge, const render::Theme& theme) {
    return QIcon(new BadgeEngine(badge, theme));
}

const render::Theme& themeFor(const QPalette& palette) {
    return render::theme(render::Palette::scout, palette.color(QPalette::Window).lightnessF() < 0.5F);
}

}  // namespace scout::desktop
