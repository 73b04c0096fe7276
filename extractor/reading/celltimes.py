"""When a cell is of: what its head, its row, the title of its table and the section it stands in say together."""

from __future__ import annotations

import regex

from extractor.reading.captions import Caption
from extractor.reading.context import Facts, Section
from extractor.reading.heads import Head
from extractor.reading.periods import Period, PeriodMention
from extractor.reading.scope import resolve_period

_DAILY = regex.compile("[昨今本][日天周]")
"""What the title of a table says that is of the day of its paper."""


def period_of_cell(
    head: Head, label: Head, caption: Caption, section: Section | None, months: PeriodMention | None, facts: Facts
) -> tuple[Period | None, bool]:
    """The period of a cell, and whether its year is inferred: that of its head, its row, the title, the section.

    ``months`` is the part of the year that the title of the document tells: 2021年5月, of 2021年5月主要统计指标月报.
    """
    base: Period | None = None
    told = section is not None and section.told
    if section is not None and section.year is not None:
        base = Period(section.year, str(section.year))
    if caption.title.period is None and facts.year is not None and _DAILY.search(caption.title.text) is not None:
        base = Period(facts.year, str(facts.year))  # 昨日菜价, in the paper of a day
    if caption.title.period is not None:
        base = resolve_period(caption.title.period, base.year if base else None, facts)
        told = told or caption.title.period.tells_year
    mentions = [mention for mention in (head.period, label.period) if mention is not None]
    if facts.reports_past_year and base is not None:
        mentions = [_of_accounts(mention, base.year) for mention in mentions]
    if len(mentions) == 2:
        if mentions[0].tells_year and mentions[1].tells_year:
            return None, False
        mentions.sort(key=lambda mention: not mention.tells_year)
    for mention in mentions:
        base = resolve_period(mention, base.year if base else None, facts)
        told = told or mention.tells_year
    if base is not None and base.code == str(base.year) and months is not None:
        untold = not (mentions or caption.title.period) and months.part is not None and not months.part.isdigit()
        if head.stretch or untold:  # 本月, in 2021年5月主要统计指标月报; all numbers of 2023年1-8月主要经济指标
            base = resolve_period(months, base.year, facts) or base
    if base is not None and head.stretch and not (mentions and mentions[-1].part):
        base = _stretched(base, head.stretch)
    return base, not told and base is not None


def _of_accounts(mention: PeriodMention, year: int) -> PeriodMention:
    """本年 and 去年 of the year that is told: 2023, in the tables of 2023年统计公报 of 2024."""
    return mention if mention.offset is None else mention._replace(year=year + mention.offset, offset=None)


def _stretched(base: Period, stretch: str) -> Period | None:
    """The month that a table is of, or the year up to it: 累计 in a table of 2023年9月 is 2023-01/2023-09."""
    if stretch == "months" and base.code == str(base.year):
        return base
    last = base.code.rpartition("/")[2]
    if not regex.fullmatch(r"\d{4}-\d{2}", last):
        return None
    if stretch == "month":
        return Period(base.year, last)
    return Period(base.year, last if last.endswith("-01") else f"{last[:4]}-01/{last}")
