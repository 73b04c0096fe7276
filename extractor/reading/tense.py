"""Tense: the period a number is about."""

from __future__ import annotations

import regex

from extractor.reading.clauses import Sentence
from extractor.reading.context import Facts, Section
from extractor.reading.passing import in_brackets, is_beside, is_left, is_own, is_passing, is_within, of_label
from extractor.reading.periods import Period, PeriodMention, last_month, month_compared
from extractor.reading.places import Place, Reader
from extractor.reading.runs import adds_up, from_now_on, is_fiscal, joined_months, month_of
from extractor.reading.scope import FIRST_MONTHS, GOVERNS, When, resolve_period
from extractor.reading.thread import Thread
from extractor.reading.unsaid import over_years, says_now, section_period
from extractor.records import Status

_ON = ("起", "开始")
"""What stands behind the year from which on something holds: 从2016年|起|，提高到每月300元."""
_QUARTERS = frozenset(("Q1", "Q2", "Q3", "Q4"))
_OF_ALL = ("year", "end")
_PROMISES = ("aims", "expects")
_SAME = ("同期", "同月", "同季")
"""What stands behind a year of which the same part is meant."""
_SPANS = frozenset(("H1", "Q1", "Q2", "Q3", "01/09"))
_TOLD_ON = regex.compile("[^，。；]{0,6}(?:发布|公布|电|讯|通报|介绍|获悉|表示|透露|消息)")
"""What stands behind a day on which something was told."""
_LATELY = ("近", "最近")
_DONE = ("，实际", "实际", "，全国实际", "，共", "共")
"""What shows behind the end of a year that it is over."""
_SO_FAR = ("截至", "截到")


