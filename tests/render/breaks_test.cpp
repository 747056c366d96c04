// Where a diagram says that the revision stops matching: only where both sides were seen.
#include <QTest>

#include "graph_maker.h"
#include "samples.h"

using namespace scout;
using model::Grade;
using render::Diagram;
using render::Line;
using test::find;
using test::GraphMaker;

namespace {

QString q(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

const std::string a(40, 'a');
const std::string b(40, 'b');

model::Trace ladder(const std::string& fetched, const std::string& attempted, const std::string& applied,
                    const std::string& live, const std::string& behind) {
    model::Trace trace = test::requirementFlux();
    const auto rung = [](const std::string& value) {
        return value.empty() ? std::nullopt : std::optional(model::Rung{value, {}, {}});
    };
    trace.revisions = {{}, rung(fetched), rung(attempted), rung(applied), rung(live), behind};
    for (model::Hop& hop : trace.chain) hop.revision.clear();
    for (model::Hop& hop : trace.nodes) hop.revision.clear();
    return trace;
}

}  // namespace

class BreaksTest : public QObject {
    Q_OBJECT
  private slots:
    void breaks_data() {
        QTest::addColumn<QString>("fetched");
        QTest::addColumn<QString>("applied");
        QTest::addColumn<QString>("label");
        const auto row = [](const char* name, const std::string& fetched, const std::string& applied,
                            const char* label) {
            QTest::newRow(name) << QString::fromStdString(fetched) << QString::fromStdString(applied)
                                << QString::fromUtf8(label);
        };
        row("the same", "main@sha1:" + a, "main@sha1:" + a, "");
        row("the same, written differently", "main@sha1:" + a, a, "");
        row("another commit", "main@sha1:" + a, "main@sha1:" + b, "aaaaaaaa ≠ bbbbbbbb");
        row("nothing fetched", "", "main@sha1:" + b, "");
        row("nothing applied", "main@sha1:" + a, "", "");
        row("a version names no content", "1.2.3", "1.2.4", "");
        row("a commit is no digest", "main@sha1:" + a, "latest@sha256:" + std::string(64, 'c'), "");
    }
    void breaks() {
        QFETCH(QString, fetched);
        QFETCH(QString, applied);
        QFETCH(QString, label);
        GraphMaker maker;
        const std::string source = maker.add("GitRepository", "apps");
        maker.last().revision = fetched.toStdString();
        const std::string applier = maker.add("Kustomization", "apps");
        maker.last().revision = applied.toStdString();
        maker.link(source, applier, "source", Grade::reference);
        const Line line = *find(render::diagramOf(maker.done(), {}), source, applier);
        QCOMPARE(line.broken, !label.isEmpty());
        QCOMPARE(q(line.label), label);
    }
    void neverBrokenByAnothersWord() {
        GraphMaker maker;
        const std::string source = maker.add("Git", "apps");
        maker.last().revision = "main@sha1:" + a;
        maker.last().claimed = true;
        const std::string applier = maker.add("Kustomization", "apps");
        maker.last().revision = "main@sha1:" + b;
        maker.link(source, applier, "source", Grade::label);
        QVERIFY(!find(render::diagramOf(maker.done(), {}), source, applier)->broken);
    }
    void neverBrokenWithSeveralSources() {
        GraphMaker maker;
        const std::string applier = maker.add("Application", "apps");
        maker.last().revision = a;
        for (const char* name : {"one", "two"}) {
            const std::string source = maker.add("Git", name);
            maker.last().revision = "main@sha1:" + (name == std::string("one") ? a : b);
            maker.link(source, applier, "source", Grade::reference);
        }
        for (const Line& line : render::diagramOf(maker.done(), {}).lines) QVERIFY(!line.broken);
    }
    void theLadder_data() {
        QTest::addColumn<QStringList>("rungs");
        QTest::addColumn<QString>("behind");
        QTest::addColumn<int>("brokenLine");  // -1: none, else the position in the chain of its cause
        QTest::addColumn<QString>("label");
        const QString one = q("main@sha1:" + a);
        const QString two = q("main@sha1:" + b);
        const QString label = QStringLiteral("aaaaaaaa ≠ bbbbbbbb");
        QTest::newRow("level") << QStringList{one, one, one, one} << QString() << -1 << QString();
        QTest::newRow("not attempted") << QStringList{one, two, two, two} << QStringLiteral("attempted") << 0 << label;
        QTest::newRow("not applied") << QStringList{one, one, two, two} << QStringLiteral("applied") << 0 << label;
        QTest::newRow("not live") << QStringList{one, one, one, two} << QStringLiteral("live") << 1 << label;
        QTest::newRow("without an attempt")
            << QStringList{one, QString(), two, two} << QStringLiteral("applied") << 0 << label;
        QTest::newRow("charts") << QStringList{QStringLiteral("1.2.4"), QStringLiteral("1.2.3+aaaaaaaaaaaa"), {}, {}}
                                << QStringLiteral("attempted") << 0 << QStringLiteral("1.2.4 ≠ 1.2.3");
        // What stands before the source was not seen.
        QTest::newRow("not fetched") << QStringList{one, one, one, one} << QStringLiteral("fetched") << -1 << QString();
    }
    void theLadder() {
        QFETCH(QStringList, rungs);
        QFETCH(QString, behind);
        QFETCH(int, brokenLine);
        QFETCH(QString, label);
        const model::Trace trace = ladder(rungs[0].toStdString(), rungs[1].toStdString(), rungs[2].toStdString(),
                                          rungs[3].toStdString(), behind.toStdString());
        const Diagram diagram = render::diagramOf(model::graphOf(trace), {});
        for (int i = 0; i + 1 < static_cast<int>(trace.chain.size()); ++i) {
            const auto at = static_cast<std::size_t>(i);
            const Line* line = find(diagram, trace.chain[at].id, trace.chain[at + 1].id);
            QVERIFY(line != nullptr);
            QCOMPARE(line->broken, i == brokenLine);
            QCOMPARE(q(line->label), i == brokenLine ? label : QString());
        }
    }
    // Below an app of apps the source of the inner one stands beside the chain.
    void notBetweenTwoAppliers() {
        GraphMaker maker;
        const std::string outer = maker.add("Application", "outer");
        const std::string inner = maker.add("Application", "inner");
        const std::string service = maker.add("Service", "web");
        maker.link(outer, inner, "applies");
        maker.link(inner, service, "applies");
        model::Graph graph = maker.done();
        model::Trace trace;
        trace.object = {"", "Service", "prod", "web"};
        for (const std::string& id : {outer, inner, service}) trace.chain.push_back(*graph.find(id));
        trace.revisions.fetched = model::Rung{"main@sha1:" + a, {}, {}};
        trace.revisions.applied = model::Rung{"main@sha1:" + b, {}, {}};
        trace.revisions.live = trace.revisions.applied;
        trace.revisions.behind = "applied";
        maker.trace(trace);
        for (const Line& line : render::diagramOf(maker.done(), {}).lines) QVERIFY(!line.broken);
        trace.revisions.applied = trace.revisions.fetched;
        trace.revisions.behind = "live";
        maker.trace(trace);
        const Diagram diagram = render::diagramOf(maker.done(), {});
        QVERIFY(!find(diagram, outer, inner)->broken);
        QVERIFY(find(diagram, inner, service)->broken);
    }
};

QTEST_GUILESS_MAIN(BreaksTest)
#include "breaks_test.moc"
