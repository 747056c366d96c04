"""Somebody changed the live Deployment with kubectl, and the HelmRelease does not look for drift."""


def seed(scene):
    scene.commit("source", "Release drifting 1.0.0")
    scene.publish_chart("source/chart")
    scene.apply("flux.yaml")
    scene.wait_ready("helmrelease", "helm-drift", "web")
    scene.wait_deployment("helm-drift", "web")
    # Only a change after the release is one by somebody else, and times have seconds.
    scene.wait("helmrelease", "helm-drift", "web",
               lambda found: found["status"]["history"][0]["lastDeployed"] < scene.now())
    scene.kubectl("set", "image", "-n", "helm-drift", "deployment/web", "drifting=registry.example.test/web:1.0.1-hotfix")
    scene.wait_deployment("helm-drift", "web")