def when_of(reader: Reader, thread: Thread, sentence: Sentence, place: Place, section: Section) -> When:
    """The period in force at a number, whether the text tells its year, and the year it is compared with."""
    start = max(sentence.start, place.quantity.start - GOVERNS)
    kept = thread.passed if thread.goes_on else thread.period
    if kept is not None and _is_of_now(reader, thread, sentence, place):
        kept = None
    if kept is not None and kept.part is not None and thread.period_above and _is_expected(reader, sentence, place):
        kept = None  # 上半年，收入增长8%。⏎早稻面积|预计|594万公顷: of the year
    kept = month_of(reader, thread, sentence, section, kept)
    planned = section.status is Status.TARGET
    carried = resolve_period(kept, section.year, reader.facts, planned=planned) if kept is not None else None
    if kept is not None and carried is not None and _is_foretold(reader, thread, sentence, place, section, carried):
        kept = carried = None
    held = kept is not None and kept.tells_year and not kept.prior
    year = carried.year if carried is not None and held else None
    base_year = None
    told: PeriodMention | None = None
    period: Period | None = None
    of_day = False
    for mention in reader.mentions.periods_in(start, place.quantity.start):
        begins = mention.origin and mention.span is None and not reader.text.startswith(_ON, mention.end)
        if mention.day or (begins and (mention.start < place.left or is_left(reader, mention, place))):
            of_day = of_day or mention.day
            continue  # 由2021年的1.2万元增加到1.4万元: the second is of the year in force
        if is_beside(reader, sentence, place, section, mention) or is_passing(reader, mention, place, period):
            continue
        again = told is not None and reader.text.startswith("当年", mention.start)  # 到2030年，|当年|新增40%
        if again or _is_passed(reader, thread, place, mention, told):
            continue
        if mention.compared and not is_own(reader, mention, place):
            base_year = mention.year
            month = month_compared(mention, kept)
            if month is not None:
                told, period = month, resolve_period(month, None, reader.facts)
            continue
        mention = _of_report(reader, section, mention)
        if mention.compared and mention.part is None and reader.text.startswith(_SAME, mention.end):
            last = told or kept  # 前三季度…，较|2023年同期|27.34亿元下降
            mention = mention._replace(part=last.part if last is not None else section.stretch)
        if is_within(reader, told, mention, place):
            continue
        base_year = None if "；" in reader.text[told.end if told is not None else start : mention.start] else base_year
        after_plan = mention.back is not None and told is not None and told.span is not None
        since = _year_since(told, mention, section)
        next_year = told is not None and told.offset == 1  # 明年再开工20项，|全年|完成投资1600亿元
        told = mention = joined_months(reader.text, told, mention)
        if since is not None:
            year = since
        elif after_plan or _is_this_year(reader, mention, year, kept):
            year = None  # “十三五”前四年增长7.8%；|五年累计|新增就业440万人
        if mention.back is not None and _is_lately(reader, mention, year):
            year = None  # 1949年仅有…。|近两年|，建成7.87万公里
        if mention.back is not None and mention.back > 0 and year is None and _looks_back(reader.facts, section):
            year = section.year - 1 if section.year is not None else None  # 五年来, told in January
        beyond = year is not None and section.year is not None and year > section.year and mention.part == "year"
        year = None if beyond and not next_year else year  # 力争到2026年形成两个集群。|全年|新增120家
        period = resolve_period(mention, year if year is not None else section.year, reader.facts, planned=planned)
        begins_now = planned and section.span == 1 and year is None
        if begins_now and (mention.back or 0) > 1:
            period = from_now_on(reader, mention) or period
        if mention.tells_year and not mention.prior and not mention.origin and period is not None:
            year = period.year
    behind = in_brackets(reader, place) or of_label(reader, place)
    if behind is not None:  # 成交额由85.3亿元|（2006年）|提高到150亿元
        told, period = behind, resolve_period(behind, section.year, reader.facts)
    if told is not None and period is not None and _is_long_over(reader, place, told, period):
        told = kept = None  # 2014年面积不到3万亩；|如今|达22.8万亩
    if told is not None and period is not None and year is None and _is_of_year_gone(reader, sentence, told, period):
        period = resolve_period(told, period.year - 1, reader.facts)
    if told is not None and period is not None and _is_by_now(reader, place, told.end, period):
        told, period = _so_far(told, period, reader.facts)
    if told is not None:
        run = told.span is not None and (told.origin or reader.text[told.start].isdigit())  # 2012年至2021年
        run = run and not (is_fiscal(reader.text, told) or adds_up(reader, told, place))
        ends = told.back is not None or run
        if ends and period is not None and not over_years(reader, place):
            period = Period(period.year, str(period.year))  # 五年来…达到1.5万亿元, 从2018年到2022年: at their end
        gone = (
            year is not None and reader.facts.year is not None and year < reader.facts.year
        )  # 去年…，到|年底|达83万户
        ahead = _is_ahead(reader, told) and (kept is None or kept.offset in (None, 0)) and not gone
        dated = _tells_year(reader, told) or (year is not None and not reader.facts.year_inferred)
        whole = _is_of_whole_year(told) and not ahead
        undated = not told.tells_year and told.part is not None
        within = max(told.back or 0, 0) if reader.text[told.end - 1] == "内" else 0
        return When(period, dated, base_year, whole, ahead, undated=undated, within=within)
    if kept is not None:
        return When(carried, _tells_year(reader, kept), base_year, _is_of_whole_year(kept))
    unsaid = section_period(reader, sentence, section, place)
    told_above = section.told and section.year is not None
    of_day = of_day or section.of_day or (reader.facts.reviewing and says_now(reader, sentence, place))
    return When(unsaid, told_above, base_year, False, stretch=section.stretch, of_day=of_day)


def _of_report(reader: Reader, section: Section, mention: PeriodMention) -> PeriodMention:
    """The year before the one a report is on, where it says 去年 for it: 2017年工作回顾…由|去年|的61%提高到81.4%."""
    facts = reader.facts
    review = (facts.sectioned or facts.reports_past_year) and section.status is Status.ACTUAL and facts.year is not None
    if mention.offset != -1 or not (mention.origin or mention.compared) or not review:
        return mention
    return mention._replace(offset=None, prior=True) if section.year == (facts.year or 0) - 1 else mention


