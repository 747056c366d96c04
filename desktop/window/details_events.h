// Kubernetes Events about the subject.
#pragma once

#include <QAbstractTableModel>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "desktop/window/details_subject.h"

class QTableView;
class QToolButton;

namespace scout::desktop {

class ContentOrState;

struct EventRow {
    std::string lastSeen;  ///< RFC 3339, "" when it is not told
    QString type;          ///< "Normal", "Warning"
    QString reason;
    QString message;
    std::int64_t count = 1;
    bool operator==(const EventRow&) const = default;
};

/// Of core/v1 and events.k8s.io Events, in the array's order.
std::vector<EventRow> eventRows(const base::Json& events);

class EventsModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { lastSeen, type, reason, message, count, columns };
    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<EventRow> rows);
    /// `now` may be empty: times stand there instead of ages.
    void setLook(std::function<base::Time()> now, const render::Theme& theme);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  private:
    QString text(const EventRow& row, int column) const;

    std::vector<EventRow> m_rows;
    std::function<base::Time()> m_now;
    const render::Theme* m_theme = nullptr;
};

class EventsTab : public DetailsTab {
    Q_OBJECT
  public:
    explicit EventsTab(QWidget* parent = nullptr);

    void refresh() override;

  protected:
    void present(bool same) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void take(const base::Result<base::Json>& answer);

    ContentOrState* m_state = nullptr;
    QTableView* m_table = nullptr;
    EventsModel* m_model = nullptr;
    QToolButton* m_refresh = nullptr;
    std::unique_ptr<QObject> m_request;       ///< the receiver of what is under way
    std::optional<model::Health> m_askedFor;  ///< the subject's state when it was asked
};

}  // namespace scout::desktop
