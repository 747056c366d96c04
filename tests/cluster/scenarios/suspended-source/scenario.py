"""Healthy, and its source is suspended."""


def seed(scene):
    sha = scene.commit("source", "Deliver the web")
    scene.push_flux("source", "fleet/suspended-source:latest", sha)
    scene.apply("flux.yaml")
    scene.wait_ready("ocirepository", "flux-system", "suspended-source")
    scene.wait_ready("kustomization", "flux-system", "suspended-source", revision=sha)
    scene.wait_deployment("suspended-source", "web")
    scene.patch("ocirepository", "flux-system", "suspended-source", {"spec": {"suspend": True}})
