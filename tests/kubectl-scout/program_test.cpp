// The built plugin against a fake API server: results, forms of output, exit codes, snapshots.
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "fake_api.h"
#include "program.h"
#include "schema_check.h"

using namespace scout;
using test::HostileServer;
using test::Program;

class ProgramTest : public QObject {
    Q_OBJECT

    std::vector<model::KubeObject> m_objects =
        test::loadObjects(QStringLiteral(SCOUT_TESTS_DIR "/kubectl-scout/cluster.yaml"));
    HostileServer m_server{test::serve(m_objects)};
    Program m_program;

    test::Ended run(const QString& line, const QByteArray& input = {}) const {
        return m_program.run(line.split(QLatin1Char(' ')), input);
    }

    static QByteArray both(const test::Ended& ended) {
        return "code " + QByteArray::number(ended.code) + "\nstdout: " + ended.out + "\nstderr: " + ended.err;
    }

  private slots:
    void init() {
        m_program.use(m_server.url());
        m_program.environment.remove(QStringLiteral("NO_COLOR"));
    }

    void text() {
        const auto ended = run("trace deploy/frontend --no-registry");
        QVERIFY2(ended.code == 0 && ended.err.isEmpty(), both(ended));
        QVERIFY2(ended.out.startsWith("TRACE: Deployment/frontend in prod\n"), both(ended));
        for (const char* part :
             {"ConfigHub OCI/prod/us-west", "Kustomization/apps", "Status: 3/3 ready", "\u2514\u2500\u25b6"}) {
            QVERIFY2(ended.out.contains(part), part + both(ended));
        }
        QVERIFY2(ended.out.endsWith("All levels in sync. Managed by flux.\n"
                                    "  Whether there is something newer is not known: the registry was not asked.\n"),
                 both(ended));
        QVERIFY2(!ended.out.contains('\x1b'), "colours on a pipe");
    }

    // A registry that cannot be reached is told, and changes nothing else.
    void registryOutOfReach() {
        const auto ended = run("trace deploy/frontend");
        QVERIFY2(ended.code == 0 && ended.err.isEmpty(), both(ended));
        QVERIFY2(ended.out.contains("All levels in sync. Managed by flux.\n"), both(ended));
        QVERIFY2(ended.out.contains("The registry was not read: no connection to"), both(ended));
        QCOMPARE(run("trace deploy/frontend --exit-status").code, 0);
    }

    // What was not asked when a snapshot was written is no failure of a registry.
    void aRecordingAsksNoRegistry() {
        const auto ended = run("trace --demo");
        QVERIFY2(ended.code == 0 && ended.out.contains("ConfigHub OCI"), both(ended));
        QVERIFY2(!ended.out.contains("registry-unread"), both(ended));
    }

    void registryFlags_data() {
        QTest::addColumn<QString>("flags");
        QTest::addColumn<QString>("says");
        QTest::newRow("no such file") << "--registry-ca /nowhere/ca.pem"
                                      << "error: there is no such file (/nowhere/ca.pem)";
        QTest::newRow("not PEM") << "--registry-ca /dev/null"
                                 << "no PEM certificate";
        QTest::newRow("a URL") << "--plain-http http://registry.test"
                               << "names no registry";
        QTest::newRow("with a password") << "--plain-http u:p@registry.test"
                                         << "names no registry";
    }
    void registryFlags() {
        QFETCH(QString, flags);
        QFETCH(QString, says);
        const auto ended = run("trace deploy/frontend " + flags);
        QVERIFY2(ended.code == 1 && ended.out.isEmpty(), both(ended));
        QVERIFY2(ended.err.contains(says.toUtf8()), both(ended));
    }

    void everyFormOfTheArgument_data() {
        QTest::addColumn<QString>("line");
        for (const char* line :
             {"deploy/frontend", "deployment frontend", "deployments.apps frontend", "deployments.v1.apps/frontend",
              "Deployment frontend", "-n prod deploy/frontend", "deploy/frontend --namespace=prod", "-f -"}) {
            QTest::newRow(line) << QString::fromUtf8(line);
        }
    }
    void everyFormOfTheArgument() {
        QFETCH(QString, line);
        const auto ended =
            run("trace -o name " + line, "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: frontend}\n");
        QVERIFY2(ended.code == 0, both(ended));
        QVERIFY2(ended.out.endsWith("\ndeployment.apps/frontend\n"), both(ended));
    }

    void severalAreSeparated() {
        const auto ended = run("trace deploy/frontend svc/frontend");
        QVERIFY2(ended.code == 0, both(ended));
        QCOMPARE(ended.out.count("\n---\n"), 1);
        QCOMPARE(ended.out.count("TRACE: "), 2);
    }

