"""The region that a document is of, where its metadata tell none: 全省 and 我市 mean it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from extractor.reading.masthead import Masthead
from extractor.reading.placenames import RegionMention, locate_names
from extractor.reading.regions import find_regions
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.gazetteer import NATION, Level, Region, Use

_OWN_WORDS = ("of_hong_kong", "of_macau", "of_taiwan")
"""The word lists that tell where a text was written."""
_PAPER = regex.compile("^今日|(?:日报|晚报|时报|商报|晨报|早报|都市报|导报|新闻)(?:社)?$")
_TOLD = 2
"""How often a text has to say what makes it one of a place."""
_OURS = regex.compile("[我本全](?P<kind>[省市县区])(?![场政委级域块间])")
"""How a text speaks of the region that it is of: 我市, 全县."""
_LEVELS = {
    "省": (Level.PROVINCE,),
    "市": (Level.PREFECTURE, Level.COUNTY),
    "区": (Level.PREFECTURE, Level.COUNTY),
    "县": (Level.COUNTY,),
}
# 关于|震泽镇|2025年…, 在桐乡市|濮院镇|第十五届人民代表大会, 濮院镇|人民政府镇长
_TOWN = regex.compile(
    r"(?:^|关于|在|对|\d日|[省市区县旗])(?P<town>(?!关于|[在对])[\u4e00-\u9fff]{2,4}?(?:镇|乡|街道))"
    r"(?=(?:人民)?政府|第\p{Han}{1,3}届|(?:19|20)\d{2}年|党委|人大)"
)
# |中宁|新闻（7月18日）, |海口|广播电视台
_STATION = regex.compile(r"(?P<place>\p{Han}{2,4}?)(?:县|市|区)?(?:新闻(?!办|发布|中心|出版|媒体|价值)|电视|广播|融媒)")
_LED = regex.compile(r"(?:关于)?(?P<place>\p{Han}{1,8}?[县市区旗])(?=(?:19|20)\d{2}年|人民政府|[财统]\p{Han}{1,2}局)")
"""How a title begins with the full name of a county that nothing else may be: |荣县|2024年预算公开."""
_OF_NATION = regex.compile("全国|国务院|我国|国内(?!生产总值|外)")
"""What the title of a text says of the nation: 2017年10月|国内|手机市场运行分析."""
_ISSUER = 30
"""How long a line is at the most that names who publishes a text."""
_OFFICES = regex.compile("统计局|年鉴|调查总?队|财政[厅局]|发展和改革委")
"""Who publishes statistics and no news."""
_SOURCE = regex.compile(r"来源[：:] *")
_ONLY_NATION = regex.compile("广义货币|社会融资规模存量|国家外汇储备|A股|沪深|科创板|超长期特别国债")
"""What is measured for the nation only."""
_PRODUCT = regex.compile(r"国内生产总值[^，。\d]{0,6}(?:\d{5,}(?:\.\d+)?|[\d.]+万)亿")
"""A product so large that no part of the nation had it while it was called so."""
_COMPARED = regex.compile("(?:比|与|同|跟|较|而|像|赴|距|离|从|对)$")
"""What stands before a place that a text only compares its own with: |比|浙江少0.4公里."""
_ITEMS = regex.compile(r"(?:^|\n)[\s　]*(?:本报讯|本报记者|本报\p{Han}{2,4}[讯电]|新华社)")
"""What the items of a paper's page begin with, each."""
_HEAD = 60
"""How far into a text a region stands at its head, in characters."""
_OPENING = 300
"""How far into a text the first region stands that it may be about, in characters."""
_OFTEN = 3
"""How often a region has to be named that the text is about."""


def infer_home(text: str, masthead: Masthead, mentions: Sequence[RegionMention], rules: RuleSet) -> Region | None:
    """The region that title, paper or issuer name, that its own words mean, or that it speaks of most: 本港 is 香港."""
    issuers = masthead.issuers if masthead.official else [one for one in masthead.issuers if _OFFICES.search(one)]
    town = _town((masthead.title, *issuers), rules)
    if town is not None:
        return town
    if names_many(masthead.title):
        return rules.gazetteer.by_code[NATION]  # 24座万亿城市GDP出炉：重庆反超广州
    region = _first_region(masthead.title, rules) if masthead.title else None
    if region is not None and _is_one_of_several(masthead.title, region, mentions, rules):
        region = None
    paper = _of_paper(masthead.publisher, mentions, rules)
    if region is None or (paper is not None and _is_of_one_item(text, region, paper, rules)):
        region = paper
    for told in issuers:  # 宁波市人民政府
        region = region or _first_region(told, rules)
    region = region or _of_station(masthead.title, rules) or _short_in_title(masthead.title, mentions, rules)
    if region is not None:
        return region
    region = _by_own_words(text, rules) or _of_level(text, mentions, rules) or _most_told(mentions, rules)
    return region or _by_short_name(text, rules) or _of_nation(text, mentions, rules)


