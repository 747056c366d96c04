#include "render/gone.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace scout::render {

model::Graph withGone(const model::Graph& graph, const DiagramOptions& options) {
    model::Graph out = graph;
    std::set<std::string> put;
    for (const model::Hop& hop : options.gone) {
        if (graph.find(hop.id) != nullptr || !put.insert(hop.id).second) continue;
        model::Hop missing = hop;
        const auto unread = options.unread.find(hop.id);
        const bool known = unread == options.unread.end();
        missing.health = {};
        missing.health.state = known ? model::State::missing : model::State::unknown;
        missing.health.status = known ? "not there any more" : unread->second;
        out.nodes.push_back(std::move(missing));
    }
    if (put.empty()) return out;
    std::sort(out.nodes.begin(), out.nodes.end(),
              [](const model::Hop& one, const model::Hop& other) { return one.id < other.id; });

    std::vector<const model::Edge*> links;
    for (const model::Edge& edge : options.goneEdges) {
        const bool anew = put.count(edge.from) > 0 || put.count(edge.to) > 0;
        if (!anew || out.find(edge.from) == nullptr || out.find(edge.to) == nullptr) continue;
        out.edges.push_back(edge);
        links.push_back(&edge);
    }
    const auto order = [](const model::Edge& one, const model::Edge& other) {
        return std::tie(one.from, one.to) < std::tie(other.from, other.to);
    };
    std::sort(out.edges.begin(), out.edges.end(), order);
    // A chosen chain that went as a whole is there again, too.
    for (const std::string& id : options.chains) {
        if (graph.chain(id) != nullptr || put.count(id) == 0) continue;
        model::Chain chain;
        chain.id = id;
        chain.members = {id};
        out.chains.push_back(std::move(chain));
    }
    for (model::Chain& chain : out.chains) {
        std::set<std::string> members(chain.members.begin(), chain.members.end());
        const std::size_t before = members.size();
        // Only what is gone joins: another object beside it has chains of its own.
        for (bool grown = true; grown;) {
            grown = false;
            for (const model::Edge* edge : links) {
                if (members.count(edge->from) > 0 && put.count(edge->to) > 0)
                    grown = members.insert(edge->to).second || grown;
                if (members.count(edge->to) > 0 && put.count(edge->from) > 0)
                    grown = members.insert(edge->from).second || grown;
            }
        }
        if (members.size() > before) chain.members.assign(members.begin(), members.end());
    }
    return out;
}

}  // namespace scout::render
