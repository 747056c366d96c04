"""What the controllers fetch: Git commits, OCI artifacts, Helm charts. The same input gives the same hashes."""

import gzip
import io
import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

from .api import run
from .common import STATE, Failure
from .network import environment
from .parts import GIT_ROOT
from .tools import binary

FLUX_CONFIG = "application/vnd.cncf.flux.config.v1+json"
FLUX_LAYER = "application/vnd.cncf.flux.content.v1.tar+gzip"
OCI_CONFIG = "application/vnd.oci.empty.v1+json"
OCI_LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"
CREATED = "2026-01-01T00:00:00Z"
_PLACEHOLDER = re.compile(r"\$\{([A-Z]+(?:_[A-Z]+)*)\}")


def render(text, values):
    """Replaces ${REGISTRY}, ${GIT}, ${COMMIT} and what else is in values; any other dollar sign stays."""
    return _PLACEHOLDER.sub(lambda match: values.get(match.group(1), match.group(0)), text)


def commit(repository, folder, message, values):
    """Adds a commit with exactly the folder's content to branch main of the served repository; returns its SHA."""
    bare = GIT_ROOT / "git" / f"{repository}.git"
    tree = STATE / "work" / "trees" / repository
    variables = {
        **environment(), "HOME": str(STATE / "work"), "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Test Ground", "GIT_AUTHOR_EMAIL": "ground@example.test", "GIT_AUTHOR_DATE": CREATED,
        "GIT_COMMITTER_NAME": "Test Ground", "GIT_COMMITTER_EMAIL": "ground@example.test",
        "GIT_COMMITTER_DATE": CREATED,
    }

    def git(*arguments):
        result = subprocess.run(("git",) + arguments, cwd=tree, env=variables, capture_output=True, text=True,
                                check=False)
        if result.returncode:
            raise Failure(f"git {' '.join(arguments)} failed:\n{result.stderr}")
        return result.stdout.strip()

    if not tree.is_dir():
        tree.mkdir(parents=True)
        git("init", "--quiet", "--initial-branch=main")
        git("init", "--quiet", "--bare", "--initial-branch=main", str(bare))
    for entry in tree.iterdir():
        if entry.name != ".git":
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    copy(folder, tree, values)
    git("add", "--all")
    git("commit", "--quiet", "--allow-empty", "--message", message)
    git("push", "--quiet", "--force", str(bare), "main")
    return git("rev-parse", "HEAD")


def forget_repository(repository):
    """A scenario that is seeded again starts from an empty repository, so that its commits have the same SHAs."""
    shutil.rmtree(STATE / "work" / "trees" / repository, ignore_errors=True)
    shutil.rmtree(GIT_ROOT / "git" / f"{repository}.git", ignore_errors=True)


def copy(folder, target, values):
    """Copies the folder's files with their placeholders replaced."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            destination = target / file.relative_to(folder)
            destination.parent.mkdir(parents=True, exist_ok=True)
            destination.write_text(render(file.read_text(), values))


def archive(folder, values, root=""):
    """A reproducible .tar.gz of the folder's files, below root in the archive."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                content = render(file.read_text(), values).encode()
                entry = tarfile.TarInfo(os.path.join(root, str(file.relative_to(folder))))
                entry.size, entry.mode = len(content), 0o644
                tar.addfile(entry, io.BytesIO(content))
    return gzip.compress(raw.getvalue(), mtime=0)


def push(registry, reference, folder, values, flux, source, revision):
    """Pushes the folder as a Flux artifact or as a plain OCI artifact (the only kind Argo CD takes)."""
    work = fresh_folder("push", reference)
    (work / "layer.tar.gz").write_bytes(archive(folder, values))
    (work / "config.json").write_text("{}")
    config, layer = (FLUX_CONFIG, FLUX_LAYER) if flux else (OCI_CONFIG, OCI_LAYER)
    annotations = {"created": CREATED, "source": source, "revision": revision}
    options = [word for name, value in annotations.items()
               for word in ("--annotation", f"org.opencontainers.image.{name}={value}")]
    # In the folder: oras writes the file's path as given into the manifest.
    run(binary("oras"), "push", "--plain-http", "--no-tty", *options, "--config", f"config.json:{config}",
        f"{registry}/{reference}", f"layer.tar.gz:{layer}", folder=work)
    return digest_of(registry, reference)


def digest_of(registry, reference):
    """The digest that a tag stands for now."""
    return run(binary("oras"), "resolve", "--plain-http", f"{registry}/{reference}").strip()


def tag(registry, reference, name):
    """Another tag for what the reference stands for."""
    run(binary("oras"), "tag", "--plain-http", f"{registry}/{reference}", name)


def package_chart(folder, values):
    """The chart's .tgz, named as Helm wants it."""
    metadata = render((folder / "Chart.yaml").read_text(), values)
    name, version = (re.search(rf"^{key}: *(\S+)", metadata, re.MULTILINE).group(1) for key in ("name", "version"))
    package = fresh_folder("chart", str(folder)) / f"{name}-{version}.tgz"
    package.write_bytes(archive(folder, values, root=name))
    return package


def push_chart(registry, repository, package):
    run(binary("helm"), "push", "--plain-http", package, f"oci://{registry}/{repository}")


def publish_chart(repository, package, url):
    """Adds the chart to a static Helm repository below /charts/."""
    folder = GIT_ROOT / "charts" / repository
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(package, folder)
    run(binary("helm"), "repo", "index", folder, "--url", f"{url}/charts/{repository}")


def serve(name, content):
    """Puts a .tar.gz below /charts/; returns its path there."""
    folder = GIT_ROOT / "charts" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "archive.tar.gz").write_bytes(content)
    return f"{name}/archive.tar.gz"


def fresh_folder(kind, name):
    """An empty folder for work in progress."""
    folder = STATE / "work" / kind / Path(re.sub(r"[^\w.-]+", "_", name))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
