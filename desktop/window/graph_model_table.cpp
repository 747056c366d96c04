#include "desktop/window/graph_model_table.h"

#include "desktop/window/graph_model_runs.h"

namespace scout::desktop {

namespace {

std::ptrdiff_t offset(std::size_t position) {
    return static_cast<std::ptrdiff_t>(position);
}

}  // namespace

GraphTableModel::GraphTableModel(QObject* parent)
    : QAbstractTableModel(parent), m_index(std::make_shared<const GraphIndex>(nullptr)) {}

void GraphTableModel::setGraph(std::shared_ptr<const model::Graph> graph) {
    // Rows point into the old index until they are moved over.
    const auto before = m_index;
    const auto after = std::make_shared<const GraphIndex>(std::move(graph));
    const std::size_t oldCount = before->graph().nodes.size();
    const std::size_t newCount = after->graph().nodes.size();
    const RunDifference runs = runsBetween(
        oldCount, newCount, [&](std::size_t o, std::size_t n) { return before->hop(o).id.compare(after->hop(n).id); });

    if (runs.removed.size() + runs.inserted.size() > maxRuns) {
        beginResetModel();
        m_index = after;
        m_rows.resize(newCount);
        for (std::size_t node = 0; node < newCount; ++node) m_rows[node] = {after.get(), node};
        endResetModel();
        return;
    }
    m_index = after;
    for (auto run = runs.removed.rbegin(); run != runs.removed.rend(); ++run) {
        beginRemoveRows({}, static_cast<int>(run->first), static_cast<int>(run->first + run->count - 1));
        m_rows.erase(m_rows.begin() + offset(run->first), m_rows.begin() + offset(run->first + run->count));
        endRemoveRows();
    }
    for (const Run& run : runs.inserted) {
        beginInsertRows({}, static_cast<int>(run.first), static_cast<int>(run.first + run.count - 1));
        const auto place = m_rows.insert(m_rows.begin() + offset(run.first), run.count, Row{});
        for (std::size_t next = 0; next < run.count; ++next) place[offset(next)] = {after.get(), run.first + next};
        endInsertRows();
    }
    std::vector<Run> changed;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const Row old = m_rows[row];
        m_rows[row] = {after.get(), row};
        if (old.index == after.get() || sameCells(*old.index, old.node, *after, row)) continue;
        if (!changed.empty() && changed.back().first + changed.back().count == row) {
            ++changed.back().count;
        } else {
            changed.push_back({row, 1});
        }
    }
    for (const Run& run : changed) {
        emit dataChanged(index(static_cast<int>(run.first), 0),
                         index(static_cast<int>(run.first + run.count - 1), graphColumnCount - 1));
    }
}

void GraphTableModel::setContext(GraphCellContext context) {
    m_context = std::move(context);
    if (!m_rows.empty()) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, graphColumnCount - 1),
                         {Qt::DecorationRole, Qt::DisplayRole});
    }
}

QModelIndex GraphTableModel::indexOf(const QString& hopId) const {
    const std::size_t node = m_index->find(hopId.toStdString());
    return node == GraphIndex::none ? QModelIndex() : index(static_cast<int>(node), 0);
}

const model::Hop& GraphTableModel::hop(int row) const {
    const Row& at = m_rows[static_cast<std::size_t>(row)];
    return at.index->hop(at.node);
}

int GraphTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int GraphTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : graphColumnCount;
}

QVariant GraphTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    return hopCell(*row.index, row.node, GraphIndex::none, static_cast<GraphColumn>(index.column()), role, m_context);
}

QVariant GraphTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= graphColumnCount) {
        return QAbstractTableModel::headerData(section, orientation, role);
    }
    return heading(static_cast<GraphColumn>(section));
}

}  // namespace scout::desktop
