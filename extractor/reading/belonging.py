"""Which region a claim is of: the one that is told, the one in force where it stands, or the document's own."""

from __future__ import annotations

import regex

from extractor.documents.items import behind_marks
from extractor.reading.areas import resolve_local
from extractor.reading.clauses import Clause
from extractor.reading.frames import FrameMatch
from extractor.reading.indicators import Named
from extractor.reading.placekinds import KIND
from extractor.reading.places import Place, Reader
from extractor.reading.thread import WORLD, Thread
from extractor.reading.whereabouts import region_of
from extractor.records import Statistic
from extractor.ruleset.gazetteer import NATION, Level, Region

_RENAMED = 2005
"""The last year in which regions too told of their 国内生产总值."""
# ，|三市合计|占全省的44.1%: no one of them has it, and the region is told that they lie in, if the text is of it
_OF_SEVERAL = regex.compile(
    rf"[，；]?(?:这|以上|上述|“\p{{Han}}{{2,6}}”)?[两二三四五六七八九十]个?(?:{KIND}|城|国|地)(?:合计|共计|总计|总共)"
)
_TRAIN = regex.compile("班列(?=[（(])")
_TRADE = regex.compile("双边贸易|贸易总?额|进出口")
"""What tells that something is of two countries, of which the other is told before."""
_PER_PRODUCT = ("单位", "万元", "每万元")
"""How the name of what is used for each unit of the product begins, which those of places are called by too."""
_PROVINCES = ("省份", "省区市", "省市区")
"""How what is counted ends of which no region has several."""
_VILLAGES = ("村", "庄", "队", "社")
_URBAN = ("城镇", "城市", "城乡")
"""How the names of those begin who live in no village."""
_OF_REGION = 5
"""How much longer than its region's name what is compared with may be: 全国|平均."""


def _told_in_brackets(reader: Reader, place: Place) -> Region | None:
    """The region in brackets behind a number or in the name of a train: 2510亿元（|苏州|）, 中欧班列（|西安|）."""
    end = place.quantity.outer_end
    train = _TRAIN.search(reader.text, place.left, place.quantity.outer_start)
    if train is not None and reader.text[end : end + 1] not in ("（", "("):
        end = train.end()
    mention = reader.mentions.region_at.get(end + 1) if reader.text[end : end + 1] in ("（", "(") else None
    closed = mention is not None and reader.text[mention.end : mention.end + 1] in ("）", ")")
    return mention.region if mention is not None and closed and not _is_abroad(mention.region) else None


