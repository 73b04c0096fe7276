"""Those that are counted in front of what they have: 149个|国考断面|水质优良率为91.9%."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.reading.indicators import look_up
from extractor.reading.spots import Spot
from extractor.ruleset.compiled import RuleSet

_PLACES = re.compile(
    "[\u4e00-\u9fff]{0,10}?(?:县|(?<!农)村|乡镇|行业|城市|省份|企业|断面|点位|站点|监测点|水库|河流|湖泊|社区|街道|园区|开发区"
    "|学校|医院|口岸|港口|机场|公司|工厂|厂|部门)(?:的(?=[\u4e00-\u9fff]{2}))?"
)
"""What is counted in front of what it has: 58个|脱贫县|农村居民人均可支配收入, 149个|国考断面|水质优良率为91.9%."""
_RESIDENTS = ("农民", "居民", "城镇居民", "农村居民", "农牧民")
"""Whose income an average is, told right behind the places that are counted."""
_AVERAGED = re.compile("(?<=[\u4e00-\u9fff]{2})(?:平均|人均|户均|亩均|年均|日均|月均)(?=[\u4e00-\u9fff]{2})")
"""What an average begins with that is told of what is counted: 1.2万间|民宿客房|平均入住率."""
_GOES_ON = re.compile(
    r"(?:收入)?(?:[较比](?:(?:19|20)\d{2}年|上[年月季期]|去年|年初|同期|全[国省市])|同比|环比|实现|年均|平均|全部|均|都)?(?:已经?)?(?:达到|达|超过|超|突破|实现|增长|同比|环比)"
)
_GOES = re.compile(
    "(?:(?:高于|低于|快于|慢于|跑赢|超过)[\u4e00-\u9fff]{2,6}|(?:同比|环比)?(?:上涨|下跌|上升|下降|增长|提高|降低|回落)|达到?|为|介于|稳定在|保持在)$"
)
"""How what is told of them ends that moves or reaches something."""
_SO_MUCH = re.compile(
    "(?:总量|比例|比率)?(?:[一二三四]季度|[0-9]{1,2}月份?|上半年|全年)?"
    "(?:[为是达]|介于|不足|占|上涨|下跌|上升|下降|增长|提高|降低|[0-9])"
)
"""What else stands behind a measure of theirs: 35个|大中城市房屋销售价格|二季度上涨8%."""
_MOVES = ("rise_verb", "fall_verb", "predicates")
"""The lists of words that tell how a measure of theirs moved."""
_COUNTABLE = ("企业", "项目", "标准", "资金", "贷款", "债券")


class Moved(NamedTuple):
    """Those that are counted, and what is told of them: 省份 and GDP增速 of 17个省份GDP增速跑赢全国."""

    noun: str
    what: str


def moved(spot: Spot, rules: RuleSet) -> Moved | None:
    """Those that are counted, apart from what moved in them: 39个|行业|增加值保持同比增长."""
    noun, lexicon = spot.behind, rules.lexicon
    place = _PLACES.match(noun)
    average = _AVERAGED.search(noun)
    head = max(lexicon["no_owners"].at(noun, 0, len(noun)), place.end() if place is not None else 0)
    head = head or (average.start() if average is not None else 0)
    rest = noun[head:]
    if not (head and rest):
        return None
    after = spot.text.find(noun, spot.quantity.end) + len(noun)
    goes = _GOES.search(rest)
    if goes is not None and lexicon["measured"].before(rest, 0, goes.start()):
        rest, after = rest[: goes.start()], after - len(goes[0])  # 70个|大中城市|新建商品住宅价格上涨|5.4%
    if rest in _RESIDENTS and spot.text.startswith("人均", after):
        return Moved(noun[:head], "")  # 15个|县|农民人均纯收入低于2000元
    measured = lexicon["measured"].before(rest, 0, len(rest)) or rest.endswith("人均可支配")
    if not (measured or look_up(noun, rules) or look_up(rest, rules)) or rest.endswith(_COUNTABLE):
        return None
    moves = any(lexicon[name].at(spot.text, after, len(spot.text)) for name in _MOVES)
    told = goes or _GOES_ON.match(spot.text, after) or _SO_MUCH.match(spot.text, after)
    if not moves and told is None:
        return None
    return Moved(noun[:head].removesuffix("的"), rest if goes is not None else "")
