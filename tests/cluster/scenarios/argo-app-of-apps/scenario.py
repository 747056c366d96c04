"""Git -> Application -> Application -> Deployment."""


def seed(scene):
    scene.commit("source", "Deliver the shop")
    scene.apply("argo.yaml")
    scene.wait_application("argocd", "everything", health=None)
    scene.wait_application("argocd", "shop")
    scene.wait_deployment("argo-app-of-apps", "web")
