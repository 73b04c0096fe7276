"""The parts of a table: what stands over it, its columns with their heads, its rows with those they are part of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extractor.documents.document import Cell, Document, Table
from extractor.reading.captions import Caption, read_caption
from extractor.reading.heads import (
    Head,
    HeadUnit,
    read_head,
    read_label,
    relative_of,
    squeezed,
    unit_of,
)
from extractor.reading.places import Reader
from extractor.records import Bound
from extractor.ruleset.compiled import RuleSet

NUMBER = regex.compile(
    r"(?P<sign>[-+−–－±]?)\s*(?P<digits>\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>[^\d\s].{0,11})?"
)
"""A cell that is a number, with its sign and perhaps its unit: -3.5, 1,027.4万吨."""

_AGE = regex.compile(r"\d岁(?:及?以[上下])?$")
_BARE_YEAR = regex.compile(r"(?:19|20)\d{2}")
_YEAR = regex.compile(r"(?:19|20)\d{2}年?")
_REMARK = regex.compile(r"[（(][^（()）]*[）)]")
_OPENING, _CLOSING = ("〔", "[", "【"), ("〕", "]", "】")


def match_number(text: str, cell: Cell, rules: RuleSet) -> tuple[regex.Match[str] | None, Bound]:
    """The number of a cell and the bound that its words give it: 5.5%以内, ≥72; None where it is no number."""
    amounts, start, end = rules.amounts, cell.start, cell.end
    length = amounts.bounds_before.at(text, start, end)
    bound = amounts.bound_of_before[text[start : start + length]] if length else Bound.EXACT
    start += length
    if text[start : start + 1] in _OPENING and text[end - 1 : end] in _CLOSING:
        start, end = start + 1, end - 1  # 〔13.5〕, of several years together
    length = amounts.bounds_after.before(text, start, end)
    bound = amounts.bound_of_after[text[end - length : end]] if length else bound
    return NUMBER.fullmatch(text, start, end - length), bound


def signed(match: regex.Match[str]) -> Decimal | None:
    """The number of a cell with its sign; None where that is open: ±0.3."""
    if match["sign"] == "±":
        return None
    value = Decimal(match["digits"].replace(",", "").replace(" ", ""))
    return -value if match["sign"] in ("-", "−", "–", "－") else value


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


@dataclass(frozen=True, slots=True)
class Row:
    """The name of a row with those of the rows it is part of, from the nearest out."""

    label: Head
    above: tuple[Head, ...]
    group: Head | None
    unit: HeadUnit | None
    unit_inferred: bool
    unit_said: str
    number: int
    unsure: bool
    """Whether the row it is part of may be another than the nearest: no indent tells."""


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
        if cell is None or _YEAR.fullmatch(self.said(cell)):
            return False
        match, _ = match_number(self.text, cell, self.rules)
        unit = match["unit"] if match is not None else None
        return match is not None and (not unit or (unit != "岁" and unit_of(unit, self.rules) is not None))

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
            return None
        return list(range(several[0])), several, several[-1] + 1

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
        of: Head | None = None
        numbers_seen = False
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
                if label is not None and said:
                    head = self._head(path, said)
                    yield Column(column, head, label, tuple(groups), unit, named_as, of if is_relative(head) else None)
                    of = of if is_relative(head) and not head.period else head
                continue
            if not any((row, column) in self.cells for row in range(first, self.height)):
                continue
            if not numbers_seen:
                groups = [*groups, label] if label is not None else groups
                label, named_as = column, said
            elif said in words.names or said in ("", named_as):
                label, groups, unit, of, numbers_seen = column, [], None, None, False

    def _is_nameless(self, heads: Sequence[int], first: int) -> bool:
        """Whether all of a table is one row of numbers under periods: 2008年  2009年, 23.3  24.2."""
        if self.height - first != 1 or any((first, column) not in self.cells for column in range(self.width)):
            return False
        over = [self.said(self.cells.get((heads[-1], column))) for column in range(self.width)]
        return all(
            self.is_number(self.cells[first, column]) and read_head(said, self.rules, self.home).period is not None
            for column, said in enumerate(over)
        )

    def _head(self, path: Sequence[Cell], said: str) -> Head:
        """What the heads over a column say: those of several may tell the status of each, 规划目标 over 2015年."""
        heads = [squeezed(self.said(cell)) for cell in path]
        if len(heads) > 1 and _BARE_YEAR.fullmatch(heads[-1]):
            heads[-1] += "年"
            said = "".join(heads)  # 机构数（个） over 2014
        told = self.rules.tables.said_by.get(heads[-1]) if heads else None
        if len(heads) > 1 and told is None and _is_amount(unit_of(heads[-1], self.rules)):
            heads[-1] = f"（{heads[-1]}）"
            said = "".join(heads)  # 出口商品 over 万美元
        if len(heads) > 1 and heads[-1][0] in "（(〔[【":
            heads[-2:] = [heads[-2] + heads[-1]]  # 年均增长 over （%）
        if len(heads) > 1:
            over = read_head("".join(heads[:-1]), self.rules, self.home)
            own = read_head(heads[-1], self.rules, self.home)
            if over.clear and own.clear and over.entries and not over.noun and not is_relative(over):
                status = over.entries[0].status
                entries = tuple(entry.model_copy(update={"status": status}) for entry in own.entries) or over.entries
                return replace(own, text=said, entries=entries, period=own.period or over.period)
            if over.clear and own.clear and is_relative(over) and own.noun and not own.entries:
                aged = "人口" if _AGE.search(own.noun) else ""
                return replace(over, text=said, noun=own.noun + aged)  # 占总人口比重 over 0—14岁
        return read_head(said, self.rules, self.home)

    def rows(self, column: Column, first: int) -> Iterator[tuple[int, Row]]:
        """The rows of a column of names, with the rows that each is part of."""
        above: list[tuple[int, bool, bool, Head]] = []  # indent, whether it is a part, whether it may be one
        group: Head | None = None
        last: Head | None = None
        last_unit: HeadUnit | None = None
        part_seen = False
        if column.label < 0:
            yield first, Row(Head("", ""), (), None, None, False, "", first, False)
            return
        for row in range(first, self.height):
            cell = self.cells.get((row, column.label))
            if cell is None:
                continue
            said = self.said(cell)
            if self.is_number(cell) or not said or _REMARK.fullmatch(said) or said in self.rules.tables.skipped:
                continue
            label, marked = read_label(said, self.rules, self.home)
            moved = relative_of(label.noun, self.rules) if last is not None else ()
            if last is not None and moved and not label.entries:
                label = replace(last, text=label.text, entries=moved, unit=label.unit)  # 增长（%）, under 生产总值
                yield row, Row(label, (), group, label.unit, False, "", row, False)
                continue
            last = label
            if row in self.alone:
                group, above, last_unit, part_seen = label, [], label.unit, False
                continue
            sibling = bool(above) and above[-1][1] and not marked and above[-1][0] <= cell.indent
            maybe_part = sibling or (bool(above) and above[-1][2] and above[-1][0] == cell.indent and not marked)
            while above and (
                above[-1][0] > cell.indent
                or (above[-1][1] and not marked)
                or (above[-1][0] == cell.indent and (not marked or above[-1][1]))
            ):
                above.pop()
            unit, inferred, unit_said = label.unit, False, ""
            if column.unit is not None:
                unit_said = squeezed(self.said(self.cells.get((row, column.unit))))
                unit = unit_of(unit_said, self.rules) or unit
                below = bool(above) and (marked or above[-1][0] < cell.indent)
                if unit_said:
                    last_unit = unit
                elif unit is None and below:
                    unit, inferred = last_unit, last_unit is not None  # 出口总额, under 进出口总额  亿元
            elif unit is not None:
                last_unit, part_seen = unit, False
            elif last_unit is not None and (marked or part_seen or above or group is not None):
                part_seen = True
                unit, inferred = last_unit, True
            outer = group
            for place in column.groups:
                named = self.cells.get((row, place))
                if named is not None:
                    outer = read_label(self.said(named), self.rules, self.home)[0]
            unsure = marked and bool(above) and above[-1][2]
            heads = () if unsure else tuple(head for *_, head in reversed(above))
            yield row, Row(label, heads, outer, unit, inferred, unit_said, row, unsure)
            above.append((cell.indent, marked, maybe_part and label.unit is None, label))


def _is_amount(unit: HeadUnit | None) -> bool:
    return unit is not None and unit.dimension != "percent"


def is_relative(head: Head) -> bool:
    """Whether a head says how something moved or compares: 比上年增长, 比重, 完成预算."""
    return bool(head.entries) and all(entry.statistic != "level" for entry in head.entries)


def _paragraph_of(document: Document, offset: int) -> int:
    """The number of the paragraph that holds an offset."""
    low, high = 0, len(document.paragraphs)
    while low < high:
        middle = (low + high) // 2
        if document.paragraphs[middle].end < offset:
            low = middle + 1
        else:
            high = middle
    return min(low, max(len(document.paragraphs) - 1, 0))
