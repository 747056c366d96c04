// Everything by keyboard and for screen readers, in whatever state the window is: each command has its place in a menu,
// Tab reaches each control, and each control has a name.
#include <QDialog>
#include <QDockWidget>
#include <QFile>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QRadioButton>
#include <QSet>
#include <algorithm>

#include "desktop/graph/graph_view.h"
#include "desktop/window/chains_pane.h"
#include "desktop/window/details_pane.h"
#include "desktop/window/namespace_chooser.h"
#include "desktop/window/table_view.h"
#include "keyboard_walk.h"
#include "window_fixture.h"

using namespace scout;

class KeyboardTest : public test::WindowFixture {
    Q_OBJECT

    void check(QWidget* window, const char* state) const {
        window->activateWindow();
        QTRY_COMPARE(QApplication::activeWindow(), window);
        const QStringList faults = test::keyboardFaults(window);
        QVERIFY2(faults.isEmpty(), state + (": " + faults.join(QStringLiteral("; ")).toUtf8()));
    }
    void check(const char* state) const { check(m_window.get(), state); }

    /// Every action below a menu, as the keyboard finds it: through menus that have a mnemonic or are stepped to.
    static void collect(const QMenu* menu, QSet<const QAction*>& found) {
        for (const QAction* action : menu->actions()) {
            found.insert(action);
            if (action->menu() != nullptr) collect(action->menu(), found);
        }
    }

  private slots:
    void init() { WindowFixture::init(); }
    void cleanup() { WindowFixture::cleanup(); }

    void everyActionIsInAMenu() {
        useKubeconfig(kubeconfig({QStringLiteral("east"), QStringLiteral("west")}));
        open();
        openDemo();
        QSet<const QAction*> found;
        for (const QAction* top : m_window->menuBar()->actions()) {
            QVERIFY2(top->menu() != nullptr && top->text().contains(QLatin1Char('&')), qPrintable(top->text()));
            found.insert(top);
            collect(top->menu(), found);
        }
        int checked = 0;
        for (const QAction* action : m_window->findChildren<QAction*>()) {
            // Those of a text field are the field's own keys; a widget in the tool bar is a control.
            const auto* owner = qobject_cast<const QWidget*>(action->parent());
            const bool ofAField = owner != nullptr && (test::isPartOfAControl(owner) || owner->inherits("QLineEdit"));
            // A menu without a title is some button's.
            const bool ofAButton = action->menu() != nullptr && action->text().isEmpty();
            if (action->isSeparator() || ofAField || ofAButton || action->inherits("QWidgetAction")) continue;
            ++checked;
            QVERIFY2(found.contains(action), qPrintable(action->text() + QLatin1Char(' ') + action->objectName()));
            QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
        }
        QVERIFY(checked > 60);
    }

