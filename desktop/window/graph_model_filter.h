// Sorting and filtering of the tree and the table by the same rules.
#pragma once

#include <QSortFilterProxyModel>
#include <QString>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/graph.h"
#include "render/diagram.h"

namespace scout::desktop {

/// Shows the rows whose object has all words of the text in its kind, name, namespace, state or status, upper or lower
/// case; "kind:", "ns:", "name:" and "is:" before a word look only there ("is:" also knows the tones: is:problem). In a
/// tree the rows that lead to a match stay; a chain's own row never matches by itself.
class GraphFilter : public QSortFilterProxyModel {
    Q_OBJECT
  public:
    explicit GraphFilter(QObject* parent = nullptr);

    /// `only`: hop ids; absent for all.
    void setFilter(const QString& text, const std::set<render::Tone>& hiddenTones,
                   std::optional<std::set<std::string>> only = {});
    bool filters() const { return !m_words.empty() || !m_hiddenTones.empty() || m_only; }
    bool matches(const model::Hop& hop) const;
    /// Objects of the graph that do not match.
    int hidden(const model::Graph& graph) const;

  protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

  private:
    /// nullptr for a chain's row.
    const model::Hop* hopOf(const QModelIndex& source) const;

    struct Word {
        enum class In { any, kind, ns, name, state };
        In in = In::any;
        std::string text;  ///< lower case
    };
    std::vector<Word> m_words;
    std::set<render::Tone> m_hiddenTones;
    std::optional<std::set<std::string>> m_only;
};

}  // namespace scout::desktop