    // Evidence is shared: the applier and the source are asked for once.
    void severalShareTheirEvidence() {
        const auto before = m_server.seen().size();
        const auto ended = run("trace deploy/frontend svc/frontend");
        QVERIFY2(ended.code == 0, both(ended));
        QCOMPARE(m_server.seen().size() - before, 5);
    }

    void json() {
        const auto ended = run("trace deploy/frontend --json --no-registry");
        QVERIFY2(ended.code == 0, both(ended));
        const QString errors = test::schemaErrors(ended.out.toStdString());
        QVERIFY2(errors.isEmpty(), qPrintable(errors));
        const auto object = QJsonDocument::fromJson(ended.out).object();
        QCOMPARE(object["kind"].toString(), QStringLiteral("Trace"));
        QCOMPARE(object["context"].toString(), QStringLiteral("test"));
        QCOMPARE(object["fullyManaged"].toBool(), true);
        QCOMPARE(object["tool"].toString(), QStringLiteral("flux"));
        QCOMPARE(object["cost"]["requests"].toInt(), 4);
        QCOMPARE(object["cost"]["rounds"].toInt(), 3);
        QCOMPARE(run("trace deploy/frontend -o json").code, 0);
    }

    void jsonOfSeveral() {
        const auto ended = run("trace deploy/frontend deploy/by-hand deploy/broken -ojson");
        QVERIFY2(ended.code == 0, both(ended));
        const QString errors = test::schemaErrors(ended.out.toStdString());
        QVERIFY2(errors.isEmpty(), qPrintable(errors));
        const auto object = QJsonDocument::fromJson(ended.out).object();
        QCOMPARE(object["kind"].toString(), QStringLiteral("TraceList"));
        QCOMPARE(object["items"].toArray().size(), 3);
    }

    void yaml() {
        const auto ended = run("trace deploy/frontend -o yaml");
        QVERIFY2(ended.code == 0, both(ended));
        QVERIFY2(ended.out.contains("\nkind: Trace\n") && ended.out.contains("\nfullyManaged: true\n"), both(ended));
    }

    void history() {
        const auto ended = run("trace deploy/frontend --history");
        QVERIFY2(ended.code == 0 && ended.out.contains("\nHistory:\n") &&
                     ended.out.contains("ConfigHub OCI/prod/us-west: fetched latest@sha256:"),
                 both(ended));
        const auto json = run("trace deploy/frontend --history -o json");
        const QString errors = test::schemaErrors(json.out.toStdString());
        QVERIFY2(errors.isEmpty(), qPrintable(errors));
        QVERIFY(!QJsonDocument::fromJson(json.out).object()["history"].toArray().isEmpty());
        QVERIFY(!run("trace deploy/frontend").out.contains("History:"));
        const auto picture = run("trace deploy/frontend --history -o svg");
        QVERIFY2(picture.code == 1 && picture.err.contains("--history means nothing with -o svg"), both(picture));
        QVERIFY(run("trace --demo --history").out.contains("\nHistory:\n"));
    }

    void differences() {
        const auto ended = run("trace deploy/frontend --diff");
        QVERIFY2(ended.code == 0 && ended.out.contains("\nDifferences of Deployment/frontend:\n") &&
                     ended.out.contains("held by kubectl-edit since 2026-11-20T11:30:00Z") &&
                     ended.out.contains("sets back what kubectl changed"),
                 both(ended));
        const auto json = run("trace deploy/frontend --diff -o json");
        const QString errors = test::schemaErrors(json.out.toStdString());
        QVERIFY2(errors.isEmpty(), qPrintable(errors));
        QVERIFY(!QJsonDocument::fromJson(json.out).object()["differences"].toArray().isEmpty());
        // Those of the demo are without managed fields, so nobody can tell.
        QVERIFY(run("trace --demo --diff").out.contains("Differences: not known. "));
    }

