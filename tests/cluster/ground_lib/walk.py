"""
Walks through a requirement document with the real parts, one step after the other.

walkthroughs/<name>.py has walk(scene), a generator: it brings the ground into the state of a step and yields what the
plugin must say of it (look()). Each is printed as one line of JSON; a line on standard input asks for the next step.
"""

import importlib.util
import json
import sys
import traceback
from pathlib import Path

from . import processes
from .common import GROUND_JSON, Failure
from .seed import Scene

WALKTHROUGHS = Path(__file__).resolve().parent.parent / "walkthroughs"


def look(step, trace, verdict, says=(), silent=(), user="tracer", chain=None):
    """
    A look at a step: the plugin's arguments, the verdict ("ready", "failed at OCIRepository/x"), what the text says
    (with any line breaks) and must not say, whose eyes, and the labels of the chain from the root.
    """
    return {"step": step, "trace": trace, "verdict": verdict, "says": list(says), "silent": list(silent), "user": user,
            "chain": chain or ""}


def walk(name):
    file = WALKTHROUGHS / f"{name}.py"
    if not file.exists():
        known = sorted(one.stem for one in WALKTHROUGHS.glob("*.py"))
        raise Failure(f"no such walkthrough: {name}; there are: {', '.join(known)}")
    if not GROUND_JSON.exists() or not processes.marked():
        raise Failure("the ground is down; `ground up` starts it")
    specification = importlib.util.spec_from_file_location("walkthrough", file)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    scene = Scene(f"walk-{name}", json.loads(GROUND_JSON.read_text()), WALKTHROUGHS)
    try:
        for step in module.walk(scene):
            print(json.dumps(step), flush=True)
            if not sys.stdin.readline():
                return
    except Failure as failure:
        raise Failure(f"walkthrough {name}: {failure}\n{scene.report()}") from failure
    except Exception as fault:
        raise Failure(f"walkthrough {name}: {traceback.format_exc()}\n{scene.report()}") from fault
