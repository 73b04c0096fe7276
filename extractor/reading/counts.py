"""Counts: how a text names what it counts: the noun behind, those of a size, more of what was counted before."""

from __future__ import annotations

import re

from extractor.reading.indicators import look_up
from extractor.reading.moved import moved
from extractor.reading.spots import Memory, Name, Spot, flow_of
from extractor.records import Bound
from extractor.ruleset.compiled import RuleSet

_VIEW = "share_view"
"""The frame that tells what a share of those who were asked think."""
_NEAR = 8
"""How far before its frame what a share reaches may be said to be covered, in characters."""
_REACHES = re.compile("(?:覆盖了?|扩大到|扩大至|惠及|遍及|推广到)(?:全[国省市县区])?$")
_PREDICATE = re.compile(
    "(?![和与及或的为是比占左以由从等、]|超过|高于|低于|达到?|增|下降|上升|提高)[\u4e00-\u9fff“”、]{2,22}(?=[，。；！？\n]|$)"
)
"""What is told of the noun behind a share up to the end of the clause."""
_HAS = re.compile(
    "(?P<who>乡镇|[镇乡村]|行政村|自然村|住户|农户|家庭|企业|学校|社区|单位|机构)(?P<told>(?:拥有|设有|建有|没有|有)[\u4e00-\u9fff]{2,})"
)
"""Those who are counted with what they have."""
_SOME = ("其中", "其中有", "已有", "中，有", "中有", "有", "现有", "仅有")
"""What leads up to a number of those that were counted."""
_DONE = re.compile(
    "(?:已|已经|被|正)?(?:获|入选|通过|实行|建成|开工|完工|竣工|投产|投用|完成|实现|达到|进入|纳入|列入|超过|高于|低于|使用|开展"
    "|脱贫|摘帽|改制|上市|盈利|亏损|属于|位于)[\u4e00-\u9fff、“”]{0,18}(?=[，。；！？\n]|$)"
    "|[\u4e00-\u9fff]{2,8}(?:高于|低于|超过|快于|慢于|优于)[\u4e00-\u9fff]{2,10}(?=[，。；！？\n]|$)"
)
"""What is told of them."""
_ENDS = "，。；、！\n"
_SHORT = 4
"""How long a name is that is a noun and no more: 乡, 县市."""
_NUMERAL = "[0-9.一二两三四五六七八九十百千万亿]+[\u4e00-\u9fff]{1,3}?"
_SIZED = re.compile(
    rf"(?P<size>(?:(?![由从较比自，])[\u4e00-\u9fff]){{0,12}}?"
    rf"(?:(?:过|超过|超|上|突破|达到|达){_NUMERAL}(?:以上|以下)?|{_NUMERAL}(?:以上|以下)))"
    r"的(?:已|就|仅|只|共)?(?:有|达|达到)?"
)
"""What a count stands behind that tells of which size: 年产值过亿元的|仅有|2家."""
_LARGER = re.compile(rf"(?P<size>{_NUMERAL}(?:以上|以下))")
"""The same told shortly: 新签约项目612个，其中|50亿元以上|16个."""
_UNITS = ("单位", "单位数")
"""What is counted in 香港 where the homes are meant that were told before."""
_STEM = 2
"""How many characters tell what an attribute is of: 出口, of 出口额."""
_SAYS_LITTLE = frozenset(("公司", "企业", "行业", "机构", "单位", "项目"))
"""Nouns that tell what is counted only with the one before the number: 科创板|581家|公司."""
_HOMES = 1000
"""How many of them are homes and no offices."""
_DWELLS = re.compile(
    "(?:(?<![中具还仍就只已另所])(?:共|现|总共)?有|辖)$|全[村乡镇队组寨社](?:共|现|总共)?有?(?:农户|住户)?$"
)
"""What stands before the households of a place."""
_HOUSEHOLDS = "户数"
_PERSON, _POPULATION = "人", "人口的"
_ISSUES, _SECURITIES = re.compile("(?:发行|增发)了?$"), re.compile("(?:债券?|国债|股票|票据)$")
"""What is done with securities, and what they are called behind their amount."""
_BESIDE = ("", "、", "，", "，共", "，总共", "，人口", "共")
_MOVES = "下降|上升|增长|亏损|盈利|持平|减少|增加|上涨|下跌|回落"
_DID = re.compile(f"(?:^|[，；、。])(?:而|其中)?(?P<did>{_MOVES})的(?:共|已|现)?有?$")
"""What stands before how many have moved so: ，|下降|的有12个."""
_DID_LENGTH = 9
_MOVED = re.compile(f"(?:同比|环比|正|负)?(?:{_MOVES})(?P<who>的[\u4e00-\u9fff]{{1,6}})?$")


