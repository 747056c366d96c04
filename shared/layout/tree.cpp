#include "layout/tree.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_map>

namespace scout::layout {

namespace {

using Ids = std::unordered_map<std::string_view, Index>;

Ids indexIds(const std::vector<Box>& boxes, std::vector<Index>& first) {
    Ids ids;
    ids.reserve(boxes.size());
    first.resize(boxes.size());
    for (Index i = 0; i < boxes.size(); ++i) first[i] = ids.try_emplace(boxes[i].id, i).first->second;
    return ids;
}

void sortBoxes(const std::vector<Box>& boxes, Tree& tree) {
    for (Index i = 0; i < boxes.size(); ++i) {
        if (tree.first[i] == i) tree.order.push_back(i);
    }
    std::sort(tree.order.begin(), tree.order.end(), [&boxes](Index left, Index right) {
        return std::tie(boxes[left].sortKey, boxes[left].id) < std::tie(boxes[right].sortKey, boxes[right].id);
    });
    tree.rank.assign(boxes.size(), none);
    for (Index place = 0; place < tree.order.size(); ++place) tree.rank[tree.order[place]] = place;
}

void chooseParents(const std::vector<Box>& boxes, const std::vector<Link>& links, const Ids& ids, Tree& tree) {
    tree.parent.assign(boxes.size(), none);
    std::vector<int> strength(boxes.size());
    tree.ends.reserve(links.size());
    for (const Link& link : links) {
        const auto from = ids.find(link.from);
        const auto to = ids.find(link.to);
        if (from == ids.end() || to == ids.end()) {
            tree.ends.emplace_back();
            continue;
        }
        const Tree::Ends ends{from->second, to->second};
        tree.ends.push_back(ends);
        if (tree.column[ends.from] >= tree.column[ends.to] || boxes[ends.from].flows) continue;
        Index& parent = tree.parent[ends.to];
        const bool stronger = parent == none || std::tie(link.rank, tree.rank[ends.from]) <
                                                    std::tie(strength[ends.to], tree.rank[parent]);
        if (!stronger) continue;
        parent = ends.from;
        strength[ends.to] = link.rank;
    }
}

}  // namespace

Tree growTree(const std::vector<Box>& boxes, const std::vector<Link>& links) {
    Tree tree;
    const Ids ids = indexIds(boxes, tree.first);
    sortBoxes(boxes, tree);
    tree.column.reserve(boxes.size());
    for (const Box& box : boxes) tree.column.push_back(std::clamp(box.column, 0, columnLimit - 1));
    chooseParents(boxes, links, ids, tree);
    tree.children.resize(boxes.size());
    for (const Index box : tree.order) {
        if (tree.parent[box] != none) {
            tree.children[tree.parent[box]].push_back(box);
        } else {
            (boxes[box].flows ? tree.strays : tree.roots).push_back(box);
        }
    }
    return tree;
}

}  // namespace scout::layout
