"""Names by what was done: a verb whose object was told before, or that is all there is of the name.

投入, 整改, 发送, 存栏 beside 排查隐患5000处, 发送旅客988万人次, 肉牛饲养量381万头.
"""

from __future__ import annotations

import re

from extractor.reading.spots import Memory, Name, Spot
from extractor.ruleset.compiled import RuleSet

_VERB = 2
"""How many characters a verb has that is all of what was named but what makes it new: 批准 of 新批准."""
_WHO = re.compile("(?:[局司团站厂港行企场院]|部门|中心|[又再还]|每天新?|日均)$")
"""How what stands before a verb ends that others do too, or that is done again."""
_ARRIVED = ("到位", "到账", "到帐", "到资")
"""What is said of foreign capital that has come, beside what was agreed."""
_BUILT = re.compile("^(?:累计|共|已|总共)*(?:建成|建设|新建|完成)(?=.{2})")
"""What was done before with what there is a flow of."""
_CARRIES = ("发送", "运送", "运输", "承运", "运载")
"""What is told of trains and ships whose number was told before."""
_MONEY = ("资金", "专款", "款项", "补助", "补贴")
"""How what is paid out ends."""
_COUNTED = ("率", "量", "数", "额")
"""What a verb's name ends with that is told of how much was done."""
_HERDS = ("存栏", "出栏")
_HERD = re.compile("^.*(?:存栏|出栏)(?=.)|(?:存栏|出栏|饲养)量?$")
"""What is told of animals beside what they are: 肉牛|饲养量|, |社里存栏|肉牛."""


