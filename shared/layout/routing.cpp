#include "layout/routing.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

namespace scout::layout {

namespace {

constexpr std::size_t linksBetweenLooks = 1024;

// The gap between two columns, as shares of its width: secondary lines leave in lanes left of the primary trunk and
// arrive in lanes right of it. Room for an arrow head stays free.
constexpr double trunkShare = 0.5;
constexpr std::array<double, 4> leavingShares = {0.41, 0.32, 0.23, 0.14};
constexpr std::array<double, 4> arrivingShares = {0.66, 0.72, 0.78, 0.6};
constexpr std::size_t laneCount = leavingShares.size();
// The gap between two rows, as shares of its height: the way to a flowing box is just below its row, secondary lines
// run above the band that they lead to; those to one column beside those to the next.
constexpr double belowShare = 0.25;
constexpr std::array<double, 2> aboveShares = {0.25, 0.5};

// A link between two columns (or within one), whichever way it leads.
struct Span {
    Index left = none;
    Index right = none;
    bool operator==(const Span&) const = default;
};

// A vertical part of secondary lines, before it has a lane.
struct Trunk {
    Index box = none;  ///< all lines of this box share it
    double top = 0;
    double bottom = 0;
};

class Router {
  public:
    Router(const Tree& tree, const Placement& placement, const Options& options)
        : m_tree(tree), m_placement(placement), m_options(options) {}

    std::vector<Route> route(const std::function<bool()>& cancelled) {
        assignLanes();
        std::vector<Route> out(m_tree.ends.size());
        for (std::size_t i = 0; i < out.size(); ++i) {
            if (i % linksBetweenLooks == 0 && cancelled && cancelled()) return {};
            const Tree::Ends& ends = m_tree.ends[i];
            if (ends.from == ends.to) continue;
            out[i].primary = m_tree.isPrimary(ends);
            out[i].points = pointsOf(spanOf(ends), out[i].primary);
            if (spanOf(ends).left != ends.from) std::reverse(out[i].points.begin(), out[i].points.end());
        }
        return out;
    }

  private:
    Span spanOf(const Tree::Ends& ends) const {
        const bool leftwards = m_tree.column[ends.from] > m_tree.column[ends.to];
        return leftwards ? Span{ends.to, ends.from} : Span{ends.from, ends.to};
    }
    bool withinColumn(const Span& span) const { return m_tree.column[span.left] == m_tree.column[span.right]; }

    const Rect& box(Index index) const { return m_placement.boxes[index]; }
    double middle(Index index) const { return box(index).y + box(index).height / 2; }
    double below(Index index) const { return m_placement.seats[index].rowBottom + m_options.rowGap * belowShare; }
    // Where a line from the box reaches the column's side.
    double rightY(Index index) const { return m_placement.seats[index].last ? middle(index) : below(index); }
    double leftY(Index index) const { return m_placement.seats[index].first ? middle(index) : below(index); }

    const Column& column(Index index) const {
        return m_placement.columns[static_cast<std::size_t>(m_tree.column[index])];
    }
    double gapAfter(Index index, double share) const {
        return column(index).x + column(index).width + m_options.columnGap * share;
    }
    double gapBefore(Index index, double share) const { return column(index).x - m_options.columnGap * (1 - share); }

    // Where a link that boxes stand in the way of runs past them, as near to its right end as it can: in the gap above
    // that end's band nothing stands but perhaps a tall box that it is placed under; then above the band of that one.
    // Absent when the way is free: none of the boxes that it is placed under stands between the two columns.
    std::optional<double> passing(const Span& span) const {
        const double share = aboveShares[static_cast<std::size_t>(m_tree.column[span.right]) % aboveShares.size()];
        const auto above = [&](Index index) { return box(index).y - m_options.rowGap * share; };
        std::optional<double> y;
        for (Index next = m_tree.parent[span.right]; next != none && m_tree.column[next] > m_tree.column[span.left];
             next = m_tree.parent[next]) {
            if (!y) y = above(span.right);
            if (*y > box(next).y && *y < box(next).bottom()) y = above(next);
        }
        return y;
    }

    void addExit(Index index, std::vector<Point>& points) const {
        points.push_back({box(index).right(), middle(index)});
        if (m_placement.seats[index].last) return;
        const double x = box(index).right() + m_options.flowGap / 2;
        points.push_back({x, middle(index)});
        points.push_back({x, below(index)});
    }
    void addEntry(Index index, std::vector<Point>& points) const {
        if (!m_placement.seats[index].first) {
            const double x = box(index).x - m_options.flowGap / 2;
            points.push_back({x, below(index)});
            points.push_back({x, middle(index)});
        }
        points.push_back({box(index).x, middle(index)});
    }

