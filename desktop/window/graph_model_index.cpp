#include "desktop/window/graph_model_index.h"

#include <algorithm>
#include <tuple>

#include "model/graph_findings.h"

namespace scout::desktop {

GraphIndex::GraphIndex(std::shared_ptr<const model::Graph> graph) : m_graph(std::move(graph)) {
    if (!m_graph) m_graph = std::make_shared<const model::Graph>();
    m_findings = model::findingsByHop(*m_graph);
    const auto& nodes = m_graph->nodes;
    const auto& edges = m_graph->edges;
    m_positions.reserve(nodes.size());
    for (std::size_t node = 0; node < nodes.size(); ++node) m_positions.emplace(nodes[node].id, node);

    m_causes.resize(nodes.size());
    m_from.resize(edges.size(), none);
    for (std::size_t edge = 0; edge < edges.size(); ++edge) {
        m_from[edge] = find(edges[edge].from);
        const std::size_t to = find(edges[edge].to);
        if (to != none && m_from[edge] != none) m_causes[to].push_back(edge);
    }
    for (auto& causes : m_causes) {
        std::sort(causes.begin(), causes.end(), [&](std::size_t left, std::size_t right) {
            return std::tuple(edges[left].because.grade, m_from[left], left) <
                   std::tuple(edges[right].because.grade, m_from[right], right);
        });
    }
}

std::size_t GraphIndex::find(std::string_view hopId) const {
    const auto found = m_positions.find(hopId);
    return found == m_positions.end() ? none : found->second;
}

const std::vector<model::Finding>& GraphIndex::findings(std::size_t node) const {
    static const std::vector<model::Finding> nothing;
    const auto found = m_findings.find(hop(node).id);
    return found == m_findings.end() ? nothing : found->second;
}

std::vector<GraphIndex::Branch> GraphIndex::forest(std::size_t chain) const {
    std::vector<std::size_t> members;
    members.reserve(m_graph->chains[chain].members.size());
    for (const std::string& id : m_graph->chains[chain].members) {
        const std::size_t node = find(id);
        if (node != none) members.push_back(node);
    }
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
    return forestOf(members);
}

std::vector<GraphIndex::Branch> GraphIndex::loose() const {
    std::vector<bool> taken(m_graph->nodes.size(), false);
    for (const model::Chain& chain : m_graph->chains) {
        for (const std::string& id : chain.members) {
            const std::size_t node = find(id);
            if (node != none) taken[node] = true;
        }
    }
    std::vector<std::size_t> members;
    for (std::size_t node = 0; node < taken.size(); ++node) {
        if (!taken[node]) members.push_back(node);
    }
    return forestOf(members);
}

std::vector<GraphIndex::Branch> GraphIndex::forestOf(const std::vector<std::size_t>& members) const {
    const auto position = [&](std::size_t node) {
        const auto found = std::lower_bound(members.begin(), members.end(), node);
        return found != members.end() && *found == node ? static_cast<std::size_t>(found - members.begin()) : none;
    };
    // Positions within `members` from here on.
    std::vector<std::size_t> primary(members.size(), none);
    std::vector<std::size_t> parent(members.size(), none);
    for (std::size_t member = 0; member < members.size(); ++member) {
        for (const std::size_t edge : m_causes[members[member]]) {
            const std::size_t from = position(m_from[edge]);
            if (from == none || from == member) continue;
            primary[member] = edge;
            parent[member] = from;
            break;
        }
    }
    // A ring is opened at its first member: walking up from any of its members must end at a root.
    std::vector<std::size_t> seenBy(members.size(), none);
    for (std::size_t member = 0; member < members.size(); ++member) {
        std::size_t at = member;
        while (at != none && seenBy[at] == none) {
            seenBy[at] = member;
            at = parent[at];
        }
        if (at == none || seenBy[at] != member) continue;
        std::size_t first = at;
        for (std::size_t next = parent[at]; next != at; next = parent[next]) first = std::min(first, next);
        parent[first] = none;
        primary[first] = none;
    }

    std::vector<std::vector<std::size_t>> effects(members.size());
    std::vector<std::size_t> roots;
    for (std::size_t member = 0; member < members.size(); ++member) {
        (parent[member] == none ? roots : effects[parent[member]]).push_back(member);
    }
    // Built from the leaves up without recursion: a chain of owners may be as deep as it likes.
    std::vector<std::size_t> order = roots;
    for (std::size_t next = 0; next < order.size(); ++next) {
        order.insert(order.end(), effects[order[next]].begin(), effects[order[next]].end());
    }
    std::vector<Branch> branches(members.size());
    for (auto member = order.rbegin(); member != order.rend(); ++member) {
        Branch& branch = branches[*member];
        branch.node = members[*member];
        branch.edge = primary[*member];
        branch.effects.reserve(effects[*member].size());
        for (const std::size_t effect : effects[*member]) branch.effects.push_back(std::move(branches[effect]));
    }
    std::vector<Branch> forest;
    forest.reserve(roots.size());
    for (const std::size_t root : roots) forest.push_back(std::move(branches[root]));
    return forest;
}

}  // namespace scout::desktop
