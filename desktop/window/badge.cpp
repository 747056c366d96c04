#include "desktop/window/badge.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <algorithm>
#include <functional>
#include <string>

#include "desktop/graph/painter_canvas.h"
#include "render/icons.h"
#include "render/picture.h"

namespace scout::desktop {

namespace {

/// Icons are painted on the interface thread only.
CanvasCache& cache() {
    static CanvasCache shared;
    return shared;
}

render::Rect squareIn(const QRectF& rect) {
    const double side = std::min(rect.width(), rect.height());
    return {rect.center().x() - side / 2, rect.center().y() - side / 2, side, side};
}

template <typename Paint>
void paintOn(QPainter& painter, const Paint& paint) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    {
        PainterCanvas canvas(painter, cache());
        paint(canvas);
    }
    painter.restore();
}

class PaintedIcon : public QIconEngine {
  public:
    using Paint = std::function<void(QPainter& painter, const QRectF& square, bool selected)>;
    explicit PaintedIcon(Paint paint) : m_paint(std::move(paint)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        m_paint(*painter, QRectF(rect), mode == QIcon::Selected);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        if (size.isEmpty()) return {};
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }
    QIconEngine* clone() const override { return new PaintedIcon(m_paint); }

  private:
    Paint m_paint;
};

}  // namespace

Badge badgeOf(const model::Hop& hop) {
    return {render::toneOf(hop.health.state), hop.health.state == model::State::forbidden, hop.claimed};
}

Badge badgeOf(model::VerdictState state) {
    return {render::toneOf(state), false, false};
}

void paintBadge(QPainter& painter, const QRectF& square, const Badge& badge, const render::Theme& theme) {
    paintOn(painter, [&](render::Canvas& canvas) {
        // On the window's colour it is the hardest to see.
        const auto window = QGuiApplication::palette().color(QPalette::Window).rgba();
        render::paintBadge(canvas, squareIn(square), badge.tone, badge.forbidden, badge.claimed,
                           theme.toneOn(window, badge.tone), theme.card);
    });
}

QIcon badgeIcon(const Badge& badge, const render::Theme& theme) {
    return QIcon(new PaintedIcon(
        [badge, &theme](QPainter& painter, const QRectF& square, bool) { paintBadge(painter, square, badge, theme); }));
}

QIcon kindIcon(std::string_view kind, const render::Theme& theme) {
    const std::string_view name = render::iconFor(kind);
    return QIcon(new PaintedIcon([name, &theme](QPainter& painter, const QRectF& square, bool selected) {
        // In a selected row it stands on the selection's colour.
        const auto color =
            selected ? QGuiApplication::palette().color(QPalette::HighlightedText).rgba() : theme.mutedText;
        paintOn(painter, [&](render::Canvas& canvas) { canvas.icon(squareIn(square), name, color); });
    }));
}

const render::Theme& themeFor(const QPalette& palette) {
    return render::theme(render::Palette::scout, palette.color(QPalette::Window).lightnessF() < 0.5F);
}

}  // namespace scout::desktop
