// The main window on the demo: every command by keyboard, history, files, details.
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QDialog>
#include <QDockWidget>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QRadioButton>
#include <QSet>
#include <QStatusBar>
#include <QTableView>
#include <QTreeWidget>

#include "desktop/graph/graph_view.h"
#include "desktop/window/chains_model.h"
#include "desktop/window/chains_pane.h"
#include "desktop/window/changes_pane.h"
#include "desktop/window/details_pane.h"
#include "desktop/window/details_widgets.h"
#include "desktop/window/differences_model.h"
#include "desktop/window/ladder_strip.h"
#include "desktop/window/namespace_chooser.h"
#include "window_fixture.h"

using namespace scout;
using desktop::Actions;

class WindowTest : public test::WindowFixture {
    Q_OBJECT

  private slots:
    void init() { WindowFixture::init(); }
    void cleanup() { WindowFixture::cleanup(); }

    void everyCommandHasAMenuAMnemonicAndAShortcut() {
        const Actions& actions = m_window->actions();
        QSet<QString> keys;
        int commands = 0;
        for (const Actions::Listed& menu : actions.listed()) {
            QSet<QChar> mnemonics;
            for (const QAction* action : menu.actions) {
                ++commands;
                QVERIFY2(!action->objectName().isEmpty() || action == actions.aboutQt, qPrintable(action->text()));
                QVERIFY2(action->text().contains(QLatin1Char('&')), qPrintable(action->text()));
                if (action == actions.aboutQt) continue;  // the same on every platform: none
                QVERIFY2(!action->shortcuts().isEmpty(), qPrintable(action->text()));
                for (const QKeySequence& sequence : action->shortcuts()) {
                    const QString text = sequence.toString(QKeySequence::PortableText);
                    QVERIFY2(!text.isEmpty() && !keys.contains(text), qPrintable(text + action->text()));
                    keys.insert(text);
                }
            }
        }
        QVERIFY(commands > 45);
        // Within a menu no two entries share a mnemonic.
        for (const QMenu* menu : m_window->findChildren<QMenu*>()) {
            QSet<QString> letters;
            for (const QAction* action : menu->actions()) {
                const qsizetype at = action->text().indexOf(QLatin1Char('&'));
                if (at < 0 || menu == actions.contexts || menu == actions.docks) continue;
                const QString letter = action->text().mid(at + 1, 1).toLower();
                QVERIFY2(!letters.contains(letter), qPrintable(menu->title() + QLatin1Char(' ') + action->text()));
                letters.insert(letter);
            }
        }
    }

    void theDemoOpensByKeyboard() {
        key(Qt::Key_D, Qt::ControlModifier);
        QTRY_VERIFY(drawn());
        QCOMPARE(m_window->windowTitle(), QStringLiteral("DEMO DATA — Scout"));
        QVERIFY(diagram().demo);
        QVERIFY(m_window->chains().model()->rowCount() > 1);
        // One chain, the worst; where it is held back is selected and explained.
        QCOMPARE(shown().chains, std::set<std::string>{m_window->session().graph()->chains.front().id});
        QVERIFY(selectionIsShown());
        QCOMPARE(m_window->details().subject(), m_window->selection());
        const auto* status = m_window->findChild<QLabel*>(QStringLiteral("status"));
        QCOMPARE(status->text(),
                 QStringLiteral("Demo · %1 objects · demo data").arg(m_window->session().graph()->nodes.size()));
    }

