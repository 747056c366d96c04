"""build, up, down, status."""

import json
import os
import shutil
import subprocess
import time
from pathlib import Path

from . import credentials, network, parts, processes, tools
from .api import Api, run
from .common import GROUND_JSON, LOGS, STATE, Failure, Missing, remove_tree, say

BASE = Path(__file__).resolve().parent.parent / "base"
# program -> the Debian package that has it
PROGRAMS = {"git": "git", "redis-server": "redis-server", "openssl": "openssl"}


def _lacking():
    return sorted(package for program, package in PROGRAMS.items() if not shutil.which(program))


def _install(packages):
    say(f"installing {' '.join(packages)}")
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", *packages]):
        result = subprocess.run(["apt-get", *command], env=variables, capture_output=True, text=True, check=False)
        if result.returncode:
            raise Failure(f"apt-get {' '.join(command)} failed:\n{result.stderr[-2000:]}")


def check_machine():
    """Raises Missing unless the machine has what no Go module gives; on a CI machine it installs that first."""
    if _lacking() and os.environ.get("CI") == "true" and os.geteuid() == 0 and shutil.which("apt-get"):
        _install(_lacking())
    if lacking := _lacking():
        raise Missing(f"the machine lacks {', '.join(lacking)}; get it with: apt-get install {' '.join(lacking)}")
    if tools.missing() and not shutil.which("go"):
        raise Missing("the machine lacks Go 1.26 or newer, which builds the ground's programs; install it into PATH")


def build():
    check_machine()
    tools.build()


def is_up():
    if not GROUND_JSON.exists():
        return False
    statuses = processes.statuses()
    return bool(statuses) and all(entry[2] for entry in statuses.values())


def up():
    if is_up():
        return
    if processes.marked():
        say("the running ground is not healthy; starting it anew")
    build()
    down()
    remove_tree(STATE)
    STATE.mkdir(parents=True)
    STATE.chmod(0o700)
    try:
        _start()
    except BaseException:
        processes.stop_all()
        raise


def _start():
    prefix, endpoints = network.name_addresses()
    ports = network.free_ports(network.PORTS)
    server = f"https://127.0.0.1:{ports['kube-apiserver']}"
    tools.link_into(parts.BIN, parts.LINKED)
    credentials.create_certificates(network.REGISTRY_HOST)
    tokens = credentials.create_tokens()
    spoke = f"https://127.0.0.1:{ports['spoke']}"
    kubeconfigs = credentials.create_kubeconfigs(server, spoke, tokens)
    say("starting etcd, redis, registries, Git server")
    processes.start_all(parts.storage(ports, endpoints))
    say("starting Kubernetes")
    processes.start_all(parts.api_servers(ports))
    processes.start_all(parts.cluster(ports, kubeconfigs))
    _prepare_cluster(Api(server))
    run(tools.binary("kubectl"), "apply", "--server-side", "--kubeconfig", kubeconfigs["spoke"], "-f",
        BASE / "users.yaml")
    say("starting Flux and Argo CD")
    processes.start_all(parts.delivery(ports, kubeconfigs, prefix))
    _describe(server, spoke, ports, endpoints, tokens, kubeconfigs, prefix)


def _prepare_cluster(api):
    kubectl = tools.binary("kubectl")
    folders = [option for folder in tools.crd_folders() for option in ("-f", folder)]
    run(kubectl, "apply", "--server-side", *folders)
    _wait(lambda: _established(folders), "the definitions of Flux and Argo CD")
    for file in ("cluster.yaml", "users.yaml", "argocd.yaml"):
        run(kubectl, "apply", "--server-side", "-f", BASE / file)
    # Pods are refused before their service account exists, and stay pending while a node is not ready.
    _wait(lambda: api.get("serviceaccount", "flux-system", "default"), "the service account of flux-system")
    _wait(lambda: all(not api.get("node", None, name)["spec"].get("taints") for name in ("node-1", "node-2")),
          "the nodes being ready")


