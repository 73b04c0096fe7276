"""Guards against workers that change what is found, that one document takes with it, or that outlive the run."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_samples import GRAIN, ROOT, call, stored, write
from hostile import hostile

from extractor.documents.sources import find_sources
from extractor.problems import ExtractorError
from extractor.ruleset.compiled import RuleSet
from extractor.runs import RefusedDocument, process, workers
from extractor.runs.batches import Batch, Job, ReadDocument, batches, ready_to_load, sized
from extractor.runs.process import ReadingProcess, setting_of
from extractor.runs.workers import Workers, read_jobs

TABLES = ("documents", "records", "problems")


@pytest.fixture
def split(monkeypatch: pytest.MonkeyPatch) -> None:
    """However little it is, it is read by other processes."""
    monkeypatch.setattr(workers, "LITTLE", -1)


def folder(here: Path, *names: str) -> Path:
    for name in names:
        write(here, f"docs/{name}", f"{name}。{GRAIN}")
    return here / "docs"


def jobs_of(docs: Path) -> list[Job]:
    return sized(find_sources([str(docs)]).items)


@pytest.mark.usefixtures("split")
def test_the_database_is_the_same_whatever_the_number_of_workers(here: Path) -> None:
    docs = folder(here, *(f"{number:02}.txt" for number in range(40)))
    write(here, "docs/07.txt", b"")
    found = []
    for count in (1, 2, 3):
        done = call("run", docs, "--db", f"{count}.db", "--workers", str(count))
        tables = [stored(here / f"{count}.db", f"SELECT * FROM {table} ORDER BY rowid") for table in TABLES]
        found.append((done.exit_code, done.stderr, done.stdout.splitlines()[:6], tables))
    assert found[0] == found[1] == found[2]
    assert found[0][:2] == (1, "07.txt: empty file\n")
    assert [len(table) for table in found[0][3]] == [39, 78, 1]


@pytest.mark.usefixtures("here", "split")
@pytest.mark.parametrize("form", ["jsonl", "csv", "table"])
def test_records_are_printed_in_the_same_order(here: Path, form: str) -> None:
    docs = folder(here, *(f"{number:02}.txt" for number in range(20)), "空.txt")
    write(here, "docs/空.txt", b"")
    alone, many = (call("extract", docs, "--format", form, "--workers", count) for count in ("1", "3"))
    assert alone.stdout.count("3600万吨") >= 20
    assert (alone.stdout, alone.stderr, alone.exit_code) == (many.stdout, many.stderr, many.exit_code)


HOSTILE = [
    ("崩溃.txt", "refused", "cannot be read: the process was ended by SIGSEGV, twice; the document is left out"),
    (
        "退出.txt",
        "refused",
        "cannot be read: the process ended itself with exit code 7, twice; the document is left out",
    ),
    ("不停.txt", "refused", "cannot be read: it took longer than 2 seconds, twice; the document is left out"),
    ("撑爆.txt", "refused", "there is not enough memory to read it; split it"),
]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited, and signals are named, as on Linux")
@pytest.mark.parametrize(("name", "code", "said"), HOSTILE, ids=[name for name, _, _ in HOSTILE])
def test_a_hostile_document_takes_no_other_with_it(here: Path, rules: RuleSet, name: str, code: str, said: str) -> None:
    docs = folder(here, "甲.txt", name, "丙.txt", "打印.txt")
    with Workers(setting_of(rules, hostile), 2, patience=2) as pool:
        ((batch, of_jobs),) = pool.read(iter(batches(jobs_of(docs))))
    done = [read for all_done in of_jobs for read in all_done]
    assert [job.source.name for job in batch] == sorted([name, "甲.txt", "丙.txt", "打印.txt"])
    refused = [read for read in done if isinstance(read, RefusedDocument)]
    assert [(read.name, read.problem.code, read.problem.message) for read in refused] == [(name, code, said)]
    others = [read.document.name for read in done if isinstance(read, ReadDocument)]
    assert others == [job.source.name for job in batch if job.source.name != name]


def test_what_a_document_does_to_its_process_is_told_and_kept(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "LITTLE", -1)
    monkeypatch.setattr("extractor.runs.loading.ready_to_load", hostile)
    docs = folder(here, "甲.txt", "退出.txt")
    done = call("run", docs, "--db", "i.db", "--workers", "2")
    said = "cannot be read: the process ended itself with exit code 7, twice; the document is left out"
    assert (done.exit_code, done.stderr) == (1, f"退出.txt: {said}\n")
    assert done.stdout.splitlines()[0] == "documents        2  1 new, 1 refused"
    assert stored(here / "i.db", "SELECT path, message FROM problems") == [("docs/退出.txt", said)]


def test_no_more_is_read_than_is_soon_asked_for(here: Path, rules: RuleSet) -> None:
    (job,) = jobs_of(folder(here, "甲.txt"))
    drawn = 0

    def endless() -> Iterator[Batch]:
        nonlocal drawn
        while True:
            drawn += 1
            yield (job,)

    with Workers(setting_of(rules, ready_to_load), 2) as pool:
        read = pool.read(endless())
        next(read)
        next(read)
        assert drawn == 6  # two that are handed on, two for each of the two workers


def test_a_batch_is_cut_by_bytes_and_by_documents(here: Path) -> None:
    (job,) = jobs_of(folder(here, "甲.txt"))
    of_size = [Job(job.source, size) for size in (40, 40, 40, 300, 10, 10)]
    assert [[one.size for one in batch] for batch in batches(of_size, 100)] == [[40, 40, 40], [300], [10, 10]]
    assert [len(batch) for batch in batches([job] * 1001, 10**9)] == [500, 500, 1]


def test_without_any_process_to_read_with_nothing_is_refused(
    here: Path, rules: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_START", "raise SystemExit(3)")
    monkeypatch.setattr(workers, "LITTLE", -1)
    with pytest.raises(ExtractorError, match="no process to read with can be started; give --workers 1"):
        list(read_jobs(jobs_of(folder(here, "甲.txt")), rules, ready_to_load, 2))


def test_files_that_a_library_opens_are_read_by_other_processes(here: Path) -> None:
    (job,) = jobs_of(folder(here, "甲.txt"))
    assert workers._is_little([job])
    assert not workers._is_little([Job(job.source, workers.LITTLE + 1)])
    job.source.path.rename(here / "甲.pdf")
    pdf = type(job.source)("甲.pdf", here / "甲.pdf", job.source.metadata)
    assert not workers._is_little([Job(pdf, 10)])


def test_a_process_ends_with_its_caller(here: Path, rules: RuleSet) -> None:
    reading = ReadingProcess(setting_of(rules, ready_to_load))
    child = reading._process
    child.stdin.close()  # type: ignore[union-attr]
    assert child.wait(timeout=20) == 0
    reading.end()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="children are looked up in /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_run_leaves_no_process_and_only_whole_documents(here: Path, number: signal.Signals) -> None:
    for name in range(60):
        write(here, f"docs/{name:03}.txt", f"{name}。" + GRAIN * 1500)
    command = [
        sys.executable,
        "-m",
        "extractor",
        "run",
        str(here / "docs"),
        "--db",
        str(here / "i.db"),
        "--workers",
        "2",
    ]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:
        while not loaded(here / "i.db"):
            assert run.poll() is None, run.communicate()
            time.sleep(0.05)
        children = children_of(run.pid)
        assert len(children) == 2
        run.send_signal(number)
        _, said = run.communicate(timeout=60)
    if number != signal.SIGKILL:
        code, how = (130, "interrupted") if number == signal.SIGINT else (143, "ended by SIGTERM")
        assert (run.returncode, said) == (code, f"{how}; documents loaded so far are whole, run again to go on\n")
    deadline = time.monotonic() + 60
    while any(map(alive, children)):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert stored(here / "i.db", "SELECT DISTINCT records FROM documents") == [(3000,)]
    assert stored(here / "i.db", "SELECT DISTINCT count(*) FROM records GROUP BY document") == [(3000,)]


def loaded(database: Path) -> int:
    try:
        (row,) = stored(database, "SELECT count(*) FROM documents")
    except sqlite3.Error:  # not made yet
        return 0
    return int(str(row[0]))


def children_of(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(stat.parent.name))
    return found


def alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
