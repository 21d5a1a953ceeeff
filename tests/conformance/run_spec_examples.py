#!/usr/bin/env python3
"""Runs the examples of the specification (spec/language/*.md) through the command.

usage: run_spec_examples.py COMMAND SPEC_FOLDER

A block marked `carve prelude` begins every example after it in its chapter. One marked `carve` must check without an error and its
scenarios must come out as they expect; one marked `carve C0311` must give that diagnostic and no error of another code.
One marked `carve module PATH` is a file that every example after it in its chapter can use; one marked `csv NAME` is a file of data.
One marked `carve layout` must be in canonical layout, and must be that of the block marked `carve unlaid` right before it, if there is one.
"""
import difflib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FENCE = re.compile(r"^```(carve|csv)([^\n]*)\n(.*?)^```$", re.M | re.S)


def examples(chapter: Path):
    text = chapter.read_text(encoding="utf-8")
    prelude = ""
    modules = {}
    for match in FENCE.finditer(text):
        mark, body = match.group(2).strip(), match.group(3)
        line = text.count("\n", 0, match.start()) + 1
        place = f"{chapter.name}:{line}"
        if match.group(1) == "csv":
            modules[mark] = body
        elif mark == "prelude":
            prelude = body
        elif mark.startswith("module "):
            modules[mark.removeprefix("module ").replace(".", "/") + ".carve"] = body
        elif mark in {"unlaid", "layout"}:
            yield place, mark, body, {}
        else:
            yield place, mark, prelude + body, dict(modules)


def run(command, *arguments):
    return subprocess.run([command, *arguments], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)


def layout_problem(command, text, wanted):
    done = subprocess.run([command, "fmt", "-"], input=text, capture_output=True, text=True, timeout=60)
    if done.returncode == 0 and done.stdout == wanted:
        return None
    return done.stderr or "".join(difflib.unified_diff(wanted.splitlines(True), done.stdout.splitlines(True), "wanted", "found"))


def problem_with(command, mark, file):
    checked = run(command, "check", "--format", "json", file)
    try:
        found = json.loads(checked.stdout)["diagnostics"]
    except (ValueError, KeyError):
        return f"`check` printed no JSON (exit {checked.returncode}):\n{checked.stdout}{checked.stderr}"
    codes = {d["code"] for d in found if d["severity"] == "error"} | ({mark} & {d["code"] for d in found})
    if mark:
        return None if codes == {mark} else f"expected {mark}, found {sorted(codes) or 'nothing'}"
    if codes:
        return run(command, "check", file).stderr
    if not re.search(r"\bscenarios?\s+\"", Path(file).read_text(encoding="utf-8")):
        return None
    tested = run(command, "test", file)
    return None if tested.returncode == 0 else tested.stdout + tested.stderr


def main():
    command, folder = sys.argv[1], Path(sys.argv[2])
    passed = failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        for chapter in sorted(folder.glob("*.md")):
            unlaid = None
            for place, mark, text, modules in examples(chapter):
                if mark == "unlaid":
                    unlaid = text
                    continue
                file = Path(scratch) / "example.carve"
                file.write_text(text, encoding="utf-8")
                for name, module in modules.items():
                    (Path(scratch) / name).parent.mkdir(parents=True, exist_ok=True)
                    (Path(scratch) / name).write_text(module, encoding="utf-8")
                if mark == "layout":
                    problem = layout_problem(command, text, text) or (unlaid and layout_problem(command, unlaid, text))
                    unlaid = None
                else:
                    problem = problem_with(command, mark, str(file))
                if problem:
                    failed += 1
                    print(f"--- {place}\n{problem}")
                else:
                    passed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
