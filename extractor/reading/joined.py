"""Numbers that are told together: ranges (5%—6%), and lists that share a unit (42、38个)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import regex

from extractor.reading.candidates import Candidate
from extractor.records import Bound
from extractor.ruleset.amounts import Amounts
from extractor.ruleset.numbers import Unit

_REACH = 8
_HUNDRED = 100
_AND = ("与", "和", "及")
_MYRIADS = {"万": 10**4, "亿": 10**8}
_NAMED_BETWEEN = regex.compile(r"[、，和](?!其中|共|合计|总计|约|达)\p{Han}{2,8}")
"""What stands between the numbers of a list that names each: 江西16.2亿|、湖北|14.8亿|、湖南|13.9亿元."""
_LONGEST_NAMED = 9
"""How long that is at the most, in characters."""
_ALIKE = 50
"""How many times the last of a list with one unit another is at the most: 4332、268亿元, but not 8000、1.2万元."""
_MOVED = (
    "提高",
    "提高了",
    "上调",
    "上调了",
    "下调",
    "下调了",
    "调高",
    "调低",
    "上涨",
    "下跌",
    "下降",
    "降低",
    "上升",
    "涨",
    "跌",
)
"""What has moved by the first of two numbers to the second, right before it: 最低工资标准|提高|200元至2490元."""
_FAR = 4
"""How many times the lower end of a range its upper end is at the most, where something has moved."""


def joined(text: str, candidates: Sequence[Candidate], amounts: Amounts) -> list[Candidate]:
    """The numbers with units given to those that share one, and the ends of ranges made one: 400—500亿元.

    What moves stays two numbers (从45个到15个), and so do lists (分别增长4、5个百分点).
    """
    shared = _share_units(text, candidates, amounts)
    result: list[Candidate] = []
    for candidate in shared:
        merged = _merge(text, result[-1], candidate, amounts) if result else None
        if merged is not None:
            result[-1] = merged
        else:
            result.append(candidate)
    return result


def _gap(text: str, left: Candidate, right: Candidate) -> str:
    """What stands between two numbers, if it is short."""
    return text[left.end : right.start] if 0 < right.start - left.end <= 4 else ""


def _share_units(text: str, candidates: Sequence[Candidate], amounts: Amounts) -> list[Candidate]:
    """Numbers without a unit take that of the next: 1409万、1305万人次, 4.4和5.6个百分点, 10、20亿元."""
    result = list(candidates)
    for i in range(len(result) - 2, -1, -1):
        left, right = result[i], result[i + 1]
        if right.unit is None and right.numeral.chinese and i + 2 < len(result):
            right = result[i + 2]  # 750亿、|四|川700亿斤
            if _one_by_one(text, left, right):
                result[i] = left._replace(unit=right.unit, own=False)
            continue
        if right.unit is None or right.place or right.set_phrase or not _lacks_unit(left, right.unit):
            continue
        if _one_by_one(text, left, right):
            result[i] = left._replace(unit=right.unit, own=False)
            continue
        gap = _gap(text, left, right).strip()
        joint = gap in amounts.words["joints"] and gap != "/"
        if not (joint or gap in amounts.words["ranges"]) or left.numeral.bare_multiplier:
            continue
        if left.numeral.chinese != right.numeral.chinese or left.value is None:
            continue
        result[i] = _with_unit_of(text, left, right)
    return result


def _one_by_one(text: str, left: Candidate, right: Candidate) -> bool:
    """Whether a number is of a list that names each and tells the unit last: 江西|16.2亿|、湖北14.8亿、湖南13.9亿元.

    All of such a list are in the same multiplier, and near each other.
    """
    last = text[left.end - 1 : left.end]
    if left.unit is not None or last not in _MYRIADS or left.numeral.bare_multiplier:
        return False
    if not 0 < right.start - left.end <= _LONGEST_NAMED or text[right.numeral.end - 1] != last:
        return False
    if left.value is None or right.value is None or not left.value < right.value * _ALIKE < left.value * _ALIKE**2:
        return False
    return _NAMED_BETWEEN.fullmatch(text, left.end, right.start) is not None


def _lacks_unit(left: Candidate, unit: Unit) -> bool:
    """Whether a number has no unit, or only the beginning of the next one's: 3.7个、2.2个百分点."""
    return left.unit is None or (unit.dimension == "points" and unit.name.startswith(left.unit.name) and left.own)


