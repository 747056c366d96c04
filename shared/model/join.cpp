#include "model/join.h"

#include <algorithm>
#include <tuple>

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
    ConfigHubOrigin out;
    for (const auto field :
         {&ConfigHubOrigin::organization, &ConfigHubOrigin::space, &ConfigHubOrigin::unit, &ConfigHubOrigin::revision,
          &ConfigHubOrigin::target, &ConfigHubOrigin::release, &ConfigHubOrigin::url, &ConfigHubOrigin::confidence})
        out.*field = agreed(claims, field);
    return out;
}

auto strength(const Edge& edge) {
    return std::tie(edge.because.grade, edge.because.text, edge.relation);
}

std::uint64_t pack(std::uint64_t from, std::uint64_t to) {
    return (from << 32U) | to;
}
Join::Number fromOf(std::uint64_t ends) {
    return static_cast<Join::Number>(ends >> 32U);
}
Join::Number toOf(std::uint64_t ends) {
    return static_cast<Join::Number>(ends & 0xffffffffU);
}

}  // namespace

void Join::reserve(std::size_t nodes, std::size_t edges) {
    m_index.reserve(nodes);
    m_nodes.reserve(nodes);
    m_ends.reserve(edges);
    m_connections.reserve(edges);
}

std::optional<Join::Number> Join::add(const Trace& trace, const std::string& subject) {
    std::optional<Number> number;
    for (const Hop& hop : trace.nodes) {
        const bool own = hop.id == subject;
        const Number added = join(hop, own ? Word::own : Word::others, nullptr);
        if (own) number = added;
    }
    for (const Edge& edge : trace.edges) {
        const auto from = find(edge.from);
        const auto to = find(edge.to);
        if (from && to) join(*from, *to, {&edge, {}});
    }
    return number;
}

Join::Number Join::add(const Hop& hop, Word word) {
    return join(hop, word, nullptr);
}

Join::Number Join::make(Hop hop, Word word) {
    Hop& made = m_made.emplace_back(std::move(hop));
    return join(made, word, &made);
}

Join::Number Join::join(const Hop& hop, Word word, Hop* made) {
    const auto [at, added] = m_index.try_emplace(hop.id, static_cast<Number>(m_nodes.size()));
    if (added) m_nodes.push_back({&hop, word, made, {}});
    Node& node = m_nodes[at->second];
    if (hop.confighub) node.claims.push_back(&hop);
    // A commit is known with its repository by some and without it by others.
    const bool saysMore = word == node.word && node.hop->url.empty() && !hop.url.empty();
    if (word < node.word || saysMore) {
        node.hop = &hop;
        node.word = word;
        node.made = made;
    }
    return at->second;
}

void Join::connect(Number from, Number to, std::string_view relation, Because because) {
    join(from, to, {nullptr, {{}, {}, std::string(relation), std::move(because)}});
}

void Join::join(Number from, Number to, Connection connection) {
    const std::uint64_t ends = pack(from, to);
    const auto [at, added] = m_ends.try_emplace(ends, m_connections.size());
    if (added) {
        m_connections.emplace_back(ends, std::move(connection));
        return;
    }
    Connection& known = m_connections[at->second].second;
    const auto edgeOf = [](const Connection& one) -> const Edge& { return one.told != nullptr ? *one.told : one.made; };
    if (strength(edgeOf(connection)) < strength(edgeOf(known))) known = std::move(connection);
}

std::optional<Join::Number> Join::find(const std::string& id) const {
    const auto found = m_index.find(id);
    return found == m_index.end() ? std::nullopt : std::optional(found->second);
}

Join::Result Join::take() {
    std::vector<Number> order(m_nodes.size());
    for (Number i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(),
              [this](Number left, Number right) { return m_nodes[left].hop->id < m_nodes[right].hop->id; });
    // With nodes numbered by their rank, edges are sorted without comparing a text.
    std::vector<Number> rank(order.size());
    for (Number i = 0; i < order.size(); ++i) rank[order[i]] = i;

    Result out;
    out.nodes.reserve(order.size());
    m_index.clear();  // it looks into the ids that move
    for (const Number number : order) {
        Node& node = m_nodes[number];
        std::optional<ConfigHubOrigin> origin;
        if (node.claims.size() > 1) origin = agreed(node.claims);
        Hop& hop =
            node.made != nullptr ? out.nodes.emplace_back(std::move(*node.made)) : out.nodes.emplace_back(*node.hop);
        if (origin) hop.confighub = std::move(*origin);
    }

    for (auto& [ends, connection] : m_connections) ends = pack(rank[fromOf(ends)], rank[toOf(ends)]);
    std::vector<std::pair<std::uint64_t, std::size_t>> edges(m_connections.size());
    for (std::size_t i = 0; i < edges.size(); ++i) edges[i] = {m_connections[i].first, i};
    std::sort(edges.begin(), edges.end());
    out.edges.reserve(edges.size());
    for (const auto& [ends, index] : edges) {
        Connection& connection = m_connections[index].second;
        if (connection.told != nullptr) {
            out.edges.push_back(*connection.told);
            continue;
        }
        Edge& edge = out.edges.emplace_back(std::move(connection.made));
        edge.from = out.nodes[fromOf(ends)].id;
        edge.to = out.nodes[toOf(ends)].id;
    }
    return out;
}

}  // namespace scout::model
