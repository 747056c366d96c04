"""Applied by a Kustomization that is suspended now, and somebody took Flux' labels off."""


def seed(scene):
    sha = scene.commit("source", "Deliver the web")
    scene.push_flux("source", "fleet/labels-removed:latest", sha)
    scene.apply("flux.yaml")
    scene.wait_ready("ocirepository", "flux-system", "labels-removed")
    scene.wait_ready("kustomization", "flux-system", "labels-removed", revision=sha)
    scene.wait_deployment("labels-removed", "web")
    scene.patch("kustomization", "flux-system", "labels-removed", {"spec": {"suspend": True}})
    scene.kubectl("label", "deployment", "-n", "labels-removed", "web", "kustomize.toolkit.fluxcd.io/name-",
                  "kustomize.toolkit.fluxcd.io/namespace-")
