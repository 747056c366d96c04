// Which chains are listed: those with all words of the search in their name, kind, namespace, tool or verdict, and with
// an object in the chosen namespaces.
#pragma once

#include <QSet>
#include <QSortFilterProxyModel>
#include <QStringList>

namespace scout::desktop {

class ChainsFilter : public QSortFilterProxyModel {
    Q_OBJECT
  public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setWords(const QString& text);
    void setNamespaces(const QStringList& namespaces);
    bool filters() const { return !m_words.isEmpty() || !m_namespaces.isEmpty(); }

  protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

  private:
    QStringList m_words;
    QSet<QString> m_namespaces;
};

}  // namespace scout::desktop
