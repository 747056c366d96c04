"""Both Kustomizations were healthy; then the first breaks and the second waits for it."""


def seed(scene):
    sha = scene.commit("source", "Deliver base and web")
    scene.push_flux("source", "fleet/dependency:latest", sha)
    scene.apply("flux.yaml")
    scene.wait_ready("ocirepository", "flux-system", "dependency")
    scene.wait_ready("kustomization", "flux-system", "dependency-a", revision=sha)
    scene.wait_ready("kustomization", "flux-system", "dependency-b", revision=sha)
    scene.wait_deployment("dependency", "web")
    # The long retry interval keeps the state still: each retry would pass through Ready Unknown.
    scene.patch("kustomization", "flux-system", "dependency-a", {
        "spec": {"path": "./no/such/folder", "retryInterval": "1h"}})
    scene.wait_ready("kustomization", "flux-system", "dependency-a", "False")
    scene.reconcile("kustomization", "flux-system", "dependency-b")
    scene.wait_ready("kustomization", "flux-system", "dependency-b", "False", "DependencyNotReady")
