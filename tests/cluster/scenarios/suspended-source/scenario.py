"""Healthy, and its source is suspended."""


def seed(scene):
    scene.deliver_flux()
    scene.patch("ocirepository", "flux-system", "suspended-source", {"spec": {"suspend": True}})
