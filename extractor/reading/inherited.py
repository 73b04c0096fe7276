"""What was said before: the name of a number whose own clause tells none."""

from __future__ import annotations

import re

from extractor.reading.indicators import Named, is_measure, look_up
from extractor.reading.spots import Memory, Name, Spot
from extractor.records import Statistic
from extractor.ruleset.compiled import RuleSet

PASSED = re.compile(
    "(?P<what>[^，。；]{2,40}?)(?:超过|突破|达到|跑赢|高于|低于|快于|超|过|逾|达)"
    "(?:[0-9.]*[百千万亿]*元(?:以上)?|全[国省市区县](?:平均(?:水平|值|数)?)?)的[\u4e00-\u9fff（）、]{1,8}"
)
"""What has passed a mark in the places that are counted: 总产值过30亿元的县（市）."""
_BRACKET = re.compile("（[^（）]*）")
_IN_ALL = ("累计", "累计达", "累计达到", "总数", "总数达", "总数达到", "总量", "总量达", "总量达到", "总数增至")
"""What stands before a number of all there are, behind that of those that are new."""
DIFFERENCES = ("差距", "差额", "差值", "之差", "相差")
"""How what is told of two places ends that is of neither."""
_OF_SIZE = re.compile("(?:GDP)?[百千万]+亿(?:元|级|GDP|之)*")
"""What is said of the size of places that are counted: |万亿|城市, |GDP千亿|县."""
_SHORT_OF = ("仅差", "还差", "只差", "尚差")
"""How what is told ends that something lacks of a mark."""
_BY_MONTHS, _SENTENCE = re.compile("分(?:月|季|季度|月份)看[^。]*$"), 80
"""How a sentence begins that takes apart by months what the paragraph is about, and how long it is, in characters."""
_BEHIND_PLACE = re.compile("[省市县区州盟旗][（(]$")
"""What stands before an amount in brackets that is of a place: 赤峰市|（1610亿元）."""
_FAR = 10
"""How many times nearer an amount is to that of the place before than to the last, to be of the same."""
_MORE = 2
"""By how much more than what was added there is in all, at the least."""
_RATES = ("percent", "points", "rank", "calendar", "time")
"""What a growth may be told in."""


def without_flow(name: str, rules: RuleSet) -> str:
    """A stock by the name of what came to it: 铁路里程, of 铁路里程新增."""
    added = rules.lexicon["flow"].before(name, 0, len(name))
    return name[:-added] if 0 < added < len(name) and look_up(name, rules) is None else name


def said_before(spot: Spot, memory: Memory, rules: RuleSet) -> Name:
    """What the clause or the number before was about: 增长6%."""
    return _of_subject_or_count(spot, memory) or _told_last(spot, memory, rules)


def _of_subject_or_count(spot: Spot, memory: Memory) -> Name | None:
    """What is counted in another unit than the number before it, by its own subject or by what was told so before."""
    unit = spot.quantity.unit
    if not spot.quantity.counts or unit == memory.last_unit:
        return None
    if spot.phrase.subject:
        return Name(spot.phrase.subject, spot.phrase.subject)  # |海铁联运班列|2019年开行2243列
    counted_so = memory.last_of.get(unit, memory.topics.get(unit))
    if counted_so is not None and spot.phrase.regions:
        return Name(counted_so.text, inherited=True)  # 改造小区498个，涉及居民5.1万户，其中|涧西区|146个
    return None


