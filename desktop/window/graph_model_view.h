// What the tree and the table share as views.
#pragma once

#include <QAbstractItemView>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QString>

namespace scout::desktop {

/// The selected rows, top to bottom as shown, with the headings of the shown columns, tab separated; "" when none is
/// selected. Tabs and line breaks inside a cell become spaces.
QString selectedRowsAsTsv(const QAbstractItemView& view, const QHeaderView& header);

/// The hop under a context menu event and where its menu belongs: below the row for the keyboard. Empty id: no row.
struct MenuPlace {
    QString hopId;
    QPoint globalPosition;
};
MenuPlace menuPlaceOf(const QAbstractItemView& view, const QContextMenuEvent& event);

/// Column widths and order that suit the columns' contents; the last one takes what is left.
void arrangeColumns(QHeaderView& header);

}  // namespace scout::desktop
