// What must hold for every object, whatever its kind: the cases' objects and damaged variants of them.
#include <QTest>
#include <map>
#include <nlohmann/json.hpp>

#include "cases.h"
#include "status/argo_application.h"
#include "status/argo_health.h"
#include "status/flux.h"
#include "status/kstatus.h"
#include "status/object_status.h"

using namespace scout;

namespace {

constexpr status::ManagedBy everyManager[] = {status::ManagedBy::none, status::ManagedBy::flux,
                                              status::ManagedBy::argocd};

/// The object with each member of each level replaced, one at a time, by null, by a word, and by nothing.
std::vector<model::KubeObject> damaged(const model::KubeObject& object) {
    std::vector<model::KubeObject> out;
    const nlohmann::json flat = object.json().raw()->flatten();
    for (const auto& [pointer, value] : flat.items()) {
        nlohmann::json::json_pointer path(pointer);
        while (!path.empty()) {
            for (const nlohmann::json& other : {nlohmann::json(), nlohmann::json("x"), nlohmann::json(7)}) {
                nlohmann::json copy = *object.json().raw();
                copy[path] = other;
                out.emplace_back(base::Json(std::move(copy)));
            }
            nlohmann::json copy = *object.json().raw();
            nlohmann::json& parent = copy[path.parent_pointer()];
            if (parent.is_object()) {
                parent.erase(path.back());
                out.emplace_back(base::Json(std::move(copy)));
            }
            path = path.parent_pointer();
        }
    }
    return out;
}

model::KubeObject with(const model::KubeObject& object, const char* pointer, nlohmann::json value) {
    nlohmann::json copy = *object.json().raw();
    copy[nlohmann::json::json_pointer(pointer)] = std::move(value);
    return model::KubeObject(base::Json(std::move(copy)));
}

model::KubeObject metadataOf(const model::KubeObject& object) {
    nlohmann::json copy = {{"apiVersion", object.apiVersion()}, {"kind", object.kind()}};
    copy["metadata"] = *object["metadata"].raw();
    return model::KubeObject(base::Json(std::move(copy)));
}

}  // namespace

class LawsTest : public QObject {
    Q_OBJECT

  private slots:
    void nothingIsEverWithoutWords();
    void statesAreNeverHoles();
    void deletionWinsForEveryKind();
    void metadataIsEnoughWhereNoBodyIsAskedFor_data();
    void metadataIsEnoughWhereNoBodyIsAskedFor();
    void bodiesAreAskedForWhereTheyMatter();
    void everyKindThatMetadataChangesAsksForABody();
    void theWorldsDisagreeAsTheTableSays_data();
    void theWorldsDisagreeAsTheTableSays();
    void argoWordsThereAndBack();
    void statesOfEveryWord();
};

void LawsTest::nothingIsEverWithoutWords() {
    int seen = 0;
    for (const StatusCase& item : statusCases()) {
        std::vector<model::KubeObject> objects = damaged(item.object);
        objects.push_back(item.object);
        for (const model::KubeObject& object : objects) {
            for (const status::ManagedBy manager : everyManager) {
                const model::Health health = status::objectHealth(object, manager, item.now);
                if (health.status.empty()) QFAIL((item.name + "\n" + object.json().dump()).c_str());
                ++seen;
            }
            const model::Health managed =
                status::managedResourceHealth(object, *base::Json::parse(R"({"status": "Synced"})", ""), item.now);
            if (managed.status.empty()) QFAIL((item.name + "\n" + object.json().dump()).c_str());
        }
    }
    QVERIFY(seen > 10000);
}

// A hole says why nothing is known; this module always has the object before it.
void LawsTest::statesAreNeverHoles() {
    for (const StatusCase& item : statusCases()) {
        for (const status::ManagedBy manager : everyManager) {
            QVERIFY2(!model::isHole(status::objectHealth(item.object, manager, item.now).state), item.name.c_str());
        }
        const model::Health managed = status::managedResourceHealth(item.object, item.expected["entry"], item.now);
        QVERIFY2(!model::isHole(managed.state), item.name.c_str());
    }
}

void LawsTest::deletionWinsForEveryKind() {
    for (const StatusCase& item : statusCases()) {
        if (!item.object["metadata"].isObject()) continue;
        const model::KubeObject object = with(item.object, "/metadata/deletionTimestamp", "2026-11-21T02:00:00Z");
        for (const status::ManagedBy manager : everyManager) {
            const model::Health health = status::objectHealth(object, manager, item.now);
            QVERIFY2(health.state == model::State::terminating, item.name.c_str());
            QCOMPARE(health.lastTransitionTime, std::string("2026-11-21T02:00:00Z"));
        }
        QVERIFY(computeKStatus(object, item.now, status::JobReader::flux).status ==
                status::KStatus::Status::terminating);
    }
}

