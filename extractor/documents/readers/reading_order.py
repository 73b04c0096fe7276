"""The order in which a page is read: lines put together from runs of text, columns one after the other.

Two columns of text have a gutter between them that few lines cross, and lines that fill them; the cells of a table
have gutters too and do not fill their columns, so that its rows stay lines.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from extractor.documents.lines import width

_CELL_GAP = 1.2  # heights of a character between two runs that are cells, or columns, and not words
_GUTTER = 6.0  # points
_FEWEST = 4  # lines that make a column
_MOST = 1_000  # of more lines no page of text is made
_FILLED = 0.7
_FAR_IN = 6  # characters: no indent of a paragraph
_MOST_INDENT = 40
_APART = 1.35
_LARGER = 0.12
_MOST_CROSSING = 0.4
_CELLS_PARTED_BY = 3  # blanks at least


@dataclass(frozen=True, slots=True)
class Box:
    """A run of text, or an area without: its edges in points from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """The half columns of a page: where the first begins, and how wide each is, in points."""

    left: float
    step: float

    def column(self, place: float) -> int:
        """How many stand before a place."""
        return round((place - self.left) / self.step)


@dataclass(frozen=True)
class Line:
    """Runs beside each other without a wide gap; or the place of a table, by its number."""

    boxes: tuple[Box, ...]
    table: int | None = None
    indent: int = 0
    grid: Grid | None = None
    """What its cells stand on, if it may be a row of a table."""

    @cached_property
    def left(self) -> float:
        """Its left edge."""
        return min(box.left for box in self.boxes)

    @cached_property
    def right(self) -> float:
        """Its right edge."""
        return max(box.right for box in self.boxes)

    @cached_property
    def top(self) -> float:
        """Its upper edge."""
        return max(box.top for box in self.boxes)

    @cached_property
    def bottom(self) -> float:
        """Its lower edge."""
        return min(box.bottom for box in self.boxes)

    @cached_property
    def height(self) -> float:
        """The height of its characters."""
        return max(max(box.top - box.bottom for box in self.boxes), 0.1)

    @cached_property
    def text(self) -> str:
        """Its runs one behind the other, spaces between those that are apart."""
        said = ""
        before: Box | None = None
        for box in self.boxes:
            gap = box.left - before.right if before else 0.0
            if before and gap > _CELL_GAP * self.height:
                said = said.rstrip()
                column = self.grid.column(box.left) - self.indent if self.grid is not None else 0
                said += " " * max(_CELLS_PARTED_BY, column - width(said)) + box.text.lstrip()
            else:
                said += box.text if said else box.text.lstrip()
            before = box
        return " " * self.indent + said.rstrip()


def lines_of(boxes: Sequence[Box]) -> list[Line]:
    """The lines of a page or a cell: runs of one height beside each other, parted where the gap is wide."""
    lines: list[list[Box]] = []
    open_lines: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: (-(box.top + box.bottom), box.left)):
        open_lines = [line for line in open_lines if line[0].bottom < box.top]
        home = next((line for line in open_lines if _beside(line[0], box)), None)
        if home is None:
            home = []
            lines.append(home)
            open_lines.append(home)
        home.append(box)
    found = []
    for line in lines:
        line.sort(key=lambda box: box.left)
        height = max(box.top - box.bottom for box in line)
        piece = [line[0]]
        for box in line[1:]:
            if box.left - piece[-1].right > _CELL_GAP * height:
                found.append(Line(tuple(piece)))
                piece = []
            piece.append(box)
        found.append(Line(tuple(piece)))
    return found


def _beside(one: Box, other: Box) -> bool:
    """Whether two runs are of one line: they overlap by more than half of the lower one."""
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared > 0.5 * min(one.top - one.bottom, other.top - other.bottom)


def ordered(lines: Sequence[Line]) -> list[Line]:
    """The lines in reading order; those that stand beside each other and are no columns become one."""
    gutter = _gutter(lines)
    if gutter is None:
        return _rows(lines)
    found: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.top):
        if line.right <= gutter:
            left.append(line)
        elif line.left >= gutter:
            right.append(line)
        else:  # a headline over both columns
            found += [*ordered(left), *ordered(right), line]
            left, right = [], []
    return [*found, *ordered(left), *ordered(right)]


