#include "render/diagram.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "render/cards.h"
#include "render/gone.h"

namespace scout::render {

namespace {

Header headerOf(Lane lane, bool onlyOci, int column) {
    switch (lane) {
        case Lane::git:
            return {column, column, "GIT", "git"};
        case Lane::confighub:
            return {column, column, "CONFIGHUB", "confighub"};
        case Lane::artifact:
            return {column, column, onlyOci ? "OCI" : "ARTIFACT", "artifact"};
        case Lane::gitops:
            return {column, column, "GITOPS", "applier"};
        case Lane::workload:
            return {column, column, "WORKLOAD", "deployment"};
        case Lane::replicaSets:
            return {column, column, "REPLICASETS", "replicaset"};
        case Lane::pods:
            return {column, column, "PODS", "pods"};
    }
    return {};
}

class Drawing {
  public:
    Drawing(const model::Graph& graph, const DiagramOptions& options)
        : m_options(options),
          m_chosen(graph, options),
          m_reduction(reduce(m_chosen, options)),
          m_writer(graph, m_chosen, options),
          m_breaks(breaksOf(graph, m_chosen)) {
        keepBudget(m_reduction, m_chosen, options);
    }

    Diagram draw() && {
        m_out.title = m_writer.title();
        m_out.verdict = m_writer.verdict();
        m_out.subtitle = m_writer.subtitle();
        m_out.demo = m_options.demo;
        m_out.hiddenByFilter = m_reduction.hiddenByFilter;
        m_out.leftOut = m_reduction.leftOut;
        count();
        drawHeaders();
        drawCards();
        drawLines();
        return std::move(m_out);
    }

  private:
    NodeIndex first(const Unit& unit) const {
        if (unit.kind == Unit::Kind::object) return unit.node;
        return *std::min_element(unit.objects.begin(), unit.objects.end(), [this](NodeIndex left, NodeIndex right) {
            return m_chosen.place(left) < m_chosen.place(right);
        });
    }

    // What is merely claimed has no state of its own; what is drawn as a part of a card counts where it is worse.
    bool isCounted(NodeIndex node) const {
        const NodeIndex whole = m_chosen.partOf(node);
        return !m_chosen.hop(node).claimed &&
               (whole == noNode || severityRank(m_chosen.tone(node)) < severityRank(m_chosen.tone(whole)));
    }

    void count() {
        for (NodeIndex node = 0; node < m_chosen.size(); ++node) {
            if (isCounted(node)) ++m_out.counts[m_chosen.tone(node)];
            if (const auto worst = m_writer.found(m_chosen.hop(node))) ++m_out.found[*worst];
        }
    }

    void drawHeaders() {
        std::map<std::uint64_t, Lane> used;
        bool onlyOci = true;
        for (const Unit& unit : m_reduction.units) {
            if (!unit.drawn) continue;
            const NodeIndex node = first(unit);
            used.emplace(m_chosen.place(node), m_chosen.lane(node));
            if (m_chosen.lane(node) == Lane::artifact && m_chosen.hop(node).stage != model::Stage::oci) onlyOci = false;
        }
        int column = 0;
        std::optional<Lane> last;
        for (const auto& [place, lane] : used) {
            if (last == lane) {
                m_out.headers.back().last = column;
            } else {
                m_out.headers.push_back(headerOf(lane, onlyOci, column));
            }
            last = lane;
            m_columns.emplace(place, column++);
        }
    }

    void drawCards() {
        m_ids.resize(m_reduction.units.size());
        for (std::size_t i = 0; i < m_reduction.units.size(); ++i) {
            const Unit& unit = m_reduction.units[i];
            if (!unit.drawn) continue;
            m_ids[i] = m_writer.id(unit, m_reduction);
            Card card = m_writer.card(unit);
            card.id = m_ids[i];
            card.column = m_columns.at(m_chosen.place(first(unit)));
            m_out.cards.push_back(std::move(card));
        }
        std::sort(m_out.cards.begin(), m_out.cards.end(),
                  [](const Card& left, const Card& right) { return left.id < right.id; });
    }

