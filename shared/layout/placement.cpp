#include "layout/placement.h"

#include <algorithm>

namespace scout::layout {

namespace {

constexpr std::size_t boxesBetweenLooks = 1024;

class Placer {
  public:
    Placer(const std::vector<Box>& boxes, const Tree& tree, const Options& options)
        : m_boxes(boxes), m_tree(tree), m_options(options) {
        m_out.boxes.resize(boxes.size());
        m_out.seats.resize(boxes.size());
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            m_out.boxes[i].width = usableSize(boxes[i].width);
            m_out.boxes[i].height = usableSize(boxes[i].height);
        }
    }

    Placement place(const std::function<bool()>& cancelled) {
        const std::vector<Index> byColumn = boxesByColumn();
        m_band.resize(m_boxes.size());
        for (std::size_t i = byColumn.size(); i-- > 0;) {
            if (i % boxesBetweenLooks == 0 && cancelled && cancelled()) return {};
            const Index box = byColumn[i];
            m_band[box] = std::max(m_out.boxes[box].height, stack(m_tree.children[box]));
        }
        const double bottom = stackTrees();
        const double strays = m_tree.roots.empty() ? bottom : bottom + m_options.treeGap;
        stack(m_tree.strays);
        for (const Index box : m_tree.strays) drop(box, strays);
        // Causes stand in earlier columns, so every parent has its place before its children.
        for (const Index box : byColumn) {
            if (m_tree.parent[box] != none) drop(box, m_out.boxes[m_tree.parent[box]].y);
        }
        placeColumns();
        for (std::size_t i = 0; i < m_boxes.size(); ++i) {
            m_out.boxes[i] = m_out.boxes[m_tree.first[i]];
            m_out.seats[i] = m_out.seats[m_tree.first[i]];
        }
        return std::move(m_out);
    }

  private:
    std::vector<Index> boxesByColumn() const {
        std::vector<Index> out = m_tree.order;
        std::stable_sort(out.begin(), out.end(),
                         [this](Index left, Index right) { return m_tree.column[left] < m_tree.column[right]; });
        return out;
    }

    // Places counted from the parent's top (y) and the column's left side (x). Returns the height of all.
    double stack(const std::vector<Index>& children) {
        std::vector<Index> flowing;
        std::copy_if(children.begin(), children.end(), std::back_inserter(flowing),
                     [this](Index child) { return m_boxes[child].flows; });
        double y = flowRows(flowing);
        bool first = flowing.empty();
        for (const Index child : children) {
            if (m_boxes[child].flows) continue;
            if (!first) y += m_options.rowGap;
            first = false;
            m_out.boxes[child].y = y;
            y += m_band[child];
        }
        return y;
    }

    double flowRows(std::vector<Index>& flowing) {
        std::stable_sort(flowing.begin(), flowing.end(),
                         [this](Index left, Index right) { return m_tree.column[left] < m_tree.column[right]; });
        const auto perRow = static_cast<std::size_t>(std::max(1, m_options.flowPerRow));
        double y = 0;
        for (std::size_t begin = 0; begin < flowing.size();) {
            std::size_t end = begin + 1;
            while (end < flowing.size() && end - begin < perRow &&
                   m_tree.column[flowing[end]] == m_tree.column[flowing[begin]])
                ++end;
            if (begin > 0) y += m_options.rowGap;
            y = flowRow(flowing, begin, end, y);
            begin = end;
        }
        return y;
    }

    double flowRow(const std::vector<Index>& flowing, std::size_t begin, std::size_t end, double y) {
        double x = 0;
        double bottom = y;
        for (std::size_t i = begin; i < end; ++i) {
            Rect& box = m_out.boxes[flowing[i]];
            box.x = x;
            box.y = y;
            x += box.width + m_options.flowGap;
            bottom = std::max(bottom, box.bottom());
        }
        for (std::size_t i = begin; i < end; ++i) m_out.seats[flowing[i]] = {bottom, i == begin, i + 1 == end};
        return bottom;
    }

    double stackTrees() {
        // Half a gap for the lines above the first tree.
        double y = m_options.rowGap / 2;
        bool first = true;
        for (const Index root : m_tree.roots) {
            if (!first) y += m_options.treeGap;
            first = false;
            m_out.boxes[root].y = y;
            y += m_band[root];
        }
        return y;
    }

    void drop(Index box, double y) {
        m_out.boxes[box].y += y;
        m_out.seats[box].rowBottom += y;
    }

    void placeColumns() {
        int last = -1;
        for (const Index box : m_tree.order) last = std::max(last, m_tree.column[box]);
        m_out.columns.resize(static_cast<std::size_t>(last + 1));
        std::vector<bool> used(m_out.columns.size());
        for (const Index box : m_tree.order) {
            const auto column = static_cast<std::size_t>(m_tree.column[box]);
            used[column] = true;
            m_out.columns[column].width = std::max(m_out.columns[column].width, m_out.boxes[box].right());
        }
        double x = 0;
        for (std::size_t column = 0; column < m_out.columns.size(); ++column) {
            m_out.columns[column].x = x;
            if (used[column]) x += m_out.columns[column].width + m_options.columnGap;
        }
        for (const Index box : m_tree.order)
            m_out.boxes[box].x += m_out.columns[static_cast<std::size_t>(m_tree.column[box])].x;
    }

    const std::vector<Box>& m_boxes;
    const Tree& m_tree;
    const Options& m_options;
    Placement m_out;
    std::vector<double> m_band;  ///< by box: height of its subtree
};

}  // namespace

Placement placeBoxes(const std::vector<Box>& boxes, const Tree& tree, const Options& options,
                     const std::function<bool()>& cancelled) {
    return Placer(boxes, tree, options).place(cancelled);
}

}  // namespace scout::layout
