// The page of an export around the graph: title, headers, legend.
#include <algorithm>
#include <utility>

#include "render/color.h"
#include "render/font_widths.h"
#include "render/paint_lines.h"
#include "render/picture.h"

namespace scout::render {

namespace {

constexpr double margin = 32;
constexpr double leastWidth = 560;
constexpr double titleBaseline = margin + 18;
constexpr double subtitleBaseline = titleBaseline + 22;
constexpr double headersTop = subtitleBaseline + 20;
constexpr double graphTop = headersTop + 44;
constexpr double legendGap = 30;
constexpr double rowHeight = 26;
constexpr double entryGap = 22;
constexpr double sampleWidth = 34;
constexpr double badgeSide = 16;
constexpr double sampleGap = 7;
constexpr double chipPadding = 9;

constexpr Font titleFont{20, true, false};
constexpr Font subtitleFont{12.5, false, false};
constexpr Font legendFont{12, false, false};
constexpr Font chipFont{11, true, false};
constexpr std::string_view demoMark = "DEMO DATA";

const Pen noPen{0, 0, {}};

/// The same canvas with its origin elsewhere.
class Moved : public Canvas {
  public:
    Moved(Canvas& canvas, double x, double y) : m_canvas(canvas), m_x(x), m_y(y) {}

    void rect(const Rect& rect, double radius, Color fill, const Pen& pen) override {
        m_canvas.rect(moved(rect), radius, fill, pen);
    }
    void rects(const std::vector<Rect>& rects, Color fill) override {
        std::vector<Rect> all;
        all.reserve(rects.size());
        for (const Rect& rect : rects) all.push_back(moved(rect));
        m_canvas.rects(all, fill);
    }
    void polygon(const std::vector<Point>& points, bool closed, Color fill, const Pen& pen) override {
        m_canvas.polygon(moved(points), closed, fill, pen);
    }
    void circle(Point center, double radius, Color fill, const Pen& pen) override {
        m_canvas.circle(moved(center), radius, fill, pen);
    }
    void route(const std::vector<Point>& points, double cornerRadius, const Pen& pen) override {
        m_canvas.route(moved(points), cornerRadius, pen);
    }
    void lines(const std::vector<Point>& pairs, const Pen& pen) override { m_canvas.lines(moved(pairs), pen); }
    void text(Point baseline, std::string_view utf8, const Font& font, Color color, Align align) override {
        m_canvas.text(moved(baseline), utf8, font, color, align);
    }
    void icon(const Rect& square, std::string_view name, Color color) override {
        m_canvas.icon(moved(square), name, color);
    }
    double textWidth(std::string_view utf8, const Font& font) override { return m_canvas.textWidth(utf8, font); }
    void beginGroup(std::string_view title) override { m_canvas.beginGroup(title); }
    void endGroup() override { m_canvas.endGroup(); }

  private:
    Point moved(Point point) const { return {point.x + m_x, point.y + m_y}; }
    Rect moved(const Rect& rect) const { return {rect.x + m_x, rect.y + m_y, rect.width, rect.height}; }
    std::vector<Point> moved(const std::vector<Point>& points) const {
        std::vector<Point> out;
        out.reserve(points.size());
        for (const Point& point : points) out.push_back(moved(point));
        return out;
    }

    Canvas& m_canvas;
    double m_x;
    double m_y;
};

struct Entry {
    enum class Sample { none, tone, claimed, glyph, stroke, broken };
    Sample sample = Sample::none;
    Tone tone = Tone::ok;
    Stroke stroke = Stroke::solid;
    std::string text;
    std::string glyph = {};
    Point at = {};  ///< left end, on the middle line of its row

