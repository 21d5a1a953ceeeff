#!/usr/bin/env python3
"""Every policy of the repository is in canonical layout: layout.py COMMAND SOURCE_FOLDER.

`carveout fmt FILE` mends one that is not.
"""
import subprocess
import sys
from pathlib import Path

# Folders of inputs whose layout is their point.
ODD_LAYOUT = {
    "tests/fuzz/corpus": "seeds are small and unlike each other, in layout too",
    "tests/golden/format": "what is to be laid out",
}
# Files that have no layout. One that has got one belongs here no more.
NO_LAYOUT = {
    "tests/golden/policies/manual_comment.carve.md": "shows what is said of a comment that is never closed",
    "tests/golden/policies/manual_errors.carve.md": "shows what is said of syntax errors in a manual",
    "tests/golden/policies/manual_fences.carve.md": "shows what is said of blocks that are not read",
    "tests/golden/policies/manual_without_code.carve.md": "shows what is said of a manual without code",
    "tests/golden/policies/bidi.carve": "shows what is said of characters that reorder text",
    "tests/golden/policies/line_separators.carve": "shows what is said of characters that end lines elsewhere",
    "tests/golden/policies/mixed.carve": "shows what is said of `and` mixed with `or`",
    "tests/golden/policies/not_utf8.carve": "shows what is said of text that is not UTF-8",
    "tests/golden/policies/syntax.carve": "shows what is said of syntax errors",
}


def main():
    command, root = sys.argv[1], Path(sys.argv[2])
    folders = ("examples", "stdlib", "spec", "tests")
    files = sorted(file.relative_to(root).as_posix() for folder in folders for ending in ("*.carve", "*.carve.md")
                   for file in (root / folder).rglob(ending) if file.is_file())
    files = [file for file in files if not any(file.startswith(folder + "/") for folder in ODD_LAYOUT)]
    wanted = [file for file in files if file not in NO_LAYOUT]
    problems = [f"{file} is not there any more" for file in NO_LAYOUT if file not in files]
    done = subprocess.run([command, "fmt", "--check", *wanted], cwd=root, capture_output=True, text=True, check=False)
    problems += [f"{file} is not in canonical layout: run `carveout fmt {file}`" for file in done.stdout.splitlines()]
    if done.stderr:
        problems.append(done.stderr)
    for file in NO_LAYOUT:
        one = subprocess.run([command, "fmt", "--check", file], cwd=root, capture_output=True, check=False)
        if not one.stderr:
            problems.append(f"{file} has a layout: take it off the list")
    print("\n".join(problems))
    print(f"{len(files) - len(problems)} passed, {len(problems)} failed")
    return 1 if problems or not wanted else 0


if __name__ == "__main__":
    sys.exit(main())
