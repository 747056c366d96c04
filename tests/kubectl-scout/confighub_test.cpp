// The built plugin against a fake API server and a fake ConfigHub: every way to log in, and what a login shows.
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <memory>

#include "confighub/fake_socket.h"
#include "confighub/json_text.h"
#include "fake_api.h"
#include "program.h"
#include "schema_check.h"

using namespace scout;
using test::HostileServer;
using test::Program;

namespace {

// Release 4 of space prod is what cluster.yaml has live; a newer revision of the unit waits.
base::Json world() {
    const QString digest = QStringLiteral("sha256:") + QString(64, QLatin1Char('1'));
    return test::json(
        QStringLiteral("{'info':{'OCIHost':'oci.api.confighub.com','OCIPort':'443'},"
                       "'spaces':[{'SpaceID':'s-1','Slug':'prod','OrganizationID':'o-1'}],"
                       "'targets':[{'TargetID':'t-1','SpaceID':'s-1','Slug':'us-west'}],"
                       "'units':[{'UnitID':'u-1','SpaceID':'s-1','Slug':'frontend','TargetID':'t-1',"
                       "'HeadRevisionNum':13,'LastReleasedRevisionNum':12,'UpstreamUnitID':'u-0',"
                       "'UpstreamRevisionNum':3,'Objects':['apps/v1/Deployment prod/frontend']},"
                       "{'UnitID':'u-0','SpaceID':'s-1','Slug':'base','HeadRevisionNum':3}],"
                       "'revisions':[{'RevisionID':'v-12','RevisionNum':12,'UnitID':'u-1','SpaceID':'s-1',"
                       "'Tags':{'g-4':true},'Releases':{'r-4':true}}],"
                       "'releases':[{'ReleaseID':'r-4','ReleaseNum':4,'SpaceID':'s-1','TagID':'g-4',"
                       "'ManifestDigest':'%1','UnitCount':2,'CreatedAt':'2026-11-20T09:30:00Z'}]}")
            .arg(digest));
}

test::FakeConfigHub::Settings settings() {
    test::FakeConfigHub::Settings out;
    out.accepted = {"hunter2"};
    out.workers = {{"w-1", "hunter3"}};
    out.workerToken = "hunter2";
    return out;
}

QByteArray both(const test::Ended& ended) {
    return "code " + QByteArray::number(ended.code) + "\nstdout: " + ended.out + "\nstderr: " + ended.err;
}

}  // namespace

class ConfigHubProgramTest : public QObject {
    Q_OBJECT

    HostileServer m_cluster{
        test::serve(test::loadObjects(QStringLiteral(SCOUT_TESTS_DIR "/kubectl-scout/cluster.yaml")))};
    std::unique_ptr<test::FakeConfigHub> m_hub;
    std::unique_ptr<HostileServer> m_server;
    Program m_program;

    QString url() const { return QString::fromStdString(m_server->url()); }
    void set(const char* name, const QString& value) { m_program.environment.insert(QString::fromLatin1(name), value); }
    test::Ended run(const QString& line) const { return m_program.run(line.split(QLatin1Char(' '))); }

    // A login in cub's own files.
    void logInFiles(const QString& folder) {
        QVERIFY(QDir(m_program.workingDirectory()).mkpath(folder + QStringLiteral("/tokens")));
        m_program.file(folder + QStringLiteral("/config.yaml"),
                       QStringLiteral("apiVersion: v1\nkind: Config\ncurrentContext: here\ncontexts:\n"
                                      "- name: here\n  coordinate: {serverURL: \"%1\"}\n"
                                      "  metadata: {tokenFile: here.json, organizationName: Acme}\n")
                           .arg(url())
                           .toUtf8());
        m_program.file(folder + QStringLiteral("/tokens/here.json"), "{\"accessToken\":\"hunter2\"}");
        set("CUB_CONFIG", m_program.workingDirectory() + QLatin1Char('/') + folder);
    }

    QStringList chain(const QJsonObject& trace) {
        QStringList hops;
        for (const QJsonValue hop : trace["chain"].toArray())
            hops << hop["kind"].toString() + " " + hop["name"].toString();
        return hops;
    }

