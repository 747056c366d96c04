#include <QTest>
#include <algorithm>

#include "model/graph.h"

using namespace scout::model;

namespace {

Hop hop(const std::string& id, Stage stage, State state = State::ready) {
    Hop out;
    out.id = id;
    out.stage = stage;
    out.kind = "Kind";
    out.name = id;
    out.health.state = state;
    return out;
}

Edge edge(const std::string& from, const std::string& to, const std::string& relation, Grade grade = Grade::inventory,
          const std::string& text = "because") {
    return {from, to, relation, {grade, text}};
}

// git -> source -> applier -> an object of the group "g".
Trace trace(const std::string& name, VerdictState verdict, const std::string& applier = "applier") {
    Trace out;
    out.object = {"g", "Kind", "ns", name};
    out.tool = "flux";
    out.verdict.state = verdict;
    Hop git = hop("git:1", Stage::git);
    git.claimed = true;
    out.nodes = {hop(out.object.id(), Stage::cluster), hop(applier, Stage::gitops), hop("source", Stage::oci), git};
    out.chain = {out.nodes[3], out.nodes[2], out.nodes[1], out.nodes[0]};
    out.edges = {edge(applier, out.object.id(), "applies"), edge("source", applier, "source"),
                 edge("git:1", "source", "origin")};
    out.context = "prod";
    out.tracedAt = "2026-11-21T00:00:00Z";
    return out;
}

std::vector<std::string> ids(const std::vector<Hop>& hops) {
    std::vector<std::string> out;
    for (const Hop& one : hops) out.push_back(one.id);
    return out;
}

}  // namespace

class GraphTest : public QObject {
    Q_OBJECT

  private slots:
    void theOrderOfBadness() {
        const std::vector<VerdictState> worstFirst = {
            VerdictState::failed,      VerdictState::outOfSync, VerdictState::stale,     VerdictState::incomplete,
            VerdictState::progressing, VerdictState::unmanaged, VerdictState::suspended, VerdictState::ready};
        for (std::size_t i = 0; i < worstFirst.size(); ++i) QCOMPARE(badness(worstFirst[i]), static_cast<int>(i));
    }

    void aTraceIsAGraphWithOneChain() {
        const Graph graph = graphOf(trace("web", VerdictState::failed));
        QCOMPARE(ids(graph.nodes), (std::vector<std::string>{"applier", "g/Kind/ns/web", "git:1", "source"}));
        QCOMPARE(graph.edges.size(), std::size_t{3});
        QCOMPARE(graph.edges[0].to, std::string("g/Kind/ns/web"));
        QCOMPARE(graph.edges[1].from, std::string("git:1"));
        QCOMPARE(graph.chains.size(), std::size_t{1});
        const Chain& chain = graph.chains.front();
        QCOMPARE(chain.id, std::string("applier"));
        QCOMPARE(chain.tool, std::string("flux"));
        QCOMPARE(chain.subject, std::string("g/Kind/ns/web"));
        QCOMPARE(chain.verdict.state, VerdictState::failed);
        QCOMPARE(chain.members, ids(graph.nodes));
        // What is merely claimed is not counted.
        QCOMPARE(chain.counts, (std::map<State, int>{{State::ready, 3}}));
        QCOMPARE(graph.context, std::string("prod"));
        QCOMPARE(graph.seenAt, std::string("2026-11-21T00:00:00Z"));
        QVERIFY(graph.traces.contains("g/Kind/ns/web"));
        QVERIFY(graph.complete);
    }

    void thingsAreFoundByTheirId() {
        const Graph graph = graphOf(trace("web", VerdictState::ready));
        QVERIFY(graph.find("source") != nullptr);
        QCOMPARE(graph.find("source")->id, std::string("source"));
        QVERIFY(graph.find("") == nullptr);
        QVERIFY(graph.find("sourcf") == nullptr);
        QVERIFY(graph.find("zzz") == nullptr);
        QVERIFY(graph.chain("applier") != nullptr);
        QVERIFY(graph.chain("source") == nullptr);
        QVERIFY(Graph().find("source") == nullptr);
    }

