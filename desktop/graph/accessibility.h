// The graph for screen readers: a Tree with one TreeItem per card, in reading order. Cards are made when asked for, and
// nothing is announced unless an assistive program listens.
#pragma once

#include <QAccessible>
#include <QList>

namespace scout::desktop {

class GraphView;
struct PictureChange;

/// Makes QAccessible know GraphView; once for the program.
void installGraphAccessibility();

/// Sent when the selected card has changed, or the graph got the focus.
void announceSelection(GraphView& view);
/// Sent when another picture is shown; `change` is what it changed.
void announcePicture(GraphView& view, const PictureChange& change);

/// What the functions above say.
struct Announcement {
    QAccessibleInterface* subject = nullptr;
    QAccessible::Event event = QAccessible::Focus;
};
QList<Announcement> selectionAnnouncements(GraphView& view);
/// Cards that nobody has asked for yet have no name that could have changed.
QList<Announcement> pictureAnnouncements(GraphView& view, const PictureChange& change);

}  // namespace scout::desktop
