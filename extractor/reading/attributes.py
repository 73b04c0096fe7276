"""Attributes: words such as 总投资 or 增速, which are completed by what they are of."""

from __future__ import annotations

import re

from extractor.reading.budgets import SIDES, other_side, unplanned
from extractor.reading.indicators import look_up
from extractor.reading.inherited import DIFFERENCES, apart_from, by_size
from extractor.reading.owners import owner_of
from extractor.reading.spots import Memory, Name, Spot
from extractor.records import Statistic
from extractor.ruleset.compiled import RuleSet

_OF_INDUSTRY = ("产值", "总产值", "增加值", "营业收入", "销售收入", "主营业务收入", "规模")
_INDUSTRY = re.compile(
    "(?:^|[。；])[ 　]*(?P<what>[\u4e00-\u9fff]{2,10}?(?:产业|工业|农业|服务业|制造业))"
    "(?=持续|突出|加速|聚焦|加快|围绕|坚持|推进|着力|全面|大力|要|深度|深化|瞄准|抢占|抢抓|重点|强化|做强|做优|稳步|依托|推动)",
    re.MULTILINE,
)
"""What industry the sentences of a paragraph go on about that one of them begins with."""
_SPOKEN_OF = 800
"""How far back such a sentence is looked for, in characters."""
_INVESTED = "投资"
_OWNED = re.compile("民办|公办|普惠性")
"""Whose something is that is told of next: no figure of all there are."""
_TAKEN_AT = "票房"
_PLAYS = re.compile("演出|演唱会|音乐会|音乐节|话剧|戏剧|剧目|剧场")
"""What else than films people pay to see."""
_SCHOOLS = re.compile("(?<!各类)(?<!^)(?:学校|高中|初中|小学|院校|高校|幼儿园|教育)$")
"""How those are called who have the pupils and teachers that a sentence goes on to tell."""
_MEAN = re.compile("(?P<of>[校园班])均[\u4e00-\u9fff]{2,4}")
"""What is told on average of the schools that were counted before."""
_MEAN_OF = {"校": ("学校", "院校", "高校", "大学", "小学", "初中", "高中"), "园": ("幼儿园",), "班": ("班", "班级")}
_JOINED = re.compile("[和与、]")
_HOLDERS = ("企业", "公司", "产业", "行业", "工业", "集团")
"""How those are called who have what a sentence goes on to tell."""
_PUPILS = ("在校", "毕业")
"""How those are called who are at a school or leave it, told behind those whom it took in."""
_ENROLLED = re.compile("(?:招收|录取)(?P<of>.+?)(?:学生|新生)?")
"""Who was taken in: 招收|本专科|学生41.1万人，在校学生132.9万人."""
_DEALT = ("销售", "出口", "进口", "投资", "消费")
"""How an owner begins with what the attribute tells again."""
_SHARES = ("占比", "比重", "所占比重", "所占比例")
_APART = (("进口", "出口"), ("出口", "进口"))
_AGREED = ("协议", "合同")
_LENT, _SPENT = ("贷款", "借款", "拨款", "补助", "集资"), ("支出", "结余", "开支", "节余")
"""What is no one's who spends, and what is told of all that was raised."""


