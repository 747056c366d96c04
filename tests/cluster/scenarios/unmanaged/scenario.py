"""Made by kubectl; nothing manages it."""


def seed(scene):
    scene.apply("objects.yaml")
    scene.wait_deployment("unmanaged", "by-hand")
