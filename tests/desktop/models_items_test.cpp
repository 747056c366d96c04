// The tree and the table as models: what they hold, and that updates by difference end where a fresh model begins.
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <random>
#include <set>

#include "desktop/window/chains_model.h"
#include "desktop/window/find_query.h"
#include "desktop/window/graph_model_filter.h"
#include "desktop/window/graph_model_table.h"
#include "desktop/window/graph_model_tree.h"
#include "desktop/window/plain_text.h"
#include "models_graph.h"
#include "render/marks.h"
#include "render/picture.h"

using namespace scout;
using namespace scout::desktop;

namespace {

constexpr auto fatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

int column(GraphColumn of) {
    return static_cast<int>(of);
}

/// Hop id -> state in words, of all rows that are objects.
std::map<QString, QString> statesOf(const QAbstractItemModel& model, const QModelIndex& parent = {}) {
    std::map<QString, QString> states;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        if (!index.data(graph_role::chainId).isValid()) {
            states[index.data(graph_role::hopId).toString()] =
                index.siblingAtColumn(column(GraphColumn::state)).data().toString();
        }
        states.merge(statesOf(model, index));
    }
    return states;
}

QStringList names(const QAbstractItemModel& model, const QModelIndex& parent = {}) {
    QStringList out;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        out << model.index(row, column(GraphColumn::name), parent).data().toString();
    }
    return out;
}

std::shared_ptr<const model::Graph> changed(const std::shared_ptr<const model::Graph>& graph,
                                            const std::function<void(model::Graph&)>& change) {
    model::Graph copy = *graph;
    change(copy);
    return test::sorted(std::move(copy));
}

std::set<std::string> found(const std::shared_ptr<const model::Graph>& graph, const QString& text) {
    const auto ids = FindIndex(graph).find(parseFind(text));
    return {ids.begin(), ids.end()};
}

}  // namespace

class ModelsItemsTest : public QObject {
    Q_OBJECT

  private slots:
    void theTreeHangsEffectsBelowTheirPrimaryCause() {
        GraphTreeModel tree;
        QAbstractItemModelTester tester(&tree, fatal);
        tree.setGraph(test::smallGraph());
        QStringList shape;
        for (const QString& row : test::dump(tree)) shape << row.section(QLatin1Char('|'), 0, 1);
        QCOMPARE(shape,
                 QStringList({QStringLiteral("Chain|Deployment/stray"), QStringLiteral("  Deployment|stray"),
                              QStringLiteral("Chain|Applier/apps"), QStringLiteral("  Source|repo"),
                              QStringLiteral("    Applier|apps"), QStringLiteral("      Deployment|web"),
                              QStringLiteral("        ReplicaSet|web-7d4b"), QStringLiteral("          Pod|web-7d4b-a"),
                              QStringLiteral("          Pod|web-7d4b-b"), QStringLiteral("Chain|Applier/infra"),
                              QStringLiteral("  Source|repo"), QStringLiteral("    Applier|infra"),
                              QStringLiteral("      Deployment|dns"), QStringLiteral("|In no chain"),
                              QStringLiteral("  ConfigMap|settings")}));
    }

    void graphTreeTableAndPictureHoldTheSameObjectsAndStates_data() {
        QTest::addColumn<bool>("demo");
        QTest::newRow("small") << false;
        QTest::newRow("demo") << true;
    }
    void graphTreeTableAndPictureHoldTheSameObjectsAndStates() {
        QFETCH(bool, demo);
        const auto graph = demo ? test::demoGraph() : test::smallGraph();
        QVERIFY(graph);
        QVERIFY(graph->nodes.size() > 5);
        std::map<QString, QString> expected;
        for (const model::Hop& hop : graph->nodes) {
            expected[QString::fromStdString(hop.id)] = line(render::markOf(hop).word);
        }
        GraphTreeModel tree;
        tree.setGraph(graph);
        QCOMPARE(statesOf(tree), expected);
        GraphTableModel table;
        table.setGraph(graph);
        QCOMPARE(table.rowCount(), static_cast<int>(graph->nodes.size()));
        QCOMPARE(statesOf(table), expected);

        render::DiagramOptions all;
        all.budget = 0;
        all.replicaSets = true;
        std::map<QString, QString> drawn;
        std::set<QString> folded;
        for (const render::Card& card : render::diagramOf(*graph, all).cards) {
            for (const std::string& id : card.folded) folded.insert(QString::fromStdString(id));
            if (card.folded.empty()) drawn[QString::fromStdString(card.id)] = line(card.word);
        }
        for (const auto& [id, word] : expected) {
            if (folded.count(id) == 0) QCOMPARE(drawn[id], word);
        }
        QCOMPARE(drawn.size() + folded.size(), expected.size());
    }

