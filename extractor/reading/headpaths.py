"""What the heads over a column say together: 规划目标 over 2015年, 从业人员 over 其中：女性（万人）."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.reading.headparts import HeadUnit, squeezed, unit_of
from extractor.reading.heads import Head, read_head
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.gazetteer import Region

_AGE = regex.compile(r"\d岁(?:及?以[上下])?$")
_OF_SEX = {"男": "性人口", "女": "性人口", "男性": "人口", "女性": "人口"}
"""What the people are called whom a head tells by their sex: 男|性人口|."""
_BARE_YEAR = regex.compile(r"(?:19|20)\d{2}")
_BRACKETS = "（(〔[【"


def read_heads_over(said: Sequence[str], rules: RuleSet, home: Region | None) -> Head:
    """What the heads over a column say, from the uppermost down."""
    heads = [squeezed(one) for one in said]
    if len(heads) == 1:
        return read_head(heads[0], rules, home)
    heads = _in_one_wording(heads, rules, home)
    told = "".join(heads)
    over = read_head("".join(heads[:-1]), rules, home)
    own = read_head(heads[-1], rules, home)
    whole = read_head(told, rules, home)
    return (over.clear and own.clear and _of_two(over, own, whole)) or whole


def _in_one_wording(heads: list[str], rules: RuleSet, home: Region | None) -> list[str]:
    """The heads, the last of them as one would write it behind those over it."""
    *over, last = heads
    if _BARE_YEAR.fullmatch(last):
        return [*over, last + "年"]  # 机构数（个） over 2014
    if rules.tables.said_by.get(last) is None and _is_amount(unit_of(last, rules)):
        last = f"（{last}）"  # 出口商品 over 万美元
    if last[0] in _BRACKETS:
        return [*over[:-1], over[-1] + last]  # 年均增长 over （%）
    part = rules.tables.parts.at(last, 0, len(last))
    if part and not is_relative(read_head("".join(over), rules, home)):
        inner, bracket, unit = last[part:].lstrip(":：").partition("（")
        return [*over, f"（{inner}）{bracket}{unit}"]  # 从业人员 over 其中：女性（万人）
    return heads


def _of_two(over: Head, own: Head, whole: Head) -> Head | None:
    """What a head says with those over it, where each of the two says a part; None where they are read as one."""
    period = own.period or over.period
    if over.entries and not over.noun and not is_relative(over):  # 规划目标 over 2015年
        status = over.entries[0].status
        entries = tuple(entry.model_copy(update={"status": status}) for entry in own.entries) or over.entries
        return replace(own, text=whole.text, entries=entries, period=period)
    if over.noun and own.noun.endswith(over.noun) and not over.entries:  # 本年支出 over 基本支出
        return replace(own, text=whole.text, period=period, unit=own.unit or over.unit)
    split = not (whole.clear and whole.entries and not whole.noun)  # but 环比涨跌 over 幅度（%） says one thing
    if split and is_relative(over) and own.noun and not own.entries:
        people = "人口" if _AGE.search(own.noun) else _OF_SEX.get(own.noun, "")
        return replace(over, text=whole.text, noun=own.noun + people)  # 占总人口比重 over 0—14岁
    return None


def _is_amount(unit: HeadUnit | None) -> bool:
    return unit is not None and unit.dimension != "percent"


def is_relative(head: Head) -> bool:
    """Whether a head says how something moved or compares: 比上年增长, 比重, 完成预算."""
    return bool(head.entries) and all(entry.statistic != "level" for entry in head.entries)
