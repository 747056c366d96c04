"""Made by kubectl, with the labels that Flux gives to the objects of Kustomization apps."""


def seed(scene):
    scene.apply("objects.yaml")
    scene.wait_deployment("copied-labels", "impostor")