def _told_last(spot: Spot, memory: Memory, rules: RuleSet) -> Name:
    """What was told last, where a number of a place, of a part in view or of nothing at all goes on with it."""
    last = _last_alike(spot, memory)
    first = memory.topics.get("")
    shared = last is not None and last.statistic is Statistic.SHARE and memory.carried and not memory.named
    shared = shared and "，" not in spot.text[memory.last_end : spot.quantity.start]
    if shared and first is not None and spot.frame.frame.entry.statistic == "growth" and not spot.phrase.regions:
        last = first  # 生产总值增长8.0%，其中…。三次产业结构为20:37:43。|两年平均增长|3.0%
    placed = last is not None and _counted(last.text) in rules.lexicon["no_owners"]
    unit = rules.amounts.by_name.get(memory.last_unit)
    placed = placed and (bool(spot.phrase.regions) or unit is None or unit.dimension != "people")  # |农民工|，增长2.5%
    if last is not None and last.statistic is Statistic.SHARE and spot.frame.frame.entry.statistic != "growth":
        placed = False  # 收入增长9.6%，收益10万元以上的村占比由23%提高到|40.2%
    if last is not None and spot.phrase.regions and last.text.endswith(DIFFERENCES):
        kind = spot.quantity.dimension
        last = memory.above.get(kind) or apart_from(memory) or last  # 差距缩小到30亿元。|某盟|以856亿元反超
    if last is not None and last.text.endswith(_SHORT_OF) and len(memory.told) > 1:
        return Name(memory.told[-2], inherited=True)  # GDP9516亿元，距离万亿仅差484亿元，今年上半年|完成|4684亿元
    moved = spot.frame.frame.entry.statistic == "change"  # 人口减少的省份有20个。其中，|山东减少|40万人
    sized = by_size(last.text, rules) if last is not None and spot.relative and spot.phrase.regions else ""
    if sized and not memory.pending:
        return Name(
            memory.grown.text if memory.grown is not None else sized, inherited=True
        )  # 27座万亿城市中，|泉州|6%
    if memory.mover and placed and (spot.relative or (moved and spot.quantity.unit != memory.last_unit)):
        return Name(memory.mover, inherited=True)  # 房价环比上涨的城市有63个，下降的|城市|有6个，最高涨幅为8.2%
    if placed and _is_measured(spot, memory) and spot.phrase.regions:
        # 人均收入23821元，21个省份低于全国。|西藏|13639元
        kind = spot.quantity.dimension
        last = memory.last_of.get(kind) or memory.topics.get(kind) or memory.above.get(kind) or last
    bracketed = spot.text[spot.quantity.outer_start - 1] in "（("
    passed = PASSED.fullmatch(last.text) if last is not None and (spot.phrase.regions or bracketed) else None
    if passed is not None and (spot.quantity.dimension == "money_cny" or spot.relative):
        what = _BRACKET.sub("", passed["what"])
        return Name(what, what)  # 总产值过30亿元的县有16个，其中|浏阳市|以93.6亿元居首
    if memory.grown is not None and placed and spot.relative:
        last = memory.grown  # 增长12.4%，10%以上的省份有12个。|北京|增长7.7%
    elif placed and spot.relative and spot.phrase.regions and memory.above.get("") is not None:
        last = memory.above[""]  # 平均工资16918元。⏎11个市中，|榆林|增幅达21.7%
    return _topic(spot, memory, rules) or _going_on(spot, memory, last, rules)


def _last_alike(spot: Spot, memory: Memory) -> Named | None:
    """The name told last, or the one told last of an amount of the same dimension."""
    alike = memory.last_of.get(spot.quantity.dimension, memory.last)
    of_each = memory.by_place
    told = memory.places_told > 1 or _is_nearer(spot, memory)
    if of_each is not None and told and len(spot.phrase.regions) == 1 and not spot.phrase.text:
        grows = spot.frame.frame.entry.statistic == "growth"
        same = grows if of_each.statistic is Statistic.GROWTH else spot.quantity.unit == memory.last_unit
        if same and not spot.quantity.counts:
            return of_each  # 甲区GDP2700亿元；乙区2523亿元，工业总产值5743亿元；|丙区|2319亿元
    if spot.phrase.last_verb and not spot.relative:
        return alike  # 扶持2万人创业，计划发放60亿元: what was told in money before
    if spot.phrase.regions and spot.quantity.dimension not in (None, *_RATES):
        return alike  # 成都GDP17716亿元，人口突破2000万；|昆明|为6733亿元
    if spot.frame.frame.entry.statistic == "change" and _is_measured(spot, memory) and not spot.relative:
        return alike  # 水资源量766亿立方米，折合径流深930毫米，比上年增加|268亿立方米
    if spot.quantity.counts and spot.text.endswith("的有", 0, spot.quantity.outer_start):
        return alike  # 76个城市上涨，涨幅在1%以上|的有|13个
    return memory.last


def _is_nearer(spot: Spot, memory: Memory) -> bool:
    """Whether an amount is far nearer to another place than to the last: 甲市1.9万亿元，户均25万元；|乙市5200亿元."""
    value, placed, last = spot.quantity.value, memory.place_value, memory.last_value
    if not value or not placed or not last or placed == last or spot.relative:
        return False
    from_place, from_last = max(value / placed, placed / value), max(value / last, last / value)
    return from_place * _FAR < from_last


def _is_measured(spot: Spot, memory: Memory) -> bool:
    """Whether a number is an amount in another unit than the one before it."""
    return spot.quantity.dimension not in (None, *_RATES) and spot.quantity.unit != memory.last_unit


def apart_from(memory: Memory) -> Named | None:
    """What the paragraph was about before it told by how much two places differ: GDP, of 两省GDP相差30亿元."""
    topic = memory.topics.get("")
    if topic is None or not topic.text.endswith(DIFFERENCES):
        return topic
    what = topic.text[: -len(DIFFERENCES[0])].removesuffix("的")
    return topic._replace(text=what, printed=what) if what else None


def _counted(name: str) -> str:
    """What a name counts: 县（市）, of 总产值过30亿元的县(市)."""
    return name.rpartition("的")[2].replace("(", "（").replace(")", "）")


def by_size(name: str, rules: RuleSet) -> str:
    """By what the places are counted that a name tells by their size alone: GDP, of |万亿|城市; or nothing."""
    size = _OF_SIZE.match(name)
    return "GDP" if size is not None and name[size.end() :] in rules.lexicon["no_owners"] else ""


