// The bundled demo as a graph. SCOUT_UPDATE_GOLDEN=1 rewrites the expectation: read it before committing.
#include <QFile>
#include <QTest>
#include <nlohmann/json.hpp>

#include "golden.h"
#include "trace/graph_builder.h"
#include "trace/graph_text.h"
#include "trace/snapshot.h"

using namespace scout;

namespace {

trace::Evidence demo() {
    QFile file(QStringLiteral(SCOUT_TESTS_DIR "/../resources/demo/demo.snapshot.json"));
    const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    return trace::readSnapshot(text.toStdString(), "demo").value().evidence;
}

// What the graph of it says otherwise than is expected of the demo's.
QString differenceFromDemo(const trace::Evidence& evidence) {
    trace::Options options;
    options.now = base::parseTime(evidence.recordedAt).value();
    return test::goldenDifference(QStringLiteral(SCOUT_TESTS_DIR "/trace/golden/demo-graph.txt"),
                                  test::print(*trace::buildGraph(evidence, options)));
}

}  // namespace

class GraphDemoTest : public QObject {
    Q_OBJECT

  private slots:
    void theDemoIsDrawnAsExpected() {
        const QString difference = differenceFromDemo(demo());
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

    // What an applier's record lists is the applier's, whether or not the object's labels say so.
    void aListedObjectNeedsNoLabels() {
        trace::Evidence evidence = demo();
        const trace::Query web = trace::askFor({"apps", "Deployment", "failed-source", "web"});
        nlohmann::json object = *evidence.find(web)->value().raw();
        QVERIFY(object["metadata"]["labels"].erase("kustomize.toolkit.fluxcd.io/name") > 0);
        QVERIFY(object["metadata"]["labels"].erase("kustomize.toolkit.fluxcd.io/namespace") > 0);
        for (const bool withManagers : {true, false}) {
            if (!withManagers) object["metadata"].erase("managedFields");
            evidence.add(web, trace::Answer::known(base::Json(nlohmann::json(object))));
            const QString difference = differenceFromDemo(evidence);
            QVERIFY2(difference.isEmpty(), qPrintable(difference));
        }
    }
};

QTEST_GUILESS_MAIN(GraphDemoTest)
#include "graph_demo_test.moc"
