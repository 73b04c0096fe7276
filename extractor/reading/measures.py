"""Measures told once: what a list, a colon or the whole of its parts is measured in, for items told by name alone."""

from __future__ import annotations

import re

from extractor.reading.indicators import Named, canonical, has_members, is_measure
from extractor.reading.spots import Memory, Name, Spot
from extractor.records import Statistic
from extractor.ruleset.compiled import RuleSet

_INDUSTRIAL = (
    "增加值|总?产值|利润总?额?|净利润|(?:主营业务|营业|销售|税收)收入|(?:工业)?用电量|投资额?|(?:出厂|购进|批发|零售|销售|消费)?价格"
    "|(?:零售|销售|营业|成交|交易)总?额|商品类值|(?:销售|新开工|施工|竣工|待售|成交)面积|(?:进出口|出口|进口)(?:总?额|总?值)?|产量|库存|存款|贷款|生产指数|营收|收入|用电"
)
"""What an industry, a kind of goods or of firms is measured in; a pattern."""
_OF_PEOPLE = (
    "(?:[年月]度?|人均)*(?:平均)*(?:工资|薪酬|年薪|月薪|消费水平|预期寿命|寿命|年龄)|(?:月|年)*(?:工作|就业|工资)?收入中位数|工资中位数"
    "|人均[\u4e00-\u9fff]{0,6}(?:收入|支出|面积)|平均[\u4e00-\u9fff]{0,4}(?:收入|支出|面积|费用)"
)
"""What people have of which the average is told; a pattern."""
_TAIL = re.compile(f"(?:{_INDUSTRIAL})$")
_PEOPLE_TAIL = re.compile(f"(?:{_OF_PEOPLE})$")
_PLAIN = ("增加值", "产值", "总产值", "利润", "利润总额", "用电量", "投资", "价格")
"""What an industry told next without a word of parts is measured in as the one before was."""
_OF_PART = {"消费价格": "价格", "零售总额": "零售额", "销售总额": "销售额", "成交总额": "成交额", "交易总额": "交易额"}
"""What a part has of what the whole has: 通讯器材类|零售额|, of 社会消费品|零售总额|."""
_KINDS = (
    "业",
    "类",
    "品",
    "企业",
    "经济",
    "部门",
    "单位",
    "公司",
    "用品及服务",
    "行",
    "住宅",
    "用房",
    "写字楼",
    "办公楼",
)
"""How industries, kinds of goods and of firms end that are told by their names alone."""
_PEOPLE = re.compile("(?:居民|农民|职工|人员|工人|员工|男性|女性|人口|农户|家庭|教师|医生|管理者|户)$")
_LONGEST = 24
"""How long the name of an item is at the most, in characters."""
_SENTENCE = 120
"""How far before an item a word of parts may stand, in characters."""
_PRICE, _MADE = "价格", "产量"
_PRICED = ("上涨", "下跌", "涨", "跌", "下降")
"""How a price moves; all that falls may be told so too."""
_ANNOUNCES = re.compile(
    f"(?P<what>{_INDUSTRIAL}|{_OF_PEOPLE})(?:"
    "(?:增减|增长|变动|变化|完成|实现)?情况(?:如下|为|是)?"
    "|(?:涨幅|降幅|增幅|增速|跌幅)?(?:同比|环比)?(?:扩大|收窄|回落|加快|放缓|增长|下降|上涨|上升|下跌|减少|增加|[居靠]前|较[大高快])+的"
    "(?:主要)?(?:行业|产品|商品|品种|门类|大类)?(?:主要)?(?:有|是|为|包括|分别[是为])?"
    ")$"
)
"""How a clause ends that says what those behind it are measured in: 主要行业|利润情况如下|, |价格降幅收窄的有|."""


_ENDS = frozenset("有是为括的下况业品种类")
"""How such a clause ends."""


def announced(text: str, start: int, end: int) -> str:
    """What a clause says the items behind it are measured in, or nothing: 利润, of 主要行业利润情况如下."""
    if text[end - 1] not in _ENDS or (text.find("情况", start, end) < 0 and text.find("的", start, end) < 0):
        return ""
    told = _ANNOUNCES.search(text, start, end)
    return told["what"] if told is not None else ""