void LawsTest::metadataIsEnoughWhereNoBodyIsAskedFor_data() {
    QTest::addColumn<QByteArray>("group");
    QTest::addColumn<QByteArray>("kind");
    const std::pair<const char*, const char*> kinds[] = {{"", "ConfigMap"},
                                                         {"", "Secret"},
                                                         {"", "ServiceAccount"},
                                                         {"", "Namespace"},
                                                         {"", "Endpoints"},
                                                         {"discovery.k8s.io", "EndpointSlice"},
                                                         {"rbac.authorization.k8s.io", "Role"},
                                                         {"rbac.authorization.k8s.io", "RoleBinding"},
                                                         {"rbac.authorization.k8s.io", "ClusterRole"},
                                                         {"rbac.authorization.k8s.io", "ClusterRoleBinding"},
                                                         {"networking.k8s.io", "NetworkPolicy"},
                                                         {"storage.k8s.io", "StorageClass"}};
    for (const auto& [group, kind] : kinds) QTest::newRow(kind) << QByteArray(group) << QByteArray(kind);
}

void LawsTest::metadataIsEnoughWhereNoBodyIsAskedFor() {
    QFETCH(QByteArray, group);
    QFETCH(QByteArray, kind);
    QVERIFY(!status::needsBody(group.toStdString(), kind.toStdString()));
    const std::string apiVersion = group.isEmpty() ? "v1" : group.toStdString() + "/v1";
    for (const char* rest : {R"("data": {"a": "b"}, "spec": {"suspend": true, "paused": true, "type": "LoadBalancer"})",
                             R"("status": {"phase": "Active"})", R"("rules": [{"verbs": ["get"]}])"}) {
        const std::string text = R"({"apiVersion": ")" + apiVersion + R"(", "kind": ")" + kind.toStdString() +
                                 R"(", "metadata": {"name": "x", "generation": 3}, )" + rest + "}";
        const auto json = base::Json::parse(text, "object");
        QVERIFY(json.ok());
        const model::KubeObject object(*json);
        for (const status::ManagedBy manager : everyManager) {
            const model::Health full = status::objectHealth(object, manager, base::Time{});
            QVERIFY(full == status::objectHealth(metadataOf(object), manager, base::Time{}));
            QCOMPARE(full.status, std::string("Exists"));
            QVERIFY(full.state == model::State::ready);
        }
    }
}

void LawsTest::bodiesAreAskedForWhereTheyMatter() {
    const std::pair<const char*, const char*> kinds[] = {{"apps", "Deployment"},
                                                         {"", "Pod"},
                                                         {"", "Node"},
                                                         {"", "Service"},
                                                         {"batch", "CronJob"},
                                                         {"policy", "PodDisruptionBudget"},
                                                         {"example.com", "Secret"},
                                                         {"example.com", "Widget"},
                                                         {"source.toolkit.fluxcd.io", "HelmRepository"},
                                                         {"argoproj.io", "Application"}};
    for (const auto& [group, kind] : kinds) QVERIFY2(status::needsBody(group, kind), kind);
}

// The converse: where some case's state cannot be told from its metadata, the body is asked for. The case of a
// ConfigMap with a status is about kstatus' order of rules and no object that exists.
void LawsTest::everyKindThatMetadataChangesAsksForABody() {
    std::map<std::string, int> kinds;
    for (const StatusCase& item : statusCases()) {
        if (item.object.kind() == "ConfigMap") continue;
        for (const status::ManagedBy manager : everyManager) {
            const model::State full = status::objectHealth(item.object, manager, item.now).state;
            if (full == status::objectHealth(metadataOf(item.object), manager, item.now).state) continue;
            QVERIFY2(status::needsBody(item.object.group(), item.object.kind()), item.name.c_str());
            ++kinds[item.object.kind()];
        }
    }
    QVERIFY(kinds.size() > 20);
}