def _is_one_of_several(title: str, region: Region, mentions: Sequence[RegionMention], rules: RuleSet) -> bool:
    """Whether a title names a place in its second part, and the text others as often: 楼市腰斩 |深圳跌幅最大."""
    lead, _, rest = title.strip().partition(" ")
    if not rest or _first_region(lead, rules) is not None:
        return False
    told = Counter(one.region for one in mentions if one.region.code and not one.ambiguous)
    unlike = [one for one in told if region.code not in rules.gazetteer.lineage(one) and one.code != NATION]
    others = [one for one in unlike if one.code not in rules.gazetteer.lineage(region)]
    return sum(told[one] >= told[region] for one in others) >= _TOLD


def _is_of_one_item(text: str, region: Region, paper: Region, rules: RuleSet) -> bool:
    """Whether a title names a place of the paper's province, and the page has other items: 定州市县属企业改制调查."""
    inside = region != paper and paper.level == Level.PROVINCE and paper.code in rules.gazetteer.lineage(region)
    return inside and len(_ITEMS.findall(text)) >= _TOLD


def _of_nation(text: str, mentions: Sequence[RegionMention], rules: RuleSet) -> Region | None:
    """The nation, where a body of the state publishes a text that names no place: 来源：国家统计局; 广义货币.

    So it is with what such a body has published that a text begins with, and with a product that is no place's:
    国家统计局昨日公布，…; 国内生产总值487774亿元.
    """
    head = text[:_OPENING]
    lexicon = rules.lexicon
    source = _SOURCE.search(head)
    bodies = lexicon["national_bodies"]
    state = source is not None and bodies.at(head, source.end(), len(head)) > 0
    lines = (line.strip() for line in head.split("\n"))
    state = state or any(
        bodies.at(line, 0, len(line)) and len(line) <= _ISSUER for line in lines
    )  # 海关总署  2021-10-18
    placed = any(mention.region.code != NATION for mention in mentions) or lexicon.anywhere["local"].search(text)
    if not (state or placed):
        state = _PRODUCT.search(text) is not None or any(
            lexicon.anywhere["publishes"].search(head, body.end(), _sentence_end(head, body.end()))
            for body in lexicon.anywhere["national_bodies"].finditer(head)
        )
    return rules.gazetteer.by_code[NATION] if state or _ONLY_NATION.search(text) else None


def _sentence_end(text: str, start: int) -> int:
    end = text.find("。", start)
    return end if end >= 0 else len(text)


def _town(lines: Sequence[str], rules: RuleSet) -> Region | None:
    """The town or the township whose own report it is: 关于|震泽镇|2025年财政预算…, 在|濮院镇|第十五届人代会上."""
    for line in lines:
        for found in _TOWN.finditer(line):
            above = [mention.region for mention in find_regions(line[: found.start()], rules.gazetteer)]
            name = found["town"]
            if not rules.lexicon["not_towns"].before(name, 0, len(name)):
                return Region(None, name, Level.AREA, above[-1].code if above else None)
    return None


_CITIES = regex.compile(r"(?<!\d)(?:[2-9]\d|1\d\d)[个座]?(?:\p{Han}{0,4}城市?|省份?|省区市)(?![镇乡区际])")
"""What a title says of many cities or provinces, of which it then names some: |70城|房价：西安涨幅居首."""


def names_many(title: str) -> bool:
    """Whether a title is of many cities or provinces, of which it then names some: 31省份…：广东增量第一."""
    return _CITIES.search(title) is not None


_LETTERS = 2
"""How many provinces told by one character each make a title be of no one of them."""
_PLACES = 2
"""How many places a title tells at the most that is of one of them."""


def _first_region(title: str, rules: RuleSet) -> Region | None:
    mentions = [mention for mention in find_regions(title, rules.gazetteer) if mention.region.code]
    letters = [mention for mention in mentions if mention.end - mention.start == 1]
    told = {mention.region for mention in mentions if not mention.in_name}
    if len(rules.gazetteer.lowest(told)) > _PLACES:
        return None  # 地方债“全景图”：江苏总量居前 浙江天津最倚重土地
    if mentions and len(letters) < _LETTERS:
        return mentions[0].region  # but no one of 渝黔藏增速领跑 辽宁负增长
    led = _LED.match(title)
    named = rules.gazetteer.by_name.get(led["place"], ()) if led is not None else ()
    if len(named) == 1:
        return named[0]
    return rules.gazetteer.by_code[NATION] if _OF_NATION.search(title) else None


def _short_in_title(title: str, mentions: Sequence[RegionMention], rules: RuleSet) -> Region | None:
    """The county that a title calls by a short name, and the text by its full one: |三江|：一片叶子撑起一方脱贫路."""
    names = rules.gazetteer.names
    told = {m.region for m in mentions if m.region.level == Level.COUNTY and not m.ambiguous}
    found = {
        naming.region
        for index, start, end in locate_names(title, rules.gazetteer)
        for naming in names[rules.gazetteer.patterns[index]]
        if naming.region in told and end - start > 1
    }
    return found.pop() if len(found) == 1 else None


