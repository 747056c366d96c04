#include "render/reduction.h"

#include <algorithm>
#include <limits>

namespace scout::render {

namespace {

/// More bad Pods than that are counted in the fold, too: a workload may have hundreds of them.
constexpr std::size_t mostOutside = 4;

bool isBad(Tone tone) {
    return severityRank(tone) <= severityRank(Tone::attention);
}

bool isOldRevision(const model::Hop& hop) {
    return hop.health.state == model::State::ready && hop.health.status.starts_with("0/0");
}

class Reducer {
  public:
    Reducer(const Chosen& chosen, const DiagramOptions& options) : m_chosen(chosen), m_options(options) {}

    Reduction reduce() && {
        standInForParts();
        standInForCollapsed();
        filter();
        makeObjects();
        makeFolds();
        hang();
        return std::move(m_out);
    }

  private:
    void standInForParts() {
        m_standIn.assign(m_chosen.size(), noNode);
        for (NodeIndex node = 0; node < m_chosen.size(); ++node) m_standIn[node] = m_chosen.partOf(node);
    }

    // Links that lead back count neither as a way to be seen nor as one to be hidden: a circle would hide itself.
    void standInForCollapsed() {
        m_collapsed.assign(m_chosen.size(), false);
        bool any = false;
        for (const std::string& id : m_options.collapsed) {
            const NodeIndex node = m_chosen.find(id);
            if (node == noNode || m_standIn[node] != noNode) continue;
            m_collapsed[node] = true;
            any = true;
        }
        if (!any) return;
        std::vector<bool> hidden(m_chosen.size(), false);
        for (const NodeIndex node : m_chosen.leftToRight()) {
            if (m_chosen.parent(node) == noNode) continue;
            const auto causes = m_chosen.causes(node);
            hidden[node] = std::all_of(causes.begin(), causes.end(), [&](std::uint32_t index) {
                const ChosenLink& link = m_chosen.links()[index];
                return !m_chosen.leadsRight(link) || hidden[link.from] || m_collapsed[link.from];
            });
            if (!hidden[node]) continue;
            const NodeIndex parent = m_chosen.parent(node);
            m_standIn[node] = hidden[parent] ? m_standIn[parent] : parent;
        }
        for (NodeIndex node = 0; node < m_chosen.size(); ++node) {
            const NodeIndex whole = m_chosen.partOf(node);
            if (whole != noNode && m_standIn[whole] != noNode) m_standIn[node] = m_standIn[whole];
        }
    }

    bool passes(NodeIndex node) const {
        if (isHidden(m_chosen.hop(node), m_options.hiddenTones)) return false;
        return !m_options.problemsOnly || m_chosen.isProblem(node);
    }

    void filter() {
        m_shown.assign(m_chosen.size(), true);
        if (m_options.hiddenTones.empty() && !m_options.problemsOnly) return;
        m_shown.assign(m_chosen.size(), false);
        for (NodeIndex node = 0; node < m_chosen.size(); ++node) {
            if (passes(node)) m_shown[seenAs(node)] = true;
        }
        const std::vector<NodeIndex>& order = m_chosen.leftToRight();
        for (auto node = order.rbegin(); node != order.rend(); ++node) {
            if (!m_shown[*node]) continue;
            for (const std::uint32_t index : m_chosen.causes(*node)) {
                const ChosenLink& link = m_chosen.links()[index];
                if (m_chosen.leadsRight(link)) m_shown[seenAs(link.from)] = true;
            }
        }
        for (NodeIndex node = 0; node < m_chosen.size(); ++node) {
            m_shown[node] = m_shown[seenAs(node)];
            m_out.hiddenByFilter += m_shown[node] ? 0 : 1;
        }
    }

    NodeIndex seenAs(NodeIndex node) const { return m_standIn[node] == noNode ? node : m_standIn[node]; }
    bool isCard(NodeIndex node) const { return m_shown[node] && m_standIn[node] == noNode; }

    void makeObjects() {
        m_out.unitOf.assign(m_chosen.size(), noUnit);
        for (NodeIndex node = 0; node < m_chosen.size(); ++node) {
            if (!isCard(node)) continue;
            m_out.unitOf[node] = static_cast<UnitIndex>(m_out.units.size());
            Unit unit;
            unit.node = node;
            unit.tone = m_chosen.tone(node);
            unit.id = m_chosen.hop(node).id;
            unit.collapsed = m_collapsed[node];
            m_out.units.push_back(std::move(unit));
        }
        for (NodeIndex node = 0; node < m_chosen.size(); ++node) {
            if (!m_shown[node] || m_standIn[node] == noNode) continue;
            m_out.unitOf[node] = m_out.unitOf[m_standIn[node]];
            Unit& unit = m_out.units[m_out.unitOf[node]];
            (m_chosen.partOf(node) == m_standIn[node] ? unit.parts : unit.within).push_back(node);
        }
        for (const ChosenLink& link : m_chosen.links()) {
            if (m_chosen.leadsRight(link) && isCard(link.from) && m_shown[link.to])
                m_out.units[m_out.unitOf[link.from]].foldable = true;
        }
    }