def _is_passed(
    reader: Reader, thread: Thread, place: Place, mention: PeriodMention, told: PeriodMention | None
) -> bool:
    """Whether a run of years held for the number before only: 2016年收入16.5亿元，|五年累计|62亿元，零售额23.6亿元."""
    run = mention.back is not None and told is not None and told.tells_year and told.back is None
    moved = place.frame.frame.entry.statistic in ("growth", "change", "multiple")
    return run and thread.last_place > mention.end and not moved


def _is_expected(reader: Reader, sentence: Sentence, place: Place) -> bool:
    """Whether a sentence says before a number that it is expected."""
    return bool(reader.mentions.cues.within("expects", sentence.start, place.quantity.start))


def _is_of_year_gone(reader: Reader, sentence: Sentence, told: PeriodMention, period: Period) -> bool:
    """Whether a quarter is told beside later ones still to come: |一季度|增长4.5%…，四季度增长5.2%, in January."""
    month, cues = reader.facts.month, reader.mentions.cues
    if month is None or told.tells_year or told.part not in _QUARTERS or period.year != reader.facts.year:
        return False
    later = reader.mentions.periods_in(told.end, sentence.end)
    own = (one.part for one in later if one.part in _QUARTERS and not (one.compared or one.tells_year))
    coming = any(part is not None and last_month(part) - 2 > month for part in own)
    return coming and not any(cues.within(name, sentence.start, sentence.end) for name in ("aims", "expects"))


def _is_lately(reader: Reader, mention: PeriodMention, year: int | None) -> bool:
    """Whether news comes back to the last years from one that is gone: 1949年仅有…。|近两年|建成7.87万公里."""
    facts = reader.facts
    gone = facts.news and facts.year is not None and year is not None and facts.year > year
    return gone and reader.text.startswith(_LATELY, mention.start)


def _year_since(told: PeriodMention | None, mention: PeriodMention, section: Section) -> int | None:
    """The last of the years since the one told before, if it is of now: |2016年|曾达1786万人，|6年间|减少了830万人."""
    if told is None or told.year is None or mention.back is None or section.year is None:
        return None
    last = told.year + mention.back
    return last if 0 <= section.year - last <= 1 else None


def _is_of_now(reader: Reader, thread: Thread, sentence: Sentence, place: Place) -> bool:
    """Whether a sentence comes back to the day it was written on: 2018年成立。|如今|存栏4.6万头."""
    start = max(sentence.start, place.quantity.start - GOVERNS)
    told = reader.mentions.periods_in(start, place.quantity.start) if thread.period_above else ()
    if any(one.day and not _TOLD_ON.match(reader.text, one.end) for one in told):
        return True  # 上半年…。⏎|7月1日起|，养老金增加85元
    if reader.rules.lexicon.anywhere["by_now"].match(reader.text, sentence.start, place.left):
        return True
    return says_now(reader, sentence, place)


def _is_foretold(
    reader: Reader, thread: Thread, sentence: Sentence, place: Place, section: Section, carried: Period
) -> bool:
    """Whether a time to come was told before a sentence that promises nothing: 到2025年将达…。受访者中只有8.3%…."""
    year, month, cues = reader.facts.year, reader.facts.month, reader.mentions.cues
    if thread.expected is not None:
        return False  # 预测2025年销量3200万辆。|新能源汽车1600万辆|
    part = carried.code.partition("-")[2]
    coming = month is not None and bool(part) and carried.year == year and last_month(part) > month
    if thread.period_above and not coming:
        return False  # 到2025年：⏎●工业投资4000亿元
    if reader.facts.sectioned and section.status is Status.TARGET and section.span == 1:
        return section.year is not None and carried.year > section.year  # 力争到2025年达300亿元。|培育企业10户
    if year is None or section.status is Status.TARGET or not (carried.year > year or coming):
        return False
    number, by_now = place.quantity.start, reader.rules.lexicon.anywhere["by_now"]
    promised = max((end for name in _PROMISES for _, end in cues.within(name, sentence.start, number)), default=None)
    if promised is None:
        return True
    return by_now.search(reader.text, promised, number) is not None  # 预计上半年投用。拟建于园区，公司|已|有2.2GW