def region_of_claim(
    reader: Reader, thread: Thread, clause: Clause, place: Place, named: Named, told: Region | None
) -> tuple[Region | None, bool]:
    """The region of a claim, and whether it is doubtful because another sentence named it.

    What is told wins; then that of the claim the indicator is inherited from, the sentence's, and the document's own.
    """
    if _OF_SEVERAL.match(reader.text, place.left):
        within = reader.facts.home if reader.facts.home is not None and reader.facts.home.code != NATION else None
        return within, False
    if thread.of_firm and (told is None or thread.firm_clause == clause.start):
        return None, False  # 鞍山钢铁公司日产钢1.2万吨; 华为实现|全球|销售收入7042亿元
    several = len(place.phrase.regions) > 1
    if thread.summed and (several or named.inherited) and told is None:
        return None, False  # 河南、山东两省总产量6975万吨，|占全国的69%
    behind = _told_in_brackets(reader, place)
    if behind is not None:
        return behind, False
    home = reader.facts.home
    abroad = told is not None and _is_abroad(told)
    if told is not None and abroad and _measured_there(reader, named, thread, told):
        return told, False  # 美国地区生产总值增长2.5%，|日本|增长1.9%, but 对美国|出口 is the home's
    if told is not None and told.name in WORLD:
        of_nation = home is None or home.code == NATION
        money = (place.quantity.dimension or "").startswith("money")
        measured = named.statistic is Statistic.GROWTH or (named.statistic is Statistic.LEVEL and money)
        if of_nation or measured:
            return told, False  # 全球半导体销售额下降8.2%, but 全球灯塔工厂10家 are the province's
    compared = told is not None and told.code == NATION and _is_compared(named)
    if told is not None and not abroad and not (compared and home is not None):
        return told, False
    since = thread.sentence_region is not None and thread.region_clause > thread.last_place
    if named.inherited and thread.last_region is not None and not since:  # 甲县：开工12个；|乙县：开工9个
        return thread.last_region, thread.last_inherited
    if not _carries(reader, thread, clause, place):
        thread.sentence_region = None
    partner = thread.sentence_region is not None and _is_abroad(thread.sentence_region)
    if partner and (_TRADE.search(named.text) or named.text.startswith("对")):
        return home, False  # 日本退居第五大贸易伙伴。|对俄罗斯、南非双边贸易额|分别增长
    if thread.sentence_region is not None:
        return thread.sentence_region, False
    if thread.elsewhere:
        return None, False
    if home is not None and _is_of_nation(reader, named):
        return reader.rules.gazetteer.by_code[NATION], True
    near = thread.paragraph_region if reader.facts.news else _area_of_paragraph(reader, thread, place)
    near = None if near is not None and _is_too_small(near, named) else near
    near = near or thread.scope_region or thread.heading_region
    provinces = place.quantity.counts and named.text.endswith(_PROVINCES)  # 广东居首。|人口减少的省份|有20个
    if near is not None and not provinces and named.text not in reader.rules.lexicon["areas"]:
        return near, True  # 重庆增长12.4%。增长10%以上的|省份|有12个: of them all
    return home, home is not None and reader.facts.home_inferred


def _is_too_small(near: Region, named: Named) -> bool:
    """Whether a village was told of before, which has none of those that are told of: |城镇职工|年平均工资1789元."""
    return near.code is None and near.name.endswith(_VILLAGES) and named.text.startswith(_URBAN)


def _area_of_paragraph(reader: Reader, thread: Thread, place: Place) -> Region | None:
    """The part of the nation that a paragraph begins with and tells of alone: |长江流域|水质良好。Ⅰ类断面占4.1%."""
    home = reader.facts.home
    if home is not None and home.code != NATION:
        return None
    told = reader.mentions.regions_in(thread.opening, place.quantity.start)
    first = told[0] if told else None
    if first is None or first.region.level != Level.AREA or first.region.parent is not None:
        return None
    leads = first.start == behind_marks(reader.text, thread.opening, first.start + 1)
    return first.region if leads and all(one.region == first.region for one in told) else None


def region_compared(reader: Reader, statistic: Statistic, place: Place, frame: FrameMatch) -> Region | None:
    """The region whose own value stands beside another one for comparison: 低于|全国|6.03张的平均水平."""
    averaged = statistic is Statistic.SHARE and reader.text.startswith("的平均", place.quantity.outer_end)
    if not frame.against or not (statistic is Statistic.LEVEL or averaged or frame.frame.entry.beside):
        return None
    others = reader.mentions.regions_in(frame.start, place.quantity.start)
    if frame.against in reader.rules.lexicon["local"]:
        return resolve_local(frame.against, reader.facts, None, reader.rules)  # 低于|全省|1.5个的平均水平
    if not others or not frame.against.startswith(reader.text[others[0].start : others[0].end]):
        return None
    return others[0].region if others[0].end - others[0].start + _OF_REGION > len(frame.against) else None


