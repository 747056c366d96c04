// The chains list: the model by difference, and the pane that keeps selection and scroll position.
#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <random>

#include "desktop/window/chains_model.h"
#include "desktop/window/chains_pane.h"
#include "models_graph.h"

using namespace scout;
using desktop::ChainsModel;
using desktop::ChainsPane;

namespace {

/// Managed chains "app-00" ..., the worst first; every seventh of them failed, and after them unmanaged ones.
std::shared_ptr<const model::Graph> chains(const std::vector<int>& numbers, int unmanaged = 0) {
    model::Graph graph;
    const auto add = [&](const std::string& name, model::VerdictState verdict, const std::string& tool) {
        const auto top = test::hop("example.dev", "Applier", "team", name,
                                   verdict == model::VerdictState::ready ? model::State::ready : model::State::failed);
        graph.nodes.push_back(top);
        graph.chains.push_back(test::chain(top, verdict, {top}));
        graph.chains.back().tool = tool;
    };
    for (const int number : numbers) {
        const std::string digits = std::to_string(number);
        add("app-" + std::string(3 - digits.size(), '0') + digits,
            number % 7 == 0 ? model::VerdictState::failed : model::VerdictState::ready, "flux");
    }
    for (int i = 0; i < unmanaged; ++i) add("loose-" + std::to_string(i), model::VerdictState::failed, "none");
    auto out = graph;
    model::sortChains(out.chains, *test::sorted(graph));
    return test::sorted(std::move(out));
}

std::vector<int> upTo(int count) {
    std::vector<int> out;
    for (int i = 0; i < count; ++i) out.push_back(i);
    return out;
}

QString idOf(const char* name) {
    return QStringLiteral("example.dev/Applier/team/") + QString::fromLatin1(name);
}

QStringList names(const QAbstractItemModel& model) {
    QStringList out;
    for (int row = 0; row < model.rowCount(); ++row) out << model.index(row, 0).data().toString();
    return out;
}

}  // namespace

class ChainsListTest : public QObject {
    Q_OBJECT

