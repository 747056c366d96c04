"""
Artifacts and cosign with a key: one is signed; one was, and its successor is not, so Flux refuses it; one was fetched
and suspended before anybody asked for a signature. Argo CD applies a signed one without a look at the signature.
"""

EMPTY = {"COSIGN_PASSWORD": ""}


def sign(scene, key, name, digest):
    scene.run("cosign", "sign", "--yes", "--key", key, "--tlog-upload=false", "--allow-http-registry",
              f"{scene.values['REGISTRY_HTTP']}/fleet/{name}@{digest}", variables=EMPTY)


def seed(scene):
    folder = scene.work("keys")
    scene.run("cosign", "generate-key-pair", folder=folder, variables=EMPTY)
    scene.remove("secret", "flux-system", "signature-cosign-key")
    scene.kubectl("create", "secret", "generic", "signature-cosign-key", "-n", "flux-system",
                  f"--from-file=cosign.pub={folder / 'cosign.pub'}")
    sha = scene.commit("v1", "Deliver web 1.0.0")
    names = ("signature-verified", "signature-failed", "signature-unverified")
    # An earlier seed has left one suspended, and wanting the key of then.
    scene.remove("ocirepository", "flux-system", *names)
    for name in names:
        digest = scene.push_flux("v1", f"fleet/{name}:latest", sha)
        sign(scene, folder / "cosign.key", name, digest)
    sign(scene, folder / "cosign.key", "signature-argo", scene.push_argo("v1", "fleet/signature-argo:latest", sha))
    scene.apply("namespaces.yaml", "flux.yaml", "argo.yaml")
    scene.wait_application("argocd", "signature-argo")
    scene.wait_deployment("signature-argo", "web")
    for name in names:
        scene.wait_ready("kustomization", "flux-system", name, revision=sha)
        scene.wait_deployment(name, "web")
    scene.patch("ocirepository", "flux-system", "signature-unverified", {"spec": {"suspend": True}})
    scene.patch("ocirepository", "flux-system", "signature-unverified", {"spec": {"verify": {
        "provider": "cosign", "secretRef": {"name": "signature-cosign-key"}}}})
    second = scene.commit("v2", "Deliver web 2.0.0")
    scene.push_flux("v2", "fleet/signature-failed:latest", second)
    scene.reconcile("ocirepository", "flux-system", "signature-failed")
    scene.wait_ready("ocirepository", "flux-system", "signature-failed", "False", "VerificationError")
