"""Records as text: one JSON object a line, a CSV table, or a table to look at."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.console import JustifyMethod
from rich.table import Table
from rich.text import Text

from extractor.documents.document import Metadata
from extractor.documents.sources import Source
from extractor.exports.cells import harmless
from extractor.pipeline import Reading
from extractor.problems import Problem
from extractor.records import Record, Statistic, Status, amount
from extractor.ruleset.compiled import RuleSet
from extractor.runs import OUTCOMES, STANDARD_INPUT, RefusedDocument, Shape, Summary, reading_problems

if TYPE_CHECKING:
    from extractor.runs.cluster import ShardRead

_TABLE_COLUMNS = ("indicator", "region", "period", "statistic", "status", "value", "unit", "bound", "quote")
_WHOLE = ("statistic", "status", "value", "bound")
"""The columns that keep their words whole on a narrow terminal; a number in two pieces is misread."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The records of a document as they are printed: as ``text``, or as they are for a table to look at."""

    name: str
    text: str
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]


def jsonl(reading: Reading, source: Source, rules: RuleSet) -> Rendered:
    """The records as JSON, one a line: ``{"id":…,"indicator_name":"地区生产总值",…}``."""
    text = "".join(f"{record.model_dump_json()}\n" for record in reading.records)
    return Rendered(source.name, text, (), _problems(reading, rules))


def csv_lines(reading: Reading, source: Source, rules: RuleSet) -> Rendered:
    """The records as CSV, to come below CSV_HEAD; no cell of text can act as a formula."""
    text = _csv_lines([harmless(getattr(record, field)) for field in Record.model_fields] for record in reading.records)
    return Rendered(source.name, text, (), _problems(reading, rules))


def as_they_are(reading: Reading, source: Source, rules: RuleSet) -> Rendered:
    """The records, for a table that is as wide as the terminal."""
    return Rendered(source.name, "", reading.records, _problems(reading, rules))


def rendered(read: Reading | RefusedDocument, form: str, rules: RuleSet) -> Rendered | RefusedDocument:
    """What has been read of a text that is no file, in one of FORMS."""
    if isinstance(read, RefusedDocument):
        return read
    return FORMS[form](read, Source(STANDARD_INPUT, Path(STANDARD_INPUT), Metadata()), rules)


FORMS: Mapping[str, Shape[Rendered]] = {"jsonl": jsonl, "csv": csv_lines, "table": as_they_are}
"""What becomes of a document where it is read, by the form in which its records are printed."""


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


def shard_lines(read: Sequence[ShardRead], total: int) -> Iterator[str]:
    """What a cluster has read: shards, those there before, and the rows of each kind in them."""
    before = sum(shard.before for shard in read)
    told = ((len(read) - before, "read"), (before, "there already"), (total - len(read), "failed"))
    yield from _aligned(
        [
            ("shards", str(total), ", ".join(f"{number} {what}" for number, what in told if number)),
            ("documents", str(sum(shard.counts.documents for shard in read)), ""),
            ("records", str(sum(shard.counts.records for shard in read)), ""),
            ("problems", str(sum(shard.counts.problems for shard in read)), ""),
        ]
    )


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


CSV_HEAD = _csv_lines([list(Record.model_fields)])


def _problems(reading: Reading, rules: RuleSet) -> tuple[Problem, ...]:
    return reading_problems(reading, Path(reading.document.name), rules)
