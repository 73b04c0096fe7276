"""Ways of naming: how a text tells what a number measures.

Each is a function from what stands around the number to a name, or to nothing; the first that gives one is right,
and the last is what was said before.
"""

from __future__ import annotations

import re

from extractor.reading.acts import bare_flow, bare_verb, other_act, same_act
from extractor.reading.attributes import attribute
from extractor.reading.averages import of_each
from extractor.reading.bare import without_examples
from extractor.reading.budgets import account_total, for_purpose, of_account, of_sides, paid_out
from extractor.reading.counts import counted, dealt, inhabitants, members, moved_so, of_places, of_size, shaped, some_of
from extractor.reading.extremes import ranked
from extractor.reading.headless import headless
from extractor.reading.indicators import look_up
from extractor.reading.inherited import said_before, without_flow
from extractor.reading.lists import each_of
from extractor.reading.losses import for_reason, of_losses
from extractor.reading.measures import measured
from extractor.reading.owners import of_households, owner_of
from extractor.reading.parts import in_part, of_list, other_class, part, rate_of_part, tier, wider_scope
from extractor.reading.placekinds import KIND
from extractor.reading.projects import of_project
from extractor.reading.rates import by_standard, of_so_many
from extractor.reading.spots import Memory, Name, Spot, flow_of
from extractor.reading.standings import stood_in
from extractor.reading.targets import aimed
from extractor.reading.trades import of_partner, of_trade, with_direction
from extractor.records import Bound, Statistic
from extractor.ruleset.compiled import RuleSet

_AVERAGES = 1000
"""What an average over people or households stays below: 每百户彩电135台."""
_FORECASTS = re.compile("(?:的预测|预测值?|认为|预计|估计)(?:值?[为是]|将|可能|会|可|同比|同比上涨|同比增长|达|达到)*$")
BOTH = re.compile(
    "(?:这|上述)?(?:[两三四]|[2-4])[个项](?:数字|数据|指标)|[两三四]者|[两三四]项(?:指标)?$|(?:这一?|该)(?:个|项)?(?:数字|数据|指标)?$|(?:数字|数据|指标)$"
    "|[\u4e00-\u9fff]{0,4}(?:科考|普查|调查|监测|测算|核算|统计|评估|抽查|检测)结果$"
)
"""What stands for several names that were told: 这两个数字, 两者."""
_TOGETHER = re.compile(f"[\u4e00-\u9fff“”]{{0,12}}?(?:[两三四五六七八九十]|[0-9]+)(?:者|个?(?:{KIND}|[城地]))合计")
"""How several places are called of which a sum is told: “呼包鄂”三市合计, 三者合计."""
_SIGHTS = ("景区", "景点", "饭店", "酒店", "宾馆", "民宿", "公园", "博物馆", "度假区", "旅行社", "旅游点")
"""How those are called that were counted, whose visitors are not all of the region's."""
_IN_ALL = ("", "共", "累计", "共计", "合计")
_JOINTLY = re.compile(
    "[，；、](?:(?:以上|上述|这)?(?:[两二三四五六七八九十]|[2-9])(?:者|[个大项类种][\u4e00-\u9fff]{0,6}))?(?:合计|共同|合共|共计|总共|一共)"
)
"""What says that a number is of several together: |，上述两个行业合计|影响PPI下降0.3个百分点."""
_TWO = 2
_PER = re.compile("(?:平均)?每[百千万]?(?:名|人|户|个|家|位|村|县|乡|镇|所|校|床)[\u4e00-\u9fff]{0,4}")
"""What an average is over, and no more: |平均每百名老人|2.4张."""
_IN_A_ROW, _NEAR = re.compile("(?:连续|持续|连)[0-9一二三四五六七八九十]+个$"), 8
"""What stands before the times for which something has gone on."""
_THAN_THOSE = re.compile("则(?:为|是|达到?|有)")
"""What stands behind others of whom the same is told."""
_OF_ALL = re.compile("^(?:全体|城乡|全部)+(?=居民)")
"""What says of residents that all are meant, of whom parts follow: |全体|居民人均可支配收入."""
_ARRANGED = ("预算安排", "安排预算", "年初预算安排", "年初预算", "预算数", "预算为")
"""What a budget says of an amount whose name was told before."""


