"""Git -> ConfigHub OCI (the layout of requirement 000) -> Kustomization -> objects of several kinds."""


def established(crd):
    return any(c["type"] == "Established" and c["status"] == "True" for c in crd.get("status", {}).get("conditions") or ())


def seed(scene):
    scene.apply("crd.yaml")
    scene.wait("crd", None, "widgets.example.test", established)
    sha = scene.commit("source", "Deliver the frontend to prod")
    scene.push_flux("source", "target/prod/us-west:latest", sha)
    scene.apply("flux.yaml")
    scene.wait_ready("ocirepository", "flux-system", "confighub-prod")
    scene.wait_ready("kustomization", "flux-system", "apps", revision=sha)
    scene.wait_deployment("prod", "frontend", 3)
