"""Was healthy at the first revision; the second one is applied but its Deployment can never be ready."""


def seed(scene):
    sha = scene.commit("v1", "Deliver the web")
    scene.push_flux("v1", "fleet/failing-health:latest", sha)
    scene.apply("flux.yaml")
    scene.wait_ready("ocirepository", "flux-system", "failing-health")
    scene.wait_ready("kustomization", "flux-system", "failing-health", revision=sha)
    scene.wait_deployment("failing-health", "web")
    # The long retry interval keeps the state still: each retry would be Ready Unknown for its whole timeout.
    scene.patch("kustomization", "flux-system", "failing-health", {"spec": {"retryInterval": "1h"}})
    second = scene.commit("v2", "Ask for a node that does not exist")
    scene.push_flux("v2", "fleet/failing-health:latest", second)
    scene.reconcile("ocirepository", "flux-system", "failing-health")
    scene.wait_ready("kustomization", "flux-system", "failing-health", "False", "HealthCheckFailed")
