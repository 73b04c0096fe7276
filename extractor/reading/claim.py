"""A claim: one number with everything its text says about it."""

from __future__ import annotations

from typing import NamedTuple

from extractor.reading.indicators import Named
from extractor.reading.periods import Period
from extractor.reading.quantities import Quantity
from extractor.records import Basis, Flag, Statistic, Status
from extractor.ruleset.gazetteer import Region


class CellOrigin(NamedTuple):
    """The cell of a table that a claim is from: its place (表2!B3), heads and number in one line, what they tell."""

    place: str
    sentence: str
    region_told: bool
    period_told: bool


class Claim(NamedTuple):
    """A quantity with everything its text says about it, ready to become a record.

    ``window`` is the text in which its frame was looked for, ``sentence`` what is kept of the sentence around it.
    """

    quantity: Quantity
    window: tuple[int, int]
    frame: str
    statistic: Statistic
    falls: bool
    basis: Basis | None
    base_year: int | None
    status: Status
    named: Named
    region: Region | None
    period: Period | None
    sentence: tuple[int, int]
    flags: tuple[Flag, ...]
    cell: CellOrigin | None = None
