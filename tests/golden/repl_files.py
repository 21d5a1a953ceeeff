#!/usr/bin/env python3
"""What sessions do to files, and with any lines at all, which golden cases cannot show: repl_files.py --tool COMMAND.

It works in a folder of its own, and each test begins with an empty one.
"""
import argparse
import json
import os
import random
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

POLICY = """policy p "P"

type Kind is one of felony, misdemeanor

type Entry has
  kind : Kind
  note : text if any

facts
  amount  : number       "the amount"
  kind    : Kind         "the kind"
  day     : date
  moment  : time
  span    : duration
  cited   : section
  said    : text if any
  entries : list of Entry

action act "act" by default forbidden

clause a
  permit act
  when amount > 10
"""
FACTS = """set amount 12.50, kind felony, day 2018-01-31, moment 2018-01-31T15:00-05:00, span 1 year 6 months
set cited "PL 265.02(4)", said "a \\"quoted\\" word, § 4 and é", entries {{kind felony, note absent}, {kind misdemeanor}}
"""
IN_PART = """know amount between 5 and 10.5
know kind one of felony, misdemeanor
know day at least 2018-01-31
know moment at most 2018-01-31T15:00Z
know cited under "PL 265"
know said one of absent, "a"
know entries includes { {kind felony} }
"""
TOOL = ""


