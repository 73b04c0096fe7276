"""Naming: the indicator of a claim and what kind of figure the number is of it."""

from __future__ import annotations

import re

from extractor.reading.averages import DAILY
from extractor.reading.exclusions import is_left_out, whole_of, without
from extractor.reading.indicators import Named, canonical, look_up
from extractor.reading.kinds import Figure, figure_of
from extractor.reading.spots import Memory, Name, Spot, flow_of
from extractor.reading.ways import name_of
from extractor.records import Statistic
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.lexicon import Lexicon
from extractor.ruleset.names import Indicator

_AVERAGED = ("平均水平", "平均", "平均值")
"""How a count ends that is told only to compare with."""
_IN_A_ROW = ("连续", "持续", "连")
"""What stands before for how long something goes on."""
_TOOK = re.compile("[用花历耗](?:了|时)|只用|仅用|整整|费时|多时间")
"""What is said of how long something took, which names nothing that follows: 用了整整|16年|."""
_LOCAL = "地方"
"""What the name of a region's own revenue begins with."""
_OF_ALL = ("completion", "level", "rank")
"""What is told of all there is, whatever a growth before has left out."""
_MOVED_IN = re.compile(
    "(?P<what>[\u4e00-\u9fff（）]{2,}?)(?:同比|环比)?(?:(?:上涨|下降|下跌|持平|增长|回落|正增长|负增长|减少|增加|净流入|净流出|上升|提高)"
    "|(?:增速|增幅|涨幅|降幅)(?:高于|低于|快于|慢于|超过|跑赢)[\u4e00-\u9fff]{2,10})的[\u4e00-\u9fff]{1,6}"
)
"""What has moved in the places that are counted: 新建商品住宅价格环比上涨的城市."""


def name_claim(spot: Spot, memory: Memory, rules: RuleSet) -> Named:
    """The indicator of a number and its kind of figure; what was read is remembered for the numbers to come."""
    name = _with_exclusion(spot, memory, name_of(spot, memory, rules))
    figure = figure_of(spot, memory, name, _identified(spot, memory, name, rules), rules)
    printed = _printed(spot, figure.text)
    named = Named(figure.text, printed, figure.indicator, figure.statistic, name.inherited, figure.falls)
    daily = memory.last is not None and named.text.startswith(DAILY) and named.text.endswith(memory.last.text)
    if _is_topic(spot, named.text) and not daily:
        _remember(spot, memory, name, named, rules)
    return named


def _with_exclusion(spot: Spot, memory: Memory, name: Name) -> Name:
    """The name of what grew where a part of it is left out: |扣除房地产开发投资|后增长5%, of the whole."""
    part = spot.phrase.without or memory.without
    if part and spot.relative and name.text:
        of_part = name.inherited and memory.whole and name.text.endswith(part)  # 其中房地产开发投资下降17%，扣除…
        return name._replace(text=without(part, memory.whole if of_part else whole_of(name.text)))
    told = name.inherited and spot.frame.frame.entry.statistic in _OF_ALL
    return name._replace(text=whole_of(name.text)) if told else name  # 扣除…后增长8%，|完成预算的98%|


def _identified(spot: Spot, memory: Memory, name: Name, rules: RuleSet) -> Figure:
    """The canonical indicator of a name, of the level and the part of the region that the sentence is about."""
    phrase, lexicon = spot.phrase, rules.lexicon
    statistic = Statistic(spot.frame.frame.entry.statistic)
    text = _contribution(name.text, spot, memory) if statistic is Statistic.CONTRIBUTION else name.text
    own = text in (phrase.text, spot.behind) and text != phrase.last_verb
    verb = phrase.last_verb.removeprefix("已") if own else ""
    indicator, text = canonical(text, verb, spot.frame.whole, statistic, spot.quantity, rules)
    of_place = name.inherited and bool(spot.phrase.regions)  # 其中|市本级|32.8亿元，|中宁县|22.2亿元: all it has
    if indicator is not None and memory.level and not of_place and _is_of_level(indicator, text, lexicon):
        text = memory.level + text  # |市级|社保基金收入552亿元；社保基金支出551亿元
        indicator = look_up(text, rules)
    if indicator is not None and text.startswith(_LOCAL) and _tells_both(text, indicator, memory, rules):
        indicator = None  # 一般公共预算收入28亿元；|地方一般公共预算收入|18亿元: not the same
    last = memory.last
    told = name.inherited and last is not None and text == last.text and (spot.relative or statistic is Statistic.RANK)
    if told and last is not None and last.indicator is None and last.statistic is Statistic.LEVEL:
        indicator = None  # 出口114.5万辆，增长|5%: not of the exports in 元
    if memory.part and not text.startswith(memory.part) and (memory.part_has or text in memory.of_whole):
        text = memory.part + text  # 在园幼儿5万人。|市区|有幼儿园286所，在园幼儿3万人
        indicator = look_up(text, rules)
    elif not memory.part:
        memory.of_whole.add(text)
    return Figure(statistic, text, indicator)


