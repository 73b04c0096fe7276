"""Verbs inside a phrase: 省市联动|发放|消费券 is about 消费券, but 农村电网|改造|工程 is one name."""

from __future__ import annotations

from extractor.reading.marks import MARKS, OPENING
from extractor.reading.mentions import Mentions
from extractor.ruleset.lexicon import Lexicon

_AGREED = ("协议", "合同", "意向")
"""What money is called that others have agreed to bring, before the verb for it."""
_COMPARES = ("超过", "高于", "低于", "突破", "达到", "超千", "超百", "超万", "过千", "过百", "过万")
"""What stands behind a noun that could be a verb: 投入|超过|."""
_NO_INDUSTRY = ("业务", "业绩", "业主", "业态", "业户")
"""Words that begin as the end of an industry's name does: 供应|业|."""


_HAS = "实现"
"""The verb that stands between whose something is and what it is."""


def last_verb(text: str, start: int, end: int, mentions: Mentions, lexicon: Lexicon) -> tuple[int, int] | None:
    """The last verb inside the phrase that has an object behind it, outside quotes and indicator names."""
    verbs = mentions.cues.within("act_inside", start, end)
    if not verbs or (start in mentions.name_at and mentions.name_at[start] >= end):
        return None
    for verb_start, verb_end in reversed(verbs):
        remainder = text[verb_end:end].strip(MARKS)
        if len(remainder) < 2 or remainder in lexicon["head_noun"] or remainder in lexicon["rise_verb"]:
            continue  # 农村电网改造|工程, 新市镇改造|提升
        if remainder[0] == "业" and not remainder.startswith(_NO_INDUSTRY):
            continue  # 电力、热力生产和|供应|业利润
        if remainder.startswith(_COMPARES):
            continue  # 研发经费投入|超过|千亿元的省（市）
        bare = remainder.lstrip("及和与")
        if bare in lexicon["act"] or (bare in lexicon["flow"] and bare[0] == "新"):
            continue  # 老旧小区综合整治|新开工, but not 建成和|在建|铁路
        item = remainder.split("、")[0]
        if len(item) < 2:
            continue  # 诉求解决|率、满意率
        if item in lexicon["attribute"] and text[verb_start:verb_end] not in lexicon["neutral_verb"]:
            continue  # 信访走访|总量
        if begins_item(text, start, verb_start, mentions, lexicon):
            continue
        if verb_start > start and lexicon["whole_words"].at(text, verb_start - 1, end) > 1:
            continue  # 医疗卫生机|构建|设社区站点
        if lexicon["whole_words"].at(text, verb_start, end):
            continue
        named = mentions.name_until.get(end, start)
        if mentions.inside_name(verb_start, verb_end) and (named <= start or text[verb_start:verb_end] != _HAS):
            continue  # but 商务服务业|实现|增加值, of which 服务业实现增加值 is only a part
        inside = text[start:verb_start]
        if inside in _AGREED:
            continue  # |协议|吸引外资
        if any(inside.count(opening) > inside.count(closing) for opening, closing in OPENING.items()):
            continue
        return verb_start, verb_end
    return None


def begins_item(text: str, start: int, position: int, mentions: Mentions, lexicon: Lexicon) -> bool:
    """Whether a word begins another item of a list of names: 水果总产量、|受理|行政复议案件分别为…"""
    if text[position - 1 : position] not in ("、", "和", "与", "及") or position - 1 <= start:
        return False
    return position - 1 in mentions.name_until or lexicon["measured"].before(text, start, position - 1) > 0
