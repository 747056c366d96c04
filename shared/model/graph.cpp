#include "model/graph.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "model/join.h"

namespace scout::model {

namespace {

/// The hop that a picture of one answer is named after: what applies the object, else the topmost that is no source.
std::string headOf(const Trace& trace) {
    for (std::size_t i = trace.chain.size(); i-- > 1;) {
        const Hop& cause = trace.chain[i - 1];
        const bool applies = std::any_of(trace.edges.begin(), trace.edges.end(), [&](const Edge& edge) {
            return edge.from == cause.id && edge.to == trace.chain[i].id && edge.relation == "applies";
        });
        if (applies) return cause.id;
    }
    for (const Hop& hop : trace.chain) {
        if (hop.stage == Stage::gitops || hop.stage == Stage::cluster) return hop.id;
    }
    return trace.chain.empty() ? trace.object.id() : trace.chain.back().id;
}

void addMember(Chain& chain, const Hop& hop) {
    chain.members.push_back(hop.id);
    if (!hop.claimed) ++chain.counts[hop.health.state];
}

}  // namespace

const Hop* Graph::find(const std::string& id) const {
    const auto found = std::lower_bound(nodes.begin(), nodes.end(), id,
                                        [](const Hop& hop, const std::string& key) { return hop.id < key; });
    return found == nodes.end() || found->id != id ? nullptr : &*found;
}

const Chain* Graph::chain(const std::string& id) const {
    const auto found = std::find_if(chains.begin(), chains.end(), [&id](const Chain& chain) { return chain.id == id; });
    return found == chains.end() ? nullptr : &*found;
}

int badness(VerdictState state) {
    switch (state) {
        case VerdictState::failed:
            return 0;
        case VerdictState::outOfSync:
            return 1;
        case VerdictState::stale:
            return 2;
        case VerdictState::incomplete:
            return 3;
        case VerdictState::progressing:
            return 4;
        case VerdictState::unmanaged:
            return 5;
        case VerdictState::suspended:
            return 6;
        case VerdictState::ready:
            return 7;
    }
    return 7;
}

void sortChains(std::vector<Chain>& chains, const Graph& graph) {
    using Key = std::tuple<int, std::string_view, std::string_view, std::string_view, std::string_view>;
    const auto keyOf = [&graph](const Chain& chain) {
        const Hop* head = graph.find(chain.id);
        return Key{badness(chain.verdict.state), chain.tool, head == nullptr ? std::string_view() : head->ns,
                   head == nullptr ? std::string_view() : head->name, chain.id};
    };
    std::vector<std::pair<Key, std::size_t>> order;
    order.reserve(chains.size());
    for (std::size_t i = 0; i < chains.size(); ++i) order.emplace_back(keyOf(chains[i]), i);
    std::sort(order.begin(), order.end());
    std::vector<Chain> sorted;
    sorted.reserve(chains.size());
    // The keys look into the chains, which may move from here on only.
    for (const auto& [key, index] : order) sorted.push_back(std::move(chains[index]));
    chains = std::move(sorted);
}

Graph graphOf(const Trace& trace) {
    return graphOf(std::vector<Trace>{trace});
}

Graph graphOf(const std::vector<Trace>& traces) {
    Graph graph;
    for (const Trace& trace : traces) graph.traces[trace.object.id()] = std::make_shared<const Trace>(trace);

    Join join;
    std::map<std::string, std::set<std::string>> members;  // by chain id
    for (const auto& [id, trace] : graph.traces) {
        join.add(*trace, id);
        std::set<std::string>& of = members[headOf(*trace)];
        for (const Hop& hop : trace->nodes) of.insert(hop.id);
        graph.context = trace->context;
        graph.seenAt = std::max(graph.seenAt, trace->tracedAt);
    }
    Join::Result joined = join.take();
    graph.nodes = std::move(joined.nodes);
    graph.edges = std::move(joined.edges);
    for (const auto& [head, ids] : members) {
        if (graph.find(head) == nullptr) continue;
        Chain chain;
        chain.id = head;
        for (const std::string& id : ids) addMember(chain, *graph.find(id));
        for (const auto& [id, trace] : graph.traces) {
            if (headOf(*trace) != head) continue;
            const bool worse = chain.subject.empty() || badness(trace->verdict.state) < badness(chain.verdict.state);
            if (!worse) continue;
            chain.subject = id;
            chain.verdict = trace->verdict;
            chain.tool = trace->tool;
        }
        graph.chains.push_back(std::move(chain));
    }
    sortChains(graph.chains, graph);
    return graph;
}

}  // namespace scout::model
