"""Guards against a cluster that gives other records than one machine, or loses a shard with a worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from command_samples import GRAIN, ROOT, call, stored, write

from extractor.runs import RefusedDocument, cluster, shards

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
NOT_READ = (
    "not read: there is no reader for .dat files, only for .csv, .docx, .htm, .html, .jsonl, .md, .parquet, .pdf, "
    ".shtml, .txt, .xlsx, .zip"
)
NO_ANSWER = "--cluster tcp://127.0.0.1:9: no scheduler answers there ("
TABLES = ("documents", "records", "problems", "regions", "indicators", "rules")


@contextmanager
def local_cluster() -> Iterator[tuple[str, list[int]]]:
    command = [sys.executable, str(ROOT / "tests" / "local_cluster.py")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdin and process.stdout
        address, *pids = process.stdout.readline().split()
        yield address, [int(pid) for pid in pids]
        process.stdin.close()
        process.wait(timeout=60)


@pytest.fixture(scope="module")
def two_workers() -> Iterator[str]:
    with local_cluster() as (address, _):
        yield address


def many(here: Path, count: int, length: int = 40) -> Path:
    for number in range(count):
        write(here, f"docs/{number:03}.txt", f"第{number}号。" + GRAIN * length)
    write(here, "docs/metadata.csv", "file,published,region\n000.txt,2024-01,四川省\n001.txt,,四川剩\n")
    write(here, f"docs/{count // 2:03}.txt", b"")
    write(here, "docs/报表.dat", b"PK")
    return here / "docs"


def content(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything but the log of runs; both databases name the runs 1."""
    return {table: stored(database, f"SELECT * FROM {table} ORDER BY rowid") for table in TABLES}


def rows_of(folder: Path, kind: str) -> int:
    return sum(pq.read_metadata(file).num_rows for file in (folder / kind).glob("*.parquet"))


def test_a_cluster_gives_what_one_process_gives(here: Path, two_workers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "SHARD_BYTES", 4000)
    docs = many(here, 30)
    alone = call("run", docs, "--db", "alone.db", "--workers", "1")
    done = call("run", docs, "--cluster", two_workers, "--shards", "shards")
    assert (done.exit_code, done.stderr) == (
        1,
        f"{docs}/报表.dat: {NOT_READ}\n",
    )
    lines = [line.split() for line in done.stdout.splitlines()]
    count = int(lines[0][1])
    assert count > 4
    assert lines[:4] == [
        ["shards", str(count), str(count), "read"], ["documents", "29"], ["records", "2320"], ["problems", "2"],
    ]  # fmt: skip
    assert done.stdout.endswith("\nin shards; load it into a database with:\n  extractor load shards\n")
    loaded = call("load", "shards", "--db", "loaded.db")
    assert loaded.stdout.splitlines()[:7] == alone.stdout.splitlines()[:7]
    assert (loaded.exit_code, sorted(loaded.stderr.splitlines())) == (1, sorted(alone.stderr.splitlines()))
    assert content(here / "loaded.db") == content(here / "alone.db")
    assert stored(here / "loaded.db", "SELECT documents, records, problems, paths FROM runs") == stored(
        here / "alone.db", "SELECT documents, records, problems, paths FROM runs"
    )
    again = call("load", "shards", "--db", "loaded.db")
    assert again.stdout.splitlines()[0].split() == ["documents", "30", "29", "unchanged,", "1", "refused"]


def test_a_second_run_reads_only_the_shards_that_are_missing(
    here: Path, two_workers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "SHARD_BYTES", 4000)
    docs = many(here, 30)
    first = call("run", docs, "--cluster", two_workers, "--shards", "shards").stdout.split()
    count = int(first[1])
    files = sorted((here / "shards" / "records").glob("*.parquet"))
    assert len(files) == count
    written = {file.name: file.stat().st_mtime_ns for file in files}
    files[2].unlink()
    again = call("run", docs, "--cluster", two_workers, "--shards", "shards").stdout.splitlines()
    assert again[0].split() == ["shards", str(count), "1", "read,", str(count - 1), "there", "already"]
    kept = {file.name: file.stat().st_mtime_ns for file in files}
    assert {name for name in kept if kept[name] != written[name]} == {files[2].name}
    write(here, "docs/029.txt", GRAIN)  # the last one: its shard is another now, and the old one goes
    changed = call("run", docs, "--cluster", two_workers, "--shards", "shards").stdout.splitlines()
    assert changed[0].split() == ["shards", str(count), "1", "read,", str(count - 1), "there", "already"]
    assert len(list((here / "shards" / "records").glob("*"))) == count
    assert rows_of(here / "shards", "records") == 2320 - 78


