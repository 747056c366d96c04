#include "desktop/window/delivers.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>

#include "render/diagram.h"

namespace scout::desktop {

namespace {

/// Edges are sorted by their cause.
std::vector<std::string> reached(const model::Graph& graph, const std::string& hopId) {
    std::vector<std::string> order{hopId};
    std::unordered_set<std::string> seen{hopId};
    for (std::size_t next = 0; next < order.size(); ++next) {
        const std::string from = order[next];
        auto edge = std::lower_bound(graph.edges.begin(), graph.edges.end(), from,
                                     [](const model::Edge& one, const std::string& id) { return one.from < id; });
        for (; edge != graph.edges.end() && edge->from == from; ++edge) {
            if (seen.insert(edge->to).second) order.push_back(edge->to);
        }
    }
    order.erase(order.begin());
    return order;
}

}  // namespace

Delivery deliveredBy(const model::Graph& graph, const std::string& hopId) {
    Delivery out;
    std::map<std::string, Delivered> kinds;
    for (const std::string& id : reached(graph, hopId)) {
        const model::Hop* hop = graph.find(id);
        if (hop == nullptr) continue;
        ++out.objects;
        ++out.counts[hop->health.state];
        Delivered& kind = kinds[hop->kind];
        kind.kind = hop->kind;
        kind.hops.push_back(hop);
    }
    for (auto& [name, kind] : kinds) {
        std::sort(kind.hops.begin(), kind.hops.end(), [](const model::Hop* left, const model::Hop* right) {
            const auto key = [](const model::Hop* hop) {
                return std::tuple(render::severityRank(render::toneOf(hop->health.state)),
                                  std::tie(hop->ns, hop->name, hop->id));
            };
            return key(left) < key(right);
        });
        out.kinds.push_back(std::move(kind));
    }
    std::stable_sort(out.kinds.begin(), out.kinds.end(), [](const Delivered& left, const Delivered& right) {
        const auto key = [](const Delivered& kind) {
            return std::pair(kind.hops.front()->stage == model::Stage::cluster, -static_cast<long>(kind.hops.size()));
        };
        return key(left) < key(right);
    });
    for (const model::Chain& chain : graph.chains) {
        if (chain.id == hopId || std::binary_search(chain.members.begin(), chain.members.end(), hopId))
            out.chains.push_back(chain.id);
    }
    return out;
}

}  // namespace scout::desktop
