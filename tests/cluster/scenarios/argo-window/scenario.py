"""Synced; then the project got a sync window that denies every sync, and Git moved on."""


def seed(scene):
    scene.commit("v1", "Deliver web 1.0.0")
    scene.apply("argo.yaml")
    scene.patch("appproject", "argocd", "freeze", {"spec": {"syncWindows": None}})
    scene.wait_application("argocd", "argo-window")
    scene.wait_deployment("argo-window", "web")
    scene.patch("appproject", "argocd", "freeze", {"spec": {"syncWindows": [
        {"kind": "deny", "schedule": "* * * * *", "duration": "24h", "applications": ["*"]}]}})
    second = scene.commit("v2", "Deliver web 2.0.0")
    scene.refresh("argocd", "argo-window", "hard")
    scene.wait("application", "argocd", "argo-window",
               lambda found: found["status"]["sync"].get("revision") == second)
    scene.wait_application("argocd", "argo-window", sync="OutOfSync")