def test_a_worker_that_is_killed_takes_nothing_with_it(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "SHARD_BYTES", 20_000)
    docs = many(here, 14, length=300)
    alone = call("run", docs, "--db", "alone.db", "--workers", "1")
    killed: list[int] = []
    with local_cluster() as (address, pids):

        def kill() -> None:
            while not list((here / "shards" / "records").glob("*.parquet")):
                time.sleep(0.01)
            os.kill(pids[0], signal.SIGKILL)
            killed.append(len(list((here / "shards" / "records").glob("*.parquet"))))

        killer = threading.Thread(target=kill)
        killer.start()
        done = call("run", docs, "--cluster", address, "--shards", "shards")
        killer.join(timeout=10)
    count = int(done.stdout.split()[1])
    assert killed and killed[0] < count - 1
    assert done.stdout.splitlines()[0].split() == ["shards", str(count), str(count), "read"]
    assert not list((here / "shards").rglob("*.begun"))
    assert call("load", "shards", "--db", "loaded.db").stdout.splitlines()[:7] == alone.stdout.splitlines()[:7]
    assert content(here / "loaded.db") == content(here / "alone.db")


def test_tables_of_texts_are_read_and_a_spoilt_one_by_itself(here: Path, two_workers: str) -> None:
    rows = {
        "text": [GRAIN, "", "全市粮食产量300万吨。"],
        "published": ["2024-01", None, "2023"],
        "region": ["四川省", "四川省", "成都市"],
    }
    (here / "archive").mkdir()
    pq.write_table(pa.table(rows), here / "archive" / "2024.parquet")
    write(here, "archive/坏.parquet", b"PAR1 no more")
    pq.write_table(pa.table({"name": [GRAIN]}), here / "archive" / "无文.parquet")
    done = call("run", "archive", "--cluster", two_workers, "--shards", "shards")
    assert done.exit_code == 1
    said = sorted(line.partition("failed: ")[2] for line in done.stderr.splitlines())
    assert said == [
        "坏.parquet: a damaged Parquet file, or a part of one: fetch it again",
        "无文.parquet: a Parquet file without a column text: its columns are name",
    ]
    assert done.stdout.splitlines()[0].split() == ["shards", "3", "1", "read,", "2", "failed"]
    assert done.stdout.endswith("\nrun again to read the shards that failed\n")
    refused = call("load", "shards", "--db", "i.db")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr == "shards: no shards here; make them with: extractor run PATH --cluster ADDRESS\n"
    (here / "archive" / "坏.parquet").unlink()
    (here / "archive" / "无文.parquet").unlink()
    assert call("run", "archive", "--cluster", two_workers, "--shards", "shards").exit_code == 0
    loaded = call("load", "shards", "--db", "i.db")
    assert (loaded.exit_code, loaded.stderr) == (1, "2024.parquet#2: no text in the column text\n")
    assert stored(here / "i.db", "SELECT document, region, year, value_text FROM records ORDER BY document, start") == [
        ("2024.parquet#1", "510000", 2023, "36000000"),
        ("2024.parquet#1", "510000", 2023, "1.5"),
        ("2024.parquet#3", "510100", 2023, "3000000"),
    ]
    assert stored(here / "i.db", "SELECT path FROM documents") == [
        ("archive/2024.parquet#1",),
        ("archive/2024.parquet#3",),
    ]
    call("run", "archive", "--db", "alone.db")
    assert content(here / "i.db") == content(here / "alone.db")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["run", "a.txt", "--cluster", "tcp://127.0.0.1:9"],
            NO_ANSWER,
        ),
        (["load", "nowhere"], "nowhere: no shards here; make them with: extractor run PATH --cluster ADDRESS\n"),
    ],
)
def test_what_cannot_run_says_why(here: Path, arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    write(here, "a.txt", GRAIN)
    done = call(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    assert not (here / "out" / "indicators.db").exists()


def test_a_shard_that_was_begun_is_not_there(here: Path) -> None:
    def broken() -> Iterator[RefusedDocument]:
        raise OSError("the disk is full")
        yield

    with pytest.raises(OSError, match="the disk is full"):
        shards.write_shard(here, "s", broken())
    assert not shards.is_there(here, "s")
    assert [path for path in here.rglob("*") if path.is_file()] == []
