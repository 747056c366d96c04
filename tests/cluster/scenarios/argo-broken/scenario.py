"""Was synced and healthy; then the Application points to a folder that the repository does not have."""


def seed(scene):
    scene.commit("source", "Deliver the web")
    scene.apply("argo.yaml")
    scene.wait_application("argocd", "argo-broken")
    scene.wait_deployment("argo-broken", "web")
    scene.patch("application", "argocd", "argo-broken", {"spec": {"source": {"path": "no/such/folder"}}})
    scene.wait_application("argocd", "argo-broken", sync="Unknown", health=None, error="ComparisonError")
