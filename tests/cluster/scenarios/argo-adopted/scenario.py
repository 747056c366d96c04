"""The Application was deleted and made anew, what it had applied stayed: it is in sync and no sync is on record."""


def seed(scene):
    scene.push_argo("v1", "fleet/argo-adopted:v1.0.0", scene.commit("v1", "Deliver web 1.0.0"))
    scene.apply("argo.yaml")
    scene.wait_application("argocd", "argo-adopted")
    scene.wait_deployment("argo-adopted", "web")
    scene.kubectl("delete", "application", "-n", "argocd", "argo-adopted", "--cascade=orphan")
    scene.apply("argo.yaml")
    scene.wait_application("argocd", "argo-adopted")
