#include "trace/why.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "model/revision.h"

namespace scout::trace {

namespace {

using model::Edge;
using model::Graph;
using model::Hop;
using model::State;

constexpr std::size_t toldPods = 5;

const Edge* edgeBetween(const Graph& graph, const std::string& from, const std::string& to) {
    const auto less = [](const Edge& edge, const std::pair<const std::string&, const std::string&>& ends) {
        return std::tie(edge.from, edge.to) < std::tie(ends.first, ends.second);
    };
    const auto found = std::lower_bound(graph.edges.begin(), graph.edges.end(),
                                        std::pair<const std::string&, const std::string&>(from, to), less);
    return found != graph.edges.end() && found->from == from && found->to == to ? &*found : nullptr;
}

// The nearest cause: an owner before an applier before a source, then the strongest proof.
const Edge* edgeInto(const Graph& graph, const std::string& id) {
    const auto rank = [](const Edge& edge) {
        const int relation = edge.relation == "owns" ? 0 : edge.relation == "applies" ? 1 : 2;
        return std::tuple(relation, edge.because.grade, std::string_view(edge.from));
    };
    const Edge* best = nullptr;
    for (const Edge& edge : graph.edges) {
        if (edge.to == id && (best == nullptr || rank(edge) < rank(*best))) best = &edge;
    }
    return best;
}

const model::Trace* traceOf(const Graph& graph, const std::string& id) {
    const auto found = graph.traces.find(id);
    return found == graph.traces.end() ? nullptr : found->second.get();
}

// Hop ids, root first. An Application's chain goes on to what it applies.
std::vector<std::string> pathTo(const Graph& graph, const std::string& id) {
    std::vector<std::string> path = {id};
    std::set<std::string> seen = {id};
    for (;;) {
        const std::string& top = path.front();
        if (const model::Trace* trace = traceOf(graph, top)) {
            const auto at = std::find_if(trace->chain.begin(), trace->chain.end(),
                                         [&top](const Hop& hop) { return hop.id == top; });
            if (at != trace->chain.end() && at != trace->chain.begin()) {
                std::vector<std::string> whole;
                for (auto hop = trace->chain.begin(); hop != at; ++hop) whole.push_back(hop->id);
                whole.insert(whole.end(), path.begin(), path.end());
                return whole;
            }
        }
        const Edge* edge = edgeInto(graph, top);
        if (edge == nullptr || !seen.insert(edge->from).second) return path;
        path.insert(path.begin(), edge->from);
    }
}

bool isSure(model::Grade grade) {
    return grade != model::Grade::label && grade != model::Grade::inferred;
}

// The content is proven by its digest; that it was built from that commit is what its maker wrote down.
std::string certaintyOf(const Edge& edge, const Hop& cause) {
    if (cause.claimed && isSure(edge.because.grade)) return "recorded for this very content; not read itself";
    return std::string(certainty(edge.because.grade));
}

std::string sentenceOf(const Edge& edge, const Hop& cause, const Hop& effect) {
    const std::string said = isSure(edge.because.grade) ? "" : " is said to";
    if (edge.relation == "owns")
        return cause.label() + (said.empty() ? " owns " : said + " own ") + effect.label() + ".";
    if (edge.relation == "applies")
        return cause.label() + (said.empty() ? " applies " : said + " apply ") + effect.label() + ".";
    if (edge.relation == "source")
        return effect.label() + (said.empty() ? " gets its content from " : said + " get its content from ") +
               cause.label() + ".";
    return effect.label() + (said.empty() && !cause.claimed ? " was built from " : " is said to be built from ") +
           cause.label() + ".";
}

std::string beginningOf(const Graph& graph, const Hop& root, bool alone) {
    if (alone) {
        const bool source = root.stage != model::Stage::cluster && root.stage != model::Stage::gitops;
        if (source) return "This is where it begins.";
        const model::Trace* trace = traceOf(graph, root.id);
        const bool unmanaged = trace != nullptr && trace->verdict.state == model::VerdictState::unmanaged;
        if (unmanaged) return "Nothing was found that applies " + root.label() + ".";
        return "Nothing was seen that " + root.label() + " comes from.";
    }
    std::string out = "It begins with " + root.label();
    if (!root.revision.empty()) out += " at " + model::shorten(model::parseRevision(root.revision));
    if (root.claimed) out += ", which is known by another's word only";
    return out + ".";
}

std::string wordOf(State state) {
    switch (state) {
        case State::ready:
            return "is ready";
        case State::progressing:
            return "is not ready yet";
        case State::failed:
            return "failed";
        case State::suspended:
            return "is suspended";
        case State::outOfSync:
            return "is out of sync";
        case State::stale:
            return "was changed and its controller has not looked at it since";
        case State::terminating:
            return "is being deleted";
        case State::unknown:
            return "has no known state";
        case State::forbidden:
            return "may not be read";
        case State::missing:
            return "does not exist";
        case State::unreachable:
            return "could not be reached";
        case State::notInstalled:
            return "is of a kind that this cluster does not serve";
        case State::unsupported:
            return "could not be followed";
    }
    return "has no known state";
}

// Nothing for a reason that says the state's word again, such as "OutOfSync".
std::string inBrackets(const std::string& reason, State state) {
    return reason.empty() || base::lower(reason) == name(state) ? std::string() : " (" + reason + ")";
}

std::string afterColon(const std::string& message) {
    return message.empty() ? std::string(".") : ": " + message;
}

std::string healthSentence(const Hop& hop) {
    const model::Health& health = hop.health;
    return hop.label() + " " + wordOf(health.state) + inBrackets(health.reason, health.state) +
           afterColon(health.message.empty() ? health.status : health.message);
}

// The hop that a verdict is about; the object itself when it names none.
const Hop* heldBackBy(const model::Trace& trace) {
    for (const Hop& hop : trace.chain) {
        if (hop.label() == trace.verdict.at) return &hop;
    }
    return nullptr;
}

std::string verdictSentence(const model::Verdict& verdict, const Hop* at) {
    if (at == nullptr) return verdict.message;
    // "A newer revision was fetched and is not applied yet" is about a hop that is well itself.
    if (at->ready()) return at->label() + inBrackets(verdict.reason, State::ready) + afterColon(verdict.message);
    return at->label() + " " + wordOf(at->health.state) + inBrackets(verdict.reason, at->health.state) +
           afterColon(verdict.message);
}

// What is known by an applier's record alone was not looked at: that is no trouble of its own.
bool isUnread(const Hop& hop) {
    return hop.apiVersion.empty() && hop.health.state == State::unknown;
}

bool isTrouble(const Hop& hop) {
    return !hop.claimed && !isUnread(hop) && hop.health.state != State::ready && hop.health.state != State::suspended;
}

class Problems {
  public:
    explicit Problems(const Graph& graph) : m_graph(graph) {}

