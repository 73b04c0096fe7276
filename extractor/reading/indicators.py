"""Indicators: the canonical indicator of a name, and what kind of figure the number is of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from extractor.reading.exclusions import leaves_part
from extractor.reading.quantities import Quantity
from extractor.records import Statistic
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.lexicon import Lexicon
from extractor.ruleset.names import Indicator

_GLOSSED = re.compile(r"(?P<before>[^（()）]+)[（(](?P<inner>[^（()）]+)[)）](?P<behind>[^（()）]*)")
_TAKES_IN = re.compile("(?<=.{2})[（(](?:(?:包括|包含|含)[^（()）]{1,20}|[^（()）]{1,8}口径)[）)]$")
"""What a name says at its end of what it takes in; what it leaves out makes another of it."""


class Named(NamedTuple):
    """What a claim measures: the name, the phrase as printed, the canonical indicator if there is one.

    ``falls`` tells that the number is a fall because of its verb (压减“三公”经费5%).
    """

    text: str
    printed: str
    indicator: Indicator | None
    statistic: Statistic
    inherited: bool = False
    falls: bool = False

    @property
    def name(self) -> str:
        """The canonical name, or the phrase itself."""
        return self.indicator.entry.name if self.indicator else self.text


def look_up(text: str, rules: RuleSet) -> Indicator | None:
    """The canonical indicator of a phrase: 全部规模以上工业增加值增速 is that of 规模以上工业增加值.

    Only words that change nothing are taken off. A phrase that says more (脱贫地区农村居民收入) stays open.
    """
    return _find(text, rules.names.by_name, rules.lexicon)


def _find(text: str, names: Mapping[str, Indicator], lexicon: Lexicon) -> Indicator | None:
    tried = text
    for _ in range(4):
        if tried in names:
            return names[tried]
        length = lexicon["neutral_end"].before(tried, 0, len(tried))
        if length and length < len(tried):
            tried = tried[: len(tried) - length].rstrip("的")
            continue
        length = lexicon["neutral_start"].at(tried, 0, len(tried))
        if length and length < len(tried):
            tried = tried[length:].lstrip("的")
            continue
        break
    glossed = _GLOSSED.fullmatch(text) if "（" in text or "(" in text else None
    if glossed:  # GDP（地区生产总值）, whose bracket says the same
        indicator = names.get(glossed["before"] + glossed["behind"])
        return indicator if indicator is not None and names.get(glossed["inner"]) is indicator else None
    return names.get(text.replace("的", ""))


def is_measure(noun: str, rules: RuleSet) -> bool:
    """Whether a noun says what is measured: 产量, 播种面积."""
    lexicon = rules.lexicon
    return noun in lexicon["attribute"] or bool(lexicon["measured"].before(noun, 0, len(noun)))


def canonical(
    name: str, verb: str, whole: str, statistic: Statistic, quantity: Quantity, rules: RuleSet
) -> tuple[Indicator | None, str]:
    """The canonical indicator, if the number is of a kind that it is measured in, and the name.

    A ``verb`` before the noun tells of a flow: 建设高标准农田910万亩 is not the stock of 高标准农田, so the verb
    stays in the name unless it changes nothing (完成, 实现). ``whole`` is what a share is of.
    """
    if not name:
        return None, name
    name = _core(name, rules)
    if whole and statistic is Statistic.SHARE:
        of_whole = look_up(f"{name}占{whole.strip('的')}比重", rules)
        if of_whole is not None:
            return of_whole, name
    if verb and statistic is Statistic.LEVEL and verb not in rules.lexicon["neutral_verb"]:
        money = (quantity.dimension or "").startswith("money")
        name = name if money and look_up(name, rules) else verb + name
    indicator = look_up(name, rules)
    if indicator is None and statistic is Statistic.GROWTH:
        indicator = _find(name, rules.names.growing, rules.lexicon)  # 经济|增长5%
    made = rules.lexicon["produces"].at(name, 0, len(name)) if indicator is None else 0
    if made:
        output = name[made:] + "产量"
        indicator = look_up(output, rules)  # 生产|粗钢3906万吨
        name = output if indicator is not None else name
    if indicator is None and name.endswith("贡献率"):
        return look_up(name.split("对")[0], rules), name
    if indicator is None or statistic is not Statistic.LEVEL or _fits(indicator, quantity, rules):
        return indicator, name
    return None, name


def _core(name: str, rules: RuleSet) -> str:
    """The name without what it leaves out or in: 剔除蔬果及能源的|核心CPI, 增值税|（含改征增值税）."""
    pillars = _PILLARS.fullmatch(name) if "大" in name and "、" in name else None
    if pillars is not None and len(_ITEMS.split(pillars["items"])) == _COUNTS.index(pillars["count"]) + _COUNTS_FROM:
        return pillars["of"]  # 石油化工、装备制造、硅光伏|三大支柱产业增加值
    if name.endswith(("）", ")")) and look_up(name, rules) is None:
        name = _TAKES_IN.sub("", name)  # but 固定资产投资（不含农户） is a name of its own
    if "的" not in name or look_up(name, rules) is not None or not rules.lexicon["excluding"].at(name, 0, len(name)):
        return name
    tail = name.rpartition("的")[2]
    if leaves_part(name) and not tail.startswith("核心"):
        return name  # 扣除房地产开发投资的|民间投资
    return tail if look_up(tail, rules) is not None else name


def _fits(indicator: Indicator, quantity: Quantity, rules: RuleSet) -> bool:
    """Whether the number is of a unit or dimension that the indicator is measured in; ratios may be told bare."""
    measured = indicator.entry.measured_in
    if not quantity.unit:  # 城乡居民收入比为2.35, 制造业采购经理指数为50.1
        return not measured or "倍" in measured or indicator.entry.name.endswith("指数")
    told = indicator.entry.ranges.get("level")
    high = told.high if told is not None and told.unit == quantity.unit else None
    if high is not None and quantity.value is not None and quantity.value > high * _BEYOND:
        return False  # 发放企业退休人员基本养老金|63.8亿元|, and nobody's pension
    if quantity.unit in measured or (quantity.dimension and quantity.dimension in measured):
        return True
    units = rules.amounts.by_name
    dimensions = {units[unit].dimension for unit in measured if unit in units} - {None}
    return quantity.dimension in dimensions


_BEYOND = 1000
"""How many times what an indicator can be a number is, at the least, that is of something else."""
_PILLARS = re.compile("(?P<items>.+、[^、]+?)(?P<of>(?P<count>[两三四五六七八九十])大[^、]{3,})")
_ITEMS = re.compile("[、和]")
_COUNTS, _COUNTS_FROM = "两三四五六七八九十", 2
_MEMBERS = re.compile(
    "(?:企业|家庭|农户|居民|学生|机构|单位|行政村|项目|学校|职工|农民|农民工|老人|老年人|女性|男性|毕业生|用户|网民|患者|[事受]?者)$"
)
"""How a name ends of those of whom a percentage is a part: 租用厂房的企业上升到67%."""


_OF_A_KIND = re.compile(
    "(?:有|无|没有|通|已|未|使用|拥有|安装|完成|实现|集中|部分).+的(?:乡镇?|镇|(?:行政|自然)?村|社区|户|人|住户|农户|家庭|学校|企业|单位)$"
)
"""A name of those of a kind that have something: 有火车站的|乡镇|, of which 8.6% is their share of all."""


def is_of_a_kind(name: str) -> bool:
    """Whether a name tells some of a kind apart by what they have: 有码头的乡镇, 使用抽水马桶的户."""
    return _OF_A_KIND.match(name) is not None


def has_members(name: str) -> bool:
    """Whether a name is that of those who are counted: 国有控股企业, of which 4.2% or 亿元 measure something else."""
    return _MEMBERS.search(name) is not None


def percentage(name: str, indicator: Indicator | None, lexicon: Lexicon) -> Statistic:
    """What a percentage is that no frame explains: growth or a share where the name says so, else a rate's level."""
    if lexicon["fall_noun"].before(name, 0, len(name)):
        return Statistic.GROWTH
    own = indicator.entry.name if indicator is not None else ""
    noun = lexicon["rise_noun"].before(name, 0, len(name))
    if (noun and not own.endswith(name[len(name) - noun :])) or name.endswith("增长"):
        return Statistic.GROWTH
    if indicator is None and lexicon["farmed"].before(name, 0, len(name)):
        return Statistic.COMPLETION  # 秋粮已收获|72.1%
    if name.endswith("贡献率"):
        return Statistic.LEVEL if own.endswith("贡献率") and "对" not in own else Statistic.CONTRIBUTION
    if name.endswith(("占比", "比重", "份额", "税比")) or (name.endswith("比例") and (not own or "占" in own)):
        return Statistic.SHARE
    part = has_members(name) or is_of_a_kind(name)
    return Statistic.SHARE if indicator is None and part else Statistic.LEVEL
