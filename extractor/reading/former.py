"""Earlier values: when held what a number has come from, and what stands beside it for comparison."""

from __future__ import annotations

import regex

from extractor.reading.clauses import Clause, Sentence
from extractor.reading.context import Facts, Section
from extractor.reading.frames import FrameMatch
from extractor.reading.passing import stands_beside
from extractor.reading.periods import Period
from extractor.reading.places import Place, Reader
from extractor.reading.scope import When, resolve_period
from extractor.reading.status import is_aim_moved
from extractor.reading.thread import Thread
from extractor.records import Status
from extractor.ruleset.calendar import calendar_number

_YEAR_BEFORE = ("去年同", "上年同", "一年前")
# 占比|由去年同期的|29.4%降至28.1%, 为|去年同期（|266.7亿元）的3.6倍
_SINCE = regex.compile("(?:[由从][去上]年同[期月]的?(?:净?亏损|盈利|增长|下降|上涨|下跌)?[约近]?|[去上]年同[期月]（)$")
# 较|2022年同月（|9,759人次）, 较|6月份的相应升幅（|1.9%）为小
_THEN = regex.compile(
    r"(?:[比较与同]|高于|低于)(?:(?P<year>(?:19|20)\d{2}|二〇[〇一二三四五六七八九]{2})年(?:(?P<month>\d{1,2})月份?|同[期月季])"
    r"|(?P<month>\d{1,2})月份?)的?\p{Han}{0,6}[（(]$"
)
_COMPARED = regex.compile("[比较][去上]年同[期月]的?$")
"""What stands before a value of a year ago: 渗透率40.4%，|较去年同期|36.3%的渗透率提升4.1个百分点."""
_OLD = regex.compile(r"[比较与同和][去上]年同[期月季]的?(?P<gap>\p{Han}{0,8})$")
"""The same with a name of its own: 与|上年同期利润|3亿元相比."""
_NOW = regex.compile("[由从](?:现行|目前|现有|现在|当前|如今)")
"""What leads up to what is so when an aim is told: 由|现行的|每吨2.30元调整为2.50元."""
_BEFORE = "前值"
"""The figure of the month or quarter before, in news of the markets: CPI同比上涨2.1%，预期2.2%，|前值|2.0%."""
_AMENDED = ("调整", "调增", "调减")
_CLOSE, _FAR = 8, 16
# 食品价格|由上月|上涨2.3%转为下降0.5%
_TURNED = regex.compile(r"[由从](?P<word>上个?月|上一?季度?)(?:的|当月|份)?\p{Han}{0,6}$")
"""How many characters before its number it stands in at the most."""
_MONTH_BEFORE = ("上月", "上个月")
# 居民消费价格上涨0.1%，|上月|为下降0.3%; 实现利润117亿元，而|上年同期|净亏损8.9亿元
_EARLIER = regex.compile(
    r"(?:[而但]|(?:扭转|改变|结束)了?)?(?P<word>前值|[去上]年同[期月]|上个?月|上一?季度?)(?![末底])"
)


def former_period(
    reader: Reader, sentence: Sentence, place: Place, frame: FrameMatch, section: Section, period: Period | None
) -> Period | None:
    """When a value held from which another has come: the year told with it, or else before those reported on.

    从|2002年|的1453亿元增加到3433亿元，人均由2.7万元提高到6.1万元; 与|2010年|相比，由5507人上升为11019人.
    """
    turned = _TURNED.search(reader.text, max(place.quantity.outer_start - _FAR, 0), place.quantity.outer_start)
    if turned is not None and period is not None:
        return _before_it(reader, turned["word"], period)
    if _is_amended(reader, place):
        return period
    behind = reader.mentions.period_at.get(place.quantity.outer_end + 1)
    if behind is not None and behind.year is not None and reader.text[place.quantity.outer_end] in "（(":
        return period
    if period is not None and _COMPARED.search(reader.text, frame.start, place.quantity.outer_start):
        return _same_a_year_before(period)
    inside = reader.mentions.periods_in(frame.start, place.quantity.start)
    if inside:  # which is the period in force already, unless it is what is compared with
        last = inside[-1]
        beside = reader.text[last.end : place.quantity.outer_start] in ("", "的")  # 比上年|838.1毫米偏多
        if place.joint and last.year is not None and last.origin:
            return resolve_period(last, None, reader.facts)  # 分别由|2012年|的18506元、9143元提高到…
        told = period if beside or not last.compared else resolve_period(last, period and period.year, reader.facts)
        return told or period
    for mention in reversed(reader.mentions.periods_in(sentence.start, place.quantity.start)):
        if mention.span is not None and reader.text[mention.start].isdigit():
            return Period(mention.span[0], str(mention.span[0]))  # 2011年至2013年，由1418亿元增至3139亿元
        compared = mention.compared and mention.span is None
        if (mention.origin or compared) and mention.first_year is not None:
            return Period(mention.first_year, str(mention.first_year))
    return _before(period, frame.whole or frame.against, section, reader.facts)


