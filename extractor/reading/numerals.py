"""Numerals: 1.27万亿, 2900余万, 三千四百, 百分之三点五 and their values, as Decimal."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import cn2an
import regex

from extractor.records import Bound
from extractor.ruleset.amounts import Amounts
from extractor.ruleset.numbers import CHINESE, VAGUE

LONGEST = 40
"""A numeral of more characters is none: it is a serial number, or damage."""

_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}
_POSITIONAL = {character: str(digit) for digit, character in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_PAIR = 2
_PARTS = {"百": "%", "千": "‰"}
_LAST, _DECIMALS = Decimal("0.000001"), Decimal("0.01")
_UNLIMITED = Decimal("Infinity")
_TERM = regex.compile(r"(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<small>[十百千]*)(?P<big>[万亿兆]*)")


class Numeral(NamedTuple):
    """A number as written, its multiplier worked out: 2900余万 is 29 000 000 and at least that.

    ``end`` is behind all of it; ``plain_end`` is before a last 余, 多 or 来, which says ``trailing`` and
    counts only if a unit follows (3万余场). ``low`` and ``high`` stand in place of ``value`` for 七八百.
    ``multiplier`` is the one written; ``unit`` is set where the numeral is a share in itself (百分之三).
    """

    start: int
    end: int
    plain_end: int
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    bound: Bound = Bound.EXACT
    trailing: Bound = Bound.EXACT
    chinese: bool = False
    bare_multiplier: bool = False
    multiplier: Decimal | None = None
    unit: str | None = None


def read_numeral(match: regex.Match[str], amounts: Amounts) -> Numeral | None:
    """The numeral that a match of ``amounts.number`` is, None where it is none: 一二三四五 is no number."""
    start, end = match.span()
    if end - start > LONGEST:
        return None
    (
        parts, whole, share, fraction, arabic, excess, multiplier, late, more, over,
        vague, _, chinese, chinese_excess, chinese_multiplier,
    ) = match.groups()  # fmt: skip
    if arabic:
        plain_end = end - len(late or over or "")
        if match.string[plain_end - 1] == " ":
            plain_end -= 1
        return _arabic((start, end, plain_end), (arabic, multiplier, more), excess, late or over, amounts)
    if chinese:
        per_cent = match.string.startswith("%", end)
        span = start, end, match.end(CHINESE)
        return _chinese(span, chinese, chinese_excess, chinese_multiplier, amounts, per_cent=per_cent)
    if parts:
        return _parts(start, end, whole, share)
    return _fraction(start, end, fraction) if fraction else _vague(start, end, match.end(VAGUE), vague)


def _arabic(
    span: tuple[int, int, int],
    written: tuple[str, str | None, str | None],
    inside: str | None,
    last: str | None,
    amounts: Amounts,
) -> Numeral | None:
    """3600, 2900余万, 3万多: ``written`` are its digits, its multiplier and the terms behind it (2兆|2,274亿)."""
    digits, told, more = written
    value = _decimal(digits)
    multiplier = None
    if told:
        multiplier = amounts.multipliers[told]
        if more:
            sum_of_terms = _composed(digits.replace(" ", "") + told + more)
            if sum_of_terms is None:
                return None
            value = sum_of_terms
        else:
            value *= multiplier
    start, end, plain_end = span
    within = inside or next((word for word in amounts.bounds_inside if told and word in told), None)  # 1|万多亿|元
    bound = amounts.bounds_inside[within] if within else Bound.EXACT
    trailing = amounts.bounds_inside[last] if last else Bound.EXACT
    return Numeral(start, end, plain_end, value, None, None, bound, trailing, multiplier=multiplier)


def _composed(text: str) -> Decimal | None:
    """The value of a number with multipliers in its middle: 2兆2,274亿, 3千8百万, 1万2千亿.

    None where the terms do not fit: 2千3千; 3万5 and 2亿3500, which may be short for 3万5千 and 2亿3500万.
    """
    terms = list(_TERM.finditer(text))
    total = section = Decimal(0)
    section_room = room = _UNLIMITED
    for i, term in enumerate(terms):
        last = i == len(terms) - 1
        small, big = _scaled(term["small"]), _scaled(term["big"])
        digits = _decimal(term["digits"])
        if digits * small >= section_room or ("." in term["digits"] and not last):
            return None
        if small * big == 1 and not _is_said_in_full(term["digits"], min(section_room, room)):
            return None
        section, section_room = section + digits * small, small
        if big == 1 and not last:
            continue
        if section * big < room:
            total += section * big
        elif room / 10 <= section < room < big:
            total = (total + section) * big
        else:
            return None
        room, section, section_room = big, Decimal(0), _UNLIMITED
    return total


def _is_said_in_full(digits: str, room: Decimal) -> bool:
    """Whether the digits at the end of a number have no multiplier left out: 500 in 4万500, but not 5 in 3万5."""
    return "," in digits or (len(digits.partition(".")[0]) > 2 and room <= 10**4)


def _vague(start: int, end: int, plain_end: int, vague: str) -> Numeral | None:
    """数百, 几十万: at least the power of ten."""
    value = _scaled(vague[1:])
    return Numeral(start, end, plain_end, value, bound=Bound.AT_LEAST, trailing=Bound.AT_LEAST, chinese=True)


def _chinese(
    span: tuple[int, int, int], text: str, excess: str | None, tail: str | None, amounts: Amounts, *, per_cent: bool
) -> Numeral | None:
    """三千四百, 二十余万: ``excess`` and ``tail`` are what stands behind its digits, 余 and 万."""
    start, whole_end, end = span
    if "." in text:  # 一〇〇.六三: digit by digit, as figures are written
        figure = chinese_value(text)
        return Numeral(start, end, end, figure) if figure is not None else None
    if per_cent and len(text) == _PAIR and _POSITIONAL.keys() >= set(text) and not amounts.adjacent.fullmatch(text):
        return Numeral(start, end, end, Decimal("".join(map(_POSITIONAL.__getitem__, text))))  # 四一%, not 三四%
    if len(text) > 1 and (estimate := _estimate(text, amounts.adjacent)) is not None:
        return Numeral(start, end, end, None, *estimate, Bound.ABOUT, chinese=True)
    tail = tail.removeprefix("个") if tail else tail  # 两百多|个亿
    bare = not text.strip("百千万亿")
    if tail and excess and (whole := chinese_value(text + tail)) is not None:  # 三亿九千|多|万 is 三亿九千万
        return Numeral(start, whole_end, whole_end, whole, bound=amounts.bounds_inside[excess], chinese=True)
    value = _scaled(text) if bare else chinese_value(text)
    if value is None:
        return None
    if excess is None or value % 10:
        return Numeral(start, end, end, value, chinese=True, bare_multiplier=bare)
    bound = amounts.bounds_inside[excess]
    if tail:
        return Numeral(start, whole_end, whole_end, value * _scaled(tail), bound=bound, chinese=True)
    return Numeral(start, whole_end, end, value, trailing=bound, chinese=True, bare_multiplier=bare)


@lru_cache(maxsize=4096)
def _estimate(text: str, adjacent: regex.Pattern[str]) -> tuple[Decimal, Decimal] | None:
    """What is told with two digits that are neighbours, the least and the most: 七八百 is 700 to 800."""
    estimate = adjacent.fullmatch(text)
    if estimate is None:
        return None
    head = chinese_value(estimate["head"]) if estimate["head"] else Decimal(0)
    scale = _scaled(estimate["tail"])
    low, high = (((head or 0) + (chinese_value(digit) or 0)) * scale for digit in estimate["pair"])
    return low, high


def _parts(start: int, end: int, whole: str, share: str) -> Numeral | None:
    """百分之三点五 is 3.5 %, 四分之一 is 25 %."""
    value = _decimal(share) if share[0] in "0123456789" else chinese_value(share)
    if share == "百":
        value = Decimal(100)
    if value is None:
        return None
    unit = _PARTS.get(whole, "%")
    if whole not in _PARTS:
        of = _scaled(whole) if whole in _SCALES else chinese_value(whole)
        if not of:
            return None
        value = _rounded(value * 100 / of)
    return Numeral(start, end, end, value, chinese=True, unit=unit)


def _fraction(start: int, end: int, text: str) -> Numeral | None:
    """1/3, where it is a share: 占1/4 is 25 %."""
    share, whole = (Decimal(digits) for digits in text.split("/"))
    if share >= whole:
        return None
    return Numeral(start, end, end, _rounded(share * 100 / whole), unit="%")


def _rounded(value: Decimal) -> Decimal:
    """Two decimals of a value that has no end: 三分之二 is 66.67 %, told no more exactly than that; 1/16 is 6.25 %."""
    return value if value.quantize(_LAST) == value else value.quantize(_DECIMALS)


def negative(numeral: Numeral, length: int) -> Numeral:
    """The numeral with what makes it negative before it, so many characters long: -1.6, 零下5."""
    value = -numeral.value if numeral.value is not None else None
    return numeral._replace(start=numeral.start - length, value=value)


def give_or_take(numeral: Numeral) -> Numeral:
    """The numeral with ± before it: ±0.5 is -0.5 to 0.5."""
    if numeral.value is None:
        return numeral
    return numeral._replace(start=numeral.start - 1, value=None, low=-numeral.value, high=numeral.value)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace(" ", ""))


def _scaled(text: str) -> Decimal:
    """The product of multipliers: 百万 is 1 000 000."""
    value = Decimal(1)
    for character in text:
        value *= _SCALES[character]
    return value


@lru_cache(maxsize=4096)
def chinese_value(text: str) -> Decimal | None:
    """The value of a pure Chinese numeral, None where it is none: 三千四百 is 3400, 一点五亿 is 150 000 000.

    Digits in a row (二〇二四) are a year or a code, not a number, unless they have a point: 一〇〇.六三 is 100.63.
    """
    if len(text) > LONGEST:
        return None
    if "." in text:
        spelled = [_POSITIONAL.get(character, "") for character in text.replace(".", "", 1)]
        return Decimal("".join(spelled)).scaleb(text.index(".") + 1 - len(text)) if all(spelled) else None
    whole, point, decimals = text.partition("点")
    if not whole or (len(whole) > 1 and not any(character in _SCALES for character in whole)):
        return None
    digits = decimals.rstrip("百千万亿")
    try:
        value = Decimal(str(cn2an.cn2an(whole, "normal")))
        if point:
            value += Decimal("0." + "".join(str(cn2an.cn2an(digit, "normal")) for digit in digits))
    except (ValueError, KeyError):
        return None
    return value * _scaled(decimals[len(digits) :])
