"""Whereabouts: the region that a phrase names, and the one that a clause leaves behind for what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence

import regex

from extractor.documents.items import behind_marks
from extractor.reading.areas import resolve_local
from extractor.reading.clauses import Clause, Sentence
from extractor.reading.openings import Phrase, read_head
from extractor.reading.places import Reader
from extractor.reading.quantities import Quantity
from extractor.reading.regions import RegionMention
from extractor.reading.thread import WORLD, Thread
from extractor.ruleset.gazetteer import NATION, Level, Region

_DATELINE = re.compile(".{0,24}(?:[日社报][电電]|[讯訊])$|.{0,10}[电電]$")
"""【台北电】 says where the news is from."""
_BYLINE = re.compile("[\u4e00-\u9fff]{0,10}[讯电息][（(][^（）()]{2,40}[）)]")
"""本报讯（记者张三） stands before the first words of an item."""
_AVERAGE = re.compile("(?:的?平均水平|的?平均|水平|总量|总数|总额)$")
_PLACED = re.compile(r"(?:位于|地处|走进|来到|坐落于|坐落在)$")
"""What stands before the place that news goes to."""
_ISSUED = re.compile(
    r"(?:[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日)?[讯电訊電](?:[ 　（(]|记者|$)"
)
"""What stands behind the place that news is from: 本报北京|2月28日讯|记者朱剑红报道."""
_ALONE = re.compile("一[市地省县区家](?![区域])")
"""厦门|一市|就占了全省出口的一半: told of a part, and what follows is of the whole again."""
FOREMOST = regex.compile(r"[最较]\p{Han}{1,4}的(?:依次|分别)?[是为]|的[则就]是|其次是|(?:位居|排在|居)首位的是")
"""What says which comes first: 涨得|最凶的是|深圳."""
_BEARERS = (
    "籍", "同胞", "大学", "学院", "师范", "人民医院", "日报", "晚报", "会议", "峰会", "论坛", "企业", "旅客", "游客",
)  # fmt: skip
"""What stands behind a region's name that tells what bears it, or where somebody comes from."""
_VISITORS = ("旅客", "游客")
_SEEN = re.compile("(?:从|就|放眼)全国(?:范围|情况|形势)?来?看")
"""What says that a sentence goes on about the nation: 从全国看，产量4700万吨."""
_REPORTED = re.compile("报告(?:中)?(?:提出|显示|指出|明确|提到|说)")
"""What says that a clause tells what the report of the document's own region says."""
_OF_REPORT = re.compile("报告|预期目标|今年[，的]?(?:地区)?(?:生产总值|GDP|经济)")
"""What says that a deputy quotes the report that the session hears: “|今年生产总值|增长6.5%，我记在本子上了。”"""
_DASHES = "—-–－至"
"""What stands before the other end of a way."""
_CAPITAL = "0100"
"""How the code of a province's capital ends."""
_OFFICE = 12
"""How far behind a region the title of its officer may stand, in characters."""
_OWN_BODIES = ("71", "81", "82")
"""The codes of places that have bodies of their own with such names."""
_STATE = ("国家", "国务院")
"""How a body is called of which a paper of the nation says that it tells of the nation again."""
_PROVINCIAL = regex.compile(r"(?:^|(?<![\p{Han}])|(?<=[从据])|(?<=[从据]\p{Han}{2,3}))省\p{Han}{1,9}?(?:厅|局|委|总队)")
"""A body of the province: |省商务厅|昨日通报, 据云南|省民政厅|通报."""
_OURS = regex.compile(r"[我全][省国](?!\p{Han}?性)")
_IN_ALL = regex.compile(r"(?:连续\p{Han}{1,2}[年季月])?\p{Han}{2,6}?(?:排名|排|位列|位居|居|列|综合排名)?(?:前)?")
"""What leads up to a rank among those of a larger region."""
_HAS = ("有", "共有", "现有", "拥有")
"""What stands behind a part of the region whose things are counted: 市区|有|学校300所."""
_FURTHER = ("更是", "甚至", "尤为", "尤其")
"""What adds that a place has still more."""
_TOWN = regex.compile(r"(?P<town>(?:(?<=[省市县区旗])|^|(?<!\p{Han}))\p{Han}{1,4}(?:街道|[镇乡]))\p{Han}{2,5}村$")
"""The town in front of a village of its own."""
_LEADING = 6
"""How many characters may stand before a region that is all that a clause names."""


