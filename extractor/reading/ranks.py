"""Ranks: 居全国第3位, 全省第一, 跻身前十; what is only an ordinal (第一产业, 前三季度) is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

import regex

from extractor.reading.candidates import Candidate
from extractor.reading.numerals import Numeral
from extractor.records import Bound
from extractor.ruleset.amounts import Amounts
from extractor.ruleset.wordlists import WordList

_ORDINAL = "第"
_LARGE = "大"
_TOP = "前"
_STRONG = "强"
_JOINTS = "、，和与及"
_MORE = re.compile(r"(?:[、，和与及](?:\d{1,4}|[一二三四五六七八九十]{1,3}))+")
"""The further places of a list: 第1、2|、5|位."""
_LISTED = re.compile("分(?:别)?(?:列|位列|居|位居|排)(?:在|于)?(?:全[国省市区]|世界|全球)?$")
"""What stands before places of a list that no 第 marks: 分列|二、三位."""
_FROM = re.compile("第[0-9一二三四五六七八九十]+[位名]?[至到—–~～-]$")
"""What stands before the last of places that are told from one to another."""
_REACH = 10
_SCOPE = 14
_HAN = re.compile("[\u4e00-\u9fff（）]")
_HELD, _NOT_HELD = "居", "民住家委室然多"
"""The verb of one character that tells a standing, and what makes another word of it: 居民."""
_STOPS = "，。；：！？\n"
_EVER = ("历史", "历史上", "史上", "历年", "历年来", "年来", "以来", "单月", "同期", "同月", "当月")
"""What a place is among where it is one of the years or months: 历史|第二高产年."""
_ORDER = re.compile("(?P<one>个)?(?P<order>[高低多大好])(?:产年|位|值|水平|纪录|年份|点)?(?=[，。；、！）\\s]|$|的)")
"""What stands behind such a place: 历年单月第3|高|, 历史第二|高产年|, 历史上第三|个高产年|."""


def read_rank(text: str, numeral: Numeral, last: Candidate | None, amounts: Amounts) -> Candidate | None:
    """The place a numeral names, None if it names none: 二 in 居西部第二 is place 2.

    ``last`` is the number read before it: 居全国第一、第二 is two places.
    """
    sign = text[numeral.start - 1 : numeral.start]
    if sign == _ORDINAL:
        return _place(text, numeral, last, amounts)
    if _goes_on(text, numeral, last, amounts):
        return _place(text, numeral, last, amounts, sign="")
    if sign == _TOP:
        return _top(text, numeral, amounts)
    if _LISTED.search(text, max(numeral.start - _REACH, 0), numeral.start) and _measured(text, numeral, amounts):
        return _place(text, numeral, last, amounts, sign="")
    return None


def _goes_on(text: str, numeral: Numeral, last: Candidate | None, amounts: Amounts) -> bool:
    """Whether 第 stands once for a list of places: 分列全国第1、2、5位."""
    listed = last is not None and last.place and _joined(text, last.end, numeral.start)
    return listed and _measured(text, numeral, amounts)


def _measured(text: str, numeral: Numeral, amounts: Amounts) -> bool:
    """Whether 位 or the like stands behind a place, or behind the last of a list: 二、|三位|."""
    more = _MORE.match(text, numeral.plain_end)
    end = more.end() if more is not None else numeral.plain_end
    return bool(amounts.words["rank_measures"].at(text, end, end + 3))


def _place(
    text: str, numeral: Numeral, last: Candidate | None, amounts: Amounts, sign: str = _ORDINAL
) -> Candidate | None:
    start, end = numeral.start - len(sign), numeral.plain_end
    if numeral.value is None or numeral.value != numeral.value.to_integral_value() or not 0 < numeral.value < 10000:
        return None
    measure = amounts.words["rank_measures"].at(text, end, end + 3)
    if sign == _ORDINAL and _FROM.search(text, max(start - _REACH, 0), start):
        return None  # 分列第六至|第十位|: the places of several in their order
    if sign == _ORDINAL and amounts.words["rank_of_another"].before(text, max(start - _REACH, 0), start):
        return None  # 比|第二名|北京高出0.8万元
    if measure:
        return _candidate(numeral, start, end + measure, Bound.EXACT, amounts)
    if sign == _ORDINAL and text.startswith(_LARGE, end) and amounts.largest.match(text, end):
        return _candidate(numeral, start, end, Bound.EXACT, amounts)
    order = _ORDER.match(text, end) if sign == _ORDINAL and text.endswith(_EVER, 0, start) else None
    if order is not None:
        told = order.end("one") if order["one"] else order.end() if order.end() == order.end("order") else end
        return _candidate(numeral, start, told, Bound.EXACT, amounts)
    listed = (
        last is not None and last.place and (_joined(text, last.end, start) or _wider(text, last.end, start, amounts))
    )
    if _ends(text, end, amounts) and (
        listed or _stands(text, start, amounts.words["standing"]) or holds(text, start, amounts)
    ):
        return _candidate(numeral, start, end, Bound.EXACT, amounts)
    return None


def _joined(text: str, end: int, start: int) -> bool:
    """Whether one joint stands between two numbers: 、 in 第一、第二."""
    return start - end == 1 and text[end] in _JOINTS


def _wider(text: str, end: int, start: int, amounts: Amounts) -> bool:
    """Whether a place is told beside another, in another order: 居全国大陆港口第2位|、世界港口|第四."""
    scope = text[end + 1 : start]
    if text[end : end + 1] not in _JOINTS or not 0 < len(scope) <= _REACH:
        return False
    return bool(amounts.words["standing"].at(text, end + 1, start)) and not any(mark in scope for mark in _JOINTS)


def _ends(text: str, end: int, amounts: Amounts) -> bool:
    """Whether the place is told to its end there: 第一 in 居全国第一。, but not in 全国第一个."""
    return end == len(text) or text[end].isspace() or bool(amounts.words["rank_follows"].at(text, end, end + 3))


def _stands(text: str, start: int, standing: WordList) -> bool:
    return bool(standing.before(text, max(start - _REACH, 0), start))


def holds(text: str, start: int, amounts: Amounts) -> bool:
    """Whether a place is told behind a longer scope: 居|中部六省|首位, 位居|中国品牌乘用车出口|第一."""
    verbs = amounts.words["rank_among"]
    for position in range(start - 1, max(start - _SCOPE, 0), -1):
        if not _HAN.match(text, position):
            return False
        length = verbs.at(text, position, start)
        if length > 1 or (length == 1 and text[position] == _HELD and text[position + 1] not in _NOT_HELD):
            return True
    return False


def _top(text: str, numeral: Numeral, amounts: Amounts) -> Candidate | None:
    start, end = numeral.start - 1, numeral.plain_end
    if numeral.value is None or numeral.value != numeral.value.to_integral_value():
        return None
    measure = amounts.words["rank_measures"].at(text, end, end + 3)
    measure = measure or int(text.startswith(_STRONG, end))
    behind = end + measure
    if amounts.words["not_top"].at(text, behind, behind + 3) or not (measure or _ends(text, end, amounts)):
        return None
    near = text[max(start - _REACH, 0) : start]
    if not any(word in near for word in amounts.words["standing"].words if len(word) > 1 or near.endswith(word)):
        return None
    return _candidate(numeral, start, end + measure, Bound.AT_MOST, amounts)


_MOVED = regex.compile("(?:排名|位次|名次)(?:[上前]移|提升|上升|跃升|提高|前进|后移|下降|下滑|降低|退后)了?$")
"""What stands before the places that one has moved: 在21个市州|排名上升|3位."""


def is_rank_scope(text: str, kept: Sequence[Candidate], index: int, amounts: Amounts) -> bool:
    """Whether a count says among how many a place is held: 21个 in 居21个市州第3位."""
    if index + 1 == len(kept):
        return False
    count, rank = kept[index], kept[index + 1]
    between = text[count.end : rank.start]
    moved = rank.unit is not None and rank.unit.name == amounts.rank_unit.name and _MOVED.search(between) is not None
    if not (rank.place or moved) or count.unit is None or not count.unit.counts:
        return False
    if len(between) > _SCOPE or any(stop in between for stop in _STOPS):
        return False
    start = count.start
    among = amounts.words["rank_among"]
    region = amounts.words["standing"].before(text, max(start - _REACH, 0), start)
    return any(among.before(text, max(end - _REACH, 0), end) for end in (start, start - region))


def _candidate(numeral: Numeral, start: int, end: int, bound: Bound, amounts: Amounts) -> Candidate:
    value = numeral.value if numeral.value is not None else Decimal(0)
    return Candidate(numeral, start, end, value, None, None, amounts.rank_unit, bound, place=True)
