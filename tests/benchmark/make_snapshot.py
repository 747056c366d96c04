#!/usr/bin/env python3
"""Writes a snapshot of a cluster that does not exist, as large as wanted: tests/benchmark/make_snapshot.py 10000 -o FILE

About half of it is Flux Kustomizations (several on one OCIRepository or GitRepository, some below a Kustomization of their own), the
rest HelmReleases, Argo CD Applications (some with two sources, some below an app of apps) and workloads that nothing applies. About
three of a hundred workloads crash, some appliers fail to build, are suspended or out of sync, some workloads are being rolled out. The
controllers run, and look at everything as often as it says. The same number and seed make the same file. The shape of every object is that of the recorded ones in tests/trace/recorded.
"""
import argparse
import collections
import datetime
import json
import random
import uuid

NOW = datetime.datetime(2026, 11, 21, 4, 37, 9)
TEAMS = "payments checkout catalog search accounts shipping billing media identity pricing inventory support reports ads fraud ledger".split()
STAGES = ["prod", "stage", "test"]
PARTS = "api web worker gateway cache sync importer indexer mailer scheduler proxy ingest session render audit quota".split()
CRASH = ("CrashLoopBackOff", "back-off 5m0s restarting failed container")
KUSTOMIZE = "kustomize.toolkit.fluxcd.io"
HELM = "helm.toolkit.fluxcd.io"
SOURCE = "source.toolkit.fluxcd.io"
ARGO = "argoproj.io"
METADATA_ONLY = ("ConfigMap", "ServiceAccount")

Artifact = collections.namedtuple("Artifact", "kind name revision origin")