def note_level(reader: Reader, thread: Thread, start: int, end: int, *, whole: bool) -> None:
    """A budget's clause may tell the level of government that it is about: |市级|一般公共预算收入; 全市 is no level."""
    length = reader.rules.lexicon["own_level"].at(reader.text, start, end)
    word = reader.text[start : start + length]
    if word or whole:
        thread.level = "" if word.startswith("全") else word


def note_part(reader: Reader, thread: Thread, clause: Clause) -> None:
    """A clause may begin with a part of the region, of which the sentence goes on: |市区|有学前教育机构300所."""
    start = behind_marks(reader.text, clause.start, clause.end)
    length = reader.rules.lexicon["part_areas"].at(reader.text, start, clause.end)
    if length and reader.mentions.name_at.get(start, 0) <= start + length:  # not |县域经济总量|
        thread.part = reader.text[start : start + length]
        thread.part_has = reader.text.startswith(_HAS, start + length)
    elif reader.rules.lexicon["local"].at(reader.text, start, clause.end) or start in reader.mentions.region_at:
        thread.part = ""


def note_region(reader: Reader, thread: Thread, clause: Clause, own: Sequence[Quantity]) -> None:
    """Remember the region that a clause begins with; the nation holds for its own clause only (全国首个…投用，)."""
    publisher = _published_by(reader, clause)
    if publisher is not None or _SEEN.fullmatch(reader.text, clause.start, clause.end):
        nation = reader.rules.gazetteer.by_code[NATION]
        thread.paragraph_region = thread.sentence_region = publisher or nation
        thread.region_clause, thread.region_numbered, thread.region_outside = clause.start, bool(own), False
        return
    if own and own[0].outer_start == clause.start < own[0].start:
        return  # 产钢4360万吨，|超过全国的五分之一|: what it is a share of
    own_report = reader.facts.news and reader.facts.home is not None and reader.facts.home.code != NATION
    if own_report and _REPORTED.search(reader.text, clause.start, clause.end) is not None:
        thread.sentence_region, thread.region_clause = reader.facts.home, clause.start
        thread.region_numbered, thread.region_outside = bool(own), False  # 连江县代表说，|报告提出|海洋生产总值增长6.5%
    if not reader.mentions.names_area(clause.start, clause.end) or _DATELINE.match(
        reader.text, clause.start, clause.end
    ):
        return
    lexicon, home, numbered = reader.rules.lexicon, reader.facts.home, bool(own)
    foremost = FOREMOST.search(reader.text, clause.start, clause.end)
    first = reader.mentions.region_at.get(foremost.end()) if foremost is not None else None
    if first is not None and first.end == clause.end and not clause.aside:
        thread.sentence_region, thread.region_clause, thread.region_numbered = first.region, clause.start, False
        thread.region_outside = False
        return
    head = read_head(reader.text, clause.start, clause.end, reader.mentions, lexicon)
    listed = reader.text[own[0].outer_start - 1] == "等" if own else "等" in reader.text[clause.start : clause.end]
    if not head.regions and contrasts(reader, clause):
        return
    _note_wire(reader, thread, clause)
    if head.regions and _ISSUED.match(reader.text, head.regions[-1].end):
        return
    if clause.aside or listed:  # 广州文化馆、深圳博物馆等设施建成使用: the first example is not what follows is about
        return
    region = region_of(reader, thread, head)
    if region is not None and head.regions and not region.code and reader.facts.news and _speaks(reader, clause):
        thread.spoken_of[region.name[-1]] = region  # 六合区龙袍街道负责人介绍，|全街道|…
        region = _county_of(reader, region)
    if _ranked_in(reader, clause, own, region):
        return
    if head.verb and head.local and not head.regions and region == home and thread.heading_region:
        return  # 黄埔…贡献了|全市|近四成的工业总产值: what follows is of 黄埔 again
    if region is not None and region.level == Level.ABROAD and home is not None and home.code != NATION:
        return  # 对欧盟、东盟出口 is the home's trade
    abroad_or_nation = region is not None and (region.name in WORLD or region.code == NATION)
    if abroad_or_nation and (not numbered or home is not None) and region != home:
        return
    if (head.local and region == home) or lexicon["own_level"].at(reader.text, head.start, clause.end):
        thread.scope_region = None
    if reader.facts.budget:
        note_level(reader, thread, head.start, clause.end, whole=bool(head.local or head.regions))
    if len({mention.region for mention in head.regions}) > 1:
        thread.sentence_region = thread.paragraph_region = None  # 独山、长顺、平塘4个县…: what follows is of no one
        if not numbered:
            thread.regions, thread.each_region = list(head.regions), False  # 甲、乙两省贷款较多，分别多放8亿元、6亿元
        return
    if region is None and head.local and head.local not in lexicon["local_area"]:
        thread.elsewhere = True
    if region is not None:
        before = thread.sentence_region
        thread.elsewhere = False
        outside = not _related(reader, home, region)
        thread.region_outside = head.led or (outside and not reader.facts.news)
        thread.sentence_region = region
        thread.whole_region = before
        thread.region_clause = clause.start
        thread.region_numbered = numbered
        if head.local in lexicon["local_area"]:
            thread.scope_region = region
        if not (head.led or outside):
            several = before is not None and not _related(reader, before, region)
            if several or _ALONE.match(reader.text, head.regions[-1].end if head.regions else clause.end):
                thread.paragraph_region = None  # 长沙市33.6张，而|邵阳市|只有11.2张
            elif reader.text.startswith("其中", clause.start) or _is_further(reader, clause, head):
                pass  # 集装箱173万标箱，其中|钦州港|127万标箱: a part, told in passing
            elif not (region == home and head.local and not head.regions and thread.heading_region):
                thread.speak_of(region)  # in what is headed 株洲 |全省| is told in passing
                town = _town_of(reader, head.regions[0]) if head.regions and not region.code else None
                if town is not None:
                    thread.spoken_of[town.name[-1]] = town  # 长梁乡大茅田村…，|该乡|
                if head.regions and region.code:  # 黄冈|地区…，|全区|; 孝义|县…，|该县|, a city today
                    thread.spoken_of[reader.text[head.regions[0].end - 1]] = region
    elif reader.facts.news:
        _note_spoken_of(reader, thread, clause)


