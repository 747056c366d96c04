// Holds the rules against cases/*.yaml. A case has `object`, perhaps `now`, and any of these expectations; of each, the
// fields that are written are compared:
//   kstatus  status, reason, message by upstream kstatus          (reason "" where it is not written)
//   fluxJob  the same with Flux's reader of Jobs
//   argo     status, message by Argo CD's rules
//   health   state, status, reason, message, lastTransitionTime of objectHealth for an object that Argo CD does not
//   manage argocd   the same for one that it manages managed  the same of managedResourceHealth with `entry`
#include <QTest>
#include <set>

#include "cases.h"
#include "status/argo_application.h"
#include "status/argo_health.h"
#include "status/kstatus.h"
#include "status/object_status.h"

using namespace scout;

namespace {

void compareText(const base::Json& expected, const char* field, const std::string& actual) {
    const base::Json value = expected[field];
    if (!value.exists()) return;
    QVERIFY2(value.isText(), field);
    QCOMPARE(QByteArray::fromStdString(field + (": " + actual)),
             QByteArray::fromStdString(field + (": " + value.text())));
}

void compareKStatus(const base::Json& expected, const status::KStatus& actual) {
    QCOMPARE(std::string(status::name(actual.status)), expected["status"].text());
    QCOMPARE(actual.reason, expected["reason"].text());
    compareText(expected, "message", actual.message);
}

void compareHealth(const base::Json& expected, const model::Health& actual) {
    QVERIFY(expected["state"].exists());
    compareText(expected, "state", std::string(model::name(actual.state)));
    compareText(expected, "status", actual.status);
    compareText(expected, "reason", actual.reason);
    compareText(expected, "message", actual.message);
    compareText(expected, "lastTransitionTime", actual.lastTransitionTime);
}

void checkKeys(const base::Json& value, const std::set<std::string>& known) {
    for (const auto& [key, member] : value.members()) QVERIFY2(known.contains(key), key.c_str());
}

}  // namespace

class ConformanceTest : public QObject {
    Q_OBJECT

  private slots:
    void cases_data();
    void cases();
    void everyKindAndReasonHasACase();
};

void ConformanceTest::cases_data() {
    QTest::addColumn<int>("index");
    int index = 0;
    for (const StatusCase& item : statusCases()) QTest::newRow(item.name.c_str()) << index++;
    QVERIFY(index > 200);
}

void ConformanceTest::cases() {
    static const std::vector<StatusCase> all = statusCases();
    QFETCH(int, index);
    const StatusCase& item = all.at(static_cast<std::size_t>(index));
    const base::Json& expected = item.expected;
    checkKeys(expected,
              {"case", "object", "now", "entry", "kstatus", "fluxJob", "argo", "health", "argocd", "managed"});
    for (const char* key : {"kstatus", "fluxJob"}) checkKeys(expected[key], {"status", "reason", "message"});
    checkKeys(expected["argo"], {"status", "message"});
    for (const char* key : {"health", "argocd", "managed"}) {
        checkKeys(expected[key], {"state", "status", "reason", "message", "lastTransitionTime"});
    }
    QVERIFY(!item.object.kind().empty() && !item.object.apiVersion().empty());

    int compared = 0;
    const auto expects = [&](const char* key) {
        compared += expected[key].exists() ? 1 : 0;
        return expected[key].exists();
    };
    if (expects("kstatus")) {
        compareKStatus(expected["kstatus"], computeKStatus(item.object, item.now, status::JobReader::kstatus));
    }
    if (expects("fluxJob")) {
        compareKStatus(expected["fluxJob"], computeKStatus(item.object, item.now, status::JobReader::flux));
    }
    if (expects("argo")) {
        const status::ArgoHealth actual = status::argoHealth(item.object);
        const std::string word(status::name(actual.status));
        QCOMPARE(word.empty() ? std::string("none") : word, expected.at("argo.status").text());
        compareText(expected["argo"], "message", actual.message);
    }
    if (expects("health")) {
        compareHealth(expected["health"], status::objectHealth(item.object, status::ManagedBy::none, item.now));
        compareHealth(expected["health"], status::objectHealth(item.object, status::ManagedBy::flux, item.now));
    }
    if (expects("argocd")) {
        compareHealth(expected["argocd"], status::objectHealth(item.object, status::ManagedBy::argocd, item.now));
    }
    if (expects("managed")) {
        QVERIFY(expected["entry"].exists());
        compareHealth(expected["managed"], status::managedResourceHealth(item.object, expected["entry"], item.now));
    }
    QVERIFY(compared > 0);
}

