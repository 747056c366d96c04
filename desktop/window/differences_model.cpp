#include "desktop/window/differences_model.h"

#include <algorithm>
#include <set>

#include "desktop/window/graph_model_cells.h"
#include "desktop/window/plain_text.h"

namespace scout::desktop {

namespace {

using Change = model::GraphDifference::Change;

QString word(Change change) {
    switch (change) {
        case Change::added:
            return QStringLiteral("added");
        case Change::removed:
            return QStringLiteral("removed");
        case Change::state:
            return QStringLiteral("state");
        case Change::revision:
            return QStringLiteral("revision");
        case Change::detail:
            return QStringLiteral("detail");
    }
    return {};
}

}  // namespace

DifferencesModel::DifferencesModel(QObject* parent) : QAbstractTableModel(parent) {}

void DifferencesModel::setDifference(const model::GraphDifference& difference,
                                     std::shared_ptr<const model::Graph> older,
                                     std::shared_ptr<const model::Graph> newer) {
    beginResetModel();
    m_rows.clear();
    for (const auto& entry : difference.nodes) {
        const model::Hop* hop = newer ? newer->find(entry.id) : nullptr;
        if (hop == nullptr && older) hop = older->find(entry.id);
        m_rows.push_back({entry, hop != nullptr ? spokenName(*hop) : line(entry.id)});
    }
    // States first: they are what somebody looks for.
    const auto rank = [](Change what) {
        return what == Change::state ? 0 : what == Change::removed ? 1 : what == Change::added ? 2 : 3;
    };
    std::stable_sort(m_rows.begin(), m_rows.end(),
                     [&](const Row& a, const Row& b) { return rank(a.entry.change) < rank(b.entry.change); });
    endResetModel();
}

QString DifferencesModel::summary() const {
    int added = 0;
    int removed = 0;
    std::set<std::string> changed;
    for (const Row& row : m_rows) {
        if (row.entry.change == Change::added) {
            ++added;
        } else if (row.entry.change == Change::removed) {
            ++removed;
        } else {
            changed.insert(row.entry.id);
        }
    }
    if (m_rows.empty()) return QStringLiteral("Nothing changed");
    return QStringLiteral("%1 added, %2 removed, %3 changed").arg(added).arg(removed).arg(changed.size());
}

int DifferencesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int DifferencesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QVariant DifferencesModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == idRole) return QString::fromStdString(row.entry.id);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    QString text;
    switch (index.column()) {
        case change:
            text = word(row.entry.change);
            break;
        case object:
            text = row.object;
            break;
        case before:
            text = line(row.entry.before);
            break;
        case after:
            text = line(row.entry.after);
            break;
        default:
            break;
    }
    return role == Qt::ToolTipRole ? plainTooltip(text) : text;
}

QVariant DifferencesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    static const QStringList titles = {QStringLiteral("Change"), QStringLiteral("Object"), QStringLiteral("Before"),
                                       QStringLiteral("Now")};
    return section >= 0 && section < titles.size() ? titles[section] : QVariant();
}

std::map<std::string, int> changesOf(const model::GraphDifference& difference) {
    std::map<std::string, int> changes;
    for (const auto& entry : difference.nodes)
        changes[entry.id] = entry.change == Change::added ? 1 : entry.change == Change::removed ? 3 : 2;
    return changes;
}

}  // namespace scout::desktop
