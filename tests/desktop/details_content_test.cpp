// What the tabs of the details pane say, before it becomes widgets.
#include <QAbstractItemModelTester>
#include <QTest>

#include "desktop/window/details_commands.h"
#include "desktop/window/details_events.h"
#include "desktop/window/details_history.h"
#include "desktop/window/details_logs.h"
#include "desktop/window/details_summary_content.h"
#include "desktop/window/details_why.h"
#include "desktop/window/details_yaml.h"
#include "details_source_fake.h"
#include "models_graph.h"

using namespace scout;
using namespace scout::desktop;

namespace {

const std::string web = "apps/Deployment/prod/web";
const std::string badPod = "/Pod/prod/web-7d4b-b";

DetailsSubject subjectOf(std::shared_ptr<const model::Graph> graph, const std::string& id) {
    DetailsSubject subject;
    subject.cardId = QString::fromStdString(id);
    subject.graph = std::move(graph);
    subject.hop = subject.graph->find(id);
    subject.source = std::make_shared<test::FakeSource>();
    subject.now = [] { return *base::parseTime("2026-11-21T04:00:00Z"); };
    subject.theme = &render::theme(render::Palette::scout, false);
    return subject;
}

std::shared_ptr<const model::Graph> tracedGraph() {
    model::Graph graph = *test::smallGraph();
    auto trace = std::make_shared<model::Trace>();
    trace->object = {"apps", "Deployment", "prod", "web"};
    trace->verdict = {model::VerdictState::failed, "Applier/apps", "HealthCheckFailed", "it did not get ready",
                      "Look at the Pod."};
    trace->revisions.fetched = model::Rung{"main@sha1:2222", "2026-11-21T03:00:00Z", "Source/repo status"};
    trace->revisions.applied = model::Rung{"main@sha1:1111", "", "Applier/apps status"};
    trace->revisions.behind = "applied";
    trace->findings = {{"drift", model::Severity::warning, "Deployment/web", "2 fields differ", "Apply again."}};
    graph.traces[web] = trace;
    return std::make_shared<const model::Graph>(std::move(graph));
}

const SummarySection* section(const std::vector<SummarySection>& sections, const QString& title) {
    for (const SummarySection& one : sections) {
        if (one.title == title) return &one;
    }
    return nullptr;
}

QStringList values(const std::vector<SummarySection>& sections, const QString& title) {
    QStringList out;
    const SummarySection* found = section(sections, title);
    if (found == nullptr) return out;
    for (const SummaryRow& row : found->rows) {
        out << (row.label.isEmpty() ? row.value : row.label + QStringLiteral(": ") + row.value);
    }
    return out;
}

}  // namespace

class DetailsContentTest : public QObject {
    Q_OBJECT

  private slots:
    void theSummaryTellsStateVerdictRevisionsAndFindings() {
        const auto sections = summaryOf(subjectOf(tracedGraph(), web), {});
        QCOMPARE(values(sections, QStringLiteral("State")),
                 QStringList({QStringLiteral("State: progressing"), QStringLiteral("Status: 1/2 ready")}));
        QCOMPARE(
            values(sections, QStringLiteral("Verdict")),
            QStringList({QStringLiteral("Verdict: failed at Applier/apps"), QStringLiteral("Reason: HealthCheckFailed"),
                         QStringLiteral("Message: it did not get ready"),
                         QStringLiteral("What to do: Look at the Pod.")}));
        QCOMPARE(values(sections, QStringLiteral("Revisions")),
                 QStringList({QStringLiteral("fetched: main@sha1:2222"), QStringLiteral("applied: main@sha1:1111")}));
        const SummarySection* revisions = section(sections, QStringLiteral("Revisions"));
        QVERIFY(!revisions->rows[0].badge && revisions->rows[1].badge);
        QVERIFY(revisions->rows[1].detail.startsWith(QStringLiteral("behind")));
        QCOMPARE(revisions->rows[0].detail, QStringLiteral("Source/repo status · 60m ago (2026-11-21T03:00:00Z)"));
        QCOMPARE(values(sections, QStringLiteral("Findings")), QStringList(QStringLiteral("warning: 2 fields differ")));
    }

