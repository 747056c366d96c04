// The shape and glyph of each state (facts/status.md 3.6): what tells states apart without colour.
#include <cmath>
#include <numbers>

#include "render/picture.h"

namespace scout::render {

namespace {

constexpr double degree = std::numbers::pi / 180;

class Badge {
  public:
    Badge(Canvas& canvas, const Rect& square, Color color, Color ground)
        : m_canvas(canvas),
          m_center{square.x + square.width / 2, square.y + square.height / 2},
          m_radius(square.width / 2),
          m_color(color),
          m_ground(ground) {}

    void shape(Tone tone, bool hollow) {
        // The line of a hollow shape stays inside the square.
        const double size = hollow ? 1 - lineWidth / 2 : 1;
        switch (tone) {
            case Tone::ok:
                m_canvas.circle(m_center, m_radius * size, hollow ? 0 : m_color, edge(hollow));
                return;
            case Tone::working:
                arc(1 - lineWidth / 2);
                return;
            case Tone::problem:
            case Tone::missing:
                polygon(corners(8, 22.5, size), hollow);
                return;
            case Tone::attention:
                polygon({at(0, -0.95 * size), at(size, 0.85 * size), at(-size, 0.85 * size)}, hollow);
                return;
            case Tone::paused:
                m_canvas.rect({m_center.x - 0.88 * m_radius * size, m_center.y - 0.88 * m_radius * size,
                               1.76 * m_radius * size, 1.76 * m_radius * size},
                              0.25 * m_radius, hollow ? 0 : m_color, edge(hollow));
                return;
            case Tone::leaving:
                polygon({at(0, 0.95 * size), at(size, -0.85 * size), at(-size, -0.85 * size)}, hollow);
                return;
            case Tone::unknown:
                polygon(corners(4, 0, size), hollow);
                return;
        }
    }

    void glyph(Tone tone, Color color) {
        switch (tone) {
            case Tone::ok:
                stroke({at(-0.46, 0.02), at(-0.12, 0.36), at(0.46, -0.32)}, 0.26, color);
                return;
            case Tone::working:
                for (const double x : {-0.42, 0.0, 0.42}) m_canvas.circle(at(x, 0), 0.15 * m_radius, color, noPen);
                return;
            case Tone::problem:
                stroke({at(-0.38, -0.38), at(0.38, 0.38)}, 0.28, color);
                stroke({at(0.38, -0.38), at(-0.38, 0.38)}, 0.28, color);
                return;
            case Tone::attention:
                stroke({at(0, -0.38), at(0, 0.26)}, 0.28, color);
                m_canvas.circle(at(0, 0.56), 0.16 * m_radius, color, noPen);
                return;
            case Tone::missing:
                stroke({at(-0.52, 0.52), at(0.52, -0.52)}, 0.2, color);
                return;
            case Tone::paused:
                stroke({at(-0.28, -0.42), at(-0.28, 0.42)}, 0.28, color);
                stroke({at(0.28, -0.42), at(0.28, 0.42)}, 0.28, color);
                return;
            case Tone::leaving:
                stroke({at(-0.4, -0.32), at(0.4, -0.32)}, 0.28, color);
                return;
            case Tone::unknown:
                question(color);
                return;
        }
    }

    void lock(Color color) {
        std::vector<Point> shackle;
        for (int angle = 180; angle <= 360; angle += 20)
            shackle.push_back(at(0.2 * std::cos(angle * degree), -0.14 + 0.26 * std::sin(angle * degree)));
        stroke(shackle, 0.13, color);
        m_canvas.rect({m_center.x - 0.34 * m_radius, m_center.y - 0.12 * m_radius, 0.68 * m_radius, 0.5 * m_radius},
                      0.08 * m_radius, color, noPen);
    }

  private:
    static constexpr double lineWidth = 0.2;
    inline static const Pen noPen{0, 0, {}};

    Point at(double x, double y) const { return {m_center.x + x * m_radius, m_center.y + y * m_radius}; }
    Pen edge(bool hollow) const { return hollow ? Pen{m_color, lineWidth * m_radius, {}} : noPen; }

    std::vector<Point> corners(int count, double start, double size) const {
        std::vector<Point> out;
        for (int corner = 0; corner < count; ++corner) {
            const double angle = (start + 360.0 * corner / count) * degree;
            out.push_back(at(size * std::cos(angle), size * std::sin(angle)));
        }
        return out;
    }
    void polygon(const std::vector<Point>& points, bool hollow) {
        m_canvas.polygon(points, true, hollow ? m_ground : m_color, edge(hollow));
    }
    void stroke(const std::vector<Point>& points, double width, Color color) {
        m_canvas.polygon(points, false, 0, {color, width * m_radius, {}});
    }
    // A circle whose last quarter is open.
    void arc(double size) {
        std::vector<Point> points;
        for (int angle = 0; angle <= 270; angle += 15)
            points.push_back(at(size * std::cos(angle * degree), size * std::sin(angle * degree)));
        stroke(points, lineWidth, m_color);
    }
    void question(Color color) {
        std::vector<Point> hook;
        for (int angle = 190; angle <= 410; angle += 20)
            hook.push_back(at(0.25 * std::cos(angle * degree), -0.22 + 0.25 * std::sin(angle * degree)));
        hook.push_back(at(0, 0.1));
        hook.push_back(at(0, 0.24));
        stroke(hook, 0.17, color);
        m_canvas.circle(at(0, 0.48), 0.12 * m_radius, color, noPen);
    }

    Canvas& m_canvas;
    Point m_center;
    double m_radius;
    Color m_color;
    Color m_ground;
};

}  // namespace

void paintBadge(Canvas& canvas, const Rect& square, Tone tone, bool forbidden, bool claimed, Color color,
                Color ground) {
    Badge badge(canvas, square, color, ground);
    const bool hollow = claimed || tone == Tone::missing || tone == Tone::working;
    badge.shape(tone, hollow);
    const Color glyph = hollow ? color : ground;
    if (forbidden) {
        badge.lock(glyph);
    } else {
        badge.glyph(tone, glyph);
    }
}

}  // namespace scout::render
