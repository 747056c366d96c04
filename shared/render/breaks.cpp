#include "render/breaks.h"

#include <algorithm>
#include <array>

#include "model/revision.h"

namespace scout::render {

namespace {

using model::Revision;

constexpr std::size_t shortDigits = 8;

std::string withoutBuild(const std::string& version) {
    return version.substr(0, version.rfind('+'));
}

Break between(const Revision& before, const Revision& after) {
    if (!before.hex.empty() && !after.hex.empty())
        return {before.hex.substr(0, shortDigits), after.hex.substr(0, shortDigits)};
    const auto words = [](const Revision& revision) {
        return withoutBuild(revision.pointer.empty() ? revision.text : revision.pointer);
    };
    if (words(before) != words(after)) return {words(before), words(after)};
    return {model::shorten(before), model::shorten(after)};
}

class Breaks {
  public:
    Breaks(const model::Graph& graph, const Chosen& chosen) : m_graph(graph), m_chosen(chosen) {}

    std::unordered_map<std::uint32_t, Break> find() && {
        for (NodeIndex node = 0; node < m_chosen.size(); ++node) {
            if (m_chosen.hop(node).stage == model::Stage::gitops) compareWithSource(node);
        }
        for (const auto& [id, trace] : m_graph.traces) {
            if (!trace->revisions.behind.empty()) readLadder(*trace);
        }
        return std::move(m_breaks);
    }

  private:
    void compareWithSource(NodeIndex applier) {
        std::optional<std::uint32_t> source;
        for (const std::uint32_t index : m_chosen.causes(applier)) {
            if (m_chosen.links()[index].edge->relation != "source") continue;
            // With several sources the applier's one revision is not each of theirs.
            if (source) return;
            source = index;
        }
        if (!source) return;
        const model::Hop& cause = m_chosen.hop(m_chosen.links()[*source].from);
        if (cause.claimed || m_chosen.hop(applier).claimed) return;
        const Revision fetched = model::parseOriginRevision(cause.revision);
        const Revision applied = model::parseOriginRevision(m_chosen.hop(applier).revision);
        const bool comparable = !fetched.hex.empty() && !applied.hex.empty() && fetched.algorithm == applied.algorithm;
        if (comparable && !model::sameContent(fetched, applied)) m_breaks[*source] = between(fetched, applied);
    }

    void readLadder(const model::Trace& trace) {
        const auto& revisions = trace.revisions;
        const std::array<std::pair<std::string_view, const std::optional<model::Rung>*>, 5> ladder = {
            {{"head", &revisions.head},
             {"fetched", &revisions.fetched},
             {"attempted", &revisions.attempted},
             {"applied", &revisions.applied},
             {"live", &revisions.live}}};
        const model::Rung* before = nullptr;
        for (const auto& [name, rung] : ladder) {
            if (!rung->has_value()) continue;
            if (name == revisions.behind && before != nullptr) {
                mark(trace, name,
                     between(model::parseOriginRevision(before->value), model::parseOriginRevision((*rung)->value)));
            }
            before = &**rung;
        }
    }

    // The applier fetches from its source and applies to what follows it in the chain.
    void mark(const model::Trace& trace, std::string_view rung, Break found) {
        const auto& chain = trace.chain;
        std::size_t applier = 0;
        while (applier < chain.size() && chain[applier].stage != model::Stage::gitops) ++applier;
        // The last of nested appliers delivers the object, and the ladder is its.
        while (applier + 1 < chain.size() && chain[applier + 1].stage == model::Stage::gitops) ++applier;
        if (applier >= chain.size()) return;
        std::size_t effect = applier;
        if (rung == "live") effect = applier + 1;
        if (rung == "fetched") effect = applier - (applier > 0 ? 1 : 0);
        if (effect == 0 || effect >= chain.size() || chain[effect - 1].claimed) return;
        // Below an applier of appliers the source stands elsewhere.
        if (effect == applier && chain[effect - 1].stage == model::Stage::gitops) return;
        const NodeIndex from = m_chosen.find(chain[effect - 1].id);
        const NodeIndex to = m_chosen.find(chain[effect].id);
        if (from == noNode || to == noNode) return;
        for (const std::uint32_t index : m_chosen.effects(from)) {
            if (m_chosen.links()[index].to == to) m_breaks.insert_or_assign(index, std::move(found));
        }
    }

    const model::Graph& m_graph;
    const Chosen& m_chosen;
    std::unordered_map<std::uint32_t, Break> m_breaks;
};

}  // namespace

std::unordered_map<std::uint32_t, Break> breaksOf(const model::Graph& graph, const Chosen& chosen) {
    return Breaks(graph, chosen).find();
}

}  // namespace scout::render
