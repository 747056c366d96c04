// What a diagram shows of a graph: columns, words, lines, names that say nothing. Folds, filter and budget are in
// reduction_test.cpp, broken lines in breaks_test.cpp.
#include <QTest>
#include <algorithm>
#include <random>

#include "graph_maker.h"
#include "samples.h"

using namespace scout;
using model::Grade;
using model::State;
using render::Card;
using render::Diagram;
using render::DiagramOptions;
using render::Header;
using render::Line;
using render::Stroke;
using render::Tone;
using test::find;
using test::GraphMaker;

namespace {

QString q(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// "GIT 0-0, OCI 1-2".
QString headersOf(const Diagram& diagram) {
    QStringList out;
    for (const Header& header : diagram.headers)
        out << QStringLiteral("%1 %2-%3").arg(q(header.text)).arg(header.first).arg(header.last);
    return out.join(QStringLiteral(", "));
}

const std::string a(40, 'a');
const std::string b(40, 'b');

/// Everything that a picture of it could show.
QStringList textsOf(const Diagram& diagram) {
    QStringList out{q(diagram.title), q(diagram.verdict), q(diagram.subtitle)};
    for (const Card& card : diagram.cards) {
        out << q(card.id) << q(card.kind) << q(card.name) << q(card.ns) << q(card.fact) << q(card.status)
            << q(card.word) << q(card.icon);
        for (const render::Chip& chip : card.chips) out << q(chip.glyph) << q(chip.text) << q(chip.words);
        for (const std::string& note : card.notes) out << q(note);
        out << q(card.cluster);
        for (const std::string& id : card.folded) out << q(id);
        for (const std::string& id : card.parts) out << q(id);
    }
    for (const Line& line : diagram.lines) out << q(line.from) << q(line.to) << q(line.label) << q(line.because);
    return out;
}

}  // namespace

class DiagramTest : public QObject {
    Q_OBJECT
  private slots:
    void columns() {
        GraphMaker maker;
        const std::string applier = maker.flux("shop");
        maker.link(maker.add("ConfigHub Unit", "unit"), maker.add("ConfigHub OCI", "target"), "built-from");
        maker.link(applier, maker.deployment("web", {State::ready}), "applies");
        const Diagram diagram = render::diagramOf(maker.done(), {});
        QCOMPARE(headersOf(diagram),
                 QStringLiteral("GIT 0-0, CONFIGHUB 1-2, OCI 3-3, GITOPS 4-4, WORKLOAD 5-5, PODS 6-6"));
        QCOMPARE(find(diagram, "ConfigHub Unit:unit")->column, 1);
        QCOMPARE(find(diagram, "ConfigHub OCI:target")->column, 2);
        QCOMPARE(find(diagram, "apps/Deployment/prod/web")->column, 5);
        QVERIFY(find(diagram, "/Pod/prod/web-abc-0")->flows);
        QVERIFY(!find(diagram, "apps/Deployment/prod/web")->flows);
    }
    void columnsWithoutCardsAreNotThere() {
        GraphMaker maker;
        maker.link(maker.add("HelmRelease", "shop"), maker.add("Service", "web"), "applies");
        QCOMPARE(headersOf(render::diagramOf(maker.done(), {})), QStringLiteral("GITOPS 0-0, WORKLOAD 1-1"));
        QCOMPARE(headersOf(render::diagramOf({}, {})), QString());
    }
    void artifactsThatAreNotAllOci() {
        GraphMaker maker;
        maker.add("OCIRepository", "one");
        QCOMPARE(headersOf(render::diagramOf(maker.done(), {})), QStringLiteral("OCI 0-0"));
        maker.link(maker.add("HelmRepository", "charts"), maker.add("HelmChart", "web"), "source");
        maker.add("Bucket", "files");
        QCOMPARE(headersOf(render::diagramOf(maker.done(), {})), QStringLiteral("ARTIFACT 0-1"));
    }
    void workloadsOfWorkloads() {
        GraphMaker maker;
        const std::string cron = maker.add("CronJob", "backup");
        const std::string job = maker.add("Job", "backup-1");
        maker.link(cron, job, "owns", Grade::uid);
        maker.link(job, maker.add("Pod", "backup-1-x"), "owns", Grade::uid);
        maker.link("/Pod/prod/backup-1-x", maker.add("PersistentVolumeClaim", "scratch"), "owns", Grade::uid);
        const Diagram diagram = render::diagramOf(maker.done(), {});
        QCOMPARE(headersOf(diagram), QStringLiteral("WORKLOAD 0-1, PODS 2-3"));
        QVERIFY(!find(diagram, "/Pod/prod/backup-1-x")->flows);
        QCOMPARE(find(diagram, "/PersistentVolumeClaim/prod/scratch")->column, 3);
    }
    void linksLeadRight() {
        GraphMaker maker;
        std::vector<std::string> ids;
        for (int i = 0; i < 60; ++i) ids.push_back(maker.add("Kustomization", "k" + std::to_string(i)));
        std::mt19937 dice(4);
        for (std::size_t i = 0; i < ids.size(); ++i) {
            for (std::size_t j = i + 1; j < ids.size(); ++j) {
                if (dice() % 9 == 0) maker.link(ids[i], ids[j], "applies");
            }
        }
        const Diagram diagram = render::diagramOf(maker.done(), {});
        QVERIFY(diagram.lines.size() > 100);
        for (const Line& line : diagram.lines)
            QVERIFY(find(diagram, line.from)->column < find(diagram, line.to)->column);
    }
    void aCircleIsDrawn() {
        GraphMaker maker;
        const std::string one = maker.add("Kustomization", "one");
        const std::string two = maker.add("Kustomization", "two");
        const std::string source = maker.add("GitRepository", "source");
        maker.link(source, one, "source");
        maker.link(one, source, "applies");
        maker.link(one, two, "applies");
        maker.link(two, one, "applies");
        const Diagram diagram = render::diagramOf(maker.done(), {});
        QCOMPARE(diagram.cards.size(), 3U);
        QCOMPARE(diagram.lines.size(), 4U);
        QVERIFY(find(diagram, source)->column < find(diagram, one)->column);
    }
    void theOrderOfTheInputChangesNothing() {
        GraphMaker maker;
        const std::string applier = maker.flux("shop");
        for (int i = 0; i < 8; ++i)
            maker.link(applier, maker.deployment("web-" + std::to_string(i), {State::ready, State::failed}), "applies");
        model::Graph graph = maker.done();
        const Diagram diagram = render::diagramOf(graph, {});
        std::mt19937 dice(1);
        for (int i = 0; i < 5; ++i) {
            std::shuffle(graph.edges.begin(), graph.edges.end(), dice);
            QVERIFY(render::diagramOf(graph, {}) == diagram);
        }
    }
    void onlyChosenChains() {
        GraphMaker maker;
        const std::string one = maker.flux("one");
        const std::string two = maker.flux("two");
        maker.chain(one, {one, "source.toolkit.fluxcd.io/OCIRepository/prod/one", "Git:one"});
        maker.chain(two, {two, "source.toolkit.fluxcd.io/OCIRepository/prod/two"});
        DiagramOptions options;
        QCOMPARE(render::diagramOf(maker.done(), options).cards.size(), 6U);
        options.chains = {two};
        const Diagram diagram = render::diagramOf(maker.done(), options);
        QCOMPARE(diagram.cards.size(), 2U);
        QCOMPARE(diagram.lines.size(), 1U);
        QCOMPARE(diagram.counts.at(Tone::ok), 2);
        QCOMPARE(q(diagram.title), QStringLiteral("Kustomization/two in prod"));
        options.chains = {"gone"};
        QVERIFY(render::diagramOf(maker.done(), options).cards.empty());
    }

