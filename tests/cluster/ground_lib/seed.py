"""Brings scenarios into their state and waits until the real controllers say so."""

import base64
import calendar
import concurrent.futures
import hashlib
import importlib.util
import json
import time
import traceback
from pathlib import Path

from . import artifacts, credentials, processes
from .api import Api, run
from .common import GROUND_JSON, STATE, Failure, say
from .tools import binary

SCENARIOS = Path(__file__).resolve().parent.parent / "scenarios"
SEEDED = STATE / "seeded"
REFRESH_SECONDS = 10
WAIT_SECONDS = 150
# More than the cores: a scenario mostly waits for controllers.
WORKERS = 12


class Scene:
    """What a scenario's seed(scene) works with. Paths are relative to the scenario's folder."""

    def __init__(self, name, ground, folder=None):
        self.name = name
        self.folder = folder or SCENARIOS / name
        self._registry = ground["registry"]["http"]
        self.git = ground["git"]
        self._git_address = ground["gitAddress"]
        self._repository = f"fleet/{name}"
        self.values = {
            "REGISTRY": ground["registry"]["configHub"], "REGISTRY_HTTP": self._registry, "GIT": self.git, "COMMIT": "",
            "REGISTRY_TLS": ground["registry"]["tls"], "REGISTRY_AUTH": ground["registry"]["auth"],
            "REGISTRY_TOKEN": ground["registry"]["token"],
            "SPOKE": ground["spoke"],
            # In base64, as a Secret's data has them.
            "SPOKE_KUBECONFIG": base64.b64encode(credentials.portable_kubeconfig(ground["spoke"]).encode()).decode(),
            "SERVER_CA": credentials.encoded("server-ca.crt"), "REGISTRY_CA": credentials.encoded("registry-ca.crt"),
            "ADMIN_CERT": credentials.encoded("admin.crt"), "ADMIN_KEY": credentials.encoded("admin.key"),
        }
        self._api = Api(ground["server"])
        self._spoke = Api(ground["spoke"])
        self._shard = processes.Part(**ground["shard"])
        self._watched = {}
        artifacts.forget_repository(self._repository)

    # ---- what the controllers fetch

    def commit(self, folder, message="Deliver"):
        """Commits the folder to main of ${GIT}/fleet/<scenario>.git; later renderings have the SHA as ${COMMIT}."""
        sha = artifacts.commit(self._repository, self.folder / folder, message, self.values)
        self.values["COMMIT"] = sha
        return sha

    def push_flux(self, folder, reference, sha):
        """Pushes with Flux's media types; returns the digest."""
        return self._push(folder, reference, sha, flux=True)

    def push_argo(self, folder, reference, sha):
        """Pushes with media types that Argo CD takes; returns the digest."""
        return self._push(folder, reference, sha, flux=False)

    def _push(self, folder, reference, sha, flux):
        return artifacts.push(self._registry, reference, self.folder / folder, self.values, flux,
                              f"{self.git}/{self._repository}.git", f"main@sha1:{sha}")

    def deliver_flux(self):
        """
        What many scenarios begin with: folder source as fleet/<scenario>:latest, applied by flux.yaml, until Deployment web
        runs; returns the commit and the digest.
        """
        sha = self.commit("source", "Deliver the web")
        digest = self.push_flux("source", f"fleet/{self.name}:latest", sha)
        self.apply("flux.yaml")
        self.wait_ready("ocirepository", "flux-system", self.name)
        self.wait_ready("kustomization", "flux-system", self.name, revision=sha)
        self.wait_deployment(self.name, "web")
        return sha, digest

    def oras(self, *arguments, folder=None):
        return run(binary("oras"), *arguments, folder=folder)

    def run(self, program, *arguments, folder=None, variables=None):
        """Another program of the ground's tools; its output."""
        return run(binary(program), *arguments, folder=folder, variables=variables)

    def work(self, name):
        """An empty folder."""
        return artifacts.fresh_folder(self.name, name)

    def write(self, folder, target):
        """Writes the folder's files, rendered, into target."""
        artifacts.copy(self.folder / folder, target, self.values)

    def tag(self, reference, name):
        artifacts.tag(self._registry, reference, name)

    def alter(self, digest, old, new):
        """Changes what the registry has stored under the digest, as a broken disk or an intruder does."""
        algorithm, hexadecimal = digest.split(":")
        blob = STATE / "registry/docker/registry/v2/blobs" / algorithm / hexadecimal[:2] / hexadecimal / "data"
        content = blob.read_bytes()
        if old.encode() not in content:
            raise Failure(f"{digest} does not hold {old}")
        blob.write_bytes(content.replace(old.encode(), new.encode(), 1))

    def archive(self, folder):
        """Packs the folder into a file that the Git server serves; returns its URL, digest and size."""
        content = artifacts.archive(self.folder / folder, self.values)
        # By address: kustomize-controller, which has no names to resolve elsewhere, fetches it.
        return (f"http://{self._git_address}/charts/{artifacts.serve(self.name, content)}",
                f"sha256:{hashlib.sha256(content).hexdigest()}", len(content))

    def push_chart(self, folder, repository):
        artifacts.push_chart(self._registry, repository, self._package(folder))

    def publish_chart(self, folder):
        """Into the HTTP Helm repository ${GIT}/charts/<scenario>."""
        artifacts.publish_chart(self.name, self._package(folder), self.git)

    def _package(self, folder):
        return artifacts.package_chart(self.folder / folder, self.values)

    # ---- the cluster

    def apply(self, *files):
        for file in files:
            self.apply_text((self.folder / file).read_text())

    def kubectl(self, *arguments, stdin=None):
        return run(binary("kubectl"), *arguments, stdin=stdin)

    def apply_text(self, text):
        self.kubectl("apply", "-f", "-", stdin=artifacts.render(text, self.values))

    def status(self, kind, namespace, name, status):
        """Writes an object's status, in place of a controller that the ground does not have."""
        self._api.patch(kind, namespace, name, {"status": status}, "status")

    def start_shard(self):
        """Starts the second source-controller, which looks after what has its sharding label."""
        processes.start_all([self._shard])

    def stop_shard(self):
        processes.stop(self._shard)

    def helm_install(self, name, folder, namespace):
        run(binary("helm"), "upgrade", "--install", name, self._package(folder), "--namespace", namespace,
            "--create-namespace", "--wait", "--timeout", "60s")

    def get(self, kind, namespace, name):
        return self._api.get(kind, namespace, name)

    def patch(self, kind, namespace, name, change):
        return self._api.patch(kind, namespace, name, change)

    def reconcile(self, kind, namespace, name):
        """Asks Flux to look at the object now instead of at its next interval."""
        self.patch(kind, namespace, name, {
            "metadata": {"annotations": {"reconcile.fluxcd.io/requestedAt": str(time.time())}}})

    def refresh(self, namespace, name, how="normal"):
        """Asks Argo CD to compare the Application now; "hard" without what it remembers of the source."""
        self.patch("application", namespace, name, {
            "metadata": {"annotations": {"argocd.argoproj.io/refresh": how}}})

    def sync_by_hand(self, namespace, name, revision, **sync):
        """Has Argo CD sync the Application to the revision, as `argocd app sync` does."""
        self.patch("application", namespace, name, {
            "operation": {"initiatedBy": {"username": "ground"}, "sync": {"revision": revision, **sync}}})

    def remove(self, kind, namespace, *names):
        """Deletes objects and waits until they are gone; those that do not exist are no error."""
        self.kubectl("delete", kind, "-n", namespace, "--ignore-not-found", *names)

    def refused(self, text):
        """What the API server says when it refuses the manifest; a Failure when it takes it."""
        try:
            self.apply_text(text)
        except Failure as failure:
            return str(failure)
        raise Failure("the API server took what it should refuse")

    # ---- waiting

    def wait(self, kind, namespace, name, condition, spoke=False):
        """Waits until condition(object) is true; returns the object."""
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            found = (self._spoke if spoke else self._api).get(kind, namespace, name)
            self._watched[kind, namespace, name] = found
            if found and condition(found):
                return found
            if time.monotonic() > deadline:
                raise Failure(f"{kind} {namespace}/{name} did not get there within {WAIT_SECONDS} seconds")
            time.sleep(0.4)

    def wait_ready(self, kind, namespace, name, status="True", reason=None, revision=None):
        """Waits for a Flux object's Ready condition at its newest generation; revision is part of the applied one."""
        def there(found):
            state = found.get("status", {})
            ready = next((c for c in state.get("conditions") or () if c["type"] == "Ready"), {})
            return (ready.get("status") == status and reason in (None, ready.get("reason"))
                    and ready.get("observedGeneration", 0) >= found["metadata"]["generation"]
                    and (revision is None or revision in str(state.get("lastAppliedOriginRevision"))))
        return self.wait(kind, namespace, name, there)

    def wait_failing(self, kind, namespace, name, reason=None):
        """Waits until a Flux object has failed for some seconds: early on it is soon tried again, then not failing."""
        return self.wait_settled(kind, namespace, name, "False", reason)

    def wait_settled(self, kind, namespace, name, status, reason=None):
        """Like wait_ready, and the condition has not changed for ten seconds."""
        self.wait_ready(kind, namespace, name, status, reason)

        def settled(found):
            ready = next((c for c in found["status"]["conditions"] if c["type"] == "Ready"), {})
            since = calendar.timegm(time.strptime(ready["lastTransitionTime"], "%Y-%m-%dT%H:%M:%SZ"))
            return ready.get("status") == status and time.time() - since > 10
        return self.wait(kind, namespace, name, settled)

    def wait_application(self, namespace, name, sync="Synced", health="Healthy", error=None, refresh=None):
        """
        Waits for an Application's sync and health state; error is the type of a condition it must have. With refresh
        ("hard") it is asked for until then: Argo CD may not yet know of a Secret when it is asked once.
        """
        asked = 0

        def there(found):
            nonlocal asked
            if refresh and time.monotonic() - asked > REFRESH_SECONDS:
                self.refresh(namespace, name, refresh)
                asked = time.monotonic()
                return False
            state = found.get("status", {})
            errors = [condition["type"] for condition in state.get("conditions") or ()]
            return (state.get("sync", {}).get("status") == sync
                    and health in (None, state.get("health", {}).get("status"))
                    and (error is None or error in errors))
        return self.wait("application", namespace, name, there)

    def wait_deployment(self, namespace, name, replicas=1):
        return self.wait("deployment", namespace, name, lambda found: (
            found.get("status", {}).get("readyReplicas") == replicas
            and found["status"].get("observedGeneration") == found["metadata"]["generation"]))

    @staticmethod
    def now():
        """The time as the API server writes it."""
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())

    def report(self):
        """The conditions of everything that was waited for."""
        lines = []
        for (kind, namespace, name), found in self._watched.items():
            state = found.get("status", {}) if found else {}
            lines.append(f"  {kind} {namespace}/{name}{'' if found else ' does not exist'}")
            if "sync" in state:
                lines.append(f"    sync {state['sync'].get('status')}, health {state.get('health', {}).get('status')}, "
                             f"operation {state.get('operationState', {}).get('message')}")
            for condition in state.get("conditions") or ():
                lines.append(f"    {condition['type']} {condition.get('status', '')} {condition.get('reason', '')}: "
                             f"{condition.get('message', '')}")
        return "\n".join(lines)


