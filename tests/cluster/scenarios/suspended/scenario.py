"""Healthy, and its Kustomization is suspended."""


def seed(scene):
    scene.deliver_flux()
    scene.patch("kustomization", "flux-system", "suspended", {"spec": {"suspend": True}})
