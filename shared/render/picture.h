// A diagram in its places, and the one way to paint it: screen, PNG, PDF and SVG all come from here.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "render/canvas.h"
#include "render/diagram.h"
#include "render/theme.h"

namespace scout::render {

/// Sizes in scene units.
struct CardMetrics {
    double width = 256;
    double height = 72;
    double podWidth = 188;
    double podHeight = 72;
    double headerHeight = 34;
};

/// Made by `compose` and immutable from then on, so that a worker can make it and the screen can draw it.
struct Picture {
    Diagram diagram;
    std::vector<Rect> cards;            ///< in the order of diagram.cards; y counts from below the headers
    std::vector<layout::Route> routes;  ///< in the order of diagram.lines
    std::vector<layout::Column> columns;
    Rect bounds;                                          ///< of everything, headers excluded
    std::unordered_map<std::string, std::size_t> index;   ///< card id -> position in cards
    std::unordered_map<std::string, std::size_t> within;  ///< hop id without a card of its own -> that of its fold
    std::vector<Rect> routeBounds;                        ///< in the order of routes
    std::vector<std::uint32_t> fromTop;                   ///< positions in cards, by y
    double tallest = 0;                                   ///< height of the tallest card
    /// Cards of hop ids inside folds are found too: the fold's.
    std::optional<std::size_t> cardOf(const std::string& hopId) const;
};

/// Layout included. `cancelled` as in layout::arrange; then nullptr.
std::shared_ptr<const Picture> compose(Diagram diagram, const std::function<bool()>& cancelled = {});

/// Three levels by zoom (facts/graph-peers.md 6): below 0.35 coloured shapes only, below 0.7 name and badge, above that
/// everything. Zoom never moves anything.
enum class Detail { overview, compact, full };
Detail detailFor(double scale);
/// Where a card has no room for its chips: the worse of its own tone and of the errors and warnings that they tell of.
Tone farTone(const Card& card);

/// What the screen adds to a card; exports have none of it.
struct CardLook {
    bool selected = false;
    bool focused = false;  ///< keyboard focus
    bool dimmed = false;   ///< not on the lit path, or not matching the search
    double pulse = 0;      ///< 1 just changed ... 0 at rest
};

struct PaintOptions {
    Rect visible;  ///< scene units; only what touches it is painted
    Detail detail = Detail::full;
    double scale = 1;  ///< pixels to a scene unit: compact names are large enough to be read there
    std::function<CardLook(std::size_t card)> look;  ///< may be empty
    /// Lines of the lit path are drawn strong, others weak; empty: all alike.
    std::function<bool(std::size_t line)> lit;
};

/// Lines first, cards above them. Background is the caller's.
void paintGraph(Canvas& canvas, const Picture& picture, const Theme& theme, const PaintOptions& options);
/// The shape and glyph of a state as on the cards, fitted into the square; `ground` is the colour behind it.
void paintBadge(Canvas& canvas, const Rect& square, Tone tone, bool forbidden, bool claimed, Color color, Color ground);
/// Column headers, for a strip of `height` at `top`; the screen keeps them in view while scrolling.
void paintHeaders(Canvas& canvas, const Picture& picture, const Theme& theme, double top, const Rect& visible);

/// The whole page of an export: background, title, subtitle, DEMO DATA mark, headers, graph, legend with counts, what
/// was left out. Sizes in scene units.
struct Page {
    double width = 0;
    double height = 0;
};
Page pageOf(const Picture& picture);
void paintPage(Canvas& canvas, const Picture& picture, const Theme& theme);

/// A self-contained SVG 1.1 document of the page, text as text.
std::string toSvg(const Picture& picture, const Theme& theme);

}  // namespace scout::render
