// The whole graph in a corner of the view, in the colours of its states, with a frame round what the view shows.
#pragma once

#include <QImage>
#include <QPainter>
#include <QRect>
#include <functional>
#include <memory>

#include "desktop/graph/camera.h"
#include "render/picture.h"
#include "render/theme.h"

namespace scout::desktop {

class Minimap {
  public:
    enum class Corner { bottomRight, bottomLeft, topRight, topLeft };

    /// `dotRatio`: device pixels for one view pixel. A very long or wide graph is squeezed.
    void setPicture(const render::Picture& picture, const render::Theme& theme, double dotRatio);
    void clear();
    double dotRatio() const { return m_image.devicePixelRatio(); }
    bool isEmpty() const { return m_image.isNull(); }

    /// Stands in the corner with the lowest `cost` of the rectangle it would cover (viewport coordinates); on a tie
    /// where it stands now.
    void place(QSize viewport, const std::function<double(const QRect&)>& cost);
    /// With its frame, in viewport coordinates.
    QRect rect() const { return m_rect; }
    Corner corner() const { return m_corner; }

    void paint(QPainter& painter, const render::Theme& theme, const render::Rect& visible) const;
    /// The scene point under a point of the viewport; points outside give the nearest of the graph.
    render::Point toScene(QPoint point) const;

  private:
    QRect rectAt(Corner corner, QSize viewport) const;
    QRectF inner() const;

    QImage m_image;
    render::Rect m_bounds;
    QSize m_size;  ///< without frame
    QRect m_rect;
    Corner m_corner = Corner::bottomRight;
};

}  // namespace scout::desktop
