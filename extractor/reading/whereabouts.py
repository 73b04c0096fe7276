"""Whereabouts: the region that a phrase names, and the one that a clause leaves behind for what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence

import regex

from extractor.documents.items import behind_marks
from extractor.reading.areas import resolve_local
from extractor.reading.clauses import Clause, Sentence
from extractor.reading.datelines import is_issued, note_item, note_wire
from extractor.reading.inpassing import contrasts, is_among, is_further, opens_paragraph, ranked_in
from extractor.reading.leaders import called_so, led_to
from extractor.reading.openings import Phrase, read_head
from extractor.reading.origins import are_origins
from extractor.reading.placenames import RegionMention
from extractor.reading.places import Reader
from extractor.reading.quantities import Quantity
from extractor.reading.spoken import (
    LEADING,
    OF_LIST,
    county_of,
    note_spoken_of,
    published_by,
    related,
    speaks,
)
from extractor.reading.thread import WORLD, Thread
from extractor.ruleset.gazetteer import NATION, Level, Region

_DATELINE = re.compile(".{0,24}(?:[日社报][电電]|[讯訊])$|.{0,10}[电電]$")
"""【台北电】 says where the news is from."""
_AVERAGE = re.compile("(?:的?平均水平|的?平均|水平|总量|总数|总额)$")
_ALONE = re.compile("一[市地省县区家](?![区域])")
"""厦门|一市|就占了全省出口的一半: told of a part, and what follows is of the whole again."""
_SEEN = re.compile("(?:从|就|放眼)全国(?:范围|情况|形势)?来?看")
"""What says that a sentence goes on about the nation: 从全国看，产量4700万吨."""
_REPORTED = re.compile("报告(?:中)?(?:提出|显示|指出|明确|提到|说)")
"""What says that a clause tells what the report of the document's own region says."""
_GDP, _NEXT = "国内生产总值", 20
"""What only the nation's report tells of, and how far behind its clause it does, in characters."""
_OURS = regex.compile(
    r"(?<![居列跑占于超冠])[我全][省国](?!\p{Han}?性|第|前[列十三茅]|首[位个家]|榜首|领先|最|平均|排名|一流)"
)
_HAS = ("有", "共有", "现有", "拥有")
"""What stands behind a part of the region whose things are counted: 市区|有|学校300所."""
_INSIDE = "里内"
"""What ends words for a place: 县里, 市内."""
_WHOLE_NAMES = frozenset("省市县区州旗盟")
"""How the full name of a place ends."""
_PARTNER = regex.compile("贸易伙伴|出口市场|进口来源|出口目的|投资来源|客源")
"""What a clause says of those abroad with whom the home trades."""
_NAMED_NEAR = 300
"""How far before a word such as 全旗 the place that it means is looked for, in characters."""
_TOWN = regex.compile(r"(?P<town>(?:(?<=[省市县区旗])|^|(?<!\p{Han}))\p{Han}{1,4}(?:街道|[镇乡]))\p{Han}{2,5}村$")
"""The town in front of a village of its own."""


def note_level(reader: Reader, thread: Thread, start: int, end: int, *, whole: bool) -> None:
    """A budget's clause may tell the level of government that it is about: |市级|一般公共预算收入; 全市 is no level."""
    length = reader.rules.lexicon["own_level"].at(reader.text, start, end)
    word = reader.text[start : start + length]
    if thread.whole:
        return  # 总收入72亿元，其中：|本级收入|10亿元，上级补助收入47亿元
    if word or whole:
        thread.level = "" if word.startswith("全") else word


_OPENED = regex.compile(
    "[（(▲△]*(?:[上下左右题本]|小|大)?图(?:为|是|片?[：:])"
    r"|本报\p{Han}{0,5}[讯电] ?记者 ?\p{Han}{2,4}报道 ?"
    r"|(?:\p{Han}{2,6} *)?本报(?:\p{Han}{2,5})?[讯电] ?[（(][^（）()]{2,40}[）)]"
    r"|(?:本报|新华社)\p{Han}{2,5}?[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日(?:讯|电|专电) *"
)
"""How a caption or an item begins, before its place: |图为|沂水县…, |江苏盐城 本报讯（通讯员顾成鹏）|盐都区…."""


