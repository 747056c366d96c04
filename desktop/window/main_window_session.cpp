// What the session says, brought to the panes.
#include <QDockWidget>
#include <QLayout>
#include <QProgressBar>
#include <QStackedWidget>
#include <QToolBar>
#include <QToolButton>
#include <algorithm>
#include <utility>

#include "desktop/graph/graph_view.h"
#include "desktop/window/badge.h"
#include "desktop/window/banner.h"
#include "desktop/window/chains_model.h"
#include "desktop/window/chains_pane.h"
#include "desktop/window/changes_pane.h"
#include "desktop/window/context_page.h"
#include "desktop/window/details_pane.h"
#include "desktop/window/find_box.h"
#include "desktop/window/legend_bar.h"
#include "desktop/window/main_window_private.h"
#include "desktop/window/namespace_chooser.h"
#include "desktop/window/placeholder_page.h"
#include "desktop/window/plain_text.h"
#include "desktop/window/table_view.h"
#include "desktop/window/tree_view.h"
#include "model/graph_findings.h"

namespace scout::desktop {

void MainWindow::Private::makeSession() {
    if (session) {
        details->setSubject(static_cast<Session*>(nullptr), nullptr, QString());
        session->disconnect(&w);
    }
    session = std::make_unique<Session>(environment.session);
    QObject::connect(session.get(), &Session::phaseChanged, &w, [this] { phaseChanged(); });
    QObject::connect(session.get(), &Session::graphChanged, &w, [this] { graphChanged(); });
    QObject::connect(session.get(), &Session::pictureChanged, &w, [this] { pictureChanged(); });
    QObject::connect(session.get(), &Session::progress, &w,
                     [this](const QString& what, int done, int total) { progressed(what, done, total); });
    QObject::connect(session.get(), &Session::askedChanged, &w, [this] { updateStatus(); });
    QObject::connect(session.get(), &Session::feedsChanged, &w, [this] { feedsChanged(); });
    const auto read = session->kubeconfig();
    kubeconfig.reset();
    kubeconfigError.reset();
    if (read) {
        kubeconfig = *read;
        contextPage->setContexts(kubeconfig->kubeconfig, settings.recentContexts());
    } else {
        kubeconfigError = read.error();
    }
    fillContexts();
    const auto ages = [this] {
        return session && session->source() == Session::Source::cluster
                   ? environment.session.now()
                   : base::parseTime(session && session->graph() ? session->graph()->seenAt : std::string())
                         .value_or(environment.session.now());
    };
    details->setClock(ages);
    tree->setClock(ages);
    table->setClock(ages);
}

/// Another source: nothing of what was chosen in the old one means anything.
void MainWindow::Private::forgetView() {
    choosing = false;
    chainsChosen = false;
    arriving = true;
    selection.clear();
    lastGraph.reset();
    toReveal.clear();
    toSelect.clear();
    history.clear();
    told.clear();
    retryAt = {};
    comparison.reset();
    changes->clear();
    changesDock->hide();
    matches.clear();
    match = -1;
    legend->clear();
    actions.problemsOnly->setChecked(false);
    actions.drawEverything->setChecked(false);
    const bool replicaSets = options.replicaSets;
    options = {};
    options.replicaSets = replicaSets;
    for (const QString& id : settings.expanded(sourceKey())) options.expanded.insert(id.toStdString());
    for (const QString& id : settings.collapsed(sourceKey())) options.collapsed.insert(id.toStdString());
    tree->setFilter({});
    table->setFilter({});
    chains->setNamespaces({});
    updateDetails();
}

QString MainWindow::Private::sourceKey() const {
    switch (session->source()) {
        case Session::Source::cluster:
            return QStringLiteral("cluster ") + session->sourceName();
        case Session::Source::snapshot:
            return QStringLiteral("file ") + session->sourceName();
        case Session::Source::demo:
        case Session::Source::none:
            return QStringLiteral("demo");
    }
    return {};
}

/// All has come, or nothing more does.
bool MainWindow::Private::readingHasEnded() const {
    return session->phase() == Session::Phase::ready || session->phase() == Session::Phase::idle;
}

void MainWindow::Private::phaseChanged() {
    if (readingHasEnded()) {
        updateDetails();
        dropLostChains();
        chooseFirstChain();
        trySelectWhenSeen();
    }
    if (session->phase() != Session::Phase::loading) progressed(QString(), 0, 0);
    updateSituation();
    updateStatus();
    updateActions();
    fillContexts();
}

void MainWindow::Private::graphChanged() {
    const auto now = session->graph();
    chains->setGraph(now);
    tree->setGraph(now);
    table->setGraph(now);
    if (dropLostChains() || (now && selection.isEmpty() && options.chains.empty()) || worseHasCome())
        chooseFirstChain();
    if (now && options.chains.empty() && chainsChosen) chains->select({});
    trySelectWhenSeen();
    updateDetails();
    if (!findBox->text().isEmpty()) findLater.start();
    if (options.problemsOnly) setFilter();  // others may be the problems now
    if (view != View::graph) updateLegend();
    updateSituation();
    updateStatus();
    updateActions();
}

void MainWindow::Private::pictureChanged() {
    const auto picture = session->picture();
    pictureWanted = false;
    updateSituation();
    // With its bars above it: a picture that opens is placed in the room that it has.
    centre->parentWidget()->layout()->activate();
    adopting = true;
    if (arriving) graph->placeAgain();
    arriving = session->phase() == Session::Phase::loading || (arriving && !session->pictureIsNewest());
    graph->setPicture(picture);
    updateLegend();
    const auto card = picture && !selection.isEmpty() ? picture->cardOf(selection.toStdString()) : std::nullopt;
    graph->select(card ? QString::fromStdString(picture->diagram.cards[*card].id) : QString(),
                  std::exchange(placing, false) && picture && !graph->showsEverything());
    adopting = false;
    showMatches();
    revealNow();
    updateActions();
}

/// Counts what the view lists: the graph the chosen chains, the tree and the table every object.
void MainWindow::Private::updateLegend() {
    const auto seen = session->graph();
    const auto picture = session->picture();
    if (view == View::graph) {
        if (!picture) return legend->setCounts({}, {}, 0, 0);
        const render::Diagram& diagram = picture->diagram;
        return legend->setCounts(diagram.counts, diagram.found, diagram.hiddenByFilter, diagram.leftOut);
    }
    std::map<render::Tone, int> counts;
    std::map<render::Tone, int> found;
    if (seen) {
        for (const model::Hop& hop : seen->nodes) {
            if (!hop.claimed) ++counts[badgeOf(hop).tone];
        }
        for (const auto& [id, findings] : model::findingsByHop(*seen)) {
            if (const auto worst = render::worstOf(findings)) ++found[*worst];
        }
    }
    legend->setCounts(counts, found, seen ? hiddenRows() : 0, 0);
}

int MainWindow::Private::hiddenRows() const {
    return view == View::tree ? tree->hidden() : table->hidden();
}

void MainWindow::Private::progressed(const QString& what, int done, int total) {
    stageText = what;
    stage->setText(total > 0 ? QStringLiteral("%1, %2 of %3").arg(what).arg(done).arg(total) : what);
    bar->setRange(0, total);
    bar->setValue(done);
    for (QWidget* widget : std::initializer_list<QWidget*>{stage, bar, cancel}) widget->setVisible(!what.isEmpty());
    if (session->phase() == Session::Phase::loading) updateSituation();
    updateActions();
}

void MainWindow::Private::feedsChanged() {
    std::chrono::milliseconds soonest{0};
    for (const auto& feed : session->feeds()) {
        if (feed.retryIn.count() > 0 && (soonest.count() == 0 || feed.retryIn < soonest)) soonest = feed.retryIn;
    }
    retryAt = soonest.count() > 0 ? base::Time{environment.session.now().seconds + (soonest.count() + 999) / 1000}
                                  : base::Time{};
    updateSituation();
    updateStatus();
}

Circumstances MainWindow::Private::circumstances() const {
    Circumstances now;
    now.source = session->source();
    now.phase = session->phase();
    now.sourceName = session->sourceName().isEmpty() ? QStringLiteral("the cluster") : session->sourceName();
    now.error = session->error();
    now.feeds = session->feeds();
    now.warnings = session->warnings();
    now.shortfalls = session->shortfalls();
    now.stage = stage->text();
    now.namespaces = openNamespaces;
    now.kubeconfigError = kubeconfigError;
    const auto& variables = environment.session.variables;
    const auto variable = variables.find("KUBECONFIG");
    now.kubeconfigVariable = variable != variables.end() && !variable->second.empty();
    if (kubeconfig) {
        now.contexts = static_cast<int>(kubeconfig->kubeconfig.contexts.size());
        for (const std::string& file : kubeconfig->missing) now.kubeconfigMissing << line(file);
    } else if (environment.session.kubeconfig.empty()) {
        kubeconfig::Overrides overrides;
        const auto paths = kubeconfig::kubeconfigPaths(overrides, variables);
        // An error about one that is there is told as it is.
        if (kubeconfigError && kubeconfigError->what == "there is no kubeconfig") {
            for (const std::string& path : paths) now.kubeconfigMissing << line(path);
        }
    }
    if (const auto seen = session->graph()) {
        now.objects = static_cast<int>(seen->nodes.size());
        now.chains = static_cast<int>(seen->chains.size());
        now.applier = std::any_of(seen->chains.begin(), seen->chains.end(),
                                  [](const model::Chain& chain) { return isManaged(chain.tool); });
        now.seenAt = seen->seenAt;
    }
    if (const auto picture = session->picture(); picture && view == View::graph && !pictureWanted) {
        now.cards = static_cast<int>(picture->cards.size());
        now.hiddenByFilter = picture->diagram.hiddenByFilter;
    }
    now.problemsOnly = options.problemsOnly;
    if (view != View::graph && now.objects) {
        now.found = findBox->text();
        now.foundRows = *now.objects - hiddenRows();
        if (now.found.isEmpty() && now.foundRows == 0) {
            now.cards = 0;
            now.hiddenByFilter = *now.objects;
        }
    }
    if (retryAt.seconds > 0)
        now.secondsToRetry =
            static_cast<int>(std::max<std::int64_t>(0, retryAt.seconds - environment.session.now().seconds));
    return now;
}

void MainWindow::Private::updateSituation() {
    situation = situationOf(circumstances());
    graph->setStale(situation.stale);
    if (choosing && kubeconfig && !kubeconfig->kubeconfig.contexts.empty()) {
        situation.contexts = true;
        situation.page.reset();
    }
    QWidget* wanted = view == View::tree    ? static_cast<QWidget*>(tree)
                      : view == View::table ? static_cast<QWidget*>(table)
                                            : graph;
    const QWidget* before = centre->currentWidget();
    const bool hadFocus = before != nullptr && (before->hasFocus() || before->isAncestorOf(w.focusWidget()));
    bool other = false;
    if (situation.contexts) {
        wanted = contextPage;
    } else if (situation.page) {
        other = page->notice().key != situation.page->key;
        page->setNotice(*situation.page);
        wanted = page;
    }
    if (before != wanted || other) {
        centre->setCurrentWidget(wanted);
        // The keyboard goes to where there is something to do; but never away from a field that is typed into.
        if (hadFocus || w.focusWidget() == nullptr) focusMiddle();
    }
    std::vector<Notice> bars = situation.bars;
    for (const auto& [key, notice] : told) bars.push_back(notice);
    banners->setNotices(bars);
    const bool ticks = session->source() == Session::Source::cluster;
    if (ticks != clock.isActive()) ticks ? clock.start() : clock.stop();
}

/// On a page that is its main button.
void MainWindow::Private::focusMiddle() {
    QWidget* target = centre->currentWidget();
    if (target == page && !page->notice().offers.empty()) {
        const int remedy = static_cast<int>(page->notice().offers.front().remedy);
        if (auto* button = page->findChild<QWidget*>(QStringLiteral("offer%1").arg(remedy))) target = button;
    }
    target->setFocus(Qt::OtherFocusReason);
}

void MainWindow::Private::updateStatus() {
    const Circumstances now = circumstances();
    const QString state = liveText(now, environment.session.now());
    QStringList parts;
    if (now.source == Session::Source::none) {
        parts << QStringLiteral("Nothing is open. Scout only reads.");
    } else {
        parts << now.sourceName;
        if (now.objects) parts << QStringLiteral("%1 objects").arg(*now.objects);
        if (!state.isEmpty()) parts << state;
        if (!session->asked().isEmpty())
            parts << QStringLiteral("asked %1").arg(line(session->asked().join(QStringLiteral(", ")).toStdString()));
    }
    status->setText(parts.join(QStringLiteral(" · ")));
    live->setText(state);
    live->setVisible(!state.isEmpty());
    const bool paused =
        now.source == Session::Source::cluster &&
        (now.phase == Session::Phase::failed || isPaused(now.feeds) || now.phase == Session::Phase::idle);
    const bool stopped = now.phase == Session::Phase::idle;
    reconnect->setText(stopped ? QStringLiteral("Read again") : QStringLiteral("Now"));
    reconnect->setToolTip(stopped ? QStringLiteral("Read the cluster again, and listen to it")
                                  : QStringLiteral("Reconnect at once"));
    for (QAction* action : toolBar->actions()) {
        if (toolBar->widgetForAction(action) == reconnect) action->setVisible(paused);
    }
    const bool demo = now.source == Session::Source::demo;
    QString title = QStringLiteral("Scout");
    if (now.source != Session::Source::none)
        title = (demo ? QStringLiteral("DEMO DATA") : now.sourceName) + QStringLiteral(" — Scout");
    w.setWindowTitle(title);
    QString context = now.source == Session::Source::none ? QStringLiteral("Open")
                      : demo                              ? QStringLiteral("Demo")
                                                          : now.sourceName;
    contextButton->setText(context.replace(QLatin1Char('&'), QStringLiteral("&&")) + QStringLiteral(" ▾"));
    contextButton->setAccessibleName(QStringLiteral("Cluster or snapshot: ") + context);
}

}  // namespace scout::desktop