    void reverse() {
        const auto applier = run("trace --reverse ks/apps -n flux-system");
        QVERIFY2(applier.code == 0 && applier.out.startsWith("DELIVERS: Kustomization/apps in flux-system\n") &&
                     applier.out.contains("Deployment/frontend in prod") && applier.out.contains("1 request, "),
                 both(applier));
        const auto source = run("trace --reverse ocirepository/confighub-prod -n flux-system -o json");
        QVERIFY2(source.code == 0, both(source));
        const QString errors = test::schemaErrors(source.out.toStdString());
        QVERIFY2(errors.isEmpty(), qPrintable(errors));
        const auto object = QJsonDocument::fromJson(source.out).object();
        QCOMPARE(object["kind"].toString(), QStringLiteral("Deliveries"));
        QVERIFY(object["listed"].toArray().contains(QStringLiteral("Kustomization")));
        QVERIFY(run("trace --reverse sha256:1111111 -o name").out.contains("deployment.apps/frontend\n"));
        QVERIFY(run("trace --reverse confighub:prod").out.contains("Kustomization/apps"));
        QVERIFY(run("trace --demo --reverse ks/apps -n flux-system").out.contains("Deployment/frontend in prod"));

        for (const auto& [line, words] :
             {std::pair{"trace --reverse deploy/frontend", "Deployment/frontend delivers nothing"},
              std::pair{"trace --reverse ks/nowhere -n flux-system", "\"nowhere\" not found"},
              std::pair{"trace --reverse", "one thing at a time"},
              std::pair{"trace --reverse ks/apps ks/other", "one thing at a time"},
              std::pair{"trace --reverse ks/apps --history", "--history means nothing with --reverse"},
              std::pair{"trace --reverse ks/apps -o svg", "--reverse means nothing with -o svg"}}) {
            const auto ended = run(QString::fromUtf8(line));
            QVERIFY2(ended.code == 1 && ended.err.contains(words), both(ended));
        }
    }

    void explain() {
        const auto ended = run("trace deploy/frontend deploy/by-hand --explain");
        QVERIFY2(ended.code == 0 && ended.out.count("\nIn words:\n") == 2 &&
                     ended.out.contains("looks for a new revision every 1m") && ended.out.contains("every 10m.\n"),
                 both(ended));
        const auto json = run("trace deploy/frontend --explain -o json");
        QVERIFY2(json.code == 1 && json.err.contains("--explain means nothing with -o json"), both(json));
    }

    void oneOfSeveralFails() {
        const auto ended = run("trace deploy/frontend deploy/nowhere svc/frontend");
        QVERIFY2(ended.code == 1, both(ended));
        QCOMPARE(ended.out.count("TRACE: "), 2);
        QVERIFY2(
            ended.err.startsWith(
                "Error from server (NotFound): deployments.apps \"nowhere\" not found (Deployment/nowhere in prod"),
            both(ended));

        const auto list = run("trace deploy/frontend deploy/nowhere -o json");
        QCOMPARE(list.code, 1);
        const auto object = QJsonDocument::fromJson(list.out).object();
        QCOMPARE(object["kind"].toString(), QStringLiteral("TraceList"));
        QCOMPARE(object["items"].toArray().size(), 1);
        QCOMPARE(run("trace deploy/frontend deploy/nowhere --exit-status").code, 1);
        QCOMPARE(run("trace deploy/frontend frobnicator/x --exit-status").code, 1);
    }

    void exitStatus_data() {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<int>("code");
        QTest::newRow("ready") << "deploy/frontend" << 0;
        QTest::newRow("failed") << "deploy/broken" << 2;
        QTest::newRow("suspended") << "deploy/paused" << 4;
        QTest::newRow("unmanaged") << "deploy/by-hand" << 5;
        QTest::newRow("the worst of several") << "deploy/by-hand deploy/broken deploy/frontend" << 2;
    }
    void exitStatus() {
        QFETCH(QString, arguments);
        QFETCH(int, code);
        const auto asked = run("trace --exit-status " + arguments);
        QVERIFY2(asked.code == code, both(asked));
        QCOMPARE(run("trace " + arguments).code, 0);
    }

    // A cluster's text must not drive the terminal.
    void clusterTextIsEscaped() {
        for (const char* form : {"text", "wide", "json", "yaml", "name"}) {
            const auto ended = run(QStringLiteral("trace deploy/broken -o ") + QString::fromLatin1(form));
            QVERIFY2(ended.code == 0 && !ended.out.contains('\x1b'), both(ended));
        }
    }

    void colour() {
        QVERIFY(run("trace deploy/frontend --color=always").out.contains("\x1b["));
        QVERIFY(!run("trace deploy/frontend --color=never").out.contains("\x1b["));
        m_program.environment.insert(QStringLiteral("NO_COLOR"), QString());
        QVERIFY(!run("trace deploy/frontend").out.contains("\x1b["));
        QVERIFY(!run("trace deploy/frontend --color=always -o json").out.contains("\x1b["));
    }

