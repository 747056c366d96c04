"""A small client of the API server: seeding polls a lot, and a kubectl per look would keep both cores busy."""

import http.client
import json
import ssl
import subprocess
import threading
import urllib.parse

from .common import STATE, Failure
from .credentials import CERTIFICATES, KUBECONFIGS
from .network import environment

RESOURCES = {
    "application": "apis/argoproj.io/v1alpha1/namespaces/{}/applications",
    "applicationset": "apis/argoproj.io/v1alpha1/namespaces/{}/applicationsets",
    "artifactgenerator": "apis/source.extensions.fluxcd.io/v1beta1/namespaces/{}/artifactgenerators",
    "appproject": "apis/argoproj.io/v1alpha1/namespaces/{}/appprojects",
    "configmap": "api/v1/namespaces/{}/configmaps",
    "crd": "apis/apiextensions.k8s.io/v1/customresourcedefinitions",
    "deployment": "apis/apps/v1/namespaces/{}/deployments",
    "externalartifact": "apis/source.toolkit.fluxcd.io/v1/namespaces/{}/externalartifacts",
    "gitrepository": "apis/source.toolkit.fluxcd.io/v1/namespaces/{}/gitrepositories",
    "helmrepository": "apis/source.toolkit.fluxcd.io/v1/namespaces/{}/helmrepositories",
    "helmrelease": "apis/helm.toolkit.fluxcd.io/v2/namespaces/{}/helmreleases",
    "kustomization": "apis/kustomize.toolkit.fluxcd.io/v1/namespaces/{}/kustomizations",
    "node": "api/v1/nodes",
    "ocirepository": "apis/source.toolkit.fluxcd.io/v1/namespaces/{}/ocirepositories",
    "replicaset": "apis/apps/v1/namespaces/{}/replicasets",
    "serviceaccount": "api/v1/namespaces/{}/serviceaccounts",
}


class Api:
    """GET and PATCH as the admin; one connection per thread."""

    def __init__(self, server):
        self._address = urllib.parse.urlsplit(server).netloc
        self._context = ssl.create_default_context(cafile=CERTIFICATES / "server-ca.crt")
        self._context.load_cert_chain(CERTIFICATES / "admin.crt", CERTIFICATES / "admin.key")
        self._threads = threading.local()

    def _request(self, method, kind, namespace, name, body=None, subresource=None):
        path = f"/{RESOURCES[kind].format(namespace)}/{name}" + (f"/{subresource}" if subresource else "")
        # In managedFields a change is then somebody's with kubectl.
        headers = {"User-Agent": "kubectl-patch/ground"}
        if body:
            headers["Content-Type"] = "application/merge-patch+json"
        connection = getattr(self._threads, "connection", None)
        if connection is None:
            connection = http.client.HTTPSConnection(self._address, context=self._context, timeout=30)
            self._threads.connection = connection
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException):
            connection.close()
            raise

    def get(self, kind, namespace, name):
        """The object, or None when there is none."""
        status, content = self._request("GET", kind, namespace, name)
        if status == 404:
            return None
        if status != 200:
            raise Failure(f"GET {kind} {namespace}/{name}: {status} {content.get('message')}")
        return content

    def patch(self, kind, namespace, name, change, subresource=None):
        status, content = self._request("PATCH", kind, namespace, name, json.dumps(change), subresource)
        if status != 200:
            raise Failure(f"PATCH {kind} {namespace}/{name}: {status} {content.get('message')}")
        return content


def run(*command, stdin=None, folder=None, variables=None):
    """Runs a program of the ground; its output, or a Failure with what it said."""
    variables = {
        **environment(), "KUBECONFIG": str(KUBECONFIGS / "admin.yaml"), "HOME": str(STATE / "work"),
        **(variables or {})}
    result = subprocess.run(
        [str(word) for word in command], input=stdin, capture_output=True, text=True, env=variables, cwd=folder,
        check=False)
    if result.returncode:
        raise Failure(f"{' '.join(map(str, command))} failed:\n{result.stdout[-1000:]}{result.stderr[-3000:]}")
    return result.stdout
