"""Quantities: number × multiplier × unit, ranges and bounds, found in one pass over folded text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.records import Bound


@dataclass(frozen=True, slots=True)
class Quantity:
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


@dataclass(frozen=True, slots=True)
class Refusal:
    """A number that is no quantity, and why: 十四届 is an ordinal."""

    start: int
    end: int
    reason: str
    rule: str
