#!/usr/bin/env python3
"""Runs what the README shows: a block `console` with one command of carveout, and the block `text` after it, what it prints.

usage: readme.py --tool COMMAND --root SOURCE_FOLDER
"""
import argparse
import difflib
import re
import shlex
import subprocess
import sys
from pathlib import Path

SHOWN = re.compile(r"```console\n\$ carveout ([^\n]*)\n```\n\n```text\n(.*?)```\n", re.DOTALL)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    parser.add_argument("--root", required=True, type=Path)
    given = parser.parse_args()
    shown = SHOWN.findall((given.root / "README.md").read_text(encoding="utf-8"))
    failed = 0
    for command, expected in shown:
        done = subprocess.run([given.tool, *shlex.split(command)], cwd=given.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=False,
                              stdin=subprocess.DEVNULL)
        found = done.stdout.decode()
        if found != expected:
            failed += 1
            print(f"FAILED carveout {command}")
            sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), found.splitlines(True), "README", "found"))
    print(f"{len(shown)} examples, {failed} failed")
    return 0 if shown and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
