// What a diagram does not draw, and that it never hides it: folds, collapsed cards, the filter and the budget.
#include <QTest>
#include <algorithm>
#include <climits>
#include <random>
#include <set>

#include "graph_maker.h"

using namespace scout;
using model::Grade;
using model::State;
using render::Card;
using render::Diagram;
using render::DiagramOptions;
using render::Line;
using render::Tone;
using test::find;
using test::GraphMaker;

namespace {

QString q(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::vector<State> states(int ready, int failed) {
    std::vector<State> out(static_cast<std::size_t>(ready), State::ready);
    out.insert(out.end(), static_cast<std::size_t>(failed), State::failed);
    return out;
}

const std::string web = "apps/Deployment/prod/web";
const std::string podFold = "fold:" + web + ":Pod";

int flowing(const Diagram& diagram) {
    return static_cast<int>(
        std::count_if(diagram.cards.begin(), diagram.cards.end(), [](const Card& card) { return card.flows; }));
}

/// A cluster of some size with everything that a graph may have.
model::Graph cluster(unsigned seed) {
    GraphMaker maker;
    std::mt19937 dice(seed);
    const State all[] = {State::ready,     State::ready,   State::ready,     State::progressing, State::failed,
                         State::suspended, State::missing, State::outOfSync, State::forbidden,   State::terminating};
    const auto any = [&] { return all[dice() % std::size(all)]; };
    std::vector<std::string> appliers;
    for (int i = 0; i < 6; ++i) {
        appliers.push_back(maker.flux("chain-" + std::to_string(i)));
        maker.last().health.state = any();
        std::vector<std::string> members{appliers.back()};
        for (unsigned w = 0; w < 3 + dice() % 30; ++w) {
            std::vector<State> pods;
            for (unsigned p = 0; p < dice() % 14; ++p) pods.push_back(any());
            const std::string id = maker.deployment("w-" + std::to_string(i) + "-" + std::to_string(w), pods);
            maker.link(appliers[dice() % appliers.size()], id, "applies");
            maker.link(appliers.back(), id, "applies");
            members.push_back(id);
        }
        if (i > 0) maker.link(appliers[dice() % static_cast<unsigned>(i)], appliers.back(), "applies");
        // As Flux' own Kustomization does with its source.
        maker.link(appliers.back(), "source.toolkit.fluxcd.io/OCIRepository/prod/chain-" + std::to_string(i),
                   "applies");
        maker.chain(appliers.back(), members);
    }
    return maker.done();
}

std::vector<DiagramOptions> waysToLook(const model::Graph& graph) {
    std::vector<DiagramOptions> out(12);
    out[1].replicaSets = true;
    out[2].budget = 0;
    out[3].budget = 37;
    out[4].budget = 1;
    out[5].problemsOnly = true;
    out[6].hiddenTones = {Tone::ok, Tone::working};
    out[6].budget = 60;
    out[7].foldPodsAbove = INT_MAX;
    out[7].budget = 0;
    out[8].foldPodsAbove = 0;
    out[9].collapsed = {"kustomize.toolkit.fluxcd.io/Kustomization/prod/chain-1",
                        "kustomize.toolkit.fluxcd.io/Kustomization/prod/chain-3", "gone"};
    out[9].budget = 0;
    out[10] = out[9];
    out[10].budget = 50;
    out[10].problemsOnly = true;
    out[10].replicaSets = true;
    out[11].chains = {graph.chains.front().id, graph.chains.back().id};
    for (DiagramOptions options : std::vector<DiagramOptions>(out)) {
        options.redact = true;
        out.push_back(options);
    }
    return out;
}

/// Each object that has a state once; a ReplicaSet in its workload's card only where it is worse than that one.
std::map<Tone, int> countsOf(const model::Graph& graph, const std::set<std::string>& members, bool replicaSets) {
    std::map<std::string, Tone> tones;
    for (const model::Hop& node : graph.nodes) {
        if (members.contains(node.id) && !node.claimed) tones[node.id] = render::toneOf(node.health.state);
    }
    std::map<std::string, Tone> left = tones;
    for (const model::Edge& edge : graph.edges) {
        const bool part = graph.find(edge.to)->kind == "ReplicaSet" && edge.relation == "owns";
        if (!replicaSets && part && tones.contains(edge.from) && tones.contains(edge.to) &&
            render::severityRank(tones[edge.to]) >= render::severityRank(tones[edge.from]))
            left.erase(edge.to);
    }
    std::map<Tone, int> out;
    for (const auto& [id, tone] : left) ++out[tone];
    return out;
}

}  // namespace

class ReductionTest : public QObject {
    Q_OBJECT
  private slots:
    // Every object is on a card, hidden by the filter or left out: never two of these and never none.
    void theCountsAddUp() {
        for (unsigned seed = 0; seed < 6; ++seed) {
            const model::Graph graph = cluster(seed);
            for (const DiagramOptions& options : waysToLook(graph)) {
                const Diagram diagram = render::diagramOf(graph, options);
                std::set<std::string> seen;
                std::size_t shown = 0;
                const auto meet = [&seen](const std::string& id) { return seen.insert(id).second; };
                for (const Card& card : diagram.cards) {
                    const bool fold = card.id.starts_with("fold:");
                    const bool more = fold && card.id.ends_with(":more");
                    if (!fold) QVERIFY(meet(card.id));
                    for (const auto* list : {&card.folded, &card.parts}) {
                        for (const std::string& id : *list) QVERIFY(meet(id));
                    }
                    shown += (fold ? 0 : 1) + (more ? 0 : card.folded.size() + card.parts.size());
                }
                std::set<std::string> members;
                for (const std::string& id : options.chains) {
                    const auto& list = graph.chain(id)->members;
                    members.insert(list.begin(), list.end());
                }
                if (options.chains.empty()) {
                    for (const model::Hop& node : graph.nodes) members.insert(node.id);
                }
                QCOMPARE(shown + static_cast<std::size_t>(diagram.hiddenByFilter + diagram.leftOut), members.size());
                QCOMPARE(diagram.counts, countsOf(graph, members, options.replicaSets));
            }
        }
    }
    void linesEndOnCards() {
        const model::Graph graph = cluster(3);
        for (const DiagramOptions& options : waysToLook(graph)) {
            const Diagram diagram = render::diagramOf(graph, options);
            std::set<std::pair<std::string, std::string>> pairs;
            for (const Line& line : diagram.lines) {
                QVERIFY(find(diagram, line.from) != nullptr && find(diagram, line.to) != nullptr);
                QVERIFY(line.from != line.to);
                QVERIFY(!find(diagram, line.from)->flows);
                QVERIFY(pairs.emplace(line.from, line.to).second);
            }
            // "1 more" would take the place of the card itself.
            for (const Card& card : diagram.cards) QVERIFY(!card.id.ends_with(":more") || card.folded.size() > 1);
            QVERIFY(std::is_sorted(diagram.cards.begin(), diagram.cards.end(),
                                   [](const Card& left, const Card& right) { return left.id < right.id; }));
        }
    }

