"""Guards against a fault of the machine that damages a database, hides itself, or takes other documents along.

Every fault is a real one: a disk that is full, a folder that may not be written, another process in the middle of a
transaction. The command runs in a process of its own.
"""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from command_samples import GRAIN, ROOT, call, stored, write
from run_samples import assert_sound, contents, finished, folder_of_documents, run, start, without_privileges

from extractor.store import open_store


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return folder_of_documents(tmp_path / "docs", 6, 1)


@pytest.fixture
def loaded(tmp_path: Path, docs: Path) -> Path:
    """A database that holds half of the documents."""
    database = tmp_path / "out" / "i.db"
    assert run("run", docs / "0", "--db", database)[0] == 0
    return database


@contextmanager
def writing(database: Path) -> Iterator[sqlite3.Connection]:
    """Another process that is in the middle of a transaction."""
    with closing(sqlite3.connect(database, isolation_level=None, check_same_thread=False)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection


def assert_refused(done: tuple[int, str, str], said: str) -> None:
    """The run could not be made, for one reason told in one line, and nothing is printed as if it had been."""
    code, printed, complained = done
    lines = complained.splitlines()
    assert (code, printed, len(lines)) == (2, "", 1), complained
    assert said in lines[0]


# --- two at once ------------------------------------------------------------------------------------


@pytest.mark.parametrize("there", [False, True], ids=["a new database", "one that is there"])
def test_two_runs_at_once_both_succeed(there: bool, tmp_path: Path) -> None:
    docs = folder_of_documents(tmp_path / "docs", 30, 2)
    together, alone = tmp_path / "together.db", tmp_path / "alone.db"
    for folder in ("0", "1", "2"):
        run("run", docs / folder, "--db", alone)
    if there:
        run("run", docs / "0", "--db", together)
    processes = [start("run", docs / folder, "--db", together) for folder in ("0", "1", "2")]
    codes = [finished(process)[0] for process in processes]
    assert codes == [0, 1, 1]  # the folders 1 and 2 have a document that is refused
    assert_sound(together)
    found, expected = contents(together), contents(alone)
    assert {table: rows for table, rows in found.items() if table != "runs"} == {
        table: rows for table, rows in expected.items() if table != "runs"
    }


def test_two_runs_over_the_same_documents_at_once_leave_them_once(tmp_path: Path) -> None:
    docs = folder_of_documents(tmp_path / "docs", 12, 2)
    processes = [start("run", docs, "--db", tmp_path / "i.db") for _ in range(2)]
    assert [finished(process)[0] for process in processes] == [1, 1]
    assert run("run", docs, "--db", tmp_path / "once.db")[0] == 1
    assert contents(tmp_path / "i.db") == contents(tmp_path / "once.db")


def test_a_database_that_another_is_turning_to_wal_is_waited_for(tmp_path: Path) -> None:
    """As two runs do that make it together: SQLite refuses the second at once, whatever its patience."""
    database = tmp_path / "i.db"
    open_store(database).close()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    with writing(database) as other:
        other.execute("SELECT count(*) FROM records")
        end = threading.Timer(0.2, other.execute, ["COMMIT"])
        end.start()
        open_store(database).close()
        end.join()


OWN_RULES = """\
field: own
name: 自编
indicators:
  - id: own_doc
    name: 冷库库容
    decoys: [气调冷库库容]
    measured_in: [立方米]
    examples:
      - text: 全市冷库库容达到120万立方米。
        records:
          - {value: "1200000", unit: 立方米, statistic: level}
      - text: 全市气调冷库库容2万立方米。
        none: true
"""


def test_two_runs_with_two_rule_sets_at_once_leave_documents_of_one_or_the_other(tmp_path: Path) -> None:
    """Of what one run could not load it says so; a run after them leaves what it leaves alone."""
    docs = folder_of_documents(tmp_path / "docs", 12, 2)
    for number in range(12):
        write(docs, f"{number % 3}/自编{number:02}.txt", f"2024年1月\n去年四川省冷库库容{number + 1}万立方米。{GRAIN}")
    write(tmp_path, "rules/ruleset.yaml", "name: 自编\nversion: 0.1\n")
    write(tmp_path, "rules/indicators/own.yaml", OWN_RULES)
    together, own = tmp_path / "together.db", ("--rules", tmp_path / "rules")
    processes = [start("run", docs, "--db", together), start("run", docs, "--db", together, *own)]
    for process in processes:
        code, _, said = finished(process)
        refusals = [line for line in said.splitlines() if "is not in the rule set of this run" in line]
        others = [line for line in said.splitlines() if line not in refusals and "waiting for it" not in line]
        assert code == 1  # two documents are refused, whatever the rules
        assert [line.partition(": ")[0] for line in others] == ["1/空白.txt", "2/图.txt"]
    assert_sound(together)
    assert stored(together, "SELECT count(*) FROM documents") == [(24,)]
    assert run("run", docs, "--db", together, *own)[0] == 1
    assert run("run", docs, "--db", tmp_path / "alone.db", *own)[0] == 1
    found, expected = contents(together), contents(tmp_path / "alone.db")
    assert [table for table in expected if found[table] != expected[table] and table != "runs"] == []
    assert stored(together, "SELECT count(*) FROM records WHERE indicator = 'own_doc'") == [(12,)]


def test_a_run_that_has_to_wait_says_for_what(docs: Path, loaded: Path) -> None:
    with writing(loaded) as holder:
        process = start("run", docs, "--db", loaded)
        assert process.stderr is not None
        told = process.stderr.readline()
        holder.execute("COMMIT")
        code, _, _ = finished(process)
    assert told == f"{loaded}: another process is writing; waiting for it, 60 seconds at most\n"
    assert code == 1  # two documents are refused, none for the waiting
    assert stored(loaded, "SELECT count(*) FROM documents") == [(6,)]


def test_readers_are_not_blocked_and_see_whole_documents(loaded: Path) -> None:
    before = stored(loaded, "SELECT count(*) FROM records")
    with writing(loaded) as holder:
        holder.execute("DELETE FROM records")
        with closing(sqlite3.connect(loaded, timeout=0)) as reader:
            assert reader.execute("SELECT count(*) FROM records").fetchall() == before
        with open_store(loaded, wait=0) as store:
            assert store.db.execute("SELECT count(*) FROM records").fetchall() == before


def test_a_reader_in_the_middle_does_not_stop_a_run(docs: Path, loaded: Path) -> None:
    with closing(sqlite3.connect(loaded, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        before = reader.execute("SELECT count(*) FROM documents").fetchall()
        assert run("run", docs, "--db", loaded)[0] == 1
        assert reader.execute("SELECT count(*) FROM documents").fetchall() == before
    assert stored(loaded, "SELECT count(*) FROM documents") == [(6,)]


# --- the disk ---------------------------------------------------------------------------------------


def test_a_full_disk_ends_the_run_and_leaves_the_database(docs: Path, loaded: Path) -> None:
    """No file may grow beyond the limit, which the kernel keeps as it keeps that of a disk."""
    before = contents(loaded)
    limit = loaded.stat().st_size + 4096
    big = folder_of_documents(docs.parent / "more", 12, 4)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    said = "cannot be read or written (disk I/O error); see to the disk and its space, then run again"
    assert_refused(run("run", big, "--db", loaded, preexec_fn=limited), said)
    assert_sound(loaded)
    found = contents(loaded)  # where the machine is busy a document may have come in before there was no room
    assert not before["documents"] - found["documents"]
    assert not before["records"] - found["records"]
    assert run("run", big, "--db", loaded)[0] == 1
    assert_sound(loaded)


def test_a_disk_without_room_is_named(docs: Path, tmp_path: Path) -> None:
    """A file system of one megabyte, where one may be mounted."""
    small = tmp_path / "small"
    small.mkdir()
    script = f'mount -t tmpfs -o size=2m tmpfs "{small}" && exec "$@"'
    command = ["unshare", "-rm", "sh", "-c", script, "sh"]
    if shutil.which("unshare") is None or subprocess.run([*command, "true"], capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    more = folder_of_documents(tmp_path / "more", 40, 6)
    done = subprocess.run(
        [*command, sys.executable, "-m", "extractor", "run", str(more), "--db", str(small / "i.db")],
        capture_output=True, text=True, encoding="utf-8", cwd=ROOT,
    )  # fmt: skip
    assert_refused((done.returncode, done.stdout, done.stderr), "the disk is full; free some space and run again")


def test_a_folder_that_may_not_be_written_is_named(docs: Path, loaded: Path) -> None:
    before = loaded.read_bytes()
    closed = "make the file and its folder writable, or give another --db"
    shutil.move(loaded, loaded.parent / "j.db")
    (loaded.parent / "j.db").chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    with no_writing(loaded.parent):
        code, printed, said = run("run", docs, "--db", loaded.parent / "j.db", preexec_fn=without_privileges)
        assert (code, printed) == (2, "")
        assert len(said.splitlines()) == 1
        assert closed in said or "cannot be opened; check that" in said
        assert_refused(
            run("run", docs, "--db", loaded.parent / "new.db", preexec_fn=without_privileges),
            "cannot be opened; check that",
        )
    assert (loaded.parent / "j.db").read_bytes() == before


def test_a_database_that_may_not_be_written_is_named(docs: Path, loaded: Path) -> None:
    before = loaded.read_bytes()
    loaded.chmod(0o444)
    assert_refused(
        run("run", docs, "--db", loaded, preexec_fn=without_privileges),
        "cannot be written; make the file and its folder",
    )
    assert loaded.read_bytes() == before


@contextmanager
def no_writing(folder: Path) -> Iterator[None]:
    folder.chmod(0o555)
    try:
        yield
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize("damage", ["middle", "cut", "empty head"])
def test_a_damaged_database_is_told_and_not_written(damage: str, docs: Path, loaded: Path) -> None:
    whole = loaded.read_bytes()
    broken = {
        "middle": whole[:4096] + b"\xff" * (len(whole) - 4096),
        "cut": whole[: len(whole) // 3],
        "empty head": b"\0" * 100 + whole[100:],
    }[damage]
    loaded.write_bytes(broken)
    code, printed, said = run("run", docs, "--db", loaded)
    assert (code, printed) == (2, "")
    assert len(said.splitlines()) == 1
    assert "damaged; put a copy in its place" in said or "not a database; give another --db" in said
    assert loaded.read_bytes()[:100] == broken[:100]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize(
    "command",
    [
        ["--help"],
        ["run", "DOCS", "--db", "DB"],
        ["extract", "DOCS"],
        ["explain", "增长6%"],
        ["rules", "unmatched", "DOCS"],
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_an_output_that_cannot_be_written_is_told_in_one_line(command: list[str], docs: Path, tmp_path: Path) -> None:
    given = [{"DOCS": str(docs / "0"), "DB": str(tmp_path / "i.db")}.get(word, word) for word in command]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "extractor", *given], stdout=full, stderr=subprocess.PIPE, text=True, cwd=ROOT
        )
    said = "the output cannot be written (No space left on device); free some space or write it elsewhere\n"
    assert (done.returncode, done.stderr) == (2, said)
    if command[0] == "run":  # what was read is loaded all the same
        assert stored(tmp_path / "i.db", "SELECT count(*) FROM documents") == [(2,)]


# --- the documents ----------------------------------------------------------------------------------


def test_a_file_that_may_not_be_read_takes_no_other_along(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write(docs, "丙.txt", GRAIN)
    (docs / "甲.txt").mkdir()  # a folder by that name is no document
    (docs / "乙.txt").symlink_to("nowhere.txt")
    write(docs, "丁.txt", GRAIN).chmod(0)
    code, printed, said = run("run", docs, "--db", tmp_path / "i.db", preexec_fn=without_privileges)
    assert code == 1
    assert said.splitlines() == [
        "丁.txt: cannot be read: Permission denied",
        "乙.txt: cannot be read: No such file or directory",
    ]
    assert printed.splitlines()[0] == "documents        3  1 new, 2 refused"
    assert stored(tmp_path / "i.db", "SELECT name FROM documents") == [("丙.txt",)]


def test_a_folder_of_odd_things_is_read_as_far_as_it_can_be(tmp_path: Path) -> None:
    """Names of any kind, links in a circle, a pipe, files without anything in them: none stops the run or a line."""
    docs = tmp_path / "docs"
    names = ["换\n行.txt", "😀.txt", "-x.txt", "%s{}.txt", "[bold]红.txt", "引'号\".txt", "大写.TXT", "目录.pdf/里.txt"]
    for name in names:
        write(docs, name, GRAIN)
    write(docs, "空\n\x1b[31m.txt", b"")
    write(docs, "白.txt", "\n　 \n")
    write(docs, "零.txt", b"\0" * 2_000)
    write(docs, "无后缀", GRAIN)
    write(docs, "~$报告.docx", b"what Word keeps")
    write(docs, ".隐藏.txt", GRAIN)
    (docs / "圈").symlink_to(".")
    (docs / "自己.txt").symlink_to("自己.txt")
    os.mkfifo(docs / "管.txt")
    if sys.platform == "linux":  # others know no name that is not UTF-8
        os.close(os.open(os.fsencode(docs) + "/公报.txt".encode("gb18030"), os.O_CREAT))
    for outcome in ("new,", "unchanged,"):
        code, printed, said = run("run", docs, "--db", tmp_path / "i.db")
        assert (code, printed.split()[2:4]) == (1, ["8", outcome])
        told = [line.partition(", only for")[0] for line in said.splitlines()]
        assert told == [
            f"{docs}/无后缀: not read: there is no reader for files without a suffix",
            "白.txt: empty file: nothing but white space",
            "空\\n\\x1b[31m.txt: empty file",
            "管.txt: no file that can be read, but a pipe, a device or a folder",
            "自己.txt: cannot be read: Too many levels of symbolic links",
            "零.txt: no text but binary data (control bytes), and no format that is read",
            *["\\udcb9\\udcab\\udcb1\\udca8.txt: its name is not UTF-8; rename the file"] * (sys.platform == "linux"),
        ]
        assert sorted(str(name) for (name,) in stored(tmp_path / "i.db", "SELECT name FROM documents")) == sorted(names)


def test_a_folder_that_may_not_be_looked_into_is_told(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write(docs, "甲.txt", GRAIN)
    write(docs, "内/乙.txt", GRAIN)
    (docs / "内").chmod(0)
    try:
        code, printed, said = run("run", docs, "--db", tmp_path / "i.db", preexec_fn=without_privileges)
    finally:
        (docs / "内").chmod(0o755)
    assert (code, said) == (1, f"{docs}/内: not read, with all in it: Permission denied\n")
    assert printed.splitlines()[0] == "documents        1  1 new"
    assert len(stored(tmp_path / "i.db", "SELECT * FROM problems")) == 1
    assert run("run", docs, "--db", tmp_path / "i.db")[0] == 0
    assert stored(tmp_path / "i.db", "SELECT * FROM problems") == []


def test_a_document_that_is_written_while_it_is_read_is_loaded_as_one_of_its_states(tmp_path: Path) -> None:
    """What is stored is what was hashed, and its records are its own."""
    path = write(tmp_path, "docs/公报.txt", GRAIN)
    stop = threading.Event()

    def rewrite() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            path.write_text(f"去年全省粮食产量{number}万吨，增长{number % 9 + 1}.5%。" * 50, encoding="utf-8")

    writer = threading.Thread(target=rewrite)
    writer.start()
    try:
        for _ in range(5):
            code, _, said = run("run", tmp_path / "docs", "--db", tmp_path / "i.db")
            assert code == 0 or "empty file" in said
    finally:
        stop.set()
        writer.join()
    assert_sound(tmp_path / "i.db")
    query = (
        'SELECT count(*) FROM records JOIN documents ON name = document WHERE substr(text, start + 1, "end" - start)'
    )
    assert stored(tmp_path / "i.db", f"{query} <> quote") == [(0,)]
    assert stored(tmp_path / "i.db", "SELECT count(*) FROM records WHERE instr(sentence, quote) = 0") == [(0,)]


def test_documents_that_vanish_during_a_run_are_refused_one_by_one(tmp_path: Path) -> None:
    docs = folder_of_documents(tmp_path / "docs", 40, 3)
    process = start("run", docs, "--db", tmp_path / "i.db")
    time.sleep(0.6)  # before or after it has listed them
    shutil.rmtree(docs / "2")
    code, _, said = finished(process)
    assert code == 1
    assert "Traceback" not in said
    for line in said.splitlines():
        assert line.startswith(("1/空白.txt: ", "2/", str(docs))), line
    assert_sound(tmp_path / "i.db")
    (kept,) = stored(tmp_path / "i.db", "SELECT count(*) FROM documents WHERE name NOT LIKE '2/%'")
    assert kept == (27,)


# --- what was wrong ---------------------------------------------------------------------------------


def test_a_run_ends_with_how_many_problems_there_were_and_how_to_see_them(here: Path) -> None:
    write(here, "docs/公报.txt", GRAIN)
    write(here, "docs/空白.txt", b"")
    write(here, "docs/metadata.csv", "file,region\n公报.txt,四川剩\n")
    done = call("run", "docs", "--db", "i.db")
    told, command = done.stdout.splitlines()[-2:]
    assert (done.exit_code, told) == (1, "2 problems; see when, where and why with:")
    shown = subprocess.run(command, shell=True, cwd=here, capture_output=True, text=True, encoding="utf-8", check=True)
    head, _, *found = shown.stdout.splitlines()
    assert head.split() == ["started", "path", "line", "code", "message"]
    assert [line.split(maxsplit=4)[1:4] for line in found] == [
        ["docs/公报.txt", "0", "unknown-region"],
        ["docs/空白.txt", "0", "refused"],
    ]
    assert all(line.startswith("20") for line in found)  # when
    (here / "docs/空白.txt").write_text(GRAIN, encoding="utf-8")
    (here / "docs/metadata.csv").write_text("file,region\n公报.txt,四川省\n", encoding="utf-8")
    again = call("run", "docs", "--db", "i.db")
    assert (again.exit_code, "problem" in again.stdout) == (0, False)
    assert stored(here / "i.db", "SELECT * FROM problems") == []
