"""Indicators: the noun phrase of a claim, completed from what was said before and looked up in the canonical list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from extractor.reading.clauses import Clause
from extractor.reading.frames import FrameMatch
from extractor.reading.phrases import Phrase
from extractor.reading.quantities import Quantity
from extractor.records import Statistic
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.lexicon import Lexicon
from extractor.ruleset.names import Indicator

_PERCENTS = ("percent", "points", "rank", "multiple")


@dataclass(frozen=True, slots=True)
class Named:
    """What a claim measures: the canonical indicator if there is one, the phrase, and its kind of figure."""

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


class Memory(Protocol):
    """What the reading of a sentence remembers for the numbers to come."""

    owner: str
    last: Named | None
    pending: str
    head: str
    flow: str
    told: list[str]
    last_of: dict[str | None, Named]


def look_up(text: str, rules: RuleSet) -> Indicator | None:
    """The canonical indicator of a phrase: 全部规模以上工业增加值增速 is that of 规模以上工业增加值.

    Only words that change nothing are taken off. A phrase that says more (脱贫地区农村居民收入) stays open.
    """
    names = rules.names.by_name
    lexicon = rules.lexicon
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
    plain = text.replace("的", "")
    return names.get(plain)


def name_claim(
    text: str,
    quantity: Quantity,
    frame: FrameMatch,
    phrase: Phrase,
    behind: str,
    memory: Memory,
    rules: RuleSet,
    item: str | None,
    clause: Clause,
    left: int,
) -> Named:
    """The indicator of a number, from the phrase before it, the noun behind it, or what was said before."""
    lexicon = rules.lexicon
    statistic = Statistic(frame.frame.entry.statistic)
    relative = quantity.dimension in _PERCENTS
    flow = phrase.flow
    in_list = left > clause.start and text[left : left + 1] == "、"
    if not flow and in_list and not phrase.verb:
        flow = memory.flow
    inherited = False
    if item is not None:
        name, owner = item, item
    elif frame.noun_after and behind:
        name = owner = behind
    elif behind and not relative and (quantity.counts or not phrase.text or phrase.text in lexicon["attribute"]):
        attribute = phrase.text if not quantity.counts and phrase.text in lexicon["attribute"] else ""
        owner = behind
        name = flow + behind + attribute
    elif phrase.text in lexicon["totals"]:
        name, owner = memory.head + phrase.text, ""
    elif phrase.text in lexicon["attribute"] and (phrase.subject or phrase.text not in rules.names.by_name):
        owner = phrase.subject or memory.pending or memory.owner
        owner = owner[lexicon["flow"].at(owner, 0, len(owner)) :]  # 新登记经营主体320万户，总量达2000万户
        if phrase.text not in lexicon["derivative"]:  # 数字经济核心产业主营业务收入2万亿元、增加值7000亿元
            while length := lexicon["attribute"].before(owner, 0, len(owner)):
                owner = owner[: len(owner) - length]
            if lexicon["ratio"].before(owner, 0, len(owner)) and phrase.subject != owner:
                owner = ""  # 全员劳动生产率94万元，主营业务收入4254亿元: no part of the other
        name = owner + phrase.text
        owner = owner or phrase.text
    elif phrase.text in lexicon["tiers"] and memory.owner:  # 国家级小巨人企业2家、省级21家
        base = memory.owner[lexicon["tiers"].at(memory.owner, 0, len(memory.owner)) :]
        name, owner = flow + phrase.text + base, ""
    elif phrase.text and _does(text, quantity, phrase, memory, rules):
        name, owner = phrase.text + memory.owner, ""
    elif phrase.text:
        name = owner = flow + phrase.text
    elif phrase.flow and memory.owner and not relative:  # 5G基站达到14.8万个，新建2.6万个
        name, owner = phrase.flow + memory.owner, ""
    elif phrase.last_verb and not memory.head and not memory.pending and not relative:
        name = owner = phrase.last_verb  # 投入12亿元
    else:
        last = memory.last
        if phrase.last_verb and not relative:  # 扶持2万人创业，计划发放60亿元: what was told in money before
            last = memory.last_of.get(quantity.dimension, last)
        name, owner = memory.pending or (last.text if last else "") or phrase.subject, ""
        inherited = bool(name)
    if statistic is Statistic.CONTRIBUTION:
        name = _contribution(name, frame, quantity, phrase, memory)
    verb = phrase.last_verb if name in (phrase.text, behind) and name != phrase.last_verb else ""
    name = _core(name, rules)
    indicator, name = _canonical(name, verb, frame, quantity, statistic, rules)
    if statistic is Statistic.LEVEL and quantity.dimension == "percent":
        statistic = _percent_level(name, indicator, lexicon)
        if statistic is Statistic.LEVEL and inherited and memory.last is not None:
            if memory.last.statistic is Statistic.SHARE:  # 占比由42%提高到46%
                statistic = Statistic.SHARE
        if statistic is Statistic.LEVEL and text[quantity.end - 1] in "成半" and not name.endswith("率"):
            statistic = Statistic.SHARE  # 超过全球一半
    printed = phrase.text if phrase.text and not item and not name.endswith(behind or " ") else item or behind or name
    falls = False
    if statistic is Statistic.LEVEL and quantity.dimension == "percent" and phrase.text and not item:
        moved = flow or phrase.last_verb  # 压减“三公”经费5%
        falls = moved in lexicon["fall_verb"]
        if falls or moved in lexicon["rise_verb"]:
            statistic = Statistic.GROWTH
    named = Named(name, printed, indicator, statistic, inherited, falls)
    if name:
        memory.last = named
        if not relative and not inherited:
            memory.told.append(name)
        if not relative:
            memory.last_of[quantity.dimension] = named
        if owner:
            memory.owner = owner
        memory.head = memory.head or owner
        memory.flow = flow or name[: lexicon["flow"].at(name, 0, len(name))]
    return named


def _core(name: str, rules: RuleSet) -> str:
    """The name without what it leaves out or in: 剔除蔬果及能源的|核心CPI."""
    if "的" not in name or not rules.lexicon["excluding"].at(name, 0, len(name)):
        return name
    tail = name.rpartition("的")[2]
    return tail if look_up(tail, rules) is not None else name


def _does(text: str, quantity: Quantity, phrase: Phrase, memory: Memory, rules: RuleSet) -> bool:
    """Whether the phrase is who did what was named before: 社会消费品零售总额803亿元，其中城镇实现747亿元."""
    lexicon = rules.lexicon
    if quantity.counts or not memory.owner or phrase.verb or look_up(phrase.text, rules) is not None:
        return False
    if lexicon["measured"].before(phrase.text, 0, len(phrase.text)):
        return False
    return lexicon["doing"].before(text, phrase.end, quantity.outer_start) > 0


def _contribution(name: str, frame: FrameMatch, quantity: Quantity, phrase: Phrase, memory: Memory) -> str:
    """What contributes to what: 工业对经济增长的贡献率; 工业拉动GDP增长 where points are told."""
    if name.startswith("对"):  # 民营经济增加值3.4万亿元，对经济增长的贡献率为71.5%
        name = memory.owner + name
    whole = frame.whole.strip("了的")
    contributor = name.split("对")[0].split("拉动")[0]
    if quantity.dimension == "points":
        return f"{contributor}拉动{whole}增长" if whole else contributor
    if phrase.text and not name.endswith("贡献率"):
        return f"{name}的贡献率"
    return name if phrase.text else f"{contributor}的贡献率"


def _percent_level(name: str, indicator: Indicator | None, lexicon: Lexicon) -> Statistic:
    """A percentage that no frame explains: growth or a share where the name says so, else the level of a rate."""
    own = indicator.entry.name if indicator is not None else ""
    noun = lexicon["rise_noun"].before(name, 0, len(name))
    if (noun and not own.endswith(name[len(name) - noun :])) or name.endswith("增长"):
        return Statistic.GROWTH
    if name.endswith("贡献率"):
        return Statistic.LEVEL if own.endswith("贡献率") and "对" not in own else Statistic.CONTRIBUTION
    if name.endswith(("占比", "比重", "份额", "税比")) or (name.endswith("比例") and (not own or "占" in own)):
        return Statistic.SHARE
    return Statistic.LEVEL


def _canonical(
    name: str, verb: str, frame: FrameMatch, quantity: Quantity, statistic: Statistic, rules: RuleSet
) -> tuple[Indicator | None, str]:
    """The canonical indicator, if the number is of a kind that it is measured in, and the name.

    A verb before the noun tells of a flow: 建设高标准农田910万亩 is not the stock of 高标准农田, so the verb stays
    in the name unless it changes nothing (完成, 实现).
    """
    if not name:
        return None, name
    if frame.whole and statistic is Statistic.SHARE:
        whole = look_up(f"{name}占{frame.whole.strip('的')}比重", rules)
        if whole is not None:
            return whole, name
    if verb and statistic is Statistic.LEVEL and verb not in rules.lexicon["neutral_verb"]:
        money = (quantity.dimension or "").startswith("money")
        name = name if money and look_up(name, rules) else verb + name
    indicator = look_up(name, rules)
    if indicator is None and name.endswith("贡献率"):
        return look_up(name.split("对")[0], rules), name
    if indicator is None or statistic is not Statistic.LEVEL or _fits(indicator, quantity, rules):
        return indicator, name
    return None, name


def _fits(indicator: Indicator, quantity: Quantity, rules: RuleSet) -> bool:
    """Whether the number is of a unit or dimension that the indicator is measured in."""
    measured = indicator.entry.measured_in
    if (
        quantity.unit in measured
        or (not quantity.unit and not measured)
        or (quantity.dimension and quantity.dimension in measured)
    ):
        return True
    units = rules.amounts.by_name
    dimensions = {units[unit].dimension for unit in measured if unit in units} - {None}
    return quantity.dimension in dimensions
