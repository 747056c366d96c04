#include "desktop/window/tree_view.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>
#include <QSet>
#include <optional>

#include "desktop/window/badge.h"
#include "desktop/window/graph_model_filter.h"
#include "desktop/window/graph_model_tree.h"
#include "desktop/window/graph_model_view.h"

namespace scout::desktop {

namespace {

/// A graph of no more objects is opened all the way at first, and so are the matches of a filter.
constexpr std::size_t openedAtOnce = 300;

/// What a row is, whatever stands around it: its chain and its object.
QString rowKey(const QModelIndex& index) {
    QModelIndex chain = index;
    while (chain.parent().isValid()) chain = chain.parent();
    const QString chainId = chain.data(graph_role::chainId).toString();
    return index == chain ? chainId : chainId + QLatin1Char('\n') + index.data(graph_role::hopId).toString();
}

}  // namespace

struct TreeView::Private {
    GraphTreeModel model;
    GraphFilter filter;
    GraphCellContext context;
    std::shared_ptr<const model::Graph> pending;  ///< while hidden
    std::optional<QString> wanted;                ///< selected while hidden
    QSet<QString> open;                           ///< row keys that the user opened, filtered or not
    bool touched = false;                         ///< something was shown already
    bool quiet = false;
    bool opening = false;
};

TreeView::TreeView(QWidget* parent) : QTreeView(parent), d(std::make_unique<Private>()) {
    d->filter.setSourceModel(&d->model);
    setModel(&d->filter);
    setAccessibleName(QStringLiteral("Chains and their objects"));
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setEditTriggers(NoEditTriggers);
    setExpandsOnDoubleClick(false);
    setTreePosition(static_cast<int>(GraphColumn::name));
    arrangeColumns(*header());
    header()->resizeSection(static_cast<int>(GraphColumn::name),
                            header()->sectionSize(static_cast<int>(GraphColumn::name)) + 6 * indentation());
    header()->moveSection(static_cast<int>(GraphColumn::name), 0);
    setSortingEnabled(true);
    sortByColumn(static_cast<int>(GraphColumn::state), Qt::AscendingOrder);
    setTheme(themeFor(palette()));

    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        if (!d->quiet) emit hopSelected(current.data(graph_role::hopId).toString());
    });
    connect(this, &QTreeView::doubleClicked, this, [this] { emit opened(selected()); });
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex& index) {
        if (!d->opening) d->open.insert(rowKey(index));
    });
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex& index) {
        if (!d->opening) d->open.remove(rowKey(index));
    });
    connect(&d->filter, &QAbstractItemModel::rowsInserted, this, &TreeView::reopen);
}

TreeView::~TreeView() {
    // The models go before the view's own parts do.
    setModel(nullptr);
}

/// Rows that came back are open again where they were.
void TreeView::reopen(const QModelIndex& parent, int first, int last) {
    if (d->open.isEmpty()) return;
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = d->filter.index(row, 0, parent);
        if (!d->open.contains(rowKey(index))) continue;
        expand(index);
        reopen(index, 0, d->filter.rowCount(index) - 1);
    }
}

void TreeView::setGraph(std::shared_ptr<const model::Graph> graph) {
    if (!graph) graph = std::make_shared<const model::Graph>();
    if (!isVisible()) {
        d->pending = std::move(graph);
        return;
    }
    d->pending.reset();
    const QString current = selected();
    const bool atTop = verticalScrollBar()->value() == 0;
    const QPersistentModelIndex top = indexAt(QPoint(0, 0));
    const int topAt = visualRect(top).y();

    d->quiet = true;
    const bool small = graph->nodes.size() <= openedAtOnce;
    d->model.setGraph(std::move(graph));
    if (!d->touched && small) expandAll();
    d->touched = d->touched || d->model.rowCount() > 0;
    executeDelayedItemsLayout();
    updateGeometries();
    // An object that now hangs elsewhere has a new row, and where the current row went the one beside it is current.
    if (selected() != current) makeCurrent(indexOf(current));
    d->quiet = false;

    if (!atTop && top.isValid()) {
        verticalScrollBar()->setValue(verticalScrollBar()->value() + visualRect(top).y() - topAt);
    }
}

QModelIndex TreeView::indexOf(const QString& hopId) const {
    return d->filter.mapFromSource(d->model.indexOf(hopId));
}

void TreeView::makeCurrent(const QModelIndex& index) {
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void TreeView::setTheme(const render::Theme& theme) {
    d->context.theme = &theme;
    d->model.setContext(d->context);
}

void TreeView::setClock(std::function<base::Time()> now) {
    d->context.now = std::move(now);
    d->model.setContext(d->context);
}

void TreeView::setFilter(const std::set<render::Tone>& hiddenTones, const std::optional<std::set<std::string>>& only) {
    d->quiet = true;
    const QString current = selected();
    const bool filtered = d->filter.filters();
    d->filter.setFilter(hiddenTones, only);
    // The way to a match is opened; what the user opened is remembered for the time after the filter.
    d->opening = true;
    if (d->filter.filters()) {
        const model::Graph& graph = d->model.graph();
        const auto shown = graph.nodes.size() - static_cast<std::size_t>(d->filter.hidden(graph));
        if (shown <= openedAtOnce) expandAll();
    } else if (filtered) {
        collapseAll();
        reopen({}, 0, d->filter.rowCount() - 1);
    }
    d->opening = false;
    if (selected() != current) makeCurrent(indexOf(current));
    d->quiet = false;
}

int TreeView::hidden() const {
    return d->filter.hidden(d->pending ? *d->pending : d->model.graph());
}

QString TreeView::selected() const {
    return d->wanted ? *d->wanted : currentIndex().data(graph_role::hopId).toString();
}

void TreeView::select(const QString& hopId) {
    if (!isVisible()) {
        d->wanted = hopId;
        return;
    }
    d->quiet = true;
    // A shared object has several rows: the one that is current already will do.
    if (selected() != hopId) makeCurrent(indexOf(hopId));
    if (currentIndex().isValid()) scrollTo(currentIndex());
    d->quiet = false;
}

void TreeView::copy() {
    const QString rows = selectedRowsAsTsv(*this, *header());
    if (!rows.isEmpty()) QGuiApplication::clipboard()->setText(rows);
}

void TreeView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        emit opened(selected());
    } else {
        QTreeView::keyPressEvent(event);
        return;
    }
    event->accept();
}

void TreeView::contextMenuEvent(QContextMenuEvent* event) {
    const MenuPlace place = menuPlaceOf(*this, *event);
    if (!place.hopId.isEmpty()) emit menuRequested(place.hopId, place.globalPosition);
}

void TreeView::showEvent(QShowEvent* event) {
    QTreeView::showEvent(event);
    if (d->pending) setGraph(std::exchange(d->pending, nullptr));
    if (d->wanted) select(*std::exchange(d->wanted, std::nullopt));
}

}  // namespace scout::desktop
