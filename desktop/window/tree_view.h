// The graph as a tree: chains, their root sources, and below each cause its effects. The same objects and states as the
// graph and the table, and the path for screen readers.
#pragma once

#include <QTreeView>
#include <functional>
#include <memory>
#include <optional>
#include <set>

#include "base/time.h"
#include "model/graph.h"
#include "render/diagram.h"
#include "render/theme.h"

namespace scout::desktop {

class TreeView : public QTreeView {
    Q_OBJECT
  public:
    explicit TreeView(QWidget* parent = nullptr);
    ~TreeView() override;

    /// By difference: selection, expansion, sorting and scroll position survive. Taken up when the view is shown, where
    /// it is hidden.
    void setGraph(std::shared_ptr<const model::Graph> graph);
    void setTheme(const render::Theme& theme);
    /// Ages count to here.
    void setClock(std::function<base::Time()> now);

    /// What is listed: rows that match and the rows that lead to them. See GraphFilter.
    void setFilter(const std::set<render::Tone>& hiddenTones, const std::optional<std::set<std::string>>& only = {});
    /// Objects that the filter hides.
    int hidden() const;

    /// Hop id of the current row (a chain's row stands for its applier or workload), "" when there is none. An object
    /// that is gone is selected no more.
    QString selected() const;
    /// Selects the hop's first row and opens the way to it.
    void select(const QString& hopId);

  public slots:
    /// The selected rows as tab separated text with a heading, to the clipboard.
    void copy();

  signals:
    void hopSelected(const QString& hopId);  ///< by the user; select() is quiet
    void opened(const QString& hopId);       ///< Enter or double click
    void menuRequested(const QString& hopId, const QPoint& globalPosition);

  protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;

  private:
    QModelIndex indexOf(const QString& hopId) const;
    void makeCurrent(const QModelIndex& index);
    void reopen(const QModelIndex& parent, int first, int last);

    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace scout::desktop
