"""Addresses and names: free ports, and the host names that only the ground's own programs resolve."""

import os
import random
import shlex
import socket
import subprocess

from .common import STATE, Missing

REGISTRY_HOST = "oci.api.confighub.com"
AUTH_HOST = "oci.hub.confighub.com"  # the registry that wants credentials
GIT_HOST = "git.example.test"
HOSTS = (REGISTRY_HOST, AUTH_HOST, GIT_HOST)
HOSTS_FILE = STATE / "hosts"
PORTS = ("etcd", "etcd-peer", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok", "redis",
         "registry", "registry-tls", "registry-token", "tokens", "source-storage", "source-health", "source-metrics",
         "shard-storage", "shard-health", "shard-metrics", "kustomize-health", "kustomize-metrics", "helm-health",
         "helm-metrics", "argo-repo", "argo-repo-metrics", "argo-controller-metrics", "argo-sets-health",
         "argo-sets-metrics", "argo-sets-webhook", "spoke")


def _can_bind(host, port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_ports(names):
    """
    A free port for each name.

    They are below the range from which the kernel takes ports for outgoing connections: the parts start one after the
    other, and the connections of the first could otherwise take a port that a later part was promised.
    """
    candidates = random.sample(range(20000, 32000), 2000)
    free = (port for port in candidates if _can_bind("127.0.0.1", port))
    return dict(zip(names, free))


def _namespace_command():
    """The command that gives a program a mount namespace of its own, or None."""
    for command in (["unshare", "--mount"], ["unshare", "--mount", "--map-root-user"]):
        probe = command + ["mount", "--bind", "/etc/hosts", "/etc/hosts"]
        if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
            return command
    return None


def _resolved():
    """The loopback addresses that the machine itself gives to the names, or None."""
    addresses = {}
    for host in HOSTS:
        try:
            addresses[host] = socket.gethostbyname(host)
        except OSError:
            return None
        if not addresses[host].startswith("127."):
            return None
    return addresses


def name_addresses():
    """
    Decides how the names are resolved.

    Returns the command that must stand before a program that resolves them, and host -> (address, port).
    """
    namespace = _namespace_command()
    if namespace:
        # Port 80 keeps the URLs free of ports; another ground may hold the first addresses.
        for block in range(16):
            addresses = {host: f"127.77.{block}.{number}" for number, host in enumerate(HOSTS, 1)}
            if all(_can_bind(address, 80) for address in addresses.values()):
                endpoints = {host: (address, 80) for host, address in addresses.items()}
                break
        else:
            ports = free_ports(HOSTS)
            endpoints = {host: ("127.0.0.1", port) for host, port in ports.items()}
        prefix = namespace + ["sh", "-c", f'mount --bind {shlex.quote(str(HOSTS_FILE))} /etc/hosts && exec "$@"', "sh"]
    else:
        addresses = _resolved()
        if addresses is None:
            raise Missing(
                f"mount namespaces are not allowed here and /etc/hosts has no loopback line for {', '.join(HOSTS)}; "
                f"add '127.0.0.1 {' '.join(HOSTS)}' to /etc/hosts or allow user namespaces")
        prefix = []
        ports = free_ports(HOSTS)
        endpoints = {host: (addresses[host], port) for host, port in ports.items()}
    HOSTS_FILE.write_text(
        "127.0.0.1 localhost\n" + "".join(f"{address} {host}\n" for host, (address, _) in endpoints.items()))
    return prefix, endpoints


def authority(host, port):
    """The host as it stands in a URL."""
    return host if port == 80 else f"{host}:{port}"


def environment():
    """This environment without proxies: everything the ground talks to is on loopback."""
    return {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