    std::vector<Point> pointsOf(const Span& span, bool primary) const {
        std::vector<Point> points;
        addExit(span.left, points);
        const double trunk = gapAfter(span.left, primary ? trunkShare : leavingShares[m_leavingLane[span.left]]);
        points.push_back({trunk, rightY(span.left)});
        if (withinColumn(span)) {
            points.push_back({trunk, rightY(span.right)});
            std::vector<Point> back;
            addExit(span.right, back);
            points.insert(points.end(), back.rbegin(), back.rend());
            return simple(points);
        }
        if (const auto y = passing(span)) {
            const double arrival = gapBefore(span.right, arrivingShares[m_arrivingLane[span.right]]);
            points.push_back({trunk, *y});
            points.push_back({arrival, *y});
            points.push_back({arrival, leftY(span.right)});
        } else {
            points.push_back({trunk, leftY(span.right)});
        }
        addEntry(span.right, points);
        return simple(points);
    }

    // Without points that lie on the line between their neighbours.
    static std::vector<Point> simple(const std::vector<Point>& points) {
        std::vector<Point> out;
        for (const Point& point : points) {
            const std::size_t count = out.size();
            const bool goesOn = count >= 2 && ((out[count - 2].x == out[count - 1].x && out[count - 1].x == point.x) ||
                                               (out[count - 2].y == out[count - 1].y && out[count - 1].y == point.y));
            if (goesOn) {
                out.back() = point;
            } else if (count == 0 || out.back() != point) {
                out.push_back(point);
            }
        }
        if (out.size() == 1) out.push_back(out.front());
        return out;
    }

    // Trunks beside each other where they would run over each other, in as few lanes as that takes.
    void assignLanes() {
        std::vector<Span> spans;
        for (const Tree::Ends& ends : m_tree.ends) {
            if (ends.from != ends.to && !m_tree.isPrimary(ends)) spans.push_back(spanOf(ends));
        }
        std::vector<Trunk> leaving(m_tree.first.size());
        std::vector<Trunk> arriving(m_tree.first.size());
        for (const Span& span : spans) {
            const double start = rightY(span.left);
            if (withinColumn(span)) {
                extend(leaving, span.left, start, rightY(span.right));
            } else if (const auto y = passing(span)) {
                extend(leaving, span.left, start, *y);
                extend(arriving, span.right, *y, leftY(span.right));
            } else {
                extend(leaving, span.left, start, leftY(span.right));
            }
        }
        m_leavingLane = lanesOf(leaving);
        m_arrivingLane = lanesOf(arriving);
    }

    static void extend(std::vector<Trunk>& trunks, Index index, double from, double to) {
        Trunk& trunk = trunks[index];
        const auto [top, bottom] = std::minmax(from, to);
        trunk.top = trunk.box == none ? top : std::min(trunk.top, top);
        trunk.bottom = trunk.box == none ? bottom : std::max(trunk.bottom, bottom);
        trunk.box = index;
    }

    // By box.
    std::vector<std::uint8_t> lanesOf(std::vector<Trunk> trunks) const {
        std::vector<std::uint8_t> lanes(trunks.size());
        trunks.erase(std::remove_if(trunks.begin(), trunks.end(), [](const Trunk& trunk) { return trunk.box == none; }),
                     trunks.end());
        std::sort(trunks.begin(), trunks.end(), [this](const Trunk& left, const Trunk& right) {
            return std::make_tuple(m_tree.column[left.box], left.top, m_tree.rank[left.box]) <
                   std::make_tuple(m_tree.column[right.box], right.top, m_tree.rank[right.box]);
        });
        std::array<const Trunk*, laneCount> lowest{};
        int before = -1;
        for (const Trunk& trunk : trunks) {
            if (m_tree.column[trunk.box] != before) lowest.fill(nullptr);
            before = m_tree.column[trunk.box];
            // The first that is free; where all are taken, the one that ends first.
            std::size_t lane = 0;
            for (std::size_t other = 0; other < laneCount; ++other) {
                if (isFree(lowest[lane], trunk)) break;
                if (isFree(lowest[other], trunk) || lowest[other]->bottom < lowest[lane]->bottom) lane = other;
            }
            if (lowest[lane] == nullptr || lowest[lane]->bottom < trunk.bottom) lowest[lane] = &trunk;
            lanes[trunk.box] = static_cast<std::uint8_t>(lane);
        }
        return lanes;
    }
    static bool isFree(const Trunk* lowest, const Trunk& trunk) {
        return lowest == nullptr || lowest->bottom < trunk.top;
    }

    const Tree& m_tree;
    const Placement& m_placement;
    const Options& m_options;
    std::vector<std::uint8_t> m_leavingLane;
    std::vector<std::uint8_t> m_arrivingLane;
};

}  // namespace

std::vector<Route> routeLinks(const Tree& tree, const Placement& placement, const Options& options,
                              const std::function<bool()>& cancelled) {
    return Router(tree, placement, options).route(cancelled);
}

}  // namespace scout::layout
