"""Tense: the period a number is about, and whether it happened, is promised or expected."""

from __future__ import annotations

import regex

from extractor.reading.clauses import Clause, Sentence
from extractor.reading.context import Facts, Section
from extractor.reading.periods import Period, PeriodMention
from extractor.reading.places import Place, Reader
from extractor.reading.scope import When, resolve_period, sentence_status
from extractor.reading.thread import Thread
from extractor.records import Status

_FIRST_HALF = 6
_YEAR_BEFORE = ("去年同", "上年同")
# 居民消费价格上涨0.1%，|上月|为下降0.3%; 实现利润117亿元，而|上年同期|净亏损8.9亿元
_EARLIER = regex.compile(r"[而但]?(?P<word>[去上]年同[期月]|上个?月)(?![末底])")
_SO_FAR = ("截至", "截到")
_GOVERNS = 2000
"""How far back in its sentence a period may stand and still govern a number, in characters."""


def when_of(reader: Reader, thread: Thread, sentence: Sentence, place: Place, section: Section) -> When:
    """The period in force at a number, whether the text tells its year, and the year it is compared with."""
    start = max(sentence.start, place.quantity.start - _GOVERNS)
    carried = resolve_period(thread.period, section.year, reader.facts) if thread.period is not None else None
    held = thread.period is not None and thread.period.tells_year and not thread.period.prior
    year = carried.year if carried is not None and held else None
    base_year = None
    told: PeriodMention | None = None
    period: Period | None = None
    for mention in reader.mentions.periods_in(start, place.quantity.start):
        if mention.day or (mention.origin and mention.span is None and mention.start < place.left):
            continue  # 由2021年的1.2万元增加到1.4万元: the second is of the year in force
        if mention.end < place.left and reader.rules.lexicon["carried_over"].at(reader.text, mention.end, place.left):
            continue  # 加上2019年|结转|收入180亿元、专项债券收入37500亿元
        if _is_apart(reader.text, sentence.start, mention, place.left):
            continue
        if mention.compared and not _is_own(reader, mention, place):
            base_year = mention.year
            continue
        told = mention
        year = None if _is_this_year(reader, mention, year) else year
        period = resolve_period(mention, year if year is not None else section.year, reader.facts)
        if mention.tells_year and not mention.prior and not mention.origin and period is not None:
            year = period.year
    if told is not None and period is not None and _is_by_now(reader, place, told.end, period):
        told, period = _so_far(told, period, reader.facts)
    if told is not None:
        ends = told.back is not None or (told.span is not None and told.origin)
        if ends and period is not None and not _over_years(place):
            period = Period(period.year, str(period.year))  # 五年来…达到1.5万亿元, 从2018年到2022年: at their end
        ahead = _is_ahead(reader, told)
        return When(period, _tells_year(reader, told), base_year, _is_of_whole_year(told) and not ahead, ahead)
    if thread.period is not None:
        return When(carried, _tells_year(reader, thread.period), base_year, _is_of_whole_year(thread.period))
    return When(_section_period(section, place), section.told and section.year is not None, base_year, False)


def _is_apart(text: str, start: int, mention: PeriodMention, position: int) -> bool:
    """Whether a period told amid a list or in a bracket holds there only: 提高到30%、到2020年达到50%；|建设8万套."""
    if text.find("；", mention.end, position) >= 0 and "、" in text[max(mention.start - 2, start) : mention.start]:
        return True
    closing = text.find("）", mention.end, position)
    return closing > mention.end and 0 <= text.rfind("（", start, mention.start) and "（" not in text[mention.end : closing]


def _is_own(reader: Reader, mention: PeriodMention, place: Place) -> bool:
    """Whether the number is itself what another is compared with: 是|1978年|3.3亿元的六倍, but not 比2020年翻一番."""
    beside = reader.text[mention.end : place.quantity.outer_start] in ("", "的")
    return beside and place.quantity.dimension not in ("multiple", "points", "percent")


def _is_this_year(reader: Reader, mention: PeriodMention, year: int | None) -> bool:
    """Whether a month up to which something is counted is of the paper's year: 去年出栏4085万头。|到二月底|已有300户."""
    facts = reader.facts
    if not facts.news or facts.month is None or year is None or mention.tells_year or year + 1 != facts.year:
        return False
    until = reader.text[mention.start - 1 : mention.start] in ("到", "至")
    return until and (mention.part or "").isdigit() and int(mention.part or 0) <= facts.month


def _is_ahead(reader: Reader, told: PeriodMention) -> bool:
    """Whether news tells of the end of a year that goes on: |到|年底面积达到4万亩, 年底|前|完工."""
    if not (reader.facts.news and told.part == "end" and not told.tells_year) or reader.facts.month in (None, 12):
        return False
    text = reader.text
    until = text[told.start - 1 : told.start] in ("到", "至") and text[told.start - 2 : told.start] not in _SO_FAR
    return until or text.startswith("前", told.end)


def _is_by_now(reader: Reader, place: Place, start: int, period: Period) -> bool:
    """Whether a number told of a period to come is what there is by now: 到2025年建成30万个，|目前|已建成12万个."""
    if reader.facts.year is None or period.year <= reader.facts.year:
        return False
    by_now = reader.rules.lexicon.anywhere["by_now"]
    return by_now.search(reader.text, max(start, place.left), place.quantity.start) is not None


