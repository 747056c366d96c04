"""Document 002: OCI artifacts with Flux."""

import time

from ground_lib.walk import look

NAMESPACE = "walk-flux"
GIT_SOURCE = """\
apiVersion: v1
kind: Namespace
metadata: {name: walk-flux}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: walk-my-app, namespace: flux-system}
spec:
  interval: 1m
  timeout: 10s
  url: ${GIT}/fleet/walk-flux_oci.git
  ref: {branch: main}
"""
KUSTOMIZATION = """\
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {{name: walk-my-app, namespace: flux-system}}
spec:
  interval: 10m
  retryInterval: 5s
  timeout: 10s
  path: ./
  prune: true
  wait: true
  sourceRef: {{kind: {kind}, name: {name}}}
"""
OCI_SOURCE = """\
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {{name: {name}, namespace: flux-system}}
spec:
  interval: 5m
  timeout: 10s
  url: oci://{url}
  insecure: true
  ref: {{{ref}}}
{more}"""
VERIFY = """\
  verify:
    provider: {provider}
    secretRef: {{name: {secret}}}
"""
HELM = """\
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {name: walk-podinfo-oci, namespace: walk-flux}
spec:
  interval: 5m
  timeout: 10s
  url: oci://${REGISTRY}/walk-charts/podinfo
  insecure: true
  layerSelector: {mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip, operation: copy}
  ref: {semver: ">=6.0.0"}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: walk-podinfo, namespace: walk-flux}
spec:
  interval: 10m
  timeout: 30s
  chartRef: {kind: OCIRepository, name: walk-podinfo-oci}
"""
# As the document has it: a chart by name from an OCIRepository.
HELM_REFUSED = """\
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: walk-refused, namespace: walk-flux}
spec:
  interval: 10m
  chart:
    spec:
      chart: podinfo
      sourceRef: {kind: OCIRepository, name: walk-podinfo-oci}
"""
WHO = "deploy/my-app -n walk-flux"
SOURCES = ("walk-my-app-oci", "walk-signed", "walk-notation", "walk-wrong-key", "walk-not-found", "walk-denied",
           "walk-aws", "walk-gcp", "walk-azure")


def source(scene, name, url, ref="tag: v1.0.0", more=""):
    scene.apply_text(OCI_SOURCE.format(name=name, url=url, ref=ref, more=more))


def eyes(name):
    return f"ocirepo/{name} -n flux-system"


def cosign_key(scene, folder, name):
    scene.run("cosign", "generate-key-pair", "--output-key-prefix", name, folder=folder,
              variables={"COSIGN_PASSWORD": ""})
    return folder / f"{name}.key", folder / f"{name}.pub"


def public_key_secret(scene, name, key):
    scene.remove("secret", "flux-system", name)
    scene.kubectl("create", "secret", "generic", name, "-n", "flux-system", f"--from-file=cosign.pub={key}")


TRUST_POLICY = """\
{"version": "1.0", "trustPolicies": [{"name": "walk", "registryScopes": ["*"],
 "signatureVerification": {"level": "strict"}, "trustStores": ["ca:walk"], "trustedIdentities": ["*"]}]}
"""


def notation_key(scene, folder):
    """A signing key in notation's own configuration; returns its certificate."""
    scene.run("notation", "cert", "generate-test", "walk.example.test", variables={"XDG_CONFIG_HOME": str(folder)})
    return folder / "notation" / "localkeys" / "walk.example.test.crt"


def notation_secret(scene, certificate):
    policy = certificate.with_name("trustpolicy.json")
    policy.write_text(TRUST_POLICY)
    scene.remove("secret", "flux-system", "walk-notation-config")
    scene.kubectl("create", "secret", "generic", "walk-notation-config", "-n", "flux-system",
                  f"--from-file=walk.crt={certificate}", f"--from-file=trustpolicy.json={policy}")


