#include "desktop/window/graph_model_filter.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "desktop/window/badge.h"
#include "desktop/window/graph_model_cells.h"
#include "desktop/window/graph_model_table.h"
#include "desktop/window/graph_model_tree.h"
#include "render/marks.h"

namespace scout::desktop {

namespace {

char lowered(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// ASCII case is ignored; `word` is lower case.
bool contains(std::string_view text, std::string_view word) {
    return std::search(text.begin(), text.end(), word.begin(), word.end(),
                       [](char one, char other) { return lowered(one) == other; }) != text.end();
}

}  // namespace

GraphFilter::GraphFilter(QObject* parent) : QSortFilterProxyModel(parent) {
    setRecursiveFilteringEnabled(true);
    setDynamicSortFilter(true);
}

void GraphFilter::setFilter(const QString& text, const std::set<render::Tone>& hiddenTones,
                            std::optional<std::set<std::string>> only) {
    using In = Word::In;
    constexpr std::array<std::pair<std::string_view, In>, 5> prefixes = {
        {{"kind:", In::kind}, {"ns:", In::ns}, {"namespace:", In::ns}, {"name:", In::name}, {"is:", In::state}}};
    m_words.clear();
    for (const QString& part : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        Word word{In::any, base::lower(part.toStdString())};
        for (const auto& [prefix, in] : prefixes) {
            if (word.text.compare(0, prefix.size(), prefix) != 0) continue;
            word = {in, word.text.substr(prefix.size())};
            break;
        }
        if (!word.text.empty()) m_words.push_back(std::move(word));
    }
    m_hiddenTones = hiddenTones;
    m_only = std::move(only);
    invalidateFilter();
}

bool GraphFilter::matches(const model::Hop& hop) const {
    const render::Tone tone = badgeOf(hop).tone;
    if (m_hiddenTones.count(tone) != 0 || (m_only && !m_only->contains(hop.id))) return false;
    const std::string_view state = render::markOf(hop).word;
    return std::all_of(m_words.begin(), m_words.end(), [&](const Word& word) {
        switch (word.in) {
            case Word::In::kind:
                return contains(hop.kind, word.text);
            case Word::In::ns:
                return contains(hop.ns, word.text);
            case Word::In::name:
                return contains(hop.name, word.text);
            case Word::In::state:
                return contains(state, word.text) || contains(render::name(tone), word.text);
            case Word::In::any:
                break;
        }
        return contains(hop.name, word.text) || contains(hop.kind, word.text) || contains(hop.ns, word.text) ||
               contains(state, word.text) || contains(hop.health.status, word.text);
    });
}

int GraphFilter::hidden(const model::Graph& graph) const {
    if (!filters()) return 0;
    return static_cast<int>(
        std::count_if(graph.nodes.begin(), graph.nodes.end(), [&](const model::Hop& hop) { return !matches(hop); }));
}

const model::Hop* GraphFilter::hopOf(const QModelIndex& source) const {
    if (const auto* table = qobject_cast<const GraphTableModel*>(sourceModel())) return &table->hop(source.row());
    const auto* tree = qobject_cast<const GraphTreeModel*>(sourceModel());
    return tree == nullptr ? nullptr : tree->hop(source);
}

bool GraphFilter::filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const {
    if (!filters()) return true;
    const model::Hop* hop = hopOf(sourceModel()->index(sourceRow, 0, sourceParent));
    return hop != nullptr && matches(*hop);
}

bool GraphFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const auto column = static_cast<GraphColumn>(left.column());
    const model::Hop* one = hopOf(left);
    const model::Hop* other = hopOf(right);
    if (one != nullptr && other != nullptr && column != GraphColumn::because) {
        return compareCells(*one, *other, column) < 0;
    }
    const auto rank = [&](const QModelIndex& index) {
        if (column != GraphColumn::state || one != nullptr) return 0;
        // What is in no chain comes last.
        if (index.data(graph_role::chainId).toString().isEmpty()) return render::toneCount;
        return render::severityRank(static_cast<render::Tone>(index.data(graph_role::tone).toInt()));
    };
    if (rank(left) != rank(right)) return rank(left) < rank(right);
    return QString::compare(left.data().toString(), right.data().toString(), Qt::CaseInsensitive) < 0;
}

}  // namespace scout::desktop
