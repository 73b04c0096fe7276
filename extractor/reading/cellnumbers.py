"""The numbers of cells: with their sign, their unit and the bound that their words give them."""

from __future__ import annotations

from decimal import Decimal

import regex

from extractor.documents.document import Cell
from extractor.records import Bound
from extractor.ruleset.compiled import RuleSet

NUMBER = regex.compile(
    r"(?P<sign>[-+−–－±]?)\s*(?P<digits>\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>[^\d\s].{0,11})?"
)
"""A cell that is a number, with its sign and perhaps its unit: -3.5, 1,027.4万吨."""

_OPENING, _CLOSING = ("〔", "[", "【"), ("〕", "]", "】")


def match_number(text: str, cell: Cell, rules: RuleSet) -> tuple[regex.Match[str] | None, Bound]:
    """The number of a cell and the bound that its words give it: 5.5%以内, ≥72; None where it is no number."""
    amounts, start, end = rules.amounts, cell.start, cell.end
    start += rules.lexicon["arrive"].at(text, start, end)  # 稳定在|76.2以上
    length = amounts.bounds_before.at(text, start, end)
    bound = amounts.bound_of_before[text[start : start + length]] if length else Bound.EXACT
    start += length
    if text[start : start + 1] in _OPENING and text[end - 1 : end] in _CLOSING:
        start, end = start + 1, end - 1  # 〔13.5〕, of several years together
    length = amounts.bounds_after.before(text, start, end)
    bound = amounts.bound_of_after[text[end - length : end]] if length else bound
    return NUMBER.fullmatch(text, start, end - length), bound


def signed(match: regex.Match[str]) -> Decimal | None:
    """The number of a cell with its sign; None where that is open: ±0.3."""
    if match["sign"] == "±":
        return None
    value = Decimal(match["digits"].replace(",", "").replace(" ", ""))
    return -value if match["sign"] in ("-", "−", "–", "－") else value
