"""Names of cells: what a cell of a table measures, by the name of its row, its heads and the title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.reading.budgets import SIDES
from extractor.reading.captions import Caption
from extractor.reading.headparts import HeadUnit
from extractor.reading.heads import Head
from extractor.reading.indicators import Named, canonical, has_members, is_measure, is_of_a_kind, look_up, percentage
from extractor.reading.quantities import Quantity
from extractor.reading.tableparts import Column
from extractor.reading.tablerows import Row
from extractor.records import Statistic
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.entries import ColumnEntry

_INDEX = "column_index"
"""How the entries of columns of index numbers begin, which have no unit."""
_INDICES = {"column_index_monthly": "环比", "column_index_yearly": "同比"}
"""What indices are called that take another month or year for 100."""
_PERCENTAGE = regex.compile("(?:率|度|比|比重|比例|指数)$")
_SPLIT = regex.compile(r"[分按各](?:\p{Han}{0,4})(?:行业|地区|区域|产业|类型|类别|品种|性别|年龄|隶属关系)")
"""What a title says whose rows are parts of one thing: 分行业农民工月均收入."""
_MAKE_UP = regex.compile("结构|构成|比重")
"""What a title says whose percentages are parts of a whole: 三次产业结构."""
_PRICES = regex.compile("价格(?:总?指数|分类)")
_FORMER = regex.compile("^(?:[上去]年(?:同期|同月)?|上期)")
"""How the head of a column begins that is of the year before, beside another of what it is of this year."""
_SUMS = ("费", "税", "款", "基金", "结余")
"""How a name of money ends: 公务接待费."""
_FALLS = ("降低", "下降", "减少", "降低率", "下降率")
"""How the name of a row ends that tells by how much something is to fall."""
_SIDES = ("城市", "农村", "城镇", "乡村")
"""What a column is of where the rows tell of the whole."""
_AMOUNT = "金额"
"""The head of a column of money, which says enough of the project that its row names."""
_SUM = regex.compile("(?<=支出|收入)(?:合计|总计|小计)$")
"""What the head of a sum says at its end."""
_GENERAL = 2
"""How many characters a name has that may be of any of a kind: 人口, of 常住人口 or of 户籍人口."""
_KINDS_OF_SPENDING = ("基本支出", "项目支出")
"""Columns that part what is spent on something."""
_BARE = ("", None, "percent", "points", "multiple", "rank")
"""The dimensions of a unit that tell nothing of what is measured."""


def named(
    row: Row,
    head: Head,
    column: Column,
    caption: Caption,
    entry: ColumnEntry | None,
    quantity: Quantity,
    rules: RuleSet,
    *,
    counted: bool = False,
) -> Named | None:
    """What a cell measures; None where the heads do not say it.

    ``counted`` tells that a column beside it counts what the rows name: 企业法人  37912  |87.6|.
    """
    label = row.label
    of = column.of.noun if column.of is not None else ""
    statistic = Statistic(entry.statistic) if entry else Statistic.LEVEL
    placed = not label.noun or label.noun in rules.tables.totals
    counts = statistic is not Statistic.LEVEL and column.of is not None and _counted(column.of.unit)
    counted = counted and (counts or not of)
    telling = statistic is Statistic.LEVEL and _tells(quantity)
    if placed:
        told = "" if head.noun in rules.tables.totals else head.noun
        name = told or of or (row.group.noun if row.group else "") or caption.title.noun
        noun = name.removesuffix("数") or name
        general = look_up(name, rules) is None or len(noun) <= _GENERAL
        known = look_up(caption.title.noun, rules) is not None and general
        if name and known and caption.title.noun.endswith(noun):
            name = caption.title.noun  # 增加值, in a table of 规模以上工业增加值; 人口数, of 常住人口
        beside = bool(of) and of == head.noun and column.of is not None and column.of.period == head.period
        plain = look_up(name, rules) is None and not (is_measure(name, rules) or name.endswith("计"))
        if name == head.noun and plain:
            name = _inside(name, [row.group.noun if row.group else "", caption.title.noun], rules)  # 第一产业 over 1978
        if entry is not None and is_index(entry):
            name = _index_of(name, caption, rules)
        if not (_is_complete(name, quantity, statistic, rules) or (head.noun and (telling or beside))):
            return None
    else:
        name = label.noun
        part = name.partition("占")[0] if statistic is Statistic.SHARE else ""
        if part and part != name and (is_measure(part, rules) or look_up(part, rules) is not None):
            name = part  # 数字经济核心产业增加值|占GDP|比重
        if statistic is Statistic.SHARE and head.noun.startswith("占"):
            head = replace(head, noun="")  # 占GDP比重
        side = head.noun.removesuffix("居民").removesuffix("常住")
        if head.noun == "全体居民":
            name = name if "居民" in name else f"居民{name}"
        elif side in rules.lexicon["modifiers"] or side in _SIDES:
            of_them = (side + "居民" + name, side + name)  # 人均可支配收入 under 城镇
            name = next((one for one in of_them if look_up(one, rules) is not None), of_them[-1])
        elif head.noun and _is_kind_of(row, head.noun, rules):
            head = replace(head, noun="")  # 水电, of 发电量, under 产量
        elif head.noun in rules.tables.totals:
            head = replace(head, noun="")  # 教育支出 under 合计, beside 基本支出
            spent = next((side for side in SIDES if caption.title.noun.endswith(side)), "")
            name = name if is_measure(name, rules) else name + spent
        elif head.noun in _KINDS_OF_SPENDING and name.endswith(head.noun[-2:]):
            name = f"{name}（{head.noun}）"
        elif head.noun:
            own = is_measure(name, rules) or look_up(name, rules) is not None
            measure = _SUM.sub("", head.noun)  # 农林水支出, under 支出合计
            if not is_measure(measure, rules) and not (telling and (quantity.counts or not own)):
                return None  # 地区生产总值 under 全国先进（亿元）
            sums = head.noun in SIDES and (head.noun in name or name.endswith("结余"))  # 本年收入合计 under 收入
            if not sums and (not is_measure(name, rules) or name[-1] != head.noun[-1]):  # 发电量 under 产量 is 发电量
                name = _joined(name, measure)
        elif counts and is_measure(of, rules) and not (is_measure(name, rules) or look_up(name, rules) is not None):
            name, head = _joined(name, of), replace(head, noun=of)  # 制造业, whose 企业数 the column before tells
        is_money = head.text.startswith(_AMOUNT)
        parted = bool(row.above) and rules.tables.under.before(row.above[0].noun, 0, len(row.above[0].noun))
        headed = (bool(head.noun) and side not in _SIDES) or (is_money and not parted)  # 一般贸易, of 出口额
        headed = headed or (statistic is Statistic.GROWTH and bool(of) and not is_measure(of, rules))
        if entry is not None and is_index(entry):
            name = _index_of(name, caption, rules)
        else:
            whole = _completed(name, row, caption, quantity, statistic, headed, telling, rules)
            of = _FORMER.sub("", of)
            priced = any("/" in unit.name for unit in caption.units)  # 大白菜, in 元/斤
            if not whole and statistic is not Statistic.LEVEL:
                alone = priced or counted or _counted(row.unit)  # 企业法人  37912  87.6, of 数量（个） and 比重（%）
                part = f"{row.above[0].noun}（{name}）" if counted and row.above and not row.unsure else name
                whole = _joined(name, of) if is_measure(of, rules) else part if alone else ""
            elif not whole and not row.unsure:
                parted = quantity.dimension == "percent" and is_of_a_kind(name)  # 有火车站的乡镇  8.6, in %
                whole = name if parted or (priced and telling) else ""
            name = whole
        if not name:
            return None
    if entry is not None and entry.id in _INDICES and name.endswith("指数"):
        name = f"{name[:-2]}{_INDICES[entry.id]}指数"
    indicator, name = canonical(name, "", "", statistic, quantity, rules)
    if statistic is Statistic.LEVEL and quantity.dimension == "percent" and name.endswith(_FALLS):
        statistic = Statistic.GROWTH  # 单位GDP能源消耗降低（%）
    if statistic is Statistic.LEVEL and quantity.dimension == "percent":
        statistic = percentage(name, indicator, rules.lexicon)
        indicator, name = canonical(name, "", "", statistic, quantity, rules)
        if statistic is Statistic.LEVEL and _MAKE_UP.search(caption.title.text) and not _PERCENTAGE.search(name):
            statistic = Statistic.SHARE  # 第一产业  0.5, in a table of 三次产业结构 in %
            indicator, name = canonical(name, "", "", statistic, quantity, rules)
        elif statistic is Statistic.LEVEL and only_grows(row, rules):
            statistic = Statistic.GROWTH  # 工业增加值  %  8.7: what has a unit of its own is not told in %
            indicator, name = canonical(name, "", "", statistic, quantity, rules)
        elif statistic is Statistic.LEVEL and indicator is None and not _PERCENTAGE.search(name):
            return None  # 规模以上工业增加值 in %: its growth, most likely, but the table does not say so
    return Named(name, label.noun or head.noun or name, indicator, statistic)


def is_index(entry: ColumnEntry) -> bool:
    """Whether a column is one of index numbers: 指数, 上月=100."""
    return entry.id.startswith(_INDEX)


def _completed(
    name: str,
    row: Row,
    caption: Caption,
    quantity: Quantity,
    statistic: Statistic,
    headed: bool,
    telling: bool,
    rules: RuleSet,
) -> str:
    """The name of a row with what only its table says: 第一产业 under 地区生产总值 is 第一产业增加值."""
    if look_up(name, rules) is not None:
        return name
    over = [*(head.noun for head in row.above), *([row.group.noun] if row.group else []), caption.title.noun]
    under = rules.tables.under
    is_count = quantity.counts or quantity.dimension == "people"
    own = is_measure(name, rules) and (is_count or not has_members(name))
    sided = (name + outer for outer in over if name in _SIDES)
    if (of_side := next((one for one in sided if look_up(one, rules) is not None), None)) is not None:
        return of_side  # 其中：城市, under 居民消费价格, and 农村 in a table of it
    for outer in over:
        length = under.before(outer, 0, len(outer))
        if length and not headed and under.before(name, 0, len(name)):
            return name  # 大牲畜存栏 under 农产品产量
        if length and not headed and not own:
            return _joined(name, rules.tables.adds[outer[len(outer) - length :]])
    if row.unsure:
        return ""
    if _SPLIT.search(caption.title.text) and caption.title.noun and not headed and not own:
        return _joined(name, caption.title.noun)  # 分行业农民工月均收入: 制造业农民工月均收入
    if _is_complete(name, quantity, statistic, rules) or (headed and telling):
        if row.above and not headed:  # 中长期贷款, #个人贷款: not all of them
            return f"{row.above[0].noun}（{name}）"
        return name
    return f"{row.above[0].noun}（{name}）" if row.above and is_measure(row.above[0].noun, rules) else ""


def _index_of(name: str, caption: Caption, rules: RuleSet) -> str:
    """The name of index numbers: 食品价格指数, in a table of prices, 第一产业增加值指数, in one of 地区生产总值指数."""
    if name.endswith("指数"):
        return name
    if _PRICES.search(caption.title.text):
        return f"{name.removesuffix('价格')}价格指数"
    of = caption.title.noun.removesuffix("指数")
    known = look_up(name, rules) is not None or is_measure(name, rules)
    whole = name if known else _inside(name, [of], rules)
    return f"{whole}指数" if of != caption.title.noun and name and (known or whole != name) else ""


def _is_kind_of(row: Row, noun: str, rules: RuleSet) -> bool:
    """Whether a row is part of one that says itself what the head of its column says: 发电量, under 产量."""
    if not row.above or row.unsure or is_measure(row.label.noun, rules) or look_up(row.label.noun, rules) is not None:
        return False
    whole = row.above[0].noun
    return whole[-1:] == noun[-1] and is_measure(whole, rules) and look_up(whole, rules) is not None


def _inside(name: str, over: Sequence[str], rules: RuleSet) -> str:
    """A name with what its parts are called by what stands over it: 第一产业增加值, in a table of 地区生产总值."""
    for outer in over:
        length = rules.tables.under.before(outer, 0, len(outer))
        if length:
            return _joined(name, rules.tables.adds[outer[len(outer) - length :]])
    return name


def only_grows(row: Row, rules: RuleSet) -> bool:
    """Whether a column of units says % of a row that is an amount: 规模以上工业增加值."""
    if not row.unit_said or row.unit is None or row.unit.dimension != "percent":
        return False
    if row.above and look_up(row.label.noun, rules) is None and not is_measure(row.label.noun, rules):
        return _grows(row.above[0].noun, rules)  # 制造业, of 规模以上工业增加值
    return _grows(row.label.noun, rules)


def _grows(noun: str, rules: RuleSet) -> bool:
    """Whether what a noun names is an amount, which a percentage can only be the growth of."""
    indicator = look_up(noun, rules)
    level = indicator.entry.ranges.get("level") if indicator is not None else None
    measured = indicator.entry.measured_in if indicator is not None else ()
    rated = not {"%", "‰"}.isdisjoint((*measured, level.unit if level is not None else ""))
    amount = not rated and (level is not None or bool(measured))
    return amount or (is_measure(noun, rules) and not _PERCENTAGE.search(noun))


def _is_complete(name: str, quantity: Quantity, statistic: Statistic, rules: RuleSet) -> bool:
    """Whether a name says by itself what is measured; what is counted is (企业 in 户)."""
    if not name:
        return False
    counted = statistic is Statistic.LEVEL and (quantity.counts or quantity.dimension == "people")
    counted = counted or name.endswith((*_SUMS, *_FALLS))
    return counted or look_up(name, rules) is not None or is_measure(name, rules)


def _tells(quantity: Quantity) -> bool:
    """Whether a unit tells enough of a column that has a name of its own: 资产总计 in 亿元, 二氧化硫 in 毫克/立方米."""
    return quantity.counts or quantity.dimension not in _BARE or "/" in quantity.unit


def _counted(unit: HeadUnit | None) -> bool:
    """Whether the unit of a row tells what its name is of: 卷烟 in 万箱."""
    return unit is not None and (unit.counts or "/" in unit.name)


def _joined(name: str, noun: str) -> str:
    """A name with a noun behind it, what both have in common once: 单位存款 and 存款余额 is 单位存款余额."""
    for length in range(min(len(name), len(noun)), 0, -1):
        if name.endswith(noun[:length]):
            return name + noun[length:]
    return name + noun
