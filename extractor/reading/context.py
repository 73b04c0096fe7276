"""A document's own facts, stated beside it or inferred from its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from extractor.documents.document import Document, PartialDate
from extractor.documents.fold import fold
from extractor.documents.items import behind_marks
from extractor.reading.homes import infer_home
from extractor.reading.masthead import PLAN_TITLE, read_masthead, years_in
from extractor.reading.periods import find_periods, last_month
from extractor.reading.placenames import RegionMention
from extractor.reading.regions import resolve_region
from extractor.records import Status
from extractor.ruleset.calendar import calendar_number
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.gazetteer import Level, Region

_ACTION = regex.compile(
    "(?:三年)?(?:行动|实施|工作|攻坚|建设|发展)(?:方案|计划)|规划|纲要|若干(?:意见|措施|政策|举措)|实施意见|的?(?:指导)?意见(?=$|[（(])|工作要点|任务清单"
)
"""What a document is called that says what is to be done."""
_YEARS = regex.compile(r"(?P<first>20\d{2})年?[—–\-~～至到－]{1,2}(?P<last>20\d{2})年?")

_STRETCH = regex.compile(
    r"(?:[从自](?P<first>20\d{2})年(?:起|开始)，?)?(?:力争|计划|争取)?(?:再?用|利用|通过)(?P<years>[一二三四五六七八2-8])年(?:左右)?的?(?:时间|努力)"
)
"""What tells how many years a policy is for."""
_STRETCH_WITHIN = 3000
"""How far into a policy it is looked for, in characters."""
_HORIZON = regex.compile(r"(?:^|[。：\n　])(?:力争|努力)?到(?P<year>20\d{2})年底?(?:，|末)")
"""What a policy begins its aims with, which are for that year: 到2020年，农业增加值达到110亿元."""
_FARTHEST = 10
_PLAN_KIND = regex.compile("规划|纲要|计划(?!.*报告)|政策|文件|通知|意见")


# What releases statistics, by its kind or title.
_RELEASED = regex.compile("发布会|统计数据|主要数据|运行情况")
# What has several items, by its kind, title or publisher: 新闻联播, 湖北日报2009年4月17日第3版.
_SEVERAL_ITEMS = regex.compile("联播|央视|版[（(：:要]|版$")
_DECEMBER = 12
# The months by whose end the sessions of cities and provinces, and those of the nation, are over.
_LOCAL_SESSIONS, _SESSIONS = 2, 3
# Proposals of deputies and members, and the answers to them.
_SUGGESTS = regex.compile(
    "(?:为此，?)?(?:我们|特|现)?(?:提出)?(?:以下|如下|几点|具体|对策|政策|工作|意见)*建议(?:如下)?[：:]"
)
_RELEASES = regex.compile(
    r"(?P<year>(?:19|20)\d{2})年度?[^，。；：]{0,24}(?:统计公报|统计年报|发展公报|年度报告|状况公报)"
)
"""What news of the next year tells of that a body has released: 民政部公布2003年民政事业发展统计公报."""
_MONTHLY = regex.compile(r"(?:19|20)\d{2}年?(?:\d{1,2}[-—至])?(?:\d{1,2}月(?!\d{1,2}日)|[上下]半年|第?[一二三]季度)")
"""How the title of a monthly account begins, which reviews no year: 2019年8月财政收支情况."""
_LATE = 11
"""The month from which on a report is on the year that ends with it."""
_LATER = regex.compile("今年(?:[4-9]|1[0-2])月|今年上半年|今年前?[二三]季度")
"""What a text says that is written later in the year than the sessions are."""
_LEAD = 300
"""How far into news what it is about stands, in characters."""
_LINE = 20
"""How long a line is that leads up to suggestions, in characters."""
_SURVEY = regex.compile("(?:调研|调查|考察)(?:情况)?(?:的)?报告")
_ANSWER = regex.compile("答复|复函|办理")
_PROPOSAL = regex.compile("提案|议案|人大代表建议|的建议$|建议的?(?:答复|复函|办理)")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the document is about as a whole; ``inferred`` facts were not told by its metadata."""

    home: Region | None
    home_inferred: bool
    year: int | None
    month: int | None
    year_inferred: bool
    title: str
    """The title, told beside it or found at its head; empty where it is of a part of it only."""
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
    former_kind: str = ""
    """What its region was then, where it is a district now: 市 of 萧山市, whose 全市 is not 杭州市."""


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
    over: int = 1
    """How many years its heading says it is over, where a paragraph tells of the last of them."""
    caption: bool = False
    """Whether it is a caption, for which no year holds that was told before it."""


