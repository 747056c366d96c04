"""On its way from Flux to Argo CD: both apply it, each from an artifact of its own."""


def seed(scene):
    sha, _ = scene.deliver_flux()
    scene.push_argo("source", "fleet/two-appliers-argo:v1.0.0", sha)
    scene.apply("argo.yaml")
    scene.wait_application("argocd", "two-appliers")
    scene.wait_deployment("two-appliers", "web")
