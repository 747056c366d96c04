#!/usr/bin/env python3
"""The viewer with 1,000, 10,000 and 50,000 objects: time to the first card and to all laid out, frames, memory, and Graphviz beside it.

Usage: tests/benchmark/desktop_scale.py [--program build/release/tests/desktop_scale] [--objects 1000 10000 50000] [--rounds 5]

Every number is the smallest of the rounds, each a process of its own: whatever else the machine does can only add to it. Frames are the
middle one of several in each round. The snapshots are made by make_snapshot.py. "Everything" is a card for every object, ReplicaSets and
every Pod included. dot is given the same graph (the viewer's own DOT export) and time to give up.
--check: runs all once, and fails when a number is missing.
"""
import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
STEPS = ["read the snapshot", "take over the evidence", "investigate", "join the graph", "make the diagram", "compose the picture", "layout alone",
         "hand over to the view", "pan at 100 %", "pan at 40 %", "zoom, all in view"]
SESSION = ["data there, from the start", "chains listed", "first card painted", "all traced", "draw everything, on a click",
           "longest hold by a new picture", "longest hold by its painting", "memory with 500 cards", "memory with everything"]
COUNTS = ["objects", "nodes", "cards", "lines"]


def measure(command, names, rounds):
    """The smallest of each, or why there are none."""
    runs = []
    for _ in range(rounds):
        run = subprocess.run(command, capture_output=True, text=True)
        if run.returncode != 0:
            return dict.fromkeys(names, (run.stderr.strip().splitlines() or [f"status {run.returncode}"])[-1])
        runs.append(json.loads(run.stdout))
    return {name: min(run[name] for run in runs) for name in runs[0]}


def graphviz(program, snapshot, seconds):
    """dot's time, in words where it has none."""
    if not shutil.which("dot"):
        return "dot is not installed"
    file = snapshot.with_suffix(".dot")
    subprocess.run([program, snapshot, "--dot", file], check=True, stdout=subprocess.DEVNULL)
    began = time.monotonic()
    try:
        # Without an output format dot lays out and writes positions: no time is spent on drawing.
        subprocess.run(["dot", file], check=True, timeout=seconds, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return f"more than {seconds} s"
    except subprocess.CalledProcessError as error:
        return f"gave up with status {error.returncode}"
    return f"{(time.monotonic() - began) * 1000:,.0f} ms"


def table(program, objects, rounds, seconds, folder):
    columns = []
    for count in objects:
        snapshot = folder / f"{count}.json"
        subprocess.run([sys.executable, HERE / "make_snapshot.py", str(count), "-o", snapshot], check=True, stdout=subprocess.DEVNULL)
        numbers = measure([program, snapshot], COUNTS + STEPS, rounds)
        numbers.update(measure([program, snapshot, "--session"], SESSION, rounds))
        # What "all laid out" means: from the data to a picture with a card for every object.
        parts = [numbers[name] for name in STEPS[1:6]]
        numbers["data to all laid out"] = parts[0] if isinstance(parts[0], str) else sum(parts)
        numbers["dot, layout alone"] = graphviz(program, snapshot, seconds)
        columns.append(numbers)
    return columns


def cell(name, value):
    if isinstance(value, str):
        return value
    if name in COUNTS:
        return f"{value:,.0f}"
    return f"{value:,.0f} MiB" if name.startswith("memory") else f"{value:,.1f} ms"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default=HERE.parents[1] / "build/release/tests/desktop_scale")
    options.add_argument("--objects", type=int, nargs="+", default=[1000, 10000, 50000])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--dot-seconds", type=int, default=120)
    options.add_argument("--check", action="store_true")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        columns = table(given.program, given.objects, 1 if given.check else given.rounds, given.dot_seconds, pathlib.Path(folder))
    names = COUNTS + SESSION + STEPS + ["data to all laid out", "dot, layout alone"]
    print("| | " + " | ".join(f"{count:,}" for count in given.objects) + " |")
    print("| --- |" + " ---: |" * len(columns))
    for name in names:
        print(f"| {name} | " + " | ".join(cell(name, numbers[name]) for numbers in columns) + " |")
    missing = [name for numbers in columns for name in names[:-1] if isinstance(numbers[name], str) or numbers[name] <= 0]
    if given.check and missing:
        sys.exit("no number for: " + ", ".join(missing))


if __name__ == "__main__":
    main()
