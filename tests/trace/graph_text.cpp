#include "trace/graph_text.h"

namespace scout::test {

namespace {

std::string printVerdict(const model::Verdict& verdict) {
    std::string out(model::name(verdict.state));
    if (!verdict.at.empty()) out += " at " + verdict.at;
    if (!verdict.reason.empty()) out += " (" + verdict.reason + ")";
    return out;
}

std::string printNode(const model::Hop& hop) {
    std::string out = hop.id + "\n    " + std::string(model::name(hop.stage)) + ", " + hop.label() + " [" +
                      std::string(model::name(hop.health.state)) + (hop.claimed ? ", claimed" : "") + "] " +
                      hop.health.status + "\n";
    const auto line = [&out](const char* key, const std::string& value) {
        if (!value.empty()) out += std::string("    ") + key + ": " + value + "\n";
    };
    line("reason", hop.health.reason);
    line("message", hop.health.message);
    line("revision", hop.revision);
    line("url", hop.url);
    line("created", hop.created);
    if (hop.confighub) {
        line("confighub", hop.confighub->space + " / " + hop.confighub->target + " / " + hop.confighub->unit +
                              (hop.confighub->revision.empty() ? "" : " r" + hop.confighub->revision));
    }
    return out;
}

std::string printChain(const model::Chain& chain) {
    std::string out = chain.id + ", " + chain.tool + "\n    " + printVerdict(chain.verdict) + "\n";
    if (!chain.verdict.message.empty()) out += "    " + chain.verdict.message + "\n";
    out += "    from the trace of " + chain.subject + "\n    counts:";
    for (const auto& [state, count] : chain.counts)
        out += " " + std::string(model::name(state)) + " " + std::to_string(count);
    out += "\n";
    for (const std::string& member : chain.members) out += "    - " + member + "\n";
    return out;
}

}  // namespace

std::string print(const model::Graph& graph) {
    std::string out =
        "context " + graph.context + ", seen at " + graph.seenAt + (graph.complete ? ", complete\n" : ", incomplete\n");
    out += "\nCHAINS\n";
    for (const model::Chain& chain : graph.chains) out += printChain(chain);
    out += "\nNODES\n";
    for (const model::Hop& hop : graph.nodes) out += printNode(hop);
    out += "\nEDGES\n";
    for (const model::Edge& edge : graph.edges) {
        out += edge.from + " -> " + edge.to + "\n    " + edge.relation + ", " +
               std::string(model::name(edge.because.grade)) + ": " + edge.because.text + "\n";
    }
    out += "\nTRACES\n";
    for (const auto& [id, trace] : graph.traces)
        out += id + ": " + trace->tool + ", " + printVerdict(trace->verdict) + "\n";
    return out;
}

}  // namespace scout::test
