#include "trace/chains.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace scout::trace {

namespace {

using Index = std::uint32_t;  // of a node in the graph

enum class Relation { source, applies, owns };

struct Step {
    Index node;
    Relation relation;
};

// For each node the nodes that edges lead to.
class Steps {
  public:
    Steps(std::size_t nodes, const std::vector<std::pair<Index, Step>>& steps) : m_first(nodes + 1, 0) {
        for (const auto& [from, step] : steps) ++m_first[from + 1];
        for (std::size_t i = 1; i < m_first.size(); ++i) m_first[i] += m_first[i - 1];
        m_steps.resize(steps.size());
        std::vector<std::size_t> next(m_first.begin(), m_first.end() - 1);
        for (const auto& [from, step] : steps) m_steps[next[from]++] = step;
    }
    struct Range {
        const Step* first;
        const Step* last;
        const Step* begin() const { return first; }
        const Step* end() const { return last; }
    };
    Range of(Index node) const { return {m_steps.data() + m_first[node], m_steps.data() + m_first[node + 1]}; }
    bool has(Index node, Relation relation) const {
        const Range range = of(node);
        return std::any_of(range.begin(), range.end(), [&](const Step& step) { return step.relation == relation; });
    }

  private:
    std::vector<std::size_t> m_first;
    std::vector<Step> m_steps;
};

Relation relationOf(const model::Edge& edge) {
    if (edge.relation == "applies") return Relation::applies;
    return edge.relation == "owns" ? Relation::owns : Relation::source;
}

class Divider {
  public:
    explicit Divider(const model::Graph& graph) : Divider(graph, stepsOf(graph)) {}

    std::vector<model::Chain> chains() {
        std::vector<model::Chain> out;
        for (const Index head : heads()) out.push_back(chain(head));
        return out;
    }

  private:
    static constexpr Index none = std::numeric_limits<Index>::max();

    Divider(const model::Graph& graph, const std::vector<std::pair<Index, Step>>& steps)
        : m_graph(graph),
          m_traces(tracesOf(graph)),
          m_effects(graph.nodes.size(), steps),
          m_causes(graph.nodes.size(), turned(steps)),
          m_seenIn(graph.nodes.size(), none) {}

    // Both are sorted by id, so one walk joins them.
    static std::vector<const model::Trace*> tracesOf(const model::Graph& graph) {
        std::vector<const model::Trace*> out(graph.nodes.size(), nullptr);
        auto trace = graph.traces.begin();
        for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
            while (trace != graph.traces.end() && trace->first < graph.nodes[i].id) ++trace;
            if (trace != graph.traces.end() && trace->first == graph.nodes[i].id) out[i] = trace->second.get();
        }
        return out;
    }

    // From cause to effect.
    static std::vector<std::pair<Index, Step>> stepsOf(const model::Graph& graph) {
        std::unordered_map<std::string_view, Index> index;
        index.reserve(graph.nodes.size());
        for (Index i = 0; i < graph.nodes.size(); ++i) index.emplace(graph.nodes[i].id, i);
        std::vector<std::pair<Index, Step>> out;
        out.reserve(graph.edges.size());
        for (const model::Edge& edge : graph.edges) {
            const auto from = index.find(edge.from);
            const auto to = index.find(edge.to);
            if (from != index.end() && to != index.end()) out.push_back({from->second, {to->second, relationOf(edge)}});
        }
        return out;
    }

    static std::vector<std::pair<Index, Step>> turned(std::vector<std::pair<Index, Step>> steps) {
        for (auto& [from, step] : steps) std::swap(from, step.node);
        return steps;
    }

    std::vector<Index> heads() const {
        std::vector<Index> out;
        for (Index i = 0; i < m_graph.nodes.size(); ++i) {
            const bool applier = m_graph.nodes[i].stage == model::Stage::gitops;
            if (m_effects.has(i, Relation::applies) || (applier && m_traces[i] != nullptr)) {
                out.push_back(i);
            } else if (m_traces[i] != nullptr && m_graph.nodes[i].stage == model::Stage::cluster) {
                const Index top = topOf(i);
                if (!m_causes.has(top, Relation::applies)) out.push_back(top);
            }
        }
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
        return out;
    }

    // The topmost owner, or the first on the way up that something applies.
    Index topOf(Index node) const {
        // Owners in a circle have no top.
        static constexpr int deepest = 32;
        for (int depth = 0; depth < deepest && !m_causes.has(node, Relation::applies); ++depth) {
            const Index owner = ownerOf(node);
            if (owner == none) break;
            node = owner;
        }
        return node;
    }

    Index ownerOf(Index node) const {
        for (const Step& step : m_causes.of(node)) {
            if (step.relation == Relation::owns) return step.node;
        }
        return none;
    }

    void visit(Index node, Index head, std::vector<Index>& members) {
        if (m_seenIn[node] == head) return;
        m_seenIn[node] = head;
        members.push_back(node);
    }

    model::Chain chain(Index head) {
        std::vector<Index> members;
        visit(head, head, members);
        for (std::size_t i = 0; i < members.size(); ++i) {
            for (const Step& step : m_causes.of(members[i])) {
                if (step.relation == Relation::source) visit(step.node, head, members);
            }
        }
        std::vector<Index> delivered;
        for (const Step& step : m_effects.of(head)) {
            if (step.relation == Relation::applies) delivered.push_back(step.node);
        }
        const std::size_t below = members.size();
        for (const Index node : delivered) visit(node, head, members);
        for (const Step& step : m_effects.of(head)) {
            if (step.relation == Relation::owns) visit(step.node, head, members);
        }
        for (std::size_t i = below; i < members.size(); ++i) {
            for (const Step& step : m_effects.of(members[i])) {
                if (step.relation == Relation::owns) visit(step.node, head, members);
            }
        }

        model::Chain out;
        out.id = m_graph.nodes[head].id;
        out.tool = "none";
        judge(out, head, delivered.empty() ? members : delivered);
        std::sort(members.begin(), members.end());
        out.members.reserve(members.size());
        for (const Index node : members) {
            const model::Hop& hop = m_graph.nodes[node];
            out.members.push_back(hop.id);
            if (!hop.claimed) ++out.counts[hop.health.state];
        }
        return out;
    }

    // The head's own trace goes before an equally bad one, then the smaller id.
    void judge(model::Chain& chain, Index head, std::vector<Index> subjects) const {
        std::sort(subjects.begin(), subjects.end());
        subjects.insert(subjects.begin(), head);
        for (const Index node : subjects) {
            const model::Trace* trace = m_traces[node];
            if (trace == nullptr) continue;
            if (chain.tool == "none") chain.tool = trace->tool;
            const bool worse =
                chain.subject.empty() || model::badness(trace->verdict.state) < model::badness(chain.verdict.state);
            if (!worse) continue;
            chain.subject = m_graph.nodes[node].id;
            chain.verdict = trace->verdict;
        }
        if (!chain.subject.empty()) return;
        chain.subject = chain.id;
        chain.verdict.reason = "Pending";
        chain.verdict.message = "Nothing of it has been read yet";
    }

    const model::Graph& m_graph;
    std::vector<const model::Trace*> m_traces;  // by node
    Steps m_effects;
    Steps m_causes;
    std::vector<Index> m_seenIn;  // by node: the head whose chain it was added to last
};

}  // namespace

std::vector<model::Chain> chainsOf(const model::Graph& graph) {
    std::vector<model::Chain> chains = Divider(graph).chains();
    model::sortChains(chains, graph);
    return chains;
}

}  // namespace scout::trace
