"""Years: what becomes of a period once it is known what happened in it, and of a yearly average."""

from __future__ import annotations

import re

import regex

from extractor.reading.clauses import Sentence
from extractor.reading.context import Facts, Section
from extractor.reading.periods import Period, period_of
from extractor.reading.places import Place, Reader
from extractor.reading.scope import GOVERNS, When
from extractor.records import Status
from extractor.ruleset.calendar import calendar_number

_FIRST_HALF = 6
"""The month up to which 全年 is of the year before in news."""
_DECEMBER = 12
_FIRST_WEEKS = 2
"""The month up to which what is told yearly is of the year before."""
_SUM = "(?:累计|共计|先后|总共)"
_SUMS = re.compile(_SUM)
"""What says that a number is added up."""
_SINCE = regex.compile(rf"(?P<year>(?:19|20)\d{{2}})年以来[^。；]{{0,12}}{_SUM}")
"""What stands before what was done from a year on."""
_AVERAGED = regex.compile("(?P<years>[两二三四五六七八九十2-9])年(?:年均|平均)")


def year_over(when: When, status: Status, reviews: bool, yearly: bool, facts: Facts) -> Period | None:
    """The period, of the year before where it must be over: 全年增长6.8%, in news of February.

    So it is where news ``reviews`` a report on the year before, in papers on a session that does and are of no day,
    and in the first two months with what is told ``yearly`` (人均纯收入达487元). What is planned or expected may be of
    a year that has just begun.
    """
    period, month = when.period, facts.month
    if period is not None and facts.year is not None and when.within and status is not Status.ACTUAL:
        last = facts.year + when.within - 1  # |三年内|认定庄园50个, in a proposal
        return Period(last, str(last) if period.code == str(period.year) else f"{facts.year}/{last}")
    if period is not None and status is Status.TARGET and "/" in period.code[4:5]:
        last = int(period.code[5:9])  # “十三五”期间|计划搬迁9.6万人, told in 2018
        return Period(max(last, period.year), period.code)
    if period is not None and when.stretch and status is Status.ACTUAL and period.code == str(facts.year):
        return period_of(period.year, when.stretch)  # under 2021年上半年预算执行情况
    if period is None or (when.told and not (when.undated and status is not Status.ACTUAL)):
        return period
    if status is not Status.ACTUAL:
        past = facts.news and period.year + 1 == facts.year
        return Period(period.year + 1, period.code.replace(str(period.year), str(facts.year))) if past else period
    first_half = facts.reviewing if month is None else month <= _FIRST_HALF
    goes_on = facts.proposal and when.whole_year and month is not None and month < _DECEMBER  # 全年, in July
    begun = period.year == facts.year and ((facts.news and first_half) or goes_on)
    early = (facts.reviewing and not when.of_day) or (yearly and month is not None and month <= _FIRST_WEEKS)
    if not reviews and not (begun and (when.whole_year or (early and period.code == str(facts.year)))):
        return period
    return Period(period.year - 1, str(period.year - 1))


def in_stretch(when: When, facts: Facts) -> Period | None:
    """The period, the month of the title where it tells one: 由|上月|下降0.1%转为上涨0.2%, under 1月份价格变动."""
    period, month = when.period, when.stretch
    if period is None or month is None or not month.isdigit() or period.code != str(facts.year):
        return period
    return period_of(period.year, month)


def summed_over(reader: Reader, sentence: Sentence, place: Place, section: Section, period: Period) -> Period:
    """The years or months up to the one that is told, of what is added up: 到2027年，投资|累计|2000亿元, of five years.

    So it is with what a sentence tells without a month of its own: 8月份110亿件。收入|累计|7000亿元, from January on.
    """
    start, number = max(sentence.start, place.quantity.start - GOVERNS), place.quantity.start
    if _SUMS.search(reader.text, start, number) is None:
        return period
    year, ends = period.year, section.span > 1 and section.year == period.year
    month = period.code[5:]
    if reader.facts.news and month.isdigit() and "累计" in reader.text[start:number]:
        monthly = bool(reader.mentions.periods_in(start, number)) or int(month) == 1
        return period if monthly else period_of(year, f"01/{month}" if int(month) < _DECEMBER else None)
    since = _SINCE.search(reader.text, start, number)
    if since is not None and int(since["year"]) < year and period.code == str(year):
        return Period(year, f"{since['year']}/{year}")  # |1999年以来|，全省累计完成退耕还林413万亩
    aimed = section.status is Status.TARGET and ends and period.code == str(year)
    if aimed and "累计" in reader.text[place.left : place.quantity.start]:
        return Period(year, f"{year - section.span + 1}/{year}")
    return period


def averaged_over(
    reader: Reader, sentence: Sentence, place: Place, section: Section, base_year: int | None, period: Period
) -> Period:
    """The years that a yearly average is over, where only the last is told: 2011年…是2006年的2倍，|年均|增长11%."""
    year = period.year
    if period.code != str(year):
        return period
    told = reader.mentions.periods_in(max(sentence.start, place.quantity.start - GOVERNS), place.quantity.start)
    years = [mention.year for mention in told if mention.year is not None and mention.year < year]
    counted = _AVERAGED.search(reader.text, place.left, place.quantity.start)
    if counted is not None:
        first = year - calendar_number(counted["years"].replace("两", "二")) + 1  # |两年平均|增长7.3%
    elif base_year is not None and base_year < year:
        first = base_year + 1
    elif years:
        first = years[-1] + 1
    elif reader.facts.plan is not None and reader.facts.plan[0] < year == reader.facts.plan[1]:
        first = reader.facts.plan[0]  # 到2025年，生产总值突破500亿元，|年均|增长7%
    elif max(section.span, section.over) > 1 and section.year == year:
        first = year - max(section.span, section.over) + 1
    else:
        return period
    return Period(year, f"{first}/{year}")
