// What a trace costs the API server, counted from its own audit log.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>
#include <QUuid>

#include "cluster/ground.h"

using namespace scout;

class CostTest : public QObject {
    Q_OBJECT

  private slots:
    void costsExactly_data() {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QStringList>("requests");
        QTest::addColumn<int>("rounds");
        const QString deployment = QStringLiteral("GET /apis/apps/v1/namespaces/prod/deployments/frontend");
        const QString kustomization =
            QStringLiteral("GET /apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/apps");
        const QString repository = QStringLiteral(
            "GET /apis/source.toolkit.fluxcd.io/v1/namespaces/flux-system/ocirepositories/confighub-prod");
        QTest::newRow("Deployment, Kustomization, OCIRepository with Git origin")
            << "deploy/frontend -n prod" << QStringList{deployment, kustomization, repository} << 3;
        QTest::newRow("two objects of one applier share it")
            << "deploy/frontend svc/frontend -n prod"
            << QStringList{deployment, QStringLiteral("GET /api/v1/namespaces/prod/services/frontend"), kustomization,
                           repository}
            << 3;
        QTest::newRow("from a Pod")
            << "POD -n prod"
            << QStringList{QStringLiteral("GET /api/v1/namespaces/prod/pods/frontend-<set>-<pod>"),
                           QStringLiteral("GET /apis/apps/v1/namespaces/prod/replicasets/frontend-<set>"), deployment,
                           kustomization, repository}
            << 5;
        QTest::newRow("Argo CD with a Git source")
            << "deploy/guestbook -n argo-git"
            << QStringList{QStringLiteral("GET /apis/apps/v1/namespaces/argo-git/deployments/guestbook"),
                           QStringLiteral("GET /apis/argoproj.io/v1alpha1/namespaces/argocd/applications/guestbook")}
            << 2;
        // What declares the applier is asked for beside the applier's source.
        QTest::newRow("Kustomization applied by a Kustomization, one GitRepository for both")
            << "deploy/web -n flux-parent"
            << QStringList{QStringLiteral("GET /apis/apps/v1/namespaces/flux-parent/deployments/web"),
                           QStringLiteral("GET /apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/"
                                          "kustomizations/flux-parent-apps"),
                           QStringLiteral("GET /apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/"
                                          "kustomizations/flux-parent"),
                           QStringLiteral("GET /apis/source.toolkit.fluxcd.io/v1/namespaces/flux-system/"
                                          "gitrepositories/flux-parent")}
            << 3;
        QTest::newRow("Application of an ApplicationSet")
            << "deploy/web -n argo-appset-staging"
            << QStringList{QStringLiteral("GET /apis/apps/v1/namespaces/argo-appset-staging/deployments/web"),
                           QStringLiteral(
                               "GET /apis/argoproj.io/v1alpha1/namespaces/argocd/applications/fleet-staging"),
                           QStringLiteral("GET /apis/argoproj.io/v1alpha1/namespaces/argocd/applicationsets/fleet")}
            << 3;
        QTest::newRow("HelmRelease with chartRef")
            << "deploy/podapp -n helm-chartref"
            << QStringList{QStringLiteral("GET /apis/apps/v1/namespaces/helm-chartref/deployments/podapp"),
                           QStringLiteral(
                               "GET /apis/helm.toolkit.fluxcd.io/v2/namespaces/helm-chartref/helmreleases/podapp"),
                           QStringLiteral(
                               "GET /apis/source.toolkit.fluxcd.io/v1/namespaces/helm-chartref/ocirepositories/podapp")}
            << 3;
        QTest::newRow("HelmRelease with chart")
            << "deploy/webapp -n helm-chart"
            << QStringList{QStringLiteral("GET /apis/apps/v1/namespaces/helm-chart/deployments/webapp"),
                           QStringLiteral(
                               "GET /apis/helm.toolkit.fluxcd.io/v2/namespaces/helm-chart/helmreleases/webapp"),
                           QStringLiteral(
                               "GET "
                               "/apis/source.toolkit.fluxcd.io/v1/namespaces/helm-chart/helmcharts/helm-chart-webapp"),
                           QStringLiteral(
                               "GET /apis/source.toolkit.fluxcd.io/v1/namespaces/helm-chart/helmrepositories/charts")}
            << 3;
        QTest::newRow("nobody's") << "deploy/by-hand -n unmanaged"
                                  << QStringList{QStringLiteral(
                                         "GET /apis/apps/v1/namespaces/unmanaged/deployments/by-hand")}
                                  << 1;
    }

