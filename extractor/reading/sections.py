"""Sections: what year and status the paragraphs of a document are about."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractor.documents.document import Document, Paragraph, ParagraphKind
from extractor.documents.items import behind_marks
from extractor.reading.context import Facts, Section, stretch_of
from extractor.reading.masthead import years_in
from extractor.reading.periods import find_periods, last_month
from extractor.reading.reasons import influences
from extractor.reading.scope import FIRST_MONTHS
from extractor.reading.sectionheads import (
    chapter_of_plan,
    looks_back,
    paragraph_of_plan,
    run_led,
    section_opened,
    years_of_plan,
)
from extractor.records import Status
from extractor.ruleset.compiled import RuleSet

_LEAD = 24
"""How far into a report the year stands that it begins with, in characters."""
_EXECUTED, _DRAFTS = regex.compile("执行情况|完成情况"), regex.compile("草案|安排|计划的|工作计划|工作思路")
"""What a title says of a report that only tells what was done, and of one that plans too."""
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
_REVIEWS = regex.compile(
    "同比|[比较](?:上年|去年)|为(?:年初|年度|调整)?预算的[0-9]|完成(?:年度|全年)?(?:预算|计划|目标|任务)的[0-9]"
    "|[居列]全[国省市][^，。；]{0,4}[第前]|[荣被]获|获评|圆满完成|截至|年[终末](?!前)|累计(?:完成|实现)|成功(?:创建|举办)"
)
"""What a part of a report says that tells what was done: 同比增长12%, 为调整预算的98.4%."""
_PLANS = regex.compile(
    "左右|力争|确保|争取|预期|计划(?!的)|安排|今年|拟|将|(?<![主需重必])要(?![求素点闻])|目标(?!任务的|的[0-9])"
)
"""What it says that tells what is to be done."""
# 本报讯 |1月22日|，电力公司购电500万度
_DAY = regex.compile(r"\d月\d{1,2}日|[昨今][日天]|\d日[，从]")
_SHORT = 16
"""How long a paragraph is that may be a heading whose characters are set apart, in characters."""
_YEAR_BEFORE = regex.compile("(?<![比较])(?:去年|上年)|全年")
"""What tells that an item with a day is about the year before all the same."""
_CHAPTER = regex.compile(
    "第[一二三四五六七八九十百]+(?:[章篇]|(?P<part>节))|(?P<part>专栏)[0-9一二三四五六七八九十]+|[一二三四五六七八九十]+、"
)
# 2023年湖南省高级人民法院工作报告: the year that it is given in, not the one it tells of
_SESSION = regex.compile(r"(?:19|20)\d{2}年(?!度).{0,20}工作报告")


def read_sections(document: Document, facts: Facts, rules: RuleSet) -> list[Section]:
    """The section of every paragraph: the review tells the year before, the tasks tell targets of the report's own."""
    text = document.folded.text
    default = _default(document, facts, rules)
    past = facts.reviewing or (default.year is not None and facts.year is not None and default.year < facts.year)
    current = replace(default, stretch=default.stretch or facts.stretch)
    chapter = default
    body = dated = False
    sections = []
    for paragraph in document.paragraphs:
        words = behind_marks(text, paragraph.start, paragraph.end) if facts.proposal else paragraph.start
        if facts.sectioned and paragraph.kind is not ParagraphKind.TABLE:
            opened = section_opened(text, paragraph.start, paragraph.end, paragraph.kind, facts, rules)
            if opened is not None:
                entry, year = opened
                span = over = 1 if year is not None else entry.span
                if year is not None and paragraph.kind is ParagraphKind.HEADING:
                    span, over = years_of_plan(text, paragraph, year, rules)  # 2025年和“十四五”时期工作回顾
                if year is None and facts.year is not None:
                    year = facts.year + int(entry.year)
                status = Status(entry.status)
                said = text[paragraph.start : paragraph.end] if paragraph.kind is ParagraphKind.HEADING else ""
                part = stretch_of(said, facts.year, facts.month, rules) if said and year == facts.year else None
                if opened[1] is not None and facts.year is not None:  # the year of a heading says it more surely
                    done = opened[1] < facts.year or (part is not None and status is Status.ACTUAL)
                    status = Status.ACTUAL if done else Status.TARGET
                heads = paragraph.kind is ParagraphKind.HEADING  # 三、下半年工作安排, in what tells of a year gone
                goes_on = dated and opened[1] is None and (status, span) == (current.status, current.span)
                if not goes_on and (status is Status.ACTUAL or heads or not facts.reports_past_year):
                    current = Section(year, status, True, span, part, over=over)  # 2011年上半年财政预算执行情况
                    dated = opened[1] is not None  # （一）全省预算执行情况 goes on with the year of the heading above
        elif facts.plan is not None and (opens := _CHAPTER.match(text, paragraph.start, paragraph.end)) is not None:
            current = chapter_of_plan(text, paragraph, chapter if opens["part"] else default, facts, rules) or default
            chapter = chapter if opens["part"] else current  # 第二节, of what its chapter is on if it says nothing
        elif paragraph.kind is ParagraphKind.TEXT and (was := looks_back(text, paragraph, current, facts)) is not None:
            sections.append(was)
            continue
        elif facts.plan is not None and paragraph.kind is ParagraphKind.TEXT:
            current = paragraph_of_plan(text, paragraph, current, chapter, facts, rules)
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
            current = replace(current, span=1, over=current.span)  # 2015年是“十二五”收官之年
        led = current
        if plain and facts.sectioned and current.status is Status.ACTUAL and current.year:
            years = run_led(text, paragraph, current.year, rules)
            led = replace(current, span=years) if years > current.span else current  # “十四五”以来，综合实力大幅提升
            current = led if years == current.over else current
        body = body or paragraph.kind is not ParagraphKind.HEADING
        caption = facts.news and _CAPTION.match(text, paragraph.start, paragraph.end) is not None
        of_day = caption and past and _is_of_day(text, paragraph, facts, rules)  # 图为|3月6日|，给大棚通风
        sections.append(replace(current, of_day=of_day, caption=True) if caption else led)
    for number in range(len(sections) - 2, -1, -1):
        item, heads = sections[number + 1], document.paragraphs[number].kind is ParagraphKind.HEADING
        if item.of_day and heads and not sections[number].boxed:
            year = sections[number].year if item.caption else item.year
            sections[number] = replace(sections[number], year=year, of_day=True)
    return sections


