// A fake ConfigHub that knows the digest of what the real Flux applied: the release is the join, and nothing else is.
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>
#include <functional>
#include <memory>
#include <optional>

#include "cluster/ground.h"
#include "confighub/fake_socket.h"
#include "confighub/json_text.h"
#include "schema_check.h"

using namespace scout;

namespace {

base::Json world(const QString& digest, const QString& target, const QString& ns) {
    return test::json(
        QStringLiteral("{'info':{'OCIHost':'oci.api.confighub.com'},"
                       "'spaces':[{'SpaceID':'s-1','Slug':'prod'}],"
                       "'targets':[{'TargetID':'t-1','SpaceID':'s-1','Slug':'%2'}],"
                       "'units':[{'UnitID':'u-1','SpaceID':'s-1','Slug':'frontend','TargetID':'t-1',"
                       "'HeadRevisionNum':12,'LastReleasedRevisionNum':12,"
                       "'Objects':['apps/v1/Deployment %3/frontend']}],"
                       "'revisions':[{'RevisionID':'v-12','RevisionNum':12,'UnitID':'u-1','SpaceID':'s-1',"
                       "'Tags':{'g-4':true}}],"
                       "'releases':[{'ReleaseID':'r-4','ReleaseNum':4,'SpaceID':'s-1','TagID':'g-4',"
                       "'ManifestDigest':'%1','UnitCount':3}]}")
            .arg(digest, target, ns));
}

QJsonObject hop(const QJsonObject& trace, const QString& kind) {
    for (const QJsonValue one : trace[QStringLiteral("chain")].toArray()) {
        if (one[QStringLiteral("kind")].toString() == kind) return one.toObject();
    }
    return {};
}

}  // namespace

class ConfigHubClusterTest : public QObject {
    Q_OBJECT

  private slots:
    void theRealDigestConfirms_data() {
        QTest::addColumn<QString>("ns");
        QTest::addColumn<QString>("target");
        QTest::newRow("Flux") << "prod"
                              << "us-west";
        QTest::newRow("Argo CD") << "argo-oci"
                                 << "eu-central";
    }
    void theRealDigestConfirms() {
        QFETCH(QString, ns);
        QFETCH(QString, target);
        const QJsonObject alone = trace(ns, {QStringLiteral("--no-confighub")}, {});
        const QString revision = hop(alone, QStringLiteral("ConfigHub OCI"))[QStringLiteral("revision")].toString();
        const QString digest = revision.mid(revision.indexOf(QLatin1Char('@')) + 1);
        QVERIFY2(digest.startsWith(QStringLiteral("sha256:")), qPrintable(revision));

        test::FakeConfigHub hub(world(digest, target, ns), {});
        const QJsonObject seen = trace(ns, {}, std::ref(hub));
        const QJsonObject artifact = hop(seen, QStringLiteral("ConfigHub OCI"));
        QCOMPARE(artifact[QStringLiteral("confighub")][QStringLiteral("confidence")].toString(),
                 QStringLiteral("confirmed"));
        QCOMPARE(artifact[QStringLiteral("confighub")][QStringLiteral("release")].toString(), QStringLiteral("4"));
        const QJsonObject unit = hop(seen, QStringLiteral("ConfigHub Unit"));
        QCOMPARE(unit[QStringLiteral("name")].toString(), QStringLiteral("prod/frontend"));
        QCOMPARE(unit[QStringLiteral("because")][QStringLiteral("grade")].toString(), QStringLiteral("digest"));
        QVERIFY(seen[QStringLiteral("fullyManaged")].toBool());
        // Space, release with unit, revision, one after the other: ConfigHub goes on while the cluster is waited for.
        QCOMPARE(roundsOf(seen), roundsOf(alone) + 1);
        QCOMPARE(seen[QStringLiteral("cost")][QStringLiteral("configHubRequests")].toInt(),
                 static_cast<int>(hub.asked.size()));
    }

    void anotherDigestConfirmsNothing() {
        test::FakeConfigHub hub(world(QStringLiteral("sha256:") + QString(64, QLatin1Char('0')),
                                      QStringLiteral("us-west"), QStringLiteral("prod")),
                                {});
        const QJsonObject seen = trace(QStringLiteral("prod"), {}, std::ref(hub));
        QCOMPARE(hop(seen, QStringLiteral("ConfigHub OCI"))[QStringLiteral("confighub")][QStringLiteral("confidence")]
                     .toString(),
                 QStringLiteral("claimed"));
        QVERIFY(hop(seen, QStringLiteral("ConfigHub Unit")).isEmpty());
        QVERIFY(seen[QStringLiteral("fullyManaged")].toBool());
        QCOMPARE(test::verdictOf(seen), QStringLiteral("ready"));
    }

  private:
    static int roundsOf(const QJsonObject& trace) {
        return trace[QStringLiteral("cost")][QStringLiteral("rounds")].toInt();
    }

    // The trace of a namespace's frontend; the plugin runs while the fake answers in this thread.
    QJsonObject trace(const QString& ns, const QStringList& more,
                      std::optional<std::reference_wrapper<test::FakeConfigHub>> hub) {
        QProcessEnvironment environment = test::environmentFor(m_ground.value(QStringLiteral("kubeconfigs.tracer")));
        std::unique_ptr<test::HostileServer> server;
        if (hub) {
            server = std::make_unique<test::HostileServer>(test::serve(hub->get()));
            environment.insert(QStringLiteral("CUB_TOKEN"), QStringLiteral("t-1"));
            environment.insert(QStringLiteral("CUB_SERVER"), QString::fromStdString(server->url()));
        }
        QStringList arguments = {"trace", "deploy/frontend", "-n", ns, "-o", "json", "--no-registry"};
        arguments += more;
        QProcess process;
        process.setProcessEnvironment(environment);
        QEventLoop loop;
        connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
        process.start(test::pluginPath(), arguments);
        if (process.waitForStarted() && process.state() != QProcess::NotRunning) loop.exec();
        const QByteArray out = process.readAllStandardOutput();
        const QString errors = test::schemaErrors(out.toStdString());
        if (!errors.isEmpty()) qWarning("%s\n%s", qPrintable(errors), process.readAllStandardError().constData());
        return QJsonDocument::fromJson(out).object();
    }

    test::Ground m_ground = *test::Ground::find();
};

SCOUT_GROUND_MAIN(ConfigHubClusterTest)
#include "confighub_test.moc"
