#!/usr/bin/env python3
"""Pastes the scenarios that `carveout test --mutate` suggests, and sees that each comes out as it expects and that the
mutants they are for are then noticed."""

import argparse
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def mutants(tool, policy):
    done = subprocess.run([tool, "test", policy, "--mutate", "--format", "json"], capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr.decode() + done.stdout.decode()[:2000]
    return json.loads(done.stdout)["policies"][0]["mutants"]


def check(tool, policy, folder, least):
    copy = Path(shutil.copytree(policy.parent, Path(folder) / policy.parent.name, dirs_exist_ok=True)) / policy.name
    before = mutants(tool, copy)
    missed = [m for m in before["all"] if m["state"] == "not_noticed"]
    suggested = [m for m in missed if m["scenario"]]
    problems = 0
    if len(suggested) < least:
        print(f"FAILED {policy}: {len(suggested)} scenarios suggested for {len(missed)} mutants, not {least}")
        problems += 1
    with open(copy, "a", encoding="utf-8") as out:
        for mutant in suggested:
            out.write("\n" + mutant["scenario"])
    after = mutants(tool, copy)
    # The text before the scenarios is the same, and so are the mutants made of it.
    if len(before["all"]) != len(after["all"]):
        print(f"FAILED {policy}: {len(after['all'])} mutants instead of {len(before['all'])}")
        return problems + 1
    for was, now in zip(before["all"], after["all"]):
        if was["state"] == "not_noticed" and was["scenario"] and now["state"] != "noticed":
            print(f"FAILED {policy}: {was['what']} is not noticed by\n{was['scenario']}")
            problems += 1
    print(f"{policy.name}: {len(before['all'])} mutants, {len(missed)} not noticed, {len(suggested)} scenarios pasted")
    return problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    tool = os.path.abspath(parser.parse_args().tool)
    problems = 0
    for policy, least in (("tests/golden/policies/mutate.carve", 8), ("examples/policies/health_records/disclosure.carve", 5)):
        with tempfile.TemporaryDirectory() as folder:
            problems += check(tool, ROOT / policy, folder, least)
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
