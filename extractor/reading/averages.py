"""Averages: numbers of each of many, where a clause says no more than that: 财政收入504亿元，|人均|680元."""

from __future__ import annotations

import re

from extractor.reading.spots import Memory, Name, Spot

_DAILY = "日均|月均|周均|平均每天|平均每日|平均每月"
_EACH = re.compile(
    f"(?P<each>人均|户均|村均|亩均|人平|户平|每人平均|每户平均|平均每[人户村亩家名]|(?P<daily>{_DAILY}))[^，。；、0-9]{{0,4}}$"
)
_TOLD = re.compile(f"[人户村亩]均|[人户]平|平均|每|{_DAILY}")
"""What a name has that is of an average already."""
_NEAR = 14
"""How far before a number what it is an average over may begin, in characters."""
_FEWER = 20
"""By how much what falls to each is less than the whole, at the least."""


def averaged(name: Name, spot: Spot, memory: Memory) -> Name:
    """The name with what its number is an average over, if it was told before of the whole: 人均地区生产总值.

    What each gets or pays is told in such words too, without a whole before it: 低保标准提高到|每人每月|600元.
    """
    quantity = spot.quantity
    if spot.relative or memory.last is None or quantity.unit != memory.last_unit or _TOLD.search(name.text) is not None:
        return name
    if not name.text or not memory.last.text.endswith(name.text):
        return name  # 业务收入65亿元。|企业退休人员基本养老金|月人均提高120元
    told = _EACH.search(spot.text, max(quantity.start - _NEAR, memory.last_end), quantity.start)
    if told is None:
        return name
    whole, value = memory.last_value, quantity.value
    fewer = whole is not None and value is not None and value * _FEWER <= whole
    return name._replace(text=told["each"] + name.text, inherited=False) if fewer or told["daily"] else name