    void tones_data() {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("tone");
        const std::pair<State, Tone> table[] = {{State::ready, Tone::ok},
                                                {State::progressing, Tone::working},
                                                {State::failed, Tone::problem},
                                                {State::suspended, Tone::paused},
                                                {State::outOfSync, Tone::attention},
                                                {State::stale, Tone::attention},
                                                {State::terminating, Tone::leaving},
                                                {State::unknown, Tone::unknown},
                                                {State::forbidden, Tone::unknown},
                                                {State::missing, Tone::missing},
                                                {State::unreachable, Tone::unknown},
                                                {State::notInstalled, Tone::unknown},
                                                {State::unsupported, Tone::unknown}};
        for (const auto& [state, tone] : table)
            QTest::newRow(model::name(state).data()) << static_cast<int>(state) << static_cast<int>(tone);
    }
    void tones() {
        QFETCH(int, state);
        QFETCH(int, tone);
        QCOMPARE(static_cast<int>(render::toneOf(static_cast<State>(state))), tone);
        GraphMaker maker;
        const std::string id = maker.add("Deployment", "web", static_cast<State>(state));
        const Diagram diagram = render::diagramOf(maker.done(), {});
        QCOMPARE(static_cast<int>(find(diagram, id)->tone), tone);
        QCOMPARE(find(diagram, id)->forbidden, static_cast<State>(state) == State::forbidden);
        QVERIFY(!find(diagram, id)->word.empty());
    }
    void severitiesAreARanking() {
        std::set<int> ranks;
        for (int tone = 0; tone < render::toneCount; ++tone) {
            ranks.insert(render::severityRank(static_cast<Tone>(tone)));
            QVERIFY(!render::name(static_cast<Tone>(tone)).empty());
        }
        QCOMPARE(ranks.size(), static_cast<std::size_t>(render::toneCount));
        QCOMPARE(render::severityRank(Tone::problem), 0);
        QVERIFY(render::severityRank(Tone::attention) < render::severityRank(Tone::unknown));
        QVERIFY(render::severityRank(Tone::unknown) < render::severityRank(Tone::working));
    }

