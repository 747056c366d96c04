"""
Applied and then suspended; after that the Kustomization was given another source, and the other's source another URL.
"""


def seed(scene):
    before = scene.commit("before", "Deliver web 1.0.0")
    scene.push_flux("before", "fleet/source-changed-before:latest", before)
    after = scene.commit("after", "Deliver web 2.0.0")
    scene.push_flux("after", "fleet/source-changed-after:latest", after)
    scene.apply("flux.yaml")
    names = ("source-changed-ref", "source-changed-url")
    for name in names:
        scene.wait_ready("kustomization", "flux-system", name, revision=before)
        scene.wait_deployment(name, "web")
    scene.patch("kustomization", "flux-system", "source-changed-ref", {"spec": {"suspend": True}})
    scene.patch("kustomization", "flux-system", "source-changed-ref", {
        "spec": {"sourceRef": {"name": "source-changed-after"}}})
    scene.patch("ocirepository", "flux-system", "source-changed-url", {"spec": {"suspend": True}})
    url = f"oci://{scene.values['REGISTRY']}/fleet/source-changed-after"
    scene.patch("ocirepository", "flux-system", "source-changed-url", {"spec": {"url": url}})
