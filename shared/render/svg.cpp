#include <array>
#include <charconv>
#include <cmath>
#include <set>

#include "base/text.h"
#include "render/color.h"
#include "render/font_widths.h"
#include "render/icons.h"
#include "render/picture.h"

namespace scout::render {

namespace {

constexpr std::string_view sans = "'Segoe UI', 'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif";
constexpr std::string_view mono = "'DejaVu Sans Mono', Consolas, Menlo, 'Liberation Mono', monospace";

/// At most two places after the point, the same everywhere.
std::string number(double value) {
    std::array<char, 32> text{};
    const double rounded = std::round(value * 100) / 100 + 0.0;  // no "-0"
    const auto end = std::to_chars(text.data(), text.data() + text.size(), rounded, std::chars_format::fixed);
    return std::string(text.data(), end.ptr);
}

/// Text for elements and attributes. Control characters are written out, and what no XML document may hold goes.
std::string escaped(std::string_view text) {
    std::string out;
    const std::string safe = base::escapeControl(text);
    for (std::size_t i = 0; i < safe.size(); ++i) {
        const char c = safe[i];
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\xef':
                // U+FFFE and U+FFFF
                if (safe.compare(i, 2, "\xef\xbf") == 0 && i + 2 < safe.size() &&
                    static_cast<unsigned char>(safe[i + 2]) >= 0xbe) {
                    i += 2;
                    break;
                }
                [[fallthrough]];
            default:
                out += c;
        }
    }
    return out;
}

std::string attribute(std::string_view name, std::string_view value) {
    return " " + std::string(name) + "=\"" + std::string(value) + "\"";
}

std::string attribute(std::string_view name, double value) {
    return attribute(name, number(value));
}

std::string point(Point at) {
    return number(at.x) + " " + number(at.y);
}

/// `length` further from `from` towards `to`.
Point towards(Point from, Point to, double length) {
    const double whole = std::hypot(to.x - from.x, to.y - from.y);
    if (whole <= 0) return from;
    return {from.x + (to.x - from.x) * length / whole, from.y + (to.y - from.y) * length / whole};
}

class SvgCanvas : public Canvas {
  public:
    void rect(const Rect& rect, double radius, Color fill, const Pen& pen) override {
        m_body += "<rect" + place(rect);
        if (radius > 0) m_body += attribute("rx", radius);
        m_body += look(fill, pen) + "/>\n";
    }
    void rects(const std::vector<Rect>& rects, Color fill) override {
        std::string path;
        for (const Rect& rect : rects) {
            path += "M" + point({rect.x, rect.y}) + "h" + number(rect.width) + "v" + number(rect.height) + "h" +
                    number(-rect.width) + "z";
        }
        if (!path.empty()) m_body += "<path" + attribute("d", path) + look(fill, {0, 0, {}}) + "/>\n";
    }
    void polygon(const std::vector<Point>& points, bool closed, Color fill, const Pen& pen) override {
        std::string all;
        for (const Point& corner : points) all += (all.empty() ? "" : " ") + point(corner);
        m_body += (closed ? "<polygon" : "<polyline") + attribute("points", all) + look(fill, pen) + "/>\n";
    }
    void circle(Point center, double radius, Color fill, const Pen& pen) override {
        m_body += "<circle" + attribute("cx", center.x) + attribute("cy", center.y) + attribute("r", radius) +
                  look(fill, pen) + "/>\n";
    }
    void route(const std::vector<Point>& points, double cornerRadius, const Pen& pen) override {
        if (points.size() < 2) return;
        std::string path = "M" + point(points.front());
        for (std::size_t i = 1; i + 1 < points.size(); ++i) {
            const Point& before = points[i - 1];
            const Point& corner = points[i];
            const Point& after = points[i + 1];
            const double room = std::min(std::hypot(corner.x - before.x, corner.y - before.y),
                                         std::hypot(after.x - corner.x, after.y - corner.y));
            const double radius = std::min(cornerRadius, room / 2);
            path += "L" + point(towards(corner, before, radius)) + "Q" + point(corner) + " " +
                    point(towards(corner, after, radius));
        }
        path += "L" + point(points.back());
        m_body += "<path" + attribute("d", path) + look(0, pen) + "/>\n";
    }
    void lines(const std::vector<Point>& pairs, const Pen& pen) override {
        std::string path;
        for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) path += "M" + point(pairs[i]) + "L" + point(pairs[i + 1]);
        if (!path.empty()) m_body += "<path" + attribute("d", path) + look(0, pen) + "/>\n";
    }
    void text(Point baseline, std::string_view utf8, const Font& font, Color color, Align align) override {
        if (utf8.empty()) return;
        m_body += "<text" + attribute("x", baseline.x) + attribute("y", baseline.y) + attribute("font-size", font.size);
        if (font.bold) m_body += attribute("font-weight", "bold");
        if (font.monospace) m_body += attribute("font-family", mono);
        if (align != Align::left) m_body += attribute("text-anchor", align == Align::center ? "middle" : "end");
        if (utf8.find("  ") != std::string_view::npos) m_body += attribute("xml:space", "preserve");
        m_body += paint("fill", color) + ">" + escaped(utf8) + "</text>\n";
    }
    void icon(const Rect& square, std::string_view name, Color color) override {
        if (iconBody(name).empty()) return;
        m_icons.emplace(name);
        m_body += "<use" + attribute("xlink:href", "#icon-" + std::string(name)) + place(square) +
                  paint("color", color) + "/>\n";
    }
    double textWidth(std::string_view utf8, const Font& font) override { return textWidthAtMost(utf8, font); }
    void beginGroup(std::string_view title) override { m_body += "<g>\n<title>" + escaped(title) + "</title>\n"; }
    void endGroup() override { m_body += "</g>\n"; }

