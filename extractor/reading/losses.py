"""Gains and losses: profits that grew or shrank (同比|增盈|1.02亿元), and what was gained for a reason."""

from __future__ import annotations

import re

from extractor.reading.spots import Memory, Name, Spot
from extractor.ruleset.compiled import RuleSet

MOVES = {"增盈": False, "减盈": True, "增亏": False, "减亏": True, "增利": False, "减利": True}
"""What they are said to have done, and whether they fell."""
_OF = re.compile("亏|利润|盈|利税")
_FOR_REASON = re.compile(
    "(?P<why>(?:因|由于)[\u4e00-\u9fff]{2,10}?(?:提高|增加|扩大|减少|下降|调整|好转|上涨|下跌))"
    "(?P<did>增产|减产|增收|减收|增支|减支|增利|减利)(?P<what>[\u4e00-\u9fff]{0,6}?)[约近超达]?$"
)
"""What was gained or lost and why, told before its number: 因单产提高|增产|粮食."""
_RATE = "的贡献率"
_REACH = 28
"""How far before the number that may begin, in characters."""
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


def for_reason(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """What was gained for a reason, of the same as before where nothing else is told: |因面积增加增产|39.6亿斤."""
    end = spot.quantity.start
    start = max(memory.last_end, end - _REACH, 0)
    because = spot.text.find("因", start, end) >= 0 or spot.text.find("由于", start, end) >= 0
    told = _FOR_REASON.search(spot.text, start, end) if because and not spot.relative else None
    if told is None:
        return None
    before = _FOR_REASON.search(memory.last.text.removesuffix(_RATE)) if memory.last and not told["what"] else None
    name = told[0] + (before["what"] if before is not None else "")
    return Name(name, name)
