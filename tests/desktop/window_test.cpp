// The main window on the demo: every command by keyboard, search, filter, fold, history, views, files.
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QDialog>
#include <QDockWidget>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QRadioButton>
#include <QSet>
#include <QSignalSpy>
#include <QStatusBar>
#include <QToolButton>
#include <QTreeWidget>
#include <cmath>

#include "desktop/graph/graph_view.h"
#include "desktop/window/banner.h"
#include "desktop/window/chains_model.h"
#include "desktop/window/chains_pane.h"
#include "desktop/window/changes_pane.h"
#include "desktop/window/details_pane.h"
#include "desktop/window/details_widgets.h"
#include "desktop/window/differences_model.h"
#include "desktop/window/find_box.h"
#include "desktop/window/graph_model_cells.h"
#include "desktop/window/ladder_strip.h"
#include "desktop/window/legend_bar.h"
#include "desktop/window/namespace_chooser.h"
#include "desktop/window/table_view.h"
#include "desktop/window/tree_view.h"
#include "model/graph_findings.h"
#include "window_fixture.h"

using namespace scout;
using desktop::Actions;

namespace {

const QString stoppedSource = QStringLiteral("source.toolkit.fluxcd.io/OCIRepository/flux-system/stopped-source");

}  // namespace

class WindowTest : public test::WindowFixture {
    Q_OBJECT

    const render::Diagram& diagram() const { return m_window->session().picture()->diagram; }
    const render::DiagramOptions& shown() const { return m_window->session().shown(); }
    /// The card of the selection is the one that the graph has selected.
    bool selectionIsShown() const {
        const auto card = m_window->session().picture()->cardOf(m_window->selection().toStdString());
        return card && m_window->graph().selected().toStdString() == diagram().cards[*card].id;
    }
    QString hop(const std::string& kind, const std::string& ns, const std::string& name) const {
        for (const model::Hop& one : m_window->session().graph()->nodes) {
            if (one.kind == kind && one.ns == ns && one.name == name) return QString::fromStdString(one.id);
        }
        return {};
    }

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

    void findGoesThroughTheWholeGraph() {
        openDemo();
        key(Qt::Key_K, Qt::ControlModifier);
        QCOMPARE(focus(), m_window->findBox().edit());
        type(QStringLiteral("deploy/frontend"));
        key(Qt::Key_Return);
        QSet<QString> seen{m_window->selection()};
        const auto* graph = m_window->session().graph().get();
        const model::Hop* first = graph->find(m_window->selection().toStdString());
        QVERIFY(first != nullptr && first->kind == "Deployment" && first->name == "frontend");
        QTRY_VERIFY(selectionIsShown());
        const auto* count = m_window->findBox().findChild<QLabel*>();
        QVERIFY2(count->text().startsWith(QStringLiteral("1 of ")), qPrintable(count->text()));
        const int matches = count->text().section(QLatin1Char(' '), 2).toInt();
        QVERIFY(matches > 1);
        for (int i = 1; i < matches; ++i) {
            key(Qt::Key_Return);
            QCOMPARE(count->text(), QStringLiteral("%1 of %2").arg(i + 1).arg(matches));
            seen.insert(m_window->selection());
            QTRY_VERIFY(selectionIsShown());
        }
        QCOMPARE(seen.size(), matches);
        const QString last = m_window->selection();
        key(Qt::Key_Return, Qt::ShiftModifier);
        QVERIFY(m_window->selection() != last);
        key(Qt::Key_F3);
        QCOMPARE(m_window->selection(), last);
        // Escape empties the box, and again goes back to the graph.
        key(Qt::Key_Escape);
        QCOMPARE(m_window->findBox().text(), QString());
        key(Qt::Key_Escape);
        QCOMPARE(focus(), &m_window->graph());
    }

