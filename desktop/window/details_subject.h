// What the tabs of the details pane are told, and what they have in common.
#pragma once

#include <QString>
#include <QWidget>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/time.h"
#include "desktop/window/details_source.h"
#include "model/graph.h"
#include "render/theme.h"

namespace scout::desktop {

struct DetailsSubject {
    QString cardId;
    std::shared_ptr<const model::Graph> graph;  ///< never nullptr
    const model::Hop* hop = nullptr;            ///< inside the graph; nullptr for a fold and for what is gone
    std::vector<const model::Hop*> folded;      ///< what a fold stands for
    std::shared_ptr<ObjectSource> source;       ///< nullptr: only what the graph says
    std::function<base::Time()> now;            ///< may be empty: no ages
    const render::Theme* theme = nullptr;       ///< never nullptr

    std::string id() const { return cardId.toStdString(); }
    /// "3h", "" without a clock or when `rfc3339` is no time.
    QString age(const std::string& rfc3339) const;
};

class DetailsTab : public QWidget {
    Q_OBJECT
  public:
    using QWidget::QWidget;

    /// `same`: the subject is the one shown, in a newer graph: nothing may jump.
    void setSubject(const DetailsSubject& subject, bool same);
    /// Asks again, if the tab asks for anything.
    virtual void refresh() {}
    /// Whether find() leads anywhere at the moment.
    virtual bool hasSearch() const { return false; }
    /// Puts the keyboard into the search.
    virtual void find() {}

  signals:
    void hopRequested(const QString& hopId);
    void copied(const QString& what);

  protected:
    const DetailsSubject& subject() const { return m_subject; }
    /// Called while the tab can be seen: on a new subject, a newer graph, and when it comes into view after either.
    virtual void present(bool same) = 0;

    void showEvent(QShowEvent* event) override;
    void copyText(const QString& text, const QString& what);

  private:
    DetailsSubject m_subject;
    bool m_due = false;
    bool m_same = false;
};

}  // namespace scout::desktop