def _established(folders):
    # `kubectl wait` fails at once for a definition that has no conditions yet.
    definitions = json.loads(run(tools.binary("kubectl"), "get", "-o", "json", *folders))["items"]
    return all(any(condition["type"] == "Established" and condition["status"] == "True"
                   for condition in definition.get("status", {}).get("conditions") or ())
               for definition in definitions)


def _wait(check, what, seconds=60):
    deadline = time.monotonic() + seconds
    while not check():
        if time.monotonic() > deadline:
            raise Failure(f"waited {seconds} seconds in vain for {what}")
        time.sleep(0.2)


def _describe(server, spoke, ports, endpoints, tokens, kubeconfigs, prefix):
    certificates = credentials.CERTIFICATES
    registry, git = network.REGISTRY_HOST, network.GIT_HOST
    addresses = {host: f"{address}:{port}" for host, (address, port) in endpoints.items()}
    description = {
        "server": server,
        "ca": certificates / "server-ca.crt",
        "kubeconfig": kubeconfigs["admin"],
        "spoke": spoke,
        "kubeconfigs": {name: kubeconfigs[name] for name in ("admin", *tokens, "spoke", "fleet")},
        "tokens": tokens,
        "adminCert": certificates / "admin.crt",
        "adminKey": certificates / "admin.key",
        "adminEcCert": certificates / "admin-ec.crt",
        "adminEcKey": certificates / "admin-ec.key",
        "clientCa": certificates / "client-ca.crt",
        "clientCaKey": certificates / "client-ca.key",
        "auditLog": parts.AUDIT_LOG,
        "spokeAuditLog": parts.SPOKE_AUDIT_LOG,
        "bin": parts.BIN,
        "registry": {
            "http": f"127.0.0.1:{ports['registry']}",
            "tls": f"127.0.0.1:{ports['registry-tls']}",
            "auth": network.authority(network.AUTH_HOST, endpoints[network.AUTH_HOST][1]),
            "authAddress": addresses[network.AUTH_HOST],
            # Its tokens come from a service on another port.
            "token": f"{parts.TOKEN_HOST}:{ports['registry-token']}",
            "user": parts.REGISTRY_USER,
            "password": parts.REGISTRY_PASSWORD,
            "ca": certificates / "registry-ca.crt",
            # As it stands in the cluster's URLs, and where it answers to those who do not resolve the name.
            "configHub": network.authority(registry, endpoints[registry][1]),
            "configHubAddress": addresses[registry],
        },
        "git": f"http://{network.authority(git, endpoints[git][1])}",
        "gitAddress": addresses[git],
        "hosts": network.HOSTS_FILE,
        # What must stand before a program that is to resolve the names of the registry and of Git.
        "prefix": prefix,
        "argoCertificates": parts.argo_home("repo-server"),
        "shard": vars(parts.shard(ports, kubeconfigs, prefix)),
        "logs": LOGS,
        "state": STATE,
    }
    partial = GROUND_JSON.with_suffix(".partial")
    partial.write_text(json.dumps(description, indent=2, default=str) + "\n")
    partial.chmod(0o600)
    partial.rename(GROUND_JSON)


def down():
    """Ends the ground and removes what it stored; the logs stay until the next `up`."""
    processes.stop_all()
    if STATE.is_dir():
        for entry in STATE.iterdir():
            if entry.is_dir() and entry != LOGS:
                remove_tree(entry)
            elif not entry.is_dir():
                entry.unlink()


def status():
    """Prints a line per part; True when all are healthy."""
    statuses = processes.statuses()
    for name, (pid, alive, healthy, log) in statuses.items():
        print(f"{name:32} {'healthy' if healthy else 'unhealthy' if alive else 'ended':10} {pid:>8}  {log}")
    if not GROUND_JSON.exists():
        print("the last `up` did not finish" if statuses else "the ground is down")
    return is_up()
