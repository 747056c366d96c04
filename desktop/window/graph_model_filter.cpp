#include "desktop/window/graph_model_filter.h"

#include <algorithm>
#include <utility>

#include "desktop/window/graph_model_cells.h"
#include "desktop/window/graph_model_table.h"
#include "desktop/window/graph_model_tree.h"

namespace scout::desktop {

GraphFilter::GraphFilter(QObject* parent) : QSortFilterProxyModel(parent) {
    setRecursiveFilteringEnabled(true);
    setDynamicSortFilter(true);
}

void GraphFilter::setFilter(const std::set<render::Tone>& hiddenTones, std::optional<std::set<std::string>> only) {
    m_hiddenTones = hiddenTones;
    m_only = std::move(only);
    invalidateFilter();
}

bool GraphFilter::matches(const model::Hop& hop) const {
    return !render::isHidden(hop, m_hiddenTones) && (!m_only || m_only->contains(hop.id));
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
    if (column == GraphColumn::state)
        return left.data(graph_role::place).toInt() < right.data(graph_role::place).toInt();
    return QString::compare(left.data().toString(), right.data().toString(), Qt::CaseInsensitive) < 0;
}

}  // namespace scout::desktop