_MARKETS = ("市场报价", "市场价", "市场上", "期货", "现货", "交易所")
"""What stands behind a place whose prices a text only quotes."""
_GOVERNMENT = regex.compile(
    "(?:今年以来|今年|去年)?，?(?:省|自治区)(?:委、(?:省|自治区))?(?:人民)?政府(?!工作报告|采购|投资|债)"
)
"""What begins a clause that tells what the province has done: |自治区政府|日前下了决心."""


def note_part(reader: Reader, thread: Thread, clause: Clause) -> None:
    """A clause may begin with a part of the region, of which the sentence goes on: |市区|有学前教育机构300所."""
    start = behind_marks(reader.text, clause.start, clause.end)
    length = reader.rules.lexicon["part_areas"].at(reader.text, start, clause.end)
    among = reader.text[start + length : start + length + 1] in "（中"  # |五县|（市）中醴陵市总量最大
    if length and not among and reader.mentions.name_at.get(start, 0) <= start + length:  # not |县域经济总量|
        thread.part = reader.text[start : start + length]
        thread.part_has = reader.text.startswith(_HAS, start + length)
        current, home = thread.sentence_region or thread.paragraph_region, reader.facts.home
        if current is not None and home is not None and home.level == Level.PREFECTURE and current.parent == home.code:
            thread.sentence_region = home  # 江宁区均价2976元。而|主城区|商品房均价已超过4800元
    elif reader.rules.lexicon["local"].at(reader.text, start, clause.end) or start in reader.mentions.region_at:
        thread.part = ""