  private slots:
    void worstFirstAndUnmanagedLast() {
        ChainsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(model.rowCount(), 0);
        model.setGraph(chains({1, 2, 7}, 2));
        QCOMPARE(names(model),
                 QStringList({QStringLiteral("app-007"), QStringLiteral("app-001"), QStringLiteral("app-002"),
                              QStringLiteral("loose-0"), QStringLiteral("loose-1")}));
        QCOMPARE(model.unmanaged(), 2);
        const QModelIndex first = model.index(0);
        QCOMPARE(first.data(ChainsModel::toolRole).toString(), QStringLiteral("flux"));
        QCOMPARE(first.data(ChainsModel::nsRole).toString(), QStringLiteral("team"));
        QCOMPARE(first.data(ChainsModel::verdictRole).toString(), QStringLiteral("failed: something is wrong"));
        QCOMPARE(first.data(ChainsModel::totalRole).toInt(), 1);
        QCOMPARE(first.data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Applier app-007 in team, flux, failed: something is wrong, 1 failed"));
        QCOMPARE(model.index(3).data(ChainsModel::toolRole).toString(), QString());
        QVERIFY(!model.index(3).data(ChainsModel::managedRole).toBool());
        QCOMPARE(model.rowOf(idOf("app-002")), 2);
        QCOMPARE(model.rowOf(idOf("none")), -1);
        model.setGraph(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    /// What could not be read may be what manages it.
    void notManagedIsSaidWhereThatWasSeen() {
        const auto said = [](model::VerdictState verdict) {
            model::Graph graph;
            const auto top = test::hop("example.dev", "Applier", "team", "loose", model::State::ready);
            graph.nodes = {top};
            graph.chains = {test::chain(top, verdict, {top})};
            graph.chains.front().tool = "none";
            ChainsModel model;
            model.setGraph(test::sorted(std::move(graph)));
            const QModelIndex row = model.index(0);
            return row.data(Qt::AccessibleTextRole).toString().section(QStringLiteral(", "), 1, 1) +
                   (row.data(ChainsModel::unseenRole).toBool() ? QStringLiteral(", unseen") : QString());
        };
        QCOMPARE(said(model::VerdictState::unmanaged), QStringLiteral("not managed"));
        QCOMPARE(said(model::VerdictState::incomplete), QStringLiteral("no applier known, unseen"));
    }

    void markupOfTheClusterStaysText() {
        model::Graph graph;
        const auto top = test::hop("example.dev", "Applier", "team", "<b>x</b>", model::State::ready);
        graph.nodes = {top};
        graph.chains = {test::chain(top, model::VerdictState::ready, {top})};
        ChainsModel model;
        model.setGraph(test::sorted(std::move(graph)));
        QVERIFY(model.index(0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("&lt;b&gt;x")));
    }

    /// Whatever comes, goes and changes: the rows are those of a model that was filled at once, and a persistent index
    /// stays on its chain.
    void anyDifferenceIsTakenUp() {
        std::mt19937 random(7);
        ChainsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        for (int round = 0; round < 60; ++round) {
            std::vector<int> some;
            for (int i = 0; i < 30; ++i) {
                if (random() % 3 != 0) some.push_back(i);
            }
            const auto graph = chains(some, static_cast<int>(random() % 4));
            std::vector<std::pair<QPersistentModelIndex, QString>> kept;
            for (int row = 0; row < model.rowCount(); ++row) kept.emplace_back(model.index(row), model.idAt(row));
            model.setGraph(graph);
            ChainsModel fresh;
            fresh.setGraph(graph);
            QCOMPARE(names(model), names(fresh));
            for (const auto& [index, id] : kept) {
                QCOMPARE(index.isValid(), fresh.rowOf(id) >= 0);
                if (index.isValid()) QCOMPARE(model.idAt(index.row()), id);
            }
        }
    }

    void onlyWhatChangedIsTold() {
        ChainsModel model;
        model.setGraph(chains({1, 2, 3}));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy moved(&model, &QAbstractItemModel::layoutChanged);
        model.setGraph(chains({1, 2, 3}));
        QCOMPARE(changed.count() + inserted.count() + moved.count(), 0);
        model.setGraph(chains({1, 2, 3, 4}));
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(changed.count() + moved.count(), 0);
        model.setGraph(chains({1, 2, 3, 4, 0}));  // a failed one comes to the top
        QCOMPARE(moved.count(), 1);
    }

    void arrivalKeepsSelectionAndScrollPosition() {
        ChainsPane pane;
        pane.resize(260, 500);
        pane.setGraph(chains(upTo(60)));
        pane.show();
        QVERIFY(QTest::qWaitForWindowExposed(&pane));
        QSignalSpy told(&pane, &ChainsPane::selectionChanged);
        pane.select({idOf("app-040").toStdString()});
        QScrollBar* bar = pane.view()->verticalScrollBar();
        bar->setValue(bar->maximum() / 2);
        const QModelIndex top = pane.view()->indexAt(QPoint(4, 4));
        QVERIFY(top.isValid());
        const QString topName = top.data().toString();
        const int topAt = pane.view()->visualRect(top).top();
        // Forty more, ten of them worse than all that is in view.
        pane.setGraph(chains(upTo(100)));
        QCOMPARE(pane.selected(), std::set<std::string>{idOf("app-040").toStdString()});
        const QModelIndex now = pane.view()->indexAt(QPoint(4, 4));
        QCOMPARE(now.data().toString(), topName);
        QCOMPARE(pane.view()->visualRect(now).top(), topAt);
        QCOMPARE(told.count(), 0);
    }

    void keyboardAndSeveral() {
        ChainsPane pane;
        pane.setGraph(chains({1, 2, 3}));
        pane.show();
        QVERIFY(QTest::qWaitForWindowExposed(&pane));
        QSignalSpy told(&pane, &ChainsPane::selectionChanged);
        QSignalSpy opened(&pane, &ChainsPane::opened);
        pane.view()->setFocus();
        QTest::keyClick(pane.view(), Qt::Key_Home);
        QTest::keyClick(pane.view(), Qt::Key_Down);
        QCOMPARE(pane.selected(), std::set<std::string>{idOf("app-002").toStdString()});
        QTest::keyClick(pane.view(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(pane.selected(),
                 (std::set<std::string>{idOf("app-002").toStdString(), idOf("app-003").toStdString()}));
        QVERIFY(told.count() >= 2);
        QTest::keyClick(pane.view(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(pane.selected(), std::set<std::string>{});  // all, also those that come later
        QTest::keyClick(pane.view(), Qt::Key_Return);
        QTRY_COMPARE(opened.count(), 1);
    }

    void searchFiltersAndNamesNothing() {
        ChainsPane pane;
        pane.setGraph(chains({1, 2, 7, 12}, 1));
        pane.show();
        QVERIFY(QTest::qWaitForWindowExposed(&pane));
        QSignalSpy told(&pane, &ChainsPane::selectionChanged);
        pane.select({idOf("app-001").toStdString()});
        auto* search = pane.findChild<QLineEdit*>(QStringLiteral("chainsSearch"));
        pane.focusSearch();
        QTest::keyClicks(search, QStringLiteral("2"));
        QCOMPARE(names(*pane.view()->model()), QStringList({QStringLiteral("app-002"), QStringLiteral("app-012")}));
        QCOMPARE(told.count(), 0);  // searching shows nothing else
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(pane.selected(), std::set<std::string>{idOf("app-002").toStdString()});
        QTest::keyClicks(search, QStringLiteral(" nowhere"));
        QCOMPARE(pane.view()->model()->rowCount(), 0);
        QVERIFY(!pane.view()->isVisible());
        QTest::keyClick(search, Qt::Key_Escape);
        QCOMPARE(pane.view()->model()->rowCount(), 5);
        QTest::keyClicks(search, QStringLiteral("not managed"));
        QCOMPARE(names(*pane.view()->model()), QStringList(QStringLiteral("loose-0")));
    }

    void namespacesFilterByTheirObjects() {
        ChainsPane pane;
        const auto graph = test::smallGraph();
        pane.setGraph(graph);
        const int all = pane.view()->model()->rowCount();
        pane.setNamespaces({QStringLiteral("nowhere")});
        QCOMPARE(pane.view()->model()->rowCount(), 0);
        pane.setNamespaces({QString::fromStdString(graph->find(graph->chains.front().id)->ns)});
        QVERIFY(pane.view()->model()->rowCount() > 0);
        pane.setNamespaces({});
        QCOMPARE(pane.view()->model()->rowCount(), all);
    }
};

QTEST_MAIN(ChainsListTest)
#include "chains_list_test.moc"
