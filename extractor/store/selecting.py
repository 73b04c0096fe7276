"""Records and series that are asked for by region, indicator, years, statistic and status, one after the other."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from extractor.problems import InputError
from extractor.records import Basis, Record, Statistic, Status
from extractor.store.opening import Store
from extractor.store.tables import EXACT_FIELDS, names

Cell = str | int | Decimal | tuple[str, ...] | None
"""A value of an exported table: a list of flags is a tuple."""

PANEL_COLUMNS = (
    *("region", "region_name", "indicator", "indicator_name", "statistic", "basis", "base_year", "status"),
    *("period", "year", "unit", "base_unit", "value_text", "base_value_text", "value_min", "value_max"),
    *("agree", "records", "flagged"),
)

_WITH_CHILDREN = """WITH RECURSIVE below (code) AS (
    SELECT ? UNION SELECT regions.code FROM regions JOIN below ON regions.parent = below.code
)
SELECT code FROM below"""
_AGAINST = "CASE WHEN statistic = 'growth' THEN coalesce(basis, 'yoy') ELSE basis END"
_SINCE = f"CASE WHEN base_year IS NULL AND {_AGAINST} = 'yoy' THEN year - 1 ELSE base_year END"


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; what is null is not narrowed down.

    ``regions`` are codes, ``area`` the name of one without a code (成渝地区双城经济圈), ``indicator`` an id and
    ``indicator_name`` the name of one without, ``years`` the first and the last. Growth without a basis is ``yoy``, on
    the year before; ``base_unit`` is that of the dimension of ``unit``.
    """

    regions: tuple[str, ...] | None = None
    area: str | None = None
    indicator: str | None = None
    indicator_name: str | None = None
    years: tuple[int, int] | None = None
    statistic: Statistic | None = None
    status: Status | None = None
    basis: Basis | None = None
    base_year: int | None = None
    unit: str | None = None
    base_unit: str | None = None


def select(
    store: Store,
    *,
    region: str | None = None,
    children: bool = True,
    indicator: str | None = None,
    years: tuple[int, int] | None = None,
    statistic: Statistic | None = None,
    status: Status | None = None,
    basis: Basis | None = None,
    base_year: int | None = None,
    unit: str | None = None,
) -> Selection:
    """The selection that is meant by names: 四川省 or 510000 with all its children, 地区生产总值 or gdp, 吨 with 斤.

    Raises InputError for a name that is not in the database, with the names that are near to it.
    """
    codes, area = _region(store.db.conn, region, children) if region else (None, None)
    identity, name = _indicator(store.db.conn, indicator) if indicator else (None, None)
    base_unit = unit_in_base(store, unit)[1] if unit else None
    return Selection(codes, area, identity, name, years, statistic, status, basis, base_year, unit, base_unit)


def selected_records(store: Store, selection: Selection) -> Iterator[tuple[Cell, ...]]:
    """The records with their decimals exact, in the fields and the order of ``Record``; by document and place."""
    fields = tuple(Record.model_fields)
    columns = [f"{field}_text" if field in EXACT_FIELDS else field for field in fields]
    exact = [place for place, field in enumerate(fields) if field in EXACT_FIELDS]
    flags = fields.index("flags")
    condition, parameters = _condition(selection)
    query = f"SELECT {names(columns)} FROM records WHERE {condition} ORDER BY document, start, id"
    for found in store.db.conn.execute(query, parameters):
        row: list[Cell] = list(found)
        for place in exact:
            if row[place] is not None:
                row[place] = Decimal(found[place])
        row[flags] = tuple(json.loads(found[flags]))
        yield tuple(row)


def count_records(store: Store, selection: Selection) -> int:
    """How many records are selected."""
    condition, parameters = _condition(selection)
    count: int = store.db.conn.execute(f"SELECT count(*) FROM records WHERE {condition}", parameters).fetchone()[0]
    return count


def digits(store: Store, selection: Selection, field: str) -> tuple[int, int]:
    """How many digits the selected numbers of a field (``value``) have at most before and behind the point."""
    column = f"{field}_text"
    condition, parameters = _condition(selection)
    whole = f"length(ltrim({column}, '-')) - iif(instr({column}, '.'), length({column}) - instr({column}, '.') + 1, 0)"
    behind = f"iif(instr({column}, '.'), length({column}) - instr({column}, '.'), 0)"
    found = store.db.conn.execute(
        f"SELECT coalesce(max({whole}), 1), coalesce(max({behind}), 0) FROM records WHERE {condition}", parameters
    ).fetchone()
    return found[0], found[1]


def selected_series(store: Store, selection: Selection) -> Iterator[tuple[str | int | float | None, ...]]:
    """The rows of ``panel`` in ``PANEL_COLUMNS``, region by region and indicator by indicator."""
    condition, parameters = _condition(selection)
    yield from store.db.conn.execute(
        f"SELECT {names(PANEL_COLUMNS)} FROM panel WHERE {condition} ORDER BY region IS NULL, region, region_name,"
        " indicator IS NULL, indicator, indicator_name, statistic, status, basis, base_year, unit, year, period",
        parameters,
    )


