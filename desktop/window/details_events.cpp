#include "desktop/window/details_events.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QTextOption>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "desktop/window/badge.h"
#include "desktop/window/details_widgets.h"
#include "desktop/window/graph_model_view.h"
#include "desktop/window/plain_text.h"

namespace scout::desktop {

namespace {

/// Wraps anywhere: image names and digests are no words. Everything stands at the top of its cell.
class EventDelegate : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        if (index.column() != EventsModel::message) return QStyledItemDelegate::paint(painter, option, index);
        QStyleOptionViewItem cell = option;
        initStyleOption(&cell, index);
        const QString text = std::exchange(cell.text, QString());
        const QStyle* style = cell.widget == nullptr ? QApplication::style() : cell.widget->style();
        style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
        const bool selected = (cell.state & QStyle::State_Selected) != 0;
        painter->save();
        painter->setPen(cell.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
        painter->drawText(QRectF(cell.rect).marginsRemoved(margins), text, wrapping());
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const QSize plain = QStyledItemDelegate::sizeHint(option, index);
        const auto* table = qobject_cast<const QTableView*>(option.widget);
        if (index.column() != EventsModel::message || table == nullptr) return {plain.width() + 8, plain.height() + 6};
        const double width = table->columnWidth(EventsModel::message) - margins.left() - margins.right();
        const int height = ValueText::heightOf(index.data().toString(), option.font, std::max(width, 40.0));
        return {plain.width(), height + static_cast<int>(margins.top() + margins.bottom())};
    }

  protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        option->decorationAlignment = Qt::AlignTop | Qt::AlignLeft;
    }

  private:
    static constexpr QMarginsF margins{4, 3, 4, 3};
    static QTextOption wrapping() {
        QTextOption option(Qt::AlignTop | Qt::AlignLeft);
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        return option;
    }
};

std::string firstOf(std::initializer_list<std::string> texts) {
    for (const std::string& text : texts) {
        if (!text.empty()) return text;
    }
    return {};
}

}  // namespace

std::vector<EventRow> eventRows(const base::Json& events) {
    std::vector<EventRow> rows;
    for (const base::Json& event : events.elements()) {
        EventRow row;
        // Newer emitters fill series and eventTime, older ones lastTimestamp (API reference, Event v1 core).
        row.lastSeen = firstOf({event.at("series.lastObservedTime").text(), event["lastTimestamp"].text(),
                                event["deprecatedLastTimestamp"].text(), event["eventTime"].text(),
                                event["firstTimestamp"].text(), event.at("metadata.creationTimestamp").text()});
        row.type = line(event["type"].text());
        row.reason = line(event["reason"].text());
        row.message = lines(base::trim(firstOf({event["message"].text(), event["note"].text()})));
        row.count = event.at("series.count")
                        .integer()
                        .value_or(event["count"].integer().value_or(event["deprecatedCount"].integer().value_or(1)));
        rows.push_back(std::move(row));
    }
    return rows;
}

