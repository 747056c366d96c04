"""The Kustomization that declares the web's Kustomization no longer builds; the web itself is as Git has it."""


def applied(sha):
    return lambda found: sha in found.get("status", {}).get("lastAppliedRevision", "")


def seed(scene):
    first = scene.commit("v1", "Deliver the web")
    scene.apply("flux.yaml")
    scene.wait("kustomization", "flux-system", "parent-failed", applied(first))
    scene.wait("kustomization", "flux-system", "parent-failed-apps", applied(first))
    scene.wait_deployment("parent-failed", "web")
    # The long retry interval keeps the state still: each retry would pass through Ready Unknown.
    scene.patch("kustomization", "flux-system", "parent-failed", {"spec": {"retryInterval": "1h"}})
    second = scene.commit("v2", "Name a file that is not there")
    scene.reconcile("gitrepository", "flux-system", "parent-failed")
    scene.wait_ready("kustomization", "flux-system", "parent-failed", "False", "BuildFailed")
    scene.wait("kustomization", "flux-system", "parent-failed-apps", applied(second))
    scene.wait_ready("kustomization", "flux-system", "parent-failed-apps")
