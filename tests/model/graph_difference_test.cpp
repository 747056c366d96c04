#include <QTest>
#include <functional>

#include "model/graph_difference.h"

using namespace scout::model;
using Change = GraphDifference::Change;

namespace {

Hop hop(const std::string& id) {
    Hop out;
    out.id = id;
    out.health = {State::ready, "3/3 ready", "", "fine", ""};
    out.revision = "main@sha1:1";
    out.uid = "uid-" + id;
    return out;
}

Graph sample() {
    Graph graph;
    graph.nodes = {hop("a"), hop("b"), hop("c")};
    graph.edges = {{"a", "b", "applies", {Grade::inventory, "lists it"}}, {"b", "c", "owns", {Grade::uid, "UID"}}};
    return graph;
}

std::string text(const GraphDifference& difference) {
    static const char* const names[] = {"added", "removed", "state", "revision", "detail"};
    std::string out;
    for (const auto& entry : difference.nodes)
        out +=
            entry.id + " " + names[static_cast<int>(entry.change)] + " [" + entry.before + "] [" + entry.after + "]\n";
    for (const Edge& edge : difference.addedEdges) out += "+ " + edge.from + edge.to + " " + edge.relation + "\n";
    for (const Edge& edge : difference.removedEdges) out += "- " + edge.from + edge.to + " " + edge.relation + "\n";
    return out;
}

}  // namespace

class GraphDifferenceTest : public QObject {
    Q_OBJECT

  private slots:
    void everyChangeIsNamed_data() {
        QTest::addColumn<int>("change");
        QTest::addColumn<QString>("forth");
        QTest::addColumn<QString>("back");
        const auto row = [this](const char* name, const char* forth, const char* back,
                                std::function<void(Graph&)> change) {
            QTest::newRow(name) << static_cast<int>(m_changes.size()) << forth << back;
            m_changes.push_back(std::move(change));
        };
        row("nothing", "", "", [](Graph&) {});
        row("another time", "", "", [](Graph& graph) { graph.seenAt = "later"; });
        row("added", "d added [] [ready]\n", "d removed [ready] []\n",
            [](Graph& graph) { graph.nodes.push_back(hop("d")); });
        row("removed with its edge", "c removed [ready] []\n- bc owns\n", "c added [] [ready]\n+ bc owns\n",
            [](Graph& graph) {
                graph.nodes.pop_back();
                graph.edges.pop_back();
            });
        row("first removed", "a removed [ready] []\n- ab applies\n", "a added [] [ready]\n+ ab applies\n",
            [](Graph& graph) {
                graph.nodes.erase(graph.nodes.begin());
                graph.edges.erase(graph.edges.begin());
            });
        row("state", "b state [ready] [failed]\n", "b state [failed] [ready]\n",
            [](Graph& graph) { graph.nodes[1].health.state = State::failed; });
        row("revision", "b revision [main@sha1:1] [main@sha1:2]\n", "b revision [main@sha1:2] [main@sha1:1]\n",
            [](Graph& graph) { graph.nodes[1].revision = "main@sha1:2"; });
        row("state and revision", "b state [ready] [outofsync]\nb revision [main@sha1:1] []\n",
            "b state [outofsync] [ready]\nb revision [] [main@sha1:1]\n", [](Graph& graph) {
                graph.nodes[1].health.state = State::outOfSync;
                graph.nodes[1].revision.clear();
            });
        row("status", "b detail [3/3 ready] [4/4 ready]\n", "b detail [4/4 ready] [3/3 ready]\n",
            [](Graph& graph) { graph.nodes[1].health.status = "4/4 ready"; });
        row("message", "b detail [fine] [still fine]\n", "b detail [still fine] [fine]\n",
            [](Graph& graph) { graph.nodes[1].health.message = "still fine"; });
        row("made anew", "b detail [UID uid-b] [UID other]\n", "b detail [UID other] [UID uid-b]\n",
            [](Graph& graph) { graph.nodes[1].uid = "other"; });
        row("path", "b detail [ ] [ ./prod]\n", "b detail [ ./prod] [ ]\n",
            [](Graph& graph) { graph.nodes[1].path = "./prod"; });
        row("other words of a proof", "", "", [](Graph& graph) { graph.edges[0].because.text = "still lists it"; });
        row("weaker proof", "+ ab applies\n- ab applies\n", "+ ab applies\n- ab applies\n",
            [](Graph& graph) { graph.edges[0].because.grade = Grade::label; });
        row("turned round", "+ ba applies\n- ab applies\n", "+ ab applies\n- ba applies\n",
            [](Graph& graph) { std::swap(graph.edges[0].from, graph.edges[0].to); });
    }

    void everyChangeIsNamed() {
        QFETCH(int, change);
        QFETCH(QString, forth);
        QFETCH(QString, back);
        Graph after = sample();
        m_changes[static_cast<std::size_t>(change)](after);
        const GraphDifference difference = compare(sample(), after);
        QCOMPARE(QString::fromStdString(text(difference)), forth);
        QCOMPARE(QString::fromStdString(text(compare(after, sample()))), back);
        QCOMPARE(difference.empty(), forth.isEmpty());
    }

    void nothingBeforeIsAllAdded() {
        const GraphDifference difference = compare(Graph(), sample());
        QCOMPARE(difference.nodes.size(), std::size_t{3});
        QCOMPARE(difference.addedEdges.size(), std::size_t{2});
        QVERIFY(compare(Graph(), Graph()).empty());
    }

  private:
    std::vector<std::function<void(Graph&)>> m_changes;
};

QTEST_GUILESS_MAIN(GraphDifferenceTest)
#include "graph_difference_test.moc"
