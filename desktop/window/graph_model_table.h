// Every object of the graph as one row, by hop id.
#pragma once

#include <QAbstractTableModel>
#include <memory>
#include <vector>

#include "desktop/window/graph_model_cells.h"

namespace scout::desktop {

class GraphTableModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    explicit GraphTableModel(QObject* parent = nullptr);

    /// By difference: rows come, go and change. Where more than `maxRuns` separate places changed the model is reset
    /// instead; views then keep their selection by hop id.
    void setGraph(std::shared_ptr<const model::Graph> graph);
    static constexpr std::size_t maxRuns = 512;
    void setContext(GraphCellContext context);

    const model::Graph& graph() const { return m_index->graph(); }
    /// Invalid when the graph has no such object.
    QModelIndex indexOf(const QString& hopId) const;
    const model::Hop& hop(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  private:
    /// A row stays a row of its own graph until the difference is through.
    struct Row {
        const GraphIndex* index = nullptr;
        std::size_t node = 0;
    };
    std::shared_ptr<const GraphIndex> m_index;
    std::vector<Row> m_rows;
    GraphCellContext m_context;
};

}  // namespace scout::desktop
