"""Certificates, tokens and kubeconfig files."""

import base64
import os
import secrets
import subprocess

from .common import STATE, Failure

CERTIFICATES = STATE / "certificates"
KUBECONFIGS = STATE / "kubeconfigs"
TOKENS = CERTIFICATES / "tokens.csv"
TOKEN_USERS = ("tracer", "noapplier", "nosource", "nobody")


def _openssl(*arguments):
    result = subprocess.run(("openssl",) + arguments, capture_output=True, text=True, check=False)
    if result.returncode:
        raise Failure(f"openssl {' '.join(arguments)} failed:\n{result.stderr}")


def _key(name, algorithm):
    options = {"ec": ("EC", "ec_paramgen_curve:P-256"), "rsa": ("RSA", "rsa_keygen_bits:2048")}[algorithm]
    path = CERTIFICATES / f"{name}.key"
    _openssl("genpkey", "-algorithm", options[0], "-pkeyopt", options[1], "-out", str(path))
    path.chmod(0o600)
    return path


def _authority(name):
    _openssl("req", "-x509", "-new", "-key", str(_key(name, "ec")), "-subj", f"/CN=ground {name}",
             "-days", "365", "-out", str(CERTIFICATES / f"{name}.crt"),
             "-addext", "keyUsage=critical,keyCertSign,cRLSign")


def _certificate(name, authority, subject, usage, algorithm, names=""):
    request, extensions = CERTIFICATES / f"{name}.csr", CERTIFICATES / f"{name}.ext"
    extensions.write_text(
        f"basicConstraints=CA:FALSE\nextendedKeyUsage={usage}\n" + (f"subjectAltName={names}\n" if names else ""))
    _openssl("req", "-new", "-key", str(_key(name, algorithm)), "-subj", subject, "-out", str(request))
    _openssl("x509", "-req", "-in", str(request), "-CA", str(CERTIFICATES / f"{authority}.crt"),
             "-CAkey", str(CERTIFICATES / f"{authority}.key"), "-CAcreateserial", "-days", "365",
             "-extfile", str(extensions), "-out", str(CERTIFICATES / f"{name}.crt"))
    request.unlink()
    extensions.unlink()


def create_certificates(registry_host):
    """All keys and certificates; the registry's TLS face and its token service have an authority each."""
    CERTIFICATES.mkdir(parents=True)
    CERTIFICATES.chmod(0o700)
    for authority in ("server-ca", "client-ca", "registry-ca", "tokens-ca"):
        _authority(authority)
    local = "IP:127.0.0.1,DNS:localhost"
    cluster = "DNS:kubernetes.default.svc,IP:10.96.0.1"
    _certificate("server", "server-ca", "/CN=kube-apiserver", "serverAuth", "ec", f"{local},{cluster}")
    _certificate("registry", "registry-ca", "/CN=registry", "serverAuth", "ec", f"{local},DNS:{registry_host}")
    _certificate("tokens", "tokens-ca", "/CN=token service", "clientAuth", "rsa")
    for name, algorithm in (("admin", "rsa"), ("admin-ec", "ec")):
        _certificate(name, "client-ca", "/O=system:masters/CN=ground-admin", "clientAuth", algorithm)
    for name in ("kube-controller-manager", "kube-scheduler"):
        _certificate(name, "client-ca", f"/CN=system:{name}", "clientAuth", "ec")
    service_account = _key("service-account", "rsa")
    _openssl("pkey", "-in", str(service_account), "-pubout", "-out", str(CERTIFICATES / "service-account.pub"))


def create_tokens():
    tokens = {user: secrets.token_hex(16) for user in TOKEN_USERS}
    descriptor = os.open(TOKENS, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.writelines(f"{token},{user},{user}\n" for user, token in tokens.items())
    return tokens


def _kubeconfig(name, servers, authority, user_lines):
    """The text of a kubeconfig: a context for each of servers (name -> URL), the first one current."""
    lines = ["apiVersion: v1", "kind: Config", "clusters:"]
    for cluster, server in servers.items():
        lines += [f"- name: {cluster}", "  cluster:", f"    server: {server}", f"    {authority}"]
    lines += ["users:", f"- name: {name}", "  user:", *(f"    {line}" for line in user_lines), "contexts:"]
    for cluster in servers:
        lines += [f"- name: {cluster}", "  context:", f"    cluster: {cluster}", f"    user: {name}"]
    return "\n".join([*lines, f"current-context: {next(iter(servers))}", ""])


def _write_kubeconfig(file, name, servers, user_lines):
    KUBECONFIGS.mkdir(parents=True, exist_ok=True)
    path = KUBECONFIGS / f"{file}.yaml"
    path.touch(mode=0o600)
    path.write_text(
        _kubeconfig(name, servers, f"certificate-authority: {CERTIFICATES / 'server-ca.crt'}", user_lines))
    return path


def _admin_lines(name="admin"):
    return [f"client-certificate: {CERTIFICATES / name}.crt", f"client-key: {CERTIFICATES / name}.key"]


def encoded(file):
    """A file of CERTIFICATES in base64."""
    return base64.b64encode((CERTIFICATES / file).read_bytes()).decode()


def portable_kubeconfig(server):
    """The admin's, with everything in it, as a controller in another cluster needs it."""
    return _kubeconfig("admin", {"remote": server}, f"certificate-authority-data: {encoded('server-ca.crt')}", [
        f"client-certificate-data: {encoded('admin.crt')}", f"client-key-data: {encoded('admin.key')}"])


def create_kubeconfigs(server, spoke, tokens):
    """One kubeconfig per user, "spoke" for its admin, "fleet" with both contexts for tracer; returns name -> path."""
    ground = {"ground": server}
    paths = {}
    for name in ("admin", "kube-controller-manager", "kube-scheduler"):
        paths[name] = _write_kubeconfig(name, name, ground, _admin_lines(name))
    for user, token in tokens.items():
        paths[user] = _write_kubeconfig(user, user, ground, [f"token: {token}"])
    paths["spoke"] = _write_kubeconfig("spoke", "admin", {"spoke": spoke}, _admin_lines())
    paths["fleet"] = _write_kubeconfig("fleet", "tracer", {"hub": server, "spoke": spoke}, [
        f"token: {tokens['tracer']}"])
    return paths
