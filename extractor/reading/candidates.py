"""A number on its way to being a quantity: its numeral, its unit if it has one, and where both stand."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.reading.numerals import Numeral
from extractor.records import Bound
from extractor.ruleset.amounts import Amounts
from extractor.ruleset.numbers import Unit


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number with its unit (None while it has none): 425万亩 before its bounds are looked for.

    ``value`` is None for a range, which has ``low`` and ``high``. ``own`` is False where the unit is that of
    another number: 42 in 42、38个. ``place`` is set for ranks.
    """

    numeral: Numeral
    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: Unit | None
    bound: Bound
    own: bool = True
    place: bool = False
    set_phrase: bool = False


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit found in a text, where it ends, and how many per cent one is where it is a tenth (成)."""

    unit: Unit
    end: int
    scale: Decimal = Decimal(1)


def read_unit(text: str, position: int, amounts: Amounts) -> UnitMatch | None:
    """The unit that begins at ``position``, or behind a blank there: 亩 behind 425万, 元/月 behind 500."""
    if text[position : position + 1] == " ":
        position += 1
    tenth = amounts.tenths.get(text[position : position + 1])
    if tenth and not text.startswith(tenth[1], position + 1):
        return UnitMatch(amounts.percent, position + 1, tenth[0])
    found = _spelled(text, position, amounts)
    if found is None:
        return None
    if text[found.end : found.end + 1] != "/":
        return found
    return _compound(text, found, amounts)


def _spelled(text: str, position: int, amounts: Amounts) -> UnitMatch | None:
    window = text[position : position + 12].lower()
    for spelling in amounts.spellings.get(window[:1], ()):
        if not window.startswith(spelling.text):
            continue
        end = position + len(spelling.text)
        following = text[end : end + 1]
        if (
            spelling.text[-1].isascii()
            and spelling.text[-1].isalpha()
            and (following.isascii() and following.isalnum())
        ):
            continue
        if spelling.unless_before and text.startswith(spelling.unless_before, end):
            continue
        if spelling.nearby_unit and any(word in text[max(position - 40, 0) : position] for word in spelling.near):
            return UnitMatch(spelling.nearby_unit, end)
        return UnitMatch(spelling.unit, end)
    return None


def _compound(text: str, first: UnitMatch, amounts: Amounts) -> UnitMatch:
    """元/吨, 万元/人, 元/百公里: one unit made of two."""
    slash = amounts.denominator.match(text, first.end)
    assert slash is not None, "there is a slash"
    start = slash.end()
    length = amounts.denominators.at(text, start, min(start + 8, len(text)))
    second = _spelled(text, start, amounts)
    if second is not None and second.end - start >= length:
        end, below = second.end, second.unit.name
    elif length:
        end, below = start + length, text[start : start + length]
    else:
        return first
    name = f"{first.unit.name}/{slash.group().removeprefix('/').strip()}{below}"
    known = amounts.by_name.get(name)
    return UnitMatch(known or Unit(name, None, first.unit.factor, False), end)
