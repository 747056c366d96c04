#include "model/graph_difference.h"

#include <tuple>

namespace scout::model {

namespace {

using Change = GraphDifference::Change;

// A detail is what the card says beyond its state and revision.
void compareNodes(const Hop& before, const Hop& after, std::vector<GraphDifference::Entry>& out) {
    const bool state = before.health.state != after.health.state;
    const bool revision = before.revision != after.revision;
    if (state) {
        out.push_back(
            {after.id, Change::state, std::string(name(before.health.state)), std::string(name(after.health.state))});
    }
    if (revision) out.push_back({after.id, Change::revision, before.revision, after.revision});
    if (state || revision) return;
    if (before.uid != after.uid && !before.uid.empty() && !after.uid.empty()) {
        out.push_back({after.id, Change::detail, "UID " + before.uid, "UID " + after.uid});
    } else if (before.health.status != after.health.status) {
        out.push_back({after.id, Change::detail, before.health.status, after.health.status});
    } else if (before.health.message != after.health.message) {
        out.push_back({after.id, Change::detail, before.health.message, after.health.message});
    } else if (before.url != after.url || before.path != after.path) {
        out.push_back({after.id, Change::detail, before.url + " " + before.path, after.url + " " + after.path});
    }
}

// Calls for each id in order: with both sides, or with nullptr for the side that lacks it.
template <typename Item, typename Less, typename Visit>
void mergeSorted(const std::vector<Item>& before, const std::vector<Item>& after, Less less, Visit visit) {
    auto left = before.begin();
    auto right = after.begin();
    while (left != before.end() || right != after.end()) {
        if (right == after.end() || (left != before.end() && less(*left, *right))) {
            visit(&*left++, nullptr);
        } else if (left == before.end() || less(*right, *left)) {
            visit(nullptr, &*right++);
        } else {
            visit(&*left++, &*right++);
        }
    }
}

}  // namespace

GraphDifference compare(const Graph& before, const Graph& after) {
    GraphDifference out;
    mergeSorted(
        before.nodes, after.nodes, [](const Hop& left, const Hop& right) { return left.id < right.id; },
        [&out](const Hop* was, const Hop* is) {
            if (was == nullptr) {
                out.nodes.push_back({is->id, Change::added, "", std::string(name(is->health.state))});
            } else if (is == nullptr) {
                out.nodes.push_back({was->id, Change::removed, std::string(name(was->health.state)), ""});
            } else {
                compareNodes(*was, *is, out.nodes);
            }
        });
    mergeSorted(
        before.edges, after.edges,
        [](const Edge& left, const Edge& right) {
            return std::tie(left.from, left.to) < std::tie(right.from, right.to);
        },
        [&out](const Edge* was, const Edge* is) {
            if (was == nullptr) {
                out.addedEdges.push_back(*is);
            } else if (is == nullptr) {
                out.removedEdges.push_back(*was);
            } else if (was->relation != is->relation || was->because.grade != is->because.grade) {
                // The words of a proof name revisions, which come and go.
                out.removedEdges.push_back(*was);
                out.addedEdges.push_back(*is);
            }
        });
    return out;
}

}  // namespace scout::model
