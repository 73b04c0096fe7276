"""Profits and losses that grew or shrank: 利润3.86亿元，同比|增盈|1.02亿元; 亏损1.2亿元，|减亏|2.8亿元."""

from __future__ import annotations

import re

from extractor.reading.spots import Memory, Name, Spot
from extractor.ruleset.compiled import RuleSet

MOVES = {"增盈": False, "减盈": True, "增亏": False, "减亏": True, "增利": False, "减利": True}
"""What they are said to have done, and whether they fell."""
_OF = re.compile("亏|利润|盈|利税")
_SINCE = re.compile("^(?:同比|环比|(?:比|较)(?:上年|去年)(?:同期)?)")


def loss_moved(phrase: str) -> str:
    """What a phrase says that profits or losses have done, without what it is compared with: 增盈 of 同比增盈."""
    word = _SINCE.sub("", phrase)
    return word if word in MOVES else ""


def of_losses(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """The profit or loss before, by which one that moved is named."""
    last = memory.last
    told = last is not None and _OF.search(last.text) is not None and loss_moved(spot.phrase.text)
    return Name(last.text, inherited=True) if told and last is not None else None