    void folds_data() {
        QTest::addColumn<int>("ready");
        QTest::addColumn<int>("failed");
        QTest::addColumn<int>("above");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("fact");
        QTest::addColumn<int>("outside");
        QTest::newRow("few") << 3 << 0 << 5 << QString() << QString() << 3;
        QTest::newRow("as many as may be") << 4 << 1 << 5 << QString() << QString() << 5;
        QTest::newRow("one more") << 6 << 0 << 5 << QStringLiteral("6 Pods") << QStringLiteral("6 ready") << 0;
        QTest::newRow("a bad one") << 11 << 1 << 5 << QStringLiteral("11 Pods") << QStringLiteral("11 ready") << 1;
        QTest::newRow("many bad ones") << 6 << 6 << 5 << QStringLiteral("8 Pods") << QStringLiteral("6 ready, 2 failed")
                                       << 4;
        QTest::newRow("only bad ones") << 0 << 300 << 5 << QStringLiteral("296 Pods") << QStringLiteral("296 failed")
                                       << 4;
        QTest::newRow("three at most") << 2 << 9 << 3 << QStringLiteral("9 Pods") << QStringLiteral("2 ready, 7 failed")
                                       << 2;
        QTest::newRow("four at most") << 3 << 20 << 12 << QStringLiteral("19 Pods")
                                      << QStringLiteral("3 ready, 16 failed") << 4;
        QTest::newRow("none at all") << 1 << 1 << 0 << QStringLiteral("2 Pods") << QStringLiteral("1 ready, 1 failed")
                                     << 0;
        QTest::newRow("without folds") << 40 << 2 << INT_MAX << QString() << QString() << 42;
    }
    void folds() {
        QFETCH(int, ready);
        QFETCH(int, failed);
        QFETCH(int, above);
        QFETCH(QString, name);
        QFETCH(QString, fact);
        QFETCH(int, outside);
        GraphMaker maker;
        maker.deployment("web", states(ready, failed));
        DiagramOptions options;
        options.foldPodsAbove = above;
        const Diagram diagram = render::diagramOf(maker.done(), options);
        const Card* fold = find(diagram, podFold);
        QCOMPARE(fold != nullptr, !name.isEmpty());
        QCOMPARE(flowing(diagram), outside + (fold != nullptr ? 1 : 0));
        if (fold == nullptr) return;
        QVERIFY(flowing(diagram) <= std::max(above, 1));
        QCOMPARE(q(fold->name), name);
        QCOMPARE(q(fold->fact), fact);
        QCOMPARE(static_cast<int>(fold->folded.size()), ready + failed - outside);
        QVERIFY(fold->flows && fold->foldable);
        QCOMPARE(fold->tone == Tone::problem, fact.contains(QStringLiteral("failed")));
        QCOMPARE(diagram.lines.size(), static_cast<std::size_t>(outside + 1));
        QVERIFY(find(diagram, web, podFold) != nullptr);
        for (const Card& card : diagram.cards) {
            if (card.flows && card.id != podFold)
                QCOMPARE(static_cast<int>(card.tone), static_cast<int>(Tone::problem));
        }
        options.expanded = {podFold};
        QCOMPARE(flowing(render::diagramOf(maker.done(), options)), ready + failed);
    }
    void foldsOfEachWorkload() {
        GraphMaker maker;
        maker.deployment("web", states(8, 0));
        maker.deployment("api", states(7, 0));
        maker.add("Pod", "alone");
        const Diagram diagram = render::diagramOf(maker.done(), {});
        QCOMPARE(q(find(diagram, podFold)->name), QStringLiteral("8 Pods"));
        QCOMPARE(q(find(diagram, "fold:apps/Deployment/prod/api:Pod")->name), QStringLiteral("7 Pods"));
        QVERIFY(find(diagram, "/Pod/prod/alone") != nullptr);
    }
    void foldsShowWhatChanged() {
        GraphMaker maker;
        maker.deployment("web", states(8, 0));
        DiagramOptions options;
        for (int pod = 0; pod < 8; ++pod) options.changes["/Pod/prod/web-abc-" + std::to_string(pod)] = 1;
        QCOMPARE(find(render::diagramOf(maker.done(), options), podFold)->change, 1);
        options.changes["/Pod/prod/web-abc-0"] = 3;
        QCOMPARE(find(render::diagramOf(maker.done(), options), podFold)->change, 2);
    }

