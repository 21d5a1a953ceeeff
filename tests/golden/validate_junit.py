#!/usr/bin/env python3
"""Reads what `carveout test --format junit` writes with an XML parser, and holds it against what `--format json` says."""

import argparse
import json
import os
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
STRANGE = """policy strange "Strange"
facts n : number
action act by default forbidden
clause more permit act when n > 5
scenario "<&> \\"quoted\\" ]]> 'and' ünïcode \u2028 …"
  given n is 6
  expect act forbidden
scenario "a tab\tin it"
  given n is 6
  expect act permitted
"""


def run(tool, arguments, folder):
    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    return subprocess.run([tool, "test", *arguments], cwd=folder, env=env, capture_output=True, timeout=120, check=False)


def complain(found, expected, what):
    if found == expected:
        return 0
    print(f"FAILED {what}: {found!r} is not {expected!r}")
    return 1


def check(tool, files, folder):
    """The number of problems."""
    what = " ".join(map(repr, files))
    junit = run(tool, [*files, "--format", "junit"], folder)
    told = json.loads(run(tool, [*files, "--format", "json"], folder).stdout)["policies"]
    try:
        root = ElementTree.fromstring(junit.stdout)
    except ElementTree.ParseError as problem:
        print(f"FAILED {what}: {problem}")
        return 1
    suites = list(root)
    problems = complain(root.tag, "testsuites", what)
    problems += complain([s.tag for s in suites], ["testsuite"] * len(suites), what)
    good = [s for s in suites if s.get("errors") == "0"]
    problems += complain(len(good), len(told), f"{what}: suites")
    for suite in suites:
        cases = suite.findall("testcase")
        failed = suite.findall("testcase/failure")
        problems += complain(int(suite.get("tests")), len(cases), f"{what}: tests")
        problems += complain(int(suite.get("failures")), len(failed), f"{what}: failures")
        problems += complain(int(suite.get("errors")), len(suite.findall("testcase/error")), f"{what}: errors")
        problems += complain(all(case.get("name") and case.get("classname") for case in cases), True, f"{what}: names")
    for suite, policy in zip(good, told):
        problems += complain(int(suite.get("tests")), policy["scenarios"], f"{what}: scenarios")
        names = [case.get("name") for case in suite.findall("testcase") if case.find("failure") is not None]
        expected = list(dict.fromkeys(failure["scenario"] for failure in policy["failures"]))
        problems += complain(names, expected, f"{what}: names of what failed")
        for failure in policy["failures"]:
            texts = "".join(f.text for f in suite.findall("testcase/failure"))
            problems += complain(failure["found"] in texts, True, f"{what}: text of {failure['found']}")
    for key in ("tests", "failures", "errors"):
        problems += complain(int(root.get(key)), sum(int(s.get(key)) for s in suites), f"{what}: {key} of all")
    failing = any(int(s.get("failures")) or int(s.get("errors")) for s in suites)
    problems += complain(junit.returncode != 0, failing, f"{what}: exit status")
    return problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    tool = os.path.abspath(parser.parse_args().tool)
    problems = check(tool, ["policies/failing.carve", "policies/good.carve", "policies/names.carve"], HERE)
    problems += check(tool, ["policies/not_utf8.carve", "policies/there_is_none.carve"], HERE)
    problems += check(tool, ["examples/policies/nyc/guidance.carve", "examples/policies/home_sale/exclusion.carve"], ROOT)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a<b>&\x01.carve").write_text(STRANGE, encoding="utf-8")
        Path(os.fsdecode(os.fsencode(folder) + b"/\xff.carve")).write_text(STRANGE, encoding="utf-8")
        problems += check(tool, ["a<b>&\x01.carve"], folder)
        problems += check(tool, [os.fsdecode(b"\xff.carve")], folder)
    print(f"{problems} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
