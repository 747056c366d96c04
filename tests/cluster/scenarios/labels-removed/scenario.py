"""Applied by a Kustomization that is suspended now, and somebody took Flux' labels off."""


def seed(scene):
    scene.deliver_flux()
    scene.patch("kustomization", "flux-system", "labels-removed", {"spec": {"suspend": True}})
    scene.kubectl("label", "deployment", "-n", "labels-removed", "web", "kustomize.toolkit.fluxcd.io/name-",
                  "kustomize.toolkit.fluxcd.io/namespace-")
