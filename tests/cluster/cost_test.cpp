// What a trace costs the API server, registries and a token service, counted from their own logs.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>
#include <QUuid>
#include <algorithm>

#include "cluster/ground.h"

using namespace scout;

namespace {

/// What the plugin asks of a registry or token service from now on, as the server's own log has it.
class AccessLog {
  public:
    explicit AccessLog(const QString& path) : m_file(path) {
        if (m_file.open(QIODevice::ReadOnly)) m_file.seek(m_file.size());
    }
    /// "GET /v2/... 200", sorted, once there are `count` of them (a request is logged after it was answered).
    QStringList requests(qsizetype count) {
        // 127.0.0.1 - - [time] "GET /v2/... HTTP/1.1" 200 5 "" "agent"
        static const QRegularExpression line(
            QStringLiteral("\"([A-Z]+ /[^ ]+) HTTP/1\\.1\" (\\d+) \\d+ \"[^\"]*\" \"kubectl-scout/"));
        QStringList found;
        (void)QTest::qWaitFor(
            [&] {
                m_lines += m_file.readAll();
                found.clear();
                for (auto matches = line.globalMatch(QString::fromUtf8(m_lines)); matches.hasNext();) {
                    const QRegularExpressionMatch match = matches.next();
                    found << match.captured(1) + QLatin1Char(' ') + match.captured(2);
                }
                return found.size() >= count;
            },
            20'000);
        found.sort();
        return found;
    }

  private:
    QFile m_file;
    QByteArray m_lines;
};

QStringList sorted(QStringList texts) {
    texts.sort();
    return texts;
}

/// Asked beside a source whose head no registry is asked for.
const QString sourceController =
    QStringLiteral("GET /apis/apps/v1/namespaces/flux-system/deployments/source-controller");

}  // namespace

class CostTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        const QByteArray login = (m_ground.value(QStringLiteral("registry.user")) + QLatin1Char(':') +
                                  m_ground.value(QStringLiteral("registry.password")))
                                     .toUtf8();
        QFile file(m_login.filePath(QStringLiteral("config.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"auths\":{\"" + m_ground.value(QStringLiteral("registry.token")).toUtf8() + "\":{\"auth\":\"" +
                   login.toBase64() + "\"}}}");
    }

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
            << "deploy/frontend -n prod" << QStringList{deployment, kustomization, repository, sourceController} << 3;
        QTest::newRow("two objects of one applier share it")
            << "deploy/frontend svc/frontend -n prod"
            << QStringList{deployment, QStringLiteral("GET /api/v1/namespaces/prod/services/frontend"), kustomization,
                           repository, sourceController}
            << 3;
        QTest::newRow("from a Pod")
            << "POD -n prod"
            << QStringList{QStringLiteral("GET /api/v1/namespaces/prod/pods/frontend-<set>-<pod>"),
                           QStringLiteral("GET /apis/apps/v1/namespaces/prod/replicasets/frontend-<set>"), deployment,
                           kustomization, repository, sourceController}
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
                                          "gitrepositories/flux-parent"),
                           sourceController}
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
                               "GET /apis/source.toolkit.fluxcd.io/v1/namespaces/helm-chartref/ocirepositories/podapp"),
                           sourceController}
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
                               "GET /apis/source.toolkit.fluxcd.io/v1/namespaces/helm-chart/helmrepositories/charts"),
                           sourceController}
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
        const Traced traced = trace(arguments + QStringLiteral(" --no-registry"));
        QStringList said;
        for (const QString& request : traced.asked) said << test::normalized(request);
        QCOMPARE(sorted(said), sorted(requests));
        // What the trace itself says of its cost is the same.
        QCOMPARE(traced.cost[QStringLiteral("requests")].toInt(), static_cast<int>(requests.size()));
        QCOMPARE(traced.cost[QStringLiteral("rounds")].toInt(), rounds);
    }

    // Beside the reads of the cluster; what Argo CD deployed is known only once the Application is, hence one round
    // more.
    void aRegistryCosts_data() {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QStringList>("requests");
        QTest::addColumn<int>("clusterRequests");
        QTest::addColumn<int>("rounds");
        const QString manifest = QStringLiteral("GET /v2/%1/manifests/%2 200");
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
        AccessLog log = logOf("registry-named");
        const Traced traced = trace(arguments);
        QCOMPARE(traced.asked.size(), clusterRequests);
        QCOMPARE(traced.cost[QStringLiteral("rounds")].toInt(), rounds);
        QCOMPARE(traced.cost[QStringLiteral("registryRequests")].toInt(), static_cast<int>(requests.size()));
        QCOMPARE(traced.cost[QStringLiteral("requests")].toInt(), static_cast<int>(clusterRequests + requests.size()));
        QStringList said;
        for (const QString& request : log.requests(requests.size())) said << test::normalized(request);
        QCOMPARE(sorted(said), sorted(requests));
    }

    // A stranger is told where the tokens are; then the registry answers, for the price of one round.
    void aColdTokenIsObtained_data() {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("user");
        QTest::addColumn<bool>("isLoggedIn");
        QTest::addColumn<QString>("repository");
        QTest::addColumn<QString>("tag");
        QTest::addColumn<int>("manifests");
        QTest::newRow("Argo CD") << "deploy/first -n argo-token --plain-http localhost"
                                 << "tracer" << true << "fleet/argo-token"
                                 << "first" << 2;
        QTest::newRow("Flux") << "deploy/web -n flux-token"
                              << "tracer" << true << "fleet/flux-token"
                              << "latest" << 1;
        QTest::newRow("Flux, with its own Secret") << "deploy/web -n flux-token --use-cluster-credentials"
                                                   << "admin" << false << "fleet/flux-token"
                                                   << "latest" << 1;
    }
    void aColdTokenIsObtained() {
        QFETCH(QString, arguments);
        QFETCH(QString, user);
        QFETCH(bool, isLoggedIn);
        QFETCH(QString, repository);
        QFETCH(QString, tag);
        QFETCH(int, manifests);
        AccessLog registry = logOf("registry-token");
        AccessLog tokens = logOf("tokens");
        const Traced without = trace(arguments + QStringLiteral(" --no-registry"), user, isLoggedIn);
        const Traced traced = trace(arguments, user, isLoggedIn);
        const QString head = manifest(repository, tag);
        const QStringList dance = registryRequests(traced.rounds.value(traced.rounds.size() - 1));
        QCOMPARE(dance.mid(0, 3),
                 (QStringList{head + QStringLiteral(" 401"), tokenFor(repository), head + QStringLiteral(" 200")}));
        QCOMPARE(dance.size(), 2 + manifests);
        QCOMPARE(traced.cost[QStringLiteral("rounds")].toInt(), without.cost[QStringLiteral("rounds")].toInt() + 1);
        QCOMPARE(traced.cost[QStringLiteral("registryRequests")].toInt(), 2 + manifests);
        QStringList toRegistry = dance;
        QCOMPARE(toRegistry.removeAll(tokenFor(repository)), 1);
        QCOMPARE(registry.requests(toRegistry.size()), sorted(toRegistry));
        QCOMPARE(tokens.requests(1), QStringList{tokenFor(repository)});
        QVERIFY2(!traced.said.contains(QStringLiteral("worker-secret")) && !traced.said.contains(QStringLiteral("eyJ")),
                 qPrintable(traced.said));
    }

    // The first Application is known one round before the second: its registry is asked beside the cluster, and the
    // token is there when the second one's turn comes.
    void aWarmTokenAddsOneRound() {
        const QByteArray subjects =
            "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: argo-token-first, namespace: "
            "argocd}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: second, namespace: argo-token}\n";
        const QString repository = QStringLiteral("fleet/argo-token");
        const QString arguments = QStringLiteral("-f - --plain-http localhost");
        AccessLog registry = logOf("registry-token");
        AccessLog tokens = logOf("tokens");
        const Traced without =
            trace(arguments + QStringLiteral(" --no-registry"), QStringLiteral("tracer"), true, subjects);
        QCOMPARE(without.rounds.size(), 2);
        const Traced traced = trace(arguments, QStringLiteral("tracer"), true, subjects);
        QCOMPARE(traced.rounds.size(), 3);
        QCOMPARE(traced.cost[QStringLiteral("rounds")].toInt(), 3);
        QCOMPARE(sorted(traced.asked), sorted(without.asked));

        QCOMPARE(registryRequests(traced.rounds[0]), QStringList());
        const Round& beside = traced.rounds[1];
        QCOMPARE(beside.requests.size() - registryRequests(beside).size(), 2);  // the other Application, the Deployment
        QCOMPARE(registryRequests(beside).size(), 4);
        QVERIFY(registryRequests(beside).contains(tokenFor(repository)));

        // One request for each question, and nothing else: neither a challenge nor a token.
        const Round& warm = traced.rounds[2];
        QCOMPARE(warm.questions, 2);
        const QStringList last = sorted(warm.requests);
        QCOMPARE(last.size(), 2);
        QCOMPARE(last[0], manifest(repository, QStringLiteral("second")) + QStringLiteral(" 200"));
        QVERIFY2(last[1].startsWith(manifest(repository, QStringLiteral("sha256:"))) &&
                     last[1].endsWith(QStringLiteral(" 200")),
                 qPrintable(last[1]));
        QCOMPARE(registry.requests(5).size(), 5);
        QCOMPARE(tokens.requests(1), QStringList{tokenFor(repository)});
    }

    // Signatures are asked for beside the manifests; a payload is a blob that only the signature's manifest names, so
    // that the registry's round goes on.
    void signaturesCost_data() {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<int>("payloads");
        QTest::newRow("Argo CD, none there") << "deploy/web -n argo-adopted --plain-http oci.api.confighub.com" << 0;
        QTest::newRow("Argo CD, one there") << "deploy/web -n signature-argo --plain-http oci.api.confighub.com" << 1;
        QTest::newRow("Flux, one there") << "deploy/web -n signature-verified" << 1;
    }
    void signaturesCost() {
        QFETCH(QString, arguments);
        QFETCH(int, payloads);
        const Traced cluster = trace(arguments + QStringLiteral(" --no-registry"));
        const Traced traced = trace(arguments + QStringLiteral(" --verify"));
        QStringList asked = cluster.asked;
        asked.removeAll(sourceController);
        QCOMPARE(traced.asked, asked);
        QCOMPARE(traced.rounds.size(), cluster.rounds.size() + 1);
        QCOMPARE(traced.cost[QStringLiteral("rounds")].toInt(), cluster.cost[QStringLiteral("rounds")].toInt() + 1);
        // The digest's manifest, what is attached as cosign's tags have it, and referrers; then the payload.
        const QStringList requests = registryRequests(traced.rounds.last());
        QVERIFY2(traced.rounds.last().questions >= 4, qPrintable(traced.said));
        QCOMPARE(requests.filter(QStringLiteral("/blobs/sha256:")).size(), payloads);
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
    /// What a trace told with -v: the requests in the order of their answers, "GET /path 200".
    struct Round {
        int questions = 0;
        QStringList requests;
    };
    struct Traced {
        QStringList asked;  ///< of the API server, from its audit log
        QJsonObject cost;   ///< as the trace states it
        QList<Round> rounds;
        QString said;  ///< all of -v
    };

    static QString manifest(const QString& repository, const QString& reference) {
        return QStringLiteral("GET /v2/%1/manifests/%2").arg(repository, reference);
    }
    static QString tokenFor(const QString& repository) {
        return QStringLiteral("GET /token?service=ground-registry&scope=%1 200")
            .arg(QString::fromLatin1(QUrl::toPercentEncoding(QStringLiteral("repository:%1:pull").arg(repository))));
    }
    static QStringList registryRequests(const Round& round) {
        return round.requests.filter(QRegularExpression(QStringLiteral("^GET /(v2|token)")));
    }

    static QList<Round> roundsIn(const QString& said) {
        static const QRegularExpression round(QStringLiteral("^round \\d+: (\\d+) question"));
        static const QRegularExpression request(QStringLiteral("^(GET) https?://[^/]+(/\\S*) (\\d+) in "));
        QList<Round> rounds;
        for (const QString& line : said.split(QLatin1Char('\n'))) {
            if (const auto begins = round.match(line); begins.hasMatch())
                rounds << Round{begins.captured(1).toInt(), {}};
            else if (const auto answered = request.match(line); answered.hasMatch() && !rounds.isEmpty())
                rounds.last().requests << answered.capturedTexts().mid(1).join(QLatin1Char(' '));
        }
        return rounds;
    }

    AccessLog logOf(const char* part) const {
        return AccessLog(m_ground.value(QStringLiteral("logs")) + QLatin1Char('/') + QLatin1String(part) +
                         QStringLiteral(".log"));
    }

    QString kubectl() const { return m_ground.value(QStringLiteral("bin")) + QStringLiteral("/kubectl"); }

    QString firstPod() const {
        const test::Outcome pods = test::run(kubectl(),
                                             {QStringLiteral("get"), QStringLiteral("pods"), QStringLiteral("-n"),
                                              QStringLiteral("prod"), QStringLiteral("-o"), QStringLiteral("name")},
                                             test::environmentFor(m_ground.value(QStringLiteral("kubeconfig"))));
        return pods.out.split(QLatin1Char('\n')).value(0);
    }

    /// With `isLoggedIn` the machine has a login for the registry that wants tokens.
    Traced trace(const QString& arguments, const QString& user = QStringLiteral("tracer"), bool isLoggedIn = false,
                 const QByteArray& input = {}) {
        QProcessEnvironment environment = test::environmentFor(m_ground.value(QStringLiteral("kubeconfigs.") + user));
        if (isLoggedIn) environment.insert(QStringLiteral("DOCKER_CONFIG"), m_login.path());
        QFile log(m_ground.value(QStringLiteral("auditLog")));
        if (!log.open(QIODevice::ReadOnly)) return {};
        log.seek(log.size());
        const test::Outcome outcome =
            test::runInside(m_ground, test::pluginPath(),
                            QStringList{QStringLiteral("trace")} + arguments.split(QLatin1Char(' ')) +
                                QStringList{QStringLiteral("--json"), QStringLiteral("-v=6")},
                            environment, input);
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
        return {requests, said[QStringLiteral("cost")].toObject(), roundsIn(outcome.err), outcome.err};
    }

    test::Ground m_ground = *test::Ground::find();
    QTemporaryDir m_login;
};

SCOUT_GROUND_MAIN(CostTest)
#include "cost_test.moc"