    void asciiWhereTheLocaleIsNotUtf8() {
        m_program.environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
        const auto ended = run("trace deploy/frontend");
        m_program.environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
        QVERIFY2(ended.code == 0 && ended.err.isEmpty(), both(ended));
        for (const char c : ended.out) QVERIFY2(static_cast<unsigned char>(c) < 0x80, both(ended));
    }

    void applicationByName() {
        const auto ended = run("trace --app shop -o name");
        QVERIFY2(ended.code == 0 && ended.out.endsWith("application.argoproj.io/shop\n"), both(ended));
        QVERIFY2(run("trace --app team-a/shop").out.startsWith("TRACE: Application/shop in team-a\n"),
                 "by namespace and name");
        QCOMPARE(run("trace --app twice -n team-b -o name").code, 0);

        const auto twice = run("trace --app twice");
        QVERIFY2(twice.code == 1 && twice.err.contains("team-a, team-b"), both(twice));
        const auto nowhere = run("trace --app nowhere");
        QVERIFY2(nowhere.code == 1 &&
                     nowhere.err.startsWith("Error from server (NotFound): applications.argoproj.io \"nowhere\""),
                 both(nowhere));
    }

    // "app" is Argo CD's Application, but this server has no Argo CD and another kind of that short name.
    void aShortNameMeansWhatTheServerHas() {
        HostileServer server([](const test::Seen& seen, QTcpSocket& socket) {
            const auto json = [&socket](const char* body) {
                socket.write(test::answer(200, body, "Content-Type: application/json\r\n"));
            };
            const QByteArray path =
                seen.target.left(seen.target.indexOf('?') < 0 ? seen.target.size() : seen.target.indexOf('?'));
            if (path == "/api") {
                json(R"({"kind":"APIVersions","versions":[]})");
            } else if (path == "/apis") {
                json(
                    R"({"kind":"APIGroupList","apiVersion":"v1","groups":[{"name":"example.org","versions":[{"groupVersion":"example.org/v1","version":"v1"}],)"
                    R"("preferredVersion":{"groupVersion":"example.org/v1","version":"v1"}}]})");
            } else if (path == "/apis/example.org/v1") {
                json(
                    R"({"kind":"APIResourceList","apiVersion":"v1","groupVersion":"example.org/v1","resources":[)"
                    R"({"name":"apps","singularName":"app","namespaced":true,"kind":"App","verbs":["get","list"],"shortNames":["app"]}]})");
            } else if (path == "/apis/example.org/v1/namespaces/prod/apps/shop") {
                json(
                    R"({"apiVersion":"example.org/v1","kind":"App","metadata":{"name":"shop","namespace":"prod","uid":"u"}})");
            } else {
                socket.write(test::answer(404, "404 page not found", "Content-Type: text/plain\r\n"));
            }
        });
        m_program.use(server.url());
        for (const char* argument : {"app/shop", "apps.example.org/shop"}) {
            const auto ended = run(QStringLiteral("trace -o name ") + QString::fromLatin1(argument));
            QVERIFY2(ended.code == 0 && ended.out == "app.example.org/shop\n", both(ended));
        }
        const auto gone = run("trace hr/shop");
        QVERIFY2(gone.code == 1 && gone.err.contains("doesn't have a resource type \"hr\""), both(gone));
    }

    void verbosity() {
        const auto rounds = run("trace deploy/frontend -v1");
        QVERIFY2(rounds.err.startsWith("round 1: 1 question\n  ask object apps/Deployment/prod/frontend\n"),
                 both(rounds));
        QVERIFY2(!rounds.err.contains("GET"), both(rounds));
        const auto requests = run("trace deploy/frontend -v=6");
        QVERIFY2(requests.err.count("GET http://127.0.0.1:") == 4 && requests.err.contains(" 200 in "), both(requests));
        QVERIFY2(!requests.err.contains("content-type"), both(requests));
        const auto headers = run("trace deploy/frontend --v 8 --token flag-secret");
        QVERIFY2(headers.err.contains("  content-type: application/json\n"), both(headers));
        QVERIFY2(!headers.err.contains("flag-secret"), both(headers));
        QCOMPARE(headers.out, run("trace deploy/frontend").out);
    }

    // --- snapshots ---