def _spread(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """One of the items that 分别 spreads numbers over; a part of what was told has its name from that."""
    if spot.item is None:
        return None
    item, whole = spot.item, _OF_ALL.sub("", memory.whole)
    for shared in range(min(len(whole), len(item)), -1, -1):
        if whole and item.endswith(whole[:shared]) and item + whole[shared:] in rules.names.by_name:
            return Name(item + whole[shared:], item)  # 居民人均可支配收入36140元，其中，|城镇、农村居民|分别增长…
    known = look_up(item, rules) is not None  # 钢、原煤、|发电量|分别增长8%、13%、8%
    holder = whole or memory.pending or memory.owner
    if item in rules.lexicon["attribute"] and not known and holder:
        told = owner_of(item, holder, "", rules)
        return told if told.text else Name(told.owner + item, told.owner or item)  # 普洱一市的|面积、产量|分别占全省的…
    topic = memory.topics.get("") if memory.divided and item in rules.lexicon["modifiers"] else None
    if topic is not None:
        return Name(item + topic.text, item)  # 零售总额518.9亿元。按经营单位所在地分，|城镇、乡村|分别增长3.1%、4.4%
    item = with_direction(item, memory)
    return Name(of_list(item, spot, memory, rules), item)


def _total(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """A sum of what the sentence has listed: 合计370亿元."""
    if spot.phrase.text not in rules.lexicon["totals"]:
        several = memory.last is not None and _TOGETHER.fullmatch(spot.phrase.text) is not None
        return Name(memory.last.text, inherited=True) if several and memory.last is not None else None
    if spot.relative and spot.phrase.subject:
        return Name(spot.phrase.subject, spot.phrase.subject)  # 综合消费物价指数|在首十个月合计|录得5.2%的升幅
    if not memory.head and memory.last is not None:
        return Name(memory.last.text, inherited=True)  # 企业217家。三市|合计|117家
    if spot.relative and memory.last is not None:
        return Name(memory.last.text)  # 青岛、烟台进出口分别为9412亿元和5236亿元，|合计|占全省的41.7%
    return Name(memory.head + spot.phrase.text)


def _jointly(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """What several do together that were told one each: 猪肉、鲜果价格分别下降…，|合计影响CPI下降0.4个百分点|."""
    shares = spot.frame.frame.entry.statistic in ("share", "contribution") or spot.phrase.text.endswith("拉动")
    if not memory.together and (len(memory.several) < _TWO or not shares):
        return None
    if _JOINTLY.match(spot.text, memory.last_end, spot.quantity.start) is None:
        return None
    # 企业所得税增长8%，个人所得税下降2%，|合计占税收的30%|
    return Name(memory.together or "、".join(one.text for one in memory.several), inherited=True)


def _former_or_latter(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """前者 and 后者, of the two that were told last; of two places it is the same that was told of both."""
    if BOTH.match(spot.phrase.text) and memory.last is not None:
        return Name(memory.last.text, inherited=True)  # 面积1814万亩，产量147亿斤，|两项指标|均居第一
    place = {"前者": -2, "后者": -1}.get(spot.phrase.text)
    if place is None:
        return None
    grown = memory.last is not None and memory.last.statistic is Statistic.GROWTH
    told = memory.named if grown else memory.told  # 工业投资、技改投资分别增长13%、20%，|前者|高于全省5个百分点
    if len(told) >= 2:
        return Name(told[place])
    return Name(memory.last.text, inherited=True) if memory.last is not None else None


def _of_subject(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """What a part has done of an indicator: 公路水路|完成|固定资产投资 is not the 固定资产投资 of the region."""
    phrase, lexicon = spot.phrase, rules.lexicon
    verb = phrase.last_verb in lexicon["by_subject"] or lexicon["by_subject"].at(phrase.text, 0, len(phrase.text))
    named, last = phrase.subject + phrase.text, memory.last
    if last is not None and phrase.subject in _IN_ALL and last.text.endswith(_SIGHTS):
        between = spot.text[memory.last_end : phrase.start].removesuffix("共").removesuffix("累计")
        if between.removesuffix("，").endswith(last.text) and look_up(phrase.text, rules) is not None:
            return Name(last.text + phrase.text)  # 810家A级旅游景区，共|接待游客|4018万人次
    if len(phrase.subject) < 2 or not verb:
        return None
    if look_up(phrase.text, rules) is None:
        return Name(named, named) if look_up(named, rules) is not None else None  # 郑州|机场|完成|旅客吞吐量|
    if lexicon["agents"].before(phrase.subject, 0, len(phrase.subject)):
        return None
    return Name(named, named)


def _twin(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """The other side of what was told before: 新能源汽车生产20692辆，|销售|20477辆."""
    twins, last = rules.lexicon["twins"], memory.last
    if memory.pending and not spot.relative and spot.phrase.text in twins:
        return Name(memory.pending + spot.phrase.text, memory.pending)  # 轿车仍是主力，累计|销售|183万辆
    if last is None or spot.relative or spot.phrase.text not in twins or spot.quantity.unit != memory.last_unit:
        return None
    if last.text.startswith("对") and not memory.named:
        return None  # 出口1341亿美元，对亚洲出口下降9.6%。|进口|995亿美元 is all of it
    length = twins.before(last.text, 0, len(last.text))
    if rules.lexicon["attribute"].before(last.text, 0, len(last.text)) > length:
        return None  # 外贸进出口629亿元，|出口|467亿元
    return Name(last.text[:-length] + spot.phrase.text) if 0 < length < len(last.text) else None


def _phrase(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """The phrase before the number; of a forecaster's the number is what was told before: |申银万国|的预测为2.3%."""
    last, text = memory.last, spot.text
    grows = spot.relative and last is not None and last.statistic is Statistic.GROWTH
    forecasts = _FORECASTS.search(text, spot.phrase.start, spot.quantity.start) if grows else None
    if last is not None and forecasts is not None and look_up(spot.phrase.text, rules) is None:
        return Name(memory.pending or last.text, inherited=True)
    said_again = bool(spot.phrase.text) and spot.phrase.start == memory.last_end
    if last is not None and said_again and _IN_A_ROW.search(text, max(spot.phrase.start - _NEAR, 0), spot.phrase.start):
        return Name(last.text, inherited=True)  # 食糖产量620万吨，连续14个|榨季|居全国首位
    kind, amount = spot.quantity.dimension, not (spot.relative or spot.quantity.counts)
    if kind is not None and amount and spot.phrase.text in rules.lexicon["no_owners"]:
        alike = memory.last_of.get(kind) or memory.topics.get(kind) or memory.above.get(kind)
        if alike is not None:
            return Name(alike.text, inherited=True)  # 运营线路11224公里。7个|城市|超过500公里
    if last is not None and said_again and last.text.endswith(spot.phrase.text):
        return Name(last.text, last.text)  # 烟草、煤炭、电力3个|行业|占工业的66.5%
    if last is not None and spot.phrase.text in _ARRANGED and spot.quantity.dimension == "money_cny":
        return Name(last.text, last.text)  # 一般公共预算收入预期增长7%，|预算安排|1958.5亿元
    name = _reached(flow_of(spot, memory, rules) + spot.phrase.text, spot, rules)
    if rules.lexicon["forecast_after"].at(spot.text, spot.quantity.outer_end, len(spot.text)):
        name = name.rpartition("对")[2]  # 政府|对|全年经济增长3.5%至5.5%的预测
    if _PER.fullmatch(name) is not None:
        same = memory.last_of.get(spot.quantity.unit) if spot.quantity.counts else None
        return Name(name + same.text) if same is not None else Name(name)  # 床位2.6万张，|平均每百名老人|2.4张
    than = _THAN_THOSE.match(spot.text, spot.phrase.end) if spot.phrase.text and last is not None else None
    if than is not None and last is not None and spot.quantity.unit == memory.last_unit and "的" in last.text:
        return Name(
            f"{spot.phrase.text}的{last.text.rpartition('的')[2]}"
        )  # 就业人口的收入为15000元，|本地居民|则为19000元
    each = each_of(memory.last.text, rules.lexicon) if memory.last is not None else ""
    if each and spot.phrase.text and not each_of(name, rules.lexicon) and _shares_each(spot, each, name, rules):
        name = each + name
    return Name(name, name) if name and spot.phrase.text else None


_OTHERS = (("男性", "女性"), ("男", "女"), ("城镇", "农村"), ("城市", "农村"), ("城镇居民", "农村居民"))


_SECTORS = ("第一产业", "第二产业", "第三产业")


def _other_half(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """The other half of those told before: 平均初婚年龄男性为29.3岁、|女性|为27.6岁."""
    last, word = memory.last, spot.phrase.text
    sector = last.text[:4] if last is not None and word in _SECTORS else ""
    if last is not None and sector in _SECTORS and sector != word != last.text and len(last.text) > len(sector):
        return Name(word + last.text[len(sector) :], last.text)  # 第二产业法人单位资产占18.1%，|第三产业|占81.9%
    for one, other in (*_OTHERS, *((b, a) for a, b in _OTHERS)):
        if last is not None and word == other and last.text.endswith(one) and last.text != one:
            return Name(last.text.removesuffix(one) + word, last.text)
    return None


def _reached(name: str, spot: Spot, rules: RuleSet) -> str:
    """What a list goes on with is what was reached: 铁路里程新增1700公里、|突破|7000公里."""
    reached = spot.in_list and spot.quantity.bound is Bound.AT_LEAST and spot.quantity.outer_start < spot.quantity.start
    return without_flow(name, rules) if reached else name


def _shares_each(spot: Spot, each: str, name: str, rules: RuleSet) -> bool:
    """Whether an amount is an average over what the one before it is: 每千人口医师3.6人、|护士|4.5人."""
    value = spot.quantity.value
    if spot.relative or value is None or value >= _AVERAGES:
        return False
    owned = "户" in each and spot.quantity.counts and not (spot.phrase.verb or spot.phrase.local or spot.phrase.regions)
    return owned or spot.in_list or look_up(each + name, rules) is not None  # 每百户拥有汽车35辆，|空调|120台


def _above_scale(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """What the industry above scale has whose firms were counted: 规模以上工业企业6家，|工业增加值|4.26亿元."""
    counted = memory.last is not None and memory.last.text.startswith("规模以上工业企业") and not spot.phrase.subject
    told = counted and spot.phrase.text.startswith("工业") and not (spot.phrase.local or spot.phrase.regions)
    name = f"规模以上{spot.phrase.text}"
    return Name(name, name) if told and look_up(name, rules) is not None else None


_WAYS = (
    _spread, _jointly, stood_in, headless, for_reason, of_households, ranked, wider_scope, of_places, by_standard,
    of_trade, shaped, moved_so, members, of_size, some_of, dealt, counted, in_part, _above_scale, of_losses, _total,
    of_sides, account_total, of_account, other_class, of_project, attribute, tier, _former_or_latter, part, measured,
    of_partner, _of_subject, _twin, rate_of_part, for_purpose, paid_out, of_so_many, same_act, other_act, inhabitants,
    aimed, _other_half, _phrase, bare_flow, bare_verb,
)  # fmt: skip


def name_of(spot: Spot, memory: Memory, rules: RuleSet) -> Name:
    """What a number measures, as a noun phrase."""
    quoted = spot.phrase.text.endswith("“") and spot.quantity.dimension == "multiple"
    if quoted and memory.last is not None:
        return Name(memory.last.text, inherited=True)  # 财政总收入282.6亿元，提前一年实现“|翻一番”目标
    for way in _WAYS:
        name = way(spot, memory, rules)
        if name is not None:
            text = without_examples(name.text)
            text = text[:-2] if text[-2:] == text[-4:-2] else text  # 机电产品出口平稳，上半年|出口|6.66万亿元
            return of_each(name if text == name.text else name._replace(text=text), spot, memory)
    name = said_before(spot, memory, rules)
    if not name.text and memory.headline and spot.phrase.regions:
        name = Name(memory.headline, memory.headline)  # 2024年GDP十强城市出炉⏎|上海以53927亿元|居首
    return of_each(name, spot, memory)
