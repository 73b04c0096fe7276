"""Parts: numbers that are of a part of what was named before: 其中|市区|298亿元, |省级|21家, |公立医院|84.1%."""

from __future__ import annotations

import re

from extractor.reading.indicators import canonical, has_members, look_up
from extractor.reading.inherited import PASSED
from extractor.reading.spots import Memory, Name, Spot, flow_of
from extractor.records import Statistic
from extractor.ruleset.compiled import RuleSet

_REACHED = 2
"""How long the word is that says that a level was reached: 为, 达到."""
_KIND = 2
"""How many characters the names of two parts end in alike: 一类地区, 二类地区."""
_SIDE = re.compile("[省市县区境国海州][内外]")
"""A part of what was told, by where it is: 其中|省外|1196万人."""
_WAYS = re.compile("(?<=[^外贸进]{2})(?:出口|进口)$")
"""How the trade in one direction is called of whose goods some are told."""
_TRADE = re.compile(r"(?<=.)(?:进出口|出口|进口)(?:总?额|总?值)?$")
_MEASURED = re.compile(
    "(?:(?:播种|种植|新开工|春播|夏播|秋播|冬播|春种|夏种|秋种|冬种|移栽|投放|养殖水面|栽培|收获|养殖|造林|经营|建筑|施工|竣工|销售|住房|住宅|灌溉|受灾|成灾)面积|总?产量|总?产值|增加值|销售?量|存栏量?|出栏量?|(?:处理|生产|加工|供应|接待)能力|装机容量|装机|用电量|发电量|通车里程|发送旅客|旅客发送量|客运量|货运量|保费收入|存栏总?数|饲养量|(?:平均)?利用小时数?|(?:[年月]度?)?(?:平均)?(?:工资|薪酬)|(?:研发)?经费(?:投入|支出)|(?<!直接)(?<!使用)(?<!利用)投资)$"
)
"""How the name of a whole ends that its parts are measured in too."""
_BALANCES = ("顺差", "逆差", "差额")
_VISITS = re.compile(
    "(?:门急诊|门诊|急诊|诊疗|就诊|住院|入院|出院)(?:人次数?|人数|量)$|床位数?$"
    "|(?:专任教师|教职工|在校学?生|招生|毕业生)(?:人?数)?$"
    "|(?:旅客发送量|旅客吞吐量|客运量|客流量)$"
    "|(?:校|班|园|店|户|村|镇|县|床|亩)均[\u4e00-\u9fff]{2,5}$"
)
"""How the name of a whole ends that is counted, as its parts are: visits, beds, teachers and pupils."""
_TAKEN_IN = re.compile("招收|录取|招聘|授予|资助|救助")
"""How a whole begins of those to whom something was done, as to its parts."""
_DOES_THERE = re.compile("(?:就读|就业|居住|务工|就医|参保|创业|工作|上学)$")
"""How a part is told by what those do of whom the whole is."""
_IN_ALL = re.compile("(?:总量|总数|人数|总人数|规模)$")
_AMOUNT = "(?:[0-9.]+|[一二两三四五六七八九十百千]+)"
_UNIT = "(?:周?岁|[美港]?元|人|亩|吨|分钟?|小时|[个户家张头只米度天]|公里|平方米|年|个月|公斤|斤|千瓦)"
_SIZE = (
    f"(?P<size>{_AMOUNT}[百千万亿]*{_UNIT}(?:（含）)?及?以[上下内]"
    f"|{_AMOUNT}[—–~～至到-]{_AMOUNT}[百千万亿]*{_UNIT}(?:之?间)?)"
)
_CLASS = re.compile(f"{_SIZE}(?:的(?P<noun>[\u4e00-\u9fff]{{2,8}})?)?")
"""A class that its size alone tells: 5000元以上, 3000至5000元."""
_CLASS_OF = re.compile(f"(?P<what>[\u4e00-\u9fff]*?){_SIZE}(?:的?(?P<noun>[\u4e00-\u9fff]{{2,8}}))?")
"""A class by the whole of its name: 人均纯收入在二百元以下的农户."""
_PRICES = re.compile("(?:消费|零售|物)价格?(?:总?水平|总?指数)?$")
"""How the prices of all goods are called, of which those of some are told next."""
_GROWN = re.compile("(?<=.)(?:产量|(?:播种|种植|收获|栽种)面积)$")
"""How what is told of a good ends that holds for the next one too."""
_GOOD = re.compile("(?:(?![产销购存运用出进供占])[\u4e00-\u9fff]){1,8}")
"""What names a good and nothing that was done with it."""
_INDUSTRIES = ("企业", "业", "类")
"""How industries and kinds of goods end, and firms, which share no measure with either."""
_WHO = 12
"""How long those are called of whom a colon has said what is told, in characters."""
_HELD = re.compile(
    "(?P<who>住户|居民|企业|企（?事）?业单位|非金融企业|非金融企业及机关团体|非银行业金融机构)(?P<what>贷款|存款)(?:余额)?"
)
"""Whose loans or deposits a whole is, of which the parts are told by their term."""
_INDUSTRY = "工业"
_GDP = re.compile("(?:国内|地区|全[国省市区县州])?生产总值|GDP")
_SECTORS = ("第一产业", "第二产业", "第三产业", "工业", "建筑业", "农业", "服务业", "农林牧渔业")
"""The sectors, of which what is told as a part of the GDP is what they add to it."""
_NO_SHARES = ("里程", "数", "户数", "长度")
"""How what is told ends of which the next share is none."""
_CROPS = re.compile("^(?:主要)?农作物")
"""The whole that every crop is a part of."""