    void costsExactly() {
        QFETCH(QString, arguments);
        QFETCH(QStringList, requests);
        QFETCH(int, rounds);
        if (arguments.contains(QStringLiteral("POD"))) arguments.replace(QStringLiteral("POD"), firstPod());
        const auto [asked, cost] = trace(arguments + QStringLiteral(" --no-registry"));
        QStringList said;
        for (const QString& request : asked) said << test::normalized(request);
        said.sort();
        requests.sort();
        QCOMPARE(said, requests);
        // What the trace itself says of its cost is the same.
        QCOMPARE(cost[QStringLiteral("requests")].toInt(), static_cast<int>(requests.size()));
        QCOMPARE(cost[QStringLiteral("rounds")].toInt(), rounds);
    }

    // Beside the reads of the cluster; what Argo CD deployed is known only once the Application is, hence one round
    // more.
    void aRegistryCosts_data() {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QStringList>("requests");
        QTest::addColumn<int>("clusterRequests");
        QTest::addColumn<int>("rounds");
        const QString manifest = QStringLiteral("GET /v2/%1/manifests/%2");
        QTest::newRow("Flux: the tag's head")
            << "deploy/frontend -n prod" << QStringList{manifest.arg("target/prod/us-west", "latest")} << 3 << 4;
        QTest::newRow("Argo CD: what was deployed, and the tag's head")
            << "deploy/frontend -n argo-oci --plain-http oci.api.confighub.com"
            << QStringList{manifest.arg("target/prod/eu-central", "latest"),
                           manifest.arg("target/prod/eu-central", "sha256:<digest-1>")}
            << 2 << 3;
    }
    void aRegistryCosts() {
        QFETCH(QString, arguments);
        QFETCH(QStringList, requests);
        QFETCH(int, clusterRequests);
        QFETCH(int, rounds);
        QFile log(m_ground.value(QStringLiteral("logs")) + QStringLiteral("/registry-named.log"));
        QVERIFY2(log.open(QIODevice::ReadOnly), qPrintable(log.errorString()));
        log.seek(log.size());
        const auto [asked, cost] = trace(arguments);
        QCOMPARE(asked.size(), clusterRequests);
        QCOMPARE(cost[QStringLiteral("rounds")].toInt(), rounds);
        QCOMPARE(cost[QStringLiteral("registryRequests")].toInt(), static_cast<int>(requests.size()));
        QCOMPARE(cost[QStringLiteral("requests")].toInt(), static_cast<int>(clusterRequests + requests.size()));
        // A request is logged after it was answered.
        QByteArray lines;
        const auto seen = [&] {
            lines += log.readAll();
            return requestsIn(lines).size() >= requests.size();
        };
        QVERIFY2(QTest::qWaitFor(seen, 20'000), lines.constData());
        QStringList said = requestsIn(lines);
        said.sort();
        requests.sort();
        QCOMPARE(said, requests);
    }

    void aSecretIsNeverReadInFull() {
        test::run(
            kubectl(),
            {QStringLiteral("create"), QStringLiteral("secret"), QStringLiteral("generic"), QStringLiteral("hush"),
             QStringLiteral("-n"), QStringLiteral("unmanaged"), QStringLiteral("--from-literal=password=hush-hush")},
            test::environmentFor(m_ground.value(QStringLiteral("kubeconfig"))));
        const test::Outcome outcome =
            test::runInside(m_ground, test::pluginPath(),
                            {QStringLiteral("trace"), QStringLiteral("secret/hush"), QStringLiteral("-n"),
                             QStringLiteral("unmanaged"), QStringLiteral("--json"), QStringLiteral("-v=9")},
                            test::environmentFor(m_ground.value(QStringLiteral("kubeconfig"))));
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        QVERIFY(outcome.out.contains(QStringLiteral("unmanaged")));
        for (const char* hidden : {"hush-hush", "aHVzaC1odXNo"}) {
            QVERIFY(!outcome.out.contains(QLatin1String(hidden)));
            QVERIFY(!outcome.err.contains(QLatin1String(hidden)));
        }
    }

  private:
    // Of the plugin, from a registry's access log: 127.0.0.1 - - [time] "GET /v2/... HTTP/1.1" 200 5 "" "agent".
    static QStringList requestsIn(const QByteArray& log) {
        static const QRegularExpression request(
            QStringLiteral("\"([A-Z]+ /v2/[^ ]+) HTTP/1\\.1\" \\d+ \\d+ \"[^\"]*\" \"kubectl-scout/"));
        QStringList requests;
        auto matches = request.globalMatch(QString::fromUtf8(log));
        while (matches.hasNext()) requests << test::normalized(matches.next().captured(1));
        return requests;
    }

    QString kubectl() const { return m_ground.value(QStringLiteral("bin")) + QStringLiteral("/kubectl"); }

    QString firstPod() const {
        const test::Outcome pods = test::run(kubectl(),
                                             {QStringLiteral("get"), QStringLiteral("pods"), QStringLiteral("-n"),
                                              QStringLiteral("prod"), QStringLiteral("-o"), QStringLiteral("name")},
                                             test::environmentFor(m_ground.value(QStringLiteral("kubeconfig"))));
        return pods.out.split(QLatin1Char('\n')).value(0);
    }

    // The requests that the plugin made, from the audit log, and the cost that it states.
    std::pair<QStringList, QJsonObject> trace(const QString& arguments) {
        QFile log(m_ground.value(QStringLiteral("auditLog")));
        if (!log.open(QIODevice::ReadOnly)) return {};
        log.seek(log.size());
        const test::Outcome outcome =
            test::runInside(m_ground, test::pluginPath(),
                            QStringList{QStringLiteral("trace")} + arguments.split(QLatin1Char(' ')) +
                                QStringList{QStringLiteral("--json")},
                            test::environmentFor(m_ground.value(QStringLiteral("kubeconfigs.tracer"))));
        // A request of our own marks the end: everything of the trace stands before it in the log.
        const QByteArray mark = "end-" + QUuid::createUuid().toByteArray(QUuid::Id128);
        test::run(kubectl(),
                  {QStringLiteral("get"), QStringLiteral("--raw"),
                   QStringLiteral("/api/v1/namespaces/") + QString::fromLatin1(mark)},
                  test::environmentFor(m_ground.value(QStringLiteral("kubeconfig"))));
        QStringList requests;
        bool ended = false;
        QByteArray rest;  // a line that is not written to its end yet
        const auto readOn = [&] {
            rest += log.readAll();
            for (qsizetype end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
                const QByteArray line = rest.left(end);
                rest.remove(0, end + 1);
                ended = ended || line.contains(mark);
                const QJsonObject event = QJsonDocument::fromJson(line).object();
                if (!event[QStringLiteral("userAgent")].toString().startsWith(QStringLiteral("kubectl-scout/")))
                    continue;
                const QString verb = event[QStringLiteral("verb")].toString();
                requests << (verb == QStringLiteral("get") ? QStringLiteral("GET") : verb.toUpper()) +
                                QLatin1Char(' ') + event[QStringLiteral("requestURI")].toString();
            }
            return ended;
        };
        if (!QTest::qWaitFor(readOn, 20'000)) return {};
        QJsonObject said = QJsonDocument::fromJson(outcome.out.toUtf8()).object();
        const QJsonArray items = said[QStringLiteral("items")].toArray();
        if (!items.isEmpty()) said = items.last().toObject();
        return {requests, said[QStringLiteral("cost")].toObject()};
    }

    test::Ground m_ground = *test::Ground::find();
};

SCOUT_GROUND_MAIN(CostTest)
#include "cost_test.moc"