def _so_far(told: PeriodMention, period: Period, facts: Facts) -> tuple[PeriodMention | None, Period | None]:
    """A period up to the document's year if it has begun (“十四五”期间|已完成), or else none."""
    if facts.year is not None and told.span is not None and told.span[0] <= facts.year:
        return told, Period(facts.year, period.code)
    return None, None


def _is_of_whole_year(mention: PeriodMention) -> bool:
    return mention.part in ("year", "end") and not mention.tells_year


def year_over(when: When, status: Status, reviews: bool, facts: Facts) -> Period | None:
    """The period, of the year before where it must be over: 全年增长6.8%, in news of February.

    So it is where news ``reviews`` a report on the year before. What is planned or expected may be of a year that
    has just begun.
    """
    period, month = when.period, facts.month
    if period is None or when.told:
        return period
    if status is not Status.ACTUAL:
        past = facts.news and "-" in period.code and period.year + 1 == facts.year
        return Period(period.year + 1, period.code.replace(str(period.year), str(facts.year))) if past else period
    begun = facts.news and period.year == facts.year and month is not None and month <= _FIRST_HALF
    if not reviews and not (begun and when.whole_year):
        return period
    return Period(period.year - 1, str(period.year - 1))


def _tells_year(reader: Reader, mention: PeriodMention) -> bool:
    """Whether a period says its year for certain: 去年 does not where the document's year was worked out."""
    return mention.tells_year and not (mention.offset is not None and reader.facts.year_inferred)


def _section_period(section: Section, place: Place) -> Period | None:
    """The period of a section; what moved did so over all of its years, what is reached holds at their end."""
    year = section.year
    if year is None:
        return None
    if section.span > 1 and _over_years(place):
        return Period(year, f"{year - section.span + 1}/{year}")
    return Period(year, str(year))


def _over_years(place: Place) -> bool:
    """Whether a number told of several years is of all of them: growth, and amounts that no 达到 makes a state."""
    entry = place.frame.frame.entry
    moved = entry.statistic in ("growth", "change", "multiple") or entry.former
    summed = entry.statistic == "level" and place.frame.taken == 0 and place.quantity.dimension != "percent"
    return moved or summed


def before(period: Period | None, since: str, section: Section, facts: Facts) -> Period | None:
    """When a value held from which another has come: before the years that are reported on.

    ``since`` is what is told of it: 由|去年同期|的88%跌至63%.

    从9万元提高到11万元 is of the year before in a report on one year, and of six years ago in one on five. In news,
    and for parts of a year, nothing tells how long the change took.
    """
    if period is not None and since.startswith(_YEAR_BEFORE):
        return Period(period.year - 1, period.code.replace(str(period.year), str(period.year - 1)))
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


def earlier(reader: Reader, clause: Clause, place: Place, period: Period | None) -> Period | None:
    """The period of a number, moved back where its clause begins with an earlier one: |上月|为下降0.3%.

    None where the month before is told of a stretch that is no month, and the paper's own is not known.
    """
    if period is None or reader.text[clause.start] not in "而但去上":
        return period
    match = _EARLIER.match(reader.text, clause.start, place.quantity.outer_start)
    if match is None:
        return period
    if match["word"].startswith(_YEAR_BEFORE):
        return Period(period.year - 1, period.code.replace(str(period.year), str(period.year - 1)))
    month = int(period.code[5:]) if period.code[5:].isdigit() else 0
    if period.code == str(reader.facts.year) and reader.facts.news:
        month = reader.facts.month or 0
    if not month:
        return None
    year, month = (period.year, month - 1) if month > 1 else (period.year - 1, 12)
    return Period(year, f"{year}-{month:02d}")


def status_of(
    reader: Reader, sentence: Sentence, place: Place, section: Section, period: Period | None, ahead: bool
) -> Status:
    """Whether the number happened, is promised or expected; ``ahead`` tells that its period is not yet over."""
    lexicon = reader.rules.lexicon
    if place.frame.frame.entry.status:
        return Status(place.frame.frame.entry.status)
    if lexicon["goal_after"].at(reader.text, place.quantity.outer_end, len(reader.text)):
        return Status.TARGET
    completes = place.frame.frame.entry.statistic == "completion"  # 完成年度|目标|110%
    said = sentence_status(
        reader.text,
        sentence,
        place.frame.start if completes else place.quantity.start,
        section,
        reader.facts,
        reader.mentions,
        reader.rules,
    )
    year = reader.facts.year
    coming = period is not None and year is not None and period.year >= year
    reviewed = reader.facts.sectioned and section.status is Status.ACTUAL and not coming  # 力争 told of what was done
    if said is not None and not (said is Status.TARGET and reviewed):
        return said
    if ahead:
        return Status.TARGET
    if period is not None and year is not None:
        if period.year > year:
            return Status.TARGET
        if section.status is Status.TARGET and section.year is not None and period.year < section.year:
            return Status.ACTUAL
    if section.status is Status.TARGET and _is_executed(reader, sentence):
        return Status.ACTUAL
    return section.status


def _is_executed(reader: Reader, sentence: Sentence) -> bool:
    """Whether a sentence says how much of an aim was reached, and tells what happened: 支出1273亿元，|为预算的|94%."""
    return reader.rules.lexicon.anywhere["executed"].search(reader.text, sentence.start, sentence.end) is not None
