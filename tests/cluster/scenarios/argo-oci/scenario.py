"""Git -> ConfigHub OCI (the layout of requirement 000) -> Application."""


def seed(scene):
    sha = scene.commit("source", "Deliver the frontend to prod")
    scene.push_argo("source", "target/prod/eu-central:latest", sha)
    scene.apply("argo.yaml")
    scene.wait_application("argocd", "frontend-app")
    scene.wait_deployment("argo-oci", "frontend", 3)
