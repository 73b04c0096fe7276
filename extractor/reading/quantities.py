"""Quantities: number × multiplier × unit, ranges and bounds, found in one pass over folded text."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import regex

from extractor.reading.bounds import Bounded, bounds_of, shared
from extractor.reading.candidates import Candidate
from extractor.reading.classes import is_class, is_size_class
from extractor.reading.joined import joined
from extractor.reading.ranks import is_rank_scope
from extractor.reading.refusals import (
    BARE_NUMBER,
    CLASS_OF_SIZE,
    FEW,
    RANK_SCOPE,
    SIZE_CLASS,
    VAGUE,
    WORD,
    ignored_bare,
)
from extractor.reading.scanning import scan_numbers
from extractor.records import Bound
from extractor.ruleset.amounts import Amounts
from extractor.ruleset.ignoring import Ignored
from extractor.ruleset.numbers import Unit

_LARGE = 100_000
_COMMAS = ("，", ",")
_LONGEST = 8
# 收入比|由2015年的|2.35|缩小到|2.2, 信心指数|由二季度的|118.6|跌至|94.2
_PART = r"第?[一二三四1-4]季度?|[上下]半年|\d{1,2}月份?|[上本]月|上季度"
_SINCE = rf"[由从](?:\d{{4}}年|[上去前今]年)?(?:{_PART})?(?:同期|同月|底|末|初)?的?"
_FROM = regex.compile(f"{_SINCE}$")
_FROM_ENDS = frozenset("由从年底末初期月的度份")
_SINCE_LENGTH = 14
"""How long what tells since when a number has moved is at the most, in characters."""
_OF_THEN, _THEN = regex.compile(r"[由从自]\d{4}年\p{Han}{0,14}的$"), 24
_MOVES_ON = regex.compile(
    rf"\p{{Han}}{{1,3}}[至到为](?:约|不足|不到|接近|近|超过|(?:\d{{4}}年|[上去前今]年)?(?:{_PART})的)?(?=\d)"
)
_TO = regex.compile(rf"\d\p{{Han}}{{1,3}}[至到](?:\d{{4}}年|[上去前今]年)?(?:{_PART})的$")
"""What stands before what a number has moved to: 由一季度的118.6|回落到二季度的|104.2."""
_GROWS = "(?:发展|增加|增长|扩大|上升|提高|减少|下降|缩减|减|增|降|升|扩|精简)(?:到|至|为)了?"
_GREW_TO = regex.compile(rf"{_GROWS}(?=[\d一二两三四五六七八九十])")
"""What stands behind a number that another has come of: 从|七家|发展到|二十三家."""
_GROWN_FROM = regex.compile(rf"{_SINCE}[\d一二两三四五六七八九十百]+\p{{Han}}{{1,2}}{_GROWS}$")
"""What stands before a number that has come of another: 由一个增加到|六个."""
_CAME = 16
"""How far before a number what says where it has come from may begin, in characters."""
_EACH_BARE = regex.compile(r"分别\p{Han}{1,4}(?:[\d.]+[万亿][、，和与及])*$")
"""What stands before the numbers of a list that only its name gives a unit: 人口|分别增加|323.6万和228.9万."""
_MOVED_BY = regex.compile("(?:下降|上升|提高|降低|回落|回升|缩小|扩大|增加|减少|收窄|下跌|上涨)了?$")
_RATIO = regex.compile("(?:系数|指数|[入别率]比|之比)[^。；\n]*$")
"""What has no unit, nor what it moves by: 基尼系数为0.469，比上年|下降0.004|."""
_NEXT_BARE = regex.compile(r"人[次数][\d.]+[万亿](?:（[^（）]{1,24}）)?[，、；](?:其中，?)?\p{Han}{2,8}$")
"""What stands before the next of several that only the first gives a unit: 医院诊疗人次31.9亿，|民营医院|6.3亿."""
_LIST_JOINTS = frozenset("和与及")
_LIST = 60
"""How far before a number such a list may begin, in characters."""
_FEW = 10


class Quantity(NamedTuple):
    """A number used as an amount, where it stands, and what it says: 约425万亩 is about 4 250 000 亩.

    ``start`` and ``end`` hold the number with its unit and nothing else (``425万亩``, not ``约425万亩以上``);
    ``outer_start`` and ``outer_end`` take in the words that bound it. A range has ``low`` and ``high`` and no
    ``value``; a bound fills ``low`` or ``high`` beside ``value``. A unit that is missing is ``""``.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    dimension: str | None
    counts: bool
    bound: Bound


