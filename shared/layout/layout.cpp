#include "layout/layout.h"

#include <algorithm>

#include "layout/placement.h"
#include "layout/routing.h"
#include "layout/tree.h"

namespace scout::layout {

namespace {

Options usable(Options options) {
    for (double* gap : {&options.columnGap, &options.rowGap, &options.treeGap, &options.flowGap}) {
        *gap = usableSize(*gap);
    }
    // Lines run in the row gap above a band, whether a sibling or another tree is above it.
    options.treeGap = std::max(options.treeGap, options.rowGap);
    return options;
}

Rect boundsOf(const Layout& layout) {
    Rect out;
    const auto include = [&out](double x, double y) {
        out.width = std::max(out.width, x);
        out.height = std::max(out.height, y);
    };
    for (const Rect& box : layout.boxes) include(box.right(), box.bottom());
    for (const Route& route : layout.routes) {
        for (const Point& point : route.points) include(point.x, point.y);
    }
    return out;
}

}  // namespace

Layout arrange(const std::vector<Box>& boxes, const std::vector<Link>& links, const Options& options,
               const std::function<bool()>& cancelled) {
    const Options gaps = usable(options);
    const Tree tree = growTree(boxes, links);
    Placement placement = placeBoxes(boxes, tree, gaps, cancelled);
    if (placement.boxes.size() != boxes.size()) return {};
    Layout out;
    out.routes = routeLinks(tree, placement, gaps, cancelled);
    if (out.routes.size() != links.size()) return {};
    out.boxes = std::move(placement.boxes);
    out.columns = std::move(placement.columns);
    out.bounds = boundsOf(out);
    return out;
}

}  // namespace scout::layout