    void facts_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("revision");
        QTest::addColumn<QString>("fact");
        const auto row = [](const char* name, const char* kind, State state, const char* status,
                            const std::string& revision, const char* fact) {
            QTest::newRow(name) << QString::fromLatin1(kind) << static_cast<int>(state) << QString::fromUtf8(status)
                                << QString::fromStdString(revision) << QString::fromUtf8(fact);
        };
        row("workload", "Deployment", State::ready, "3/3 ready", "", "3/3 ready");
        row("container", "Pod", State::ready, "Running, 1/1 containers ready", "", "1/1 ready");
        row("crash", "Pod", State::failed, "CrashLoopBackOff", "", "CrashLoopBackOff");
        row("exists", "ConfigMap", State::ready, "Exists", "", "");
        row("says it again", "Service", State::ready, "Service is ready", "", "");
        row("argo in sync", "Deployment", State::ready, "Synced / Healthy", "", "Synced / Healthy");
        row("argo out of sync", "Deployment", State::outOfSync, "OutOfSync / Healthy", "", "Healthy");
        row("says the word again", "Service", State::progressing, "Progressing", "", "");
        row("a sentence", "Service", State::unknown, "Listed by Kustomization/apps; not read by anybody", "", "");
        row("git", "GitRepository", State::ready, "stored", "main@sha1:" + a, "main@sha1:aaaaaaaa");
        row("bare commit", "Application", State::ready, "Synced / Healthy", a, "sha1:aaaaaaaa");
        row("chart", "HelmRelease", State::ready, "Helm upgrade succeeded", "1.2.3", "1.2.3");
        row("no revision", "Kustomization", State::failed, "message", "", "Reason");
    }
    void facts() {
        QFETCH(QString, kind);
        QFETCH(int, state);
        QFETCH(QString, status);
        QFETCH(QString, revision);
        QFETCH(QString, fact);
        GraphMaker maker;
        const std::string id = maker.add(kind.toStdString(), "web", static_cast<State>(state), status.toStdString());
        maker.last().revision = revision.toStdString();
        if (kind == QLatin1String("Kustomization")) maker.last().health.reason = "Reason";
        const Diagram diagram = render::diagramOf(maker.done(), {});
        QCOMPARE(q(find(diagram, id)->fact), fact);
        QCOMPARE(q(find(diagram, id)->status), status);
    }
    void configHubRevisions() {
        GraphMaker maker;
        const std::string id = maker.add("ConfigHub Unit", "shop");
        maker.last().confighub = model::ConfigHubOrigin{};
        maker.last().confighub->revision = "12";
        QCOMPARE(q(find(render::diagramOf(maker.done(), {}), id)->fact), QStringLiteral("r12"));
    }
    void cardsSayWhatIsKnown() {
        GraphMaker maker;
        const std::string id = maker.add("Deployment", "web", State::failed, "0/3 ready");
        maker.last().created = "2026-11-21T01:37:09Z";
        maker.last().health.message = "quota exceeded";
        const std::string git = maker.add("Git", "acme/web", State::unknown);
        maker.last().claimed = true;
        DiagramOptions options;
        options.now = base::Time{base::parseTime("2026-11-21T04:37:09Z")->seconds};
        options.changes = {{id, 2}};
        const Diagram diagram = render::diagramOf(maker.done(), options);
        const Card& card = *find(diagram, id);
        QCOMPARE(q(card.age), QStringLiteral("3h"));
        QCOMPARE(q(card.word), QStringLiteral("failed"));
        QCOMPARE(q(card.status), QStringLiteral("0/3 ready: quota exceeded"));
        QCOMPARE(q(card.icon), QStringLiteral("deployment"));
        QCOMPARE(card.change, 2);
        QCOMPARE(q(find(diagram, git)->word), QStringLiteral("claimed"));
        QVERIFY(find(diagram, git)->claimed);
        QVERIFY(find(diagram, git)->age.empty());
        // What is merely claimed is not in the legend.
        QCOMPARE(diagram.counts, (std::map<Tone, int>{{Tone::problem, 1}}));
        options.now = {};
        QVERIFY(find(render::diagramOf(maker.done(), options), id)->age.empty());
    }
    void namespacesOnlyWhereTheyAreMixed() {
        GraphMaker maker;
        const std::string web = maker.deployment("web", {State::ready});
        maker.add("Git", "acme/web");
        QVERIFY(find(render::diagramOf(maker.done(), {}), web)->ns.empty());
        const std::string other = maker.add("Service", "other");
        maker.last().ns = "stage";
        const Diagram diagram = render::diagramOf(maker.done(), {});
        QCOMPARE(q(find(diagram, web)->ns), QStringLiteral("prod"));
        QCOMPARE(q(find(diagram, other)->ns), QStringLiteral("stage"));
        QVERIFY(find(diagram, "/Pod/prod/web-abc-0")->ns.empty());
    }
    void hostileTextBecomesPlain() {
        GraphMaker maker;
        const std::string id = maker.add("Deployment", "a\x1b[31mb\nc\u202e", State::ready, "x\ry");
        const Diagram diagram = render::diagramOf(maker.done(), {});
        const Card& card = *find(diagram, id);
        QCOMPARE(q(card.name), QStringLiteral("a\\x1b[31mb\\x0ac\\u202e"));
        QCOMPARE(q(card.status), QStringLiteral("x\\x0dy"));
    }

