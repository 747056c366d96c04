// The port that pictures are painted through: one for the screen, PNG and PDF (desktop), one for SVG (render). All
// paint code is written against it once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "layout/layout.h"

namespace scout::render {

using layout::Point;
using layout::Rect;

/// 0xAARRGGBB
using Color = std::uint32_t;

struct Pen {
    Color color = 0xff000000;
    double width = 1;            ///< scene units; 0: none
    std::vector<double> dashes;  ///< scene units on, off ...; empty: solid
};

struct Font {
    double size = 12;  ///< scene units, of the em
    bool bold = false;
    bool monospace = false;
};

enum class Align { left, center, right };

class Canvas {
  public:
    virtual ~Canvas() = default;

    virtual void rect(const Rect& rect, double radius, Color fill, const Pen& pen) = 0;
    /// Many plain rectangles of one colour at once, for the overview of thousands of cards.
    virtual void rects(const std::vector<Rect>& rects, Color fill) = 0;
    /// Closed and filled, or open when `fill` is transparent (alpha 0).
    virtual void polygon(const std::vector<Point>& points, bool closed, Color fill, const Pen& pen) = 0;
    virtual void circle(Point center, double radius, Color fill, const Pen& pen) = 0;
    /// A polyline of horizontal and vertical parts with its corners rounded.
    virtual void route(const std::vector<Point>& points, double cornerRadius, const Pen& pen) = 0;
    /// Many plain two-point lines of one pen at once.
    virtual void lines(const std::vector<Point>& pairs, const Pen& pen) = 0;
    /// One line of plain text; `baseline` is the left, middle or right end of its base line.
    virtual void text(Point baseline, std::string_view utf8, const Font& font, Color color, Align align) = 0;
    /// An icon of resources/icons (render/icons.h) in one colour, fitted into the square.
    virtual void icon(const Rect& square, std::string_view name, Color color) = 0;
    /// The advance of a text in scene units.
    virtual double textWidth(std::string_view utf8, const Font& font) = 0;
    /// What is painted until `endGroup` belongs together and is called `title`, for formats that can say so.
    virtual void beginGroup(std::string_view title);
    virtual void endGroup() {}
};

/// `text` as it is, or shortened in the middle with "…" so that it fits; whole code points only.
std::string elideMiddle(Canvas& canvas, std::string_view text, const Font& font, double width);

}  // namespace scout::render
