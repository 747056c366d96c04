#include "keyboard_walk.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QMenuBar>
#include <QRadioButton>
#include <QScrollBar>
#include <QSet>
#include <QTabBar>
#include <QTest>

namespace scout::test {

QString described(const QWidget* widget) {
    QStringList path;
    for (const QWidget* at = widget; at != nullptr; at = at->isWindow() ? nullptr : at->parentWidget()) {
        const QString name = at->objectName().isEmpty() ? at->accessibleName() : at->objectName();
        path.prepend(QString::fromLatin1(at->metaObject()->className()) +
                     (name.isEmpty() ? QString() : QStringLiteral("(%1)").arg(name)));
    }
    return path.join(QStringLiteral(" > "));
}

bool isPartOfAControl(const QWidget* widget) {
    for (const QWidget* at = widget->parentWidget(); at != nullptr; at = at->parentWidget()) {
        if (qobject_cast<const QComboBox*>(at) != nullptr || qobject_cast<const QLineEdit*>(at) != nullptr ||
            qobject_cast<const QTabBar*>(at) != nullptr || qobject_cast<const QAbstractItemView*>(at) != nullptr ||
            at->inherits("QAbstractSpinBox"))
            return true;
        if (at->isWindow()) break;
    }
    return qobject_cast<const QScrollBar*>(widget) != nullptr || qobject_cast<const QMenuBar*>(widget) != nullptr;
}

namespace {

constexpr int mostSteps = 400;  ///< of Tab, before a window is said to have no end

/// Qt's own, with what they do in a menu: View > Panes closes a pane; what does not fit the tool bar is in the menus.
bool isQtsDecoration(const QWidget* widget) {
    return widget->inherits("QDockWidgetTitleButton") ||
           widget->objectName() == QStringLiteral("qt_toolbar_ext_button");
}

/// Arrows choose among the buttons of a group; Tab comes to the one that is on.
bool isReachedByArrows(const QWidget* widget) {
    const auto* button = qobject_cast<const QRadioButton*>(widget);
    return button != nullptr && !button->isChecked();
}

bool isControl(const QWidget* widget) {
    return qobject_cast<const QAbstractButton*>(widget) != nullptr ||
           qobject_cast<const QAbstractItemView*>(widget) != nullptr ||
           qobject_cast<const QLineEdit*>(widget) != nullptr || qobject_cast<const QComboBox*>(widget) != nullptr ||
           qobject_cast<const QAbstractSlider*>(widget) != nullptr || qobject_cast<const QTabBar*>(widget) != nullptr ||
           (widget->focusPolicy() & Qt::TabFocus) != 0;
}

/// Of that window alone, as far as they are there for the user now.
QList<QWidget*> controlsOf(const QWidget* window) {
    QList<QWidget*> controls;
    for (QWidget* widget : window->findChildren<QWidget*>()) {
        if (widget->window() != window || !widget->isVisible() || !widget->isEnabled()) continue;
        if (!isControl(widget) || isPartOfAControl(widget) || isQtsDecoration(widget)) continue;
        if (widget->focusProxy() == nullptr) controls << widget;
    }
    return controls;
}

QString nameOf(QWidget* widget) {
    QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(widget);
    return spoken == nullptr ? QString() : spoken->text(QAccessible::Name).trimmed();
}

/// Where Tab leads from where the keyboard is, until it comes back; and Shift+Tab the same way.
QSet<QWidget*> visited(Qt::Key key) {
    QSet<QWidget*> seen;
    for (int step = 0; step < mostSteps; ++step) {
        QWidget* at = QApplication::focusWidget();
        if (at == nullptr || (seen.contains(at) && step > 0)) break;
        seen.insert(at);
        QTest::keyClick(at, key);
    }
    return seen;
}

}  // namespace

QStringList keyboardFaults(QWidget* window) {
    if (QApplication::focusWidget() == nullptr) QTest::keyClick(window, Qt::Key_Tab);
    const QSet<QWidget*> there = visited(Qt::Key_Tab);
    const QSet<QWidget*> back = visited(Qt::Key_Backtab);
    const QList<QWidget*> controls = controlsOf(window);
    QStringList faults;
    if (controls.isEmpty()) faults << QStringLiteral("no controls");
    for (QWidget* control : controls) {
        const auto fault = [&](const char* what) {
            faults << described(control) + QLatin1Char(' ') + QLatin1String(what);
        };
        if (nameOf(control).isEmpty()) fault("has no name");
        if (isReachedByArrows(control)) continue;
        if (!there.contains(control)) fault("is not reached by Tab");
        if (!back.contains(control)) fault("is not reached by Shift+Tab");
    }
    return faults;
}

}  // namespace scout::test
