#!/usr/bin/env python3
"""README.md and resources/docs show what the program prints: every example there is compared, white space aside."""
import pathlib
import subprocess
import sys

TREE = pathlib.Path(__file__).resolve().parents[2]
SHOWN = {
    "README.md": [["deploy/frontend", "-n", "prod"], ["deploy/web", "-n", "failed-source"]],
    "resources/docs/reading-a-trace.md": [["deploy/frontend", "-n", "prod", "-o", "wide"]],
}


def words(text):
    return " ".join(text.split())


def main():
    program = sys.argv[1]
    failed = 0
    for name, commands in SHOWN.items():
        page = words((TREE / name).read_text(encoding="utf-8"))
        for command in commands:
            printed = subprocess.run([program, "trace", "--demo", *command], capture_output=True, env={"LC_ALL": "C.UTF-8"}, check=True).stdout.decode()
            if words(printed) not in page:
                print(f"{name} does not show what `kubectl scout trace --demo {' '.join(command)}` prints:\n{printed}")
                failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
