"""Healthy, and its Kustomization is suspended."""


def seed(scene):
    sha = scene.commit("source", "Deliver the web")
    scene.push_flux("source", "fleet/suspended:latest", sha)
    scene.apply("flux.yaml")
    scene.wait_ready("ocirepository", "flux-system", "suspended")
    scene.wait_ready("kustomization", "flux-system", "suspended", revision=sha)
    scene.wait_deployment("suspended", "web")
    scene.patch("kustomization", "flux-system", "suspended", {"spec": {"suspend": True}})
