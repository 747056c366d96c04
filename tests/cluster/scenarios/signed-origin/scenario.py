"""An artifact whose annotation names the commit that was pushed, and whose signed provenance names another."""

import json

EMPTY = {"COSIGN_PASSWORD": ""}
BUILT_FROM = "0123456789abcdef0123456789abcdef01234567"


def provenance(repository):
    return {"buildDefinition": {
                "buildType": "https://example.test/build", "externalParameters": {},
                "resolvedDependencies": [{"uri": f"git+{repository}@refs/heads/main",
                                          "digest": {"gitCommit": BUILT_FROM}}]},
            "runDetails": {"builder": {"id": "https://example.test/builder"}}}


def seed(scene):
    folder = scene.work("keys")
    scene.run("cosign", "generate-key-pair", folder=folder, variables=EMPTY)
    scene.remove("configmap", "flux-system", "signed-origin-key")
    scene.kubectl("create", "configmap", "signed-origin-key", "-n", "flux-system",
                  f"--from-file=cosign.pub={folder / 'cosign.pub'}")
    sha = scene.commit("source", "Deliver the web")
    digest = scene.push_flux("source", "fleet/signed-origin:latest", sha)
    (folder / "provenance.json").write_text(json.dumps(provenance(f"{scene.git}/fleet/signed-origin.git")))
    # In the place of what an earlier seed signed with the key of then.
    scene.run("cosign", "attest", "--yes", "--replace", "--key", folder / "cosign.key", "--tlog-upload=false",
              "--allow-http-registry", "--type", "slsaprovenance1", "--predicate", folder / "provenance.json",
              f"{scene.values['REGISTRY_HTTP']}/fleet/signed-origin@{digest}", variables=EMPTY)
    scene.apply("flux.yaml")
    scene.wait_ready("kustomization", "flux-system", "signed-origin", revision=sha)
    scene.wait_deployment("signed-origin", "web")
