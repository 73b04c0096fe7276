"""Where the cells of a row stand in print: it tells the columns of heads and of rows that have blank cells."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from extractor.documents.document import FoldedText
from extractor.documents.lines import width

Extent = tuple[int, int]
"""From where to where something reaches on its line, in half columns."""

_FULL_ROWS = 2
"""How many rows show where the columns are."""
_NEAR = 4
"""How far from its column a head may stand, in half columns."""


def positions(source: str, folded: FoldedText, spans: Sequence[tuple[int, int]]) -> list[Extent]:
    """Where cells begin and end on their lines."""
    return [
        (_column(source, folded.origin(start)), _column(source, folded.origin(end - 1) + 1)) for start, end in spans
    ]


def _column(source: str, offset: int) -> int:
    return width(source[source.rfind("\n", 0, offset) + 1 : offset])


def extents_of(rows: Sequence[Sequence[Extent]]) -> list[Extent]:
    """From where to where the cells of each column reach in the rows that have all; none where columns overlap."""
    if len(rows) < _FULL_ROWS:
        return []
    extents = [(min(start for start, _ in cells), max(end for _, end in cells)) for cells in zip(*rows, strict=True)]
    return extents if all(one[1] <= other[0] for one, other in pairwise(extents)) else []


def below(cells: Sequence[Extent], extents: Sequence[Extent]) -> list[int] | None:
    """The columns that the cells of a row with blank ones stand in; None if unclear."""
    places: list[int] = []
    for cell in cells:
        under = [column for column, extent in enumerate(extents) if _distance(cell, extent) < 0]
        if len(under) != 1 or (places and under[0] <= places[-1]):
            return None
        places += under
    return places


def heads_over(
    lines: Sequence[Sequence[Extent]], extents: Sequence[Extent], named: Collection[int]
) -> list[list[tuple[int, int]]]:
    """The first column and the width of each head of each line, from the upper line down; width 0 is a head of none.

    A head stands over the columns that it overlaps, or over the nearest. A column of numbers that has a head on a line
    further down has the nearest of the upper ones too: 专任教师 over 人数 and 比上年增加. ``named`` are the columns of
    names and units, over which such a head does not reach.
    """
    full = [cells for cells in lines if len(cells) == len(extents)]
    zones = [(min(a for a, _ in column), max(b for _, b in column)) for column in zip(extents, *full, strict=True)]
    headed: set[int] = set()
    found: list[list[tuple[int, int]]] = []
    for cells in reversed(lines):
        full_line = len(cells) == len(zones)
        chosen = {n: n for n in range(len(zones))} if full_line else _chosen(cells, zones, headed - set(named))
        headed |= chosen.keys()
        placed = []
        for number in range(len(cells)):
            columns = [column for column, head in chosen.items() if head == number]
            placed.append((min(columns), max(columns) - min(columns) + 1) if columns else (0, 0))
        found.insert(0, placed)
    return found


def _chosen(cells: Sequence[Extent], zones: Sequence[Extent], headed: Collection[int]) -> dict[int, int]:
    """The head of each column that has one among these."""
    chosen: dict[int, int] = {}
    for column, zone in enumerate(zones):
        head = min(range(len(cells)), key=lambda n: (_distance(cells[n], zone), abs(sum(cells[n]) - sum(zone))))
        if _distance(cells[head], zone) < 0 or column in headed:
            chosen[column] = head
    for number, cell in enumerate(cells):
        if number not in chosen.values():
            column = min(range(len(zones)), key=lambda n: _distance(cell, zones[n]))
            if _distance(cell, zones[column]) <= _NEAR and column not in chosen:
                chosen[column] = number
    return chosen


def _distance(one: Extent, other: Extent) -> int:
    """How far two stretches are apart; below 0 how much they overlap."""
    return max(one[0], other[0]) - min(one[1], other[1])
