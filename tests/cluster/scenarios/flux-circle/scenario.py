"""Two Kustomizations that apply each other: the way up has no end."""


def seed(scene):
    sha = scene.commit("source", "Deliver the web")
    scene.apply("flux.yaml")
    for name in ("flux-circle-a", "flux-circle-b"):
        scene.wait("kustomization", "flux-system", name,
                   lambda found: sha in found.get("status", {}).get("lastAppliedRevision", ""))
    scene.wait_deployment("flux-circle", "web")
