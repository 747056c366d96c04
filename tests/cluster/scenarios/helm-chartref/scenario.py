"""A chart in a registry, whose annotations name its Git commit -> OCIRepository -> HelmRelease by chartRef."""


def seed(scene):
    scene.commit("source", "Release podapp 1.2.3")
    scene.push_chart("source/chart", "charts")
    scene.apply("flux.yaml")
    scene.wait_ready("ocirepository", "helm-chartref", "podapp")
    scene.wait_ready("helmrelease", "helm-chartref", "podapp")
    scene.wait_deployment("helm-chartref", "podapp")