    // What the budget left out hangs below one card and leads nowhere.
    void drawLines() {
        struct Found {
            UnitIndex from;
            UnitIndex to;
            std::uint32_t link;
        };
        std::vector<Found> found;
        const auto& links = m_chosen.links();
        for (std::uint32_t index = 0; index < links.size(); ++index) {
            const UnitIndex from = m_reduction.unitOf[links[index].from];
            const UnitIndex to = m_reduction.unitOf[links[index].to];
            if (from == noUnit || to == noUnit || from == to) continue;
            const Unit& effect = m_reduction.units[to];
            if (m_reduction.units[from].kind == Unit::Kind::more) continue;
            if (effect.kind == Unit::Kind::more && effect.parent != from) continue;
            found.push_back({from, to, index});
        }
        // Of several between two cards: a broken one, else the one with the weakest proof.
        const auto key = [&](const Found& entry) {
            return std::tuple(entry.from, entry.to, !m_breaks.contains(entry.link),
                              -static_cast<int>(links[entry.link].grade()), entry.link);
        };
        std::sort(found.begin(), found.end(),
                  [&](const Found& left, const Found& right) { return key(left) < key(right); });
        const Found* last = nullptr;
        for (const Found& entry : found) {
            if (last != nullptr && last->from == entry.from && last->to == entry.to) continue;
            last = &entry;
            const auto broken = m_breaks.find(entry.link);
            Line line = m_writer.line(links[entry.link], broken == m_breaks.end() ? nullptr : &broken->second);
            line.from = m_ids[entry.from];
            line.to = m_ids[entry.to];
            m_out.lines.push_back(std::move(line));
        }
        std::sort(m_out.lines.begin(), m_out.lines.end(), [](const Line& left, const Line& right) {
            return std::tie(left.from, left.to) < std::tie(right.from, right.to);
        });
    }

    const DiagramOptions& m_options;
    Chosen m_chosen;
    Reduction m_reduction;
    Writer m_writer;
    std::unordered_map<std::uint32_t, Break> m_breaks;
    std::unordered_map<std::uint64_t, int> m_columns;  ///< by place
    std::vector<std::string> m_ids;                    ///< of cards, by unit
    Diagram m_out;
};

}  // namespace

Tone toneOf(model::State state) {
    using model::State;
    switch (state) {
        case State::ready:
            return Tone::ok;
        case State::progressing:
            return Tone::working;
        case State::failed:
            return Tone::problem;
        case State::suspended:
            return Tone::paused;
        case State::outOfSync:
        case State::stale:
            return Tone::attention;
        case State::terminating:
            return Tone::leaving;
        case State::missing:
            return Tone::missing;
        case State::unknown:
        case State::forbidden:
        case State::unreachable:
        case State::notInstalled:
        case State::unsupported:
            return Tone::unknown;
    }
    return Tone::unknown;
}

Tone toneOf(model::VerdictState state) {
    using model::VerdictState;
    switch (state) {
        case VerdictState::ready:
            return Tone::ok;
        case VerdictState::progressing:
            return Tone::working;
        case VerdictState::failed:
            return Tone::problem;
        case VerdictState::suspended:
            return Tone::paused;
        case VerdictState::outOfSync:
        case VerdictState::stale:
        case VerdictState::unmanaged:
            return Tone::attention;
        case VerdictState::incomplete:
            return Tone::unknown;
    }
    return Tone::unknown;
}

std::string_view name(Tone tone) {
    switch (tone) {
        case Tone::ok:
            return "Ready";
        case Tone::working:
            return "Progressing";
        case Tone::problem:
            return "Failed";
        case Tone::attention:
            return "Attention";
        case Tone::missing:
            return "Missing";
        case Tone::paused:
            return "Suspended";
        case Tone::leaving:
            return "Terminating";
        case Tone::unknown:
            return "Unknown";
    }
    return {};
}

int severityRank(Tone tone) {
    switch (tone) {
        case Tone::problem:
            return 0;
        case Tone::missing:
            return 1;
        case Tone::attention:
            return 2;
        case Tone::unknown:
            return 3;
        case Tone::working:
            return 4;
        case Tone::leaving:
            return 5;
        case Tone::paused:
            return 6;
        case Tone::ok:
            return 7;
    }
    return 7;
}

std::optional<Tone> worstOf(const std::vector<model::Finding>& findings) {
    const auto has = [&](model::Severity severity) {
        return std::any_of(findings.begin(), findings.end(),
                           [&](const model::Finding& finding) { return finding.severity == severity; });
    };
    if (has(model::Severity::error)) return Tone::problem;
    if (has(model::Severity::warning)) return Tone::attention;
    return std::nullopt;
}

bool isHidden(const model::Hop& hop, const std::set<Tone>& hiddenTones) {
    return hiddenTones.contains(toneOf(hop.health.state)) || (hop.claimed && !hiddenTones.empty());
}

std::string caption(const Diagram& diagram) {
    return diagram.verdict + (diagram.verdict.empty() || diagram.subtitle.empty() ? "" : " · ") + diagram.subtitle;
}

Diagram diagramOf(const model::Graph& graph, const DiagramOptions& options) {
    if (options.gone.empty()) return Drawing(graph, options).draw();
    const model::Graph both = withGone(graph, options);
    return Drawing(both, options).draw();
}

}  // namespace scout::render
