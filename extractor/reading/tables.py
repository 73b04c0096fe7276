"""Tables: every cell whose heads tell what it measures, in which unit, where and when, is a claim.

What the heads do not tell in full gives no claim: a number without its unit, a column whose head is not understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from extractor.documents.document import Cell, Document
from extractor.reading.budgets import SIDES
from extractor.reading.claim import CellOrigin, Claim
from extractor.reading.frames import measure_of
from extractor.reading.heads import Head, HeadUnit, unit_of
from extractor.reading.indicators import Named, canonical, look_up, percentage
from extractor.reading.periods import Period
from extractor.reading.places import Reader
from extractor.reading.quantities import Quantity
from extractor.reading.scope import resolve_period
from extractor.reading.tableparts import Caption, Column, Grid, Row, match_number
from extractor.records import Basis, Bound, Flag, Statistic, Status
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.entries import ColumnEntry

_RATE = regex.compile("率|速|速度|幅|比重|占比|比例|位次|排名|排位|名次")
_PERCENTAGE = regex.compile("(?:率|度|比|比重|比例|指数)$")
_SPLIT = regex.compile(r"[分按各](?:\p{Han}{0,4})(?:行业|地区|区域|产业|类型|类别|品种|性别|年龄|隶属关系)")
"""What a title says whose rows are parts of one thing: 分行业农民工月均收入."""
_LEVEL, _INDEX = "column_level", "column_index"
_PRICES = regex.compile("价格(?:总?指数|分类)")
_SUMS = ("费", "税", "款", "基金")
"""How a name of money ends: 公务接待费."""
_FALLS = ("降低", "下降", "减少", "降低率", "下降率")
"""How the name of a row ends that tells by how much something is to fall."""
_YEARLY = "年均"
"""How the head of a column begins that tells of all years of a plan."""
_SUMMED = ("〔", "[", "【")
"""What stands before a number that is of all years of a plan together, beside others that are of one on average."""
_SIDES = ("城市", "农村", "城镇", "乡村")
"""What a column is of where the rows tell of the whole."""
_AMOUNT = "金额"
"""The head of a column of money, which says enough of the project that its row names."""
_BARE = ("", None, "percent", "points", "multiple", "rank")
"""The dimensions of a unit that tell nothing of what is measured."""


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
        self.section = grid.reader.sections[grid.paragraph] if grid.reader.sections else None

    def claims(self) -> Iterator[Claim]:
        body = self.grid.body()
        if body is None:
            return
        titles, heads, first = body
        caption = self.grid.caption(titles)
        columns = list(self.grid.columns(heads, first))
        if not columns:
            return
        for label in dict.fromkeys(column.label for column in columns):
            of_label = [column for column in columns if column.label == label]
            for row, named in self.grid.rows(of_label[0], first):
                for column in of_label:
                    cell = self.grid.cells.get((row, column.place))
                    if cell is None or cell.width > 1 or cell.height > 1:
                        continue
                    claim = self._claim(cell, named, column, caption)
                    if claim is not None:
                        yield claim

    def _claim(self, cell: Cell, row: Row, column: Column, caption: Caption) -> Claim | None:
        head = column.head
        both = bool(head.entries and row.label.entries)  # 地区生产总值增速 under 预期目标
        if not head.clear or not row.label.clear or (both and any(e.statistic != "level" for e in head.entries)):
            return None
        number = _number(self.text, cell, self.rules)
        if number is None:
            return None
        value, start, end, own, bound = number
        told = unit_of(own, self.rules) if own else None
        if own and told is None:
            return None
        entries = row.label.entries or head.entries
        summed = _YEARLY in head.text and self.text[start - 1 : start].strip("-+") in _SUMMED
        if summed:
            entries = ()  # 年均增长/累计: 〔13.5〕
        if not entries and caption.units and all(unit.dimension == "percent" for unit in caption.units):
            entries = caption.title.entries  # 居民消费价格比上年涨跌幅度
        unit, inferred = self._unit(told, entries, row, head, caption)
        if unit is None:
            return None
        moved = unit.dimension == "points" and bool(entries) and all(e.statistic == "growth" for e in entries)
        if moved:
            entries = ()  # 产品销售率  98.6  0.4个百分点
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
        named = self._named(row, head if not summed else replace(head, noun=""), column, caption, entry, quantity)
        if named is None:
            return None
        if moved or (summed and self._is_stock(row, column)):
            named = named._replace(statistic=Statistic.CHANGE)
        elif summed and quantity.dimension == "percent":
            named = named._replace(statistic=Statistic.GROWTH)  # 单位GDP能耗降低（%）: 〔14〕
        spans = _YEARLY in head.text and caption.title.period is not None and caption.title.period.span is not None
        timed = column.of if column.of is not None and not (head.period or head.stretch or spans) else head
        period, inferred_year = self._period(timed, row.label, caption)
        plan = self.reader.facts.plan
        if plan is not None and period is not None and period.year == plan[1] and _YEARLY in head.text:
            period = Period(plan[1], f"{plan[0]}/{plan[1]}")  # 年均增长, beside 2020年
        if period is None and (timed.stretch or timed.period or row.label.period):
            return None
        statistic = named.statistic
        region = row.label.region or head.region or caption.title.region or self.home
        if row.label.region and head.region and row.label.region != head.region:
            return None
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
            status=self._status(head.entries[0] if both else entry, column.of, period),
            named=named,
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
        others = (place for place in range(column.place) if place != column.label)
        return any(self.grid.is_number(self.grid.cells.get((row.number, place))) for place in others)

    def _unit(
        self, told: HeadUnit | None, entries: Sequence[ColumnEntry], row: Row, head: Head, caption: Caption
    ) -> tuple[HeadUnit | None, bool]:
        """The unit of a cell and whether it is another row's; None where the table does not tell it."""
        if any(entry.id == _INDEX for entry in entries):
            return (HeadUnit(Decimal(1), "", None, False) if told is None and row.unit is None else None), False
        relative = bool(entries) and all(entry.statistic != "level" for entry in entries)
        if told is not None:
            own = told.dimension in ("multiple", "points")  # 1.1倍, 0.4个百分点
            other = head.unit is not None and head.unit.name != told.name and not own
            return (None, False) if other else (told, False)
        if relative:
            if (
                row.unit is not None
                and row.unit.dimension == "percent"
                and entries[0].statistic in ("growth", "change")
                and not row.label.entries  # 地区生产总值增速（%）
                and not self._only_grows(row)
            ):
                return None, False  # a rate's own growth: per cent or percentage points is not told
            if head.unit is not None:
                return head.unit, False
            if row.label.entries and row.unit is not None:
                return row.unit, row.unit_inferred
            if len({entry.statistic for entry in entries}) > 1:
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
            if row.unit is not None and row.unit != head.unit and not row.unit_inferred:
                return None, False
            return head.unit, False
        if row.unit is not None:
            return row.unit, row.unit_inferred
        amounts = [unit for unit in caption.units if unit.dimension != "percent"] or list(caption.units)
        return (amounts[0], False) if len(amounts) == 1 else (None, False)

    def _named(
        self,
        row: Row,
        head: Head,
        column: Column,
        caption: Caption,
        entry: ColumnEntry | None,
        quantity: Quantity,
    ) -> Named | None:
        """What a cell measures; None where the heads do not say it."""
        label = row.label
        of = column.of.noun if column.of is not None else ""
        statistic = Statistic(entry.statistic) if entry else Statistic.LEVEL
        placed = not label.noun or label.noun in self.rules.tables.totals
        telling = statistic is Statistic.LEVEL and _tells(quantity)
        if placed:
            name = head.noun or of or (row.group.noun if row.group else "") or caption.title.noun
            if not (self._is_complete(name, quantity, statistic) or (head.noun and telling)):
                return None
        else:
            name = label.noun
            if head.noun in self.rules.lexicon["modifiers"] or head.noun in _SIDES:
                of_them = (head.noun + "居民" + name, head.noun + name)  # 人均可支配收入 under 城镇
                name = next((one for one in of_them if look_up(one, self.rules) is not None), of_them[-1])
            elif head.noun:
                own = self._is_measure(name) or look_up(name, self.rules) is not None
                if not self._is_measure(head.noun) and not (telling and (quantity.counts or not own)):
                    return None  # 地区生产总值 under 全国先进（亿元）
                side = head.noun in SIDES and (head.noun in name or name.endswith("结余"))  # 本年收入合计 under 收入
                if not side and (not self._is_measure(name) or name[-1] != head.noun[-1]):  # 发电量 under 产量 is 发电量
                    name = _joined(name, head.noun)
            headed = (bool(head.noun) and head.noun not in _SIDES) or head.text.startswith(_AMOUNT)
            if entry is not None and entry.id == _INDEX:
                name = (
                    name if name.endswith("指数") else f"{name}价格指数" if _PRICES.search(caption.title.text) else ""
                )
            else:
                name = self._completed(name, row, caption, quantity, statistic, headed, telling)
            if not name:
                return None
        indicator, name = canonical(name, "", "", statistic, quantity, self.rules)
        if statistic is Statistic.LEVEL and quantity.dimension == "percent" and name.endswith(_FALLS):
            statistic = Statistic.GROWTH  # 单位GDP能源消耗降低（%）
        if statistic is Statistic.LEVEL and quantity.dimension == "percent":
            statistic = percentage(name, indicator, self.rules.lexicon)
            indicator, name = canonical(name, "", "", statistic, quantity, self.rules)
            if statistic is Statistic.LEVEL and self._only_grows(row):
                statistic = Statistic.GROWTH  # 工业增加值  %  8.7: what has a unit of its own is not told in %
                indicator, name = canonical(name, "", "", statistic, quantity, self.rules)
            elif statistic is Statistic.LEVEL and indicator is None and not _PERCENTAGE.search(name):
                return None  # 规模以上工业增加值 in %: its growth, most likely, but the table does not say so
        return Named(name, label.noun or head.noun or name, indicator, statistic)

    def _completed(
        self,
        name: str,
        row: Row,
        caption: Caption,
        quantity: Quantity,
        statistic: Statistic,
        headed: bool,
        telling: bool,
    ) -> str:
        """The name of a row with what only its table says: 第一产业 under 地区生产总值 is 第一产业增加值."""
        if look_up(name, self.rules) is not None:
            return name
        over = [*(head.noun for head in row.above), *([row.group.noun] if row.group else []), caption.title.noun]
        under = self.rules.tables.under
        for outer in over:
            length = under.before(outer, 0, len(outer))
            if length and not headed and under.before(name, 0, len(name)):
                return name  # 大牲畜存栏 under 农产品产量
            if length and not headed and not self._is_measure(name):
                return _joined(name, self.rules.tables.adds[outer[len(outer) - length :]])
        if row.unsure:
            return ""
        if _SPLIT.search(caption.title.text) and caption.title.noun and not headed and not self._is_measure(name):
            return _joined(name, caption.title.noun)  # 分行业农民工月均收入: 制造业农民工月均收入
        if self._is_complete(name, quantity, statistic) or (headed and telling):
            if row.above and not headed:  # 中长期贷款, #个人贷款: not all of them
                return f"{row.above[0].noun}（{name}）"
            return name
        return f"{row.above[0].noun}（{name}）" if row.above and self._is_measure(row.above[0].noun) else ""

    def _only_grows(self, row: Row) -> bool:
        """Whether a column of units says % of a row that is an amount: 规模以上工业增加值."""
        if not row.unit_said or row.unit is None or row.unit.dimension != "percent":
            return False
        indicator = look_up(row.label.noun, self.rules)
        level = indicator.entry.ranges.get("level") if indicator is not None else None
        amount = level is not None and level.unit != "%"
        return amount or (self._is_measure(row.label.noun) and not _PERCENTAGE.search(row.label.noun))

    def _is_measure(self, noun: str) -> bool:
        """Whether a noun says what is measured: 产量, 播种面积."""
        lexicon = self.rules.lexicon
        return noun in lexicon["attribute"] or bool(lexicon["measured"].before(noun, 0, len(noun)))

    def _is_complete(self, name: str, quantity: Quantity, statistic: Statistic) -> bool:
        """Whether a name says by itself what is measured; what is counted is (企业 in 户)."""
        if not name:
            return False
        counted = statistic is Statistic.LEVEL and (quantity.counts or quantity.dimension == "people")
        counted = counted or name.endswith((*_SUMS, *_FALLS))
        return counted or look_up(name, self.rules) is not None or self._is_measure(name)

    def _period(self, head: Head, label: Head, caption: Caption) -> tuple[Period | None, bool]:
        """The period of a cell, and whether its year is inferred: that of its head, its row, the title, the section."""
        facts = self.reader.facts
        section = self.section
        base: Period | None = None
        told = section is not None and section.told
        if section is not None and section.year is not None:
            base = Period(section.year, str(section.year))
        if caption.title.period is not None:
            base = resolve_period(caption.title.period, base.year if base else None, facts)
            told = told or caption.title.period.tells_year
        mentions = [mention for mention in (label.period, head.period) if mention is not None]
        if len(mentions) == 2:
            if mentions[0].tells_year and mentions[1].tells_year:
                return None, False
            mentions.sort(key=lambda mention: not mention.tells_year)
        for mention in mentions:
            base = resolve_period(mention, base.year if base else None, facts)
            told = told or mention.tells_year
        if base is not None and head.stretch and not (mentions and mentions[-1].part):
            base = _stretched(base, head.stretch)
        return base, not told and base is not None

    def _status(self, entry: ColumnEntry | None, of: Head | None, period: Period | None) -> Status:
        for told in (entry, *(of.entries[:1] if of is not None else ())):
            if told is not None and told.status:
                return Status(told.status)
        year = self.reader.facts.year
        if period is not None and year is not None and period.year > year:
            return Status.TARGET
        if period is not None and year is not None and period.year < year:
            return Status.ACTUAL
        return self.section.status if self.section is not None else Status.ACTUAL


