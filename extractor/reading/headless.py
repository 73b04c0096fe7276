"""Those who are told by what they do and by no noun: |按时足额领到基本生活费的|占97%, |有码头的|占7.7%."""

from __future__ import annotations

import regex

from extractor.reading.spots import Memory, Name, Spot
from extractor.ruleset.compiled import RuleSet

_DOES = (
    "有|拥有|具有|具备|已|未|没有|不|按|能|会|可以|接受|参加|从事|使用|享受|选择|认为|希望|愿意|需要|来自|用于|受过|实行|采用"
    "|集中|配备|安装|实现|达到|主要|依靠|全部|完成"
)
_EACH = regex.compile(r"每\d+万?(?:名|个|户)?[人户]?中")
"""Of how many some are told: 每10万人中."""
_TOLD = regex.compile(
    rf"(?P<each>{_EACH.pattern})?(?P<what>(?:{_DOES})[\p{{Han}}“”]{{1,18}})的(?:也|只|仅|就|约|已)?(?:占比?(?:为|达)?|由|从)$"
)
"""What stands before a share of them, or before how many of so many they were."""
_MARKS = "，。；：\n"
_REACH = 40
"""How far before a number such words may begin, in characters."""


def headless(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """Those of whom a share is told by what they do; of so many (每10万人中) those behind the first are too."""
    end = spot.quantity.outer_start
    if not spot.text.endswith(("占", "占比", "占比为", "由", "从"), max(end - _REACH, 0), end) or spot.item:
        return None
    reach = max(memory.last_end, end - _REACH, 0)
    floor = max(reach, *(spot.text.rfind(mark, reach, end) + 1 for mark in _MARKS))
    told = _TOLD.search(spot.text, floor, end)
    if told is None:
        return None
    before = _EACH.match(memory.last.text) if memory.last is not None else None
    each = told["each"] or (before[0] if before is not None and not spot.relative else "")
    return Name(each + told["what"], told["what"])
