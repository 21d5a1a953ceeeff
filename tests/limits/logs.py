#!/usr/bin/env python3
"""What becomes of a decision log when its writer is killed, when somebody changes it, and where it cannot be written.

usage: logs.py --tool TOOL --writer LOG_WRITER
"""
import argparse
import hashlib
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

TOOL = ""
WRITER = ""
KILLS = 60
SECONDS = 60
POLICY = """policy p
facts n : number
action act
clause c permit act when n > 3
"""
NOBODY = 65534


def chained(lines):
    """The hashes of a log of these lines, by the specification."""
    out = [bytes(32)]
    for number, line in enumerate(lines, 1):
        out.append(hashlib.sha256(out[-1] + number.to_bytes(8, "big") + line).digest())
    return out[1:]


class Logs(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = Path(self.scratch.name)
        self.folder.chmod(0o755)
        (self.folder / "p.carve").write_text(POLICY)
        (self.folder / "f.json").write_text('{"n": 5}')

    def tearDown(self):
        self.scratch.cleanup()

    def run_tool(self, *arguments, before=None):
        done = subprocess.run([TOOL, *arguments], cwd=self.folder, capture_output=True, timeout=SECONDS, check=False,
                              preexec_fn=before)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def ask(self, *arguments, log="a.db", before=None):
        return self.run_tool("ask", "p.carve", "--facts", "f.json", "--log", log, "--record", *arguments, before=before)

    def log_of(self, count):
        """A log of so many records, its signed head and the key."""
        for number in range(count):
            (self.folder / "f.json").write_text(f'{{"n": {number}}}')
            status, _, err = self.ask()
            self.assertEqual((status, err), (0, ""))
        key = self.run_tool("log", "keygen", "key")[1].strip()
        (self.folder / "head.json").write_text(self.run_tool("log", "head", "a.db", "--sign", "key")[1])
        return key

    def change(self, *statements):
        database = sqlite3.connect(self.folder / "a.db")
        for statement in statements:
            database.execute(*statement) if isinstance(statement, tuple) else database.execute(statement)
        database.commit()
        database.close()

    def verify(self, key=None):
        against = ["--head", "head.json", "--key", key] if key else []
        return self.run_tool("log", "verify", "a.db", *against)

    def assert_broken(self, number, what, key=None):
        status, out, err = self.verify(key)
        self.assertEqual((status, err), (1, ""), out)
        self.assertIn(f"record {number} is not as it was written: {what}", out)

    # --- crashes

    def wait_for_one(self, acknowledged, writer):
        end = time.monotonic() + SECONDS
        while acknowledged.stat().st_size == 0:
            self.assertIsNone(writer.poll(), "a writer gave up")
            self.assertLess(time.monotonic(), end, "a writer acknowledges nothing")
            time.sleep(0.002)

    def test_no_acknowledged_record_is_lost_when_writers_are_killed(self):
        chance = random.Random(7)
        acknowledged = {}
        for turn in range(KILLS):
            # Now and then two at once, one of which is killed while the other writes on.
            names = [f"w{turn}a", f"w{turn}b"] if turn % 5 == 0 else [f"w{turn}a"]
            outs = [(self.folder / name).open("wb") for name in names]
            writers = [subprocess.Popen([WRITER, "a.db", name], cwd=self.folder, stdout=out, stderr=subprocess.PIPE)
                       for name, out in zip(names, outs)]
            for name, writer in zip(names, writers):
                # Some as they begin; most once they are at work, however slow that is.
                if turn % 4 != 0:
                    self.wait_for_one(self.folder / name, writer)
                time.sleep(chance.uniform(0.0, 0.05))
                writer.send_signal(signal.SIGKILL)
                writer.wait(SECONDS)
                self.assertEqual(writer.stderr.read(), b"")
                writer.stderr.close()
            for name, out in zip(names, outs):
                out.close()
                for line in (self.folder / name).read_text().splitlines():
                    number, *text = line.split()
                    self.assertNotIn(int(number), acknowledged)
                    acknowledged[int(number)] = " ".join(text)
            if turn % 10 == 9:
                status, out, err = self.verify()
                self.assertEqual((status, err), (0, ""), out)
        self.assertGreater(len(acknowledged), KILLS)
        status, out, err = self.run_tool("log", "show", "a.db")
        self.assertEqual((status, err), (0, ""))
        lines = out.splitlines()
        for number, text in acknowledged.items():
            self.assertEqual(" ".join(lines[number - 1].split()[:2]), text)
        status, out, err = self.verify()
        self.assertEqual((status, err), (0, ""), out)
        self.assertIn(f"head {len(lines)} {chained([line.encode() for line in lines])[-1].hex()}\n", out)
        self.assertEqual(self.ask()[0], 0)

    def test_no_writer_is_kept_waiting_by_others_that_go_on_and_on(self):
        names = list("abcdef")
        outs = [(self.folder / name).open("wb") for name in names]
        writers = [subprocess.Popen([WRITER, "a.db", name], cwd=self.folder, stdout=out, stderr=subprocess.PIPE)
                   for name, out in zip(names, outs)]
        time.sleep(6)  # longer than a writer waits
        for writer, out in zip(writers, outs):
            still = writer.poll() is None
            writer.kill()
            self.assertEqual(writer.communicate(timeout=SECONDS)[1], b"")
            self.assertTrue(still)
            out.close()
        for name in names:
            self.assertGreater(len((self.folder / name).read_text().splitlines()), 5)

    def test_writers_that_make_the_log_at_once_make_one(self):
        for turn in range(15):
            writers = [subprocess.Popen([WRITER, f"m{turn}.db", name], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
                       for name in "abcdef"]
            time.sleep(0.15)
            for writer in writers:
                writer.kill()
            self.assertEqual([writer.communicate(timeout=SECONDS)[1] for writer in writers], [b""] * len(writers))
            self.assertEqual(self.run_tool("log", "verify", f"m{turn}.db")[0], 0)

    def test_a_writer_killed_while_it_makes_the_log_leaves_one_that_is_written_on(self):
        for turn in range(20):
            writer = subprocess.Popen([WRITER, f"n{turn}.db", "w"], cwd=self.folder, stdout=subprocess.DEVNULL)
            time.sleep(turn * 0.0006)
            writer.send_signal(signal.SIGKILL)
            writer.wait(SECONDS)
            status, _, err = self.ask(log=f"n{turn}.db")
            self.assertEqual((status, err), (0, ""))
            self.assertEqual(self.run_tool("log", "verify", f"n{turn}.db")[0], 0)

    # --- tampering

    def test_a_log_that_is_whole_verifies_and_may_go_on_after_its_head(self):
        key = self.log_of(5)
        self.assertEqual(self.verify(key)[0], 0)
        self.ask()
        status, out, err = self.verify(key)
        self.assertEqual((status, err), (0, ""))
        self.assertIn("6 records", out)
        self.assertIn("The head that was signed is its record 5.", out)

    def test_a_line_that_was_changed_is_found(self):
        self.log_of(5)
        self.change("UPDATE decisions SET line = replace(line, 'unaddressed', 'permitted') WHERE seq = 3")
        self.assert_broken(3, "its line or its hash was changed")

    def test_a_hash_that_was_changed_is_found(self):
        self.log_of(5)
        self.change("UPDATE decisions SET hash = zeroblob(32) WHERE seq = 2")
        self.assert_broken(2, "its line or its hash was changed")

    def test_what_is_no_line_or_hash_is_found(self):
        self.log_of(3)
        self.change("UPDATE decisions SET hash = x'00' WHERE seq = 2")
        self.assert_broken(2, "there is no line and hash in its row")

    def test_a_row_that_was_deleted_is_found(self):
        self.log_of(5)
        self.change("DELETE FROM decisions WHERE seq = 2")
        self.assert_broken(2, "it is missing: the next row there is has the number 3")

    def test_a_row_that_was_deleted_and_the_others_moved_up_is_found(self):
        self.log_of(5)
        self.change("DELETE FROM decisions WHERE seq = 2", "UPDATE decisions SET seq = seq - 1 WHERE seq > 2")
        self.assert_broken(2, "its line or its hash was changed, or it is not in its place")

    def test_rows_in_another_order_are_found(self):
        self.log_of(5)
        self.change("UPDATE decisions SET seq = 100 WHERE seq = 2", "UPDATE decisions SET seq = 2 WHERE seq = 3",
                    "UPDATE decisions SET seq = 3 WHERE seq = 100")
        self.assert_broken(2, "its line or its hash was changed, or it is not in its place")

    def test_rows_taken_off_the_end_are_found_against_a_signed_head_alone(self):
        key = self.log_of(5)
        self.change("DELETE FROM decisions WHERE seq > 3")
        self.assertEqual(self.verify()[0], 0)
        self.assert_broken(4, "it is missing, and all after it: the head was signed at 5", key)

    def test_a_log_written_anew_is_found_against_a_signed_head(self):
        key = self.log_of(5)
        lines = self.run_tool("log", "show", "a.db")[1].encode().splitlines()
        lines[1] = lines[1].replace(b"unaddressed", b"permitted")
        self.change("DELETE FROM decisions", *[("INSERT INTO decisions VALUES (?, ?, ?)", (n, line.decode(), h))
                                              for n, (line, h) in enumerate(zip(lines, chained(lines)), 1)])
        self.assertEqual(self.verify()[0], 0)
        self.assert_broken(5, "it is not the row that was signed", key)

    def test_a_log_that_was_emptied_or_put_in_the_place_of_another_is_found(self):
        key = self.log_of(2)
        self.change("DELETE FROM decisions")
        self.assert_broken(1, "it is missing, and all after it", key)

    def test_a_head_that_was_changed_or_signed_by_another_is_refused(self):
        key = self.log_of(5)
        other = self.run_tool("log", "keygen", "other")[1].strip()
        head = (self.folder / "head.json").read_text()
        self.assertEqual(self.verify(other)[0], 1)
        (self.folder / "head.json").write_text(head.replace('"sequence":5', '"sequence":4'))
        status, out, _ = self.verify(key)
        self.assertEqual(status, 1)
        self.assertIn("was not signed with that key, or was changed since", out)
        (self.folder / "head.json").write_text(head[:-5])
        self.assertEqual(self.verify(key)[0], 2)

    def test_what_was_added_to_the_database_is_refused(self):
        self.log_of(2)
        self.change("CREATE TRIGGER t AFTER INSERT ON decisions BEGIN DELETE FROM decisions WHERE seq = 1; END")
        for status, _, err in (self.ask(), self.verify()):
            self.assertEqual(status, 2)
            self.assertIn("something was added to the database", err)

    def test_nothing_is_appended_after_a_last_row_that_does_not_fit(self):
        self.log_of(3)
        self.change("UPDATE decisions SET line = 'x' WHERE seq = 3")
        status, out, err = self.ask()
        self.assertEqual((status, out), (2, ""))
        self.assertIn("its last row does not follow from the one before", err)

    def test_bytes_overwritten_anywhere_never_pass_for_a_log_that_is_whole(self):
        self.log_of(40)
        lines = self.run_tool("log", "show", "a.db")[1]
        whole = (self.folder / "a.db").read_bytes()
        for leftover in ("a.db-wal", "a.db-shm"):
            (self.folder / leftover).unlink(missing_ok=True)
        chance = random.Random(11)
        for _ in range(150):
            damaged = bytearray(whole)
            at = chance.randrange(len(damaged))
            for i in range(at, min(at + chance.choice([1, 8, 600]), len(damaged))):
                damaged[i] = chance.randrange(256)
            (self.folder / "a.db").write_bytes(damaged)
            status, out, _ = self.verify()
            self.assertIn(status, (0, 1, 2))
            if status == 0:  # what was hit holds none of the lines
                self.assertEqual(self.run_tool("log", "show", "a.db")[1], lines)
            for leftover in ("a.db-wal", "a.db-shm"):
                (self.folder / leftover).unlink(missing_ok=True)
        for size in (0, 1, 100, 4096, len(whole) - 4096):
            (self.folder / "a.db").write_bytes(whole[:size])
            self.assertNotEqual(self.verify()[0], 0)

    # --- where it cannot be written

    def assert_refused(self, seen, why):
        status, out, err = seen
        self.assertEqual((status, out), (2, ""))
        self.assertIn(why, err)
        self.assertEqual(err.count("\n"), 1)

    def test_what_is_no_log_is_not_written(self):
        (self.folder / "d").mkdir()
        self.assert_refused(self.ask(log="d"), "d cannot be appended to: it is a folder")
        self.assert_refused(self.ask(log="p.carve"), "it is no decision log: not a database of SQLite")
        self.assertEqual((self.folder / "p.carve").read_text(), POLICY)
        sqlite3.connect(self.folder / "o.db").execute("CREATE TABLE t (x)").connection.commit()
        self.assert_refused(self.ask(log="o.db"), "it is no decision log: a database of another program")
        self.assert_refused(self.ask(log="none/a.db"), "no such file or directory")
        self.assert_refused(self.run_tool("log", "verify", "none.db"), "there is no such file")
        self.assertFalse((self.folder / "none.db").exists())

    def test_names_that_sqlite_takes_for_other_things_are_files(self):
        for name in (":memory:", "file:x?mode=memory", "a b%41.db"):
            self.assertEqual(self.ask(log=name)[0], 0)
            self.assertTrue((self.folder / name).exists())
            self.assertIn("1 record,", self.run_tool("log", "verify", name)[1])

    def test_a_log_that_another_program_keeps_locked_is_told_to_be(self):
        self.log_of(1)
        other = sqlite3.connect(self.folder / "a.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        self.assert_refused(self.ask(), "a.db cannot be appended to: another program keeps it locked")
        # Reading is no obstacle to it, nor it to reading.
        self.assertEqual(self.verify()[0], 0)
        other.execute("ROLLBACK")
        other.close()
        self.assertEqual(self.ask()[0], 0)

    def test_a_file_that_may_not_grow_is_told_to_be_and_stays_whole(self):
        self.log_of(3)

        def bound():
            resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
        self.assert_refused(self.ask(before=bound), "the file may not grow any further")
        self.assertIn("3 records", self.verify()[1])
        self.assertEqual(self.ask()[0], 0)

    @unittest.skipUnless(os.geteuid() == 0, "only root becomes another user")
    def test_a_log_that_may_only_be_read_is_told_to_be_and_verifies(self):
        self.log_of(2)
        tool = shutil.copy(TOOL, self.folder / "tool")
        for leftover in ("a.db-wal", "a.db-shm"):
            (self.folder / leftover).unlink(missing_ok=True)
        (self.folder / "a.db").chmod(0o444)

        def nobody(*arguments):
            done = subprocess.run([tool, *arguments], cwd=self.folder, capture_output=True, timeout=SECONDS, check=False,
                                  user=NOBODY, group=NOBODY, extra_groups=[])
            return done.returncode, done.stdout.decode(), done.stderr.decode()
        refused = nobody("ask", "p.carve", "--facts", "f.json", "--log", "a.db", "--record")
        self.assert_refused(refused, "it may be read and not written")
        status, out, err = nobody("log", "verify", "a.db")
        self.assertEqual((status, err), (0, ""))
        self.assertIn("2 records", out)
        (self.folder / "a.db").chmod(0o000)
        self.assert_refused(nobody("log", "verify", "a.db"), "permission denied")

    # --- keys

    def test_a_key_is_for_its_owner_and_is_not_written_over(self):
        self.run_tool("log", "keygen", "key")
        key = (self.folder / "key").read_text()
        self.assertEqual((self.folder / "key").stat().st_mode & 0o777, 0o600)
        self.assert_refused(self.run_tool("log", "keygen", "key"), "a key is not written over")
        self.assertEqual((self.folder / "key").read_text(), key)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    parser.add_argument("--writer", required=True)
    parsed, rest = parser.parse_known_args()
    TOOL, WRITER = os.path.abspath(parsed.tool), os.path.abspath(parsed.writer)
    unittest.main(argv=[sys.argv[0], *rest])
