// What changed since an older snapshot, as rows.
#pragma once

#include <QAbstractTableModel>
#include <QString>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "model/graph_difference.h"
#include "render/theme.h"

namespace scout::desktop {

class DifferencesModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { change, object, before, after, columns };
    static constexpr int idRole = Qt::UserRole;  ///< QString: hop id

    explicit DifferencesModel(QObject* parent = nullptr);
    /// Names come from `newer`, of removed objects from `older`.
    void setDifference(const model::GraphDifference& difference, std::shared_ptr<const model::Graph> older,
                       std::shared_ptr<const model::Graph> newer);
    /// "3 added, 1 removed, 4 changed"; "Nothing changed".
    QString summary() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  private:
    struct Row {
        model::GraphDifference::Entry entry;
        QString object;
    };
    std::vector<Row> m_rows;
};

/// For render::DiagramOptions::changes: 1 added, 2 changed, 3 removed.
std::map<std::string, int> changesOf(const model::GraphDifference& difference);

}  // namespace scout::desktop
