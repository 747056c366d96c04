// A fake ConfigHub that knows the digest of what the real controllers applied: the release is the join, and nothing
// else is. What only a ConfigHub that was asked tells is seen here, each kind of finding at least once.
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QSet>
#include <QTest>
#include <functional>
#include <memory>
#include <optional>

#include "cluster/confighub_kinds.h"
#include "cluster/ground.h"
#include "confighub/fake_socket.h"
#include "confighub/json_text.h"
#include "schema_check.h"

using namespace scout;

namespace {

// An object on the ground, and the unit that a ConfigHub may say it comes from.
struct Delivered {
    const char* ns;
    const char* name;
    const char* space;
    const char* spaceId;
    const char* unitId;
    const char* target;
};

constexpr Delivered byFlux = {"prod", "frontend", "prod", "s-1", "u-1", "us-west"};
constexpr Delivered byArgo = {"argo-oci", "frontend", "prod", "s-1", "u-1", "eu-central"};
// Its annotation confighub.com/origin names revision 12 of the unit.
constexpr Delivered annotated = {
    "staging", "backend", "staging", "0b6c1d52-7d0e-4a55-9a55-3f3c4c5b1a01", "5f0f9c1e-62a4-4d0b-8f8e-9f4f8d1c2b02",
    "us-west"};

// What a world has beyond a unit whose head is live: members of the unit, other units, the tag of its revision 12.
struct More {
    QString unit = QStringLiteral("'HeadRevisionNum':12,'LastReleasedRevisionNum':12");
    QString units = {};
    QString tag = QStringLiteral("g-4");
};

base::Json world(const Delivered& what, const QString& digest, const More& more = {}) {
    const auto text = [](const char* one) { return QString::fromLatin1(one); };
    return test::json(QStringLiteral("{'info':{'OCIHost':'oci.api.confighub.com'},"
                                     "'spaces':[{'SpaceID':'%5','Slug':'%6'}],"
                                     "'targets':[{'TargetID':'t-1','SpaceID':'%5','Slug':'%2'}],"
                                     "'units':[{'UnitID':'%7','SpaceID':'%5','Slug':'%4','TargetID':'t-1',%8,"
                                     "'Objects':['apps/v1/Deployment %3/%4']}%9],"
                                     "'revisions':[{'RevisionID':'v-12','RevisionNum':12,'UnitID':'%7','SpaceID':'%5',"
                                     "'Tags':{'%10':true}}],"
                                     "'releases':[{'ReleaseID':'r-4','ReleaseNum':4,'SpaceID':'%5','TagID':'g-4',"
                                     "'ManifestDigest':'%1','UnitCount':3}]}")
                          .arg(digest, text(what.target), text(what.ns), text(what.name), text(what.spaceId),
                               text(what.space), text(what.unitId), more.unit, more.units, more.tag));
}

QJsonObject hop(const QJsonObject& trace, const QString& kind) {
    for (const QJsonValue one : trace[QStringLiteral("chain")].toArray()) {
        if (one[QStringLiteral("kind")].toString() == kind) return one.toObject();
    }
    return {};
}

}  // namespace

Q_DECLARE_METATYPE(Delivered)
Q_DECLARE_METATYPE(More)

class ConfigHubClusterTest : public QObject {
    Q_OBJECT

  private slots:
    void theRealDigestConfirms_data() {
        QTest::addColumn<Delivered>("what");
        QTest::newRow("Flux") << byFlux;
        QTest::newRow("Argo CD") << byArgo;
    }
    void theRealDigestConfirms() {
        QFETCH(Delivered, what);
        const QJsonObject alone = trace(what, {QStringLiteral("--no-confighub")}, {});
        const QString digest = digestOf(alone);
        QVERIFY2(digest.startsWith(QStringLiteral("sha256:")), qPrintable(digest));

        test::FakeConfigHub hub(world(what, digest), {});
        const QJsonObject seen = trace(what, {}, std::ref(hub));
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
        test::FakeConfigHub hub(world(byFlux, anotherDigest()), {});
        const QJsonObject seen = trace(byFlux, {}, std::ref(hub));
        QCOMPARE(hop(seen, QStringLiteral("ConfigHub OCI"))[QStringLiteral("confighub")][QStringLiteral("confidence")]
                     .toString(),
                 QStringLiteral("claimed"));
        QVERIFY(hop(seen, QStringLiteral("ConfigHub Unit")).isEmpty());
        QVERIFY(seen[QStringLiteral("fullyManaged")].toBool());
        QCOMPARE(test::verdictOf(seen), QStringLiteral("ready"));
    }

    void aKindOfFindingIsSeen_data() {
        QTest::addColumn<Delivered>("what");
        QTest::addColumn<QString>("digest");
        QTest::addColumn<More>("more");
        QTest::addColumn<QString>("login");
        QTest::addColumn<QString>("at");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* kind, const Delivered& what, const More& more, const char* at,
                            const char* message, const char* login = "t-1", const QString& digest = {}) {
            QTest::newRow(kind) << what << digest << more << login << at << message;
        };
        const char* unit = "ConfigHub Unit/staging/backend";

