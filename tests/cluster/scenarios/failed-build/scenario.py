"""Was healthy at the first revision; the second one names a file that it does not have, so kustomize cannot build it."""


def seed(scene):
    sha = scene.commit("v1", "Deliver the web")
    scene.push_flux("v1", "fleet/failed-build:latest", sha)
    scene.apply("flux.yaml")
    scene.wait_ready("ocirepository", "flux-system", "failed-build")
    scene.wait_ready("kustomization", "flux-system", "failed-build", revision=sha)
    scene.wait_deployment("failed-build", "web")
    # The long retry interval keeps the state still: each retry would pass through Ready Unknown.
    scene.patch("kustomization", "flux-system", "failed-build", {"spec": {"retryInterval": "1h"}})
    second = scene.commit("v2", "Name a file that is not there")
    scene.push_flux("v2", "fleet/failed-build:latest", second)
    scene.reconcile("ocirepository", "flux-system", "failed-build")
    scene.wait_ready("kustomization", "flux-system", "failed-build", "False", "BuildFailed")
