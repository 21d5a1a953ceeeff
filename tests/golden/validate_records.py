#!/usr/bin/env python3
"""Records, signed heads and what `replay` writes as JSON are as spec/language/record.schema.json says; and digests and the form of records are
worked out again here, from the words of spec/language/19-records.md."""

import argparse
import copy
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
NYC = ROOT / "examples" / "policies" / "nyc"
KEYS = ["record", "policy", "engine", "language", "at", "as_of", "as_of_told", "ways", "steps", "facts_digest", "facts", "decisions"]


def run(tool, *arguments, stdin=b"{}", good=(0,)):
    done = subprocess.run([tool, *map(str, arguments)], input=stdin, capture_output=True, timeout=120, check=False)
    if done.returncode not in good:
        raise SystemExit(f"exit {done.returncode} of {arguments}: {done.stderr.decode()}")
    return done.stdout


def code(file):
    """What is policy in a file, without comments."""
    text = file.read_text(encoding="utf-8")
    if file.name.endswith(".md"):
        text = "\n".join(re.findall(r"^```carve\n(.*?)^```$", text, re.M | re.S))
    return re.sub(r"#[^\n]*", "", text)


def module(root, path):
    for folder in (root, ROOT / "stdlib"):
        for ending in (".carve", ".carve.md"):
            file = folder / (path.replace(".", "/") + ending)
            if file.exists():
                return file
    raise SystemExit(f"there is no module {path}")


def files_of(policy):
    """In the order in which they are read."""
    files, heads = [policy], [policy]
    uses, adopts = 0, 0
    while uses < len(files) or adopts < len(heads):
        if uses < len(files):
            found = re.findall(r"^use ([a-z0-9_.]+)", code(files[uses]), re.M)
            uses += 1
            for file in (module(policy.parent, path) for path in found):
                if file not in files:
                    files.append(file)
            continue
        found = re.findall(r"^  (?:adopts|supersedes) ([a-z0-9_., \n]+?)$(?!\n    )", code(heads[adopts]), re.M)
        adopts += 1
        for path in (path for names in found for path in re.split(r"[,\s]+", names) if path):
            file = module(policy.parent, path)
            if file not in files:
                files.append(file)
            if file not in heads:
                heads.append(file)
    data = [file.parent / name for file in files for name in re.findall(r'^(?:list |  )[^\n]*?from "([^"\n]+\.csv)" column', code(file), re.M)]
    return files + list(dict.fromkeys(data))


def policy_digest(policy):
    out = hashlib.sha256()
    for file in files_of(policy):
        text = file.read_bytes()
        out.update((b"m" if file.name.endswith(".carve.md") else b"t") + len(text).to_bytes(8, "big") + text)
    return out.hexdigest()


class Number(str):
    """A number as it is written."""


def in_one_line(value):
    """Its one form, by 19.1."""
    if isinstance(value, dict):
        return "{" + ",".join(in_one_line(k) + ":" + in_one_line(v) for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(in_one_line, value)) + "]"
    return str(value) if isinstance(value, Number) else json.dumps(value, ensure_ascii=False)


def parsed(line):
    return json.loads(line, parse_float=Number, parse_int=Number)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    tool = parser.parse_args().tool
    schema = json.loads((ROOT / "spec" / "language" / "record.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    passed, problems = 0, []

    def check(name, good, seen=""):
        nonlocal passed
        passed += bool(good)
        if not good:
            problems.append(f"FAILED {name}: {seen}")

    def valid(name, document):
        error = next(iter(validator.iter_errors(document)), None)
        check(f"{name} is as the schema says", error is None, error and error.message)

    asked = [(NYC / "guidance.carve", facts.read_bytes()) for facts in sorted((NYC / "facts").glob("*.json"))]
    policies = [NYC / "guidance.carve", NYC / "city.carve", NYC / "section_14_154.carve", HERE / "policies" / "listed.carve",
                HERE / "policies" / "exclusion.carve", HERE / "records" / "leave.carve", *sorted((ROOT / "examples/policies/body_cameras").glob("*.carve.md"))]
    asked += [(policy, b"{}") for policy in policies]
    lines = []
    for policy, facts in asked:
        line = run(tool, "ask", policy, "--facts", "-", "--record", stdin=facts).decode()
        check(f"{policy.name}: one line", line.count("\n") == 1 and line.endswith("}\n"), line)
        line = line[:-1]
        lines.append(line)
        record = json.loads(line)
        valid(f"the record of {policy.name}", record)
        check(f"{policy.name}: members in their order", list(record) == KEYS, list(record))
        check(f"{policy.name}: one form", in_one_line(parsed(line)) == line, line)
        digest = hashlib.sha256(in_one_line(parsed(line)["facts"]).encode()).hexdigest()
        check(f"{policy.name}: the digest of its facts", record["facts_digest"] == digest, record["facts_digest"])
        check(f"{policy.name}: its digest", record["policy"]["digest"] == policy_digest(policy), [f.name for f in files_of(policy)])
        answer = json.loads(run(tool, "ask", policy, "--facts", "-", "--format", "json", stdin=facts))
        for one, told in zip(record["decisions"], answer["answers"], strict=True):
            same = ("action", "outcome", "allowed", "basis", "possible", "until")
            check(f"{policy.name}: as the answer", all(one[key] == told[key] for key in same), one)
            made = list(dict.fromkeys(clause["clause"] for clause in told["because"]))
            check(f"{policy.name}: the clauses of the answer", one["clauses"] == made, one["clauses"])
            duties = [{"duty": d["duty"], "timing": d["when"], "required": d["required"], "status": d["status"], "due": d["due"]}
                      for d in told["duties"] if d["required"] != "no"]
            check(f"{policy.name}: the duties of the answer", one["duties"] == duties, one["duties"])
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        for policy, facts in asked[:3]:
            run(tool, "ask", policy, "--facts", "-", "--record", "--no-facts", "--log", scratch / "a.db", "--at", "2018-03-01T09:00-05:00", stdin=facts)
        run(tool, "log", "keygen", scratch / "key")
        valid("a signed head", json.loads(run(tool, "log", "head", scratch / "a.db", "--sign", scratch / "key", "--at", "2018-03-01T09:00Z")))
        valid("a signed head without a moment", json.loads(run(tool, "log", "head", scratch / "a.db", "--sign", scratch / "key")))
        for line in run(tool, "log", "show", scratch / "a.db").splitlines():
            valid("a record without facts", json.loads(line))
        valid("a replay of records without facts", json.loads(run(tool, "replay", scratch / "a.db", "--policy", NYC / "guidance.carve", "--format", "json")))
    records = HERE / "records"
    for policy in ("leave", "leave_2", "leave_3"):
        for file in ("leave", "changed", "facts_changed"):
            written = run(tool, "replay", records / f"{file}.jsonl", "--policy", records / f"{policy}.carve", "--format", "json", good=(0, 1, 2))
            valid(f"{file} by {policy}", json.loads(written))
    refused = json.loads(lines[0])
    for change in ({"record": 2}, {"at": "yesterday"}, {"facts_digest": "abc"}, {"more": 1}, {"as_of_told": None}):
        check(f"the schema refuses {change}", not validator.is_valid({**copy.deepcopy(refused), **change}))
    print("\n".join(problems))
    print(f"{passed} passed, {len(problems)} failed")
    return 1 if problems or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
