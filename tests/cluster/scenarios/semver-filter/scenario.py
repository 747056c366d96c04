"""Pre-releases with a filter: the newest tag of all is not the one that the filter lets through."""


def seed(scene):
    stable = scene.commit("stable", "Release 1.2.3")
    scene.push_flux("stable", "fleet/semver-filter:v1.2.3", stable)
    scene.push_flux("stable", "fleet/semver-filter:v2.0.0-rc1", stable)
    staging = scene.commit("staging", "Try the feature branch")
    scene.push_flux("staging", "fleet/semver-filter:v0.0.0-staging-test-deploy-feature-branch", staging)
    scene.apply("flux.yaml")
    scene.wait_ready("ocirepository", "flux-system", "semver-filter")
    scene.wait_ready("kustomization", "flux-system", "semver-filter", revision=staging)
    scene.wait_deployment("semver-filter", "web")