    void strokes_data() {
        QTest::addColumn<int>("grade");
        QTest::addColumn<int>("stroke");
        const std::pair<Grade, Stroke> table[] = {{Grade::uid, Stroke::solid},    {Grade::inventory, Stroke::solid},
                                                  {Grade::digest, Stroke::solid}, {Grade::reference, Stroke::solid},
                                                  {Grade::label, Stroke::dashed}, {Grade::inferred, Stroke::dotted}};
        for (const auto& [grade, stroke] : table)
            QTest::newRow(model::name(grade).data()) << static_cast<int>(grade) << static_cast<int>(stroke);
    }
    void strokes() {
        QFETCH(int, grade);
        QFETCH(int, stroke);
        GraphMaker maker;
        const std::string from = maker.add("Kustomization", "apps");
        const std::string to = maker.add("Service", "web");
        maker.link(from, to, "applies", static_cast<Grade>(grade));
        const Line line = *find(render::diagramOf(maker.done(), {}), from, to);
        QCOMPARE(static_cast<int>(line.stroke), stroke);
        QCOMPARE(line.rank, grade);
        QCOMPARE(q(line.because),
                 QStringLiteral("because of applies (%1)").arg(q(model::name(static_cast<Grade>(grade)))));
        QVERIFY(!line.broken);
    }
    // Over a ReplicaSet that is not drawn the weaker half counts.
    void aLineOverTwoEdges() {
        GraphMaker maker;
        const std::string whole = maker.add("Deployment", "web");
        const std::string set = maker.add("ReplicaSet", "web-abc");
        const std::string pod = maker.add("Pod", "web-abc-0");
        maker.link(whole, set, "owns", Grade::uid);
        maker.link(set, pod, "owns", Grade::label);
        const Diagram diagram = render::diagramOf(maker.done(), {});
        const Line* line = find(diagram, whole, pod);
        QVERIFY(line != nullptr);
        QCOMPARE(static_cast<int>(line->stroke), static_cast<int>(Stroke::dashed));
        QCOMPARE(find(diagram, whole)->parts, std::vector<std::string>{set});
        QVERIFY(find(diagram, set) == nullptr);
    }

