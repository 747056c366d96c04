"""Was healthy; then the source asks for versions that the registry does not have."""


def seed(scene):
    sha = scene.commit("source", "Deliver the web")
    scene.push_flux("source", "fleet/no-version:v1.0.0", sha)
    scene.apply("flux.yaml")
    scene.wait_ready("kustomization", "flux-system", "no-version", revision=sha)
    scene.wait_deployment("no-version", "web")
    scene.patch("ocirepository", "flux-system", "no-version", {"spec": {"ref": {"semver": ">=9.0.0"}}})
    scene.wait_ready("ocirepository", "flux-system", "no-version", "False")