    void problemsAreHoppedThrough() {
        openDemo();
        QSet<QString> seen;
        QString first;
        for (int i = 0; i < 100; ++i) {
            key(Qt::Key_F8);
            const QString now = m_window->selection();
            if (now == first) break;
            if (first.isEmpty()) first = now;
            QVERIFY(!seen.contains(now));
            seen.insert(now);
            QVERIFY(model::problemsOf(*m_window->session().graph()).contains(now.toStdString()));
            QTRY_VERIFY(selectionIsShown());
        }
        QVERIFY(seen.contains(stoppedSource));
        QCOMPARE(seen.size(), static_cast<int>(model::problemsOf(*m_window->session().graph()).size()));
        QCOMPARE(m_window->selection(), first);
        key(Qt::Key_F8, Qt::ShiftModifier);
        QVERIFY(m_window->selection() != first);
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

    void theLegendFilters() {
        openDemo();
        key(Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(m_window->session().picture()->cards.size() > 8);
        auto& legend = m_window->legend();
        auto* ready = legend.button(render::Tone::ok);
        QVERIFY(ready->isVisible());
        QTRY_VERIFY2(ready->text().startsWith(QStringLiteral("Ready ")), qPrintable(ready->text()));
        const int all = ready->text().section(QLatin1Char(' '), -1).toInt();
        QVERIFY(all > 0);
        auto* problem = legend.button(render::Tone::problem);
        QVERIFY(problem->isVisible());
        problem->setFocus();
        key(Qt::Key_Space);  // only what failed
        QVERIFY(shown().hiddenTones.count(render::Tone::ok) == 1);
        QVERIFY(shown().hiddenTones.count(render::Tone::problem) == 0);
        QTRY_VERIFY(diagram().hiddenByFilter > 0);
        auto* clear = legend.findChild<QToolButton*>(QStringLiteral("clearFilter"));
        QTRY_VERIFY(clear->isVisible());
        QCOMPARE(ready->text().section(QLatin1Char(' '), -1).toInt(), all);  // counts stay those of everything
        clear->setFocus();
        key(Qt::Key_Space);
        QVERIFY(shown().hiddenTones.empty());
        QTRY_COMPARE(diagram().hiddenByFilter, 0);
        QTRY_VERIFY(!clear->isVisible());
    }

    void theLegendCountsWhatTheViewLists() {
        openDemo();
        auto& legend = m_window->legend();
        const auto count = [&] {
            int all = 0;
            for (const auto* button : legend.findChildren<QToolButton*>()) {
                if (button->isVisible() && button->isCheckable())
                    all += button->text().section(QLatin1Char(' '), -1).toInt();
            }
            return all;
        };
        const auto says = [&](int hidden) {
            for (const auto* label : legend.findChildren<QLabel*>()) {
                if (label->isVisible() && label->text() == QStringLiteral("%1 hidden by filter").arg(hidden))
                    return true;
            }
            return false;
        };
        const int all = static_cast<int>(m_window->session().graph()->nodes.size());
        const int ofTheChain = count();
        QVERIFY(ofTheChain > 0 && ofTheChain < all);
        for (const auto& [digit, view] : {std::pair<Qt::Key, const QAbstractItemView*>(Qt::Key_3, &m_window->table()),
                                          {Qt::Key_2, &m_window->tree()}}) {
            key(digit, Qt::ControlModifier);
            QTRY_VERIFY(view->isVisible());
            QCOMPARE(count(), all);
            key(Qt::Key_P, Qt::ControlModifier);
            if (digit == Qt::Key_3) {
                QVERIFY(view->model()->rowCount() < all);
                QVERIFY(says(all - view->model()->rowCount()));
            } else {
                QVERIFY(says(m_window->tree().hidden()));
            }
            QCOMPARE(count(), all);
            key(Qt::Key_P, Qt::ControlModifier);
            // Words hide rows too, and the button beside the number brings them back.
            key(Qt::Key_K, Qt::ControlModifier);
            type(QStringLiteral("kind:deployment"));
            auto* clear = legend.findChild<QToolButton*>(QStringLiteral("clearFilter"));
            QTRY_VERIFY(clear->isVisible());
            QTest::mouseClick(clear, Qt::LeftButton);
            QTRY_VERIFY(!clear->isVisible());
            QVERIFY(m_window->findBox().text().isEmpty());
        }
        m_window->actions().asGraph->trigger();
        // Nothing is held down any more: what comes next would be a choice in addition.
        QTest::keyRelease(m_window.get(), Qt::Key_Control);
        QTRY_COMPARE(count(), ofTheChain);
    }

    void everyViewFindsTheSame() {
        openDemo();
        const QString id = hop("Deployment", "prod", "frontend");
        QVERIFY(!id.isEmpty());
        key(Qt::Key_K, Qt::ControlModifier);
        type(QStringLiteral("deploy/frontend -n prod"));
        QTRY_VERIFY(m_window->findBox().findChild<QLabel*>()->text().endsWith(QStringLiteral(" of 1")) ||
                    m_window->findBox().findChild<QLabel*>()->text() == QStringLiteral("1 found"));
        key(Qt::Key_3, Qt::ControlModifier);
        QTRY_VERIFY(m_window->table().isVisible());
        QCOMPARE(page(), QString());
        QCOMPARE(m_window->table().model()->rowCount(), 1);
        QCOMPARE(m_window->table().model()->index(0, 0).data(desktop::graph_role::hopId).toString(), id);
        key(Qt::Key_2, Qt::ControlModifier);
        QTRY_VERIFY(m_window->tree().isVisible());
        QCOMPARE(m_window->tree().hidden(), static_cast<int>(m_window->session().graph()->nodes.size()) - 1);
    }

    void theZoomIsToldAndChangedOnTheGraph() {
        openDemo();
        auto* zoom = m_window->findChild<QWidget*>(QStringLiteral("zoom"));
        auto& graph = m_window->graph();
        QVERIFY(zoom != nullptr && zoom->isVisible());
        const auto buttons = zoom->findChildren<QToolButton*>();
        QCOMPARE(buttons.size(), qsizetype{4});
        const auto corner = [&] {
            return graph.viewport()->mapTo(m_window.get(), graph.viewport()->rect().bottomRight()) -
                   zoom->mapTo(m_window.get(), zoom->rect().bottomRight());
        };
        QVERIFY(corner().x() >= 0 && corner().x() < 5 && corner().y() >= 0 && corner().y() < 5);
        QVERIFY(zoom->height() <= 26);  // the margin that the graph keeps free
        const auto told = [&] { return QStringLiteral("%1 %").arg(std::lround(graph.scale() * 100)); };
        for (const int pressed : {0, 2, 1, 3}) {
            buttons[pressed]->setFocus();
            QVERIFY(!buttons[pressed]->accessibleName().isEmpty());
            const double before = graph.scale();
            key(Qt::Key_Space);
            if (pressed == 0) QVERIFY(graph.scale() < before);
            if (pressed == 2) QVERIFY(graph.scale() > before);
            if (pressed == 1) QCOMPARE(graph.scale(), 1.0);
            if (pressed == 3) QVERIFY(graph.showsEverything());
            QCOMPARE(buttons[1]->text(), told());
            QVERIFY(buttons[1]->accessibleName().contains(told()));
        }
        m_window->resize(m_window->size() - QSize(100, 80));
        QTRY_VERIFY(corner().x() >= 0 && corner().x() < 5 && corner().y() >= 0 && corner().y() < 5);
        m_window->actions().asTable->trigger();
        QTRY_VERIFY(!zoom->isVisible());
        m_window->actions().asGraph->trigger();
        QTRY_VERIFY(zoom->isVisible());
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

    // All its objects are ready, and its controller does not run.
    void whatOnlyTheVerdictNamesIsAProblem() {
        openDemo();
        const auto graph = m_window->session().graph();
        const auto chain = std::find_if(graph->chains.begin(), graph->chains.end(), [](const model::Chain& one) {
            return std::binary_search(one.members.begin(), one.members.end(), stoppedSource.toStdString());
        });
        QVERIFY(chain != graph->chains.end());
        const auto* model = m_window->chains().model();
        const int row = model->rowOf(QString::fromStdString(chain->id));
        const QVariantList counts = model->index(row).data(desktop::ChainsModel::countsRole).toList();
        QCOMPARE(counts, QVariantList({static_cast<int>(render::Tone::attention), 1}));
        m_window->chains().view()->selectionModel()->setCurrentIndex(m_window->chains().view()->model()->index(row, 0),
                                                                     QItemSelectionModel::ClearAndSelect);
        QCOMPARE(m_window->selection(), stoppedSource);
        m_window->actions().problemsOnly->trigger();
        QTRY_VERIFY(drawn() && diagram().hiddenByFilter > 0);
        QCOMPARE(page(), QString());
        QVERIFY(selectionIsShown());
        for (QAction* view : {m_window->actions().asTree, m_window->actions().asTable}) {
            view->trigger();
            QCOMPARE(page(), QString());
            QCOMPARE(m_window->selection(), stoppedSource);
        }
    }

    void problemsOnlyInAHealthyChainSaysSo() {
        openDemo();
        const auto graph = m_window->session().graph();
        const auto healthy = std::find_if(graph->chains.begin(), graph->chains.end(), [](const model::Chain& chain) {
            return chain.verdict.state == model::VerdictState::ready;
        });
        QVERIFY(healthy != graph->chains.end());
        // Said outright: a view would go by the modifier that was pressed last.
        m_window->chains().view()->selectionModel()->setCurrentIndex(
            m_window->chains().view()->model()->index(
                m_window->chains().model()->rowOf(QString::fromStdString(healthy->id)), 0),
            QItemSelectionModel::ClearAndSelect);
        key(Qt::Key_P, Qt::ControlModifier);
        QTRY_COMPARE(page(), QStringLiteral("No problems here."));
        QAbstractButton* show = offer(QStringLiteral("Show them"));
        QVERIFY(show != nullptr);
        show->setFocus();
        key(Qt::Key_Space);
        QTRY_COMPARE(page(), QString());
        QVERIFY(!m_window->actions().problemsOnly->isChecked());
    }

    void foldsAreToggledAndRemembered() {
        openDemo();
        const auto foldable = std::find_if(diagram().cards.begin(), diagram().cards.end(),
                                           [](const render::Card& card) { return card.foldable && !card.collapsed; });
        QVERIFY(foldable != diagram().cards.end());
        const std::string id = foldable->id;
        const std::size_t before = diagram().cards.size();
        m_window->graph().select(QString::fromStdString(id), true);
        QCOMPARE(m_window->selection().toStdString(), id);
        key(Qt::Key_Space, Qt::ControlModifier);
        QTRY_VERIFY(diagram().cards.size() != before);
        QCOMPARE(shown().collapsed.count(id) + shown().expanded.count(id), std::size_t(1));
        open();
        openDemo();
        QCOMPARE(shown().collapsed.count(id) + shown().expanded.count(id), std::size_t(1));
        m_window->graph().select(QString::fromStdString(id), true);
        key(Qt::Key_Space, Qt::ControlModifier);
        QTRY_COMPARE(diagram().cards.size(), before);
    }

    void revealingOpensWhatIsFoldedAndTellsOfFilters() {
        openDemo();
        const std::string web = hop("Deployment", "failed-source", "web").toStdString();
        QVERIFY(!web.empty());
        m_window->selectWhenSeen(QString::fromStdString(web));
        QTRY_COMPARE(m_window->graph().selected().toStdString(), web);
        // Fold its cause away: finding it opens that again.
        key(Qt::Key_Up, Qt::AltModifier);
        const QString cause = m_window->selection();
        key(Qt::Key_Space, Qt::ControlModifier);
        QTRY_VERIFY(!m_window->session().picture()->index.count(web));
        m_window->selectWhenSeen(QString::fromStdString(web));
        QTRY_COMPARE(m_window->graph().selected().toStdString(), web);
        QVERIFY(!shown().collapsed.count(cause.toStdString()));
    }

    void treeAndTableShowTheSame() {
        openDemo();
        const QString chosen = m_window->selection();
        key(Qt::Key_2, Qt::ControlModifier);
        QTRY_VERIFY(m_window->tree().isVisible());
        QCOMPARE(m_window->tree().selected(), chosen);
        key(Qt::Key_3, Qt::ControlModifier);
        QTRY_VERIFY(m_window->table().isVisible());
        QCOMPARE(m_window->table().selected(), chosen);
        QCOMPARE(m_window->table().model()->rowCount(), static_cast<int>(m_window->session().graph()->nodes.size()));
        // The find box filters here; when nothing is left, one button brings all back.
        key(Qt::Key_K, Qt::ControlModifier);
        type(QStringLiteral("no such thing"));
        QTRY_VERIFY(page().startsWith(QStringLiteral("0 of ")));
        QAbstractButton* clear = offer(QStringLiteral("Clear filter"));
        QVERIFY(clear != nullptr);
        QTest::mouseClick(clear, Qt::LeftButton);
        QTRY_VERIFY(m_window->table().isVisible());
        QCOMPARE(m_window->table().selected(), chosen);
        key(Qt::Key_1, Qt::ControlModifier);
        QTRY_VERIFY(m_window->graph().isVisible());
        QCOMPARE(m_window->selection(), chosen);
        QVERIFY(selectionIsShown());
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

    void zoomByKeyboard() {
        openDemo();
        auto& graph = m_window->graph();
        key(Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(graph.scale(), 1.0);
        key(Qt::Key_Plus, Qt::ControlModifier);
        QVERIFY(graph.scale() > 1);
        key(Qt::Key_Minus, Qt::ControlModifier);
        key(Qt::Key_Minus, Qt::ControlModifier);
        QVERIFY(graph.scale() < 1);
        key(Qt::Key_9, Qt::ControlModifier);
        QVERIFY(graph.scale() <= 1);
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
        m_log.holdAt("investigate");
        key(Qt::Key_F5);
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