def walk(scene):
    scene.remove("kustomization", "flux-system", "walk-my-app")
    scene.remove("gitrepository", "flux-system", "walk-my-app")
    scene.remove("ocirepository", "flux-system", *SOURCES)
    scene.remove("helmrelease", NAMESPACE, "walk-podinfo")
    scene.remove("ocirepository", NAMESPACE, "walk-podinfo-oci")
    registry = scene.values["REGISTRY"]
    scene.values |= {"NAMESPACE": NAMESPACE, "NAME": "my-app", "VERSION": "1.0.0"}

    # Migration from Git ...
    sha = scene.commit("web", "Release 1.0.0")
    scene.apply_text(GIT_SOURCE)
    scene.apply_text(KUSTOMIZATION.format(kind="GitRepository", name="walk-my-app"))
    scene.wait("kustomization", "flux-system", "walk-my-app",
               lambda found: sha in found.get("status", {}).get("lastAppliedRevision", ""))
    scene.wait_ready("kustomization", "flux-system", "walk-my-app")
    scene.wait_deployment(NAMESPACE, "my-app")
    yield look("git", WHO, "ready", says=["Managed by flux"],
               chain="GitRepository/walk-my-app > Kustomization/walk-my-app > Deployment/my-app")

    # ... to OCI, published with its source and revision: Git -> CI -> registry -> Flux.
    scene.push_flux("web", "org/app-config:v1.0.0", sha)
    # What fails is looked at last: until then its retries are far apart.
    source(scene, "walk-not-found", f"{registry}/org/app-config", ref="tag: v9.9.9")
    source(scene, "walk-denied", f"{scene.values['REGISTRY_AUTH']}/org/app-config")
    for provider in ("aws", "gcp", "azure"):
        source(scene, f"walk-{provider}", f"{registry}/org/app-config", more=f"  provider: {provider}\n")
    source(scene, "walk-my-app-oci", f"{registry}/org/app-config")
    scene.wait_ready("ocirepository", "flux-system", "walk-my-app-oci")
    scene.apply_text(KUSTOMIZATION.format(kind="OCIRepository", name="walk-my-app-oci"))
    scene.wait_ready("kustomization", "flux-system", "walk-my-app", revision=sha)
    yield look("migrated", WHO, "ready", says=["Managed by flux", "v1.0.0"],
               chain="Git/fleet/walk-flux_oci > OCIRepository/walk-my-app-oci > Kustomization/walk-my-app > "
                     "Deployment/my-app")

    # A chart. What the document writes is refused; chartRef is the way.
    scene.push_chart("chart", "walk-charts")
    scene.apply_text(HELM)
    words = scene.refused(HELM_REFUSED)
    assert "sourceRef.kind" in words and "OCIRepository" in words, words
    scene.wait_ready("helmrelease", NAMESPACE, "walk-podinfo")
    scene.wait_deployment(NAMESPACE, "walk-podinfo")
    yield look("helm", f"deploy/walk-podinfo -n {NAMESPACE}", "ready",
               chain="Git/fleet/walk-flux_oci > OCIRepository/walk-podinfo-oci > HelmRelease/walk-podinfo > "
                     "Deployment/walk-podinfo")

    # An artifact that no earlier walk has signed.
    scene.values["VERSION"] = f"1.0.0-{time.time_ns()}"

    # cosign with a key: first nobody has signed, then somebody has, then the key is another.
    keys = scene.work("keys")
    key, public = cosign_key(scene, keys, "ours")
    _, other = cosign_key(scene, keys, "theirs")
    public_key_secret(scene, "walk-cosign-key", public)
    public_key_secret(scene, "walk-cosign-other-key", other)
    digest = scene.push_flux("web", "org/app-signed:v1.0.0", sha)
    source(scene, "walk-signed", f"{registry}/org/app-signed",
           more=VERIFY.format(provider="cosign", secret="walk-cosign-key"))
    scene.wait_failing("ocirepository", "flux-system", "walk-signed", "VerificationError")
    yield look("unsigned", eyes("walk-signed"), "failed at OCIRepository/walk-signed", says=["cosign"])

    # The same registry, for programs that do not resolve its name.
    address = scene.values["REGISTRY_HTTP"]
    scene.run("cosign", "sign", "--yes", "--key", key, "--tlog-upload=false", "--allow-http-registry",
              "--allow-insecure-registry", f"{address}/org/app-signed@{digest}", variables={"COSIGN_PASSWORD": ""})
    scene.reconcile("ocirepository", "flux-system", "walk-signed")
    # The retry of the failure may still be on its way.
    scene.wait_settled("ocirepository", "flux-system", "walk-signed", "True")
    yield look("signed", eyes("walk-signed"), "ready", says=["cosign", "erified"])

    source(scene, "walk-wrong-key", f"{registry}/org/app-signed",
           more=VERIFY.format(provider="cosign", secret="walk-cosign-other-key"))
    scene.wait_failing("ocirepository", "flux-system", "walk-wrong-key", "VerificationError")
    yield look("wrong-key", eyes("walk-wrong-key"), "failed at OCIRepository/walk-wrong-key", says=["cosign"])

    # notation: the same three states.
    certificate = notation_key(scene, keys)
    notation_secret(scene, certificate)
    digest = scene.push_flux("web", "org/app-notation:v1.0.0", sha)
    source(scene, "walk-notation", f"{registry}/org/app-notation",
           more=VERIFY.format(provider="notation", secret="walk-notation-config"))
    scene.wait_failing("ocirepository", "flux-system", "walk-notation", "VerificationError")
    yield look("notation-unsigned", eyes("walk-notation"), "failed at OCIRepository/walk-notation", says=["notation"])

    scene.run("notation", "sign", "--insecure-registry", "--key", "walk.example.test",
              f"{address}/org/app-notation@{digest}", variables={"XDG_CONFIG_HOME": str(keys)})
    scene.reconcile("ocirepository", "flux-system", "walk-notation")
    # The retry of the failure may still be on its way.
    scene.wait_settled("ocirepository", "flux-system", "walk-notation", "True")
    yield look("notation-signed", eyes("walk-notation"), "ready", says=["notation", "erified"])

    # The document's troubleshooting: not found, authentication.
    scene.wait_failing("ocirepository", "flux-system", "walk-not-found", "OCIArtifactPullFailed")
    yield look("not-found", eyes("walk-not-found"), "failed at OCIRepository/walk-not-found", says=["v9.9.9"])

    scene.wait_failing("ocirepository", "flux-system", "walk-denied")
    yield look("denied", eyes("walk-denied"), "failed at OCIRepository/walk-denied")

    # The providers of the clouds: none of them is here, so none can give credentials.
    for provider in ("aws", "gcp", "azure"):
        scene.wait_failing("ocirepository", "flux-system", f"walk-{provider}")
        yield look(f"provider-{provider}", eyes(f"walk-{provider}"), f"failed at OCIRepository/walk-{provider}",
                   says=[provider])
