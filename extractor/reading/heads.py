"""Heads: what the head of a column, the name of a row or the title of a table says of the numbers they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import regex

from extractor.documents.items import behind_marks
from extractor.reading.periods import PeriodMention, find_periods
from extractor.reading.placenames import ZONES
from extractor.reading.quantities import scan_quantities
from extractor.reading.regions import find_regions
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.entries import ColumnEntry
from extractor.ruleset.gazetteer import NATION, Level, Region

_TOWN = regex.compile(rf"\p{{Han}}{{2,4}}(?:镇|乡|街道)|\p{{Han}}{{2,6}}{ZONES}")
_JOINTS = frozenset("及其与和、")
_GLOSS = regex.compile(r"[（(]\p{Han}{2,6}[）)]$")
"""What a name says of itself at its end: 覆盖率|（县级）."""
_BRACKETED = regex.compile(r"[（(\[]([^（()）\]\[]{1,20})[)）\]]")
_OR_SUMMED = regex.compile(
    r"^(年均(?:增长率?|增速)?(?:[（(]%[）)])?)[/或]?[〔\[［【（(]?累计(?:增长|数)?[〕\]］】）)]?"
)
"""A head that tells of all years on average, or in brackets of all together: 年均增长〔累计〕."""
_BASE = regex.compile(r"[（(]([^（()）]{2,6}=100)[）)]")
"""What an index takes for 100: 环比（上月=100）."""
_SUM = regex.compile("(?<=.{4})(?:合计|总计|小计)$")
"""What the name of a row ends in that sums up others: 公共财政预算收入|合计|."""
_SIGNS = regex.compile(r"^[±+\-/、,，]+|[±+\-/、,，:：]+$")
_YEAR = regex.compile(r"(?:19|20)\d{2}")
_TABLE_NUMBER = regex.compile(
    r"^\d{1,2}[-—]\d{1,2}(?=\p{Han})|^(?:附?表|图)\s*(?:\d{1,2}(?:[-—.]\d{1,2})?(?=(?:19|20)\d{2}年)|[\d一二三四五六七八九十]*(?:[-—.]\d+)?)[:：、]?"
)
"""The number of a table, which no blank parts from the year behind it: 表1|2008年居民消费价格指数."""
_AGAINST = regex.compile(
    r"(?P<what>预计|计划|预算|完成|实际)?数?[比较](?:(?P<year>(?:19|20)\d{2})|[上去])年(?P<of>实际|完成|执行|决算|预算)?数?"
    r"(?:增长|增减|增加|增幅)?(?:幅度)?"
)
"""A head that says what the column before is more than: 预计|比2007年|±%."""
_GROWTH, _BASES = "增长", ("环比", "同比", "比上年", "比上年同期", "比去年", "比去年同期", "比上月")
_GOODS = regex.compile("(?<=^[进出]口)商品$|(?<=.)本周$")
"""What a head says at its end that its name can do without: 出口|商品|, 五花肉|本周|."""
_SAME_PERIOD = ("", "同期", "同月", "数", "同期数", "的")
_RELATIVE = ("growth", "change", "share", "rank", "completion")


@dataclass(frozen=True, slots=True)
class HeadUnit:
    """A unit that a head tells: 万吨 is 10 000 吨."""

    factor: Decimal
    name: str
    dimension: str | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Head:
    """What a head says: 2023年产量（万吨） is of the year 2023, in 10 000 吨, and its noun is 产量.

    ``entries`` are those of ``tables.yaml`` that say what kind of figure it is; ``stretch`` is month or months;
    ``whole`` tells that the region is all that it says.
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


def squeezed(text: str) -> str:
    """The text without its spaces: 粮  食 is 粮食."""
    return "".join(text.split())


def unit_of(text: str, rules: RuleSet) -> HeadUnit | None:
    """The unit that a text is, all of it: 亿元, ±%, 万人次; None for any other."""
    text = squeezed(text).lstrip("±").removeprefix("为")
    if not text or len(text) > 12 or text[0].isdigit():
        return None
    quantities, _ = scan_quantities(f"1{text}", rules.amounts)
    if len(quantities) != 1 or (quantities[0].start, quantities[0].end) != (0, len(text) + 1):
        return None
    found = quantities[0]
    if found.value is None:
        return None
    return HeadUnit(found.value, found.unit, found.dimension, found.counts)


