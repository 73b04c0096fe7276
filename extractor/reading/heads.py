"""Heads: what the head of a column, the name of a row or the title of a table says of the numbers they belong to."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.documents.items import behind_marks
from extractor.reading.headparts import (
    BRACKETED,
    HeadUnit,
    ends_period,
    is_period,
    squeezed,
    without_period,
    without_region,
    without_unit,
)
from extractor.reading.periods import PeriodMention
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.entries import ColumnEntry
from extractor.ruleset.gazetteer import Region

_JOINTS = frozenset("及其与和、")
_GLOSS = regex.compile(r"[（(]\p{Han}{2,6}[）)]$")
"""What a name says of itself at its end: 覆盖率|（县级）."""
_OR_SUMMED = regex.compile(
    r"^(年均(?:增长率?|增速)?(?:[（(]%[）)])?)[/或]?[〔\[［【（(]?累计(?:增长|数)?[〕\]］】）)]?"
)
"""A head that tells of all years on average, or in brackets of all together: 年均增长〔累计〕."""
_OF_DAY = regex.compile(r"^(?:昨日|今日|当日)(?=\p{Han}{2})")
"""The day of a paper in a head: |昨日|均价."""
_BASE = regex.compile(r"[（(]([^（()）]{2,6}=100)[）)]")
"""What an index takes for 100: 环比（上月=100）."""
_SUM = regex.compile("(?<=.{4})(?:合计|总计|小计)$")
"""What the name of a row ends in that sums up others: 公共财政预算收入|合计|."""
_SIGNS = regex.compile(r"^[±+\-/、,，]+|[±+\-/、,，:：]+$")
_TABLE_NUMBER = regex.compile(
    r"^\d{1,2}[-—]\d{1,2}(?=\p{Han})|^附件?[\d一二三四五六七八九十]*[:：]|^(?:附?表|图)\s*(?:\d{1,2}(?:[-—.]\d{1,2})?(?=(?:19|20)\d{2}年)|(?:\d+|[一二三四五六七八九十]*)(?:[-—.]\d+)?)[:：、]?"
)
"""The number of a table, which no blank parts from the year behind it: 表1|2008年居民消费价格指数."""
_KIND = regex.compile(
    r"(?<=年)[（(](现状值?|基期值?|基数|目标值?|预期值?|规划值?|实际值?|完成值?|预计值?|计划数?)[)）]$"
)
"""What the head of a year says of its figures: 2024年|（现状）|."""
_AGAINST = regex.compile(
    r"(?P<what>预计|计划|预算|完成|实际)?数?[比较](?:(?P<year>(?:19|20)\d{2})|[上去])年(?P<of>实际|完成|执行|决算|预算)?数?"
    r"(?:增长|增减|增加|增幅)?(?:幅度)?"
)
"""A head that says what the column before is more than: 预计|比2007年|±%."""
_GROWTH, _BASES = "增长", ("环比", "同比", "比上年", "比上年同期", "比去年", "比去年同期", "比上月")
_GOODS = regex.compile("(?<=^[进出]口)商品$|(?<=.)本周$")
"""What a head says at its end that its name can do without: 出口|商品|, 五花肉|本周|."""
_SUBSTANCE = regex.compile(r"[A-Z]{1,3}\d(?:\.\d)?|PM10")
"""A name that ends in a figure: PM2.5, SO2."""
_SEXES = {"男": "男性", "女": "女性"}
_MARKET = regex.compile("(?:市场|菜场|超市|商场|商店|粮店|集市)$")
_UNTOLD = regex.compile("(?:上[月期年]|去年)?同[期月]数?|上[月期]数?|年初数?|期初数?")
"""A head that is of another time, which it does not tell in full: 上月同期."""
_OUTCOME = "column_outcome"
_RELATIVE = ("growth", "change", "share", "rank", "completion")


@dataclass(frozen=True, slots=True)
class Head:
    """What a head says: 2023年产量（万吨） is of the year 2023, in 10 000 吨, and its noun is 产量.

    ``entries`` are those of ``tables.yaml`` that say what kind of figure it is; ``stretch`` is month or months.
    """

    text: str
    noun: str
    entries: tuple[ColumnEntry, ...] = ()
    unit: HeadUnit | None = None
    period: PeriodMention | None = None
    base_year: int | None = None
    stretch: str = ""
    region: Region | None = None
    clear: bool = True


def read_head(text: str, rules: RuleSet, home: Region | None) -> Head:
    """What the head of a column says; ``clear`` is False where two things are said that do not go together."""
    whole = squeezed(text)
    whole = whole[rules.tables.parts.at(whole, 0, len(whole)) :].lstrip(":：") or whole  # 其中：65岁及以上
    whole = _KIND.sub(r"\1", whole)
    rest, unit = without_unit(_OF_DAY.sub("", _BASE.sub(r"\1", _OR_SUMMED.sub(r"\1", whole))), rules)
    entries: tuple[ColumnEntry, ...] = ()
    stretch = ""
    words = rules.tables
    against = _AGAINST.fullmatch(_SIGNS.sub("", rest))
    if against is not None and (against["what"] or against["year"] or against["of"]):
        status = next((entry.status for entry in words.said_by.get(against["what"] or "", ())), None)
        entries = tuple(entry.model_copy(update={"status": status}) for entry in words.said_by.get(_GROWTH, ()))
        return Head(whole, "", entries, unit, None, int(against["year"]) if against["year"] else None)
    for _ in range(3):
        rest = _SIGNS.sub("", rest)
        if rest in rules.names.by_name:
            break  # 用水总量, whatever 总量 says
        length = words.heads.before(rest, 0, len(rest))
        if not entries and length and not ends_period(rest, length, rules):
            entries, rest = words.said_by[rest[len(rest) - length :]], rest[: len(rest) - length]
            continue
        basis = words.said_by[rest[len(rest) - length :]] if length and rest.endswith(_BASES) else ()
        if entries and basis and {entry.statistic for entry in (*entries, *basis)} == {"growth"}:
            entries = tuple(entry.model_copy(update={"basis": basis[0].basis}) for entry in entries)
            rest = rest[: len(rest) - length]  # 环比|涨跌幅度
            continue
        length = words.stretches.before(rest, 0, len(rest))
        if not stretch and length:
            word = rest[len(rest) - length :]
            stretch, rest = ("month" if word in words.month else "months"), rest[: len(rest) - length]
            continue
        length = words.heads.at(rest, 0, len(rest))
        if not entries and length and length < len(rest) and is_period(rest[length:], rules):
            entries, rest = words.said_by[rest[:length]], rest[length:]
        break
    if not entries and whole.endswith("±%"):
        entries = words.said_by.get(_GROWTH, ())
    if unit is not None and unit.dimension == "percent" and any(entry.id == _OUTCOME for entry in entries):
        entries = (words.by_id["column_completion"],)  # 完成%, beside 预算数 and 决算数
    period, base_year, rest, clear = without_period(rest, rules)
    rest = _SIGNS.sub("", rest).strip("的")
    rest = _GOODS.sub("", rest)
    rest = _SEXES.get(rest, rest)
    region, rest = without_region(rest, rules, home)
    if rest not in rules.names.by_name and _GLOSS.sub("", rest) in rules.names.by_name:
        rest = _GLOSS.sub("", rest)  # 固定资产投资（不含农户）
    if entries and words.heads.before(rest, 0, len(rest)) and rest not in rules.names.by_name:
        clear = False  # 预算数执行数: heads of two columns that ran into each other
    rest = "" if _MARKET.search(rest) else rest  # 科巷菜场, over what 青菜 costs there
    clear = clear and not _UNTOLD.fullmatch(rest)
    clear = clear and (not _ends_in_figure(rest) or _SUBSTANCE.fullmatch(rest) is not None)
    return Head(whole, rest, entries, unit, period, base_year, stretch, region, clear)


def read_label(text: str, rules: RuleSet, home: Region | None) -> tuple[Head, bool]:
    """What the name of a row says, and whether it is marked as part of a row above: 其中：税收收入（亿元）."""
    whole = _BASE.sub("", squeezed(text))
    rest = whole
    marked = False
    inside = rest.find("其中：", 1)
    if inside > 0:
        rest = rest[inside:]  # （3）城镇化率其中：常住人口城镇化率（%）
    for _ in range(3):
        length = rules.tables.parts.at(rest, 0, len(rest))
        numbered = behind_marks(rest, 0, len(rest))
        if length and length < len(rest):
            marked, rest = True, rest[length:].lstrip(":：")
        elif numbered:
            rest = rest[numbered:]
        else:
            break
    named = rest
    rest, unit = without_unit(rest, rules)
    if not rest and named:  # 其中：人民币, under 住户存款
        return Head(whole, named, (), None, clear=False), marked
    rest = _SUM.sub("", rest)
    plain = _GLOSS.sub("", rest)
    known = plain in rules.names.by_name or rules.lexicon["measured"].before(plain, 0, len(plain))
    if rest not in rules.names.by_name and known:
        rest = plain  # 老年大学覆盖率（县级）
    entries: tuple[ColumnEntry, ...] = ()
    length = rules.tables.heads.before(rest, 0, len(rest))
    if 0 < length < len(rest) and rest not in rules.names.by_name:
        said = relative_of(rest[len(rest) - length :], rules)
        if said:
            entries, rest = said, rest[: len(rest) - length]
    if not entries and (level := _level_of(rest, rules)):
        return Head(whole, "", level, unit), marked  # 预算数, over 决算数, under the names of what both are of
    period, base_year, bare, clear = without_period(rest, rules)
    at_end = period is not None and period.start == 0 and rest[: period.end].endswith(("月末", "月底", "年末", "年底"))
    if period is not None and bare and not at_end:  # 2021年以来新增企业: a period inside a name stays there
        period, base_year, bare, clear = None, None, rest, True
    bare = _SEXES.get(bare, bare)
    region, bare = without_region(bare, rules, home)
    clear = clear and (not _ends_in_figure(bare) or bare in rules.names.by_name)
    return Head(whole, bare, entries, unit, period, base_year, "", region, clear), marked


def relative_of(word: str, rules: RuleSet) -> tuple[ColumnEntry, ...]:
    """What a word says of how something moved or compares: 增长, 比重; nothing of any other."""
    return tuple(entry for entry in rules.tables.said_by.get(word, ()) if entry.statistic in _RELATIVE)


def _level_of(word: str, rules: RuleSet) -> tuple[ColumnEntry, ...]:
    """What a word says of the status of amounts: 预算数, 决算数; nothing of any other."""
    return tuple(e for e in rules.tables.said_by.get(word, ()) if e.statistic == "level" and e.status)


def _ends_in_figure(noun: str) -> bool:
    """Whether a number is stuck to a name: 税收收入3500 are two cells that ran into each other."""
    return noun[-1:].isdigit()


def read_title(text: str, rules: RuleSet, home: Region | None) -> Head:
    """What the title of a table says: 2012年主要农产品产量 is of the year 2012 and of 农产品产量."""
    whole = squeezed(text)
    rest = _TABLE_NUMBER.sub("", whole)
    rest = rest[behind_marks(rest, 0, len(rest)) :]
    bracketed = "".join(found[1] for found in BRACKETED.finditer(rest))
    rest = BRACKETED.sub("", rest)
    moved, rest = _without_growth(rest, rules)
    period, base_year, rest, clear = without_period(rest, rules)
    if period is None and bracketed:
        period = without_period(bracketed, rules)[0]  # 通村公路情况|（2007年底）
    later, rest = _without_growth(rest, rules)
    entries = moved or later
    region, rest = without_region(rest, rules, home)
    for _ in range(4):
        length = rules.tables.titles.before(rest, 0, len(rest))
        rest = rest[: len(rest) - length]
        first = rules.tables.titles.at(rest, 0, len(rest))
        rest = rest[first:]
        if not length and not first:
            break
    return Head(whole, rest, entries, None, period, base_year, "", region, clear)


def _without_growth(title: str, rules: RuleSet) -> tuple[tuple[ColumnEntry, ...], str]:
    """What the end of a title says of growth, and the title without it: 居民消费价格|比上年涨跌幅度, 1998年|比上年."""
    length = rules.tables.heads.before(title, 0, len(title))
    rest = title[: len(title) - length]
    said = relative_of(title[len(rest) :], rules) if rest[-1:] not in _JOINTS else ()
    entries = tuple(entry for entry in said if entry.statistic == "growth")
    if not entries:
        return (), title
    return entries, rest.removesuffix(next((basis for basis in _BASES if rest.endswith(basis)), ""))
