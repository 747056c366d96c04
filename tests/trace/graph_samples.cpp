#include "trace/graph_samples.h"

#include <algorithm>

namespace scout::test {

namespace {

constexpr const char* digest = "sha256:864286584485f9f11d6742571adb2f94a7ff6e969c16b67570017f402f9d4bfd";

std::string meta(const std::string& kind, const std::string& ns, const std::string& name, const std::string& more) {
    return "'metadata':{'name':'" + name + "'" + (ns.empty() ? "" : ",'namespace':'" + ns + "'") + ",'uid':'" + kind +
           "-" + ns + "-" + name + "','generation':1,'creationTimestamp':'2026-11-21T03:00:00Z'" + more + "}";
}

std::string ownedBy(const std::string& kind, const std::string& ns, const std::string& name) {
    return ",'ownerReferences':[{'apiVersion':'apps/v1','kind':'" + kind + "','name':'" + name + "','uid':'" + kind +
           "-" + ns + "-" + name + "','controller':true}]";
}

std::string list(const std::vector<std::string>& items) {
    std::string out;
    for (const std::string& item : items) out += (out.empty() ? "" : ",") + item;
    return "[" + out + "]";
}

std::string readyCondition() {
    return "'conditions':[{'type':'Ready','status':'True','reason':'Succeeded','message':'fine','observedGeneration':1,"
           "'lastTransitionTime':'2026-11-21T03:00:00Z'}],'observedGeneration':1";
}

base::Json application(const std::string& name, const std::vector<std::string>& resources) {
    return json("{'apiVersion':'argoproj.io/v1alpha1','kind':'Application'," + meta("Application", "argocd", name, "") +
                ",'spec':{'source':{'repoURL':'https://git.test/fleet.git','path':'" + name +
                "','targetRevision':'main'},'destination':{'server':'https://kubernetes.default.svc'}},'status':{"
                "'sync':{'status':'Synced','revision':'03b523a4165eaa112068103a890545e75ec6b1e8'},'health':{'status':"
                "'Healthy'},'resources':" +
                list(resources) + "}}");
}

struct Workload {
    std::string ns;
    std::string name;
    bool failing = false;
};

void addWorkload(trace::Evidence& evidence, const Workload& workload, const std::string& marks) {
    const std::string& ns = workload.ns;
    const std::string& name = workload.name;
    add(evidence, {deployment(ns, name, marks), replicaSet(ns, name, "old", 0), replicaSet(ns, name, "new", 3)});
    for (const char* suffix : {"a", "b", "c"}) {
        const bool bad = workload.failing && *suffix == 'c';
        add(evidence, {pod(ns, name + "-new", suffix, bad ? "CrashLoopBackOff" : "")});
    }
}

}  // namespace

base::Json json(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return base::Json::parse(text, "sample").value();
}

trace::Options sampleOptions() {
    trace::Options options;
    options.now = base::parseTime("2026-11-21T04:37:09Z").value();
    return options;
}

trace::Query queryFor(const base::Json& object) {
    return trace::askFor(model::KubeObject(object).ref());
}

void add(trace::Evidence& evidence, const std::vector<base::Json>& objects) {
    for (const base::Json& object : objects) evidence.add(queryFor(object), trace::Answer::known(object));
}

void addNoSourceController(trace::Evidence& evidence) {
    evidence.add({trace::Query::Type::object, {"apps", "Deployment", "flux-system", "source-controller"}},
                 trace::Answer::missing());
}

base::Json namedObject(const std::string& apiVersion, const std::string& kind, const std::string& ns,
                       const std::string& name) {
    return json("{'apiVersion':'" + apiVersion + "','kind':'" + kind + "'," + meta(kind, ns, name, "") + "}");
}

base::Json deployment(const std::string& ns, const std::string& name, const std::string& marks) {
    return json(
        "{'apiVersion':'apps/v1','kind':'Deployment'," + meta("Deployment", ns, name, "," + marks) +
        ",'spec':{'replicas':3,'progressDeadlineSeconds':600},'status':{'observedGeneration':1,'replicas':3,"
        "'readyReplicas':3,'updatedReplicas':3,'availableReplicas':3,'conditions':[{'type':'Available','status':"
        "'True'},{'type':'Progressing','status':'True','reason':'NewReplicaSetAvailable'}]}}");
}

base::Json replicaSet(const std::string& ns, const std::string& deployment, const std::string& hash, int replicas) {
    const std::string count = std::to_string(replicas);
    return json("{'apiVersion':'apps/v1','kind':'ReplicaSet'," +
                meta("ReplicaSet", ns, deployment + "-" + hash, ownedBy("Deployment", ns, deployment)) +
                ",'spec':{'replicas':" + count + "},'status':{'observedGeneration':1,'replicas':" + count +
                ",'fullyLabeledReplicas':" + count + ",'readyReplicas':" + count + ",'availableReplicas':" + count +
                "}}");
}

base::Json pod(const std::string& ns, const std::string& replicaSet, const std::string& suffix,
               const std::string& waiting) {
    const std::string state = waiting.empty() ? "'ready':true,'state':{'running':{}}"
                                              : "'ready':false,'state':{'waiting':{'reason':'" + waiting +
                                                    "','message':'back-off 5m0s restarting'}}";
    return json("{'apiVersion':'v1','kind':'Pod'," +
                meta("Pod", ns, replicaSet + "-" + suffix, ownedBy("ReplicaSet", ns, replicaSet)) +
                ",'spec':{'containers':[{'name':'main'}]},'status':{'phase':'Running','conditions':[{'type':'Ready',"
                "'status':'" +
                (waiting.empty() ? "True" : "False") + "'}],'containerStatuses':[{'name':'main'," + state + "}]}}");
}

base::Json kustomization(const std::string& name, const std::string& source, const std::vector<std::string>& inventory,
                         const std::string& more) {
    std::vector<std::string> entries;
    for (const std::string& id : inventory) entries.push_back("{'id':'" + id + "','v':'v1'}");
    return json("{'apiVersion':'kustomize.toolkit.fluxcd.io/v1','kind':'Kustomization'," +
                meta("Kustomization", "flux-system", name, "") +
                ",'spec':{'sourceRef':{'kind':'OCIRepository','name':'" + source + "'}" + more + "},'status':{" +
                readyCondition() + ",'lastAppliedRevision':'latest@" + digest + "','lastAttemptedRevision':'latest@" +
                digest + "','inventory':{'entries':" + list(entries) + "}}}");
}

base::Json ociRepository(const std::string& name) {
    return json("{'apiVersion':'source.toolkit.fluxcd.io/v1','kind':'OCIRepository'," +
                meta("OCIRepository", "flux-system", name, "") + ",'spec':{'url':'oci://registry.test/" + name +
                "'},'status':{" + readyCondition() + ",'artifact':{'revision':'latest@" + digest + "'}}}");
}

std::string appliedBy(const std::string& kustomization) {
    return "'labels':{'kustomize.toolkit.fluxcd.io/name':'" + kustomization +
           "','kustomize.toolkit.fluxcd.io/namespace':'flux-system'}";
}

trace::Evidence cluster(int count) {
    trace::Evidence evidence;
    evidence.context = "sample";
    evidence.recordedAt = "2026-11-21T04:37:09Z";
    addNoSourceController(evidence);
    // Each chain has an applier, a source for every second one, and four workloads of six objects.
    constexpr int workloads = 4;
    constexpr int objectsPerChain = workloads * 6 + 2;
    for (int i = 0; i * objectsPerChain < count; ++i) {
        const std::string name = "app-" + std::to_string(i);
        const std::string ns = "team-" + std::to_string(i % 20);
        const bool argo = i % 3 == 2;
        std::vector<std::string> record;
        for (int w = 0; w < workloads; ++w) {
            const std::string workload = name + "-" + std::to_string(w);
            record.push_back(argo ? "{'group':'apps','kind':'Deployment','namespace':'" + ns + "','name':'" + workload +
                                        "','version':'v1','status':'Synced','health':{'status':'Healthy'}}"
                                  : ns + "_" + workload + "_apps_Deployment");
            addWorkload(evidence, {ns, workload, i % 7 == 0 && w == 0},
                        argo ? "'annotations':{'argocd.argoproj.io/tracking-id':'" + name + ":apps/Deployment:" + ns +
                                   "/" + workload + "'}"
                             : appliedBy(name));
        }
        if (argo) {
            record.push_back("{'kind':'ConfigMap','namespace':'" + ns + "','name':'" + name + "','status':'Synced'}");
            add(evidence, {application(name, record)});
        } else {
            record.push_back(ns + "_" + name + "__ConfigMap");
            const std::string source = "source-" + std::to_string(i / 2);
            add(evidence, {kustomization(name, source, record), ociRepository(source)});
        }
    }
    return evidence;
}

}  // namespace scout::test
