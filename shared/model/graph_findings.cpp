#include "model/graph_findings.h"

#include <algorithm>
#include <tuple>

namespace scout::model {

namespace {

/// A label names no namespace: the chain's own hop is meant before any other.
std::string hopOf(const Trace& trace, const std::string& label) {
    for (const std::vector<Hop>* hops : {&trace.chain, &trace.nodes}) {
        for (const Hop& hop : *hops) {
            if (hop.label() == label) return hop.id;
        }
    }
    return trace.object.id();
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
            std::string hop = hopOf(*trace, finding.at);
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

}  // namespace scout::model
