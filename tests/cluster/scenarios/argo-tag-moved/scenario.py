"""Synced once by hand; then the tag moved on and nobody synced: the digest that was deployed has no tag any more."""


def seed(scene):
    first = scene.push_argo("v1", "fleet/argo-tag-moved:latest", scene.commit("v1", "Deliver web 1.0.0"))
    scene.apply("argo.yaml")
    scene.sync_by_hand("argocd", "argo-tag-moved", first, syncOptions=["CreateNamespace=true"])
    scene.wait_application("argocd", "argo-tag-moved")
    scene.wait_deployment("argo-tag-moved", "web")
    second = scene.push_argo("v2", "fleet/argo-tag-moved:latest", scene.commit("v2", "Deliver web 2.0.0"))
    scene.refresh("argocd", "argo-tag-moved", "hard")
    scene.wait("application", "argocd", "argo-tag-moved",
               lambda found: found["status"]["sync"].get("revision") == second)
    scene.wait_application("argocd", "argo-tag-moved", sync="OutOfSync")
