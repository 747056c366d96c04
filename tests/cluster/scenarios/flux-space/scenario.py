"""ConfigHub's current layout: one bundle per space, and every object says which unit revision it comes from."""


def seed(scene):
    sha = scene.commit("source", "Deliver the backend to staging")
    scene.push_flux("source", "space/staging:latest", sha)
    scene.apply("flux.yaml")
    scene.wait_ready("ocirepository", "flux-system", "confighub-staging")
    scene.wait_ready("kustomization", "flux-system", "staging", revision=sha)
    scene.wait_deployment("staging", "backend", 2)