def unit_in_base(store: Store, unit: str) -> tuple[Decimal, str]:
    """What one of a unit is in the base of its dimension, as a record has it: 1000 公斤 of 吨.

    Raises InputError for a unit that no number in the database has.
    """
    found = store.db.conn.execute(
        "SELECT value_text, base_value_text, base_unit FROM records WHERE unit = ? ORDER BY value <> 0 DESC LIMIT 1",
        (unit,),
    ).fetchone()
    if found is None:
        known = [name for (name,) in store.db.conn.execute("SELECT DISTINCT unit FROM records")]
        raise InputError(f"--unit {unit}: not in the database; {_nearest(unit, known, '元 or 吨')}")
    value, base, base_unit = found
    return (Decimal(base) / Decimal(value) if value and Decimal(value) else Decimal(1)), base_unit


def selected_documents(store: Store, selection: Selection, columns: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    """These columns of the documents that have selected records."""
    condition, parameters = _condition(selection)
    yield from store.db.conn.execute(
        f"SELECT {names(columns)} FROM documents"
        f" WHERE name IN (SELECT document FROM records WHERE {condition}) ORDER BY name",
        parameters,
    )


def whole_table(store: Store, table: str, columns: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    """These columns of every row of ``regions`` or ``indicators``, in the order of the first."""
    yield from store.db.conn.execute(f"SELECT {names(columns)} FROM {table} ORDER BY 1")


def descriptions(store: Store, table: str) -> dict[str, tuple[str, str]]:
    """Chinese name and meaning of every column of a table; of the table itself under the empty name."""
    return {
        column: (label, description)
        for column, label, description in store.db.conn.execute(
            "SELECT column_name, label, description FROM _schema WHERE table_name = ?", (table,)
        )
    }


def code_labels(store: Store) -> list[tuple[str, str, str, str]]:
    """The words of the records' columns with their Chinese names and meanings: statistic, level, 水平, …"""
    return store.db.conn.execute("SELECT field, code, label, description FROM _codes ORDER BY field, code").fetchall()


def _condition(selection: Selection) -> tuple[str, list[str | int]]:
    """The selection as SQL over the columns that records and panel have alike."""
    parts: list[str] = ["1"]
    parameters: list[str | int] = []
    if selection.regions is not None:
        parts.append("region IN (SELECT value FROM json_each(?))")
        parameters.append(json.dumps(selection.regions))
    for column, wanted in (
        *(("region_name", selection.area), ("indicator", selection.indicator)),
        *(("indicator_name", selection.indicator_name), ("statistic", selection.statistic)),
        *(("status", selection.status), (_AGAINST, selection.basis), (_SINCE, selection.base_year)),
        ("base_unit", selection.base_unit),
    ):
        if wanted is not None:
            parts.append(f"{column} = ?")
            parameters.append(wanted if isinstance(wanted, int) else str(wanted))
    if selection.years is not None:
        parts.append("year BETWEEN ? AND ?")
        parameters.extend(selection.years)
    return " AND ".join(parts), parameters


def _region(connection: sqlite3.Connection, region: str, children: bool) -> tuple[tuple[str, ...] | None, str | None]:
    codes = [
        code for (code,) in connection.execute("SELECT code FROM regions WHERE code = ? OR name = ?", (region, region))
    ]
    if len(codes) > 1:
        raise InputError(f"--region {region}: {len(codes)} regions have that name; give a code: {', '.join(codes)}")
    if codes:
        return (tuple(code for (code,) in connection.execute(_WITH_CHILDREN, codes)) if children else (codes[0],)), None
    if connection.execute("SELECT 1 FROM records WHERE region_name = ? LIMIT 1", (region,)).fetchone():
        return None, region
    known = [name for (name,) in connection.execute("SELECT name FROM regions")]
    raise InputError(f"--region {region}: not in the database; {_nearest(region, known, '四川省 or 510000')}")


def _indicator(connection: sqlite3.Connection, indicator: str) -> tuple[str | None, str | None]:
    found = connection.execute("SELECT id FROM indicators WHERE id = ? OR name = ?", (indicator, indicator)).fetchone()
    if found:
        return found[0], None
    if connection.execute("SELECT 1 FROM records WHERE indicator_name = ? LIMIT 1", (indicator,)).fetchone():
        return None, indicator
    known = [word for row in connection.execute("SELECT id, name FROM indicators") for word in row]
    raise InputError(
        f"--indicator {indicator}: not in the database; {_nearest(indicator, known, '地区生产总值 or gdp')}"
    )


def _nearest(word: str, known: list[str], example: str) -> str:
    """What to say of a name that is not known: those near to it, or how one looks."""
    inside = [name for name in known if len(word) > 1 and word in name]
    near = list(dict.fromkeys([*get_close_matches(word, known, n=3, cutoff=0.6), *inside]))[:3]
    return f"did you mean {', '.join(near)}?" if near else f"give a name or its code: {example}"