def note_region(reader: Reader, thread: Thread, clause: Clause, own: Sequence[Quantity]) -> None:
    """Remember the region that a clause begins with; the nation holds for its own clause only (全国首个…投用，)."""
    publisher = published_by(reader, clause)
    if publisher is not None or _SEEN.fullmatch(reader.text, clause.start, clause.end):
        nation = reader.rules.gazetteer.by_code[NATION]
        thread.paragraph_region = thread.sentence_region = publisher or nation
        thread.region_clause, thread.region_numbered, thread.region_outside = clause.start, bool(own), False
        return
    if own and own[0].outer_start == clause.start < own[0].start:
        return  # 产钢4360万吨，|超过全国的五分之一|: what it is a share of
    own_report = reader.facts.news and reader.facts.home is not None and reader.facts.home.code != NATION
    if own_report and _REPORTED.search(reader.text, clause.start, clause.end) is not None:
        of_nation = reader.text.find(_GDP, clause.start, clause.end + _NEXT) >= 0  # |报告提出|，国内生产总值增长5%左右
        region = reader.rules.gazetteer.by_code[NATION] if of_nation else reader.facts.home
        thread.sentence_region, thread.region_clause = region, clause.start
        thread.region_numbered, thread.region_outside = bool(own), False  # 连江县代表说，|报告提出|海洋生产总值增长6.5%
    government = _GOVERNMENT.match(reader.text, clause.start, clause.end) if reader.facts.news else None
    province = reader.rules.gazetteer.province(reader.facts.home) if government and reader.facts.home else None
    if province is not None:
        thread.speak_of(reader.rules.gazetteer.by_code[province])  # in what tells of 崇左县: |自治区政府|日前下了决心
        thread.sentence_region = None
        return
    if not reader.mentions.names_area(clause.start, clause.end):
        return
    note_wire(reader, thread, clause)
    if _DATELINE.match(reader.text, clause.start, clause.end):
        return
    opened = _OPENED.match(reader.text, clause.start, clause.end) if reader.facts.news else None
    if opened is not None and reader.facts.home is not None and reader.facts.home.code == NATION:
        clause = clause._replace(start=opened.end())  # |本报北京十月十一日讯|国务院决定, in a paper of the nation
        if not reader.mentions.names_area(clause.start, clause.end):
            return
    lexicon, home, numbered = reader.rules.lexicon, reader.facts.home, bool(own)
    called = called_so(reader, clause) if not numbered else None
    led = called or led_to(reader, clause, numbered=numbered)
    if led is not None:
        thread.sentence_region, thread.region_clause, thread.region_numbered = led, clause.start, False
        thread.region_outside = False
        if called is not None:
            thread.speak_of(called)
        return
    begin = max(opened.end(), clause.start) if opened is not None else clause.start
    head = read_head(reader.text, begin, clause.end, reader.mentions, lexicon)
    listed = reader.text[own[0].outer_start - 1] == "等" if own else "等" in reader.text[clause.start : clause.end]
    if listed and len(head.regions) == 1 and head.regions[0].start == begin and not head.regions[0].in_name:
        stop = own[0].outer_start if own else reader.text.find("等", clause.start)
        # 凭祥市弄怀、浦寨、叫隘等五个互市点, but 揭阳石化基地等23个项目, 肇庆等7个集聚区
        inside = reader.text[head.regions[0].end - 1] in _WHOLE_NAMES and head.regions[0].end < stop - 1
        listed = not inside or len(reader.mentions.regions_in(clause.start, stop)) > 1
    if {one.region.code for one in head.regions} <= {NATION} and contrasts(reader, clause):
        return
    if head.regions and is_issued(reader.text, head.regions[-1]):
        return
    abroad = head.regions and head.regions[-1].region.level == Level.ABROAD
    if abroad and _PARTNER.search(reader.text, clause.start, clause.end):
        return  # |欧盟|继续为我国第一大贸易伙伴，中美贸易额4846.8亿美元
    if head.regions and not numbered and OF_LIST.match(reader.text, head.regions[-1].end):
        return  # |成都|无缝钢管厂、宁江机床厂扩大自主权
    if head.regions and reader.text.startswith(_MARKETS, head.regions[-1].end):
        return  # |南宁|市场报价滑到2250元，而多数糖厂的成本在2800元左右
    if listed and not numbered and not clause.aside and reader.text.startswith("在", clause.start):
        places = [one for one in reader.mentions.regions_in(clause.start, clause.end) if not one.in_name]
        if len({one.region for one in places}) > 1:
            thread.regions, thread.each_region = places, False  # 在阜新、本溪等城市，再就业率分别为31.2%、40.1%
    if clause.aside or listed:  # 广州文化馆、深圳博物馆等设施建成使用: the first example is not what follows is about
        return
    region = region_of(reader, thread, head)
    if region is not None and head.regions and not region.code and reader.facts.news and speaks(reader, clause):
        thread.spoken_of[region.name[-1]] = region  # 六合区龙袍街道负责人介绍，|全街道|…
        region = county_of(reader, region)
    if ranked_in(reader, clause, own, region):
        return
    if head.verb and head.local and not head.regions and region == home and thread.heading_region:
        return  # 黄埔…贡献了|全市|近四成的工业总产值: what follows is of 黄埔 again
    if region is not None and region.level == Level.ABROAD and home is not None and home.code != NATION:
        first = head.regions[0] if head.regions else None
        dated = first is not None and first.start == clause.start and first.end in reader.mentions.period_at
        if dated and not numbered and not reader.facts.sectioned:
            thread.sentence_region, thread.region_clause, thread.region_numbered = region, clause.start, False
            thread.region_outside = False  # |日本|2000年实施介护保险，2019年老年人占比28.4%
        return  # 对欧盟、东盟出口 is the home's trade
    abroad_or_nation = region is not None and (region.name in WORLD or region.code == NATION)
    if region is not None and numbered and _opens_on_nation(reader, thread, head, region):
        thread.paragraph_region = region  # |全国|粮食产量8146亿斤。棉花产量12154万担, in a paper of 四川
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
        outside = not related(reader, home, region)
        thread.region_outside = head.led or (outside and not reader.facts.news)
        thread.sentence_region = region
        thread.whole_region = before
        thread.region_clause = clause.start
        thread.region_numbered = numbered
        if head.local in lexicon["local_area"] and _opens_scope(reader, clause):
            thread.scope_region = region
        if not (head.led or outside):
            several = thread.of_several or (before is not None and not related(reader, before, region))
            if several or _ALONE.match(reader.text, head.regions[-1].end if head.regions else clause.end):
                thread.paragraph_region = None  # 长沙市33.6张，而|邵阳市|只有11.2张
            elif thread.divided or is_among(reader, clause) or is_further(reader, clause, head):
                pass  # 集装箱173万标箱，其中|钦州港|127万标箱: a part, told in passing
            elif reader.facts.sectioned and not region.code and not opens_paragraph(reader.text, clause.start):
                thread.paragraph_region = None  # 高新区工业总产值1000亿元。粮食总产142.6万吨: of the city again
            elif not (region == home and head.local and not head.regions and thread.heading_region not in (None, home)):
                thread.speak_of(region)  # in what is headed 株洲 |全省| is told in passing
                if reader.facts.news and head.regions:
                    note_item(reader, thread, head.regions[0], region)
                town = _town_of(reader, head.regions[0]) if head.regions and not region.code else None
                if town is not None:
                    thread.spoken_of[town.name[-1]] = town  # 长梁乡大茅田村…，|该乡|
                above = county_of(reader, region)
                if above.code and above != region:
                    thread.spoken_of.setdefault(above.name[-1], above)  # 安吉县天荒坪镇…，|全县|
                if head.regions and region.code:  # 黄冈|地区…，|全区|; 孝义|县…，|该县|, a city today
                    thread.spoken_of[reader.text[head.regions[0].end - 1]] = region
    elif reader.facts.news:
        note_spoken_of(reader, thread, clause)


