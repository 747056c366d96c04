// Sorting and filtering of the tree and the table by the same rules.
#pragma once

#include <QSortFilterProxyModel>
#include <optional>
#include <set>
#include <string>

#include "model/graph.h"
#include "render/diagram.h"

namespace scout::desktop {

/// Shows the rows of some objects only. In a tree the rows that lead to one stay; a chain's own row stays only for
/// them.
class GraphFilter : public QSortFilterProxyModel {
    Q_OBJECT
  public:
    explicit GraphFilter(QObject* parent = nullptr);

    /// `only`: hop ids, such as FindIndex::find() gives; absent for all.
    void setFilter(const std::set<render::Tone>& hiddenTones, std::optional<std::set<std::string>> only = {});
    bool filters() const { return !m_hiddenTones.empty() || m_only; }
    bool matches(const model::Hop& hop) const;
    /// Objects of the graph that do not match.
    int hidden(const model::Graph& graph) const;

  protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

  private:
    /// nullptr for a chain's row.
    const model::Hop* hopOf(const QModelIndex& source) const;

    std::set<render::Tone> m_hiddenTones;
    std::optional<std::set<std::string>> m_only;
};

}  // namespace scout::desktop
