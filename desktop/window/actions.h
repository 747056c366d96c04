// Every command of the window: one action, one place in a menu, one shortcut.
#pragma once

#include <QAction>
#include <QList>
#include <QString>
#include <vector>

class QActionGroup;
class QMainWindow;
class QMenu;

namespace scout::desktop {

class Actions {
  public:
    /// Makes the menus of `window`. Nothing is connected yet.
    explicit Actions(QMainWindow& window);

    // File
    QAction* open = nullptr;
    QMenu* recent = nullptr;
    QAction* demo = nullptr;
    QAction* save = nullptr;
    QAction* exportPicture = nullptr;
    QAction* compare = nullptr;
    QAction* endComparison = nullptr;
    QAction* close = nullptr;
    QAction* quit = nullptr;
    // Edit
    QAction* copyName = nullptr;
    QAction* copyCommand = nullptr;
    QAction* find = nullptr;
    QAction* findNext = nullptr;
    QAction* findPrevious = nullptr;
    QAction* searchChains = nullptr;
    // View
    QAction* asGraph = nullptr;
    QAction* asTree = nullptr;
    QAction* asTable = nullptr;
    QAction* zoomIn = nullptr;
    QAction* zoomOut = nullptr;
    QAction* actualSize = nullptr;
    QAction* fit = nullptr;
    QAction* fitSelection = nullptr;
    QAction* minimap = nullptr;
    QAction* replicaSets = nullptr;
    QAction* drawEverything = nullptr;
    QAction* problemsOnly = nullptr;
    QAction* clearFilter = nullptr;
    QAction* fold = nullptr;
    QMenu* sortBy = nullptr;  ///< the table's columns
    QMenu* docks = nullptr;   ///< and the tool bar
    QAction* themeSystem = nullptr;
    QAction* themeLight = nullptr;
    QAction* themeDark = nullptr;
    QAction* paletteScout = nullptr;
    QAction* paletteArgo = nullptr;
    QAction* paletteMonochrome = nullptr;
    QAction* fullScreen = nullptr;
    QAction* resetView = nullptr;
    // Go
    QAction* back = nullptr;
    QAction* forward = nullptr;
    QAction* nextProblem = nullptr;
    QAction* previousProblem = nullptr;
    QAction* cause = nullptr;
    QAction* effect = nullptr;
    QAction* delivers = nullptr;
    QAction* allChains = nullptr;
    QAction* nextChain = nullptr;
    QAction* previousChain = nullptr;
    QAction* toChains = nullptr;
    QAction* toGraph = nullptr;
    QAction* toDetails = nullptr;
    // Tools
    QAction* refresh = nullptr;
    QAction* cancel = nullptr;
    QMenu* contexts = nullptr;
    QAction* namespaces = nullptr;
    QAction* kubeconfig = nullptr;
    QAction* beyond = nullptr;
    // Help
    QAction* shortcuts = nullptr;
    QAction* about = nullptr;
    QAction* aboutQt = nullptr;

    /// With their menus' titles, in order: for the list of shortcuts.
    struct Listed {
        QString menu;
        QList<QAction*> actions;
    };
    std::vector<Listed> listed() const;

  private:
    QList<QMenu*> m_menus;
};

/// Without mnemonic marks and "…".
QString plainLabel(const QString& text);

}  // namespace scout::desktop
