"""One indicator as a table of regions by years: which of its series it is, and in which unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

from extractor.exports.tables import Column, Kind, Table
from extractor.problems import InputError
from extractor.store import Store
from extractor.store.selecting import PANEL_COLUMNS, Selection, selected_series, unit_in_base

_CONVERTED = Context(prec=15)  # what a spreadsheet shows; 亩 are thirds of 平方米, and their digits have no end
_OPTIONS = ("--statistic", "--status", "--basis", "--base-year", "--unit")


@dataclass(frozen=True, slots=True)
class _Series:
    """What all cells of a table have alike; ``basis`` and ``base_year`` are empty for growth on the year before."""

    statistic: str
    basis: str
    base_year: str
    status: str
    base_unit: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the panel: what a year's documents say of a region, without a value where they do not agree."""

    region: tuple[str, str]
    year: int
    indicator: str
    series: _Series
    unit: str
    value: str | None
    base_value: str | None


def wide_table(store: Store, selection: Selection) -> Table:
    """One indicator, a region a row and a year a column (四川省, 2022: 56749.8, 2023: 60132.9).

    Growth is on the year before where there is such, and amounts in several units of a dimension are told in the one
    that is selected, or else in that of most cells. A cell is empty where nothing is told of the year, or where
    documents contradict each other. Raises InputError unless the selection comes down to one series a region.
    """
    if selection.indicator is None and selection.indicator_name is None:
        raise InputError("--wide: of one indicator; name it with --indicator")
    rows = _one_series(list(_whole_years(store, selection)))
    unit = selection.unit or _usual(row.unit for row in rows)
    cells: dict[tuple[str, str], dict[int, set[Decimal | None]]] = defaultdict(lambda: defaultdict(set))
    factor = unit_in_base(store, unit)[0] if any(row.unit != unit for row in rows) else Decimal(1)
    for row in rows:
        cells[row.region][row.year].add(_value(row, unit, factor))
    first = rows[0]
    title = f"{first.indicator} {_told(first.series, f'({unit})')}"
    years = sorted({year for of_region in cells.values() for year in of_region})
    columns = (
        Column("region", label="地区代码"),
        Column("region_name", label="地区"),
        *(Column(str(year), Kind.DECIMAL, f"{year}年", title, _digits(cells)) for year in years),
    )
    lines = (
        (code or None, name, *(_agreed(of_region.get(year, set())) for year in years))
        for (code, name), of_region in cells.items()
    )
    return Table("wide", title, columns, lines)


def _whole_years(store: Store, selection: Selection) -> Iterable[_Row]:
    for row in selected_series(store, selection):
        one = {name: "" if value is None else str(value) for name, value in zip(PANEL_COLUMNS, row, strict=True)}
        if one["period"] != one["year"]:
            continue
        basis = "" if one["basis"] == "yoy" else one["basis"]  # 增长6% of a year is 同比增长6%
        yield _Row(
            region=(one["region"], one["region_name"]),
            year=int(one["year"]),
            indicator=one["indicator_name"],
            series=_Series(one["statistic"], basis, one["base_year"], one["status"], one["base_unit"]),
            unit=one["unit"],
            value=one["value_text"] or None,
            base_value=one["base_value_text"] or None,
        )


def _one_series(rows: Sequence[_Row]) -> list[_Row]:
    """The rows of the only series; of growth on several bases, that on the year before. Raises InputError for more."""
    found = {row.series for row in rows}
    plain = {_on_the_year_before(one) for one in found} & found
    found = {one for one in found if one in plain or _on_the_year_before(one) not in plain}
    if not found:
        raise InputError("--wide: no record of a whole year matches; widen the filters")
    if len(found) > 1:
        raise _several(found, rows)
    return [row for row in rows if row.series in found]


def _several(found: Iterable[_Series], rows: Sequence[_Row]) -> InputError:
    """What several series have been found, and by which options they are told apart."""
    units = {one: _usual(row.unit for row in rows if row.series == one) for one in found}
    apart = [(one.statistic, one.status, one.basis, one.base_year, unit) for one, unit in units.items()]
    needed: list[int] = []
    for place in range(len(_OPTIONS)):
        if len({tuple(words[each] for each in needed) for words in apart}) == len(apart):
            break
        if len({words[place] for words in apart}) > 1:
            needed.append(place)
    told = "; ".join(sorted(_told(one, unit) for one, unit in units.items()))
    options = " and ".join(_OPTIONS[place] for place in needed)
    return InputError(f"--wide: several series match ({told}); narrow down with {options}")


def _told(series: _Series, unit: str) -> str:
    """The series in a line: growth average actual %."""
    return " ".join(filter(None, (series.statistic, series.basis, series.base_year, series.status, unit)))


def _on_the_year_before(series: _Series) -> _Series:
    return _Series(series.statistic, "", "", series.status, series.base_unit)


def _usual(units: Iterable[str]) -> str:
    """The unit of most cells; of as many, the first by name."""
    counts = Counter(units)
    return min(counts, key=lambda unit: (-counts[unit], unit))


def _value(row: _Row, unit: str, factor: Decimal) -> Decimal | None:
    """The value in a unit, of which one is so much in its base: 700亿斤 are 35000000 吨."""
    if row.value is None or row.unit == unit:
        return None if row.value is None else Decimal(row.value)
    return None if row.base_value is None else _CONVERTED.divide(Decimal(row.base_value), factor)


def _agreed(values: set[Decimal | None]) -> Decimal | None:
    """The one value of a cell; none where two rows of it differ."""
    (value,) = values if len(values) == 1 else (None,)
    return value


def _digits(cells: Mapping[tuple[str, str], Mapping[int, set[Decimal | None]]]) -> tuple[int, int]:
    """The most digits that a cell needs before and behind the point."""
    values = [value for years in cells.values() for values in years.values() for value in values if value is not None]
    texts = [f"{value:f}".lstrip("-").partition(".") for value in values]
    return (
        max((len(whole) for whole, _, _ in texts), default=1),
        max((len(behind) for _, _, behind in texts), default=0),
    )
