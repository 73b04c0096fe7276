"""Tables: every cell whose heads tell what it measures, in which unit, where and when, is a claim.

What the heads do not tell in full gives no claim: a number without its unit, a column whose head is not understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from extractor.documents.document import Cell, Document
from extractor.reading.captions import Caption
from extractor.reading.cellnames import is_index, named, only_grows
from extractor.reading.cellnumbers import match_number, signed
from extractor.reading.celltimes import period_of_cell
from extractor.reading.claim import CellOrigin, Claim
from extractor.reading.frames import measure_of
from extractor.reading.headparts import HeadUnit, unit_of
from extractor.reading.headpaths import is_relative
from extractor.reading.heads import Head
from extractor.reading.indicators import look_up
from extractor.reading.movement import told_by_numbers
from extractor.reading.periods import Period, find_periods
from extractor.reading.places import Reader
from extractor.reading.quantities import Quantity
from extractor.reading.tableparts import Column, Grid
from extractor.reading.tablerows import Row, read_rows
from extractor.records import Basis, Bound, Flag, Statistic, Status
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.entries import ColumnEntry

_RATE = regex.compile("率|速|速度|幅|比重|占比|比例|位次|排名|排位|名次")
_LEVEL = "column_level"
_OF_INDICES = regex.compile(r"指数.{0,12}= ?100")
"""What the title of a table of indices says, which have no unit."""
_INDEX_HEAD = "指数"
"""The head of a column of indices."""
_YEARLY = "年均"
"""How the head of a column begins that tells of all years of a plan."""
_PARTNERS = regex.compile("国别|国家|贸易伙伴|来源地|目的地|原产国|目的国")
"""What heads a column of those with whom a place trades."""
_TRADE = regex.compile("(?:进口|出口)[总金]?额?$")
_IMPORTS = regex.compile("(?<!出)进口[总金]?额?$")
_PEOPLE = regex.compile("(?:[生师员人工者]|人口)数?$")
"""How the head of a column ends that is counted in people."""
_ADDED = regex.compile("新增|净增|累计")
"""What the name of a row says that is added up over the years."""
_COUNTED = regex.compile("(?P<unit>[套户人件台辆所座张只头栋]|(?<![国专作画行赢买卖商业])家)数$")
"""How a head ends that tells what is counted by it: 网签|套数|, 参保|人数|, but not 国家数."""
_TASKS = regex.compile("任务|目标|分解")
"""What the title of a table says that tells aims: 新增节水面积|任务|分解表."""
_TWO = 2
_NO_UNIT = HeadUnit(Decimal(1), "", None, False)
_SUMMED = ("〔", "[", "【")
"""What stands before a number that is of all years of a plan together, beside others that are of one on average."""


def read_tables(reader: Reader, document: Document) -> list[Claim]:
    """The claims of all tables of a document, in the order of their cells."""
    claims: list[Claim] = []
    for table in document.tables:
        claims.extend(_Cells(Grid(reader, document, table)).claims())
    return claims


class _Cells:
    """The cells of one table under reading."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.reader, self.rules, self.home = grid.reader, grid.reader.rules, grid.reader.facts.home
        self.text = grid.text
        self.spare = self.counted = False
        told = [one for one in find_periods(self.reader.facts.title, self.rules.calendar) if one.part is not None]
        self.months = told[0] if len(told) == 1 else None
        self.section = grid.reader.sections[grid.paragraph] if grid.reader.sections else None

    def claims(self) -> Iterator[Claim]:
        body = self.grid.body()
        if body is None:
            return
        titles, heads, first = body
        caption = self.grid.caption(titles)
        columns = list(told_by_numbers(self.grid, list(self.grid.columns(heads, first)), first))
        if not columns:
            return
        by_label: dict[int, list[Column]] = {}
        for column in columns:
            by_label.setdefault(column.label, []).append(column)
        for of_label in by_label.values():
            # 鞋靴（万双） is the unit of 数量, beside 金额（亿元）
            self.spare = any(column.head.unit is None and not is_relative(column.head) for column in of_label)
            self.counted = any(column.head.unit is not None and column.head.unit.counts for column in of_label)
            for row in read_rows(self.grid, of_label[0], first):
                for column in of_label:
                    cell = self.grid.cells.get((row.number, column.place))
                    if cell is None or cell.width > 1 or cell.height > 1:
                        continue
                    claim = self._claim(cell, row, column, caption)
                    if claim is not None:
                        yield claim

    def _claim(self, cell: Cell, row: Row, column: Column, caption: Caption) -> Claim | None:
        head = column.head
        both = bool(head.entries and row.label.entries)  # 地区生产总值增速 under 预期目标
        if not head.clear or not row.label.clear:
            return None
        same = both and {e.statistic for e in head.entries} == {"growth"} == {e.statistic for e in row.label.entries}
        number = _number(self.text, cell, self.rules)
        if number is None:
            return None
        value, start, end, own, bound = number
        summed = _YEARLY in head.text and self.text[start - 1 : start].strip("-+") in _SUMMED
        if both and not same and not summed and any(entry.statistic != "level" for entry in head.entries):
            return None  # 地区生产总值增长 under 年均增长 says no more than either
        own = own.strip("（()）")  # 0.4（百分点）
        told = unit_of(own, self.rules) if own else None
        if own and told is None:
            return None
        entries = row.label.entries or head.entries
        if summed:  # 年均增长/累计: 〔13.5〕, which of a share is by how much it has moved
            entries = tuple(entry for entry in row.label.entries if entry.statistic == "share")
        if not entries and caption.units and all(unit.dimension == "percent" for unit in caption.units):
            entries = caption.title.entries  # 居民消费价格比上年涨跌幅度
        bare = not (told or row.unit or head.unit or caption.units)
        if not entries and bare and _OF_INDICES.search(caption.title.text) is not None:
            entries = self.rules.tables.said_by.get(_INDEX_HEAD, ())  # 居民消费价格指数（上年=100）: 食品  111.9
        apart = summed and row.unit is not None  # 年均增长〔累计〕（%）: 〔0.7〕 is in 件
        unit, inferred = self._unit(told, entries, row, replace(head, unit=None) if apart else head, caption)
        if unit is None and bare and not entries and value == int(value):
            unit = _counted_by(head.noun, self.rules) or _counted_by(row.label.noun, self.rules)
        if unit is None:
            return None
        moved = unit.dimension == "points" and bool(entries) and all(e.statistic == "growth" for e in entries)
        if moved or (unit.dimension == "percent" and any(map(is_index, entries))):
            entries = ()  # 产品销售率  98.6  0.4个百分点; 居民消费价格指数（上年=100）  %  101.6
        rank = any("rank" in entry.of for entry in entries)
        quantity = Quantity(
            start, end, start, end, value * unit.factor,
            value * unit.factor if bound is Bound.AT_LEAST else None,
            value * unit.factor if bound is Bound.AT_MOST else None,
            unit.name, "rank" if rank else unit.dimension, unit.counts, bound,
        )  # fmt: skip
        if rank and (value <= 0 or value != int(value)):
            return None
        entry = next((e for e in entries if measure_of(quantity) in e.of), None)
        if entries and entry is None:
            return None
        told_of = replace(head, noun="") if summed else head
        measured = named(row, told_of, column, caption, entry, quantity, self.rules, counted=self.counted)
        if measured is None:
            return None
        if moved or (summed and self._is_stock(row, column)):
            whole = measured.indicator or look_up(measured.text, self.rules)
            measured = measured._replace(statistic=Statistic.CHANGE, indicator=whole)  # 城镇化率  64.1%  0.8个百分点
        elif summed and quantity.dimension == "percent":
            measured = measured._replace(statistic=Statistic.GROWTH)  # 单位GDP能耗降低（%）: 〔14〕
        spans = _YEARLY in head.text and caption.title.period is not None and caption.title.period.span is not None
        timed = column.of if column.of is not None and not (head.period or head.stretch or spans) else head
        if spans and head.period is not None and head.period.span is None:
            timed = replace(head, period=None)  # 2020年完成 over 实际值 and 年均增长
        period, inferred_year = period_of_cell(timed, row.label, caption, self.section, self.months, self.reader.facts)
        plan = self.reader.facts.plan
        of_years = _YEARLY in head.text or self.text[start - 1 : start] in _SUMMED
        if plan is not None and period is not None and period.year == plan[1] and of_years:
            period = Period(plan[1], f"{plan[0]}/{plan[1]}")  # 年均增长, beside 2020年; 〔80〕, under 2025年
        if period is None and (timed.stretch or timed.period or row.label.period):
            return None
        statistic = measured.statistic
        region = row.label.region or head.region or caption.title.region or self.home
        if row.label.region and head.region and row.label.region != head.region:
            return None
        if row.label.region and _PARTNERS.search(column.named) and _TRADE.search(measured.text):
            region = head.region or caption.title.region or self.home
            way = "自" if _IMPORTS.search(measured.text) else "对"
            measured = measured._replace(text=f"{way}{row.label.text}{measured.text}", indicator=None)
        flags = []
        if region is not None and region == self.home and self.reader.facts.home_inferred:
            flags.append(Flag.REGION_INHERITED)
        if inferred:
            flags.append(Flag.UNIT_INFERRED)
        if inferred_year:
            flags.append(Flag.YEAR_INFERRED)
        shown = [*caption.shown, *([row.group.text] if row.group else []), *(h.text for h in reversed(row.above))]
        shown += [row.label.text, row.unit_said, head.text, self.text[start:end]]
        return Claim(
            quantity=quantity,
            window=(start, end),
            frame=entry.id if entry else _LEVEL,
            statistic=statistic,
            falls=False,
            basis=Basis(entry.basis)
            if entry and entry.basis and statistic in (Statistic.GROWTH, Statistic.CHANGE) and not head.base_year
            else None,
            base_year=head.base_year,
            status=self._status(head.entries[0] if both else entry, column.of, period, caption.title.text),
            named=measured,
            region=region,
            period=period,
            sentence=(start, end),
            flags=tuple(flags),
            cell=CellOrigin(
                cell.place,
                " | ".join(dict.fromkeys(part for part in shown if part)),
                bool(row.label.region or head.region or caption.title.region),
                bool(timed.period or row.label.period or caption.title.period),
            ),
        )

    def _is_stock(self, row: Row, column: Column) -> bool:
        """Whether a row has numbers beside its sum of several years, of which that is the difference: 53, 〔5.9〕."""
        if _ADDED.search(row.label.noun) is not None:
            return False  # 城镇新增就业: all of the years together
        others = range(column.label + 1, column.place)  # not the number of the row, before its label
        return any(self.grid.is_number(self.grid.cells.get((row.number, place))) for place in others)

    def _unit(
        self, told: HeadUnit | None, entries: Sequence[ColumnEntry], row: Row, head: Head, caption: Caption
    ) -> tuple[HeadUnit | None, bool]:
        """The unit of a cell and whether it is another row's; None where the table does not tell it."""
        if any(map(is_index, entries)):
            if told is not None or (row.unit is not None and row.unit.dimension != "percent"):
                return None, False
            return row.unit or _NO_UNIT, False  # 居民消费价格指数（上年=100）  %  101.6
        relative = bool(entries) and all(entry.statistic != "level" for entry in entries)
        if told is not None:
            own = told.dimension in ("multiple", "points")  # 1.1倍, 0.4个百分点
            other = head.unit is not None and head.unit.name != told.name and not own
            return (None, False) if other else (told, False)
        if relative:
            if head.unit is None and all(entry.statistic == "change" for entry in entries):
                rated = (row.unit or next(iter(caption.units), None)) if len(caption.units) < _TWO else row.unit
                if rated is not None and rated.dimension == "percent":
                    points = "个百分点" if rated == unit_of("%", self.rules) else "个千分点"
                    return unit_of(points, self.rules), False  # 48.6  47.4  -1.2, in %
            if (
                row.unit is not None
                and row.unit.dimension == "percent"
                and entries[0].statistic in ("growth", "change")
                and not row.label.entries  # 地区生产总值增速（%）
                and not only_grows(row, self.rules)
            ):
                return None, False  # a rate's own growth: per cent or percentage points is not told
            if head.unit is not None:
                return head.unit, False
            if row.label.entries and row.unit is not None:
                return row.unit, row.unit_inferred
            amount = head.text.endswith("增加") and bool(caption.units)  # 比上年增加, in a table of 万人
            amount = amount and not any(unit.dimension == "percent" for unit in caption.units)
            if len({entry.statistic for entry in entries}) > 1 and not amount:
                return None, False  # 增减 without a unit may be per cent or an amount
            assumed = next((entry.assumes for entry in entries if entry.assumes), None)
            if assumed is not None:
                units = {unit.name for unit in caption.units}
                if units and assumed not in units and not _RATE.search(head.text) and not _RATE.search(row.label.text):
                    return None, False
                return (
                    HeadUnit(Decimal(1), "位", "rank", False) if assumed == "位" else unit_of(assumed, self.rules)
                ), False
        if head.unit is not None:
            if row.unit is not None and row.unit != head.unit and not row.unit_inferred and not self.spare:
                return None, False
            return head.unit, False
        if row.unit is not None:
            return row.unit, row.unit_inferred
        amounts = [unit for unit in caption.units if unit.dimension != "percent"] or list(caption.units)
        if len(amounts) == _TWO and head.noun and sum(unit.dimension == "people" for unit in amounts) == 1:
            people = bool(_PEOPLE.search(head.noun))
            amounts = [unit for unit in amounts if (unit.dimension == "people") == people]  # 学校数 in 万所、万人
        told_of = look_up(head.noun, self.rules)
        if told_of is not None and not told_of.entry.measured_in:
            return _NO_UNIT, False  # 性别比, in a table of shares
        return (amounts[0], False) if len(amounts) == 1 else (None, False)

    def _status(self, entry: ColumnEntry | None, of: Head | None, period: Period | None, title: str) -> Status:
        for told in (entry, *(of.entries[:1] if of is not None else ())):
            if told is not None and told.status:
                return Status(told.status)
        year = self.reader.facts.year
        if period is not None and year is not None and period.year >= year + (_TASKS.search(title) is None):
            return Status.TARGET
        if period is not None and year is not None and period.year < year:
            return Status.ACTUAL
        return self.section.status if self.section is not None else Status.ACTUAL


def _counted_by(noun: str, rules: RuleSet) -> HeadUnit | None:
    """The unit that the name of what is counted ends with: 套 of 网签套数; None for any other."""
    counted = _COUNTED.search(noun)
    return unit_of(counted["unit"], rules) if counted is not None else None


def _number(text: str, cell: Cell, rules: RuleSet) -> tuple[Decimal, int, int, str, Bound] | None:
    """The number of a cell, where it stands with its unit, the unit, its bound: 3.5万吨; None for 持平, — and words."""
    match, bound = match_number(text, cell, rules)
    value = signed(match) if match is not None else None
    if match is None or value is None:
        return None
    start = match.start("digits") if match["sign"] in ("", "+") else match.start()
    return value, start, match.end(), match["unit"] or "", bound
