// The tree and the table as views: what stays through updates, copying, keys, filters.
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include "desktop/window/find_query.h"
#include "desktop/window/graph_model_cells.h"
#include "desktop/window/table_view.h"
#include "desktop/window/tree_view.h"
#include "models_graph.h"

using namespace scout;
using namespace scout::desktop;

namespace {

const QString web = QStringLiteral("apps/Deployment/prod/web");
const QString badPod = QStringLiteral("/Pod/prod/web-7d4b-b");

std::shared_ptr<const model::Graph> with(const std::shared_ptr<const model::Graph>& graph,
                                         const std::function<void(model::Graph&)>& change) {
    model::Graph copy = *graph;
    change(copy);
    return test::sorted(std::move(copy));
}

std::shared_ptr<const model::Graph> without(const std::shared_ptr<const model::Graph>& graph, const std::string& name) {
    return with(graph, [&](model::Graph& copy) {
        std::erase_if(copy.nodes, [&](const model::Hop& hop) { return hop.name == name; });
    });
}

int rowsShown(const QTreeView& tree) {
    int rows = 0;
    for (QModelIndex at = tree.model()->index(0, 0); at.isValid(); at = tree.indexBelow(at)) ++rows;
    return rows;
}

/// The row that stands at the top, and where.
std::pair<QString, int> top(const QAbstractItemView& view) {
    const QModelIndex index = view.indexAt(QPoint(0, 0));
    return {index.data(graph_role::hopId).toString(), view.visualRect(index).y()};
}

template <typename View>
void expose(View& view, int width, int height) {
    view.resize(width, height);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
}

std::set<std::string> found(const std::shared_ptr<const model::Graph>& graph, const char* text) {
    const auto ids = FindIndex(graph).find(parseFind(QString::fromLatin1(text)));
    return {ids.begin(), ids.end()};
}

}  // namespace

class ModelsViewsTest : public QObject {
    Q_OBJECT

  private slots:
    void selectionSurvivesUpdates() {
        const auto graph = test::smallGraph();
        TreeView tree;
        TableView table;
        expose(tree, 900, 400);
        expose(table, 900, 400);
        tree.setGraph(graph);
        table.setGraph(graph);
        QSignalSpy treeSelected(&tree, &TreeView::hopSelected);
        QSignalSpy tableSelected(&table, &TableView::hopSelected);
        tree.select(badPod);
        table.select(badPod);
        for (const auto& next : {without(graph, "web-7d4b-a"), graph, without(graph, "stray"), graph}) {
            tree.setGraph(next);
            table.setGraph(next);
            QCOMPARE(tree.selected(), badPod);
            QCOMPARE(table.selected(), badPod);
        }
        // What is gone is selected no more, and nothing in its place.
        tree.setGraph(without(graph, "web-7d4b-b"));
        table.setGraph(without(graph, "web-7d4b-b"));
        QCOMPARE(tree.selected(), QString());
        QCOMPARE(table.selected(), QString());
        tree.setGraph(graph);
        table.setGraph(graph);
        tree.select(badPod);
        table.select(badPod);
        // Only the user's own choice is told.
        QCOMPARE(treeSelected.size(), 0);
        QCOMPARE(tableSelected.size(), 0);
        table.setFocus();
        QTest::keyClick(&table, Qt::Key_Down);
        QCOMPARE(tableSelected.size(), 1);
        QTest::keyClick(&tree, Qt::Key_Down);
        QCOMPARE(treeSelected.size(), 1);
        QCOMPARE(treeSelected[0][0].toString(), QStringLiteral("/Pod/prod/web-7d4b-a"));
    }

    void expansionSurvivesUpdatesAndFilters() {
        const auto graph = test::smallGraph();
        TreeView tree;
        expose(tree, 900, 400);
        tree.setGraph(graph);
        // A small graph is open at first.
        QCOMPARE(rowsShown(tree), 15);
        tree.collapseAll();
        QCOMPARE(rowsShown(tree), 4);
        tree.select(web);
        const int open = rowsShown(tree);
        QVERIFY(open > 4);
        tree.setGraph(without(graph, "stray"));
        tree.setGraph(graph);
        QCOMPARE(rowsShown(tree), open);
        tree.setFilter({}, found(graph, "kind:pod is:ready"));
        QCOMPARE(rowsShown(tree), 6);
        QCOMPARE(tree.hidden(), 9);
        tree.setFilter({});
        QCOMPARE(rowsShown(tree), open);
        QCOMPARE(tree.hidden(), 0);
        QCOMPARE(tree.selected(), web);
    }