    void chainsAreWalkedByKeyboard() {
        openDemo();
        const auto* model = m_window->chains().model();
        QCOMPARE(shown().chains, std::set<std::string>{model->idAt(0).toStdString()});
        key(Qt::Key_PageDown, Qt::ControlModifier);
        QCOMPARE(shown().chains, std::set<std::string>{model->idAt(1).toStdString()});
        QCOMPARE(m_window->chains().selected(), shown().chains);
        QTRY_VERIFY(selectionIsShown());
        key(Qt::Key_PageUp, Qt::ControlModifier);
        QCOMPARE(shown().chains, std::set<std::string>{model->idAt(0).toStdString()});
        key(Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(shown().chains, std::set<std::string>{});
        QTRY_VERIFY(m_window->session().picture()->cards.size() > 8);
        // The list itself: Alt+1, then down.
        key(Qt::Key_1, Qt::AltModifier);
        QCOMPARE(focus(), m_window->chains().view());
        key(Qt::Key_End);
        key(Qt::Key_Home);
        QCOMPARE(shown().chains, std::set<std::string>{model->idAt(0).toStdString()});
        key(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(shown().chains.size(), std::size_t(2));
        key(Qt::Key_Return);
        QTRY_COMPARE(focus(), &m_window->graph());
    }

    void causeAndEffectAndTheWayBack() {
        openDemo();
        const QString start = m_window->selection();
        const auto chains = shown().chains;
        key(Qt::Key_Up, Qt::AltModifier);
        const QString cause = m_window->selection();
        QVERIFY(cause != start);
        QVERIFY(std::any_of(diagram().lines.begin(), diagram().lines.end(), [&](const render::Line& line) {
            return line.from == cause.toStdString() && line.to == start.toStdString();
        }));
        key(Qt::Key_PageDown, Qt::ControlModifier);
        QTRY_VERIFY(selectionIsShown());
        const QString other = m_window->selection();
        key(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(m_window->selection(), cause);
        QCOMPARE(shown().chains, chains);
        QTRY_VERIFY(selectionIsShown());
        key(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(m_window->selection(), start);
        QVERIFY(!m_window->actions().back->isEnabled());
        key(Qt::Key_Right, Qt::AltModifier);
        key(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(m_window->selection(), other);
        QVERIFY(!m_window->actions().forward->isEnabled());
        QTRY_VERIFY(selectionIsShown());
    }

    void aMessageStandsAlone() {
        openDemo();
        const auto* status = m_window->findChild<QLabel*>(QStringLiteral("status"));
        m_chosen = path("seen.scout.json");
        key(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(m_window->statusBar()->currentMessage().startsWith(QStringLiteral("Saved ")));
        key(Qt::Key_W, Qt::ControlModifier);
        QTRY_COMPARE(m_window->session().source(), desktop::Session::Source::none);
        QCoreApplication::sendPostedEvents();
        QVERIFY(!status->isVisible());
        m_window->statusBar()->clearMessage();
        QVERIFY(status->isVisible());
        QVERIFY(status->text().startsWith(QStringLiteral("Nothing is open")));
    }

    void thePanesStayReadableInSmallWindows() {
        openDemo();
        for (const QSize size : {QSize(1024, 768), QSize(800, 600)}) {
            m_window->resize(size);
            QTRY_COMPARE(m_window->size(), size);
            QVERIFY(m_window->findChild<QLabel*>(QStringLiteral("live"))->isVisible());
            QVERIFY2(m_window->chains().width() >= 170, qPrintable(QString::number(m_window->chains().width())));
            QVERIFY2(m_window->details().width() >= 180, qPrintable(QString::number(m_window->details().width())));
            QVERIFY2(m_window->graph().width() >= 200, qPrintable(QString::number(m_window->graph().width())));
            const auto titles = m_window->details().findChildren<QRadioButton*>();
            QCOMPARE(titles.size(), qsizetype{8});
            for (const QRadioButton* title : titles)
                QTRY_VERIFY2(title->visibleRegion().boundingRect() == title->rect(), qPrintable(title->text()));
        }
        open();  // what is remembered is not narrower
        QVERIFY(m_window->chains().width() >= 170);
    }

    void namesAndCommandsAreCopied() {
        openDemo();
        QApplication::clipboard()->clear();
        key(Qt::Key_C, Qt::ControlModifier | Qt::AltModifier);
        const model::Hop* one = m_window->session().graph()->find(m_window->selection().toStdString());
        QCOMPARE(QApplication::clipboard()->text().toStdString(), one->name);
        QCOMPARE(m_window->statusBar()->currentMessage(), QStringLiteral("Name copied"));
        key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY2(QApplication::clipboard()->text().startsWith(QStringLiteral("kubectl scout ")),
                 qPrintable(QApplication::clipboard()->text()));
    }

    void aSnapshotIsSavedOpenedAndComparedByKeyboard() {
        openDemo();
        m_chosen = path("seen.scout.json");
        key(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(QFile::exists(m_chosen));
        QTRY_VERIFY(m_window->statusBar()->currentMessage().startsWith(QStringLiteral("Saved ")));
        key(Qt::Key_O, Qt::ControlModifier);
        QTRY_VERIFY(drawn());
        QCOMPARE(m_window->windowTitle(), QStringLiteral("seen.scout.json — Scout"));
        // The demo's first Deployment with another image revision: one object differs.
        QByteArray older = test::demoText();
        const qsizetype at = older.indexOf("\"readyReplicas\": ");
        QVERIFY(at > 0);
        older.replace(at, older.indexOf('\n', at) - at, "\"readyReplicas\": 77,");
        m_chosen = path("older.json");
        QVERIFY(test::write(m_chosen, older));
        key(Qt::Key_M, Qt::ControlModifier);
        auto* dock = m_window->findChild<QDockWidget*>(QStringLiteral("changesDock"));
        QTRY_VERIFY(dock->isVisible());
        auto* model = m_window->changes().model();
        const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QVERIFY2(model->rowCount() > 0, qPrintable(m_window->changes().summary()));
        QVERIFY(!shown().changes.empty());
        const QString changed = model->index(0, 0).data(desktop::DifferencesModel::idRole).toString();
        m_window->changes().view()->setFocus();
        m_window->changes().view()->selectRow(0);
        key(Qt::Key_Return);
        QTRY_COMPARE(m_window->selection(), changed);
        key(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(!dock->isVisible());
        QVERIFY(shown().changes.empty());
    }

    void aDeletedObjectStaysAsAGhostUntilTheNextClick() {
        const auto record = [&](int count) {
            const auto text = trace::writeSnapshot(test::deployments(count));
            QVERIFY(test::write(path("many.json"), QByteArray::fromStdString(text)));
        };
        record(3);
        m_window->openSnapshot(path("many.json"));
        QTRY_VERIFY(drawn());
        m_window->selectWhenSeen(QStringLiteral("deploy/web-2"));
        const QString lost = m_window->selection();
        QTRY_COMPARE(m_window->graph().selected(), lost);
        record(2);
        key(Qt::Key_F5);
        QTRY_COMPARE(bars(), QStringList(QStringLiteral("Deployment web-2 in prod is not there any more.")));
        QCOMPARE(m_window->chains().model()->rowCount(), 2);
        const auto isGhost = [&] {
            return std::any_of(diagram().cards.begin(), diagram().cards.end(), [&](const render::Card& card) {
                return card.id == lost.toStdString() && card.tone == render::Tone::missing;
            });
        };
        QTRY_VERIFY(isGhost());
        QCOMPARE(m_window->details().subject(), lost);
        QCOMPARE(m_window->graph().selected(), lost);
        // The next click elsewhere: the ghost goes, and its chain with it.
        m_window->graph().setFocus();
        QTest::mouseClick(m_window->graph().viewport(), Qt::LeftButton, {},
                          m_window->graph().viewport()->rect().bottomLeft() + QPoint(5, -5));
        QTRY_COMPARE(bars(), QStringList());
        QTRY_VERIFY(drawn() && m_window->session().picture()->index.count(lost.toStdString()) == 0);
        QVERIFY(selectionIsShown());
        QVERIFY(m_window->session().graph()->chain(*shown().chains.begin()) != nullptr);
    }

    void whatHasNotComeYetIsNotCalledGone() {
        QVERIFY(test::write(path("many.json"), QByteArray::fromStdString(trace::writeSnapshot(test::deployments(3)))));
        m_window->openSnapshot(path("many.json"));
        QTRY_VERIFY(drawn());
        m_window->selectWhenSeen(QStringLiteral("deploy/web-2"));
        const QString selected = m_window->selection();
        // What was opened may still be looked into: the hold is for what is read again.
        m_log.holdAt("read");
        key(Qt::Key_F5);
        QTRY_VERIFY(m_log.held());
        m_log.holdAt("investigate");
        m_log.release();
        QTRY_VERIFY(m_log.held());
        // A command that ends the slice early: a graph of one object comes out.
        m_window->session().events(selected.toStdString(), this, [](const base::Result<base::Json>&) {});
        m_log.holdAt("investigate");
        m_log.release();
        QTRY_VERIFY(m_log.held());
        QTRY_COMPARE(m_window->chains().model()->rowCount(), 1);
        QCOMPARE(m_window->session().phase(), Phase::loading);
        QCOMPARE(bars(), QStringList());
        QCOMPARE(m_window->details().subject(), selected);
        m_log.release();
        QTRY_VERIFY(drawn());
        QCOMPARE(m_window->chains().model()->rowCount(), 3);
        QCOMPARE(bars(), QStringList());
        QCOMPARE(m_window->selection(), selected);
        QVERIFY(selectionIsShown());
    }

    void theOpenChainHasItsLadder() {
        openDemo();
        const QString web = QStringLiteral("apps/Deployment/failed-source/web");
        m_window->selectWhenSeen(web);
        QTRY_COMPARE(m_window->selection(), web);
        const desktop::LadderStrip& strip = m_window->ladder();
        QVERIFY(strip.isVisible());
        QCOMPARE(strip.ladder()->of, QStringLiteral("Deployment web in failed-source"));
        QVERIFY(!strip.ladder()->rungs[1].full.isEmpty());
        // A source has no answer of its own: the chain's is shown.
        m_window->selectWhenSeen(QStringLiteral("source.toolkit.fluxcd.io/OCIRepository/flux-system/failed-source"));
        QVERIFY(strip.isVisible());
        QVERIFY2(strip.ladder()->of.contains(QStringLiteral("failed-source")), qPrintable(strip.ladder()->of));
        // Of many chains there is no one ladder.
        m_window->actions().allChains->trigger();
        QVERIFY(!strip.isVisible());
    }

    void whatItDeliversIsOneCommandAway() {
        openDemo();
        const QString source = QStringLiteral("source.toolkit.fluxcd.io/OCIRepository/flux-system/failed-source");
        m_window->selectWhenSeen(source);
        QTRY_COMPARE(m_window->selection(), source);
        m_window->graph().setFocus();
        key(Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_window->details().tab(), desktop::DetailsPane::Tab::delivers);
        QVERIFY(m_window->details().isAncestorOf(QApplication::focusWidget()));
        // And on to what it delivers, by keyboard.
        const auto rows = m_window->details().findChildren<desktop::RowButton*>();
        const auto web = std::find_if(rows.begin(), rows.end(), [](const desktop::RowButton* row) {
            return row->isVisible() && row->text() == QStringLiteral("web in failed-source");
        });
        QVERIFY(web != rows.end());
        (*web)->setFocus();
        key(Qt::Key_Return);
        QCOMPARE(m_window->selection(), QStringLiteral("apps/Deployment/failed-source/web"));
    }

    void aFileIsDropped() {
        QVERIFY(test::write(path("dropped.json"), test::demoText()));
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path("dropped.json"))});
        const auto send = [&](QEvent* event) { QApplication::sendEvent(m_window.get(), event); };
        QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        send(&enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        send(&drop);
        QTRY_VERIFY(drawn());
        QCOMPARE(m_window->windowTitle(), QStringLiteral("dropped.json — Scout"));
        QMimeData text;
        text.setText(QStringLiteral("just text"));
        QDragEnterEvent other(QPoint(50, 50), Qt::CopyAction, &text, Qt::LeftButton, Qt::NoModifier);
        other.ignore();
        send(&other);
        QVERIFY(!other.isAccepted());
    }

    void theMenuOfACardHasItsCommands() {
        openDemo();
        emit m_window->graph().menuRequested(m_window->selection(), m_window->mapToGlobal(QPoint(300, 300)));
        auto* menu = m_window->findChild<QMenu*>(QStringLiteral("cardMenu"));
        QVERIFY(menu != nullptr && menu->isVisible());
        QVERIFY(menu->actions().contains(m_window->actions().copyName));
        QVERIFY(menu->actions().contains(m_window->actions().fold));
        menu->close();
    }

    void shortcutsAndAboutAreListed() {
        openDemo();
        m_window->graph().setFocus();
        key(Qt::Key_F1);
        auto* list = m_window->findChild<QDialog*>(QStringLiteral("shortcutsWindow"));
        QVERIFY(list != nullptr && list->isVisible() && !list->isModal());
        auto* rows = list->findChild<QTreeWidget*>();
        int keys = 0;
        for (int i = 0; i < rows->topLevelItemCount(); ++i) keys += rows->topLevelItem(i)->childCount();
        QVERIFY(keys > 50);
        list->close();
        m_window->actions().about->trigger();
        auto* about = m_window->findChild<QDialog*>(QStringLiteral("aboutWindow"));
        QVERIFY(about != nullptr);
        bool promised = false;
        for (const QLabel* label : about->findChildren<QLabel*>())
            promised = promised || label->text().contains(QStringLiteral("Scout only reads."));
        QVERIFY(promised);
        about->close();
    }

    void namespacesAreChosenByKeyboard() {
        openDemo();
        const int all = m_window->chains().view()->model()->rowCount();
        key(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        auto* popup = m_window->namespaces().popup();
        QVERIFY(popup->isVisible());
        auto* edit = popup->findChild<QLineEdit*>();
        QTest::keyClicks(edit, QStringLiteral("argo-oci"));
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(!popup->isVisible());
        QCOMPARE(m_window->namespaces().chosen(), QStringList(QStringLiteral("argo-oci")));
        const int some = m_window->chains().view()->model()->rowCount();
        QVERIFY(some > 0 && some < all);
        QVERIFY(m_window->namespaces().text().contains(QStringLiteral("argo-oci")));
    }
};

QTEST_MAIN(WindowTest)
#include "window_test.moc"
