#include "model/graph_findings.h"

#include <algorithm>
#include <tuple>

namespace scout::model {

namespace {

/// A label names no namespace: the chain's own hop is meant before any other. "" when there is none.
std::string labelled(const Trace& trace, const std::string& label) {
    for (const std::vector<Hop>* hops : {&trace.chain, &trace.nodes}) {
        for (const Hop& hop : *hops) {
            if (hop.label() == label) return hop.id;
        }
    }
    return {};
}

bool isBad(State state) {
    return state == State::failed || state == State::missing || state == State::outOfSync || state == State::stale;
}

bool isBad(VerdictState state) {
    return state == VerdictState::failed || state == VerdictState::outOfSync || state == VerdictState::stale;
}

bool worse(const Finding& left, const Finding& right) {
    const auto key = [](const Finding& finding) {
        return std::tuple(-static_cast<int>(finding.severity), std::tie(finding.kind, finding.message, finding.at));
    };
    return key(left) < key(right);
}

}  // namespace

std::map<std::string, std::vector<Finding>> findingsByHop(const Graph& graph) {
    std::map<std::string, std::vector<Finding>> out;
    for (const auto& [id, trace] : graph.traces) {
        for (const Finding& finding : trace->findings) {
            std::string hop = labelled(*trace, finding.at);
            if (graph.find(hop) == nullptr) hop = id;
            out[std::move(hop)].push_back(finding);
        }
    }
    for (auto& [id, findings] : out) {
        std::sort(findings.begin(), findings.end(), worse);
        findings.erase(std::unique(findings.begin(), findings.end()), findings.end());
    }
    return out;
}

std::string verdictPlace(const Graph& graph, const Chain& chain) {
    std::string any;
    for (const std::string& member : chain.members) {
        const Hop* hop = graph.find(member);
        if (hop == nullptr || hop->label() != chain.verdict.at) continue;
        if (!hop->ready()) return member;
        if (any.empty()) any = member;
    }
    // A source may look well, and nobody serve it any more.
    const auto trace = graph.traces.find(chain.subject);
    if (trace == graph.traces.end()) return any;
    const std::string own = labelled(*trace->second, chain.verdict.at);
    return graph.find(own) == nullptr ? any : own;
}

std::set<std::string> problemsOf(const Graph& graph) {
    std::set<std::string> out;
    for (const Hop& hop : graph.nodes) {
        if (isBad(hop.health.state) && !hop.claimed) out.insert(hop.id);
    }
    for (const auto& [id, findings] : findingsByHop(graph)) {
        if (findings.front().severity != Severity::info) out.insert(id);
    }
    for (const Chain& chain : graph.chains) {
        if (!isBad(chain.verdict.state)) continue;
        if (std::string place = verdictPlace(graph, chain); !place.empty()) out.insert(std::move(place));
    }
    return out;
}

}  // namespace scout::model
