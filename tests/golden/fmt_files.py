#!/usr/bin/env python3
"""What `carveout fmt` does to files, which golden cases cannot show: fmt_files.py --tool COMMAND.

It works in a folder of its own, and each test begins with an empty one.
"""
import argparse
import os
import stat
import subprocess
import tempfile
import unittest
from pathlib import Path

UNLAID = b'policy p "P" cites "A"  # c\nclause a forbid x\n'
LAID = b'policy p "P"\n  cites "A"  # c\n\nclause a\n  forbid x\n'
BROKEN = b'policy p "P"\nclause forbid\n'
TOOL = ""


class Files(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = Path(self.scratch.name)

    def tearDown(self):
        self.scratch.cleanup()

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content)
        return path

    def fmt(self, *arguments, **options):
        done = subprocess.run([TOOL, "fmt", *map(str, arguments)], capture_output=True, timeout=60, check=False,
                              cwd=self.folder, stdin=subprocess.DEVNULL, **options)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def names(self):
        return sorted(path.name for path in self.folder.iterdir())

    def test_a_file_is_rewritten_in_place_silently(self):
        path = self.file("a.carve", UNLAID)
        self.assertEqual(self.fmt(path), (0, "", ""))
        self.assertEqual(path.read_bytes(), LAID)
        self.assertEqual(self.names(), ["a.carve"])

    def test_a_file_in_canonical_layout_is_not_touched(self):
        path = self.file("a.carve", LAID)
        before = path.stat()
        self.assertEqual(self.fmt(path), (0, "", ""))
        self.assertEqual((path.stat().st_ino, path.stat().st_mtime_ns), (before.st_ino, before.st_mtime_ns))

    def test_permissions_stay(self):
        for mode in (0o640, 0o755, 0o4711):
            path = self.file("a.carve", UNLAID)
            path.chmod(mode)
            self.assertEqual(self.fmt(path)[0], 0)
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), mode)

    def test_what_a_link_leads_to_is_rewritten_and_the_link_stays(self):
        (self.folder / "deep").mkdir()
        target = self.file("deep/a.carve", UNLAID)
        link = self.folder / "link.carve"
        link.symlink_to("deep/a.carve")
        self.assertEqual(self.fmt("link.carve"), (0, "", ""))
        self.assertTrue(link.is_symlink())
        self.assertEqual(target.read_bytes(), LAID)
        self.assertEqual([p.name for p in (self.folder / "deep").iterdir()], ["a.carve"])

    def test_a_link_found_in_a_folder_that_leads_out_of_it_is_left_alone(self):
        (self.folder / "deep").mkdir()
        outside, inside = self.file("out.carve", UNLAID), self.file("deep/in.carve", UNLAID)
        (self.folder / "deep/link.carve").symlink_to("../out.carve")
        (self.folder / "deep/second.carve").symlink_to("in.carve")
        status, _, err = self.fmt("deep")
        self.assertEqual(status, 2, err)
        self.assertIn("deep/link.carve is left as it is: the link leads out of the folder", err)
        self.assertEqual((outside.read_bytes(), inside.read_bytes()), (UNLAID, LAID))
        self.assertEqual(self.fmt("deep/link.carve"), (0, "", ""))
        self.assertEqual(outside.read_bytes(), LAID)

    def test_other_names_of_a_file_keep_the_old_text_and_that_is_told(self):
        path, other = self.file("a.carve", UNLAID), self.folder / "b.carve"
        os.link(path, other)
        status, _, err = self.fmt("a.carve")
        self.assertEqual(status, 0, err)
        self.assertIn("a.carve had other names, hard links, which keep the old text", err)
        self.assertEqual((path.read_bytes(), other.read_bytes()), (LAID, UNLAID))

    def test_what_a_killed_run_leaves_is_taken_for_no_policy(self):
        path = self.file("a.carve", UNLAID)
        left = self.file(".carveout-fmt-AbCd12", BROKEN)
        self.assertEqual(self.fmt("."), (0, "", ""))
        self.assertEqual((path.read_bytes(), left.read_bytes()), (LAID, BROKEN))

    def test_a_file_that_does_not_parse_is_left_alone_and_the_others_are_not(self):
        broken, good = self.file("broken.carve", BROKEN), self.file("good.carve", UNLAID)
        status, out, err = self.fmt("broken.carve", "good.carve")
        self.assertEqual((status, out), (1, ""))
        self.assertIn("broken.carve:2:8: error[", err)
        self.assertEqual((broken.read_bytes(), good.read_bytes()), (BROKEN, LAID))

    def test_a_file_that_is_not_there_is_told_and_the_others_are_rewritten(self):
        good = self.file("good.carve", UNLAID)
        status, _, err = self.fmt("goood.carve", "good.carve")
        self.assertEqual(status, 2)
        self.assertIn("did you mean `good.carve`?", err)
        self.assertEqual(good.read_bytes(), LAID)

    def test_check_names_the_files_that_differ_and_writes_nothing(self):
        self.file("laid.carve", LAID)
        one, two = self.file("one.carve", UNLAID), self.file("two.carve", UNLAID)
        self.assertEqual(self.fmt("--check", "one.carve", "laid.carve", "two.carve"), (1, "one.carve\ntwo.carve\n", ""))
        self.assertEqual((one.read_bytes(), two.read_bytes()), (UNLAID, UNLAID))
        self.assertEqual(self.fmt("--check", "laid.carve"), (0, "", ""))

    def test_one_file_twice_is_well(self):
        path = self.file("a.carve", UNLAID)
        self.assertEqual(self.fmt("a.carve", "./a.carve"), (0, "", ""))
        self.assertEqual(path.read_bytes(), LAID)

    def test_a_pipe_is_not_rewritten(self):
        os.mkfifo(self.folder / "pipe.carve")
        status, _, err = self.fmt("pipe.carve")
        self.assertEqual((status, "pipe.carve cannot be read: " in err), (2, True))

    def test_without_room_the_file_stays_whole(self):
        # A limit on the size of files is what a full disk looks like, without one.
        text = b"".join(b"clause a_%d   forbid x\n" % i for i in range(2000))
        path = self.file("a.carve", text)
        status, _, err = self.fmt("a.carve", preexec_fn=limit_files)
        self.assertEqual(status, 2, err)
        self.assertIn("a.carve is left as it is: the new text cannot be written beside it", err)
        self.assertEqual(path.read_bytes(), text)
        self.assertEqual(self.names(), ["a.carve"])

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_where_nothing_may_be_written_the_file_stays_whole(self):
        path = self.file("a.carve", UNLAID)
        for mode_of_file, mode_of_folder in ((0o444, 0o755), (0o644, 0o555)):
            path.chmod(mode_of_file)
            self.folder.chmod(mode_of_folder)
            status, _, err = self.fmt("a.carve")
            self.folder.chmod(0o755)
            self.assertEqual(status, 2, err)
            self.assertIn("a.carve is left as it is", err)
            self.assertEqual(path.read_bytes(), UNLAID)


def limit_files():
    import resource  # pylint: disable=import-outside-toplevel
    import signal  # pylint: disable=import-outside-toplevel

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    TOOL = os.path.abspath(parser.parse_args().tool)
    unittest.main(argv=["fmt_files"])
