"""
--verify against what cosign and notation wrote into a real registry, and against what somebody made of it there: each
tampering is pushed as an attacker who may write to the registry would, with digests that fit.
"""

import base64
import hashlib
import json
import urllib.request

from ground_lib.walk import look

SOURCE = """\
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {{name: {name}, namespace: flux-system}}
spec:
  interval: 1h
  timeout: 10s
  url: oci://${{REGISTRY}}/fleet/{name}
  insecure: true
  ref: {{tag: latest}}
"""
KUSTOMIZATION = """\
apiVersion: v1
kind: Namespace
metadata: {name: walk-signatures}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: walk-signatures, namespace: flux-system}
spec:
  interval: 1h
  retryInterval: 5s
  timeout: 10s
  path: ./
  prune: true
  wait: true
  sourceRef: {kind: OCIRepository, name: walk-signatures}
"""
COMMIT = "0123456789abcdef0123456789abcdef01234567"
PROVENANCE = {"buildDefinition": {
    "buildType": "https://example.test/build",
    "externalParameters": {"workflow": {"ref": "refs/heads/main", "repository": "https://git.example.test/fleet/web",
                                        "path": "release.yml"}},
    "resolvedDependencies": [{"uri": "git+https://git.example.test/fleet/web@refs/heads/main",
                              "digest": {"gitCommit": COMMIT}}],
}, "runDetails": {"builder": {"id": "https://example.test/builder"}}}
SIGNATURE = "dev.cosignproject.cosign/signature"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
INDEX = "application/vnd.oci.image.index.v1+json"


class Repository:
    """A repository of the registry, read and written as any client may."""

    def __init__(self, address, name):
        self._base = f"http://{address}/v2/{name}"

    def _ask(self, method, url, content=None, **headers):
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        with urllib.request.urlopen(urllib.request.Request(url, content, names, method=method)) as answer:
            return answer.read(), answer.headers

    def manifest(self, reference):
        content, _ = self._ask("GET", f"{self._base}/manifests/{reference}", Accept=f"{MANIFEST}, {INDEX}")
        return json.loads(content)

    def digest(self, reference):
        return self._ask("GET", f"{self._base}/manifests/{reference}", Accept=MANIFEST)[1]["Docker-Content-Digest"]

    def put_manifest(self, reference, manifest, kind=MANIFEST):
        content = json.dumps(manifest).encode()
        digest = "sha256:" + hashlib.sha256(content).hexdigest()
        self._ask("PUT", f"{self._base}/manifests/{reference or digest}", content, Content_Type=kind)
        return digest, len(content)

    def blob(self, digest):
        return self._ask("GET", f"{self._base}/blobs/{digest}")[0]

    def put_blob(self, content):
        """Returns what a manifest says of the content."""
        digest = "sha256:" + hashlib.sha256(content).hexdigest()
        _, headers = self._ask("POST", f"{self._base}/blobs/uploads/", b"")
        place = headers["Location"]
        self._ask("PUT", f"{place}{'&' if '?' in place else '?'}digest={digest}", content,
                  Content_Type="application/octet-stream")
        return {"digest": digest, "size": len(content)}

    def forget(self, digest):
        """Nothing is deleted in this registry; lists without entries say the same."""
        tag = digest.replace(":", "-")
        config = {"mediaType": "application/vnd.oci.image.config.v1+json", **self.put_blob(b"{}")}
        for suffix in (".sig", ".att"):
            self.put_manifest(tag + suffix, {"schemaVersion": 2, "mediaType": MANIFEST, "config": config, "layers": []})
        self.put_manifest(tag, {"schemaVersion": 2, "mediaType": INDEX, "manifests": []}, INDEX)

    def put_referrer(self, tag, manifest):
        """In place of all others, into the list that stands for the referrers that this registry does not know."""
        digest, size = self.put_manifest(None, manifest)
        self.put_manifest(tag, {"schemaVersion": 2, "mediaType": INDEX, "manifests": [{
            "mediaType": MANIFEST, "digest": digest, "size": size, "artifactType": manifest.get("artifactType", "")}]},
            INDEX)


def flipped(text):
    """Another signature in the same alphabet."""
    raw = bytearray(base64.b64decode(text))
    raw[20] ^= 1
    return base64.b64encode(bytes(raw)).decode()


