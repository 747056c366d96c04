// Boxes in, positions and polylines out: a column for each stage, a tidy tree inside, extra parents as secondary edges
// that never move a box (design: architecture.md). Deterministic: the order of the input changes nothing. Stable: a box
// moves only when boxes above it in its own tree come or go; a row of flowing boxes (Pods) grows sideways and moves
// nobody. Linear in boxes and links but for sorting.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace scout::layout {

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
    std::string id;    ///< unique
    int column = 0;    ///< from 0, left to right; causes stand left of their effects
    double width = 0;  ///< scene units (1 unit = 1 pixel at 100 %)
    double height = 0;
    std::string sortKey;  ///< among siblings; ties are broken by id
    /// Stands beside its siblings in a row, wrapped after Options::flowPerRow: for the last column. A flowing box has
    /// no effects of its own.
    bool flows = false;
};

/// Cause to effect. The first parent in (rank, sortKey, id) order is the one that a box is placed under; links to
/// others, and links that do not lead to the right (cycles), are secondary.
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
    /// At least two points; the first lies on the right border of the cause, the last on the left border of the effect
    /// (for a link that does not lead to the right: the borders that face each other). Consecutive points share x or y:
    /// the painter rounds the corners.
    std::vector<Point> points;
    bool primary = false;
};

struct Column {
    double x = 0;
    double width = 0;
};

struct Layout {
    std::vector<Rect> boxes;      ///< in the order of the input
    std::vector<Route> routes;    ///< in the order of the input; no points when an end is not among the boxes
    std::vector<Column> columns;  ///< from column 0; an empty column has width 0 and takes no gap
    Rect bounds;                  ///< of all boxes and routes, from (0, 0)
};

/// `cancelled` may be empty; when it returns true the layout is given up and comes back without boxes.
Layout arrange(const std::vector<Box>& boxes, const std::vector<Link>& links, const Options& options,
               const std::function<bool()>& cancelled = {});

}  // namespace scout::layout
