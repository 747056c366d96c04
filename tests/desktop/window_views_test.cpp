// What the views of the main window show of the demo: search, problems, filters, folds, zoom, tree and table.
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSet>
#include <QToolButton>

#include "desktop/graph/graph_view.h"
#include "desktop/window/chains_model.h"
#include "desktop/window/chains_pane.h"
#include "desktop/window/details_pane.h"
#include "desktop/window/find_box.h"
#include "desktop/window/graph_model_cells.h"
#include "desktop/window/legend_bar.h"
#include "desktop/window/table_view.h"
#include "desktop/window/tree_view.h"
#include "model/graph_findings.h"
#include "window_fixture.h"

using namespace scout;

namespace {

const QString stoppedSource = QStringLiteral("source.toolkit.fluxcd.io/OCIRepository/flux-system/stopped-source");

}  // namespace

class WindowViewsTest : public test::WindowFixture {
    Q_OBJECT

    QString hop(const std::string& kind, const std::string& ns, const std::string& name) const {
        for (const model::Hop& one : m_window->session().graph()->nodes) {
            if (one.kind == kind && one.ns == ns && one.name == name) return QString::fromStdString(one.id);
        }
        return {};
    }

  private slots:
    void init() { WindowFixture::init(); }
    void cleanup() { WindowFixture::cleanup(); }

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
        const auto& nodes = m_window->session().graph()->nodes;
        const int all = static_cast<int>(nodes.size());
        // What is merely claimed has no state, in whatever view.
        const int stateless = static_cast<int>(
            std::count_if(nodes.begin(), nodes.end(), [](const model::Hop& hop) { return hop.claimed; }));
        QVERIFY(stateless > 0);
        const int ofTheChain = count();
        QVERIFY(ofTheChain > 0 && ofTheChain < all);
        int unmatched = 0;
        for (const auto& [digit, view] : {std::pair<Qt::Key, const QAbstractItemView*>(Qt::Key_3, &m_window->table()),
                                          {Qt::Key_2, &m_window->tree()}}) {
            key(digit, Qt::ControlModifier);
            QTRY_VERIFY(view->isVisible());
            QCOMPARE(count(), all - stateless);
            key(Qt::Key_P, Qt::ControlModifier);
            if (digit == Qt::Key_3) {
                QVERIFY(view->model()->rowCount() < all);
                unmatched = all - view->model()->rowCount();
            }
            QVERIFY(says(unmatched));
            QCOMPARE(count(), all - stateless);
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

    /// Of the open chain, and of another one: that one is opened. And back again.
    void whatIsChosenInAnotherViewIsShownInTheGraph() {
        openDemo();
        const QString web = hop("Deployment", "failed-source", "web");
        const QString frontend = hop("Deployment", "prod", "frontend");
        QVERIFY(!web.isEmpty() && !frontend.isEmpty());
        const auto holdsIt = [&](const QString& id) {
            const auto graph = m_window->session().graph();
            const model::Chain* chain = shown().chains.size() == 1 ? graph->chain(*shown().chains.begin()) : nullptr;
            return chain != nullptr &&
                   std::binary_search(chain->members.begin(), chain->members.end(), id.toStdString()) &&
                   m_window->chains().selected() == shown().chains;
        };
        const auto isShown = [&](const QString& id) {
            const auto& graph = m_window->graph();
            return m_window->details().subject() == id && drawn() && graph.selected() == id &&
                   graph.viewport()->rect().contains(graph.cardRect(id));
        };
        const auto choose = [&](Qt::Key view, const QString& id) {
            key(view, Qt::ControlModifier);
            QWidget* shownView = view == Qt::Key_2 ? static_cast<QWidget*>(&m_window->tree()) : &m_window->table();
            QTRY_VERIFY(shownView->isVisible());
            if (view == Qt::Key_2) {
                m_window->tree().select(id);
                emit m_window->tree().hopSelected(m_window->tree().selected());
            } else {
                m_window->table().select(id);
                emit m_window->table().hopSelected(m_window->table().selected());
            }
            QCOMPARE(m_window->selection(), id);
            key(Qt::Key_1, Qt::ControlModifier);
            QTest::keyRelease(m_window.get(), Qt::Key_Control);
        };
        for (const Qt::Key view : {Qt::Key_2, Qt::Key_3}) {
            for (const QString& id : {web, frontend, web}) {
                choose(view, id);
                QTRY_VERIFY2(isShown(id), qPrintable(m_window->graph().selected()));
                QVERIFY(holdsIt(id));
            }
        }
        key(Qt::Key_Left, Qt::AltModifier);
        QTRY_VERIFY(isShown(frontend));
        QVERIFY(holdsIt(frontend));
        // Of all chains: it is there already.
        key(Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(shown().chains.empty() && drawn());
        choose(Qt::Key_3, web);
        QTRY_VERIFY2(isShown(web), qPrintable(m_window->graph().selected()));
        QVERIFY(shown().chains.empty());
    }

    /// The tree is remembered: what was placed while it hid the graph is as a chain that opens before everybody's eyes.
    void theGraphBehindTheTreeOpensAsAWhole() {
        const QSize size(1440, 900);
        const auto graph = [this]() -> const desktop::GraphView& { return m_window->graph(); };
        m_window->resize(size);
        QTRY_COMPARE(m_window->size(), size);
        openDemo();
        QTRY_VERIFY(graph().showsEverything());
        const double scale = graph().scale();
        const QRect place = graph().cardRect(graph().selected());
        key(Qt::Key_2, Qt::ControlModifier);
        open();
        m_window->resize(size);
        QTRY_COMPARE(m_window->size(), size);
        openDemo();
        QVERIFY(m_window->tree().isVisible());
        key(Qt::Key_1, Qt::ControlModifier);
        QTest::keyRelease(m_window.get(), Qt::Key_Control);
        QTRY_VERIFY(graph().isVisible());
        QVERIFY(selectionIsShown());
        QVERIFY2(graph().showsEverything(), qPrintable(QString::number(graph().scale())));
        QCOMPARE(graph().scale(), scale);
        QCOMPARE(graph().cardRect(graph().selected()), place);
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
};

QTEST_MAIN(WindowViewsTest)
#include "window_views_test.moc"
