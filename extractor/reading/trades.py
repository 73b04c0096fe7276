"""Trades: one direction of a trade, and one of the partners that it is told of one by one."""

from __future__ import annotations

import re

from extractor.reading.spots import Memory, Name, Spot
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.gazetteer import Level

_BOTH_WAYS = re.compile(
    "(?P<whose>(?!(?:货物|外贸|对外|商品|海关|贸易)*进出口).+?)(?:货物|(?<!一般)(?<!加工)(?<!服务)(?<!边境)(?<!转口)(?<!小额)贸易)?进出口(?:总?额|总?值|贸易总?额)?"
)
PARTNERS = re.compile(
    r"(?P<way>输往|来自|输入|对|自|从)[^，。]{0,12}(?:目的地|供应地|伙伴|市场|来源地)的?(?P<what>.{2,})"
)
"""What a trade with several partners is called: 输往大部分主要目的地的整体出口货值."""
_FROM = re.compile("(?P<way>来自|输往)(?P<whom>[^，。的]{2,14})的(?P<what>[^，。的]{2,})")
"""What comes from one partner and is told of the next: |来自中国大陆的订单|96亿美元；美国75亿美元."""


_FROM_LAND, _LAND = re.compile("[自从](?!去年|上年|今年|年初|国内)[\u4e00-\u9fff]{2,10}$"), 12
"""What stands before an import of one country, and how long it is at the most."""
_IMPORTS = ("进口", "进出口")
_WITH_ONE = re.compile(
    "(?:(?P<way>对|自|从)[^，。]{2,20}?)?(?P<what>(?:货物|商品|外贸)?(?:进出口|出口|进口)(?:总?额|总?值|货值)?)"
)
"""What is told of one partner or of all: 对中国大陆及香港出口, 出口总值."""
_OF_ONE = re.compile("(?P<way>[对自从])[^，。]{2,12}?(?P<what>(?:进出口|出口|进口)(?:总?额|总?值)?)")
"""What is told of one partner by name: 对东盟出口."""
_DIRECTION = re.compile("进出口|出口|进口|贸易|投资")


def with_direction(name: str, memory: Memory) -> str:
    """The trade with one more partner, who alone is told: 对香港出口120亿美元，增长1.3%；|对日本|下降22.1%."""
    last = memory.last
    if last is None or not name.startswith("对") or _DIRECTION.search(name):
        return name
    trade = _WITH_ONE.fullmatch(last.text)
    return name + trade["what"] if trade is not None and trade["way"] in ("对", None) else name


def trade_with(trade: re.Match[str], partner: str) -> str:
    """What the trade with one of them is called: 输往印度的整体出口货值."""
    return f"{trade['way']}{partner}的{trade['what']}"


def of_trade(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """One direction of a trade that is not all of the region's: 服务进出口总额3万亿元，其中|出口|增长11%."""
    start = spot.phrase.start
    imports = spot.phrase.text.startswith(_IMPORTS)
    from_land = _FROM_LAND.search(spot.text, max(start - _LAND, 0), start) if imports else None
    if from_land is not None:
        name = from_land[0] + spot.phrase.text
        return Name(name, name)  # 对欧盟出口1.8万亿元；|自欧盟进口|9697亿元
    told = memory.whole or memory.owner  # 一般贸易进出口23.7万亿元。|其中|，出口14.37万亿元；进口9.33万亿元
    whole = _BOTH_WAYS.fullmatch(told) if spot.phrase.text in rules.lexicon["directions"] else None
    carried = memory.carried and not memory.whole
    if whole is None or carried or spot.phrase.local or spot.phrase.regions:
        return None
    name = whole["whose"] + spot.phrase.text
    return Name(name, name if memory.whole else "")


def of_partner(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """One partner of a trade told partner by partner: 输往部分主要目的地的货值录得升幅；|输往英国|的则下跌9%."""
    phrase, places = spot.phrase.text, spot.phrase.regions
    from_one = (
        _FROM.fullmatch(memory.last.text) if memory.last is not None and not phrase and len(places) == 1 else None
    )
    if from_one is not None:  # 来自中国大陆的订单96亿美元；|美国|75亿美元
        return Name(trade_with(from_one, spot.text[places[0].start : places[0].end]))
    one = _OF_ONE.fullmatch(memory.last.text) if memory.last is not None and len(places) == 1 and not phrase else None
    if one is not None and places[0].region.level == Level.ABROAD:  # 对东盟出口增长9%，|欧盟|下降2%
        return Name(one["way"] + spot.text[places[0].start : places[0].end] + one["what"])
    told = memory.partners or (memory.pending if len(places) == 1 and not phrase else "")
    trade = PARTNERS.fullmatch(told) if told else None
    if trade is None:
        directed = with_direction(phrase, memory)
        return Name(directed) if directed != phrase else None
    if not phrase and len(places) == 1:  # 其中|美国|下跌14%
        memory.partners = told
        return Name(trade_with(trade, spot.text[places[0].start : places[0].end]))
    if not phrase.startswith(trade["way"]) or trade["what"] in phrase:
        return None
    return Name(trade_with(trade, phrase.removeprefix(trade["way"])))
