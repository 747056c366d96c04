"""Where things are kept, and the words that every module needs."""

import os
import shutil
import sys
from pathlib import Path

CACHE = Path(
    os.environ.get("SCOUT_CACHE")
    or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kubectl-scout"
).resolve()
STATE = CACHE / "ground"
LOGS = STATE / "logs"
GROUND_JSON = STATE / "ground.json"


class Failure(Exception):
    """Something went wrong; its text is for the person at the terminal."""


class Missing(Failure):
    """The machine lacks something the ground needs."""


def say(text):
    print(f"ground: {text}", file=sys.stderr, flush=True)


def tail(file, lines=20):
    try:
        return "\n".join(file.read_text(errors="replace").splitlines()[-lines:])
    except OSError as error:
        return str(error)


def remove_tree(folder):
    """Like rmtree, but also through folders that may not be entered, as Argo CD makes them."""
    if not folder.is_dir():
        return
    for parent, folders, _ in os.walk(folder):
        for name in folders:
            path = Path(parent) / name
            if not path.is_symlink():
                path.chmod(0o700)
    shutil.rmtree(folder)
