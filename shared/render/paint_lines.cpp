#include "render/paint_lines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

#include "render/color.h"

namespace scout::render {

namespace {

constexpr double cornerRadius = 9;
constexpr double arrowLength = 6;
constexpr double arrowHalf = 3.5;
constexpr double pillWidth = 68;
constexpr double pillReach = 40;  // from the middle of the pill to the card: half of the gap between columns
constexpr double weakShare = 0.3;
constexpr std::string_view unequal = " ≠ ";

bool touches(const Rect& a, const Rect& b) {
    return a.width >= 0 && a.x <= b.right() && a.right() >= b.x && a.y <= b.bottom() && a.bottom() >= b.y;
}

class LinePainter {
  public:
    LinePainter(Canvas& canvas, const Picture& picture, const Theme& theme, const PaintOptions& options)
        : m_canvas(canvas), m_picture(picture), m_theme(theme), m_options(options) {}

    void paint() {
        std::vector<std::size_t> strong;
        std::vector<std::size_t> broken;
        for (std::size_t i = 0; i < m_picture.routes.size(); ++i) {
            if (!touches(m_picture.routeBounds[i], m_options.visible)) continue;
            if (m_picture.diagram.lines[i].broken) {
                broken.push_back(i);
            } else if (m_options.lit && m_options.lit(i)) {
                strong.push_back(i);
            } else {
                weak(i);
            }
        }
        flush();
        for (const std::size_t line : strong) route(line, m_theme.litLine, 2.25);
        for (const std::size_t line : broken) breakOf(line);
    }

  private:
    using Points = std::vector<Point>;

    Color lineColor() const { return m_options.lit ? mix(m_theme.line, m_theme.background, weakShare) : m_theme.line; }

    bool isInSight(const Point& point) const {
        const Rect& area = m_options.visible;
        return point.y >= area.y && point.y <= area.bottom() && point.x >= area.x && point.x <= area.right();
    }

    // Of thousands of lines below one card most only pass by, one on the other: each way is drawn once.
    void weak(std::size_t line) {
        const Points& points = m_picture.routes[line].points;
        const auto stroke = static_cast<std::size_t>(m_picture.diagram.lines[line].stroke);
        const bool overview = m_options.detail == Detail::overview;
        bool passes = !overview;
        for (std::size_t i = 0; i + 1 < points.size() && passes; ++i) {
            const bool upright = points[i].x == points[i + 1].x;
            passes = upright || !touches(spanOf(points[i], points[i + 1]), m_options.visible);
        }
        if (!overview && !passes) {
            route(line, lineColor(), 1.5);
            return;
        }
        for (std::size_t i = 0; i + 1 < points.size(); ++i) {
            if (!touches(spanOf(points[i], points[i + 1]), m_options.visible)) continue;
            if (points[i].x == points[i + 1].x) {
                pass(stroke, points[i], points[i + 1]);
            } else {
                m_flat[stroke].push_back(points[i]);
                m_flat[stroke].push_back(points[i + 1]);
            }
        }
    }

    static Rect spanOf(const Point& a, const Point& b) {
        return {std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x), std::abs(a.y - b.y)};
    }

    void pass(std::size_t stroke, const Point& a, const Point& b) {
        const double top = std::max(std::min(a.y, b.y), m_options.visible.y);
        const double bottom = std::min(std::max(a.y, b.y), m_options.visible.bottom());
        m_upright[stroke].push_back({a.x, top, bottom});
    }

    void flush() {
        for (std::size_t stroke = 0; stroke < m_upright.size(); ++stroke) {
            Points all = std::move(m_flat[stroke]);
            auto& upright = m_upright[stroke];
            std::sort(upright.begin(), upright.end());
            const Upright* last = nullptr;
            for (const Upright& part : upright) {
                if (last != nullptr && last->x == part.x && part.bottom <= m_reached) continue;
                const bool joins = last != nullptr && last->x == part.x && part.top < m_reached;
                all.push_back({part.x, joins ? m_reached : part.top});
                all.push_back({part.x, part.bottom});
                m_reached = part.bottom;
                last = &part;
            }
            if (all.empty()) continue;
            const bool overview = m_options.detail == Detail::overview;
            m_canvas.lines(all, {lineColor(), overview ? 2.0 : 1.5,
                                 overview ? std::vector<double>() : dashesOf(static_cast<Stroke>(stroke))});
        }
    }

