"""The tables that are exported: records, region by year, series as SDMX names them, and what records refer to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from extractor.problems import InputError
from extractor.records import Record
from extractor.store import Store
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


def record_table(store: Store, selection: Selection) -> Table:
    """The selected records under the names of their fields, as JSONL and the table ``records`` have them."""
    told = descriptions(store, "records")
    columns = tuple(
        Column(field, kind, *told[field], digits(store, selection, field) if kind is Kind.DECIMAL else (0, 0))
        for field, kind in ((field, _kind(field)) for field in Record.model_fields)
    )
    return Table("records", told[""][0], columns, selected_records(store, selection))


def wide_table(store: Store, selection: Selection) -> Table:
    """One indicator, a region a row and a year a column (四川省, 2022: 56749.8, 2023: 60132.9).

    A cell is empty where nothing is told of the year, or where documents contradict each other. Raises
    InputError unless the selection comes down to one series a region.
    """
    if selection.indicator is None and selection.indicator_name is None:
        raise InputError("--wide: of one indicator; name it with --indicator")
    cells: dict[tuple[str, str], dict[int, set[str | None]]] = defaultdict(lambda: defaultdict(set))
    series: dict[tuple[str, ...], None] = {}
    indicator = ""
    for row in selected_series(store, selection):
        one = dict(zip(PANEL_COLUMNS, row, strict=True))
        if one["period"] != str(one["year"]):
            continue
        # 增长6% of a year is 同比增长6%.
        basis = "" if one["basis"] in (None, "yoy") and one["base_year"] in (None, int(str(one["year"])) - 1) else (
            f" {one['basis'] or ''} {one['base_year'] or ''}")  # fmt: skip
        series[(f"{one['statistic']}{basis.rstrip()}", str(one["status"]), str(one["unit"]))] = None
        indicator = str(one["indicator_name"])
        value = one["value_text"]
        cells[(str(one["region"] or ""), str(one["region_name"]))][int(str(one["year"]))].add(
            None if value is None else str(value)
        )
    if not cells:
        raise InputError("--wide: no record of a whole year matches; widen the filters")
    if len(series) > 1:
        found = "; ".join(" ".join(one) for one in sorted(series))
        raise InputError(f"--wide: several series match ({found}); narrow down with --statistic and --status")
    ((statistic, status, unit),) = series
    years = sorted({year for of_region in cells.values() for year in of_region})
    columns = (
        Column("region", label="地区代码"),
        Column("region_name", label="地区"),
        *(Column(str(year), Kind.DECIMAL, f"{year}年", f"{indicator} {statistic} {status} ({unit})") for year in years),
    )
    rows = (
        (code or None, name, *(_agreed(of_region.get(year, set())) for year in years))
        for (code, name), of_region in cells.items()
    )
    return Table("wide", f"{indicator} {statistic} {status} ({unit})", _measured(columns, cells), rows)


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


def _agreed(values: set[str | None]) -> Decimal | None:
    """The one value of a cell; none where two series of it differ."""
    (value,) = values if len(values) == 1 else (None,)
    return None if value is None else Decimal(value)


def _measured(
    columns: tuple[Column, ...], cells: dict[tuple[str, str], dict[int, set[str | None]]]
) -> tuple[Column, ...]:
    """The columns with the digits that their numbers need."""
    texts = [value for years in cells.values() for values in years.values() for value in values if value]
    most = (
        max((len(text.lstrip("-").partition(".")[0]) for text in texts), default=1),
        max((len(text.partition(".")[2]) for text in texts), default=0),
    )
    return tuple(
        Column(one.name, one.kind, one.label, one.description, most if one.kind is Kind.DECIMAL else (0, 0))
        for one in columns
    )


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