def _with_unit_of(text: str, left: Candidate, right: Candidate) -> Candidate:
    """The number in the unit of the other, and in its multiplier unless that would turn their order round."""
    value = left.value if left.value is not None else Decimal(0)
    multiplier = right.numeral.multiplier
    other = right.value if right.value is not None else right.high
    lacks = multiplier is not None and left.numeral.multiplier is None
    near = other is not None and multiplier is not None and value * multiplier <= other * _ALIKE
    if multiplier and lacks and other is not None and (near or value < 1000):
        value *= multiplier
        numeral = left.numeral._replace(multiplier=multiplier)  # 2332、|33953|和46268亿元: for the one before
        return left._replace(value=value, unit=right.unit, own=False, numeral=numeral)
    if left.numeral.chinese and other is not None and value < _HUNDRED:
        value *= _scale(value, other) or _MYRIADS.get(text[right.numeral.end - 1], 1)
    return left._replace(value=value, unit=right.unit, own=False)


def _scale(low: Decimal, high: Decimal) -> Decimal | None:
    """What the first of two neighbours is to be multiplied by, as the second is: 1亿 in 七、八亿 and 十六、七亿."""
    scale = high / (low % 10 + 1)
    return scale if scale >= 1 and scale.scaleb(-scale.adjusted()) == 1 else None


def _merge(text: str, left: Candidate, right: Candidate, amounts: Amounts) -> Candidate | None:
    """The range two numbers make, or None if they are two."""
    if left.unit is None or right.unit is None or left.place or right.place:
        return None
    if left.value is None or right.value is None or not _same(left.unit, right.unit):
        return None
    gap = _gap(text, left, right).strip()
    if gap and gap in _AND and _between(text, left, right):
        low, high = sorted((left.value, right.value))
    elif gap in amounts.words["ranges"]:
        falls = right.value < left.value and left.value >= 0  # 负4%至负7% is a range
        apart = falls or _moves(text, left, amounts) or _moved_to(text, left, right, amounts)
        if not gap.isascii() and gap in "至到" and apart:
            return None
        low, high = sorted((left.value, right.value))
    else:
        end = _next_to(left, right) if gap == "、" and not _separate(text, left, amounts) else None
        if end is None:
            return None
        low, high = left.value, end
    bound = left.bound if left.bound is not Bound.EXACT else right.bound
    return right._replace(start=left.start, value=None, low=low, high=high, bound=bound, own=True)


def _between(text: str, left: Candidate, right: Candidate) -> bool:
    """Whether two numbers are the ends of a range: 介乎|0.4%与2.1%, 在|0.4%和2.1%|之间."""
    return text.startswith("之间", right.end) or text.endswith(("介乎", "介于"), 0, left.start)


def _same(left: Unit, right: Unit) -> bool:
    return left.name == right.name


def _moves(text: str, left: Candidate, amounts: Amounts) -> bool:
    """Whether 从, 由 or 自 stands before: 从45个到15个."""
    start = left.start
    return bool(amounts.words["movements"].before(text, max(start - _REACH, 0), start))


def _moved_to(text: str, left: Candidate, right: Candidate, amounts: Amounts) -> bool:
    """Whether the second is what the first has moved to, far from it: 失业人数|减少|约3.5万至17.6万人."""
    before = text[max(left.start - _REACH, 0) : left.start]
    by = left.unit is not None and left.unit.dimension != "percent" and before.endswith(_MOVED)
    moved = by or any(word in before for word in amounts.words["bare_changes"].words)
    far = left.value is not None and right.value is not None and right.value > left.value * _FAR
    return moved and far


def _next_to(left: Candidate, right: Candidate) -> Decimal | None:
    """The upper end of an estimate: 8 of 七、八个, 800 of 700、800元, 17 of 十六、七个; None for 42、38个."""
    if left.own or left.value is None or right.value is None:
        return None
    low, high, step = left.value, right.value, Decimal(1)
    while low and low % (step * 10) == 0:
        step *= 10
    tens = step * 10
    if left.numeral.chinese and high < tens < low:  # 十六、|七亿斤
        return low + step if low < tens * 10 and high == low % tens + step else None
    return high if high - low == step and low < tens else None


def _separate(text: str, left: Candidate, amounts: Amounts) -> bool:
    """Whether 分别 or its like stands before: |分别|增长4、5个百分点."""
    before = text[max(left.start - _REACH, 0) : left.start]
    return any(word in before for word in amounts.words["separately"].words)
