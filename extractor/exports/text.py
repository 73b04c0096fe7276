"""CSV and JSON lines, a row at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

from extractor.exports.cells import cell_text, harmless
from extractor.exports.tables import Table


def write_csv(table: Table, path: Path) -> int:
    """CSV for spreadsheets: in UTF-8 with its mark, so that Excel shows 四川省; no text can act as a formula."""
    return _write_csv(table, path, "utf-8-sig", harmless)


def write_plain_csv(table: Table, path: Path) -> int:
    """CSV for programs: in UTF-8 without a mark, every text as it stands."""
    return _write_csv(table, path, "utf-8", cell_text)


def write_jsonl(table: Table, path: Path) -> int:
    """One JSON object a line, as ``extractor extract`` prints it: ``{"id":…,"value":"6000000000000",…}``."""
    names = [column.name for column in table.columns]
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in table.rows:
            count += 1
            record = dict(zip(names, row, strict=True))
            file.write(json.dumps(record, ensure_ascii=False, separators=(",", ":"), default=cell_text) + "\n")
    return count


def _write_csv(table: Table, path: Path, encoding: str, cell: Callable[[object], str]) -> int:
    count = 0
    with path.open("w", encoding=encoding, newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow([column.name for column in table.columns])
        for row in table.rows:
            count += 1
            lines.writerow([cell(value) for value in row])
    return count