def names():
    return sorted(file.parent.name for file in SCENARIOS.glob("*/scenario.py"))


def _seed_one(name, ground):
    """Seeds a scenario; None, or what went wrong."""
    begin = time.monotonic()
    file = SCENARIOS / name / "scenario.py"
    specification = importlib.util.spec_from_file_location(f"scenario_{name.replace('-', '_')}", file)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    scene = Scene(name, ground)
    (SEEDED / name).unlink(missing_ok=True)
    try:
        module.seed(scene)
    except Failure as failure:
        return f"scenario {name}: {failure}\n{scene.report()}"
    except Exception:  # a fault in one scenario must not hide the others' results
        return f"scenario {name}: {traceback.format_exc()}\n{scene.report()}"
    (SEEDED / name).touch()
    say(f"seeded {name} in {time.monotonic() - begin:.0f} s")
    return None


def seed(wanted):
    """Seeds the wanted scenarios again, or without a wish all that are not seeded yet."""
    known = names()
    if unknown := sorted(set(wanted) - set(known)):
        raise Failure(f"no such scenario: {', '.join(unknown)}; there are: {', '.join(known)}")
    if not GROUND_JSON.exists() or not processes.marked():
        raise Failure("the ground is down; `ground up` starts it")
    ground = json.loads(GROUND_JSON.read_text())
    SEEDED.mkdir(exist_ok=True)
    chosen = wanted or [name for name in known if not (SEEDED / name).exists()]
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        failures = [failure for failure in pool.map(lambda name: _seed_one(name, ground), chosen) if failure]
    if failures:
        raise Failure("\n\n".join(failures))