def read_head(text: str, rules: RuleSet, home: Region | None) -> Head:
    """What the head of a column says; ``clear`` is False where two things are said that do not go together."""
    whole = squeezed(text)
    whole = whole[rules.tables.parts.at(whole, 0, len(whole)) :].lstrip(":：") or whole  # 其中：65岁及以上
    rest, unit = _without_unit(_BASE.sub(r"\1", _OR_SUMMED.sub(r"\1", whole)), rules)
    entries: tuple[ColumnEntry, ...] = ()
    stretch = ""
    words = rules.tables
    against = _AGAINST.fullmatch(_SIGNS.sub("", rest))
    if against is not None and (against["what"] or against["year"] or against["of"]):
        status = next((entry.status for entry in words.said_by.get(against["what"] or "", ())), None)
        entries = tuple(entry.model_copy(update={"status": status}) for entry in words.said_by[_GROWTH])
        return Head(whole, "", entries, unit, None, int(against["year"]) if against["year"] else None)
    for _ in range(3):
        rest = _SIGNS.sub("", rest)
        if rest in rules.names.by_name:
            break  # 用水总量, whatever 总量 says
        length = words.heads.before(rest, 0, len(rest))
        if not entries and length and not _ends_period(rest, length, rules):
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
        if not entries and length and length < len(rest) and _is_period(rest[length:], rules):
            entries, rest = words.said_by[rest[:length]], rest[length:]
        break
    if not entries and whole.endswith("±%"):
        entries = words.said_by[_GROWTH]
    period, base_year, rest, clear = _without_period(rest, rules)
    rest = _SIGNS.sub("", rest).strip("的")
    rest = _GOODS.sub("", rest)
    region, rest = _without_region(rest, rules, home)
    if rest not in rules.names.by_name and _GLOSS.sub("", rest) in rules.names.by_name:
        rest = _GLOSS.sub("", rest)  # 固定资产投资（不含农户）
    if entries and words.heads.before(rest, 0, len(rest)) and rest not in rules.names.by_name:
        clear = False  # 预算数执行数: heads of two columns that ran into each other
    return Head(whole, rest, entries, unit, period, base_year, stretch, region, clear and not _ends_in_figure(rest))


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
    rest, unit = _without_unit(rest, rules)
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
    period, base_year, bare, clear = _without_period(rest, rules)
    at_end = period is not None and period.start == 0 and rest[: period.end].endswith(("月末", "月底", "年末", "年底"))
    if period is not None and bare and not at_end:  # 2021年以来新增企业: a period inside a name stays there
        period, base_year, bare, clear = None, None, rest, True
    region, bare = _without_region(bare, rules, home)
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
    bracketed = "".join(found[1] for found in _BRACKETED.finditer(rest))
    rest = _BRACKETED.sub("", rest)
    length = rules.tables.heads.before(rest, 0, len(rest))
    moved = relative_of(rest[len(rest) - length :], rules) if length else ()
    if moved and _is_period(rest[: len(rest) - length], rules):
        rest = rest[: len(rest) - length]  # 1998年比上年
    else:
        moved = ()
    period, base_year, rest, clear = _without_period(rest, rules)
    if period is None and bracketed:
        period = _without_period(bracketed, rules)[0]  # 通村公路情况|（2007年底）
    length = rules.tables.heads.before(rest, 0, len(rest))
    alone = length and rest[len(rest) - length - 1 : len(rest) - length] not in _JOINTS
    said = rules.tables.said_by[rest[len(rest) - length :]] if alone else ()
    entries = tuple(entry for entry in moved or said if entry.statistic == "growth")  # 居民消费价格|比上年涨跌幅度
    region, rest = _without_region(rest, rules, home)
    for _ in range(4):
        length = rules.tables.titles.before(rest, 0, len(rest))
        rest = rest[: len(rest) - length]
        first = rules.tables.titles.at(rest, 0, len(rest))
        rest = rest[first:]
        if not length and not first:
            break
    return Head(whole, rest, entries, None, period, base_year, "", region, clear)