def _is_this_year(reader: Reader, mention: PeriodMention, year: int | None, kept: PeriodMention | None) -> bool:
    """Whether a part of a year is of the paper's, though the sentence before told of 去年.

    去年出栏85万头。|到二月底|已有300户; 去年利润下降20%。|上半年|利润率只有0.1%.
    """
    facts = reader.facts
    if not facts.news or facts.month is None or year is None or mention.tells_year or year + 1 != facts.year:
        return False
    if kept is not None and kept.offset == -1 and kept.part is None and mention.part in _SPANS:
        return last_month(mention.part) < facts.month
    month = int(mention.part) if mention.part is not None and mention.part.isdigit() else None
    if month is None or month > facts.month:
        return False
    if mention.part == facts.stretch:
        return True  # 3月外销订单345亿美元⏎…去年第一季正值海啸。|3月|来自欧洲的订单60亿美元
    if kept is not None and kept.offset == -1 and kept.part is not None and kept.part.isdigit():
        return month < int(kept.part)  # 去年12月停产43家。工业用电量|2月份|止跌
    return reader.text[mention.start - 1 : mention.start] in ("到", "至")


def _is_ahead(reader: Reader, told: PeriodMention) -> bool:
    """Whether news tells of the end of a year that goes on: |到|年底面积达到4万亩, 年底|前|完工, not 到年底，|实际|."""
    if not (reader.facts.news and told.part == "end" and not told.tells_year) or reader.facts.month in (None, 12):
        return False
    text = reader.text
    if text.startswith("的", told.end) or text[told.end - 1] == "的":
        return False  # 由年初的820家增至|年底的|1300家
    until = text[told.start - 1 : told.start] in ("到", "至") and text[told.start - 2 : told.start] not in _SO_FAR
    return (until and not text.startswith(_DONE, told.end)) or text.startswith("前", told.end)


def _is_by_now(reader: Reader, place: Place, start: int, period: Period) -> bool:
    """Whether a number told of a period to come is what there is by now: 到2025年建成30万个，|目前|已建成12万个."""
    if reader.facts.year is None or period.year <= reader.facts.year:
        return False
    by_now = reader.rules.lexicon.anywhere["by_now"]
    told = by_now.search(reader.text, max(start, place.left), place.quantity.start)
    aimed = told is not None and reader.mentions.cues.within("aims", told.end(), place.quantity.start)
    return told is not None and not aimed  # 到2013年底，|已|建工会企业建制率|要|达到90%


def _is_long_over(reader: Reader, place: Place, told: PeriodMention, period: Period) -> bool:
    """Whether news comes back to its own day behind a year that is over."""
    facts, now = reader.facts, reader.rules.lexicon.anywhere["now"]
    ago = told.year is not None or (told.offset is not None and told.offset < 0)
    over = facts.news and facts.year is not None and ago and period.year < facts.year
    return over and now.search(reader.text, told.end, place.quantity.start) is not None


def _so_far(told: PeriodMention, period: Period, facts: Facts) -> tuple[PeriodMention | None, Period | None]:
    """A period up to the document's year if it has begun (“十四五”期间|已完成), or else none."""
    if facts.year is not None and told.span is not None and told.span[0] <= facts.year:
        return told, Period(facts.year, period.code)
    return None, None


def _is_of_whole_year(mention: PeriodMention) -> bool:
    return mention.part in _OF_ALL and not mention.tells_year


def _tells_year(reader: Reader, mention: PeriodMention) -> bool:
    """Whether a period says its year for certain: 去年 does not where the document's year was worked out."""
    return mention.tells_year and not (mention.offset is not None and reader.facts.year_inferred)


def _looks_back(facts: Facts, section: Section) -> bool:
    """Whether news of the first months still has the last year as its latest, or tells of a census or the like."""
    early = facts.month is not None and (facts.month <= FIRST_MONTHS or facts.reviewing)
    return facts.news and early and section.year == facts.year