def _is_amended(reader: Reader, place: Place) -> bool:
    """Whether a budget's number is replaced by another for the same year: 税收收入由|71500万元|调整为61300万元."""
    return reader.facts.budget and reader.text.startswith(_AMENDED, place.quantity.outer_end)


def _before(period: Period | None, since: str, section: Section, facts: Facts) -> Period | None:
    """When a value held from which another has come: before the years that are reported on.

    ``since`` is what is told of it: 由|去年同期|的88%跌至63%, 比|去年同期|的13元高出8元.

    从9万元提高到11万元 is of the year before in a report on one year, and of six years ago in one on five. In news,
    and for parts of a year, nothing tells how long the change took.
    """
    if period is not None and since.startswith(_YEAR_BEFORE):
        return _same_a_year_before(period)
    if period is None or "-" in period.code:
        return period
    if "/" in period.code:
        year = int(period.code[:4]) - 1
    elif facts.plan is not None and section.status is Status.TARGET:
        year = facts.plan[0] - 1  # 普及率由89%提高到93%, by the end of five years
    elif facts.since:
        year = period.year - facts.since  # 文盲率由24.42%下降为21.11%, since the last census
    elif facts.sectioned or facts.reports_past_year or facts.plan is not None:
        year = period.year - section.span
    else:
        return period
    return Period(year, str(year))


def _same_a_year_before(period: Period) -> Period | None:
    """The same part of the year before: 2023-Q2 of 2024-Q2, for |去年同期|; None for a run of years, which has none."""
    if period.code[4:5] == "/":
        return None
    return Period(period.year - 1, period.code.replace(str(period.year), str(period.year - 1)))


def _quarter_before(period: Period) -> Period | None:
    """The quarter before a quarter; None of anything else: 第二季增长6.1%，|上一季|为8.8%."""
    if not period.code[5:].startswith("Q"):
        return None
    quarter = int(period.code[6:])
    year, quarter = (period.year, quarter - 1) if quarter > 1 else (period.year - 1, 4)
    return Period(year, f"{year}-Q{quarter}")


def was_so(
    reader: Reader, place: Place, frame: FrameMatch, status: Status, period: Period | None, when: When
) -> tuple[Status, Period | None]:
    """The status and the period of an earlier value, which is a fact beside what is planned or expected.

    今年示范村由|300多个|增至500个, 预计上涨7.4%，较|6月的7.1%|扩大; but an aim of 7% that is lowered was one. A plan
    for a year begins in the one before, unless the value has its own: 由|2021年的741万人|增至2046年的819万人.
    """
    if is_aim_moved(reader, place):
        return Status.TARGET, when.period
    if _is_amended(reader, place):
        return Status.TARGET, period
    own = bool(reader.mentions.periods_in(frame.start, place.quantity.start))
    over = own and period is not None and reader.facts.year is not None and period.year < reader.facts.year
    if status is Status.FORECAST and (over or frame.against):
        return Status.ACTUAL, period
    if status is not Status.TARGET or "目标" in place.phrase.text:
        return status, period
    own = own or _NOW.search(reader.text, frame.start, place.quantity.start) is not None
    plans = not reader.facts.proposal  # a proposal begins from what is so: 由|5亿元|扩大到10亿元
    if plans and period is not None and period == when.period and not own and period.code == str(period.year):
        period = Period(period.year - 1, str(period.year - 1))
    return Status.ACTUAL, period


