#!/usr/bin/env python3
"""What `carveout ask` and `carveout why` write as JSON is as spec/language/answer.schema.json and why.schema.json say, and the schemas refuse
what is not."""

import argparse
import copy
import json
import subprocess
import sys
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parents[2]
NYC = ROOT / "examples" / "policies" / "nyc"
POLICIES = Path(__file__).resolve().parent / "policies"


def answers(tool, policy, facts, *names, command=("ask",)):
    done = subprocess.run([tool, command[0], policy, *names, "--facts", "-", "--format", "json", *command[1:]], input=facts, capture_output=True,
                          timeout=60, check=False)
    if done.returncode != 0:
        raise SystemExit(f"exit {done.returncode} of {policy}: {done.stderr.decode()}")
    return json.loads(done.stdout)


def questions():
    for facts in (b"{}", b'{"filing": "joint", "sale": {"gain": 612345.5, "owned": 30, "lived_in": 24}, "share": 0}'):
        yield POLICIES / "exclusion.carve", facts, "exclude", "cap", "excluded", "part_of", "home", "whose"
    sale = {"date": "2020-01-01", "gain": 450000, "reason": "health"}
    known = {"sale": sale, "home": {"months_owned": 30, "months_used": 12}, "filing": "joint", "spouse": {"used": True}, "other_sale": False}
    for request in ({}, known, {**known, "sale": {**sale, "date": "1970-01-01"}}, {**known, "months_since_other": 3}):
        yield POLICIES / "home_sale.carve", json.dumps(request).encode(), "exclude_all", "limit", "excluded"
    for request in ({"applicant": {"student": True, "waived": True}}, {"applicant": {"resident": True, "waived": False, "student": True}}):
        yield POLICIES / "values_that_differ.carve", json.dumps(request).encode(), "fee", "enrol"
    for facts in sorted((NYC / "facts").glob("*.json")):
        yield NYC / "guidance.carve", facts.read_bytes()
    yield NYC / "guidance.carve", b"{}"
    for facts in (b"{}", b'{"a": true, "b": true}', b'{"a": false, "b": false}', b'{"a": true}'):
        yield POLICIES / "conflict.carve", facts
    for days, budget in ((3, 0), (12, 20), (12, 13)):
        request = {"day": "2024-05-01", "kind": "holiday", "days": days, "doctor": False}
        yield POLICIES / "good.carve", json.dumps({"budget": budget, "request": request}).encode()
    # What is known in part, in each of its forms.
    sale = {"date": {"between": ["2018-01-01", "2018-12-31"]}, "last": {"one_of": [None, "2016-12-31"]}, "months": {"at_least": 12},
            "reason": {"one_of": ["health", "of_own_choice"]}, "basis": {"under": "26 USC"}, "gain": {"at_most": 5}}
    yield POLICIES / "known_in_part.carve", json.dumps({"sale": sale}).encode()
    # A fault on which something unknown turns.
    yield POLICIES / "good.carve", b'{"budget": 0, "request": {"days": 3}}'


def problem_of(proof):
    """What is wrong with the graph of a proof, which no schema says."""
    steps, conditions = proof["steps"], proof["conditions"]
    for kind in (steps, conditions):
        if [one["id"] for one in kind] != list(range(len(kind))):
            return "a number out of place"
    reached, told = set(proof["made"] + proof["against"] + proof["others"]), set()
    if not reached <= set(range(len(steps))):
        return "no such step"
    for step in reversed(steps):
        if step["id"] not in reached:
            return "a step that nothing reaches"
        if any(on >= step["id"] for on in step["rests_on"]):
            return "a step that rests on a later one"
        reached.update(step["rests_on"])
        told.update(step["conditions"])
    for condition in reversed(conditions):
        if condition["id"] not in told:
            return "a condition that nothing reaches"
        if any(inner >= condition["id"] for inner in condition["within"]):
            return "a condition that rests on a later one"
        told.update(condition["within"])
    return None if told <= set(range(len(conditions))) else "no such condition"


