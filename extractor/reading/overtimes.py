"""What 分别 spreads numbers over that are of several periods, one each: 2022年、2023年产量分别为34万吨、36万吨."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from extractor.reading.clauses import Clause
from extractor.reading.periods import PeriodMention, last_month
from extractor.reading.places import Place, Reader

JOINTS = ("、", "和", "及", "与")
"""What joins the items of a list."""
_LISTED = 40
"""How long a list of years may be that is a clause of its own, in characters."""
_TWO, _TWO_YEARS = 2, regex.compile("今明|去今")
_BY_QUARTER = regex.compile("各个?季度?|[三四]个季度|逐季")
"""What tells that numbers are of the quarters one by one: |各季度|用电量分别增长3.6%、6.4%、6.6%和10.0%."""
_QUARTERS = (3, 4)
_EACH, _UP_TO = ("Q1", "Q2", "Q3", "Q4"), ("Q1", "H1", "01/09", "year")
"""The quarters, and what is told up to the end of each: 四个季度|累计|增速分别为9.3%、9.4%、9.4%和9.3%."""


def periods_of(reader: Reader, clause: Clause, group: list[Place], *, taken: bool) -> list[PeriodMention]:
    """The periods that 分别 spreads numbers over, one each, or none: 2022年、2023年产量分别为34万吨、36万吨.

    A run of years is such where no names or places take the numbers: 2021年至2023年，增速分别为8.2%、2.9%、6.0%. Months
    need no 分别: 4、5月份仅增长5.8%和3.1%.
    """
    if len(group) == 1:
        return []
    told = reader.mentions.periods_in(clause.start, group[0].quantity.start)[-len(group) :]
    if not told and group[0].each:  # 在2022年和2023年|，销售收入分别为600.7亿元、669.9亿元
        before = reader.mentions.periods_in(max(clause.start - _LISTED, 0), clause.start)[-len(group) :]
        told = before if before and before[-1].end + 1 == clause.start else told
    months = _months_of(reader, told, group)
    if months and not taken:
        return months
    if not group[0].each:
        return []
    if len(told) < len(group) and not taken and (quarters := _quarters_of(reader, clause, told, group)):
        return quarters
    years = told[-1].span if told else None
    if not taken and years is not None and not told[-1].compared and years[1] - years[0] + 1 == len(group):
        return [told[-1]._replace(year=year, span=None) for year in range(years[0], years[1] + 1)]
    if len(group) == _TWO and told and _TWO_YEARS.match(reader.text, told[-1].start, told[-1].end):
        last = told[-1]._replace(compared=False)
        return [last._replace(offset=(last.offset or 0) - 1), last]  # 今明两年|经济将分别增长2.7%和1.5%
    return list(told) if len(told) == len(group) and _are_listed(reader, told) else []


def names_periods(reader: Reader, clause: Clause, group: list[Place]) -> bool:
    """Whether a list of periods takes numbers that name nothing: 进出口10万亿元，其中|5、6月份|分别增长2%、1%."""
    if len(group) == 1 or group[0].phrase.text:
        return False
    told = reader.mentions.periods_in(clause.start, group[0].quantity.start)[-len(group) :]
    return bool(_months_of(reader, told, group)) or (len(told) == len(group) and _are_listed(reader, told))


def _are_listed(reader: Reader, told: Sequence[PeriodMention]) -> bool:
    listed = all(reader.text[one.end : other.start] in JOINTS for one, other in pairwise(told))
    return listed and not any(one.compared for one in told)


def _months_of(reader: Reader, told: Sequence[PeriodMention], group: list[Place]) -> list[PeriodMention]:
    """The months that are told one by one, one for each number: 4、5月份仅增长5.8%和3.1%."""
    part = told[-1].part if told else None
    if part is None or told[-1].compared:
        return []
    alike = len({place.quantity.dimension for place in group}) == 1
    if "/" in part and len(part) == len("04/05") and alike:
        first, last = int(part[:2]), int(part[3:])
        apart = "、" in reader.text[told[-1].start : told[-1].end]
        if last - first + 1 == len(group) and (
            apart or (group[0].each and len(group) > _TWO and not _names_list(group[0]))
        ):
            return [told[-1]._replace(part=f"{month:02d}") for month in range(first, last + 1)]
    listed = len(told) == len(group) and all(one.part is not None and one.part.isdigit() for one in told)
    return list(told) if listed and alike and _are_listed(reader, told) else []


def _quarters_of(
    reader: Reader, clause: Clause, told: Sequence[PeriodMention], group: list[Place]
) -> list[PeriodMention]:
    """The quarters of a year or of a part of it, one for each number: 各季度用电量分别增长3.6%、6.4%、6.6%和10.0%."""
    count = len(group)
    if count not in _QUARTERS or _names_list(group[0]):
        return []
    said = _BY_QUARTER.search(reader.text, clause.start, group[0].quantity.start)
    if said is None and not (len(told) == 1 and _is_of_quarters(reader, told[0], count)):
        return []
    start, end = said.span() if said is not None else (told[0].start, told[0].end)
    year = told[-1] if told and told[-1].tells_year else PeriodMention(start, end)
    parts = _UP_TO if reader.text.find("累计", start, group[0].quantity.start) >= 0 else _EACH
    return [year._replace(part=part, compared=False) for part in parts[:count]]


def _is_of_quarters(reader: Reader, told: PeriodMention, count: int) -> bool:
    """Whether a part of a year has as many quarters: 前三季度|分别增长4.8%、4.7%、4.6%."""
    if told.part is None or "/" not in told.part or reader.text[told.end - 1] not in "季度":
        return False
    return last_month(told.part) == 3 * count


def _names_list(place: Place) -> bool:
    """Whether what numbers are of is a list itself, which takes them: 1—3月，粮食、油料、蔬菜产量分别为…."""
    return any(joint in place.phrase.text for joint in JOINTS)
