"""Argo CD applies the objects of Flux, which apply the web: two tools in one chain."""


def seed(scene):
    sha = scene.commit("source", "Deliver the web")
    scene.push_flux("source/content", "fleet/argo-flux:latest", sha)
    scene.apply("argo.yaml")
    scene.wait_application("argocd", "flux-objects", health=None)
    scene.wait_ready("kustomization", "flux-system", "argo-flux", revision=sha)
    scene.wait_deployment("argo-flux", "web")
