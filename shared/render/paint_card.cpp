#include "render/paint_card.h"

#include <algorithm>
#include <cmath>

#include "render/color.h"

namespace scout::render {

namespace {

constexpr double radius = 7;
constexpr double barWidth = 6;
constexpr double stackStep = 2.5;  // of the edges of cards below a fold
constexpr double left = 13;        // clear of a problem's bar
constexpr double right = 11;
constexpr double gap = 7;

constexpr Font kindFont{10.5, false, false};
constexpr Font nameFont{13, true, false};
constexpr Font wordFont{11, true, false};
constexpr Font factFont{11, false, false};
constexpr Font chipFont{10, true, false};
constexpr double farName = 19;
constexpr double leastName = 9.5;  // pixels on the screen
constexpr Font farWordFont{15, false, false};

constexpr std::string_view between = " · ";

const Pen noPen{0, 0, {}};

Rect inset(const Rect& rect, double by) {
    return {rect.x + by, rect.y + by, std::max(0.0, rect.width - 2 * by), std::max(0.0, rect.height - 2 * by)};
}

std::string_view changeWord(int change) {
    static constexpr std::string_view words[] = {"", "+ added", "± changed", "− removed"};
    return change >= 0 && change < 4 ? words[change] : words[0];
}

class CardPainter {
  public:
    CardPainter(Canvas& canvas, const Card& card, const Rect& rect, const Theme& theme, const CardLook& look)
        : m_canvas(canvas), m_card(card), m_rect(rect), m_theme(theme), m_look(look), m_stacked(!card.folded.empty()) {
        m_face = rect;
        if (m_stacked) {
            m_face.width -= 2 * stackStep;
            m_face.height -= 2 * stackStep;
        }
        m_right = m_face.right() - right;
        const double fade = m_card.claimed || m_card.change == 3 ? 0.75 : (m_card.tone == Tone::paused ? 0.8 : 1);
        m_ground = m_card.claimed || m_card.tone == Tone::missing ? m_theme.background : m_theme.card;
        m_text = mix(m_theme.text, m_ground, fade);
        m_muted = m_theme.mutedText;
    }

    void frame() {
        attention();
        if (m_stacked) {
            for (const double step : {2 * stackStep, stackStep}) {
                const Rect below{m_face.x + step, m_face.y + step, m_face.width, m_face.height};
                m_canvas.rect(inset(below, 0.5), radius, tint(m_theme.card), {tint(m_theme.border), 1, {}});
            }
        }
        edge();
    }

    void full() {
        const double top = m_face.y;
        const Color ink = tint(mix(m_theme.text, m_ground, 0.78));
        if (m_card.flows) {
            // Pods are many and narrow, and their names long.
            const double side = 14;
            m_canvas.icon({m_face.x + left, top + 9, side, side}, m_card.icon, ink);
            heading(m_face.x + left + side + 6, top + 20);
            text({m_face.x + left, top + 38}, m_card.name, nameFont, m_text, m_right - m_face.x - left);
        } else {
            const Rect tile{m_face.x + left, top + 10, 28, 28};
            m_canvas.rect(tile, 6, tint(mix(m_theme.text, m_ground, 0.07)), noPen);
            m_canvas.icon(inset(tile, 5), m_card.icon, ink);
            const double x = tile.right() + 9;
            heading(x, top + 20);
            text({x, top + 37}, m_card.name, nameFont, m_text, m_right - x);
        }
        state(m_face.bottom() - (m_stacked ? 14 : 16));
    }

