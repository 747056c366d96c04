// The part of the scene that the view shows: zoom and scroll position. Pure. Scene units are pixels at 100 %; view
// coordinates are device-independent pixels of the viewport, whose first `header` rows belong to the column headers.
#pragma once

#include <QPoint>
#include <QPointF>
#include <QRectF>
#include <QSize>

#include "render/canvas.h"

namespace scout::desktop {

struct ScrollRange {
    int least = 0;
    int most = 0;
    bool operator==(const ScrollRange&) const = default;
};

struct Camera {
    static constexpr double smallest = 0.02;  ///< unless fitting needs less
    static constexpr double largest = 4;
    static constexpr double readable = 0.75;  ///< the whole card
    static constexpr int header = 34;
    static constexpr int margin = 24;  ///< kept free round the graph

    double scale = 1;
    QPoint offset;  ///< whole pixels, so that scrolling blurs nothing

    QPointF toView(render::Point point) const;
    QRectF toView(const render::Rect& rect) const;
    render::Point toScene(QPointF point) const;
    render::Rect toScene(const QRectF& rect) const;
    /// The part of the viewport below the headers.
    static QRect graphArea(QSize viewport);

    /// The scene point at `anchor` stays there.
    Camera zoomed(double scale, QPointF anchor) const;
    /// `point` comes to the middle of the graph area.
    Camera centered(render::Point point, QSize viewport) const;
    /// The whole of `area` with a margin, not above `largestScale`, as large as it can be.
    static Camera fitting(const render::Rect& area, QSize viewport, double largestScale);
    /// The first sight of a graph: all of it when that can be read, else its beginning at a scale that can be read.
    static Camera opening(const render::Rect& bounds, QSize viewport);
    /// The smallest scroll that brings `rect` into the graph area, `rect`'s beginning when it is too large.
    Camera revealing(const render::Rect& rect, QSize viewport) const;

    /// Where scroll bars may lead: one place when all is in view. Where the camera stands is always within: nothing
    /// moves because a range changes.
    ScrollRange horizontal(const render::Rect& bounds, QSize viewport) const;
    ScrollRange vertical(const render::Rect& bounds, QSize viewport) const;
};

}  // namespace scout::desktop