    void randomUpdatesEndWhereAFreshModelBegins() {
        std::mt19937 random(20261121);
        GraphTreeModel tree;
        GraphTableModel table;
        GraphFilter treeFilter;
        GraphFilter tableFilter;
        treeFilter.setSourceModel(&tree);
        tableFilter.setSourceModel(&table);
        treeFilter.sort(column(GraphColumn::state));
        tableFilter.sort(column(GraphColumn::name), Qt::DescendingOrder);
        QAbstractItemModelTester treeTester(&tree, fatal);
        QAbstractItemModelTester tableTester(&table, fatal);
        QAbstractItemModelTester treeFilterTester(&treeFilter, fatal);
        QAbstractItemModelTester tableFilterTester(&tableFilter, fatal);
        for (int update = 0; update < 120; ++update) {
            const auto graph = test::randomGraph(random);
            tree.setGraph(graph);
            table.setGraph(graph);
            treeFilter.setFilter({}, found(graph, QStringLiteral("o1")));
            tableFilter.setFilter({render::Tone::ok}, found(graph, QStringLiteral("kind:pod")));
            GraphTreeModel freshTree;
            freshTree.setGraph(graph);
            GraphTableModel freshTable;
            freshTable.setGraph(graph);
            QCOMPARE(test::dump(tree), test::dump(freshTree));
            QCOMPARE(test::dump(table), test::dump(freshTable));
            GraphFilter fresh;
            fresh.setSourceModel(&freshTree);
            fresh.setFilter({}, found(graph, QStringLiteral("o1")));
            QStringList filtered = test::dump(treeFilter);
            QStringList expected = test::dump(fresh);
            filtered.sort();
            expected.sort();
            QCOMPARE(filtered, expected);
            QCOMPARE(statesOf(tree).size(), graph->nodes.size());
        }
    }

    void whatDoesNotChangeIsNotTold() {
        const auto graph = test::smallGraph();
        GraphTreeModel tree;
        GraphTableModel table;
        tree.setGraph(graph);
        table.setGraph(graph);
        QSignalSpy treeChanged(&tree, &QAbstractItemModel::dataChanged);
        QSignalSpy tableChanged(&table, &QAbstractItemModel::dataChanged);
        QSignalSpy inserted(&table, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&table, &QAbstractItemModel::rowsRemoved);
        const auto more = changed(graph, [](model::Graph& copy) {
            for (model::Hop& hop : copy.nodes) {
                if (hop.name == "dns") hop.health.status = "1/2 ready";
            }
            copy.nodes.push_back(test::hop("", "Pod", "kube", "new", model::State::ready));
        });
        tree.setGraph(more);
        table.setGraph(more);
        QCOMPARE(tableChanged.size(), 1);
        QCOMPARE(tableChanged[0][0].toModelIndex().data(graph_role::hopId).toString(),
                 QStringLiteral("apps/Deployment/kube/dns"));
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(removed.size(), 0);
        // The object, and the row that counts what is in no chain.
        QCOMPARE(treeChanged.size(), 2);
    }

    void rowsKeepTheirIdentityThroughUpdates() {
        const auto graph = test::smallGraph();
        GraphTreeModel tree;
        GraphTableModel table;
        tree.setGraph(graph);
        table.setGraph(graph);
        const QString id = QStringLiteral("/Pod/prod/web-7d4b-b");
        const QPersistentModelIndex inTree = tree.indexOf(id);
        const QPersistentModelIndex inTable = table.indexOf(id);
        const auto less = changed(graph, [](model::Graph& copy) {
            std::erase_if(copy.nodes, [](const model::Hop& hop) { return hop.name == "web-7d4b-a"; });
            copy.nodes.push_back(test::hop("", "Pod", "aaa", "first", model::State::ready));
        });
        tree.setGraph(less);
        table.setGraph(less);
        QCOMPARE(inTree.data(graph_role::hopId).toString(), id);
        QCOMPARE(inTable.data(graph_role::hopId).toString(), id);
        QCOMPARE(inTree.row(), 0);
    }

    void manyChangesAtOnceResetTheTable() {
        const auto even = test::largeGraph(2, 1400);
        const auto odd = changed(even, [](model::Graph& copy) {
            std::erase_if(copy.nodes, [](const model::Hop& hop) { return hop.name.back() % 2 == 0; });
        });
        GraphTableModel table;
        table.setGraph(odd);
        QSignalSpy reset(&table, &QAbstractItemModel::modelReset);
        QAbstractItemModelTester tester(&table, fatal);
        table.setGraph(even);
        QCOMPARE(reset.size(), 1);
        QCOMPARE(table.rowCount(), static_cast<int>(even->nodes.size()));
    }

