"""Spoken of: the place that news is about though no clause begins with it, and whose figures a body publishes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import regex

from extractor.documents.items import behind_marks
from extractor.reading.clauses import Clause, Sentence
from extractor.reading.datelines import is_issued, wired_from
from extractor.reading.placenames import RegionMention
from extractor.reading.places import Reader
from extractor.reading.thread import Thread
from extractor.ruleset.gazetteer import NATION, Level, Region

_BYLINE = re.compile("[\u4e00-\u9fff]{0,10}[讯电息][（(][^（）()]{2,40}[）)]")
"""本报讯（记者张三） stands before the first words of an item."""
_PLACED = re.compile(r"(?:位于|地处|走进|来到|坐落于|坐落在)$")
"""What stands before the place that news goes to."""
_BEARERS = (
    "籍", "同胞", "大学", "学院", "师范", "人民医院", "日报", "晚报", "证券报", "时报", "商报", "晨报",
    "会议", "峰会", "论坛", "企业", "旅客", "游客",
)  # fmt: skip
"""What stands behind a region's name that tells what bears it, or where somebody comes from."""
_OF_REPORT = re.compile("报告|预期目标|今年[，的]?(?:地区)?(?:生产总值|GDP|经济)")
"""What says that a deputy quotes the report that the session hears: “|今年生产总值|增长6.5%，我记在本子上了。”"""
_TOWARDS, _TRADES = ("对", "向"), ("出口", "进口", "进出口", "贸易", "投资")
_DASHES = tuple("—-–－至")
"""What stands before the other end of a way."""
_OFFICE = 12
"""How far behind a region the title of its officer may stand, in characters."""
_OWN_BODIES = ("71", "81", "82")
"""The codes of places that have bodies of their own with such names."""
_WORKS = re.compile(
    "[\u4e00-\u9fff]{0,4}?(?:大桥|铁路(?!口岸|公司|枢纽)|牌|高铁|公路(?!口岸|局)|高速|隧道|大道|专线|航线)"
)
"""What is built or runs, that bears the name of a place of which nothing is told: 南浦大桥、|杨浦|大桥通车."""
OF_LIST = regex.compile(r"\p{Han}{1,10}?(?:公司|厂|矿|集团|院|大学|[桥站港场])[、和与及]\p{Han}")
"""What shows that a name that bears a place's is the first of several: 在|重庆|钢铁公司、成都无缝钢管厂试点."""
_MEETS = ("召开", "举行", "举办", "开幕", "闭幕", "落幕")
"""What stands behind a place where others only meet: 在|宜昌|召开的会议提出."""
_JOINTS = ("、", "和", "及", "与")
_STATE = ("国家", "国务院")
"""How a body is called of which a paper of the nation says that it tells of the nation again."""
_PROVINCIAL = regex.compile(r"(?:^|(?<![\p{Han}])|(?<=[从据])|(?<=[从据]\p{Han}{2,3}))省\p{Han}{1,9}?(?:厅|局|委|总队)")
"""A body of the province: |省商务厅|昨日通报, 据云南|省民政厅|通报."""
LEADING = 6
"""How many characters may stand before a region that is all that a clause names."""


def county_of(reader: Reader, region: Region) -> Region:
    """The county that a town or a village lies in, of which its people tell: 鼓楼区, of 鼓楼区水部街道建华社区."""
    county = reader.rules.gazetteer.by_code.get(region.parent or "") if not region.code else None
    return county if county is not None and county.level == Level.COUNTY and county != reader.facts.home else region


_TO_OR_FROM = regex.compile(
    "(?:来|运|产|发|购)自$|[运发销送开飞通寄]往$|(?:铺轨|铺|修|筑|通车|通|直通|运|开|飞|伸|送|销|卖|输送|连接|直达)[到至]$|直达$"
)
"""What stands before where something comes from or goes to: 来自|山东|的大白菜, 九月间铺轨到|兰州|."""
_VERB = 4
"""How long that is at the most, in characters."""


def _is_origin(reader: Reader, mention: RegionMention) -> bool:
    """Whether a place is only where something comes from or goes to: 来自|山东、河北|的大白菜车."""
    first = mention
    while (
        reader.text[first.start - 1 : first.start] in ("、", "和") and first.start - 1 in reader.mentions.region_until
    ):
        first = reader.mentions.region_until[first.start - 1]
    return _TO_OR_FROM.search(reader.text, max(first.start - _VERB, 0), first.start) is not None


_AS_EXAMPLE = regex.compile("(?:[市主]?城区|市?区|地区|一地)?为例")
"""What stands behind a place that a text tells of for others: 以|南昌|市区为例."""


