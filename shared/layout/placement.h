// Where every box stands: bands below each other, a column for each stage.
#pragma once

#include <functional>
#include <vector>

#include "layout/tree.h"

namespace scout::layout {

/// Beside whom a flowing box stands.
struct Seat {
    double rowBottom = 0;  ///< y; the gap below it is free as far as the column's left and right side
    bool first = true;     ///< nobody between it and the column's left side
    bool last = true;      ///< nobody between it and the column's right side
};

struct Placement {
    std::vector<Rect> boxes;
    std::vector<Seat> seats;      ///< by box; only said of flowing ones
    std::vector<Column> columns;  ///< as Layout::columns
};

/// Empty when it was cancelled.
Placement placeBoxes(const std::vector<Box>& boxes, const Tree& tree, const Options& options,
                     const std::function<bool()>& cancelled);

}  // namespace scout::layout
