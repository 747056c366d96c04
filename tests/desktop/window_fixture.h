// A main window of its own for each test function: no kubeconfig, settings in a temporary folder, a fixed clock.
#pragma once

#include <QAbstractButton>
#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <memory>
#include <string>
#include <vector>

#include "desktop/window/actions.h"
#include "desktop/window/main_window.h"
#include "session_fixture.h"

namespace scout::test {

class WindowFixture : public QObject {
    Q_OBJECT
  protected:
    using Phase = desktop::Session::Phase;

    /// A window that is shown and active; an older one is closed first, as by its user.
    void open();
    void openDemo();
    /// As the program does with its command line.
    void start(const std::vector<std::string>& words = {}) const;
    bool drawn() const;  ///< all is read and the picture is there
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const { QTest::keyClick(focus(), key, modifiers); }
    void type(const QString& text) const { QTest::keyClicks(focus(), text); }
    QWidget* focus() const;
    /// The button of the page or bar that is shown, by its text without mnemonics.
    QAbstractButton* offer(const QString& label) const;
    QString page() const;  ///< title of the page that is shown, "" when there is none
    QStringList bars() const;
    const render::Diagram& diagram() const { return m_window->session().picture()->diagram; }
    const render::DiagramOptions& shown() const { return m_window->session().shown(); }
    /// The card of the selection is the one that the graph has selected.
    bool selectionIsShown() const;
    QString path(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    /// Contexts with the servers given; none of them answers.
    QByteArray kubeconfig(const QStringList& contexts) const;
    void useKubeconfig(const QByteArray& text);

    std::unique_ptr<QTemporaryDir> m_folder;
    WorkLog m_log;
    std::map<std::string, std::string> m_variables;
    QString m_chosen;  ///< what the next file dialog answers
    /// Between tries, where a server does not answer.
    std::chrono::milliseconds m_retry{1000};
    std::unique_ptr<desktop::MainWindow> m_window;

  protected slots:
    void init();
    void cleanup();
};

}  // namespace scout::test
