#!/usr/bin/env python3
"""What `needs` and `change` write with --format json is as spec/language/exploring.schema.json says, and the schema refuses what is not."""

import argparse
import copy
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parents[2]
NYC = ROOT / "examples" / "policies" / "nyc"
POLICIES = Path(__file__).resolve().parent / "policies"


BASE = "the robber is not in custody"


def written(tool, *arguments, facts=b"{}"):
    done = subprocess.run([tool, *arguments, "--facts", "-", "--format", "json"], input=facts, capture_output=True, timeout=60, check=False)
    if done.returncode != 0:
        raise SystemExit(f"exit {done.returncode} of {arguments}: {done.stderr.decode()}")
    return json.loads(done.stdout)


def documents(tool):
    for facts in sorted((NYC / "facts").glob("*.json")):
        yield f"needs with {facts.name}", written(tool, "needs", NYC / "guidance.carve", facts=facts.read_bytes())
    yield "needs", written(tool, "needs", NYC / "guidance.carve")
    yield "needs of instruments", written(tool, "needs", NYC / "section_14_154.carve")
    yield "needs of definitions", written(tool, "needs", POLICIES / "exclusion.carve", "cap", "excluded")


    for supposed in ("subject.arrested is 2018-02-19", "request.from_immigration_authority is no", "request.review_approved is unknown"):
        facts = (NYC / "facts" / "exactly-five-years.json").read_bytes()
        yield f"what if {supposed}", written(tool, "ask", NYC / "guidance.carve", "--what-if", supposed, facts=facts)
    for facts in sorted((NYC / "facts").glob("*.json")):
        for outcome in ("permitted", "forbidden", "unaddressed"):
            yield f"change to {outcome} of {facts.name}", written(tool, "change", NYC / "guidance.carve", "share_information", outcome, facts=facts.read_bytes())


def scenarios_come_out(tool, scratch):
    """Each change, as a scenario that is like the facts as they are, expects the outcome wanted; `carveout test` says whether it comes."""
    policy = (NYC / "guidance.carve").read_text(encoding="utf-8")
    name = "as it would be"
    changes = json.loads(subprocess.run([tool, "change", NYC / "guidance.carve", "share_information", "permitted", "--scenario", BASE, "--format", "json"],
                                        capture_output=True, timeout=60, check=True).stdout)["changes"][0]["changes"]
    lines = []
    for number, change in enumerate(changes):
        lines.append(f'scenario "{name} {number}"\n  like "{BASE}"')
        lines += [f"  given {given}" for given in change["given"]]
        lines.append("  expect share_information permitted")
    folder = scratch / "us" / "ny" / "nyc"
    folder.mkdir(parents=True, exist_ok=True)
    for other in NYC.glob("*.carve"):
        (scratch / other.name).write_text(other.read_text(encoding="utf-8"), encoding="utf-8")
    (scratch / "guidance.carve").write_text(policy + "\n".join(lines) + "\n", encoding="utf-8")
    done = subprocess.run([tool, "test", scratch / "guidance.carve", "--filter", name + " "], capture_output=True, timeout=60, check=False)
    return len(changes), done.returncode, done.stdout.decode() + done.stderr.decode()


def spoilt_needs(document):
    """Documents that are each wrong in one way."""
    def changed(change):
        copied = copy.deepcopy(document)
        change(copied, copied["needs"][0])
        return copied

    yield "a key too many", changed(lambda d, n: n.update(extra=1))
    yield "no best", changed(lambda d, n: n.pop("best"))
    yield "an outcome that there is not", changed(lambda d, n: n.update(outcome="maybe"))
    yield "a kind that there is not", changed(lambda d, n: n["facts"][0].update(kind="guess"))
    yield "an answer that is no text", changed(lambda d, n: n["facts"][0]["answers"][0].update(value=True))
    yield "both an action and a definition", changed(lambda d, n: n.update(define="x", known=False))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    tool = parser.parse_args().tool
    schema = json.loads((ROOT / "spec" / "language" / "exploring.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    failed = 0
    for name, document in documents(tool):
        for error in validator.iter_errors(document):
            failed += 1
            print(f"FAILED {name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")
    undetermined = written(tool, "needs", NYC / "guidance.carve", "join_operation")
    assert validator.is_valid(undetermined) and undetermined["needs"][0]["best"]
    for what, document in spoilt_needs(undetermined):
        if validator.is_valid(document):
            failed += 1
            print(f"FAILED the schema takes {what}")
    with tempfile.TemporaryDirectory() as scratch:
        count, code, text = scenarios_come_out(tool, Path(scratch))
        if count < 3 or code != 0:
            failed += 1
            print(f"FAILED of {count} changes as scenarios: {text}")
    print("all is as the schema says" if failed == 0 else f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
