// Files, contexts, comparison and export.
#include <QDir>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QStandardPaths>

#include "base/text.h"
#include "desktop/graph/graph_view.h"
#include "desktop/graph/navigation.h"
#include "desktop/window/appearance.h"
#include "desktop/window/beyond_dialog.h"
#include "desktop/window/chains_pane.h"
#include "desktop/window/changes_pane.h"
#include "desktop/window/context_page.h"
#include "desktop/window/details_pane.h"
#include "desktop/window/differences_model.h"
#include "desktop/window/export_dialog.h"
#include "desktop/window/main_window_private.h"
#include "desktop/window/namespace_chooser.h"
#include "desktop/window/plain_text.h"
#include "desktop/window/table_view.h"
#include "desktop/window/tree_view.h"

namespace scout::desktop {

namespace {

QString snapshotFilter() {
    return QStringLiteral("Snapshots (*.json *.scout);;All files (*)");
}

/// Without what a file name cannot have everywhere.
QString fileName(const QString& text) {
    QString name;
    for (const QChar c : text)
        name += c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('_') || c == QLatin1Char('.')
                    ? c
                    : QLatin1Char('-');
    return name.isEmpty() ? QStringLiteral("scout") : name;
}

/// Out of what is open.
QString fileNameFor(const QString& source) {
    return fileName(QFileInfo(source).completeBaseName());
}

/// A chain by its kind, namespace and name; "" when it is not seen.
QString nameOfChain(const model::Graph& graph, const std::string& chain) {
    const model::Hop* hop = graph.find(chain);
    if (hop == nullptr) return {};
    QStringList parts{line(base::lower(hop->kind)), line(hop->ns), line(hop->name)};
    parts.removeAll(QString());
    return parts.join(QLatin1Char('-'));
}

/// Where files of a sort belong, as long as that is there.
QString folderFor(QStandardPaths::StandardLocation sort) {
    for (const auto location : {sort, QStandardPaths::HomeLocation}) {
        const QString folder = QStandardPaths::writableLocation(location);
        if (!folder.isEmpty() && QFileInfo(folder).isDir()) return folder;
    }
    return QDir::currentPath();
}

QString label(const QString& text) {
    QString escaped = text;
    return escaped.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

}  // namespace

void MainWindow::start(const Arguments& arguments) {
    if (arguments.theme == "dark") d->actions.themeDark->trigger();
    if (arguments.theme == "light") d->actions.themeLight->trigger();
    d->setBeyond(beyondOf(arguments, d->environment.session.beyond));
    QStringList namespaces;
    for (const std::string& ns : arguments.namespaces) namespaces << QString::fromStdString(ns);
    if (arguments.demo) {
        openDemo();
    } else if (!arguments.from.empty()) {
        openSnapshot(QString::fromStdString(arguments.from));
    } else {
        // Naming an object or a namespace means the current context, as it does for kubectl. Otherwise nothing is
        // contacted before one of several is chosen.
        const bool named = !arguments.select.empty() || !arguments.namespaces.empty() || arguments.allNamespaces;
        QString context = QString::fromStdString(arguments.context);
        if (context.isEmpty() && d->kubeconfig) {
            const kubeconfig::Kubeconfig& known = d->kubeconfig->kubeconfig;
            if (known.contexts.size() == 1) context = QString::fromStdString(known.contexts.begin()->first);
            if (named && !known.currentContext.empty()) context = QString::fromStdString(known.currentContext);
        }
        if (context.isEmpty()) {
            d->updateSituation();
            return d->focusMiddle();
        }
        const bool asked = !namespaces.isEmpty() || arguments.allNamespaces;
        openContext(context, asked ? std::optional(namespaces) : std::nullopt);
    }
    if (d->session->source() != Session::Source::cluster && !namespaces.isEmpty()) {
        d->openNamespaces = namespaces;
        d->namespaces->setChosen(namespaces);
        d->chains->setNamespaces(namespaces);
    }
    if (!arguments.select.empty()) selectWhenSeen(QString::fromStdString(arguments.select));
}

void MainWindow::openSnapshot(const QString& path) {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    d->openNamespaces.clear();
    d->namespaces->setChosen({});
    d->session->openSnapshot(absolute);
    d->forgetView();
    if (QFileInfo::exists(absolute)) d->settings.addRecentFile(absolute);
    d->fillRecent();
    d->phaseChanged();
    d->focusMiddle();
}

void MainWindow::openDemo() {
    d->openNamespaces.clear();
    d->namespaces->setChosen({});
    d->session->openDemo();
    d->forgetView();
    d->phaseChanged();
    d->focusMiddle();
}

void MainWindow::openContext(const QString& context, const std::optional<QStringList>& namespaces) {
    d->openNamespaces = namespaces ? *namespaces : d->settings.namespaces(context);
    d->namespaces->setChosen(d->openNamespaces);
    d->session->openCluster(context, d->openNamespaces);
    d->forgetView();
    d->settings.addRecentContext(context);
    d->phaseChanged();
    d->focusMiddle();
}

void MainWindow::selectWhenSeen(const QString& text) {
    d->toSelect = text;
    d->trySelectWhenSeen();
}

QString MainWindow::Private::chooseFile(const QString& title, const QString& filter, const QString& name) {
    if (environment.chooseFile) return environment.chooseFile(&w, title, filter, name);
    return name.isEmpty() ? QFileDialog::getOpenFileName(&w, title, QString(), filter)
                          : QFileDialog::getSaveFileName(&w, title, name, filter);
}

void MainWindow::Private::openChosen() {
    const QString path = chooseFile(QStringLiteral("Open snapshot"), snapshotFilter(), QString());
    if (!path.isEmpty()) w.openSnapshot(path);
}

void MainWindow::Private::saveChosen() {
    const QString folder = folderFor(QStandardPaths::DocumentsLocation);
    const QString path =
        chooseFile(QStringLiteral("Save snapshot"), snapshotFilter(),
                   folder + QLatin1Char('/') + fileNameFor(session->sourceName()) + QStringLiteral(".scout.json"));
    if (path.isEmpty()) return;
    session->save(path, &w, [this, path](const std::optional<base::Error>& failure) {
        if (failure) return tellError(QStringLiteral("save"), QStringLiteral("The snapshot was not saved."), *failure);
        settings.addRecentFile(path);
        say(QStringLiteral("Saved %1").arg(path));
    });
}

void MainWindow::Private::compareChosen() {
    const QString path = chooseFile(QStringLiteral("Compare with an older snapshot"), snapshotFilter(), QString());
    if (!path.isEmpty()) compareWith(path);
}

void MainWindow::Private::compareWith(const QString& path) {
    progressed(QStringLiteral("Comparing with %1").arg(QFileInfo(path).fileName()), 0, 0);
    session->compareWith(path, &w, [this, newer = session->graph()](const base::Result<Comparison>& result) {
        progressed(QString(), 0, 0);
        if (!result) {
            if (result.error().kind == base::ErrorKind::cancelled) return;
            return tellError(QStringLiteral("compare"), QStringLiteral("The snapshots were not compared."),
                             result.error());
        }
        comparison = *result;
        options.changes = changesOf(comparison->difference);
        noteGone();
        changes->setComparison(*comparison, newer);
        changesDock->show();
        showOptions();
        updateActions();
        say(changes->summary());
    });
}

void MainWindow::Private::endComparison() {
    comparison.reset();
    options.changes.clear();
    noteGone();
    changes->clear();
    changesDock->hide();
    showOptions();
    updateActions();
}

void MainWindow::Private::exportPicture(bool selectionOnly) {
    const auto picture = session->picture();
    if (!picture) return;
    ExportSubject subject;
    subject.picture = picture;
    subject.graph = session->graph();
    subject.options = session->shown();
    subject.visible = cardsIn(*picture, graph->visibleArea());
    if (const auto card = picture->cardOf(selection.toStdString())) {
        const LitPath path = litPath(*picture, Adjacency(*picture), *card);
        for (std::size_t i = 0; i < path.cards.size(); ++i) {
            if (path.cards[i]) subject.selection.insert(picture->diagram.cards[i].id);
        }
    }
    subject.dark = pictureTheme(settings.palette(), w.palette()).dark;
    subject.palette = settings.palette();
    subject.folder = folderFor(QStandardPaths::PicturesLocation);
    const std::set<std::string>& drawn = subject.options.chains;
    const QString chain = drawn.size() == 1 ? nameOfChain(*subject.graph, *drawn.begin()) : QString();
    subject.name = chain.isEmpty() ? fileNameFor(session->sourceName()) : fileName(chain);
    if (exporting == nullptr) {
        exporting = new ExportDialog(&w);
        exporting->setChooseFile([this](const QString& title, const QString& filter, const QString& name) {
            return chooseFile(title, filter, name);
        });
        QObject::connect(exporting, &ExportDialog::exported, &w, [this](const QString& said) { say(said); });
    }
    exporting->setSubject(std::move(subject), selectionOnly);
    exporting->open();
}

void MainWindow::Private::chooseKubeconfig() {
    const QString path = chooseFile(QStringLiteral("Choose kubeconfig"), QStringLiteral("kubeconfig (*)"), QString());
    if (path.isEmpty()) return;
    environment.session.kubeconfig = path.toStdString();
    openNamespaces.clear();
    makeSession();
    forgetView();
    chains->setGraph(nullptr);
    tree->setGraph(nullptr);
    table->setGraph(nullptr);
    graph->setPicture(nullptr);
    w.start({});
    phaseChanged();
}

void MainWindow::Private::chooseBeyond() {
    if (beyondDialog == nullptr) {
        beyondDialog = new BeyondDialog(&w);
        beyondDialog->setChooseFile([this](const QString& title) {
            return chooseFile(title, QStringLiteral("Keys and certificates (*.pub *.pem *.crt *.cer);;All files (*)"),
                              QString());
        });
        QObject::connect(beyondDialog, &BeyondDialog::chosen, &w, [this](const engine::Beyond& chosen) {
            settings.setBeyond(chosen);
            setBeyond(chosen);
        });
    }
    beyondDialog->setContexts(kubeconfig ? contextOrder(kubeconfig->kubeconfig, settings.recentContexts())
                                         : QStringList());
    beyondDialog->setBeyond(environment.session.beyond);
    beyondDialog->open();
}

void MainWindow::Private::setBeyond(const engine::Beyond& beyond) {
    if (environment.session.beyond == beyond) return;
    environment.session.beyond = beyond;
    session->setBeyond(beyond);
    details->refresh();
}

void MainWindow::Private::showContexts() {
    if (!kubeconfig || kubeconfig->kubeconfig.contexts.empty()) return chooseKubeconfig();
    contextPage->setContexts(kubeconfig->kubeconfig, settings.recentContexts());
    choosing = true;
    updateSituation();
    contextPage->setFocus(Qt::OtherFocusReason);
}

void MainWindow::Private::fillRecent() {
    actions.recent->clear();
    int number = 0;
    for (const QString& path : settings.recentFiles()) {
        QAction* action = actions.recent->addAction(
            QStringLiteral("&%1 %2").arg(++number % 10).arg(label(QFileInfo(path).fileName())));
        action->setToolTip(path);
        action->setStatusTip(path);
        QObject::connect(action, &QAction::triggered, &w, [this, path] { w.openSnapshot(path); });
    }
    actions.recent->setEnabled(number > 0);
    if (number == 0) return;
    actions.recent->addSeparator();
    QObject::connect(actions.recent->addAction(QStringLiteral("&Clear")), &QAction::triggered, &w, [this] {
        settings.clearRecentFiles();
        fillRecent();
    });
}

void MainWindow::Private::fillContexts() {
    QMenu* menu = actions.contexts;
    menu->clear();
    if (kubeconfig) {
        int shown = 0;
        for (const QString& name : contextOrder(kubeconfig->kubeconfig, settings.recentContexts())) {
            if (++shown > 20) break;
            QAction* action = menu->addAction(label(name));
            action->setCheckable(true);
            action->setChecked(session->source() == Session::Source::cluster && session->sourceName() == name);
            QObject::connect(action, &QAction::triggered, &w, [this, name] { w.openContext(name); });
        }
        menu->addSeparator();
        QObject::connect(menu->addAction(QStringLiteral("&All contexts…")), &QAction::triggered, &w,
                         [this] { showContexts(); });
    }
    menu->addSeparator();
    menu->addActions({actions.demo, actions.open, actions.kubeconfig});
}

void MainWindow::Private::tellError(const QString& key, const QString& title, const base::Error& error) {
    Notice notice;
    notice.key = key;
    notice.tone = Notice::Tone::error;
    notice.title = title;
    QStringList parts{lines(error.what)};
    if (!error.where.empty()) parts << lines(error.where);
    if (!error.advice.empty()) parts << lines(error.advice);
    notice.text = parts.join(QStringLiteral("\n"));
    notice.details = notice.text;
    told[key] = notice;
    updateSituation();
}

}  // namespace scout::desktop