    void compact(double scale) {
        // Few sizes: a canvas remembers the texts of each.
        const Font farNameFont{std::max(farName, std::round(leastName / scale)), true, false};
        const double middle = m_face.y + m_face.height / 2;
        const double side = 30;
        badge({m_face.x + left, middle - side / 2, side, side});
        const double x = m_face.x + left + side + 11;
        double end = m_right;
        if (const Tone found = farTone(m_card); found != m_card.tone) {
            const double mark = 22;
            end -= mark;
            paintBadge(m_canvas, {end, m_face.y + 7, mark, mark}, found, false, false,
                       tint(m_theme.toneOn(m_ground, found)), tint(m_ground));
            end -= gap;
        }
        text({x, middle - 4}, m_card.name, farNameFont, m_text, end - x);
        const bool counts = m_stacked && !m_card.collapsed;
        const double used =
            text({x, middle + 18}, counts ? m_card.fact : m_card.word, farWordFont, wordColor(), m_right - x);
        if (counts) return;
        // Names alone do not tell a Deployment from its Service.
        const double from = x + used + 2 * gap;
        const std::string both = m_card.fact.empty() ? m_card.kind : m_card.kind + std::string(between) + m_card.fact;
        for (const std::string* beside : {&both, &m_card.kind}) {
            if (from + m_canvas.textWidth(*beside, farWordFont) > m_right) continue;
            m_canvas.text({from, middle + 18}, *beside, farWordFont, tint(m_muted), Align::left);
            return;
        }
    }

  private:
    Color tint(Color color) const { return m_look.dimmed ? mix(color, m_theme.background, dimmedShare) : color; }
    Color tone() const { return m_theme.toneOn(m_ground, m_card.tone); }
    Color wordColor() const {
        return m_card.claimed ? m_muted : readable(m_theme.toneText(m_card.tone), m_theme.text, m_ground);
    }

    // Selection, focus and change go around the card, where nothing else is drawn.
    void attention() {
        if (m_look.pulse > 0) {
            const double away = 3 + 5 * (1 - m_look.pulse);
            m_canvas.rect(inset(m_rect, -away), radius + away,
                          mix(m_theme.accent, m_theme.background, 0.35 * m_look.pulse), noPen);
        }
        if (m_look.selected) m_canvas.rect(inset(m_rect, -3), radius + 3, 0, {m_theme.accent, 2.5, {}});
        if (m_look.focused) m_canvas.rect(inset(m_rect, -5.75), radius + 5.75, 0, {m_theme.accent, 1.25, {3, 2}});
    }

    void border(double width, Color color, std::vector<double> dashes, Color fill) {
        m_canvas.rect(inset(m_face, width / 2), radius - width / 2, fill, {tint(color), width, std::move(dashes)});
    }

    void edge() {
        const Color fill = tint(m_ground);
        if (m_card.claimed) {
            border(1, m_theme.border, {2, 3}, fill);
            return;
        }
        switch (m_card.tone) {
            case Tone::ok:
                border(1, m_theme.border, {}, fill);
                return;
            case Tone::working:
                border(1, tone(), {}, fill);
                return;
            case Tone::problem:
                border(3, tone(), {}, fill);
                m_canvas.rect({m_face.x, m_face.y, barWidth + 2, m_face.height}, radius, tint(tone()), noPen);
                m_canvas.rect({m_face.x + barWidth, m_face.y + 3, 2.5, m_face.height - 6}, 0, fill, noPen);
                return;
            case Tone::attention:
                border(1.25, tone(), {}, fill);
                m_canvas.rect(inset(m_face, 3.6), radius - 3, 0, {tint(tone()), 1.25, {}});
                return;
            case Tone::missing:
                border(2, tone(), {6, 4}, fill);
                return;
            case Tone::paused:
                border(1, tone(), {}, fill);
                return;
            case Tone::leaving:
                border(2, tone(), {2, 3}, fill);
                return;
            case Tone::unknown:
                border(1, tone(), {4, 3}, fill);
                return;
        }
    }

    void badge(const Rect& square) {
        paintBadge(m_canvas, square, m_card.tone, m_card.forbidden, m_card.claimed, tint(tone()), tint(m_ground));
    }

    double text(Point at, std::string_view what, const Font& font, Color color, double width) {
        const std::string shown = elideMiddle(m_canvas, what, font, width);
        if (!shown.empty()) m_canvas.text(at, shown, font, tint(color), Align::left);
        return m_canvas.textWidth(shown, font);
    }

