"""A chart in a registry -> HelmRepository of type oci, which has no status -> HelmRelease by chart.spec."""


def seed(scene):
    scene.commit("source", "Release ocirepoapp 1.2.3")
    scene.push_chart("source/chart", "charts")
    scene.apply("flux.yaml")
    scene.wait_ready("helmrelease", "helm-ocirepo", "ocirepoapp")
    scene.wait_deployment("helm-ocirepo", "ocirepoapp")
