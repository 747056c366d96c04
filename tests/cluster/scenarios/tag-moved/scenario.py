"""The source is suspended; then the tag that it follows moves to a newer artifact."""


def seed(scene):
    sha = scene.commit("v1", "Deliver web 1.0.0")
    scene.push_flux("v1", "fleet/tag-moved:latest", sha)
    scene.apply("flux.yaml")
    scene.wait_ready("ocirepository", "flux-system", "tag-moved")
    scene.wait_ready("kustomization", "flux-system", "tag-moved", revision=sha)
    scene.wait_deployment("tag-moved", "web")
    scene.patch("ocirepository", "flux-system", "tag-moved", {"spec": {"suspend": True}})
    second = scene.commit("v2", "Deliver web 2.0.0")
    scene.push_flux("v2", "fleet/tag-moved:latest", second)
