#!/usr/bin/env python3
"""Records evidence from the running test ground: the bundled demo and the recorded cases of tests/trace.

Usage: tests/cluster/record.py PROGRAM [CASE...]      (the built kubectl-scout; a case or "demo", without one all)

Each file is what `kubectl scout snapshot` wrote, with the ground's own folders and loopback addresses replaced by neutral ones, so
that a recording says nothing of the machine it was made on.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

TREE = pathlib.Path(__file__).resolve().parents[2]

# What a trace of the demo answers for. It is recorded with everything that their appliers list, and their Pods: the viewer shows those
# beside the workload.
DEMO = ["prod/frontend", "argo-oci/frontend", "flux-parent/web", "argo-appset-production/web", "tag-moved/web", "argo-tag-moved/web",
        "failed-source/web", "helm-upgrade-failed/web", "suspended/web", "argo-outofsync/web", "stopped-source/web", "unmanaged/by-hand"]
CASES = {
    "flux-oci": ["prod/frontend"], "flux-space": ["staging/backend"], "flux-git": ["flux-git/web"], "helm-chartref": ["helm-chartref/podapp"],
    "helm-chart": ["helm-chart/webapp"], "helm-ocirepo": ["helm-ocirepo/ocirepoapp"], "failed-source": ["failed-source/web"],
    "failed-build": ["failed-build/web"], "failing-health": ["failing-health/web"], "suspended-source": ["suspended-source/web"],
    "dependency": ["dependency/web"], "argo-oci": ["argo-oci/frontend"], "argo-git": ["argo-git/guestbook"], "argo-multi": ["argo-multi/multi-web"],
    "argo-helm": ["argo-helm/argo-helm"], "argo-outofsync": ["argo-outofsync/web"], "argo-broken": ["argo-broken/web"],
    "argo-elsewhere": ["argo-elsewhere/elsewhere"], "copied-labels": ["copied-labels/impostor"],
    "copied-tracking": ["copied-tracking/impostor", "copied-tracking/self-claimed"], "helm-only": ["helm-only/handmade"],
    "flux-parent": ["flux-parent/web"], "helm-parent": ["helm-parent/declared"], "argo-appset": ["argo-appset-production/web"],
    "argo-app-of-apps": ["argo-app-of-apps/web"], "argo-flux": ["argo-flux/web"], "external-artifact": ["external-artifact/web"],
    "tag-moved": ["tag-moved/web"], "argo-tag-moved": ["argo-tag-moved/web"], "digest-pin": ["digest-pin/web"],
    "semver-filter": ["semver-filter/web"], "stopped-source": ["stopped-source/web"], "helm-upgrade-failed": ["helm-upgrade-failed/web"],
    "flux-drift": ["flux-drift/web"], "argo-drift": ["argo-drift/web"], "argo-window": ["argo-window/web"], "flux-optout": ["flux-optout/web"],
}
# Argo CD's registries that are spoken to without TLS: an Application does not say so itself.
OPTIONS = ["--plain-http", "oci.api.confighub.com"]


def manifest(api_version, kind, namespace, name):
    return {"apiVersion": api_version, "kind": kind, "metadata": {"name": name, **({"namespace": namespace} if namespace else {})}}


def deployment(one):
    return manifest("apps/v1", "Deployment", *one.split("/"))


class Cluster:
    """What the demo needs to know of the cluster before it records."""

    def __init__(self, ground):
        self._kubectl = [pathlib.Path(ground["bin"]) / "kubectl", "--kubeconfig", ground["kubeconfigs"]["tracer"]]

    def get(self, *words):
        found = subprocess.run([*self._kubectl, "get", *words, "-o", "json"], check=True, stdout=subprocess.PIPE, text=True)
        return json.loads(found.stdout)

    def around(self, one):
        """The workload, its ReplicaSets and Pods, and all that its applier lists."""
        namespace, name = one.split("/")
        workload = self.get("deployment", "-n", namespace, name)
        selector = ",".join(f"{key}={value}" for key, value in workload["spec"]["selector"]["matchLabels"].items())
        found = [deployment(one)]
        for entry in self.get("replicasets,pods", "-n", namespace, "-l", selector)["items"]:
            found.append(manifest(entry["apiVersion"], entry["kind"], namespace, entry["metadata"]["name"]))
        metadata = workload["metadata"]
        labels, annotations = metadata.get("labels", {}), metadata.get("annotations", {})
        for applier, group in (("kustomization", "kustomize.toolkit.fluxcd.io"), ("helmrelease", "helm.toolkit.fluxcd.io")):
            if f"{group}/name" in labels:
                found += self.inventory(applier, labels[f"{group}/namespace"], labels[f"{group}/name"])
        if application := annotations.get("argocd.argoproj.io/tracking-id", "").split(":")[0]:
            for entry in self.get("application", "-n", "argocd", application)["status"].get("resources", []):
                version = f"{entry['group']}/{entry['version']}" if entry.get("group") else entry["version"]
                found.append(manifest(version, entry["kind"], entry.get("namespace"), entry["name"]))
        return [entry for at, entry in enumerate(found) if entry not in found[:at]]

    def inventory(self, applier, namespace, name):
        found = []
        for entry in self.get(applier, "-n", namespace, name)["status"].get("inventory", {}).get("entries", []):
            place, rest = entry["id"].split("_", 1)
            object_name, group, kind = rest.rsplit("_", 2)
            version = f"{group}/{entry['v']}" if group else entry["v"]
            found.append(manifest(version, kind, place, object_name.replace("__", ":")))
        return found


def record(program, ground, manifests, target, context="ground", subjects=None):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as listing:
        json.dump({"apiVersion": "v1", "kind": "List", "items": manifests}, listing)
        listing.flush()
        words = [program, "snapshot", "--kubeconfig", ground["kubeconfigs"]["tracer"], *OPTIONS, "-f", listing.name, "-o", "-"]
        ended = subprocess.run([*ground["prefix"], *words], stdout=subprocess.PIPE, text=True)
        # 1: an applier lists what the cluster does not have. That it is missing is written down all the same.
        if ended.returncode not in (0, 1) or not ended.stdout:
            sys.exit(f"{target}: nothing was recorded (exit code {ended.returncode})")
        snapshot = ended.stdout
    # The controllers' own working folders are in some of their messages.
    snapshot = re.sub(r"[^ '\"]*/(kustomization-\d+)", r"/tmp/\1", snapshot.replace(ground["state"], "/var/lib/ground"))
    snapshot = snapshot.replace('"context": "ground"', f'"context": "{context}"')
    snapshot = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:8080", snapshot)
    if subjects:
        whole = json.loads(snapshot)
        whole["subjects"] = [ref for ref in whole["subjects"] if ref["kind"] == "Deployment" and f"{ref['namespace']}/{ref['name']}" in subjects]
        snapshot = json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(snapshot)
    print(f"{target.relative_to(TREE)}: {len(snapshot)} bytes")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program, *chosen = sys.argv[1:]
    where = subprocess.run([TREE / "tests/cluster/ground", "env"], check=True, capture_output=True, text=True).stdout.strip()
    ground = json.loads(pathlib.Path(where).read_text())
    chosen = chosen or ["demo", *CASES]
    if "demo" in chosen:
        cluster = Cluster(ground)
        around = [entry for one in DEMO for entry in cluster.around(one)]
        record(program, ground, around, TREE / "resources/demo/demo.snapshot.json", "demo", DEMO)
    for name in chosen:
        if name != "demo":
            record(program, ground, [deployment(one) for one in CASES[name]], TREE / f"tests/trace/recorded/{name}.json")


if __name__ == "__main__":
    main()
