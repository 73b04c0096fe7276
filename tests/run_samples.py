"""Runs of the command in processes of their own, and all that a database says, whichever runs have made it."""

from __future__ import annotations

import ctypes
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

from command_samples import ROOT, SEEDS, write

OF_A_RUN = {
    "runs": ("id", "started", "finished"),
    "documents": ("loaded_by",),
    "problems": ("id", "run"),
    "_texts": ("id",),
}
"""The columns that number or date what a run did, not what the documents say."""

WORDS = ("_text_words",)
"""The index of the search."""


PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2


def without_privileges() -> None:
    """Run in the new process: root, who may write everywhere, is kept to the rights of files as anybody is."""
    if os.geteuid() == 0:
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def start(*arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
    """The command as a process: ``start("run", "docs", "--db", "i.db")``."""
    command = [sys.executable, "-m", "extractor", *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", **options
    )


def finished(process: subprocess.Popen[str], seconds: float = 300) -> tuple[int, str, str]:
    """The exit code and what was printed, on both."""
    printed, said = process.communicate(timeout=seconds)
    return process.returncode, printed, said


def run(*arguments: str | Path, **options: Any) -> tuple[int, str, str]:
    """The command run to its end."""
    return finished(start(*arguments, **options))


def folder_of_documents(folder: Path, documents: int, copies: int, year: int = 2024) -> Path:
    """Documents of the seeds' text, each its own, and two that are refused."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    for number in range(documents):
        body = "\n".join(texts[(number + copy) % len(texts)] for copy in range(copies))
        write(folder, f"{number % 3}/{number:03}.txt", f"第{number}号文件，{year}年1月\n{body}")
    write(folder, "1/空白.txt", b"")
    write(folder, "2/图.txt", b"\x89PNG\r\n\x1a\n")
    return folder


def contents(database: Path) -> dict[str, Counter[tuple[Any, ...]]]:
    """All rows of all tables, but for what numbers and dates runs; of the runs only what the last one came to."""
    with closing(sqlite3.connect(database)) as connection:
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        tables = [name for (name,) in connection.execute(query)]
        found = {}
        for table in tables:
            if table.startswith((*WORDS, "_sqlite_migrations")):
                continue
            all_columns = [name for _, name, *_ in connection.execute(f'PRAGMA table_info("{table}")')]
            columns = ", ".join(f'"{name}"' for name in all_columns if name not in OF_A_RUN.get(table, ()))
            last = " ORDER BY id DESC LIMIT 1" if table == "runs" else ""
            found[table] = Counter(connection.execute(f'SELECT {columns} FROM "{table}"{last}'))
        for index in (name for name in WORDS if name in tables):
            connection.execute(f"CREATE VIRTUAL TABLE temp.v{index} USING fts5vocab(main, '{index}', 'row')")
            found[index] = Counter(connection.execute(f"SELECT term, doc, cnt FROM v{index}"))
        return found


def assert_sound(database: Path) -> None:
    """Nothing is damaged, and every document is whole."""
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        if ("documents",) not in connection.execute("SELECT name FROM sqlite_master").fetchall():
            return  # stopped before there was a schema
        halved = "SELECT name FROM documents WHERE records <> (SELECT count(*) FROM records WHERE document = name)"
        assert connection.execute(halved).fetchall() == []
