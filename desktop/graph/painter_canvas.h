// render::Canvas over QPainter: the screen, PNG and PDF. Scene units become the painter's; the caller sets its
// transform (moves and scales only) and clip.
#pragma once

#include <QColor>
#include <QFont>
#include <QGlyphRun>
#include <QHash>
#include <QImage>
#include <QList>
#include <QPainter>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "render/canvas.h"

namespace scout::desktop {

/// What is costly to make and the same in every frame: text laid out, icons as pixels. Belongs to one thread.
class CanvasCache {
  public:
    CanvasCache();

    /// Without hinting, so that a text is as wide at every scale as at 100 %, only scaled.
    struct Style {
        render::Font font;
        QFont qtFont;       ///< of a whole number of pixels
        double factor = 1;  ///< scene units for one pixel of `qtFont`
    };
    struct Text {
        double width = 0;         ///< advance in scene units
        QList<QGlyphRun> glyphs;  ///< in pixels of Style::qtFont, base line at 0
    };
    const Style& style(const render::Font& font);
    const Text& text(std::string_view utf8, const render::Font& font);
    /// `side` in pixels of the device, of which `dotRatio` are one view pixel.
    const QImage& icon(std::string_view name, render::Color color, int side, double dotRatio);

    /// One line of plain text: control characters are written out.
    static QString plain(std::string_view utf8);
    /// The icon's SVG with the colour in place of currentColor; empty for a name that nobody knows.
    static QByteArray svg(std::string_view name, render::Color color);

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    struct Texts {
        Style style;
        std::unordered_map<std::string, Text, Hash, std::equal_to<>> known;
    };
    Texts& textsOf(const render::Font& font);

    QStringList m_families;
    QStringList m_monospaceFamilies;
    std::deque<Texts> m_texts;  ///< a handful of fonts
    QHash<QByteArray, QImage> m_icons;
};

class PainterCanvas : public render::Canvas {
  public:
    /// Both outlive the canvas. A painter on a PDF gets everything as vectors and text as text.
    PainterCanvas(QPainter& painter, CanvasCache& cache);

    void rect(const render::Rect& rect, double radius, render::Color fill, const render::Pen& pen) override;
    void rects(const std::vector<render::Rect>& rects, render::Color fill) override;
    void polygon(const std::vector<render::Point>& points, bool closed, render::Color fill,
                 const render::Pen& pen) override;
    void circle(render::Point center, double radius, render::Color fill, const render::Pen& pen) override;
    void route(const std::vector<render::Point>& points, double cornerRadius, const render::Pen& pen) override;
    void lines(const std::vector<render::Point>& pairs, const render::Pen& pen) override;
    void text(render::Point baseline, std::string_view utf8, const render::Font& font, render::Color color,
              render::Align align) override;
    void icon(const render::Rect& square, std::string_view name, render::Color color) override;
    double textWidth(std::string_view utf8, const render::Font& font) override;

  private:
    void setPen(const render::Pen& pen);
    void setFill(render::Color color);

    QPainter& m_painter;
    CanvasCache& m_cache;
    const bool m_vector;      ///< the device keeps shapes, not pixels
    const double m_scale;     ///< view pixels for one scene unit
    const double m_dotRatio;  ///< device pixels for one view pixel
};

}  // namespace scout::desktop
