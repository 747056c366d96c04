// "Will my edit survive?", applier by applier.
#include <QTest>

#include "base/yaml.h"
#include "trace/managed_fields.h"
#include "trace/survival.h"

using namespace scout;

namespace {

model::KubeObject parsed(const QString& yaml) {
    const auto documents = base::parseYaml(yaml.toStdString(), "test");
    return documents.ok() && !documents->empty() ? model::KubeObject(documents->front()) : model::KubeObject();
}

// The only path of a field set, written in YAML.
trace::FieldPath pathOf(const QString& fields) {
    const auto sets = trace::managedFields(
        parsed(QStringLiteral("{metadata: {managedFields: [{manager: x, fieldsV1: %1}]}}").arg(fields)));
    return sets.size() == 1 && sets.front().fields.size() == 1 ? sets.front().fields.front() : trace::FieldPath();
}

const char* const deployment =
    "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop, annotations: {%1}}}";

}  // namespace

class SurvivalTest : public QObject {
    Q_OBJECT

  private slots:
    void says_data() {
        QTest::addColumn<QString>("applier");
        QTest::addColumn<QString>("annotations");
        QTest::addColumn<QString>("manager");
        QTest::addColumn<bool>("scale");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* name, const char* applier, const char* annotations, const char* manager,
                            bool scale, const char* said) {
            QTest::newRow(name) << QString::fromUtf8(applier) << QString::fromUtf8(annotations)
                                << QString::fromUtf8(manager) << scale << QString::fromUtf8(said);
        };
        const char* const ks =
            "{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, metadata: {name: apps}, spec: "
            "{interval: "
            "10m}}";
        row("kubectl under a Kustomization", ks, "", "kubectl-edit", false,
            "Kustomization/apps sets back what kubectl changed at its next reconciliation, at most 10m after the last "
            "one.");
        row("another manager", ks, "", "operator", false,
            "Kustomization/apps sets back the fields that its source sets at its next reconciliation, at most 10m "
            "after "
            "the last one. Fields that the source leaves out stay.");
        row("kubectl scale", ks, "", "kubectl", true,
            "Kustomization/apps sets back the fields that its source sets at its next reconciliation, at most 10m "
            "after "
            "the last one. Fields that the source leaves out stay.");
        row("ssa: Merge", ks, "kustomize.toolkit.fluxcd.io/ssa: Merge", "kubectl-edit", false,
            "Kustomization/apps sets back the fields that its source sets at its next reconciliation, at most 10m "
            "after "
            "the last one. Fields that the source leaves out stay.");
        row("ssa: Ignore", ks, "kustomize.toolkit.fluxcd.io/ssa: Ignore", "kubectl-edit", false,
            "It stays: an annotation of the object tells Kustomization/apps to leave it alone.");
        row("ssa: IfNotPresent", ks, "kustomize.toolkit.fluxcd.io/ssa: IfNotPresent", "kubectl-edit", false,
            "It stays: an annotation of the object (ssa: IfNotPresent) tells Kustomization/apps to create it only.");
        row("reconcile: disabled", ks, "kustomize.toolkit.fluxcd.io/reconcile: disabled", "kubectl-edit", false,
            "It stays: an annotation of the object tells Kustomization/apps to leave it alone.");
        row("suspended Kustomization",
            "{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, metadata: {name: apps}, spec: {suspend: "
            "true}}",
            "", "kubectl-edit", false,
            "It stays as long as Kustomization/apps is suspended; after that what the source sets is set back.");
        row("Kustomization that is not ready",
            "{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, metadata: {name: apps}, spec: {}, "
            "status: "
            "{conditions: [{type: Ready, status: \"False\", reason: BuildFailed}]}}",
            "", "kubectl-edit", false,
            "Kustomization/apps sets back what kubectl changed at its next reconciliation. It is not ready now "
            "(BuildFailed).");
        row("HelmRelease without drift detection",
            "{apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: {name: apps}, spec: {interval: 5m}}",
            "", "kubectl-edit", false,
            "It stays until an upgrade changes the field: HelmRelease/apps has no drift detection "
            "(spec.driftDetection.mode: enabled would correct it).");
        row("HelmRelease that warns",
            "{apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: {name: apps}, spec: {driftDetection: "
            "{mode: warn}}}",
            "", "kubectl-edit", false,
            "It stays until an upgrade changes the field: HelmRelease/apps reports drift and does not correct it.");
        row("HelmRelease with drift detection",
            "{apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: {name: apps}, spec: {interval: 5m, "
            "driftDetection: {mode: enabled, ignore: [{paths: [/spec/replicas]}]}}}",
            "", "kubectl-edit", false,
            "HelmRelease/apps sets back the fields that the chart sets at its next reconciliation, at most 5m after "
            "the "
            "last one. Not those that spec.driftDetection.ignore names.");
        row("drift detection off for the object",
            "{apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: {name: apps}, spec: {driftDetection: "
            "{mode: enabled}}}",
            "helm.toolkit.fluxcd.io/driftDetection: disabled", "kubectl-edit", false,
            "It stays until an upgrade changes the field: an annotation of the object turns drift detection off.");
        row("auto-sync off",
            "{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: apps}, spec: {syncPolicy: {}}}", "",
            "kubectl-edit", false, "It stays until somebody syncs Application/apps: auto-sync is off.");
        row("auto-sync not enabled",
            "{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: apps}, spec: {syncPolicy: "
            "{automated: "
            "{enabled: false, selfHeal: true}}}}",
            "", "kubectl-edit", false, "It stays until somebody syncs Application/apps: auto-sync is off.");
        row("self-heal off",
            "{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: apps}, spec: {syncPolicy: "
            "{automated: "
            "{}}}}",
            "", "kubectl-edit", false,
            "It stays until the next sync of Application/apps, when a new revision comes: self-heal is off.");
        row("self-heal on",
            "{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: apps}, spec: {syncPolicy: "
            "{automated: "
            "{selfHeal: true}}}}",
            "", "kubectl-edit", false,
            "Argo CD sets back the fields that the source of Application/apps sets, within seconds: self-heal is on.");
        const auto skipped = [&row](const char* name, const char* value, const char* says) {
            const QString text = QStringLiteral(
                "{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: apps, annotations: "
                "{argocd.argoproj.io/skip-reconcile: \"%1\"}}, spec: {syncPolicy: {automated: {selfHeal: true}}}}");
            row(name, qPrintable(text.arg(QLatin1String(value))), "", "kubectl-edit", false, says);
        };
        skipped("skipped", "true", "It stays: an annotation of Application/apps tells Argo CD to skip it.");
        skipped("not skipped", "false",
                "Argo CD sets back the fields that the source of Application/apps sets, within seconds: self-heal is "
                "on.");
        row("Synced all the same",
            "{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: apps}, spec: {syncPolicy: "
            "{automated: "
            "{selfHeal: true}}}, status: {resources: [{group: apps, kind: Deployment, namespace: shop, name: web, "
            "status: "
            "Synced}]}}",
            "", "kubectl-edit", false,
            "It stays: Argo CD compares the object as Synced, so its source does not set these fields or the "
            "difference "
            "is ignored.");
        row("ResourceSet", "{apiVersion: fluxcd.controlplane.io/v1, kind: ResourceSet, metadata: {name: apps}}", "",
            "kubectl-edit", false, "ResourceSet/apps sets back the fields that it sets at its next reconciliation.");
        row("unread", "{}", "", "kubectl-edit", false, "Whether it stays is not known: Thing/apps was not read.");
    }
    void says() {
        QFETCH(QString, applier);
        QFETCH(QString, annotations);
        QFETCH(QString, manager);
        QFETCH(bool, scale);
        QFETCH(QString, said);
        const model::KubeObject object = parsed(QString::fromUtf8(deployment).arg(annotations));
        const model::KubeObject by = parsed(applier);
        model::Hop hop;
        hop.kind = by.kind().empty() ? "Thing" : by.kind();
        hop.name = "apps";
        const auto read = by.kind().empty() ? std::nullopt : std::optional(by);
        QCOMPARE(QString::fromStdString(trace::survivalOf({object, manager.toStdString(), scale}, hop, read)), said);
    }

    void paths_data() {
        QTest::addColumn<QString>("fields");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value");
        const auto row = [](const char* fields, const char* text, const char* value) {
            QTest::newRow(text) << QString::fromUtf8(fields) << QString::fromUtf8(text) << QString::fromUtf8(value);
        };
        row("{f:spec: {f:replicas: {}}}", "spec.replicas", "3");
        row("{f:metadata: {f:annotations: {f:a.b/c: {}}}}", "metadata.annotations[a.b/c]", "\"x\"");
        row("{f:spec: {f:list: {'k:{\"name\":\"b\"}': {f:v: {}}}}}", "spec.list[name=b].v", "2");
        row("{f:spec: {f:ports: {'k:{\"port\":1,\"protocol\":\"TCP\"}': {f:id: {}}}}}",
            "spec.ports[port=1,protocol=TCP].id", "\"p\"");
        row("{f:spec: {f:set: {'v:\"two\"': {}}}}", "spec.set[\"two\"]", "\"two\"");
        row("{f:spec: {f:set: {'i:0': {}}}}", "spec.set[0]", "\"one\"");
        row("{f:spec: {f:set: {'i:7': {}}}}", "spec.set[7]", "null");
        row("{f:spec: {f:nothing: {f:there: {}}}}", "spec.nothing.there", "null");
    }
    void paths() {
        QFETCH(QString, fields);
        QFETCH(QString, text);
        QFETCH(QString, value);
        const model::KubeObject object =
            parsed(QStringLiteral("{metadata: {annotations: {a.b/c: x}}, spec: {replicas: 3, list: [{name: a, v: 1}, "
                                  "{name: b, v: 2}], ports: "
                                  "[{port: 1, id: p}], set: [one, two]}}"));
        const trace::FieldPath path = pathOf(fields);
        QCOMPARE(QString::fromStdString(trace::pathText(path)), text);
        QCOMPARE(QString::fromStdString(trace::valueAt(object.json(), path).dump()), value);
    }

    void whatIsNoFieldSetIsNone() {
        QVERIFY(pathOf(QStringLiteral("{spec: {x: {}}}")).empty());
        QVERIFY(pathOf(QStringLiteral("[]")).empty());
        QVERIFY(trace::managedFields(model::KubeObject()).empty());
    }
};

QTEST_GUILESS_MAIN(SurvivalTest)
#include "survival_test.moc"
