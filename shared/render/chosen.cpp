#include "render/chosen.h"

#include <algorithm>
#include <tuple>

#include "model/graph_findings.h"

namespace scout::render {

namespace {

constexpr int placeBits = 32;

Lane laneOf(const model::Hop& hop) {
    switch (hop.stage) {
        case model::Stage::git:
            return Lane::git;
        case model::Stage::confighub:
            return Lane::confighub;
        case model::Stage::oci:
        case model::Stage::helm:
        case model::Stage::bucket:
            return Lane::artifact;
        case model::Stage::gitops:
            return Lane::gitops;
        case model::Stage::cluster:
            return hop.kind == "Pod" && hop.apiVersion == "v1" ? Lane::pods : Lane::workload;
    }
    return Lane::workload;
}

bool isReplicaSet(const model::Hop& hop) {
    return hop.kind == "ReplicaSet" && hop.apiVersion.starts_with("apps/");
}

}  // namespace

model::Grade ChosenLink::grade() const {
    return second == nullptr ? edge->because.grade : std::max(edge->because.grade, second->because.grade);
}

std::string ChosenLink::because() const {
    if (second == nullptr || second->because.text.empty()) return edge->because.text;
    return edge->because.text + "; " + second->because.text;
}

Chosen::Chosen(const model::Graph& graph, const DiagramOptions& options) {
    choose(graph, options);
    if (options.problemsOnly) m_problems = model::problemsOf(graph);
    m_index.reserve(size());
    for (NodeIndex i = 0; i < size(); ++i) m_index.emplace(m_hops[i]->id, i);
    resolve(graph);
    m_partOf.assign(size(), noNode);
    m_partEdges.assign(size(), nullptr);
    if (!options.replicaSets) findParts();
    connect();
    chooseLanes();
    choosePlaces();
    chooseParents();
}

NodeIndex Chosen::find(std::string_view id) const {
    const auto found = m_index.find(id);
    return found == m_index.end() ? noNode : found->second;
}

void Chosen::choose(const model::Graph& graph, const DiagramOptions& options) {
    std::vector<bool> chosen(graph.nodes.size(), options.chains.empty());
    for (const model::Chain& chain : graph.chains) {
        if (!options.chains.contains(chain.id)) continue;
        for (const std::string& id : chain.members) {
            if (const model::Hop* hop = graph.find(id))
                chosen[static_cast<std::size_t>(hop - graph.nodes.data())] = true;
        }
    }
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        if (!chosen[i]) continue;
        m_hops.push_back(&graph.nodes[i]);
        m_tones.push_back(toneOf(graph.nodes[i].health.state));
    }
}

void Chosen::resolve(const model::Graph& graph) {
    m_links.reserve(graph.edges.size());
    const std::string* lastId = nullptr;
    NodeIndex last = noNode;
    for (const model::Edge& edge : graph.edges) {
        if (lastId == nullptr || *lastId != edge.from) last = find(edge.from);
        lastId = &edge.from;
        const NodeIndex to = last == noNode ? noNode : find(edge.to);
        if (to != noNode) m_links.push_back({last, to, &edge, nullptr});
    }
}

void Chosen::findParts() {
    for (const ChosenLink& link : m_links) {
        if (m_partOf[link.to] != noNode || !isReplicaSet(hop(link.to)) || isReplicaSet(hop(link.from))) continue;
        if (link.edge->relation != "owns") continue;
        m_partOf[link.to] = link.from;
        m_partEdges[link.to] = link.edge;
    }
}

