#include "desktop/window/graph_model_view.h"

#include <QStringList>
#include <algorithm>

#include "desktop/window/graph_model_cells.h"

namespace scout::desktop {

namespace {

/// Row numbers from the top down: the place of a row in a tree.
std::vector<int> placeOf(QModelIndex index) {
    std::vector<int> place;
    for (; index.isValid(); index = index.parent()) place.push_back(index.row());
    std::reverse(place.begin(), place.end());
    return place;
}

QString cellText(QString text) {
    for (const QLatin1Char c : {QLatin1Char('\t'), QLatin1Char('\n'), QLatin1Char('\r')}) {
        text.replace(c, QLatin1Char(' '));
    }
    return text;
}

}  // namespace

QString selectedRowsAsTsv(const QAbstractItemView& view, const QHeaderView& header) {
    if (view.selectionModel() == nullptr || !view.selectionModel()->hasSelection()) return {};
    std::vector<int> columns;
    for (int visual = 0; visual < header.count(); ++visual) {
        const int column = header.logicalIndex(visual);
        if (!header.isSectionHidden(column)) columns.push_back(column);
    }
    std::vector<std::pair<std::vector<int>, QModelIndex>> rows;
    for (const QModelIndex& index : view.selectionModel()->selectedRows()) rows.emplace_back(placeOf(index), index);
    std::sort(rows.begin(), rows.end(), [](const auto& one, const auto& other) { return one.first < other.first; });

    QStringList cells;
    for (const int column : columns) {
        cells << cellText(view.model()->headerData(column, Qt::Horizontal).toString());
    }
    QStringList out{cells.join(QLatin1Char('\t'))};
    for (const auto& [place, index] : rows) {
        cells.clear();
        for (const int column : columns) cells << cellText(index.siblingAtColumn(column).data().toString());
        out << cells.join(QLatin1Char('\t'));
    }
    return out.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

MenuPlace menuPlaceOf(const QAbstractItemView& view, const QContextMenuEvent& event) {
    const bool mouse = event.reason() == QContextMenuEvent::Mouse;
    const QModelIndex index = mouse ? view.indexAt(event.pos()) : view.currentIndex();
    if (!index.isValid()) return {};
    return {index.data(graph_role::hopId).toString(),
            mouse ? event.globalPos() : view.viewport()->mapToGlobal(view.visualRect(index).bottomLeft())};
}

void arrangeColumns(QHeaderView& header) {
    // In digits of the font, so that a larger font has wider columns.
    const auto width = [&](GraphColumn column, int characters) {
        header.resizeSection(static_cast<int>(column), header.fontMetrics().averageCharWidth() * (characters + 2));
    };
    width(GraphColumn::kind, 18);
    width(GraphColumn::name, 34);
    width(GraphColumn::ns, 16);
    width(GraphColumn::state, 16);
    width(GraphColumn::status, 40);
    width(GraphColumn::revision, 20);
    width(GraphColumn::age, 8);
    width(GraphColumn::because, 60);
    header.setSectionsMovable(true);
    header.setHighlightSections(false);
    header.setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

}  // namespace scout::desktop
