// The list of keyboard shortcuts, and what this program is.
#pragma once

class QWidget;

namespace scout::desktop {

class Actions;

/// Not modal; `parent` owns them.
QWidget* showShortcuts(const Actions& actions, QWidget* parent);
QWidget* showAbout(QWidget* parent);

}  // namespace scout::desktop
