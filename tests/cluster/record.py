#!/usr/bin/env python3
"""Records evidence from the running test ground: the bundled demo and the recorded cases of tests/trace.

Usage: tests/cluster/record.py PROGRAM      (the built kubectl-scout)

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

DEMO = ["prod/frontend", "argo-oci/frontend", "failed-source/web", "suspended/web", "argo-outofsync/web", "unmanaged/by-hand"]
CASES = {
    "flux-oci": ["prod/frontend"], "flux-space": ["staging/backend"], "flux-git": ["flux-git/web"], "helm-chartref": ["helm-chartref/podapp"],
    "helm-chart": ["helm-chart/webapp"], "helm-ocirepo": ["helm-ocirepo/ocirepoapp"], "failed-source": ["failed-source/web"],
    "failed-build": ["failed-build/web"], "failing-health": ["failing-health/web"], "suspended-source": ["suspended-source/web"],
    "dependency": ["dependency/web"], "argo-oci": ["argo-oci/frontend"], "argo-git": ["argo-git/guestbook"], "argo-multi": ["argo-multi/multi-web"],
    "argo-helm": ["argo-helm/argo-helm"], "argo-outofsync": ["argo-outofsync/web"], "argo-broken": ["argo-broken/web"],
    "argo-elsewhere": ["argo-elsewhere/elsewhere"], "copied-labels": ["copied-labels/impostor"],
    "copied-tracking": ["copied-tracking/impostor", "copied-tracking/self-claimed"], "helm-only": ["helm-only/handmade"],
}


def record(program, kubeconfig, state, deployments, target, context="ground"):
    manifests = [{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": dict(zip(("namespace", "name"), one.split("/")))} for one in deployments]
    with tempfile.NamedTemporaryFile("w", suffix=".json") as listing:
        json.dump({"apiVersion": "v1", "kind": "List", "items": manifests}, listing)
        listing.flush()
        snapshot = subprocess.run([program, "snapshot", "--kubeconfig", kubeconfig, "-f", listing.name, "-o", "-"], check=True, capture_output=True, text=True).stdout
    # The controllers' own working folders are in some of their messages.
    snapshot = re.sub(r"[^ '\"]*/(kustomization-\d+)", r"/tmp/\1", snapshot.replace(state, "/var/lib/ground"))
    snapshot = snapshot.replace('"context": "ground"', f'"context": "{context}"')
    snapshot = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:8080", snapshot)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(snapshot)
    print(f"{target.relative_to(TREE)}: {len(snapshot)} bytes")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    where = subprocess.run([TREE / "tests/cluster/ground", "env"], check=True, capture_output=True, text=True).stdout.strip()
    ground = json.loads(pathlib.Path(where).read_text())
    kubeconfig = ground["kubeconfigs"]["tracer"]
    record(sys.argv[1], kubeconfig, ground["state"], DEMO, TREE / "resources/demo/demo.snapshot.json", "demo")
    for name, deployments in CASES.items():
        record(sys.argv[1], kubeconfig, ground["state"], deployments, TREE / f"tests/trace/recorded/{name}.json")


if __name__ == "__main__":
    main()
