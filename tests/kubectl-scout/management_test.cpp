// The built plugin against two fake API servers: a cluster without appliers, and the one that delivers to it.
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

namespace {

bool isDelivered(const model::KubeObject& object) {
    return object.group() == "apps" || object.group().empty();
}

// The objects of cluster.yaml on one side of the fence; the appliers deliver to another cluster.
std::vector<model::KubeObject> objectsOf(bool management) {
    std::vector<model::KubeObject> out;
    for (const auto& object : test::loadObjects(QStringLiteral(SCOUT_TESTS_DIR "/kubectl-scout/cluster.yaml"))) {
        if (isDelivered(object) == management) continue;
        std::string text = object.json().dump();
        const std::string spec = "\"spec\":{";
        if (object.kind() == "Kustomization")
            text.insert(text.find(spec) + spec.size(), "\"kubeConfig\":{\"secretRef\":{\"name\":\"spoke\"}},");
        out.emplace_back(base::Json::parse(text, "cluster.yaml").value());
    }
    return out;
}

QByteArray both(const test::Ended& ended) {
    return "code " + QByteArray::number(ended.code) + "\nstdout: " + ended.out + "\nstderr: " + ended.err;
}

}  // namespace

class ManagementTest : public QObject {
    Q_OBJECT

    HostileServer m_spoke{test::serve(objectsOf(false))};
    HostileServer m_hub{test::serve(objectsOf(true))};
    Program m_program;

    void use(const std::string& hub) {
        const QString text =
            QStringLiteral(
                "apiVersion: v1\nkind: Config\ncurrent-context: spoke\n"
                "contexts:\n"
                "- {name: spoke, context: {cluster: spoke, user: dev, namespace: prod}}\n"
                "- {name: hub, context: {cluster: hub, user: dev}}\n"
                "clusters:\n- {name: spoke, cluster: {server: \"%1\"}}\n- {name: hub, cluster: {server: \"%2\"}}\n"
                "users:\n- {name: dev, user: {}}\n")
                .arg(QString::fromStdString(m_spoke.url()), QString::fromStdString(hub));
        m_program.environment.insert(QStringLiteral("KUBECONFIG"),
                                     m_program.file(QStringLiteral("two-clusters"), text.toUtf8()));
    }
    test::Ended run(const QString& line) const { return m_program.run(line.split(QLatin1Char(' '))); }

  private slots:
    void init() { use(m_hub.url()); }

    void theApplierIsFoundInTheManagementCluster() {
        const auto asked = m_hub.seen().size();
        const auto askedHere = m_spoke.seen().size();
        const auto ended = run("trace deploy/frontend --management-context hub --no-registry --json");
        QVERIFY2(ended.code == 0 && ended.err.isEmpty(), both(ended));
        QCOMPARE(test::schemaErrors(ended.out.toStdString()), QString());
        const QJsonObject trace = QJsonDocument::fromJson(ended.out).object();
        QStringList hops;
        for (const QJsonValue hop : trace["chain"].toArray())
            hops << hop["kind"].toString() + " " + hop["name"].toString() + " " + hop["cluster"].toString();
        QCOMPARE(hops,
                 (QStringList{"ConfigHub OCI prod/us-west hub", "Kustomization apps hub", "Deployment frontend "}));
        QCOMPARE(trace["chain"][1]["because"]["grade"].toString(), QStringLiteral("inventory"));
        QCOMPARE(trace["context"].toString(), QStringLiteral("spoke"));
        QCOMPARE(m_hub.seen().size() - asked, 3);
        const auto all = m_hub.seen().size() - asked + m_spoke.seen().size() - askedHere;
        QCOMPARE(trace["cost"]["requests"].toInt(), static_cast<int>(all));
    }

    void withoutItTheHoleSaysHowToLookThere() {
        const auto asked = m_hub.seen().size();
        const auto ended = run("trace deploy/frontend --exit-status");
        QVERIFY2(ended.code == 6, both(ended));
        QVERIFY2(ended.out.contains("--management-context"), both(ended));
        QCOMPARE(m_hub.seen().size(), asked);
    }

    void aManagementClusterThatIsAwayIsAHole() {
        use("http://127.0.0.1:1");
        const auto ended = run("trace deploy/frontend --management-context hub --exit-status");
        QVERIFY2(ended.code == 6, both(ended));
        QVERIFY2(ended.out.contains("Kustomization/apps (unreachable)"), both(ended));
    }

    void anUnknownContextIsAnError() {
        const auto ended = run("trace deploy/frontend --management-context hbu");
        QVERIFY2(ended.code == 1 && ended.err.contains("\"hbu\""), both(ended));
    }

    // Flags describe how the traced cluster is reached, and nobody else gets its credentials.
    void theFlagsOfTheTracedClusterStayThere() {
        const auto asked = m_hub.seen().size();
        const auto ended = run("trace deploy/frontend --management-context hub --as somebody");
        QVERIFY2(ended.code == 0, both(ended));
        for (auto i = asked; i < m_hub.seen().size(); ++i)
            QCOMPARE(m_hub.seen()[i].header("Impersonate-User"), QByteArray());
        QCOMPARE(m_spoke.seen().back().header("Impersonate-User"), QByteArray("somebody"));
    }

    void aRecordingIsTracedAlike() {
        const auto live = run("trace deploy/frontend --management-context hub");
        const auto recorded = run("snapshot deploy/frontend --management-context hub -o seen.json --force");
        QVERIFY2(recorded.code == 0, both(recorded));
        auto again = run("trace --from seen.json");
        QVERIFY2(again.code == 0, both(again));
        // A recording does not hold the name of the other context.
        QCOMPARE(again.out.replace("Cluster: management", "Cluster: hub"), live.out);
    }

    void namesAreOfTheTracedClusterAlone() {
        const auto ended = run("trace deploy/frontend --management-context hub -o name");
        QVERIFY2(ended.code == 0, both(ended));
        QCOMPARE(ended.out, QByteArray("deployment.apps/frontend\n"));
    }
};

QTEST_GUILESS_MAIN(ManagementTest)
#include "management_test.moc"