    void findingsNameWhoAndSince() {
        model::Graph graph = *tracedGraph();
        auto trace = std::make_shared<model::Trace>(*graph.traces.at(web));
        trace->findings = {{"suspended", model::Severity::warning, "Source/repo", "suspended", "Resume it.", "alice",
                            "2026-11-21T03:00:00Z"}};
        trace->nodes = {*graph.find("example.dev/Source/flux/repo")};
        graph.traces[web] = trace;
        const auto shared = std::make_shared<const model::Graph>(std::move(graph));
        const QString detail =
            QStringLiteral("Source/repo\nby alice, since 60m ago (2026-11-21T03:00:00Z)\nResume it.");
        const auto object = summaryOf(subjectOf(shared, web), {});
        QCOMPARE(section(object, QStringLiteral("Findings"))->rows[0].detail, detail);
        // A source has no answer of its own: what others say about it is told.
        const auto source = summaryOf(subjectOf(shared, "example.dev/Source/flux/repo"), {});
        QVERIFY(section(source, QStringLiteral("Findings")) != nullptr);
        QCOMPARE(section(source, QStringLiteral("Findings"))->rows[0].detail, detail);
    }

    void revisionsSayWhatWasNotRead() {
        model::Graph graph = *tracedGraph();
        auto trace = std::make_shared<model::Trace>(*graph.traces.at(web));
        trace->revisions.headUnread = "the registry was not asked";
        trace->revisions.live = model::Rung{"main@sha1:1111", "", ""};
        trace->revisions.liveHealth = "checking";
        graph.traces[web] = trace;
        const auto sections = summaryOf(subjectOf(std::make_shared<const model::Graph>(std::move(graph)), web), {});
        QCOMPARE(
            values(sections, QStringLiteral("Revisions")),
            QStringList({QStringLiteral("fetched: main@sha1:2222"), QStringLiteral("applied: main@sha1:1111"),
                         QStringLiteral("live: main@sha1:1111"), QStringLiteral("head: the registry was not asked"),
                         QStringLiteral("live is: checking")}));
    }

    void whyLiveIsNotKnownIsSaid() {
        model::Graph graph = *tracedGraph();
        auto trace = std::make_shared<model::Trace>(*graph.traces.at(web));
        trace->revisions.liveUnknown = "1.2.4 failed, and some of it may be applied";
        graph.traces[web] = trace;
        const auto sections = summaryOf(subjectOf(std::make_shared<const model::Graph>(std::move(graph)), web), {});
        QVERIFY(values(sections, QStringLiteral("Revisions"))
                    .contains(QStringLiteral("live: not known: 1.2.4 failed, and some of it may be applied")));
    }

