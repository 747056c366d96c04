"""Somebody scaled the live Deployment, which the Application is told not to notice."""


def seed(scene):
    scene.commit("source", "Deliver the web")
    scene.apply("argo.yaml")
    scene.wait_application("argocd", "argo-ignored")
    scene.wait_deployment("argo-ignored", "web")
    scene.kubectl("scale", "-n", "argo-ignored", "deployment/web", "--replicas=2")
    scene.wait_deployment("argo-ignored", "web", 2)
    scene.wait_application("argocd", "argo-ignored")
