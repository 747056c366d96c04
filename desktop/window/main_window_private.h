// The inside of MainWindow, for its own files only.
#pragma once

#include <QLabel>
#include <QTimer>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "desktop/window/actions.h"
#include "desktop/window/find_query.h"
#include "desktop/window/history.h"
#include "desktop/window/main_window.h"
#include "desktop/window/settings.h"

class QDockWidget;
class QProgressBar;
class QStackedWidget;
class QToolBar;
class QToolButton;

namespace scout::desktop {

class BeyondDialog;
class ContextPage;
class LadderStrip;
class PlaceholderPage;

class MainWindow::Private {
  public:
    enum class View { graph, tree, table };

    Private(MainWindow& window, WindowEnvironment outside);

    // main_window.cpp: how it looks
    void build();
    void buildToolBar();
    void buildCentre();
    void buildDocks();
    void buildStatusBar();
    void restore();
    void remember();
    void applyTheme();
    void setView(View next);
    void resetView();

    // main_window_commands.cpp: what the actions do
    void connectActions();
    void connectPanes();
    void updateActions();
    void carryOut(Remedy remedy, const Notice& notice);
    void showMenu(const QString& cardId, const QPoint& globalPosition);
    void showShortcuts();
    void showAbout();

    // main_window_session.cpp: what the session says
    void makeSession();
    void forgetView();
    void phaseChanged();
    bool readingHasEnded() const;
    void graphChanged();
    void pictureChanged();
    void updateLegend();
    int hiddenRows() const;
    void progressed(const QString& stage, int done, int total);
    void feedsChanged();
    void updateSituation();
    void focusMiddle();
    void updateStatus();
    Circumstances circumstances() const;
    QString sourceKey() const;

    // main_window_chains.cpp: which chains are shown
    bool worseHasCome() const;
    void chooseFirstChain();
    void chooseChains(const std::set<std::string>& chains, bool byUser);
    bool dropLostChains();
    std::set<std::string> chainsWith(const std::string& id, const std::set<std::string>& open) const;
    void stepChain(int by);
    void applyNamespaces(const QStringList& namespaces);
    void updateLadder();
    bool mayNotBeRead(const model::Hop& hop) const;
    void noteGone();

    // main_window_navigation.cpp: what is looked at
    void showOptions();
    void placeAnew();
    void userChose();
    void select(const QString& cardId, bool remember);
    void show(const QString& id, const std::set<std::string>& wanted);
    void reveal(const QString& hopId);
    void revealSelection();
    void revealNow();
    void go(const Place& place);
    void visit();
    void stepProblem(int by);
    void stepNeighbour(bool towardsCause);
    void toggleFold(const QString& cardId);
    void setFilter();
    std::optional<std::set<std::string>> listed();
    void clearFilter();
    const FindIndex& findIndex();
    void findChanged();
    void stepMatch(int by);
    void showMatches();
    void trySelectWhenSeen();
    void updateDetails();

    // main_window_files.cpp: files, contexts, exports, comparison
    QString chooseFile(const QString& title, const QString& filter, const QString& name);
    void openChosen();
    void saveChosen();
    void compareChosen();
    void compareWith(const QString& path);
    void endComparison();
    void exportPicture(bool selectionOnly);
    void chooseKubeconfig();
    void chooseBeyond();
    void setBeyond(const engine::Beyond& beyond);
    void showContexts();
    void fillRecent();
    void fillContexts();
    void say(const QString& text);
    void tellError(const QString& key, const QString& title, const base::Error& error);

    MainWindow& w;
    WindowEnvironment environment;
    Settings settings;
    Actions actions;
    std::unique_ptr<Session> session;

    // Panes; owned by the window.
    QToolBar* toolBar = nullptr;
    QToolButton* contextButton = nullptr;
    NamespaceChooser* namespaces = nullptr;
    FindBox* findBox = nullptr;
    QLabel* live = nullptr;
    QToolButton* reconnect = nullptr;
    QDockWidget* chainsDock = nullptr;
    ChainsPane* chains = nullptr;
    QDockWidget* detailsDock = nullptr;
    DetailsPane* details = nullptr;
    QDockWidget* changesDock = nullptr;
    ChangesPane* changes = nullptr;
    BannerArea* banners = nullptr;
    LadderStrip* ladder = nullptr;
    QStackedWidget* centre = nullptr;
    GraphView* graph = nullptr;
    TreeView* tree = nullptr;
    TableView* table = nullptr;
    PlaceholderPage* page = nullptr;
    ContextPage* contextPage = nullptr;
    QLabel* status = nullptr;
    LegendBar* legend = nullptr;
    QLabel* stage = nullptr;
    QProgressBar* bar = nullptr;
    QToolButton* cancel = nullptr;
    ExportDialog* exporting = nullptr;
    BeyondDialog* beyondDialog = nullptr;
    QByteArray builtLayout;  ///< of the docks before anything was restored

    // What is looked at.
    View view = View::graph;
    render::DiagramOptions options;
    QString selection;
    History history;
    bool walking = false;        ///< Back or Forward is under way
    bool chainsChosen = false;   ///< by the user; otherwise the first one is shown
    QString toReveal;            ///< hop id that is to be shown as soon as a picture has it
    bool pictureWanted = false;  ///< the picture of the newest options is on its way
    bool placing = false;        ///< the picture that comes is of other chains
    bool arriving = false;       ///< the next picture may be of the same, of which more was read
    bool adopting = false;       ///< the graph view takes a picture: what it selects is no choice of the user
    QString toSelect;            ///< what the command line asked for, until it is seen and all is read
    std::shared_ptr<const model::Graph> findGraph;  ///< that `index` was made of
    std::unique_ptr<FindIndex> index;
    QTimer findLater;
    std::vector<std::string> matches;
    int match = -1;  ///< position of the current one
    std::optional<Comparison> comparison;

    // What the session said.
    Situation situation;
    std::map<QString, Notice> told;                 ///< bars about single commands, by key
    std::shared_ptr<const model::Graph> lastGraph;  ///< of the selection, when it is in no graph any more
    std::optional<base::Error> kubeconfigError;
    std::optional<kubeconfig::LoadedKubeconfig> kubeconfig;
    QStringList openNamespaces;  ///< of the cluster; empty: all
    bool choosing = false;       ///< the list of contexts is shown although something is open
    QString stageText;
    QTimer clock;
    base::Time retryAt;  ///< 0: nothing is tried again
};

}  // namespace scout::desktop
