"""Whether a record gives an answer that a label accepts, in its amount and in every slot.

The units are this module's own and not the rule set's, so that what is measured does not make the measure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

SLOTS = ("indicator", "region", "year", "statistic", "status", "bound")
"""What is scored beside value and unit, and makes a record wholly right."""

Row = Mapping[str, Any]
"""A label or a record, by the names of its fields."""

_ANSWERS = {
    "indicator": ("indicator", "indicator_name", "indicator_text"),
    "region": ("region", "region_name"),
}
_TOLERANCE = Decimal("1e-9")

# dimension: unit and how many of the dimension's base it is
_DIMENSIONS = {
    "area": "平方米 1 ㎡ 1 m2 1 亩 2000/3 公顷 10000 平方公里 1000000 平方千米 1000000 km2 1000000",
    "length": "米 1 m 1 公里 1000 千米 1000 km 1000 厘米 0.01 毫米 0.001 海里 1852 里 500",
    "mass": "克 0.001 公斤 1 千克 1 kg 1 斤 0.5 吨 1000 t 1000 吨标煤 1000 吨标准煤 1000 微克 1e-9",
    "power": "瓦 1 千瓦 1000 kw 1000 兆瓦 1000000 mw 1000000 吉瓦 1000000000 gw 1000000000",
    "energy": "千瓦时 1 度 1 kwh 1 兆瓦时 1000 mwh 1000 吉瓦时 1000000 gwh 1000000",
    "volume": "立方米 1 方 1 m3 1 升 0.001",
    "yuan": "元 1 人民币 1 人民币元 1 cny 1 rmb 1",
    "us dollar": "美元 1 usd 1",
    "hong kong dollar": "港元 1 港币 1 hkd 1",
    "taiwan dollar": "新台币 1 新台币元 1 新臺幣 1 twd 1",
    "percent": "% 1 ％ 1 percent 1 ‰ 0.1",
    "points": "个百分点 1 百分点 1 percentage_point 1 pp 1 個百分點 1",
    "time": "小时 1 个小时 1 分钟 1/60 h 1",
    "working days": "工作日 1 个工作日 1",
    "people": "人 1 名 1",
}


def _factor(written: str) -> Decimal:
    over, _, under = written.partition("/")
    return Decimal(over) / Decimal(under or 1)


_UNITS = {
    unit: (dimension, _factor(factor))
    for dimension, units in _DIMENSIONS.items()
    for unit, factor in zip(units.split()[::2], units.split()[1::2], strict=True)
}

_MARKS = re.compile(r"[\s“”\"'‘’「」、，,。:：（）()《》的]")
_PEOPLES = r"藏族羌族|藏族|彝族|土家族苗族|土家族|回族|壮族|维吾尔"
_AREA = re.compile(rf"(?:省|市|区|县|(?:{_PEOPLES})?自治[区州县]|特别行政区|新区|全国)$")


def slot_is_right(slot: str, label: Row, record: Row) -> bool:
    """Whether a record gives an answer that the label accepts; a slot without answers is right."""
    wanted = label.get(slot)
    if not wanted:
        return True
    if slot in _ANSWERS:
        same = _similar if slot == "indicator" else _same_region
        given = [record[key] for key in _ANSWERS[slot] if record.get(key)]
        return any(same(str(answer), str(name)) for answer in wanted for name in given)
    said = record.get(slot)
    if said is None:
        said = "" if slot == "year" else "None"
    return str(said) in [str(answer) for answer in wanted]


def same_quantity(label: Row, record: Row) -> bool:
    """Whether a record says an accepted amount; either end of a range counts."""
    value = record.get("value")
    stated = [record.get("low"), record.get("high")] if value is None else [value]
    said = [amount for end in stated if end is not None and (amount := in_base(end, record.get("unit")))]
    wanted = [amount for answer in label["value"] if (amount := in_base(answer, label["unit"]))]
    changes = "change" in label.get("statistic", ())
    return any(_agree(want, have, changes) for want in wanted for have in said)


def _agree(want: tuple[str, Decimal], have: tuple[str, Decimal], changes: bool) -> bool:
    """Whether two amounts are one; a change in per cent may be told in points."""
    if want[0] != have[0] and not (changes and {want[0], have[0]} == {"percent", "points"}):
        return False
    return abs(want[1] - have[1]) <= _TOLERANCE * max(Decimal(1), abs(want[1]))


def in_base(value: Any, unit: Any) -> tuple[str, Decimal] | None:
    """A value in the base of its unit's dimension; None if it is no number."""
    name = str(unit or "").strip().lower()
    dimension, factor = _UNITS.get(name, (name.removeprefix("个") or name, Decimal(1)))
    try:
        amount = Decimal(str(value)) * factor
    except InvalidOperation:
        return None
    return (dimension, amount) if amount.is_finite() else None


def _plain(text: str) -> str:
    return _MARKS.sub("", text).lower()


def _same_region(wanted: str, said: str) -> bool:
    """四川 is 四川省; 阿坝州 is not cut to 阿坝 and stays another spelling."""
    names = (_plain(wanted), _plain(said))
    short = [_AREA.sub("", name) or name for name in names]
    return short[0] == short[1]


def _similar(wanted: str, said: str) -> bool:
    """Whether one name is half of the other or more, or they share four fifths of their characters."""
    names = sorted((_plain(wanted), _plain(said)), key=len)
    short, long = names
    if not short:
        return False
    if short in long and len(short) / len(long) >= 0.5:
        return True
    shared = sum((Counter(short) & Counter(long)).values())
    return 2 * shared / (len(short) + len(long)) >= 0.8
