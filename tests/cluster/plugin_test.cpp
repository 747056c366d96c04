// The plugin as its users run it: through a real kubectl, with every way to name an object.
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include "cluster/ground.h"
#include "schema_check.h"

using namespace scout;

class PluginTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        // kubectl finds plugins on PATH.
        m_environment = test::environmentFor(m_ground.value(QStringLiteral("kubeconfigs.tracer")));
        const QString folder = QFileInfo(test::pluginPath()).absolutePath();
        m_environment.insert(QStringLiteral("PATH"),
                             folder + QLatin1Char(':') + m_environment.value(QStringLiteral("PATH")));
    }

    void worksThroughKubectl() {
        const test::Outcome outcome = kubectl({"scout", "trace", "deploy/frontend", "-n", "prod"});
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        QVERIFY2(outcome.out.startsWith(QStringLiteral("TRACE: Deployment/frontend in prod\n")),
                 qPrintable(outcome.out));
        QVERIFY2(outcome.out.contains(QStringLiteral("\n✓ All levels in sync. Managed by flux.\n")),
                 qPrintable(outcome.out));
        QVERIFY2(outcome.out.endsWith(QStringLiteral("  head, fetched, attempted, applied, live\n")),
                 qPrintable(outcome.out));
        QCOMPARE(outcome.err, QString());
    }

    void exitCodesPassThroughKubectl_data() {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("ready") << "deploy/frontend -n prod --exit-status" << 0;
        QTest::newRow("failed") << "deploy/web -n failed-source --exit-status" << 2;
        QTest::newRow("out of sync") << "deploy/web -n argo-outofsync --exit-status" << 2;
        QTest::newRow("progressing") << "deploy/web -n dependency --exit-status" << 3;
        QTest::newRow("suspended") << "deploy/web -n suspended --exit-status" << 4;
        QTest::newRow("unmanaged") << "deploy/by-hand -n unmanaged --exit-status" << 5;
        QTest::newRow("without the flag a bad verdict is no error") << "deploy/web -n failed-source" << 0;
        QTest::newRow("no such object") << "deploy/nowhere -n prod" << 1;
    }
    void exitCodesPassThroughKubectl() {
        QFETCH(QString, arguments);
        QFETCH(int, exitCode);
        const test::Outcome outcome = kubectl("scout trace " + arguments.toLatin1());
        QVERIFY2(outcome.exitCode == exitCode, qPrintable(outcome.out + outcome.err));
    }

    void incompleteHasItsOwnExitCode() {
        QProcessEnvironment environment = m_environment;
        environment.insert(QStringLiteral("KUBECONFIG"), m_ground.value(QStringLiteral("kubeconfigs.nosource")));
        const test::Outcome outcome = test::runInside(
            m_ground, test::pluginPath(), words("trace deploy/frontend -n prod --exit-status"), environment);
        QVERIFY2(outcome.exitCode == 6, qPrintable(outcome.out + outcome.err));
    }

    void acceptsEveryFormOfNaming_data() {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("expected");
        QTest::newRow("type/name") << "deploy/frontend -n prod"
                                   << "deployment.apps/frontend";
        QTest::newRow("type name") << "deployment frontend -n prod"
                                   << "deployment.apps/frontend";
        QTest::newRow("plural.group") << "deployments.apps frontend -n prod"
                                      << "deployment.apps/frontend";
        QTest::newRow("plural.version.group") << "deployments.v1.apps/frontend -n prod"
                                              << "deployment.apps/frontend";
        QTest::newRow("Kind") << "Deployment frontend -n prod"
                              << "deployment.apps/frontend";
        QTest::newRow("several") << "deploy/frontend svc/frontend -n prod"
                                 << "deployment.apps/frontend service/frontend";
        QTest::newRow("types with one name") << "deploy,svc frontend -n prod"
                                             << "deployment.apps/frontend service/frontend";
        QTest::newRow("custom kind by its plural") << "widgets gear -n prod"
                                                   << "widget.example.test/gear";
        QTest::newRow("custom kind by its group") << "widgets.example.test/gear -n prod"
                                                  << "widget.example.test/gear";
        QTest::newRow("cluster-scoped") << "clusterrole/frontend-reader"
                                        << "clusterrole.rbac.authorization.k8s.io/frontend-reader";
        QTest::newRow("an applier") << "ks/apps -n flux-system"
                                    << "kustomization.kustomize.toolkit.fluxcd.io/apps";
        QTest::newRow("a source") << "ocirepo/confighub-prod -n flux-system"
                                  << "ocirepository.source.toolkit.fluxcd.io/confighub-prod";
    }
    void acceptsEveryFormOfNaming() {
        QFETCH(QString, arguments);
        QFETCH(QString, expected);
        const test::Outcome outcome = kubectl("scout trace " + arguments.toLatin1() + " -o name");
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        for (const QString& name : expected.split(QLatin1Char(' ')))
            QVERIFY2(outcome.out.split(QLatin1Char('\n')).contains(name), qPrintable(outcome.out));
    }

    void readsManifestsFromFileAndStandardInput() {
        const QByteArray manifest =
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: frontend, namespace: prod}\n---\napiVersion: "
            "v1\nkind: Service\nmetadata: {name: frontend, namespace: prod}\n";
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("two.yaml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(manifest);
        file.close();
        const test::Outcome fromFile = kubectl("scout trace --json -f " + file.fileName().toLocal8Bit());
        const test::Outcome fromInput = kubectl("scout trace --json -f -", manifest);
        for (const test::Outcome& outcome : {fromFile, fromInput}) {
            QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
            const QString complaints = test::schemaErrors(outcome.out.toStdString());
            QVERIFY2(complaints.isEmpty(), qPrintable(complaints));
            QCOMPARE(QJsonDocument::fromJson(outcome.out.toUtf8())[QStringLiteral("items")].toArray().size(), 2);
        }
    }

    void saysWhatIsWrongWithAName_data() {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("said");
        QTest::newRow("unknown kind") << "nonsense/x -n prod"
                                      << "nonsense";
        QTest::newRow("wrong namespace") << "deploy/frontend -n staging"
                                         << "staging";
        QTest::newRow("too many slashes") << "a/b/c"
                                          << "a/b/c";
        QTest::newRow("unknown application") << "--app nowhere"
                                             << "nowhere";
        QTest::newRow("unknown context") << "deploy/frontend --context nowhere"
                                         << "nowhere";
    }
    void saysWhatIsWrongWithAName() {
        QFETCH(QString, arguments);
        QFETCH(QString, said);
        const test::Outcome outcome = kubectl("scout trace " + arguments.toLatin1());
        QCOMPARE(outcome.exitCode, 1);
        QCOMPARE(outcome.out, QString());
        QVERIFY2(outcome.err.contains(said), qPrintable(outcome.err));
        QVERIFY2(outcome.err.count(QLatin1Char('\n')) <= 4, qPrintable(outcome.err));
    }

    void aSnapshotTracesTheSameWithoutTheCluster() {
        QTemporaryDir folder;
        const QByteArray file = folder.filePath(QStringLiteral("evidence.json")).toLocal8Bit();
        const test::Outcome recorded = kubectl("scout snapshot deploy/frontend -n prod -o " + file);
        QVERIFY2(recorded.exitCode == 0, qPrintable(recorded.err));
        const test::Outcome live = kubectl("scout trace deploy/frontend -n prod");
        QProcessEnvironment nowhere = m_environment;
        nowhere.insert(QStringLiteral("KUBECONFIG"), QStringLiteral("/nowhere"));
        const test::Outcome offline =
            test::runInside(m_ground, test::pluginPath(), words("trace --from " + file), nowhere);
        QVERIFY2(offline.exitCode == 0, qPrintable(offline.err));
        QCOMPARE(offline.out, live.out);
        QFile snapshot(QString::fromLocal8Bit(file));
        QVERIFY(snapshot.open(QIODevice::ReadOnly));
        QVERIFY(!snapshot.readAll().contains(m_ground.value(QStringLiteral("tokens.tracer")).toLatin1()));
    }

    void kubectlCompletesThroughThePlugin() {
        const test::Outcome outcome = kubectl("__complete scout trace deploy/fr -n prod");
        const test::Outcome names = kubectl("__complete scout trace -n prod deploy/fr");
        QVERIFY2(names.out.contains(QStringLiteral("deploy/frontend")) ||
                     outcome.out.contains(QStringLiteral("deploy/frontend")),
                 qPrintable(names.out + names.err));
        const test::Outcome commands = kubectl("__complete scout tr");
        QVERIFY2(commands.out.startsWith(QStringLiteral("trace")), qPrintable(commands.out + commands.err));
    }

  private:
    static QStringList words(const QByteArray& line) {
        QStringList out;
        for (const QByteArray& word : line.split(' ')) out << QString::fromLocal8Bit(word);
        return out;
    }
    test::Outcome kubectl(const QByteArray& line, const QByteArray& input = {}) const {
        return test::runInside(m_ground, m_ground.value(QStringLiteral("bin")) + QStringLiteral("/kubectl"),
                               words(line), m_environment, input);
    }
    test::Outcome kubectl(std::initializer_list<const char*> arguments) const {
        QStringList list;
        for (const char* argument : arguments) list << QString::fromLocal8Bit(argument);
        return test::runInside(m_ground, m_ground.value(QStringLiteral("bin")) + QStringLiteral("/kubectl"), list,
                               m_environment);
    }

    test::Ground m_ground = *test::Ground::find();
    QProcessEnvironment m_environment;
};

SCOUT_GROUND_MAIN(PluginTest)
#include "plugin_test.moc"
