#!/usr/bin/env python3
"""Runs the command on facts and files at and past its bounds: it always ends, with a message, and never by a signal.

usage: run.py --tool TOOL [--sanitized]
"""
import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

SECONDS = 120  # for what takes a few; before it was linear, it took many minutes

POLICY = """policy p
type T has x : number y : yes/no
facts l : list of T
action act
clause c forbid act when some x in l satisfies x.y
clause e permit act when (count x in l where x.y) > 3
clause f permit act when (sum x.x for x in l where x.y) > 3
"""
LIMIT = 64 << 20  # of a facts document, spec/language/09-facts, 9.5


class Runner:
    def __init__(self, tool, folder):
        self.tool, self.folder, self.failed, self.passed = tool, folder, 0, 0

    def run(self, *arguments, stdin=b"", memory=None, shell=None):
        def bound():
            if memory:
                resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        command = ["bash", "-c", shell, "bash", self.tool] if shell else [self.tool, *arguments]
        with open(self.folder / "out", "wb") as out:
            done = subprocess.run(command, cwd=self.folder, input=stdin, stdout=out, stderr=subprocess.PIPE,
                                  timeout=SECONDS, check=False, preexec_fn=bound)
        return done.returncode, done.stderr.decode()

    def check(self, name, good, seen):
        self.passed += bool(good)
        self.failed += not good
        if not good:
            print(f"FAILED {name}: {seen}")


def elements(count):
    return '{"l": [' + ", ".join(f'{{"x": {i % 7}}}' for i in range(count)) + "]}"


def long_lists(r):
    (r.folder / "many.json").write_text(elements(200_000))
    seen = r.run("ask", "p.carve", "--facts", "many.json")
    size = (r.folder / "out").stat().st_size
    r.check("the text of an answer about many elements is short", seen == (0, "") and size < 10_000, (seen, size))
    seen = r.run("ask", "p.carve", "--facts", "many.json", "--format", "json")
    text = (r.folder / "out").read_bytes()
    r.check("the JSON of it has them all", seen == (0, "") and text.count(b'\n        "l[') == 200_000, seen)


# An answer about these, with a text for each path and a tree of all of it, once took 130 MB.
def little_memory(r):
    (r.folder / "some.json").write_text(elements(30_000))
    least = next((m for m in range(16, 96) if r.run("--version", memory=m << 20)[0] == 0), None)
    worked = None
    for megabytes in range(least, least + 64, 4):
        seen = r.run("ask", "p.carve", "--facts", "some.json", "--format", "json", memory=megabytes << 20)
        told = seen[0] == 2 and "there is not enough memory for `p.carve` with the facts `some.json`" in seen[1]
        r.check(f"with {megabytes} MB there is an answer or a message", seen == (0, "") or told, seen)
        if seen[0] == 0 and worked is None:
            worked = megabytes
    r.check("some do not suffice, and not many do", worked is not None and worked > least, (least, worked))


def documents_too_long(r):
    with open(r.folder / "long.json", "wb") as out:
        out.write(b'{"l": []}')
        out.truncate(LIMIT + 1)
    seen = r.run("ask", "p.carve", "--facts", "long.json")
    r.check("a document past the limit names it", seen[0] == 2 and f"more than {LIMIT} bytes" in seen[1], seen)
    seen = r.run("ask", "p.carve", "--facts", "-", stdin=b'{"l": []}' + b" " * (LIMIT - 9))
    r.check("one at the limit is read", seen == (0, ""), seen)


def streams(r):
    os.mkfifo(r.folder / "fifo.carve")
    seen = r.run("check", "fifo.carve")
    r.check("a named pipe as a policy", seen[0] == 2 and "it is a named pipe" in seen[1], seen)
    seen = r.run("ask", "p.carve", "--facts", "fifo.carve")
    r.check("a named pipe as facts", seen[0] == 2 and "it is a named pipe" in seen[1], seen)
    seen = r.run("replay", "fifo.carve", "--policy", "p.carve")
    r.check("a named pipe as records", seen[0] == 2 and "it is a named pipe" in seen[1], seen)
    seen = r.run("check", "/dev/null")
    r.check("a device", seen[0] == 2 and "it is not a file" in seen[1], seen)
    seen = r.run("check", "/dev/fd/99")
    r.check("a stream that is not open", seen[0] == 2 and "it is not open for reading" in seen[1], seen)
    for facts in ("-", "/dev/stdin"):
        seen = r.run("ask", "p.carve", "--facts", facts, stdin=b'{"l": []}')
        r.check(f"{facts} as facts", seen == (0, ""), seen)
    seen = r.run("ask", "-", "--facts", "/dev/stdin", stdin=b"{}")
    r.check("both from the standard input", seen[0] == 2 and "cannot both come from" in seen[1], seen)
    seen = r.run(shell='"$1" ask <(cat p.carve) --facts <(printf "{\\"l\\": []}")')
    r.check("what a shell makes of <(…)", seen == (0, ""), seen)
    seen = r.run(shell='"$1" ask p.carve --facts /dev/stdin < empty.json')
    r.check("a file as the standard input", seen == (0, ""), seen)


def calls_that_multiply(r):
    text = "policy p\nfacts n : number\naction act\ndefine d0(x : number) as x > n\n"
    text += "".join(f"define d{i}(x : number) as d{i-1}(x+1) and d{i-1}(x*2)\n" for i in range(1, 25))
    (r.folder / "calls.carve").write_text(text + "clause c forbid act when d24(n)\n")
    seen = r.run("check", "calls.carve")
    r.check("calls that multiply are refused", seen[0] == 1 and "error[C0703]" in seen[1], seen)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    parser.add_argument("--sanitized", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        r = Runner(str(Path(options.tool).resolve()), Path(folder))
        (r.folder / "p.carve").write_text(POLICY)
        (r.folder / "empty.json").write_text("{}")
        streams(r)
        documents_too_long(r)
        calls_that_multiply(r)
        long_lists(r)
        # Sanitizers reserve more room than any machine has.
        if not options.sanitized:
            little_memory(r)
        print(f"{r.passed} passed, {r.failed} failed")
        return 1 if r.failed or not r.passed else 0


if __name__ == "__main__":
    sys.exit(main())
