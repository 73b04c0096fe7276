"""The rows of a table: the name of each, its unit, and those that it is part of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from extractor.documents.document import Cell
from extractor.reading.headparts import HeadUnit, squeezed, unit_of
from extractor.reading.heads import Head, read_label, relative_of
from extractor.reading.indicators import is_measure, look_up
from extractor.reading.tableparts import Column, Grid
from extractor.ruleset.compiled import RuleSet

_REMARK = regex.compile(r"[（(][^（()）]*[）)]")
_DIVIDES = regex.compile("[分按]")
"""How the name of a group begins that takes apart what was told before it: 分三大门类."""
_PART_MARKS = ("#", "＃", "*")
"""What marks every row that is a part of another, where 其中 marks the first of several."""
_SAME = 2
"""Of how many characters one at the least is the same in the names of two rows that stand beside each other."""


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


@dataclass(frozen=True, slots=True)
class _Above:
    """A row that those below it may be part of."""

    label: Head
    indent: int
    is_part: bool
    may_be_part: bool
    unit_said: str


def read_rows(grid: Grid, column: Column, first: int) -> Iterator[Row]:
    """The rows of a column of names from the first on, each with the rows that it is part of."""
    if column.label < 0:
        yield Row(Head("", ""), (), None, None, False, "", first, False)
        return
    reading = _Reading(grid, column)
    for number in range(first, grid.height):
        cell = grid.cells.get((number, column.label)) or _total(grid, number, column)
        row = reading.read(number, cell) if cell is not None else None
        if row is not None:
            yield row


class _Reading:
    """The rows of one column of names under reading."""

    def __init__(self, grid: Grid, column: Column) -> None:
        self.grid, self.column, self.rules = grid, column, grid.rules
        self.above: list[_Above] = []
        self.last: Head | None = None
        self.part: _Above | None = None
        """The last row that is a part."""
        self.no_part: _Above | None = None
        """The last that is none for sure."""
        self.group: Head | None = None
        self.whole: Head | None = None
        self.divided = False
        """Whether the group takes apart what was told before it: （一）分三大门类, under 工业增加值."""
        self.last_unit: HeadUnit | None = None
        self.unit_shared = False

    def read(self, number: int, cell: Cell) -> Row | None:
        """The row of this number, whose name stands in the cell; None for a group, a number, a remark."""
        said = self.grid.said(cell)
        if self.grid.is_number(cell) or not said or _REMARK.fullmatch(said):
            return None
        if squeezed(said) in self.rules.tables.skipped:
            return None
        label, marked = read_label(said, self.rules, self.grid.home)
        if self.last is not None and not label.entries and (moved := relative_of(label.noun, self.rules)):
            of_last = replace(self.last, text=label.text, entries=moved, unit=label.unit)  # 增长（%）, under 生产总值
            return Row(of_last, (), self.group, label.unit, False, "", number, False)
        self.last = label
        if number in self.grid.alone:
            self._begin_group(label)
            return None
        self.whole = self.whole if self.divided else label
        unit_said = self._said(number, self.column.unit)
        row = self._place(_Above(label, cell.indent, marked, False, unit_said))
        unit, inferred = self._unit(row)
        unsure = row.is_part and bool(self.above) and self.above[-1].may_be_part
        heads = () if unsure else tuple(one.label for one in reversed(self.above))
        self.above.append(replace(row, may_be_part=row.may_be_part and label.unit is None))
        return Row(label, heads, self._group(number), unit, inferred, unit_said, number, unsure)

    def _begin_group(self, label: Head) -> None:
        self.divided = self.whole is not None and _DIVIDES.match(label.noun) is not None
        self.group = self.whole if self.divided else label
        self.above, self.last_unit, self.unit_shared = [], label.unit, False

    def _place(self, row: _Above) -> _Above:
        """The row, told whether it is a part or may be one; those it is no part of are taken from the rows above."""
        above = self.above[-1] if self.above else None
        if above is not None and not row.is_part and above.indent == row.indent:
            row = replace(row, is_part=self._is_unmarked_part(row, above))
        if above is not None and not row.is_part:
            each = above.label.text.startswith(_PART_MARKS)  # no row without one is a part
            beside = above.is_part and not each and above.indent <= row.indent
            may_be = beside or (above.may_be_part and above.indent == row.indent)
            row = replace(row, may_be_part=may_be and not self._is_no_part(row))
        if row.is_part:
            self.part = row
        elif not row.may_be_part:
            self.no_part = row
        while self.above and self._ends(self.above[-1], row):
            self.above.pop()
        return row

    @staticmethod
    def _ends(above: _Above, row: _Above) -> bool:
        """Whether a row above is none that this one is part of."""
        if above.indent > row.indent or (above.is_part and not row.is_part):
            return True
        return above.indent == row.indent and (not row.is_part or above.is_part)

    def _is_unmarked_part(self, row: _Above, above: _Above) -> bool:
        """Whether a row that nothing marks is a part as it says nothing alone: 铁路, and 重工业 under 其中：轻工业."""
        noun = row.label.noun
        if noun in self.rules.tables.part_rows:
            whole = next((one for one in reversed(self.above) if not one.is_part and one.indent == row.indent), None)
            return whole is not None and _says_measure(whole.label.noun, self.rules)
        if not above.is_part or self.part is None or not noun or row.label.entries:
            return False
        same = row.label.unit == self.part.label.unit and row.unit_said == self.part.unit_said
        return same and not _says_measure(noun, self.rules) and noun not in self.rules.tables.totals

    def _is_no_part(self, row: _Above) -> bool:
        """Whether a row is no part of the last that is none: 消费品零售总额 of 工业总产值, 货物进口额 of 货物出口额."""
        last = self.no_part
        if last is None:
            return False
        units = {_name_of(row, self.rules), _name_of(last, self.rules)}
        if len(units) > 1 and None not in units:
            return True  # 房屋施工面积 in 万平方米, under 投资额 in 亿元
        own = look_up(row.label.noun, self.rules)
        other = look_up(last.label.noun, self.rules)
        if own is None or other is None:
            return False
        if own.field != other.field or len(units) > 1:
            return True
        one, another = row.label.noun, last.label.noun
        different = sum(mine != its for mine, its in zip(one, another, strict=False))
        return len(one) == len(another) and 0 < _SAME * different <= len(one)

    def _unit(self, row: _Above) -> tuple[HeadUnit | None, bool]:
        """The unit of a row, and whether it is told by one above only."""
        unit = row.label.unit
        if self.column.unit is not None:
            unit = unit_of(row.unit_said, self.rules) or unit
            below = bool(self.above) and (row.is_part or self.above[-1].indent < row.indent)
            if row.unit_said:
                self.last_unit = unit
            elif unit is None and below:
                return self.last_unit, self.last_unit is not None  # 出口总额, under 进出口总额  亿元
        elif unit is not None:
            self.last_unit, self.unit_shared = unit, False
        elif self.last_unit is not None and (row.is_part or self.unit_shared or self.above or self.group is not None):
            self.unit_shared = True
            return self.last_unit, True
        return unit, False

    def _group(self, number: int) -> Head | None:
        """What groups a row: what stands before its name, or the last line of its own."""
        outer = self.group
        for place in self.column.groups:
            named = self.grid.cells.get((number, place))
            if named is not None:
                outer = read_label(self.grid.said(named), self.rules, self.grid.home)[0]
        return outer

    def _said(self, number: int, place: int | None) -> str:
        return squeezed(self.grid.said(self.grid.cells.get((number, place)))) if place is not None else ""


def _name_of(row: _Above, rules: RuleSet) -> str | None:
    """The name of the unit of a row without its multiplier: 吨 of 亿吨; None where none is told."""
    unit = unit_of(row.unit_said, rules) or row.label.unit
    return unit.name if unit is not None else None


def _says_measure(noun: str, rules: RuleSet) -> bool:
    return look_up(noun, rules) is not None or is_measure(noun, rules)


def _total(grid: Grid, row: int, column: Column) -> Cell | None:
    """The name of a row that sums up, which stands before the column of names: 合计, under 科目编码."""
    cells = (grid.cells.get((row, place)) for place in range(column.label))
    return next((cell for cell in cells if squeezed(grid.said(cell)) in grid.rules.tables.totals), None)
