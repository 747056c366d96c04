"""The source's own Secret opens a registry that wants a token for each look."""


def seed(scene):
    scene.deliver_flux()
