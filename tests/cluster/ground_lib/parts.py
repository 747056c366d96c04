"""What runs in the ground, in the order in which it starts."""

import json
import shutil
import sys
from pathlib import Path

from .common import STATE
from .credentials import CERTIFICATES, TOKENS
from .network import HOSTS
from .processes import Part
from .tools import binary

BIN = STATE / "bin"
AUDIT_LOG = STATE / "audit.log"
SPOKE_AUDIT_LOG = STATE / "spoke-audit.log"
GIT_ROOT = STATE / "git-server"
ARGO_NAMESPACE = "argocd"
APPLICATION_NAMESPACES = "team-a"
# kubectl and helm for people and for Argo CD, which runs helm from PATH; oras for seeding.
LINKED = ("kubectl", "helm", "oras")

# The only user of the registries that want credentials or tokens: worker, worker-secret.
REGISTRY_USER, REGISTRY_PASSWORD = "worker", "worker-secret"
HTPASSWD = f"{REGISTRY_USER}:$2b$05$groundgroundgroundgrouMcq8QSS8cOyJYukdVwjApT42Zo4eqFG"
# How the registry that wants tokens and the service that gives them know each other.
TOKEN_HOST = "localhost"
TOKEN_ISSUER, TOKEN_SERVICE = "ground-tokens", "ground-registry"
# Sources with this label belong to the shard, a source-controller of their own.
SHARD_LABEL = "sharding.fluxcd.io/key"
SHARD = "shard1"

AUDIT_POLICY = """\
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived, ResponseStarted]
rules:
- level: Metadata
"""


def storage(ports, endpoints):
    """What needs nothing else: etcd, redis, the registry five times on one storage, a token service, the Git server."""
    client, peer = (f"http://127.0.0.1:{ports[name]}" for name in ("etcd", "etcd-peer"))
    registry_address, auth_address, git_address = (":".join(map(str, endpoints[host])) for host in HOSTS)
    (GIT_ROOT / "git").mkdir(parents=True, exist_ok=True)
    (GIT_ROOT / "charts").mkdir(exist_ok=True)
    return [
        Part("etcd", [
            binary("etcd"), "--data-dir", STATE / "etcd", "--unsafe-no-fsync",
            "--listen-client-urls", client, "--advertise-client-urls", client,
            "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer,
            "--initial-cluster", f"default={peer}",
        ], f"{client}/health"),
        Part("redis", [
            shutil.which("redis-server"), "--bind", "127.0.0.1", "--port", ports["redis"], "--save", "",
            # Its process title would overwrite the environment by which the ground finds its processes.
            "--set-proc-title", "no",
        ], f"redis://127.0.0.1:{ports['redis']}"),
        _registry("registry", f"127.0.0.1:{ports['registry']}"),
        _registry("registry-tls", f"127.0.0.1:{ports['registry-tls']}", tls=True),
        _registry("registry-auth", auth_address, auth=_password()),
        *token_registry(ports),
        _registry("registry-named", registry_address),
        Part("git", [
            sys.executable, Path(__file__).with_name("gitserver.py"), GIT_ROOT, git_address,
        ], f"http://{git_address}/healthz"),
    ]


def token_registry(ports):
    """A registry that wants tokens, and the service that gives them; by name, for Flux asks none at a local address."""
    address, registry = (f"{TOKEN_HOST}:{ports[name]}" for name in ("tokens", "registry-token"))
    configuration = STATE / "tokens.json"
    configuration.write_text(json.dumps({
        "address": address, "issuer": TOKEN_ISSUER, "service": TOKEN_SERVICE, "user": REGISTRY_USER,
        "password": REGISTRY_PASSWORD, "certificate": str(CERTIFICATES / "tokens.crt"),
        "key": str(CERTIFICATES / "tokens.key")}))
    return [
        Part("tokens", [
            sys.executable, Path(__file__).with_name("tokenserver.py"), configuration,
        ], f"http://{address}/healthz"),
        _registry("registry-token", registry, auth=[
            "token:", f"  realm: http://{address}/token", f"  service: {TOKEN_SERVICE}", f"  issuer: {TOKEN_ISSUER}",
            f"  rootcertbundle: {CERTIFICATES / 'tokens-ca.crt'}"]),
    ]


