"""What watch_test.cpp changes with kubectl while the plugin looks on; nobody else looks at it."""


def seed(scene):
    sha = scene.commit("source", "Deliver the web")
    scene.push_flux("source", "fleet/watched:latest", sha)
    scene.apply("flux.yaml")
    scene.wait_ready("ocirepository", "flux-system", "watched")
    scene.wait_ready("kustomization", "flux-system", "watched", revision=sha)
    scene.wait_deployment("watched", "web")
