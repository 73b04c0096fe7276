"""What a column of movements tells that does not say so: 增减 beside two years is a difference or a percentage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.reading.headparts import unit_of
from extractor.reading.headpaths import is_relative
from extractor.reading.tableparts import Column, Grid
from extractor.records import Statistic

_YEARS = 2
_FEWEST_ROWS = 2
_ROUNDED = Decimal("1.5")
"""By how much of its last digit a number may be off that comes of others that are rounded."""

Triple = tuple[Decimal, Decimal, Decimal]
"""What was, what is, and what the column says of it."""


def told_by_numbers(grid: Grid, columns: Sequence[Column], first: int) -> Iterator[Column]:
    """The columns, those of movements with the statistic that their numbers show; others as they are.

    78.04, 74.63, -3.41 is a difference in the unit of both; 78.04, 74.63, -4.4 a percentage.
    """
    levels: dict[int, list[Column]] = {}  # the last two columns of amounts of each column of names
    for column in columns:
        before = list(levels.setdefault(column.label, []))
        if not is_relative(column.head):
            levels[column.label] = [*before, column][-_YEARS:]
        kinds = {entry.statistic for entry in column.head.entries}
        if kinds != {Statistic.GROWTH, Statistic.CHANGE} or column.head.unit is not None or len(before) < _YEARS:
            yield column
            continue
        statistic = _shown(list(_triples(grid, before, column, first)))
        entries = tuple(entry for entry in column.head.entries if entry.statistic == statistic)
        if not entries:
            yield column
            continue
        unit = unit_of("%", grid.rules) if statistic is Statistic.GROWTH else before[-1].head.unit
        yield replace(column, head=replace(column.head, entries=entries, unit=unit))


def _triples(grid: Grid, before: Sequence[Column], column: Column, first: int) -> Iterator[Triple]:
    for row in range(first, grid.height):
        was, now, told = (grid.value(row, one.place) for one in (*before, column))
        if was is not None and now is not None and told is not None:
            yield was, now, told


def _shown(rows: Sequence[Triple]) -> Statistic | None:
    """What the numbers show in all rows, whichever of the two years stands first; None where they do not."""
    if len(rows) < _FEWEST_ROWS:
        return None
    for ordered in (rows, [(now, was, told) for was, now, told in rows]):
        if all(_is_near(now - was, told, (was, now)) for was, now, told in ordered):
            return Statistic.CHANGE
        if all(was and _is_near((now / was - 1) * 100, told, ()) for was, now, told in ordered):
            return Statistic.GROWTH
    return None


def _is_near(value: Decimal, told: Decimal, rounded: Sequence[Decimal]) -> bool:
    """Whether a number is what others give but for rounding."""
    digit = max(Decimal(1).scaleb(int(one.as_tuple().exponent)) for one in (told, *rounded))
    return abs(value - told) <= digit * _ROUNDED
