"""Git -> ApplicationSet -> one Application for each environment."""


def seed(scene):
    scene.commit("source", "Deliver two environments")
    scene.apply("argo.yaml")
    for environment, replicas in (("staging", 1), ("production", 2)):
        scene.wait_application("argocd", f"fleet-{environment}")
        scene.wait_deployment(f"argo-appset-{environment}", "web", replicas)
