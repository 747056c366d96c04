"""A Helm repository with an HTTP index -> HelmRepository -> HelmChart -> HelmRelease by chart.spec."""


def seed(scene):
    scene.commit("source", "Release webapp 1.2.3")
    scene.publish_chart("source/chart")
    scene.apply("flux.yaml")
    scene.wait_ready("helmrelease", "helm-chart", "webapp")
    scene.wait_deployment("helm-chart", "webapp")
