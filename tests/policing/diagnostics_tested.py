#!/usr/bin/env python3
"""Refuses a diagnostic of the catalogue that no test produces: its code stands in no golden file, its id in no unit test.
Refuses as well an id or a code that stands in it twice, and codes that do not rise from line to line.

usage: diagnostics_tested.py SOURCE_FOLDER
"""
import re
import sys
from pathlib import Path


def problems_of_order(catalogue, ids):
    problems = []
    # A line that is written in another way would not be seen by anything here.
    lines = len(re.findall(r"^\s*CARVEOUT_DIAGNOSTIC\(", catalogue, re.M))
    if lines != len(ids):
        problems.append(f"{lines} diagnostics are declared, {len(ids)} of them on a line `CARVEOUT_DIAGNOSTIC(Id, \"C0000\", …`")
    for kind, values in (("id", [name for name, _ in ids]), ("code", [code for _, code in ids])):
        problems += [f"the {kind} {value} stands in the catalogue twice" for value in sorted({v for v in values if values.count(v) > 1})]
    problems += [f"{code} ({name}) stands after {before}: codes rise from line to line"
                 for (_, before), (name, code) in zip(ids, ids[1:]) if code < before]
    problems += [f"{code} ({name}) is not C and four digits" for name, code in ids if not re.fullmatch(r"C\d{4}", code)]
    return problems


def main():
    root = Path(sys.argv[1])
    catalogue = (root / "lang/include/carveout/lang/catalogue.def").read_text(encoding="utf-8")
    ids = re.findall(r'^CARVEOUT_DIAGNOSTIC\((\w+), "(C\d+)"', catalogue, re.M)
    unit = "\n".join(f.read_text(encoding="utf-8") for f in sorted((root / "tests/unit").rglob("*.cpp")))
    golden = "\n".join(f.read_text(encoding="utf-8", errors="replace")
                       for f in sorted((root / "tests/golden").rglob("*")) if f.is_file() and not f.is_symlink())
    spec = "\n".join(f.read_text(encoding="utf-8") for f in sorted((root / "spec/language").glob("*.md")))
    tested = unit + golden
    untested = [f"{name} ({code})" for name, code in ids
                if not re.search(rf"\b{name}\b", unit) and code not in tested and f"```carve {code}" not in spec]
    problems = [f"no test produces {name}" for name in untested] + problems_of_order(catalogue, ids)
    for problem in problems:
        print(problem)
    print(f"{len(ids)} diagnostics, {len(problems)} problems")
    return 1 if problems or not ids else 0


if __name__ == "__main__":
    sys.exit(main())