    void anArtifactShowsItsLayersAndItsSignature_data() {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("said");
        QTest::addColumn<int>("tone");
        QTest::newRow("verified") << "verified"
                                  << "verified" << static_cast<int>(render::Tone::ok);
        QTest::newRow("failed") << "failed"
                                << "failed" << static_cast<int>(render::Tone::problem);
        QTest::newRow("claimed") << "claimed"
                                 << "claimed" << static_cast<int>(render::Tone::unknown);
        QTest::newRow("unchecked") << "unchecked"
                                   << "not checked" << static_cast<int>(render::Tone::unknown);
    }
    void anArtifactShowsItsLayersAndItsSignature() {
        QFETCH(QString, state);
        QFETCH(QString, said);
        QFETCH(int, tone);
        model::Graph graph = *tracedGraph();
        for (model::Hop& hop : graph.nodes) {
            if (hop.name != "repo") continue;
            hop.cluster = "management";
            model::OciSource source;
            source.registry = "registry.test";
            source.artifactType = "application/vnd.test";
            source.created = "2026-11-21T01:00:00Z";
            source.layers = {{"application/tar", "sha256:" + std::string(64, 'a'), 2048},
                             {"text/plain", "sha256:" + std::string(64, 'b'), 12}};
            hop.ociSource = source;
            hop.verification = model::Verification{state.toStdString(), "cosign", "me", "with key k.pub"};
            model::ConfigHubOrigin hub;
            hub.unit = "web";
            hub.headRevision = "7";
            hub.releasedRevision = "6";
            hub.releasedAt = "2026-11-21T02:00:00Z";
            hub.liveRevision = "5";
            hub.liveFrom = "LastAppliedRevisionNum";
            hub.url = "https://hub.test/x";
            hop.confighub = hub;
        }
        const auto sections = summaryOf(
            subjectOf(std::make_shared<const model::Graph>(std::move(graph)), "example.dev/Source/flux/repo"), {});
        QCOMPARE(
            values(sections, QStringLiteral("Artifact")),
            QStringList({QStringLiteral("Registry: registry.test"), QStringLiteral("Type: application/vnd.test"),
                         QStringLiteral("Made: 2026-11-21T01:00:00Z"), QStringLiteral("Layer 1 of 2: sha256:aaaaaaaa"),
                         QStringLiteral("Layer 2 of 2: sha256:bbbbbbbb")}));
        const SummaryRow& layer = section(sections, QStringLiteral("Artifact"))->rows[3];
        QCOMPARE(layer.detail, QStringLiteral("application/tar · 2.0 KiB"));
        QCOMPARE(layer.target, QStringLiteral("sha256:") + QString(64, QLatin1Char('a')));
        const SummarySection* signature = section(sections, QStringLiteral("Signature"));
        QCOMPARE(signature->rows[0].value, said);
        QCOMPARE(static_cast<int>(signature->rows[0].badge->tone), tone);
        QCOMPARE(signature->rows[3].value, QStringLiteral("with key k.pub"));
        QCOMPARE(values(sections, QStringLiteral("ConfigHub")),
                 QStringList({QStringLiteral("Unit: web"), QStringLiteral("Head revision: 7"),
                              QStringLiteral("Released: 6, 2026-11-21T02:00:00Z"), QStringLiteral("Live revision: 5"),
                              QStringLiteral("Live read from: LastAppliedRevisionNum")}));
        QVERIFY(values(sections, QStringLiteral("Object")).contains(QStringLiteral("Cluster: management")));
    }

    void theTimeLineIsNewestFirstAndDriftIsAttributed() {
        model::Trace trace;
        trace.history = {
            {"2026-11-20T04:00:00Z", "Kustomization/apps", "applied", "main@sha1:" + std::string(40, '1'), "", "",
             "status.history"},
            {"2026-11-21T03:00:00Z", "Kustomization/apps", "failed", "latest@sha256:" + std::string(64, '2'),
             "main@sha1:" + std::string(40, '3'), "health check", ""}};
        trace.differences = {{"spec.replicas", "3", "5", "kubectl-scale", "2026-11-21T03:00:00Z"},
                             {"metadata.labels.x", "", "\"y\"", "", ""},
                             {"spec.paused", "true", "", "", ""}};
        const auto age = [](const std::string& at) {
            return at.starts_with("2026-11-21") ? QStringLiteral("60m") : QStringLiteral("24h");
        };
        const auto sections = historySections(trace, age);
        QCOMPARE(values(sections, QStringLiteral("Time line")),
                 QStringList({QStringLiteral("60m ago: failed latest@sha256:22222222"),
                              QStringLiteral("24h ago: applied main@sha1:11111111")}));
        QVERIFY(section(sections, QStringLiteral("Time line"))
                    ->rows[0]
                    .detail.contains(QStringLiteral("from Git main@sha1:33333333\nhealth check")));
        const QString drift = QStringLiteral("Not as it was last applied");
        QCOMPARE(values(sections, drift), QStringList({QStringLiteral("spec.replicas: 3 → 5"),
                                                       QStringLiteral("metadata.labels.x: not set → \"y\""),
                                                       QStringLiteral("spec.paused: true → gone")}));
        QCOMPARE(section(sections, drift)->rows[0].detail,
                 QStringLiteral("by kubectl-scale, 60m ago (2026-11-21T03:00:00Z)"));
        // Nothing is said to be the same that was not compared.
        trace.differences.clear();
        trace.differencesUnread = "the fields that it manages were not seen";
        QCOMPARE(values(historySections(trace, age), drift),
                 QStringList(QStringLiteral("the fields that it manages were not seen")));
    }