    void titles() {
        const Diagram one = render::diagramOf(model::graphOf(test::requirementFlux()), {});
        QCOMPARE(q(one.title), QStringLiteral("Deployment/frontend in prod"));
        GraphMaker maker;
        for (const char* name : {"one", "two"}) {
            const std::string id = maker.flux(name);
            maker.chain(id, {id});
        }
        model::Graph graph = maker.done();
        Diagram many = render::diagramOf(graph, {});
        QCOMPARE(q(many.title), QStringLiteral("2 chains in prod-east"));
        QCOMPARE(q(many.subtitle), QStringLiteral("context prod-east · 2026-11-21 04:37:09 UTC"));
        graph.complete = false;
        DiagramOptions options;
        options.title = "Mine";
        options.demo = true;
        many = render::diagramOf(graph, options);
        QCOMPARE(q(many.title), QStringLiteral("Mine"));
        QVERIFY(q(many.subtitle).endsWith(QStringLiteral(" · still reading")));
        graph.cancelled = true;
        QCOMPARE(q(render::diagramOf(graph, options).subtitle),
                 QStringLiteral("context prod-east · 2026-11-21 04:37:09 UTC · reading was cancelled: only a part"));
        QVERIFY(many.demo);
    }

    void theVerdictOfOneChainIsSaid() {
        GraphMaker maker;
        const std::string one = maker.flux("one");
        maker.chain(one, {one});
        const std::string two = maker.flux("two");
        maker.chain(two, {two});
        model::Graph graph = maker.done();
        for (model::Chain& chain : graph.chains) {
            chain.verdict.state = model::VerdictState::stale;
            chain.verdict.at = "OCIRepository/one";
            chain.verdict.message = "nobody serves it";
        }
        DiagramOptions options;
        QCOMPARE(q(render::diagramOf(graph, options).verdict), QString());
        options.chains = {one};
        const Diagram single = render::diagramOf(graph, options);
        QCOMPARE(q(single.verdict), QStringLiteral("stale at OCIRepository/one: nobody serves it"));
        QCOMPARE(q(render::caption(single)),
                 QStringLiteral(
                     "stale at OCIRepository/one: nobody serves it · context prod-east · 2026-11-21 04:37:09 UTC"));
        options.redact = true;
        QCOMPARE(q(render::diagramOf(graph, options).verdict), QStringLiteral("stale"));
        const Diagram loose = render::diagramOf(model::graphOf(test::unmanaged()), {});
        QVERIFY2(loose.verdict.starts_with("not managed"), loose.verdict.c_str());
    }

