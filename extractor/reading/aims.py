"""Aims: whether a word such as 计划 or 目标 says that a number is an aim, and is no part of a noun."""

from __future__ import annotations

import re

from extractor.reading.mentions import Mentions
from extractor.ruleset.compiled import RuleSet

_OPENS = re.compile("[^，。；：:—\n]{0,12}(?:——|[：:])")
REACHED = re.compile("实现|完成|达成|超额|兑现")
"""What says before an aim that it was reached."""
_NEAR = 10
"""How far before an aim the word may stand that says that it was reached, in characters."""
_MEASURED = re.compile("[0-9.]+[万亿]*[\u4e00-\u9fff]{1,3}的[0-9]")
"""What stands behind an aim that something is measured by: 15万人的59.3%."""
_DISPOSES = 30
"""How far behind a number the verb may stand that says what was done with it, in characters."""
_ADVICE = ("建议", "意见", "议案", "提案", "申请", "要求")
"""What is put forward that is no aim."""
_PLANS = ("计划", "规划")
_FULFILLED = re.compile("(?:完成|达到|实现)(?:或超额完成)?了?(?:全年|年度?|季度?|月度?|上半年|国家)?$")
"""What stands before a plan that was fulfilled, to some part."""
_COMPARED = re.compile("(?:[比较超]|超[过出])(?:国家)?(?:年初|原定?|原来|既定|年度|全年)?的?$")
_MISSED = re.compile("(?:未能?|没有?能?)(?:达到?|完成|实现)[\u4e00-\u9fff]{0,6}$")
"""What stands before an aim that was not reached: 3项指标|未达到|年初预期目标，其中进出口下降9.4%."""
_SHARE_OF = re.compile("(?:年度|全年|当年)?计划投资额?的[0-9]")
"""A plan of which a share was fulfilled."""
_FAR = re.compile("(?:距离?|离)[^，。；]{0,16}$")
"""What stands before an aim that something has yet to go to: |距全年14%的|预期目标仅一步之遥；余额28.31万亿元."""
_WAY = 20
"""How far before an aim what says so may begin, in characters."""
_BESIDE = 4
"""How far before a plan the word may stand that compares with it, in characters."""
_AMOUNT_STARTS = frozenset("上近超约一两二三四五六七八九十几")
"""What an amount begins with that something takes: 眼下|要|八毛一斤."""
_NOUN_ENDS = frozenset("，。；、”》）) \n")
"""What stands behind a plan that is only named."""


_STANDS = re.compile(
    "(?:任务|值)?(?:来看|上看|看)，|(?:仍然?|依然|也|均|都|分别|继续|普遍)+(?:为|是|定|设|确定|维持|保持)"
)
"""What stands behind an aim that is as high as is told then."""
_OF_THOSE = re.compile("[^，。；]{1,14}的[\u4e00-\u9fff]{0,6}?(?:占|只有|仅|达|为|有)")
"""What stands behind what those intend who are counted."""
_DOES_SO = re.compile("[\u4e00-\u9fff]{1,5}；")
"""What stands behind 要 where a clause ends with it and tells no number."""


