"""
Git and a registry -> ArtifactGenerator -> ExternalArtifact -> Kustomization. source-watcher, which would compose the
artifact, cannot be built from its Go module, so this script writes its status; the rest is real, kustomize-controller
fetches and applies the artifact.
"""

NOW = "2026-01-01T00:00:00Z"


def ready(reason, message, generation):
    return {"type": "Ready", "status": "True", "reason": reason, "message": message, "lastTransitionTime": NOW,
            "observedGeneration": generation}


def established(crd):
    conditions = crd.get("status", {}).get("conditions") or ()
    return any(one["type"] == "Established" and one["status"] == "True" for one in conditions)


def seed(scene):
    scene.apply("crd.yaml")
    scene.wait("crd", None, "artifactgenerators.source.extensions.fluxcd.io", established)
    sha = scene.commit("source", "Deliver the web")
    scene.push_flux("source", "fleet/external-artifact:latest", sha)
    url, digest, size = scene.archive("source")
    scene.apply("flux.yaml")
    scene.wait_ready("gitrepository", "flux-system", "external-base")
    scene.wait_ready("ocirepository", "flux-system", "external-patches")
    generator = scene.wait("artifactgenerator", "flux-system", "composed", bool)
    scene.status("artifactgenerator", "flux-system", "composed", {
        "observedSourcesDigest": digest,
        "inventory": [{"name": "external-artifact", "namespace": "flux-system", "digest": digest,
                       "filename": "archive.tar.gz"}],
        "conditions": [ready("Succeeded", "reconciliation succeeded, generated 1 artifact(s)",
                             generator["metadata"]["generation"])]})
    artifact = scene.wait("externalartifact", "flux-system", "external-artifact", bool)
    scene.status("externalartifact", "flux-system", "external-artifact", {
        "artifact": {"path": "externalartifact/flux-system/external-artifact/archive.tar.gz", "url": url,
                     "revision": f"latest@{digest}", "digest": digest, "size": size, "lastUpdateTime": NOW,
                     "metadata": {"org.opencontainers.image.revision": f"main@sha1:{sha}"}},
        "conditions": [ready("Succeeded", "Artifact is ready", artifact["metadata"]["generation"])]})
    scene.wait_ready("kustomization", "flux-system", "external-artifact", revision=sha)
    scene.wait_deployment("external-artifact", "web")
