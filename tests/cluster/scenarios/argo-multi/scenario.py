"""Two sources: a Git folder that is also the `values` reference, and a chart that takes its values from there."""


def seed(scene):
    scene.commit("source", "Release multi-web 1.2.3 with its settings")
    scene.publish_chart("source/chart")
    scene.apply("argo.yaml")
    scene.wait_application("argocd", "multi")
    scene.wait_deployment("argo-multi", "multi-web", 2)
