"""Bounds: the words around a number that say on which side of it the truth lies."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.reading.candidates import Candidate
from extractor.records import Bound
from extractor.ruleset.amounts import Amounts

_LONGEST = 10
_CASES = ("起", "件", "宗", "例")
"""What is solved (破) and not passed."""
_MANY = frozenset("元数种样边方次年媒")  # words that begin with 多: 三成多元主体

_EACH = re.compile(
    "(?:[人户亩村]均|(?:每(?:平方米|立方米|平方公里|千瓦时|公斤|公里|公顷|学年|学期|课时|床位|小时|季度|[人户月年天日亩吨斤个家名生张台辆件套次项度升米头只棵株村校床晚位周])){1,3})$"
)
"""What an amount is over, between it and what bounds it: 不低于|每人每年|640元."""


class Bounded(NamedTuple):
    """What bounds a number, and how far the words reach: 超 and 以上 in 超10%以上."""

    bound: Bound
    start: int
    end: int


def bounds_of(text: str, candidate: Candidate, amounts: Amounts) -> Bounded:
    """The bound of a number and the span with its words: 约425万亩 is about, 不超过5% is at most.

    Words behind win over words before (控制在5%以内), those over 余 inside (近2900余万).
    """
    start, before = _before(text, candidate, amounts)
    end, after = _after(text, candidate, amounts)
    if after is not Bound.EXACT:
        return Bounded(after, start, end)
    if before is not Bound.EXACT:
        return Bounded(before, start, end)
    return Bounded(candidate.bound, start, end)


def _before(text: str, candidate: Candidate, amounts: Amounts) -> tuple[int, Bound]:
    start = candidate.start
    if text[start - 1 : start] == " ":
        start -= 1
    start -= amounts.prefixes.before(text, max(start - _LONGEST, 0), start)
    blank = text[candidate.start - 1 : candidate.start] == " "  # 年均增长| 8%
    own = start if candidate.narrowed or blank else candidate.start  # 新台币|6亿元
    share = candidate.numeral.chinese or candidate.numeral.unit is not None
    if share and candidate.unit == amounts.percent:
        start -= amounts.words["wholes"].before(text, max(start - _LONGEST, 0), start)
    length = amounts.bounds_before.before(text, max(start - _LONGEST, 0), start)
    each = _EACH.search(text, max(start - _LONGEST, 0), start) if not length else None
    if each is not None:
        length = amounts.bounds_before.before(text, max(each.start() - _LONGEST, 0), each.start())
        start = each.start() if length else start
    word = text[start - length : start]
    if word == "破" and candidate.unit is not None and candidate.unit.name in _CASES:
        return own, Bound.EXACT  # 立案16起，|破13起|
    bound = amounts.bound_of_before[word] if length else Bound.EXACT
    if share and candidate.unit == amounts.percent and text[start - 1 : start] == "过" and bound is Bound.EXACT:
        return start - 1, Bound.AT_LEAST  # 收获|过四成
    if bound is Bound.EXACT or (word in amounts.words["before_chinese"] and not candidate.numeral.chinese):
        return own, Bound.EXACT
    return start - length, bound


def _after(text: str, candidate: Candidate, amounts: Amounts) -> tuple[int, Bound]:
    end = candidate.end
    length = amounts.bounds_after.at(text, end, min(end + _LONGEST, len(text)))
    if not length:
        return end, Bound.EXACT
    word = text[end : end + length]
    if len(word) == 1 and not _single_word_bounds(text, end, candidate, amounts):
        return end, Bound.EXACT
    return end + length, amounts.bound_of_after[word]


def _single_word_bounds(text: str, end: int, candidate: Candidate, amounts: Amounts) -> bool:
    """Whether 多, 余, 内 or 许 behind a unit is a bound: 2倍多 is, 10家多元化企业 and 3项内容 are not."""
    following = text[end + 1 : end + 2]
    closed = not following or following in "，。、；）)：！？的”’ \n"
    if text[end] == "内":
        durations = ("calendar", "time", "workdays")
        return candidate.unit is not None and candidate.unit.dimension in durations
    if text[end - 1] in amounts.tenths and text[end] == "多":
        return following not in _MANY
    return candidate.unit is not None and not candidate.unit.counts and closed


def shared(items: list[tuple[Candidate, Bounded]], lists: list[tuple[int, int]]) -> list[Bounded]:
    """The bounds with those before lists given to every member: 分别超过90%、80% is at least twice.

    What stands behind the last of a list is told of that one: 分别增长6%和4%左右.

    ``lists`` holds first and last index of every list of numbers in the same unit.
    """
    bounds = [bounded for _, bounded in items]
    for first, last in lists:
        said = [i for i in range(first, last + 1) if bounds[i].bound is not Bound.EXACT]
        if said == [first] and bounds[first].start < items[first][0].start:
            for member in range(first + 1, last + 1):
                bounds[member] = bounds[member]._replace(bound=bounds[first].bound)
    return bounds


def is_about(text: str, start: int, amounts: Amounts) -> bool:
    """Whether what begins at a place is told as about: |约|占全国的28%, 约|为去年的3倍, but not 签约|3500亿元."""
    length = amounts.bounds_before.before(text, max(start - _LONGEST, 0), start)
    word = text[start - length : start]
    if text[start] == "约":
        around = amounts.bounds_before.before(text, max(start + 1 - _LONGEST, 0), start + 1)
        return amounts.bound_of_before[text[start + 1 - around : start + 1]] is Bound.ABOUT
    return length > 0 and amounts.bound_of_before[word] is Bound.ABOUT
