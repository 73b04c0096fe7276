"""Projects: what one yields or takes a year, which is no figure of its region: 光伏项目并网，|年发电量|10亿千瓦时."""

from __future__ import annotations

import regex

from extractor.reading.spots import Memory, Name, Spot
from extractor.ruleset.compiled import RuleSet

_YEARLY = ("年", "每年")
_SO_FAR = regex.compile(
    r"(?P<what>[\p{Han}“”]{0,8}?(?:项目|电站|电厂|机组|工程|基地|生产线|工厂|产业园|装置))[^。；\n]{0,40}?"
    r"(?:投产|并网|建成|达产|投运|投用|投入使用|投入运营)[^。；\n]{0,30}$"
)
"""What stands before the yearly figures of a project: 达拉特旗光伏基地二期|项目并网发电，|."""
_REACH = 80
"""How far before a number its project stands, in characters."""


def of_project(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """What a project yields a year once it works, named as the project's: 项目年发电量."""
    start, name = spot.phrase.start, spot.phrase.text
    if spot.relative or not name.startswith(_YEARLY) or spot.phrase.local or spot.phrase.regions:
        return None
    told = _SO_FAR.search(spot.text, max(start - _REACH, 0), start)
    if told is None or any(character.isdigit() for character in told["what"]):
        return None
    return Name(f"项目{name}", "项目")
