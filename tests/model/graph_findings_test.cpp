#include <QTest>
#include <algorithm>

#include "model/graph_findings.h"

using namespace scout::model;

namespace {

Hop hop(const std::string& kind, const std::string& ns, const std::string& name) {
    Hop out;
    out.kind = kind;
    out.ns = ns;
    out.name = name;
    out.id = kind + "/" + ns + "/" + name;
    return out;
}

std::shared_ptr<const Trace> trace(std::vector<Hop> chain, std::vector<Finding> findings) {
    Trace out;
    out.object = {"", chain.back().kind, chain.back().ns, chain.back().name};
    out.nodes = chain;
    out.chain = std::move(chain);
    out.findings = std::move(findings);
    return std::make_shared<const Trace>(std::move(out));
}

std::string text(const std::map<std::string, std::vector<Finding>>& findings) {
    std::string out;
    for (const auto& [id, found] : findings) {
        out += id + ":";
        for (const Finding& finding : found) out += " " + finding.kind;
        out += "\n";
    }
    return out;
}

}  // namespace

class GraphFindingsTest : public QObject {
    Q_OBJECT

  private slots:
    void whatSeveralTracesSayIsToldOnce() {
        const Hop source = hop("OCIRepository", "flux", "apps");
        const Hop other = hop("OCIRepository", "elsewhere", "apps");  // the same label
        const Hop web = hop("Deployment", "prod", "web");
        const Hop api = hop("Deployment", "prod", "api");
        const Finding moved{"head-moved", Severity::info, source.label(), "the tag moved", ""};
        const Finding broken{"suspended", Severity::error, source.label(), "suspended", "", "alice", ""};
        const Finding drift{"drift", Severity::warning, web.label(), "drifted", ""};
        Graph graph;
        graph.nodes = {web, api, other, source};
        std::sort(graph.nodes.begin(), graph.nodes.end(), [](const Hop& a, const Hop& b) { return a.id < b.id; });
        graph.traces = {{web.id, trace({source, web}, {moved, broken, drift})},
                        {api.id, trace({source, api}, {moved})}};
        QCOMPARE(text(findingsByHop(graph)),
                 std::string("Deployment/prod/web: drift\nOCIRepository/flux/apps: suspended head-moved\n"));
        QCOMPARE(findingsByHop(graph).at(source.id).front().by, std::string("alice"));
    }

    void whatIsAboutNothingKnownIsToldOfTheObject() {
        const Hop web = hop("Deployment", "prod", "web");
        Graph graph;
        graph.nodes = {web};
        graph.traces = {{web.id, trace({web}, {{"missing-permission", Severity::warning, "Kustomization/gone", "", ""},
                                               {"not-asked", Severity::info, "", "", ""}})}};
        QCOMPARE(text(findingsByHop(graph)), std::string("Deployment/prod/web: missing-permission not-asked\n"));
    }

    void problemsAreMoreThanBadStates() {
        const Hop source = hop("OCIRepository", "flux", "apps");  // well, and nobody serves it
        Hop other = hop("OCIRepository", "elsewhere", "apps");
        Hop web = hop("Deployment", "prod", "web");
        Hop api = hop("Deployment", "prod", "api");
        Hop down = hop("Deployment", "prod", "down");
        Hop claimed = hop("Git", "", "repo");
        for (Hop* one : {&other, &web, &api}) one->health.state = State::ready;
        down.health.state = State::failed;
        claimed.health.state = State::stale;
        claimed.claimed = true;
        Hop served = source;
        served.health.state = State::ready;
        Graph graph;
        graph.nodes = {web, api, down, other, served, claimed};
        std::sort(graph.nodes.begin(), graph.nodes.end(), [](const Hop& a, const Hop& b) { return a.id < b.id; });
        graph.traces = {
            {web.id, trace({served, web}, {{"drift", Severity::warning, web.label(), "", ""}})},
            {api.id, trace({served, api}, {{"head-moved", Severity::info, api.label(), "", ""}})},
        };
        Chain chain{web.id, "flux", {}, web.id, {web.id, other.id, served.id}, {}};
        chain.verdict.at = source.label();
        chain.verdict.state = VerdictState::stale;
        graph.chains = {chain};
        QCOMPARE(verdictPlace(graph, chain), source.id);
        QVERIFY((problemsOf(graph) == std::set<std::string>{web.id, down.id, source.id}));
        graph.chains.front().verdict.state = VerdictState::progressing;
        QVERIFY((problemsOf(graph) == std::set<std::string>{web.id, down.id}));
        chain.verdict.at = "Deployment/gone";
        QCOMPARE(verdictPlace(graph, chain), std::string());
    }
};

QTEST_GUILESS_MAIN(GraphFindingsTest)
#include "graph_findings_test.moc"
