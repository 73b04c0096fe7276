"""Runs of years: what is told of all of them, of their end alone, or of those to come."""

from __future__ import annotations

import regex

from extractor.reading.clauses import Sentence
from extractor.reading.context import Section
from extractor.reading.indicators import look_up
from extractor.reading.periods import Period, PeriodMention
from extractor.reading.places import Place, Reader
from extractor.reading.thread import Thread

_IN_THEM = regex.compile("的?这?[\\d一二三四五六七八九十]{1,3}年[来中间里内]")
"""What stands behind a run of years in which something was done: 从1953年到1978年|的二十六年中|，救济款达4820万元."""


def is_fiscal(text: str, told: PeriodMention) -> bool:
    """Whether a run of years is one that begins in the one and ends in the other: 2024—25年度."""
    if told.span is None or told.span[1] != told.span[0] + 1:
        return False
    return text[max(told.end - 2, 0) : told.end].removesuffix("的").endswith("度")


def adds_up(reader: Reader, told: PeriodMention, place: Place) -> bool:
    """Whether a run of years is told of what came together in them: 的二十六年中，救济款|达|4820万元."""
    known = look_up(place.phrase.text, reader.rules)
    return known is None and _IN_THEM.match(reader.text, told.end) is not None


def from_now_on(reader: Reader, mention: PeriodMention) -> Period | None:
    """The years that begin with a plan: |五年|累计投入100亿元以上, in a policy of 2022; not 五年|来|."""
    year, back, plan = reader.facts.year, mention.back, reader.facts.plan
    if plan is not None and back == plan[1] - plan[0] + 1:
        year = plan[0]  # |五年累计|下降18%, in a plan of 2021 to 2025 that came out in 2022
    if year is None or back is None or back < 0 or reader.text[mention.end - 1] == "来":
        return None
    return Period(year + back - 1, f"{year}/{year + back - 1}")


def joined_months(text: str, before: PeriodMention | None, mention: PeriodMention) -> PeriodMention:
    """The months up to one that are told with it: |4、5、6月份|，发电量增长5% is of all three."""
    first, last = before.part if before is not None else None, mention.part
    if before is None or first is None or last is None or not last.isdigit() or mention.tells_year:
        return mention
    if text[before.end : mention.start] not in ("、", "和") or not first[-2:].isdigit() or len(first) not in _MONTHS:
        return mention
    follows = int(first[-2:]) + 1 == int(last)
    return mention._replace(year=before.year, offset=before.offset, part=f"{first[:2]}/{last}") if follows else mention


def month_of(
    reader: Reader, thread: Thread, sentence: Sentence, section: Section, kept: PeriodMention | None
) -> PeriodMention | None:
    """The month of a sentence that compares with the one before: 12月…。全年…。PPI下降2.7%，|比上月|收窄0.3个百分点."""
    if kept is None or not reader.facts.news or kept.span is not None:
        return kept
    if kept.part not in (None, "year") and "/" not in kept.part:
        return kept
    month = thread.month
    if month is None and section.stretch is not None and section.stretch.isdigit():
        month = PeriodMention(kept.start, kept.end, part=section.stretch)
    if month is None or (kept.part is not None and "/" in kept.part and kept.part[-2:] != month.part):
        return kept  # 7月…。1—8月…
    if _SINCE_MONTH.search(reader.text, sentence.start, sentence.end) is None:
        return kept
    return month


_SINCE_MONTH = regex.compile("[与和同较比]上个?月|环比")
"""What tells that a sentence is of a month."""
_MONTHS = (2, 5)
"""How long the part of a mention is that tells a month, or some."""
