"""Turns Chinese public documents into records of indicators.

    from extractor import load_rules, extract, find_quantities
    rules = load_rules()
    extract("去年全省地区生产总值突破6万亿元，增长6%", rules, region="四川省", published="2024-01-24")
    find_quantities("约425万亩，同比增长41.68%")

The names are looked up when they are first used, so that ``extractor --help`` does not wait for them.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.pipeline import extract
    from extractor.reading.quantities import Quantity
    from extractor.records import Record
    from extractor.ruleset.compiled import RuleSet, load_rules

__version__ = "0.1.0"

__all__ = ["Quantity", "Record", "RuleSet", "__version__", "extract", "find_quantities", "load_rules"]

_HOMES = {
    "Quantity": "extractor.reading.quantities",
    "Record": "extractor.records",
    "RuleSet": "extractor.ruleset.compiled",
    "extract": "extractor.pipeline",
    "load_rules": "extractor.ruleset.compiled",
}


def find_quantities(text: str, rules: RuleSet | None = None) -> list[Quantity]:
    """Every number of a text that is used as an amount, by the shipped rules if none are given.

    约425万亩 is about 4250000 亩; no region, date or other context is needed.
    """
    from extractor import pipeline

    return pipeline.find_quantities(text, _shipped_rules() if rules is None else rules)


@cache
def _shipped_rules() -> RuleSet:
    from extractor.ruleset.compiled import load_rules

    return load_rules()


if not TYPE_CHECKING:  # a type checker that saw this would let every name pass

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_HOMES[name]), name)
