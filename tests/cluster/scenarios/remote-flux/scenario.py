"""A Kustomization in this cluster that applies to another one, the spoke."""


def seed(scene):
    sha = scene.commit("source", "Deliver the settings")
    scene.push_flux("source", "fleet/remote-flux:latest", sha)
    scene.apply("flux.yaml")
    scene.wait_ready("ocirepository", "flux-system", "remote-flux")
    scene.wait_ready("kustomization", "flux-system", "remote-flux", revision=sha)
    scene.wait("configmap", "remote-flux", "settings", bool, spoke=True)
