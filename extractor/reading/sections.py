"""Sections: what year and status the paragraphs of a document are about."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractor.documents.document import Document, Paragraph, ParagraphKind
from extractor.documents.items import behind_marks
from extractor.reading.context import Facts, Section, stretch_of
from extractor.reading.masthead import YEAR
from extractor.reading.periods import find_periods, last_month
from extractor.reading.scope import FIRST_MONTHS
from extractor.records import Status
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.entries import SectionEntry

# 今年经济社会发展主要预期目标|是：, 重点做好以下|10个方面工作。
_ANNOUNCES = regex.compile(r"(?:[的是为有以下几\d一二三四五六七八九十个项大方面工作事任务]|如下){0,14}[：:。]")
# 三、完成2019年预算任务的主要措施
_NUMBERED = regex.compile(r"(?:[一二三四五六七八九十]+、|第[一二三四五六]部分 *).{0,12}?(?P<year>(?:19|20)\d{2})年")
_BOX = regex.compile(
    r"(?:(?P<year>20\d{2})年?，?|(?P<now>今年)|(?P<ahead>[未今][来后]五年)|去年|过去一年)[^，。；]{0,14}?"
    "(?:(?P<aim>目标(?:任务)?|怎么干|这么干|这样干|干什么|要干啥|怎么办|要办好?|要干|将办|重点工作|期待|展望|向往|憧憬|启航)"
    "|(?P<deeds>为民办|民生(?=实事))|成绩单|主要数据|主要指标|答卷|亮点数据|回眸|回望|走过|干得怎么样|干了啥)"
    "的?(?:[这哪]些)?(?:十[件大])?(?:民生)?(?:大?实?事)?[？?]?(?:（[^（）]{2,4}）)?[】》”］\\]]?$"
    r"|[·•](?P<of>20\d{2})[】》”］\]]?$"
    r"|(?<!.)[【《“]?(?P<years>过去五年|五年来|这五年)[】》”]?$|[^，。；]{2,14}(?P<past>这一年)[】》”]?$"
)
"""What heads a box of figures."""
_WIRE = regex.compile(r"\p{Han}{2,8}[讯电] ?[（(]")
"""How an item of another paper's name begins, which belongs to no box: 南方日报讯（记者/邓媛雯）."""
_PLAN = 5
"""How many years a box tells of that is headed 过去五年, 未来五年."""
_CAPTION = regex.compile("[▲△●]?(?:图为|图[①-⑨：:]|[上下左右]图)")
# 本报讯 |1月22日|，电力公司购电500万度
_DAY = regex.compile(r"\d月\d{1,2}日|[昨今][日天]|\d日[，从]")
_SHORT = 16
"""How long a paragraph is that may be a heading whose characters are set apart, in characters."""
_YEAR_BEFORE = regex.compile("(?<![比较])(?:去年|上年)|全年")
"""What tells that an item with a day is about the year before all the same."""
_WHY = regex.compile("(?:重要|重大|现实|深远)意义|重要性|必要性|紧迫性|充分认识|提高认识")
"""What the heading of a chapter says that tells why something is to be done."""
_CHAPTER = regex.compile("第[一二三四五六七八九十百]+(?:[章篇]|(?P<part>节))|[一二三四五六七八九十]+、")
_AIMS = regex.compile("目标|指导思想|基本原则|总体要求|总体思路|主要任务|愿景|战略定位")
"""What a plan's heading says of what is to be."""
# 2023年湖南省高级人民法院工作报告: the year that it is given in, not the one it tells of
_SESSION = regex.compile(r"(?:19|20)\d{2}年(?!度).{0,20}工作报告")


