"""On its way from Flux to Argo CD: both apply it, each from an artifact of its own."""


def seed(scene):
    sha = scene.commit("source", "Deliver the web")
    scene.push_flux("source", "fleet/two-appliers:latest", sha)
    scene.push_argo("source", "fleet/two-appliers-argo:v1.0.0", sha)
    scene.apply("flux.yaml")
    scene.wait_ready("ocirepository", "flux-system", "two-appliers")
    scene.wait_ready("kustomization", "flux-system", "two-appliers", revision=sha)
    scene.apply("argo.yaml")
    scene.wait_application("argocd", "two-appliers")
    scene.wait_deployment("two-appliers", "web")
