"""The parts of a table: its cells by row and column, what stands over it, its columns with their heads."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extractor.documents.document import Cell, Document, Table
from extractor.reading.captions import Caption, read_caption
from extractor.reading.cellnumbers import match_number, signed
from extractor.reading.headparts import squeezed, unit_of
from extractor.reading.headpaths import is_relative, read_heads_over
from extractor.reading.heads import Head, read_head
from extractor.reading.places import Reader
from extractor.reading.scope import resolve_period

_YEAR = regex.compile(r"(?:19|20)\d{2}年?")
_PAIR = 2
_DATED = ("growth", "change", "share")
"""What a column may tell of two others: how the later of them has moved, what part it is."""
_LONE = 8
"""How long a head alone on its line may be, in characters."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers: its place and head, and the columns of the names and units of its rows."""

    place: int
    head: Head
    label: int
    groups: tuple[int, ...]
    unit: int | None
    named: str
    """What the head of the names of the rows says: 指标, 国别（地区）."""
    of: Head | None
    """The head of the column before that it is the growth, share or completion of: 2023年执行数|比上年增长."""


class Grid:
    """The cells of a table by row and column, and where it stands in its document."""

    def __init__(self, reader: Reader, document: Document, table: Table) -> None:
        self.reader = reader
        self.rules = reader.rules
        self.home = reader.facts.home
        self.text = document.folded.text
        self.cells: dict[tuple[int, int], Cell] = {}
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.height):
                for column in range(cell.column, cell.column + cell.width):
                    self.cells.setdefault((row, column), cell)
        self.width = 1 + max((column for _, column in self.cells), default=-1)
        self.height = 1 + max((row for row, _ in self.cells), default=-1)
        filled = Counter(cell.row + n for cell in table.cells for n in range(cell.height))
        self.alone = frozenset(row for row, count in filled.items() if count == 1)
        first = min((cell.start for cell in table.cells), default=0)
        self.paragraph = _paragraph_of(document, first)
        self.document = document

    def said(self, cell: Cell | None) -> str:
        """The text of a cell; nothing where there is none."""
        if cell is None:
            return ""
        return self.text[cell.start : cell.end] + (self.text[slice(*cell.tail)] if cell.tail else "")

    def is_number(self, cell: Cell | None) -> bool:
        """Whether a cell is a number, with or without a unit, and no year."""
        if cell is None or _YEAR.fullmatch(squeezed(self.said(cell))):
            return False
        match, _ = match_number(self.text, cell, self.rules)
        unit = match["unit"] if match is not None else None
        told = unit_of(unit, self.rules) if unit else None
        return match is not None and (not unit or (told is not None and told.name != "岁"))  # 60周岁及以上 is a name

    def value(self, row: int, column: int) -> Decimal | None:
        """The number of a cell without its unit; None where it is none."""
        cell = self.cells.get((row, column))
        match, _ = match_number(self.text, cell, self.rules) if cell is not None else (None, None)
        return signed(match) if match is not None else None

    def body(self) -> tuple[list[int], list[int], int] | None:
        """The rows of titles, those of heads, and the first row behind them; None where there are no heads."""
        first = next(
            (r for r in range(self.height) if any(self.is_number(self.cells.get((r, c))) for c in range(self.width))),
            None,
        )
        if first is None:
            return None
        several = [
            r
            for r in range(first)
            if len({id(self.cells[r, c]) for c in range(self.width) if (r, c) in self.cells}) > 1
        ]
        if not several:
            return ([], [], 0) if first == 0 and self._is_board() else None
        while several[0] > 0 and self._is_lone_head(several[0] - 1):
            several.insert(0, several[0] - 1)
        below = several[-1] + 1
        while below < first and (below, 0) not in self.cells and below in self.alone:
            several.append(below)  # 幅度（%）, under the last of them only
            below += 1
        return list(range(several[0])), several, below

    def _is_board(self) -> bool:
        """Whether all of a table is names with a number each: 大白菜  1.10, under 批发均价（元/公斤）."""
        names = [self.cells.get((row, 0)) for row in range(self.height)]
        numbers = [self.cells.get((row, 1)) for row in range(self.height)]
        named = all(cell is not None and not self.is_number(cell) for cell in names)
        return self.width == _PAIR and named and all(map(self.is_number, numbers))

    def caption(self, titles: Sequence[int]) -> Caption:
        """What the title rows and the lines over the table say."""
        lines = [
            self.said(self.cells.get((row, c))) for row in titles for c in range(self.width) if (row, c) in self.cells
        ]
        return read_caption(list(dict.fromkeys(lines))[::-1], self.document, self.paragraph, self.rules, self.home)

    def columns(self, heads: Sequence[int], first: int) -> Iterator[Column]:
        """The columns of numbers with their heads; a column of names behind one of numbers begins again."""
        label: int | None = None
        named_as = ""
        groups: list[int] = []
        unit: int | None = None
        amounts: list[Head] = []  # of the columns of amounts right before
        over: list[Cell] = []  # what stands over a period before: 比重, over 2020年 and 2010年
        numbers_seen = behind_relative = False
        words = self.rules.tables
        nameless = self._is_nameless(heads, first)
        for column in range(self.width):
            path = list(dict.fromkeys(self.cells[row, column] for row in heads if (row, column) in self.cells))
            said = squeezed("".join(self.said(cell) for cell in path))
            own = squeezed(self.said(path[-1])) if path else ""
            if own in words.names:
                said = own  # 收入 over 项目 and 决算数, 支出 over others
            if said in words.skipped or own in words.skipped:
                continue
            if said in words.units.words or said.strip("()（）") in words.units.words:
                unit = column
                continue
            if any(self.is_number(self.cells.get((row, column))) for row in range(first, self.height)):
                numbers_seen = label is not None
                if label is None and nameless and said:
                    label = column - 1  # 2008年  2009年, over one row of what the title names
                if label is not None and not heads:
                    yield Column(column, Head("", ""), label, (), None, "", None)
                if label is not None and said:
                    if len(path) == 1 and over and self._is_period(said):
                        path = [*over, *path]
                    over = path[:-1] if self._is_period(own) else []
                    bare = said in words.names and self.width == _PAIR  # 类别, 指标, over names and numbers
                    said_over = [self.said(cell) for cell in path]
                    head = Head("", "") if bare else read_heads_over(said_over, self.rules, self.home)
                    head = self._beside(head, amounts)
                    of = self._of(head, amounts) if is_relative(head) else None
                    yield Column(column, head, label, tuple(groups), unit, named_as, of)
                    relative = is_relative(head)
                    if relative and (head.period or head.noun):  # 工业增加值增速|位次
                        amounts = [replace(head, noun=head.noun or (of.noun if of is not None else ""))]
                    elif not relative:
                        amounts = [head] if behind_relative else [*amounts, head]
                    behind_relative = relative
                continue
            if not any((row, column) in self.cells for row in range(first, self.height)):
                continue
            if not numbers_seen:
                groups = [*groups, label] if label is not None else groups
                label, named_as = column, said
            elif said in words.names or said in ("", named_as):
                label, groups, unit, amounts, numbers_seen = column, [], None, [], False

    def _of(self, head: Head, amounts: Sequence[Head]) -> Head | None:
        """What a relative column is of: the latest of those it compares (|2023年|2022年|增长|), or the last."""
        if not amounts or any(entry.statistic not in _DATED for entry in head.entries):
            return amounts[-1] if amounts else None
        told = [one for one in amounts if one.clear] or list(amounts)
        return told[-1] if any(one.period is None for one in told) else max(reversed(told), key=self._year)

    def _beside(self, head: Head, amounts: Sequence[Head]) -> Head:
        """A head with the year of 上年 beside another that tells its own: 2022, in |2023年|上年|."""
        years = [one.period.year for one in amounts if one.period is not None and one.period.year is not None]
        if not years or head.period is None or not head.period.prior:
            return head
        return replace(head, period=head.period._replace(year=years[-1] - 1, prior=False))

    def _year(self, head: Head) -> int:
        """The year of a head; 上年 is before any that is told."""
        period = resolve_period(head.period, None, self.reader.facts) if head.period is not None else None
        return period.year if period is not None else 0

    def _is_lone_head(self, row: int) -> bool:
        """Whether a row over the heads is one of some columns, and no title: 比重, over 2020年 and 2010年."""
        if row not in self.alone or (row, 0) in self.cells:
            return False
        said = next(squeezed(self.said(cell)) for (at, _), cell in self.cells.items() if at == row)
        return len(said) <= _LONE and not any(map(str.isdigit, said)) and said not in self.rules.tables.units.words

    def _is_period(self, said: str) -> bool:
        """Whether a head says a period and nothing else: 2020年."""
        head = read_head(said, self.rules, self.home)
        return head.period is not None and not (head.noun or head.entries or head.unit)

    def _is_nameless(self, heads: Sequence[int], first: int) -> bool:
        """Whether all of a table is one row of numbers under periods: 2008年  2009年, 23.3  24.2."""
        if (
            not heads
            or self.height - first != 1
            or any((first, column) not in self.cells for column in range(self.width))
        ):
            return False
        over = [self.said(self.cells.get((heads[-1], column))) for column in range(self.width)]
        return all(
            self.is_number(self.cells[first, column]) and read_head(said, self.rules, self.home).period is not None
            for column, said in enumerate(over)
        )


def _paragraph_of(document: Document, offset: int) -> int:
    """The number of the paragraph that holds an offset."""
    number = bisect_left(document.paragraphs, offset, key=lambda paragraph: paragraph.end)
    return min(number, max(len(document.paragraphs) - 1, 0))