def walk(scene):
    address = scene.values["REGISTRY_HTTP"]
    scene.values |= {"NAMESPACE": "walk-signatures", "NAME": "web", "VERSION": "1.0.0"}
    names = ("walk-signatures", "walk-bundle", "walk-sealed", "walk-built")
    scene.remove("kustomization", "flux-system", "walk-signatures")
    scene.remove("ocirepository", "flux-system", *names)
    keys = scene.work("keys")
    for name in ("ours", "theirs"):
        scene.run("cosign", "generate-key-pair", "--output-key-prefix", name, folder=keys,
                  variables={"COSIGN_PASSWORD": ""})
    sha = scene.commit("web", "Release 1.0.0")
    digests = {}
    for name in names:
        digests[name] = scene.push_flux("web", f"fleet/{name}:latest", sha)
        # The same content has the same digest in every walk.
        Repository(address, f"fleet/{name}").forget(digests[name])
        scene.apply_text(SOURCE.format(name=name))
    scene.apply_text(KUSTOMIZATION)
    for name in names:
        scene.wait_ready("ocirepository", "flux-system", name)
    scene.wait_ready("kustomization", "flux-system", "walk-signatures", revision=sha)
    scene.wait_deployment("walk-signatures", "web")

    def cosign(command, name, *options, key="ours", digest=None):
        scene.run("cosign", command, "--yes", "--key", keys / f"{key}.key", "--tlog-upload=false",
                  "--allow-http-registry", "--allow-insecure-registry", *options,
                  f"{address}/fleet/{name}@{digest or digests[name]}", variables={"COSIGN_PASSWORD": ""})

    def deployed(step, *says, silent=()):
        return look(step, f"deploy/web -n walk-signatures --verify-key {keys / 'ours.pub'}", "ready", says=says,
                    silent=silent)

    def of(name, step, *says, flags=f"--verify-key {keys / 'ours.pub'}", silent=()):
        return look(step, f"ocirepo/{name} -n flux-system {flags}", "ready", says=says, silent=silent)

    not_ours = "does not hold with ours.pub: it is by another key, or what was signed, or the signature, was altered"

    # cosign's tag: genuine, then touched in every place.
    yield deployed("unsigned", "Verification: not checked", "signature-unverified", "The registry holds no signature for",
                   silent=["Verification: verified"])
    cosign("sign", "walk-signatures")
    yield deployed("signed", "Verification: verified (cosign signature, ours.pub)", silent=["signature-"])

    repository = Repository(address, "fleet/walk-signatures")
    tag = digests["walk-signatures"].replace(":", "-")
    genuine = repository.manifest(f"{tag}.sig")

    def tampered(change):
        manifest = json.loads(json.dumps(genuine))
        layer = manifest["layers"][0]
        payload = change(layer, repository.blob(layer["digest"]))
        if payload is not None:
            layer |= repository.put_blob(payload)
        repository.put_manifest(f"{tag}.sig", manifest)

    def refused(step, *says):
        return deployed(step, "Verification: failed", "signature-failed", *says, silent=["Verification: verified"])

    tampered(lambda layer, payload: payload.replace(b'"optional":null', b'"optional":{"approved":"yes"}'))
    yield refused("payload-altered", not_ours)
    tampered(lambda layer, payload: layer["annotations"].update({SIGNATURE: flipped(layer["annotations"][SIGNATURE])}))
    yield refused("signature-altered", not_ours)
    other = "sha256:" + "f" * 64
    tampered(lambda layer, payload: payload.replace(digests["walk-signatures"].encode(), other.encode()))
    yield refused("digest-altered", "is of another artifact: it names sha256:ffff")
    tampered(lambda layer, payload: layer["annotations"].pop(SIGNATURE) and None)
    yield refused("annotation-removed", "The layer carries no signature")
    tampered(lambda layer, payload: payload.replace(b"cosign container image signature", b"shopping list"))
    yield refused("type-altered", 'is of another type: "shopping list"')

    # A genuine signature of ours, of another artifact.
    signed = scene.work("other") / "layer"
    signed.write_text("another content")
    scene.oras("push", "--plain-http", "--no-tty", f"{address}/fleet/walk-signatures:other",
               "layer:application/vnd.oci.image.layer.v1.tar", folder=signed.parent)
    another = repository.digest("other")
    repository.forget(another)
    cosign("sign", "walk-signatures", digest=another)
    repository.put_manifest(f"{tag}.sig", repository.manifest(f"{another.replace(':', '-')}.sig"))
    yield refused("copied-from-another", "by the key ours.pub is of another artifact")

    repository.put_manifest(f"{tag}.sig", {**genuine, "layers": []})
    cosign("sign", "walk-signatures", key="theirs")
    yield refused("another-key", not_ours)
    repository.put_manifest(f"{tag}.sig", genuine)
    yield deployed("restored", "Verification: verified (cosign signature, ours.pub)", silent=["signature-"])

    # The newer bundle, among the referrers.
    cosign("sign", "walk-bundle", "--new-bundle-format")
    yield of("walk-bundle", "bundle", "Verification: verified (cosign signature, ours.pub)")
    yield of("walk-bundle", "bundle-another-key", "Verification: failed", "is by another key than theirs.pub",
             flags=f"--verify-key {keys / 'theirs.pub'}")
    bundled = Repository(address, "fleet/walk-bundle")
    tag = digests["walk-bundle"].replace(":", "-")
    manifest = bundled.manifest(bundled.manifest(tag)["manifests"][0]["digest"])
    bundle = json.loads(bundled.blob(manifest["layers"][0]["digest"]))
    bundle["dsseEnvelope"]["signatures"][0]["sig"] = flipped(bundle["dsseEnvelope"]["signatures"][0]["sig"])
    manifest["layers"][0] |= bundled.put_blob(json.dumps(bundle).encode())
    bundled.put_referrer(tag, manifest)
    yield of("walk-bundle", "bundle-altered", "Verification: failed",
             "names the key ours.pub and does not hold: what was signed, or the signature, was altered")

    # Provenance links the digest to a commit.
    predicate = keys / "provenance.json"
    predicate.write_text(json.dumps(PROVENANCE))
    cosign("attest", "walk-built", "--type", "slsaprovenance1", "--predicate", predicate)
    yield of("walk-built", "provenance", "Verification: verified", "origin-disagrees", "commit 01234567")

    # notation: its trust store, and another one.
    scene.run("notation", "cert", "generate-test", "walk.example.test", variables={"XDG_CONFIG_HOME": str(keys)})
    certificate = keys / "notation/localkeys/walk.example.test.crt"
    scene.run("notation", "sign", "--insecure-registry", "--key", "walk.example.test",
              f"{address}/fleet/walk-sealed@{digests['walk-sealed']}", variables={"XDG_CONFIG_HOME": str(keys)})
    trusted = f"--verify-certificate {certificate}"
    yield of("walk-sealed", "notation", "Verification: verified (notation signature, CN=walk.example.test", flags=trusted)
    yield of("walk-sealed", "notation-without-trust-store", "Verification: claimed", "no trust store was given",
             flags="--verify", silent=["Verification: verified"])
    sealed = Repository(address, "fleet/walk-sealed")
    tag = digests["walk-sealed"].replace(":", "-")
    manifest = sealed.manifest(sealed.manifest(tag)["manifests"][0]["digest"])
    envelope = json.loads(sealed.blob(manifest["layers"][0]["digest"]))
    raw = bytearray(base64.b64decode(envelope["header"]["x5c"][0]))
    raw[-1] ^= 1
    envelope["header"]["x5c"][0] = base64.b64encode(bytes(raw)).decode()
    manifest["layers"][0] |= sealed.put_blob(json.dumps(envelope).encode())
    sealed.put_referrer(tag, manifest)
    yield of("walk-sealed", "notation-certificate-altered", "Verification: failed", "which does not lead to",
             flags=trusted, silent=["Verification: verified"])

    # Argo CD verifies nothing itself; what it has deployed can be looked at all the same (scenario argo-oci).
    hub = Repository(address, "target/prod/eu-central")
    digests["target"] = hub.digest("latest")
    hub.forget(digests["target"])
    # Nothing in an Application says that its registry is spoken to without TLS.
    application = (f"deploy/frontend -n argo-oci --verify-key {keys / 'ours.pub'} "
                   f"--plain-http {scene.values['REGISTRY']}")
    yield look("argo-unsigned", application, "ready",
               says=["Verification: not checked", "Argo CD itself does not verify OCI artifacts"])
    scene.run("cosign", "sign", "--yes", "--key", keys / "ours.key", "--tlog-upload=false", "--allow-http-registry",
              "--allow-insecure-registry", f"{address}/target/prod/eu-central@{digests['target']}",
              variables={"COSIGN_PASSWORD": ""})
    yield look("argo-signed", application, "ready", says=["Verification: verified (cosign signature, ours.pub)"],
               silent=["signature-"])
