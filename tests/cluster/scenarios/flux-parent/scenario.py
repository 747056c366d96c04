"""As flux bootstrap leaves it: a Kustomization applies itself and, from the same Git, the one that applies the web."""


def seed(scene):
    sha = scene.commit("source", "Deliver the web")
    scene.apply("flux.yaml")
    scene.wait("kustomization", "flux-system", "flux-parent",
               lambda found: sha in found.get("status", {}).get("lastAppliedRevision", ""))
    scene.wait("kustomization", "flux-system", "flux-parent-apps",
               lambda found: sha in found.get("status", {}).get("lastAppliedRevision", ""))
    scene.wait_ready("kustomization", "flux-system", "flux-parent-apps")
    scene.wait_deployment("flux-parent", "web")
