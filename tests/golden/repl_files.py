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

    def talk(self, *arguments):
        """A session to which lines are said one by one, and a function that says one and hears the answer."""
        session = subprocess.Popen([TOOL, "repl", "p.carve", *arguments], cwd=self.folder, stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, text=True)

        def end():
            session.stdin.close()
            session.stdout.read()
            session.wait(60)
            session.stdout.close()

        self.addCleanup(end)

        def say(line):
            session.stdin.write(line + "\n# end\n")
            session.stdin.flush()
            heard = ""
            while not heard.endswith("> # end\n"):
                line = session.stdout.readline()
                self.assertNotEqual(line, "", f"the session has ended: {heard}")
                heard += line
            return heard

        return say

    def rewrite(self, name, text, seconds):
        path = self.file(name, text)
        later = time.time() + seconds
        os.utime(path, (later, later))

    def test_a_file_that_another_changed_is_not_written_over_unasked(self):
        say = self.talk()
        self.assertIn("Written to", say("save f.json"))
        self.file("f.json", '{"amount": 7}')
        self.assertIn("was changed since this session wrote it; `save over f.json`", say("save f.json"))
        self.assertEqual((self.folder / "f.json").read_text(encoding="utf-8"), '{"amount": 7}')
        self.assertIn("Written over", say("save over f.json"))
        self.assertIn("Written over", say("save f.json"))
        (self.folder / "f.json").unlink()
        self.assertIn("Written", say("save f.json"))
        self.assertTrue((self.folder / "f.json").exists())

    def test_what_was_taken_back_is_done_again_after_another_policy(self):
        self.file("q.carve", POLICY.replace("amount > 10", "amount > 20"))
        say = self.talk()
        say("set amount 12")
        say("open q.carve")
        self.assertIn("Undone: open q.carve", say("undo"))
        # That the first policy is open again is no change of it, and takes nothing from what `redo` does.
        self.assertIn("Done again: open q.carve", say("redo"))
        self.assertIn("FORBIDDEN", say("ask"))
        say("undo")
        say("undo")
        say("open q.carve")
        self.assertIn("Done again: set amount 12", say("redo"))
        self.assertIn("12", say("facts amount"))
        self.assertIn("FORBIDDEN", say("ask"))
        say("set kind felony")
        self.assertIn("nothing to do again", say("redo"))

    def test_what_was_taken_back_is_done_again_in_the_policy_as_it_is(self):
        say = self.talk()
        say("set amount 12")
        say("set kind felony, amount 13")
        say("undo")
        say("undo")
        self.rewrite("p.carve", POLICY.replace("amount > 10", "amount > 20").replace('  kind    : Kind         "the kind"\n', ""), 10)
        self.assertIn("has changed on disk", say("facts"))
        self.assertIn("Done again: set amount 12", say("redo"))
        heard = say("redo")
        self.assertIn("Done again: set kind felony, amount 13", heard)
        self.assertIn("`kind` has no place in the policy that is open now", heard)
        self.assertIn("FORBIDDEN", say("ask"))
        self.assertIn("13", say("facts amount"))

    def test_undo_takes_back_what_was_typed_and_not_a_change_of_the_policy_just_seen(self):
        say = self.talk()
        say("set amount 12")
        self.rewrite("p.carve", POLICY.replace("amount > 10", "amount > 20"), 10)
        self.assertIn("Undone: set amount 12", say("undo"))
        self.assertIn("has changed on disk", say("facts"))
        self.assertIn("Done again: set amount 12", say("redo"))
        self.assertIn("FORBIDDEN", say("ask"))

    def test_a_policy_that_is_gone_is_mentioned_once(self):
        say = self.talk()
        say("facts")
        (self.folder / "p.carve").unlink()
        self.assertIn("`p.carve` is gone from the disk; the policy stays open as it was read", say("facts"))
        self.assertNotIn("gone", say("facts"))
        heard = say('scenario "one" p.carve')
        self.assertIn("a scenario alone is no policy", heard)
        self.assertFalse((self.folder / "p.carve").exists())
        self.file("p.carve", POLICY)
        self.assertIn("has changed on disk", say("facts"))

    def test_a_scenario_that_test_would_refuse_is_not_written(self):
        say = self.talk()
        say("set amount 12")
        self.assertIn("Appended", say('scenario "m\\"4" cases.carve'))
        before = (self.folder / "cases.carve").read_text(encoding="utf-8")
        self.assertIn('scenario "m\\"4"', before)
        self.assertIn("already: give this one another name", say('scenario "m\\"4" cases.carve'))
        self.assertIn("already: give this one another name", say('scenario "m\\"4" ./cases.carve'))
        self.assertIn("Appended", say('scenario "in the policy itself" p.carve'))
        self.assertIn("already", say('scenario "in the policy itself" p.carve'))
        # A policy without these facts cannot have the scenario.
        other = "policy q\n\naction act\n"
        self.file("q.carve", other)
        self.assertIn("it would have errors", say('scenario "elsewhere" q.carve'))
        self.assertEqual((self.folder / "cases.carve").read_text(encoding="utf-8"), before)
        self.assertEqual((self.folder / "q.carve").read_text(encoding="utf-8"), other)
        done = subprocess.run([TOOL, "test", "."], capture_output=True, check=False, cwd=self.folder)
        self.assertIn(b"2 scenarios", done.stdout + done.stderr)

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
        # A line may come out as `scenario "x" FILE`: nothing else writes one.
        for written in self.folder.iterdir():
            if written.name != "p.carve":
                self.assertIn("scenario", written.read_text(encoding="utf-8"), f"seed {seed}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    TOOL = os.path.abspath(parser.parse_args().tool)
    unittest.main(argv=["repl_files"])
