"""Where the cells of a row stand in print: it tells the columns of heads and of rows that have blank cells."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from extractor.documents.document import FoldedText
from extractor.documents.lines import width

Extent = tuple[int, int]
"""From where to where something reaches on its line, in half columns."""

_MOST_COLUMNS = 200
_FULL_ROWS = 2
"""How many rows show where the columns are."""
_NEAR = 4
"""How far from its column a head may stand, in half columns."""
_BROKEN = 16
"""How wide the parts of a head are at the most that is broken over lines, in half columns."""
_OFF_CENTRE = 0.15
"""How far from the middle of its columns a head may stand, by their width."""
_OFF = 2
"""How much farther from the middle a head may be of more columns than of fewer, in half columns."""


def positions(source: str, folded: FoldedText, spans: Sequence[tuple[int, int]]) -> list[Extent]:
    """Where cells begin and end on their lines, in half columns: those of ``粮食  12.5`` at 0 to 4 and 6 to 10."""
    found: list[Extent] = []
    known = column = 0  # each edge is counted from the one before it on its line
    for start, end in spans:
        begin = folded.origin(start)
        edges = (begin, folded.origin(end - 1) + 1 if start < end else begin)
        columns: list[int] = []
        for edge in edges:
            line = source.rfind("\n", known, edge) + 1
            if (not columns and not found) or line > known:
                known, column = source.rfind("\n", 0, edge) + 1, 0
            column += width(source[known:edge])
            known = edge
            columns.append(column)
        found.append((columns[0], columns[1]))
    return found


def extents_of(rows: Sequence[Sequence[Extent]]) -> list[Extent]:
    """From where to where the cells of each column reach in the rows that have all; none where columns overlap.

    One row that is set askew is left out of it. No page has room for more than some columns.
    """
    if len(rows) < _FULL_ROWS or len(rows[0]) > _MOST_COLUMNS:
        return []
    extents = _reaches(rows)
    column = _crossed(extents)
    if column is None or len(rows) == _FULL_ROWS:
        return extents if column is None else []
    farthest = max(range(len(rows)), key=lambda n: rows[n][column][1])
    nearest = min(range(len(rows)), key=lambda n: rows[n][column + 1][0])
    without = (_reaches([*rows[:n], *rows[n + 1 :]]) for n in (farthest, nearest))
    return next((one for one in without if _crossed(one) is None), [])


def _reaches(rows: Sequence[Sequence[Extent]]) -> list[Extent]:
    return [(min(start for start, _ in cells), max(end for _, end in cells)) for cells in zip(*rows, strict=True)]


def _crossed(extents: Sequence[Extent]) -> int | None:
    """The first column that reaches into the next; None where none does."""
    return next((n for n, (one, other) in enumerate(pairwise(extents)) if one[1] > other[0]), None)


def below(cells: Sequence[Extent], extents: Sequence[Extent]) -> list[int] | None:
    """The columns that the cells of a row with blank ones stand in, None if unclear: 棉花 and 13.6 in 0 and 2."""
    places: list[int] = []
    for cell in cells:
        apart = [_distance(cell, extent) for extent in extents]
        near = [column for column, distance in enumerate(apart) if distance < 0 or distance == min(apart) <= 1]
        if len(near) != 1 or (places and near[0] <= places[-1]):
            return None
        places += near
    return places


def heads_over(
    lines: Sequence[Sequence[Extent]], extents: Sequence[Extent], named: Collection[int]
) -> list[list[tuple[int, int]]]:
    """The first column and the width of each head of each line, from the upper line down; width 0 is a head of none.

    A head stands over the columns that it overlaps, or over one that is near. One that stands in the middle over
    several columns with heads further down is over all of them: 地区生产总值 over 总量 and 增速. ``named`` are the
    columns of names and units, over which such a head does not reach.
    """
    in_order = _in_order(lines, extents)
    if in_order:
        return in_order
    full = [cells for cells in lines if len(cells) == len(extents)]
    zones = [(min(a for a, _ in column), max(b for _, b in column)) for column in zip(extents, *full, strict=True)]
    own = [_own(cells, zones) for cells in lines]
    found: list[list[tuple[int, int]]] = []
    for number, cells in enumerate(lines):
        above = {column for chosen in own[: number + 1] for column in chosen}
        under = {column for chosen in own[number + 1 :] for column in chosen}
        free = under - above - set(named)
        columns = [[column for column, one in own[number].items() if one == head] for head in range(len(cells))]
        found.append([_reach(cell, over, zones, free, named, under) for cell, over in zip(cells, columns, strict=True)])
    return found


def _in_order(lines: Sequence[Sequence[Extent]], extents: Sequence[Extent]) -> list[list[tuple[int, int]]]:
    """The column of each head, where heads of one line and of several stand side by side, as many as columns, or none.

    第二产业 stands a line above 工业 and 建筑业, which are its parts and have columns of their own behind its.
    """
    if any(len(cells) == len(extents) or max(map(_width, cells)) > _BROKEN for cells in lines):
        return []
    stacks: list[dict[int, int]] = []  # the cell on each line
    for row, cells in enumerate(lines):
        for number, cell in enumerate(cells):
            over = [
                stack
                for stack in stacks
                if row not in stack
                and any(
                    2 * -_distance(lines[r][n], cell) > min(_width(lines[r][n]), _width(cell)) for r, n in stack.items()
                )
            ]
            if over:
                over[0][row] = number
            else:
                stacks.append({row: number})
    if len(stacks) != len(extents):
        return []
    found = [[(0, 0)] * len(cells) for cells in lines]
    stacks.sort(key=lambda stack: min(lines[row][number][0] for row, number in stack.items()))
    for column, stack in enumerate(stacks):
        for row, number in stack.items():
            if _distance(lines[row][number], extents[column]) > _NEAR:
                return []
            found[row][number] = column, 1
    return found


def _width(cell: Extent) -> int:
    return cell[1] - cell[0]


def evenly_over(heads: int, lower: Sequence[str], named: int) -> list[tuple[int, int]]:
    """The column and width of each of so many heads over some that are said again and again: 金额, 同比, 金额, 同比.

    ``named`` columns of names stand before those, over which the first head may be; none where it does not come out.
    """
    for count in (heads, heads - 1):
        width, rest = divmod(len(lower), max(count, 1))
        if count > 1 and width > 1 and not rest and list(lower) == [*lower[:width]] * count and named >= heads - count:
            over = [(named + n * width, width) for n in range(count)]
            return [(0, 1), *over] if count < heads else over
    return []


def _own(cells: Sequence[Extent], zones: Sequence[Extent]) -> dict[int, int]:
    """The head of each column that has one among these, over it or near."""
    if len(cells) == len(zones):
        return {n: n for n in range(len(zones))}
    chosen: dict[int, int] = {}
    for column, zone in enumerate(zones):
        head = min(range(len(cells)), key=lambda n: (_distance(cells[n], zone), abs(sum(cells[n]) - sum(zone))))
        if _distance(cells[head], zone) < 0:
            chosen[column] = head
    for number, cell in enumerate(cells):
        if number not in chosen.values():
            column = min(range(len(zones)), key=lambda n: _distance(cell, zones[n]))
            if _distance(cell, zones[column]) <= _NEAR and column not in chosen:
                chosen[column] = number
    return chosen


def _reach(
    head: Extent,
    own: Sequence[int],
    zones: Sequence[Extent],
    free: Collection[int],
    named: Collection[int],
    under: Collection[int],
) -> tuple[int, int]:
    """The first column and the width of a head: its own columns, or the most of them that it is in the middle of.

    ``under`` are the columns with heads further down: 单位 over a unit has none under it, and does not reach beyond.
    """
    if not own:
        return 0, 0
    first, last = min(own), max(own)
    lower, upper = first, last
    while lower - 1 in free and first not in named:  # names begin a part of a table
        lower -= 1
    while upper + 1 in free and (last in under or last not in named or upper + 1 in named):
        upper += 1
    ranges = [(a, b) for a in range(lower, first + 1) for b in range(last, upper + 1)]
    off = {(a, b): abs(zones[a][0] + zones[b][1] - sum(head)) / 2 for a, b in ranges}
    least = min(off.values())
    wide = {(a, b): zones[b][1] - zones[a][0] for a, b in ranges}
    fit = [
        one for one in ranges if off[one] <= min(least + max(_OFF, wide[one] / 10), max(_NEAR, wide[one] * _OFF_CENTRE))
    ]
    a, b = max(fit, key=lambda one: one[1] - one[0], default=(first, last))
    return a, b - a + 1


def _distance(one: Extent, other: Extent) -> int:
    """How far two stretches are apart; below 0 how much they overlap."""
    return max(one[0], other[0]) - min(one[1], other[1])
