"""A document's own facts, stated beside it or inferred from its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from extractor.documents.document import Document, PartialDate
from extractor.documents.fold import fold
from extractor.reading.periods import find_periods, last_month
from extractor.reading.regions import RegionMention, find_regions, resolve_region
from extractor.records import Status
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.gazetteer import NATION, Region

YEAR = regex.compile(r"(?<!\d)(?:19|20)\d{2}(?=年|—|-|\b)")
_COMMUNIQUE = regex.compile(r".*(?:19|20)\d{2}年.*公报(?:[（(].*[）)])?|.*公报[（(](?:19|20)\d{2}年[）)]")
_ISSUER = regex.compile(r"(?:(?:19|20)\d{2}年)?(?P<place>\p{Han}{1,14}[省市区县州盟旗乡镇])?(?:人民)?(?:政府)?")
_TITLE_LINES = 2
_LONGEST_TITLE = 50
# 四川省国民经济和社会发展|第十四个五年规划|和二〇三五年远景目标纲要, “十三五”生态环境保护规划
_PLAN_TITLE = regex.compile(
    r"第(?P<number>\p{Han}{1,2})个五年(?:规划|计划)(?!.{0,24}(?:执行|实施|评估|报告|决议|审查))"
    r"|[“‘]?(?P<name>\p{Han}{1,2}五)[”’]?(?:时期)?\p{Han}{0,24}(?:规划|计划)(?:纲要)?(?:的通知)?$"
)
_PLAN_KIND = regex.compile("规划|纲要|计划(?!.*报告)")


# What releases statistics, by its kind or title.
_RELEASED = regex.compile("发布会|统计数据|主要数据|运行情况")
# What has several items, by its kind, title or publisher: 新闻联播, 湖北日报2009年4月17日第3版.
_SEVERAL_ITEMS = regex.compile("联播|央视|版[（(：:要]|版$")
_DECEMBER = 12
# The months by whose end the sessions of cities and provinces, and those of the nation, are over.
_LOCAL_SESSIONS, _SESSIONS = 2, 3
# Proposals of deputies and members, and the answers to them.
_PROPOSAL = regex.compile("提案|议案|人大代表建议|的建议$|建议的?(?:答复|复函|办理)")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the document is about as a whole; ``inferred`` facts were not told by its metadata."""

    home: Region | None
    home_inferred: bool
    year: int | None
    month: int | None
    year_inferred: bool
    sectioned: bool
    reports_past_year: bool
    news: bool
    local_areas: Mapping[str, Region]
    budget: bool
    """Whether it tells of a budget, whose paragraphs are of a city, its own level and its zones in turn."""
    since: int = 0
    """How many years a census looks back on, to the one before it; 0 for other documents."""
    proposal: bool = False
    """Whether it is a proposal or the answer to one, a part of which suggests."""
    plan: tuple[int, int] | None = None
    """The years that the document itself plans: 2021 and 2025 of 第十四个五年规划纲要."""
    stretch: str | None = None
    """The part of its year that news is about by its title: H1 of 上半年经济运行情况, 09 of 9月份主要统计数据."""
    reviewing: bool = False
    """Whether it is written in the first weeks and about a session that reviews the year before, or is put to one."""
    released: bool = False
    """Whether statistics are released in it, whose headings hold for what stands under them."""
    single: bool = False
    """Whether the title is of the whole of it and not of the first item of several."""


@dataclass(frozen=True, slots=True)
class Section:
    """What holds in a paragraph if its sentences say nothing else."""

    year: int | None
    status: Status
    told: bool
    span: int = 1
    stretch: str | None = None
    """The part of the year that news is about here, where nothing else is said."""
    of_day: bool = False
    """Whether the item tells of a day, in a paper about a session that reviews the year before."""
    boxed: bool = False
    """Whether the heading of a box of figures opened it: 2024年预期目标."""


def read_facts(document: Document, mentions: Sequence[RegionMention], rules: RuleSet) -> Facts:
    """The facts of a document: metadata first, then title, head and text."""
    metadata = document.metadata
    home = resolve_region(metadata.region, rules.gazetteer) if metadata.region else None
    home_inferred = home is None
    title = title_of(document, rules)
    if home is None:
        home = _infer_home(document, title, mentions, rules)
    kind = metadata.kind or ""
    head = document.folded.text[:200]
    plan = _planned_years(kind, title, rules)
    if metadata.published:
        published: PartialDate | None = metadata.published
    else:
        inferred = plan[0] if plan else _infer_year(metadata.title or "", document.name, head)
        published = PartialDate(inferred) if inferred else None
    accounts = rules.calendar.accounts
    past = bool(
        (accounts.search(kind) and "新闻" not in kind) or ((not kind or "报告" in kind) and accounts.search(title))
    )
    named_report = any(title.endswith(report) for report in rules.calendar.reports)
    sectioned = any(report in kind for report in rules.calendar.reports) or (not kind and named_report)
    news = not sectioned and not past and plan is None
    return Facts(
        home=home,
        home_inferred=home_inferred,
        year=published.year if published else None,
        month=published.month if published else None,
        year_inferred=metadata.published is None,
        sectioned=sectioned,
        reports_past_year=past,
        news=news,
        local_areas=_local_areas(home, rules),
        budget="预算" in f"{kind} {title}",
        since=next((years for census, years in rules.calendar.censuses.items() if census in f"{kind} {title}"), 0),
        proposal=_PROPOSAL.search(f"{kind} {title}") is not None,
        plan=plan,
        stretch=stretch_of(title, published.year, published.month, rules) if news and published else None,
        reviewing=news and _is_reviewing(document, f"{kind} {title}", published, rules),
        released=_RELEASED.search(f"{kind} {title}") is not None,
        single=_SEVERAL_ITEMS.search(f"{kind} {title} {metadata.publisher or ''}") is None,
    )


