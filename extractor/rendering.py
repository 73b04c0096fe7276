"""Records as text: one JSON object a line, a CSV table, or a table to look at."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.console import JustifyMethod
from rich.table import Table
from rich.text import Text

from extractor.exports.cells import harmless
from extractor.records import Record, Statistic, Status, amount
from extractor.runs import OUTCOMES, Summary

_TABLE_COLUMNS = ("indicator", "region", "period", "statistic", "status", "value", "unit", "bound", "quote")
_WHOLE = ("statistic", "status", "value", "bound")
"""The columns that keep their words whole on a narrow terminal; a number in two pieces is misread."""


def jsonl(batches: Iterable[Sequence[Record]]) -> Iterator[str]:
    """The records as JSON, one a line: ``{"id":…,"indicator_name":"地区生产总值",…}``."""
    for batch in batches:
        yield "".join(f"{record.model_dump_json()}\n" for record in batch)


def csv_table(batches: Iterable[Sequence[Record]]) -> Iterator[str]:
    """The records as CSV under the names of their fields; no cell of text can act as a formula."""
    yield _csv_lines([list(Record.model_fields)])
    for batch in batches:
        yield _csv_lines([harmless(getattr(record, field)) for field in Record.model_fields] for record in batch)


def table(title: str, records: Iterable[Record]) -> Table:
    """The records of a document to look at: 地区生产总值 四川省 2023 level actual 6000000000000 元."""
    shown = Table(title=Text(title), title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for column in _TABLE_COLUMNS:
        justify: JustifyMethod = "right" if column == "value" else "left"
        shown.add_column(column, justify=justify, overflow="fold", no_wrap=column in _WHOLE)
    for record in records:
        shown.add_row(*(Text(cell) for cell in _table_row(record)))
    return shown


def summary_lines(summary: Summary) -> Iterator[str]:
    """What came of a run: documents, records, refused numbers, and the records by statistic and status."""
    told = ((summary.documents.get(outcome, 0), outcome) for outcome in OUTCOMES)
    outcomes = [f"{number} {outcome}" for number, outcome in told if number]
    yield from _aligned(
        [
            ("documents", str(sum(summary.documents.values())), ", ".join(outcomes)),
            ("records", str(sum(summary.counts.values())), f"{summary.flagged} flagged"),
            ("numbers refused", str(summary.refused_numbers), ""),
        ]
    )
    if not summary.counts:
        return
    yield ""
    rows = [("statistic", *(status.value for status in Status))]
    rows += [
        (statistic.value, *(str(summary.counts.get((statistic, status), 0)) for status in Status))
        for statistic in Statistic
        if any(summary.counts.get((statistic, status)) for status in Status)
    ]
    yield from _aligned(rows)


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows as a table, the second column on right-aligned; a text in a third one of words stays left."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = [
            cell.rjust(width) if cell.isdigit() or cell in list(Status) else cell
            for cell, width in zip(rest, widths[1:], strict=True)
        ]
        yield "  ".join([first.ljust(widths[0]), *cells]).rstrip()


def _table_row(record: Record) -> tuple[str, ...]:
    return (
        *(record.indicator_name or "", record.region_name or "", record.period or ""),
        *(record.statistic.value, record.status.value, amount(record)),
        *(record.unit, record.bound.value, " ".join(record.quote.split())),
    )


def _csv_lines(rows: Iterable[Sequence[str]]) -> str:
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(rows)
    return lines.getvalue()
