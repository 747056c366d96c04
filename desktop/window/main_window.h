// The window: arranges the panes and carries out the commands. What it shows comes from desktop::Session.
#pragma once

#include <QMainWindow>
#include <QSettings>
#include <functional>
#include <memory>
#include <optional>

#include "desktop/session/session.h"
#include "desktop/window/arguments.h"
#include "desktop/window/situation.h"

namespace scout::desktop {

class Actions;
class BannerArea;
class ChainsPane;
class ChangesPane;
class DetailsPane;
class LadderStrip;
class ExportDialog;
class FindBox;
class GraphView;
class LegendBar;
class NamespaceChooser;
class TableView;
class TreeView;

struct WindowEnvironment {
    SessionEnvironment session;
    std::unique_ptr<QSettings> settings;
    /// Asks for a file to open (or, with `name`, to save as); "" when none was chosen. Empty: Qt's dialogs.
    std::function<QString(QWidget* parent, const QString& title, const QString& filter, const QString& name)>
        chooseFile = {};
};

class MainWindow : public QMainWindow {
    Q_OBJECT
  public:
    explicit MainWindow(WindowEnvironment environment);
    ~MainWindow() override;

    /// What the command line names; otherwise the demo-less first screen: the only context is connected at once, of
    /// several one is to be chosen.
    void start(const Arguments& arguments);
    void openSnapshot(const QString& path);
    void openDemo();
    /// `namespaces` nothing: those of the last time, else all.
    void openContext(const QString& context, const std::optional<QStringList>& namespaces = std::nullopt);
    /// As soon as an object matches ("deploy/frontend", a hop id): shows its chain and selects it.
    void selectWhenSeen(const QString& text);

    Session& session() const;
    Actions& actions() const;
    ChainsPane& chains() const;
    GraphView& graph() const;
    TreeView& tree() const;
    TableView& table() const;
    LadderStrip& ladder() const;
    DetailsPane& details() const;
    LegendBar& legend() const;
    FindBox& findBox() const;
    NamespaceChooser& namespaces() const;
    ChangesPane& changes() const;
    BannerArea& banners() const;
    /// nullptr while it was never opened.
    ExportDialog* exportDialog() const;
    /// The page or bar that is shown now.
    const Situation& situation() const;
    QString selection() const;  ///< hop or card id

  protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace scout::desktop
