"""From a text to its numbers: every one is read with its unit, or refused for what stands around it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from extractor.reading.candidates import Candidate
from extractor.reading.makeups import COLONS, read_make_up, read_ratio
from extractor.reading.numbered import with_unit
from extractor.reading.numerals import LONGEST, Numeral, give_or_take, negative, read_numeral
from extractor.reading.ranks import holds, read_rank
from extractor.reading.refusals import BARE_NUMBER, NO_NUMBER, WORD, Phrase, ignored, phrase_over, set_phrases
from extractor.ruleset.amounts import Amounts, SetAmount
from extractor.ruleset.edges import NUMERAL_CHARACTERS
from extractor.ruleset.ignoring import Ignored
from extractor.ruleset.numbers import ARABIC, CHINESE, FRACTION, VAGUE

_FIRST = re.compile(f"[{''.join(sorted(NUMERAL_CHARACTERS))}]")
_ORDINAL = "第"
_MINUS = "-−"
_GIVE_OR_TAKE = "±"
_COMMAS = (",", "，")
_TORN_AT = (".", ",")
_TORN = regex.compile(r"\d\.\d+\.$|\d,\d{3},$")
"""What stands before the rest of a number that has too many marks: 5.5.|5亿元, 1,234,|56元."""
_TORN_BEFORE = 12
"""How far before a number that is looked at, in characters."""
_LIST = "、和与及至—-"
_BLANKS = frozenset(" \t\n")
_DIGITS = frozenset("0123456789")
_ITEM = regex.compile(r"(?P<number>[2-9]|[1-4]\d)\.(?=\d)")
_INDENT = 8
"""How far an item may be indented, in characters."""
_ITEMS = 400
"""How far before an item the head of the one before it is looked for, in characters."""


class Refused(NamedTuple):
    """A number that its surroundings refuse."""

    start: int
    end: int
    why: Ignored


_PART_ENDS = frozenset((*COLONS, " "))
"""What stands behind the first part of a make-up: 14.3:55.8:29.9."""


def scan_numbers(text: str, amounts: Amounts) -> tuple[list[Candidate], list[Refused]]:
    """Every number of the text: those that may be amounts, and those that are dates, ordinals, names."""
    candidates: list[Candidate] = []
    refused: list[Refused] = []
    phrases = set_phrases(text, amounts)
    starts = [phrase.start for phrase in phrases]
    pending = deque(phrase for phrase in phrases if isinstance(phrase.entry, SetAmount))
    covered, why = 0, WORD
    for start, match in _numbers(text, amounts):
        core = _core_end(match) if match is not None else start + 1
        while pending and pending[0].start <= start:
            candidates += _set_amount(text, pending.popleft(), candidates, amounts)
        phrase = phrase_over(phrases, starts, start, core)
        if phrase is not None:
            if isinstance(phrase.entry, Ignored):
                refused.append(Refused(start, core, phrase.entry))
            continue
        if match is not None and _stands_in_row(text, start, match.end()):
            refused.append(Refused(start, core, BARE_NUMBER))
            continue
        last = candidates[-1] if candidates else None
        if last is not None and start < last.end:
            continue
        if start < covered:
            refused.append(Refused(start, core, why))
            continue
        if match is None:
            refused.append(Refused(start, core, WORD))
            continue
        numeral = None if _is_ordinal(text, match, core, amounts) else read_numeral(match, amounts)
        place = read_rank(text, numeral, last, amounts) if numeral is not None else None
        if place is not None:
            candidates.append(place)
            continue
        end = numeral.plain_end if numeral is not None else core
        makes_up = read_make_up(text, start, amounts) if text[core : core + 1] in _PART_ENDS else []
        if not makes_up and text[core : core + 1] in _PART_ENDS and (ratio := read_ratio(text, start)) is not None:
            makes_up = [ratio]
        if makes_up:
            candidates += makes_up
            continue
        found = _ignored(text, match, end, refused, amounts)
        if found is not None:
            why, covered = found
            refused.append(Refused(start, end, why))
        elif numeral is None:
            refused.append(Refused(start, end, NO_NUMBER))
        else:
            candidate = with_unit(text, _signed(text, numeral, last, amounts), last, amounts)
            if last is not None and last.end > candidate.start:  # the 零 of 零下5℃
                candidates.pop()
            candidates.append(candidate)
    while pending:
        candidates += _set_amount(text, pending.popleft(), candidates, amounts)
    return candidates, refused


def _numbers(text: str, amounts: Amounts) -> Iterator[tuple[int, regex.Match[str] | None]]:
    """Where numbers begin, and their matches; none of a digit that counts nothing: 一 in 一直."""
    end = 0
    for first in _FIRST.finditer(text):
        start = first.start()
        if start < end:
            continue
        if (item := _ITEM.match(text, start)) is not None and _goes_on(text, start, int(item["number"])):
            yield start, None  # 1.会谈；⏎|2.|126万亿元
            end = item.end()
        elif amounts.idle.at(text, start):
            yield start, None
        elif (match := amounts.number.match(text, start)) is not None:
            end = match.end()
            yield start, match


def _goes_on(text: str, start: int, number: int) -> bool:
    """Whether a line begins with the number of an item and the one before it has stood at the head of a line."""
    begins = text.rfind("\n", max(start - _INDENT, 0), start) + 1
    heads = (begins > 0 or start < _INDENT) and not text[begins:start].strip()
    return heads and text.find(f"\n{number - 1}.", max(start - _ITEMS, 0), start) >= 0


def _is_ordinal(text: str, match: regex.Match[str], core: int, amounts: Amounts) -> bool:
    """Whether a number is sure to be refused as an ordinal, so that it need not be read: 第十二条, not 第二位."""
    if not text.endswith(_ORDINAL, 0, match.start()) or match.end() != core or core == len(text):
        return False
    rules = amounts.chinese if match.end(ARABIC) < 0 else amounts.arabic
    return _ORDINAL in rules.before and not text[core].isspace() and text[core] not in amounts.place_ends


def _ignored(
    text: str, match: regex.Match[str], end: int, refused: list[Refused], amounts: Amounts
) -> tuple[Ignored, int] | None:
    """What refuses a number, and where that ends."""
    start = match.start()
    if end - start > LONGEST or _is_torn(text, start, _core_end(match)):
        return NO_NUMBER, end
    if match.end(FRACTION) >= 0:
        return None
    last = refused[-1] if refused else None
    listed = last is not None and start - last.end == 1 and text[last.end] in _LIST
    if last is not None and listed and text.endswith(_ORDINAL, 0, last.start):  # 第1、2名
        return last.why, end
    found = ignored(text, start, end, match.end(ARABIC) < 0, amounts)
    if found is None and text[start] == "0" and text[start + 1 : start + 2].isdigit():
        return NO_NUMBER, end  # the rest of a number that a page break has cut: 36⏎00万吨
    return found


def _stands_in_row(text: str, start: int, end: int) -> bool:
    """Whether only blanks part a number from numbers on both sides: 5 in 12 5 30, a row of a table without units."""
    if text[start - 1 : start] not in _BLANKS or text[end : end + 1] not in _BLANKS:
        return False
    return text[start - 2 : start - 1] in _DIGITS and text[end + 1 : end + 2] in _DIGITS


def _is_torn(text: str, start: int, end: int) -> bool:
    """Whether a number is the rest of one with a mark out of place: 567 in 1234,567万元, 600.5 in 3，600.5元."""
    if text.endswith(_TORN_AT, 0, start) and _TORN.search(text, max(start - _TORN_BEFORE, 0), start) is not None:
        return True
    if text.startswith(".", end) and text[end + 1 : end + 2].isdigit() and "." in text[start:end]:
        return True  # 1.2 in 1.2.3%
    if not (text[start - 1 : start] in _COMMAS and text[start - 2 : start - 1].isdigit()):
        return False
    whole = text[start:end].partition(".")[0]
    return len(whole) == 3 and whole.isdigit()


def _core_end(match: regex.Match[str]) -> int:
    """Where the digits end, before any 多 or 万."""
    for group in (ARABIC, CHINESE, VAGUE, FRACTION):
        if (end := match.end(group)) >= 0:
            return end
    return match.end()


def _set_amount(text: str, phrase: Phrase, before: Sequence[Candidate], amounts: Amounts) -> list[Candidate]:
    """The amount a phrase is as a whole, if what stands around it allows: 翻番, but not 倍增计划, 四分之一半."""
    amount = phrase.entry
    if not isinstance(amount, SetAmount) or (before and before[-1].end > phrase.start):
        return []
    rule, start, end = amount.rule, phrase.start, phrase.end
    if rule.unless_before and text.startswith(rule.unless_before, end):
        return []
    if rule.unless_after and text.endswith(rule.unless_after, 0, start):
        return []
    place = amount.unit.dimension == "rank"
    stands = not rule.only_after or text.endswith(rule.only_after, 0, start)
    if not stands and not (place and holds(text, start, amounts)):
        return []
    numeral = Numeral(start, end, end, amount.value, chinese=True)
    return [
        Candidate(
            numeral,
            start,
            end,
            amount.value,
            None,
            None,
            amount.unit,
            amount.bound,
            place=place,
            set_phrase=True,
        )
    ]


def _signed(text: str, numeral: Numeral, last: Candidate | None, amounts: Amounts) -> Numeral:
    """The numeral with its sign, if there is one: -1.6, 零下5, 负千分之2.98, but not the second end of 900-1200元."""
    sign = numeral.start - 1
    if sign < 0 or (numeral.chinese and numeral.unit is None):
        return numeral
    if text[sign] == _GIVE_OR_TAKE:
        return give_or_take(numeral)
    if text[sign] not in _MINUS:
        length = amounts.words["minus"].before(text, max(sign - 3, 0), numeral.start)
        eased = text.startswith("减", numeral.start - length - 1)  # 农民人均减|负86元
        return negative(numeral, length) if length and not eased else numeral
    before = text[sign - 1 : sign] if sign else ""
    joins = (last is not None and last.end == sign) or (before.isalnum() and before.isascii())
    if joins or before in ("%", "‰", ")", "）", "”", *_MINUS):
        return numeral
    return negative(numeral, 1)
