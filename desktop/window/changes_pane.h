// The list of differences to an older snapshot; Enter or a double click goes to the object.
#pragma once

#include <QWidget>

#include "desktop/session/session.h"

class QLabel;
class QTableView;

namespace scout::desktop {

class DifferencesModel;

class ChangesPane : public QWidget {
    Q_OBJECT
  public:
    explicit ChangesPane(QWidget* parent = nullptr);
    void setComparison(const Comparison& comparison, std::shared_ptr<const model::Graph> newer);
    void clear();
    QString summary() const;
    DifferencesModel* model() const { return m_model; }
    QTableView* view() const { return m_view; }

  signals:
    void opened(const QString& hopId);
    void endRequested();

  private:
    DifferencesModel* m_model = nullptr;
    QTableView* m_view = nullptr;
    QLabel* m_title = nullptr;
};

}  // namespace scout::desktop
