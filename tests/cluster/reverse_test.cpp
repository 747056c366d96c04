// trace --reverse: what the ground's appliers, sources, artifacts, commits and ConfigHub units deliver.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "cluster/ground.h"
#include "schema_check.h"

using namespace scout;

class ReverseTest : public QObject {
    Q_OBJECT

  private slots:
    void delivers_data() {
        QTest::addColumn<QString>("what");  // {kind/name path}: what that object's status says there
        QTest::addColumn<QStringList>("sources");
        QTest::addColumn<QStringList>("deliveries");  // "relation applier: objects"
        QTest::addColumn<QString>("listed");
        const QString apps = QStringLiteral(
            "Kustomization/apps: ClusterRole/frontend-reader ConfigMap/prod/frontend-settings "
            "Deployment/prod/frontend Namespace/prod Service/prod/frontend Widget/prod/gear");
        const QStringList prod{QStringLiteral("ConfigHub OCI/prod/us-west")};
        const QString guestbook = QStringLiteral("live Application/guestbook: Deployment/argo-git/guestbook");
        const QString backend =
            QStringLiteral("referenced Kustomization/staging: Deployment/staging/backend Namespace/staging");
        const QString appliers = QStringLiteral("Kustomization HelmRelease Application");

        QTest::newRow("Kustomization") << "ks/apps -n flux-system" << QStringList() << QStringList{"asked " + apps}
                                       << "";
        QTest::newRow("a Kustomization of Kustomizations")
            << "ks/flux-parent -n flux-system" << QStringList()
            << QStringList{QStringLiteral("asked Kustomization/flux-parent: GitRepository/flux-system/flux-parent "
                                          "Kustomization/flux-system/flux-parent "
                                          "Kustomization/flux-system/flux-parent-apps"),
                           QStringLiteral("declared Kustomization/flux-parent-apps: Deployment/flux-parent/web "
                                          "Namespace/flux-parent")}
            << "";
        QTest::newRow("HelmRelease") << "hr/podapp -n helm-chartref" << QStringList()
                                     << QStringList{QStringLiteral(
                                            "asked HelmRelease/podapp: Deployment/helm-chartref/podapp")}
                                     << "";
        QTest::newRow("Application") << "--app guestbook" << QStringList()
                                     << QStringList{QStringLiteral(
                                            "asked Application/guestbook: Deployment/argo-git/guestbook")}
                                     << "";
        QTest::newRow("ApplicationSet")
            << "appset/fleet -n argocd" << QStringList()
            << QStringList{QStringLiteral("asked ApplicationSet/fleet: Application/argocd/fleet-production "
                                          "Application/argocd/fleet-staging"),
                           QStringLiteral(
                               "declared Application/fleet-production: Deployment/argo-appset-production/web"),
                           QStringLiteral("declared Application/fleet-staging: Deployment/argo-appset-staging/web")}
            << "Application";
        QTest::newRow("source") << "ocirepo/confighub-prod -n flux-system" << prod << QStringList{"referenced " + apps}
                                << "ArtifactGenerator HelmRelease Kustomization";
        QTest::newRow("artifact of Flux") << "{kustomization/apps -n flux-system lastAppliedRevision}" << prod
                                          << QStringList{"live " + apps} << "OCIRepository " + appliers;
        QTest::newRow("artifact of Argo CD")
            << "{application/frontend-app -n argocd sync.revision}" << QStringList()
            << QStringList{QStringLiteral("live Application/frontend-app: Deployment/argo-oci/frontend "
                                          "Service/argo-oci/frontend")}
            << "OCIRepository " + appliers;
        QTest::newRow("commit behind an artifact")
            << "{kustomization/apps -n flux-system lastAppliedOriginRevision}" << prod << QStringList{"live " + apps}
            << "OCIRepository GitRepository " + appliers;
        QTest::newRow("commit of Argo CD") << "{application/guestbook -n argocd sync.revision}" << QStringList()
                                           << QStringList{guestbook} << "OCIRepository GitRepository " + appliers;
        QTest::newRow("ConfigHub unit") << "confighub:staging/backend"
                                        << QStringList{QStringLiteral("ConfigHub OCI/staging")} << QStringList{backend}
                                        << "OCIRepository " + appliers;
        QTest::newRow("ConfigHub target")
            << "confighub:prod/us-west" << prod << QStringList{"referenced " + apps} << "OCIRepository " + appliers;
        QTest::newRow("ConfigHub space") << "confighub:staging" << QStringList{QStringLiteral("ConfigHub OCI/staging")}
                                         << QStringList{backend} << "OCIRepository " + appliers;
    }
    void delivers() {
        QFETCH(QString, what);
        QFETCH(QStringList, sources);
        QFETCH(QStringList, deliveries);
        QFETCH(QString, listed);
        const QJsonObject said = reverse(resolved(what));
        QStringList saidSources;
        for (const QJsonValue& source : said[QStringLiteral("sources")].toArray())
            saidSources << labelOf(source.toObject());
        QCOMPARE(saidSources, sources);
        QStringList saidDeliveries;
        for (const QJsonValue& delivery : said[QStringLiteral("deliveries")].toArray())
            saidDeliveries << line(delivery.toObject());
        QCOMPARE(saidDeliveries, deliveries);
        QStringList saidListed;
        for (const QJsonValue& kind : said[QStringLiteral("listed")].toArray()) saidListed << kind.toString();
        QCOMPARE(saidListed.join(QLatin1Char(' ')), listed);
        QCOMPARE(said[QStringLiteral("findings")].toArray().size(), 0);
    }