def read_sections(document: Document, facts: Facts, rules: RuleSet) -> list[Section]:
    """The section of every paragraph: the review tells the year before, the tasks tell targets of the report's own."""
    text = document.folded.text
    default = _default(document, facts, rules)
    past = facts.reviewing or (default.year is not None and facts.year is not None and default.year < facts.year)
    current = replace(default, stretch=facts.stretch)
    chapter = default
    body = False
    sections = []
    for paragraph in document.paragraphs:
        words = behind_marks(text, paragraph.start, paragraph.end) if facts.proposal else paragraph.start
        if facts.sectioned and paragraph.kind is not ParagraphKind.TABLE:
            opened = _opens(text, paragraph.start, paragraph.end, paragraph.kind, facts, rules)
            if opened is not None:
                entry, year = opened
                span = 1 if year is not None else entry.span  # 2025年和“十四五”时期工作回顾 begins with 2025
                if year is not None and paragraph.kind is ParagraphKind.HEADING:
                    span = _years_of_plan(text, paragraph, year, rules)
                if year is None and facts.year is not None:
                    year = facts.year + int(entry.year)
                status = Status(entry.status)
                said = text[paragraph.start : paragraph.end] if paragraph.kind is ParagraphKind.HEADING else ""
                part = stretch_of(said, facts.year, facts.month, rules) if said and year == facts.year else None
                if opened[1] is not None and facts.year is not None:  # the year of a heading says it more surely
                    done = opened[1] < facts.year or (part is not None and status is Status.ACTUAL)
                    status = Status.ACTUAL if done else Status.TARGET
                if status is Status.ACTUAL or opened[1] is not None or not facts.reports_past_year:
                    current = Section(year, status, True, span, part)  # 2011年上半年财政预算执行情况
        elif facts.plan is not None and (opens := _CHAPTER.match(text, paragraph.start, paragraph.end)) is not None:
            current = _of_plan(text, paragraph, chapter if opens["part"] else default, facts, rules) or default
            chapter = chapter if opens["part"] else current  # 第二节, of what its chapter is on if it says nothing
        elif facts.proposal and _suggests(text, words, paragraph, rules):
            current = Section(facts.year, Status.TARGET, False)
        elif facts.proposal and _answers(text, words, paragraph, rules):
            current = default
        elif facts.news and (box := _boxed(text, paragraph, facts)) is not None:
            current = box
        elif facts.news and current.boxed and _is_item(text, paragraph):
            pass
        elif facts.news and not facts.proposal and paragraph.kind is ParagraphKind.HEADING:
            year = _item_year(text, paragraph.start, paragraph.end, facts, rules)
            stretch = stretch_of(text[paragraph.start : paragraph.end], facts.year, facts.month, rules)
            kept = current.stretch if not body or facts.released else facts.stretch if facts.single else None
            opened_here = default if year is None else Section(year, Status.ACTUAL, True)
            current = replace(opened_here, stretch=stretch or kept)
        elif facts.news and (
            rules.lexicon["own_wire"].at(text, paragraph.start, paragraph.end)
            or (current.boxed and _WIRE.match(text, paragraph.start, paragraph.end))
        ):
            kept = current.stretch if not body or facts.single else None
            daily = past and _is_of_day(text, paragraph, facts, rules)
            # 本报栾川讯: another item, whether its heading was seen or not
            current = replace(default, year=facts.year if daily else default.year, stretch=kept, of_day=daily)
        plain = paragraph.kind is ParagraphKind.TEXT
        if plain and current.span > 1 and current.year and text.startswith(f"{current.year}年", paragraph.start):
            current = replace(current, span=1)  # 2015年是“十二五”收官之年
        body = body or paragraph.kind is not ParagraphKind.HEADING
        caption = facts.news and _CAPTION.match(text, paragraph.start, paragraph.end) is not None
        of_day = caption and past and _is_of_day(text, paragraph, facts, rules)  # 图为|3月6日|，给大棚通风
        sections.append(replace(current, of_day=of_day, caption=True) if caption else current)
    for number in range(len(sections) - 2, -1, -1):
        item, heads = sections[number + 1], document.paragraphs[number].kind is ParagraphKind.HEADING
        if item.of_day and heads and not sections[number].boxed:
            year = sections[number].year if item.caption else item.year
            sections[number] = replace(sections[number], year=year, of_day=True)
    return sections


def _of_plan(text: str, heading: Paragraph, within: Section, facts: Facts, rules: RuleSet) -> Section | None:
    """What a heading of a plan opens: 第一节　发展基础 tells what was, 规划背景 how things are, 主要目标 what is to be.

    None stands for the aims of the plan itself, ``within`` holds where a heading tells nothing of the kind.
    """
    plan = facts.plan
    if plan is None or _AIMS.search(text, heading.start, heading.end) is not None:
        return None
    if _WHY.search(text, heading.start, heading.end) is not None:
        return Section(facts.year, Status.ACTUAL, False)
    reviews = rules.calendar.plan_reviews.search(text, heading.start, heading.end)
    return Section(plan[0] - 1, Status.ACTUAL, False, 5) if reviews else within


