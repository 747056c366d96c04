#!/usr/bin/env python3
"""Signs one small artifact in a real registry, in every way that tests/signing knows, and writes fixtures/ anew.

Needs what `tests/cluster/ground build` builds (registry, oras, cosign, notation) and openssl. Keys are made, used and
forgotten; every fixture is what the registry then holds: {digest, recordedAt, manifests, referrers, blobs}.
"""

import base64
import contextlib
import datetime
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "cluster"))

from ground_lib.tools import binary  # noqa: E402

FIXTURES = HERE / "fixtures"
MANIFEST, INDEX = "application/vnd.oci.image.manifest.v1+json", "application/vnd.oci.image.index.v1+json"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
PROVENANCE = {
    "buildDefinition": {
        "buildType": "https://actions.github.io/buildtypes/workflow/v1",
        "externalParameters": {"workflow": {"ref": "refs/heads/main", "repository": "https://github.com/acme/shop",
                                            "path": ".github/workflows/release.yml"}},
        "resolvedDependencies": [{"uri": "git+https://github.com/acme/shop@refs/heads/main",
                                  "digest": {"gitCommit": COMMIT}}],
    },
    "runDetails": {"builder": {"id": "https://github.com/actions/runner/github-hosted"}},
}
# What Fulcio writes for a CI job (1.3.6.1.4.1.57264.1.x): issuer, repository, commit, ref, workflow.
FULCIO = {8: "https://token.actions.githubusercontent.com", 12: "https://github.com/acme/shop", 13: COMMIT,
          14: "refs/heads/main", 18: "https://github.com/acme/shop/.github/workflows/release.yml@refs/heads/main"}