    // Flux labels what it applies: the cluster's own word, beside the inventory's. Somebody has copied the labels.
    void isWhatTheClusterHolds() {
        QStringList held = kubectl({"get", "namespaces,clusterroles,configmaps,services,deployments,widgets", "-A",
                                    "-l", "kustomize.toolkit.fluxcd.io/name=apps", "-o", "name"})
                               .split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QStringList said =
            run(QStringLiteral("ks/apps -n flux-system -o name")).out.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        said.removeAll(QStringLiteral("kustomization.kustomize.toolkit.fluxcd.io/apps"));
        QCOMPARE(held.removeAll(QStringLiteral("deployment.apps/impostor")), 1);
        held.sort();
        said.sort();
        QCOMPARE(said.size(), 6);
        QCOMPARE(said, held);
    }

    // The layout of requirement 000 puts no origin on the objects: that one of them is the unit's can not be told.
    void aUnitThatNoObjectNamesIsNotDenied() {
        const QJsonObject said = reverse(QStringLiteral("confighub:prod/frontend"));
        QCOMPARE(said[QStringLiteral("deliveries")].toArray().size(), 0);
        QVERIFY(said[QStringLiteral("notes")].toArray().contains(
            QStringLiteral("8 objects of the same artifact do not say which unit they come from, so they may be this "
                           "unit's too.")));
        QVERIFY(said[QStringLiteral("notes")].toArray().contains(
            QStringLiteral("ConfigHub was not asked what it releases where, or applies itself, so whether anything "
                           "delivers it is not known.")));
        const test::Outcome text = run(QStringLiteral("confighub:prod/frontend"));
        QVERIFY2(text.out.contains(QStringLiteral("\nNothing was seen that delivers it.\n")), qPrintable(text.out));
    }

    void whatMayNotBeListedIsAHole() {
        const test::Outcome outcome =
            run(QStringLiteral("ocirepo/confighub-prod -n flux-system"), QStringLiteral("noapplier"));
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        for (const char* says : {"Nothing was seen that delivers it.", "Kustomizations could not be listed: ",
                                 "HelmReleases could not be listed: ", "verbs: [\"list\"]"})
            QVERIFY2(outcome.out.contains(QLatin1String(says)), qPrintable(outcome.out));
    }

    void whatDeliversNothing_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("says");
        QTest::newRow("a workload") << "deploy/frontend -n prod"
                                    << "Deployment/frontend delivers nothing";
        QTest::newRow("nobody") << "ks/nowhere -n flux-system"
                                << "\"nowhere\" not found";
    }
    void whatDeliversNothing() {
        QFETCH(QString, what);
        QFETCH(QString, says);
        const test::Outcome outcome = run(what);
        QCOMPARE(outcome.exitCode, 1);
        QCOMPARE(outcome.out, QString());
        QVERIFY2(outcome.err.contains(says), qPrintable(outcome.err));
    }

  private:
    static QString labelOf(const QJsonObject& hop) {
        return hop[QStringLiteral("kind")].toString() + QLatin1Char('/') + hop[QStringLiteral("name")].toString();
    }
    static QString line(const QJsonObject& delivery) {
        QStringList objects;
        for (const QJsonValue& value : delivery[QStringLiteral("objects")].toArray()) {
            const QJsonObject object = value.toObject();
            const QString ns = object[QStringLiteral("namespace")].toString();
            objects << object[QStringLiteral("kind")].toString() + QLatin1Char('/') +
                           (ns.isEmpty() ? ns : ns + QLatin1Char('/')) + object[QStringLiteral("name")].toString();
        }
        objects.sort();
        return delivery[QStringLiteral("relation")].toString() + QLatin1Char(' ') +
               labelOf(delivery[QStringLiteral("applier")].toObject()) + QStringLiteral(": ") +
               objects.join(QLatin1Char(' '));
    }

    /// "{kind/name -n ns path}" replaced by status.path of the object.
    QString resolved(const QString& what) const {
        if (!what.startsWith(QLatin1Char('{'))) return what;
        const QStringList words = what.mid(1, what.size() - 2).split(QLatin1Char(' '));
        return kubectl({"get", words[0], words[1], words[2], "-o", "jsonpath={.status." + words[3] + "}"});
    }
    QString kubectl(const QStringList& arguments) const {
        const auto outcome = test::run(m_ground.value(QStringLiteral("bin")) + QStringLiteral("/kubectl"), arguments,
                                       test::environmentFor(m_ground.value(QStringLiteral("kubeconfigs.admin"))));
        if (outcome.exitCode != 0) qWarning("%s", qPrintable(outcome.err));
        return outcome.out;
    }
    test::Outcome run(const QString& arguments, const QString& user = QStringLiteral("tracer")) const {
        return test::runInside(
            m_ground, test::pluginPath(),
            QStringList{QStringLiteral("trace"), QStringLiteral("--reverse")} + arguments.split(QLatin1Char(' ')),
            test::environmentFor(m_ground.value(QStringLiteral("kubeconfigs.") + user)));
    }
    QJsonObject reverse(const QString& what) const {
        const test::Outcome outcome = run(what + QStringLiteral(" -o json"));
        const QString complaints = test::schemaErrors(outcome.out.toStdString());
        if (outcome.exitCode != 0 || !complaints.isEmpty()) qWarning("%s", qPrintable(outcome.err + complaints));
        return complaints.isEmpty() ? QJsonDocument::fromJson(outcome.out.toUtf8()).object() : QJsonObject();
    }

    const test::Ground m_ground = *test::Ground::find();
};

SCOUT_GROUND_MAIN(ReverseTest)
#include "reverse_test.moc"