    void replicaSets() {
        GraphMaker maker;
        maker.deployment("web", states(2, 0));
        for (const char* old : {"web-1", "web-2", "web-3"})
            maker.link(web, maker.add("ReplicaSet", old, State::ready, "0/0 ready"), "owns", Grade::uid);
        maker.add("ReplicaSet", "bare");
        DiagramOptions options;
        Diagram diagram = render::diagramOf(maker.done(), options);
        QVERIFY(find(diagram, "apps/ReplicaSet/prod/web-abc") == nullptr);
        QVERIFY(find(diagram, web, "/Pod/prod/web-abc-0") != nullptr);
        QCOMPARE(find(diagram, web)->parts.size(), 4U);
        // Its only owner is nobody that is drawn.
        QVERIFY(find(diagram, "apps/ReplicaSet/prod/bare") != nullptr);

        options.replicaSets = true;
        diagram = render::diagramOf(maker.done(), options);
        QVERIFY(find(diagram, web, "/Pod/prod/web-abc-0") == nullptr);
        QVERIFY(find(diagram, "apps/ReplicaSet/prod/web-abc", "/Pod/prod/web-abc-0") != nullptr);
        const Card* fold = find(diagram, "fold:" + web + ":ReplicaSet");
        QVERIFY(fold != nullptr);
        QCOMPARE(q(fold->name), QStringLiteral("3 old revisions"));
        QVERIFY(!fold->flows);
        QVERIFY(find(diagram, web)->parts.empty());
        options.foldPodsAbove = INT_MAX;
        QVERIFY(find(render::diagramOf(maker.done(), options), "apps/ReplicaSet/prod/web-2") != nullptr);
    }
    void aReplicaSetThatFailsIsTold() {
        GraphMaker maker;
        maker.deployment("web", {});
        maker.last().health.state = State::failed;
        DiagramOptions options;
        options.problemsOnly = true;
        const Diagram diagram = render::diagramOf(maker.done(), options);
        const Card* card = find(diagram, web);
        QVERIFY(card != nullptr);
        QCOMPARE(q(card->fact), QStringLiteral("1 ReplicaSet failed"));
        QVERIFY(q(card->status).contains(QStringLiteral("1 ReplicaSet failed")));
    }