    void neighboursLeadOnStrongestFirst() {
        const auto sections = summaryOf(subjectOf(tracedGraph(), web), {});
        QCOMPARE(values(sections, QStringLiteral("Comes from")),
                 QStringList({QStringLiteral("Applier/apps"), QStringLiteral("Applier/infra")}));
        QCOMPARE(section(sections, QStringLiteral("Comes from"))->rows[0].target,
                 QStringLiteral("example.dev/Applier/flux/apps"));
        QCOMPARE(values(sections, QStringLiteral("Leads to")), QStringList(QStringLiteral("ReplicaSet/web-7d4b")));
    }

    void whatIsOwnedShowsItsOwnersVerdict() {
        const auto sections = summaryOf(subjectOf(tracedGraph(), badPod), {});
        QVERIFY(section(sections, QStringLiteral("Verdict of Deployment/web")) != nullptr);
        // What an applier delivers is no verdict about the applier.
        const auto applier = summaryOf(subjectOf(tracedGraph(), "example.dev/Applier/flux/apps"), {});
        QVERIFY(std::none_of(applier.begin(), applier.end(), [](const SummarySection& one) {
            return one.title.startsWith(QStringLiteral("Verdict"));
        }));
    }

    void conditionsComeFromTheObject() {
        SummaryObject object;
        const auto rows = [&] {
            return values(summaryOf(subjectOf(tracedGraph(), web), object), QStringLiteral("Conditions"));
        };
        QVERIFY(rows().isEmpty());
        object.loading = true;
        QCOMPARE(rows(), QStringList(QStringLiteral("Reading the object…")));
        object.loading = false;
        object.value = test::json(
            "{'status': {'conditions': [{'type': 'Available', 'status': 'False', "
            "'reason': 'MinimumReplicasUnavailable', 'message': 'too few'}]}}");
        QCOMPARE(rows(), QStringList(QStringLiteral("Available: False · MinimumReplicasUnavailable")));
        // A failing refresh keeps what was read.
        object.error = base::Error{base::ErrorKind::unreachable, "no connection", {}, {}};
        QCOMPARE(rows().size(), 2);
        object = {};
        object.error = base::Error{base::ErrorKind::unsupported, "not in this snapshot", {}, {}};
        const auto sections = summaryOf(subjectOf(tracedGraph(), web), object);
        QCOMPARE(section(sections, QStringLiteral("Conditions"))->rows[0].kind, SummaryRow::Kind::muted);
    }

    void aFoldListsWhatItStandsForWorstFirst() {
        DetailsSubject subject = subjectOf(tracedGraph(), "fold:" + web + ":Pod");
        subject.folded = {subject.graph->find("/Pod/prod/web-7d4b-a"), subject.graph->find(badPod)};
        const auto sections = summaryOf(subject, {});
        QCOMPARE(sections.size(), std::size_t{1});
        QCOMPARE(sections[0].title, QStringLiteral("Stands for"));
        QCOMPARE(sections[0].rows[0].target, QString::fromStdString(badPod));
    }

    void whatIsGoneHasNoSummary() {
        QVERIFY(summaryOf(subjectOf(tracedGraph(), "/Pod/prod/gone"), {}).empty());
        QVERIFY(whySections(*tracedGraph(), "/Pod/prod/gone").empty());
        QVERIFY(commandSections(subjectOf(tracedGraph(), "/Pod/prod/gone")).empty());
    }

