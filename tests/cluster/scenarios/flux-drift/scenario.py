"""Somebody changed the live Deployment with kubectl; Flux corrects it at its next interval only."""


def seed(scene):
    sha = scene.commit("source", "Deliver the web")
    scene.push_flux("source", "fleet/flux-drift:latest", sha)
    scene.apply("flux.yaml")
    scene.wait_ready("kustomization", "flux-system", "flux-drift", revision=sha)
    scene.wait_deployment("flux-drift", "web")
    scene.kubectl("set", "image", "-n", "flux-drift", "deployment/web", "web=registry.example.test/web:1.0.1-hotfix")
    scene.wait_deployment("flux-drift", "web")
