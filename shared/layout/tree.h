// Who stands under whom: of all links into a box one is primary and places it, the others only get a line.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "layout/layout.h"

namespace scout::layout {

/// Position in the input.
using Index = std::uint32_t;
constexpr Index none = std::numeric_limits<Index>::max();

inline double usableSize(double size) {
    return size > 0 && size <= sizeLimit ? size : 0;
}

/// Of boxes with the same id only the first is in `order`, `children` and at link ends.
struct Tree {
    struct Ends {
        Index from = none;  ///< none for an unknown id
        Index to = none;
        bool operator==(const Ends&) const = default;
    };

    std::vector<Index> first;                  ///< box -> the first box of that id
    std::vector<Index> order;                  ///< all boxes by (sortKey, id)
    std::vector<Index> rank;                   ///< box -> its place in `order`
    std::vector<int> column;                   ///< by box, within the range that columns may have
    std::vector<Index> parent;                 ///< by box; none for a root
    std::vector<std::vector<Index>> children;  ///< by box, in `order`
    std::vector<Index> roots;                  ///< in `order`; flowing boxes without a parent are in `strays`
    std::vector<Index> strays;                 ///< in `order`
    std::vector<Ends> ends;                    ///< by link

    bool isPrimary(const Ends& link) const { return link.from != none && parent[link.to] == link.from; }
};

Tree growTree(const std::vector<Box>& boxes, const std::vector<Link>& links);

}  // namespace scout::layout
