"""Owners: whose attribute a word such as 总投资 or 从业人员 is that stands alone before a number."""

from __future__ import annotations

import re

from extractor.reading.indicators import look_up
from extractor.reading.spots import Memory, Name, Spot
from extractor.ruleset.compiled import RuleSet

_OWNS_NOTHING = "生产总值"
"""How the name ends of what has no attributes of its own; 地区生产 is no name."""
_SHARED = 2
"""How many characters an attribute shares with what it is of, where both say the same: 销售, 销售额."""
_VISITED = re.compile("(?:全年|累计)?(?:旅游接待|接待(?:国内外|海内外|中外)?(?:旅客|游客)|旅游)(?:总?人[次数])*")
"""How visitors are counted, whose money is that of tourism."""
_PEOPLE, _MONEY = ("人员", "人数"), ("税金", "税收", "税款", "利税", "资金", "费用", "金额", "汇")
"""How names of people and of money end, of which the one has none of the other."""
_PER_AREA = re.compile("^(?:平均)?(?:亩产|单产)(?=[\u4e00-\u9fff]{2})")
_EARNED, _PAID = (
    ("利润", "利润总额", "净利润", "收入", "产值", "总产值"),
    ("税金", "税收", "税款", "利税", "成本", "任务"),
)
"""What somebody has, and what it is not of: 税金."""
_HOUSEHOLDS = re.compile("(?P<whose>[城农])(?:[镇村](?:常住)?居民|民|牧民)")
_WHOSE = {"城": "城镇居民", "农": "农村居民"}
_OF_HOUSEHOLDS = re.compile(
    "(?:家庭)?(?:人均(?:生活)?消费(?:性)?(?:支出)?|人均(?:可支配|纯)收入|恩格尔系数|人均(?:自有)?(?:住房|住宅)(?:建筑|使用)?面积"
    "|人均(?:食品|衣着|居住|医疗保健|交通通信|教育文化娱乐)[\u4e00-\u9fff]{0,4}支出)"
)
"""What the households of a town or a village have that are told of: 人均消费支出, 恩格尔系数."""
_NUMBERS = re.compile("[套件宗户台辆人栋箱][数次]")
"""What only says in what something was counted."""


def owner_of(word: str, owner: str, subject: str, rules: RuleSet) -> Name:
    """What owns an attribute, or the whole name: 数字经济产业, of 数字经济产业主营业务收入2万亿元、|增加值|7000亿元.

    ``subject`` is what stands before the word itself, which owns it whatever it is.
    """
    lexicon = rules.lexicon
    if owner != subject and owner.endswith(_OWNS_NOTHING):
        owner = ""  # 地区生产总值500亿元，|税收|20亿元
    while length := lexicon["attribute"].before(owner, 0, len(owner)):
        whole, owner = owner, owner[:-length]
        if owner.endswith("本") and whole.startswith("年", len(owner)):
            owner += "年"  # 财政拨款本年收入3246万元；本年|支出|3258万元
            break
        if word.startswith(whole[-length:]):  # 固定资产投资586亿元，|投资额|居第9位
            return Name(owner + word, whole)
    if owner != subject and lexicon["ratio"].before(owner, 0, len(owner)):
        owner = ""  # 全员劳动生产率94万元，主营业务收入4254亿元: no part of the other
    stem = word[:-1] if word.endswith("率") else word
    if owner != subject and stem != word and stem in owner and not owner.endswith(stem):
        owner = ""  # 录取新生21.4万人，|录取率|70.9%
    if len(word) > _SHARED and owner.endswith(word[:_SHARED]):
        owner = owner[:-_SHARED]  # 商品房销售526万平方米，|销售额|390亿元
    if owner != subject and owner.endswith("人口"):
        owner = ""  # 总人口120万人，|投资|12亿元
    if owner != subject and _NUMBERS.fullmatch(owner):
        owner = ""  # 成交1086套，套数翻了1.6倍，|成交均价|4478元
    if owner != subject and word.endswith(_PEOPLE) and owner.endswith(_MONEY):
        owner = ""  # 实缴国家税金39.8亿元；年末|从业人员|860万人
    if owner != subject and word.endswith("收入") and _VISITED.fullmatch(owner):
        owner = "旅游"  # 旅游接待总人次突破1亿，|总收入|1200亿元
    owner = _PER_AREA.sub("", owner)  # 平均亩产皮棉四十八斤，|总产量|四百七十万担
    if owner != subject and word in _EARNED and owner.endswith(_PAID):
        owner = ""  # 上交税金4.8亿元，|利润|1.2亿元
    owner = owner if len(owner) > 1 else ""  # 总|建筑面积30万平方米，总投资25亿元
    return Name("", owner)


def of_households(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """What the households have that the sentence is about: 城镇居民人均可支配收入19010元；|人均消费支出|13271元."""
    phrase = spot.phrase
    if _OF_HOUSEHOLDS.fullmatch(phrase.text) is None or spot.item or phrase.subject or phrase.regions:
        return None
    told = {_WHOSE[households["whose"]] for name in memory.named if (households := _HOUSEHOLDS.match(name)) is not None}
    name = told.pop() + phrase.text if len(told) == 1 else ""
    return Name(name, name) if name and look_up(name, rules) is not None else None
