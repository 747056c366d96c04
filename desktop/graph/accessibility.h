// The graph for screen readers: a Tree with one TreeItem per card, in reading order. Cards are made when asked for, and
// nothing is announced unless an assistive program listens.
#pragma once

namespace scout::desktop {

class GraphView;
struct PictureChange;

/// Makes QAccessible know GraphView; once for the program.
void installGraphAccessibility();
/// The selected card has changed, or the graph got the focus.
void announceSelection(GraphView& view);
/// Another picture is shown; `change` is what it changed.
void announcePicture(GraphView& view, const PictureChange& change);

}  // namespace scout::desktop
