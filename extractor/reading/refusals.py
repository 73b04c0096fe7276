"""Refusals: numbers that are no quantities, and why."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from extractor.reading.numerals import Numeral
from extractor.ruleset.amounts import Amounts, SetAmount
from extractor.ruleset.ignoring import Ignored, IgnoreRules, SlowPatternError

_LONGEST = 8
_PATIENCE = 0.1
"""How long one of a user's patterns may take at one number, in seconds of computing; ours take a millionth."""
_REACH = 400
"""How far behind a number such a pattern sees."""

WORD = Ignored("word", "a numeral inside a word")
BARE_NUMBER = Ignored("bare_number", "a number without a unit")
SIZE_CLASS = Ignored("size_class", "size class")
CLASS_OF_SIZE = Ignored("class_of_size", "class of size")
RANK_SCOPE = Ignored("rank_scope", "among how many a place is held")
NO_NUMBER = Ignored("no_number", "digits that make no number")
FEW = Ignored("few", "a small Chinese numeral that does not count")
VAGUE = Ignored("bare_multiplier", "a multiplier without a number")


class Phrase(NamedTuple):
    """A set phrase found in a text: 一带一路, 翻番."""

    start: int
    end: int
    entry: Ignored | SetAmount


def set_phrases(text: str, amounts: Amounts) -> list[Phrase]:
    """The set phrases of a text in order, none inside another: 翻一番 is found, 翻番 in it is not."""
    return [
        Phrase(start, end, amounts.phrase_entries[index])
        for index, start, end in amounts.phrases.find_matches_as_indexes(text)
    ]


def phrase_over(phrases: list[Phrase], starts: list[int], start: int, end: int) -> Phrase | None:
    """The phrase that holds all of ``start`` to ``end``: 一 in 一带一路."""
    index = bisect_right(starts, start) - 1
    if index >= 0 and phrases[index].end >= end:
        return phrases[index]
    return None


def ignored(text: str, start: int, end: int, chinese: bool, amounts: Amounts) -> tuple[Ignored, int] | None:
    """What refuses a number for what stands around it, and where that ends: 2023 in 2023年 is a date."""
    return _refused_by(text, start, end, amounts.chinese if chinese else amounts.arabic)


def ignored_bare(text: str, numeral: Numeral, amounts: Amounts) -> Ignored | None:
    """What refuses a number that has no unit."""
    found = _refused_by(text, numeral.start, numeral.plain_end, amounts.bare)
    return found[0] if found else None


def _refused_by(text: str, start: int, end: int, rules: IgnoreRules) -> tuple[Ignored, int] | None:
    length = rules.before.before(text, max(start - _LONGEST, 0), start)
    if length:
        return rules.by_before[text[start - length : start]], end
    length = rules.after.at(text, end, min(end + _LONGEST, len(text)))
    if length:
        return rules.by_after[text[end : end + length]], end + length
    for _, entry, pattern, trusted in rules.patterns_at(text, start):
        try:
            match = (
                pattern.match(text, start) if trusted else pattern.match(text, start, start + _REACH, timeout=_PATIENCE)
            )
        except TimeoutError as error:
            raise SlowPatternError(entry.id) from error
        if match and match.end() > start:
            return entry, match.end()
    return None
