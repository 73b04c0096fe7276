"""Guards against a run that was stopped and leaves something lost, doubled or halved once it is run again.

The command is stopped from outside, at random moments, by every signal that a user or a machine may send.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from run_samples import assert_sound, contents, finished, folder_of_documents, run, start

SIGNALS = (signal.SIGKILL, signal.SIGINT, signal.SIGTERM)


def stopped(process: subprocess.Popen[str], after: float, how: signal.Signals) -> bool:
    """Whether the run was still under way when it was stopped; nothing but one line is said then."""
    time.sleep(after)
    under_way = process.poll() is None
    if under_way:
        process.send_signal(how)
    code, _, said = finished(process)
    assert "Traceback" not in said or "extractor/" not in said  # Python itself, while it starts
    if under_way and how is signal.SIGKILL:
        assert code in (-how, 1)
    return under_way and code not in (0, 1)


def assert_as_if_never_stopped(folder: Path, moments: int, documents: int, copies: int) -> list[float]:
    """Stop runs at so many moments, in pairs on one database, run each to its end, and compare.

    Every other database holds an older edition of the documents before. Comes back with the moments, as parts of
    the time that a whole run takes.
    """
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    docs = folder_of_documents(folder / "docs", documents, copies, year=2023)
    older, whole = folder / "older.db", folder / "whole.db"
    assert run("run", docs, "--db", older)[0] == 1
    folder_of_documents(folder / "docs", documents, copies)
    started = time.monotonic()
    assert run("run", docs, "--db", whole)[0] == 1
    takes = time.monotonic() - started
    expected = contents(whole)
    assert expected["documents"].total() == documents
    assert expected["problems"].total() == 2
    hit: list[float] = []
    for attempt in range(moments * 3):
        database = folder / f"{attempt}.db"
        if attempt % 2:
            shutil.copy(older, database)
        for _ in range(2):
            after = chance.uniform(0, takes)
            if stopped(start("run", docs, "--db", database), after, chance.choice(SIGNALS)):
                hit.append(after / takes)
            if database.exists():
                assert_sound(database)
        assert run("run", docs, "--db", database)[0] == 1
        assert_sound(database)
        found = contents(database)
        different = [table for table, rows in expected.items() if found[table] != rows]
        assert different == [], f"seed {seed}, attempt {attempt}"
        if len(hit) >= moments:
            break
    assert len(hit) >= moments
    return hit


def test_a_run_that_was_stopped_and_started_again_leaves_what_one_run_leaves(tmp_path: Path) -> None:
    assert_as_if_never_stopped(tmp_path, moments=3, documents=20, copies=2)


@pytest.mark.slow
def test_runs_stopped_at_fifty_moments_leave_what_one_run_leaves(tmp_path: Path) -> None:
    hit = assert_as_if_never_stopped(tmp_path, moments=50, documents=40, copies=2)
    tenths = [sum(int(moment * 10) == tenth for moment in hit) for tenth in range(10)]
    print(f"stopped {len(hit)} times; by tenths of a run: {tenths}")


def test_what_was_loaded_before_the_interruption_is_not_read_again(tmp_path: Path) -> None:
    docs = folder_of_documents(tmp_path / "docs", 20, 1)
    database = tmp_path / "i.db"
    assert run("run", docs, "--db", database)[0] == 1
    _, printed, _ = run("run", docs, "--db", database)
    assert printed.splitlines()[0].endswith("20 unchanged, 2 refused")


CLEARED_AWAY = """
import os, signal, sys, time
import extractor.__main__ as process, extractor.cli

class Cleared:
    def __del__(self):
        os.kill(os.getpid(), signal.{signal})
        for _ in range(1000):
            pass

def command(prog_name):
    cleared = Cleared()
    del cleared
    time.sleep(30)

extractor.cli.main = command
process.main()
"""


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_signal_that_comes_while_an_object_is_cleared_away_is_not_lost(name: str, code: int) -> None:
    """Python only prints what is raised there, with its traceback, and goes on."""
    script = CLEARED_AWAY.format(signal=name)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode, done.stderr) == (code, "")