def note_spoken_of(reader: Reader, thread: Thread, clause: Clause) -> None:
    """The place that a clause of the news is about though it does not begin with it: 位于浙江温州的核电站."""
    home = reader.facts.home
    if home is None or home.code == NATION:
        inside = reader.mentions.regions_in(clause.start, clause.end)
        named = [
            m
            for m in inside
            if (m.region.code or m.region.parent)
            and not (m.in_name or is_issued(reader.text, m) or _is_market(reader.text, m))
            and not reader.text.startswith(_MEETS, m.end)
            and not _is_aside(reader.text, clause.start, m.start)
            and not _is_origin(reader, m)
        ]
        if len(named) > 1 and _ends_in_list(reader, clause, named):
            thread.paragraph_region = thread.sentence_region = None  # 前五位的依次是|广东、浙江、江苏|，其业务量合计
            return
        if named and named[0].region.code != NATION:
            first = named[0].region
            within = [m.region for m in named if first.code in reader.rules.gazetteer.lineage(m.region)] or [first]
            thread.speak_of(within[-1])  # news of the nation: 位于浙江的|温州|的核电站
            if reader.text.startswith("在", clause.start) and named[-1].end == clause.end:
                thread.sentence_region = None  # 在山西隰县，全县接待游客21.6万人次；|在福建平潭|，入住率达92%
            return
    for mention in reader.mentions.regions_in(clause.start, clause.end):
        county = county_of(reader, mention.region)
        if county.code and not mention.region.code:
            thread.spoken_of[county.name[-1]] = county  # 采棉机在呼图壁县二十里店镇作业。今年|该县|
    ending = reader.mentions.region_until.get(clause.end)
    byline = _BYLINE.match(reader.text, clause.start, clause.end)
    begins = byline.end() if byline is not None else clause.start  # 本报讯（记者张三）|冬日的罗平
    placed = ending is not None and (ending.region.code or ending.region.parent)
    near = ending is not None and (ending.start - begins <= LEADING or reader.text.endswith("的", 0, ending.start))
    if ending is not None and placed and near and not (ending.in_name or _is_origin(reader, ending)):
        thread.speak_of(ending.region)  # 相邻的|钦州|，2016年货物吞吐量6954万吨; 素有“粮仓”之称的|滑县|，
        return
    shown = reader.mentions.region_at.get(clause.start + 1) if reader.text.startswith("以", clause.start) else None
    if shown is not None and _AS_EXAMPLE.match(reader.text, shown.end):  # 以|江苏昆山|为例
        thread.speak_of(shown.region)
        thread.sentence_region = None
        return
    speaks_of = _spoken_for(reader, clause)
    if speaks_of is not None:
        thread.speak_of(speaks_of)  # 省人大代表、宁德市工信局负责人陈某介绍
        return
    at = next(
        (
            m
            for m in reader.mentions.regions_in(clause.start, clause.end)
            if (m.region.code or m.region.parent)
            and m.region != home
            and (_is_in(reader, clause, m) or _PLACED.search(reader.text, clause.start, m.start) is not None)
        ),
        None,
    )
    if at is not None and related(reader, home, at.region):
        thread.speak_of(at.region)  # 走进位于|长垣|的集团车间
        return
    for start in range(clause.start, min(clause.start + 6, clause.end)):
        named_at = reader.mentions.region_at.get(start)
        if named_at is None or _is_of_person(reader.text, named_at.end) or reader.text.endswith(_DASHES, 0, start):
            continue  # 记者在|西安|路某加油站看到; 新增固原—|天津|航线
        own = named_at.region == home and start > clause.start  # 中俄|黑龙江|大桥
        if own or not named_at.in_name or named_at.region.code in (None, NATION):
            continue
        works = _WORKS.match(reader.text, named_at.end) or OF_LIST.match(reader.text, named_at.end)
        if works is None and related(reader, home, named_at.region):
            thread.speak_of(named_at.region)  # 国网|长寿|供电公司
            return


def _ends_in_list(reader: Reader, clause: Clause, named: Sequence[RegionMention]) -> bool:
    """Whether a clause ends with a list of its places, of no one of which the next one is: 居前的是|西藏、贵州|."""
    if named[-1].end != clause.end or len({one.region for one in named}) < len(named):
        return False
    return all(reader.text[one.end : other.start] in _JOINTS for one, other in pairwise(named))


def _is_aside(text: str, start: int, place: int) -> bool:
    """Whether a place stands in a bracket: 30个省份公布了收入（|西藏|暂未公布）."""
    return text.rfind("（", start, place) > text.rfind("）", start, place)


def _is_market(text: str, mention: RegionMention) -> bool:
    """Whether a place is where others sell to: 对|香港|出口增长19.8%."""
    return text[mention.start - 1 : mention.start] in _TOWARDS and text.startswith(_TRADES, mention.end)


def _is_in(reader: Reader, clause: Clause, mention: RegionMention) -> bool:
    """Whether a clause goes to a place: |在富锦市|某合作社，烘干塔正在作业."""
    begins = behind_marks(reader.text, clause.start, clause.end)
    inside = mention.start == begins + 1 and reader.text[begins] == "在" and mention.end < clause.end
    inside = inside and not reader.text.startswith(_MEETS, mention.end)
    return inside and mention.region.code != NATION


