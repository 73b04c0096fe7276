"""What a document says of itself at its head and its foot: its title, who issued it, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from extractor.documents.document import Document, Paragraph, ParagraphKind, PartialDate
from extractor.documents.fold import fold
from extractor.documents.metadata import parse_published
from extractor.reading.periods import find_periods, last_month
from extractor.reading.regions import resolve_region
from extractor.ruleset.calendar import calendar_number
from extractor.ruleset.compiled import RuleSet

_YEAR = regex.compile(
    r"(?<!\d)(?:19|20)\d{2}(?=年|—|-|\b)(?!(?:\.\d+)? ?[万亿])"
    r"|(?<![〇一二三四五六七八九])(?:一九|二〇)[〇一二三四五六七八九]{2}(?=年)"
)
_LINES, _LAST_LINES = 14, 6
"""How many paragraphs at the head and at the foot may tell of the document itself."""
_LONGEST_TITLE, _LONGEST_HEADLINE, _LONGEST_LINE = 80, 50, 70
_PAPER_LINES = 4
"""Among how many lines at the head the name of the paper stands."""
_TITLE_LINES = 3
"""How many lines a title may take."""
_COMMUNIQUE = regex.compile(
    r".*(?:19|20)\d{2}年.*(?:公报|监测调查报告)(?:[（(].*[）)])?|.*公报[（(](?:19|20)\d{2}年[）)]"
    r"|.{0,20}第\p{Han}{1,2}次.{0,8}普查.{0,20}公报(?:[（(].*[）)])?"
)
_ISSUER = regex.compile(r"(?:(?:19|20)\d{2}年)?(?P<place>\p{Han}{1,14}[省市区县州盟旗乡镇])?(?:人民)?(?:政府)?")
# 关于2014年全省财政预算执行情况和2015年财政预算草案的报告, 甘肃省财政厅关于…的报告, 关于加快…的提案
_OFFICIAL = regex.compile(
    r"(?:[\p{Han}（）()]{2,20}(?:政府|[局委厅部院会组]|办公室))?(?:关于|对).{4,80}"
    r"(?:报告|提案|议案|的?建议|的?答复|复函|答复的?函|公报)(?:书|意见)?"
    r"|\p{Han}{2,24}(?:19|20)\d{2}年.{2,60}(?:预算|决算|计划|审计)[^，。]{0,24}报告"
    r"|.{2,20}(?:19|20)\d{2}年.{0,12}工作总结(?:[和及暨与].{2,20})?"
    r"|[\p{Han}（）() ]{2,30}关于印发.{4,70}的?通知"
    r"|(?:[\p{Han}（）()]{2,20}(?:政府|[局委厅部院会组]|办公室))?关于.{4,60}"
    r"(?:若干(?:意见|措施|政策|举措)|实施意见|的意见|(?:实施|工作|行动)(?:方案|计划))(?:[（(].{2,20}[）)])?"
    r"|\p{Han}{4,36}(?:行动|实施|攻坚)(?:方案|计划)[（(](?:19|20)\d{2}.{1,12}[）)]"
    r"|.{0,24}(?:19|20)\d{2}年度?.{0,24}(?:(?:预算|决算)(?:信息)?公开(?:情况)?(?:的?说明)?|(?:部门|单位)[预决]算|统计月报)"
)
# 四川省国民经济和社会发展|第十四个五年规划|和二〇三五年远景目标纲要, “十三五”生态环境保护规划
PLAN_TITLE = regex.compile(
    r"第(?P<number>\p{Han}{1,2})个五年(?:规划|计划)(?!.{0,24}(?:执行|实施|评估|报告|决议|审查))"
    r"|[“‘]?(?P<name>\p{Han}{1,2}五)[”’]?(?:时期)?\p{Han}{0,24}(?:规划|计划)(?:纲要)?(?:的通知)?$"
)
_PLAN_ENDS = ("纲要", "规划", "计划", "的建议")
_EXCERPT = regex.compile(r"[（(](?:摘要|节选|摘登|全文|摘编|书面|草案|送审稿|审议稿|讨论稿|征求意见稿)[）)]$")
_OF_YEAR = regex.compile(r"(?<=报告)[（(](?:19|20)\d{2}年度?[）)]$")
_DELIVERED = regex.compile(r"[—–-]+\s*(?=(?:19|20)\d{2}年\d)")
"""What stands before the day on which a report was given, on the line of its title: 政府工作报告|——2024年3月5日在…."""
_LETTERS = regex.compile(r"(?:\S )+\S")
"""A title whose characters are set apart: 政 府 工 作 报 告."""
_SET_OFF = regex.compile(r"(?<=\p{Han}) (?=\d)|(?<=\d) (?=\p{Han})")
_CLUTTER = regex.compile(r"https?:|www\.|字体|打印|位置|首页|浏览|收藏|分享|>|责任编辑|索引号|索 引 号|文号|主题分类")
_NUMBERED = regex.compile(r"[一二三四五六七八九十\d]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]")
_LABELLED_TITLE = regex.compile(r"(?:名\s*称|标\s*题|题\s*[目名]|案\s*[由名])[：:]\s*\s*(?P<title>.+)")
_PAPER = regex.compile(
    r"(?:^|(?<=\s))(?P<paper>\p{Han}{2,8}(?:日报|晚报|时报|商报|晨报|早报|都市报|导报|青年报|经济报|法制报|农民报)|今日\p{Han}{2,3})(?=$|[\s\d—])"
)
_WIRED = regex.compile(r"(?<!\p{Han})(?P<paper>\p{Han}{2,8}(?:日报|晚报|时报|商报|晨报|早报|都市报))(?:讯|记者)")
"""What names the paper of an article: 南方日报讯（记者/肖文）."""
_WIRES = ("报讯", "报记者")
_BYLINES = regex.compile(r"(?:本报|日报|晚报|时报|都市报|晨报|商报)\p{Han}{0,6}(?:讯|电(?=[（ 记])|记者)")
"""What the articles of a page begin with; more than one have no title together."""
_SALUTED = regex.compile(r"(?:各位|主任|尊敬的).{0,30}[：:]$")
_DATE = regex.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})"
    r"(?:\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})|[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2}))(?!\d{3}|月)"
)
_DATED = regex.compile(r"(?:发布|发文|成文|公布|公开|生成|印发|更新)?(?:日\s*期|时\s*间)[：:]")
_SESSION = regex.compile("会议上|次会议|大会上|代表大会")
_ONLY_DAY = regex.compile(r"[（(]?.{6,14}日(?:\s*(?:星期|周|礼拜)\p{Han})?[）)]?")
# 新华网哈尔滨|11月18日电|, 记者今天|（10月22日）
_DATELINE = regex.compile(
    r"(?<![\d年])(?P<month>\d{1,2})月\d{1,2}日(?:\s*(?:电|讯|消息))|今[天日][（(](?P<today>\d{1,2})月\d{1,2}日[）)]"
    r"|(?<![年十])(?P<spelled>[一二三四五六七八九]|十[一二]?)月[一二三四五六七八九十]{1,3}日(?:电|讯)"
)
_NAMED = regex.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})[-_.年]?(?P<month>0[1-9]|1[0-2])(?:[-_.月]?(?P<day>[0-3]\d)(?!月))?(?!\d|[-–—~至到]\d{1,2}月)"
)
"""A date in the name of a file: 20241022, 2024-10-22, 202410."""
_UNTIL = regex.compile("(?:到|(?<!截)至)$")
"""What stands before a year that a plan or something else lasts to."""
_MINGUO = regex.compile(r"(?<![\d.])(?P<year>\d{2,3})\.(?P<month>0?[1-9]|1[0-2])\.(?P<day>\d{1,2})(?![\d.])")
_MINGUO_BEGINS = 1911
"""The year before the first of those that papers of 台湾 count: 90.12.24 is of 2001."""
_CENTURY = "46"
"""The first of the two-digit years that are of the century before: papers are kept from 1946 on."""
_NAMED_SHORT = regex.compile(r"(?<!\d)(?P<year>\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
"""The same with a year of two digits: ncwb960814."""
_BODY = regex.compile(
    r"^\p{Han}{2,12}统计局 *国家统计局\p{Han}{2,8}调查总?队"
    r"|^\S{2,30}(?:[局厅委部院会组队]|办公室)$"
    r"|^\S{2,20}(?:[党省市县区州]委|人民政府)(?: \S{2,20}(?:政府|办公[厅室]))?$"
    r"|(?:省|市|区|县|州|政府[镇乡])[长席] |国务院总理|^国家统计局"
    r"|^\p{Han}{2,8}(?:统计)?年鉴"
    r"|^(?:提\s*案\s*(?:者|人|单位)|提\s*出\s*人|领衔\p{Han}{0,2}|建\s*议\s*人|发布机构|发文机关|主办单位)[：:]"
)
"""A line that names who issued a document: 甘肃省财政厅, 广东省省长 孟凡利, 提案者：九三学社福建省委员会."""
_DATELINES = 600
"""How far into news its dateline may stand, in characters."""
_OPENING = 200
"""How far into a text a year may be looked for that nothing else tells, in characters."""


class Masthead(NamedTuple):
    """The title, the paper that printed it, the lines that name who issued it, and the day; empty what is not told.

    ``official`` is whether the title is that of a report, a communiqué, a plan or a proposal, and no headline.
    """

    title: str
    publisher: str
    issuers: tuple[str, ...]
    published: PartialDate | None
    official: bool


def years_in(text: str, start: int = 0, end: int | None = None) -> list[int]:
    """The years that a title or a heading tells, in order: [1991] of 一九九一年工作的回顾."""
    return [calendar_number(found[0]) for found in _YEAR.finditer(text, start, len(text) if end is None else end)]


def read_masthead(document: Document, rules: RuleSet) -> Masthead:
    """What a document tells of itself, where its metadata does not: （2026年1月27日云南省…会议） is of 2026-01-27."""
    metadata = document.metadata
    text = document.folded.text
    head = list(_head(document))
    lines = [text[paragraph.start : paragraph.end].strip() for paragraph in head]
    papers = (_PAPER.search(_joined(line)) for line in lines[:_PAPER_LINES])
    paper = next((found["paper"] for found in papers if found is not None), "")
    wired = _WIRED.search(text) if not paper and any(ends in text for ends in _WIRES) else None
    paper = wired["paper"] if wired is not None else paper
    title = _tidy(fold(metadata.title)) if metadata.title else _official_title(lines, rules)
    official = bool(title)
    several = len(_BYLINES.findall(text)) > 1
    if not title and not several and (not paper or wired is not None):
        title = _headline(text, head)
    published = metadata.published or _published(document, lines, title, official, rules)
    if published is not None and published.month is None and "新闻" in (metadata.kind or ""):
        published = PartialDate(published.year, _wired_in(text))
    sessions = [line for line in lines if len(line) <= _LONGEST_LINE and _SESSION.search(line)]
    bodies = [line for line in map(_joined, lines) if _BODY.search(line)]
    return Masthead(title, fold(metadata.publisher or "") or paper, (*sessions, *bodies), published, official)


def _head(document: Document) -> Iterator[Paragraph]:
    """The paragraphs before the text itself begins: up to 各位代表： or the first that is no line of a title."""
    text = document.folded.text
    for paragraph in document.paragraphs[:_LINES]:
        said = text[paragraph.start : paragraph.end]
        if _SALUTED.match(said) or (len(said) > _LONGEST_TITLE and not _DATE.search(said[:_LONGEST_TITLE])):
            return
        yield paragraph


def _joined(line: str) -> str:
    """A line without the blanks that set its characters or its figures apart: 政 府 工 作 报 告, 街道 2025 年工作."""
    return line.replace(" ", "") if _LETTERS.fullmatch(line) else _SET_OFF.sub("", line)


def _tidy(title: str) -> str:
    """A title without marks, without 摘要 behind it and without the day on which it was given."""
    bare = _EXCERPT.sub("", _DELIVERED.split(title)[0].strip("《》 "))
    return _OF_YEAR.sub("", bare)


def _official_title(lines: Sequence[str], rules: RuleSet) -> str:
    """The title of a report, a communiqué, a plan or a proposal at the head of a text, which may take several lines."""
    for start, line in enumerate(lines):
        if _CLUTTER.search(line) and not _LABELLED_TITLE.match(line):
            continue
        for end in range(start + 1, min(start + _TITLE_LINES, len(lines)) + 1):
            labelled = _LABELLED_TITLE.match(line)
            said = "".join(map(_joined, [labelled["title"] if labelled else line, *lines[start + 1 : end]]))
            said = _tidy(said)
            if len(said) > _LONGEST_TITLE:
                break
            if _names_report(said, rules) or _names_plan(said) or _COMMUNIQUE.fullmatch(said):
                return said
            if _OFFICIAL.fullmatch(said):
                return said
    return ""


def _names_plan(said: str) -> bool:
    """Whether a line is the title of a five-year plan, or its second line: 第十四个五年规划和二〇三五年远景目标纲要."""
    return "个五年" in said and said.endswith(_PLAN_ENDS) and bool(PLAN_TITLE.search(said))


def _names_report(said: str, rules: RuleSet) -> bool:
    """Whether a line is the title of a report, 2026年四川省政府工作报告, and not of news of one (热议政府工作报告)."""
    for report in rules.calendar.reports:
        match = _ISSUER.fullmatch(said, 0, len(said) - len(report)) if said.endswith(report) else None
        if match and (match["place"] is None or resolve_region(match["place"], rules.gazetteer) is not None):
            return True
    return False


def _headline(text: str, head: Sequence[Paragraph]) -> str:
    """The headline of news, if it is the first of what is no clutter of a site."""
    for paragraph in head:
        said = text[paragraph.start : paragraph.end].strip()
        if _CLUTTER.search(said) or _DATE.search(said):
            continue
        headed = paragraph.kind is ParagraphKind.HEADING and len(said) <= _LONGEST_HEADLINE
        return said if headed and not _NUMBERED.match(said) and "。" not in said else ""
    return ""


def _published(
    document: Document, lines: Sequence[str], title: str, official: bool, rules: RuleSet
) -> PartialDate | None:
    """The day that a document tells of itself, or as much of it as can be made out.

    What says when it was released, the session it was given to, another line of its head, its last line, the name of
    its file; or else a year that its title, its name or its opening tells, with the month of a dateline.
    """
    text = document.folded.text
    told = [(line, _day_in(line, rules)) for line in lines]
    for line, day in sorted(told, key=lambda one: (_DATED.search(one[0]) is None, _SESSION.search(one[0]) is None)):
        if day is not None and (len(line) <= _LONGEST_LINE or _CLUTTER.search(line)):
            return day
    for paragraph in reversed(document.paragraphs[-_LAST_LINES:]):
        said = text[paragraph.start : paragraph.end].strip()
        day = _day_in(said, rules) if _ONLY_DAY.fullmatch(said) else None
        if day is not None:
            return day
    minguo = next((found for line in lines[:_PAPER_LINES] if (found := _MINGUO.search(line))), None)
    if minguo is not None and rules.lexicon.anywhere["of_taiwan"].search(text):
        return PartialDate(int(minguo["year"]) + _MINGUO_BEGINS, int(minguo["month"]))
    named = _NAMED.search(document.name)
    short = _NAMED_SHORT.search(document.name) if named is None else None
    if named is not None:
        day = parse_published("-".join(part for part in named.groups() if part))
    elif short is not None:
        century = "19" if short["year"] >= _CENTURY else "20"
        day = parse_published(f"{century}{short['year']}-{short['month']}-{short['day']}")
    if (named or short) and day is not None:
        return day
    heads = [text[p.start : p.end] for p in document.paragraphs if p.kind is ParagraphKind.HEADING] if official else []
    month = None if official else _wired_in(text)
    for source in (title, document.name, text[:_OPENING], *heads[:1]):
        years = [calendar_number(found[0]) for found in _YEAR.finditer(source) if not _is_end(source, found.start())]
        if years:
            return PartialDate(max(years) + _is_over(text, max(years), month), month)
    spelled = {
        m.year
        for m in find_periods(text[:_DATELINES], rules.calendar)
        if m.year and not (m.compared or m.origin or _is_end(text, m.start))
    }
    if not spelled:
        return None
    last = max(spelled)  # 二〇〇四年上半年，全社会用电量六百六十一亿千瓦时
    over = _is_over(text, last, month)
    return PartialDate(last + over, month if over else None)


def _wired_in(text: str) -> int | None:
    """The month of the dateline of news: 1 of 新华社北京|一月二十四日电|."""
    dateline = _DATELINE.search(text, 0, _DATELINES)
    if dateline is None:
        return None
    month = calendar_number(dateline["month"] or dateline["today"] or dateline["spelled"])
    return month if month in range(1, 13) else None


def _is_end(text: str, start: int) -> bool:
    """Whether a year is the end of a plan, or of what lasted: 到|2035年|建成, but not 截至|2023年|底."""
    return _UNTIL.search(text, max(start - 2, 0), start) is not None


def _is_over(text: str, year: int, month: int | None) -> bool:
    """Whether news with a dateline tells of the end of a year, which is over: 截至2023年底, in September."""
    return month is not None and f"截至{year}年底" in text[:_DATELINES]


def _day_in(said: str, rules: RuleSet) -> PartialDate | None:
    """The day that a line tells: 2024年1月5日, 2024-01-05, 二〇二四年一月五日."""
    for written in (_DATE, _NAMED):
        found = written.search(said)
        if found is not None:
            return parse_published("-".join(part for part in found.groups() if part))
    for mention in find_periods(said, rules.calendar):  # 二〇二四年一月五日
        if mention.year is not None and mention.part is not None and (mention.day or _DATED.match(said)):
            return PartialDate(mention.year, last_month(mention.part))
    return None