    void columnsSortBySeverityNameAndAge() {
        GraphTableModel table;
        GraphFilter filter;
        filter.setSourceModel(&table);
        table.setGraph(test::smallGraph());
        filter.sort(column(GraphColumn::state));
        QCOMPARE(names(filter).mid(0, 2), QStringList({QStringLiteral("web-7d4b-b"), QStringLiteral("apps")}));
        QCOMPARE(filter.index(2, column(GraphColumn::state)).data().toString(), QStringLiteral("progressing"));
        filter.sort(column(GraphColumn::age));
        QCOMPARE(names(filter).mid(0, 3),
                 QStringList({QStringLiteral("web-7d4b-a"), QStringLiteral("web-7d4b-b"), QStringLiteral("web")}));
        filter.sort(column(GraphColumn::name), Qt::DescendingOrder);
        QCOMPARE(names(filter).first(), QStringLiteral("web-7d4b-b"));
        QCOMPARE(names(filter).last(), QStringLiteral("apps"));
    }

    void chainsSortWorstFirst() {
        GraphTreeModel tree;
        GraphFilter filter;
        filter.setSourceModel(&tree);
        tree.setGraph(test::smallGraph());
        filter.sort(column(GraphColumn::state));
        QCOMPARE(names(filter).first(), QStringLiteral("Applier/apps"));
        QCOMPARE(names(filter).last(), QStringLiteral("In no chain"));
    }

    /// Not managed after out of sync, though both need attention and one word comes before the other.
    void chainsStandInTheOrderOfTheChainsList() {
        const auto graph = test::demoGraph();
        ChainsModel list;
        list.setGraph(graph);
        GraphTreeModel tree;
        GraphFilter filter;
        filter.setSourceModel(&tree);
        tree.setGraph(graph);
        filter.sort(column(GraphColumn::state));
        QStringList expected;
        for (int row = 0; row < list.rowCount(); ++row) expected << list.idAt(row);
        QStringList shown;
        for (int row = 0; row < filter.rowCount(); ++row) {
            const QString chain = filter.index(row, 0).data(graph_role::chainId).toString();
            if (!chain.isEmpty()) shown << chain;
        }
        QVERIFY(expected.size() > 4);
        QCOMPARE(shown, expected);
    }