def _opens_scope(reader: Reader, clause: Clause) -> bool:
    """Whether a zone is what the paragraphs go on about: |园区|一般公共预算收入, not 二圈层120亿元，|高新区|21亿元."""
    text, start = reader.text, clause.start
    return opens_paragraph(text, start) or (reader.facts.budget and not text.endswith(("，", "、"), 0, start))


def _opens_on_nation(reader: Reader, thread: Thread, head: Phrase, region: Region) -> bool:
    """Whether a paragraph of a region's paper begins with a figure of the nation, and so is about the nation."""
    if not reader.facts.news or region.code != NATION or head.led or region == reader.facts.home:
        return False
    return thread.last_place < 0 and thread.paragraph_region is None and thread.heading_region is None


def _town_of(reader: Reader, village: RegionMention) -> Region | None:
    """The town or township that a mention of a village names too: 长梁乡, of 长梁乡大茅田村."""
    told = _TOWN.search(reader.text, village.start, village.end)
    return Region(None, told["town"], Level.AREA, village.region.parent) if told is not None else None


def region_of_heading(reader: Reader, heading: Sentence) -> Region | None:
    """The region above the document's own that a heading is of: 下乡满月|我省|农民买走1.6万台, in a city's paper."""
    told = _OURS.search(reader.text, heading.start, heading.end) if reader.facts.news else None
    region = resolve_local(told[0], reader.facts, None, reader.rules) if told is not None else None
    return region if region != reader.facts.home else None


def told_before(reader: Reader, thread: Thread, end: int) -> Region | None:
    """The region whose name or word ends at a place: 全国 and 全省 of 高于|全国|（8.1%）、|全省|平均水平（7.3%）."""
    average = _AVERAGE.search(reader.text, max(end - LEADING, 0), end)
    if average is not None:
        end = average.start()
    mention = reader.mentions.region_until.get(end)
    if mention is not None:
        return mention.region
    length = reader.rules.lexicon["local"].before(reader.text, max(end - LEADING, 0), end)
    word = reader.text[end - length : end]
    return resolve_local(word, reader.facts, thread.sentence_region, reader.rules) if length else None


def _named_last(reader: Reader, start: int, word: str, kind: str) -> Region | None:
    """The place named last that a word may mean: “十一五”是准格尔旗发展最快的五年。2010年，|全旗|生产总值671亿元."""
    if not reader.facts.news or word not in ("全", "该", kind):
        return None
    named = reader.mentions.regions_in(max(start - _NAMED_NEAR, 0), start)
    own = [one.region for one in named if one.region.code and not (one.in_name or one.ambiguous)]
    return next((one for one in reversed(own) if one.name.endswith(kind)), None)


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
        kind = phrase.local.rstrip(_INSIDE)[-1:]
        named = thread.spoken_of.get(kind)
        if named is not None and current is not None and not named.code and phrase.local[0] in "全该":
            return named  # 龙袍街道…，|全街道|; 长梁乡大茅田村…，|该乡|
        if named is not None and phrase.local[0] == "该" and reader.facts.news:
            return named  # 麻城市…。|该市|, in a paper of 黄冈市
        told = resolve_local(phrase.local, reader.facts, current, reader.rules)
        return told or thread.spoken_of.get(kind) or _named_last(reader, phrase.start, phrase.local[0], kind)
    if phrase.national:
        return home if island else reader.rules.gazetteer.by_code[NATION]
    return None