def _is_of_day(text: str, paragraph: Paragraph, facts: Facts, rules: RuleSet) -> bool:
    """Whether an item of a paper about a session tells of a day: 本报讯 |1月22日|，购电500万度."""
    if _DAY.search(text, paragraph.start, paragraph.end) is None:
        return False
    told = text[paragraph.start : paragraph.end]
    if _YEAR_BEFORE.search(text, paragraph.start, paragraph.end) is not None:
        return False
    return not any(one in told for one in (*rules.calendar.sessions, f"{(facts.year or 0) - 1}年"))


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
    years = years_in(text, start, end)
    return years[0] if years and (facts.year is None or years[0] < facts.year) else None


def _default(document: Document, facts: Facts, rules: RuleSet) -> Section:
    """What holds before any section opens; a part of a report without a review is its tasks."""
    if facts.plan is not None:
        return Section(facts.plan[1], Status.TARGET, False)
    if facts.year is None:
        return Section(None, Status.ACTUAL, False)
    if facts.reports_past_year:
        years = [] if _SESSION.search(facts.title) else years_in(facts.title)
        return Section(years[0] if years else facts.year - 1, Status.ACTUAL, bool(years))
    if not facts.sectioned:
        told = set(years_in(facts.title))
        headline = facts.title.strip().split(" ")[0]  # 最低工资下月涨至730元 去年职工工资首超3000元: of two things
        named = find_periods(headline, rules.calendar) if facts.news and facts.single else ()
        told |= {facts.year + one.offset for one in named if one.offset is not None and not one.compared}
        before = told == {facts.year - 1}  # 2020年湖南省农业农村经济运行情况新闻发布会, held in 2021; 去年房价2046元
        before = before or (not told and facts.news and _DECADE.search(headline) is not None)
        before = before or (not told and (_leads_with_last_year(document, facts, rules) or _is_on_accounts(facts)))
        return Section(facts.year - before, Status.ACTUAL, False)
    text = document.folded.text
    opened = (section_opened(text, p.start, p.end, p.kind, facts, rules) for p in document.paragraphs)
    if any(found is not None for found in opened):  # what stands before the first section opens the review
        return Section(facts.year - 1, Status.ACTUAL, False)
    lead = next((p for p in document.paragraphs if p.kind is ParagraphKind.TEXT), None)
    begins = text[lead.start : min(lead.end, lead.start + _LEAD)] if lead is not None else ""
    opening = next((one for one in find_periods(begins, rules.calendar) if not one.compared), None)
    if opening is not None and (opening.year == facts.year - 1 or opening.offset == -1):
        return Section(facts.year - 1, Status.ACTUAL, False)  # 2019年，全市地区生产总值完成1901亿元, in 2020
    if _EXECUTED.search(facts.title) is not None and _DRAFTS.search(facts.title) is None:
        years = years_in(facts.title)  # 关于2022年上半年预算执行情况的报告
        year = years[0] if years else facts.year - 1
        stretch = stretch_of(facts.title, facts.year, facts.month, rules) if year == facts.year else None
        return Section(year, Status.ACTUAL, bool(years), stretch=stretch)
    if _REVIEWS.search(text) is not None and _PLANS.search(text) is None:
        return Section(facts.year - 1, Status.ACTUAL, False)
    return Section(facts.year, Status.TARGET, False)


def _is_on_accounts(facts: Facts) -> bool:
    """Whether news of the first half of a year is about the accounts of the year before: 上市公司|年报|盘点, in May."""
    half = facts.month is None or facts.month <= _ACCOUNTS_OUT
    return facts.news and half and _ACCOUNTS.search(facts.title) is not None


_DECADE = regex.compile(
    "(?:这|非凡|辉煌|金色|黄金|奋斗|跨越|壮阔|砥砺奋进的?)(?:十年|五年)|(?:十年|五年)(?:来|间|成就|巨变|回眸|答卷)"
)
"""What a headline says that looks back over years of which the last is over."""
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
    text = document.folded.text[lead.start : lead.end]
    named = [one for one in find_periods(text, rules.calendar) if not influences(text, one)]
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