    void collapsing() {
        GraphMaker maker;
        const std::string one = maker.add("Kustomization", "one");
        const std::string two = maker.add("Kustomization", "two");
        const std::string shared = maker.add("Service", "shared");
        maker.deployment("web", states(2, 1));
        maker.link(one, web, "applies");
        maker.link(one, shared, "applies");
        maker.link(two, shared, "applies");
        DiagramOptions options;
        options.collapsed = {one};
        const Diagram diagram = render::diagramOf(maker.done(), options);
        QCOMPARE(diagram.cards.size(), 3U);
        const Card* card = find(diagram, one);
        QVERIFY(card->collapsed && card->foldable);
        // Deployment, ReplicaSet and three Pods.
        QCOMPARE(card->folded.size(), 5U);
        QVERIFY(find(diagram, one, shared) != nullptr && find(diagram, two, shared) != nullptr);
        // Nothing else holds it.
        options.collapsed = {one, two};
        const Diagram both = render::diagramOf(maker.done(), options);
        QCOMPARE(both.cards.size(), 2U);
        QCOMPARE(find(both, one)->folded.size() + find(both, two)->folded.size(), 6U);
    }
    void aCollapsedCardInACollapsedCard() {
        GraphMaker maker;
        const std::string applier = maker.flux("shop");
        maker.deployment("web", states(3, 0));
        maker.link(applier, web, "applies");
        const std::string source = "source.toolkit.fluxcd.io/OCIRepository/prod/shop";
        DiagramOptions options;
        options.collapsed = {source, web};
        const Diagram diagram = render::diagramOf(maker.done(), options);
        QCOMPARE(diagram.cards.size(), 2U);
        QCOMPARE(find(diagram, source)->folded.size(), 6U);
    }
    void aCircleDoesNotHideItself() {
        GraphMaker maker;
        const std::string source = maker.add("GitRepository", "flux-system");
        const std::string applier = maker.add("Kustomization", "flux-system");
        maker.link(source, applier, "source");
        maker.link(applier, source, "applies");
        DiagramOptions options;
        options.collapsed = {applier};
        QCOMPARE(render::diagramOf(maker.done(), options).cards.size(), 2U);
        options.collapsed = {source};
        const Diagram diagram = render::diagramOf(maker.done(), options);
        QCOMPARE(diagram.cards.size(), 1U);
        QVERIFY(diagram.lines.empty());
    }
    void onlyWhatHasEffectsCanBeFolded() {
        GraphMaker maker;
        const std::string applier = maker.flux("shop");
        maker.link(applier, maker.add("Service", "web"), "applies");
        const Diagram diagram = render::diagramOf(maker.done(), {});
        QVERIFY(find(diagram, applier)->foldable);
        QVERIFY(!find(diagram, "/Service/prod/web")->foldable);
        QVERIFY(!find(diagram, applier)->collapsed);
    }