    /// Whatever was pressed to open it, what is opened has the keyboard.
    void whatIsOpenedHasTheKeyboard() {
        start({"--demo"});
        QTRY_VERIFY(drawn());
        QTRY_COMPARE(test::described(focus()), test::described(&m_window->graph()));
        m_chosen = path("seen.scout.json");
        key(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(QFile::exists(m_chosen));
        for (const Qt::Key pane : {Qt::Key_1, Qt::Key_2, Qt::Key_3}) {
            key(pane, Qt::AltModifier);
            key(Qt::Key_Tab);
            key(Qt::Key_O, Qt::ControlModifier);
            QTRY_COMPARE(m_window->session().phase(), Phase::loading);
            QTRY_VERIFY(drawn());
            QTRY_COMPARE(test::described(focus()), test::described(&m_window->graph()));
        }
        m_chosen = path("no/such.json");
        key(Qt::Key_O, Qt::ControlModifier);
        QTRY_COMPARE(m_window->session().phase(), Phase::failed);
        QTRY_COMPARE(focus(), offer(QStringLiteral("Open a snapshot…")));
        m_chosen = path("seen.scout.json");
        key(Qt::Key_Space);
        QTRY_VERIFY(drawn());
        QTRY_COMPARE(test::described(focus()), test::described(&m_window->graph()));
        // The arrows choose in the graph, and what the details then show takes nothing away.
        const QString before = m_window->selection();
        key(Qt::Key_Left);
        QVERIFY(m_window->selection() != before);
        QCOMPARE(test::described(focus()), test::described(&m_window->graph()));
    }

    void aFieldThatIsTypedIntoKeepsTheKeyboard() {
        m_log.holdAt("parse");
        m_window->openDemo();
        QTRY_VERIFY(m_log.held());
        key(Qt::Key_F, Qt::ControlModifier);
        QWidget* field = focus();
        QVERIFY(qobject_cast<QLineEdit*>(field) != nullptr);
        m_log.release();
        QTRY_VERIFY(drawn());
        QCOMPARE(test::described(focus()), test::described(field));
    }

    void theTitleOfThePageThatIsShownHasTheRing() {
        openDemo();
        key(Qt::Key_3, Qt::AltModifier);
        const auto current = [this] {
            const auto titles = m_window->details().findChildren<QRadioButton*>();
            const auto at = std::find_if(titles.begin(), titles.end(), [](auto* title) { return title->isChecked(); });
            return at == titles.end() ? nullptr : *at;
        };
        QCOMPARE(focus(), current());
        key(Qt::Key_Tab, Qt::ControlModifier);
        QCOMPARE(m_window->details().tab(), desktop::DetailsPane::Tab::why);
        QCOMPARE(focus(), current());
        key(Qt::Key_Tab, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(focus(), current());
    }

    void pagesAndContexts() {
        check("no kubeconfig");
        useKubeconfig(kubeconfig({QStringLiteral("east"), QStringLiteral("west")}));
        open();
        m_window->start({});
        check("contexts");
        m_log.holdAt("parse");
        m_window->openDemo();
        QTRY_VERIFY(m_log.held());
        check("reading");
        m_log.release();
        QTRY_VERIFY(drawn());
    }

    void everyTabOfTheDetails() {
        openDemo();
        m_window->resize(1400, 900);
        for (int tab = 0; tab <= static_cast<int>(desktop::DetailsPane::Tab::commands); ++tab) {
            m_window->details().setTab(static_cast<desktop::DetailsPane::Tab>(tab));
            QCoreApplication::processEvents();
            check(QByteArray("tab ") + QByteArray::number(tab));
        }
    }

    void treeAndTableAndFilter() {
        openDemo();
        key(Qt::Key_2, Qt::ControlModifier);
        check("tree");
        key(Qt::Key_3, Qt::ControlModifier);
        check("table");
        key(Qt::Key_1, Qt::ControlModifier);
        m_window->actions().problemsOnly->trigger();
        QCoreApplication::processEvents();
        check("filtered");
    }

    void barsAndComparison() {
        openDemo();
        m_chosen = path("no/such/folder/x.json");
        key(Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(bars().size(), 1);
        check("a bar");
        m_chosen = path("older.json");
        QVERIFY(test::write(m_chosen, test::demoText().replace("\"readyReplicas\": 2", "\"readyReplicas\": 77")));
        m_window->actions().compare->trigger();
        auto* dock = m_window->findChild<QDockWidget*>(QStringLiteral("changesDock"));
        QTRY_VERIFY(dock->isVisible());
        check("a comparison");
    }

    void windowsOfTheirOwn_data() {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("window");
        for (const auto& [action, window] : {std::pair("exportPicture", "exportDialog"),
                                             {"beyond", "beyondDialog"},
                                             {"shortcuts", "shortcutsWindow"},
                                             {"about", "aboutWindow"}})
            QTest::newRow(window) << QString::fromLatin1(action) << QString::fromLatin1(window);
    }
    void windowsOfTheirOwn() {
        QFETCH(QString, action);
        QFETCH(QString, window);
        openDemo();
        const desktop::Actions& actions = m_window->actions();
        QAction* opens = action == QStringLiteral("exportPicture") ? actions.exportPicture
                         : action == QStringLiteral("beyond")      ? actions.beyond
                         : action == QStringLiteral("shortcuts")   ? actions.shortcuts
                                                                   : actions.about;
        opens->trigger();
        auto* opened = m_window->findChild<QDialog*>(window);
        QVERIFY(opened != nullptr && opened->isVisible());
        check(opened, qPrintable(window));
        QTest::keyClick(opened, Qt::Key_Escape);
        QTRY_VERIFY(m_window->findChild<QDialog*>(window) == nullptr || !opened->isVisible());
    }

    void theTableIsSortedByKeyboard() {
        openDemo();
        key(Qt::Key_3, Qt::ControlModifier);
        QTRY_VERIFY(m_window->table().isVisible());
        const QHeaderView* header = m_window->table().horizontalHeader();
        const QMenu* by = m_window->actions().sortBy;
        QVERIFY(by->isEnabled());
        QCOMPARE(by->actions().size(), m_window->table().model()->columnCount());
        for (int column = 0; column < by->actions().size(); ++column) {
            by->actions()[column]->trigger();
            QCOMPARE(header->sortIndicatorSection(), column);
            const Qt::SortOrder order = header->sortIndicatorOrder();
            by->actions()[column]->trigger();
            QVERIFY(header->sortIndicatorOrder() != order);
        }
        key(Qt::Key_1, Qt::ControlModifier);
        QVERIFY(!by->isEnabled());
    }
};

QTEST_MAIN(KeyboardTest)
#include "keyboard_test.moc"
