"""Was healthy; then the source asks for a tag that the registry does not have."""


def seed(scene):
    scene.deliver_flux()
    scene.patch("ocirepository", "flux-system", "failed-source", {"spec": {"ref": {"tag": "no-such-tag"}}})
    scene.wait_ready("ocirepository", "flux-system", "failed-source", "False", "OCIArtifactPullFailed")