def _spoken_for(reader: Reader, clause: Clause) -> Region | None:
    """The one place that a clause names which brings in a speaker, other than the document's own."""
    if not speaks(reader, clause):
        return None
    inside = reader.mentions.regions_in(clause.start, clause.end)
    placed = (named for named in inside if named.region.code or named.region.parent)
    told = {named.region: None for named in placed if not _is_of_person(reader.text, named.end)}
    others = [region for region in told if region.code != NATION and region != reader.facts.home]
    coded = [region for region in others if region.code] or [county_of(reader, region) for region in others]
    lineage = reader.rules.gazetteer.lineage(coded[-1]) if coded else ()
    return coded[-1] if len(coded) == 1 or (coded and all(region.code in lineage for region in coded)) else None


def note_speaker(reader: Reader, thread: Thread, quote: Sentence, following: Sequence[Sentence]) -> None:
    """What is quoted before its speaker is named is of the speaker's place: “我们县…。”|滑县县委书记陈某说."""
    if reader.facts.reviewing and _OF_REPORT.search(reader.text, quote.start, quote.end) is not None:
        return
    for sentence in following:
        closed = reader.text.rfind("”", quote.start, sentence.start) >= 0
        if closed and sentence.paragraph == quote.paragraph:
            spoken_for = _spoken_for(reader, sentence.clauses[0])
            if spoken_for is not None:
                thread.speak_of(spoken_for)


def _is_of_person(text: str, end: int) -> bool:
    """Whether a region's name is that of a road, a school or where somebody comes from: |中山|大学, |湖南|籍."""
    return _is_road(text, end) or text.startswith(_BEARERS, end)


def _is_road(text: str, end: int) -> bool:
    """Whether a region's name is that of a road: |西安|路."""
    return text.startswith(("路", "街", "大街", "大道"), end)


def published_by(reader: Reader, clause: Clause) -> Region | None:
    """The nation or the province, of which local news reports what a body has published.

    |国家统计局17日发布|，居民消费价格上涨2%; |省商务厅昨日通报|，累计销售1.6万台, in a city's paper.
    """
    facts, lexicon, text = reader.facts, reader.rules.lexicon, reader.text
    if not facts.news or facts.home is None or (facts.home.code or "").startswith(_OWN_BODIES):
        return None
    for body in lexicon.anywhere["national_bodies"].finditer(text, clause.start, clause.end):
        whose = reader.mentions.region_until.get(body.start())
        if whose is not None and whose.region.level == Level.ABROAD:
            continue  # 美国|商务部
        if body.end() in reader.mentions.region_at or text.startswith("门", body.end()):
            continue  # 国家统计局|大连|调查队, 财政部|门
        if facts.home.code == NATION and not body[0].startswith(_STATE):
            continue  # 世界银行 and 美国|商务部, in a paper of the nation
        if text.startswith(("：", ":"), body.end()) or lexicon.anywhere["publishes"].search(
            text, body.end(), clause.end
        ):
            named = reader.mentions.regions_in(body.end(), clause.end)
            others = any(one.region.code and one.region.code != NATION for one in named)
            others = others or lexicon.anywhere["local"].search(text, body.end(), clause.end) is not None
            return None if others else reader.rules.gazetteer.by_code[NATION]
    province = reader.rules.gazetteer.province(facts.home)
    office = _PROVINCIAL.search(text, clause.start, clause.end) if province is not None else None
    if office is None or not lexicon.anywhere["publishes"].search(text, office.end(), clause.end):
        return None
    wire = wired_from(reader, clause)
    start = wire.end if wire is not None else clause.start  # 本报|芜湖|讯 记者从省农业农村厅获悉
    told = {one.region.code for one in reader.mentions.regions_in(start, clause.end)}
    return reader.rules.gazetteer.by_code[province] if province is not None and told <= {province} else None


def speaks(reader: Reader, clause: Clause) -> bool:
    """Whether a clause brings in a speaker and where they are from: 宁德市工信局负责人介绍, 代表、岳阳市市长李某."""
    lexicon = reader.rules.lexicon
    if lexicon.anywhere["says"].search(reader.text, clause.start, clause.end):
        return True
    return any(
        lexicon.anywhere["titles"].search(reader.text, mention.end, min(mention.end + _OFFICE, clause.end))
        for mention in reader.mentions.regions_in(clause.start, clause.end)
    )


def related(reader: Reader, home: Region | None, region: Region) -> bool:
    """Whether a region is part of the document's own, or the other way round; an area without a code may be either."""
    if home is None or home.code is None or region.code is None:
        return True
    gazetteer = reader.rules.gazetteer
    return home.code in gazetteer.lineage(region) or region.code in gazetteer.lineage(home)
