"""The live Deployment is annotated so that Flux leaves it alone; the newer revision is applied without it."""


def seed(scene):
    sha = scene.commit("v1", "Deliver web 1.0.0")
    scene.push_flux("v1", "fleet/flux-optout:latest", sha)
    scene.apply("flux.yaml")
    scene.wait_ready("kustomization", "flux-system", "flux-optout", revision=sha)
    scene.wait_deployment("flux-optout", "web")
    scene.kubectl("annotate", "-n", "flux-optout", "deployment/web", "--overwrite",
                  "kustomize.toolkit.fluxcd.io/reconcile=disabled")
    second = scene.commit("v2", "Deliver web 2.0.0")
    scene.push_flux("v2", "fleet/flux-optout:latest", second)
    scene.reconcile("ocirepository", "flux-system", "flux-optout")
    scene.wait_ready("kustomization", "flux-system", "flux-optout", revision=second)
