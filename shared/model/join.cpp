#include "model/join.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace scout::model {

namespace {

// Anything but the same answer from everybody who gives one is no answer.
std::string agreed(const std::vector<const Hop*>& claims, std::string ConfigHubOrigin::*field) {
    std::string out;
    for (const Hop* hop : claims) {
        const std::string& said = (*hop->confighub).*field;
        if (said.empty() || said == out) continue;
        if (!out.empty()) return {};
        out = said;
    }
    return out;
}

ConfigHubOrigin agreed(const std::vector<const Hop*>& claims) {
    ConfigHubOrigin out = *claims.front()->confighub;
    for (const auto field :
         {&ConfigHubOrigin::organization, &ConfigHubOrigin::space, &ConfigHubOrigin::unit, &ConfigHubOrigin::revision,
          &ConfigHubOrigin::target, &ConfigHubOrigin::release, &ConfigHubOrigin::url, &ConfigHubOrigin::confidence})
        out.*field = agreed(claims, field);
    return out;
}

auto strength(const Edge& edge) {
    return std::tie(edge.because.grade, edge.because.text, edge.relation);
}

}  // namespace

void Join::add(const Trace& trace, const std::string& subject) {
    for (const Hop& hop : trace.nodes) add(hop, hop.id == subject ? Word::own : Word::others);
    for (const Edge& edge : trace.edges) join(edge);
}

void Join::add(const Hop& hop, Word word) {
    const auto [at, added] = m_index.try_emplace(hop.id, m_nodes.size());
    if (added) m_nodes.push_back({&hop, word, {}});
    Node& node = m_nodes[at->second];
    if (hop.confighub) node.claims.push_back(&hop);
    // A commit is known with its repository by some and without it by others.
    const bool saysMore = word == node.word && node.hop->url.empty() && !hop.url.empty();
    if (word < node.word || saysMore) {
        node.hop = &hop;
        node.word = word;
    }
}

void Join::add(Edge edge) {
    join(m_made.emplace_back(std::move(edge)));
}

void Join::join(const Edge& edge) {
    const std::uint64_t ends = (std::uint64_t{numberOf(edge.from)} << 32U) | numberOf(edge.to);
    const auto [at, added] = m_edges.try_emplace(ends, &edge);
    if (!added && strength(edge) < strength(*at->second)) at->second = &edge;
}

std::uint32_t Join::numberOf(std::string_view id) {
    return m_numbers.try_emplace(id, static_cast<std::uint32_t>(m_numbers.size())).first->second;
}

std::vector<std::size_t> Join::inOrder() const {
    std::vector<std::size_t> order(m_nodes.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(),
              [this](std::size_t left, std::size_t right) { return m_nodes[left].hop->id < m_nodes[right].hop->id; });
    return order;
}

std::vector<Hop> Join::nodes() const {
    std::vector<Hop> out;
    out.reserve(m_nodes.size());
    for (const std::size_t index : inOrder()) {
        const Node& node = m_nodes[index];
        Hop& hop = out.emplace_back(*node.hop);
        if (node.claims.size() > 1) hop.confighub = agreed(node.claims);
    }
    return out;
}

std::vector<Edge> Join::edges() const {
    // Numbers in the order of the ids, so that edges need no text comparisons.
    std::vector<std::pair<std::string_view, std::uint32_t>> ids(m_numbers.begin(), m_numbers.end());
    std::sort(ids.begin(), ids.end());
    std::vector<std::uint32_t> rank(ids.size());
    for (std::uint32_t i = 0; i < ids.size(); ++i) rank[ids[i].second] = i;

    std::vector<std::pair<std::uint64_t, const Edge*>> order;
    order.reserve(m_edges.size());
    for (const auto& [ends, edge] : m_edges) {
        const std::uint64_t from = rank[ends >> 32U];
        const std::uint64_t to = rank[ends & 0xffffffffU];
        order.emplace_back((from << 32U) | to, edge);
    }
    std::sort(order.begin(), order.end());
    std::vector<Edge> out;
    out.reserve(order.size());
    for (const auto& [ends, edge] : order) out.push_back(*edge);
    return out;
}

}  // namespace scout::model
