"""Was healthy; then the source asks for a tag that the registry does not have."""


def seed(scene):
    sha = scene.commit("source", "Deliver the web")
    scene.push_flux("source", "fleet/failed-source:latest", sha)
    scene.apply("flux.yaml")
    scene.wait_ready("ocirepository", "flux-system", "failed-source")
    scene.wait_ready("kustomization", "flux-system", "failed-source", revision=sha)
    scene.wait_deployment("failed-source", "web")
    scene.patch("ocirepository", "flux-system", "failed-source", {"spec": {"ref": {"tag": "no-such-tag"}}})
    scene.wait_ready("ocirepository", "flux-system", "failed-source", "False", "OCIArtifactPullFailed")