def _is_reviewing(document: Document, called: str, published: PartialDate | None, rules: RuleSet) -> bool:
    """Whether what has no date is of the year before: pages on the 两会 of January, proposals put to those of March."""
    if published is None or published.month is None or published.month > _SESSIONS:
        return False
    if _PROPOSAL.search(called) is not None:
        return True
    return published.month <= _LOCAL_SESSIONS and any(one in document.folded.text for one in rules.calendar.sessions)


def stretch_of(title: str, year: int | None, month: int | None, rules: RuleSet) -> str | None:
    """The part of the year that a title or a heading tells, if it was over by then: 上半年经济运行情况, in July."""
    told: set[str] = set()
    for mention in find_periods(title, rules.calendar):
        part = mention.part
        dated = mention.day or "日" in title[mention.start : mention.end]  # 湖北日报2009年4月17日
        if mention.compared or dated or part is None or part in ("year", "end"):
            continue
        over = last_month(part) <= (month or _DECEMBER)
        if over and mention.year in (None, year) and mention.offset in (None, 0):
            told.add(part)
    return told.pop() if len(told) == 1 else None


def _planned_years(kind: str, title: str, rules: RuleSet) -> tuple[int, int] | None:
    """The first and last year of the five-year plan that a document is, None for any other document."""
    match = _PLAN_TITLE.search(title)
    if match is None or (kind and not _PLAN_KIND.search(kind)):
        return None
    return rules.calendar.plans.get(match["name"] or match["number"].removeprefix("第") + "五")


def _local_areas(home: Region | None, rules: RuleSet) -> dict[str, Region]:
    """The zones that words such as 园区 mean in a document of ``home``: those of which it has exactly one."""
    if home is None or home.code is None:
        return {}
    found: dict[str, set[Region]] = {}
    words = rules.lexicon["local_area"].words
    for name, region in rules.gazetteer.parts_of.get(home.code, ()):
        for word in words:
            if name.endswith(word) and name != word:
                found.setdefault(word, set()).add(region)
    return {word: next(iter(regions)) for word, regions in found.items() if len(regions) == 1}


def title_of(document: Document, rules: RuleSet) -> str:
    """The title told beside the document, or that of a report at its head: 2023年国民经济和社会发展统计公报."""
    if document.metadata.title:
        return document.metadata.title
    for paragraph in document.paragraphs[:_TITLE_LINES]:
        said = document.folded.text[paragraph.start : paragraph.end]
        if len(said) <= _LONGEST_TITLE and (
            _COMMUNIQUE.fullmatch(said) or _names_report(said, rules) or _names_plan(said)
        ):
            return said
    return ""


def _names_plan(said: str) -> bool:
    """Whether a line is the title of a five-year plan, or its second line: 第十四个五年规划和二〇三五年远景目标纲要."""
    return "个五年" in said and said.endswith(("纲要", "规划", "计划", "的建议")) and bool(_PLAN_TITLE.search(said))


def _names_report(said: str, rules: RuleSet) -> bool:
    """Whether a line is the title of a report, 2026年四川省政府工作报告, and not of news of one (热议政府工作报告)."""
    for report in rules.calendar.reports:
        match = _ISSUER.fullmatch(said, 0, len(said) - len(report)) if said.endswith(report) else None
        if match and (match["place"] is None or resolve_region(match["place"], rules.gazetteer) is not None):
            return True
    return False


def _infer_home(document: Document, title: str, mentions: Sequence[RegionMention], rules: RuleSet) -> Region | None:
    for told in (title, document.metadata.publisher):  # 宁波市人民政府, 香港日报
        region = _first_region(told, rules) if told else None
        if region is not None:
            return region
    counted: Counter[str] = Counter()
    for mention in mentions:
        if mention.region.code and not mention.ambiguous:
            counted[mention.region.code] += 1
    head = {m.region.code for m in mentions if m.start < 60 and m.region.code}
    if not counted:
        return None
    code, number = counted.most_common(1)[0]
    if number >= 3 and (code in head or number * 2 > sum(counted.values())):
        return rules.gazetteer.by_code[code]
    if NATION in counted and counted[NATION] >= 2:
        return rules.gazetteer.by_code[NATION]
    return None


def _first_region(title: str, rules: RuleSet) -> Region | None:
    found = [mention.region for mention in find_regions(fold(title), rules.gazetteer) if mention.region.code]
    if found:
        return found[0]
    return rules.gazetteer.by_code[NATION] if "全国" in title or "国务院" in title else None


def _infer_year(title: str, name: str, head: str) -> int | None:
    for text in (title, name, head):
        years = [int(found[0]) for found in YEAR.finditer(text)]
        if years:
            return max(years)
    return None