def _town_of(reader: Reader, village: RegionMention) -> Region | None:
    """The town or township that a mention of a village names too: 长梁乡, of 长梁乡大茅田村."""
    told = _TOWN.search(reader.text, village.start, village.end)
    return Region(None, told["town"], Level.AREA, village.region.parent) if told is not None else None


def _is_further(reader: Reader, clause: Clause, head: Phrase) -> bool:
    """Whether a clause adds a place to what was told of the whole: 机采率超过八成，|北疆更是|达到97%."""
    end = head.regions[-1].end if head.regions else clause.end
    return clause.opener == "，" and reader.text.startswith(_FURTHER, end)


def _ranked_in(reader: Reader, clause: Clause, own: Sequence[Quantity], region: Region | None) -> bool:
    """Whether a clause tells no more than a rank in what the document's region lies in: 增长18.2%，|全市排名第一|."""
    home = reader.facts.home
    if not own or own[0].dimension != "rank" or region is None or home is None or region == home:
        return False
    led = reader.text[clause.start : own[0].start]
    return region.code in reader.rules.gazetteer.lineage(home) and _IN_ALL.fullmatch(led) is not None


def _county_of(reader: Reader, region: Region) -> Region:
    """The county that a town or a village lies in, of which its people tell: 鼓楼区, of 鼓楼区水部街道建华社区."""
    county = reader.rules.gazetteer.by_code.get(region.parent or "") if not region.code else None
    return county if county is not None and county.level == Level.COUNTY and county != reader.facts.home else region


def contrasts(reader: Reader, clause: Clause) -> bool:
    """Whether a clause is told for comparison only: 出口下降9.6%，|而全省平均为增长1.8%|；用电量21亿千瓦时."""
    return reader.text.startswith(("而全", "而同期全"), clause.start)