    void filtersByWordsPrefixesAndTones_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* text, const QStringList& expected) {
            QTest::newRow(text) << QString::fromLatin1(text) << expected;
        };
        const QString a = QStringLiteral("web-7d4b-a");
        const QString b = QStringLiteral("web-7d4b-b");
        const QString set = QStringLiteral("web-7d4b");
        const QString web = QStringLiteral("web");
        row("WEB", {a, b, set, web});
        row("web pod", {a, b});
        row("kind:deployment ns:pro", {web});
        row("pod/web-7d4b-a -n prod", {a});
        row("name:pod", {});
        row("is:failed", {b, QStringLiteral("apps")});
        row("is:Progressing", {set, web});
        row("ns:kube", {QStringLiteral("dns")});
        row("1/2", {set, web});
    }
    void filtersByWordsPrefixesAndTones() {
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        const auto graph = test::smallGraph();
        GraphTableModel table;
        GraphFilter filter;
        filter.setSourceModel(&table);
        table.setGraph(graph);
        filter.setFilter({}, found(graph, text));
        QStringList shown = names(filter);
        shown.sort();
        expected.sort();
        QCOMPARE(shown, expected);
        QCOMPARE(filter.hidden(*graph), static_cast<int>(graph->nodes.size()) - static_cast<int>(expected.size()));

        GraphTreeModel tree;
        GraphFilter treeFilter;
        treeFilter.setSourceModel(&tree);
        tree.setGraph(graph);
        treeFilter.setFilter({}, found(graph, text));
        // The way to a match stays, an object that matches is always there.
        for (const auto& [id, state] : statesOf(filter)) QVERIFY(statesOf(treeFilter).count(id) == 1);
        QCOMPARE(treeFilter.rowCount() == 0, expected.isEmpty());
    }

    void tonesAreHidden() {
        const auto graph = test::smallGraph();
        GraphTableModel table;
        GraphFilter filter;
        filter.setSourceModel(&table);
        table.setGraph(graph);
        filter.setFilter({render::Tone::ok});
        QCOMPARE(filter.rowCount(), 4);
        QCOMPARE(filter.hidden(*graph), 6);
        filter.setFilter({});
        QCOMPARE(filter.hidden(*graph), 0);
        QCOMPARE(filter.rowCount(), 10);
    }

    void cellsSpeakForThemselves() {
        GraphTableModel table;
        table.setGraph(test::smallGraph());
        table.setContext({nullptr, [] { return *base::parseTime("2026-11-21T04:00:00Z"); }});
        const QModelIndex web = table.indexOf(QStringLiteral("apps/Deployment/prod/web"));
        const auto cell = [&](GraphColumn of, int role) {
            return web.siblingAtColumn(column(of)).data(role).toString();
        };
        QCOMPARE(cell(GraphColumn::name, Qt::AccessibleTextRole),
                 QStringLiteral("Deployment web in prod, progressing, 1/2 ready"));
        QCOMPARE(cell(GraphColumn::age, Qt::DisplayRole), QStringLiteral("3h"));
        QCOMPARE(cell(GraphColumn::age, Qt::AccessibleTextRole), QStringLiteral("Age: 3h"));
        QCOMPARE(cell(GraphColumn::revision, Qt::DisplayRole), QStringLiteral("main@sha1:1a2b3c4d"));
        QCOMPARE(cell(GraphColumn::because, Qt::DisplayRole),
                 QStringLiteral("Applier/apps names Deployment/web (and 1 more)"));
        QCOMPARE(cell(GraphColumn::name, Qt::AccessibleDescriptionRole),
                 QStringLiteral("Applier/apps applies (inventory): Applier/apps names Deployment/web\n"
                                "Applier/infra applies (label): Applier/infra names Deployment/web"));
    }

    // As the card's chips and its tooltip do.
    void cellsTellWhatWasFound() {
        const std::string web = "apps/Deployment/prod/web";
        const auto found = changed(test::smallGraph(), [&](model::Graph& copy) {
            auto trace = std::make_shared<model::Trace>();
            trace->object = {"apps", "Deployment", "prod", "web"};
            trace->findings = {{"drift", model::Severity::warning, "Deployment/web", "3 fields differ", "", "", ""},
                               {"note", model::Severity::info, "Deployment/web", "by the way", "", "", ""}};
            copy.traces[web] = trace;
            for (model::Hop& hop : copy.nodes) {
                if (hop.id != web) continue;
                trace->nodes = {hop};
                hop.cluster = "edge";
                hop.verification = model::Verification{"verified", "cosign", "", ""};
            }
        });
        GraphTableModel table;
        table.setGraph(test::smallGraph());
        QSignalSpy changes(&table, &QAbstractItemModel::dataChanged);
        table.setGraph(found);
        QCOMPARE(changes.size(), 1);
        const QModelIndex row = table.indexOf(QString::fromStdString(web));
        const auto cell = [&](GraphColumn of, int role) {
            return row.siblingAtColumn(column(of)).data(role).toString();
        };
        QCOMPARE(cell(GraphColumn::status, Qt::DisplayRole),
                 QStringLiteral("1/2 ready · 1 warning · signature verified"));
        QVERIFY(cell(GraphColumn::status, Qt::AccessibleDescriptionRole)
                    .contains(QStringLiteral("warning: 3 fields differ\ninfo: by the way")));
        QCOMPARE(cell(GraphColumn::name, Qt::AccessibleTextRole),
                 QStringLiteral("Deployment web in prod, progressing, 1/2 ready · 1 warning · signature verified"));
        QCOMPARE(cell(GraphColumn::ns, Qt::DisplayRole), QStringLiteral("prod @ edge"));
    }

    void textOfTheClusterStaysText() {
        const auto graph = changed(test::smallGraph(), [](model::Graph& copy) {
            copy.nodes.push_back(
                test::hop("", "Pod", "prod", "<b>x</b>", model::State::failed, "a\nb\x1b[31m\xe2\x80\xae"));
        });
        GraphTableModel table;
        table.setGraph(graph);
        const QModelIndex row = table.indexOf(QStringLiteral("/Pod/prod/<b>x</b>"));
        QVERIFY(row.isValid());
        QCOMPARE(row.siblingAtColumn(column(GraphColumn::name)).data().toString(), QStringLiteral("<b>x</b>"));
        const QString status = row.siblingAtColumn(column(GraphColumn::status)).data().toString();
        QVERIFY(!status.contains(QChar(0x202e)) && !status.contains(QLatin1Char('\n')) &&
                !status.contains(QChar(0x1b)));
        const QString tip = row.siblingAtColumn(column(GraphColumn::name)).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QStringLiteral("&lt;b&gt;")), qPrintable(tip));
    }
};

QTEST_GUILESS_MAIN(ModelsItemsTest)
#include "models_items_test.moc"
