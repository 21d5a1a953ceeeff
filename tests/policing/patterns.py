#!/usr/bin/env python3
"""Every pattern of real instruments, P1 to P57, is a conformance case or a scenario, named for it, or is listed as out of reach.

usage: patterns.py SOURCE_FOLDER

A case or scenario is named for the patterns that its title begins with: "P8: …", "P32, P35: …", "P7 and P8: …". Those that the language does not
reach stand in spec/decisions/README.md as "P12 is out of reach: REASON".
"""
import re
import sys
from pathlib import Path

PATTERNS = range(1, 58)
# A title of a case, a scenario or a row of a table; the comment of a golden case, which runs the command.
TITLE = re.compile(r'(?:name: "?|scenarios? "|^\|\s*"?)((?:P\d+(?:, | and |: ))+)', re.M)
COMMENT = re.compile(r'^# ((?:P\d+(?:, | and |: ))+)', re.M)


def shown(root):
    found = {}
    files = [*root.glob("tests/conformance/cases/**/*.yaml"), *root.glob("tests/golden/**/*.carve"), *root.glob("tests/golden/cases/**/*.cmd"),
             *root.glob("examples/**/*.carve"), *root.glob("examples/**/*.carve.md"), *root.glob("stdlib/**/*.carve")]
    for file in sorted(f for f in files if f.is_file()):
        named = COMMENT if file.suffix == ".cmd" else TITLE
        for title in named.findall(file.read_text(encoding="utf-8", errors="replace")):
            for number in re.findall(r"P(\d+)", title):
                found.setdefault(int(number), file.relative_to(root))
    return found


def main():
    root = Path(sys.argv[1])
    found = shown(root)
    decided = (root / "spec/decisions/README.md").read_text(encoding="utf-8")
    out_of_reach = {int(n) for n in re.findall(r"P(\d+) is out of reach: \S", decided)}
    problems = [f"P{n} is shown nowhere, and not said to be out of reach" for n in PATTERNS if n not in found and n not in out_of_reach]
    problems += [f"P{n} is said to be out of reach, and shown in {found[n]}" for n in sorted(out_of_reach) if n in found]
    for problem in problems:
        print(problem)
    print(f"{len(found)} patterns shown, {len(out_of_reach)} out of reach")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