def _note_spoken_of(reader: Reader, thread: Thread, clause: Clause) -> None:
    """The place that a clause of the news is about though it does not begin with it: 位于浙江温州的核电站."""
    home = reader.facts.home
    if home is None or home.code == NATION:
        inside = reader.mentions.regions_in(clause.start, clause.end)
        named = [
            m
            for m in inside
            if (m.region.code or m.region.parent) and not (m.in_name or _ISSUED.match(reader.text, m.end))
        ]
        if named and named[0].region.code != NATION:
            first = named[0].region
            within = [m.region for m in named if first.code in reader.rules.gazetteer.lineage(m.region)] or [first]
            thread.speak_of(within[-1])  # news of the nation: 位于浙江的|温州|的核电站
            return
    ending = reader.mentions.region_until.get(clause.end)
    byline = _BYLINE.match(reader.text, clause.start, clause.end)
    begins = byline.end() if byline is not None else clause.start  # 本报讯（记者张三）|冬日的罗平
    placed = ending is not None and (ending.region.code or ending.region.parent)
    near = ending is not None and (ending.start - begins <= _LEADING or reader.text[ending.start - 1] == "的")
    if ending is not None and placed and not ending.in_name and near:
        thread.speak_of(ending.region)  # 相邻的|钦州|，2016年货物吞吐量6954万吨; 素有“粮仓”之称的|滑县|，
        return
    shown = reader.mentions.region_at.get(clause.start + 1) if reader.text.startswith("以", clause.start) else None
    if shown is not None and reader.text.startswith("为例", shown.end):  # 以|江苏昆山|为例
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
    if at is not None and _related(reader, home, at.region):
        thread.speak_of(at.region)  # 走进位于|长垣|的集团车间
        return
    for start in range(clause.start, min(clause.start + 6, clause.end)):
        named_at = reader.mentions.region_at.get(start)
        if named_at is None or _is_of_person(reader.text, named_at.end) or reader.text[start - 1] in _DASHES:
            continue  # 记者在|西安|路某加油站看到; 新增固原—|天津|航线
        own = named_at.region == home and start > clause.start  # 中俄|黑龙江|大桥
        if named_at.in_name and named_at.region.code not in (None, NATION) and not own:
            thread.speak_of(named_at.region)  # 国网|长寿|供电公司
            return


def _is_in(reader: Reader, clause: Clause, mention: RegionMention) -> bool:
    """Whether a clause goes to a place: |在富锦市|某合作社，烘干塔正在作业."""
    begins = behind_marks(reader.text, clause.start, clause.end)
    inside = mention.start == begins + 1 and reader.text[begins] == "在" and mention.end < clause.end
    return inside and mention.region.code != NATION


def _spoken_for(reader: Reader, clause: Clause) -> Region | None:
    """The one place that a clause names which brings in a speaker, other than the document's own."""
    if not _speaks(reader, clause):
        return None
    inside = reader.mentions.regions_in(clause.start, clause.end)
    placed = (named for named in inside if named.region.code or named.region.parent)
    told = {named.region: None for named in placed if not _is_of_person(reader.text, named.end)}
    others = [region for region in told if region.code != NATION and region != reader.facts.home]
    coded = [region for region in others if region.code] or [_county_of(reader, region) for region in others]
    lineage = reader.rules.gazetteer.lineage(coded[-1]) if coded else ()
    return coded[-1] if len(coded) == 1 or (coded and all(region.code in lineage for region in coded)) else None


def region_of_heading(reader: Reader, heading: Sentence) -> Region | None:
    """The region above the document's own that a heading is of: 下乡满月|我省|农民买走1.6万台, in a city's paper."""
    told = _OURS.search(reader.text, heading.start, heading.end)
    region = resolve_local(told[0], reader.facts, None, reader.rules) if told is not None else None
    return region if region != reader.facts.home else None


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


def _published_by(reader: Reader, clause: Clause) -> Region | None:
    """The nation or the province, of which local news reports what a body has published.

    |国家统计局17日发布|，居民消费价格上涨2%; |省商务厅昨日通报|，累计销售1.6万台, in a city's paper.
    """
    facts, lexicon, text = reader.facts, reader.rules.lexicon, reader.text
    if not facts.news or facts.home is None or (facts.home.code or "").startswith(_OWN_BODIES):
        return None
    for body in lexicon.anywhere["national_bodies"].finditer(text, clause.start, clause.end):
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
    below = province is not None and facts.home.code != province
    office = _PROVINCIAL.search(text, clause.start, clause.end) if below else None
    if office is None or not lexicon.anywhere["publishes"].search(text, office.end(), clause.end):
        return None
    told = {one.region.code for one in reader.mentions.regions_in(clause.start, clause.end)}
    return reader.rules.gazetteer.by_code[province] if province is not None and told <= {province} else None