class Refusal(NamedTuple):
    """A number that is no quantity, and why: 十四届 is an ordinal."""

    start: int
    end: int
    reason: str
    rule: str


def scan_quantities(text: str, amounts: Amounts) -> tuple[list[Quantity], list[Refusal]]:
    """The quantities of a folded text and the numbers that are none, both in order.

    地区生产总值突破6万亿元 gives one of 6 000 000 000 000 元, at least; 十四届 is refused. Nothing overlaps.
    """
    candidates, refused = scan_numbers(text, amounts)
    refusals = [_refusal(number.start, number.end, number.why) for number in refused]
    kept: list[Candidate] = []
    for candidate in joined(text, candidates, amounts):
        why = _why_not(text, candidate, amounts)
        if why is None:
            kept.append(candidate)
        else:
            refusals.append(_refusal(candidate.start, candidate.end, why))
    bounded = [(candidate, bounds_of(text, candidate, amounts)) for candidate in kept]
    quantities = []
    for i, bounds in enumerate(shared(bounded, _lists(text, kept, amounts))):
        if is_class(text, kept, i, amounts):
            refusals.append(_refusal(kept[i].start, kept[i].end, CLASS_OF_SIZE))
        elif is_rank_scope(text, kept, i, amounts):
            refusals.append(_refusal(kept[i].start, kept[i].end, RANK_SCOPE))
        else:
            quantities.append(_quantity(kept[i], bounds))
    return quantities, sorted(refusals, key=lambda refusal: refusal.start)


def _refusal(start: int, end: int, why: Ignored) -> Refusal:
    return Refusal(start, end, why.reason, why.id)


def _why_not(text: str, candidate: Candidate, amounts: Amounts) -> Ignored | None:
    """Why a number is no amount; None if it is one."""
    if candidate.place or candidate.set_phrase:
        return None
    if is_size_class(text, candidate, amounts):
        return SIZE_CLASS
    numeral = candidate.numeral
    if candidate.unit is None:
        large = not numeral.chinese or _is_large(candidate)
        if large and _is_told_bare(text, candidate, amounts):
            return None
        return ignored_bare(text, numeral, amounts) or (WORD if numeral.chinese else BARE_NUMBER)
    unsaid = numeral.bare_multiplier and candidate.bound is Bound.EXACT
    if unsaid and not _follows(text, candidate, "reaching", amounts):
        return VAGUE
    if numeral.chinese and numeral.unit is None and not _counts_in_chinese(text, candidate, amounts):
        return FEW
    return None


def _follows(text: str, candidate: Candidate, words: str, amounts: Amounts) -> bool:
    """Whether one of a list of words stands right before a number."""
    start = candidate.start
    return bool(amounts.words[words].before(text, max(start - _LONGEST, 0), start))


def _is_large(candidate: Candidate) -> bool:
    """Whether a Chinese numeral is large enough to be told bare: 五十亿 in 突破五十亿大关, but not 过千亿."""
    return candidate.value is not None and candidate.value >= _LARGE and not candidate.numeral.bare_multiplier


def _is_told_bare(text: str, candidate: Candidate, amounts: Amounts) -> bool:
    """Whether a number without a unit is an amount: 收入比2.93 is, 33618工程 is not; 总投资300亿 is, of 300 not."""
    following = text[candidate.end : candidate.end + 1]
    thousands = text[candidate.end - 1].isdigit() and text[candidate.end + 1 : candidate.end + 2].isdigit()
    if following in _COMMAS and thousands:
        return False  # 分别为3，600万吨: one number or two
    if amounts.words["milestones"].at(text, candidate.end, candidate.end + _LONGEST):
        return True  # 突破3000亿|大关
    if (
        text[candidate.end - 1] in "万亿"
        and not following.isalnum()
        and _follows(text, candidate, "bare_nouns", amounts)
    ):
        return True
    goes_on = following in _LIST_JOINTS and text[candidate.end + 1 : candidate.end + 2].isdigit()
    bounded_end = bounds_of(text, candidate, amounts).end if following.isalnum() else candidate.end
    ends = text[bounded_end : bounded_end + 1].isalnum()
    counted = text[candidate.end - 1] in "万亿" and (goes_on or not ends)  # 贫困人口减少|1000万|以上，
    if counted and _follows(text, candidate, "bare_changes", amounts):
        return True  # 人次17.94亿，比上年同期|增加|3.75亿
    if counted and _NEXT_BARE.search(text, max(candidate.start - _LIST, 0), candidate.start):
        return True
    if counted and _EACH_BARE.search(text, max(candidate.start - _LIST, 0), candidate.start):
        return True
    if text[candidate.end - 1] in "万亿" and following == "的" and _follows(text, candidate, "reaching", amounts):
        return True  # 人口超过2000万|的大都市
    moves = amounts.words["movements"].before(text, max(candidate.start - _LONGEST, 0), candidate.start)
    begun = text[max(candidate.start - 1, 0) : candidate.start] in _FROM_ENDS
    if _OF_THEN.search(text, max(candidate.start - _THEN, 0), candidate.start) and _MOVES_ON.match(text, candidate.end):
        return True  # 性别比由2010年第六次全国人口普查的|105.20|下降为105.07
    if (
        begun
        and _MOVES_ON.match(text, candidate.end)
        and _FROM.search(text, max(candidate.start - _SINCE_LENGTH, 0), candidate.start)
    ):
        return True
    if begun and _TO.search(text, max(candidate.start - _SINCE_LENGTH, 0), candidate.start):
        return True
    if _MOVED_BY.search(text, max(candidate.start - _LONGEST, 0), candidate.start) and not ends:
        return _RATIO.search(text, max(candidate.start - _LIST, 0), candidate.start) is not None
    if following.isalnum() and not moves and bounds_of(text, candidate, amounts).end == candidate.end:
        return False
    bounded = amounts.bounds_before.before(text, max(candidate.start - _LONGEST, 0), candidate.start)
    return bool(bounded) or _follows(text, candidate, "bare_after", amounts)