    void whyLeadsFromTheRootToTheObject() {
        const auto graph = test::demoGraph();
        QVERIFY(graph);
        int told = 0;
        for (const auto& [id, trace] : graph->traces) {
            const auto sections = whySections(*graph, id);
            QCOMPARE(sections.size(), std::size_t{2});
            QVERIFY(!sections[0].rows.empty());
            QCOMPARE(sections[1].rows.back().target, QString::fromStdString(id));
            for (const SummaryRow& row : sections[1].rows) {
                if (row.kind == SummaryRow::Kind::hop) QVERIFY(graph->find(row.target.toStdString()) != nullptr);
                told += row.value.startsWith(QStringLiteral("↓"));
            }
        }
        QVERIFY(told > 0);
    }

    void commandsAreGroupedByProgram() {
        const DetailsSubject subject = subjectOf(tracedGraph(), web);
        const auto sections = commandSections(subject);
        QVERIFY(sections.size() >= 2);
        QCOMPARE(sections[0].title, QStringLiteral("kubectl scout"));
        QCOMPARE(scoutCommand(subject), sections[0].rows[0].value);
        QVERIFY(scoutCommand(subject).startsWith(QStringLiteral("kubectl scout trace ")));
        QVERIFY(scoutCommand(subject).contains(QStringLiteral("--context prod-east")));
        for (const SummaryRow& row : sections[0].rows) QCOMPARE(row.kind, SummaryRow::Kind::command);
    }

    void yamlStandsInTheOrderThatPeopleExpect() {
        const QString yaml = yamlOf(
            test::json("{'status': {'a': 1}, 'data': {'k': 'v'}, 'kind': 'ConfigMap', "
                       "'metadata': {'uid': 'u', 'name': 'n', 'managedFields': [{'manager': 'kubectl'}]}, 'spec': {}, "
                       "'apiVersion': 'v1'}"),
            false);
        QStringList keys;
        for (const QString& line : yaml.split(QLatin1Char('\n'))) {
            if (!line.startsWith(QLatin1Char(' ')) && line.contains(QLatin1Char(':'))) {
                keys << line.section(QLatin1Char(':'), 0, 0);
            }
        }
        QCOMPARE(keys, QStringList({QStringLiteral("apiVersion"), QStringLiteral("kind"), QStringLiteral("metadata"),
                                    QStringLiteral("spec"), QStringLiteral("data"), QStringLiteral("status")}));
        QVERIFY(yaml.indexOf(QStringLiteral("name: n")) < yaml.indexOf(QStringLiteral("uid: u")));
        QVERIFY(!yaml.contains(QStringLiteral("managedFields")));
    }

    void managedFieldsAreShownWhereAskedFor() {
        const auto object = test::json("{'kind': 'Pod', 'metadata': {'managedFields': [{'manager': 'kubectl'}]}}");
        QVERIFY(!yamlOf(object, false).contains(QStringLiteral("manager")));
        QVERIFY(yamlOf(object, true).contains(QStringLiteral("manager: kubectl")));
    }

    void aSecretsValuesAreNeverShown() {
        const QString yaml =
            yamlOf(test::json("{'apiVersion': 'v1', 'kind': 'Secret', 'type': 'Opaque', "
                              "'data': {'password': 'aHVudGVyMg=='}, 'stringData': {'password': 'hunter2'}, "
                              "'metadata': {'name': 'db', 'annotations': {'note': 'kept', "
                              "'kubectl.kubernetes.io/last-applied-configuration': "
                              "'{\\\"data\\\":{\\\"password\\\":\\\"aHVudGVyMg==\\\"}}'}}}"),
                   true);
        QVERIFY(yaml.contains(QStringLiteral("name: db")));
        QVERIFY(yaml.contains(QStringLiteral("note: kept")));
        QVERIFY2(!yaml.contains(QStringLiteral("hunter2")) && !yaml.contains(QStringLiteral("aHVudGVyMg")),
                 qPrintable(yaml));
    }