def _tells_both(text: str, indicator: Indicator, memory: Memory, rules: RuleSet) -> bool:
    """Whether what is local is told apart from the whole, though its name is otherwise another one of the same."""
    whole = text.removeprefix(_LOCAL)
    if look_up(whole, rules) is not indicator:
        return False  # 财政总收入12亿元、|地方级财政收入|8亿元
    topics = memory.topics.values()
    return whole in memory.named or any(one.indicator is indicator and one.text == whole for one in topics)


def _is_topic(spot: Spot, text: str) -> bool:
    """Whether the numbers to come may be of the same: not of how long something lasted, nor of whose average it is."""
    if is_left_out(spot.text, spot.quantity.outer_start, spot.quantity.outer_end):
        return False  # 扣除上年一次性收入|3亿元|后增长8%
    passes = spot.quantity.dimension in ("calendar", "time")
    in_a_row = spot.text.endswith(_IN_A_ROW, 0, spot.quantity.outer_start)
    lasts = passes and (bool(spot.behind) or in_a_row or _TOOK.search(text) is not None)  # 连升|7个月的走势
    lasts = lasts or (spot.quantity.counts and in_a_row)  # 增速连续|10年|居全国前列, 连续|14个榨季|居首位
    averaged = spot.quantity.counts and spot.behind.endswith(_AVERAGED)  # 低于|70个大中城市平均水平|2个百分点
    return bool(text) and not lasts and not averaged


def _remember(spot: Spot, memory: Memory, name: Name, named: Named, rules: RuleSet) -> None:
    """Keep what was named for the numbers to come."""
    text, grows = named.text, named.statistic is Statistic.GROWTH
    flow = flow_of(spot, memory, rules)
    memory.last = named
    if not name.inherited:
        kind = spot.quantity.unit if spot.quantity.counts else spot.quantity.dimension
        memory.topics.setdefault(kind, named)
        memory.topics.setdefault("", named)
    memory.grown = named if grows else memory.grown
    memory.mover = "" if grows and not name.inherited else memory.mover
    if spot.quantity.counts and "的" in text and (mover := _MOVED_IN.fullmatch(text)) is not None:
        memory.mover = mover["what"]
    if not name.inherited and text not in memory.named:
        memory.named.append(text)
    if len(spot.phrase.regions) == 1 and spot.item is None:
        before = memory.by_place
        again = name.inherited or (before is not None and (before.text, before.statistic) == (text, named.statistic))
        memory.by_place, memory.places_told = named, max(memory.places_told, 1) + 1 if again else 1
        memory.place_value = None if spot.relative else spot.quantity.value
    if not spot.relative:
        memory.last_unit, memory.last_value = spot.quantity.unit, spot.quantity.value
        memory.last_of[spot.quantity.dimension] = named
        if spot.quantity.counts:
            memory.last_of[spot.quantity.unit] = named
        if not name.inherited:
            memory.told.append(text)
    made = name.owner == name.text and named.indicator is not None  # 生产|生铁|3659万吨、粗钢3906万吨
    memory.owner = (text if made else name.owner) or memory.owner
    memory.carried = memory.carried and not name.owner
    memory.head = memory.head or name.owner
    memory.flow = flow or text[: rules.lexicon["flow"].at(text, 0, len(text))]


def _is_of_level(indicator: Indicator, text: str, lexicon: Lexicon) -> bool:
    """Whether a budget tells a figure of the level that it speaks of; one paid to those below can be of no other."""
    told = lexicon["own_level"].at(text, 0, len(text)) or indicator.entry.id.endswith("_own_level")
    return indicator.levels and not told and "下" not in text


def _printed(spot: Spot, text: str) -> str:
    """The phrase as it stands before or behind the number, or the name where nothing does."""
    if spot.phrase.text and spot.item is None and not (spot.behind and text.endswith(spot.behind)):
        return spot.phrase.text.strip()
    return spot.item or spot.behind or text


def _contribution(name: str, spot: Spot, memory: Memory) -> str:
    """What contributes to what: 工业对经济增长的贡献率; only what contributes, 工业, where points are told."""
    if name.startswith("对"):  # 民营经济增加值3.4万亿元，对经济增长的贡献率为71.5%
        name = memory.owner + name
    if spot.phrase.subject.endswith("对"):  # 最终消费支出对|上半年GDP增长|的贡献率
        name = spot.phrase.subject + name
    contributor = name.split("对")[0].split("拉动")[0]
    if spot.quantity.dimension == "points":
        return contributor
    if spot.phrase.text and not name.endswith("贡献率"):
        return f"{name}的贡献率"
    return name if spot.phrase.text else f"{contributor}的贡献率"
