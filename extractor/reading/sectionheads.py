"""Headings of reports and plans: the section that a paragraph opens, by what it says and the years it names."""

from __future__ import annotations

import regex

from extractor.documents.document import Paragraph, ParagraphKind
from extractor.reading.context import Facts, Section
from extractor.reading.masthead import years_in
from extractor.reading.periods import PeriodMention, find_periods
from extractor.records import Status
from extractor.ruleset.calendar import calendar_number
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.entries import SectionEntry

# 今年经济社会发展主要预期目标|是：, 重点做好以下|10个方面工作。
_ANNOUNCES = regex.compile(r"(?:[的是为有以下几\d一二三四五六七八九十个项大方面工作事任务]|如下){0,14}[：:。]")
# 三、完成2019年预算任务的主要措施
_SPELLED = "(?:一九|二〇)[〇一二三四五六七八九]{2}"
_NUMBERED = regex.compile(
    rf"(?:[一二三四五六七八九十]+、|第[一二三四五六]部分 *).{{0,12}}?(?P<year>(?:19|20)\d{{2}}|{_SPELLED})年"
)
_TITLE = regex.compile(r"政府工作报告(?:[（(][^）)]{1,8}[）)])?$")
"""How the title of a report ends, which opens none of its parts."""
_WHY = regex.compile("(?:重要|重大|现实|深远)意义|重要性|必要性|紧迫性|充分认识|提高认识")
"""What the heading of a chapter says that tells why something is to be done."""
_AIMS = regex.compile("目标|指导思想|基本原则|总体要求|总体思路|主要任务|愿景|战略定位")
"""What a plan's heading says of what is to be."""
_FIVE, _FIVE_YEARS = 5, regex.compile("五年(?:的|来的?)?(?:政府)?工作")
"""What a heading says that reviews five years: 2021年和本届政府|五年工作|回顾."""
_RUN, _RUN_STARTS = 14, frozenset("“‘「过近这五四三两")
"""How long the run of years is that a paragraph begins with, and what with."""
_OPENING_YEAR = "开局"
_LEAD = 40
"""How far into a paragraph of a plan the years stand that it looks back on, in characters."""
_AHEAD = regex.compile(
    r"(?<!完成[^，。；]{0,16})目标|今后|未来|到20\d{2}年|到“|力争|将(?!近)|(?<![主重需必])要(?![求素点件])"
)
"""What shows that a paragraph of a plan tells of what is to be."""


def section_opened(
    text: str, start: int, end: int, kind: ParagraphKind, facts: Facts, rules: RuleSet
) -> tuple[SectionEntry, int | None] | None:
    """The section that a paragraph opens, and its year if the paragraph says one: 一、2025年工作回顾."""
    heading = kind is ParagraphKind.HEADING
    if heading and _TITLE.search(text, start, end) is not None:
        return None  # 毕节市2020年政府工作报告（摘要）
    head = rules.calendar.heads.search(text, start, min(end, start + 14))
    found = head
    entry = rules.calendar.section_of[head[0]] if head is not None else None
    for cue in rules.calendar.cues.finditer(text, start, end if heading else min(end, start + 70)):
        said = rules.calendar.section_of[cue[0]]
        same = entry is not None and entry.span > 1 and (said.status, said.year) == (entry.status, entry.year)
        if same and not heading:
            continue  # |五年来|，我们主要做了以下工作：
        if heading or _ANNOUNCES.match(text, cue.end()):
            found = cue
    if found is None:
        if not heading:
            return None
        return _plan_heading(text, start, end, facts, rules) or _year_heading(text, start, end, facts, rules)
    years = years_in(text, start, found.end())
    section = rules.calendar.section_of[found[0]]
    if not years and section.status == "target" and section.span == 1:
        return _years_ahead(text, start, end if heading else found.end(), facts, rules) or (section, None)
    of_plan = None
    if not years and section.status == "actual" and section.span == 1:  # “十一五”时期政府工作回顾
        of_plan = _plan_heading(text, start, end if heading else found.end(), facts, rules)
    return of_plan or (section, years[-1] if years else None)


def _years_ahead(
    text: str, start: int, end: int, facts: Facts, rules: RuleSet
) -> tuple[SectionEntry, int | None] | None:
    """The section on the years of a plan just begun: “十三五”时期的奋斗目标和主要任务, 今后五年发展的总体思路是."""
    if _OPENING_YEAR in text[start:end]:
        return None
    told = (rules.calendar.section_of[found[0]] for found in rules.calendar.heads.finditer(text, start, end))
    ahead = next((one for one in told if one.status == "target" and one.span > 1), None)
    return (ahead, None) if ahead is not None else _plan_heading(text, start, end, facts, rules)


def _plan_heading(
    text: str, start: int, end: int, facts: Facts, rules: RuleSet
) -> tuple[SectionEntry, int | None] | None:
    """The section that a heading opens by the plan that it names, just ended or begun: 二、“十四五”时期目标任务."""
    for named in find_periods(text[start:end], rules.calendar):
        if facts.year is None or named.span is None or named.back is not None:
            continue
        status = {facts.year: "target", facts.year - len(range(*named.span)) - 1: "actual"}.get(named.span[0])
        for section in rules.calendar.sections:
            if section.status == status and section.span > 1:
                return section, None
    return None