void EventsModel::setRows(std::vector<EventRow> rows) {
    if (rows == m_rows) return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void EventsModel::setLook(std::function<base::Time()> now, const render::Theme& theme) {
    m_now = std::move(now);
    m_theme = &theme;
    if (!m_rows.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

int EventsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EventsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QString EventsModel::text(const EventRow& row, int column) const {
    switch (column) {
        case lastSeen: {
            const auto time = base::parseTime(row.lastSeen);
            return time && m_now ? line(base::formatAge(m_now().seconds - time->seconds)) : line(row.lastSeen);
        }
        case type:
            return row.type;
        case reason:
            return row.reason;
        case message:
            return row.message;
        case count:
            return QString::number(row.count);
        default:
            return {};
    }
}

QVariant EventsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const EventRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
            return text(row, index.column());
        case Qt::ToolTipRole:
            return plainTooltip(index.column() == lastSeen ? line(row.lastSeen) : text(row, index.column()));
        case Qt::DecorationRole:
            if (index.column() != type || m_theme == nullptr || row.type != QLatin1String("Warning")) return {};
            return badgeIcon({render::Tone::attention, false, false}, *m_theme);
        case Qt::TextAlignmentRole:
            return static_cast<int>(Qt::AlignTop | (index.column() == count ? Qt::AlignRight : Qt::AlignLeft));
        case Qt::AccessibleTextRole:
            return QStringLiteral("%1: %2").arg(headerData(index.column(), Qt::Horizontal).toString(),
                                                text(row, index.column()));
        default:
            return {};
    }
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return QAbstractTableModel::headerData(section, orientation, role);
    }
    switch (section) {
        case lastSeen:
            return QStringLiteral("Last seen");
        case type:
            return QStringLiteral("Type");
        case reason:
            return QStringLiteral("Reason");
        case message:
            return QStringLiteral("Message");
        case count:
            return QStringLiteral("Count");
        default:
            return {};
    }
}

EventsTab::EventsTab(QWidget* parent) : DetailsTab(parent) {
    m_model = new EventsModel(this);
    m_table = new QTableView;
    m_table->setModel(m_model);
    m_table->setItemDelegate(new EventDelegate(m_table));
    m_table->setAccessibleName(QStringLiteral("Events"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(true);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(EventsModel::message, QHeaderView::Stretch);
    m_table->installEventFilter(this);
    m_state = new ContentOrState(m_table, this);

    m_refresh = linkButton(QStringLiteral("Refresh"), QStringLiteral("Refresh the events"), this);
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(8, 8, 8, 4);
    tools->addWidget(mutedLabel(QStringLiteral("Newest first"), this), 1);
    tools->addWidget(m_refresh);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(tools);
    layout->addWidget(m_state, 1);
    connect(m_refresh, &QToolButton::clicked, this, &EventsTab::refresh);
    connect(m_state, &ContentOrState::retryRequested, this, &EventsTab::refresh);
}

void EventsTab::present(bool same) {
    m_model->setLook(subject().now, *subject().theme);
    if (!same) {
        m_request.reset();
        m_askedFor.reset();
        m_model->setRows({});
        m_state->showNote({});
    }
    if (subject().hop == nullptr) {
        m_state->showNote(subject().folded.empty() ? QStringLiteral("This object is not there any more.")
                                                   : QStringLiteral("A group of objects has no events of its own."));
    } else if (!m_askedFor || *m_askedFor != subject().hop->health) {
        refresh();
    }
}

void EventsTab::refresh() {
    if (subject().hop == nullptr || m_request) return;
    if (!subject().source) return m_state->showNote(QStringLiteral("Only what the graph says is known here."));
    m_askedFor = subject().hop->health;
    m_request = std::make_unique<QObject>();
    m_state->showLoading(QStringLiteral("Reading the events"));
    subject().source->events(subject().hop->id, m_request.get(), [this](base::Result<base::Json> answer) {
        // The receiver may not be destroyed inside its own callback.
        m_request.release()->deleteLater();
        take(answer);
    });
}

void EventsTab::take(const base::Result<base::Json>& answer) {
    if (!answer) return m_state->showError(answer.error());
    const int scrolled = m_table->verticalScrollBar()->value();
    m_model->setRows(eventRows(*answer));
    m_table->verticalScrollBar()->setValue(scrolled);
    if (m_model->rowCount() == 0) {
        m_state->showNote(QStringLiteral("No events."),
                          QStringLiteral("The API server forgets events, usually after an hour."));
    } else {
        m_state->showContent();
    }
}

bool EventsTab::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_table && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) {
        const QString rows = selectedRowsAsTsv(*m_table, *m_table->horizontalHeader());
        if (!rows.isEmpty()) copyText(rows, QStringLiteral("Events copied"));
        return true;
    }
    return DetailsTab::eventFilter(watched, event);
}

}  // namespace scout::desktop
