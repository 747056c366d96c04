#include "desktop/window/table_view.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

#include "desktop/window/badge.h"
#include "desktop/window/graph_model_filter.h"
#include "desktop/window/graph_model_table.h"
#include "desktop/window/graph_model_view.h"

namespace scout::desktop {

struct TableView::Private {
    GraphTableModel model;
    GraphFilter filter;
    GraphCellContext context;
    std::shared_ptr<const model::Graph> pending;  ///< while hidden
    std::optional<QString> wanted;                ///< selected while hidden
    bool quiet = false;
};

TableView::TableView(QWidget* parent) : QTableView(parent), d(std::make_unique<Private>()) {
    d->filter.setSourceModel(&d->model);
    setModel(&d->filter);
    setAccessibleName(QStringLiteral("All objects"));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setEditTriggers(NoEditTriggers);
    setContextMenuPolicy(Qt::DefaultContextMenu);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    arrangeColumns(*horizontalHeader());
    horizontalHeader()->setStretchLastSection(true);
    setSortingEnabled(true);
    sortByColumn(static_cast<int>(GraphColumn::state), Qt::AscendingOrder);
    setTheme(themeFor(palette()));

    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        if (!d->quiet) emit hopSelected(current.data(graph_role::hopId).toString());
    });
    connect(this, &QTableView::doubleClicked, this, [this] { emit opened(selected()); });
}

TableView::~TableView() {
    // The models go before the view's own parts do.
    setModel(nullptr);
}

void TableView::setGraph(std::shared_ptr<const model::Graph> graph) {
    if (!isVisible()) {
        d->pending = graph ? std::move(graph) : std::make_shared<const model::Graph>();
        return;
    }
    d->pending.reset();
    const QString current = selected();
    const bool atTop = verticalScrollBar()->value() == 0;
    const QString top = indexAt(QPoint(0, 0)).data(graph_role::hopId).toString();
    const int topAt = visualRect(indexAt(QPoint(0, 0))).y();

    d->quiet = true;
    d->model.setGraph(std::move(graph));
    executeDelayedItemsLayout();
    updateGeometries();
    // After a reset nothing is current, and where the current row went the one beside it is.
    if (selected() != current) {
        const QModelIndex index = indexOf(current);
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    d->quiet = false;

    const QModelIndex first = indexOf(top);
    if (!atTop && first.isValid()) {
        verticalScrollBar()->setValue(verticalScrollBar()->value() + visualRect(first).y() - topAt);
    }
}

QModelIndex TableView::indexOf(const QString& hopId) const {
    return d->filter.mapFromSource(d->model.indexOf(hopId));
}

void TableView::setTheme(const render::Theme& theme) {
    d->context.theme = &theme;
    d->model.setContext(d->context);
}

void TableView::setClock(std::function<base::Time()> now) {
    d->context.now = std::move(now);
    d->model.setContext(d->context);
}

void TableView::setFilter(const std::set<render::Tone>& hiddenTones, const std::optional<std::set<std::string>>& only) {
    d->filter.setFilter(hiddenTones, only);
}

int TableView::hidden() const {
    return d->filter.hidden(d->pending ? *d->pending : d->model.graph());
}

QString TableView::selected() const {
    return d->wanted ? *d->wanted : currentIndex().data(graph_role::hopId).toString();
}

void TableView::sortBy(int column) {
    const QHeaderView& header = *horizontalHeader();
    const bool turn = header.sortIndicatorSection() == column && header.sortIndicatorOrder() == Qt::AscendingOrder;
    sortByColumn(column, turn ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void TableView::select(const QString& hopId) {
    if (!isVisible()) {
        d->wanted = hopId;
        return;
    }
    d->quiet = true;
    const QModelIndex index = indexOf(hopId);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (index.isValid()) scrollTo(index);
    d->quiet = false;
}

void TableView::copy() {
    const QString rows = selectedRowsAsTsv(*this, *horizontalHeader());
    if (!rows.isEmpty()) QGuiApplication::clipboard()->setText(rows);
}

void TableView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        emit opened(selected());
    } else {
        QTableView::keyPressEvent(event);
        return;
    }
    event->accept();
}

void TableView::contextMenuEvent(QContextMenuEvent* event) {
    const MenuPlace place = menuPlaceOf(*this, *event);
    if (!place.hopId.isEmpty()) emit menuRequested(place.hopId, place.globalPosition);
}

void TableView::showEvent(QShowEvent* event) {
    QTableView::showEvent(event);
    if (d->pending) setGraph(std::exchange(d->pending, nullptr));
    if (d->wanted) select(*std::exchange(d->wanted, std::nullopt));
}

}  // namespace scout::desktop
