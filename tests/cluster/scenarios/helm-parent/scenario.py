"""Git -> Kustomization -> HelmRelease, whose chart is in an HTTP repository -> Deployment."""


def seed(scene):
    sha = scene.commit("source", "Declare the release")
    scene.publish_chart("source/chart")
    scene.apply("flux.yaml")
    scene.wait("kustomization", "flux-system", "helm-parent",
               lambda found: sha in found.get("status", {}).get("lastAppliedRevision", ""))
    scene.wait_ready("helmrelease", "helm-parent", "declared")
    scene.wait_deployment("helm-parent", "declared")
