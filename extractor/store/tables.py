"""What the store is handed, and how it lies in the tables.

Lists (flags, units, paths) are JSON arrays, which Datasette facets one by one. A decimal is two columns: REAL
to query, and TEXT with every digit (``value`` and ``value_text``).
"""

from __future__ import annotations

import hashlib
import json
import marshal
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from extractor.records import Record, plain

SqlValue = str | int | float | None
SqlRow = tuple[SqlValue, ...]
RecordRow = SqlRow
"""A record in the columns of RECORD_COLUMNS, as ``record_row`` makes it."""


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region of the rule set: 510100 成都市, whose parent is 510000 四川省."""

    code: str
    name: str
    level: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A canonical indicator: ``gdp`` 地区生产总值 of the field ``economy`` 综合经济, measured in 元; more of it is
    better: ``higher``.
    """

    id: str
    name: str
    field: str
    field_name: str
    units: tuple[str, ...]
    better: str | None = None


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule under the very text that records name it by, and where it stands."""

    id: str
    kind: str
    file: str
    line: int
    version: str


@dataclass(frozen=True, slots=True)
class RuleSetRows:
    """Everything of a rule set that records may refer to."""

    name: str
    version: str
    digest: str
    regions: tuple[RegionRow, ...]
    indicators: tuple[IndicatorRow, ...]
    rules: tuple[RuleRow, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A run under way: its number in the table ``runs``, and what it reads with."""

    id: int
    rules_digest: str
    extractor: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as it was read: its facts (told or inferred; null where unknown) and its decoded source.

    ``name`` is what records call it (工作报告.txt), ``path`` where it lies; ``region`` is a code (510000),
    ``published`` a year, a month or a day. ``inferred`` names those of the two that were not told beside the
    document but inferred from its text: ``("region",)``.
    """

    name: str
    path: Path
    title: str | None
    publisher: str | None
    published: str | None
    region: str | None
    region_name: str | None
    kind: str | None
    inferred: tuple[str, ...]
    sha256: str
    encoding: str
    text: str


EXACT_FIELDS = ("value", "low", "high", "base_value")

REGION_COLUMNS = ("code", "name", "level", "parent")
INDICATOR_COLUMNS = ("id", "name", "field", "field_name", "units", "better")
RULE_COLUMNS = ("id", "kind", "file", "line", "version")
DOCUMENT_COLUMNS = (
    *("name", "path", "title", "publisher", "published", "region", "region_name", "kind", "inferred"),
    *("sha256", "encoding", "text", "characters", "records", "refused", "flagged"),
    *("rules_digest", "extractor", "digest"),
)
FACT_COLUMNS = ("title", "publisher", "published", "region", "region_name", "kind", "sha256")
RECORD_COLUMNS = tuple(
    column
    for field in Record.model_fields
    for column in ((field, f"{field}_text") if field in EXACT_FIELDS else (field,))
)
PROBLEM_COLUMNS = ("path", "line", "column", "code", "message")


_KEYS = {
    "region": "SELECT code FROM regions",
    "indicator": "SELECT id FROM indicators",
    "rule": "SELECT id FROM rules",
}


def keys_of(connection: sqlite3.Connection) -> dict[str, frozenset[SqlValue]]:
    """What a record may refer to, by the column that refers to it: 510000 and 510100 by ``region``."""
    return {column: frozenset(key for (key,) in connection.execute(query)) for column, query in _KEYS.items()}


def names(columns: Iterable[str]) -> str:
    """The columns as SQL: ``"start", "end"`` (``end`` is a word of SQL)."""
    return ", ".join(f'"{column}"' for column in columns)


def insert_into(table: str, columns: tuple[str, ...]) -> str:
    """The statement that inserts one row of these columns."""
    return f"INSERT INTO {table} ({names(columns)}) VALUES ({', '.join('?' * len(columns))})"


def array(items: Iterable[str]) -> str:
    """A JSON array that can be read as it stands: ``["亿元", "元"]``."""
    return json.dumps(list(items), ensure_ascii=False)


def region_row(region: RegionRow) -> SqlRow:
    """The region as a row of ``REGION_COLUMNS``: 510100, 成都市, its level, 510000."""
    return region.code, region.name, region.level, region.parent


def indicator_row(indicator: IndicatorRow) -> SqlRow:
    """The indicator as a row of ``INDICATOR_COLUMNS``: gdp, 地区生产总值, economy, 综合经济, ["元"], higher."""
    return (
        *(indicator.id, indicator.name, indicator.field, indicator.field_name),
        array(indicator.units),
        indicator.better,
    )


def rule_row(rule: RuleRow) -> SqlRow:
    """The rule as a row of ``RULE_COLUMNS``."""
    return rule.id, rule.kind, rule.file, rule.line, rule.version


def document_row(
    document: DocumentRow, place: str, digest: str, records: int, flagged: int, refused: int, run: Run
) -> SqlRow:
    """The document with the counts of what came of it, as a row of ``DOCUMENT_COLUMNS``; ``digest`` is of all that."""
    return (
        *(document.name, place, document.title, document.publisher, document.published),
        *(document.region, document.region_name, document.kind, array(document.inferred)),
        *(document.sha256, document.encoding, document.text, len(document.text)),
        *(records, refused, flagged),
        *(run.rules_digest, run.extractor, digest),
    )


_FACTS = tuple(fact for fact in DocumentRow.__dataclass_fields__ if fact != "path")


def content_digest(document: DocumentRow, rows: Sequence[RecordRow], refused: int) -> str:
    """A hash of all that is stored of a document, wherever it lies: equal only where nothing has changed."""
    facts = tuple(getattr(document, fact) for fact in _FACTS)
    told = (facts, tuple(rows), refused)
    return hashlib.sha256(marshal.dumps(told, 2)).hexdigest()  # version 2: the same bytes for equal values


NO_FLAGS = array(())
"""What a record without flags has in its column."""


def told_facts(facts: SqlRow, inferred: Iterable[str]) -> SqlRow:
    """What tells two documents of one name apart: a row of ``FACT_COLUMNS`` without what was inferred.

    The rest, 四川省 inferred from the text too, follows from these, the rules and the program.
    """
    left_out = tuple(inferred)
    return tuple(
        None if column.removesuffix("_name") in left_out else fact
        for column, fact in zip(FACT_COLUMNS, facts, strict=True)
    )


_FIELD_VALUES = attrgetter(*Record.model_fields)
_PLACES = {field: place for place, field in enumerate(Record.model_fields)}
_EXACT = tuple(_PLACES[field] for field in reversed(EXACT_FIELDS))  # from the last: each takes a place more
_WORDS = tuple(_PLACES[field] for field in ("statistic", "basis", "status", "bound"))


def record_row(record: Record) -> RecordRow:
    """The record as a row of ``RECORD_COLUMNS``: 1.27亿元 has value 127000000.0 and value_text 127000000."""
    row = list(_FIELD_VALUES(record))
    for place in _WORDS:
        word = row[place]
        if word is not None:
            row[place] = str(word)  # plain text, which is quicker to hand to another process
    row[_PLACES["flags"]] = array(record.flags) if record.flags else NO_FLAGS
    for place in _EXACT:
        value = row[place]
        row[place : place + 1] = (None, None) if value is None else (float(value), plain(value))
    return tuple(row)
