"""Averages: numbers of each of many, where a clause says no more than that: 财政收入504亿元，|人均|680元."""

from __future__ import annotations

import re

from extractor.reading.spots import Memory, Name, Spot

DAILY = ("日均", "月均", "周均", "平均每天", "平均每日", "平均每月")
"""What an average over time begins with, which is told in passing: 发送旅客176万人，日均16万人，增长6.8%."""
_DAILY = "|".join(DAILY)
_EACH = re.compile(
    f"(?P<each>人均|户均|村均|亩均|人平|户平|每人平均|每户平均|平均每[人户村亩家名]|(?P<daily>{_DAILY}))[^，。；、0-9]{{0,4}}$"
)
_TOLD = re.compile(f"[人户村亩]均|[人户]平|平均|每|{_DAILY}")
"""What a name has that is of an average already."""
_OVER = re.compile("[人户村亩]均|[人户]平")
_OTHERS = re.compile("(?P<each>[人户村亩]均|[人户]平)[^，。；、0-9]{0,4}$")
_NEAR = 14
"""How far before a number what it is an average over may begin, in characters."""
_PRICE = re.compile("每(?P<unit>吨|公斤|千克|斤|担|桶|立方米|平方米|台|辆|只|头|件|套)(?:为|达|约)?$")
"""What stands before what one unit costs of what was told in it: 原油2.82亿吨，|每吨|4129.6元."""
_FEWER = 20
"""By how much what falls to each is less than the whole, at the least."""


def _over_others(name: Name, spot: Spot, memory: Memory) -> Name:
    """An average told again over others, with what these are: 户均收入3.3万元，|人均|2800元 is 人均收入."""
    own = _OVER.match(name.text) if memory.last is not None and name.text == memory.last.text else None
    told = (
        _OTHERS.search(spot.text, max(spot.quantity.start - _NEAR, memory.last_end), spot.quantity.start)
        if own
        else None
    )
    if own is None or told is None or told["each"] == own[0]:
        return name
    return name._replace(text=told["each"] + name.text[own.end() :], inherited=False)


def of_each(name: Name, spot: Spot, memory: Memory) -> Name:
    """The name of a number, which may be of each of what was told before: what falls to it, or what it costs."""
    return _priced(_averaged(name, spot, memory), spot, memory)


def _priced(name: Name, spot: Spot, memory: Memory) -> Name:
    """The price of what was told in the unit that the number is for each of: 原油2.82亿吨，|每吨4129.6元|."""
    last = memory.last
    if spot.quantity.dimension != "money_cny" or last is None or name.text != last.text:
        return name
    each = _PRICE.search(spot.text, max(spot.quantity.start - _NEAR, 0), spot.quantity.start)
    told = each is not None and each["unit"] == memory.last_unit
    return name._replace(text=f"{name.text}均价", inherited=False) if told else name


def _averaged(name: Name, spot: Spot, memory: Memory) -> Name:
    """The name with what its number is an average over, if it was told before of the whole: 人均地区生产总值.

    What each gets or pays is told in such words too, without a whole before it: 低保标准提高到|每人每月|600元.
    """
    quantity = spot.quantity
    if spot.relative or memory.last is None or quantity.unit != memory.last_unit:
        return name
    if _TOLD.search(name.text) is not None:
        return _over_others(name, spot, memory)
    if not name.text or not memory.last.text.endswith(name.text):
        return name  # 业务收入65亿元。|企业退休人员基本养老金|月人均提高120元
    told = _EACH.search(spot.text, max(quantity.start - _NEAR, memory.last_end), quantity.start)
    if told is None:
        return name
    whole, value = memory.last_value, quantity.value
    fewer = whole is not None and value is not None and value * _FEWER <= whole
    return name._replace(text=told["each"] + name.text, inherited=False) if fewer or told["daily"] else name
