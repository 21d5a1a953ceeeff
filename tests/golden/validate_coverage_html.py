#!/usr/bin/env python3
"""Reads the page that `carveout test --coverage-html` writes, strictly, and holds it against the source and the JSON."""

import argparse
import json
import os
import stat
import subprocess
import tempfile
from html.parser import HTMLParser
from pathlib import Path

try:  # A second opinion where it is at hand.
    import html5lib
except ImportError:
    html5lib = None

ROOT = Path(__file__).resolve().parent.parent.parent
VOID = {"meta"}
KNOWN = {"html", "head", "meta", "title", "style", "body", "header", "main", "section", "h1", "h2", "h3", "p", "ul", "li", "table", "caption",
         "thead", "tbody", "tr", "th", "td", "pre", "span", "a", "details", "summary"}
# What may stand in a paragraph, a heading or a line of source.
PHRASING = {"span", "a"}
STRANGE = """policy strange "<b> & \\"quoted\\" </pre><script>alert(1)</script>"
facts
  n : number
  a : yes/no
action act "ä <i>" by default forbidden
# a comment: </span></pre> & <!-- --> 日本
clause more permit act when [<x> & "y"] n > 5 and [<z>] a
scenario "<script>alert('1')</script> & \u00e9"
  given n is 6  a is yes
  expect act permitted
"""


class Page(HTMLParser):
    """Refuses what is not closed, not known or not allowed where it stands."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.links, self.problems = [], [], [], []
        self.line, self.lines, self.declared = None, {}, False

    def handle_decl(self, declaration):
        self.declared = declaration == "DOCTYPE html" and not self.open

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag not in KNOWN:
            self.problems.append(f"<{tag}>")
        if self.open and self.open[-1] in PHRASING | {"p", "h1", "h2", "h3", "pre", "summary"} and tag not in PHRASING:
            self.problems.append(f"<{tag}> in <{self.open[-1]}>")
        if any(name.startswith("on") or name in {"src", "srcset"} for name in attributes):
            self.problems.append(f"<{tag} {attributes}>")
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "a":
            self.links.append(attributes["href"])
        if attributes.get("role") == "img" and not attributes.get("aria-label"):
            self.problems.append("an image without a name")
        if tag not in VOID:
            self.open.append(tag)
        if attributes.get("class") == "line":
            self.line = (attributes["id"], len(self.open))
            self.lines[attributes["id"]] = ""

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}>")
        if self.line and len(self.open) < self.line[1]:
            self.line = None

    def handle_data(self, data):
        if self.line:
            self.lines[self.line[0]] += data


def read(path):
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    page.close()
    if html5lib:
        parser = html5lib.HTMLParser()
        parser.parse(path.read_text(encoding="utf-8"))
        page.problems += [str(error) for error in parser.errors]
    if not page.declared or page.open:
        page.problems.append(f"not whole: {page.open}")
    if len(set(page.ids)) != len(page.ids):
        page.problems.append("an id twice")
    page.problems += [f"leads nowhere: {link}" for link in page.links if link[1:] not in page.ids or link[0] != "#"]
    return page


def run(tool, arguments):
    return subprocess.run([tool, "test", *arguments], capture_output=True, timeout=120, check=False)


def check(tool, policy, folder):
    out = Path(folder) / "page.html"
    done = run(tool, [policy, "--coverage-html", out, "--format", "json"])
    page = read(out)
    problems = page.problems
    coverage = json.loads(done.stdout)["policies"][0]["coverage"]
    # A sign, the number and a space stand before each line.
    lines = [text for name, text in page.lines.items() if name.startswith("p1-f0-")]
    source = Path(policy).read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(source[:len(lines)], 1):
        if lines[number - 1][1:] != f"{number} {line}":
            problems.append(f"line {number}: {lines[number - 1]!r} is not {line!r}")
    if len(lines) < len(source) - 1:
        problems.append(f"{len(lines)} lines instead of {len(source) - 1}")
    text = out.read_text(encoding="utf-8")
    for kind, words in (("none", "not exercised"), ("full", "exercised")):
        if f'<span class="sign {kind}" role="img" aria-label="{words}">' not in text:
            problems.append(f"no sign of {words}")
    missing = sum(not point["exercised"] for point in coverage["all"])
    if text.count("<li><span class=\"sign") != missing + 3:  # and the legend
        problems.append("not as many are missing as the JSON says")
    for problem in problems:
        print(f"FAILED {policy}: {problem}")
    return len(problems)


def check_files(tool, folder):
    """What is written, and what is left alone."""
    policy = ROOT / "tests/golden/policies/coverage.carve"
    target = Path(folder) / "there.html"
    target.write_text("before")
    target.chmod(0o640)
    problems = []
    if run(tool, [policy, "--coverage-html", target]).returncode != 0 or "<!DOCTYPE" not in target.read_text(encoding="utf-8"):
        problems.append("not rewritten")
    if stat.S_IMODE(target.stat().st_mode) != 0o640:
        problems.append("permissions not kept")
    before = target.read_text(encoding="utf-8")
    broken = ROOT / "tests/golden/policies/names.carve"
    if run(tool, [broken, "--coverage-html", target]).returncode != 1 or target.read_text(encoding="utf-8") != before:
        problems.append("not left alone where the policy has errors")
    for wrong in (folder, Path(folder) / "no/such/folder.html", "/dev/null"):
        done = run(tool, [policy, "--coverage-html", wrong])
        if done.returncode != 2 or b"cannot be written" not in done.stderr:
            problems.append(f"{wrong}: {done.returncode} {done.stderr}")
    if [p.name for p in Path(folder).iterdir() if p.name.startswith(".")]:
        problems.append("something is left beside it")
    for problem in problems:
        print(f"FAILED {problem}")
    return len(problems)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    tool = os.path.abspath(parser.parse_args().tool)
    problems = 0
    with tempfile.TemporaryDirectory() as folder:
        strange = Path(folder) / "a<b>&'.carve"
        strange.write_text(STRANGE, encoding="utf-8")
        for policy in (strange, ROOT / "tests/golden/policies/coverage.carve", ROOT / "examples/policies/nyc/guidance.carve",
                       ROOT / "examples/policies/body_cameras/footage.carve.md"):
            problems += check(tool, policy, folder)
    with tempfile.TemporaryDirectory() as folder:
        problems += check_files(tool, folder)
    print(f"{problems} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