class Cluster:
    def __init__(self, size, seed):
        self.size = size
        self.dice = random.Random(seed)
        self.answers = []
        self.kinds = collections.Counter()
        self.names = collections.Counter()
        self.namespaces = [f"{team}-{stage}" for team in TEAMS for stage in STAGES]
        self.namespaces = self.namespaces[:max(3, min(len(self.namespaces), size // 100))]

    def chance(self, percent):
        return self.dice.random() * 100 < percent

    def full(self):
        return len(self.answers) >= self.size

    def hex(self, digits):
        return f"{self.dice.getrandbits(digits * 4):0{digits}x}"

    def time(self, minutes=60 * 24 * 30):
        return (NOW - datetime.timedelta(minutes=self.dice.randrange(minutes))).isoformat() + "Z"

    def name(self, stem):
        self.names[stem] += 1
        return stem if self.names[stem] == 1 else f"{stem}-{self.names[stem]}"

    def add(self, api_version, kind, ns, name, spec=None, status=None, labels=None, annotations=None, owner=None, generation=1):
        """The object, as the API server would answer."""
        metadata = {
            "creationTimestamp": self.time(),
            "generation": generation,
            "labels": labels or {},
            "annotations": annotations or {},
            "name": name,
            "namespace": ns,
            "resourceVersion": str(1000 + len(self.answers)),
            "uid": str(uuid.UUID(int=self.dice.getrandbits(128), version=4)),
        }
        if owner:
            metadata["ownerReferences"] = [{
                "apiVersion": owner["apiVersion"], "kind": owner["kind"], "name": owner["metadata"]["name"], "uid": owner["metadata"]["uid"],
                "controller": True, "blockOwnerDeletion": True
            }]
        thing = {"apiVersion": api_version, "kind": kind, "metadata": metadata}
        if kind not in METADATA_ONLY:
            thing["spec"], thing["status"] = spec or {}, status or {}
        ref = {"kind": kind, "name": name, "namespace": ns}
        if "/" in api_version:
            ref["group"] = api_version.split("/")[0]
        self.answers.append({"known": thing, "query": {"type": "metadata" if kind in METADATA_ONLY else "object", "ref": ref}})
        self.kinds[kind] += 1
        return thing


def conditions(*given, when):
    keys = ("type", "status", "reason", "message")
    return [dict(zip(keys, condition), lastTransitionTime=when, observedGeneration=1) for condition in given]


# ---- what runs ----------------------------------------------------------------------------------------------------------------------

def template(name, image):
    return {
        "metadata": {"labels": {"app": name}},
        "spec": {
            "containers": [{
                "image": image, "imagePullPolicy": "IfNotPresent", "name": name,
                "ports": [{"containerPort": 8080, "name": "http", "protocol": "TCP"}],
                "readinessProbe": {"failureThreshold": 3, "httpGet": {"path": "/ready", "port": "http", "scheme": "HTTP"}, "periodSeconds": 10},
                "resources": {"limits": {"memory": "512Mi"}, "requests": {"cpu": "100m", "memory": "256Mi"}},
                "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File"
            }],
            "dnsPolicy": "ClusterFirst", "restartPolicy": "Always", "schedulerName": "default-scheduler", "serviceAccountName": "default",
            "terminationGracePeriodSeconds": 30
        }
    }


def add_pod(cluster, owner, name, app, image, state):
    ns = owner["metadata"]["namespace"]
    spec = template(app, image)["spec"]
    spec["nodeName"] = f"node-{cluster.dice.randrange(40):02d}"
    when = cluster.time(600)
    ready = "True" if state == "ready" else "False"
    container = {"image": image, "name": app, "ready": state == "ready", "restartCount": 0, "started": state == "ready",
                 "containerID": f"containerd://{cluster.hex(64)}", "state": {"running": {"startedAt": when}}}
    phase = "Running"
    if state == "crashing":
        container["restartCount"] = 7 + cluster.dice.randrange(200)
        container["state"] = {"waiting": {"reason": CRASH[0], "message": f"{CRASH[1]}={app} pod={name}_{ns}"}}
        container["lastState"] = {"terminated": {"exitCode": 1, "reason": "Error", "startedAt": when, "finishedAt": when}}
    if state == "starting":
        phase = "Pending"
        container["state"] = {"waiting": {"reason": "ContainerCreating"}}
    if state == "done":
        phase = "Succeeded"
        container["state"] = {"terminated": {"exitCode": 0, "reason": "Completed", "startedAt": when, "finishedAt": when}}
    reason = "" if state == "ready" else ("PodCompleted" if state == "done" else "ContainersNotReady")
    status = {
        "phase": phase, "startTime": when, "podIP": f"10.{cluster.dice.randrange(256)}.{cluster.dice.randrange(256)}.{cluster.dice.randrange(1, 255)}",
        "qosClass": "Burstable", "containerStatuses": [container],
        "conditions": [{"type": "Initialized", "status": "True", "lastTransitionTime": when},
                       {"type": "Ready", "status": ready, "lastTransitionTime": when, "reason": reason},
                       {"type": "ContainersReady", "status": ready, "lastTransitionTime": when, "reason": reason},
                       {"type": "PodScheduled", "status": "True", "lastTransitionTime": when}]
    }
    labels = {"app": app}
    if owner["kind"] == "ReplicaSet":
        labels["pod-template-hash"] = owner["metadata"]["name"].rsplit("-", 1)[1]
    return cluster.add("v1", "Pod", ns, name, spec, status, labels, owner=owner)


def replica_count(cluster):
    return cluster.dice.randrange(6, 20) if cluster.chance(3) else cluster.dice.choice([1, 1, 2, 2, 2, 3, 3, 3, 4, 5])


def add_deployment(cluster, ns, name, mark, state):
    count = replica_count(cluster)
    bad = 0 if state == "ready" else max(1, count // 2)
    image = f"registry.example.test/{name}:1.{cluster.dice.randrange(40)}.{cluster.dice.randrange(10)}"
    when = cluster.time(600)
    hashes = [cluster.hex(9) for _ in range(1 + cluster.dice.choice([0, 0, 1, 2]))]
    available = ("Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.")
    progressing = ("Progressing", "True", "NewReplicaSetAvailable", f'ReplicaSet "{name}-{hashes[0]}" has successfully progressed.')
    if state == "starting":
        progressing = ("Progressing", "True", "ReplicaSetUpdated", f'ReplicaSet "{name}-{hashes[0]}" is progressing.')
    if state == "crashing":
        available = ("Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.")
        progressing = ("Progressing", "False", "ProgressDeadlineExceeded", f'ReplicaSet "{name}-{hashes[0]}" has timed out progressing.')
    status = {"conditions": conditions(available, progressing, when=when), "observedGeneration": 1, "replicas": count, "updatedReplicas": count,
              "readyReplicas": count - bad, "availableReplicas": count - bad}
    if bad:
        status["unavailableReplicas"] = bad
    annotations = dict(mark["annotations"](f"apps/Deployment:{ns}/{name}"), **{"deployment.kubernetes.io/revision": str(len(hashes))})
    spec = {"progressDeadlineSeconds": 600, "replicas": count, "revisionHistoryLimit": 10, "selector": {"matchLabels": {"app": name}},
            "strategy": {"rollingUpdate": {"maxSurge": "25%", "maxUnavailable": "25%"}, "type": "RollingUpdate"}, "template": template(name, image)}
    deployment = cluster.add("apps/v1", "Deployment", ns, name, spec, status, dict(mark["labels"], app=name), annotations)
    for age, digits in enumerate(hashes):
        here = count if age == 0 else 0
        ready = here - bad if age == 0 else 0
        owner = cluster.add("apps/v1", "ReplicaSet", ns, f"{name}-{digits}",
                            {"replicas": here, "selector": {"matchLabels": {"app": name, "pod-template-hash": digits}}, "template": template(name, image)},
                            {"replicas": here, "fullyLabeledReplicas": here, "readyReplicas": ready, "availableReplicas": ready, "observedGeneration": 1},
                            {"app": name, "pod-template-hash": digits}, owner=deployment)
        for i in range(here):
            add_pod(cluster, owner, f"{name}-{digits}-{cluster.hex(5)}", name, image, state if i < bad else "ready")
    return ("apps", "v1", "Deployment", ns, name)


def add_stateful_set(cluster, ns, name, mark):
    count = cluster.dice.choice([1, 3, 3, 5])
    image = f"registry.example.test/{name}:2.{cluster.dice.randrange(20)}"
    revision = f"{name}-{cluster.hex(9)}"
    owner = cluster.add("apps/v1", "StatefulSet", ns, name,
                        {"replicas": count, "serviceName": name, "selector": {"matchLabels": {"app": name}}, "template": template(name, image),
                         "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"partition": 0}}},
                        {"replicas": count, "readyReplicas": count, "availableReplicas": count, "currentReplicas": count, "updatedReplicas": count,
                         "currentRevision": revision, "updateRevision": revision, "observedGeneration": 1},
                        dict(mark["labels"], app=name), mark["annotations"](f"apps/StatefulSet:{ns}/{name}"))
    for i in range(count):
        add_pod(cluster, owner, f"{name}-{i}", name, image, "ready")
    return ("apps", "v1", "StatefulSet", ns, name)


def add_job(cluster, ns, name, mark):
    image = f"registry.example.test/{name}:1.0.0"
    when = cluster.time(6000)
    owner = cluster.add("batch/v1", "Job", ns, name, {"completions": 1, "parallelism": 1, "backoffLimit": 6, "template": template(name, image)},
                        {"succeeded": 1, "startTime": when, "completionTime": when,
                         "conditions": conditions(("Complete", "True", "CompletionsReached", "Reached expected number of succeeded pods"), when=when)},
                        dict(mark["labels"], app=name), mark["annotations"](f"batch/Job:{ns}/{name}"))
    add_pod(cluster, owner, f"{name}-{cluster.hex(5)}", name, image, "done")
    return ("batch", "v1", "Job", ns, name)


def add_workloads(cluster, ns, stem, mark, crash=False):
    """What one applier delivers; the first Deployment crashes when `crash` says so. Returns (group, version, kind, namespace, name) of each."""
    made = []
    crashed = []
    for i in range(cluster.dice.choice([1, 1, 2, 2, 3, 4, 6, 9])):
        name = cluster.name(f"{stem}-{cluster.dice.choice(PARTS)}")
        state = "crashing" if (crash and i == 0) or cluster.chance(2) else ("starting" if cluster.chance(1.5) else "ready")
        made.append(add_deployment(cluster, ns, name, mark, state))
        if state == "crashing":
            crashed.append(name)
        cluster.add("v1", "Service", ns, name,
                    {"clusterIP": f"10.96.{cluster.dice.randrange(256)}.{cluster.dice.randrange(256)}", "type": "ClusterIP", "selector": {"app": name},
                     "ports": [{"name": "http", "port": 80, "protocol": "TCP", "targetPort": 8080}]},
                    {"loadBalancer": {}}, dict(mark["labels"], app=name), mark["annotations"](f"/Service:{ns}/{name}"))
        made.append(("", "v1", "Service", ns, name))
        if cluster.chance(60):
            cluster.add("v1", "ConfigMap", ns, f"{name}-settings", labels=mark["labels"], annotations=mark["annotations"](f"/ConfigMap:{ns}/{name}-settings"))
            made.append(("", "v1", "ConfigMap", ns, f"{name}-settings"))
    if cluster.chance(30):
        made.append(add_stateful_set(cluster, ns, cluster.name(f"{stem}-db"), mark))
    if cluster.chance(20):
        made.append(add_job(cluster, ns, cluster.name(f"{stem}-migrate"), mark))
    return made, crashed


# ---- Flux ---------------------------------------------------------------------------------------------------------------------------

def flux_mark(group, name, ns):
    return {"labels": {f"{group}/name": name, f"{group}/namespace": ns}, "annotations": lambda _: {}}


def add_flux_source(cluster, repositories):
    name = cluster.name(f"{cluster.dice.choice(TEAMS)}-{cluster.dice.choice(['apps', 'platform', 'config'])}")
    repository = cluster.dice.choice(repositories)
    failing = cluster.chance(2)
    when = cluster.time(3000)
    git = cluster.chance(35)
    origin = f"main@sha1:{repository['commit']}"
    if git:
        kind, revision, pulled = "GitRepository", origin, "GitOperationFailed"
        spec = {"interval": "1m", "timeout": "60s", "ref": {"branch": "main"}, "url": repository["url"]}
    else:
        kind, revision, pulled = "OCIRepository", f"latest@sha256:{cluster.hex(64)}", "OCIArtifactPullFailed"
        url = f"oci://oci.api.confighub.com/target/fleet/{name}" if cluster.chance(60) else f"oci://ghcr.io/example/manifests/{name}"
        spec = {"interval": "1m", "timeout": "60s", "provider": "generic", "ref": {"tag": "latest"}, "url": url}
    ready = ("Ready", "False", pulled, "failed to fetch: context deadline exceeded") if failing else (
        "Ready", "True", "Succeeded", f"stored artifact for revision '{revision}'")
    stored = ("ArtifactInStorage", "True", "Succeeded", f"stored artifact for revision '{revision}'")
    given = (ready, stored) + ((("FetchFailed", "True", pulled, ready[3]),) if failing else ())
    artifact = {"digest": f"sha256:{cluster.hex(64)}", "lastUpdateTime": when, "path": f"{kind.lower()}/flux-system/{name}/artifact.tar.gz",
                "revision": revision, "size": 4096, "url": f"http://source-controller.flux-system/{kind.lower()}/flux-system/{name}/artifact.tar.gz"}
    if not git:
        artifact["metadata"] = {"org.opencontainers.image.created": when, "org.opencontainers.image.revision": origin,
                                "org.opencontainers.image.source": repository["url"]}
    cluster.add(f"{SOURCE}/v1", kind, "flux-system", name, spec, {"artifact": artifact, "conditions": conditions(*given, when=when), "observedGeneration": 1})
    return Artifact(kind, name, revision, "" if git else origin)


def add_kustomization(cluster, source, name, listed, crashed=(), parent=None):
    when = cluster.time(3000)
    suspended = cluster.chance(2)
    broken = not crashed and cluster.chance(3)
    attempted = source.revision
    applied = attempted
    ready = ("Ready", "True", "ReconciliationSucceeded", f"Applied revision: {attempted}")
    healthy = ("Healthy", "True", "Succeeded", "Health check passed in 631.555404ms")
    outcome = "ReconciliationSucceeded"
    if broken:
        applied = attempted.split(":")[0] + ":" + cluster.hex(len(attempted.split(":")[1]))
        ready = ("Ready", "False", "BuildFailed", "kustomize build failed: accumulating resources: 'deploy' must resolve to a file")
        outcome = "BuildFailed"
    if crashed:
        waiting = f"timeout waiting for: [Deployment/{crashed[0]} status: 'InProgress']"
        ready = ("Ready", "False", "HealthCheckFailed", f"health check failed after 30.01727423s: {waiting}")
        healthy = ("Healthy", "False", "HealthCheckFailed", waiting)
        outcome = "HealthCheckFailed"
    history = {"digest": f"sha256:{cluster.hex(64)}", "firstReconciled": when, "lastReconciled": cluster.time(60), "lastReconciledStatus": outcome,
               "lastReconciledDuration": "2.870550937s", "totalReconciliations": 1, "metadata": {"revision": applied}}
    status = {"conditions": conditions(ready, healthy, when=when), "history": [history], "lastAppliedRevision": applied, "lastAttemptedRevision": attempted,
              "observedGeneration": 1,
              "inventory": {"entries": [{"id": f"{ns}_{item}_{group}_{kind}", "v": version} for group, version, kind, ns, item in listed]}}
    if source.origin and not broken:
        history["metadata"]["originRevision"] = status["lastAppliedOriginRevision"] = source.origin
    spec = {"force": False, "interval": "1h", "path": "./deploy", "prune": True, "timeout": "5m", "wait": True, "suspend": suspended,
            "sourceRef": {"kind": source.kind, "name": source.name}}
    labels = flux_mark(KUSTOMIZE, parent, "flux-system")["labels"] if parent else {}
    cluster.add(f"{KUSTOMIZE}/v1", "Kustomization", "flux-system", name, spec, status, labels)
    return (KUSTOMIZE, "v1", "Kustomization", "flux-system", name)


def add_helm_repository(cluster):
    name = cluster.name("charts")
    revision = f"sha256:{cluster.hex(64)}"
    when = cluster.time(3000)
    message = f"stored artifact: revision '{revision}'"
    cluster.add(f"{SOURCE}/v1", "HelmRepository", "flux-system", name, {"interval": "10m", "url": f"https://charts.example.test/{name}"},
                {"artifact": {"revision": revision, "digest": revision, "lastUpdateTime": when, "path": f"helmrepository/{name}.yaml", "size": 826},
                 "conditions": conditions(("Ready", "True", "Succeeded", message), when=when), "observedGeneration": 1})
    return Artifact("HelmRepository", name, revision, "")


def add_helm_release(cluster, ns, stem, repository):
    name = cluster.name(stem)
    chart, version = cluster.dice.choice(PARTS), f"{cluster.dice.randrange(1, 9)}.{cluster.dice.randrange(20)}.{cluster.dice.randrange(10)}"
    when = cluster.time(3000)
    listed, crashed = add_workloads(cluster, ns, name, flux_mark(HELM, name, ns), cluster.chance(3))
    reference = {"kind": repository.kind, "name": repository.name, "namespace": "flux-system"}
    digest = f"sha256:{cluster.hex(64)}"
    cluster.add(f"{SOURCE}/v1", "HelmChart", "flux-system", f"{ns}-{name}",
                {"chart": chart, "interval": "10m", "reconcileStrategy": "ChartVersion", "sourceRef": {"kind": repository.kind, "name": repository.name},
                 "version": version},
                {"artifact": {"digest": digest, "lastUpdateTime": when, "path": f"helmchart/{name}.tgz", "revision": version, "size": 602},
                 "conditions": conditions(("Ready", "True", "ChartPullSucceeded", f"pulled '{chart}' chart with version '{version}'"), when=when),
                 "observedChartName": chart, "observedGeneration": 1, "observedSourceArtifactRevision": repository.revision})
    done = f"Helm install succeeded for release {ns}/{name}.v1 with chart {chart}@{version}"
    ready = ("Ready", "True", "InstallSucceeded", done)
    if crashed:
        ready = ("Ready", "False", "InstallFailed", f"Helm install failed for release {ns}/{name} with chart {chart}@{version}: context deadline exceeded")
    release = {"action": "install", "apiVersion": "v2", "chartName": chart, "chartVersion": version, "configDigest": f"sha256:{cluster.hex(64)}",
               "digest": f"sha256:{cluster.hex(64)}", "firstDeployed": when, "lastDeployed": when, "name": name, "namespace": ns, "version": 1,
               "status": "failed" if crashed else "deployed"}
    cluster.add(f"{HELM}/v2", "HelmRelease", ns, name,
                {"chart": {"spec": {"chart": chart, "sourceRef": reference, "version": version}}, "interval": "10m", "suspend": cluster.chance(2)},
                {"conditions": conditions(ready, ("Released",) + ready[1:], when=when), "helmChart": f"flux-system/{ns}-{name}", "history": [release],
                 "inventory": {"entries": [{"id": f"{where}_{item}_{group}_{kind}", "v": v} for group, v, kind, where, item in listed]},
                 "lastAttemptedGeneration": 1, "lastAttemptedReleaseAction": "install", "lastAttemptedRevision": version, "observedGeneration": 1,
                 "storageNamespace": ns})


# ---- Argo CD ------------------------------------------------------------------------------------------------------------------------

def argo_mark(application):
    return {"labels": {}, "annotations": lambda what: {"argocd.argoproj.io/tracking-id": f"{application}:{what}"}}


def add_application(cluster, ns, name, repositories, listed, crashed=(), parent=None):
    repository = cluster.dice.choice(repositories)
    commit = repository["commit"]
    when = cluster.time(3000)
    drifted = set(cluster.dice.sample(range(len(listed)), 1)) if listed and cluster.chance(8) else set()
    sync = "OutOfSync" if drifted else "Synced"
    health = "Degraded" if crashed else "Healthy"
    sources = {"source": {"path": f"deploy/{name}", "repoURL": repository["url"], "targetRevision": "main"}}
    revisions = {"revision": commit}
    if cluster.chance(15):
        values = cluster.dice.choice(repositories)
        sources = {"sources": [sources["source"], {"ref": "values", "repoURL": values["url"], "targetRevision": "main"}]}
        revisions = {"revisions": [commit, values["commit"]]}
    elif cluster.chance(25):
        digest = f"sha256:{cluster.hex(64)}"
        sources = {"source": {"path": ".", "repoURL": f"oci://oci.api.confighub.com/target/fleet/{name}", "targetRevision": "latest"}}
        revisions = {"revision": digest}
    entries = [dict({"kind": kind, "name": item, "namespace": where, "status": "OutOfSync" if i in drifted else "Synced", "version": version},
                    **({"group": group} if group else {})) for i, (group, version, kind, where, item) in enumerate(listed)]
    operation = {"finishedAt": when, "startedAt": when, "phase": "Succeeded", "message": "successfully synced (all tasks run)",
                 "operation": {"initiatedBy": {"automated": True}, "sync": dict(revisions, prune=True)}, "syncResult": dict(revisions, **sources)}
    status = {"controllerNamespace": "argocd", "health": {"lastTransitionTime": when, "status": health}, "reconciledAt": cluster.time(10),
              "history": [dict(revisions, **sources, id=0, deployStartedAt=when, deployedAt=when, initiatedBy={"automated": True})],
              "operationState": operation, "resourceHealthSource": "appTree", "resources": entries, "sourceType": "Directory",
              "sync": dict(revisions, status=sync, comparedTo=dict(sources, destination={"namespace": ns, "server": "https://kubernetes.default.svc"}))}
    spec = dict(sources, destination={"namespace": ns, "server": "https://kubernetes.default.svc"}, project="default",
                syncPolicy={"automated": {"prune": True, "selfHeal": True}})
    annotations = argo_mark(parent)["annotations"](f"{ARGO}/Application:argocd/{name}") if parent else {}
    cluster.add(f"{ARGO}/v1alpha1", "Application", "argocd", name, spec, status, annotations=annotations)
    return (ARGO, "v1alpha1", "Application", "argocd", name)


# ---- the controllers themselves -----------------------------------------------------------------------------------------------------

def add_controllers(cluster, repositories):
    """As `flux bootstrap` leaves them: the Kustomization flux-system brings Flux itself, and here Argo CD too."""
    source = add_flux_source(cluster, repositories)
    mark = flux_mark(KUSTOMIZE, "flux-system", "flux-system")
    listed = [add_deployment(cluster, "flux-system", name, mark, "ready")
              for name in ("source-controller", "kustomize-controller", "helm-controller", "notification-controller")]
    listed += [add_deployment(cluster, "argocd", name, mark, "ready") for name in ("argocd-repo-server", "argocd-server")]
    listed.append(add_stateful_set(cluster, "argocd", "argocd-application-controller", mark))
    add_kustomization(cluster, source, "flux-system", listed)


# ---- the cluster --------------------------------------------------------------------------------------------------------------------

def fill(cluster):
    repositories = [{"url": f"https://github.com/example/{team}.git", "commit": cluster.hex(40)} for team in TEAMS[:max(3, cluster.size // 600)]]
    sources, charts = [], []
    families = {"Kustomization": [], "Application": []}
    families_of = {kind: cluster.name({"Kustomization": "tenants", "Application": "apps"}[kind]) for kind in families}

    def close(kind):
        """The parent of the appliers made since the last one."""
        if families[kind] and kind == "Kustomization":
            add_kustomization(cluster, cluster.dice.choice(sources), families_of[kind], families[kind])
        elif families[kind]:
            add_application(cluster, "argocd", families_of[kind], repositories, families[kind])
        families[kind] = []
        families_of[kind] = cluster.name({"Kustomization": "tenants", "Application": "apps"}[kind])

    add_controllers(cluster, repositories)
    while not cluster.full():
        ns = cluster.dice.choice(cluster.namespaces)
        stem = ns.split("-")[0]
        what = cluster.dice.random()
        if what < 0.55:
            if not sources or cluster.chance(30):
                sources.append(add_flux_source(cluster, repositories))
            name = cluster.name(f"{stem}-{cluster.dice.choice(PARTS)}")
            parent = families_of["Kustomization"] if cluster.chance(40) else None
            listed, crashed = add_workloads(cluster, ns, name, flux_mark(KUSTOMIZE, name, "flux-system"), cluster.chance(3))
            # Few shared by many, as in a cluster: the newest sources are likelier.
            source = sources[-1 - int(len(sources) * cluster.dice.random() ** 3)]
            made = add_kustomization(cluster, source, name, listed, crashed, parent)
            if parent:
                families["Kustomization"].append(made)
        elif what < 0.70:
            if not charts or cluster.chance(10):
                charts.append(add_helm_repository(cluster))
            add_helm_release(cluster, ns, f"{stem}-{cluster.dice.choice(PARTS)}", cluster.dice.choice(charts))
        elif what < 0.95:
            name = cluster.name(f"{stem}-{cluster.dice.choice(PARTS)}")
            parent = families_of["Application"] if cluster.chance(40) else None
            listed, crashed = add_workloads(cluster, ns, name, argo_mark(name), cluster.chance(3))
            made = add_application(cluster, ns, name, repositories, listed, crashed, parent)
            if parent:
                families["Application"].append(made)
        else:
            name = cluster.name(f"{stem}-by-hand")
            add_deployment(cluster, ns, name, {"labels": {}, "annotations": lambda _: {}}, "crashing" if cluster.chance(3) else "ready")
        for kind, family in families.items():
            if len(family) >= 30:
                close(kind)
    for kind in families:
        close(kind)


def write(cluster, out):
    # The whole text at once: json.dump would use the slow encoder.
    first = next(answer["query"]["ref"] for answer in cluster.answers if answer["query"]["ref"]["kind"] == "Deployment")
    head = {"apiVersion": "kubectl-scout/v1", "kind": "Snapshot", "context": f"sample-{cluster.size}", "recordedAt": NOW.isoformat() + "Z", "subjects": [first]}
    out.write(json.dumps(head)[:-1] + ', "answers": [\n')
    out.write(",\n".join(json.dumps(answer) for answer in cluster.answers))
    out.write("\n]}\n")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("objects", type=int, help="about so many; the last chain is not cut")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("-o", "--output", required=True)
    given = options.parse_args()
    cluster = Cluster(given.objects, given.seed)
    fill(cluster)
    with open(given.output, "w", encoding="utf-8") as out:
        write(cluster, out)
    print(f"{len(cluster.answers)} objects: " + ", ".join(f"{count} {kind}" for kind, count in cluster.kinds.most_common()))


if __name__ == "__main__":
    main()
