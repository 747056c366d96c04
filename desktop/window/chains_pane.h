// The left side of the window: the chains with a search field. Selected chains are shown; none selected shows nothing
// else than before. The window title counts them.
#pragma once

#include <QStringList>
#include <QWidget>
#include <memory>
#include <set>
#include <string>

#include "model/graph.h"
#include "render/theme.h"

class QLabel;
class QLineEdit;
class QListView;

namespace scout::desktop {

class ChainsDelegate;
class ChainsFilter;
class ChainsModel;

class ChainsPane : public QWidget {
    Q_OBJECT
  public:
    explicit ChainsPane(QWidget* parent = nullptr);

    /// Chains come, go and change their places; selection and scroll position stay with the chains.
    void setGraph(std::shared_ptr<const model::Graph> graph);
    void setTheme(const render::Theme& theme);
    /// Only chains with an object in these namespaces are listed; empty: all.
    void setNamespaces(const QStringList& namespaces);

    /// Chain ids; empty: all.
    std::set<std::string> selected() const;
    /// Without a signal. Ids that are not listed are left out.
    void select(const std::set<std::string>& chains);
    QString first() const;  ///< id of the first chain listed, "" when there is none

    ChainsModel* model() const { return m_model; }
    QListView* view() const { return m_view; }
    void focusSearch();

  signals:
    void selectionChanged(const std::set<std::string>& chains);
    void opened();  ///< Enter: on to the graph

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void updateCount();
    void told();

    ChainsModel* m_model = nullptr;
    ChainsFilter* m_filter = nullptr;
    ChainsDelegate* m_delegate = nullptr;
    QLineEdit* m_search = nullptr;
    QListView* m_view = nullptr;
    QLabel* m_nothing = nullptr;
    bool m_quiet = false;
};

}  // namespace scout::desktop
