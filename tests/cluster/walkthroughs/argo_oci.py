"""Documents 001 and 003: Argo CD deploys from an OCI registry over TLS, whose certificate a self-signed CA has made."""

import gzip
import shutil

from ground_lib.artifacts import CREATED as CREATION_TIME
from ground_lib.artifacts import archive
from ground_lib.credentials import CERTIFICATES
from ground_lib.parts import argo_home
from ground_lib.walk import look

APPLICATION = """\
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: oci-demo-app, namespace: argocd}
spec:
  project: default
  source:
    repoURL: oci://${REGISTRY_TLS}/oci-demo-app
    targetRevision: v1.0.0
    path: .
  destination: {server: "https://kubernetes.default.svc", namespace: oci-demo-app}
  syncPolicy:
    automated: {prune: true}
    syncOptions: [CreateNamespace=true]
"""
CREATED = f"org.opencontainers.image.created={CREATION_TIME}"
CA = CERTIFICATES / "registry-ca.crt"
LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"
PLAIN = "application/vnd.oci.image.layer.v1.tar"
WHO = "deploy/web -n oci-demo-app"
OPTIONS = f"--registry-ca {CA}"


def release(scene, tag, version):
    """A version's commit and its archive: the folder it is in, how oras annotates and names it."""
    scene.values |= {"NAMESPACE": "oci-demo-app", "NAME": "web", "VERSION": version}
    sha = scene.commit("web", f"Release {version}")
    annotations = (CREATED, f"org.opencontainers.image.source={scene.git}/fleet/{scene.name}.git",
                   f"org.opencontainers.image.revision={sha}")
    return (scene.work(tag), archive(scene.folder / "web", scene.values),
            [word for annotation in annotations for word in ("--annotation", annotation)])


def oras_push(scene, tag, *words, folder):
    reference = f"{scene.values['REGISTRY_TLS']}/oci-demo-app:{tag}"
    scene.oras("push", "--no-tty", "--ca-file", CA, reference, *words, folder=folder)
    return scene.oras("resolve", "--ca-file", CA, reference).strip()


def push(scene, tag, version):
    """One archive, one layer, over TLS with the CA named; returns the digest."""
    folder, content, annotations = release(scene, tag, version)
    (folder / "manifests.tar.gz").write_bytes(content)
    return oras_push(scene, tag, *annotations, f"manifests.tar.gz:{LAYER}", folder=folder)


def push_plain(scene, tag, version):
    """Document 001's command: an archive that is not compressed."""
    folder, content, annotations = release(scene, tag, version)
    (folder / "manifests.tar").write_bytes(gzip.decompress(content))
    return oras_push(scene, tag, *annotations, f"manifests.tar:{PLAIN}", folder=folder)


def push_folder(scene, tag, version):
    """Document 003's command: oras makes the archive of the folder, with an empty config."""
    folder, _, annotations = release(scene, tag, version)
    scene.write("web", folder)
    return oras_push(scene, tag, *annotations, "--config", "/dev/null:application/vnd.oci.empty.v1+json", f"./:{LAYER}",
                     folder=folder)


def follow(scene, revision, repository=None):
    source = {"targetRevision": revision}
    if repository:
        source["repoURL"] = repository
    scene.patch("application", "argocd", "oci-demo-app", {"spec": {"source": source}})
    scene.refresh("argocd", "oci-demo-app", "hard")


def synced(scene, digest):
    scene.wait("application", "argocd", "oci-demo-app", lambda found: (
        found.get("status", {}).get("operationState", {}).get("syncResult", {}).get("revision") == digest))
    scene.wait_application("argocd", "oci-demo-app")
    scene.wait_deployment("oci-demo-app", "web")


def broken(scene, message):
    scene.wait("application", "argocd", "oci-demo-app", lambda found: any(
        message in condition["message"] for condition in found.get("status", {}).get("conditions") or ()))


def walk(scene):
    scene.remove("application", "argocd", "oci-demo-app")
    scene.remove("deployment", "oci-demo-app", "web")
    trusted = argo_home("repo-server") / "127.0.0.1"
    trusted.unlink(missing_ok=True)

    # Nobody has told Argo CD of the CA yet.
    first = push(scene, "v1.0.0", "1.0.0")
    scene.apply_text(APPLICATION)
    broken(scene, "certificate")
    yield look("unknown-ca", "--app oci-demo-app", "failed at Application/oci-demo-app",
               says=["certificate", "argocd-tls-certs-cm"])

    # The document's ConfigMap. What kubelet would do with it, mount it into the repo server, is done by hand.
    scene.kubectl("create", "configmap", "argocd-tls-certs-cm", "-n", "argocd", f"--from-file=127.0.0.1={CA}",
                  "--dry-run=client", "-o", "yaml")
    scene.patch("configmap", "argocd", "argocd-tls-certs-cm", {"data": {"127.0.0.1": CA.read_text()}})
    trusted.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(CA, trusted)
    scene.refresh("argocd", "oci-demo-app", "hard")
    synced(scene, first)
    yield look("trusted", f"{WHO} {OPTIONS}", "ready", says=["Synced / Healthy", "v1.0.0"],
               chain="Git/fleet/walk-argo_oci > OCI/oci-demo-app > Application/oci-demo-app > Deployment/web")
    yield look("trusted-by-argo-only", WHO, "ready", says=["certificate"])

    second = push_plain(scene, "v1.1.0", "1.1.0")
    follow(scene, "v1.1.0")
    synced(scene, second)
    yield look("update", f"{WHO} {OPTIONS}", "ready", says=["v1.1.0"])

    push(scene, "latest", "1.1.0")
    follow(scene, "latest")
    synced(scene, push(scene, "latest", "1.2.0"))
    yield look("latest", f"{WHO} {OPTIONS}", "ready", says=["latest"])

    follow(scene, first)
    synced(scene, first)
    yield look("digest-pin", f"{WHO} {OPTIONS}", "ready", says=[first[:15]])

    third = push_folder(scene, "v1.3.0", "1.3.0")
    follow(scene, "v1.3.0")
    synced(scene, third)
    yield look("folder", f"{WHO} {OPTIONS}", "ready", says=["v1.3.0"])

    # The document's "Wrong - multiple layers", and what it names: a layer of a type that Argo CD does not count.
    folder = scene.work("several")
    names = ("file1.yaml", "file2.yaml", "file3.yaml")
    for name in names:
        (folder / name).write_text(f"# {name}\n")
    oras_push(scene, "v1.9.0", "--annotation", CREATED, f"{names[0]}:application/yaml", folder=folder)
    follow(scene, "v1.9.0")
    broken(scene, "expected only a single oci content layer, got 0")
    yield look("no-content-layer", f"{WHO} {OPTIONS}", "failed at Application/oci-demo-app",
               says=["expected only a single oci content layer, got 0"])

    oras_push(scene, "v2.0.0", "--annotation", CREATED, *names, folder=folder)
    follow(scene, "v2.0.0")
    broken(scene, "expected only a single oci content layer")
    yield look("several-layers", f"{WHO} {OPTIONS}", "failed at Application/oci-demo-app",
               says=["expected only a single oci content layer", "single"])

    # A port at which nobody listens.
    follow(scene, "v1.0.0", "oci://127.0.0.1:9/oci-demo-app")
    broken(scene, "connection refused")
    yield look("unreachable", f"{WHO} {OPTIONS}", "failed at Application/oci-demo-app", says=["connection refused"])
