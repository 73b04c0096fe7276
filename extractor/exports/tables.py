"""The tables that are exported: records, series as SDMX names them, and what records refer to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from extractor.records import Record
from extractor.store import Store
from extractor.store.columns import LIST
from extractor.store.selecting import (
    PANEL_COLUMNS,
    Cell,
    Selection,
    descriptions,
    digits,
    selected_documents,
    selected_records,
    selected_series,
    whole_table,
)
from extractor.store.tables import EXACT_FIELDS


class Kind(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its Chinese name and meaning; of a decimal, the most digits before and behind the point."""

    name: str
    kind: Kind = Kind.TEXT
    label: str = ""
    description: str = ""
    digits: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be written: its rows come one after the other and only once."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterator[tuple[Cell, ...]]


DOCUMENT_COLUMNS = ("name", "title", "publisher", "published", "region", "region_name", "kind")
SDMX_COLUMNS = (
    *("DATAFLOW", "REF_AREA", "INDICATOR", "STATISTIC", "BASIS", "BASE_YEAR", "STATUS", "UNIT_MEASURE", "TIME_PERIOD"),
    *("OBS_VALUE", "OBS_STATUS", "OBS_MIN", "OBS_MAX", "REF_AREA_NAME", "INDICATOR_NAME"),
)
_DATAFLOW = "EXTRACTOR:INDICATORS(1.0)"


def record_table(store: Store, selection: Selection, lists: str) -> Table:
    """The selected records under the names of their fields, as JSONL and the table ``records`` have them.

    ``lists`` says in Chinese how a list such as ``flags`` is written: 以分号分隔.
    """
    told = descriptions(store, "records")
    told |= {field: (label, described.replace(LIST, lists)) for field, (label, described) in told.items()}
    columns = tuple(
        Column(field, kind, *told[field], digits(store, selection, field) if kind is Kind.DECIMAL else (0, 0))
        for field, kind in ((field, _kind(field)) for field in Record.model_fields)
    )
    return Table("records", told[""][0], columns, selected_records(store, selection))


def sdmx_table(store: Store, selection: Selection) -> Table:
    """Every series and period of the panel once, under SDMX's names for its dimensions and attributes.

    ``OBS_STATUS`` is ``A`` (normal), ``F`` (forecast), ``U`` (every mention is flagged), or ``M`` where there is
    no one value: a range, or a contradiction, whose ends are in ``OBS_MIN`` and ``OBS_MAX``.
    """
    columns = tuple(Column(name) for name in SDMX_COLUMNS)
    return Table("observations", "", columns, map(_observation, selected_series(store, selection)))


def reference_tables(store: Store, selection: Selection) -> tuple[Table, ...]:
    """What the selected records refer to: their documents, and all regions and indicators."""
    told = {table: descriptions(store, table) for table in ("documents", "regions", "indicators")}
    wanted = {
        "documents": (DOCUMENT_COLUMNS, selected_documents(store, selection, DOCUMENT_COLUMNS)),
        "regions": (columns := ("code", "name", "level", "parent"), whole_table(store, "regions", columns)),
        "indicators": (columns := ("id", "name", "field", "field_name"), whole_table(store, "indicators", columns)),
    }
    return tuple(
        Table(table, told[table][""][0], tuple(Column(name, Kind.TEXT, *told[table][name]) for name in names), rows)
        for table, (names, rows) in wanted.items()
    )


def _kind(field: str) -> Kind:
    if field in EXACT_FIELDS:
        return Kind.DECIMAL
    if field == "flags":
        return Kind.LIST
    return Kind.INTEGER if Record.model_fields[field].annotation in (int, int | None) else Kind.TEXT


def _observation(row: tuple[str | int | float | None, ...]) -> tuple[Cell, ...]:
    one = dict(zip(PANEL_COLUMNS, row, strict=True))
    value = one["value_text"]
    status = "M" if value is None else "U" if one["flagged"] == one["records"] else "A"
    if status == "A" and one["status"] == "forecast":
        status = "F"
    ends = ("", "") if value is not None else (_plain(one["value_min"]), _plain(one["value_max"]))
    cells = (
        *(_DATAFLOW, one["region"] or one["region_name"], one["indicator"] or one["indicator_name"], one["statistic"]),
        *(one["basis"], one["base_year"], one["status"], one["unit"], time_period(str(one["period"]))),
        *(value, status, *ends, one["region_name"], one["indicator_name"]),
    )
    return tuple("" if cell is None else str(cell) for cell in cells)


def _plain(number: str | int | float | None) -> str:
    return "" if number is None else f"{Decimal(str(number)):f}".removesuffix(".0")


def time_period(period: str) -> str:
    """A period as SDMX writes it: 2023-H1 is ``2023-S1``, 2023-01/2023-09 is ``2023-01-01/P9M``."""
    first, _, last = period.partition("/")
    if not last:
        return period.replace("-H", "-S")
    if len(first) == 4:
        return f"{first}-01-01/P{int(last[:4]) - int(first) + 1}Y"
    months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1
    return f"{first}-01/P{months}M"