def _is_of_day(text: str, paragraph: Paragraph, facts: Facts, rules: RuleSet) -> bool:
    """Whether an item of a paper about a session tells of a day: 本报讯 |1月22日|，购电500万度."""
    if _DAY.search(text, paragraph.start, paragraph.end) is None:
        return False
    told = text[paragraph.start : paragraph.end]
    if _YEAR_BEFORE.search(text, paragraph.start, paragraph.end) is not None:
        return False
    return not any(one in told for one in (*rules.calendar.sessions, f"{(facts.year or 0) - 1}年"))


def _years_of_plan(text: str, heading: Paragraph, year: int, rules: RuleSet) -> int:
    """How many years a review begins with by its heading: 5 of “十二五”时期和2015年工作回顾, 1 of 2015年工作回顾."""
    told = find_periods(text[heading.start : heading.end], rules.calendar)
    plan = next((one.span for one in told if one.back is None), None)
    return plan[1] - plan[0] + 1 if plan is not None and plan[1] == year else 1


def _boxed(text: str, paragraph: Paragraph, facts: Facts) -> Section | None:
    """What the heading of a box says of the figures under it: 2024年预期目标, 2023年成绩单."""
    if paragraph.kind is not ParagraphKind.HEADING or facts.year is None:
        return None
    told = _BOX.search(text, paragraph.start, paragraph.end)
    early = facts.month is not None and facts.month <= FIRST_MONTHS
    if told is None or (told["of"] and not (facts.reviewing or (early and told["of"] == str(facts.year)))):
        return None
    if told["ahead"]:
        return Section(facts.year + _PLAN - 1, Status.TARGET, True, _PLAN, boxed=True)
    if told["years"]:
        return Section(facts.year - early, Status.ACTUAL, True, _PLAN, boxed=True)
    if told["past"]:
        return Section(facts.year - early, Status.ACTUAL, True, boxed=True)
    printed = told["year"] or told["of"]
    year = int(printed) if printed else facts.year - (0 if told["now"] else 1)
    if abs(year - facts.year) > 1:
        return None
    aimed = told["aim"] or (
        (told["of"] or told["deeds"]) and year == facts.year
    )  # 数读·2017, in January: what the year is to bring
    return Section(year, Status.TARGET if aimed else Status.ACTUAL, True, boxed=True)


def _is_item(text: str, paragraph: Paragraph) -> bool:
    """Whether a line belongs to the box above it: ●地区生产总值增长5%左右, 28421元 ↑5.5%."""
    figures = paragraph.kind is ParagraphKind.HEADING and any(map(str.isdigit, text[paragraph.start : paragraph.end]))
    return figures or behind_marks(text, paragraph.start, paragraph.end) != paragraph.start


def _suggests(text: str, start: int, paragraph: Paragraph, rules: RuleSet) -> bool:
    """Whether a paragraph of a proposal begins what it suggests: 三、对策建议, 建 议：."""
    said = text[start : paragraph.end] if paragraph.end - start <= _SHORT else ""
    if said:
        return rules.calendar.suggestions.match("".join(said.split())) is not None
    return rules.calendar.suggestions.match(text, start, paragraph.end) is not None


def _answers(text: str, start: int, paragraph: Paragraph, rules: RuleSet) -> bool:
    """Whether a paragraph of a proposal begins what is so or was done: 存在的问题, …，现答复如下：, 对提案的答复."""
    leads = paragraph.kind is ParagraphKind.HEADING or text[paragraph.end - 1] in "：:"
    told = rules.calendar.standings.match(text, start, paragraph.end)
    return told is not None or (leads and rules.calendar.standings_end.search(text, start, paragraph.end) is not None)


def _item_year(text: str, start: int, end: int, facts: Facts, rules: RuleSet) -> int | None:
    """The year that an item of a newspaper page is about by its heading: 2003年国民经济和社会发展统计公报."""
    if not rules.calendar.accounts.search(text, start, end):
        return None
    years = [int(found[0]) for found in YEAR.finditer(text, start, end)]
    return years[0] if years and (facts.year is None or years[0] < facts.year) else None


