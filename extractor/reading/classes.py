"""Classes of size: amounts that say what kind of thing is meant, and not how much of it there is."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.reading.candidates import Candidate
from extractor.ruleset.amounts import Amounts

_AFTER = 12
_BEFORE = 4
_STOPS = "，。；：！？、\n"
_LONGEST_MEASURE = 6
"""How long what is measured of such things may be: 投资, 主营业务收入."""


def is_size_class(text: str, candidate: Candidate, amounts: Amounts) -> bool:
    """Whether 级 or the like stands behind: 千亿级产业, 10亿元级企业, 万吨级泊位."""
    if candidate.unit is not None and candidate.unit.counts:
        return False
    end = candidate.end
    return bool(amounts.words["class_words"].at(text, end, min(end + 4, len(text))))


def is_class(text: str, kept: Sequence[Candidate], index: int, amounts: Amounts) -> bool:
    """Whether a number with 以上 or 以下 describes what another number counts: 10亿元以上项目30个.

    An age always does (60岁以上老年人). Anything else needs a count beside the noun: 3万元以上的农户
    alone may be an amount.
    """
    candidate = kept[index]
    unit = candidate.unit
    if unit is None or unit.counts or unit.dimension in ("percent", "points", "multiple", "rank"):
        return False
    end = candidate.end
    side = amounts.words["class_sides"].at(text, end, min(end + 6, len(text)))
    if not side:
        return False
    noun = amounts.class_noun.match(text, end + side)
    if noun is None:
        return False
    if unit.dimension == "age":
        return True
    counted = _counted_after(text, kept, index, noun.end()) or _counted_before(text, kept, index)
    return counted or _measured_after(text, kept, index, noun.end())


def _measured_after(text: str, kept: Sequence[Candidate], index: int, noun_end: int) -> bool:
    """Whether an amount of such things follows the noun: 500万元以上项目|投资|120亿元."""
    if index + 1 == len(kept):
        return False
    between = text[noun_end : kept[index + 1].start]
    return 2 <= len(between) <= _LONGEST_MEASURE and between.isalpha() and text[noun_end - 1] != "的"


def _counted_after(text: str, kept: Sequence[Candidate], index: int, noun_end: int) -> bool:
    """Whether a count follows the noun: 项目达到2000个."""
    if index + 1 == len(kept):
        return False
    count = kept[index + 1]
    between = text[noun_end : count.start]
    counts = count.unit is not None and (count.unit.counts or count.unit.dimension == "people")
    return counts and len(between) <= _AFTER and not any(stop in between for stop in _STOPS)


def _counted_before(text: str, kept: Sequence[Candidate], index: int) -> bool:
    """Whether a count stands right before: 30个10亿元以上项目."""
    if index == 0:
        return False
    count = kept[index - 1]
    between = text[count.end : kept[index].start]
    counts = count.unit is not None and count.unit.counts
    return counts and len(between) <= _BEFORE and not any(stop in between for stop in _STOPS)