    const std::string& body() const { return m_body; }
    std::string symbols() const {
        std::string out;
        for (const std::string& name : m_icons) {
            out += "<symbol" + attribute("id", "icon-" + name) + attribute("viewBox", "0 0 24 24") + ">" +
                   std::string(iconBody(name)) + "</symbol>\n";
        }
        return out;
    }

  private:
    static std::string place(const Rect& rect) {
        return attribute("x", rect.x) + attribute("y", rect.y) + attribute("width", rect.width) +
               attribute("height", rect.height);
    }
    static std::string paint(std::string_view what, Color color) {
        const unsigned alpha = color >> 24U;
        if (alpha == 0) return attribute(what, "none");
        std::string out = attribute(what, hex(color));
        constexpr unsigned opaque = 0xff;
        if (alpha < opaque) out += attribute(std::string(what) + "-opacity", alpha / static_cast<double>(opaque));
        return out;
    }
    static std::string look(Color fill, const Pen& pen) {
        std::string out = paint("fill", fill);
        if (pen.width <= 0 || pen.color >> 24U == 0) return out;
        out += paint("stroke", pen.color) + attribute("stroke-width", pen.width);
        if (pen.dashes.empty()) return out;
        std::string dashes;
        for (const double dash : pen.dashes) dashes += (dashes.empty() ? "" : " ") + number(dash);
        return out + attribute("stroke-dasharray", dashes);
    }

    std::string m_body;
    std::set<std::string, std::less<>> m_icons;
};

std::string description(const Diagram& diagram) {
    std::vector<std::string> parts;
    if (diagram.demo) parts.emplace_back("DEMO DATA");
    if (!caption(diagram).empty()) parts.push_back(caption(diagram));
    for (const auto& [tone, count] : diagram.counts) {
        if (count > 0) parts.push_back(std::to_string(count) + " " + std::string(name(tone)));
    }
    if (diagram.hiddenByFilter > 0) parts.push_back(std::to_string(diagram.hiddenByFilter) + " hidden by filter");
    if (diagram.leftOut > 0) parts.push_back(std::to_string(diagram.leftOut) + " left out");
    return base::join(parts, ", ");
}

}  // namespace

std::string toSvg(const Picture& picture, const Theme& theme) {
    SvgCanvas canvas;
    paintPage(canvas, picture, theme);
    const Page page = pageOf(picture);
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg";
    out += attribute("xmlns", "http://www.w3.org/2000/svg") + attribute("xmlns:xlink", "http://www.w3.org/1999/xlink") +
           attribute("version", "1.1") + attribute("width", page.width) + attribute("height", page.height) +
           attribute("viewBox", "0 0 " + number(page.width) + " " + number(page.height)) + attribute("role", "img") +
           attribute("aria-labelledby", "title desc") + ">\n";
    out += "<title id=\"title\">" + escaped(picture.diagram.title) + "</title>\n";
    out += "<desc id=\"desc\">" + escaped(description(picture.diagram)) + "</desc>\n";
    out += "<defs>\n" + canvas.symbols() + "</defs>\n";
    out += "<g" + attribute("font-family", sans) + attribute("stroke-linejoin", "round") + ">\n";
    out += canvas.body() + "</g>\n</svg>\n";
    return out;
}

}  // namespace scout::render
