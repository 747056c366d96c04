// trace --watch against an API server whose objects change.
#include <QCryptographicHash>
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

model::KubeObject parsed(const std::string& yaml) {
    return model::KubeObject(base::parseYaml(yaml, "the test")->front());
}

std::string ready(const std::string& what) {
    return "observedGeneration: 1, conditions: [{type: Ready, status: \"True\", reason: Succeeded, message: \"" + what +
           "\", observedGeneration: 1}]";
}

/// A registry with one tag, and an OCIRepository that follows it.
class Pushed {
  public:
    int atTag = 0;  ///< the artifact that the tag names
    int asked = 0;  ///< how often for the tag
    int byDigest = 0;

    std::string revision(int artifact) const { return "latest@sha256:" + digest(artifact).toStdString(); }
    model::KubeObject source(int fetched, const char* version) const {
        return parsed(
            "{apiVersion: source.toolkit.fluxcd.io/v1, kind: OCIRepository, metadata: {name: confighub-prod, "
            "namespace: flux-system, uid: uid-source, generation: 1, resourceVersion: \"" +
            std::string(version) + "\"}, spec: {url: \"oci://127.0.0.1:" + std::to_string(m_server.port()) +
            "/shop\", insecure: true, interval: 1m, ref: {tag: latest}}, status: {" + ready("stored artifact") +
            ", artifact: {revision: \"" + revision(fetched) + "\", lastUpdateTime: \"2026-11-20T10:00:00Z\"}}}");
    }
    model::KubeObject applier(int applied, const char* version) const {
        const std::string now = revision(applied);
        return parsed(
            "{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, metadata: {name: apps, namespace: "
            "flux-system, uid: uid-apps, generation: 1, resourceVersion: \"" +
            std::string(version) +
            "\"}, spec: {path: ./apps, interval: 10m, prune: true, sourceRef: {kind: OCIRepository, name: "
            "confighub-prod}}, status: {" +
            ready("Applied revision: " + now) + ", lastAppliedRevision: \"" + now + "\", lastAttemptedRevision: \"" +
            now + "\", inventory: {entries: [{id: prod_frontend_apps_Deployment, v: v1}]}}}");
    }

  private:
    static QByteArray manifest(int artifact) {
        return R"({"schemaVersion":2,"layers":[{"mediaType":"application/vnd.cncf.flux.content.v1.tar+gzip",)"
               R"("digest":"sha256:)" +
               QByteArray(64, static_cast<char>('1' + artifact)) + R"(","size":3}]})";
    }
    static QByteArray digest(int artifact) {
        return QCryptographicHash::hash(manifest(artifact), QCryptographicHash::Sha256).toHex();
    }
    void handle(const test::Seen& seen, QTcpSocket& socket) {
        const bool byTag = seen.target.endsWith("/latest");
        ++(byTag ? asked : byDigest);
        const int artifact = byTag ? atTag : seen.target.endsWith(digest(1)) ? 1 : 0;
        socket.write(
            test::answer(200, manifest(artifact), "Content-Type: application/vnd.oci.image.manifest.v1+json\r\n"));
    }
    test::HostileServer m_server{[this](const test::Seen& seen, QTcpSocket& socket) { handle(seen, socket); }};
};

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

    // The registry is asked once for each revision that comes, whatever else happens.
    void theRegistryIsAskedAnewWhenTheSourceMovesOn() {
        Pushed pushed;
        std::vector<model::KubeObject> objects{frontend(3, "5"), pushed.applier(0, "5"), pushed.source(0, "5")};
        ChangingApi api(objects);
        m_program.use(api.url());
        Running watch(QStringLiteral(SCOUT_BIN_DIR "/kubectl-scout"), {"trace", "deploy/frontend", "--watch"},
                      m_program.environment);
        QVERIFY2(Running::until([&] {
                     return watch.out.count("All levels in sync.") == 1 && api.watchesOf("deployments") == 1 &&
                            api.watchesOf("kustomizations") == 1 && api.watchesOf("ocirepositories") == 1;
                 }),
                 watch.out + watch.err);
        QCOMPARE(pushed.asked, 1);
        api.change("deployments", frontend(1, "6"));
        QVERIFY2(Running::until([&] { return watch.out.contains("1/3 ready"); }), watch.out);
        api.change("deployments", frontend(3, "7"));
        QVERIFY2(Running::until([&] { return watch.out.count("All levels in sync.") == 2; }), watch.out);
        QCOMPARE(pushed.asked, 1);

        pushed.atTag = 1;
        api.change("ocirepositories", pushed.source(1, "8"));
        QVERIFY2(Running::until([&] { return watch.out.count("TRACE: ") == 4; }), watch.out);
        QVERIFY2(watch.out.contains("Progressing at Kustomization/apps"), watch.out);
        api.change("kustomizations", pushed.applier(1, "9"));
        QVERIFY2(Running::until([&] { return watch.out.count("All levels in sync.") == 3; }), watch.out);
        QVERIFY2(!watch.out.contains("tag-moved") && !watch.out.contains("the source now holds"), watch.out);
        QCOMPARE(pushed.asked, 2);

        // And back: what was said of the tag when the second one came is not what it names now.
        pushed.atTag = 0;
        api.change("ocirepositories", pushed.source(0, "10"));
        api.change("kustomizations", pushed.applier(0, "11"));
        QVERIFY2(Running::until([&] { return watch.out.count("All levels in sync.") == 4; }), watch.out);
        QVERIFY2(!watch.out.contains("tag-moved") && !watch.out.contains("the source now holds"), watch.out);
        QCOMPARE(pushed.asked, 3);
        QCOMPARE(pushed.byDigest, 1);  // what was live while the second one was not
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