def is_compared_too(reader: Reader, thread: Thread, clause: Clause, place: Place) -> bool:
    """Whether an area in a list is another one compared with: 高于全国1.8个、|全省|0.6个百分点, 占甲40%、|乙|55%."""
    listed = place.left > clause.start and reader.text.startswith(("、", "和"), place.left)
    if not listed or place.phrase.text not in ("", "港"):
        return False  # 相当于深圳港的15%、|广州|港的17%
    shares = thread.last is not None and thread.last.statistic is Statistic.SHARE
    # 占全市58%、|全省|近一成
    of = reader.text.endswith("的", 0, place.quantity.outer_start) or bool(place.phrase.local)
    whole = shares and of and place.quantity.dimension == "percent"
    return whole or place.quantity.dimension in ("points", "multiple")


def is_wider(reader: Reader, thread: Thread, place: Place, named: Named) -> bool:
    """Whether a place in a list of standings is what something is ranked in: 居全省第4位、|珠三角|第2位."""
    if named.statistic is not Statistic.RANK or not named.inherited or len(place.phrase.regions) > 1:
        return False
    wider = region_of(reader, thread, place.phrase)
    within = thread.last_region or reader.facts.home
    if wider is None or within is None:
        return False
    return wider.level == Level.AREA or wider.code in reader.rules.gazetteer.lineage(within)[1:]


def _is_of_nation(reader: Reader, named: Named) -> bool:
    """Whether news tells of the nation's product: 国内生产总值, which since 2004 is called 地区生产总值 of a region."""
    facts = reader.facts
    told = "国内生产总值" in named.printed and not named.printed.startswith(_PER_PRODUCT)
    return told and facts.news and facts.year is not None and facts.year > _RENAMED


def _is_compared(named: Named) -> bool:
    """Whether 全国 before a name is what it is compared with: 全国百强县排名第5位, 全国占有率30%, not 秋收过八成."""
    if named.statistic is Statistic.SHARE:
        return named.text.endswith(("率", "份额", "占比", "比重", "比例"))
    return named.statistic is Statistic.RANK


def _is_abroad(region: Region) -> bool:
    return region.name in WORLD or region.level == Level.ABROAD


def _measured_there(reader: Reader, named: Named, thread: Thread, told: Region) -> bool:
    """Whether a country before a number is where it was measured, and no partner or market of the document's region."""
    if named.statistic not in (Statistic.LEVEL, Statistic.GROWTH, Statistic.CHANGE):
        return False
    lexicon = reader.rules.lexicon
    partnered = lexicon.anywhere["partnered"].search(named.text) is not None
    if named.inherited:
        spread = thread.each_region and told in [mention.region for mention in thread.regions]
        return (spread and not partnered) or (thread.last_region is not None and _is_abroad(thread.last_region))
    if named.indicator is None:  # 德国汽车销量40万辆, but 美国|出口额|500亿元
        of_nation = reader.facts.home is not None and reader.facts.home.code == NATION
        measured = of_nation or lexicon["measured"].before(named.text, 0, len(named.text)) > 0
        return reader.facts.news and measured and not partnered
    return not named.indicator.counterparts


def _carries(reader: Reader, thread: Thread, clause: Clause, place: Place) -> bool:
    """Whether the region named at the head of an earlier clause still holds.

    In a report a clause with a subject of its own is about the report's region again: 通化结束不通高铁历史，
    全年接待游客人次增长20.7%.
    """
    if thread.region_outside and thread.region_clause != clause.start:
        return False
    earlier = clause.opener == "；" and thread.region_clause < clause.start
    if earlier and place.phrase.text and reader.text.startswith(("而", "其中"), thread.region_clause):
        # 通用机场仅1个，|而|成都有5个；|已建起降点|61个; 其中|深圳市|出口106亿美元；|机电产品出口|113亿美元
        return False
    if not reader.facts.sectioned or thread.region_numbered or thread.region_clause == clause.start:
        return True
    if earlier and (place.phrase.text or place.behind):
        return False  # 丹江口库区水质稳定；|13个国考城市|平均浓度38微克
    if place.left > clause.start:
        return True
    text = place.phrase.text
    return (
        not text
        or bool(place.behind and place.quantity.counts)
        or text in reader.rules.lexicon["attribute"]
        or place.phrase.verb
    )
