// Boxes in, positions and polylines out: a column for each stage, a tidy tree inside, extra parents as secondary edges
// that never move a box (shared/decisions/0008). Deterministic: the order of the input changes nothing. Stable: a box
// stands level with its first child, so what is appended moves only what is below it; a row of flowing boxes (Pods)
// grows sideways and moves nobody. Linear in boxes and links but for sorting.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace scout::layout {

/// Sizes and gaps that are negative, no numbers or larger than this count as 0, so that every sum stays a number.
constexpr double sizeLimit = 1e6;
/// Columns from there on count as the last one before it.
constexpr int columnLimit = 10000;

struct Point {
    double x = 0;
    double y = 0;
    bool operator==(const Point&) const = default;
};
struct Rect {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    bool operator==(const Rect&) const = default;
    double right() const { return x + width; }
    double bottom() const { return y + height; }
};

struct Box {
    std::string id;    ///< unique; a second box with the same id is given the place of the first
    int column = 0;    ///< from 0, left to right; causes stand left of their effects
    double width = 0;  ///< scene units (1 unit = 1 pixel at 100 %)
    double height = 0;
    std::string sortKey;  ///< among siblings; ties are broken by id
    /// Stands beside its siblings in a row that begins beside its parent, wrapped after Options::flowPerRow: for the
    /// last column. It places no effects of its own; without a parent it stands with its like below all trees.
    bool flows = false;
};

/// Cause to effect. The first parent in (rank, sortKey, id) order is the one that a box is placed under; links to
/// others, links that do not lead to the right (cycles) and links from flowing boxes are secondary.
struct Link {
    std::string from;
    std::string to;
    int rank = 0;  ///< lower is stronger
};

struct Options {
    double columnGap = 64;
    double rowGap = 12;
    double treeGap = 28;  ///< between trees
    double flowGap = 10;
    int flowPerRow = 5;
};

struct Route {
    /// None for a link to itself or to an unknown id, else at least two. The first lies on the right border of the
    /// cause, the last on the left border of the effect; for a link that leads to the left it is the other way round,
    /// and within a column both are right borders. Consecutive points share x or y (the painter rounds the corners),
    /// and no part runs through a box. The primary routes of a cause share their trunk, the vertical part.
    std::vector<Point> points;
    bool primary = false;  ///< between a box and the parent that it is placed under
};

struct Column {
    double x = 0;
    double width = 0;
};

struct Layout {
    std::vector<Rect> boxes;      ///< in the order of the input
    std::vector<Route> routes;    ///< in the order of the input
    std::vector<Column> columns;  ///< from column 0 to the last with a box; an empty one has width 0 and takes no gap
    Rect bounds;                  ///< of all boxes and routes, from (0, 0)
};

/// `cancelled` may be empty; when it returns true the layout is given up and comes back without boxes.
Layout arrange(const std::vector<Box>& boxes, const std::vector<Link>& links, const Options& options,
               const std::function<bool()>& cancelled = {});

}  // namespace scout::layout