SIGNER = FULCIO[18]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Workshop:
    """A registry, keys and the signing programs in a folder that goes away."""

    def __init__(self, folder, address):
        self.folder, self.address = folder, address
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config"),
                            "COSIGN_PASSWORD": ""}

    def run(self, *command, **variables):
        environment = {**self.environment, **variables}
        result = subprocess.run([str(word) for word in command], cwd=self.folder, env=environment, check=False,
                                capture_output=True, text=True)
        if result.returncode:
            sys.exit(f"{' '.join(map(str, command))} failed:\n{result.stdout}{result.stderr}")
        return result.stdout

    def get(self, repository, path, accept=f"{MANIFEST}, {INDEX}"):
        request = urllib.request.Request(f"http://{self.address}/v2/{repository}/{path}", headers={"Accept": accept})
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.read(), answer.headers
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None, {}
            raise

    def push(self, repository):
        """The same content everywhere, so that all fixtures speak of one digest."""
        (self.folder / "layer.txt").write_text("the content\n")
        (self.folder / "config.json").write_text("{}")
        self.run(binary("oras"), "push", "--plain-http", "--no-tty",
                 "--annotation", "org.opencontainers.image.created=2026-01-01T00:00:00Z",
                 "--config", "config.json:application/vnd.cncf.flux.config.v1+json",
                 f"{self.address}/{repository}:latest", "layer.txt:application/vnd.cncf.flux.content.v1.tar+gzip")
        _, headers = self.get(repository, "manifests/latest")
        return headers["Docker-Content-Digest"]

    def cosign(self, *arguments, **variables):
        command, *rest = arguments
        self.run(binary("cosign"), command, "--yes", "--tlog-upload=false", "--allow-http-registry",
                 "--allow-insecure-registry", *rest, **variables)

    def record(self, name, repository, digest):
        out = {"digest": digest, "recordedAt": datetime.datetime.now(datetime.timezone.utc).strftime("%FT%TZ"),
               "manifests": {}, "referrers": [], "blobs": {}}

        def keep(reference):
            body, _ = self.get(repository, f"manifests/{reference}")
            if body is None:
                return None
            out["manifests"][reference] = body.decode()
            manifest = json.loads(body)
            for layer in manifest.get("layers", []):
                blob, _ = self.get(repository, f"blobs/{layer['digest']}")
                out["blobs"][layer["digest"]] = base64.b64encode(blob).decode()
            return manifest

        keep(digest)
        tag = digest.replace(":", "-")
        for suffix in (".sig", ".att"):
            keep(tag + suffix)
        body, _ = self.get(repository, f"manifests/{tag}")
        out["referrers"] = json.loads(body)["manifests"] if body else []
        for descriptor in out["referrers"]:
            keep(descriptor["digest"])
        (FIXTURES / f"{name}.json").write_text(json.dumps(out, indent=1) + "\n")

    def authority(self):
        """A root, and a certificate for the cosign key with what Fulcio would write into it."""
        extensions = ["keyUsage=critical,digitalSignature", "extendedKeyUsage=codeSigning",
                      f"subjectAltName=critical,URI:{SIGNER}"]
        extensions += [f"1.3.6.1.4.1.57264.1.{number}=ASN1:UTF8String:{value}" for number, value in FULCIO.items()]
        (self.folder / "leaf.cnf").write_text("\n".join(extensions) + "\n")
        self.run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                 "-keyout", "ca.key", "-out", "ca.crt", "-days", "3650", "-subj", "/O=example.test/CN=scout test root")
        self.run("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                 "-keyout", "leaf.key", "-out", "leaf.csr", "-subj", "/")
        self.run("openssl", "x509", "-req", "-in", "leaf.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-days", "3650",
                 "-extfile", "leaf.cnf", "-out", "leaf.crt")
        self.run(binary("cosign"), "import-key-pair", "--key", "leaf.key", "--output-key-prefix", "leaf-cosign", "--yes")


    def certificate_bundle(self, digest):
        """What a CI job's attestation looks like (cosign makes no such bundle without Fulcio): DSSE by hand."""
        statement = json.dumps({"_type": "https://in-toto.io/Statement/v1",
                                "subject": [{"name": "shop", "digest": {"sha256": digest.removeprefix("sha256:")}}],
                                "predicateType": "https://slsa.dev/provenance/v1", "predicate": PROVENANCE}).encode()
        kind = "application/vnd.in-toto+json"
        (self.folder / "signed").write_bytes(f"DSSEv1 {len(kind)} {kind} {len(statement)} ".encode() + statement)
        self.run("openssl", "dgst", "-sha256", "-sign", "leaf.key", "-out", "signature", "signed")
        self.run("openssl", "x509", "-in", "leaf.crt", "-outform", "DER", "-out", "leaf.der")

        def encoded(content):
            return base64.b64encode(content).decode()

        bundle = {
            "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
            "verificationMaterial": {
                "certificate": {"rawBytes": encoded((self.folder / "leaf.der").read_bytes())},
                "tlogEntries": [{"integratedTime": str(int(time.time()))}],
            },
            "dsseEnvelope": {"payload": encoded(statement), "payloadType": kind,
                             "signatures": [{"sig": encoded((self.folder / "signature").read_bytes())}]},
        }
        (FIXTURES / "certificate-bundle.json").write_text(json.dumps(bundle, indent=1) + "\n")


@contextlib.contextmanager
def workshop():
    folder = Path(tempfile.mkdtemp(prefix="signing-"))
    address = f"127.0.0.1:{free_port()}"
    (folder / "registry.yaml").write_text(
        f"version: 0.1\nstorage: {{filesystem: {{rootdirectory: {folder / 'store'}}}}}\nhttp: {{addr: '{address}'}}\n")
    with open(folder / "registry.log", "w", encoding="utf-8") as log:
        registry = subprocess.Popen([binary("registry"), "serve", folder / "registry.yaml"], stdout=log, stderr=log,
                                    env={**os.environ, "OTEL_TRACES_EXPORTER": "none"})
    try:
        for _ in range(100):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://{address}/v2/").close()
                break
            time.sleep(0.1)
        yield Workshop(folder, address)
    finally:
        registry.terminate()
        registry.wait()
        shutil.rmtree(folder)


def notation(shop):
    shop.run(binary("notation"), "cert", "generate-test", "--default", "signer.example.test")
    trust = shop.folder / "config/notation/truststore/x509/ca/signer.example.test/signer.example.test.crt"
    (FIXTURES / "notation.crt").write_bytes(trust.read_bytes())
    shop.run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "elsewhere.key",
             "-out", FIXTURES / "elsewhere.crt", "-days", "3650", "-subj", "/O=elsewhere.test/CN=signer.example.test")
    for form in ("jws", "cose"):
        repository = f"fleet/notation-{form}"
        digest = shop.push(repository)
        shop.run(binary("notation"), "sign", "--insecure-registry", "--signature-format", form,
                 f"{shop.address}/{repository}@{digest}")
        shop.record(f"notation-{form}", repository, digest)