def tail_of(name: str) -> str:
    """What a name is measured in, without whose it is: 增加值 of 规模以上工业增加值; or nothing."""
    tail = _TAIL.search(name)
    return _OF_PART.get(tail[0], tail[0]) if tail is not None else ""


def with_measure(name: str, last: Named | None) -> str:
    """A kind of industry with what was told of all of it: 国有工业总产值, of 工业总产值增长13.7%，|国有工业|负增长."""
    measure = tail_of(last.name) if last is not None and name.endswith(_KINDS) else ""
    return name + measure if measure in _PLAIN else name


def measured(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """An item told by its name alone, of what all are measured in: 增加值增长9.4%。其中，|有色冶炼业|增长21.9%."""
    phrase = spot.phrase
    text = (phrase.text or (memory.pending if memory.divided else "")).rpartition("的是")[2]
    if not text or len(text) > _LONGEST or spot.item or spot.quantity.counts or phrase.subject:
        return None
    if is_measure(text, rules) and not has_members(text):
        return None
    statistic = Statistic(spot.frame.frame.entry.statistic)
    if statistic not in (Statistic.GROWTH, Statistic.LEVEL):
        return None
    measure = _of_growth(spot, text, memory) if statistic is Statistic.GROWTH else _of_amount(spot, text, memory)
    if not measure or canonical(text, "", "", statistic, spot.quantity, rules)[0] is not None:
        return None
    name = _named(text, measure)
    return Name(name, name)


def _of_growth(spot: Spot, text: str, memory: Memory) -> str:
    """What grows of an industry or a kind of goods that tells no more than its name."""
    kind = text.endswith(_KINDS)
    if memory.aspect:
        return memory.aspect if kind or memory.aspect.endswith((_PRICE, _MADE)) else ""
    parts = bool(memory.whole) or memory.divided or _behind_whole(spot)
    topic = memory.topics.get("")
    if parts:
        of_topic = tail_of(topic.name) if topic is not None else ""
        measure = tail_of(memory.whole) or of_topic
        price = measure.endswith(_PRICE) and spot.text.endswith(_PRICED, spot.phrase.end, spot.quantity.outer_start)
        return measure if kind or price else ""
    last = memory.last
    if (
        last is None
        or last.statistic is not Statistic.GROWTH
        or not text.endswith(("制造业", "工业", "企业", "开采业"))
    ):
        return ""
    measure = tail_of(last.name)
    return measure if measure in _PLAIN else ""


def _behind_whole(spot: Spot) -> bool:
    """Whether a sentence tells of the parts of something: 其中|，教育文化娱乐上涨1.5%."""
    start = spot.phrase.start
    floor = max(start - _SENTENCE, 0)
    told = spot.text.rfind("其中", floor, start)
    return told >= 0 and not any(spot.text.find(mark, told, start) >= 0 for mark in "。\n")


def _of_amount(spot: Spot, text: str, memory: Memory) -> str:
    """What an amount is of that somebody has who is told by name alone."""
    unit = spot.quantity.unit
    if spot.relative:
        return ""
    if memory.aspect:
        return memory.aspect if text.endswith(_KINDS) or memory.aspect == _MADE else ""
    topic = memory.topics.get(spot.quantity.dimension) if memory.divided and text.endswith(_KINDS) else None
    if topic is not None:  # 平均工资10.2万元。分行业看，|金融业|17万元
        whose = _PEOPLE_TAIL.search(topic.text)
        return whose[0] if whose is not None else tail_of(topic.name)
    last = memory.last
    people = last is not None and unit == memory.last_unit and _PEOPLE.search(text) is not None
    tail = _PEOPLE_TAIL.search(last.text) if people and last is not None else None
    return tail[0] if tail is not None else ""


def _named(text: str, measure: str) -> str:
    """The item with its measure: 食品烟酒价格, of 食品烟酒类."""
    return text.removesuffix("类") + measure if measure.endswith(_PRICE) else text + measure