def check_proofs(tool):
    """The proofs of the same questions, in each way of asking; returns how many failed."""
    schema = json.loads((ROOT / "spec" / "language" / "why.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    failed, whys, sources, last = 0, set(), set(), None
    for policy, facts, *_ in questions():
        for command in (("why",), ("why", "--full"), ("why", "--not", "permitted")):
            document = answers(tool, policy, facts, command=command)
            found = [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in validator.iter_errors(document)]
            for proof in document["proofs"]:
                found += filter(None, [problem_of(proof)])
                whys |= {step["why"] for step in proof["steps"]}
                sources |= {next(iter(source)) for condition in proof["conditions"] for source in condition["sources"]}
                if proof["against"] and proof["conditions"]:
                    last = document
            for problem in found:
                failed += 1
                print(f"FAILED {' '.join(command)} {policy.name} with {facts.decode()}: {problem}")
    if not {"conditions", "overridden", "unsettled", None} <= whys or not {"list", "parameter"} <= sources:
        failed += 1
        print(f"FAILED not everything was seen: {whys}, {sources}")
    for what, change in (("a key too many", lambda p: p.update(extra=1)), ("a key too few", lambda p: p.pop("steps")),
                         ("a reason that there is not", lambda p: p["steps"][0].update(why="because")),
                         ("a step without a number", lambda p: p["steps"][0].update(id="0")),
                         ("others of a short proof", lambda p: p.update(full=False, others=[0])),
                         ("an outcome that there is not", lambda p: p.update(outcome="maybe"))):
        copied = copy.deepcopy(last)
        change(copied["proofs"][-1])
        if validator.is_valid(copied):
            failed += 1
            print(f"FAILED the schema of proofs takes {what}")
    return failed


def spoilt(document):
    """Documents that are each wrong in one way."""
    def changed(change):
        copied = copy.deepcopy(document)
        change(copied, copied["answers"][0])
        return copied

    yield "a key too many", changed(lambda d, a: a.update(extra=1))
    yield "a key too few", changed(lambda d, a: a.pop("needs"))
    yield "an outcome that there is not", changed(lambda d, a: a.update(outcome="maybe"))
    yield "a date that is none", changed(lambda d, a: d.update(as_of="31 January 2018"))
    yield "allowed though it is not permitted", changed(lambda d, a: a.update(allowed=True))
    yield "undetermined with one outcome possible", changed(lambda d, a: a.update(possible=["permitted"]))
    yield "undetermined without a meanwhile", changed(lambda d, a: a.update(meanwhile=None))
    yield "a reason that there is not", changed(lambda d, a: a["not_in_force"][0].update(why="because"))
    yield "a fact that is no path", changed(lambda d, a: a["facts"][0].update(fact="subject..date"))
    yield "a value that is not text", changed(lambda d, a: a["facts"][0].update(value=True))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    tool = parser.parse_args().tool
    schema = json.loads((ROOT / "spec" / "language" / "answer.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    failed = check_proofs(tool)
    outcomes, faults = set(), set()
    for policy, facts, *names in questions():
        document = answers(tool, policy, facts, *names)
        outcomes |= {answer["outcome"] for answer in document["answers"]}
        faults |= {fault["fault"] for answer in document["answers"] for fault in answer["faults"]}
        for error in validator.iter_errors(document):
            failed += 1
            print(f"FAILED {policy.name} with {facts.decode()}: {'/'.join(map(str, error.absolute_path))}: {error.message}")
    if outcomes != {"permitted", "forbidden", "conflict", "unaddressed", "undetermined"} or not faults:
        failed += 1
        print(f"FAILED not everything was seen: outcomes {sorted(outcomes)}, faults {sorted(faults)}")
    undetermined = answers(tool, NYC / "guidance.carve", b'{"request": {"received": "2018-03-01"}}')
    assert validator.is_valid(undetermined) and undetermined["answers"][0]["outcome"] == "undetermined"
    for what, document in spoilt(undetermined):
        if validator.is_valid(document):
            failed += 1
            print(f"FAILED the schema takes {what}")
    print("all answers are as the schema says" if failed == 0 else f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