def _of_station(title: str, rules: RuleSet) -> Region | None:
    """Where a station or a body is at home that a title names: |中宁|新闻（7月18日）, 国家统计局工业司解读8月份利润."""
    station = _STATION.match(title)
    if station is not None:
        known = {naming.region for naming in rules.gazetteer.names.get(station["place"], ()) if naming.region.code}
        if len(known) == 1:
            return known.pop()
    own = {word for name in _OWN_WORDS for word in rules.lexicon[name].words}
    code = next((code for word, code in rules.homes.items() if word in title and word not in own), None)
    return rules.gazetteer.by_code.get(code) if code is not None else None


def _of_paper(publisher: str, mentions: Sequence[RegionMention], rules: RuleSet) -> Region | None:
    """Where a paper or another publisher is at home: 南方日报, 永康日报, 宁波市人民政府."""
    if not publisher:
        return None
    code = rules.homes.get(publisher)
    if code is not None:
        return rules.gazetteer.by_code.get(code)
    place = _PAPER.sub("", publisher)
    if place != publisher:
        names = rules.gazetteer.names
        known = {naming.region for naming in names.get(place, ()) if naming.region.code} or {
            naming.region for kind in "县市区" for naming in names.get(place + kind, ()) if naming.region.code
        }
        near = {code for mention in mentions for code in rules.gazetteer.lineage(mention.region) if code != NATION}
        told = {region for region in known if region.parent in near}  # not 象山区, of 桂林
        if len(known) == 1 or len(told) == 1:
            return (told or known).pop()  # 今日象山, which tells of 宁波, is of 象山县 there
    return _first_region(publisher, rules)


def _by_own_words(text: str, rules: RuleSet) -> Region | None:
    """The place that has words of its own for itself: 本港, 本澳, 主计总处."""
    counted = {name: len(rules.lexicon.anywhere[name].findall(text)) for name in _OWN_WORDS}
    most = max(counted, key=lambda one: counted[one])
    codes = Counter(rules.homes[word] for word in rules.lexicon[most].words)  # 按年 is said in 香港 and in 澳门
    return rules.gazetteer.by_code.get(codes.most_common(1)[0][0]) if codes and counted[most] >= _TOLD else None


def _of_level(text: str, mentions: Sequence[RegionMention], rules: RuleSet) -> Region | None:
    """The province that a text means by 我省, the city by 我市: that in which most of the places lie that it names."""
    kinds = Counter(found["kind"] for found in _OURS.finditer(text))
    if not kinds:
        return None
    kind = kinds.most_common(1)[0][0]
    levels = _LEVELS[kind]
    around: Counter[str] = Counter()
    places = 0
    for mention in mentions:
        if mention.ambiguous or _COMPARED.search(text, max(mention.start - 1, 0), mention.start):
            continue
        codes = rules.gazetteer.lineage(mention.region)
        if kind == "县" and mention.region.name.endswith("市") and text[mention.end - 1] != "县":
            continue  # 全县 is not all of 义乌市, unless it was 义乌县 then
        inside = [code for code in codes if rules.gazetteer.by_code[code].level in levels]
        if kind == "区":  # 我区, of 内蒙古自治区
            inside += [code for code in codes if rules.gazetteer.by_code[code].name.endswith("自治区")]
        around.update(inside)
        places += bool(inside)
    if not around:
        return None
    code, number = around.most_common(1)[0]
    alone = len(around) == 1 and kinds.total() >= _TOLD
    return rules.gazetteer.by_code[code] if alone or (number >= _TOLD and number * 2 > places) else None


def _by_short_name(text: str, rules: RuleSet) -> Region | None:
    """The county whose short name a text repeats that speaks of 我县 and names no region: 会宁, in its own report."""
    kinds = Counter(found["kind"] for found in _OURS.finditer(text))
    if not kinds or kinds.most_common(1)[0][0] not in "县市":
        return None
    kind = kinds.most_common(1)[0][0]
    told: Counter[Region] = Counter()
    for index, start, end in locate_names(text, rules.gazetteer):
        namings = rules.gazetteer.names[rules.gazetteer.patterns[index]]
        if len(namings) == 1 and namings[0].use == Use.LOCAL and namings[0].region.name == text[start:end] + kind:
            told[namings[0].region] += 1
    found = told.most_common(2)
    alone = found and (len(found) == 1 or found[0][1] > found[1][1])
    return found[0][0] if alone and found[0][1] >= _TOLD else None


def _most_told(mentions: Sequence[RegionMention], rules: RuleSet) -> Region | None:
    """The region that is named most, if it stands at the head or is more than half of all."""
    counted: Counter[str] = Counter()
    for mention in mentions:
        if mention.region.code and not mention.ambiguous:
            counted[mention.region.code] += 1
    head = {m.region.code for m in mentions if m.start < _HEAD and m.region.code}
    if not counted:
        return None
    code, number = counted.most_common(1)[0]
    if number >= _OFTEN and (code in head or number * 2 > counted.total()):
        return rules.gazetteer.by_code[code]
    first = next((mention for mention in mentions if mention.region.code and mention.start < _OPENING), None)
    national = first is not None and first.region.code == NATION  # 国家统计局调查显示，|全国|70个大中城市房价上涨9.5%
    return rules.gazetteer.by_code[NATION] if counted[NATION] >= _TOLD or national else None
