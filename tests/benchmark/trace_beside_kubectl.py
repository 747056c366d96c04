#!/usr/bin/env python3
"""Whole-process time and peak memory of `kubectl-scout trace` beside `kubectl get deployment -o json`, on the test ground.

Usage: tests/benchmark/trace_beside_kubectl.py [--program build/release/bin/kubectl-scout] [--rounds 15]

The ground must be up (tests/cluster/ground up --seed) and hyperfine installed. The commands alternate: every round times each of
them once through hyperfine (--shell=none), so that what disturbs the machine disturbs all alike. Memory is the kernel's peak
resident set of the process, the largest of five runs.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

TREE = pathlib.Path(__file__).resolve().parents[2]
RUNS_PER_ROUND = 5
MEMORY_RUNS = 5


def ground():
    where = subprocess.run([TREE / "tests/cluster/ground", "env"], capture_output=True, text=True)
    if where.returncode != 0:
        sys.exit("The test ground is not up: tests/cluster/ground up --seed")
    return json.loads(pathlib.Path(where.stdout.strip()).read_text())


def times(command, environment):
    with tempfile.NamedTemporaryFile(suffix=".json") as result:
        subprocess.run(
            ["hyperfine", "--shell=none", "--style=none", "--warmup=1", f"--runs={RUNS_PER_ROUND}", "--export-json", result.name, " ".join(command)],
            env=environment, check=True, stdout=subprocess.DEVNULL)
        return json.load(result)["results"][0]["times"]


def peak_memory(command, environment):
    peaks = []
    for _ in range(MEMORY_RUNS):
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        if status != 0:
            sys.exit(f"failed: {' '.join(command)}")
        peaks.append(usage.ru_maxrss)
    return max(peaks)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default=str(TREE / "build/release/bin/kubectl-scout"))
    options.add_argument("--rounds", type=int, default=15)
    given = options.parse_args()

    facts = ground()
    kubectl = os.path.join(facts["bin"], "kubectl")
    environment = dict(os.environ, KUBECONFIG=facts["kubeconfigs"]["tracer"])
    commands = {
        "kubectl get deployment -o json": [kubectl, "get", "deployment", "frontend", "-n", "prod", "-o", "json"],
        "kubectl-scout trace (Flux OCI, 3 requests)": [given.program, "trace", "deploy/frontend", "-n", "prod", "-o", "json"],
        "kubectl-scout trace (Argo CD Git, 2 requests)": [given.program, "trace", "deploy/guestbook", "-n", "argo-git", "-o", "json"],
        "kubectl scout trace, through kubectl": [kubectl, "scout", "trace", "deploy/frontend", "-n", "prod", "-o", "json"],
    }
    environment["PATH"] = os.path.dirname(given.program) + os.pathsep + environment["PATH"]

    measured = {name: [] for name in commands}
    for _ in range(given.rounds):
        for name, command in commands.items():
            measured[name] += times(command, environment)

    print("| command | median | fastest | slowest | peak memory |\n| --- | --- | --- | --- | --- |")
    for name, command in commands.items():
        runs = [seconds * 1000 for seconds in measured[name]]
        memory = peak_memory(command, environment) / 1024
        print(f"| {name} | {statistics.median(runs):.1f} ms | {min(runs):.1f} ms | {max(runs):.1f} ms | {memory:.1f} MiB |")


if __name__ == "__main__":
    main()
