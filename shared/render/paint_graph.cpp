#include <algorithm>
#include <array>
#include <cmath>

#include "render/color.h"
#include "render/paint_card.h"
#include "render/paint_lines.h"
#include "render/picture.h"

namespace scout::render {

namespace {

constexpr double compactBelow = 0.7;
constexpr double overviewBelow = 0.35;
/// More badges than that in sight are too small to be told apart.
constexpr std::size_t mostBadges = 1500;
constexpr double stripShare = 0.28;
/// Names in the overview, in pixels and in scene units: larger ones would not fit a card, more would be too much.
constexpr double overviewName = 8.5;
constexpr double largestName = 42;
constexpr std::size_t mostNames = 400;

const Pen noPen{0, 0, {}};

std::vector<std::size_t> cardsIn(const Picture& picture, const Rect& area) {
    std::vector<std::size_t> out;
    const auto first = std::lower_bound(picture.fromTop.begin(), picture.fromTop.end(), area.y - picture.tallest,
                                        [&picture](std::uint32_t card, double y) { return picture.cards[card].y < y; });
    for (auto card = first; card != picture.fromTop.end(); ++card) {
        const Rect& rect = picture.cards[*card];
        if (rect.y > area.bottom()) break;
        if (rect.bottom() >= area.y && rect.x <= area.right() && rect.right() >= area.x) out.push_back(*card);
    }
    return out;
}

/// The badge on the strip of the card's colour, and beside it the name.
template <typename Shade>
void paintNamed(Canvas& canvas, const Card& card, const Rect& rect, const Font& font, const Shade& shade, bool solid,
                const Theme& theme) {
    constexpr double space = 9;
    const double strip = rect.width * stripShare;
    const double side = std::min(strip, rect.height) * 0.72;
    const Tone tone = farTone(card);
    paintBadge(canvas, {rect.x + (strip - side) / 2, rect.y + (rect.height - side) / 2, side, side}, tone,
               card.forbidden, card.claimed, shade(theme.card), shade(theme.tone(tone)));
    const double x = rect.x + strip + (solid ? 0 : space);
    const std::string name = elideMiddle(canvas, card.name, font, rect.right() - space - x);
    const Color ink = solid ? readable(theme.card, theme.text, theme.tone(tone)) : theme.text;
    if (!name.empty())
        canvas.text({x, rect.y + rect.height / 2 + font.size * 0.36}, name, font, shade(ink), Align::left);
}

// Batches of one colour. What stands out is solid; the others have a strip in their colour at the left.
void paintOverview(Canvas& canvas, const Picture& picture, const Theme& theme, const PaintOptions& options,
                   const std::vector<std::size_t>& cards) {
    struct Batch {
        std::vector<Rect> rects;
        Color color = 0;
    };
    std::array<Batch, 2> grounds;
    std::array<std::array<Batch, 2>, toneCount> tones;
    const auto shade = [&theme](Color color, bool dimmed) {
        return dimmed ? mix(color, theme.background, dimmedShare) : color;
    };
    for (const bool dimmed : {false, true}) {
        grounds[dimmed].color = shade(mix(theme.text, theme.card, 0.13), dimmed);
        for (std::size_t tone = 0; tone < toneCount; ++tone)
            tones[tone][dimmed].color = shade(theme.tones[tone], dimmed);
    }
    std::vector<std::size_t> marked;
    for (const std::size_t index : cards) {
        const Card& card = picture.diagram.cards[index];
        const CardLook look = options.look ? options.look(index) : CardLook();
        Rect rect = picture.cards[index];
        if (look.selected || look.focused || look.pulse > 0) marked.push_back(index);
        const Tone tone = farTone(card);
        if (!standsOut(tone) || card.claimed) {
            grounds[look.dimmed].rects.push_back(rect);
            rect.width *= stripShare;
        }
        tones[static_cast<std::size_t>(tone)][look.dimmed].rects.push_back(rect);
    }
    for (const std::size_t index : marked) {
        const Rect& rect = picture.cards[index];
        canvas.rect({rect.x - 8, rect.y - 8, rect.width + 16, rect.height + 16}, 12, theme.accent, noPen);
    }
    for (const Batch& batch : grounds) {
        if (!batch.rects.empty()) canvas.rects(batch.rects, batch.color);
    }
    for (const auto& batches : tones) {
        for (const Batch& batch : batches) {
            if (!batch.rects.empty()) canvas.rects(batch.rects, batch.color);
        }
    }
    if (cards.size() > mostBadges) return;
    const Font font{std::round(overviewName / options.scale), false, false};
    const bool named = options.scale < overviewBelow && font.size <= largestName && cards.size() <= mostNames;
    for (const std::size_t index : cards) {
        const Card& card = picture.diagram.cards[index];
        const Rect& rect = picture.cards[index];
        const bool dimmed = options.look && options.look(index).dimmed;
        const Tone tone = farTone(card);
        const bool solid = standsOut(tone) && !card.claimed;
        if (named && !card.flows) {
            paintNamed(
                canvas, card, rect, font, [&](Color color) { return shade(color, dimmed); }, solid, theme);
            continue;
        }
        const double side = rect.height * 0.72;
        const Rect square{rect.x + rect.width * (1 + stripShare) / 2 - side / 2, rect.y + (rect.height - side) / 2,
                          side, side};
        const Color ground = shade(solid ? theme.tone(tone) : mix(theme.text, theme.card, 0.13), dimmed);
        const Color color = shade(solid ? theme.card : theme.tone(tone), dimmed);
        paintBadge(canvas, square, tone, card.forbidden, card.claimed, color, ground);
    }
}

std::string groupTitle(const Card& card) {
    std::string out = card.kind + " " + card.name;
    if (!card.ns.empty()) out += " in " + card.ns;
    out += ": " + card.word;
    if (!card.status.empty() && card.status != card.word) out += ", " + card.status;
    return out;
}

}  // namespace

Detail detailFor(double scale) {
    if (scale < overviewBelow) return Detail::overview;
    return scale < compactBelow ? Detail::compact : Detail::full;
}

void paintGraph(Canvas& canvas, const Picture& picture, const Theme& theme, const PaintOptions& options) {
    paintLines(canvas, picture, theme, options);
    const std::vector<std::size_t> cards = cardsIn(picture, options.visible);
    if (options.detail == Detail::overview) {
        paintOverview(canvas, picture, theme, options, cards);
        return;
    }
    for (const std::size_t index : cards) {
        const Card& card = picture.diagram.cards[index];
        canvas.beginGroup(groupTitle(card));
        paintCard(canvas, card, picture.cards[index], theme, options.detail, options.scale,
                  options.look ? options.look(index) : CardLook());
        canvas.endGroup();
    }
}

void paintHeaders(Canvas& canvas, const Picture& picture, const Theme& theme, double top, const Rect& visible) {
    constexpr double icon = 14;
    constexpr double iconRoom = 20;
    const Font font{11, true, false};
    const double height = CardMetrics().headerHeight;
    for (const Header& header : picture.diagram.headers) {
        const auto first = static_cast<std::size_t>(header.first);
        const auto last = static_cast<std::size_t>(header.last);
        if (first >= picture.columns.size() || last >= picture.columns.size()) continue;
        const double left = picture.columns[first].x;
        const double right = picture.columns[last].x + picture.columns[last].width;
        if (right < visible.x || left > visible.right()) continue;
        const double baseline = top + height / 2 + 4;
        // A wide column keeps its name in view.
        const double width = iconRoom + canvas.textWidth(header.text, font);
        const double x = left >= visible.x ? left : std::max(left, std::min(visible.x + 8, right - width));
        canvas.lines({{left, top + height - 4}, {right, top + height - 4}}, {theme.border, 1.5, {}});
        if (right - left >= icon) canvas.icon({x, baseline - 11.5, icon, icon}, header.icon, theme.mutedText);
        if (right - left >= width) {
            canvas.text({x + iconRoom, baseline}, header.text, font, theme.mutedText, Align::left);
        }
    }
}

}  // namespace scout::render