  private slots:
    void init() {
        m_hub = std::make_unique<test::FakeConfigHub>(world(), settings());
        m_server = std::make_unique<HostileServer>(test::serve(*m_hub));
        m_program.use(m_cluster.url());
        for (const char* name : {"CUB_TOKEN", "CUB_SERVER", "CUB_CONFIG", "CUB_CONTEXT", "CONFIGHUB_URL",
                                 "CONFIGHUB_WORKER_ID", "CONFIGHUB_WORKER_SECRET"})
            m_program.environment.remove(QString::fromLatin1(name));
    }

    void everyLogin_data() {
        QTest::addColumn<QString>("how");
        QTest::newRow("token in the environment") << "token";
        QTest::newRow("worker in the environment") << "worker";
        QTest::newRow("cub's files") << "files";
    }
    void everyLogin() {
        QFETCH(QString, how);
        if (how == "token") {
            set("CUB_TOKEN", "hunter2");
            set("CUB_SERVER", url());
        } else if (how == "worker") {
            set("CONFIGHUB_WORKER_ID", "w-1");
            set("CONFIGHUB_WORKER_SECRET", "hunter3");
            set("CONFIGHUB_URL", url());
        } else {
            logInFiles(QStringLiteral("cub"));
        }
        const auto ended = run("trace deploy/frontend --no-registry -o json -v=9");
        QVERIFY2(ended.code == 0, both(ended));
        QVERIFY2(!ended.err.contains("hunter") && !ended.out.contains("hunter"), both(ended));
        QCOMPARE(test::schemaErrors(ended.out.toStdString()), QString());
        const QJsonObject trace = QJsonDocument::fromJson(ended.out).object();
        QCOMPARE(chain(trace),
                 (QStringList{"ConfigHub Unit prod/base", "ConfigHub Unit prod/frontend", "ConfigHub OCI prod/us-west",
                              "Kustomization apps", "Deployment frontend"}));
        const QJsonObject said = trace["chain"][2]["confighub"].toObject();
        QCOMPARE(said["confidence"].toString(), QStringLiteral("confirmed"));
        QCOMPARE(said["release"].toString(), QStringLiteral("4"));
        QCOMPARE(said["revision"].toString(), QStringLiteral("12"));
        QCOMPARE(said["headRevision"].toString(), QStringLiteral("13"));
        QVERIFY(said["url"].toString().startsWith(url() + "/units/s-1/u-1"));
        QCOMPARE(trace["chain"][1]["because"]["grade"].toString(), QStringLiteral("digest"));
        QVERIFY(trace["fullyManaged"].toBool());
        QCOMPARE(trace["findings"][0]["kind"].toString(), QStringLiteral("unit-behind"));
        QCOMPARE(trace["cost"]["configHubRequests"].toInt(), static_cast<int>(m_hub->asked.size()));
    }

    void theTreeSaysWhatIsLiveAndWhatWaits() {
        set("CUB_TOKEN", "hunter2");
        set("CUB_SERVER", url());
        const auto ended = run("trace deploy/frontend --no-registry");
        QVERIFY2(ended.code == 0 && ended.err.isEmpty(), both(ended));
        for (const char* part : {"ConfigHub Unit/prod/base", "Unit: frontend (revision 12)", "Release: 4",
                                 "Head: 13 (released: 12)", "unit-behind"})
            QVERIFY2(ended.out.contains(part), part + both(ended));
    }

    void withoutALogin() {
        const auto ended = run("trace deploy/frontend --no-registry -o json");
        QVERIFY2(ended.code == 0 && ended.err.isEmpty(), both(ended));
        const QJsonObject trace = QJsonDocument::fromJson(ended.out).object();
        QCOMPARE(chain(trace),
                 (QStringList{"ConfigHub OCI prod/us-west", "Kustomization apps", "Deployment frontend"}));
        QVERIFY(trace["fullyManaged"].toBool());
        QCOMPARE(trace["findings"][0]["kind"].toString(), QStringLiteral("confighub-not-connected"));
        const auto text = run("trace deploy/frontend --no-registry");
        QVERIFY2(text.out.contains("All levels in sync. Managed by flux.\n"), both(text));
    }

    // What ConfigHub said is in the snapshot; whoever reads it needs no login.
    void aSnapshotTellsTheSame() {
        set("CUB_TOKEN", "hunter2");
        set("CUB_SERVER", url());
        const auto taken = run("snapshot deploy/frontend --no-registry -o -");
        QVERIFY2(taken.code == 0 && !taken.out.contains("hunter"), both(taken));
        const auto asked = m_hub->asked.size();
        QVERIFY(asked > 0);
        const auto read = m_program.run({"trace", "--from", "-", "-o", "json"}, taken.out);
        QVERIFY2(read.code == 0, both(read));
        const QJsonObject trace = QJsonDocument::fromJson(read.out).object();
        QCOMPARE(trace["chain"][2]["confighub"]["confidence"].toString(), QStringLiteral("confirmed"));
        QCOMPARE(chain(trace).size(), 5);
        QCOMPARE(m_hub->asked.size(), asked);
    }

