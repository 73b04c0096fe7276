"""What the pages call things: the words of records in Chinese, and numbers as they are read."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from extractor.store.codes import CODES

_MULTIPLIERS = ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_BOUNDS = {"at_least": "{}以上", "at_most": "{}以内", "about": "约{}"}


def word(field: str, code: str | None) -> str:
    """What is shown for a word of a record: 增速 for ``growth``; one that has no name is shown as it is."""
    label, _ = CODES.get(field, {}).get(code or "", (code or "", ""))
    return label


@cache
def reasons() -> Mapping[str, str]:
    """Why a number is no record, by the id of the rule that refused it: 日期 for ``date``."""
    text = (Path(__file__).parent / "reasons.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def readable(exact: str | None) -> str:
    """A decimal with every digit it has, in 万亿, 亿 and 万: 1270000000000 is 1.27万亿, 3593.8 is 3,593.8.

    A range, as ``targets`` has it (5~6), is 5–6. Nothing is written for no number.
    """
    if not exact:
        return ""
    return "–".join(_readable(Decimal(part)) for part in exact.split("~") if part)


def stated(bound: str | None, exact: str | None, unit: str | None) -> str:
    """A number with its unit and its bound, as a report would put it: 6万亿元以上, 约6%, 5–6%."""
    number = readable(exact)
    return _BOUNDS.get(bound or "", "{}").format(f"{number}{unit or ''}") if number else ""


def _readable(number: Decimal) -> str:
    for multiplier, name in _MULTIPLIERS:
        if abs(number) >= multiplier and number % (multiplier / 10_000) == 0:
            return f"{_plain(number / multiplier)}{name}"
    return _plain(number)


def _plain(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
