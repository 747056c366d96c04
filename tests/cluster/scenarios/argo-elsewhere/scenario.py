"""An Application outside Argo CD's own namespace; tracking ids then begin with team-a_elsewhere."""


def seed(scene):
    scene.commit("source", "Deliver elsewhere")
    scene.apply("argo.yaml")
    scene.wait_application("team-a", "elsewhere")
    scene.wait_deployment("argo-elsewhere", "elsewhere")
