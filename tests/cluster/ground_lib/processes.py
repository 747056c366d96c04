"""Starts, watches and ends the ground's processes."""

import json
import os
import signal
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from .common import LOGS, STATE, Failure, tail
from .network import environment

RECORDS = STATE / "parts"
# Every process of the ground, and what those start in turn, carries this variable. So `down` also finds what a crashed
# `up` has left behind without a record.
MARK = f"KUBECTL_SCOUT_GROUND={STATE}"
HEALTH_SECONDS = 90

# For health pages only, on loopback; some parts sign their own certificate.
_unverified = ssl.create_default_context()
_unverified.check_hostname = False
_unverified.verify_mode = ssl.CERT_NONE
_opener = urllib.request.build_opener(
    urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=_unverified))


@dataclass
class Part:
    """A process: how it starts, and the URL that answers 200 once it is healthy."""

    name: str
    command: list
    health: str
    environment: dict = field(default_factory=dict)

    @property
    def log(self):
        return LOGS / f"{self.name}.log"

    @property
    def record(self):
        return RECORDS / f"{self.name}.json"


def start(part):
    work = STATE / "work" / part.name
    for folder in (LOGS, RECORDS, work):
        folder.mkdir(parents=True, exist_ok=True)
    key, _, value = MARK.partition("=")
    with open(part.log, "wb") as log:
        process = subprocess.Popen(
            [str(word) for word in part.command], stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            cwd=work, env={**environment(), "HOME": str(work), "TMPDIR": str(work), **part.environment, key: value},
            start_new_session=True)
    part.record.write_text(json.dumps({"pid": process.pid, "health": part.health, "log": str(part.log)}))
    return process


def healthy(url):
    try:
        if url.startswith("redis://"):
            return _redis_answers(url)
        with _opener.open(url, timeout=3) as answer:
            return answer.status == 200
    except (OSError, urllib.error.URLError):
        return False


def _redis_answers(url):
    host, _, port = url.removeprefix("redis://").partition(":")
    with socket.create_connection((host, int(port)), timeout=3) as connection:
        connection.sendall(b"PING\r\n")
        return connection.recv(16).startswith(b"+PONG")


def start_all(parts):
    """Starts the parts together and returns when all are healthy."""
    waiting = [(part, start(part)) for part in parts]
    deadline = time.monotonic() + HEALTH_SECONDS
    while waiting:
        for part, process in list(waiting):
            if process.poll() is not None:
                raise Failure(f"{part.name} ended with status {process.returncode}; {part.log} ends:\n{tail(part.log)}")
            if healthy(part.health):
                waiting.remove((part, process))
            elif time.monotonic() > deadline:
                raise Failure(
                    f"{part.name} was not healthy within {HEALTH_SECONDS} seconds; {part.log} ends:\n{tail(part.log)}")
        time.sleep(0.1)


def marked():
    """The live processes of this ground."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit() or int(folder.name) == os.getpid():
            continue
        try:
            variables = (folder / "environ").read_bytes().split(b"\0")
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if MARK.encode() in variables and state != "Z":
            found.append(int(folder.name))
    return found


def statuses():
    """name -> (pid, alive, healthy, log) of every part that was started."""
    alive = set(marked())
    result = {}
    for record in sorted(RECORDS.glob("*.json")) if RECORDS.is_dir() else []:
        entry = json.loads(record.read_text())
        lives = entry["pid"] in alive
        result[record.stem] = (entry["pid"], lives, lives and healthy(entry["health"]), entry["log"])
    return result


def stop(part):
    """Ends one part that was started with start_all and forgets it, so that nobody misses it."""
    if not part.record.exists():
        return
    pid = json.loads(part.record.read_text())["pid"]
    part.record.unlink()
    deadline = time.monotonic() + 10
    if pid in marked():
        os.kill(pid, signal.SIGTERM)
    while pid in marked():
        if time.monotonic() > deadline:
            raise Failure(f"{part.name} does not end")
        time.sleep(0.1)


def stop_all():
    """Ends every process of this ground: politely for a few seconds, then for good."""
    for number, seconds in ((signal.SIGTERM, 8), (signal.SIGKILL, 5)):
        deadline = time.monotonic() + seconds
        asked = set()
        while (pids := marked()) and time.monotonic() < deadline:
            for pid in set(pids) - asked:
                asked.add(pid)
                try:
                    os.kill(pid, number)
                except ProcessLookupError:
                    pass
            time.sleep(0.1)
    if pids := marked():
        raise Failure(f"these processes do not end: {pids}")
