#include "recording_canvas.h"

#include <algorithm>

#include "render/font_widths.h"

namespace scout::test {

namespace {

using Kind = RecordingCanvas::Mark::Kind;

render::Rect around(const std::vector<render::Point>& points) {
    render::Rect box{points.front().x, points.front().y, 0, 0};
    for (const render::Point& point : points) {
        const double right = std::max(box.right(), point.x);
        const double bottom = std::max(box.bottom(), point.y);
        box.x = std::min(box.x, point.x);
        box.y = std::min(box.y, point.y);
        box.width = right - box.x;
        box.height = bottom - box.y;
    }
    return box;
}

render::Rect grown(const render::Rect& rect, const render::Pen& pen) {
    const double by = (pen.color >> 24U) == 0 ? 0 : pen.width / 2;
    return {rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by};
}

}  // namespace

void RecordingCanvas::add(Mark mark) {
    mark.group = m_group;
    m_marks.push_back(std::move(mark));
}

void RecordingCanvas::rect(const render::Rect& rect, double, render::Color fill, const render::Pen& pen) {
    add({Kind::rect, grown(rect, pen), {}, {}, 1, fill, pen});
}
void RecordingCanvas::rects(const std::vector<render::Rect>& rects, render::Color fill) {
    std::vector<render::Point> corners;
    for (const render::Rect& rect : rects) {
        corners.push_back({rect.x, rect.y});
        corners.push_back({rect.right(), rect.bottom()});
    }
    add({Kind::rects, around(corners), {}, {}, rects.size(), fill, {}});
}
void RecordingCanvas::polygon(const std::vector<render::Point>& points, bool closed, render::Color fill,
                              const render::Pen& pen) {
    add({closed ? Kind::polygon : Kind::polyline, grown(around(points), pen), {}, {}, points.size(), fill, pen});
}
void RecordingCanvas::circle(render::Point center, double radius, render::Color fill, const render::Pen& pen) {
    add({Kind::circle,
         grown({center.x - radius, center.y - radius, 2 * radius, 2 * radius}, pen),
         {},
         {},
         1,
         fill,
         pen});
}
void RecordingCanvas::route(const std::vector<render::Point>& points, double, const render::Pen& pen) {
    add({Kind::route, grown(around(points), pen), {}, {}, points.size(), 0, pen});
}
void RecordingCanvas::lines(const std::vector<render::Point>& pairs, const render::Pen& pen) {
    add({Kind::lines, grown(around(pairs), pen), {}, {}, pairs.size(), 0, pen});
}
void RecordingCanvas::text(render::Point baseline, std::string_view utf8, const render::Font& font, render::Color color,
                           render::Align align) {
    const double width = textWidth(utf8, font);
    const double x = baseline.x - (align == render::Align::left     ? 0
                                   : align == render::Align::center ? width / 2
                                                                    : width);
    constexpr double ascent = 0.93;  // DejaVu Sans, as everything here
    constexpr double height = 1.17;
    add({Kind::text,
         {x, baseline.y - ascent * font.size, width, height * font.size},
         std::string(utf8),
         {},
         0,
         color,
         {}});
}
void RecordingCanvas::icon(const render::Rect& square, std::string_view name, render::Color color) {
    add({Kind::icon, square, std::string(name), {}, 0, color, {}});
}
double RecordingCanvas::textWidth(std::string_view utf8, const render::Font& font) {
    return render::textWidthAtMost(utf8, font);
}

std::size_t RecordingCanvas::count(Kind kind) const {
    return static_cast<std::size_t>(
        std::count_if(m_marks.begin(), m_marks.end(), [kind](const Mark& mark) { return mark.kind == kind; }));
}

std::vector<std::string> RecordingCanvas::texts() const {
    std::vector<std::string> out;
    for (const Mark& mark : m_marks) {
        if (mark.kind == Kind::text) out.push_back(mark.text);
    }
    return out;
}

}  // namespace scout::test
