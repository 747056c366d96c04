"""The Application that declares the web's Application was synced once by hand; then Git changed the declaration."""


def seed(scene):
    first = scene.commit("v1", "Deliver the web")
    scene.apply("argo.yaml")
    scene.sync_by_hand("argocd", "drifted-parent", first)
    scene.wait_application("argocd", "drifted-parent", health=None)
    scene.wait_application("argocd", "drifted-child")
    scene.wait_deployment("argo-parent-outofsync", "web")
    second = scene.commit("v2", "Remember fewer revisions")
    for name in ("drifted-parent", "drifted-child"):
        scene.refresh("argocd", name)
        scene.wait("application", "argocd", name, lambda found: found["status"]["sync"].get("revision") == second)
    scene.wait_application("argocd", "drifted-parent", sync="OutOfSync", health=None)
    scene.wait_application("argocd", "drifted-child")