    void theRowAtTheTopStaysThere() {
        const auto graph = test::largeGraph(3, 200);
        const auto more = with(graph, [](model::Graph& copy) {
            for (int next = 0; next < 40; ++next) {
                copy.nodes.push_back(test::hop("", "Pod", "aaa", "new-" + std::to_string(next), model::State::failed));
            }
        });
        TableView table;
        expose(table, 900, 400);
        table.setGraph(graph);
        table.verticalScrollBar()->setValue(table.verticalScrollBar()->maximum() / 2);
        const auto before = top(table);
        QVERIFY(!before.first.isEmpty());
        table.setGraph(more);
        QCOMPARE(top(table), before);
        // At its beginning a list stays at its beginning.
        table.verticalScrollBar()->setValue(0);
        table.setGraph(graph);
        table.setGraph(more);
        QCOMPARE(table.verticalScrollBar()->value(), 0);

        TreeView tree;
        expose(tree, 900, 400);
        tree.setGraph(graph);
        tree.expandAll();
        tree.verticalScrollBar()->setValue(tree.verticalScrollBar()->maximum() / 2);
        const auto inTree = top(tree);
        QVERIFY(!inTree.first.isEmpty());
        tree.setGraph(with(graph, [&](model::Graph& copy) {
            const auto extra = test::hop("apps", "Deployment", "ns-0", "aaa", model::State::failed);
            copy.nodes.push_back(extra);
            const auto applier = *copy.find("example.dev/Applier/flux/apps-0");
            copy.edges.push_back(test::edge(applier, extra, "applies", model::Grade::inventory));
            for (model::Chain& one : copy.chains) {
                if (one.id == applier.id) one.members.push_back(extra.id);
            }
        }));
        QCOMPARE(top(tree), inTree);
    }

    void hiddenViewsCatchUpWhenShown() {
        TableView table;
        table.setGraph(test::smallGraph());
        table.select(badPod);
        QCOMPARE(table.selected(), badPod);
        table.setFilter({}, found(test::smallGraph(), "kind:pod"));
        QCOMPARE(table.hidden(), 8);
        QCOMPARE(table.model()->rowCount(), 0);
        expose(table, 900, 400);
        QCOMPARE(table.model()->rowCount(), 2);
        QCOMPARE(table.selected(), badPod);
        TreeView tree;
        tree.setGraph(test::smallGraph());
        tree.select(badPod);
        QCOMPARE(tree.selected(), badPod);
        expose(tree, 900, 400);
        QCOMPARE(tree.selected(), badPod);
        QVERIFY(!tree.visualRect(tree.currentIndex()).isEmpty());
    }

    void rowsAreCopiedAsTsv() {
        TableView table;
        expose(table, 900, 400);
        table.setClock([] { return *base::parseTime("2026-11-21T04:00:00Z"); });
        table.setGraph(test::smallGraph());
        table.setFilter({}, found(test::smallGraph(), "kind:pod"));
        table.selectAll();
        table.setFocus();
        QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
        const QString because = QStringLiteral("ReplicaSet/web-7d4b names Pod/");
        QCOMPARE(
            QGuiApplication::clipboard()->text().split(QLatin1Char('\n')),
            QStringList({QStringLiteral("Kind\tName\tNamespace\tState\tStatus\tRevision\tAge\tBecause"),
                         QStringLiteral("Pod\tweb-7d4b-b\tprod\tfailed\t0/1 ready\t\t120m\t%1web-7d4b-b").arg(because),
                         QStringLiteral("Pod\tweb-7d4b-a\tprod\tready\t1/1 ready\t\t60m\t%1web-7d4b-a").arg(because),
                         QString()}));
        TreeView tree;
        expose(tree, 900, 400);
        tree.setGraph(test::smallGraph());
        tree.header()->hideSection(static_cast<int>(GraphColumn::because));
        tree.select(web);
        QTest::keyClick(&tree, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(
            QStringLiteral("Name\tKind\tNamespace\tState\tStatus\tRevision\tAge\nweb\tDeployment\tprod\tprogressing")));
    }