    double room() const {
        if (sample == Sample::none) return 0;
        const bool small = sample == Sample::tone || sample == Sample::claimed || sample == Sample::glyph;
        return (small ? badgeSide : sampleWidth) + sampleGap;
    }
};

std::vector<Entry> entriesOf(const Diagram& diagram) {
    std::vector<Entry> out;
    std::vector<std::pair<int, Tone>> tones;
    for (const auto& [tone, count] : diagram.counts) {
        if (count > 0) tones.emplace_back(-severityRank(tone), tone);
    }
    std::sort(tones.begin(), tones.end());
    for (const auto& [rank, tone] : tones) {
        out.push_back({Entry::Sample::tone, tone, Stroke::solid,
                       std::to_string(diagram.counts.at(tone)) + " " + std::string(name(tone))});
    }
    const auto shows = [&diagram](auto holds) {
        return std::any_of(diagram.cards.begin(), diagram.cards.end(), holds);
    };
    if (shows([](const Card& card) { return card.claimed; }))
        out.push_back({Entry::Sample::claimed, Tone::unknown, Stroke::solid, "known by another's word only"});
    for (const Chip& chip :
         {Chip{Tone::problem, "✗", " error", "error found"}, Chip{Tone::attention, "!", " warning", "warning found"},
          Chip{Tone::ok, "✓", "signature verified", "signature verified"},
          Chip{Tone::problem, "✗", "signature failed", "signature failed"}}) {
        const auto same = [&chip](const Chip& one) { return one.words.find(chip.text) != std::string::npos; };
        if (shows([&](const Card& card) { return std::any_of(card.chips.begin(), card.chips.end(), same); }))
            out.push_back({Entry::Sample::glyph, chip.tone, Stroke::solid, chip.words, chip.glyph});
    }
    const auto uses = [&diagram](auto holds) { return std::any_of(diagram.lines.begin(), diagram.lines.end(), holds); };
    const std::pair<Stroke, const char*> strokes[] = {
        {Stroke::solid, "proven"}, {Stroke::dashed, "by label only"}, {Stroke::dotted, "inferred"}};
    for (const auto& [stroke, words] : strokes) {
        if (uses([stroke = stroke](const Line& line) { return line.stroke == stroke && !line.broken; }))
            out.push_back({Entry::Sample::stroke, Tone::ok, stroke, words});
    }
    if (uses([](const Line& line) { return line.broken; }))
        out.push_back({Entry::Sample::broken, Tone::ok, Stroke::solid, "revisions differ"});
    if (diagram.hiddenByFilter > 0) {
        out.push_back({Entry::Sample::none, Tone::ok, Stroke::solid,
                       std::to_string(diagram.hiddenByFilter) + " hidden by filter"});
    }
    if (diagram.leftOut > 0) {
        out.push_back({Entry::Sample::none, Tone::ok, Stroke::solid, std::to_string(diagram.leftOut) + " left out"});
    }
    return out;
}

struct Plan {
    Page page;
    std::vector<Entry> legend;
};

Plan planOf(const Picture& picture) {
    const Diagram& diagram = picture.diagram;
    const double demo = diagram.demo ? textWidthAtMost(demoMark, chipFont) + 2 * chipPadding + entryGap : 0;
    // A title may be of any length; it is shortened rather than letting it stretch the page without limit.
    constexpr double widestTitle = 900;
    const double title = std::min(widestTitle, textWidthAtMost(diagram.title, titleFont)) + demo;
    const double subtitle = std::min(widestTitle, textWidthAtMost(caption(diagram), subtitleFont));
    Plan plan;
    plan.page.width = std::max({leastWidth, picture.bounds.width, title, subtitle}) + 2 * margin;
    plan.legend = entriesOf(diagram);
    double x = margin;
    double y = graphTop + picture.bounds.height + legendGap + rowHeight / 2;
    for (Entry& entry : plan.legend) {
        const double width = entry.room() + textWidthAtMost(entry.text, legendFont);
        if (x > margin && x + width > plan.page.width - margin) {
            x = margin;
            y += rowHeight;
        }
        entry.at = {x, y};
        x += width + entryGap;
    }
    plan.page.height = y + rowHeight / 2 + margin - 8;
    return plan;
}

void paintEntry(Canvas& canvas, const Entry& entry, const Theme& theme) {
    const Point end{entry.at.x + sampleWidth, entry.at.y};
    switch (entry.sample) {
        case Entry::Sample::none:
            break;
        case Entry::Sample::tone:
            paintBadge(canvas, {entry.at.x, entry.at.y - badgeSide / 2, badgeSide, badgeSide}, entry.tone, false, false,
                       theme.toneOn(theme.background, entry.tone), theme.background);
            break;
        case Entry::Sample::claimed:
            paintBadge(canvas, {entry.at.x, entry.at.y - badgeSide / 2, badgeSide, badgeSide}, entry.tone, false, true,
                       theme.toneOn(theme.background, entry.tone), theme.background);
            break;
        case Entry::Sample::glyph:
            canvas.text({entry.at.x + badgeSide / 2, entry.at.y + 4.25}, entry.glyph, chipFont,
                        readable(theme.toneText(entry.tone), theme.text, theme.background), Align::center);
            break;
        case Entry::Sample::stroke:
            canvas.lines({entry.at, end}, {theme.line, 1.5, dashesOf(entry.stroke)});
            break;
        case Entry::Sample::broken:
            canvas.lines({entry.at, end}, {theme.tone(Tone::attention), 2.25, {}});
            paintBreak(canvas, {entry.at.x + sampleWidth / 2, entry.at.y}, {}, 20, theme);
            break;
    }
    canvas.text({entry.at.x + entry.room(), entry.at.y + 4.25}, entry.text, legendFont, theme.text, Align::left);
}

}  // namespace

Page pageOf(const Picture& picture) {
    return planOf(picture).page;
}

void paintPage(Canvas& canvas, const Picture& picture, const Theme& theme) {
    const Plan plan = planOf(picture);
    const Diagram& diagram = picture.diagram;
    canvas.rect({0, 0, plan.page.width, plan.page.height}, 0, theme.background, noPen);
    double room = plan.page.width - 2 * margin;
    if (diagram.demo) {
        const double width = canvas.textWidth(demoMark, chipFont) + 2 * chipPadding;
        const Rect chip{plan.page.width - margin - width, titleBaseline - 17, width, 22};
        canvas.rect(chip, 5, theme.text, noPen);
        canvas.text({chip.x + width / 2, chip.y + 15}, demoMark, chipFont, theme.background, Align::center);
        room -= width + entryGap;
    }
    canvas.text({margin, titleBaseline}, elideMiddle(canvas, diagram.title, titleFont, room), titleFont, theme.text,
                Align::left);
    canvas.text({margin, subtitleBaseline},
                elideMiddle(canvas, caption(diagram), subtitleFont, plan.page.width - 2 * margin), subtitleFont,
                theme.mutedText, Align::left);

    const Rect everything{picture.bounds.x, picture.bounds.y, picture.bounds.width, picture.bounds.height};
    Moved headers(canvas, margin - picture.bounds.x, 0);
    paintHeaders(headers, picture, theme, headersTop, everything);
    Moved graph(canvas, margin - picture.bounds.x, graphTop - picture.bounds.y);
    PaintOptions options;
    options.visible = everything;
    paintGraph(graph, picture, theme, options);
    for (const Entry& entry : plan.legend) paintEntry(canvas, entry, theme);
}

}  // namespace scout::render
