"""Aims that do not say what is to grow so much: 广东今年的目标为增长4.5%～5%, 紧盯全年6%左右的增长目标."""

from __future__ import annotations

import re

from extractor.reading.indicators import is_measure, look_up
from extractor.reading.spots import Memory, Name, Spot
from extractor.ruleset.compiled import RuleSet

_AIM = re.compile(
    "(?:^|[，。；、：“ 年的省份国地市区县京津北西古宁林江海苏徽建东南庆川州藏肃夏疆])"
    "(?:经济|GDP)?(?:增长|增速|预期)*目标(?:值|区间)?(?:最高|最低)?"
    "，?(?:均|都|也|仍|将|分别|普遍)*(?:是|为|将?设定?[在为于]|定[在为于])?(?:增长|同比增长)?[约“在]*$"
)
"""An aim of which nothing says what is to grow so much."""
_OF_ECONOMY = re.compile("(?:经济|GDP|生产总值)[\u4e00-\u9fff]{0,4}目标")
"""What tells in the lead of a text that its aims are those of growth."""
_GROWTH_GOAL = "growth_goal"
"""The frame of an aim of growth."""
_AIM_REACH, _LEAD = 24, 400
"""How far before a number its aim, and how far into a text its lead reaches, in characters."""


def aimed(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """What an aim is told of without saying so: of the topic, or of the economy: 广东今年的|目标|为增长4.5%～5%."""
    if spot.relative and spot.phrase.text in rules.lexicon["eyed"]:
        return Name("经济")  # |紧盯|全年6%左右的增长目标
    untold = spot.frame.frame.entry.id == _GROWTH_GOAL and not spot.phrase.text and memory.last is None
    if untold and look_up(memory.pending, rules) is None and not is_measure(memory.pending, rules):
        return Name("经济")  # 面临一定下行压力，|实现|全年7.5%左右的增长目标还需努力
    start, end = max(spot.quantity.outer_start - _AIM_REACH, 0), spot.quantity.outer_start
    if spot.quantity.dimension != "percent" or spot.text.find("目标", start, end) < 0:
        return None
    told = _AIM.search(spot.text, start, end)
    if told is None or spot.phrase.text not in told[0]:
        return None
    if not (memory.pending or _OF_ECONOMY.search(spot.text, 0, _LEAD)):
        return None
    return Name(f"{memory.pending or 'GDP'}增速")