    void filter() {
        GraphMaker maker;
        const std::string applier = maker.flux("shop");
        maker.deployment("web", states(2, 1));
        maker.link(applier, web, "applies");
        maker.link(applier, maker.add("Service", "web"), "applies");
        maker.flux("other");
        DiagramOptions options;
        options.problemsOnly = true;
        Diagram diagram = render::diagramOf(maker.done(), options);
        // What leads to the bad Pod stays: Git, OCIRepository, Kustomization, Deployment with its ReplicaSet.
        QCOMPARE(diagram.cards.size(), 5U);
        QVERIFY(find(diagram, "/Pod/prod/web-abc-2") != nullptr);
        QCOMPARE(diagram.hiddenByFilter, 6);
        QCOMPARE(diagram.counts.at(Tone::problem), 1);

        options = {};
        options.hiddenTones = {Tone::problem};
        diagram = render::diagramOf(maker.done(), options);
        QVERIFY(find(diagram, "/Pod/prod/web-abc-2") == nullptr);
        QCOMPARE(diagram.hiddenByFilter, 1);
        options.hiddenTones = {Tone::ok, Tone::problem, Tone::unknown};
        diagram = render::diagramOf(maker.done(), options);
        QVERIFY(diagram.cards.empty());
        QCOMPARE(diagram.hiddenByFilter, 12);
    }
    /// What is merely claimed has no state: it is there with what it leads to, and never for the state it was not seen
    /// in.
    void whatIsClaimedIsNotUnknown() {
        GraphMaker maker;
        const std::string applier = maker.flux("shop");
        maker.flux("other");
        const model::Graph graph = maker.done();
        DiagramOptions options;
        options.hiddenTones = {Tone::ok};
        QVERIFY(render::diagramOf(graph, options).cards.empty());
        options.hiddenTones = {Tone::unknown};
        const Diagram ready = render::diagramOf(graph, options);
        QCOMPARE(ready.cards.size(), graph.nodes.size());
        QVERIFY(find(ready, applier) != nullptr);
        QVERIFY(!ready.counts.contains(Tone::unknown));
    }
    void aProblemInACollapsedCardKeepsIt() {
        GraphMaker maker;
        const std::string applier = maker.flux("shop");
        maker.deployment("web", states(2, 1));
        maker.link(applier, web, "applies");
        DiagramOptions options;
        options.problemsOnly = true;
        options.collapsed = {applier};
        const Diagram diagram = render::diagramOf(maker.done(), options);
        QVERIFY(find(diagram, applier) != nullptr);
        QCOMPARE(find(diagram, applier)->folded.size(), 5U);
        QCOMPARE(diagram.hiddenByFilter, 0);
    }

