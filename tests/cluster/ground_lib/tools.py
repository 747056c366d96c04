"""Builds the programs of the test ground from their pinned Go modules and keeps them in a cache."""

import fcntl
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from .common import CACHE, Failure, say

MODULES = Path(__file__).resolve().parent.parent / "tools"
STRIP = "-s -w"
KUBERNETES_VERSION = " ".join(
    f"-X k8s.io/component-base/version.{name}={value}"
    for name, value in (("gitVersion", "v1.34.1"), ("gitMajor", "1"), ("gitMinor", "34"))
)

# part -> its binaries (name: main package), linker flags, CRD folders (module: folder or files)
PARTS = {
    "etcd": {"binaries": {"etcd": "go.etcd.io/etcd/server/v3"}},
    "registry": {"binaries": {"registry": "github.com/distribution/distribution/v3/cmd/registry"}},
    "oras": {"binaries": {"oras": "oras.land/oras/cmd/oras"}},
    "notation": {"binaries": {"notation": "github.com/notaryproject/notation/cmd/notation"}},
    "cosign": {"binaries": {"cosign": "github.com/sigstore/cosign/v2/cmd/cosign"}},
    "kubernetes": {
        "binaries": {
            name: f"k8s.io/kubernetes/cmd/{name}"
            for name in ("kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl")
        },
        # Clients refuse a server that calls itself v0.0.0.
        "ldflags": KUBERNETES_VERSION,
    },
    "kwok": {"binaries": {"kwok": "sigs.k8s.io/kwok/cmd/kwok"}},
    "helm": {"binaries": {"helm": "helm.sh/helm/v3/cmd/helm"}},
    "source-controller": {
        "binaries": {"source-controller": "github.com/fluxcd/source-controller"},
        "crds": ("github.com/fluxcd/source-controller", "config/crd/bases/*.yaml"),
    },
    "kustomize-controller": {
        "binaries": {"kustomize-controller": "github.com/fluxcd/kustomize-controller"},
        "crds": ("github.com/fluxcd/kustomize-controller", "config/crd/bases/*.yaml"),
    },
    "helm-controller": {
        "binaries": {"helm-controller": "github.com/fluxcd/helm-controller"},
        "crds": ("github.com/fluxcd/helm-controller", "config/crd/bases/*.yaml"),
    },
    "argo-cd": {
        "binaries": {"argocd": "github.com/argoproj/argo-cd/v3/cmd"},
        # The default is a fixed name in /tmp, which two grounds would fight for.
        "ldflags": "-X github.com/argoproj/argo-cd/v3/util/askpass.SocketPath=ask-pass.sock",
        "crds": ("github.com/argoproj/argo-cd/v3", "manifests/crds/*-crd.yaml"),
    },
}


def _folder(part):
    """The cache folder of a part: its name changes when its modules or flags change."""
    digest = hashlib.sha256()
    for name in ("go.mod", "go.sum"):
        digest.update((MODULES / part / name).read_bytes())
    digest.update(repr(PARTS[part]).encode())
    return CACHE / "tools" / f"{part}-{digest.hexdigest()[:16]}"


def missing():
    """The parts that are not in the cache."""
    return [part for part in PARTS if not (_folder(part) / "complete").exists()]


def binary(name):
    for part, recipe in PARTS.items():
        if name in recipe["binaries"]:
            return _folder(part) / name
    raise KeyError(name)


def crd_folders():
    return [_folder(part) / "crds" for part, recipe in PARTS.items() if "crds" in recipe]


def _go(part, *arguments):
    environment = {**os.environ, "CGO_ENABLED": "0", "GOWORK": "off"}
    result = subprocess.run(
        ("go",) + arguments, cwd=MODULES / part, env=environment, capture_output=True, text=True, check=False
    )
    if result.returncode:
        raise Failure(f"building {part} failed: go {' '.join(arguments)}\n{result.stderr[-4000:]}")
    return result.stdout.strip()


def _build_part(part):
    recipe, folder = PARTS[part], _folder(part)
    partial = folder.with_name(folder.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    say(f"building {part}")
    flags = f"{STRIP} {recipe.get('ldflags', '')}".strip()
    for name, package in recipe["binaries"].items():
        _go(part, "build", "-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags", flags,
            "-o", str(partial / name), package)
    if "crds" in recipe:
        # Copied now, so that a cached part needs no module download later.
        module, pattern = recipe["crds"]
        source = Path(_go(part, "list", "-mod=readonly", "-m", "-f", "{{.Dir}}", module))
        (partial / "crds").mkdir()
        for file in sorted(source.glob(pattern)):
            (partial / "crds" / file.name).write_bytes(file.read_bytes())
    (partial / "complete").touch()
    shutil.rmtree(folder, ignore_errors=True)
    partial.rename(folder)


def build():
    """Builds what the cache lacks."""
    (CACHE / "tools").mkdir(parents=True, exist_ok=True)
    with open(CACHE / "tools" / "lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for part in missing():
            _build_part(part)


def link_into(folder, names):
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        link = folder / name
        link.unlink(missing_ok=True)
        link.symlink_to(binary(name))