    void addVerdict(const model::Verdict& verdict, const std::string& subject) {
        if (verdict.state == model::VerdictState::ready) return;
        const model::Trace* trace = traceOf(m_graph, subject);
        const Hop* at = trace == nullptr ? nullptr : heldBackBy(*trace);
        add(at == nullptr ? subject : at->id, verdictSentence(verdict, at), verdict.advice);
    }
    void addHealth(const Hop& hop) {
        if (isTrouble(hop)) add(hop.id, healthSentence(hop), {});
    }
    // The lowest objects that are not well, told once for each reason.
    void addOwned(const std::string& id) {
        std::map<std::pair<State, std::string>, std::vector<const Hop*>> byReason;
        std::set<std::string> seen = {id};
        collect(id, seen, byReason);
        std::size_t told = 0;
        for (const auto& [reason, hops] : byReason) {
            if (told++ == toldPods) return;
            const Hop& first = *hops.front();
            std::string sentence = healthSentence(first);
            if (hops.size() > 1) sentence += " (and " + std::to_string(hops.size() - 1) + " more like it)";
            add(first.id, std::move(sentence), {});
        }
    }
    std::vector<WhyProblem> take() { return std::move(m_problems); }

  private:
    void add(const std::string& hop, std::string sentence, std::string advice) {
        const bool told = std::any_of(m_problems.begin(), m_problems.end(),
                                      [&hop](const WhyProblem& problem) { return problem.hop == hop; });
        if (!told && !sentence.empty()) m_problems.push_back({hop, std::move(sentence), std::move(advice)});
    }

