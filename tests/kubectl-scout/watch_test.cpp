// trace --watch against an API server whose objects change.
#include <QTest>

#include "base/yaml.h"
#include "fake_api.h"
#include "kubectl-scout/screen.h"
#include "program.h"
#include "running.h"

using namespace scout;
using test::ChangingApi;
using test::Program;
using test::Running;

namespace {

model::KubeObject frontend(int ready, const char* version) {
    const std::string number = std::to_string(ready);
    const auto documents = base::parseYaml(
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: frontend, namespace: prod, uid: uid-frontend, "
        "generation: "
        "2, resourceVersion: \"" +
            std::string(version) +
            "\", labels: {kustomize.toolkit.fluxcd.io/name: apps, kustomize.toolkit.fluxcd.io/namespace: "
            "flux-system}}, "
            "spec: {replicas: 3}, status: {observedGeneration: 2, replicas: 3, updatedReplicas: 3, readyReplicas: " +
            number + ", availableReplicas: " + number +
            ", conditions: [{type: Available, status: \"True\", reason: MinimumReplicasAvailable}, {type: Progressing, "
            "status: \"True\", reason: NewReplicaSetAvailable}]}}",
        "frontend");
    return model::KubeObject(documents->front());
}

}  // namespace

class WatchTest : public QObject {
    Q_OBJECT

    std::vector<model::KubeObject> m_objects =
        test::loadObjects(QStringLiteral(SCOUT_TESTS_DIR "/kubectl-scout/cluster.yaml"));
    Program m_program;

  private slots:
    void aChangeIsPrintedAndALostConnectionTold() {
        ChangingApi api(m_objects);
        m_program.use(api.url());
        Running watch(QStringLiteral(SCOUT_BIN_DIR "/kubectl-scout"), {"trace", "deploy/frontend", "--watch"},
                      m_program.environment);
        QVERIFY2(Running::until([&] { return watch.out.contains("All levels in sync. Managed by flux.\n"); }),
                 watch.err);
        QVERIFY(Running::until([&] {
            // The second is source-controller's, which says whether anybody looks for something newer.
            return api.watchesOf("deployments") == 2 && api.watchesOf("kustomizations") == 1 &&
                   api.watchesOf("ocirepositories") == 1;
        }));
        QCOMPARE(watch.out.count("TRACE: "), 1);

        api.change("deployments", frontend(1, "7"));
        QVERIFY2(
            Running::until([&] { return watch.out.contains("\n---\nTRACE: ") && watch.out.contains("1/3 ready"); }),
            watch.out);
        // The same state once more is no news.
        api.change("deployments", frontend(1, "8"));
        api.change("deployments", frontend(3, "9"));
        QVERIFY2(Running::until([&] { return watch.out.count("All levels in sync.") == 2; }), watch.out);
        QCOMPARE(watch.out.count("TRACE: "), 3);

        api.cutWatches();
        QVERIFY2(Running::until([&] { return watch.err.contains("the connection was lost"); }), watch.err);
        QVERIFY2(Running::until([&] { return watch.err.contains("the connection is back\n"); }), watch.err);
        QVERIFY(watch.interrupt());
        QCOMPARE(watch.process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(watch.process.exitCode(), 0);
    }

    void nothingToWatch() {
        ChangingApi api(m_objects);
        m_program.use(api.url());
        const auto gone = m_program.run({"trace", "deploy/nowhere", "--watch"});
        QVERIFY2(gone.code == 1 && gone.err.contains("\"nowhere\" not found"), gone.err);
        for (const QStringList& more : {QStringList{"--demo"}, QStringList{"-o", "svg"}, QStringList{"--exit-status"},
                                        QStringList{"--reverse"}}) {
            const auto refused = m_program.run(QStringList{"trace", "deploy/frontend", "-w"} + more);
            QVERIFY2(refused.code == 1 && refused.err.contains("means nothing with"), refused.err);
        }
    }

    void rows() {
        QCOMPARE(plugin::rowsOf("", 80), 0);
        QCOMPARE(plugin::rowsOf("a\n\nb\n", 80), 3);
        QCOMPARE(plugin::rowsOf("12345678901\n", 10), 2);
        QCOMPARE(plugin::rowsOf("1234567890\n", 10), 1);
        QCOMPARE(plugin::rowsOf("\x1b[32m1234567890\x1b[0m\n", 10), 1);
        QCOMPARE(plugin::rowsOf("12345678901\n", 0), 1);
    }

    void drawsInPlaceOnATerminal() {
        std::ostringstream out;
        plugin::Environment environment;
        environment.out = &out;
        environment.outIsTerminal = true;
        environment.terminalSize = [] { return plugin::TerminalSize{10, 5}; };
        plugin::Screen screen(environment, "---\n");
        screen.draw("one\ntwo\n", "foot");
        QCOMPARE(out.str(), std::string("one\ntwo\nfoot\n"));
        out.str({});
        screen.draw("a long line that wraps\n2\n3\n", {});
        QCOMPARE(out.str(), std::string("\r\x1b[3A\x1b[Ja long line that wraps\n2\n3\n"));
        out.str({});
        // Its first rows have scrolled away.
        screen.draw("x\n", {});
        QCOMPARE(out.str(), std::string("\x1b[H\x1b[2Jx\n"));
    }

    void oneAfterTheOtherElsewhere() {
        std::ostringstream out;
        plugin::Environment environment;
        environment.out = &out;
        plugin::Screen screen(environment, "---\n");
        screen.draw("one\n", "foot");
        screen.draw("two\n", "foot");
        QCOMPARE(out.str(), std::string("one\n---\ntwo\n"));
    }
};

QTEST_GUILESS_MAIN(WatchTest)
#include "watch_test.moc"