def in_part(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """What was told of the whole, of a part of it: 零售总额362.9亿元，其中|市区|298.4亿元."""
    last = memory.last
    part = spot.phrase.text
    if (
        (part not in rules.lexicon["part_areas"] and _SIDE.fullmatch(part) is None)
        or last is None
        or spot.phrase.verb
        or last.text.startswith(part)
    ):
        return None
    whole = memory.topics.get(spot.quantity.unit) if spot.quantity.unit != memory.last_unit else last
    return Name(part + whole.text, whole.text) if whole is not None else None


_HOSPITAL = "医院"
"""What a tier is itself a name of: 三级医院."""
_MEASURES = ("面积", "额", "值", "里程")
"""How names end of what is no count."""


_FROM_TIER = re.compile("^(?:（含）)?(?:及其?)?以[上下]的?")
"""What stands behind the tier of all that are told by tiers: 市级|以上|龙头企业."""


def tier(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """A tier of what was named before: 国家级小巨人企业2家、省级|21家."""
    tiers = rules.lexicon["tiers"]
    topic = memory.topics.get("") if memory.divided else None
    # 其中企业所得税4亿元。分级次看，|县本级|19.8亿元; 报销比例：|镇级|75%
    owner = topic.text if topic is not None else memory.whole or memory.owner or memory.pending
    text = spot.phrase.text
    if not owner or (text not in tiers and not (text.endswith("级") and text[:-1] in rules.gazetteer.by_name)):
        return None  # 其中省级5家、|金华市级|18家
    if text.endswith(_HOSPITAL) and _HOSPITAL not in owner:
        return None  # 每千人口注册护士数为3.45人。|三级医院|由151家增加到191家
    untiered = _FROM_TIER.sub("", owner[tiers.at(owner, 0, len(owner)) :])  # 市级以上龙头企业61家，其中|国家级|1家
    untiered = "" if spot.phrase.text.endswith(untiered) else untiered  # 医院按等级分：|三级医院|3275个
    return Name(flow_of(spot, memory, rules) + _joined(spot.phrase.text, untiered), untiered)  # |三级医院|床位


def other_class(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """Those of another size than were told before: 月收入3000元以下的占20%，|5000元以上的|占45%."""
    told = _CLASS.fullmatch(spot.phrase.text)
    before = _CLASS_OF.fullmatch(memory.last.text) if told is not None and memory.last is not None else None
    if told is None or before is None:
        return None
    noun = told["noun"] or before["noun"]
    return Name(before["what"] + told["size"] + (f"的{noun}" if noun else ""), spot.phrase.text)


def part(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """A part of what was named before: 社会消费品零售总额803亿元，其中|城镇|实现747亿元; 其中|住宅|443万平方米."""
    phrase, lexicon = spot.phrase, rules.lexicon
    whole = memory.owner or memory.pending
    topic = memory.topics.get("") if memory.divided and phrase.text in lexicon["modifiers"] else None
    whole = topic.text if topic is not None else whole  # 蛋价格下降0.5%。分城乡看，|城市|上涨2.6% is of what was first
    if not phrase.text or not whole or phrase.verb:
        return None
    if spot.frame.frame.entry.statistic == Statistic.SHARE and whole.endswith(_NO_SHARES) and not memory.whole:
        return None  # 轨道交通运营里程达56公里。|轨道交通|占公交出行比例提升至30%
    held = _HELD.fullmatch(memory.whole) if memory.whole else None
    if held is not None and phrase.text.endswith(held["what"]) and not phrase.text.startswith(held["who"]):
        return Name(
            held["who"] + phrase.text, held["who"] + phrase.text
        )  # 住户贷款2.8万亿元，其中，|短期贷款|1.3万亿元
    shared = "" if spot.quantity.counts else _of_industry(phrase.text, memory, rules)
    if shared and (spot.relative or spot.quantity.unit == memory.last_unit):
        return Name(phrase.text + shared, phrase.text + shared)  # 开采业利润总额增长3%，|通用设备制造业|下降1.5%
    fits = canonical(phrase.text, "", "", Statistic.LEVEL, spot.quantity, rules)[0]  # not of 医院|741.4万张
    if _measures(phrase.text, rules) or fits is not None:
        return None
    counts, length = spot.quantity.counts, len(phrase.text)
    taken_in = memory.whole_named.text if memory.whole and memory.whole_named is not None else ""
    taken = _TAKEN_IN.match(taken_in) if spot.quantity.unit == memory.last_unit else None
    if taken is not None and phrase.text[-1] == taken_in[-1]:
        return Name(taken[0] + phrase.text, taken[0] + phrase.text)  # 招收研究生118万人，其中，|博士生|12.6万人
    placed = _DOES_THERE.search(phrase.text) if memory.whole and spot.quantity.unit == memory.last_unit else None
    if placed is not None:
        there = "在" if spot.text.endswith("在", 0, phrase.start) else ""
        who = _IN_ALL.sub("", whole.rpartition("中")[2]) or whole
        return Name(f"{there}{phrase.text}的{who}")  # 随迁子女，其中|在小学就读|984万人
    if memory.titled and not counts and spot.frame.frame.entry.statistic != "growth" and length <= _WHO:
        return Name(phrase.text + memory.titled, phrase.text + memory.titled)  # 病床使用率：|医院|70.3%；|卫生院|37.7%
    alike = _KIND < length < len(whole) and phrase.text[-_KIND:] == whole[length - _KIND : length]
    if alike and (not counts or _VISITS.search(whole)) and lexicon["measured"].before(whole, length, len(whole)):
        return Name(phrase.text + whole[length:])  # 一类地区最低工资标准750元，|二类地区|620元
    like = phrase.text[-_KIND:] == whole[-_KIND:]  # 国税部门完成1.2亿元；|地税部门|完成2.8亿元
    planned = lexicon["goal_words"].before(phrase.text, 0, len(phrase.text))  # 产量500万吨。|小麦定购任务|完成91%
    if not (counts or like or planned) and lexicon["doing"].before(spot.text, phrase.end, spot.quantity.outer_start):
        passed = PASSED.fullmatch(whole)  # 收入超千万元的乡镇有16个，其中|沭城镇|完成1.1亿元
        whole = passed["what"] if passed is not None else whole
        return Name(_joined(phrase.text, whole.removeprefix(_INDUSTRY) if _INDUSTRY in phrase.text else whole))
    if counts and whole.endswith(_MEASURES):
        return None  # 商品房成交面积32万平方米，二手房成交|1260套
    added = f"{phrase.text}增加值" if _GDP.fullmatch(whole) is not None and phrase.text in _SECTORS else ""
    if added:
        return Name(added, whole)  # 生产总值48.65亿元，其中，|第一产业|11.32亿元
    priced = spot.relative and _PRICES.search(memory.whole or whole) is not None
    price = f"{phrase.text.removesuffix('类')}价格" if priced else ""
    if price and look_up(price, rules) is not None:
        return Name(price, whole)  # 居民消费价格上涨4.1%，其中|食品类|上涨10.9%
    owner, statistic = "" if memory.owner else whole, Statistic.GROWTH if spot.relative else Statistic.LEVEL
    # 居民人均可支配收入24080元。按常住地分，|城镇居民|33819元; 商品房销售面积526万平方米，其中|住宅|443万平方米
    for start in range(len(whole) - 1):
        named = _joined(phrase.text, whole[start:])
        if canonical(named, "", "", statistic, spot.quantity, rules)[0] is not None:
            memory.tail = whole[start:] if owner else memory.tail
            added = whole[: lexicon["flow"].at(whole, 0, start)] if memory.whole else ""
            return Name(added + named, owner)  # 新增公路里程5000公里，其中|高速公路|600公里
    visits = _VISITS.search(whole) if memory.whole and spot.quantity.unit == memory.last_unit else None
    if visits is not None and not phrase.text.endswith(visits[0]):
        return Name(phrase.text + visits[0], phrase.text + visits[0])  # 总诊疗人次1.33亿人次，其中|医院|0.79亿人次
    persons = spot.quantity.dimension == "people" and memory.among.removesuffix("总数").endswith("人员")
    if memory.among and not persons and phrase.text[-_KIND:] != memory.among[-_KIND:]:
        return Name(phrase.text + memory.among.removeprefix("总"))
    if counts:
        return None
    if memory.tail and whole.endswith(memory.tail):  # 主要产品产量：原煤2200万吨、|汽油|250万吨
        return Name(phrase.text + memory.tail)
    series = _of_series(spot, memory, rules)
    if series:
        return Name(_joined(phrase.text, series), _joined(phrase.text, series))
    last = memory.last
    told_so = memory.last_of.get(spot.quantity.dimension, last)
    grown = _GROWN.search(told_so.text) if told_so is not None else None
    made = grown is not None and (spot.quantity.unit == memory.last_unit or grown[0] != "产量")
    if grown and made and _GOOD.fullmatch(phrase.text) and not phrase.subject and spot.frame.taken == 0:
        # 原煤产量1632万吨；|洗精煤|1785万吨; 水稻播种面积2800万亩，单产530公斤；|玉米|2700万亩
        name = phrase.text + grown[0]
        return Name(name, name)
    alike_unit = spot.quantity.unit == memory.last_unit
    measure = _MEASURED.search(whole) if memory.whole and alike_unit else None
    named = memory.whole_named.text if memory.whole and alike_unit and memory.whole_named is not None else ""
    if measure is None and named.startswith(whole):
        measure = _MEASURED.search(named)  # 综合交通完成投资4500亿元，其中|铁路|1100亿元
        whole = named if measure is not None else whole
    told = whole[: measure.start()] if measure is not None else ""
    said_again = bool(told) and phrase.text.endswith(told)  # 钢产量，其中甲公司产|钢|
    if measure is not None and not (spot.frame.taken or said_again or look_up(phrase.text, rules)):
        measured = _joined(phrase.text, measure[0])
        memory.tail = measure[0]
        return Name(measured, measured)  # 柑橘种植面积9800亩，其中|“红美人”|1150亩
    ways = _WAYS.search(whole) if spot.quantity.unit == memory.last_unit else None
    beside = phrase.end == spot.quantity.outer_start and _WAYS.search(phrase.text) is None
    beside = beside and not phrase.text.endswith(_BALANCES)
    if ways is not None and beside:
        return Name(phrase.text + ways[0])  # 机电产品出口13.43万亿元。其中，|集成电路|1.16万亿元
    trade = _TRADE.search(whole) if phrase.text.startswith("对") and not phrase.text.endswith(_BALANCES) else None
    if trade:
        return Name(phrase.text + trade[0])  # 对东盟进出口3.08万亿元，|对欧盟|2.75万亿元
    of_whole = phrase.text in lexicon["modifiers"] and lexicon["measured"].before(whole, 0, len(whole))
    return Name(phrase.text + whole, owner) if of_whole else None  # 人均住房面积：|城镇|40平方米


def _of_series(spot: Spot, memory: Memory, rules: RuleSet) -> str:
    """What the two told before both have in their unit, of the third: 铁路旅客周转量…；公路旅客周转量…；|水路|80亿."""
    text, told = spot.phrase.text, memory.told[-2:]
    if len(told) < len(_PAIR) or len(text) > _SHORT or spot.frame.taken or spot.quantity.unit != memory.last_unit:
        return ""
    one, other = told
    longest = min(len(one), len(other)) - _KIND  # 铁路, and not 铁
    size = next((size for size in range(longest, 0, -1) if one.endswith(other[-size:])), 0)
    short = max(len(one), len(other)) - size <= _SHORT and size > _KIND
    measure = one[len(one) - size :] if short else ""
    fits = measure and rules.lexicon["measured"].before(measure, 0, size) and look_up(text, rules) is None
    return measure if fits and not text.endswith(measure) else ""


_PAIR, _SHORT = ("one", "other"), 4
"""How many names tell what a list goes on with, and how long what differs in them is, in characters."""


def _of_industry(text: str, memory: Memory, rules: RuleSet) -> str:
    """What was told of the industry before, of which the next tells no more than its name: 利润总额; or nothing."""
    last = memory.last.text if memory.last is not None else ""
    kind = next((kind for kind in _INDUSTRIES if text.endswith(kind)), "") if len(text) > _KIND else ""
    owner, _, measure = last.rpartition(kind) if kind else ("", "", "")
    if measure == "数" and kind != _INDUSTRIES[0]:
        return ""  # 规上工业企业数翻番；|非煤电产业|占比达40%
    if measure not in rules.lexicon["attribute"]:
        measure = measure[rules.lexicon["neutral_verb"].at(measure, 0, len(measure)) :]  # 企业|实现|利润4000亿元
    return measure if owner and len(measure) > 1 and rules.lexicon["measured"].before(measure, 0, len(measure)) else ""


def of_list(item: str, spot: Spot, memory: Memory, rules: RuleSet) -> str:
    """One of the parts that 分别 lists, named by what its whole is measured in: |小麦、水稻|分别超过93%、78%."""
    whole, entry = memory.whole, spot.frame.frame.entry
    shared = "" if spot.quantity.counts else _of_industry(item, memory, rules)
    if shared and (spot.relative or spot.quantity.unit == memory.last_unit):
        return item + shared  # 专用设备制造业利润下降3.8%，|有色金属矿采选业、家具制造业|分别下降16.3%、2.7%
    fits = canonical(item, "", "", Statistic.LEVEL, spot.quantity, rules)[0]
    if not whole or entry.statistic != Statistic.LEVEL or fits is not None:
        return item
    if _measures(item, rules):
        return item
    if whole.endswith("率") and spot.quantity.dimension == "percent":
        return _joined(item, _CROPS.sub("", whole))
    measure = _MEASURED.search(whole) if spot.quantity.unit == memory.last_unit else None
    return _joined(item, measure[0]) if measure is not None else item


def _joined(item: str, measure: str) -> str:
    """A part and what the whole is measured in, what both tell told once: 工业用电量, of 工业用电 and 用电量."""
    shared = next((size for size in range(min(len(item), len(measure)), 0, -1) if item.endswith(measure[:size])), 0)
    return item + measure[shared:]


def _measures(name: str, rules: RuleSet) -> bool:
    """Whether a name says what is measured, and not who: 机采率, but not 国有企业."""
    return rules.lexicon["measured"].before(name, 0, len(name)) > 0 and not has_members(name)


_PARTED = ("（其中", "（其中，", "（其中：", "(其中")


def rate_of_part(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """The same rate of a part: 医院病床使用率77.6%，其中|公立医院|84.1% is of 公立医院病床使用率."""
    last, text = memory.last, spot.phrase.text
    parted = memory.whole or spot.text.endswith(_PARTED, 0, spot.phrase.start)  # in a bracket of its own: （其中
    rate = memory.whole if memory.whole.endswith("率") else last.text if last is not None and parted else ""
    told = last is not None and last.statistic in (Statistic.LEVEL, Statistic.CHANGE) and rate.endswith("率")
    bare = spot.frame.frame.entry.statistic == Statistic.LEVEL and spot.frame.taken <= _REACHED and text
    points = spot.quantity.dimension == "points" and text  # 病床使用率提高2.3个百分点（其中|公立医院|提高2.9个百分点）
    if not (told and ((bare and spot.quantity.dimension == "percent") or points)):
        return None
    if "率" in text or "的" in text or _measures(text, rules):
        return None
    return Name(_joined(text, _CROPS.sub("", rate)), rate)  # of 医院病床使用率 behind 公立医院: 公立医院病床使用率


def wider_scope(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """A place in another order of what holds the one before: 居全国第五、|西部|第三."""
    ranks = memory.last is not None and memory.last.statistic is Statistic.RANK
    if spot.frame.frame.entry.statistic != Statistic.RANK or not (ranks and spot.in_list and spot.phrase.text):
        return None
    return Name(memory.last.text, inherited=True) if memory.last is not None else None
