#!/usr/bin/env python3
"""Drives `carveout repl` in a real terminal, through tmux: terminal.py --tool COMMAND.

Each step sends keys and waits until the screen shows what is due, never for a time. What the screen then holds is compared
with tests/golden/terminal/NAME.expected; with UPDATE=1 in the environment that is rewritten, and the run fails.
"""
import argparse
import difflib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
POLICY = "../../examples/policies/nyc/guidance.carve"
SECONDS = 60  # far beyond what a step takes, sanitizers included
PROMPT = "> "


class Terminal:
    """One pane of a tmux server of its own."""

    def __init__(self, tool, folder, columns=80, lines=60, env=()):
        # Each has a server of its own: one that was told to end may still be about it.
        self.socket = str(Path(tempfile.mkdtemp(dir=folder)) / "tmux")
        kept = [f"{name}={value}" for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")]
        # Under the address sanitizer the library's own leaks are none of ours.
        kept.append(f"LSAN_OPTIONS=suppressions={HERE / 'terminal/libedit_leaks.txt'}:print_suppressions=0")
        command = ["env", "-i", "TERM=screen", "LC_ALL=C.UTF-8", f"PATH={os.environ['PATH']}", f"HOME={folder}",
                   f"XDG_STATE_HOME={folder}/state", *kept, *env, tool, "repl", POLICY]
        # The pane stays after the command has ended, so that how it ended can be read.
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(lines), "-c", str(HERE),
                  "sh", "-c", '"$@"; echo "left with $?"; exec sleep 1000', "sh", *command)

    def tmux(self, *words):
        done = subprocess.run(["tmux", "-S", self.socket, *words], capture_output=True, timeout=SECONDS, check=False,
                              env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TERM": "screen"})
        if done.returncode != 0:
            raise RuntimeError(f"tmux {words[0]}: {done.stderr.decode()}")
        return done.stdout.decode()

    def screen(self):
        return self.tmux("capture-pane", "-p", "-S", "-").rstrip("\n") + "\n"

    def colours(self):
        return self.tmux("capture-pane", "-p", "-e", "-S", "-")

    def wait(self, due, times=1):
        """Until the screen shows a text so many times."""
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            screen = self.screen()
            if screen.count(due) >= times:
                return screen
            time.sleep(0.02)
        raise RuntimeError(f"`{due}` did not come up. The screen:\n{self.screen()}")

    def ready(self):
        """Until the last line is a prompt with nothing after it."""
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            last = self.screen().rstrip("\n").rsplit("\n", 1)[-1]
            if last.rstrip() == PROMPT.rstrip():
                return
            time.sleep(0.02)
        raise RuntimeError(f"no prompt came up. The screen:\n{self.screen()}")

    def type(self, text, due=None):
        self.tmux("send-keys", "-l", text)
        self.wait(due or text)

    def key(self, name, due=None, times=1):
        self.tmux("send-keys", name)
        if due is not None:
            self.wait(due, times)

    def line(self, text):
        self.type(text)
        self.key("Enter")
        self.ready()

    def close(self):
        try:
            self.tmux("kill-server")
        except (RuntimeError, subprocess.TimeoutExpired):
            pass


def first_session(terminal):
    """Completion, hints, several lines, Ctrl-C, Ctrl-D."""
    terminal.ready()
    terminal.tmux("send-keys", "-l", "se")
    terminal.key("Tab", "> set")
    terminal.type("req")
    terminal.key("Tab", "set request.")
    terminal.type("rece")
    terminal.key("Tab", "set request.received")
    # What is due is told at the right.
    terminal.wait("the date of the request, date")
    terminal.type("2018-03-01")
    terminal.key("Enter")
    terminal.ready()
    terminal.type("set request.purpose ", "the purpose of the request")
    terminal.key("Tab", "criminal_investigation")
    terminal.type("pub")
    terminal.key("Tab", "set request.purpose public_safety")
    terminal.key("Enter")
    terminal.ready()
    terminal.tmux("send-keys", "-l", "set subject.convictions {")
    terminal.key("Enter", "…")
    terminal.tmux("send-keys", "-l", '{offense "PL 160.10", date 2013-02-20}')
    terminal.key("Enter", "…", 2)
    terminal.tmux("send-keys", "-l", "}")
    terminal.key("Enter", "the convictions")
    terminal.ready()
    terminal.type("this is not meant")
    terminal.key("C-c", "^C")
    terminal.ready()
    terminal.tmux("send-keys", "-l", "= (1 +")
    terminal.key("Enter", "…")
    terminal.key("C-c", "^C", 2)
    terminal.ready()
    terminal.line("show not_to_assist_deportation")
    terminal.line("= request.received - 5 years")
    terminal.line("set agency polise")
    terminal.key("C-d", "left with 0")


def second_session(terminal):
    """The history of the first is there, in another width."""
    terminal.ready()
    terminal.key("Up", "> set agency polise")
    terminal.key("Up", "> = request.received - 5 years")
    terminal.key("Enter")
    terminal.ready()
    terminal.tmux("resize-window", "-x", "60", "-y", "60")
    terminal.line("clauses nev")
    terminal.type("interview share_information")
    terminal.key("Enter", "Answer with a value")
    terminal.wait("\n?")
    terminal.key("C-d", "The answers are kept.")
    terminal.ready()
    terminal.type("quit")
    terminal.key("Enter", "left with 0")


def compare(name, found, update):
    path = HERE / "terminal" / f"{name}.expected"
    expected = path.read_text(encoding="utf-8") if path.exists() else ""
    if found == expected:
        return True
    print(f"FAILED {name}")
    sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), found.splitlines(True), "expected", "found"))
    if update:
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
        print("rewritten")
    return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    tool = os.path.abspath(parser.parse_args().tool)
    if shutil.which("tmux") is None:
        raise SystemExit("there is no tmux; ./dev test installs it")
    update = os.environ.get("UPDATE") == "1"
    good = True
    with tempfile.TemporaryDirectory(prefix="carveout-") as scratch:
        folder = Path(scratch)
        for name, steps, env in (("first", first_session, ["NO_COLOR=1"]), ("second", second_session, [])):
            terminal = Terminal(tool, folder, env=env)
            try:
                steps(terminal)
                good = compare(name, terminal.screen(), update) and good
                coloured = "\x1b[1m" in terminal.colours()
                if coloured == bool(env):
                    print(f"FAILED {name}: colour is used where it must not be, or not where it may")
                    good = False
            finally:
                terminal.close()
        kept = (folder / "state/carveout/history").read_text(encoding="utf-8")
        if "set" not in kept:
            print("FAILED: the history was not kept")
            good = False
    print("all as expected" if good else "some are not as expected")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
