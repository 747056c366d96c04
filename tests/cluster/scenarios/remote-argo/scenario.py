"""An Application in this cluster whose destination is another one, the spoke."""


def seed(scene):
    scene.commit("source", "Deliver the settings")
    scene.apply("argo.yaml")
    scene.wait_application("argocd", "remote-argo")
    scene.wait("configmap", "remote-argo", "settings", bool, spoke=True)