    // True when something below, or the object itself, is not well.
    bool collect(const std::string& id, std::set<std::string>& seen,
                 std::map<std::pair<State, std::string>, std::vector<const Hop*>>& out) {
        bool any = false;
        auto edge = std::lower_bound(m_graph.edges.begin(), m_graph.edges.end(), id,
                                     [](const Edge& left, const std::string& key) { return left.from < key; });
        for (; edge != m_graph.edges.end() && edge->from == id; ++edge) {
            if (edge->relation != "owns" || !seen.insert(edge->to).second) continue;
            const Hop* hop = m_graph.find(edge->to);
            if (hop == nullptr) continue;
            if (collect(edge->to, seen, out)) {
                any = true;
            } else if (isTrouble(*hop)) {
                out[{hop->health.state, hop->health.reason}].push_back(hop);
                any = true;
            }
        }
        return any;
    }

    const Graph& m_graph;
    std::vector<WhyProblem> m_problems;
};

}  // namespace

std::string_view certainty(model::Grade grade) {
    switch (grade) {
        case model::Grade::uid:
            return "proven by UID";
        case model::Grade::inventory:
            return "proven by the applier's own record";
        case model::Grade::digest:
            return "proven: both name the same content";
        case model::Grade::reference:
            return "named by the field that the controller follows";
        case model::Grade::label:
            return "claimed by a label or an annotation only";
        case model::Grade::inferred:
            return "guessed by a naming rule";
    }
    return "guessed by a naming rule";
}

namespace {

// Who made the applier of the path itself: an applier is an object too.
std::vector<const Edge*> declarersOf(const Graph& graph, const std::string& id, const std::vector<std::string>& path) {
    std::vector<const Edge*> out;
    const Hop* hop = graph.find(id);
    if (hop == nullptr || hop->stage != model::Stage::gitops) return out;
    for (const Edge& edge : graph.edges) {
        const bool above = edge.to == id && (edge.relation == "applies" || edge.relation == "owns");
        if (above && std::find(path.begin(), path.end(), edge.from) == path.end()) out.push_back(&edge);
    }
    return out;
}

}  // namespace

Why why(const Graph& graph, const std::string& hopId) {
    Why out;
    const Hop* hop = graph.find(hopId);
    if (hop == nullptr) return out;
    const std::vector<std::string> path = pathTo(graph, hopId);
    for (std::size_t i = 1; i < path.size(); ++i) {
        const Edge* edge = edgeBetween(graph, path[i - 1], path[i]);
        const Hop* cause = graph.find(path[i - 1]);
        const Hop* effect = graph.find(path[i]);
        if (edge == nullptr || cause == nullptr || effect == nullptr) continue;
        out.steps.push_back({edge->from, edge->to, sentenceOf(*edge, *cause, *effect), edge->because.text,
                             edge->because.grade, certaintyOf(*edge, *cause)});
    }
    std::vector<const Hop*> declarers;
    for (const std::string& id : path) {
        for (const Edge* edge : declarersOf(graph, id, path)) {
            const Hop* declarer = graph.find(edge->from);
            const Hop* effect = graph.find(edge->to);
            if (declarer == nullptr || effect == nullptr) continue;
            const char* verb = isSure(edge->because.grade) ? " declares " : " is said to declare ";
            out.steps.push_back({edge->from, edge->to, declarer->label() + verb + effect->label() + " itself.",
                                 edge->because.text, edge->because.grade, certaintyOf(*edge, *declarer)});
            declarers.push_back(declarer);
        }
    }
    if (const Hop* root = graph.find(path.front())) out.beginning = beginningOf(graph, *root, path.size() == 1);

    Problems problems(graph);
    // The nearest object up the path that was investigated answers for what it owns.
    for (auto id = path.rbegin(); id != path.rend(); ++id) {
        const model::Trace* trace = traceOf(graph, *id);
        if (trace == nullptr) continue;
        problems.addVerdict(trace->verdict, *id);
        break;
    }
    problems.addHealth(*hop);
    for (const Hop* declarer : declarers) problems.addHealth(*declarer);
    problems.addOwned(hopId);
    if (const model::Chain* chain = graph.chain(hopId)) problems.addVerdict(chain->verdict, chain->subject);
    out.problems = problems.take();
    return out;
}

}  // namespace scout::trace
