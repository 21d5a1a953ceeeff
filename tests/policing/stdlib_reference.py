#!/usr/bin/env python3
"""Makes spec/reference/stdlib.md, the reference of the standard library, from its modules and the scenarios that try them.

usage: stdlib_reference.py SOURCE_FOLDER [--write]

Of each module it tells the head comment, and of each entry its declaration, the comment above it, and, of a list, parameter, table or
definition, an example: the scenarios of examples/stdlib/<module>.carve whose titles begin with the name of the entry and a colon.
Without --write it says whether the page is as it would be made: a page that is stale, and an entry without a comment, a citation or an
example, are failures.
"""
import difflib
import re
import sys
from pathlib import Path

PAGE = "spec/reference/stdlib.md"
KINDS = ("type", "list", "parameter", "define", "table", "calendar", "facts", "action", "duty")
DECLARES = re.compile(rf"^({'|'.join(KINDS)}) (\w+)")
TRIED = re.compile(r'^scenarios? "(\w+): ')


def blocks_of(text):
    """The pieces of a laid-out file: comments directly above a declaration belong to it, and all its lines further in."""
    blocks, comments, current = [], [], None
    for line in text.splitlines():
        if line.startswith("#"):
            if current is not None:
                current = None
            comments.append(line[1:].strip())
        elif not line.strip():
            if current is not None:
                current["lines"].append("")
            elif comments:
                blocks.append({"comments": comments, "lines": []})  # a comment that stands alone
                comments = []
        elif not line[0].isspace():
            current = {"comments": comments, "lines": [line]}
            comments = []
            blocks.append(current)
        elif current is not None:
            current["lines"].append(line)
    for block in blocks:
        while block["lines"] and not block["lines"][-1]:
            block["lines"].pop()
    return blocks


def paragraphs(comments):
    """Comment lines as text: an empty one begins a paragraph."""
    return "\n\n".join(part.replace("\n", " ").strip() for part in "\n".join(comments).split("\n\n") if part.strip())


def shortened(lines):
    """A long list is shown by its head."""
    if len(lines) <= 16:
        return lines
    return [*lines[:6], f"    # … and {len(lines) - 6} more lines: see the module"]


def module_text(module, path, tried, problems):
    blocks = blocks_of(module)
    out = [f"## {path}", ""]
    if blocks and not blocks[0]["lines"]:
        out += [paragraphs(blocks[0]["comments"]), ""]
    else:
        problems.append(f"{path} does not begin with a comment that says what it is and what it rests on")
    examples = blocks_of(tried)
    prelude, by_entry, base = [], {}, []
    for example in examples:
        first = example["lines"][0] if example["lines"] else ""
        match = TRIED.match(first)
        if match:
            by_entry.setdefault(match.group(1), []).append(example["lines"])
        elif first:
            base.append(example["lines"])
    prelude = [line for lines in base for line in [*lines, ""]]
    out += ["All examples of this module begin so:", "", "```carve prelude", *prelude[:-1], "```", ""]
    known = set()
    for block in blocks:
        match = DECLARES.match(block["lines"][0]) if block["lines"] else None
        if not match:
            continue
        kind, name = match.groups()
        known.add(name)
        out += [f"### {name}", ""]
        if block["comments"]:
            out += [paragraphs(block["comments"]), ""]
        out += ["```", *shortened(block["lines"]), "```", ""]
        entry = by_entry.get(name, [])
        if kind in ("list", "parameter", "define", "table") and not entry:
            problems.append(f"{path}: no scenario of examples/stdlib tries `{name}`: give one the title \"{name}: …\"")
        if kind in ("list", "parameter", "define", "table") and not (block["comments"] or any("cites" in line for line in block["lines"])):
            problems.append(f"{path}: `{name}` says neither in a comment nor by `cites` what it is")
        if entry:
            out += ["```carve", *"\n\n".join("\n".join(lines) for lines in entry).splitlines(), "```", ""]
    for name in sorted(set(by_entry) - known):
        problems.append(f"examples/stdlib/{path.replace('.', '/')}.carve tries `{name}`, which {path} does not declare")
    return out


def main():
    root = Path(sys.argv[1])
    problems = []
    out = ["# The standard library", "",
           "Modules in the language itself, brought in by `use`. None of them is legal advice. This page is made from the modules and from",
           "the scenarios of `examples/stdlib` by `tests/policing/stdlib_reference.py . --write`; its examples are run.", ""]
    files = sorted(f for f in (root / "stdlib").rglob("*.carve") if f.is_file())
    for file in files:
        relative = file.relative_to(root / "stdlib")
        path = ".".join(relative.with_suffix("").parts)
        tried = root / "examples" / "stdlib" / relative
        if not tried.is_file():
            problems.append(f"nothing tries {path}: {tried.relative_to(root)} is missing")
            continue
        out += module_text(file.read_text(encoding="utf-8"), path, tried.read_text(encoding="utf-8"), problems)
    page = "\n".join(out).rstrip() + "\n"
    kept = root / PAGE
    if "--write" in sys.argv[2:]:
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(page, encoding="utf-8")
    elif not kept.is_file() or kept.read_text(encoding="utf-8") != page:
        found = kept.read_text(encoding="utf-8") if kept.is_file() else ""
        diff = difflib.unified_diff(found.splitlines(True), page.splitlines(True), PAGE, "as it would be made", n=1)
        problems.append(f"{PAGE} is stale: run tests/policing/stdlib_reference.py . --write\n" + "".join(list(diff)[:40]))
    print("\n".join(problems))
    print(f"{len(files)} modules, {len(problems)} problems")
    return 1 if problems or not files else 0


if __name__ == "__main__":
    sys.exit(main())
