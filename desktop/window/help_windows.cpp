#include "desktop/window/help_windows.h"

#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <utility>
#include <vector>

#include "desktop/window/actions.h"

namespace scout::desktop {

namespace {

/// Keys of the views themselves, which are in no menu.
const std::vector<std::pair<QString, QString>>& graphKeys() {
    static const std::vector<std::pair<QString, QString>> keys = {
        {QStringLiteral("To the cause, to the effect"), QStringLiteral("Left, Right")},
        {QStringLiteral("Previous and next card of the column"), QStringLiteral("Up, Down")},
        {QStringLiteral("Neighbouring column"), QStringLiteral("Ctrl+Left, Ctrl+Right")},
        {QStringLiteral("First and last of the column"), QStringLiteral("Home, End")},
        {QStringLiteral("Show details"), QStringLiteral("Return")},
        {QStringLiteral("Fold or unfold"), QStringLiteral("Space")},
        {QStringLiteral("Fit all, fit selection, actual size"), QStringLiteral("F, Shift+F, 1")},
        {QStringLiteral("Zoom"), QStringLiteral("+, -, Ctrl+wheel")},
        {QStringLiteral("Move the graph"), QStringLiteral("Drag, wheel, Space and drag")},
        {QStringLiteral("Menu of the card"), QStringLiteral("Menu, Shift+F10")},
    };
    return keys;
}

QDialog* dialog(QWidget* parent, const QString& title) {
    auto* made = new QDialog(parent);
    made->setAttribute(Qt::WA_DeleteOnClose);
    made->setWindowTitle(title);
    return made;
}

QDialogButtonBox* closeButton(QDialog* of) {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, of);
    QObject::connect(buttons, &QDialogButtonBox::rejected, of, &QDialog::close);
    return buttons;
}

QString keysOf(const QAction& action) {
    QStringList keys;
    for (const QKeySequence& key : action.shortcuts()) keys << key.toString(QKeySequence::NativeText);
    keys.removeDuplicates();
    return keys.join(QStringLiteral(", "));
}

}  // namespace

QWidget* showShortcuts(const Actions& actions, QWidget* parent) {
    QDialog* out = dialog(parent, QStringLiteral("Keyboard shortcuts"));
    out->setObjectName(QStringLiteral("shortcutsWindow"));
    auto* search = new QLineEdit(out);
    search->setPlaceholderText(QStringLiteral("Filter"));
    search->setAccessibleName(QStringLiteral("Filter shortcuts"));
    search->setClearButtonEnabled(true);
    auto* list = new QTreeWidget(out);
    list->setHeaderLabels({QStringLiteral("Command"), QStringLiteral("Keys")});
    list->setAccessibleName(QStringLiteral("Commands and their keys"));
    list->setUniformRowHeights(true);
    list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list->header()->setStretchLastSection(false);
    list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    for (const Actions::Listed& menu : actions.listed()) {
        auto* group = new QTreeWidgetItem(list, {menu.menu});
        for (const QAction* action : menu.actions)
            new QTreeWidgetItem(group, {plainLabel(action->text()), keysOf(*action)});
    }
    auto* graph = new QTreeWidgetItem(list, {QStringLiteral("In the graph")});
    for (const auto& [what, keys] : graphKeys()) new QTreeWidgetItem(graph, {what, keys});
    list->expandAll();
    QObject::connect(search, &QLineEdit::textChanged, list, [list](const QString& text) {
        for (int i = 0; i < list->topLevelItemCount(); ++i) {
            QTreeWidgetItem* group = list->topLevelItem(i);
            bool any = false;
            for (int row = 0; row < group->childCount(); ++row) {
                QTreeWidgetItem* item = group->child(row);
                const bool shown = item->text(0).contains(text, Qt::CaseInsensitive) ||
                                   item->text(1).contains(text, Qt::CaseInsensitive);
                item->setHidden(!shown);
                any = any || shown;
            }
            group->setHidden(!any);
        }
    });
    auto* layout = new QVBoxLayout(out);
    layout->addWidget(search);
    layout->addWidget(list, 1);
    layout->addWidget(closeButton(out));
    out->resize(520, 640);
    out->show();
    return out;
}

QWidget* showAbout(QWidget* parent) {
    QDialog* out = dialog(parent, QStringLiteral("About Scout"));
    out->setObjectName(QStringLiteral("aboutWindow"));
    auto* icon = new QLabel(out);
    icon->setPixmap(QApplication::windowIcon().pixmap(QSize(72, 72), out->devicePixelRatioF()));
    auto* title = new QLabel(QStringLiteral("Scout %1").arg(QStringLiteral(SCOUT_VERSION)), out);
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.5);
    font.setBold(true);
    title->setFont(font);
    auto* text = new QLabel(
        QStringLiteral("Shows where everything in a Kubernetes cluster came from: Git, ConfigHub, OCI artifacts, the "
                       "controllers that apply them, workloads and Pods.\n\n"
                       "Scout only reads. It sends no request that changes anything, it reads the data of a "
                       "Secret only where you let it log in with a source's pull Secret. It contacts the cluster that "
                       "you choose and, about open chains, the registries and the ConfigHub that they name. Never say "
                       "what was not seen."),
        out);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setMinimumWidth(420);
    auto* licences = new QPlainTextEdit(out);
    licences->setReadOnly(true);
    licences->setTabChangesFocus(true);
    licences->setAccessibleName(QStringLiteral("Licences"));
    licences->setMaximumHeight(130);
    licences->setPlainText(QStringLiteral("kubectl-scout: Apache License 2.0\n"
                                          "Qt %1: GNU LGPL 3, linked dynamically (Help > About Qt)\n"
                                          "yaml-cpp: MIT License\n"
                                          "nlohmann/json: MIT License\n"
                                          "OpenSSL: Apache License 2.0\n"
                                          "Icons: part of kubectl-scout, Apache License 2.0")
                               .arg(QString::fromLatin1(qVersion())));
    auto* words = new QVBoxLayout;
    words->addWidget(title);
    words->addWidget(text);
    words->addSpacing(6);
    words->addWidget(licences);
    auto* row = new QHBoxLayout;
    row->addWidget(icon, 0, Qt::AlignTop);
    row->addSpacing(10);
    row->addLayout(words, 1);
    auto* layout = new QVBoxLayout(out);
    layout->addLayout(row);
    layout->addWidget(closeButton(out));
    out->show();
    return out;
}

}  // namespace scout::desktop
