// Everything about the selected card, in tabs. What is not in the graph is asked for when its tab is looked at; errors
// stand inline with Retry.
#pragma once

#include <QWidget>
#include <functional>
#include <memory>
#include <string>

#include "base/time.h"
#include "model/graph.h"
#include "render/theme.h"

namespace scout::desktop {

class Session;
class ObjectSource;

class DetailsPane : public QWidget {
    Q_OBJECT
  public:
    enum class Tab { summary, why, delivers, history, yaml, events, logs, commands };

    explicit DetailsPane(QWidget* parent = nullptr);
    ~DetailsPane() override;

    /// What the pane is about: the id of a card, that is a hop id or the id of a fold, "" for nothing. The same id
    /// again, with a newer graph, keeps tab, scroll position and search. `session` may be nullptr (then only what the
    /// graph says is shown) and must outlive the pane or be replaced by nullptr.
    void setSubject(Session* session, std::shared_ptr<const model::Graph> graph, const QString& cardId);
    /// As above for whatever answers questions about objects; tests put their own in.
    void setSubject(std::shared_ptr<ObjectSource> source, std::shared_ptr<const model::Graph> graph,
                    const QString& cardId);
    QString subject() const;

    /// Ages count to here. Without one no ages are shown.
    void setClock(std::function<base::Time()> now);
    void setTheme(const render::Theme& theme);

    Tab tab() const;
    void setTab(Tab tab);

  public slots:
    /// Asks again for everything that is shown about the subject.
    void refresh();
    /// Puts the `kubectl scout` command for the subject on the clipboard.
    void copyCommand();
    /// Puts the keyboard into the search of the tab shown, else of the YAML.
    void find();

  signals:
    /// A step, parent or folded object was clicked: select that card.
    void hopRequested(const QString& hopId);
    /// Something was put on the clipboard; `what` in words for the status bar ("Command copied").
    void copied(const QString& what);
    /// Another tab was turned to, or something is searched for in one.
    void used();

  protected:
    bool event(QEvent* event) override;

  private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace scout::desktop
