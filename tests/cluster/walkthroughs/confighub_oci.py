"""Document 000: ConfigHub as an OCI registry, with Flux and with Argo CD, and the worker's credentials for each."""

from ground_lib.walk import look

SECRET = """\
apiVersion: v1
kind: Secret
metadata:
  name: {name}
  namespace: {namespace}
  labels: {labels}
type: {type}
stringData: {data}
"""

FLUX = """\
apiVersion: v1
kind: Namespace
metadata: {name: walk-confighub}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {name: walk-confighub, namespace: flux-system}
spec:
  interval: 1m
  timeout: 10s
  url: oci://${REGISTRY_AUTH}/target/walk/us-west
  insecure: true
  ref: {tag: latest}
  secretRef: {name: walk-worker-credentials}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: walk-confighub, namespace: flux-system}
spec:
  interval: 1h
  retryInterval: 2s
  timeout: 10s
  path: .
  prune: true
  wait: true
  sourceRef: {kind: OCIRepository, name: walk-confighub}
"""

ARGO = """\
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: walk-frontend-app, namespace: argocd}
spec:
  project: default
  source:
    repoURL: oci://${REGISTRY_AUTH}/target/walk/eu-central
    targetRevision: latest
    path: .
  destination: {server: "https://kubernetes.default.svc", namespace: walk-confighub-argo}
  syncPolicy:
    automated: {prune: true}
    syncOptions: [CreateNamespace=true]
"""


def argo_secret(scene, credentials):
    scene.apply_text(SECRET.format(
        name="repo-oci-walk-eu-central", namespace="argocd", labels="{argocd.argoproj.io/secret-type: repository}",
        type="Opaque", data='{type: oci, url: "oci://${REGISTRY_AUTH}/target/walk/eu-central", '
                            f'insecureOCIForceHttp: "true"{credentials}}}'))


def walk(scene):
    scene.remove("application", "argocd", "walk-frontend-app")
    scene.remove("secret", "argocd", "repo-oci-walk-eu-central")
    scene.remove("kustomization", "flux-system", "walk-confighub")
    scene.remove("ocirepository", "flux-system", "walk-confighub")
    scene.remove("secret", "flux-system", "walk-worker-credentials")
    scene.values |= {"NAMESPACE": "walk-confighub", "NAME": "frontend", "VERSION": "1.0.0"}
    sha = scene.commit("web", "Deliver the frontend")
    scene.push_flux("web", "target/walk/us-west:latest", sha)

    # The document's `create secret generic` makes an Opaque Secret, which Flux does not take for a registry.
    worker = '{username: worker, password: worker-secret}'
    scene.apply_text(SECRET.format(name="walk-worker-credentials", namespace="flux-system", labels="{}", type="Opaque",
                                   data=worker))
    scene.apply_text(FLUX)
    scene.wait_failing("ocirepository", "flux-system", "walk-confighub")
    yield look("opaque-secret", "ocirepo/walk-confighub -n flux-system", "failed at ConfigHub OCI/walk/us-west",
               says=["kubernetes.io/dockerconfigjson", "missing-permission"],
               silent=["worker-secret", "it logs in with"], chain="ConfigHub OCI/walk/us-west")
    yield look("opaque-secret-seen", "ocirepo/walk-confighub -n flux-system", "failed at ConfigHub OCI/walk/us-west",
               says=["ignores it without a word and pulls anonymously"], silent=["worker-secret", "it logs in with"],
               user="admin")

    scene.remove("secret", "flux-system", "walk-worker-credentials")
    scene.kubectl("create", "secret", "docker-registry", "walk-worker-credentials", "-n", "flux-system",
                  f"--docker-server={scene.values['REGISTRY_AUTH']}", "--docker-username=worker",
                  "--docker-password=worker-secret")
    scene.reconcile("ocirepository", "flux-system", "walk-confighub")
    scene.wait_ready("ocirepository", "flux-system", "walk-confighub")
    scene.wait_ready("kustomization", "flux-system", "walk-confighub", revision=sha)
    scene.wait_deployment("walk-confighub", "frontend")
    yield look("flux", "deploy/frontend -n walk-confighub", "ready",
               says=["ConfigHub OCI/walk/us-west", "Space: walk", "Target: us-west", "Managed by flux"],
               silent=["worker-secret"],
               chain="Git/fleet/walk-confighub_oci > ConfigHub OCI/walk/us-west > Kustomization/walk-confighub > "
                     "Deployment/frontend")

    # An earlier walk's Deployment would still be listed: Argo CD knows it by its tracking annotation.
    scene.remove("deployment", "walk-confighub-argo", "frontend")
    scene.values["NAMESPACE"] = "walk-confighub-argo"
    scene.push_argo("web", "target/walk/eu-central:latest", scene.commit("web", "Deliver the frontend to Argo CD"))
    argo_secret(scene, "")
    scene.apply_text(ARGO)
    scene.wait_application("argocd", "walk-frontend-app", sync="Unknown", health=None, error="ComparisonError")
    yield look("argo-no-credentials", "--app walk-frontend-app", "failed at Application/walk-frontend-app",
               says=["argocd.argoproj.io/secret-type: repository", "missing-permission"], silent=["worker-secret"])

    argo_secret(scene, ", username: worker, password: worker-secret")
    scene.wait_application("argocd", "walk-frontend-app", refresh="hard")
    scene.wait_deployment("walk-confighub-argo", "frontend")
    yield look("argo", "--app walk-frontend-app", "ready",
               says=["ConfigHub OCI/walk/eu-central", "Space: walk", "Target: eu-central", "Synced / Healthy",
                     "Managed by argocd"], silent=["worker-secret"])
