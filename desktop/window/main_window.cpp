// How the window is built, remembered and coloured.
#include "desktop/window/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QDropEvent>
#include <QEvent>
#include <QGuiApplication>
#include <QIcon>
#include <QMenu>
#include <QMimeData>
#include <QProgressBar>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>
#include <utility>

#include "desktop/graph/graph_view.h"
#include "desktop/graph/zoom_control.h"
#include "desktop/window/appearance.h"
#include "desktop/window/badge.h"
#include "desktop/window/banner.h"
#include "desktop/window/chains_pane.h"
#include "desktop/window/changes_pane.h"
#include "desktop/window/context_page.h"
#include "desktop/window/details_pane.h"
#include "desktop/window/find_box.h"
#include "desktop/window/ladder_strip.h"
#include "desktop/window/legend_bar.h"
#include "desktop/window/main_window_private.h"
#include "desktop/window/namespace_chooser.h"
#include "desktop/window/placeholder_page.h"
#include "desktop/window/table_view.h"
#include "desktop/window/tree_view.h"

// Outside of any namespace: the macro declares a function. In a static library nothing else would pull it in.
static void addResource() {
    Q_INIT_RESOURCE(window);
}

namespace scout::desktop {

namespace {

QIcon applicationIcon() {
    addResource();
    return QIcon(QStringLiteral(":/scout/app.svg"));
}

/// The one local file that is dragged; "" for anything else.
QString droppedFile(const QMimeData* data) {
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString();
}

}  // namespace

MainWindow::Private::Private(MainWindow& window, WindowEnvironment outside)
    : w(window),
      environment(std::move(outside)),
      settings(environment.settings ? std::move(environment.settings) : std::make_unique<QSettings>()),
      actions(window) {
    environment.session.beyond = settings.beyond();
}

void MainWindow::Private::build() {
    applyThemeMode(settings.themeMode());  // before the first widget: they take their colours from it
    if (QApplication::windowIcon().isNull()) QApplication::setWindowIcon(applicationIcon());
    w.setObjectName(QStringLiteral("mainWindow"));
    w.setAcceptDrops(true);
    w.setDockNestingEnabled(true);
    buildToolBar();
    buildCentre();
    buildDocks();
    buildStatusBar();
    connectActions();
    connectPanes();
    findLater.setSingleShot(true);
    findLater.setInterval(150);
    QObject::connect(&findLater, &QTimer::timeout, &w, [this] { findChanged(); });
    clock.setInterval(1000);
    QObject::connect(&clock, &QTimer::timeout, &w, [this] {
        updateSituation();
        updateStatus();
    });
}

void MainWindow::Private::buildToolBar() {
    toolBar = w.addToolBar(QStringLiteral("Tool bar"));
    toolBar->setObjectName(QStringLiteral("toolBar"));
    toolBar->setMovable(false);
    actions.docks->addAction(toolBar->toggleViewAction());
    toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    for (QAction* action : {actions.back, actions.forward}) {
        toolBar->addAction(action);
        auto* button = qobject_cast<QToolButton*>(toolBar->widgetForAction(action));
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setArrowType(action == actions.back ? Qt::LeftArrow : Qt::RightArrow);
        button->setToolTip(plainLabel(action->text()) + QStringLiteral(" (") +
                           action->shortcut().toString(QKeySequence::NativeText) + QLatin1Char(')'));
        button->setFocusPolicy(Qt::TabFocus);
    }
    contextButton = new QToolButton(toolBar);
    contextButton->setObjectName(QStringLiteral("context"));
    contextButton->setToolButtonStyle(Qt::ToolButtonTextOnly);
    contextButton->setFocusPolicy(Qt::TabFocus);
    contextButton->setToolTip(QStringLiteral("Choose a cluster"));
    toolBar->addWidget(contextButton);
    namespaces = new NamespaceChooser(toolBar);
    toolBar->addWidget(namespaces);
    findBox = new FindBox(toolBar);
    findBox->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    toolBar->addWidget(findBox);
    live = new QLabel(toolBar);
    live->setObjectName(QStringLiteral("live"));
    live->setTextFormat(Qt::PlainText);
    live->setContentsMargins(10, 0, 6, 0);
    toolBar->addWidget(live);
    reconnect = new QToolButton(toolBar);
    reconnect->setObjectName(QStringLiteral("reconnect"));
    reconnect->setFocusPolicy(Qt::TabFocus);
    toolBar->addWidget(reconnect);
    // The last one is the first to go where there is no room: a menu has it too.
    toolBar->addAction(actions.problemsOnly);
    actions.problemsOnly->setIconVisibleInMenu(false);
    if (auto* button = qobject_cast<QToolButton*>(toolBar->widgetForAction(actions.problemsOnly)))
        button->setFocusPolicy(Qt::TabFocus);
}

void MainWindow::Private::buildCentre() {
    auto* middle = new QWidget(&w);
    banners = new BannerArea(middle);
    ladder = new LadderStrip(middle);
    centre = new QStackedWidget(middle);
    graph = new GraphView(centre);
    graph->setObjectName(QStringLiteral("graph"));
    tree = new TreeView(centre);
    table = new TableView(centre);
    page = new PlaceholderPage(centre);
    contextPage = new ContextPage(centre);
    for (QWidget* widget : std::initializer_list<QWidget*>{page, contextPage, graph, tree, table})
        centre->addWidget(widget);
    auto* layout = new QVBoxLayout(middle);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(banners);
    layout->addWidget(ladder);
    layout->addWidget(centre, 1);
    new ZoomControl(*graph, middle);
    w.setCentralWidget(middle);
}

void MainWindow::Private::buildDocks() {
    const auto dock = [this](const char* name, const QString& title, QWidget* content, Qt::DockWidgetArea area) {
        auto* made = new QDockWidget(title, &w);
        made->setObjectName(QString::fromLatin1(name));
        made->setWidget(content);
        w.addDockWidget(area, made);
        actions.docks->addAction(made->toggleViewAction());
        return made;
    };
    chains = new ChainsPane(&w);
    chainsDock = dock("chainsDock", chains->windowTitle(), chains, Qt::LeftDockWidgetArea);
    QObject::connect(chains, &QWidget::windowTitleChanged, chainsDock, &QDockWidget::setWindowTitle);
    details = new DetailsPane(&w);
    details->setClock(environment.session.now);
    detailsDock = dock("detailsDock", QStringLiteral("Details"), details, Qt::RightDockWidgetArea);
    changes = new ChangesPane(&w);
    changesDock = dock("changesDock", QStringLiteral("Changes"), changes, Qt::BottomDockWidgetArea);
    // Names stay readable, and both fit beside a graph at 800 x 600.
    const int character = w.fontMetrics().averageCharWidth();
    chains->setMinimumWidth(character * 30);
    details->setMinimumWidth(character * 40);
    centre->setMinimumWidth(character * 50);
    chainsDock->toggleViewAction()->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+1")));
    detailsDock->toggleViewAction()->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+3")));
    changesDock->toggleViewAction()->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+2")));
    w.setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    w.setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    changesDock->hide();
    w.resizeDocks({chainsDock, detailsDock}, {260, 400}, Qt::Horizontal);
    builtLayout = w.saveState();
}

void MainWindow::Private::buildStatusBar() {
    status = new QLabel(&w);
    status->setObjectName(QStringLiteral("status"));
    status->setTextFormat(Qt::PlainText);
    status->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    status->setContentsMargins(6, 0, 6, 0);
    legend = new LegendBar(&w);
    stage = new QLabel(&w);
    stage->setTextFormat(Qt::PlainText);
    bar = new QProgressBar(&w);
    bar->setFixedWidth(120);
    bar->setMaximumHeight(14);
    bar->setTextVisible(false);
    bar->setAccessibleName(QStringLiteral("Progress"));
    cancel = new QToolButton(&w);
    cancel->setObjectName(QStringLiteral("cancelButton"));
    cancel->setText(QStringLiteral("Cancel"));
    cancel->setFocusPolicy(Qt::TabFocus);
    QStatusBar* statusBar = w.statusBar();
    statusBar->setSizeGripEnabled(false);
    statusBar->addWidget(status, 1);
    statusBar->addPermanentWidget(stage);
    statusBar->addPermanentWidget(bar);
    statusBar->addPermanentWidget(cancel);
    statusBar->addPermanentWidget(legend);
    for (QWidget* widget : std::initializer_list<QWidget*>{stage, bar, cancel}) widget->hide();
    // By its own word: what the status bar itself hides it shows again whenever it is arranged anew.
    QObject::connect(statusBar, &QStatusBar::messageChanged, status,
                     [this](const QString& message) { status->setVisible(message.isEmpty()); });
}

void MainWindow::Private::restore() {
    const QByteArray geometry = settings.geometry();
    if (geometry.isEmpty() || !w.restoreGeometry(geometry)) {
        const QScreen* screen = QGuiApplication::primaryScreen();
        w.resize(screen != nullptr ? QSize(1440, 900).boundedTo(screen->availableSize() * 0.92) : QSize(1280, 800));
    }
    w.restoreState(settings.layout().isEmpty() ? builtLayout : settings.layout());
    changesDock->setVisible(comparison.has_value());

    const ThemeMode mode = settings.themeMode();
    (mode == ThemeMode::light  ? actions.themeLight
     : mode == ThemeMode::dark ? actions.themeDark
                               : actions.themeSystem)
        ->setChecked(true);
    const render::Palette palette = settings.palette();
    (palette == render::Palette::argocd       ? actions.paletteArgo
     : palette == render::Palette::monochrome ? actions.paletteMonochrome
                                              : actions.paletteScout)
        ->setChecked(true);
    applyThemeMode(mode);
    actions.minimap->setChecked(settings.minimap());
    graph->setMinimapShown(settings.minimap());
    actions.replicaSets->setChecked(settings.replicaSets());
    options.replicaSets = settings.replicaSets();
    const QString as = settings.view();
    view = as == QLatin1String("tree") ? View::tree : as == QLatin1String("table") ? View::table : View::graph;
    (view == View::tree ? actions.asTree : view == View::table ? actions.asTable : actions.asGraph)->setChecked(true);
    applyTheme();
    fillRecent();
    fillContexts();
}

void MainWindow::Private::remember() {
    // The list of changes belongs to one comparison.
    changesDock->hide();
    settings.setWindow(w.saveGeometry(), w.saveState());
}

void MainWindow::Private::applyTheme() {
    const render::Theme& theme = pictureTheme(settings.palette(), w.palette());
    graph->setTheme(theme);
    tree->setTheme(theme);
    table->setTheme(theme);
    chains->setTheme(theme);
    details->setTheme(theme);
    ladder->setTheme(theme);
    legend->setTheme(theme);
    actions.problemsOnly->setIcon(badgeIcon({render::Tone::problem}, theme));
}

void MainWindow::Private::setView(View next) {
    view = next;
    settings.setView(next == View::tree    ? QStringLiteral("tree")
                     : next == View::table ? QStringLiteral("table")
                                           : QStringLiteral("graph"));
    (next == View::tree ? actions.asTree : next == View::table ? actions.asTable : actions.asGraph)->setChecked(true);
    // Before they are shown: the keyboard comes with that, and would choose their first row.
    if (next == View::tree) tree->select(selection);
    if (next == View::table) table->select(selection);
    updateSituation();  // they take up the graph when they are shown
    setFilter();
    findChanged();
    if (next == View::graph) revealSelection();
    focusMiddle();
}

void MainWindow::Private::resetView() {
    settings.resetView();
    applyThemeMode(ThemeMode::system);
    options.expanded.clear();
    options.collapsed.clear();
    options.budget = render::DiagramOptions().budget;
    actions.drawEverything->setChecked(false);
    restore();
    clearFilter();
    setView(View::graph);
    if (session->picture()) graph->fitAll();
}

MainWindow::MainWindow(WindowEnvironment environment) : d(std::make_unique<Private>(*this, std::move(environment))) {
    d->build();
    d->makeSession();
    d->restore();
    d->updateSituation();
    d->updateStatus();
    d->updateActions();
}

MainWindow::~MainWindow() {
    // Panes go after the session that they ask.
    d->details->setSubject(static_cast<Session*>(nullptr), nullptr, QString());
    d->session->disconnect(this);
    d->session.reset();
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && d && d->legend != nullptr) d->applyTheme();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    d->remember();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!droppedFile(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QString path = droppedFile(event->mimeData());
    if (path.isEmpty()) return;
    event->acceptProposedAction();
    openSnapshot(path);
}

Session& MainWindow::session() const {
    return *d->session;
}
Actions& MainWindow::actions() const {
    return d->actions;
}
ChainsPane& MainWindow::chains() const {
    return *d->chains;
}
GraphView& MainWindow::graph() const {
    return *d->graph;
}
TreeView& MainWindow::tree() const {
    return *d->tree;
}
TableView& MainWindow::table() const {
    return *d->table;
}
LadderStrip& MainWindow::ladder() const {
    return *d->ladder;
}
DetailsPane& MainWindow::details() const {
    return *d->details;
}
LegendBar& MainWindow::legend() const {
    return *d->legend;
}
FindBox& MainWindow::findBox() const {
    return *d->findBox;
}
NamespaceChooser& MainWindow::namespaces() const {
    return *d->namespaces;
}
ChangesPane& MainWindow::changes() const {
    return *d->changes;
}
BannerArea& MainWindow::banners() const {
    return *d->banners;
}
ExportDialog* MainWindow::exportDialog() const {
    return d->exporting;
}
const Situation& MainWindow::situation() const {
    return d->situation;
}
QString MainWindow::selection() const {
    return d->selection;
}

}  // namespace scout::desktop