def _tells(quantity: Quantity) -> bool:
    """Whether a unit tells enough of a column that has a name of its own: 资产总计 in 亿元, 二氧化硫 in 毫克/立方米."""
    return quantity.counts or quantity.dimension not in _BARE or "/" in quantity.unit


def _number(text: str, cell: Cell, rules: RuleSet) -> tuple[Decimal, int, int, str, Bound] | None:
    """The number of a cell, where it stands with its unit, the unit, its bound: 3.5万吨; None for 持平, — and words."""
    match, bound = match_number(text, cell, rules)
    if match is None:
        return None
    value = Decimal(match["digits"].replace(",", "").replace(" ", ""))
    if match["sign"] in ("-", "−", "–", "－"):
        value = -value
    elif match["sign"] == "±":
        return None
    start = match.start("digits") if match["sign"] in ("", "+") else match.start()
    return value, start, match.end(), match["unit"] or "", bound


def _joined(name: str, noun: str) -> str:
    """A name with a noun behind it, what both have in common once: 单位存款 and 存款余额 is 单位存款余额."""
    for length in range(min(len(name), len(noun)), 0, -1):
        if name.endswith(noun[:length]):
            return name + noun[length:]
    return name + noun


def _stretched(base: Period, stretch: str) -> Period | None:
    """The month that a table is of, or the year up to it: 累计 in a table of 2023年9月 is 2023-01/2023-09."""
    last = base.code.rpartition("/")[2]
    if not regex.fullmatch(r"\d{4}-\d{2}", last):
        return None
    if stretch == "month":
        return Period(base.year, last)
    return Period(base.year, last if last.endswith("-01") else f"{last[:4]}-01/{last}")
