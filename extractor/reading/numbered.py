"""Numbered things: a numeral with its unit, behind it, before it or in brackets, and with what is counted by it."""

from __future__ import annotations

from fractions import Fraction

import regex

from extractor.reading.candidates import Candidate, UnitMatch, read_unit, unit_in_brackets
from extractor.reading.numerals import Numeral
from extractor.records import Bound
from extractor.ruleset.amounts import Amounts
from extractor.ruleset.numbers import Unit

_SO_MANY = "个亿"
"""What is said for 亿元."""
_DAYS, _HOURS = ("日", "晚"), Fraction(24)
_DECIMAL = regex.compile(r"\d{1,2}\.\d")
"""How a stay is told on average, in days or nights."""
_LIST_GOES_ON = regex.compile("[，。；、和及与）]|$")
"""What stands behind a number of a list of which the first alone says what it is in."""
_MANY = 100
_PREFIX = 8
_BOUND = 8


def with_unit(text: str, numeral: Numeral, last: Candidate | None, amounts: Amounts) -> Candidate:
    """The numeral with the unit behind or before it: 425万|亩|, |港币|6亿元, 生产总值（|亿元|）：60132.9."""
    start, value, low, high = numeral.start, numeral.value, numeral.low, numeral.high
    if numeral.unit is not None:
        unit = amounts.by_name[numeral.unit]
        return Candidate(numeral, start, numeral.end, value, low, high, unit, numeral.bound)
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
    if last is not None and last.numeral.unit is not None:
        gap = text[last.end : start]
        listed = numeral.chinese and gap in amounts.words["joints"] and _LIST_GOES_ON.match(text, end) is not None
        if listed or gap in amounts.words["ranges"]:
            shared = numeral._replace(unit=last.numeral.unit)  # 百分之三点五|至|五点五, 百分之七点九|、|七点三和九点四
            return Candidate(shared, start, end, value, low, high, last.unit, bound)
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
        if longer is not None and longer.unit.dimension in ("time", "calendar", "points"):
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
