#include "desktop/window/actions.h"

#include <QActionGroup>
#include <QKeySequence>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <functional>

namespace scout::desktop {

namespace {

QAction* add(QMenu* menu, const char* name, const QString& text, const QList<QKeySequence>& keys = {}) {
    QAction* action = menu->addAction(text);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcuts(keys);
    return action;
}

QAction* addCheckable(QMenu* menu, const char* name, const QString& text, const QList<QKeySequence>& keys = {}) {
    QAction* action = add(menu, name, text, keys);
    action->setCheckable(true);
    return action;
}

void exclusive(QMenu* menu, const QList<QAction*>& actions) {
    auto* group = new QActionGroup(menu);
    for (QAction* action : actions) group->addAction(action);
    actions.front()->setChecked(true);
}

QKeySequence keys(const char* text) {
    return QKeySequence(QString::fromLatin1(text), QKeySequence::PortableText);
}

}  // namespace

QString plainLabel(const QString& text) {
    QString plain = text;
    plain.replace(QStringLiteral("&&"), QStringLiteral("\u0001"));
    plain.remove(QLatin1Char('&'));
    plain.replace(QLatin1Char('\u0001'), QLatin1Char('&'));
    return plain.remove(QStringLiteral("…"));
}

Actions::Actions(QMainWindow& window) {
    const auto menu = [&](const QString& title) {
        QMenu* made = window.menuBar()->addMenu(title);
        m_menus << made;
        return made;
    };
    QMenu* file = menu(QStringLiteral("&File"));
    open = add(file, "open", QStringLiteral("&Open snapshot…"), {keys("Ctrl+O")});
    recent = file->addMenu(QStringLiteral("&Recent"));
    demo = add(file, "demo", QStringLiteral("Explore the &demo"), {keys("Ctrl+D")});
    file->addSeparator();
    save = add(file, "save", QStringLiteral("&Save snapshot…"), {keys("Ctrl+S")});
    exportPicture = add(file, "export", QStringLiteral("&Export picture…"), {keys("Ctrl+E")});
    file->addSeparator();
    compare = add(file, "compare", QStringLiteral("Co&mpare with snapshot…"), {keys("Ctrl+M")});
    endComparison = add(file, "endComparison", QStringLiteral("E&nd comparison"), {keys("Ctrl+Shift+M")});
    file->addSeparator();
    close = add(file, "close", QStringLiteral("&Close what is open"), {keys("Ctrl+W")});
    quit = add(file, "quit", QStringLiteral("&Quit"), {keys("Ctrl+Q")});
    quit->setMenuRole(QAction::QuitRole);

    QMenu* edit = menu(QStringLiteral("&Edit"));
    copyName = add(edit, "copyName", QStringLiteral("Copy &name"), {keys("Ctrl+Alt+C")});
    copyCommand = add(edit, "copyCommand", QStringLiteral("Copy &command"), {keys("Ctrl+Shift+C")});
    edit->addSeparator();
    find = add(edit, "find", QStringLiteral("&Find or paste a resource…"), {keys("Ctrl+K"), keys("Ctrl+F")});
    findNext = add(edit, "findNext", QStringLiteral("Find ne&xt"), {keys("F3"), keys("Ctrl+G")});
    findPrevious =
        add(edit, "findPrevious", QStringLiteral("Find &previous"), {keys("Shift+F3"), keys("Ctrl+Shift+G")});
    searchChains = add(edit, "searchChains", QStringLiteral("&Search chains"), {keys("Ctrl+L")});

    QMenu* view = menu(QStringLiteral("&View"));
    asGraph = addCheckable(view, "asGraph", QStringLiteral("As &graph"), {keys("Ctrl+1")});
    asTree = addCheckable(view, "asTree", QStringLiteral("As &tree"), {keys("Ctrl+2")});
    asTable = addCheckable(view, "asTable", QStringLiteral("As ta&ble"), {keys("Ctrl+3")});
    exclusive(view, {asGraph, asTree, asTable});
    view->addSeparator();
    zoomIn = add(view, "zoomIn", QStringLiteral("Zoom &in"), {keys("Ctrl++"), keys("Ctrl+=")});
    zoomOut = add(view, "zoomOut", QStringLiteral("Zoom &out"), {keys("Ctrl+-")});
    actualSize = add(view, "actualSize", QStringLiteral("&Actual size"), {keys("Ctrl+0")});
    fit = add(view, "fit", QStringLiteral("&Fit all"), {keys("Ctrl+9")});
    fitSelection = add(view, "fitSelection", QStringLiteral("Fit s&election"), {keys("Ctrl+8")});
    minimap = addCheckable(view, "minimap", QStringLiteral("&Minimap"), {keys("Ctrl+Alt+M")});
    view->addSeparator();
    problemsOnly = addCheckable(view, "problemsOnly", QStringLiteral("&Problems only"), {keys("Ctrl+P")});
    replicaSets = addCheckable(view, "replicaSets", QStringLiteral("&ReplicaSets"), {keys("Ctrl+R")});
    drawEverything = addCheckable(view, "drawEverything", QStringLiteral("Dra&w everything"), {keys("Ctrl+Shift+E")});
    clearFilter = add(view, "clearFilter", QStringLiteral("&Clear filter"), {keys("Ctrl+Shift+L")});
    fold = add(view, "fold", QStringLiteral("Fol&d or unfold"), {keys("Ctrl+Space")});
    view->addSeparator();
    sortBy = view->addMenu(QStringLiteral("Sort the table b&y"));
    docks = view->addMenu(QStringLiteral("Pa&nes"));
    QMenu* theme = view->addMenu(QStringLiteral("T&heme"));
    themeSystem = addCheckable(theme, "themeSystem", QStringLiteral("Like the &system"), {keys("Ctrl+Alt+S")});
    themeLight = addCheckable(theme, "themeLight", QStringLiteral("&Light"), {keys("Ctrl+Alt+L")});
    themeDark = addCheckable(theme, "themeDark", QStringLiteral("&Dark"), {keys("Ctrl+Alt+D")});
    exclusive(theme, {themeSystem, themeLight, themeDark});
    QMenu* palette = view->addMenu(QStringLiteral("Status co&lours"));
    paletteScout = addCheckable(palette, "paletteScout", QStringLiteral("&Scout"), {keys("Ctrl+Alt+1")});
    paletteArgo = addCheckable(palette, "paletteArgo", QStringLiteral("&Argo CD colours"), {keys("Ctrl+Alt+2")});
    paletteMonochrome = addCheckable(palette, "paletteMonochrome", QStringLiteral("&Monochrome"), {keys("Ctrl+Alt+3")});
    exclusive(palette, {paletteScout, paletteArgo, paletteMonochrome});
    view->addSeparator();
    fullScreen = addCheckable(view, "fullScreen", QStringLiteral("F&ull screen"), {keys("F11")});
    resetView = add(view, "resetView", QStringLiteral("Re&set view"), {keys("Ctrl+Shift+0")});

    QMenu* go = menu(QStringLiteral("&Go"));
    back = add(go, "back", QStringLiteral("&Back"), {keys("Alt+Left")});
    forward = add(go, "forward", QStringLiteral("&Forward"), {keys("Alt+Right")});
    go->addSeparator();
    nextProblem = add(go, "nextProblem", QStringLiteral("Next &problem"), {keys("F8")});
    previousProblem = add(go, "previousProblem", QStringLiteral("P&revious problem"), {keys("Shift+F8")});
    cause = add(go, "cause", QStringLiteral("To the &cause"), {keys("Alt+Up")});
    effect = add(go, "effect", QStringLiteral("To the &effect"), {keys("Alt+Down")});
    delivers = add(go, "delivers", QStringLiteral("&What does this deliver?"), {keys("Ctrl+Shift+W")});
    go->addSeparator();
    nextChain = add(go, "nextChain", QStringLiteral("&Next chain"), {keys("Ctrl+PgDown")});
    previousChain = add(go, "previousChain", QStringLiteral("Pre&vious chain"), {keys("Ctrl+PgUp")});
    allChains = add(go, "allChains", QStringLiteral("&All chains"), {keys("Ctrl+Shift+A")});
    go->addSeparator();
    toChains = add(go, "toChains", QStringLiteral("To the chains &list"), {keys("Alt+1")});
    toGraph = add(go, "toGraph", QStringLiteral("To the &middle"), {keys("Alt+2")});
    toDetails = add(go, "toDetails", QStringLiteral("To the &details"), {keys("Alt+3")});

    QMenu* tools = menu(QStringLiteral("&Tools"));
    refresh = add(tools, "refresh", QStringLiteral("&Refresh"), {keys("F5")});
    cancel = add(tools, "cancel", QStringLiteral("&Cancel"), {keys("Esc")});
    tools->addSeparator();
    contexts = tools->addMenu(QStringLiteral("C&ontext"));
    namespaces = add(tools, "namespacesAction", QStringLiteral("&Namespaces…"), {keys("Ctrl+Shift+N")});
    kubeconfig = add(tools, "kubeconfig", QStringLiteral("Choose &kubeconfig…"), {keys("Ctrl+Shift+K")});
    beyond = add(tools, "beyond", QStringLiteral("Registries and &signatures…"), {keys("Ctrl+Shift+S")});

    QMenu* help = menu(QStringLiteral("&Help"));
    shortcuts = add(help, "shortcuts", QStringLiteral("Keyboard &shortcuts"), {keys("?"), keys("F1")});
    help->addSeparator();
    about = add(help, "about", QStringLiteral("&About Scout"), {keys("Shift+F1")});
    about->setMenuRole(QAction::AboutRole);
    aboutQt = add(help, "aboutQt", QStringLiteral("About &Qt"));
    aboutQt->setMenuRole(QAction::AboutQtRole);
}

std::vector<Actions::Listed> Actions::listed() const {
    std::vector<Listed> out;
    const std::function<void(QMenu*, QList<QAction*>&)> collect = [&](QMenu* menu, QList<QAction*>& actions) {
        for (QAction* action : menu->actions()) {
            if (action->isSeparator()) continue;
            if (action->menu() != nullptr) {
                if (action->menu() != recent && action->menu() != contexts && action->menu() != docks &&
                    action->menu() != sortBy)
                    collect(action->menu(), actions);
            } else {
                actions << action;
            }
        }
    };
    for (QMenu* menu : m_menus) {
        Listed entry{plainLabel(menu->title()), {}};
        collect(menu, entry.actions);
        out.push_back(std::move(entry));
    }
    return out;
}

}  // namespace scout::desktop