def _counts_in_chinese(text: str, candidate: Candidate, amounts: Amounts) -> bool:
    """Whether a Chinese numeral is an amount: 二十五家 is, 两家 only behind 新增 or 争创, 一家 never.

    Small ones count things in passing (两个方面); money, land and weight are measured whatever the number.
    """
    unit, value = candidate.unit, candidate.value if candidate.value is not None else candidate.low
    if unit is None or value is None:
        return False
    if unit.dimension == "points" or value != value.to_integral_value():
        return True  # 零点三个百分点
    if unit.dimension not in ("calendar", "time") and _is_one_of_two(text, candidate):
        return True
    if unit.counts or unit.dimension in ("people", "calendar", "time", None):
        if value > _FEW and unit.dimension not in ("calendar", "time"):
            return True
        return value > 1 and _is_said(text, candidate, unit, amounts)
    return value > 1 or _is_said(text, candidate, unit, amounts)


def _is_one_of_two(text: str, candidate: Candidate) -> bool:
    """Whether a number has come from another or went to one: 加工厂从|七家|发展到|九家|."""
    start, end = candidate.start, candidate.end
    before, behind = text[max(start - 1, 0) : start], max(start - _CAME, 0)
    if before in _FROM_ENDS and _GREW_TO.match(text, end) and _FROM.search(text, behind, start):
        return True
    return before in ("到", "至", "为", "了") and _GROWN_FROM.search(text, behind, start) is not None


def _is_said(text: str, candidate: Candidate, unit: Unit, amounts: Amounts) -> bool:
    """Whether words beside a small number say that it matters: 新增, 近, 以上; 建设 before things that are built."""
    if _follows(text, candidate, "few_after", amounts):
        return True
    if unit.name in amounts.words["few_things"] and _follows(text, candidate, "few_planned", amounts):
        return True
    return bounds_of(text, candidate, amounts).bound is not Bound.EXACT


def _lists(text: str, kept: Sequence[Candidate], amounts: Amounts) -> list[tuple[int, int]]:
    """First and last index of every list of numbers in the same unit: 90%、80%."""
    found: list[tuple[int, int]] = []
    first = 0
    for i in range(1, len(kept) + 1):
        if i < len(kept) and _listed(text, kept[i - 1], kept[i], amounts):
            continue
        if i - first > 1:
            found.append((first, i - 1))
        first = i
    return found


def _listed(text: str, left: Candidate, right: Candidate, amounts: Amounts) -> bool:
    gap = right.start - left.end
    return left.unit == right.unit and 0 < gap <= 2 and text[left.end : right.start] in amounts.words["joints"]


def _quantity(candidate: Candidate, bounded: Bounded) -> Quantity:
    value, low, high = candidate.value, candidate.low, candidate.high
    if value is not None:
        low = value if bounded.bound is Bound.AT_LEAST else low
        high = value if bounded.bound is Bound.AT_MOST else high
    unit = candidate.unit
    return Quantity(
        start=candidate.start,
        end=candidate.end,
        outer_start=bounded.start,
        outer_end=bounded.end,
        value=value,
        low=low,
        high=high,
        unit=unit.name if unit else "",
        dimension=unit.dimension if unit else None,
        counts=unit.counts if unit else False,
        bound=bounded.bound,
    )
