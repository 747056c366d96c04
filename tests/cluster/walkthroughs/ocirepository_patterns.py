"""Document 004: which tag an OCIRepository follows."""

from ground_lib.walk import look

NAMESPACE = "walk-activity"
STABLE = {"semver": ">=0.0.0", "semverFilter": None, "tag": None}
STAGING = {"semver": ">=0.0.0-0", "semverFilter": ".*-staging-test-deploy-.*", "tag": None}
BASE = """\
apiVersion: v1
kind: Namespace
metadata: {name: walk-activity}
"""
SOURCE = """\
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {{name: {name}, namespace: walk-activity}}
spec:
  interval: 5m
  timeout: 10s
  url: oci://${{REGISTRY}}/datum-cloud/{name}
  insecure: true
  ref: {{semver: ">=0.0.0"}}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {{name: {name}, namespace: walk-activity}}
spec:
  interval: 1h
  retryInterval: 2s
  timeout: 10s
  path: ./
  prune: true
  wait: true
  sourceRef: {{kind: OCIRepository, name: {name}}}
"""
OVERLAYS = """\
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: walk-overlays, namespace: walk-activity}
spec:
  interval: 1m
  timeout: 10s
  url: ${GIT}/fleet/walk-ocirepository_patterns.git
  ref: {branch: main}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: walk-overlay, namespace: walk-activity}
spec:
  interval: 1h
  retryInterval: 2s
  timeout: 10s
  path: ./overlays/production
  prune: true
  sourceRef: {kind: GitRepository, name: walk-overlays}
"""
PRE_RELEASE = "v1.0.0-staging-test-deploy-abc123"
MAIN, UI = "activity-kustomize", "activity-ui-kustomize"


def publish(scene, name, tag, sha):
    scene.values |= {"NAMESPACE": NAMESPACE, "NAME": name.removesuffix("-kustomize"), "VERSION": tag}
    return scene.push_flux("web", f"datum-cloud/{name}:{tag}", sha)


def follow(scene, name, ref, tag, digest):
    """Points the source at ref and waits until its Kustomization has applied the artifact that must come of it."""
    scene.patch("ocirepository", NAMESPACE, name, {"spec": {"ref": ref}})
    applied(scene, name, tag, digest)


def applied(scene, name, tag, digest):
    scene.reconcile("ocirepository", NAMESPACE, name)
    revision = f"{tag}@{digest}"
    scene.wait("ocirepository", NAMESPACE, name, lambda found: (
        found.get("status", {}).get("artifact", {}).get("revision") == revision))
    scene.wait("kustomization", NAMESPACE, name, lambda found: (
        found.get("status", {}).get("lastAppliedRevision") == revision))
    scene.wait_ready("kustomization", NAMESPACE, name)
    scene.wait_deployment(NAMESPACE, name.removesuffix("-kustomize"))


def walk(scene):
    scene.remove("kustomization", NAMESPACE, "walk-overlay", MAIN, UI)
    scene.remove("ocirepository", NAMESPACE, MAIN, UI)
    who = f"deploy/activity -n {NAMESPACE}"
    chain = f"Git/fleet/walk-ocirepository_patterns > OCIRepository/{MAIN} > Kustomization/{MAIN} > Deployment/activity"
    sha = scene.commit("overlays", "Two environments")
    digests = {}
    for name in (MAIN, UI):
        for tag in ("v1.0.0", "v1.2.3", "v2.0.0-rc1", PRE_RELEASE,
                    "v0.0.0-staging-test-deploy-feature-branch", "main"):
            digests[name, tag] = publish(scene, name, tag, sha)
    scene.apply_text(BASE)
    for name in (MAIN, UI):
        scene.apply_text(SOURCE.format(name=name))

    follow(scene, MAIN, STABLE, "v1.2.3", digests[MAIN, "v1.2.3"])
    yield look("stable", who, "ready", says=["v1.2.3"], silent=["rc1"], chain=chain)

    follow(scene, MAIN, STAGING, PRE_RELEASE, digests[MAIN, PRE_RELEASE])
    yield look("staging", who, "ready", says=[PRE_RELEASE], chain=chain)

    follow(scene, MAIN, {"semver": None, "semverFilter": None, "tag": "v1.2.3"}, "v1.2.3", digests[MAIN, "v1.2.3"])
    yield look("tag", who, "ready", says=["v1.2.3"], chain=chain)

    follow(scene, MAIN, {"semver": None, "semverFilter": None, "tag": "main"}, "main", digests[MAIN, "main"])
    yield look("branch", who, "ready", says=["main"], chain=chain)
    scene.values["VERSION"] = "main-2"
    scene.values |= {"NAME": "activity"}
    newer = scene.push_flux("web", f"datum-cloud/{MAIN}:main", sha)
    yield look("branch-moved", who, f"progressing at OCIRepository/{MAIN}", says=["next interval"], chain=chain)
    applied(scene, MAIN, "main", newer)
    yield look("branch-followed", who, "ready", says=["main"], chain=chain)

    # Two bundles of one service, each with its own chain.
    applied(scene, UI, "v1.2.3", digests[UI, "v1.2.3"])
    yield look("ui", f"deploy/activity-ui -n {NAMESPACE}", "ready", says=["v1.2.3"],
               chain=f"Git/fleet/walk-ocirepository_patterns > OCIRepository/{UI} > Kustomization/{UI} > "
                     "Deployment/activity-ui")

    # The environments' patches: the same base, another ref.
    scene.remove("kustomization", NAMESPACE, MAIN)
    scene.remove("ocirepository", NAMESPACE, MAIN)
    scene.apply_text(OVERLAYS)
    scene.wait("kustomization", NAMESPACE, MAIN, bool)
    applied(scene, MAIN, "v1.2.3", digests[MAIN, "v1.2.3"])
    yield look("production", who, "ready", says=["v1.2.3"])
    scene.patch("kustomization", NAMESPACE, "walk-overlay", {"spec": {"path": "./overlays/staging"}})
    scene.wait("ocirepository", NAMESPACE, MAIN, lambda found: "semverFilter" in found["spec"]["ref"])
    applied(scene, MAIN, PRE_RELEASE, digests[MAIN, PRE_RELEASE])
    yield look("staging-patch", who, "ready", says=[PRE_RELEASE])
    yield look("which-artifact", f"ocirepo/{MAIN} -n {NAMESPACE}", "ready", says=[PRE_RELEASE])