    void budget() {
        GraphMaker maker;
        const std::string applier = maker.flux("shop");
        for (int i = 0; i < 90; ++i) {
            maker.link(applier,
                       maker.add("Service", "s" + std::to_string(100 + i), i == 77 ? State::failed : State::ready),
                       "applies");
        }
        maker.link(applier, maker.deployment("web", states(2, 0)), "applies");
        DiagramOptions options;
        options.budget = 93;
        const Diagram large = render::diagramOf(maker.done(), options);
        QVERIFY(large.leftOut > 0 && large.cards.size() <= 93);
        options.budget = 0;
        QCOMPARE(render::diagramOf(maker.done(), options).leftOut, 0);

        options.budget = 40;
        const Diagram diagram = render::diagramOf(maker.done(), options);
        QVERIFY(diagram.cards.size() <= 40);
        QVERIFY(find(diagram, "/Service/prod/s177") != nullptr);
        const Card* more = find(diagram, "fold:" + applier + ":more");
        QVERIFY(more != nullptr);
        QCOMPARE(static_cast<int>(more->folded.size()), diagram.leftOut);
        QCOMPARE(static_cast<int>(more->tone), static_cast<int>(Tone::ok));
        // Nothing else wants the room: as many as the budget has, and the card that stands for the others.
        QCOMPARE(diagram.cards.size(), 40U);
        QVERIFY(std::count_if(diagram.lines.begin(), diagram.lines.end(),
                              [&](const Line& line) { return line.from == applier; }) > 30);
        QVERIFY(q(more->name).startsWith(QString::number(diagram.leftOut) + QStringLiteral(" more ")));
        QCOMPARE(q(more->fact), QStringLiteral("%1 ready").arg(diagram.leftOut));

        options.expanded = {more->id};
        const Diagram open = render::diagramOf(maker.done(), options);
        QCOMPARE(
            std::count_if(open.lines.begin(), open.lines.end(), [&](const Line& line) { return line.from == applier; }),
            91);
    }
    // Many below one card do not push out the rest, and what the rest leaves is theirs.
    void theBudgetIsSharedFairly() {
        GraphMaker maker;
        const std::string huge = maker.flux("a-huge");
        const std::string small = maker.flux("small");
        const auto below = [&maker](const std::string& applier, const std::string& kind, int count) {
            for (int i = 0; i < count; ++i) maker.link(applier, maker.add(kind, std::to_string(1000 + i)), "applies");
        };
        below(huge, "ConfigMap", 400);
        below(small, "Service", 18);
        DiagramOptions options;
        options.budget = 60;
        const auto drawn = [&](const std::string& kind) {
            const Diagram diagram = render::diagramOf(maker.done(), options);
            return std::count_if(diagram.cards.begin(), diagram.cards.end(),
                                 [&](const Card& card) { return card.kind == kind && card.folded.empty(); });
        };
        QCOMPARE(drawn("Service"), 18);
        QVERIFY2(drawn("ConfigMap") > 25, QByteArray::number(static_cast<int>(drawn("ConfigMap"))));
        options.budget = 300;
        QCOMPARE(drawn("Service"), 18);
        QVERIFY2(drawn("ConfigMap") > 265, QByteArray::number(static_cast<int>(drawn("ConfigMap"))));
        options.budget = 500;
        QCOMPARE(drawn("ConfigMap"), 400);
    }
    void theLastOneIsDrawn() {
        GraphMaker maker;
        const std::string applier = maker.flux("shop");
        for (int i = 0; i < 21; ++i) maker.link(applier, maker.add("ConfigMap", std::to_string(10 + i)), "applies");
        for (int i = 0; i < 30; ++i) maker.add("Service", std::to_string(10 + i));
        DiagramOptions options;
        options.budget = 40;
        const Diagram diagram = render::diagramOf(maker.done(), options);
        QVERIFY(find(diagram, "/ConfigMap/prod/30") != nullptr);
        QVERIFY(find(diagram, "fold:" + applier + ":more") == nullptr);
        QCOMPARE(diagram.cards.size(), 40U);
        QCOMPARE(diagram.leftOut, 14);
    }
    void problemsGoFirst() {
        for (unsigned seed = 0; seed < 4; ++seed) {
            const model::Graph graph = cluster(seed);
            DiagramOptions options;
            options.foldPodsAbove = INT_MAX;
            for (const int budget : {20, 60, 150}) {
                options.budget = budget;
                const Diagram diagram = render::diagramOf(graph, options);
                QVERIFY(diagram.cards.size() <= static_cast<std::size_t>(budget));
                QVERIFY(diagram.cards.size() > static_cast<std::size_t>(budget) / 2);
                QVERIFY(diagram.leftOut > 0);
                std::map<std::string, int> below;
                for (const Line& line : diagram.lines) ++below[line.to];
                int bad = 0;
                for (const Card& card : diagram.cards) {
                    bad += card.tone == Tone::problem ? 1 : 0;
                    // With the path to it: only sources hang below nothing.
                    QVERIFY(below.contains(card.id) || card.kind == "Git");
                }
                const int problems = diagram.counts.at(Tone::problem);
                QVERIFY2(bad >= std::min(problems, budget) / 4, QByteArray::number(bad));
            }
        }
    }
    void tiesAreBrokenById() {
        GraphMaker maker;
        for (int i = 0; i < 30; ++i) maker.add("Service", "s" + std::to_string(10 + i));
        DiagramOptions options;
        options.budget = 10;
        const Diagram diagram = render::diagramOf(maker.done(), options);
        QCOMPARE(diagram.cards.size(), 10U);
        QCOMPARE(q(diagram.cards.front().id), QStringLiteral("/Service/prod/s10"));
        QCOMPARE(q(diagram.cards.back().id), QStringLiteral("/Service/prod/s19"));
        QCOMPARE(diagram.leftOut, 20);
    }
};

QTEST_GUILESS_MAIN(ReductionTest)
#include "reduction_test.moc"