def _default(document: Document, facts: Facts, rules: RuleSet) -> Section:
    """What holds before any section opens; a part of a report without a review is its tasks."""
    if facts.plan is not None:
        return Section(facts.plan[1], Status.TARGET, False)
    if facts.year is None:
        return Section(None, Status.ACTUAL, False)
    if facts.reports_past_year:
        years = [] if _SESSION.search(facts.title) else [int(found[0]) for found in YEAR.finditer(facts.title)]
        return Section(years[0] if years else facts.year - 1, Status.ACTUAL, bool(years))
    if not facts.sectioned:
        told = {int(found[0]) for found in YEAR.finditer(facts.title)}
        headline = facts.title.strip().split(" ")[0]  # 最低工资下月涨至730元 去年职工工资首超3000元: of two things
        named = find_periods(headline, rules.calendar) if facts.news and facts.single else ()
        told |= {facts.year + one.offset for one in named if one.offset is not None and not one.compared}
        before = told == {facts.year - 1}  # 2020年湖南省农业农村经济运行情况新闻发布会, held in 2021; 去年房价2046元
        before = before or (not told and (_leads_with_last_year(document, facts, rules) or _is_on_accounts(facts)))
        return Section(facts.year - before, Status.ACTUAL, False)
    text = document.folded.text
    opened = (_opens(text, p.start, p.end, p.kind, facts, rules) for p in document.paragraphs)
    if any(found is not None for found in opened):  # what stands before the first section opens the review
        return Section(facts.year - 1, Status.ACTUAL, False)
    return Section(facts.year, Status.TARGET, False)


def _is_on_accounts(facts: Facts) -> bool:
    """Whether news of the first half of a year is about the accounts of the year before: 上市公司|年报|盘点, in May."""
    half = facts.month is None or facts.month <= _ACCOUNTS_OUT
    return facts.news and half and _ACCOUNTS.search(facts.title) is not None


_ACCOUNTS = regex.compile("(?<!半)年报|年度业绩|年度报告")
_ACCOUNTS_OUT = 6
"""The month in which the accounts of the year before are all out."""


def _leads_with_last_year(document: Document, facts: Facts, rules: RuleSet) -> bool:
    """Whether news of the first months opens with the year before and is about it: |去年|全市新批企业312家."""
    if not (facts.news and facts.single and facts.year) or facts.month is None or facts.month > FIRST_MONTHS:
        return False
    lead = next((p for p in document.paragraphs if p.kind is ParagraphKind.TEXT), None)
    if lead is None:
        return False
    named = find_periods(document.folded.text[lead.start : lead.end], rules.calendar)
    if any(
        one.part not in (None, "year", "end") and not one.tells_year and last_month(one.part) < facts.month
        for one in named
        if not (one.compared or one.day)
    ):
        return False  # |2月份|价格上涨9.6%。其中|去年|价格上涨的翘尾因素为4.7个百分点, in March
    told = [
        facts.year + one.offset if one.offset is not None else one.year
        for one in named
        if not (one.compared or one.day or one.origin) and (one.offset is not None or one.year is not None)
    ]
    return bool(told) and set(told) == {facts.year - 1}


_OPENING_YEAR = "开局"
"""What says that a heading is of the first year of the plan that it names."""


def _opens(
    text: str, start: int, end: int, kind: ParagraphKind, facts: Facts, rules: RuleSet
) -> tuple[SectionEntry, int | None] | None:
    """The section that a paragraph opens, and its year if the paragraph says one: 一、2025年工作回顾."""
    heading = kind is ParagraphKind.HEADING
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
    years = [int(year[0]) for year in YEAR.finditer(text, start, found.end())]
    section = rules.calendar.section_of[found[0]]
    if not years and section.status == "target" and section.span == 1:
        return _years_ahead(text, start, end if heading else found.end(), facts, rules) or (section, None)
    return section, (years[-1] if years else None)


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


def _year_heading(
    text: str, start: int, end: int, facts: Facts, rules: RuleSet
) -> tuple[SectionEntry, int | None] | None:
    """The section that a numbered heading opens by its year alone: what is past is reviewed, the rest is planned."""
    match = _NUMBERED.match(text, start, end)
    if match is None or facts.year is None:
        return None
    year = int(match["year"])
    status = "actual" if year < facts.year else "target"
    entry = next((section for section in rules.calendar.sections if section.status == status), None)
    return (entry, year) if entry is not None else None
