"""What the registry has stored under the deployed digest is not what was pushed any more."""


def seed(scene):
    sha = scene.commit("source", "Deliver the web")
    digest = scene.push_flux("source", "fleet/content-altered:latest", sha)
    scene.apply("flux.yaml")
    scene.wait_ready("ocirepository", "flux-system", "content-altered")
    scene.wait_ready("kustomization", "flux-system", "content-altered", revision=sha)
    scene.wait_deployment("content-altered", "web")
    scene.alter(digest, "org.opencontainers.image.source", "org.opencontainers.image.Source")
