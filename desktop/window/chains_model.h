// The chains of a graph as a list: managed ones worst first, then what nothing manages, worst first.
#pragma once

#include <QAbstractListModel>
#include <QString>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "model/graph.h"
#include "render/diagram.h"

namespace scout::desktop {

/// Whether anything applies a chain with that Chain::tool.
bool isManaged(const std::string& tool);

class ChainsModel : public QAbstractListModel {
    Q_OBJECT
  public:
    enum Role {
        idRole = Qt::UserRole,  ///< QString: Chain::id
        toneRole,               ///< int of render::Tone
        managedRole,            ///< bool
        unseenRole,             ///< bool: nothing is known to manage it, and something could not be read
        nsRole,                 ///< QString: "" for cluster-scoped
        toolRole,               ///< QString as in Chain::tool; "" for none
        verdictRole,            ///< QString: one line
        totalRole,              ///< int: objects
        countsRole,  ///< QVariantList of int pairs, flattened: tone, objects; without those that are ok. What looks
                     ///< well and is a problem all the same (model::problemsOf) counts as attention
    };

    explicit ChainsModel(QObject* parent = nullptr);

    /// By difference: rows that stay keep their selection.
    void setGraph(std::shared_ptr<const model::Graph> graph);
    const std::shared_ptr<const model::Graph>& graph() const { return m_graph; }

    /// -1 when there is none.
    int rowOf(const QString& chainId) const;
    QString idAt(int row) const;
    int unmanaged() const;  ///< how many chains nothing is known to manage

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

  private:
    struct Row {
        std::string id;
        std::string tool;
        model::Verdict verdict;
        std::map<render::Tone, int> tones;
        QString name;
        QString kind;
        QString ns;
        bool operator==(const Row&) const = default;
    };
    static Row rowOf(const model::Graph& graph, const model::Chain& chain, const std::set<std::string>& problems);

    std::shared_ptr<const model::Graph> m_graph;
    std::vector<Row> m_rows;
};

}  // namespace scout::desktop