    bool hasEffects(NodeIndex node) const { return m_out.units[m_out.unitOf[node]].foldable; }

    void makeFolds() {
        if (m_options.foldPodsAbove == std::numeric_limits<int>::max()) return;
        std::vector<std::pair<NodeIndex, NodeIndex>> pods;
        std::vector<std::pair<NodeIndex, NodeIndex>> old;
        for (NodeIndex node = 0; node < m_chosen.size(); ++node) {
            const NodeIndex parent = m_chosen.parent(node);
            if (!isCard(node) || parent == noNode || hasEffects(node)) continue;
            if (m_chosen.lane(node) == Lane::pods && m_chosen.hop(node).kind == "Pod") {
                if (m_chosen.hop(parent).stage == model::Stage::cluster) pods.emplace_back(parent, node);
            } else if (m_chosen.lane(node) == Lane::replicaSets && isOldRevision(m_chosen.hop(node))) {
                old.emplace_back(parent, node);
            }
        }
        const auto most = static_cast<std::size_t>(std::max(0, m_options.foldPodsAbove));
        makeFolds(std::move(pods), Unit::Kind::pods, "Pod", most);
        makeFolds(std::move(old), Unit::Kind::replicaSets, "ReplicaSet", 1);
    }

    void makeFolds(std::vector<std::pair<NodeIndex, NodeIndex>> members, Unit::Kind kind, std::string_view kindName,
                   std::size_t most) {
        std::sort(members.begin(), members.end());
        for (auto first = members.begin(); first != members.end();) {
            const auto last = std::find_if(first, members.end(),
                                           [first](const auto& member) { return member.first != first->first; });
            std::vector<NodeIndex> nodes;
            for (auto member = first; member != last; ++member) nodes.push_back(member->second);
            if (nodes.size() > most) makeFold(first->first, std::move(nodes), kind, kindName, most);
            first = last;
        }
    }

    void makeFold(NodeIndex parent, std::vector<NodeIndex> nodes, Unit::Kind kind, std::string_view kindName,
                  std::size_t most) {
        Unit fold;
        fold.kind = kind;
        fold.id = "fold:" + m_chosen.hop(parent).id + ":" + std::string(kindName);
        if (m_options.expanded.contains(fold.id)) return;
        const std::size_t outside = most == 0 ? 0 : std::min(mostOutside, most - 1);
        std::stable_sort(nodes.begin(), nodes.end(), [this](NodeIndex left, NodeIndex right) {
            return severityRank(m_chosen.tone(left)) < severityRank(m_chosen.tone(right));
        });
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if (i < outside && isBad(m_chosen.tone(nodes[i]))) continue;
            fold.objects.push_back(nodes[i]);
        }
        std::sort(fold.objects.begin(), fold.objects.end());
        fold.tone = worstOf(fold.objects, m_chosen);
        fold.foldable = true;
        const auto index = static_cast<UnitIndex>(m_out.units.size());
        for (const NodeIndex node : fold.objects) {
            // The object's own unit gives way, and with it what it stood for.
            Unit& own = m_out.units[m_out.unitOf[node]];
            own.drawn = false;
            m_out.unitOf[node] = index;
        }
        m_out.units.push_back(std::move(fold));
    }

    // Units that gave way to a fold go; the others learn what they hang below.
    void hang() {
        std::vector<UnitIndex> moved(m_out.units.size(), noUnit);
        std::vector<Unit> kept;
        kept.reserve(m_out.units.size());
        for (UnitIndex i = 0; i < m_out.units.size(); ++i) {
            if (!m_out.units[i].drawn) continue;
            moved[i] = static_cast<UnitIndex>(kept.size());
            kept.push_back(std::move(m_out.units[i]));
        }
        m_out.units = std::move(kept);
        for (UnitIndex& unit : m_out.unitOf) unit = unit == noUnit ? noUnit : moved[unit];
        for (Unit& unit : m_out.units) {
            const NodeIndex parent =
                m_chosen.parent(unit.kind == Unit::Kind::object ? unit.node : unit.objects.front());
            if (parent != noNode) unit.parent = m_out.unitOf[parent];
        }
    }

    const Chosen& m_chosen;
    const DiagramOptions& m_options;
    Reduction m_out;
    std::vector<NodeIndex> m_standIn;  ///< by node: the object whose card it is a part of
    std::vector<bool> m_collapsed;
    std::vector<bool> m_shown;
};

}  // namespace

Tone worstOf(const std::vector<NodeIndex>& nodes, const Chosen& chosen) {
    Tone worst = Tone::ok;
    for (const NodeIndex node : nodes) {
        if (severityRank(chosen.tone(node)) < severityRank(worst)) worst = chosen.tone(node);
    }
    return worst;
}

Reduction reduce(const Chosen& chosen, const DiagramOptions& options) {
    return Reducer(chosen, options).reduce();
}

}  // namespace scout::render
