"""Git -> Kustomization -> Deployment."""


def seed(scene):
    sha = scene.commit("source", "Deliver the web")
    scene.apply("flux.yaml")
    scene.wait_ready("gitrepository", "flux-system", "flux-git")
    scene.wait("kustomization", "flux-system", "flux-git",
               lambda found: sha in found.get("status", {}).get("lastAppliedRevision", ""))
    scene.wait_ready("kustomization", "flux-system", "flux-git")
    scene.wait_deployment("flux-git", "web")
