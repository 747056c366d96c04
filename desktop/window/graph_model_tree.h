// The graph as rows below rows: chains, their root sources, and below each cause its effects. An object that two chains
// share has a row in both.
#pragma once

#include <QAbstractItemModel>
#include <memory>
#include <string>
#include <vector>

#include "desktop/window/graph_model_cells.h"

namespace scout::desktop {

class GraphTreeModel : public QAbstractItemModel {
    Q_OBJECT
  public:
    explicit GraphTreeModel(QObject* parent = nullptr);
    ~GraphTreeModel() override;

    /// By difference, never by reset: expansion and selection survive. Siblings stand by id, so that a state that
    /// changes moves no row; a view sorts through GraphFilter.
    void setGraph(std::shared_ptr<const model::Graph> graph);
    void setContext(GraphCellContext context);

    const model::Graph& graph() const { return m_index->graph(); }
    /// The hop's first row, invalid when the graph has no such object. A chain's row is never meant.
    QModelIndex indexOf(const QString& hopId) const;
    /// nullptr for a chain's row.
    const model::Hop* hop(const QModelIndex& index) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  private:
    struct Node;
    struct Branch;
    static std::vector<Branch> branchesOf(const GraphIndex& index);
    void reconcile(Node& node, const std::vector<Branch>& branches);
    std::unique_ptr<Node> grow(Node& parent, const Branch& branch) const;
    bool adopt(Node& node, const Branch& branch) const;
    QModelIndex indexOf(const Node& node, int column = 0) const;
    const Node& nodeOf(const QModelIndex& index) const;
    void touchCells(const Node& node);

    std::shared_ptr<const GraphIndex> m_index;
    std::unique_ptr<Node> m_root;
    GraphCellContext m_context;
};

}  // namespace scout::desktop
