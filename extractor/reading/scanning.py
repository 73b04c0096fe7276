"""From a text to its numbers: every one is read with its unit, or refused for what stands around it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import regex

from extractor.reading.candidates import Candidate, UnitMatch, read_unit, unit_in_brackets
from extractor.reading.makeups import COLONS, read_make_up, read_ratio
from extractor.reading.numerals import LONGEST, Numeral, give_or_take, negative, read_numeral
from extractor.reading.ranks import holds, read_rank
from extractor.reading.refusals import BARE_NUMBER, NO_NUMBER, WORD, Phrase, ignored, phrase_over, set_phrases
from extractor.records import Bound
from extractor.ruleset.amounts import Amounts, SetAmount
from extractor.ruleset.edges import NUMERAL_CHARACTERS
from extractor.ruleset.ignoring import Ignored
from extractor.ruleset.numbers import ARABIC, CHINESE, FRACTION, VAGUE, Unit

_FIRST = re.compile(f"[{''.join(sorted(NUMERAL_CHARACTERS))}]")
_ORDINAL = "第"
_MINUS = "-−"
_GIVE_OR_TAKE = "±"
_COMMAS = (",", "，")
_LIST = "、和与及至—-"
_SO_MANY = "个亿"
"""What is said for 亿元."""
_BLANKS = frozenset(" \t\n")
_DIGITS = frozenset("0123456789")
_DAYS, _HOURS = ("日", "晚"), Fraction(24)
_DECIMAL = regex.compile(r"\d{1,2}\.\d")
"""How a stay is told on average, in days or nights."""
_SPOKEN = regex.compile(r"块(?P<tenths>[1-9])(?=[，。、；！？”’的）钱了一/]|\s|$)")
"""How prices are said: 4|块6| is 4.6元."""
_YUAN = "元"
_MANY = 100
_PREFIX = 8
_BOUND = 8


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
            candidate = _candidate(text, _signed(text, numeral, last, amounts), last, amounts)
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
        if amounts.idle.at(text, start):
            yield start, None
        elif (match := amounts.number.match(text, start)) is not None:
            end = match.end()
            yield start, match


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
    if end - start > LONGEST or _is_torn(text, start, end):
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
    """Whether a number is the rest of one with a comma out of place: 567 in 1234,567元, 600.5 in 3，600.5元."""
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


def _candidate(text: str, numeral: Numeral, last: Candidate | None, amounts: Amounts) -> Candidate:
    """The numeral with the unit behind or before it."""
    start, value, low, high = numeral.start, numeral.value, numeral.low, numeral.high
    if numeral.unit is not None:
        unit = amounts.by_name[numeral.unit]
        return Candidate(numeral, start, numeral.end, value, low, high, unit, numeral.bound)
    spoken = _SPOKEN.match(text, numeral.end) if value is not None else None
    if spoken is not None and value is not None:
        value += Decimal(spoken["tenths"]) / 10
        return Candidate(numeral, start, spoken.end(), value, None, None, amounts.by_name[_YUAN], numeral.bound)
    end, bound, found = _unit_behind(text, numeral, amounts)
    if found is not None:
        if found.scale != 1 or found.rest:
            value, low, high = (x * found.scale + found.rest if x is not None else None for x in (value, low, high))
        narrow = _narrowed(text, start, found.unit, last, amounts)
        unit = narrow or found.unit
        return Candidate(numeral, start, found.end, value, low, high, unit, bound, narrowed=narrow is not None)
    if text[end : end + 1] in _DAYS and _DECIMAL.fullmatch(text, start, end):  # 平均逗留1.1|日|, which no date is
        unit = Unit(text[end], "time", _HOURS, counts=False)
        return Candidate(numeral, start, end + 1, value, low, high, unit, bound)
    prefix = _prefix(text, start, last, amounts)
    if prefix:
        unit = amounts.by_name[amounts.prefix_entries[prefix].unit]
        return Candidate(numeral, start - len(prefix), end, value, low, high, unit, bound)
    if last is not None and last.numeral.unit is not None and text[last.end : start] in amounts.words["ranges"]:
        return Candidate(numeral, start, end, value, low, high, last.unit, bound)  # 百分之三点五|至|五点五
    bracketed = unit_in_brackets(text, start, amounts) if not numeral.chinese else None
    if bracketed is not None:
        value, low, high = (x * bracketed.scale if x is not None else None for x in (value, low, high))
        return Candidate(numeral, start, end, value, low, high, bracketed.unit, bound)
    counted = _counted(text, numeral, amounts)
    if counted is None and text.endswith(_SO_MANY, numeral.start, numeral.plain_end):
        counted = amounts.by_name["元"]  # 投资21|个亿
    if counted is not None and numeral.end != numeral.plain_end:  # 3万|多|群众
        end, bound = numeral.end, numeral.trailing
    return Candidate(numeral, start, end, value, low, high, counted, bound)


def _prefix(text: str, start: int, last: Candidate | None, amounts: Amounts) -> str:
    """The currency right before a number, unless it is the unit of the number before: 港币 in 港币6亿元."""
    floor = max(start - _PREFIX, last.end if last is not None else 0)
    return text[start - amounts.prefixes.before(text, floor, start) : start]


def _narrowed(text: str, start: int, unit: Unit, last: Candidate | None, amounts: Amounts) -> Unit | None:
    """The currency that words before a number tell of its 元: 新台币 in 新台币6亿元和2亿元, of both."""
    told = _prefix(text, start, last, amounts)
    if told:
        prefix = amounts.prefix_entries[told]
        name, slash, below = unit.name.partition("/")
        if name != prefix.narrows:
            return None
        currency = amounts.by_name[prefix.unit]
        return Unit(currency.name + slash + below, None, currency.factor, counts=False) if slash else currency
    if last is None or not last.narrowed or unit.dimension != "money_cny":
        return None
    gap = text[last.end : start]
    return last.unit if gap in amounts.words["joints"] or gap in amounts.words["ranges"] else None


def _unit_behind(text: str, numeral: Numeral, amounts: Amounts) -> tuple[int, Bound, UnitMatch | None]:
    """Where the number ends, its own bound, and its unit; 余 and 多 belong to it only before a unit."""
    if numeral.end != numeral.plain_end:
        found = read_unit(text, numeral.end, amounts)
        if found is not None:
            return numeral.end, numeral.trailing, found
    end = numeral.plain_end
    if text.startswith("个多", end):
        longer = read_unit("个" + text[end + 2 : end + 12], 0, amounts)
        if longer is not None and longer.unit.dimension in ("time", "calendar"):
            return end, Bound.AT_LEAST, UnitMatch(longer.unit, end + 1 + longer.end)
    return end, numeral.bound, read_unit(text, end, amounts)


def _counted(text: str, numeral: Numeral, amounts: Amounts) -> Unit | None:
    """The unit of what is counted without a measure word: 人 for 3400万群众."""
    if numeral.value is None or numeral.value < _MANY or numeral.bare_multiplier:
        return None
    start = numeral.end + amounts.bounds_after.at(text, numeral.end, numeral.end + _BOUND)  # 30万|以上|贫困人口
    for unit, noun in amounts.counted:
        if noun.match(text, start):
            return unit
    return None
