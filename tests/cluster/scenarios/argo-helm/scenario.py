"""A Helm repository with an HTTP index -> Application."""


def seed(scene):
    scene.commit("source", "Release argo-helm 1.2.3")
    scene.publish_chart("source/chart")
    scene.apply("argo.yaml")
    scene.wait_application("argocd", "argo-helm")
    scene.wait_deployment("argo-helm", "argo-helm")