def bare_flow(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """A flow of what was named before: 5G基站达到14.8万个，|新建|2.6万个."""
    flow, owner, unit = spot.phrase.flow, memory.pending or memory.owner, spot.quantity.unit
    if not flow or spot.relative:
        return None
    if flow in _HERDS:
        # 生猪出栏1982万头；猪肉产量174万吨。一季度|出栏|1068万头; in a paragraph of its own 曲靖市|出栏|431万头
        told = None if _HERD.search(owner) else memory.topics.get(unit)
        herd = memory.last_of.get(unit) or told or (None if owner else memory.above.get(unit))
        owner = herd.text if herd is not None and _HERD.search(herd.text) else owner
    elif spot.quantity.counts and unit != memory.last_unit:
        told = memory.last_of.get(unit) or memory.topics.get(
            unit
        )  # 新开工保障性住房7.36万套；补贴9600万元。|新开工|5.2万套
        owner = told.text if told is not None else owner
    if not owner:
        return None
    if flow in _HERDS:
        return Name(_HERD.sub("", owner) + flow)  # 肉牛饲养量381万头，其中|存栏|264万头; 存栏肉牛1260头，|出栏|700头
    if owner.startswith(flow):
        return Name(owner)  # 计划新增就业…，实际|新增|33万人
    owner = _BUILT.sub("", owner)  # 累计建成高标准农田7580万亩，今年再|新建|756万亩
    length = rules.lexicon["flow"].before(owner, 0, len(owner))
    return Name(owner[:-length] + flow if 0 < length < len(owner) else flow + owner)  # 生猪出栏…，年末|存栏|1587万头


def other_act(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """Another thing done with what was named before: 排查隐患5000处，|整改|4900处 is of 整改隐患."""
    text, last, lexicon = spot.phrase.text, memory.last, rules.lexicon
    if text in _ARRIVED and last is not None and "外资" in last.text:
        return Name(f"实际{text}外资")  # 合同外资5.08亿美元，|实际到账|2.73亿美元
    topic = memory.topics.get(spot.quantity.unit) if spot.quantity.counts and text else None
    if topic is not None and len(text) == _VERB and topic.text.startswith("新" + text):
        return Name(topic.text.removeprefix("新"), inherited=True)  # 新批准企业34个；累计已|批准|97个
    verb = text if text in lexicon["twins"] else spot.phrase.last_verb if not text else ""
    if not verb or spot.relative or memory.pending or last is None:
        return None
    if verb in lexicon["touches"] and spot.quantity.unit != memory.last_unit and spot.quantity.dimension != "money_cny":
        return Name(verb)  # 挂果26.6万亩，|带动|2.1万户
    if verb in lexicon["neutral_verb"]:
        return None
    if memory.whole and not text:
        if spot.phrase.regions or not spot.quantity.counts or spot.quantity.unit != memory.last_unit:
            return None  # 新建高标准农田90万亩，其中泸州市|建成|12万亩
        done = lexicon["act"].at(memory.whole, 0, len(memory.whole))
        return Name(verb + memory.whole[done:])  # 重点项目120个，其中|续建|74个、|竣工|30个
    verb = verb.removeprefix("已")
    length = max(lexicon[name].at(last.text, 0, len(last.text)) for name in ("act", "flow"))
    if spot.quantity.unit != memory.last_unit:
        ends = lexicon["act"].before(last.text, _VERB, len(last.text)) if verb in _CARRIES else 0
        if ends:
            return Name(last.text[:-ends] + verb)  # 中欧班列开行8225列，|发送|72.5万标箱
        topic = memory.topics.get(spot.quantity.unit) if spot.quantity.counts else None
        own = topic is not None and not topic.text.startswith(verb)
        return Name(
            verb + topic.text.removesuffix("建设") if topic is not None and own else verb
        )  # 招录教师3000人，|培训|2万人次
    if last.text.startswith(verb) or (not length and lexicon.anywhere["twins"].search(last.text)):
        return None  # 出口500亿元，|进口|300亿元
    acts = () if length else lexicon.anywhere["act_inside"].finditer(last.text)  # 新开工|棚户区改造住房
    done = max((found.end() for found in acts), default=length)
    if text and not done:
        return None  # 固定资产投资31126亿元，增长8.6%；|出口|19446亿元
    done += lexicon["flow"].at(last.text, done, len(last.text) - _VERB)
    ends = 0 if done else lexicon["act"].before(last.text, _VERB, len(last.text))
    if ends:
        return Name(last.text[:-ends] + verb)  # 过亿元的工业项目|开工|42个，|竣工|28个
    if 0 < length == done and len(last.text) - done < _VERB:  # 安置房3200套，|竣工|1800套; 开工率
        return Name(verb if last.text[done:] in _COUNTED else verb + last.text)
    return Name(verb + last.text[done:])  # 省法院|受理|案件1.9万件，|审结|1.7万件


def same_act(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """What others have done of the same, whose object is not said again: 发送旅客988万人次，其中广铁集团|发送|159万."""
    last, text = memory.last, spot.phrase.text
    if last is None or spot.relative:
        return None
    if spot.quantity.unit != memory.last_unit:
        last = memory.topics.get(spot.quantity.unit) if spot.quantity.counts else None
        if last is None or not text.startswith("又"):
            return None  # 生产自行车302万辆，利润1.58亿元。今年头两个月，|又生产|51万辆
    done = spot.phrase.last_verb
    if not text and done and spot.phrase.regions and last.text.startswith(done) and last.text != done:
        return Name(last.text, inherited=True)  # 收购中晚稻896万吨，其中江西|收购|121万吨
    length = max(rules.lexicon[name].before(text, 0, len(text)) for name in ("act_inside", "twins"))
    if not length or _WHO.search(text[:-length]) is None:
        return None
    verb = text[-length:]
    before, did, what = last.text.rpartition(verb)
    return Name(did + what, did + what) if what and not text.startswith(before + did) else None


def bare_verb(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """A verb that is all there is: |投入|12亿元."""
    verb, subject = spot.phrase.last_verb, spot.phrase.subject
    if verb in rules.lexicon["pays"] and subject.endswith(_MONEY) and not spot.relative:
        return Name(subject, subject)  # 中央直达资金|下达我县|3.15亿元
    return Name(verb, verb) if verb and not (memory.head or memory.pending or spot.relative) else None