def earlier(reader: Reader, clause: Clause, place: Place, period: Period | None) -> Period | None:
    """The period of a number, moved back where an earlier one is told of it: |上月|为下降0.3%, 低于|上一季|的2.6%.

    None where the month before is told of a stretch that is no month, and the paper's own is not known.
    """
    if period is None:
        return None
    if place.frame.frame.entry.beside:
        told = reader.mentions.periods_in(place.frame.start, place.quantity.start)
        if told and reader.text[told[-1].start : told[-1].end] == place.frame.against:
            return resolve_period(told[-1], period.year, reader.facts) or period  # 高于|2020年第四季|5.5%的升幅
    then = _THEN.search(reader.text, max(place.quantity.outer_start - _FAR, 0), place.quantity.outer_start)
    if then is not None and "/" not in period.code[4:5]:
        year = calendar_number(then["year"]) if then["year"] else period.year  # 较|2022年同月（|9,759人次）大幅增加
        month = calendar_number(then["month"]) if then["month"] else 0
        return Period(year, f"{year}-{month:02d}" if month else period.code.replace(str(period.year), str(year)))
    if _SINCE.search(reader.text, max(place.quantity.outer_start - _CLOSE, 0), place.quantity.outer_start):
        return _same_a_year_before(period)  # 占比|由去年同期的|29.4%降至28.1%, 为|去年同期（|266.7亿元）的3.6倍
    if is_same_time_of_old(reader, place):
        return _same_a_year_before(period)
    begins, lexicon, beside = place.frame.start, reader.rules.lexicon, 0
    if reader.text.endswith("的", 0, place.quantity.outer_start):
        beside = max(lexicon[name].at(reader.text, begins, place.quantity.start) for name in ("above", "below"))
    if not (beside or reader.text[clause.start] in "而但去上扭改结前"):
        return period
    match = _EARLIER.match(reader.text, begins + beside if beside else clause.start, place.quantity.outer_start)
    return period if match is None else _before_it(reader, match["word"], period)


def is_same_time_of_old(reader: Reader, place: Place) -> bool:
    """Whether a number is what another is compared with, of a year ago: 与|上年同期利润|3亿元相比."""
    start = place.quantity.outer_start
    if reader.text.find("年同", max(start - _FAR, 0), start) < 0 or place.frame.frame.entry.statistic != "level":
        return False
    told = _OLD.search(reader.text, max(start - _FAR, 0), start)
    return told is not None and stands_beside(reader.text, told["gap"], place)


def _before_it(reader: Reader, word: str, period: Period) -> Period | None:
    """The period that 上月, 上季度, 去年同期 or 前值 stands for beside another."""
    if word.startswith(_YEAR_BEFORE):
        return _same_a_year_before(period)
    if "季" in word or (word == _BEFORE and "Q" in period.code):
        return _quarter_before(period)
    month = int(period.code[5:]) if period.code[5:].isdigit() else 0
    if period.code == str(reader.facts.year) and reader.facts.news:
        month = reader.facts.month or 0
    if not month:
        return None
    year, month = (period.year, month - 1) if month > 1 else (period.year - 1, 12)
    return Period(year, f"{year}-{month:02d}")


def month_before(reader: Reader, thread: Thread, clause: Clause, period: Period | None, when: When) -> Period | None:
    """The period of a claim, the paper's last month where the paragraph goes on about it.

    |上月|签约5024宗，按月减少12.6%。其中住宅3798宗.
    """
    year = reader.facts.year
    if when.told or when.period is None or when.period.code != str(year):
        thread.month_before = None
        return period
    if period != when.period:
        if reader.text.startswith(_MONTH_BEFORE, clause.start):
            thread.month_before = period
        return period
    return thread.month_before or period
