"""Rates: what is paid at one, told behind it, and what falls to so many: 按600元的标准|补助|, |每10万人|百岁老人."""

from __future__ import annotations

import re

import regex

from extractor.reading.spots import Memory, Name, Spot
from extractor.ruleset.compiled import RuleSet

_PAID = re.compile(
    "的(?:补助|收费|奖励|缴费)?标准(?:给予|发放|予以|安排|支付|收取|提供|进行|缴纳|享受)?了?(?P<what>[\u4e00-\u9fff（）“”]{2,14})(?=[，。；]|$)"
)
"""What stands behind a rate at which something is paid."""
_GIVES = ("给予", "予以", "按照", "按")
"""How a phrase begins that tells only that something is given, or by what it is reckoned."""
_AWARD = re.compile(
    "的?(?:给予|予以)?(?:一次性|资金|财政|专项)?(?P<what>奖励|补助|补贴|资助|奖补|补偿|贴息|扶持|返还)(?=[，。；、]|$)"
)
"""What is given, behind how much of it: 给予最高1000万元|奖励|, 按研发费用的10%|给予补助|."""
_MOST = re.compile("最高|最多|不超过|一次性|单个")
_SO_MANY = regex.compile(
    r"每(?:\d+万?|[一十百千万]+)(?:名|个)?(?:常住人口|户籍人口|户籍老人|人口|人|户|老年人|老人)(?:中|就|平均)?(?:拥有|占有|有)?$"
)
"""What stands before what falls to so many people: |每10万人拥有|百岁老人18.4人."""
_REACH = 16
"""How far before a name what it falls to may begin, in characters."""


def by_standard(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """What is paid at a rate or given, told behind it: 按每人每月|600元|的标准给予运营补助; 给予|1000万元|奖励."""
    behind = spot.quantity.outer_end
    paid = _PAID.match(spot.text, behind) if spot.text.startswith("的", behind) and not spot.relative else None
    if paid is not None:
        return Name(paid["what"], paid["what"])
    told = spot.phrase.text
    award = _AWARD.match(spot.text, behind) if told.startswith(_GIVES) else None
    if award is None:
        return None
    gives = next(word for word in _GIVES if told.startswith(word))
    name = _MOST.sub("", told.removeprefix(gives)) + award["what"]
    return Name(name, name)


def of_so_many(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """What falls to so many people, named with them: 每10万人拥有百岁老人."""
    start = spot.phrase.start
    if not spot.phrase.text or "每" not in spot.text[max(start - _REACH, 0) : start]:
        return None
    each = _SO_MANY.search(spot.text, max(start - _REACH, 0), start)
    return Name(each[0] + spot.phrase.text, spot.phrase.text) if each is not None and not spot.relative else None
