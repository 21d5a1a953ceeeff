#!/usr/bin/env python3
"""What the command makes of folders that no repository keeps, of links and of what may not be read: folder_links.py --tool COMMAND.

It works in a folder of its own, and each test begins with an empty one.
"""
import argparse
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

POLICY = 'policy p "P"\n\naction lend by default forbidden\n\nscenario "s"\n  expect lend forbidden\n'
TESTED = "{}: 1 scenario, 1 expectation, all as expected\n"
TOOL = ""


class Folders(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = Path(self.scratch.name)

    def tearDown(self):
        self.scratch.cleanup()

    def policy(self, name):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(POLICY, encoding="utf-8")

    def link(self, name, target):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)

    def run_test(self, *arguments, **options):
        done = subprocess.run([TOOL, "test", *arguments], capture_output=True, timeout=60, check=False, cwd=self.folder,
                              stdin=subprocess.DEVNULL, **options)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def tested(self, *names):
        lines = "".join(TESTED.format(name) for name in names)
        count = len(names)
        plural = "" if count == 1 else "s"
        return f"{lines}\n{count} file{plural}: {count} scenario{plural}, {count} expectation{plural}, all as expected\n"

    def test_a_folder_is_looked_through_once_by_whatever_links_it_is_reached(self):
        self.policy("at/real/p.carve")
        self.link("at/a_link", "real")
        self.link("at/real/again", "..")
        self.assertEqual(self.run_test("at"), (0, self.tested("at/real/p.carve"), ""))

    def test_a_list_file_that_is_not_there_is_told_so_however_the_policy_is_named(self):
        text = 'policy p "P"\nlist l : text from "missing.csv" column code\naction act by default forbidden\n'
        (self.folder / "p.carve").write_text(text, encoding="utf-8")
        for name in ("p.carve", "./p.carve", str(self.folder / "p.carve")):
            done = subprocess.run([TOOL, "check", name], capture_output=True, timeout=60, check=False, cwd=self.folder,
                                  stdin=subprocess.DEVNULL)
            self.assertIn("error[C0272]: there is no file `missing.csv`", done.stderr.decode(), name)
        (self.folder / "p.carve").write_text(text.replace("missing", "../missing"), encoding="utf-8")
        done = subprocess.run([TOOL, "check", "p.carve"], capture_output=True, timeout=60, check=False, cwd=self.folder,
                              stdin=subprocess.DEVNULL)
        self.assertIn("error[C0273]: ", done.stderr.decode())

    def test_what_only_a_link_leads_to_is_found(self):
        self.policy("elsewhere/p.carve")
        self.link("at/link", "../elsewhere")
        self.assertEqual(self.run_test("at/"), (0, self.tested("at/link/p.carve"), ""))

    def test_files_come_in_the_order_of_the_bytes_of_their_paths(self):
        names = ["at/B.carve", "at/a-b/p.carve", "at/a.carve", "at/a/p.carve", "at/ä.carve"]
        for name in reversed(names):
            self.policy(name)
        self.assertEqual(self.run_test("at"), (0, self.tested(*names), ""))

    def test_links_in_a_circle_are_told_and_the_rest_is_tested(self):
        self.policy("at/p.carve")
        self.link("at/one", "two")
        self.link("at/two", "one")
        status, out, err = self.run_test("at")
        self.assertEqual((status, out), (2, self.tested("at/p.carve")))
        self.assertEqual(err, "carveout: at/one cannot be looked through: its links go round in a circle\n"
                              "carveout: at/two cannot be looked through: its links go round in a circle\n")

    def test_a_link_to_nothing_is_told(self):
        self.link("at/gone.carve", "nothing")
        status, _, err = self.run_test("at")
        self.assertEqual((status, err),
                         (2, "carveout: at/gone.carve cannot be read: it is a link to a file that is not there\n"))

    def test_a_pipe_is_not_waited_for(self):
        (self.folder / "at").mkdir()
        os.mkfifo(self.folder / "at/p.carve")
        status, _, err = self.run_test("at")
        self.assertEqual((status, "at/p.carve cannot be read: it is a named pipe" in err), (2, True))

    def test_a_folder_whose_name_looks_like_a_policy_is_a_folder(self):
        self.policy("at/p.carve/q.carve")
        self.assertEqual(self.run_test("at"), (0, self.tested("at/p.carve/q.carve"), ""))

    def test_a_file_that_is_named_and_found_is_tested_once(self):
        self.policy("at/p.carve")
        status, out, _ = self.run_test("at/p.carve", "at", "./at")
        self.assertEqual((status, out.count("at/p.carve:")), (0, 1))

    @unittest.skipIf(os.geteuid() == 0, "root may read everywhere")
    def test_a_folder_that_may_not_be_read_is_told_and_the_rest_is_tested(self):
        self.policy("at/p.carve")
        self.policy("at/shut/q.carve")
        (self.folder / "at/shut").chmod(0)
        status, out, err = self.run_test("at")
        (self.folder / "at/shut").chmod(0o755)
        self.assertEqual((status, out, err), (2, self.tested("at/p.carve"),
                                              "carveout: at/shut cannot be looked through: permission denied\n"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    TOOL = os.path.abspath(parser.parse_args().tool)
    unittest.main(argv=["folder_links"])
