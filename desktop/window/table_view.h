// Every object of the graph, one row each: nothing is folded or left out here. The same objects and states as the graph
// and the tree.
#pragma once

#include <QTableView>
#include <functional>
#include <memory>
#include <optional>
#include <set>

#include "base/time.h"
#include "model/graph.h"
#include "render/diagram.h"
#include "render/theme.h"

namespace scout::desktop {

class TableView : public QTableView {
    Q_OBJECT
  public:
    explicit TableView(QWidget* parent = nullptr);
    ~TableView() override;

    /// By difference: selection, sorting and scroll position survive. Taken up when the view is shown, where it is
    /// hidden.
    void setGraph(std::shared_ptr<const model::Graph> graph);
    void setTheme(const render::Theme& theme);
    /// Ages count to here.
    void setClock(std::function<base::Time()> now);

    /// See GraphFilter.
    void setFilter(const std::set<render::Tone>& hiddenTones, const std::optional<std::set<std::string>>& only = {});
    /// Objects that the filter hides.
    int hidden() const;

    /// Hop id of the current row, "" when there is none. An object that is gone is selected no more.
    QString selected() const;
    /// By that column; the other way round where it is sorted by that one already.
    void sortBy(int column);
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

    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace scout::desktop
