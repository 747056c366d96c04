// Every scenario of the test ground, brought into its state by the real controllers, traced by the built plugin.
#include <QDeadlineTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include "cluster/confighub_kinds.h"
#include "cluster/ground.h"
#include "golden.h"
#include "schema_check.h"
#include "trace/findings.h"

using namespace scout;

namespace {

QStringList findingsOf(const QJsonObject& trace) {
    QStringList kinds;
    for (const QJsonValue& finding : trace[QStringLiteral("findings")].toArray())
        kinds << finding[QStringLiteral("kind")].toString();
    return kinds;
}

// cost is asserted from the audit log (cost_test.cpp); what remains here does not depend on the machine.
std::string goldenJson(const QString& out) {
    return test::normalized(out).toStdString();
}

}  // namespace

class TracesTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { m_ground = *test::Ground::find(); }

    void isRight_data() {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<QString>("chain");
        QTest::addColumn<bool>("fullyManaged");
        QTest::addColumn<QString>("findings");

        const auto row = [](const char* name, const char* arguments, const char* tool, const char* verdict,
                            const char* chain, bool fullyManaged, const char* findings = "",
                            const char* user = "tracer") {
            QTest::newRow(name) << arguments << user << tool << verdict << chain << fullyManaged << findings;
        };
        const char* prod = "Git/fleet/flux-oci > ConfigHub OCI/prod/us-west > Kustomization/apps > Deployment/frontend";

        // Flux
        row("flux-oci-deployment", "deploy/frontend -n prod", "flux", "ready", prod, true, "confighub-not-connected");
        row("flux-oci-service", "svc/frontend -n prod", "flux", "ready",
            "Git/fleet/flux-oci > ConfigHub OCI/prod/us-west > Kustomization/apps > Service/frontend", true,
            "confighub-not-connected");
        row("flux-oci-custom-resource", "widget/gear -n prod", "flux", "ready",
            "Git/fleet/flux-oci > ConfigHub OCI/prod/us-west > Kustomization/apps > Widget/gear", true,
            "confighub-not-connected");
        row("flux-space", "deploy/backend -n staging", "flux", "ready",
            "Git/fleet/flux-space > ConfigHub OCI/staging > Kustomization/staging > Deployment/backend", true,
            "confighub-not-connected");
        row("flux-git", "deploy/web -n flux-git", "flux", "ready",
            "GitRepository/flux-git > Kustomization/flux-git > Deployment/web", true);
        row("helm-chartref", "deploy/podapp -n helm-chartref", "flux", "ready",
            "Git/fleet/helm-chartref > OCIRepository/podapp > HelmRelease/podapp > Deployment/podapp", true);
        row("helm-chart", "deploy/webapp -n helm-chart", "flux", "ready",
            "HelmRepository/charts > HelmChart/helm-chart-webapp > HelmRelease/webapp > Deployment/webapp", true);
        row("helm-ocirepo", "deploy/ocirepoapp -n helm-ocirepo", "flux", "ready",
            "HelmRepository/charts > HelmChart/helm-ocirepo-ocirepoapp > HelmRelease/ocirepoapp > "
            "Deployment/ocirepoapp",
            true);
        row("failed-source", "deploy/web -n failed-source", "flux", "failed at OCIRepository/failed-source",
            "Git/fleet/failed-source > OCIRepository/failed-source > Kustomization/failed-source > Deployment/web",
            true, "not-in-registry");
        row("failed-build", "deploy/web -n failed-build", "flux", "failed at Kustomization/failed-build",
            "Git/commit <short-1> > OCIRepository/failed-build > Kustomization/failed-build > Deployment/web", true);
        row("failed-path", "deploy/web -n failed-path", "flux", "failed at Kustomization/failed-path",
            "Git/fleet/failed-path > OCIRepository/failed-path > Kustomization/failed-path > Deployment/web", true);
        row("failing-health", "deploy/web -n failing-health", "flux", "failed at Kustomization/failing-health",
            "Git/fleet/failing-health > OCIRepository/failing-health > Kustomization/failing-health > Deployment/web",
            true);
        row("suspended", "deploy/web -n suspended", "flux", "suspended at Kustomization/suspended",
            "Git/fleet/suspended > OCIRepository/suspended > Kustomization/suspended > Deployment/web", true,
            "suspended-upstream");
        row("suspended-source", "deploy/web -n suspended-source", "flux", "suspended at OCIRepository/suspended-source",
            "Git/fleet/suspended-source > OCIRepository/suspended-source > Kustomization/suspended-source > "
            "Deployment/web",
            true, "suspended-upstream");
        row("dependency", "deploy/web -n dependency", "flux", "progressing at Kustomization/dependency-b",
            "Git/fleet/dependency > OCIRepository/dependency > Kustomization/dependency-b > Deployment/web", true,
            "dependency-waiting");

        // Argo CD
        row("argo-oci", "deploy/frontend -n argo-oci --plain-http oci.api.confighub.com", "argocd", "ready",
            "Git/fleet/argo-oci > ConfigHub OCI/prod/eu-central > Application/frontend-app > Deployment/frontend", true,
            "confighub-not-connected");
        row("argo-oci-app", "--app frontend-app --plain-http oci.api.confighub.com", "argocd", "ready",
            "Git/fleet/argo-oci > ConfigHub OCI/prod/eu-central > Application/frontend-app > Deployment/frontend", true,
            "confighub-not-connected");
        row("argo-oci-unread", "deploy/frontend -n argo-oci", "argocd", "ready",
            "ConfigHub OCI/prod/eu-central > Application/frontend-app > Deployment/frontend", true,
            "registry-unread,confighub-not-connected");
        row("argo-git", "deploy/guestbook -n argo-git", "argocd", "ready",
            "Git/fleet/argo-git > Application/guestbook > Deployment/guestbook", true);
        row("argo-multi", "deploy/multi-web -n argo-multi", "argocd", "ready",
            "Git/fleet/argo-multi > Application/multi > Deployment/multi-web", true);
        row("argo-helm", "deploy/argo-helm -n argo-helm", "argocd", "ready",
            "Helm Chart/argo-helm > Application/argo-helm > Deployment/argo-helm", true);
        row("argo-outofsync", "deploy/web -n argo-outofsync", "argocd", "outofsync at Application/drifted",
            "Git/fleet/argo-outofsync > Application/drifted > Deployment/web", true, "auto-sync-off");
        row("argo-partly", "cm/settings -n argo-partly", "argocd", "failed at Application/argo-partly",
            "Git/fleet/argo-partly > Application/argo-partly > ConfigMap/settings", true, "partly-synced");
        row("argo-retargeted", "deploy/web -n argo-retargeted --plain-http oci.api.confighub.com", "argocd",
            "outofsync at Application/argo-retargeted",
            "Git/fleet/argo-retargeted > OCI/fleet/argo-retargeted > Application/argo-retargeted > Deployment/web",
            true, "source-not-synced,auto-sync-off");
        row("argo-adopted", "deploy/web -n argo-adopted --plain-http oci.api.confighub.com", "argocd", "ready",
            "Git/fleet/argo-adopted > OCI/fleet/argo-adopted > Application/argo-adopted > Deployment/web", true);
        row("two-appliers", "deploy/web -n two-appliers --plain-http oci.api.confighub.com", "flux", "ready",
            "Git/fleet/two-appliers > OCIRepository/two-appliers > Kustomization/two-appliers > Deployment/web", true,
            "applied-by-several");
        row("labels-removed", "deploy/web -n labels-removed", "none", "incomplete at Deployment/web", "Deployment/web",
            false, "applied-without-mark");
        row("content-altered", "deploy/web -n content-altered --plain-http oci.api.confighub.com", "flux",
            "incomplete at OCIRepository/content-altered",
            "Git/fleet/content-altered > OCIRepository/content-altered > Kustomization/content-altered > "
            "Deployment/web",
            true, "content-altered");
        row("argo-broken", "deploy/web -n argo-broken", "argocd", "failed at Application/argo-broken",
            "Git/fleet/argo-broken > Application/argo-broken > Deployment/web", false, "source-not-synced");
        row("argo-elsewhere", "deploy/elsewhere -n argo-elsewhere", "argocd", "ready",
            "Git/fleet/argo-elsewhere > Application/elsewhere > Deployment/elsewhere", true);
        row("argo-elsewhere-app", "--app elsewhere", "argocd", "ready",
            "Git/fleet/argo-elsewhere > Application/elsewhere > Deployment/elsewhere", true);

        // Up to the real root
        row("flux-parent", "deploy/web -n flux-parent", "flux", "ready",
            "GitRepository/flux-parent > Kustomization/flux-parent-apps > Deployment/web", true);
        row("flux-deep", "deploy/web -n flux-deep", "flux", "ready",
            "GitRepository/flux-deep > Kustomization/flux-deep-0 > Deployment/web", true, "parent-not-followed");
        row("helm-parent", "deploy/declared -n helm-parent", "flux", "ready",
            "HelmRepository/charts > HelmChart/helm-parent-declared > HelmRelease/declared > Deployment/declared",
            true);
        row("external-artifact", "deploy/web -n external-artifact", "flux", "ready",
            "GitRepository/external-base > ArtifactGenerator/composed > ExternalArtifact/external-artifact > "
            "Kustomization/external-artifact > Deployment/web",
            true);
        row("argo-appset", "deploy/web -n argo-appset-production", "argocd", "ready",
            "Git/fleet/argo-appset > Application/fleet-production > Deployment/web", true);
        row("argo-app-of-apps", "deploy/web -n argo-app-of-apps", "argocd", "ready",
            "Git/fleet/argo-app-of-apps > Application/shop > Deployment/web", true);
        row("argo-flux", "deploy/web -n argo-flux", "flux", "ready",
            "Git/fleet/argo-flux > OCIRepository/argo-flux > Kustomization/argo-flux > Deployment/web", true);
        row("parent-failed", "deploy/web -n parent-failed", "flux", "ready",
            "GitRepository/parent-failed > Kustomization/parent-failed-apps > Deployment/web", true, "declarer-failed");
        row("argo-parent-outofsync", "deploy/web -n argo-parent-outofsync", "argocd", "ready",
            "Git/fleet/argo-parent-outofsync > Application/drifted-child > Deployment/web", true,
            "declarer-out-of-sync");
        row("remote-flux", "configmap/settings -n remote-flux --context spoke --management-context hub", "flux",
            "ready",
            "Git/fleet/remote-flux > OCIRepository/remote-flux > Kustomization/remote-flux > ConfigMap/settings", true,
            "cluster-not-compared", "fleet");
        row("remote-flux-without-hub", "configmap/settings -n remote-flux --context spoke", "none",
            "incomplete at Kustomization/remote-flux", "Kustomization/remote-flux > ConfigMap/settings", false, "",
            "fleet");
        row("remote-argo", "configmap/settings -n remote-argo --context spoke --management-context hub", "argocd",
            "ready", "Git/fleet/remote-argo > Application/remote-argo > ConfigMap/settings", true,
            "cluster-not-compared", "fleet");

        // Where a revision stops
        row("tag-moved", "deploy/web -n tag-moved", "flux", "suspended at OCIRepository/tag-moved",
            "Git/fleet/tag-moved > OCIRepository/tag-moved > Kustomization/tag-moved > Deployment/web", true,
            "tag-moved,suspended-upstream");
        row("digest-pin", "deploy/web -n digest-pin", "flux", "ready",
            "Git/fleet/digest-pin > OCIRepository/digest-pin > Kustomization/digest-pin > Deployment/web", true);
        row("semver-filter", "deploy/web -n semver-filter", "flux", "ready",
            "Git/fleet/semver-filter > OCIRepository/semver-filter > Kustomization/semver-filter > Deployment/web",
            true);
        row("stopped-source", "deploy/web -n stopped-source", "flux", "stale at OCIRepository/stopped-source",
            "Git/fleet/stopped-source > OCIRepository/stopped-source > Kustomization/stopped-source > Deployment/web",
            true, "overdue,controller-not-running");
        row("no-version", "deploy/web -n no-version", "flux", "failed at OCIRepository/no-version",
            "Git/fleet/no-version > OCIRepository/no-version > Kustomization/no-version > Deployment/web", true,
            "no-version-matches");
        row("opaque-login", "ocirepo/opaque-login -n flux-system", "flux", "failed at ConfigHub OCI/dev/us-west",
            "ConfigHub OCI/dev/us-west", false, "registry-unread,confighub-not-connected,pull-secret-ignored", "admin");
        row("opaque-login-forbidden", "ocirepo/opaque-login -n flux-system", "flux",
            "failed at ConfigHub OCI/dev/us-west", "ConfigHub OCI/dev/us-west", false,
            "registry-unread,confighub-not-connected,missing-permission,registry-login");
        row("argo-token", "deploy/second -n argo-token --plain-http localhost", "argocd", "ready",
            "OCI/fleet/argo-token > Application/argo-token-second > Deployment/second", true, "registry-unread");
        row("flux-token", "deploy/web -n flux-token --use-cluster-credentials", "flux", "ready",
            "Git/fleet/flux-token > OCIRepository/flux-token > Kustomization/flux-token > Deployment/web", true, "",
            "admin");
        row("argo-layers", "deploy/web -n argo-layers --plain-http oci.api.confighub.com", "argocd",
            "failed at Application/argo-layers",
            "Git/fleet/argo-layers > OCI/fleet/argo-layers > Application/argo-layers > Deployment/web", false,
            "tag-moved,layers-refused");
        row("helm-upgrade-failed", "deploy/web -n helm-upgrade-failed", "flux", "failed at HelmRelease/web",
            "HelmRepository/charts > HelmChart/helm-upgrade-failed-web > HelmRelease/web > Deployment/web", true);
        row("helm-upgrade-timeout", "deploy/late -n helm-upgrade-timeout", "flux", "failed at HelmRelease/late",
            "HelmRepository/charts > HelmChart/helm-upgrade-timeout-late > HelmRelease/late > Deployment/late", true);
        row("helm-rolled-back", "deploy/undone -n helm-upgrade-timeout", "flux", "failed at HelmRelease/undone",
            "HelmRepository/charts > HelmChart/helm-upgrade-timeout-undone > HelmRelease/undone > Deployment/undone",
            true);
        row("source-changed-ref", "deploy/web -n source-changed-ref", "flux",
            "suspended at Kustomization/source-changed-ref",
            "OCIRepository/source-changed-after > Kustomization/source-changed-ref > Deployment/web", true,
            "source-changed,suspended-upstream");
        row("source-changed-url", "deploy/web -n source-changed-url", "flux",
            "suspended at OCIRepository/source-changed-url",
            "Git/fleet/source-changed > OCIRepository/source-changed-url > Kustomization/source-changed-url > "
            "Deployment/web",
            true, "source-changed,suspended-upstream");
        row("flux-drift", "deploy/web -n flux-drift", "flux", "ready",
            "Git/fleet/flux-drift > OCIRepository/flux-drift > Kustomization/flux-drift > Deployment/web", true);
        row("flux-optout", "deploy/web -n flux-optout", "flux", "ready",
            "Git/fleet/flux-optout > OCIRepository/flux-optout > Kustomization/flux-optout > Deployment/web", true,
            "reconcile-disabled");
        row("argo-tag-moved", "deploy/web -n argo-tag-moved --plain-http oci.api.confighub.com", "argocd",
            "outofsync at Application/argo-tag-moved",
            "Git/fleet/argo-tag-moved > OCI/fleet/argo-tag-moved > Application/argo-tag-moved > Deployment/web", true,
            "tag-moved,auto-sync-off");
        row("argo-drift", "deploy/web -n argo-drift", "argocd", "outofsync at Application/argo-drift",
            "Git/fleet/argo-drift > Application/argo-drift > Deployment/web", true, "self-heal-off,drift");
        row("argo-window", "deploy/web -n argo-window", "argocd", "outofsync at Application/argo-window",
            "Git/fleet/argo-window > Application/argo-window > Deployment/web", true, "sync-window");
        row("flux-optout-kept", "configmap/kept -n flux-optout", "flux", "ready",
            "Git/fleet/flux-optout > OCIRepository/flux-optout > Kustomization/flux-optout > ConfigMap/kept", true,
            "prune-disabled");
        row("flux-optout-merged", "configmap/merged -n flux-optout", "flux", "ready",
            "Git/fleet/flux-optout > OCIRepository/flux-optout > Kustomization/flux-optout > ConfigMap/merged", true,
            "partly-applied-fields");
        row("helm-drift", "deploy/web -n helm-drift", "flux", "ready",
            "HelmRepository/charts > HelmChart/helm-drift-web > HelmRelease/web > Deployment/web", true,
            "drift-not-corrected");
        row("argo-ignored", "deploy/web -n argo-ignored", "argocd", "ready",
            "Git/fleet/argo-ignored > Application/argo-ignored > Deployment/web", true, "ignored-differences");
        row("suspended-itself", "ks/suspended -n flux-system", "flux", "suspended at Kustomization/suspended",
            "Git/fleet/suspended > OCIRepository/suspended > Kustomization/suspended", true, "suspended");
        row("flux-circle", "deploy/web -n flux-circle", "flux", "ready",
            "GitRepository/flux-circle > Kustomization/flux-circle-b > Deployment/web", true, "applied-in-circle");

        // Signatures
        row("signature-verified", "deploy/web -n signature-verified", "flux", "ready",
            "Git/fleet/signature > OCIRepository/signature-verified > Kustomization/signature-verified > "
            "Deployment/web",
            true);
        row("signature-failed", "deploy/web -n signature-failed", "flux", "failed at OCIRepository/signature-failed",
            "Git/fleet/signature > OCIRepository/signature-failed > Kustomization/signature-failed > Deployment/web",
            true, "signature-failed,tag-moved");
        row("signature-unverified", "deploy/web -n signature-unverified", "flux",
            "suspended at OCIRepository/signature-unverified",
            "Git/fleet/signature > OCIRepository/signature-unverified > Kustomization/signature-unverified > "
            "Deployment/web",
            true, "signature-unverified,suspended-upstream");

        // Claims that do not hold, nobody, and Helm alone
        row("copied-labels", "deploy/impostor -n copied-labels", "none", "unmanaged", "Deployment/impostor", false,
            "not-in-inventory");
        row("copied-tracking", "deploy/impostor -n copied-tracking", "none", "unmanaged", "Deployment/impostor", false,
            "copied-tracking-id");
        row("copied-tracking-self-claimed", "deploy/self-claimed -n copied-tracking", "none", "unmanaged",
            "Deployment/self-claimed", false, "not-in-inventory");
        row("unmanaged", "deploy/by-hand -n unmanaged", "none", "unmanaged", "Deployment/by-hand", false);
        row("helm-only", "deploy/handmade -n helm-only", "helm", "ready", "Helm Release/handmade > Deployment/handmade",
            false);

        // What may not be read
        row("forbidden-kustomization", "deploy/frontend -n prod", "none", "incomplete at Kustomization/apps",
            "Kustomization/apps > Deployment/frontend", false, "missing-permission", "noapplier");
        row("forbidden-helmrelease", "deploy/webapp -n helm-chart", "none", "incomplete at HelmRelease/webapp",
            "HelmRelease/webapp > Deployment/webapp", false, "missing-permission", "noapplier");
        row("forbidden-application", "deploy/guestbook -n argo-git", "none", "incomplete at Application/guestbook",
            "Application/guestbook > Deployment/guestbook", false, "missing-permission", "noapplier");
        row("forbidden-source", "deploy/frontend -n prod", "flux", "incomplete at OCIRepository/confighub-prod",
            "Git/commit <short-1> > OCIRepository/confighub-prod > Kustomization/apps > Deployment/frontend", false,
            "missing-permission", "nosource");
    }

    void isRight() {
        QFETCH(QString, arguments);
        QFETCH(QString, user);
        QFETCH(QString, tool);
        QFETCH(QString, verdict);
        QFETCH(QString, chain);
        QFETCH(bool, fullyManaged);
        QFETCH(QString, findings);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        check(name, arguments, user);
        if (QTest::currentTestFailed()) return;
        QCOMPARE(m_trace[QStringLiteral("tool")].toString(), tool);
        QCOMPARE(test::verdictOf(m_trace), verdict);
        QCOMPARE(test::chainOf(m_trace), chain);
        QCOMPARE(m_trace[QStringLiteral("fullyManaged")].toBool(), fullyManaged);
        QCOMPARE(findingsOf(m_trace).join(QLatin1Char(',')), findings);
    }

    void whatIsAsItWasAppliedIsSaid() {
        look(QStringLiteral("deploy/web -n flux-git --diff"), QStringLiteral("tracer"));
        QVERIFY2(!saidOf(QStringLiteral("no-drift")).isEmpty(), qPrintable(m_out));
    }

    // Without a golden file: the Secrets of a walkthrough may be among them.
    void theSecretsOfArgoAreNamed() {
        look(QStringLiteral("--app argo-refused"), QStringLiteral("admin"));
        QCOMPARE(test::verdictOf(m_trace), QStringLiteral("failed at Application/argo-refused"));
        QVERIFY2(saidOf(QStringLiteral("repository-secrets")).contains(QStringLiteral(" repository-argo-refused")),
                 qPrintable(m_out));
    }

    void anotherCommitThanTheSignedOneIsSaid() {
        const QString key =
            kubectl(QStringLiteral("get configmap signed-origin-key -n flux-system -o "
                                   "jsonpath={.data.cosign\\.pub}"));
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("cosign.pub")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(key.toUtf8()) > 0);
        file.close();
        check(QStringLiteral("signed-origin"),
              QStringLiteral("deploy/web -n signed-origin --verify-key ") + file.fileName(), QStringLiteral("tracer"));
        if (QTest::currentTestFailed()) return;
        QCOMPARE(findingsOf(m_trace), {QStringLiteral("origin-disagrees")});
        QCOMPARE(test::chainOf(m_trace),
                 QStringLiteral("Git/fleet/signed-origin > OCIRepository/signed-origin > Kustomization/signed-origin > "
                                "Deployment/web"));
    }

    void anOwnerThatWasMadeAnewIsNone() {
        const QString held =
            kubectl(QStringLiteral("get replicaset -n owner-replaced -o "
                                   "jsonpath={.items[?(@.metadata.deletionTimestamp)].metadata.name}"));
        check(QStringLiteral("owner-replaced"), QStringLiteral("rs/") + held + QStringLiteral(" -n owner-replaced"),
              QStringLiteral("tracer"));
        if (QTest::currentTestFailed()) return;
        QCOMPARE(findingsOf(m_trace), {QStringLiteral("owner-replaced")});
        QCOMPARE(test::chainOf(m_trace), QStringLiteral("ReplicaSet/web-<set>"));
        QCOMPARE(test::verdictOf(m_trace), QStringLiteral("unmanaged"));
    }

    void everyKindOfFindingWasSeen() {
        for (const trace::FindingKind& known : trace::findingKinds()) {
            const QString kind = QString::fromUtf8(known.kind.data(), static_cast<qsizetype>(known.kind.size()));
            if (test::configHubKinds().contains(kind)) continue;
            QVERIFY2(m_kinds.contains(kind), qPrintable(kind));
        }
    }

    void aPodIsTracedThroughItsOwners() {
        const QString pod = kubectl(QStringLiteral("get pods -n prod -o name")).split(QLatin1Char('\n')).value(0);
        QVERIFY2(pod.startsWith(QStringLiteral("pod/frontend-")), qPrintable(pod));
        check(QStringLiteral("flux-oci-pod"), pod + QStringLiteral(" -n prod"), QStringLiteral("tracer"));
        if (QTest::currentTestFailed()) return;
        QCOMPARE(test::chainOf(m_trace),
                 QStringLiteral("Git/fleet/flux-oci > ConfigHub OCI/prod/us-west > Kustomization/apps > "
                                "Deployment/frontend > ReplicaSet/frontend-<set> > Pod/frontend-<set>-<pod>"));
        QVERIFY(m_trace[QStringLiteral("fullyManaged")].toBool());
    }

  private:
    // Text and JSON against the golden files, JSON against the schema; the JSON is kept.
    void check(const QString& name, const QString& arguments, const QString& user) {
        // Without kubectl's discovery cache, which may or may not be there: a custom kind always costs its discovery.
        QStringList words{QStringLiteral("trace"), QStringLiteral("--cache-dir=/nonexistent")};
        words << arguments.split(QLatin1Char(' '));
        const QProcessEnvironment environment =
            test::environmentFor(m_ground.value(QStringLiteral("kubeconfigs.") + user));
        const QString golden = QStringLiteral(SCOUT_TESTS_DIR "/cluster/golden/") + name;
        // Controllers look again at their intervals, and a look that meets one at it sees that: it is repeated.
        const QDeadlineTimer limit(20000);
        test::Outcome text;
        QString inText;
        do {
            text = test::runInside(m_ground, test::pluginPath(), words, environment);
            QVERIFY2(text.exitCode == 0, qPrintable(text.err));
            inText = test::goldenDifference(golden + QStringLiteral(".txt"), test::normalized(text.out).toStdString());
        } while (!inText.isEmpty() && text.out.contains(QStringLiteral("Reconciliation in progress")) &&
                 !limit.hasExpired());
        QVERIFY2(inText.isEmpty(), qPrintable(inText));
        const test::Outcome json =
            test::runInside(m_ground, test::pluginPath(), words + QStringList{QStringLiteral("--json")}, environment);
        QVERIFY2(json.exitCode == 0, qPrintable(json.err));
        const QString complaints = test::schemaErrors(json.out.toStdString());
        QVERIFY2(complaints.isEmpty(), qPrintable(complaints));
        const QString inJson = test::goldenDifference(golden + QStringLiteral(".json"), goldenJson(json.out));
        QVERIFY2(inJson.isEmpty(), qPrintable(inJson));
        keep(json.out);
    }

    // As JSON only.
    void look(const QString& arguments, const QString& user) {
        const QStringList words =
            QStringList{QStringLiteral("trace"), QStringLiteral("--json")} + arguments.split(QLatin1Char(' '));
        keep(test::runInside(m_ground, test::pluginPath(), words,
                             test::environmentFor(m_ground.value(QStringLiteral("kubeconfigs.") + user)))
                 .out);
    }

    void keep(const QString& json) {
        m_out = json;
        m_trace = QJsonDocument::fromJson(json.toUtf8()).object();
        for (const QString& kind : findingsOf(m_trace)) m_kinds << kind;
    }

    // The message of the kept trace's finding of that kind; "" when there is none.
    QString saidOf(const QString& kind) const {
        const QJsonArray findings = m_trace[QStringLiteral("findings")].toArray();
        const qsizetype index = findingsOf(m_trace).indexOf(kind);
        return index < 0 ? QString() : findings[index][QStringLiteral("message")].toString();
    }

    // What kubectl prints for the admin.
    QString kubectl(const QString& arguments) const {
        return test::run(m_ground.value(QStringLiteral("bin")) + QStringLiteral("/kubectl"),
                         arguments.split(QLatin1Char(' ')),
                         test::environmentFor(m_ground.value(QStringLiteral("kubeconfig"))))
            .out;
    }

    test::Ground m_ground = *test::Ground::find();
    QString m_out;
    QJsonObject m_trace;
    QSet<QString> m_kinds;
};

SCOUT_GROUND_MAIN(TracesTest)
#include "traces_test.moc"