        row("confighub-unread", byFlux, {}, "ConfigHub OCI/prod/us-west",
            "ConfigHub was asked for space prod in vain: ", "t-2");
        row("confighub-unconfirmed", byFlux, {}, "ConfigHub OCI/prod/us-west",
            "No release of the space has the live digest sha256:", "t-1", anotherDigest());
        row("copied-origin", annotated, {.tag = QStringLiteral("g-3")}, "Deployment/backend",
            "Its annotation confighub.com/origin names revision 12 of unit staging/backend, which is not in release 4 "
            "that is live");
        row("unit-behind", annotated, {.unit = QStringLiteral("'HeadRevisionNum':15,'LastReleasedRevisionNum':14")},
            unit,
            "Revision 12 is live (by the annotation of the live object), revision 14 is released, and the head is "
            "revision 15");
        row("apply-gated", annotated,
            {.unit = QStringLiteral("'HeadRevisionNum':12,'ApplyGates':{'prod/approval':true,'prod/none':false}")},
            unit, "Apply gates hold its head back: prod/approval");
        const QString derived = QStringLiteral("'HeadRevisionNum':12,'UpstreamUnitID':'u-0','UpstreamRevisionNum':3");
        const QString base = QStringLiteral(",{'UnitID':'u-0','SpaceID':'%1','Slug':'base','HeadRevisionNum':4%2}")
                                 .arg(QString::fromLatin1(annotated.spaceId));
        row("upstream-behind", annotated, {.unit = derived, .units = base.arg(QString())}, unit,
            "It holds revision 3 of its upstream unit staging/base, whose head is revision 4");
        row("upstream-cycle", annotated,
            {.unit = derived,
             .units = base.arg(QStringLiteral(",'UpstreamUnitID':'%1'").arg(QString::fromLatin1(annotated.unitId)))},
            "ConfigHub Unit/staging/base", "Its upstream units lead back to themselves");
    }
    void aKindOfFindingIsSeen() {
        QFETCH(Delivered, what);
        QFETCH(QString, digest);
        QFETCH(More, more);
        QFETCH(QString, login);
        QFETCH(QString, at);
        QFETCH(QString, message);
        const QString kind = QString::fromLatin1(QTest::currentDataTag());
        if (digest.isEmpty()) digest = digestOf(trace(what, {QStringLiteral("--no-confighub")}, {}));
        test::FakeConfigHub hub(world(what, digest, more), {});
        hub.settings.accepted = {login.toStdString()};
        const QJsonObject seen = trace(what, {}, std::ref(hub));
        const QJsonObject finding = findingOf(seen, kind);
        QVERIFY2(!finding.isEmpty(), QJsonDocument(seen[QStringLiteral("findings")].toArray()).toJson().constData());
        QCOMPARE(finding[QStringLiteral("at")].toString(), at);
        const QString said = finding[QStringLiteral("message")].toString();
        QVERIFY2(said.startsWith(message), qPrintable(said));
        QVERIFY(seen[QStringLiteral("fullyManaged")].toBool());
        QCOMPARE(test::verdictOf(seen), QStringLiteral("ready"));
        m_kinds << kind;
    }

    void everyKindOfFindingWasSeen() {
        for (const QString& kind : test::configHubKinds()) QVERIFY2(m_kinds.contains(kind), qPrintable(kind));
    }

  private:
    static QString anotherDigest() { return QStringLiteral("sha256:") + QString(64, QLatin1Char('0')); }

    // Of the artifact, as the real controllers report it.
    static QString digestOf(const QJsonObject& trace) {
        const QString revision = hop(trace, QStringLiteral("ConfigHub OCI"))[QStringLiteral("revision")].toString();
        return revision.mid(revision.indexOf(QLatin1Char('@')) + 1);
    }

    static QJsonObject findingOf(const QJsonObject& trace, const QString& kind) {
        for (const QJsonValue finding : trace[QStringLiteral("findings")].toArray()) {
            if (finding[QStringLiteral("kind")].toString() == kind) return finding.toObject();
        }
        return {};
    }

    static int roundsOf(const QJsonObject& trace) {
        return trace[QStringLiteral("cost")][QStringLiteral("rounds")].toInt();
    }

    // The plugin runs while the fake answers in this thread.
    QJsonObject trace(const Delivered& what, const QStringList& more,
                      std::optional<std::reference_wrapper<test::FakeConfigHub>> hub) {
        QProcessEnvironment environment = test::environmentFor(m_ground.value(QStringLiteral("kubeconfigs.tracer")));
        std::unique_ptr<test::HostileServer> server;
        if (hub) {
            server = std::make_unique<test::HostileServer>(test::serve(hub->get()));
            environment.insert(QStringLiteral("CUB_TOKEN"), QStringLiteral("t-1"));
            environment.insert(QStringLiteral("CUB_SERVER"), QString::fromStdString(server->url()));
        }
        QStringList arguments = {"trace",        QStringLiteral("deploy/") + QString::fromLatin1(what.name),
                                 "-n",           QString::fromLatin1(what.ns),
                                 "-o",           "json",
                                 "--no-registry"};
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
    QSet<QString> m_kinds;
};

SCOUT_GROUND_MAIN(ConfigHubClusterTest)
#include "confighub_test.moc"