class Sessions(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = Path(self.scratch.name)
        self.file("p.carve", POLICY)

    def tearDown(self):
        self.scratch.cleanup()

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def run_script(self, script, *arguments):
        data = script if isinstance(script, bytes) else script.encode()
        done = subprocess.run([TOOL, "repl", "p.carve", *arguments], capture_output=True, timeout=120, check=False,
                              cwd=self.folder, input=data)
        return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode()

    def answer(self, script, command):
        """What the last line of a script answers."""
        status, out, err = self.run_script(script + command + "\n")
        self.assertEqual((status, err), (0, ""), out)
        return out.rsplit(f"> {command}\n", 1)[1]

    def test_facts_that_are_saved_are_read_back_the_same(self):
        for facts in (FACTS, IN_PART, ""):
            shown = self.answer(facts, "facts all")
            for name in ("f.json", "f.yaml"):
                self.assertIn("Written to", self.answer(facts, f"save {name}"))
                self.assertEqual(self.answer(f"load {name}\n", "facts all"), shown)
                (self.folder / name).unlink()

    def test_facts_that_are_saved_are_those_that_ask_reads(self):
        self.answer(FACTS, "save f.json")
        self.assertEqual(json.loads((self.folder / "f.json").read_text(encoding="utf-8"))["amount"], 12.5)
        done = subprocess.run([TOOL, "ask", "p.carve", "--facts", "f.json"], capture_output=True, check=False, cwd=self.folder)
        self.assertEqual(done.returncode, 0)
        self.assertIn(b"PERMITTED", done.stdout)

    def test_a_file_that_is_there_is_not_written_over_unasked(self):
        path = self.file("f.json", "kept")
        status, out, _ = self.run_script("save f.json\n")
        self.assertEqual((status, path.read_text()), (1, "kept"))
        self.assertIn("`save over f.json`", out)
        self.assertIn("Written over", self.answer(FACTS, "save over f.json"))
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["f.json", "p.carve"])

    def test_a_file_that_the_session_wrote_is_written_again(self):
        self.assertIn("Written over", self.answer("save f.json\nset amount 1\n", "save f.json"))

    def test_what_a_document_cannot_say_is_not_written(self):
        self.file("l.carve", "policy one\nfacts\n  l : list of number\naction act\nclause c permit act when some n in l satisfies n > 1\n")
        status, out, _ = self.run_script("open l.carve\nset l {1, unknown}\nsave f.json\n")
        self.assertEqual(status, 1)
        self.assertIn("f.json is not written", out)
        self.assertFalse((self.folder / "f.json").exists())

    def test_facts_go_into_documents_of_facts_alone(self):
        before = (self.folder / "p.carve").read_text(encoding="utf-8")
        status, _, _ = self.run_script("set amount 5\nsave over p.carve\n")
        self.assertEqual((status, (self.folder / "p.carve").read_text(encoding="utf-8")), (1, before))

    def test_a_scenario_is_appended_and_passes(self):
        self.answer(FACTS + 'scenario "one" cases.carve\nset amount 3\n', 'scenario "two" cases.carve')
        done = subprocess.run([TOOL, "test", "cases.carve"], capture_output=True, check=False, cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn(b"2 scenarios", done.stdout)
        laid_out = subprocess.run([TOOL, "fmt", "--check", "cases.carve"], check=False, cwd=self.folder)
        self.assertEqual(laid_out.returncode, 0)

    def test_a_scenario_of_what_is_known_in_part_passes(self):
        self.assertIn("expect act", self.answer(IN_PART, 'scenario "part"'))

    def test_a_policy_that_changes_is_read_again_and_facts_stay(self):
        session = subprocess.Popen([TOOL, "repl", "p.carve"], cwd=self.folder, stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, text=True)

        def say(line):
            session.stdin.write(line + "\n# end\n")
            session.stdin.flush()
            heard = ""
            while not heard.endswith("> # end\n"):
                heard += session.stdout.readline()
            return heard

        def rewrite(text):
            self.file("p.carve", text)
            later = time.time() + 10 * rewrite.times
            os.utime(self.folder / "p.carve", (later, later))
            rewrite.times += 1

        rewrite.times = 1
        say("set amount 12, kind felony, entries { {kind felony} }")
        self.assertIn("PERMITTED", say("ask act"))
        rewrite(POLICY.replace("amount > 10", "amount > 20").replace("  kind    : Kind         \"the kind\"\n", ""))
        heard = say("facts")
        for due in ("has changed on disk", "`kind` has no place in it any more", "act: was permitted, is forbidden now", "amount"):
            self.assertIn(due, heard)
        rewrite("policy p oops")
        heard = say("facts")
        for due in ("error[", "The policy as it was read before stays open.", "amount"):
            self.assertIn(due, heard)
        self.assertNotIn("error[", say("facts"))
        (self.folder / "p.carve").unlink()
        self.assertIn("stays open", say("reload"))
        self.assertIn("FORBIDDEN", say("ask act"))
        # The old policy is had back, and the fact that had no place in the new one.
        say("undo")
        self.assertIn("felony", say("facts kind"))
        session.stdin.close()
        session.stdout.read()
        self.assertEqual(session.wait(60), 1)
        session.stdout.close()

    def test_facts_of_100_000_entries_are_handled(self):
        self.file("f.json", json.dumps({"amount": 1, "entries": [{"kind": "felony"}] * 100_000}))
        status, out, _ = self.run_script("load f.json\nfacts\nsave g.json\nload g.json\nfacts amount\n")
        self.assertEqual(status, 0)
        self.assertIn("other facts", out)

    def test_many_lines_of_one_command_are_read_in_time(self):
        status, out, _ = self.run_script("= (\n" + "1 +\n" * 100_000)
        self.assertEqual(status, 1)
        self.assertIn("bracket or a quote is open", out[-100:])

    def test_any_lines_are_answered(self):
        """Neither a crash nor a hang, and facts that were set stay unless a command says otherwise."""
        seed = random.randrange(2**32)
        rng = random.Random(seed)
        words = ("set unset know facts ask = clauses show list type suspend restore as of undo redo help why not trace "
                 "scenario scenarios use about all amount kind day entries entries[1] entries[1].kind act a felony 12 yes "
                 "2018-01-31 between and one is { } ( ) [ ] , \" \"x\" # absent unknown includes at least 99999999999999999999 "
                 "é \\ - + * / policy define clause exception permit interview needs change what if permitted back stop "
                 "don't").split(" ")
        for _ in range(6):
            lines = [b" ".join(rng.choice(words).encode() for _ in range(rng.randrange(1, 8))) for _ in range(120)]
            lines += [bytes(rng.randrange(256) for _ in range(rng.randrange(60))) for _ in range(40)]
            rng.shuffle(lines)
            script = b"\n".join(line.replace(b"quit", b"").replace(b"exit", b"") for line in lines)
            status, out, err = self.run_script(script)
            self.assertIn(status, (0, 1), f"seed {seed}: {err}{out[-400:]}")
            self.assertEqual(err, "", f"seed {seed}")
        self.assertEqual([p.name for p in self.folder.iterdir()], ["p.carve"], f"seed {seed}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    TOOL = os.path.abspath(parser.parse_args().tool)
    unittest.main(argv=["repl_files"])