    void enterOpensAndMenusKnowTheirObject() {
        TreeView tree;
        TableView table;
        expose(tree, 900, 400);
        expose(table, 900, 400);
        tree.setGraph(test::smallGraph());
        table.setGraph(test::smallGraph());
        QSignalSpy treeOpened(&tree, &TreeView::opened);
        QSignalSpy tableOpened(&table, &TableView::opened);
        QSignalSpy treeMenu(&tree, &TreeView::menuRequested);
        QSignalSpy tableMenu(&table, &TableView::menuRequested);
        tree.select(web);
        table.select(web);
        QTest::keyClick(&tree, Qt::Key_Return);
        QTest::keyClick(&table, Qt::Key_Enter);
        QCOMPARE(treeOpened.takeFirst()[0].toString(), web);
        QCOMPARE(tableOpened.takeFirst()[0].toString(), web);
        const auto press = [](QAbstractItemView& view, QContextMenuEvent::Reason reason) {
            const QPoint at = view.visualRect(view.currentIndex()).center();
            QContextMenuEvent event(reason, at, view.viewport()->mapToGlobal(at));
            QCoreApplication::sendEvent(view.viewport(), &event);
        };
        press(tree, QContextMenuEvent::Keyboard);
        press(table, QContextMenuEvent::Mouse);
        QCOMPARE(treeMenu.takeFirst()[0].toString(), web);
        QCOMPARE(tableMenu.takeFirst()[0].toString(), web);
        const QPoint row = table.visualRect(table.currentIndex()).center();
        // The view opens what was pressed before.
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, row);
        QTest::mouseDClick(table.viewport(), Qt::LeftButton, {}, row);
        QCOMPARE(tableOpened.size(), 1);
        QCOMPARE(tableOpened.takeFirst()[0].toString(), web);
        // A double click opens; it does not fold.
        const int shown = rowsShown(tree);
        const QPoint inTree = tree.visualRect(tree.currentIndex().siblingAtColumn(1)).center();
        QTest::mouseClick(tree.viewport(), Qt::LeftButton, {}, inTree);
        QTest::mouseDClick(tree.viewport(), Qt::LeftButton, {}, inTree);
        QCOMPARE(treeOpened.size(), 1);
        QCOMPARE(rowsShown(tree), shown);
    }

    void headersSort() {
        TableView table;
        expose(table, 900, 400);
        table.setGraph(test::smallGraph());
        const auto first = [&] {
            return table.model()->index(0, static_cast<int>(GraphColumn::name)).data().toString();
        };
        QCOMPARE(first(), QStringLiteral("web-7d4b-b"));
        QHeaderView* header = table.horizontalHeader();
        const QPoint name(header->sectionViewportPosition(static_cast<int>(GraphColumn::name)) + 20, 8);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, name);
        QCOMPARE(first(), QStringLiteral("apps"));
    }

    void fiftyThousandObjects() {
        const auto graph = test::largeGraph(100, 501);
        QVERIFY(graph->nodes.size() > 50000);
        TreeView tree;
        TableView table;
        expose(tree, 900, 400);
        expose(table, 900, 400);
        tree.setGraph(graph);
        table.setGraph(graph);
        QCOMPARE(table.model()->rowCount(), static_cast<int>(graph->nodes.size()));
        QCOMPARE(tree.model()->rowCount(), 100);
        const QString last = QStringLiteral("apps/Deployment/ns-99/web-498");
        tree.select(last);
        table.select(last);
        QCOMPARE(tree.selected(), last);
        QCOMPARE(table.selected(), last);
        const auto less = without(graph, "web-7");
        tree.setGraph(less);
        table.setGraph(less);
        QCOMPARE(table.model()->rowCount(), static_cast<int>(less->nodes.size()));
        QCOMPARE(tree.selected(), last);
        QCOMPARE(table.selected(), last);
    }
};

QTEST_MAIN(ModelsViewsTest)
#include "models_views_test.moc"