def _speaks(reader: Reader, clause: Clause) -> bool:
    """Whether a clause brings in a speaker and where they are from: 宁德市工信局负责人介绍, 代表、岳阳市市长李某."""
    lexicon = reader.rules.lexicon
    if lexicon.anywhere["says"].search(reader.text, clause.start, clause.end):
        return True
    return any(
        lexicon.anywhere["titles"].search(reader.text, mention.end, min(mention.end + _OFFICE, clause.end))
        for mention in reader.mentions.regions_in(clause.start, clause.end)
    )


def _note_wire(reader: Reader, thread: Thread, clause: Clause) -> None:
    """Where a paper's own news is from is what it is about, inside the document's region: 本报|栾川|讯."""
    length = reader.rules.lexicon["own_wire"].at(reader.text, clause.start, clause.end)
    named = reader.mentions.region_at.get(clause.start + length) if length else None
    home = reader.facts.home
    if named is None or home is None or not reader.text.startswith(("讯", "电"), named.end):
        return
    if home.code not in reader.rules.gazetteer.lineage(named.region) or named.region == home:
        return
    if home.level == Level.PROVINCE and (named.region.code or "").endswith(_CAPITAL):
        thread.spoken_of[named.region.name[-1]] = named.region  # what a province tells is told in its capital
        return
    thread.speak_of(named.region)
    thread.heading_region = named.region


def _related(reader: Reader, home: Region | None, region: Region) -> bool:
    """Whether a region is part of the document's own, or the other way round; an area without a code may be either."""
    if home is None or home.code is None or region.code is None:
        return True
    gazetteer = reader.rules.gazetteer
    return home.code in gazetteer.lineage(region) or region.code in gazetteer.lineage(home)


def told_before(reader: Reader, thread: Thread, end: int) -> Region | None:
    """The region whose name or word ends at a place: 全国 and 全省 of 高于|全国|（8.1%）、|全省|平均水平（7.3%）."""
    average = _AVERAGE.search(reader.text, max(end - _LEADING, 0), end)
    if average is not None:
        end = average.start()
    mention = reader.mentions.region_until.get(end)
    if mention is not None:
        return mention.region
    length = reader.rules.lexicon["local"].before(reader.text, max(end - _LEADING, 0), end)
    word = reader.text[end - length : end]
    return resolve_local(word, reader.facts, thread.sentence_region, reader.rules) if length else None


def are_origins(reader: Reader, phrase: Phrase) -> bool:
    """Whether the regions of a phrase are where visitors come from, to the document's own: |台湾|旅客, in 香港."""
    home = reader.facts.home
    if home is None or home.code == NATION or not phrase.text.startswith(_VISITORS):
        return False
    return not any(_related(reader, home, mention.region) for mention in phrase.regions if mention.region.code)


def region_of(reader: Reader, thread: Thread, phrase: Phrase) -> Region | None:
    """The region a phrase names: 泸州经济总量, 全省就业, 全国财政收入."""
    home = reader.facts.home
    if phrase.regions and are_origins(reader, phrase):
        return home
    island = home is not None and home.code is not None and home.code.startswith("71")
    if phrase.regions:
        first = phrase.regions[0]
        whole = reader.text.startswith("全国", first.start)
        return home if island and whole else first.region  # 全国 in a paper of Taiwan
    if phrase.local:
        current = thread.sentence_region or thread.paragraph_region or thread.heading_region
        named = thread.spoken_of.get(phrase.local[-1])
        if named is not None and current is not None and not named.code and phrase.local[0] in "全该":
            return named  # 龙袍街道…，|全街道|; 长梁乡大茅田村…，|该乡|
        told = resolve_local(phrase.local, reader.facts, current, reader.rules)
        return told or thread.spoken_of.get(phrase.local[-1])
    if phrase.national:
        return home if island else reader.rules.gazetteer.by_code[NATION]
    return None