    void snapshotAndBack() {
        const auto live = run("trace deploy/frontend deploy/broken");
        const auto written = run("snapshot deploy/frontend deploy/broken -o out.json");
        QVERIFY2(written.code == 0 && written.out.isEmpty() && written.err.startsWith("wrote out.json: 2 objects, "),
                 both(written));
        QFile file(m_program.workingDirectory() + QStringLiteral("/out.json"));
        QCOMPARE(QFileInfo(file).permissions() &
                     (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
                 QFile::Permissions());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        QVERIFY(!content.contains("env-secret"));

        m_program.environment.remove(QStringLiteral("KUBECONFIG"));
        const auto all = run("trace --from out.json");
        QVERIFY2(all.code == 0, both(all));
        QCOMPARE(all.out, live.out);
        const auto input = run("trace --from - deploy/frontend -o json", content);
        QVERIFY2(input.code == 0, both(input));
        const QString errors = test::schemaErrors(input.out.toStdString());
        QVERIFY2(errors.isEmpty(), qPrintable(errors));
        QCOMPARE(QJsonDocument::fromJson(input.out).object()["context"].toString(), QStringLiteral("test"));

        const auto derived = run("trace --from out.json ks/apps -o name");
        QVERIFY2(derived.code == 0 && derived.out.endsWith("kustomization.kustomize.toolkit.fluxcd.io/apps\n"),
                 both(derived));
        const auto other = run("trace --from out.json deploy/by-hand");
        QVERIFY2(other.code == 1 && other.err.contains("does not hold Deployment/by-hand") &&
                     other.err.contains("Deployment/frontend in prod"),
                 both(other));
        const auto elsewhere = run("trace --from out.json deploy/frontend -n staging");
        QVERIFY2(elsewhere.code == 1 && elsewhere.err.contains("in staging"), both(elsewhere));
        QCOMPARE(run("trace --from out.json --exit-status").code, 2);
    }

    void snapshotDoesNotOverwrite() {
        const QString path = m_program.file(QStringLiteral("kept.json"), "mine");
        const auto refused = run("snapshot deploy/frontend -o kept.json");
        QVERIFY2(refused.code == 1 && refused.err.contains("--force"), both(refused));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("mine"));
        QCOMPARE(run("snapshot deploy/frontend -o kept.json --force").code, 0);
        QCOMPARE(run("trace --from kept.json").code, 0);
    }

    void snapshotToStandardOutput() {
        const auto ended = run("snapshot deploy/frontend -o -");
        QVERIFY2(ended.code == 0 && ended.err.isEmpty(), both(ended));
        QCOMPARE(QJsonDocument::fromJson(ended.out).object()["kind"].toString(), QStringLiteral("Snapshot"));
    }

    void snapshotOfNothing() {
        const auto ended = run("snapshot deploy/nowhere -o none.json");
        QVERIFY2(ended.code == 1 && ended.err.contains("nowhere"), both(ended));
        QVERIFY(!QFileInfo::exists(m_program.workingDirectory() + QStringLiteral("/none.json")));
        const auto partly = run("snapshot deploy/nowhere deploy/frontend -o partly.json");
        QCOMPARE(partly.code, 1);
        QCOMPARE(run("trace --from partly.json -o name").code, 0);
        const auto folder = run("snapshot deploy/frontend -o no/such/folder/x.json");
        QVERIFY2(folder.code == 1 && folder.err.contains("no/such/folder/x.json"), both(folder));
    }

    void theDemoNeedsNoCluster() {
        m_program.environment.remove(QStringLiteral("KUBECONFIG"));
        const auto ended = run("trace --demo --json");
        QVERIFY2(ended.code == 0 && ended.err.isEmpty(), both(ended));
        const QString errors = test::schemaErrors(ended.out.toStdString());
        QVERIFY2(errors.isEmpty(), qPrintable(errors));
        QVERIFY(QJsonDocument::fromJson(ended.out).object()["items"].toArray().size() >= 6);
        // A healthy chain, a failed one and an unmanaged object at least.
        QCOMPARE(run("trace --demo --exit-status").code, 2);
    }

    // --- the rest ---

    void versionAndHelp() {
        QVERIFY(run("version").out.startsWith("kubectl-scout 0."));
        QCOMPARE(QJsonDocument::fromJson(run("version -o json").out).object()["name"].toString(),
                 QStringLiteral("kubectl-scout"));
        QVERIFY(run("version -o yaml").out.startsWith("name: kubectl-scout\n"));
        QCOMPARE(run("--version").out, run("version").out);
        const QByteArray help = run("help").out;
        QVERIFY(help.contains("kubectl scout COMMAND"));
        QCOMPARE(m_program.run({}).out, help);
        QCOMPARE(run("--help").out, help);
        QCOMPARE(run("trace --help").out, run("help trace").out);
        QCOMPARE(run("-h trace").out, run("help trace").out);
        QVERIFY(run("help --man").out.startsWith(".TH KUBECTL"));
    }
};

QTEST_GUILESS_MAIN(ProgramTest)
#include "program_test.moc"