_SETTLED = regex.compile("(?:部门|单位)决算(?:公开|说明|情况说明|公开说明|报告)?$")
"""How the title ends of what an office publishes of a year that is settled, in which nothing is planned."""


def read_facts(document: Document, mentions: Sequence[RegionMention], rules: RuleSet) -> Facts:
    """The facts of a document: metadata first, then title, head and text."""
    metadata = document.metadata
    home = resolve_region(metadata.region, rules.gazetteer) if metadata.region else None
    home_inferred = home is None
    masthead = read_masthead(document, rules)
    if home is None:
        home = infer_home(document.folded.text, masthead, mentions, rules)
    kind, title, published = fold(metadata.kind or ""), masthead.title, masthead.published
    official = title if masthead.official else ""
    plan = _planned_years(kind, official, published, document.folded.text, rules)
    if plan is not None and metadata.published is None:
        published = PartialDate(plan[0])
    census = _census(official, rules)
    if census is not None:
        published = PartialDate(census + 1)  # 第四次全国经济普查公报 of 2020 tells of 2018
    accounts = rules.calendar.accounts
    broad = not kind or _PLAN_KIND.search(kind) is not None  # a report is a 政策文件 too, its title says what it is
    past = bool(
        (accounts.search(kind) and "新闻" not in kind) or ((broad or "报告" in kind) and accounts.search(official))
    )
    settled = _SETTLED.search(title) is not None and "预算" not in title
    past = past or settled
    if past and published is not None and not settled and _tells_months(title, published, rules):
        past = False  # 1—7月全区经济运行总体平稳, filed as a communiqué in August
    named = years_in(title) if settled else []
    if named:
        published = PartialDate(named[0])  # 本年 is the year that is settled, whenever that was published
    sectioned = not settled and any(report in kind for report in rules.calendar.reports)
    sectioned = sectioned or (not settled and broad and _is_report(official, rules))
    sectioned = sectioned and not (_MONTHLY.search(title) and "报告" not in title)
    if sectioned and published is not None and _plans_ahead(document, title, published):
        published = PartialDate(published.year + 1, 1)  # given in December, on the year that ends and the one to come
    news = not sectioned and not past and plan is None
    return Facts(
        home=home,
        home_inferred=home_inferred,
        year=published.year if published else None,
        month=published.month if published else None,
        year_inferred=metadata.published is None,
        sectioned=sectioned,
        reports_past_year=past,
        title=title,
        news=news,
        local_areas=_local_areas(home, rules),
        budget="预算" in f"{kind} {official}",
        since=next((years for census, years in rules.calendar.censuses.items() if census in f"{kind} {official}"), 0),
        proposal=_PROPOSAL.search(f"{kind} {official}") is not None or _suggests(document, official),
        plan=plan,
        stretch=stretch_of(title, published.year, published.month, rules) if news and published else None,
        reviewing=news and _is_reviewing(document, f"{kind} {title}", published, rules),
        released=_RELEASED.search(f"{kind} {title}") is not None,
        single=_SEVERAL_ITEMS.search(f"{kind} {title} {masthead.publisher}") is None,
        former_kind=_former_kind(home, metadata.region or "", document.folded.text, rules),
    )


def _former_kind(home: Region | None, told: str, text: str, rules: RuleSet) -> str:
    """What a district of today was when a text was written, by the name that its metadata or it itself calls it."""
    if home is None or home.level != Level.COUNTY or not home.name.endswith("区") or home.parent is None:
        return ""
    own = rules.gazetteer.parts_of.get(home.parent, ())
    former = [name for name, region in own if region == home and len(name) > 2 and name[-1] in "市县"]
    for name in former:
        if told.endswith(name) or (home.name not in text and home.name != told and name in text):
            return name[-1]
    return ""


def _tells_months(title: str, published: PartialDate, rules: RuleSet) -> bool:
    """Whether a title tells of months of the year in which it was published, and of no year that is over."""
    stretch = stretch_of(title, published.year, published.month, rules)
    return published.month is not None and stretch is not None and not years_in(title)


def _is_report(title: str, rules: RuleSet) -> bool:
    """Whether a title is that of a report that reviews and plans: 关于2023年预算执行情况和2024年预算草案的报告."""
    if (title.endswith("报告") and ("关于" in title or years_in(title))) or "工作总结" in title:
        return any(report in title for report in rules.calendar.reports)
    return any(title.endswith(report) for report in rules.calendar.reports)


