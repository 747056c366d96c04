"""Synced by hand; then the Application asks for the next tag, Argo CD compared with that, and nobody synced."""


def seed(scene):
    first = scene.push_argo("v1", "fleet/argo-retargeted:v1.0.0", scene.commit("v1", "Deliver web 1.0.0"))
    second = scene.push_argo("v2", "fleet/argo-retargeted:v1.1.0", scene.commit("v2", "Deliver web 1.1.0"))
    scene.apply("argo.yaml")
    scene.sync_by_hand("argocd", "argo-retargeted", first, syncOptions=["CreateNamespace=true"])
    scene.wait_application("argocd", "argo-retargeted")
    scene.wait_deployment("argo-retargeted", "web")
    scene.patch("application", "argocd", "argo-retargeted", {"spec": {"source": {"targetRevision": "v1.1.0"}}})
    scene.refresh("argocd", "argo-retargeted")
    scene.wait("application", "argocd", "argo-retargeted",
               lambda found: found["status"]["sync"].get("revision") == second)
    scene.wait_application("argocd", "argo-retargeted", sync="OutOfSync")
