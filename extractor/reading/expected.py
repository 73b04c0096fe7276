"""Expected: whether a word such as 预计 or 可提供 says that what follows is still to come, and what goes on with it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import regex

from extractor.reading.clauses import Sentence
from extractor.reading.context import Facts
from extractor.reading.mentions import Mentions
from extractor.reading.periods import PeriodMention
from extractor.reading.places import Reader
from extractor.reading.quantities import Quantity
from extractor.reading.thread import Thread
from extractor.records import Status
from extractor.ruleset.compiled import RuleSet

_NEAR = 10
"""How far before it the word may stand that says that something was compared with it, in characters."""
_BEATEN = regex.compile("(?:高于|低于|优于|好于|逊于|不及|不如|超出|超过|高过|符合)[\u4e00-\u9fff]{0,6}$")
"""What stands before what was expected of a number that is known: |优于法人先前|预估的2000亿元."""
_FORESEEN = ("预计", "预测", "预估")
_NEVER = regex.compile("(?:一直|长期|始终|仍然?|至今|却)?(?:未|没有?|闲置|停用)")
"""What stands behind 建成后 where nothing came of it: 项目|建成后|一直未投入使用，投资1836万元."""
_HAS = regex.compile("(?:增至|增加到|达到?|共有|共|现有|拥有|有)[约近超逾]?\\d[^，。；]*，$")
"""What stands before what can be had of what there is: 酒店业场所|增至142间，|可提供客房47000间."""
_HAS_REACH = 40
_SAYS_NOW = regex.compile("[了过已现曾]|目前|去年|上年|如今|至今|当前")
"""What says of a sentence behind a forecast that it tells what is so."""
_DECEMBER = 12
_PART = Decimal("0.01")
"""The part of what is expected that a part of it is at the least."""


def is_expectation(
    text: str, start: int, first: int, last: int, position: int, facts: Facts, mentions: Mentions, rules: RuleSet
) -> bool:
    """Whether a word from ``first`` to ``last`` says that a number is expected, in a sentence from ``start`` on."""
    if text[first] == "可" and _is_to_be_had(text, start, first, last, position, facts, mentions):
        return False
    if text[last - 1] == "后" and _NEVER.match(text, last):
        return False
    if _BEATEN.search(text, max(first - _NEAR, 0), first) and text.find("，", last, position) >= 0:
        return False  # 优于法人先前|预估|的2000亿元，年增32.9%
    if text.endswith(("比", "较"), 0, first) and text[first:last] in _FORESEEN:
        return False  # 发送旅客3400人，比|预测|高出近三成
    if text.endswith("占", 0, first):
        return False  # 已收2000万吨，占|预计|总产的66%
    material = rules.lexicon["materials"].before(text, start, first + 1)
    if material and text[first + 1] not in "今明全":
        return False  # 原|料升|5%, but 原|料全年|财赤544亿元
    return not mentions.inside_name(first, last)


def _is_to_be_had(
    text: str, start: int, first: int, last: int, position: int, facts: Facts, mentions: Mentions
) -> bool:
    """Whether 可 tells what can be had of what there is: 截至去年底有酒店113间，|可提供|客房3.7万间."""
    if text.find("；", last, position) >= 0 or mentions.cues.within("happened", start, first):
        return True
    if _HAS.search(text, max(start, first - _HAS_REACH), first) is None:
        return False
    gone = (one.year for one in mentions.periods_in(start, first) if not one.compared)
    return any(year is not None and facts.year is not None and year < facts.year for year in gone)


def goes_on_expected(
    reader: Reader, thread: Thread, sentence: Sentence, inside: Sequence[Quantity], ahead: Status | None
) -> Status | None:
    """What the numbers of a sentence are that tells parts of what the one before expects or aims at.

    预计今年投资29.8亿元。|其中|，铁路3.9亿元; 预测2024年汽车销量3100万辆。|新能源汽车销量1150万辆|.
    """
    if ahead is None or (ahead is not Status.TARGET and thread.last_unit != inside[0].unit):
        return None
    if reader.text.startswith("其中", sentence.start):
        return ahead
    if not reader.facts.news or thread.last_unit != inside[0].unit or not _is_to_come(thread.period, reader.facts):
        return None
    value, whole = inside[0].value, thread.last_value
    if value is None or whole is None or not whole * _PART <= value <= whole:
        return None
    told = any(not one.compared for one in reader.mentions.periods_in(sentence.start, sentence.end))
    return None if told or _SAYS_NOW.search(reader.text, sentence.start, sentence.end) is not None else ahead


def _is_to_come(period: PeriodMention | None, facts: Facts) -> bool:
    """Whether a year is told that is not over yet: 2024年, in January 2024."""
    if period is None or facts.year is None or facts.month is None or period.part not in (None, "year", "end"):
        return False
    year = period.year if period.year is not None else facts.year + period.offset if period.offset is not None else None
    return year is not None and (year > facts.year or (year == facts.year and facts.month < _DECEMBER))
