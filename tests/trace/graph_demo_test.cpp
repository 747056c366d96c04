// The bundled demo as a graph. SCOUT_UPDATE_GOLDEN=1 rewrites the expectation: read it before committing.
#include <QFile>
#include <QTest>

#include "golden.h"
#include "trace/graph_builder.h"
#include "trace/graph_text.h"
#include "trace/snapshot.h"

using namespace scout;

class GraphDemoTest : public QObject {
    Q_OBJECT

  private slots:
    void theDemoIsDrawnAsExpected() {
        QFile file(QStringLiteral(SCOUT_TESTS_DIR "/../resources/demo/demo.snapshot.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto snapshot = trace::readSnapshot(file.readAll().toStdString(), "demo");
        QVERIFY(snapshot.ok());
        trace::Options options;
        options.now = base::parseTime(snapshot->evidence.recordedAt).value();
        const auto graph = trace::buildGraph(snapshot->evidence, options);
        const QString difference =
            test::goldenDifference(QStringLiteral(SCOUT_TESTS_DIR "/trace/golden/demo-graph.txt"), test::print(*graph));
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }
};

QTEST_GUILESS_MAIN(GraphDemoTest)
#include "graph_demo_test.moc"
