"""Documents to call the commands on, and what they leave in the database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from click.testing import CliRunner, Result

from extractor.cli import main

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
GRAIN = "去年全省粮食产量3600万吨，增长1.5%。"
GRAIN_FACTS = ["--region", "四川省", "--published", "2024-01"]


def call(*arguments: str | Path, text: str | bytes | None = None) -> Result:
    """The command as a user calls it: ``call("run", "docs")``."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=text)


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """A file with the folders it lies in."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def stored(database: Path, query: str) -> list[tuple[object, ...]]:
    """What a query finds in a database, which is closed again."""
    connection = sqlite3.connect(database)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()
