"""New paragraphs: what one inherits of what was told before it, and what is over with it."""

from __future__ import annotations

import regex

from extractor.documents.items import behind_marks
from extractor.reading.context import Facts
from extractor.reading.datelines import begins_item
from extractor.reading.indicators import Named
from extractor.reading.periods import PeriodMention
from extractor.reading.places import Reader
from extractor.reading.thread import DIVIDED, WORLD, Thread
from extractor.ruleset.gazetteer import Level, Region

_HEAD = 8
"""How many characters the marks of an item and the place that heads it may take."""
_LEAD = 20
"""How far into a paragraph the country stands that it tells of, with the wire that it came by, in characters."""
_NO_COUNTRY = ("洲", "地区", "盟")
"""How the names of what is abroad end that is no country."""
_PARTNER = tuple("对向自从与同赴往")
"""What stands before a country with which something is done: 对|美国|进出口下降18.7%."""
_HERE = regex.compile("中国|我国|[对来在]华|国内|全国|本[省市县区]|我们")
"""What says that a paragraph on a country tells of something at home."""
_HEAD_ENDS = ("】", " ", "：", ":")
_REPORTING = 4
"""The month up to which news mostly reports on the year before."""
_STUDIO = regex.compile(r"[【\[](?:主播|主持人|口播|导语|解说|正文|配音|画外音|播音)[】\]]")
"""What begins a paragraph of television news that those say who made it."""
_COMPARES = regex.compile("[比较](?:上年|去年)|[高低]于全[国省市]")
"""How a line begins that only compares what the one above it told: 比上年增长　10.3%."""
_THIS = regex.compile("(?:这个|该|全)(?:社(?![会保区])|公社|农业社|合作社|生产队|大队|队)")
"""How a paragraph begins that goes on about the commune or the team of the one before it."""
_BLANKS = 6
_ASKED = regex.compile("[？?][”」]?\\s*$")
"""What stands before a paragraph that answers, and how far before, in characters."""


def new_paragraph(reader: Reader, thread: Thread, paragraph: int, start: int) -> Thread:
    """What a new paragraph inherits: in news the period of the item, nothing across a heading.

    One that only compares goes on: ●农民人均可支配收入　7687元⏎|比上年增长　10.3%.
    """
    goes_on = paragraph == thread.paragraph + 1 and _COMPARES.match(reader.text, start) is not None
    kept = thread.longer if thread.shorter and reader.facts.news else thread.period
    between = range(thread.paragraph + 1, paragraph + 1)
    title = paragraph in reader.headings and thread.paragraph in reader.headings  # a title of several lines
    caption = reader.sections[paragraph].caption
    if reader.facts.sectioned or caption or (any(number in reader.headings for number in between) and not title):
        kept = None
    asked = reader.facts.news and _ASKED.search(reader.text, max(start - _BLANKS, 0), start) is not None
    goes_on_about = title or asked  # 记者：|明年|有什么目标？⏎市长：生产总值增长11%左右
    if (
        kept is not None
        and kept.tells_year
        and kept.offset != 0
        and not (goes_on_about or _reports_on(kept, reader.facts))
    ):
        kept = None
    headed = any(number in reader.headings for number in between)
    scope = thread.scope_region if reader.facts.sectioned and not headed else None
    if reader.facts.news and _is_headed_by_place(reader, start):
        kept = None
    heading_region, spoken_of, wired = thread.heading_region, thread.spoken_of, thread.wired
    if paragraph in reader.headings and thread.paragraph not in reader.headings:
        heading_region, spoken_of, wired = None, {}, False  # a new item
    if wired and begins_item(reader.text, start):
        heading_region, wired = None, False
    if reader.facts.news and _STUDIO.match(reader.text, start) is not None:
        heading_region, spoken_of = None, {}  # what a villager said before is over
    if paragraph in reader.speakers:
        heading_region, kept = reader.speakers[paragraph], kept if asked else None
    return Thread(
        paragraph_region=_goes_on_about(reader, thread, start) if reader.facts.news else None,
        period=kept,
        period_above=kept is not None,
        month=thread.month if kept is not None else None,
        headline=thread.headline,
        headed=thread.headed,
        heading_level=thread.heading_level,
        account=thread.account,
        paragraph=paragraph,
        opening=start,
        heading_region=heading_region,
        wired=wired,
        spoken_of=spoken_of,
        scope_region=scope,
        last=thread.last if goes_on else None,
        owner=thread.owner if goes_on else "",
        topics=thread.topics if DIVIDED.match(reader.text, start) else {},
        above={} if (headed and not reader.facts.single) or not reader.facts.news else _above(thread),
    )


def _goes_on_about(reader: Reader, thread: Thread, start: int) -> Region | None:
    """What a paragraph of news is about from its first word on: a country, or the commune that was told of before."""
    if _THIS.match(reader.text, start) is not None:
        return thread.paragraph_region  # 麻溪河乡建国第一农业社…。⏎|这个社|共有四百三十六户
    return _country_of(reader, start) if _is_mainland(reader.facts) else None


def _above(thread: Thread) -> dict[str | None, Named]:
    """What the paragraphs have named first so far, of each kind; a name that is no indicator's gives way to one."""
    known = {kind: named for kind, named in thread.above.items() if named.indicator is not None}
    return {**thread.above, **thread.topics, **known}


def _is_mainland(facts: Facts) -> bool:
    """Whether a paper is not of 香港, 澳门 or 台湾, whose trade a country may head."""
    return facts.home is None or not (facts.home.code or "").startswith(("71", "81", "82"))


_LINES = ("、", "和", "方向", "航线", "线路", "班列", "市场")
"""What stands behind a country to which something goes: 港口新开|东南亚、日本方向|航线4条."""


def _country_of(reader: Reader, start: int) -> Region | None:
    """The country that a paragraph begins with and tells of alone: ▲据美国商务部公布，八月份的贸易逆差为16亿美元."""
    end = reader.text.find("\n", start)
    end = end if end >= 0 else len(reader.text)
    told = reader.mentions.regions_in(start, end)
    if not told or told[0].region.level != Level.ABROAD or told[0].start - start > _LEAD:
        return None
    if told[0].region.name in WORLD or told[0].region.name.endswith(_NO_COUNTRY):
        return None
    if reader.text.endswith(_PARTNER, 0, told[0].start) or reader.text.startswith(_LINES, told[0].end):
        return None
    others = any(one.region != told[0].region and one.region.code for one in told)
    ours = _HERE.search(reader.text, start, end) is not None
    ours = ours or reader.rules.lexicon.anywhere["local"].search(reader.text, start, end) is not None
    return None if others or ours else told[0].region


def _is_headed_by_place(reader: Reader, start: int) -> bool:
    """Whether a paragraph is an item of its own, of a place that heads it: ◆|兴国| 去年…, 【|东宁|】…."""
    named = reader.mentions.region_at.get(
        behind_marks(reader.text, start, start + _HEAD) + reader.text.startswith("【", start)
    )
    return named is not None and reader.text[named.end : named.end + 1] in _HEAD_ENDS and named.start > start


def _reports_on(told: PeriodMention, facts: Facts) -> bool:
    """Whether the year before is what news of the first months is about: 1984年我国工农业总产值, in March 1985."""
    early = facts.news and facts.year is not None and facts.month is not None and facts.month <= _REPORTING
    return early and told.year is not None and told.year + 1 == facts.year