def _password():
    """What stands below a registry's auth: for a user and password with each request."""
    (STATE / "htpasswd").write_text(f"{HTPASSWD}\n")
    return ["htpasswd:", "  realm: ground", f"  path: {STATE / 'htpasswd'}"]


def _registry(name, address, tls=False, auth=()):
    lines = ["version: 0.1", "storage:", "  filesystem:", f"    rootdirectory: {STATE / 'registry'}",
             "http:", f"  addr: {address}"]
    if tls:
        lines += ["  tls:", f"    certificate: {CERTIFICATES / 'registry.crt'}",
                  f"    key: {CERTIFICATES / 'registry.key'}"]
    if auth:
        lines += ["auth:", *(f"  {line}" for line in auth)]
    configuration = STATE / f"{name}.yaml"
    configuration.write_text("\n".join(lines) + "\n")
    # Its root answers without credentials.
    return Part(name, [binary("registry"), "serve", configuration], f"http{'s' if tls else ''}://{address}/",
                {"OTEL_TRACES_EXPORTER": "none"})


def api_servers(ports):
    """The cluster's, and that of a second cluster that others deliver to: objects without anybody who runs them."""
    return [_api_server("kube-apiserver", ports, AUDIT_LOG, []),
            _api_server("spoke", ports, SPOKE_AUDIT_LOG, ["--etcd-prefix", "/spoke"])]


def _api_server(name, ports, audit_log, options):
    policy = STATE / "audit-policy.yaml"
    policy.write_text(AUDIT_POLICY)
    return Part(name, [
        binary("kube-apiserver"), "--bind-address", "127.0.0.1", "--advertise-address", "127.0.0.1",
        "--secure-port", ports[name], *options,
        "--etcd-servers", f"http://127.0.0.1:{ports['etcd']}", "--endpoint-reconciler-type", "none",
        "--tls-cert-file", CERTIFICATES / "server.crt", "--tls-private-key-file", CERTIFICATES / "server.key",
        "--client-ca-file", CERTIFICATES / "client-ca.crt", "--token-auth-file", TOKENS,
        "--authorization-mode", "RBAC", "--service-cluster-ip-range", "10.96.0.0/16",
        "--service-account-issuer", "https://kubernetes.default.svc",
        "--service-account-key-file", CERTIFICATES / "service-account.pub",
        "--service-account-signing-key-file", CERTIFICATES / "service-account.key",
        "--audit-policy-file", policy, "--audit-log-path", audit_log, "--audit-log-format", "json",
        # Blocking: a request's line is in the file before its answer is sent, so a test may read it at once.
        "--audit-log-mode", "blocking", "--audit-log-maxsize", "2000",
    ], f"https://127.0.0.1:{ports[name]}/readyz")


def cluster(ports, kubeconfigs):
    """The rest of Kubernetes; kwok plays the nodes and their pods."""
    local = ("--bind-address", "127.0.0.1", "--leader-elect=false")
    return [
        Part("kube-controller-manager", [
            binary("kube-controller-manager"), *local, "--secure-port", ports["kube-controller-manager"],
            "--kubeconfig", kubeconfigs["kube-controller-manager"], "--use-service-account-credentials=true",
            "--service-account-private-key-file", CERTIFICATES / "service-account.key",
            "--root-ca-file", CERTIFICATES / "server-ca.crt",
            # kwok beats slower than the default of 50 s allows, and pods once marked unready would stay so.
            "--node-monitor-grace-period", "24h",
        ], f"https://127.0.0.1:{ports['kube-controller-manager']}/healthz"),
        Part("kube-scheduler", [
            binary("kube-scheduler"), *local, "--secure-port", ports["kube-scheduler"],
            "--kubeconfig", kubeconfigs["kube-scheduler"],
        ], f"https://127.0.0.1:{ports['kube-scheduler']}/healthz"),
        Part("kwok", [
            binary("kwok"), "--kubeconfig", kubeconfigs["admin"], "--manage-all-nodes=true",
            "--server-address", f"127.0.0.1:{ports['kwok']}",
        ], f"http://127.0.0.1:{ports['kwok']}/healthz"),
    ]


