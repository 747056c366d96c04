"""The source is pinned to a digest; the tag that once stood for it has moved on, which must not matter."""


def seed(scene):
    sha = scene.commit("v1", "Deliver web 1.0.0")
    scene.values["DIGEST"] = scene.push_flux("v1", "fleet/digest-pin:latest", sha)
    scene.apply("flux.yaml")
    scene.wait_ready("ocirepository", "flux-system", "digest-pin")
    scene.wait_ready("kustomization", "flux-system", "digest-pin", revision=sha)
    scene.wait_deployment("digest-pin", "web")
    scene.push_flux("v2", "fleet/digest-pin:latest", scene.commit("v2", "Deliver web 2.0.0"))