def _topic(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """What a paragraph is about that goes on by parts: 分地区看，广东3.2万元."""
    divided = memory.divided and not (memory.pending or memory.named)
    kind = spot.quantity.unit if spot.quantity.counts else spot.quantity.dimension
    topic = memory.topics.get(kind, memory.topics.get("")) if divided else None
    named_above = memory.above.get(kind)
    loose = topic is not None and topic.indicator is None and not is_measure(topic.text, rules)
    if loose and named_above is not None:
        topic = named_above  # 均价3300元。⏎“看房的时候嫌贵。”⏎|分区来看|，芙蓉区以每平方米4386元领跑
    first = memory.topics.get("")
    begins = max(spot.quantity.start - _SENTENCE, 0)
    growing = spot.frame.frame.entry.statistic == "growth" and not (spot.phrase.text or memory.named)
    months = growing and _BY_MONTHS.search(spot.text, begins, spot.quantity.start)
    if months and first is not None:
        topic = first  # 收入增长7.6%。主体税种中，企业所得税下降1.7%。|分月看|，1-2月增长9.6%
    if topic is not None and spot.relative and topic.statistic is Statistic.SHARE:
        topic = memory.topics.get("", topic)  # 收入6541.6亿元，其中税收占比86.8%。|从增速看|，山西增长26.5%
    return Name(topic.text, inherited=True) if topic is not None else None


def _going_on(spot: Spot, memory: Memory, last: Named | None, rules: RuleSet) -> Name:
    """What waits for its number, what was told last, or what stands above of the same kind."""
    pending = memory.pending
    if last is not None and pending in rules.lexicon["rise_noun"] and spot.quantity.dimension not in _RATES:
        pending = ""  # 生产总值增长8.5%，|增速|连续10年居前列；2020年达到1.78万亿元
    statistic = spot.frame.frame.entry.statistic
    moves = statistic == "growth" or (statistic == "change" and spot.quantity.dimension not in _RATES)
    if last is not None and moves and pending in rules.lexicon["derivative"]:
        pending = ""  # 深圳人口增加714万人，|增量|居首；广州增加598万人; 舟山市|增速|领跑全省，增长17.3%
    elif last is not None and pending in rules.lexicon["rise_noun"] and spot.quantity.dimension == "percent":
        pending = last.text.removesuffix(pending) + pending  # 安顺市|增速居前|，达15%
    text = pending or (last.text if last else "") or spot.phrase.subject
    if spot.quantity.counts and spot.text.endswith(_IN_ALL, 0, spot.quantity.outer_start):
        text = text[rules.lexicon["flow"].at(text, 0, len(text)) :] or text  # 新增企业300家、|累计|超1400家
    added, value = rules.lexicon["flow"].at(text, 0, len(text)), spot.quantity.value
    more = memory.last_value is not None and value is not None and value > memory.last_value * _MORE
    if 0 < added < len(text) and more and spot.frame.taken and spot.quantity.unit == memory.last_unit:
        text = text[added:]  # 新增粮食生产能力100亿斤，2025年|达到|880亿斤
    if not spot.relative:
        text = without_flow(text, rules)  # 铁路里程新增1700公里，|突破|7000公里
    rate = last is not None and text == last.text and text.endswith("率")
    if rate and spot.quantity.dimension == "people":
        text = ""  # 人口自然增长率下降到7.66‰，五年|少生|260万人
    level = rules.lexicon["own_level"].at(text, 0, len(text)) if spot.phrase.regions and text != pending else 0
    text = text[level:] or text  # 其中|市本级|32.8亿元，|中宁县|22.2亿元: all that the county has
    above = _from_above(spot, memory) if not text else None
    if above is not None:
        return Name(above.text, inherited=True)
    if not text and spot.phrase.text:
        return Name(spot.phrase.text, spot.phrase.text)  # 北京|均价|22914元/平方米, and nothing told of what
    return Name(text, text if text and text == pending else "", inherited=bool(text))


def _from_above(spot: Spot, memory: Memory) -> Named | None:
    """What a paragraph above told in the same unit, when a place comes with no more than its own number."""
    quantity = spot.quantity
    if quantity.counts:
        same = (
            memory.above.get(quantity.unit) if spot.phrase.regions else None
        )  # 访港旅客4192万人次。⏎|日本|录得128万人次
    elif spot.phrase.regions or _BEHIND_PLACE.search(spot.text, max(quantity.outer_start - 2, 0), quantity.outer_start):
        amount = not spot.relative and quantity.dimension is not None
        same = (
            memory.above.get(quantity.dimension) if amount else None
        )  # 余额17.89万亿元。⏎|江苏|以14768.74亿元排在第一
    else:
        same = None
    ranked = spot.frame.frame.entry.statistic == "rank" and spot.phrase.regions
    return same or (memory.above.get("") if ranked else None)  # 人口12706万人。⏎|江苏、四川|继续居第四、第五位