def delivery(ports, kubeconfigs, prefix):
    """Flux and Argo CD. The programs that fetch from the named hosts get the prefix."""
    redis = f"127.0.0.1:{ports['redis']}"
    return [
        _source_controller("source", ports, kubeconfigs, prefix, f"!{SHARD_LABEL}"),
        _flux("kustomize", ports, kubeconfigs, [], [
            "--concurrent", "8", "--requeue-dependency", "10s", "--feature-gates", "ExternalArtifact=true"]),
        _flux("helm", ports, kubeconfigs, [], ["--requeue-dependency", "10s"]),
        _argo("repo-server", prefix, [
            "--redis", redis, "--address", "127.0.0.1", "--port", ports["argo-repo"], "--disable-tls",
            "--metrics-address", "127.0.0.1", "--metrics-port", ports["argo-repo-metrics"],
            # How long a branch name stays resolved; the default of 3 minutes would hide new commits that long.
            "--revision-cache-expiration", "10s",
        ], kubeconfigs, ports["argo-repo-metrics"]),
        _argo("application-controller", [], [
            "--redis", redis, "--repo-server", f"127.0.0.1:{ports['argo-repo']}", "--repo-server-plaintext",
            "--application-namespaces", APPLICATION_NAMESPACES,
            "--app-resync", "10", "--app-resync-jitter", "0", "--repo-error-grace-period-seconds", "1",
            "--metrics-port", ports["argo-controller-metrics"],
        ], kubeconfigs, ports["argo-controller-metrics"]),
        _argo("applicationset-controller", [], [
            "--argocd-repo-server", f"127.0.0.1:{ports['argo-repo']}", "--repo-server-plaintext",
            "--metrics-addr", f"127.0.0.1:{ports['argo-sets-metrics']}",
            "--probe-addr", f"127.0.0.1:{ports['argo-sets-health']}",
            "--webhook-addr", f"127.0.0.1:{ports['argo-sets-webhook']}",
        ], kubeconfigs, ports["argo-sets-metrics"], "metrics"),  # it has no health page
    ]


def shard(ports, kubeconfigs, prefix):
    """A second source-controller. Scenarios start and stop it; `up` does not."""
    return _source_controller("shard", ports, kubeconfigs, prefix, f"{SHARD_LABEL} in ({SHARD})")


def _source_controller(name, ports, kubeconfigs, prefix, selector):
    address = f"127.0.0.1:{ports[name + '-storage']}"
    folder = STATE / f"{name}-storage"
    folder.mkdir()
    return _flux(name, ports, kubeconfigs, prefix, [
        "--storage-path", folder, "--storage-addr", address, "--storage-adv-addr", address,
        "--watch-label-selector", selector], "source-controller")


def _flux(name, ports, kubeconfigs, prefix, options, program=None):
    health = f"127.0.0.1:{ports[name + '-health']}"
    return Part(f"{name}-controller", [
        *prefix, binary(program or f"{name}-controller"), "--health-addr", health,
        "--metrics-addr", f"127.0.0.1:{ports[name + '-metrics']}", *options,
    ], f"http://{health}/readyz", {"RUNTIME_NAMESPACE": "flux-system", "KUBECONFIG": str(kubeconfigs["admin"])})


def argo_home(name):
    """Where an Argo CD program finds what its volumes hold in a cluster, such as the files of argocd-tls-certs-cm."""
    return STATE / "work" / f"argocd-{name}"


def _argo(name, prefix, options, kubeconfigs, health_port, page="healthz"):
    home = argo_home(name)
    variables = {
        "ARGOCD_BINARY_NAME": f"argocd-{name}", "ARGOCD_GPG_ENABLED": "false",
        # Takes https://kubernetes.default.svc for the cluster of KUBECONFIG.
        "ARGOCD_FAKE_IN_CLUSTER": "true",
        "KUBECONFIG": str(kubeconfigs["admin"]),
        "PATH": f"{BIN}:/usr/local/bin:/usr/bin:/bin",
        "ARGOCD_TLS_DATA_PATH": str(home), "ARGOCD_SSH_DATA_PATH": str(home),
    }
    command = [*prefix, binary("argocd"), *options]
    command += ["--kubeconfig", kubeconfigs["admin"], "--namespace", ARGO_NAMESPACE] if name != "repo-server" else []
    return Part(f"argocd-{name}", command, f"http://127.0.0.1:{health_port}/{page}", variables)