def _plans_ahead(document: Document, title: str, published: PartialDate) -> bool:
    """Whether a report given at the end of a year tells what is to be done in the next: 2014年, on 2013-12-26."""
    late = published.month is not None and published.month >= _LATE
    return late and any(f"{published.year + 1}年" in told for told in (title, document.folded.text))


def _census(said: str, rules: RuleSet) -> int | None:
    """The year of the census that a title names: 甘肃省第二次农业普查主要数据公报 is of 2006."""
    bare = said.replace("全国", "")
    named = (year for name, year in rules.calendar.occasions.items() if name.replace("全国", "") in bare)
    return max(named, default=None)


def _suggests(document: Document, official: str) -> bool:
    """Whether a paper comes to suggestions, after which all it tells is to be: 建议：⏎1.用好转贷资金."""
    if _SURVEY.search(official) is not None:
        return True
    text = document.folded.text
    return any(
        _SUGGESTS.fullmatch(text, one.start, one.end) for one in document.paragraphs if one.end - one.start < _LINE
    )


def _is_reviewing(document: Document, called: str, published: PartialDate | None, rules: RuleSet) -> bool:
    """Whether what has no date is of the year before: pages on the 两会 of January, proposals put to those of March."""
    if published is None:
        return False
    census = _census(called + document.folded.text[:_LEAD], rules)
    if census is not None and census == published.year - 1:
        return True  # 六普主要数据公布, in 2011
    released = _RELEASES.search(called + document.folded.text[:_LEAD])
    if released is not None and int(released["year"]) == published.year - 1:
        return True  # 民政部公布2003年民政事业发展统计公报, in May 2004
    if published.month is None and _PROPOSAL.search(called) is not None and not _ANSWER.search(called):
        text, year = document.folded.text, published.year  # put to a session, which is early in the year
        if _LATER.search(text) is not None:
            return False  # 截至今年6月
        return text.count(f"{year - 1}年") > text.count(f"{year}年")
    if published.month is None or published.month > _SESSIONS:
        return False
    if _PROPOSAL.search(called) is not None or _SURVEY.search(called) is not None:
        return True
    return published.month <= _LOCAL_SESSIONS and any(one in document.folded.text for one in rules.calendar.sessions)


def stretch_of(title: str, year: int | None, month: int | None, rules: RuleSet) -> str | None:
    """The part of the year that a title or a heading tells, if it was over by then: 上半年经济运行情况, in July."""
    told: set[str] = set()
    title = title[behind_marks(title, 0, len(title)) :]
    for mention in find_periods(title, rules.calendar):
        part = mention.part
        dated = (
            mention.day or "日" in title[mention.start : mention.end] or title[mention.end : mention.end + 1].isdigit()
        )
        if mention.compared or dated or part is None or part in ("year", "end"):
            continue
        over = last_month(part) <= (month or _DECEMBER)
        if over and mention.year in (None, year) and mention.offset in (None, 0):
            told.add(part)
    return told.pop() if len(told) == 1 else None


def _planned_years(
    kind: str, title: str, published: PartialDate | None, text: str, rules: RuleSet
) -> tuple[int, int] | None:
    """The first and last year of what a document plans, None for any other document.

    2021 and 2025 of a fourteenth five-year plan, 2023 and 2025 of 行动方案（2023—2025年）; a year and the two after it
    of 三年行动计划, those that the text tells (从2016年起，用四年时间), or the year itself of 实施方案 and 意见.
    """
    if kind and not _PLAN_KIND.search(kind):
        return None
    match = PLAN_TITLE.search(title)
    if match is not None:
        return rules.calendar.plans.get(match["name"] or match["number"].removeprefix("第") + "五")
    action = _ACTION.search(title)
    if action is None or "报告" in title or "公报" in title:
        return None
    years = _YEARS.search(title)
    if years is not None:
        return int(years["first"]), int(years["last"])
    if published is None or not kind:
        return None
    stretch = _STRETCH.search(text, 0, _STRETCH_WITHIN)
    if stretch is not None:
        first = int(stretch["first"]) if stretch["first"] else published.year
        return first, first + calendar_number(stretch["years"]) - 1
    aims = next((int(one["year"]) for one in _HORIZON.finditer(text, 0, _STRETCH_WITHIN)), published.year)
    if published.year < aims <= published.year + _FARTHEST:
        return published.year, aims
    return published.year, published.year + (2 if "三年" in action[0] else 0)


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
