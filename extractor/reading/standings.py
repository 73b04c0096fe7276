"""Standings: what a rank is held in that is told of nothing else: 位列|中国茶业百强县|第2位."""

from __future__ import annotations

import regex

from extractor.reading.spots import Memory, Name, Spot
from extractor.records import Statistic
from extractor.ruleset.compiled import RuleSet

_KINDS = r"百强[县市区镇乡村企]?(?:业)?|\d{2,3}强|排行榜|榜单|风云榜|综合指数"
_HELD = regex.compile(
    rf"(?:位列|位居|排名|排在|名列|荣登|登上|跻身|居|列)(?P<what>[“”\p{{Han}}]{{2,12}}?(?:{_KINDS}))(?:的|中的|中|上)?$"
)
"""What stands right before a rank that is held in a list: 连续5年位列|中国茶业百强县|第2位."""
_MAY_HOLD = tuple("县市区镇乡村业强榜单数中上的")
_PLACED = regex.compile("(?:全[国省市区县]|中国|世界|全球|亚洲)?")
_REPORT = regex.compile(
    r"《(?:(?:19|20)\d{2}年?度?)?(?P<what>\p{Han}{2,14}?(?:指数|排行榜|排名|榜单|百强|500强))(?:分析|评估|研究)?(?:报告|榜单)?"
    r"(?:[（(](?:19|20)\d{2}年?[）)])?》[^。；\d]{0,24}$"
)
"""What says in which report a place is told: 《2023年|全球创新指数|报告》显示，我国位列第12位."""
_STRENGTHS = ("实力", "竞争力", "水平", "经济", "能力")
_NEAR = 60
"""How far before a rank that begins, in characters."""


def stood_in(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """The list or the index that a rank is held in, where nothing else is told to be ranked."""
    if spot.frame.frame.entry.statistic != Statistic.RANK or spot.item is not None:
        return None
    text, start, phrase = spot.text, spot.quantity.start, spot.phrase.text
    if phrase.endswith(_STRENGTHS) or rules.lexicon["measured"].before(phrase, 0, len(phrase)):
        return None  # |综合实力|位列全国百强县第5位
    if text[start - 1 : start] in _MAY_HOLD:
        held = _HELD.search(text, max(start - _NEAR // 2, 0), start)
        if held is not None and _PLACED.sub("", held["what"], count=1) not in ("", "百强"):
            return Name(held["what"], inherited=False)
    if phrase or memory.named or memory.pending:
        return None
    told = _REPORT.search(text, max(start - _NEAR, 0), start)
    return Name(told["what"]) if told is not None else None