_SINCE = regex.compile(
    r"[ 　]*(?:(?:党的)?(?:十[一二三四五六七八九]|二十)大以来|改革开放以来|近年来|近几年|多年来|长期以来"
    r"|(?:过去|近|最近)[三五十3]年|(?P<year>(?:19|20)\d{2})年以来)"
)
"""How a paragraph of a plan begins that tells what has been so: 党的十八大以来, 近年来, 2015年以来."""


def _year_heading(
    text: str, start: int, end: int, facts: Facts, rules: RuleSet
) -> tuple[SectionEntry, int | None] | None:
    """The section that a numbered heading opens by its year alone: what is past is reviewed, the rest is planned."""
    match = _NUMBERED.match(text, start, end)
    if match is None or facts.year is None:
        return None
    year = calendar_number(match["year"])
    status = "actual" if year < facts.year else "target"
    entry = next((section for section in rules.calendar.sections if section.status == status), None)
    return (entry, year) if entry is not None else None


def years_of_plan(text: str, heading: Paragraph, year: int, rules: RuleSet) -> tuple[int, int]:
    """How many years a review begins with by its heading, and over how many it is.

    5 and 5 of “十二五”时期和2015年工作回顾, 1 and 5 of 2015年和“十二五”时期工作回顾, 1 and 1 of 2015年工作回顾.
    """
    told = find_periods(text[heading.start : heading.end], rules.calendar)
    runs = [(one.start, _years_up_to(one, year)) for one in told]
    years, alone = max((many for _, many in runs), default=1), _FIVE_YEARS.search(text, heading.start, heading.end)
    if alone is not None and years < _FIVE:
        runs, years = [(alone.start() - heading.start, _FIVE), *runs], _FIVE
    if years <= 1:
        return 1, 1
    first = min(start for start, many in runs if many == years)
    return (years if first <= min(one.start for one in told) else 1), years


def run_led(text: str, paragraph: Paragraph, year: int, rules: RuleSet) -> int:
    """How many years a paragraph of a review begins with: 5 of |“十四五”以来|，综合实力大幅提升, or 1."""
    if text[paragraph.start] not in _RUN_STARTS:
        return 1
    told = find_periods(text[paragraph.start : min(paragraph.start + _RUN, paragraph.end)], rules.calendar)
    return _years_up_to(told[0], year) if told and told[0].start == 0 and not told[0].compared else 1


def _years_up_to(mention: PeriodMention, year: int) -> int:
    """How many years end with one: 5 of 过去五年, and of “十二五”时期 with 2015; 1 of what does not."""
    if mention.span is not None:
        return mention.span[1] - mention.span[0] + 1 if mention.span[1] == year else 1
    return max(mention.back or 1, 1)


def chapter_of_plan(text: str, heading: Paragraph, within: Section, facts: Facts, rules: RuleSet) -> Section | None:
    """What a heading of a plan opens: 第一节　发展基础 tells what was, 规划背景 how things are, 主要目标 what is to be.

    None stands for the aims of the plan itself, ``within`` holds where a heading tells nothing of the kind.
    """
    plan = facts.plan
    if plan is None or _AIMS.search(text, heading.start, heading.end) is not None:
        return None
    if _WHY.search(text, heading.start, heading.end) is not None:
        return Section(facts.year, Status.ACTUAL, False)
    reviews = rules.calendar.plan_reviews.search(text, heading.start, heading.end)
    if reviews or _names_past_plan(text, heading.start, heading.end, plan[0], rules):
        return _past_plan(plan[0])
    return within


def paragraph_of_plan(
    text: str, paragraph: Paragraph, current: Section, chapter: Section, facts: Facts, rules: RuleSet
) -> Section:
    """What a paragraph of a plan tells of: “十三五”时期，经济实力大幅提升 looks back, as do those that go on with it.

    到2025年 and “十四五”时期 lead back to what its ``chapter`` is on.
    """
    plan, lead = facts.plan, min(paragraph.end, paragraph.start + _LEAD)
    if plan is None or chapter.status is not Status.TARGET:
        return current
    if _AHEAD.search(text, paragraph.start, lead) is not None:
        return chapter
    return _past_plan(plan[0]) if _names_past_plan(text, paragraph.start, lead, plan[0], rules) else current


def looks_back(text: str, paragraph: Paragraph, current: Section, facts: Facts) -> Section | None:
    """What was, in a paragraph of a plan that begins with since when it has been so; the next goes on with the plan."""
    if facts.plan is None or current.status is not Status.TARGET:
        return None
    since = _SINCE.match(text, paragraph.start, min(paragraph.end, paragraph.start + _LEAD))
    if since is None or (since["year"] and int(since["year"]) >= facts.plan[0]):
        return None
    return Section(facts.plan[0] - 1, Status.ACTUAL, False)


def _past_plan(first: int) -> Section:
    return Section(first - 1, Status.ACTUAL, False, 5)


def _names_past_plan(text: str, start: int, end: int, first: int, rules: RuleSet) -> bool:
    """Whether the five years before a plan are named first of all periods: “十二五”时期, in one of 2016."""
    told = next((one for one in find_periods(text[start:end], rules.calendar) if not one.compared), None)
    return told is not None and told.span is not None and told.span[1] == first - 1
