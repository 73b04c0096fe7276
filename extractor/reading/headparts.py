"""What stands in a head beside its noun: a unit, a period, a region, each found with what is left without it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import regex

from extractor.reading.periods import PeriodMention, find_periods
from extractor.reading.placenames import ZONES
from extractor.reading.quantities import scan_quantities
from extractor.reading.regions import find_regions
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.gazetteer import NATION, Level, Region

_TOWN = regex.compile(rf"\p{{Han}}{{2,4}}(?:镇|乡|街道)|\p{{Han}}{{2,6}}{ZONES}")
BRACKETED = regex.compile(r"[（(\[]([^（()）\]\[]{1,20})[)）\]]")
_YEAR = regex.compile(r"(?:19|20)\d{2}")
_KINDS = "区县市旗"
"""What a name of a part may be short of in a table of its whole."""
SAME_PERIOD = ("", "同期", "同月", "数", "同期数", "的")
"""What is left of a head that says a period and no more: 上年|同期数|."""


@dataclass(frozen=True, slots=True)
class HeadUnit:
    """A unit that a head tells: 万吨 is 10 000 吨."""

    factor: Decimal
    name: str
    dimension: str | None
    counts: bool


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


def without_unit(text: str, rules: RuleSet) -> tuple[str, HeadUnit | None]:
    """The head without the unit that it tells in brackets, behind a mark or as a sign at its end."""
    unit: HeadUnit | None = None
    for found in reversed(list(BRACKETED.finditer(text))):
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


def ends_period(text: str, length: int, rules: RuleSet) -> bool:
    """Whether the word at the end is part of a period: 年末 in 2023年末."""
    return any(
        mention.start < len(text) - length < mention.end for mention in find_periods(text, rules.calendar)
    ) and is_period(text, rules)


def is_period(text: str, rules: RuleSet) -> bool:
    """Whether a text is a period and nothing else: 2023年, 上半年."""
    if _YEAR.fullmatch(text):
        return True
    mentions = find_periods(text, rules.calendar)
    return len(mentions) == 1 and (mentions[0].start, mentions[0].end) == (0, len(text))


def without_period(text: str, rules: RuleSet) -> tuple[PeriodMention | None, int | None, str, bool]:
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
        if is_compared and rest not in SAME_PERIOD:
            return None, None, text, True  # 比上年增长 that no entry knows
        if mention.part == "12" and text[mention.start : mention.end].endswith(("末", "底")):
            mention = mention._replace(part="end")  # 12月末 is the end of the year
        return mention, None, "" if rest in SAME_PERIOD else rest, True
    own = [mention for mention in mentions if not mention.compared]
    against = [mention for mention in mentions if mention.compared]
    if len(own) == 1 and len(against) == 1 and own[0].start < against[0].start and against[0].year:
        rest = text[: own[0].start] + text[own[0].end : against[0].start] + text[against[0].end :]
        return own[0], against[0].year, rest.strip("比较同"), True
    return None, None, text, False


def without_region(text: str, rules: RuleSet, home: Region | None) -> tuple[Region | None, str]:
    """The region that a head is or begins with, and what is left of it."""
    length = rules.lexicon["local"].at(text, 0, len(text))
    if length:
        return home, text[length:]
    if text.startswith("全国"):
        return rules.gazetteer.by_code[NATION], text[2:]
    names = [text, *(text + kind for kind in _KINDS if len(text) > 1)] if home is not None else []
    parts = {
        naming.region
        for name in names
        for naming in rules.gazetteer.names.get(name, ())
        if home and naming.region.parent == home.code
    }
    if len(parts) == 1:
        return parts.pop(), ""  # 城中区, in a table of 柳州市; 惠城, in one of 惠州市
    if home is not None and home.level in (Level.PREFECTURE, Level.COUNTY) and _TOWN.fullmatch(text):
        return Region(None, text, Level.AREA, home.code), ""  # 珠山镇, in a table of 宣恩县; 大同经济技术开发区
    mentions = find_regions(text, rules.gazetteer, home)
    if mentions and mentions[0].start == 0 and not mentions[0].ambiguous and not mentions[0].in_name:
        return mentions[0].region, text[mentions[0].end :]
    return None, text