def shaped(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """The noun that the frame itself reads behind the number, with what is told of it: 有42%的|企业家|持乐观态度."""
    noun = spot.behind
    if noun and spot.phrase.text and not spot.phrase.regions and spot.text[spot.quantity.outer_start - 1] == "以":
        measured = rules.lexicon["measured"].before(noun, 0, len(noun)) and spot.text[spot.quantity.outer_end] == "的"
        return Name(spot.phrase.text + noun, spot.phrase.text) if measured else None  # 《满江红》以45.44亿元的票房居首
    if spot.frame.frame.entry.id == _VIEW and memory.owner:
        return Name(memory.owner, memory.owner)  # 44.6%的零售商预计增加，另有|37.1%|认为会维持平稳
    if not spot.frame.noun_after or not noun:
        return None
    after = spot.quantity.outer_end
    start = spot.text.find(noun, after, after + len(noun) + _NEAR) + len(noun)
    reached = _REACHES.search(spot.text, max(spot.frame.start - _NEAR, 0), spot.quantity.outer_start)
    whole = spot.phrase.text.removesuffix("覆盖") or memory.pending or (memory.named[-1] if memory.named else "")
    if reached is not None and whole and start >= len(noun):
        return Name(f"{whole}覆盖{noun}", whole)  # 收储中心168个，只覆盖全省|13.4%的乡镇
    has = _HAS.fullmatch(noun)
    if has is not None:
        return Name(f"{has['told']}的{has['who']}", has["who"])  # 98.9%的|乡镇有医院
    told = _PREDICATE.match(spot.text, start) if start >= len(noun) else None
    return Name(f"{told[0]}的{noun}", noun) if told is not None else Name(noun, noun)


def some_of(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """Those of what was counted before of which something is told: 84家企业已有|61家|改制; 全部开工、|25个|竣工."""
    last, before = memory.last, spot.quantity.outer_start
    if last is None or not spot.quantity.counts or spot.quantity.unit != memory.last_unit:
        return None
    among = last.text + "中"  # 86个|县中|有57个实现“两基”
    led = spot.text.endswith(_SOME, 0, before) and spot.phrase.text in ("", "其中", among)
    if not led and spot.text[before - 1 : before] != "、":
        return None
    done = _DONE.match(spot.text, spot.quantity.outer_end)
    noun = last.text.rpartition("的")[2]
    if done is None or not noun or rules.names.by_name.get(done[0]) is not None:
        return None
    return Name(f"{done[0]}的{noun}", noun)


def moved_so(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """How many have moved the other way: 财政总收入增长的有5个，|下降|的有12个 is of 财政总收入下降."""
    if not spot.quantity.counts or len(spot.phrase.text) > len("下降"):
        return None
    did = _DID.search(spot.text, max(spot.quantity.outer_start - _DID_LENGTH, 0), spot.quantity.outer_start)
    if did is None:
        return None
    last = memory.last.text if memory.last is not None else ""
    before = _MOVED.search(last)
    if before is not None and before["who"]:
        return Name(did["did"] + before["who"])  # 价格下降的城市有12个，|持平|的有8个
    return Name((last[: before.start()] if before is not None else "") + did["did"])


def dealt(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """What else was dealt of what was counted before: 住宅认购2.9万套，|成交|2.8万套; 成交土地43幅，6月|成交|4幅."""
    deeds, deed = rules.lexicon["dealt"], spot.phrase.text
    last = memory.last if spot.quantity.unit == memory.last_unit else memory.topics.get(spot.quantity.unit)
    if last is None or deed not in deeds or not spot.quantity.counts or spot.frame.frame.entry.status is not None:
        return None
    text = last.text.removeprefix("共")
    before = deeds.at(text, 0, len(text))
    if before:
        return Name(deed + text[before:], text[before:]) if before < len(text) else None
    noun = text[: len(text) - deeds.before(text, 0, len(text))].removesuffix("共").removesuffix("累计")
    return Name(noun + deed, noun) if 1 < len(noun) < len(text) else None


def members(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """More of what was counted before, by how it moved: 24个省份高于全国，|3个持平|; 下降的城市12个，|持平的有8个|."""
    last, standings, end = memory.last, rules.lexicon["standings"], spot.quantity.outer_end
    if last is None or not spot.quantity.counts or spot.quantity.unit != memory.last_unit:
        return None
    behind = standings.at(spot.text, end, len(spot.text))
    ends = behind > 0 and (end + behind == len(spot.text) or spot.text[end + behind] in _ENDS)  # not 20个|增长点
    said = spot.text[end : end + behind] if ends else (spot.behind or spot.phrase.text)
    if said.removesuffix("的") not in standings:
        return None
    attribute, joint, noun = last.text.rpartition("的")
    return Name(said.removesuffix("的") + joint + noun) if attribute else Name(noun, inherited=True)


def of_size(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """How many of what was counted are of a size: 油茶企业400家，其中|年产值过亿元的|30家."""
    if not spot.quantity.counts or memory.last is None or spot.behind:
        return None
    told = _SIZED.fullmatch(spot.text, spot.phrase.start, spot.quantity.outer_start)
    if told is None:
        told = _LARGER.fullmatch(spot.text, spot.phrase.start, spot.quantity.outer_start)
    if told is None:
        return None
    if len(memory.last.text) < _SHORT:
        return Name(f"{told['size']}的{memory.last.text}")  # 三十五个乡中，产值超过一亿元的|有六个
    nouns = rules.lexicon.anywhere["head_noun"]
    for text in (memory.last.text, memory.owner, *reversed(memory.named)):
        found = [noun[0] for noun in nouns.finditer(text)]
        if found:
            return Name(f"{told['size']}的{found[-1]}")
    last = memory.last_of.get(spot.quantity.unit)  # 过10亿元的县（市、区）83个，其中过50亿元的5个
    return Name(f"{told['size']}的{last.text.rpartition('的')[2]}" if last is not None else told["size"])


def counted(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """The noun behind an amount: 6个|产业集群, 总规模1000亿元的|基金."""
    attribute = spot.phrase.text if spot.phrase.text in rules.lexicon["attribute"] else ""
    if not spot.behind or spot.relative:
        return None
    many = spot.quantity.value is not None and spot.quantity.value >= _HOMES
    if spot.behind in _UNITS and many and (spot.phrase.text or memory.last is not None):
        return None  # 总房屋供应目标订为45万个|单位|
    dimension = spot.quantity.dimension
    of = memory.topics.get(dimension) or memory.above.get(dimension) if not spot.phrase.text else None
    if of is not None and spot.behind in rules.lexicon["attribute"] and spot.behind[:_STEM] in of.text:
        return Name(of.text, inherited=True)  # 光伏产品出口额259亿美元。⏎江苏以92.6亿美元的|出口额|居首
    if spot.frame.frame.entry.status and spot.behind in rules.lexicon["goal_words"]:
        return None  # 完成全年1100万人|目标任务|的27%
    parted = moved(spot, rules) if spot.quantity.counts else None
    if parted is not None:
        memory.mover = parted.what
        return Name(parted.noun, spot.behind)
    if spot.quantity.counts and (_are_named(spot) or _are_kind(spot, rules)):
        return Name(spot.phrase.text + spot.behind, spot.phrase.text + spot.behind)
    if spot.behind in rules.names.by_name and spot.phrase.text in rules.names.by_name:
        return None  # ●城镇新增就业147.65万人|城镇登记失业率|2.41%, on lines that were joined
    measured = rules.lexicon["measured"].before(spot.phrase.text, 0, len(spot.phrase.text))
    if measured and _moves(spot.behind, rules):
        return None  # 快递业务量突破|200亿件| 中西部占比上升
    if not spot.quantity.counts and _ISSUES.search(spot.phrase.text) and _SECURITIES.search(spot.behind):
        return Name(spot.behind, spot.behind)  # 国务院同意地方发行|2000亿元债券|
    if spot.quantity.unit == _PERSON and spot.behind.startswith(_POPULATION):
        return Name(_POPULATION[:-1], _POPULATION[:-1])  # 近|14亿人口|的发展中大国
    yields = spot.phrase.text in rules.lexicon["yields"]
    if not spot.quantity.counts and rules.lexicon["balances"].before(spot.behind, 0, len(spot.behind)):
        return _balance(spot, rules)
    told = spot.quantity.counts or not spot.phrase.text or attribute or yields or _qualifies(spot, rules)
    if not told and not _is_paid(spot, rules):
        return None
    verb = spot.phrase.text if yields else flow_of(spot, memory, rules)
    return Name(verb + spot.behind + ("" if spot.quantity.counts else attribute), spot.behind)


def _are_named(spot: Spot) -> bool:
    """Whether a list of as many names stands before a count: |烟草、煤炭、电力|3个行业|占工业的66.5%."""
    listed = spot.phrase.text.count("、") + 1
    return listed > 1 and spot.quantity.value == listed and spot.phrase.end == spot.quantity.outer_start


def _are_kind(spot: Spot, rules: RuleSet) -> bool:
    """Whether the noun right before a count says what kind of a noun it is that says little: |科创板|581家公司|."""
    phrase, lexicon = spot.phrase, rules.lexicon
    if spot.behind not in _SAYS_LITTLE or phrase.end != spot.quantity.outer_start or phrase.verb or spot.item:
        return False
    acts = any(
        lexicon[name].before(phrase.text, 0, len(phrase.text)) for name in ("flow", "act", "act_inside", "closer")
    )
    return len(phrase.text) > 1 and not acts and look_up(phrase.text, rules) is None


def inhabitants(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """The households and the people of a place, which nothing names: 全村|278户||1192人|, 这个队有|42户|、|193人|."""
    text, quantity = spot.text, spot.quantity
    if spot.phrase.text or spot.behind or quantity.unit not in ("户", "人"):
        return None
    if quantity.unit == "户":
        told = _DWELLS.search(text, max(quantity.outer_start - _NEAR, 0), quantity.outer_start) is not None
        return Name(_HOUSEHOLDS, _HOUSEHOLDS) if told and not memory.whole and memory.last_unit != "户" else None
    beside = memory.last is not None and memory.last.text == _HOUSEHOLDS and memory.last_end > 0
    return Name("人口") if beside and text[memory.last_end : quantity.outer_start] in _BESIDE else None


def _moves(behind: str, rules: RuleSet) -> bool:
    """Whether what stands behind a number is a clause of its own that tells how something moved."""
    return any(rules.lexicon[name].before(behind, 2, len(behind)) for name in ("rise_verb", "fall_verb"))


def _balance(spot: Spot, rules: RuleSet) -> Name:
    """What is left over or lacks, of what stands before where that has a name: 贸易出现|200亿元逆差."""
    phrase = spot.phrase.text
    kind = phrase[: len(phrase) - rules.lexicon["act_inside"].before(phrase, 0, len(phrase))] + spot.behind
    return Name(kind if look_up(kind, rules) is not None else spot.behind)


def _qualifies(spot: Spot, rules: RuleSet) -> bool:
    """Whether 的 joins the number to the noun behind it, nothing measured before: 融入|1400平方公里的大地."""
    phrase = spot.phrase.text
    measured = rules.lexicon["measured"].before(phrase, 0, len(phrase)) or look_up(phrase, rules) is not None
    return spot.text.startswith("的", spot.quantity.outer_end) and not measured


def _is_paid(spot: Spot, rules: RuleSet) -> bool:
    """Whether the phrase before says only who pays: 省财政安排|20亿元|专项资金."""
    phrase, lexicon = spot.phrase.text, rules.lexicon
    verb = lexicon["act_inside"].before(phrase, 0, len(phrase))
    return bool(verb) and lexicon["payers"].before(phrase, 0, len(phrase) - verb) > 0


def of_places(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """What places are told to have more of than a mark: 上海54305元，是仅有的两个突破|5万元|的地区."""
    kind = spot.quantity.dimension
    passed = kind == "money_cny" or (kind == "people" and spot.quantity.bound is Bound.AT_LEAST)
    told = memory.last_of.get(kind) if passed else None  # 出生103万人，是唯一超过|100万人|的省份
    placed = spot.behind in rules.lexicon["no_owners"] and spot.text.startswith("的", spot.quantity.outer_end)
    return Name(told.text, inherited=True) if told is not None and placed and not spot.item else None