def attribute(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """A word such as 总投资 or 增速, completed by what it is of."""
    lexicon, word, subject = rules.lexicon, spot.phrase.text, spot.phrase.subject
    last = memory.last
    mean = _MEAN.fullmatch(word) if not subject and last is not None else None
    if mean is not None and last is not None and last.text.endswith(_MEAN_OF[mean["of"]]):
        return Name(last.text + word, last.text)  # 普通本科学校1238所，|校均规模|16793人
    if word not in lexicon["attribute"]:
        both = _JOINED.split(word)
        if subject or len(both) == 1 or not all(part in lexicon["attribute"] for part in both):
            return None
        owner = owner_of(both[0], memory.owner, "", rules).owner
        return Name(owner + word, owner or word)  # 咖啡产量10.87万吨，|面积和产量|均占全国的98%以上
    grown_part = last is not None and last.statistic is Statistic.GROWTH and last.text != memory.whole
    if memory.carried and word in _OF_INDUSTRY and not (subject or memory.pending):
        floor = max(spot.quantity.start - _SPOKEN_OF, 0)
        begun = max(spot.text.rfind("\n", floor, spot.quantity.start) + 1, floor)
        told = [one["what"] for one in _INDUSTRY.finditer(spot.text, begun, spot.quantity.start)]
        if told:  # |石化产业|持续“减油增化提质”，推动项目放量。产值突破1300亿元
            return Name(told[-1] + word, told[-1])
    if word in _SHARES and memory.whole and grown_part and last is not None and not (subject or memory.pending):
        return Name(last.text, last.text)  # 汽车产量151万辆，其中新能源汽车增长31.5%，|占比|超过六成
    known = bool(memory.owner) and look_up(memory.owner, rules) is not None and bool(spot.phrase.last_verb)
    if word == _INVESTED and (memory.carried or known) and not (subject or memory.pending):
        return Name(word, word)  # 森林覆盖率达到38.6%。|投资|1.3亿元，加固水库36座
    word = unplanned(word)
    if not subject and word in rules.names.by_name:
        if word.startswith(_TAKEN_AT) and _PLAYS.search(memory.owner) is not None:
            return Name(f"演出{word}", f"演出{word}")  # 营业性演出44万场，|票房收入|15.2亿元: no films
        part_owner = _counted_last(spot, memory, rules)
        if part_owner:
            return Name(part_owner + word, part_owner)
        if _SCHOOLS.search(memory.owner) is not None and last is not None and last.text != memory.owner:
            rest = last.text.removeprefix(memory.owner)
            if rest in lexicon["attribute"] and not memory.carried:
                return Name(memory.owner + word, memory.owner)  # 义务教育阶段学校招生3488万人，|专任教师|1057万人
        owned = _OWNED.match(memory.owner)
        if owned is not None:
            return Name(owned[0] + word, owned[0] + word)  # 民办幼儿园16.67万所。|在园幼儿|2312万人
        known = bool(memory.pending) and look_up(memory.pending + word, rules) is not None
        return Name(memory.pending + word, memory.pending) if known else None  # 民营企业活跃，|进出口|2461亿元
    placed = spot.phrase.local or spot.phrase.national or spot.phrase.regions
    parted = memory.topics.get("") if memory.divided and placed and not subject else None
    if parted is not None and parted.text.endswith(word):
        return Name(parted.text, inherited=True)  # 规模以上工业增加值增长3.7%。分地区看，|东部地区增加值|增长7.8%
    if placed and not subject and word not in lexicon["derivative"]:
        return None  # 城市下降0.6%。年末|全国|从业人员6.9亿人: a subject of its own
    topic = memory.topics.get("") if memory.carried and not (subject or memory.pending) else None
    if topic is not None and topic.text.endswith(word) and not topic.text.endswith(memory.owner + word):
        return Name(
            topic.text, topic.text.removesuffix(word)
        )  # 营业税：实征净额478亿元，扣除额…。累计|实征净额|4316亿元
    moved = last is not None and last.statistic is Statistic.GROWTH and word in lexicon["derivative"]
    shares = word in _SHARES  # 组件出口增长137%，在出口总量中的|比重|由39.7%跃升至53.9%
    if moved and last is not None and not (subject or shares or memory.pending or memory.whole) and memory.tail:
        return Name(last.text, inherited=True)  # 新建住房上涨5%，二手住房上涨6%，|涨幅|高出1个百分点
    of_whole = bool(memory.whole) and last is not None and last.text.startswith(memory.whole)
    if moved and last is not None and of_whole and not (subject or shares or memory.pending):
        return Name(last.text, inherited=True)  # 工业企业增加值增长8.4%，其中6月份增长13.5%，|增速|提高3.4个百分点
    moves = word in lexicon["rise_noun"] or word in lexicon["fall_noun"]
    rises = moved and moves and not memory.whole
    grown = last.text.removesuffix(word) if rises and last is not None else ""
    owner = grown or ("" if memory.owner in lexicon["no_owners"] else memory.owner)
    if moves and owner.endswith(DIFFERENCES) and not subject:
        apart = apart_from(memory)  # 两省GDP相差2653亿元，去年这一差距为2900亿元。|江苏增速|为5.7%
        owner = apart.text if apart is not None else ""
    sized = by_size(owner, rules) if moves and owner and spot.phrase.regions and not subject else ""
    if sized:
        owner = (
            memory.grown.text.removesuffix(word) if memory.grown is not None else sized
        )  # 27座万亿城市中，|泉州增速|
    if moves and not owner and spot.phrase.regions and memory.grown is not None:
        owner = memory.grown.text.removesuffix(word)  # 生产总值增长10.1%。13个省辖市中，|宿迁增幅|居首
    if not moves and lexicon["founded"].before(memory.listing, 0, len(memory.listing)):
        owner = memory.listing  # 设立康养产业基金，首期|规模|10亿元
    owner = subject or memory.pending or owner  # 企业716家，营业收入增长6.4%，|增速|高1.8个百分点: of 营业收入
    if _is_of_others(owner, word):
        return Name(word, word)
    if owner.endswith(_LENT) and word.removeprefix("实际") in _SPENT and not subject:
        return Name(word, word)  # 筹集资金10.6亿元，其中银行贷款7.5亿元，|实际支出|6.9亿元
    if not moves:
        flow = lexicon["flow"].at(owner, 0, len(owner)) if not subject else 0  # |在建项目|年度完成投资
        owner = owner[flow:]  # 新登记经营主体320万户，总量达2000万户
        done = lexicon["act"].at(owner, 0, len(owner))  # 开行中欧班列1100列，货值达260亿元
        owner = owner[done:] if done and owner[done:] in rules.names.by_name else owner
        if owner.startswith(_DEALT) and word.startswith(owner[0]):
            owner = owner[2:]  # 销售新能源汽车41.9万辆，前三季度累计|销量|274.8万辆
        enrolled = _ENROLLED.fullmatch(owner) if word.startswith(_PUPILS) else None
        owner = enrolled["of"] if enrolled is not None else owner
    if last is not None and memory.whole and last.text.endswith(owner) and not subject and _is_next_to(spot, memory):
        owner = last.text  # 自然保护区58个，其中国家级7个、|面积|25.9万公顷
    if word not in lexicon["derivative"]:  # 数字经济核心产业主营业务收入2万亿元、增加值7000亿元
        named = owner_of(word, owner, subject, rules)
        if named.text:
            return named
        if owner and not named.owner and memory.head not in ("", owner):
            holder = owner_of(word, memory.head, "", rules)  # 乡镇企业总收入11.6亿元，上交税金4.8亿元，|利润|1.2亿元
            named = holder if holder.owner.endswith(_HOLDERS) else named
        owner = named.owner
        if owner in lexicon["act"]:  # 蜜桔种植面积60万亩，其中投产面积45万亩，|总产量|13.2亿斤
            owner = owner_of(word, memory.whole, "", rules).owner if memory.whole else ""
    elif not owner and spot.phrase.regions:
        owner = memory.headline  # 2024年GDP十强城市出炉⏎从增速看，|重庆增速|最快
    if word in SIDES and not (subject or memory.whole) and look_up(owner + word, rules) is None:
        head = other_side(memory.head, word)  # 基金收入372亿元，主要是土地出让收入331亿元；|支出|405亿元
        if look_up(head, rules) is not None:
            return Name(head, memory.head)
    return Name(owner + word, owner or word)


def _is_next_to(spot: Spot, memory: Memory) -> bool:
    """Whether nothing but a comma stands between a name and the count before it."""
    return bool(memory.owner) and spot.text[memory.last_end : spot.phrase.start] in ("、", "，")


def _is_of_others(owner: str, word: str) -> bool:
    """Whether an attribute says itself what it is of: 进口钢材374万吨。|出口均价|, 协议外资5亿美元。|协议投资额|."""
    one, other = owner[:2], word[:2]
    return (one, other) in _APART or (one == other and one in _AGREED)


def _counted_last(spot: Spot, memory: Memory, rules: RuleSet) -> str:
    """Whose own a figure is that stands right behind their number: |民营企业|1.2万家，进出口5321.7亿元; or nothing."""
    last = memory.last
    if last is None or spot.text[memory.last_end : spot.phrase.start] != "，":
        return ""
    return last.text[len(last.text) - rules.lexicon["part_owners"].before(last.text, 0, len(last.text)) :]
