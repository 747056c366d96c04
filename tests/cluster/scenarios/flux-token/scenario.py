"""The source's own Secret opens a registry that wants a token for each look."""


def seed(scene):
    sha = scene.commit("source", "Deliver the web")
    scene.push_flux("source", "fleet/flux-token:latest", sha)
    scene.apply("flux.yaml")
    scene.wait_ready("ocirepository", "flux-system", "flux-token")
    scene.wait_ready("kustomization", "flux-system", "flux-token", revision=sha)
    scene.wait_deployment("flux-token", "web")