void LawsTest::theWorldsDisagreeAsTheTableSays_data() {
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QByteArray>("kstatus");
    QTest::addColumn<QByteArray>("argo");
    const auto row = [](const char* name, const char* object, const char* kstatus, const char* argo) {
        QTest::newRow(name) << QByteArray(object) << QByteArray(kstatus) << QByteArray(argo);
    };
    row("Pod phase Failed", R"({"apiVersion":"v1","kind":"Pod","status":{"phase":"Failed"}})", "Current", "Degraded");
    row("ImagePullBackOff",
        R"({"apiVersion":"v1","kind":"Pod","spec":{"restartPolicy":"Always"},"status":{"phase":"Pending",
        "containerStatuses":[{"state":{"waiting":{"reason":"ImagePullBackOff"}}}]}})",
        "InProgress", "Degraded");
    row("CrashLoopBackOff in an init container", R"({"apiVersion":"v1","kind":"Pod","spec":{"restartPolicy":"Always"},
        "status":{"phase":"Pending","initContainerStatuses":[{"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}})",
        "InProgress", "Progressing");
    row("unschedulable for long",
        R"({"apiVersion":"v1","kind":"Pod","metadata":{"creationTimestamp":"2026-11-21T01:00:00Z"},
        "status":{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable"}]}})",
        "Failed", "Progressing");
    row("not ready after a restart",
        R"({"apiVersion":"v1","kind":"Pod","spec":{"restartPolicy":"Always"},"status":{"phase":"Running",
        "containerStatuses":[{"lastState":{"terminated":{"exitCode":1}}}]}})",
        "InProgress", "Degraded");
    row("Deployment paused", R"({"apiVersion":"apps/v1","kind":"Deployment","spec":{"paused":true,"replicas":0},
        "status":{"conditions":[{"type":"Available","status":"True"}]}})",
        "Current", "Suspended");
    row("ReplicaFailure", R"({"apiVersion":"apps/v1","kind":"ReplicaSet","spec":{"replicas":0},
        "status":{"conditions":[{"type":"ReplicaFailure","status":"True"}]}})",
        "InProgress", "Degraded");
    row("running Job",
        R"({"apiVersion":"batch/v1","kind":"Job","status":{"active":1,"startTime":"2026-11-21T01:00:00Z"}})", "Current",
        "Progressing");
    row("suspended Job", R"({"apiVersion":"batch/v1","kind":"Job","spec":{"suspend":true},
        "status":{"conditions":[{"type":"Suspended","status":"True"}]}})",
        "Current", "Suspended");
    row("load balancer without address",
        R"({"apiVersion":"v1","kind":"Service","spec":{"type":"LoadBalancer","clusterIP":"10.0.0.1"}})", "Current",
        "Progressing");
    row("Ingress without address", R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress"})", "Current",
        "Progressing");
    row("claim lost", R"({"apiVersion":"v1","kind":"PersistentVolumeClaim","status":{"phase":"Lost"}})", "InProgress",
        "Degraded");
    row("being deleted",
        R"({"apiVersion":"v1","kind":"Service","metadata":{"deletionTimestamp":"2026-11-21T01:00:00Z"}})",
        "Terminating", "Progressing");
    row("custom resource without conditions", R"({"apiVersion":"example.com/v1","kind":"Widget"})", "Current", "");
    row("custom resource not ready", R"({"apiVersion":"example.com/v1","kind":"Widget",
        "status":{"conditions":[{"type":"Ready","status":"False"}]}})",
        "InProgress", "");
    row("Flux object not ready", R"({"apiVersion":"kustomize.toolkit.fluxcd.io/v1","kind":"Kustomization",
        "status":{"conditions":[{"type":"Ready","status":"False"}]}})",
        "InProgress", "Degraded");
}

void LawsTest::theWorldsDisagreeAsTheTableSays() {
    QFETCH(QByteArray, object);
    QFETCH(QByteArray, kstatus);
    QFETCH(QByteArray, argo);
    const auto json = base::Json::parse(object.toStdString(), "object");
    QVERIFY(json.ok());
    const base::Time now = *base::parseTime("2026-11-21T03:00:00Z");
    const status::KStatus actual = computeKStatus(model::KubeObject(*json), now, status::JobReader::kstatus);
    QCOMPARE(std::string(status::name(actual.status)), kstatus.toStdString());
    QCOMPARE(std::string(status::name(status::argoHealth(model::KubeObject(*json)).status)), argo.toStdString());
}

void LawsTest::argoWordsThereAndBack() {
    for (const char* word : {"Healthy", "Progressing", "Degraded", "Suspended", "Missing", "Unknown"}) {
        QCOMPARE(std::string(status::name(status::argoStatus(word))), std::string(word));
    }
    QVERIFY(status::argoStatus("") == status::ArgoHealth::Status::none);
    QVERIFY(status::argoStatus("healthy") == status::ArgoHealth::Status::none);
}

void LawsTest::statesOfEveryWord() {
    using Argo = status::ArgoHealth::Status;
    using KStatus = status::KStatus::Status;
    using model::State;
    const std::pair<Argo, State> argo[] = {{Argo::healthy, State::ready},   {Argo::progressing, State::progressing},
                                           {Argo::degraded, State::failed}, {Argo::suspended, State::suspended},
                                           {Argo::missing, State::missing}, {Argo::unknown, State::unknown},
                                           {Argo::none, State::unknown}};
    for (const auto& [word, state] : argo) QVERIFY(status::toState(word) == state);
    const std::pair<KStatus, State> kstatus[] = {{KStatus::inProgress, State::progressing},
                                                 {KStatus::failed, State::failed},
                                                 {KStatus::current, State::ready},
                                                 {KStatus::terminating, State::terminating},
                                                 {KStatus::unknown, State::unknown}};
    for (const auto& [word, state] : kstatus) QVERIFY(status::toState({word, "Any", ""}) == state);
    QVERIFY(status::toState({KStatus::inProgress, "LatestGenerationNotObserved", ""}) == State::stale);
}

QTEST_GUILESS_MAIN(LawsTest)
#include "laws_test.moc"
