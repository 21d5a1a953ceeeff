#!/usr/bin/env python3
"""Runs the command on golden cases and compares what it writes with what is expected.

A case is a file NAME.cmd: lines `key: value`, comments after `#`.

    args: check policies/names.carve --format json    as a shell would split them; more lines are more words
    stdin: FILE | text TEXT | closed                   default: empty
    stdout: closed | full                              a reader that went away, a device without room
    terminal: COLUMNS                                  both streams are one terminal of that width
    env: NAME=VALUE                                    beside an environment that is otherwise empty

It is run in this folder. NAME.expected beside it holds the exit status and both streams. With UPDATE=1 in the environment
expectations are rewritten, and a run that rewrites one fails: accepting is not passing.
"""

import argparse
import difflib
import fcntl
import os
import pty
import shlex
import struct
import subprocess
import sys
import termios
from pathlib import Path

HERE = Path(__file__).resolve().parent
SECONDS = 60  # far beyond what a case takes, sanitizers included
KEYS = {"args", "stdin", "stdout", "terminal", "env"}


def read_case(path):
    case = {"args": [], "env": {}}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        key, colon, value = line.partition(":")
        value = value.strip()
        if not colon or key not in KEYS:
            raise SystemExit(f"{path}:{number}: not a line of a case: {line}")
        if key == "args":
            case["args"] += shlex.split(value)
        elif key == "env":
            name, _, text = value.partition("=")
            case["env"][name] = text
        else:
            case[key] = value
    return case


def standard_input(case):
    wanted = case.get("stdin", "")
    if wanted.startswith("text "):
        return wanted[len("text "):].encode()
    return (HERE / wanted).read_bytes() if wanted else b""


def run_on_terminal(command, case, env):
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(case["terminal"]), 0, 0))
    child = subprocess.Popen(command, cwd=HERE, env=env, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs)
    os.close(theirs)
    seen = b""
    while True:
        try:
            some = os.read(ours, 65536)
        except OSError:  # how Linux says that the other side is closed
            break
        if not some:
            break
        seen += some
    os.close(ours)
    return child.wait(SECONDS), seen.replace(b"\r\n", b"\n"), b""


def run(tool, case):
    command = [tool, *case["args"]]
    # Sanitizers take their options from the environment.
    kept = {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}
    env = {**kept, "LC_ALL": "C.UTF-8", "TERM": "xterm", **case["env"]}
    if "terminal" in case:
        return run_on_terminal(command, case, env)
    out = subprocess.PIPE
    if case.get("stdout") == "closed":
        reader, out = os.pipe()
        os.close(reader)
    elif case.get("stdout") == "full":
        out = os.open("/dev/full", os.O_WRONLY)
    if case.get("stdin") == "closed":
        command = ["sh", "-c", 'exec "$@" <&-', "sh", *command]
        case = {**case, "stdin": ""}
    done = subprocess.run(command, cwd=HERE, env=env, input=standard_input(case), stdout=out, stderr=subprocess.PIPE,
                          timeout=SECONDS, check=False)
    if out != subprocess.PIPE:
        os.close(out)
    return done.returncode, done.stdout or b"", done.stderr


def told(result):
    status, out, err = result
    text = f"exit {status}\n"
    for name, stream in (("stdout", out), ("stderr", err)):
        if stream:
            text += f"--- {name}\n" + stream.decode("utf-8", errors="backslashreplace").replace("\x1b", "␛")
            if not text.endswith("\n"):
                text += "\n--- without a line end\n"
    return text


def check(tool, path, update):
    """Whether the case is as expected, after saying what is not."""
    expected_path = path.with_suffix(".expected")
    try:
        found = told(run(tool, read_case(path)))
    except subprocess.TimeoutExpired:
        print(f"FAILED {path}: no end after {SECONDS} s")
        return False
    expected = expected_path.read_text(encoding="utf-8") if expected_path.exists() else ""
    if found == expected:
        return True
    print(f"FAILED {path}")
    sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), found.splitlines(True), "expected", "found"))
    if update:
        expected_path.write_text(found, encoding="utf-8")
        print("rewritten")
    return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    parser.add_argument("cases", type=Path, help="a folder of cases, or one case")
    arguments = parser.parse_args()
    tool = os.path.abspath(arguments.tool)
    paths = [arguments.cases] if arguments.cases.is_file() else sorted(arguments.cases.rglob("*.cmd"))
    if not paths:
        raise SystemExit(f"no case in {arguments.cases}")
    stale = {p for p in arguments.cases.rglob("*.expected") if not p.with_suffix(".cmd").exists()}
    for path in sorted(stale):
        print(f"FAILED {path}: no case goes with it")
    update = os.environ.get("UPDATE") == "1"
    failed = [path for path in paths if not check(tool, path, update)]
    print(f"{len(paths)} cases, {len(failed)} failed")
    return 1 if failed or stale else 0


if __name__ == "__main__":
    sys.exit(main())