    void eventsOfBothApis() {
        const auto rows = eventRows(
            test::json("[ "
                       "{'type': 'Warning', 'reason': 'BackOff', 'message': 'back-off\\n', 'count': 12, "
                       "'firstTimestamp': '2026-11-21T01:00:00Z', 'lastTimestamp': '2026-11-21T03:55:00Z'}, "
                       "{'type': 'Normal', 'reason': 'Pulled', 'note': 'image pulled', 'eventTime': "
                       "'2026-11-21T03:50:00.123456Z', "
                       "'series': {'count': 3, 'lastObservedTime': '2026-11-21T03:58:00Z'}, 'lastTimestamp': null}, "
                       "{'type': 'Normal', 'reason': 'Scheduled', 'message': 'ok', 'metadata': "
                       "{'creationTimestamp': '2026-11-21T01:00:00Z'}}]"));
        QCOMPARE(rows.size(), std::size_t{3});
        QCOMPARE(rows[0].message, QStringLiteral("back-off"));
        QCOMPARE(rows[0].count, std::int64_t{12});
        QCOMPARE(rows[0].lastSeen, std::string("2026-11-21T03:55:00Z"));
        QCOMPARE(rows[1].message, QStringLiteral("image pulled"));
        QCOMPARE(rows[1].count, std::int64_t{3});
        QCOMPARE(rows[1].lastSeen, std::string("2026-11-21T03:58:00Z"));
        QCOMPARE(rows[2].lastSeen, std::string("2026-11-21T01:00:00Z"));

        EventsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setRows(rows);
        model.setLook([] { return *base::parseTime("2026-11-21T04:00:00Z"); },
                      render::theme(render::Palette::scout, false));
        QCOMPARE(model.index(0, EventsModel::lastSeen).data().toString(), QStringLiteral("5m"));
        QCOMPARE(model.index(0, EventsModel::count).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Count: 12"));
        QVERIFY(model.index(0, EventsModel::type).data(Qt::DecorationRole).isValid());
        QVERIFY(!model.index(1, EventsModel::type).data(Qt::DecorationRole).isValid());
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
    }

    void logsAreThereForPodsAndTheirOwners() {
        const auto graph = test::smallGraph();
        const auto ids = [&](const std::string& id) {
            QStringList out;
            for (const model::Hop* pod : podsOf(*graph, id)) out << QString::fromStdString(pod->name);
            return out;
        };
        const QStringList both{QStringLiteral("web-7d4b-b"), QStringLiteral("web-7d4b-a")};
        QCOMPARE(ids(web), both);
        QCOMPARE(ids("apps/ReplicaSet/prod/web-7d4b"), both);
        QCOMPARE(ids(badPod), QStringList(QStringLiteral("web-7d4b-b")));
        QCOMPARE(ids("example.dev/Applier/flux/apps"), QStringList());
    }

    void theFirstContainerIsKubectls() {
        const char* pod =
            "{'metadata': {'annotations': {'kubectl.kubernetes.io/default-container': 'app'}}, 'spec': "
            "{'initContainers': [{'name': 'migrate'}], 'containers': [{'name': 'proxy'}, {'name': 'app'}], "
            "'ephemeralContainers': [{'name': 'debug'}]}}";
        QStringList labels;
        for (const PodContainer& container : containersOf(test::json(pod))) labels << container.label;
        QCOMPARE(labels, QStringList({QStringLiteral("app"), QStringLiteral("proxy"), QStringLiteral("migrate (init)"),
                                      QStringLiteral("debug (ephemeral)")}));
        QVERIFY(containersOf(test::json("{}")).empty());
    }
};

QTEST_MAIN(DetailsContentTest)
#include "details_content_test.moc"