void ConformanceTest::everyKindAndReasonHasACase() {
    std::set<std::string> kinds;
    std::set<std::string> reasons;
    std::set<std::string> argo;
    for (const StatusCase& item : statusCases()) {
        const std::string kind = item.object.group() + "/" + item.object.kind();
        if (item.expected["kstatus"].exists()) kinds.insert(kind);
        reasons.insert(item.expected.at("kstatus.reason").text());
        reasons.insert(item.expected.at("fluxJob.reason").text());
        argo.insert(kind + " " + item.expected.at("argo.status").text());
    }
    for (const char* kind : {"/ConfigMap", "/Secret", "/Service", "/Pod", "/PersistentVolumeClaim", "apps/Deployment",
                             "apps/ReplicaSet", "apps/StatefulSet", "apps/DaemonSet", "extensions/Deployment",
                             "extensions/ReplicaSet", "extensions/DaemonSet", "batch/Job", "batch/CronJob",
                             "policy/PodDisruptionBudget", "apiextensions.k8s.io/CustomResourceDefinition"}) {
        QVERIFY2(kinds.contains(kind), kind);
    }
    for (const char* reason : {"LatestGenerationNotObserved",
                               "NoIPAssigned",
                               "NotBound",
                               "ContainerCrashLooping",
                               "PodRunningNotReady",
                               "PodNotScheduled",
                               "PodUnschedulable",
                               "PodPending",
                               "PodNotObserved",
                               "ProgressDeadlineExceeded",
                               "LessReplicas",
                               "LessUpdated",
                               "ExtraPods",
                               "LessAvailable",
                               "LessReady",
                               "ReplicaSetNotAvailable",
                               "DeploymentNotAvailable",
                               "ReplicaFailure",
                               "LessLabelled",
                               "PartitionRollout",
                               "LessCurrent",
                               "RevisionMismatch",
                               "NoGeneration",
                               "NoObservedGeneration",
                               "NoDesiredNumber",
                               "JobFailed",
                               "JobNotStarted",
                               "JobInProgress",
                               "Installing"}) {
        QVERIFY2(reasons.contains(reason), reason);
    }
    for (const char* health : {"apps/Deployment Suspended",
                               "apps/Deployment Degraded",
                               "apps/Deployment Progressing",
                               "apps/Deployment Healthy",
                               "apps/ReplicaSet Degraded",
                               "apps/ReplicaSet Progressing",
                               "apps/ReplicaSet Healthy",
                               "apps/StatefulSet Progressing",
                               "apps/StatefulSet Healthy",
                               "apps/DaemonSet Progressing",
                               "apps/DaemonSet Healthy",
                               "/Pod Degraded",
                               "/Pod Progressing",
                               "/Pod Healthy",
                               "/Pod Unknown",
                               "batch/Job Degraded",
                               "batch/Job Suspended",
                               "batch/Job Progressing",
                               "batch/Job Healthy",
                               "batch/CronJob Degraded",
                               "batch/CronJob Progressing",
                               "/PersistentVolumeClaim Degraded",
                               "/PersistentVolumeClaim Unknown",
                               "/Service Progressing",
                               "/Service Healthy",
                               "networking.k8s.io/Ingress Progressing",
                               "networking.k8s.io/Ingress Healthy",
                               "extensions/Ingress Progressing",
                               "autoscaling/HorizontalPodAutoscaler Degraded",
                               "autoscaling/HorizontalPodAutoscaler Progressing",
                               "apiregistration.k8s.io/APIService Healthy",
                               "apiregistration.k8s.io/APIService Progressing",
                               "argoproj.io/Application none",
                               "argoproj.io/Rollout Suspended",
                               "argoproj.io/ApplicationSet Degraded",
                               "helm.toolkit.fluxcd.io/HelmRelease Degraded",
                               "source.toolkit.fluxcd.io/OCIRepository Healthy"}) {
        QVERIFY2(argo.contains(health), health);
    }
}

QTEST_GUILESS_MAIN(ConformanceTest)
#include "conformance_test.moc"