def is_aim(text: str, start: int, end: int, position: int, mentions: Mentions, rules: RuleSet) -> bool:
    """Whether a word such as 计划 or 将 says that something is planned, and is not part of a noun or stands for 把."""
    lexicon = rules.lexicon
    before = text[start - 1] if start else ""
    if text[start:end].endswith("预期") and text[end : end + 1] == " ":
        return False  # 国际能源署上调需求|预期| 国际能源署13日发布: the headline's end
    if text[start:end] in (*_PLANS, "预期") and _COMPARED.search(text, max(start - _BESIDE, 0), start):
        return False  # 比|计划|提前四个月竣工，总投资1240万元; 比年初|计划|多完成38亿元
    if text[start:end] in _PLANS and (text[end : end + 1] in _NOUN_ENDS or text.startswith("等", end)):
        return False  # 实施了营养改善|计划|，覆盖学校13.4万所
    if text[start:end] in _PLANS and _FULFILLED.search(text, max(start - _NEAR, 0), start):
        return False  # 完成年|计划|51.6% 实现税利增长5.2%
    if _SHARE_OF.match(text, start):
        return False  # 为年度|计划|投资的37.4%，比去年同期增长2.5%
    if text[start:end] == "将" and before == "现":
        return False  # 现|将|有关数据公布如下
    if text[start:end] == "打算" and _OF_THOSE.match(text, end, position):
        return False  # |打算|增加用工的企业占21.3%
    if text[start:end] == "要" and _DOES_SO.match(text, end, position):
        return False  # 入住率在95%以上，|要|排队；而乡镇敬老院仅46%
    if text[start:end] == "承诺" and text.find("的", end, position) >= 0:
        return False  # |承诺|以土地出让收入偿还的债务余额34865亿元
    if text[start:end] == "提出":  # 浙江|提出|城镇新增就业100万人以上, but not 代表们提出
        who = start - (before in "均也都则")
        return mentions.region_until.get(who) is not None and not text.startswith(_ADVICE, end)
    told = text[start:end].startswith(("目标", "主要预期", "主要目标", "预期", "今年"))
    if told and any(text[start - length : end] in lexicon["not_an_aim"] for length in (1, 2, 3) if start >= length):
        return False  # 低于|市场预期|的18万个
    apart = told and any(text.find(mark, end, position) >= 0 for mark in "，；")
    if apart and (_MISSED.search(text, max(start - _NEAR, 0), start) or _FAR.search(text, max(start - _WAY, 0), start)):
        return False
    if told and lexicon["not_an_aim"].at(text, start, end + 4) > end - start:
        return False  # 利率|目标区间
    if before and not told and (before in "的个项条“《" or before.isdigit()):
        return False
    if text[start:end].endswith("目标") and _is_measure(text, start, rules):
        return False
    if text[start:end] == "目标" and _OPENS.match(text, end) and not REACHED.search(text, max(start - _NEAR, 0), start):
        return True  # 2017年的|目标|同样鼓舞人心——
    if text[start:end] == "目标" and _STANDS.match(text, end):
        return True  # 从投资|目标|看，宁波增长8%左右; 西藏的|目标|仍为12%
    if text[start:end] == "目标" and _MEASURED.match(text, end):
        return False  # 完成全年|目标|15万人的59.3%
    if text[start:end] == "目标":  # 工业投资目标增长10%, but not 完成30亿元目标的147.2%
        names = ("rise_verb", "fall_verb", "reach", "arrive", "boundary_words")
        return text[end : end + 1].isdigit() or any(lexicon[name].at(text, end, end + 4) for name in names)
    if mentions.inside_name(start, end):
        return False
    if told:
        return True
    if lexicon["not_an_aim"].at(text, start, min(position, end + 4)) > end - start:
        return False  # 计划|书, but not the 年度计划 of 年度计划投资
    acts = text[start:end] == "计划" and any(lexicon[name].at(text, end, end + 4) for name in ("flow", "act_inside"))
    for length in () if acts else (2, 3, 4):  # 下半年计划|新开工|664万平方米
        if start >= length - 1 and text[start - length + 1 : end] in lexicon["not_an_aim"]:
            return False
    if text[start:end] == "将" and _disposes(text, end, position, mentions, rules):
        return False
    begins = text[end : end + 1].isdigit() or text[end : end + 1] in _AMOUNT_STARTS
    return not (text[start:end] in ("将", "要", "建议") and begins)


def _is_measure(text: str, start: int, rules: RuleSet) -> bool:
    """Whether an aim is what something is compared with: 超出国家下达年度|目标|15.7个百分点."""
    begin = max((text.rfind(mark, 0, start) for mark in "，；。"), default=-1) + 1
    return any(
        rules.lexicon.anywhere[name].search(text, max(begin, start - _DISPOSES), start) for name in ("above", "below")
    )


def _disposes(text: str, start: int, position: int, mentions: Mentions, rules: RuleSet) -> bool:
    """Whether 将 stands for 把: 8个县|将|扶贫资金3260万元|用于|非扶贫项目, |将|低保标准|提高到|600元."""
    lexicon = rules.lexicon
    mark = text.find("，", start, position)
    apart = mark >= 0 and any(map(str.isdigit, text[start:mark]))  # 将|减少贫困人口110万人，贫困发生率降到2%以下
    for verb in lexicon.anywhere["disposed"].finditer(text, start, mark if apart else position):
        moves = verb[0] in ("由", "从") and verb.start() > start + 1  # 将|票价|从|1元提高到2元
        end = verb.start() - 2 * text.endswith("分别", start, verb.start())  # 将|三大利率|分别下调25个基点
        end -= lexicon["per"].before(text, start, end)  # 将|汽油价格|每吨上调1000元
        if moves or lexicon["measured"].before(text, start, end):
            return True
    if apart or mentions.cues.within("act_inside", start, position):
        return False  # 将|安排|3亿元用于改善民生
    stop = min((place for mark in "，；。" if (place := text.find(mark, position)) >= 0), default=len(text))
    return lexicon.anywhere["disposal"].search(text, position, min(stop, position + _DISPOSES)) is not None
