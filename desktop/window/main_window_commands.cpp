// What the actions and the panes' signals do.
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QMenu>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolButton>

#include "desktop/graph/graph_view.h"
#include "desktop/window/appearance.h"
#include "desktop/window/banner.h"
#include "desktop/window/chains_pane.h"
#include "desktop/window/changes_pane.h"
#include "desktop/window/context_page.h"
#include "desktop/window/details_pane.h"
#include "desktop/window/find_box.h"
#include "desktop/window/help_windows.h"
#include "desktop/window/ladder_strip.h"
#include "desktop/window/legend_bar.h"
#include "desktop/window/main_window_private.h"
#include "desktop/window/namespace_chooser.h"
#include "desktop/window/placeholder_page.h"
#include "desktop/window/table_view.h"
#include "desktop/window/tree_view.h"

namespace scout::desktop {

void MainWindow::Private::connectActions() {
    const auto on = [this](QAction* action, auto command) {
        QObject::connect(action, &QAction::triggered, &w, [command](bool) { command(); });
    };
    on(actions.open, [this] { openChosen(); });
    on(actions.demo, [this] { w.openDemo(); });
    on(actions.save, [this] { saveChosen(); });
    on(actions.exportPicture, [this] { exportPicture(false); });
    on(actions.compare, [this] { compareChosen(); });
    on(actions.endComparison, [this] { endComparison(); });
    on(actions.close, [this] {
        session->close();
        forgetView();
        openNamespaces.clear();
        updateSituation();
        updateStatus();
        updateActions();
    });
    on(actions.quit, [this] { w.close(); });

    on(actions.copyName, [this] {
        const auto seen = session->graph();
        const model::Hop* hop = seen ? seen->find(selection.toStdString()) : nullptr;
        if (hop == nullptr) return;
        QApplication::clipboard()->setText(QString::fromStdString(hop->name));
        say(QStringLiteral("Name copied"));
    });
    on(actions.copyCommand, [this] { details->copyCommand(); });
    on(actions.find, [this] { findBox->activate(); });
    on(actions.findNext, [this] { stepMatch(1); });
    on(actions.findPrevious, [this] { stepMatch(-1); });
    on(actions.searchChains, [this] {
        chainsDock->show();
        chains->focusSearch();
    });

    on(actions.asGraph, [this] { setView(View::graph); });
    on(actions.asTree, [this] { setView(View::tree); });
    on(actions.asTable, [this] { setView(View::table); });
    on(actions.zoomIn, [this] { graph->zoomIn(); });
    on(actions.zoomOut, [this] { graph->zoomOut(); });
    on(actions.actualSize, [this] { graph->actualSize(); });
    on(actions.fit, [this] { graph->fitAll(); });
    on(actions.fitSelection, [this] { graph->fitSelection(); });
    for (int column = 0; column < table->model()->columnCount(); ++column) {
        const QString heading = table->model()->headerData(column, Qt::Horizontal).toString();
        on(actions.sortBy->addAction(QStringLiteral("&%1 %2").arg(column + 1).arg(heading)),
           [this, column] { table->sortBy(column); });
    }
    QObject::connect(actions.minimap, &QAction::toggled, &w, [this](bool shown) {
        settings.setMinimap(shown);
        graph->setMinimapShown(shown);
    });
    QObject::connect(actions.replicaSets, &QAction::toggled, &w, [this](bool shown) {
        settings.setReplicaSets(shown);
        if (session) setFilter();
    });
    on(actions.drawEverything, [this] { setFilter(); });
    QObject::connect(actions.problemsOnly, &QAction::toggled, &w, [this] {
        if (session) setFilter();
    });
    on(actions.clearFilter, [this] { clearFilter(); });
    on(actions.fold, [this] {
        const auto picture = session->picture();
        const auto card = picture ? picture->cardOf(selection.toStdString()) : std::nullopt;
        if (card && picture->diagram.cards[*card].foldable)
            toggleFold(QString::fromStdString(picture->diagram.cards[*card].id));
    });
    const auto theme = [this](ThemeMode mode) {
        settings.setThemeMode(mode);
        applyThemeMode(mode);
        applyTheme();
    };
    on(actions.themeSystem, [theme] { theme(ThemeMode::system); });
    on(actions.themeLight, [theme] { theme(ThemeMode::light); });
    on(actions.themeDark, [theme] { theme(ThemeMode::dark); });
    const auto palette = [this](render::Palette chosen) {
        settings.setPalette(chosen);
        applyTheme();
    };
    on(actions.paletteScout, [palette] { palette(render::Palette::scout); });
    on(actions.paletteArgo, [palette] { palette(render::Palette::argocd); });
    on(actions.paletteMonochrome, [palette] { palette(render::Palette::monochrome); });
    QObject::connect(actions.fullScreen, &QAction::toggled, &w,
                     [this](bool full) { full ? w.showFullScreen() : w.showNormal(); });
    on(actions.resetView, [this] { resetView(); });

    on(actions.back, [this] {
        if (history.canGoBack()) go(history.back());
    });
    on(actions.forward, [this] {
        if (history.canGoForward()) go(history.forward());
    });
    on(actions.nextProblem, [this] { stepProblem(1); });
    on(actions.previousProblem, [this] { stepProblem(-1); });
    on(actions.cause, [this] { stepNeighbour(true); });
    on(actions.effect, [this] { stepNeighbour(false); });
    on(actions.delivers, [this] {
        detailsDock->show();
        details->setTab(DetailsPane::Tab::delivers);
        actions.toDetails->trigger();
        graph->fitSelection();
    });
    on(actions.nextChain, [this] { stepChain(1); });
    on(actions.previousChain, [this] { stepChain(-1); });
    on(actions.allChains, [this] { chooseChains({}, true); });
    on(actions.toChains, [this] {
        chainsDock->show();
        chains->setFocus(Qt::ShortcutFocusReason);
    });
    on(actions.toGraph, [this] { focusMiddle(); });
    on(actions.toDetails, [this] {
        detailsDock->show();
        details->setFocus(Qt::ShortcutFocusReason);
        if (!details->isAncestorOf(QApplication::focusWidget())) details->nextInFocusChain()->setFocus();
    });

    on(actions.refresh, [this] {
        session->refresh();
        details->refresh();
    });
    on(actions.cancel, [this] { session->cancel(); });
    on(actions.namespaces, [this] { namespaces->open(); });
    on(actions.kubeconfig, [this] { chooseKubeconfig(); });
    on(actions.beyond, [this] { chooseBeyond(); });
    on(actions.shortcuts, [this] { showShortcuts(); });
    on(actions.about, [this] { showAbout(); });
    on(actions.aboutQt, [] { QApplication::aboutQt(); });
}

void MainWindow::Private::connectPanes() {
    const auto offered = [this](Remedy remedy, const Notice& notice) { carryOut(remedy, notice); };
    QObject::connect(banners, &BannerArea::offered, &w, offered);
    QObject::connect(page, &PlaceholderPage::offered, &w, offered);
    QObject::connect(contextPage, &ContextPage::offered, &w, offered);
    QObject::connect(contextPage, &ContextPage::chosen, &w, [this](const QString& context) { w.openContext(context); });
    QObject::connect(chains, &ChainsPane::selectionChanged, &w,
                     [this](const std::set<std::string>& chosen) { chooseChains(chosen, true); });
    const auto toMiddle = [this] { focusMiddle(); };
    QObject::connect(chains, &ChainsPane::opened, &w, toMiddle);
    QObject::connect(namespaces, &NamespaceChooser::chosenChanged, &w,
                     [this](const QStringList& chosen) { applyNamespaces(chosen); });
    namespaces->setKnown([this] {
        QStringList known = openNamespaces;
        const auto seen = session->graph();
        std::set<std::string> names;
        if (seen) {
            for (const model::Hop& hop : seen->nodes) names.insert(hop.ns);
        }
        names.erase(std::string());
        for (const std::string& name : names) known << QString::fromStdString(name);
        return known;
    });
    QObject::connect(findBox, &FindBox::textChanged, &w, [this] { findLater.start(); });
    QObject::connect(findBox, &FindBox::next, &w, [this] { stepMatch(1); });
    QObject::connect(findBox, &FindBox::previous, &w, [this] { stepMatch(-1); });
    QObject::connect(findBox, &FindBox::left, &w, toMiddle);
    QObject::connect(contextButton, &QToolButton::clicked, &w, [this] {
        fillContexts();
        actions.contexts->popup(contextButton->mapToGlobal(QPoint(0, contextButton->height())));
    });
    QObject::connect(reconnect, &QToolButton::clicked, actions.refresh, &QAction::trigger);
    QObject::connect(cancel, &QToolButton::clicked, actions.cancel, &QAction::trigger);
    QObject::connect(legend, &LegendBar::filterChanged, &w, [this] { setFilter(); });
    QObject::connect(legend, &LegendBar::clearRequested, &w, [this] { clearFilter(); });
    QObject::connect(legend, &LegendBar::drawEverythingRequested, actions.drawEverything, &QAction::trigger);
    QObject::connect(actions.contexts, &QMenu::aboutToShow, &w, [this] { fillContexts(); });
    QObject::connect(actions.recent, &QMenu::aboutToShow, &w, [this] { fillRecent(); });

    const auto opened = [this](const QString&) { actions.toDetails->trigger(); };
    const auto menu = [this](const QString& id, const QPoint& at) { showMenu(id, at); };
    QObject::connect(graph, &GraphView::selectionChanged, &w, [this](const QString& cardId) {
        if (!adopting) select(cardId, true);
    });
    QObject::connect(graph, &GraphView::opened, &w, opened);
    QObject::connect(graph, &GraphView::foldToggled, &w, [this](const QString& cardId) { toggleFold(cardId); });
    QObject::connect(graph, &GraphView::menuRequested, &w, menu);
    const auto chosen = [this](const QString& hopId) {
        if (!hopId.isEmpty()) select(hopId, true);
    };
    QObject::connect(tree, &TreeView::hopSelected, &w, chosen);
    QObject::connect(tree, &TreeView::opened, &w, opened);
    QObject::connect(tree, &TreeView::menuRequested, &w, menu);
    QObject::connect(table, &TableView::hopSelected, &w, chosen);
    QObject::connect(table, &TableView::opened, &w, opened);
    QObject::connect(table, &TableView::menuRequested, &w, menu);
    QObject::connect(details, &DetailsPane::hopRequested, &w, [this](const QString& hopId) { reveal(hopId); });
    // Who looks closer at what is shown has chosen it; what the command line asked for may still come.
    const auto looked = [this] { chainsChosen = chainsChosen || !options.chains.empty(); };
    QObject::connect(chains, &ChainsPane::opened, &w, looked);
    QObject::connect(graph, &GraphView::opened, &w, looked);
    QObject::connect(graph, &GraphView::moved, &w, looked);
    QObject::connect(details, &DetailsPane::used, &w, looked);
    QObject::connect(details, &DetailsPane::copied, &w, [this](const QString& what) { say(what); });
    QObject::connect(ladder, &LadderStrip::copyRequested, &w, [this](const QString& text, const QString& what) {
        QApplication::clipboard()->setText(text);
        say(what);
    });
    QObject::connect(changes, &ChangesPane::opened, &w, [this](const QString& hopId) { reveal(hopId); });
    QObject::connect(changes, &ChangesPane::endRequested, &w, [this] { endComparison(); });
}

void MainWindow::Private::updateActions() {
    if (!session) return;
    const auto seen = session->graph();
    const auto picture = session->picture();
    const bool any = seen && !seen->nodes.empty();
    const bool inGraph = any && view == View::graph && picture;
    const bool selected = any && !selection.isEmpty();
    const auto card = inGraph && selected ? picture->cardOf(selection.toStdString()) : std::nullopt;
    actions.save->setEnabled(any);
    actions.exportPicture->setEnabled(any && picture);
    actions.compare->setEnabled(any);
    actions.endComparison->setEnabled(comparison.has_value());
    actions.close->setEnabled(session->source() != Session::Source::none);
    actions.copyName->setEnabled(selected && seen->find(selection.toStdString()) != nullptr);
    actions.copyCommand->setEnabled(selected);
    actions.findNext->setEnabled(!findBox->text().isEmpty());
    actions.findPrevious->setEnabled(!findBox->text().isEmpty());
    for (QAction* action : {actions.zoomIn, actions.zoomOut, actions.actualSize, actions.fit})
        action->setEnabled(inGraph);
    actions.fitSelection->setEnabled(card.has_value());
    actions.sortBy->setEnabled(view == View::table);
    actions.fold->setEnabled(card && picture->diagram.cards[*card].foldable);
    actions.clearFilter->setEnabled(options.problemsOnly || !options.hiddenTones.empty() ||
                                    (view != View::graph && !findBox->text().isEmpty()));
    actions.back->setEnabled(history.canGoBack());
    actions.forward->setEnabled(history.canGoForward());
    for (QAction* action :
         {actions.nextProblem, actions.previousProblem, actions.nextChain, actions.previousChain, actions.allChains})
        action->setEnabled(any);
    actions.cause->setEnabled(card.has_value());
    actions.effect->setEnabled(card.has_value());
    actions.delivers->setEnabled(selected && seen->find(selection.toStdString()) != nullptr);
    actions.refresh->setEnabled(session->source() != Session::Source::none);
    actions.cancel->setEnabled(session->phase() == Session::Phase::loading || !stageText.isEmpty());
    actions.namespaces->setEnabled(session->source() != Session::Source::none);
    namespaces->setEnabled(actions.namespaces->isEnabled());
}

void MainWindow::Private::carryOut(Remedy remedy, const Notice& notice) {
    switch (remedy) {
        case Remedy::exploreDemo:
            return w.openDemo();
        case Remedy::openSnapshot:
            return openChosen();
        case Remedy::chooseKubeconfig:
            return chooseKubeconfig();
        case Remedy::chooseContext:
            return showContexts();
        case Remedy::chooseBeyond:
            return chooseBeyond();
        case Remedy::retry:
        case Remedy::reconnectNow:
            told.erase(notice.key);
            return actions.refresh->trigger();
        case Remedy::cancel:
            return actions.cancel->trigger();
        case Remedy::allNamespaces:
            return applyNamespaces({});
        case Remedy::chooseNamespaces:
            return namespaces->open();
        case Remedy::clearFilter:
            told.erase(notice.key);
            return clearFilter();
        case Remedy::clearFind:
            findBox->setText({});
            return findChanged();
        case Remedy::drawEverything:
            told.erase(notice.key);
            actions.drawEverything->setChecked(true);
            return setFilter();
        case Remedy::copyRule:
            QApplication::clipboard()->setText(notice.copy);
            return say(QStringLiteral("RBAC rule copied"));
        case Remedy::copyDetails:
            QApplication::clipboard()->setText(notice.details);
            return say(QStringLiteral("Message copied"));
        case Remedy::clearComparison:
            return endComparison();
    }
}

void MainWindow::Private::showMenu(const QString& cardId, const QPoint& globalPosition) {
    if (!cardId.isEmpty()) select(cardId, true);
    auto* menu = new QMenu(&w);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("cardMenu"));
    if (!cardId.isEmpty()) {
        menu->addActions({actions.toDetails, actions.delivers, actions.copyName, actions.copyCommand});
        menu->addSeparator();
        menu->addActions({actions.fold, actions.cause, actions.effect, actions.fitSelection});
        QAction* part = menu->addAction(QStringLiteral("&Export its path…"));
        QObject::connect(part, &QAction::triggered, &w, [this] { exportPicture(true); });
        menu->addSeparator();
    }
    menu->addActions({actions.fit, actions.actualSize, actions.problemsOnly, actions.drawEverything});
    menu->popup(globalPosition);
}

void MainWindow::Private::showShortcuts() {
    scout::desktop::showShortcuts(actions, &w);
}

void MainWindow::Private::showAbout() {
    scout::desktop::showAbout(&w);
}

void MainWindow::Private::say(const QString& text) {
    w.statusBar()->showMessage(text, 4000);
}

}  // namespace scout::desktop