def cosign(shop):
    shop.run(binary("cosign"), "generate-key-pair")
    (FIXTURES / "cosign.pub").write_bytes((shop.folder / "cosign.pub").read_bytes())
    shop.run("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "other.key")
    shop.run("openssl", "pkey", "-in", "other.key", "-pubout", "-out", str(FIXTURES / "other.pub"))
    shop.authority()
    (FIXTURES / "ca.crt").write_bytes((shop.folder / "ca.crt").read_bytes())
    (shop.folder / "provenance.json").write_text(json.dumps(PROVENANCE))
    ways = {
        "cosign-tag": ("sign", "--key", "cosign.key"),
        "cosign-bundle": ("sign", "--key", "cosign.key", "--new-bundle-format"),
        "cosign-certificate": ("sign", "--key", "leaf-cosign.key", "--certificate", "leaf.crt",
                               "--certificate-chain", "ca.crt"),
        "attestation-tag": ("attest", "--key", "cosign.key", "--type", "slsaprovenance1",
                            "--predicate", "provenance.json"),
        "attestation-bundle": ("attest", "--key", "cosign.key", "--type", "slsaprovenance1",
                               "--predicate", "provenance.json", "--new-bundle-format"),
    }
    for name, way in ways.items():
        repository = f"fleet/{name}"
        digest = shop.push(repository)
        shop.cosign(*way, f"{shop.address}/{repository}@{digest}")
        shop.record(name, repository, digest)
    for kind, options in {"rsa": ("RSA",), "ed25519": ("ED25519",)}.items():
        shop.run("openssl", "genpkey", "-algorithm", *options, "-out", f"{kind}.pem")
        shop.run(binary("cosign"), "import-key-pair", "--key", f"{kind}.pem", "--output-key-prefix", kind, "--yes")
        (FIXTURES / f"{kind}.pub").write_bytes((shop.folder / f"{kind}.pub").read_bytes())
        repository = f"fleet/cosign-{kind}"
        digest = shop.push(repository)
        shop.cosign("sign", "--key", f"{kind}.key", f"{shop.address}/{repository}@{digest}")
        shop.record(f"cosign-{kind}", repository, digest)
    # The other content of a bundle: a signature of the bytes themselves, here of the artifact's manifest.
    manifest, _ = shop.get(repository, f"manifests/{digest}")
    (shop.folder / "manifest.json").write_bytes(manifest)
    shop.run(binary("cosign"), "sign-blob", "--yes", "--tlog-upload=false", "--key", "cosign.key",
             "--new-bundle-format", "--bundle", FIXTURES / "message-bundle.json", "manifest.json")
    (FIXTURES / "message-bundle.json").chmod(0o644)
    shop.certificate_bundle(digest)
    repository = "fleet/cosign-referrer"
    digest = shop.push(repository)
    shop.cosign("sign", "--key", "cosign.key", "--registry-referrers-mode=oci-1-1",
                f"{shop.address}/{repository}@{digest}", COSIGN_EXPERIMENTAL="1")
    shop.record("cosign-referrer", repository, digest)


def main():
    FIXTURES.mkdir(exist_ok=True)
    with workshop() as shop:
        notation(shop)
        cosign(shop)


if __name__ == "__main__":
    main()