    void noConfigHubAsksNothing() {
        set("CUB_TOKEN", "hunter2");
        set("CUB_SERVER", url());
        const auto ended = run("trace deploy/frontend --no-registry -o json --no-confighub");
        QVERIFY2(ended.code == 0 && ended.err.isEmpty(), both(ended));
        QVERIFY(m_hub->asked.empty());
        QVERIFY2(!ended.out.contains("confighub-not-connected"), both(ended));
    }

    void aRefusedLoginChangesNothingElse() {
        set("CUB_TOKEN", "hunter4");
        set("CUB_SERVER", url());
        const auto ended = run("trace deploy/frontend --no-registry --exit-status");
        QVERIFY2(ended.code == 0, both(ended));
        QVERIFY2(ended.out.contains("All levels in sync. Managed by flux."), both(ended));
        QVERIFY2(ended.out.contains("ConfigHub refuses the credentials") && ended.out.contains("cub auth login"),
                 both(ended));
        QVERIFY2(!ended.out.contains("hunter4") && !ended.err.contains("hunter4"), both(ended));
    }

    void aServerThatDoesWhatItLikes_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("500") << test::answer(500, "boom");
        QTest::newRow("a page") << test::answer(200, "<html><title>Login</title></html>");
        QTest::newRow("garbage") << QByteArray("\x01\x02\x03 garbage\r\n\r\n");
        QTest::newRow("cut") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n[{\"SpaceID\":");
        QTest::newRow("a redirect") << test::answer(302, {}, "Location: http://127.0.0.1:1/login?state=hunter5\r\n");
        QTest::newRow("old software elsewhere") << test::answer(404, "404 page not found");
    }
    void aServerThatDoesWhatItLikes() {
        QFETCH(QByteArray, bytes);
        HostileServer hostile([bytes](const test::Seen&, QTcpSocket& socket) {
            socket.write(bytes);
            socket.disconnectFromHost();
        });
        set("CUB_TOKEN", "hunter2");
        set("CUB_SERVER", QString::fromStdString(hostile.url()));
        const auto ended = run("trace deploy/frontend --no-registry --exit-status");
        QVERIFY2(ended.code == 0, both(ended));
        QVERIFY2(ended.out.contains("All levels in sync. Managed by flux."), both(ended));
        QVERIFY2(ended.out.contains("confighub-unread"), both(ended));
        QVERIFY2(!ended.out.contains("hunter") && !ended.err.contains("hunter"), both(ended));
    }

    void silence() {
        HostileServer silent([](const test::Seen&, QTcpSocket&) {});
        set("CUB_TOKEN", "hunter2");
        set("CUB_SERVER", QString::fromStdString(silent.url()));
        const auto ended = run("trace deploy/frontend --no-registry --request-timeout 1s");
        QVERIFY2(ended.code == 0, both(ended));
        QVERIFY2(ended.out.contains("All levels in sync. Managed by flux."), both(ended));
        // Asked once in parallel, and not again in the next rounds.
        QVERIFY(silent.seen().size() <= 2);
    }

    void aLoginThatCannotBeRead() {
        logInFiles(QStringLiteral("broken"));
        m_program.file(QStringLiteral("broken/tokens/here.json"), "hunter2: [");
        auto ended = run("trace deploy/frontend --no-registry");
        QVERIFY2(ended.code == 0, both(ended));
        QVERIFY2(ended.err.contains("warning: ConfigHub is not asked: ") && !ended.err.contains("hunter2"),
                 both(ended));
        ended = run("trace deploy/frontend --no-registry --confighub-context here");
        QVERIFY2(ended.code == 1 && !ended.err.contains("hunter2"), both(ended));
        ended = run("trace deploy/frontend --no-registry --confighub-context elsewhere");
        QVERIFY2(ended.code == 1 && ended.err.contains("Choose one of: here."), both(ended));
    }
};

QTEST_GUILESS_MAIN(ConfigHubProgramTest)
#include "confighub_test.moc"
