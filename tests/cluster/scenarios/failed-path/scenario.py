"""Was healthy; then the Kustomization points to a folder that the artifact does not have."""


def seed(scene):
    sha = scene.commit("source", "Deliver the web")
    scene.push_flux("source", "fleet/failed-path:latest", sha)
    scene.apply("flux.yaml")
    scene.wait_ready("ocirepository", "flux-system", "failed-path")
    scene.wait_ready("kustomization", "flux-system", "failed-path", revision=sha)
    scene.wait_deployment("failed-path", "web")
    # The long retry interval keeps the state still: each retry would pass through Ready Unknown.
    scene.patch("kustomization", "flux-system", "failed-path", {
        "spec": {"path": "./no/such/folder", "retryInterval": "1h"}})
    scene.wait_ready("kustomization", "flux-system", "failed-path", "False")
