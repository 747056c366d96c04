"""The worker's credentials are in a Secret of a type that Flux ignores without a word: the registry refuses it."""


def seed(scene):
    scene.push_flux("source", "target/dev/us-west:latest", scene.commit("source", "Deliver the web"))
    scene.apply("flux.yaml")
    scene.wait_ready("ocirepository", "flux-system", "opaque-login", "False")
