// Which chains are listed: those with all words of the search in their name, kind, namespace, tool or verdict, and with
// an object in the chosen namespaces.
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>
#include <set>
#include <string>

#include "model/graph.h"

namespace scout::desktop {

/// Whether the chain has an object in one of them.
bool hasObjectIn(const std::set<std::string>& namespaces, const model::Graph& graph, const model::Chain& chain);

class ChainsFilter : public QSortFilterProxyModel {
    Q_OBJECT
  public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setWords(const QString& text);
    void setNamespaces(const QStringList& namespaces);
    bool filters() const { return !m_words.isEmpty() || !m_namespaces.empty(); }

  protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

  private:
    QStringList m_words;
    std::set<std::string> m_namespaces;
};

}  // namespace scout::desktop