    void tracesOfOneApplierShareItsChain() {
        const std::vector<Trace> traces = {trace("b", VerdictState::ready), trace("a", VerdictState::progressing),
                                           trace("c", VerdictState::suspended, "another")};
        const Graph graph = graphOf(traces);
        QCOMPARE(graph.nodes.size(), std::size_t{7});
        QCOMPARE(graph.chains.size(), std::size_t{2});
        QCOMPARE(graph.chains[0].id, std::string("applier"));
        QCOMPARE(graph.chains[0].verdict.state, VerdictState::progressing);
        QCOMPARE(graph.chains[0].subject, std::string("g/Kind/ns/a"));
        QCOMPARE(graph.chains[0].members.size(), std::size_t{5});
        QCOMPARE(graph.chains[1].id, std::string("another"));
        const Graph reversed = graphOf({traces[2], traces[1], traces[0]});
        QCOMPARE(ids(reversed.nodes), ids(graph.nodes));
        QVERIFY(reversed.chains == graph.chains);
        QVERIFY(reversed.edges == graph.edges);
    }

    void anUnmanagedObjectHeadsItsOwnChain() {
        Trace pod;
        pod.object = {"", "Pod", "ns", "p"};
        pod.nodes = {hop("/Pod/ns/p", Stage::cluster), hop("owner", Stage::cluster)};
        pod.chain = {pod.nodes[1], pod.nodes[0]};
        pod.edges = {edge("owner", "/Pod/ns/p", "owns", Grade::uid)};
        pod.verdict.state = VerdictState::unmanaged;
        const Graph graph = graphOf(pod);
        QCOMPARE(graph.chains.front().id, std::string("owner"));
        QCOMPARE(graph.chains.front().tool, std::string("none"));
    }

    void aTraceThatFoundNothingHasNoChain() {
        Trace nothing;
        nothing.object = {"", "Pod", "ns", "p"};
        const Graph graph = graphOf(nothing);
        QVERIFY(graph.nodes.empty());
        QVERIFY(graph.chains.empty());
        QVERIFY(graphOf(std::vector<Trace>{}).chains.empty());
    }

    void theStrongerProofStays() {
        Trace weak = trace("a", VerdictState::ready);
        weak.edges[1] = edge("source", "applier", "source", Grade::label, "weak");
        Trace strong = trace("b", VerdictState::ready);
        strong.edges[1] = edge("source", "applier", "source", Grade::digest, "strong");
        for (const auto& traces : {std::vector{weak, strong}, std::vector{strong, weak}}) {
            const Graph graph = graphOf(traces);
            const auto found = std::find_if(graph.edges.begin(), graph.edges.end(),
                                            [](const Edge& one) { return one.from == "source"; });
            QCOMPARE(found->because.text, std::string("strong"));
        }
    }

    void theObjectsOwnTraceTellsItsState() {
        // The trace of "a" saw "b" differently than the trace of "b" itself.
        Trace a = trace("a", VerdictState::ready);
        a.nodes.push_back(hop("g/Kind/ns/b", Stage::cluster, State::outOfSync));
        const Trace b = trace("b", VerdictState::ready);
        for (const auto& traces : {std::vector{a, b}, std::vector{b, a}})
            QCOMPARE(graphOf(traces).find("g/Kind/ns/b")->health.state, State::ready);
    }

    void theObjectOfAHop_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("isObject");
        QTest::newRow("named") << "apps/Deployment/prod/web" << true;
        QTest::newRow("core group") << "/Deployment/prod/web" << true;
        QTest::newRow("commit") << "git:0123" << false;
        QTest::newRow("Argo CD source") << "source:argoproj.io/Application/argocd/shop/0" << false;
        QTest::newRow("unit") << "confighub:prod/web" << false;
        QTest::newRow("release") << "helm:prod/web" << false;
        QTest::newRow("another kind") << "apps/StatefulSet/prod/web" << false;
        QTest::newRow("empty") << "" << false;
    }
    void theObjectOfAHop() {
        QFETCH(QString, id);
        QFETCH(bool, isObject);
        Hop one = hop(id.toStdString(), Stage::cluster);
        one.kind = "Deployment";
        one.ns = "prod";
        one.name = "web";
        const auto ref = objectOf(one);
        QCOMPARE(ref.has_value(), isObject);
        if (ref) QCOMPARE(ref->id(), id.toStdString());
        one.resource = ObjectRef{"x", "Declared", "ns", "by"};
        QCOMPARE(objectOf(one)->label(), std::string("Declared/by"));
    }
};

QTEST_GUILESS_MAIN(GraphTest)
#include "graph_test.moc"
