"""Synced once by hand; then Git moved on and nobody synced."""


def seed(scene):
    first = scene.commit("v1", "Deliver web 1.0.0")
    scene.apply("argo.yaml")
    scene.sync_by_hand("argocd", "drifted", first, syncOptions=["CreateNamespace=true"])
    scene.wait_application("argocd", "drifted")
    scene.wait_deployment("argo-outofsync", "web")
    second = scene.commit("v2", "Deliver web 2.0.0")
    scene.refresh("argocd", "drifted")
    scene.wait("application", "argocd", "drifted", lambda found: found["status"]["sync"].get("revision") == second)
    scene.wait_application("argocd", "drifted", sync="OutOfSync")
