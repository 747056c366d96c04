// Which cards are drawn when there are more than the budget allows.
#include <algorithm>
#include <string_view>
#include <tuple>

#include "render/reduction.h"

namespace scout::render {

namespace {

/// Below one card while others wait: one workload with a thousand parts leaves room for the rest of the cluster.
constexpr std::uint32_t fairShare = 20;

class Budget {
  public:
    Budget(Reduction& reduction, const Chosen& chosen, const DiagramOptions& options)
        : m_units(reduction.units),
          m_reduction(reduction),
          m_chosen(chosen),
          m_options(options),
          m_budget(static_cast<std::size_t>(options.budget)),
          m_waiting(m_units.size(), 0),
          m_drawnBelow(m_units.size(), 0),
          m_open(m_units.size(), false) {}

    void keep() {
        for (Unit& unit : m_units) {
            unit.drawn = false;
            if (unit.parent != noUnit) ++m_waiting[unit.parent];
        }
        for (UnitIndex unit = 0; unit < m_units.size(); ++unit)
            m_open[unit] = m_waiting[unit] > 0 && m_options.expanded.contains(moreId(unit));
        const std::vector<UnitIndex> order = worstFirst();
        for (const UnitIndex unit : order) draw(unit, fairShare);
        for (const UnitIndex unit : order) {
            if (m_used >= m_budget) break;
            draw(unit, noUnit);
        }
        drawLastOnes();
        gather();
    }

  private:
    std::string moreId(UnitIndex unit) const { return "fold:" + m_units[unit].id + ":more"; }

    std::vector<UnitIndex> worstFirst() const {
        std::vector<std::tuple<int, std::string_view, UnitIndex>> order;
        order.reserve(m_units.size());
        for (UnitIndex i = 0; i < m_units.size(); ++i) {
            const Unit& unit = m_units[i];
            // What is merely claimed holds nothing back.
            const bool claimed = unit.kind == Unit::Kind::object && m_chosen.hop(unit.node).claimed;
            order.emplace_back(severityRank(claimed ? Tone::ok : unit.tone), unit.id, i);
        }
        std::sort(order.begin(), order.end());
        std::vector<UnitIndex> out;
        out.reserve(order.size());
        for (const auto& entry : order) out.push_back(std::get<UnitIndex>(entry));
        return out;
    }

    /// With everything that it hangs below, or not at all. `share`: how many may be drawn below one card.
    void draw(UnitIndex unit, std::uint32_t share) {
        if (m_units[unit].drawn) return;
        std::vector<UnitIndex> path;
        for (UnitIndex at = unit; at != noUnit && !m_units[at].drawn; at = m_units[at].parent) path.push_back(at);
        const UnitIndex below = m_units[path.back()].parent;
        const bool open = below != noUnit && m_open[below];
        if (below != noUnit && !open && m_drawnBelow[below] >= share) return;
        std::size_t cost = 0;
        for (const UnitIndex step : path) {
            const UnitIndex parent = m_units[step].parent;
            // A card and, as long as something below it waits, the card that says so.
            cost += 1 + (m_waiting[step] > 0 ? 1U : 0U);
            if (parent != noUnit && m_waiting[parent] == 1) --cost;
        }
        if (!open && m_used + cost > m_budget) return;
        m_used += cost;
        for (const UnitIndex step : path) accept(step);
    }

    void accept(UnitIndex unit) {
        m_units[unit].drawn = true;
        const UnitIndex parent = m_units[unit].parent;
        if (parent == noUnit) return;
        --m_waiting[parent];
        ++m_drawnBelow[parent];
    }

    /// "1 more" takes the place of the card itself.
    void drawLastOnes() {
        for (UnitIndex unit = 0; unit < m_units.size(); ++unit) {
            const UnitIndex parent = m_units[unit].parent;
            if (m_units[unit].drawn || m_waiting[unit] > 0 || parent == noUnit || !m_units[parent].drawn) continue;
            if (m_waiting[parent] == 1) accept(unit);
        }
    }

    /// The next drawn card above; noUnit when nothing above is drawn.
    UnitIndex drawnAbove(UnitIndex unit) {
        std::vector<UnitIndex> way;
        UnitIndex at = unit;
        while (at != noUnit && !m_units[at].drawn && m_above[at] == unknown) {
            way.push_back(at);
            at = m_units[at].parent;
        }
        const UnitIndex found = at == noUnit || m_units[at].drawn ? at : m_above[at];
        for (const UnitIndex step : way) m_above[step] = found;
        return found;
    }

    void gather() {
        m_above.assign(m_units.size(), unknown);
        std::vector<UnitIndex> more(m_units.size(), noUnit);
        std::vector<UnitIndex>& unitOf = m_reduction.unitOf;
        const std::size_t before = m_units.size();
        for (NodeIndex node = 0; node < unitOf.size(); ++node) {
            const UnitIndex unit = unitOf[node];
            if (unit == noUnit || unit >= before || m_units[unit].drawn) continue;
            ++m_reduction.leftOut;
            const UnitIndex above = drawnAbove(unit);
            if (above == noUnit) {
                unitOf[node] = noUnit;
                continue;
            }
            if (more[above] == noUnit) {
                more[above] = static_cast<UnitIndex>(m_units.size());
                Unit fold;
                fold.kind = Unit::Kind::more;
                fold.id = moreId(above);
                fold.parent = above;
                fold.foldable = true;
                m_units.push_back(std::move(fold));
            }
            unitOf[node] = more[above];
            m_units[more[above]].objects.push_back(node);
        }
        for (std::size_t i = before; i < m_units.size(); ++i) m_units[i].tone = worstOf(m_units[i].objects, m_chosen);
    }

    static constexpr UnitIndex unknown = noUnit - 1;

    std::vector<Unit>& m_units;
    Reduction& m_reduction;
    const Chosen& m_chosen;
    const DiagramOptions& m_options;
    std::size_t m_budget;
    std::size_t m_used = 0;
    std::vector<std::uint32_t> m_waiting;  ///< by unit: how many below it are not drawn
    std::vector<std::uint32_t> m_drawnBelow;
    std::vector<bool> m_open;  ///< by unit: the user asked for all that is below it
    std::vector<UnitIndex> m_above;
};

}  // namespace

void keepBudget(Reduction& reduction, const Chosen& chosen, const DiagramOptions& options) {
    if (options.budget <= 0 || reduction.units.size() <= static_cast<std::size_t>(options.budget)) return;
    Budget(reduction, chosen, options).keep();
}

}  // namespace scout::render
