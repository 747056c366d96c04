"""Git -> Application."""


def seed(scene):
    scene.commit("source", "Deliver the guestbook")
    scene.apply("argo.yaml")
    scene.wait_application("argocd", "guestbook")
    scene.wait_deployment("argo-git", "guestbook")