    void redactionLeaksNoName() {
        GraphMaker maker;
        const std::string applier = maker.flux("seekrit");
        maker.last().revision = "seekrit@sha1:" + a;
        maker.last().health.message = "cannot reach https://seekrit.example";
        maker.last().url = "https://seekrit.example";
        maker.last().cluster = "seekrit-management";
        maker.last().verification = model::Verification{"verified", "cosign", "seekrit@example", "seekrit signed it"};
        model::Trace found;
        found.object = {"", "Kustomization", "prod", "seekrit"};
        found.nodes = {maker.last()};
        found.findings = {
            {"drift", model::Severity::warning, maker.last().label(), "seekrit drifted", "", "seekrit", ""}};
        maker.trace(found);
        const std::string web = maker.deployment("seekrit-web", std::vector<State>(9, State::ready));
        maker.link(applier, web, "applies");
        maker.link(applier, maker.add("Service", "seekrit-svc", State::failed, "seekrit broke"), "applies");
        maker.last().ns = "seekrit-ns";
        maker.chain(applier, {applier, web});
        model::Graph graph = maker.done();
        graph.context = "seekrit-context";
        for (model::Edge& edge : graph.edges) edge.because.text = "seekrit said so";
        DiagramOptions options;
        options.redact = true;
        options.title = "seekrit title";
        options.budget = 6;
        for (const bool budget : {true, false}) {
            options.budget = budget ? 6 : 0;
            const Diagram diagram = render::diagramOf(graph, options);
            QVERIFY(diagram.cards.size() >= 5);
            for (const QString& text : textsOf(diagram)) {
                QVERIFY2(!text.contains(QStringLiteral("seekrit")) && !text.contains(QStringLiteral("aaaaaaaa")) &&
                             !text.contains(QStringLiteral("prod")),
                         qPrintable(text));
            }
        }
    }
    void whatWasFoundIsOnTheCard() {
        GraphMaker maker;
        const std::string applier = maker.flux("shop");
        model::Trace found;
        found.object = {"kustomize.toolkit.fluxcd.io", "Kustomization", "prod", "shop"};
        found.nodes = {maker.last()};
        const std::string at = maker.last().label();
        found.findings = {{"overdue", model::Severity::error, at, "nothing happens", "", "", ""},
                          {"ssa", model::Severity::warning, at, "keeps changes", "", "alice", "2026-11-21T04:00:00Z"},
                          {"drift", model::Severity::warning, at, "drifted", "", "", ""},
                          {"note", model::Severity::info, at, "by the way", "", "", ""}};
        maker.trace(found);
        const Diagram diagram = render::diagramOf(maker.done(), {});
        const Card card = *find(diagram, applier);
        QCOMPARE(card.chips.size(), 2U);
        QCOMPARE(diagram.found, (std::map<Tone, int>{{Tone::problem, 1}}));
        QCOMPARE(card.chips[0], (render::Chip{Tone::problem, "✗", "1", "1 error"}));
        QCOMPARE(card.chips[1], (render::Chip{Tone::attention, "!", "2", "2 warnings"}));
        QCOMPARE(card.notes.size(), 3U);
        QCOMPARE(q(card.notes[0]), QStringLiteral("error: nothing happens"));
        QCOMPARE(q(card.notes[2]), QStringLiteral("warning: keeps changes, by alice, since 2026-11-21T04:00:00Z"));
        DiagramOptions redacted;
        redacted.redact = true;
        for (const Card& other : render::diagramOf(maker.done(), redacted).cards) QVERIFY(other.notes.empty());
    }
    // Nothing looks checked that was not.
    void verificationOnTheCard_data() {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("chip");
        QTest::addColumn<QString>("note");
        QTest::newRow("verified") << "verified"
                                  << "✓ verified"
                                  << "Signature: verified, cosign, me, with key k.pub";
        QTest::newRow("failed") << "failed"
                                << "✗ signature"
                                << "Signature: failed, cosign, me, with key k.pub";
        QTest::newRow("claimed") << "claimed"
                                 << ""
                                 << "Signature: claimed, cosign, me, with key k.pub";
        QTest::newRow("unchecked") << "unchecked"
                                   << ""
                                   << "Signature: not checked, cosign, me, with key k.pub";
    }
    void verificationOnTheCard() {
        QFETCH(QString, state);
        QFETCH(QString, chip);
        QFETCH(QString, note);
        GraphMaker maker;
        const std::string source = maker.add("OCIRepository", "apps");
        maker.last().verification = model::Verification{state.toStdString(), "cosign", "me", "with key k.pub"};
        const Card card = *find(render::diagramOf(maker.done(), {}), source);
        QCOMPARE(card.chips.empty() ? QString() : q(card.chips[0].glyph + " " + card.chips[0].text), chip);
        QCOMPARE(card.chips.empty() ? Tone::ok : card.chips[0].tone, state == "failed" ? Tone::problem : Tone::ok);
        QCOMPARE(q(card.notes.at(0)), note);
    }
    void anotherClusterIsNamed() {
        GraphMaker maker;
        const std::string applier = maker.add("Kustomization", "apps");
        maker.last().cluster = "management";
        QCOMPARE(q(find(render::diagramOf(maker.done(), {}), applier)->cluster), QStringLiteral("management"));
    }
    void redactedNamesAreStable() {
        GraphMaker maker;
        const std::string source = maker.add("GitRepository", "apps");
        maker.last().revision = "main@sha1:" + a;
        const std::string applier = maker.add("Kustomization", "apps");
        maker.last().revision = "main@sha1:" + b;
        maker.link(source, applier, "source", Grade::reference);
        const std::string web = maker.add("Deployment", "web", State::ready, "3/3 ready");
        const std::string api = maker.add("Deployment", "api");
        maker.last().ns = "other";
        maker.link(applier, web, "applies");
        maker.link(applier, api, "applies");
        maker.chain(applier, {applier, web});
        DiagramOptions options;
        options.redact = true;
        const Diagram all = render::diagramOf(maker.done(), options);
        QCOMPARE(q(find(all, "Deployment-1")->name), QStringLiteral("Deployment 1"));
        QCOMPARE(q(find(all, "Deployment-2")->name), QStringLiteral("Deployment 2"));
        QCOMPARE(q(find(all, "Deployment-2")->ns), QStringLiteral("namespace 2"));
        QCOMPARE(q(find(all, "Deployment-2")->fact), QStringLiteral("3/3 ready"));
        QCOMPARE(q(find(all, "GitRepository-1", "Kustomization-1")->label), QStringLiteral("revision 2 ≠ revision 1"));
        QCOMPARE(q(find(all, "GitRepository-1")->fact), QStringLiteral("revision 2"));
        options.chains = {applier};
        const Diagram part = render::diagramOf(maker.done(), options);
        QCOMPARE(q(find(part, "Deployment-2")->name), QStringLiteral("Deployment 2"));
        QVERIFY(find(part, "Deployment-1") == nullptr);
    }
};

QTEST_GUILESS_MAIN(DiagramTest)
#include "diagram_test.moc"