def in_print(lines: Sequence[Line]) -> Iterator[Line | None]:
    """The lines with None where a gap stands between two; a headline of several lines is one."""
    pairs = [(one, other) for one, other in pairwise(lines) if one.bottom > other.bottom]
    usual_step = median((one.bottom - other.bottom) / one.height for one, other in pairs) if pairs else 1.0
    usual_height = median(line.height for line in lines) if lines else 1.0
    before: Line | None = None
    for line in lines:
        if before is None:
            before = line
            continue
        if _is_apart(before, line, usual_step):
            yield before
            yield None
        elif min(before.height, line.height) > (1 + _LARGER) * usual_height and line.bottom < before.bottom:
            line = Line((*before.boxes, *line.boxes), None, before.indent, before.grid)
        else:
            yield before
        before = line
    if before is not None:
        yield before


def _is_apart(one: Line, other: Line, usual_step: float) -> bool:
    """Whether a line stands apart from the one before: by a gap, or as a heading in larger characters does."""
    if one.table is not None or other.table is not None:
        return True
    last, first = one.boxes[-1], other.boxes[0]
    step = last.bottom - first.bottom
    if step <= 0:
        return False  # the next column, which may go on with the sentence
    height = last.top - last.bottom
    larger = abs(height - (first.top - first.bottom)) > _LARGER * height
    return larger or step > _APART * usual_step * height


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where two columns of text part; None where there is one column, or a table."""
    texts = [line for line in lines if line.table is None]
    if not 2 * _FEWEST <= len(texts) <= _MOST:
        return None
    first, last = min(line.left for line in texts), max(line.right for line in texts)
    lefts = sorted(line.left for line in texts)
    best: tuple[int, float] | None = None
    for x in sorted({line.left for line in texts}):
        place = x - _GUTTER / 2
        if not first + 0.15 * (last - first) < place < first + 0.85 * (last - first):
            continue
        if bisect_left(lefts, x + 1) - bisect_left(lefts, x - 1) < 2:
            continue  # no column begins where only one line does
        crossing = sum(line.left < place < line.right or abs(line.right - x) < _GUTTER / 2 for line in texts)
        before = sum(line.right <= place for line in texts)
        behind = sum(line.left >= place for line in texts)
        if min(before, behind) >= _FEWEST and crossing <= _MOST_CROSSING * len(texts):
            candidate = (crossing, place)
            best = candidate if best is None or candidate[0] < best[0] else best
    if best is None:
        return None
    place = best[1]
    sides = [line for line in texts if line.right <= place], [line for line in texts if line.left >= place]
    return place if all(_is_filled(side) for side in sides) else None


def _is_filled(lines: Sequence[Line]) -> bool:
    """Whether lines fill their column, as those of a text do."""
    width = max(line.right for line in lines) - min(line.left for line in lines)
    return median(line.right - line.left for line in lines) >= _FILLED * width


def _rows(lines: Sequence[Line]) -> list[Line]:
    """The lines from top to bottom, what stands on one height as one line with its gaps, its indent in front."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-(line.top + line.bottom), line.left)):
        last = rows[-1] if rows else None
        if last and line.table is None and last[0].table is None and _beside(_area(last[0]), _area(line)):
            last.append(line)
        else:
            rows.append([line])
    texts = [line for line in lines if line.table is None]
    margin = min((line.left for line in texts), default=0.0)
    grid = Grid(margin, max(median(line.height for line in texts), 1.0) / 2 if texts else 1.0)
    found = []
    for number, row in enumerate(rows):
        boxes = tuple(box for line in sorted(row, key=lambda line: line.left) for box in line.boxes)
        line = Line(boxes, row[0].table)
        shift = int((line.left - margin) / max(line.height, 1.0) + 0.3)
        beside = any(len(other) > 1 for other in rows[max(number - 1, 0) : number + 2])
        if line.table is None and (len(row) > 1 or (beside and shift > _FAR_IN)):
            line = Line(boxes, None, max(grid.column(line.left), 0), grid)
        elif line.table is None and 0 < shift <= _MOST_INDENT:
            line = Line(boxes, None, shift)
        found.append(line)
    return found


def _area(line: Line) -> Box:
    return Box(line.left, line.bottom, line.right, line.top, "")
