"""What kind of figure a number is of its indicator: a level, a growth, a share, a change."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.reading.indicators import canonical, percentage
from extractor.reading.losses import MOVES, loss_moved
from extractor.reading.spots import Memory, Name, Spot, flow_of
from extractor.records import Statistic
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.lexicon import Lexicon
from extractor.ruleset.names import Indicator

_AGAIN = re.compile("[（(](?:约|约合|合|合计|折|折合|折算为|相当于|即|大约)?")
"""What stands between an amount and the same in another unit."""
_INDEX = 50
"""What an index of prices stays above: 指数为99%, but 低于5月份的3.3%."""
_PARTS = ("成", "半", "半数")
"""How a part of a whole ends that is told without saying so: 七成, 过半数."""
_MOVED = ("（升", "（跌", "（增", "（减", "，升", "，跌")
"""How a bracket or a clause begins that tells by how much something moved."""
_COMES_NEXT = re.compile("(?:其次|再次|随后|紧随其后的?)则?[是为]?$|[0-9][%％][）)][、及和与]$")
"""What stands before the next of several shares: 购物占总数的45.1%；|其次是|住宿（27.0%）|及|餐饮（20.9%）."""
_NEAR = 8
# 以建筑业|（33.5%）和运输业（18.2%）占较多
_MAINLY = re.compile(
    r"[）)](?:[和及、][^，。；（()]{1,20}[（(][^）)]{1,12}[）)])*[^，。；（(]{0,3}(?:占较多|居多|为主|占多数|占最多)"
)
_ALIKE = 4
"""How many characters the names of two end in alike of which the same is told: 服务收入."""
_THIS = ("这一", "该", "这个")
"""What stands for the name before it."""
_GROWN = re.compile("(?:年均|平均)?(?P<what>[\u4e00-\u9fff]{2,10}?)(?:增速|增长率|增长|增幅|涨幅)")
_OVER_YEAR = re.compile("(?:同比|环比)(?:增速|增长率|增幅|涨幅|变动|(?P<falls>降幅|跌幅))")
"""What stands behind the noun that a growth before it is of: -0.8%的CPI|同比变动|中."""
_ACTS = re.compile(
    "(?:以上|左右|以下)?的?(?:[\u4e00-\u9fff]{2,4})?(?:已经?)?(?:用于|用在|进入|销往|送往|运往|来自|集中在|分布在|采用|依靠|依赖|从事|是由)"
)
"""What a part does of which a percentage is told: 水稻已有|85.3%|进入抽穗期."""
_OF_WHOLE = re.compile("(?:中|里)的?(?:所占)?(?:占比|比重|比例|份额)")
"""What a share is told in, whatever else stands before its number."""
_RATED = ("率", "幅", "速", "度")
"""How a name ends of which a percentage is told that is no share."""
_OF_THEM = re.compile("其中(?:约|近|有|超过?|逾)?$")
"""What stands before a percentage of the amount told before."""
_REACHED = 2
"""How long the word is that says that a level was reached: 为, 达到."""
_TAIL = 3
"""How many characters the name of a part shares with that of the whole: 增加值."""


class Figure(NamedTuple):
    """A figure: its kind, the name and the canonical indicator it is of, and whether its verb makes it a fall."""

    statistic: Statistic
    text: str
    indicator: Indicator | None
    falls: bool = False


def figure_of(spot: Spot, memory: Memory, name: Name, figure: Figure, rules: RuleSet) -> Figure:
    """What kind of figure a number is where its frame alone does not tell: |减少2000元（11.8%）| is a growth too."""
    figure = _of_noun(spot, memory, figure, rules)
    figure = _of_rate(spot, _above_or_below(spot, memory, _told_beside(spot, memory, figure), rules.lexicon))
    statistic, last = figure.statistic, memory.last
    percent = spot.quantity.dimension == "percent"
    if statistic is Statistic.LEVEL and percent and _MAINLY.match(spot.text, spot.quantity.end):
        figure = figure._replace(statistic=Statistic.SHARE)
    points = statistic is Statistic.CONTRIBUTION and spot.quantity.dimension == "points"
    if points and _is_rate(spot.frame.whole, rules):  # 推动|制造业投资占比|提高1.5个百分点
        whole = spot.frame.whole.strip("了的")
        indicator, text = canonical(whole, "", "", Statistic.CHANGE, spot.quantity, rules)
        figure = figure._replace(statistic=Statistic.CHANGE, text=text, indicator=indicator)
    if figure.statistic is Statistic.LEVEL and percent and _can_only_grow(figure.indicator, spot):
        figure = figure._replace(statistic=Statistic.GROWTH)
    elif figure.statistic is Statistic.LEVEL and percent:
        figure = _percentage(spot, memory, name, figure, rules)
    goes_on = last is not None and name.inherited and (figure.text, figure.statistic) == (last.text, Statistic.SHARE)
    if figure.indicator is None and last is not None and goes_on and last.statistic is Statistic.SHARE:
        return figure._replace(indicator=last.indicator)  # 增加值占GDP比重达37.5%，浙江|为50%: what the whole tells
    return figure


def _above_or_below(spot: Spot, memory: Memory, figure: Figure, lexicon: Lexicon) -> Figure:
    """By how much something is above or below the amount right before: 比上年的4750元|低|1550元."""
    word = loss_moved(spot.phrase.text) if memory.last is not None and figure.text == memory.last.text else ""
    if word:
        percent = spot.quantity.dimension == "percent"
        return figure._replace(statistic=Statistic.GROWTH if percent else Statistic.CHANGE, falls=MOVES[word])
    if figure.statistic is not Statistic.LEVEL or spot.relative or spot.quantity.unit != memory.last_unit:
        return figure
    between = spot.text[memory.last_end : spot.quantity.outer_start].strip("，").removesuffix("了")
    if memory.last_end <= 0 or not (between in lexicon["fall_short"] or between in lexicon["rise_short"]):
        return figure
    return figure._replace(statistic=Statistic.CHANGE, falls=between in lexicon["fall_short"])


def _of_rate(spot: Spot, figure: Figure) -> Figure:
    """A rate in ‰ or of 10万 moves by so many of them and does not grow by them: 自然增长率下降0.3‰."""
    moves = figure.statistic is Statistic.GROWTH and spot.quantity.unit in ("‰", "/10万")
    return figure._replace(statistic=Statistic.CHANGE) if moves and figure.text.endswith("率") else figure


def _of_noun(spot: Spot, memory: Memory, figure: Figure, rules: RuleSet) -> Figure:
    """What a share is that names what was told, or a rate or a growth behind it: 16%的|税率|, 5.2%的|年均消费增速|."""
    if figure.statistic is not Statistic.SHARE:
        return figure
    if memory.last is not None and spot.text.endswith(_THIS, 0, spot.frame.start):
        return figure._replace(statistic=memory.last.statistic)  # 装船率在六成左右，而日本|这一|比率达到98%
    if not spot.frame.noun_after:
        return figure
    if spot.behind.endswith("率"):
        return figure._replace(statistic=Statistic.LEVEL)  # 将制造业16%的|税率|降至13%
    grown = _GROWN.match(spot.behind)
    end = spot.text.find(spot.behind, spot.quantity.outer_end) + len(spot.behind)
    over = _OVER_YEAR.match(spot.text, end) if grown is None else None
    if grown is None and over is None:
        return figure
    what = grown["what"] if grown is not None else spot.behind
    indicator, text = canonical(what, "", "", Statistic.GROWTH, spot.quantity, rules)
    falls = over is not None and over["falls"] is not None
    return figure._replace(statistic=Statistic.GROWTH, text=text, indicator=indicator, falls=falls)


def _told_beside(spot: Spot, memory: Memory, figure: Figure) -> Figure:
    """What a bracket tells of the amount before it, and a sign or a word right before the number."""
    if figure.statistic is not Statistic.LEVEL:
        return figure
    moved = spot.text[spot.quantity.outer_start - 2 : spot.quantity.outer_start]
    if memory.last is not None and _restates(spot, memory):
        figure = figure._replace(statistic=memory.last.statistic, falls=memory.last_falls)  # 减少306万吨|（61亿斤）
    elif not spot.relative and moved in _MOVED:
        figure = figure._replace(statistic=Statistic.CHANGE, falls=moved[-1] in "跌减")  # 升幅（升|114亿元）
    if figure.statistic is Statistic.LEVEL and spot.quantity.dimension == "percent" and _rates(spot, memory):
        negative = spot.quantity.value is not None and spot.quantity.value < 0
        figure = figure._replace(statistic=Statistic.GROWTH, falls=memory.last_falls and not negative)
    return figure


def _percentage(spot: Spot, memory: Memory, name: Name, figure: Figure, rules: RuleSet) -> Figure:
    """What a percentage is that no verb explains: a level where its name is a rate, a growth, a share."""
    lexicon, text, indicator = rules.lexicon, figure.text, figure.indicator
    statistic = percentage(text, indicator, lexicon)
    falls = lexicon["fall_noun"].before(text, 0, len(text)) > 0  # 降幅由13.7%收窄到4.9%
    moved = flow_of(spot, memory, rules) or spot.phrase.last_verb if spot.phrase.text and spot.item is None else ""
    again = spot.phrase.text if spot.item is not None else ""  # 七月份的|升幅|则为3.8%、3.3%及2.8%
    if again and (again in lexicon["rise_noun"] or again in lexicon["fall_noun"]):
        statistic, falls = Statistic.GROWTH, again in lexicon["fall_noun"]
    if statistic is Statistic.LEVEL and moved and (moved in lexicon["fall_verb"] or moved in lexicon["rise_verb"]):
        statistic, falls = Statistic.GROWTH, moved in lexicon["fall_verb"]  # 压减“三公”经费5%
    elif statistic is Statistic.LEVEL and memory.moves and spot.frame.taken <= _REACHED:
        statistic, falls = Statistic.GROWTH, memory.moves == "fall"  # 升幅较大的有电力|（4.2%）
    elif statistic is Statistic.LEVEL and _is_share(spot, name, text, memory):
        statistic = Statistic.SHARE
    elif statistic is Statistic.LEVEL and _contributes_too(spot, text, memory, lexicon):
        statistic = Statistic.CONTRIBUTION
    elif statistic is Statistic.LEVEL and _grows_too(text, name, spot, memory, rules):  # 增长5.2%，上年同期|为|4.8%
        statistic = Statistic.GROWTH
    if statistic is Statistic.SHARE and indicator is None and spot.item is not None:
        indicator, text = canonical(text.removesuffix("占比"), "", "", statistic, spot.quantity, rules)
    if statistic is Statistic.GROWTH and indicator is None:
        indicator, text = canonical(text, "", "", statistic, spot.quantity, rules)  # GDP增速|达到|7.7%
    return Figure(statistic, text, indicator, falls)


def _rates(spot: Spot, memory: Memory) -> bool:
    """Whether a bracket tells at what rate the amount before it has changed: 减少2000元|（11.8%）."""
    changed = memory.last is not None and memory.last.statistic is Statistic.CHANGE and memory.last_end > 0
    return changed and spot.text[memory.last_end : spot.quantity.start] in ("（", "(")


def _restates(spot: Spot, memory: Memory) -> bool:
    """Whether a bracket says the amount before it again in another unit: 减少306万吨（约61亿斤）."""
    between = spot.text[memory.last_end : spot.quantity.start] if memory.last_end > 0 else ""
    amount = not spot.relative and spot.quantity.unit != memory.last_unit
    return amount and _AGAIN.fullmatch(between) is not None


def _can_only_grow(indicator: Indicator | None, spot: Spot) -> bool:
    """Whether a percentage is no plausible level of its indicator but a growth: CPI回落到|6%|, an index of 106."""
    ranges = indicator.entry.ranges if indicator is not None else {}
    level, growth, value = ranges.get("level"), ranges.get("growth"), spot.quantity.value
    if level is None or growth is None or value is None or level.unit != "%" or level.low is None:
        return False
    return value < level.low and (growth.high is None or value <= growth.high)


def _is_share(spot: Spot, name: Name, text: str, memory: Memory) -> bool:
    """Whether a percentage is a share though nothing says 占: 占比由42%|提高到46%, 超过全球|一半."""
    shares = memory.last is not None and memory.last.statistic is Statistic.SHARE
    if shares and memory.last is not None and (name.inherited or name.text.endswith(memory.last.text)):
        return True  # 消费支出占比为39.3%，|城镇|为36.2%
    alike = shares and memory.last is not None and text[-_ALIKE:] == memory.last.text[-_ALIKE:]
    if alike and len(text) > _ALIKE and spot.frame.frame.entry.former:
        return True  # 二级医院服务收入占比由26%提高到29%，|三级医院|由28%提高到30%
    if shares and _COMES_NEXT.search(spot.text, max(spot.phrase.start - _NEAR, 0), spot.phrase.start):
        return not text.endswith("率")
    quantity = spot.quantity
    if _OF_WHOLE.search(spot.text, spot.frame.start, quantity.start) is not None:
        return True  # 组件出口增长137%，|在出口总量中的比重由上年同期的|39.7%跃升至53.9%
    bounds = spot.text[quantity.outer_start : quantity.start]
    of_whole = "占" in bounds or bounds.endswith("的")  # 约占|全国1/10, 超过全国的|五分之一
    amount = memory.last is not None and memory.last.statistic in (Statistic.LEVEL, Statistic.CHANGE)
    led = max(spot.phrase.start, 0) if spot.phrase.text and not spot.phrase.text.endswith(_RATED) else quantity.start
    if amount and not text.endswith("率") and _OF_THEM.search(spot.text, max(led - _NEAR, 0), led):
        return True  # 衔接资金4.36亿元，|其中62%|用于发展产业
    parts = spot.text.endswith(_PARTS, 0, quantity.end) or _ACTS.match(spot.text, quantity.end) is not None
    return of_whole or (parts and not text.endswith("率"))


def _contributes_too(spot: Spot, text: str, memory: Memory, lexicon: Lexicon) -> bool:
    """Whether a percentage tells what another part contributes: 种植环节的贡献率为1%，深加工环节|为|6%."""
    contributes = memory.last is not None and memory.last.statistic is Statistic.CONTRIBUTION
    return contributes and spot.frame.taken <= _REACHED and not lexicon["ratio"].before(text, 0, len(text))


def _is_rate(whole: str, rules: RuleSet) -> bool:
    """Whether what something adds to is itself a rate or a share, which it moves: 制造业投资占比."""
    if whole.endswith(("总指数", "价格指数", "总水平")):
        return False  # 食品价格上涨，|拉动总指数上涨|4.7个百分点
    return rules.lexicon["ratio"].before(whole, 0, len(whole)) > 0 or whole.endswith("比例")


_BESIDE = ("，", "、")
"""What stands between an amount and its growth, of which no word tells."""


def _grows_too(text: str, name: Name, spot: Spot, memory: Memory, rules: RuleSet) -> bool:
    """Whether a percentage tells how much something else grew: 工业增加值增长5.2%，其中采矿业为|4.8%."""
    last, grown, entry = memory.last, memory.grown, spot.frame.frame.entry
    again = last is not None and last.statistic is Statistic.CHANGE and grown is not None and grown.text == last.text
    if again and (entry.status is not None or entry.beside):
        last = grown  # 增长13.9%，比上年同期低0.8个百分点，低于上月的|14%|
    if last is not None and grown is not None and last.statistic is Statistic.LEVEL and grown.text == last.text:
        beside = spot.text[memory.last_end : spot.quantity.start]
        return beside in _BESIDE and memory.last_unit != "%"  # 上海增长9.7%；苏州（1.13万亿元，|5.0%|）
    if last is None or last.statistic is not Statistic.GROWTH:
        return False
    if text.endswith("价格"):
        return True  # 食品价格涨19.9%，其中|猪肉|37.8%
    index = text.endswith("指数") and spot.quantity.value is not None and spot.quantity.value < _INDEX
    if rules.lexicon["ratio"].before(text, 0, len(text)) and not index:
        return False  # 失业率为5%
    return name.inherited or (text != last.text and text.endswith(last.text[-_TAIL:]))