def _without_unit(text: str, rules: RuleSet) -> tuple[str, HeadUnit | None]:
    """The head without the unit that it tells in brackets, behind a mark or as a sign at its end."""
    unit: HeadUnit | None = None
    for found in reversed(list(_BRACKETED.finditer(text))):
        inner = found[1]
        length = rules.tables.units.at(inner, 0, len(inner))
        told = unit_of(inner[length:].lstrip(":：").partition("，")[0], rules)  # （万元，现价）
        if told is not None and unit is None:
            unit = told
            text = text[: found.start()] + text[found.end() :]
    if unit is None and text.endswith(("%", "‰")) and len(text) > 1:
        unit = unit_of(text[-1], rules)
        text = text[:-1].rstrip("±+-/（(")
    elif unit is None and (alone := unit_of(text, rules)) is not None and not alone.counts and alone.dimension:
        return "", alone
    return text, unit


def _ends_period(text: str, length: int, rules: RuleSet) -> bool:
    """Whether the word at the end is part of a period: 年末 in 2023年末."""
    return any(
        mention.start < len(text) - length < mention.end for mention in find_periods(text, rules.calendar)
    ) and _is_period(text, rules)


def _is_period(text: str, rules: RuleSet) -> bool:
    if _YEAR.fullmatch(text):
        return True
    mentions = find_periods(text, rules.calendar)
    return len(mentions) == 1 and (mentions[0].start, mentions[0].end) == (0, len(text))


def _without_period(text: str, rules: RuleSet) -> tuple[PeriodMention | None, int | None, str, bool]:
    """The period of a head, the year it is compared with, what is left, and whether that is clear."""
    if _YEAR.fullmatch(text):
        return PeriodMention(0, len(text), year=int(text)), None, "", True
    mentions = [mention for mention in find_periods(text, rules.calendar) if not mention.day]
    if not mentions:
        return None, None, text, True
    if len(mentions) == 1:
        mention = mentions[0]
        rest = text[: mention.start] + text[mention.end :]
        is_compared = mention.compared or text[: mention.start].endswith(("比", "较"))  # 累计比去年同期
        if is_compared and rest not in _SAME_PERIOD:
            return None, None, text, True  # 比上年增长 that no entry knows
        if mention.part == "12" and text[mention.start : mention.end].endswith(("末", "底")):
            mention = mention._replace(part="end")  # 12月末 is the end of the year
        return mention, None, "" if rest in _SAME_PERIOD else rest, True
    own = [mention for mention in mentions if not mention.compared]
    against = [mention for mention in mentions if mention.compared]
    if len(own) == 1 and len(against) == 1 and own[0].start < against[0].start and against[0].year:
        rest = text[: own[0].start] + text[own[0].end : against[0].start] + text[against[0].end :]
        return own[0], against[0].year, rest.strip("比较同"), True
    return None, None, text, False


def _without_region(text: str, rules: RuleSet, home: Region | None) -> tuple[Region | None, str]:
    """The region that a head is or begins with, and what is left of it."""
    length = rules.lexicon["local"].at(text, 0, len(text))
    if length:
        return home, text[length:]
    if text.startswith("全国"):
        return rules.gazetteer.by_code[NATION], text[2:]
    parts = [
        naming.region for naming in rules.gazetteer.names.get(text, ()) if home and naming.region.parent == home.code
    ]
    if len(parts) == 1:
        return parts[0], ""  # 城中区, in a table of 柳州市
    if home is not None and home.level in (Level.PREFECTURE, Level.COUNTY) and _TOWN.fullmatch(text):
        return Region(None, text, Level.AREA, home.code), ""  # 珠山镇, in a table of 宣恩县; 大同经济技术开发区
    mentions = find_regions(text, rules.gazetteer, home)
    if mentions and mentions[0].start == 0 and not mentions[0].ambiguous and not mentions[0].in_name:
        return mentions[0].region, text[mentions[0].end :]
    return None, text