    void route(std::size_t line, Color color, double width) {
        const Points& points = m_picture.routes[line].points;
        if (points.size() < 2) return;
        m_canvas.route(points, cornerRadius, {color, width, dashesOf(m_picture.diagram.lines[line].stroke)});
        if (isInSight(points.back())) arrow(points, color);
    }

    void arrow(const Points& points, Color color) {
        const Point tip = points.back();
        const Point before = points[points.size() - 2];
        const double length = std::hypot(tip.x - before.x, tip.y - before.y);
        if (length < arrowLength) return;
        const double dx = (tip.x - before.x) / length;
        const double dy = (tip.y - before.y) / length;
        const Point base{tip.x - dx * arrowLength, tip.y - dy * arrowLength};
        m_canvas.polygon({tip,
                          {base.x - dy * arrowHalf, base.y + dx * arrowHalf},
                          {base.x + dy * arrowHalf, base.y - dx * arrowHalf}},
                         true, color, {0, 0, {}});
    }

    void breakOf(std::size_t line) {
        const Points& points = m_picture.routes[line].points;
        if (points.size() < 2) return;
        const bool weakened = m_options.lit && !m_options.lit(line);
        const Color tone = m_theme.tone(Tone::attention);
        route(line, weakened ? mix(tone, m_theme.background, weakShare) : tone, 2.25);
        const Point tip = points.back();
        const double side = points[points.size() - 2].x <= tip.x ? -1 : 1;
        const Point center{tip.x + side * pillReach, tip.y};
        if (!touches({center.x - pillReach, center.y - pillReach, 2 * pillReach, 2 * pillReach}, m_options.visible))
            return;
        if (m_options.detail == Detail::full) {
            paintBreak(m_canvas, center, m_picture.diagram.lines[line].label, pillWidth, m_theme);
        } else {
            paintBreak(m_canvas, center, {}, pillWidth / 2, m_theme);
        }
    }

    struct Upright {
        double x;
        double top;
        double bottom;
        bool operator<(const Upright& other) const {
            return std::tie(x, top, bottom) < std::tie(other.x, other.top, other.bottom);
        }
    };

    Canvas& m_canvas;
    const Picture& m_picture;
    const Theme& m_theme;
    const PaintOptions& m_options;
    std::array<Points, 3> m_flat;  ///< by stroke: pairs
    std::array<std::vector<Upright>, 3> m_upright;
    double m_reached = 0;  ///< bottom of the way drawn last
};

}  // namespace

std::vector<double> dashesOf(Stroke stroke) {
    switch (stroke) {
        case Stroke::solid:
            return {};
        case Stroke::dashed:
            return {7, 5};
        case Stroke::dotted:
            return {2, 4};
    }
    return {};
}

void paintBreak(Canvas& canvas, Point center, std::string_view label, double width, const Theme& theme) {
    const Color tone = theme.tone(Tone::attention);
    const double height = label.empty() ? width * 0.8 : 30;
    canvas.rect({center.x - width / 2, center.y - height / 2, width, height}, 6, theme.card, {tone, 1.5, {}});
    if (label.empty()) {
        canvas.text({center.x, center.y + height * 0.3}, "≠", {height * 0.85, true, false}, theme.text, Align::center);
        return;
    }
    const Font font{9.5, false, true};
    const std::size_t at = label.find(unequal);
    const std::string_view before = label.substr(0, at);
    const std::string_view after = at == std::string_view::npos ? "" : label.substr(at + unequal.size());
    const double room = width - 8;
    const double sign = canvas.textWidth("≠ ", font);
    canvas.text({center.x, center.y - 3}, elideMiddle(canvas, before, font, room), font, theme.text, Align::center);
    canvas.text({center.x, center.y + 10}, "≠ " + elideMiddle(canvas, after, font, room - sign), font, theme.text,
                Align::center);
}

void paintLines(Canvas& canvas, const Picture& picture, const Theme& theme, const PaintOptions& options) {
    LinePainter(canvas, picture, theme, options).paint();
}

}  // namespace scout::render
