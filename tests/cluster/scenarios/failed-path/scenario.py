"""Was healthy; then the Kustomization points to a folder that the artifact does not have."""


def seed(scene):
    scene.deliver_flux()
    # The long retry interval keeps the state still: each retry would pass through Ready Unknown.
    scene.patch("kustomization", "flux-system", "failed-path", {
        "spec": {"path": "./no/such/folder", "retryInterval": "1h"}})
    scene.wait_ready("kustomization", "flux-system", "failed-path", "False")