void Chosen::connect() {
    for (ChosenLink& link : m_links) {
        if (m_partOf[link.to] != noNode) link.to = m_partOf[link.to];
        if (m_partOf[link.from] != noNode) {
            link.second = link.edge;
            link.edge = m_partEdges[link.from];
            link.from = m_partOf[link.from];
        }
    }
    std::erase_if(m_links, [](const ChosenLink& link) { return link.from == link.to; });
    const auto key = [](const ChosenLink& link) { return std::tuple(link.from, link.to, link.grade()); };
    std::stable_sort(m_links.begin(), m_links.end(),
                     [&key](const ChosenLink& left, const ChosenLink& right) { return key(left) < key(right); });
    const auto same = [](const ChosenLink& left, const ChosenLink& right) {
        return left.from == right.from && left.to == right.to;
    };
    m_links.erase(std::unique(m_links.begin(), m_links.end(), same), m_links.end());
    m_effects = Grouped(size(), m_links.size(), [this](std::size_t i) { return m_links[i].from; });
    m_causes = Grouped(size(), m_links.size(), [this](std::size_t i) { return m_links[i].to; });
}

void Chosen::chooseLanes() {
    m_lanes.reserve(size());
    for (NodeIndex i = 0; i < size(); ++i) {
        const bool owned = std::any_of(causes(i).begin(), causes(i).end(),
                                       [this](std::uint32_t link) { return m_links[link].edge->relation == "owns"; });
        m_lanes.push_back(isReplicaSet(hop(i)) && owned ? Lane::replicaSets : laneOf(hop(i)));
    }
    // What a Pod owns, and what that owns, stands to its right.
    std::vector<NodeIndex> next;
    for (NodeIndex i = 0; i < size(); ++i) {
        if (m_lanes[i] > Lane::workload) next.push_back(i);
    }
    while (!next.empty()) {
        const NodeIndex node = next.back();
        next.pop_back();
        for (const std::uint32_t index : effects(node)) {
            const ChosenLink& link = m_links[index];
            if (link.edge->relation != "owns" || hop(link.to).stage != model::Stage::cluster) continue;
            if (m_lanes[link.to] >= m_lanes[node]) continue;
            m_lanes[link.to] = m_lanes[node];
            next.push_back(link.to);
        }
    }
}

// Within a lane by the longest way; links of a circle that would lead back do not count.
void Chosen::choosePlaces() {
    std::vector<std::uint32_t> depth(size(), 0);
    std::vector<std::uint32_t> open(size(), 0);
    const auto within = [this](const ChosenLink& link) { return m_lanes[link.from] == m_lanes[link.to]; };
    for (const ChosenLink& link : m_links) open[link.to] += within(link) ? 1U : 0U;

    std::vector<bool> done(size(), false);
    std::vector<NodeIndex> next;
    for (NodeIndex i = 0; i < size(); ++i) {
        if (open[i] == 0) next.push_back(i);
    }
    NodeIndex forced = 0;
    while (true) {
        if (next.empty()) {
            while (forced < size() && done[forced]) ++forced;
            if (forced == size()) break;
            next.push_back(forced);
        }
        const NodeIndex node = next.back();
        next.pop_back();
        if (done[node]) continue;
        done[node] = true;
        for (const std::uint32_t index : effects(node)) {
            const ChosenLink& link = m_links[index];
            if (!within(link) || done[link.to]) continue;
            depth[link.to] = std::max(depth[link.to], depth[node] + 1);
            if (--open[link.to] == 0) next.push_back(link.to);
        }
    }
    m_places.reserve(size());
    for (NodeIndex i = 0; i < size(); ++i)
        m_places.push_back((static_cast<std::uint64_t>(m_lanes[i]) << placeBits) + depth[i]);
}

void Chosen::chooseParents() {
    m_parents.assign(size(), noNode);
    std::vector<model::Grade> grades(size(), model::Grade::inferred);
    for (const ChosenLink& link : m_links) {
        if (!leadsRight(link)) continue;
        const model::Grade grade = link.grade();
        if (m_parents[link.to] != noNode && grades[link.to] <= grade) continue;
        m_parents[link.to] = link.from;
        grades[link.to] = grade;
    }
    m_leftToRight.resize(size());
    for (NodeIndex i = 0; i < size(); ++i) m_leftToRight[i] = i;
    std::stable_sort(m_leftToRight.begin(), m_leftToRight.end(),
                     [this](NodeIndex left, NodeIndex right) { return m_places[left] < m_places[right]; });
}

}  // namespace scout::render
