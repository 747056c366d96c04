// Whether everything in a window is there for the keyboard and for screen readers.
#pragma once

#include <QStringList>
#include <QWidget>

namespace scout::test {

/// Where it is in its window, in words for a message.
QString described(const QWidget* widget);
/// A part of a control that is a control itself only for the mouse: what it does, the keyboard does in the control.
bool isPartOfAControl(const QWidget* widget);

/// What Tab and Shift+Tab do not reach, and what has no name, one sentence each; "no controls" for a window without
/// any. The window must be the active one. The keyboard is where it was before, or where Tab begins.
QStringList keyboardFaults(QWidget* window);

}  // namespace scout::test