    void heading(double x, double baseline) {
        const double end = corner(baseline);
        std::string kind = m_card.kind;
        if (!m_card.cluster.empty()) kind += " @ " + m_card.cluster;
        if (!m_card.ns.empty()) {
            const double room = end - x - m_canvas.textWidth(kind + std::string(between), kindFont);
            const std::string ns = elideMiddle(m_canvas, m_card.ns, kindFont, room);
            if (!ns.empty()) kind += std::string(between) + ns;
        }
        text({x, baseline}, kind, kindFont, m_muted, end - x);
    }

    /// Age, or what changed, or how much is folded away, at the right end of the first line. Returns where that starts.
    double corner(double baseline) {
        std::string chip(changeWord(m_card.change));
        const bool changed = !chip.empty();
        if (!changed && m_stacked && m_card.collapsed) chip = "+" + std::to_string(m_card.folded.size());
        if (chip.empty()) {
            double end = m_right;
            if (!m_card.age.empty()) {
                m_canvas.text({end, baseline}, m_card.age, kindFont, tint(m_muted), Align::right);
                end -= m_canvas.textWidth(m_card.age, kindFont) + gap;
            }
            for (auto one = m_card.chips.rbegin(); one != m_card.chips.rend(); ++one) end = remark(*one, end, baseline);
            return end;
        }
        const double width = m_canvas.textWidth(chip, chipFont) + 10;
        const Rect box{m_right - width, baseline - 11, width, 15};
        m_canvas.rect(box, 4, tint(changed ? m_theme.text : mix(m_theme.text, m_ground, 0.14)), noPen);
        m_canvas.text({box.x + 5, baseline}, chip, chipFont, tint(changed ? m_theme.card : m_theme.text), Align::left);
        return box.x - gap;
    }

    /// Returns where it starts.
    double remark(const Chip& one, double end, double baseline) {
        const std::string words = one.glyph + " " + one.text;
        const double width = m_canvas.textWidth(words, chipFont) + 10;
        const Rect box{end - width, baseline - 11, width, 15};
        const Color color = m_theme.tone(one.tone);
        m_canvas.rect(inset(box, 0.5), 4, tint(mix(color, m_ground, 0.1)), {tint(color), 1, {}});
        m_canvas.text({box.x + 5, baseline}, words, chipFont,
                      tint(readable(m_theme.toneText(one.tone), m_theme.text, m_ground)), Align::left);
        return box.x - gap;
    }

    void state(double middle) {
        const double side = 14;
        const double baseline = middle + 4;
        badge({m_face.x + left, middle - side / 2, side, side});
        const double x = m_face.x + left + side + 5;
        // The counts of a fold are its words.
        if (m_stacked && !m_card.collapsed) {
            text({x, baseline}, m_card.fact, wordFont, wordColor(), m_right - x);
            return;
        }
        const double used = text({x, baseline}, m_card.word, wordFont, wordColor(), m_right - x);
        const double room = m_right - x - used - gap;
        const std::string shown = elideMiddle(m_canvas, m_card.fact, factFont, room);
        if (!shown.empty()) m_canvas.text({m_right, baseline}, shown, factFont, tint(m_muted), Align::right);
    }

    Canvas& m_canvas;
    const Card& m_card;
    Rect m_rect;
    Rect m_face;
    const Theme& m_theme;
    const CardLook& m_look;
    bool m_stacked;
    double m_right = 0;
    Color m_ground = 0;
    Color m_text = 0;
    Color m_muted = 0;
};

}  // namespace

Tone farTone(const Card& card) {
    Tone worst = card.tone;
    for (const Chip& chip : card.chips) {
        if (standsOut(chip.tone) && severityRank(chip.tone) < severityRank(worst)) worst = chip.tone;
    }
    return worst;
}

bool standsOut(Tone tone) {
    return severityRank(tone) <= severityRank(Tone::attention);
}

void paintCard(Canvas& canvas, const Card& card, const Rect& rect, const Theme& theme, Detail detail, double scale,
               const CardLook& look) {
    CardPainter painter(canvas, card, rect, theme, look);
    painter.frame();
    if (detail == Detail::compact) {
        painter.compact(scale);
    } else {
        painter.full();
    }
}

}  // namespace scout::render
