"""What is in force at a number: the period and the status that its sentence has told so far."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.reading.clauses import Sentence
from extractor.reading.context import Facts, Section
from extractor.reading.mentions import Mentions
from extractor.reading.periods import Period, PeriodMention, last_month, period_of
from extractor.records import Status
from extractor.ruleset.compiled import RuleSet

_OPENS = re.compile("[^，。；：:—\n]{0,12}(?:——|[：:])")
REACHED = re.compile("实现|完成|达成|超额|兑现")
"""What says before an aim that it was reached."""
FIRST_MONTHS = 3
"""The months in which news still has the year before as its latest."""
_MEASURED = re.compile("[0-9.]+[万亿]*[\u4e00-\u9fff]{1,3}的[0-9]")
"""What stands behind an aim that something is measured by: 15万人的59.3%."""
_TOLD = re.compile(
    "[，；](?:[全我][国省市县区州]|目前)?共(?=[\u4e00-\u9fff]{2})|[，；]而[^，。；]{1,16}?(?:只有|仅有|总共|目前|仅为?|不足|不到)"
)
_DONE = ("完成", "实现", "已", "实际", "全市完成", "全省完成", "全县完成", "新开工", "开工")
"""What stands behind a part of the year that tells what was done of a plan."""
_NEAR = 10
"""How far before it the word may stand that says that an aim was reached, in characters."""
_LOOK_BACK = 400
"""How many characters back a word such as 力争 still governs a number of the same sentence."""

_EBBS = re.compile("(?:会|进一步|继续|逐步|逐渐|小幅|大幅|明显)?(?:回升|回落|放缓|下滑|收窄|萎缩|见顶|反弹|趋缓)")
"""What comes by itself and is nobody's aim."""
_RECKONED = re.compile("据[\u4e00-\u9fff]{0,10}测算|测算，[若如]|分析师[\u4e00-\u9fff]{0,6}测算")
"""What says that a number was reckoned, be it of what is to come or of what was."""
_DISPOSES = 30
"""How far behind a number the verb may stand that says what was done with it, in characters."""

_BASE = re.compile("的?[\u4e00-\u9fff]{0,4}基[础数]上")
_ADVICE = ("建议", "意见", "议案", "提案", "申请", "要求")
"""What is put forward that is no aim."""
_PLANS = ("计划", "规划")
_FULFILLED = re.compile("(?:完成|达到|实现)了?(?:全年|年度?|季度?|月度?|上半年|国家)?$")
"""What stands before a plan that was fulfilled, to some part."""
_COMPARED = re.compile("(?:[比较超]|超[过出])(?:国家)?(?:年初|原定?|原来|既定|年度|全年)?的?$")
_FORESEEN = ("预计", "预测", "预估")
_BEATEN = re.compile("(?:高于|低于|优于|好于|逊于|不及|不如|超出|超过|高过|符合)[\u4e00-\u9fff]{0,6}$")
"""What stands before what was expected of a number that is known: |优于法人先前|预估的2000亿元."""
_CONSENSUS = re.compile("预期值?[为是]?[-－]?[0-9]")
_OF_MARKETS = ("，", "；", "（", "(", "市场", "此前", "机构", "分析师", "普遍", "一致")
"""What stands before what was expected of a figure that is out, told beside it in news: CPI上涨2.1%|，|预期2.2%."""
_MISSED = re.compile("(?:未能?|没有?能?)(?:达到?|完成|实现)[\u4e00-\u9fff]{0,6}$")
"""What stands before an aim that was not reached: 3项指标|未达到|年初预期目标，其中进出口下降9.4%."""
_BESIDE = 4
"""How far before a plan the word may stand that compares with it, in characters."""
_NOUN_ENDS = frozenset("，。；、”》）) \n")
"""What stands behind a plan that is only named."""


class When(NamedTuple):
    """The period of a claim, whether the text told its year, and the year it is compared with.

    ``whole_year`` tells that the text says 全年 or 年末 and not of which year.
    """

    period: Period | None
    told: bool
    base_year: int | None
    whole_year: bool
    ahead: bool = False
    """Whether the year's end is yet to come: 到年底, told in May."""
    of_day: bool = False
    """Whether a day is told before it and no other period: 截至12日，已发送旅客218万人次."""
    stretch: str | None = None
    """The part of the year that the title or a heading tells, where the text says nothing."""
    undated: bool = False
    """Whether a part of a year is told and its year is not: 下半年."""


def resolve_period(mention: PeriodMention, year: int | None, facts: Facts, *, planned: bool = False) -> Period | None:
    """The period of a mention; ``year`` is the one in force where the mention names only a part of a year.

    What is ``planned`` is of a part that has yet to come: 6月底前建成3个, in January.
    """
    if mention.year is not None:
        return period_of(mention.year, mention.part)
    if mention.prior:
        return period_of(year - 1, mention.part) if year else None
    if mention.offset is not None:
        return period_of(facts.year + mention.offset, mention.part) if facts.year else None
    if mention.span is not None:
        first, last = mention.span
        if mention.lasting and year is not None and year >= first:
            over = year == last + 1 and facts.month is not None and facts.month <= FIRST_MONTHS
            until = last if over else year  # “十三五”以来, told in January 2021, and in 2022
            return Period(until, f"{first}/{max(until, last)}")
        if year is not None and facts.year is not None and first <= year < min(last, facts.year):
            return Period(year, f"{first}/{last}")  # “十三五”时期, told in its fourth year
        if facts.year is not None and first <= facts.year - 1 < last and facts.month is not None and facts.month > 6:
            return Period(min(last, facts.year), f"{first}/{last}")
        return Period(last, f"{first}/{last}")
    if mention.back is not None:
        if mention.back < 0:
            year = facts.year  # 今后五年, in the section of whose goals
        if year is None:
            return None
        first, last = (year, year - mention.back - 1) if mention.back < 0 else (year - mention.back + 1, year)
        return Period(last, str(last) if first == last else f"{first}/{last}")  # 一年来
    if mention.part is None:
        return None
    if year is None:
        year = facts.year
    if year is None:
        return None
    if not planned and facts.month is not None and year == facts.year and not _has_begun(mention.part, facts.month):
        year -= 1
    return period_of(year, mention.part)


def _has_begun(part: str, month: int) -> bool:
    """Whether a part of this year can be told of in its ``month``: 1—11月 not in January, 下半年 from July on."""
    if part in ("year", "end"):
        return True
    if part == "H2":
        return month > last_month("H1")
    if part[0] == "Q":
        return last_month(part) - 2 <= month  # 第二季度, in May
    return last_month(part) <= month


def sentence_status(
    text: str,
    sentence: Sentence,
    position: int,
    section: Section,
    facts: Facts,
    mentions: Mentions,
    rules: RuleSet,
) -> Status | None:
    """The status that the words before ``position`` give, or None where they give none."""
    start = max(sentence.start, position - _LOOK_BACK)
    cues = mentions.cues
    expects = aims = 0  # where the last of each ends
    weak = False
    for first, last in cues.within("expects", start, position):
        if text[first] == "可" and (text.find("；", last, position) >= 0 or cues.within("happened", start, first)):
            continue  # 截至去年底有酒店113间，|可提供|客房3.7万间
        if _BEATEN.search(text, max(first - _NEAR, 0), first) and text.find("，", last, position) >= 0:
            continue  # 优于法人先前|预估|的2000亿元，年增32.9%
        if text.startswith(("比", "较"), first - 1) and text[first:last] in _FORESEEN:
            continue  # 发送旅客3400人，比|预测|高出近三成
        material = rules.lexicon["materials"].before(text, start, first + 1)
        if material and text[first + 1] not in "今明全":
            continue  # 原|料升|5%, but 原|料全年|财赤544亿元
        if not mentions.inside_name(first, last) and not is_of_another(text, sentence, first, position, mentions):
            expects = last
    for first, last in cues.within("aims", start, position):
        if facts.news and _CONSENSUS.match(text, first) and text.endswith(_OF_MARKETS, 0, first):
            expects = expects if text.find("，", last, position) >= 0 else last
            continue  # CPI同比上涨2.1%，|预期2.2%|，前值2.0%
        another = is_of_another(text, sentence, first, position, mentions)
        if not another and _is_aim(text, first, last, position, mentions, rules):
            aims, weak = last, text[first:last] in rules.lexicon["weak_aims"]
    mark = text.find("；而", aims, position) if aims else -1
    if mark >= 0 and any(map(str.isdigit, text[aims:mark])):
        aims = 0  # 年底|目标是|14元以下|；而|外购仔猪的企业，成本高达25元
    if not (expects or aims):
        return None
    if _is_over(text, max(expects, aims), position, facts, mentions):
        return None
    reviews = facts.sectioned and section.status is Status.ACTUAL
    if reviews and not aims and text.find("；", expects, position) >= 0:
        return None  # 预计实现生产总值225.6亿元；固定资产投资126亿元, in the review of the year
    if facts.news and _is_done_since(text, max(expects, aims), position, facts, mentions):
        return None
    if _is_so(text, max(expects, aims), position):
        return None
    happened = cues.within("happened", max(expects, aims), position)
    if any(not is_left_behind(text, first, last, position) for first, last in happened):
        return None
    if expects and (aims <= expects or weak):
        return Status.FORECAST
    if aims and weak and _EBBS.match(text, aims):
        return Status.FORECAST  # 北方四港存煤|将|回升至1600万吨
    if aims and _RECKONED.search(text, start, aims):
        return Status.FORECAST  # 据测算，“五一”期间接待量|将|达到12万人次
    return Status.TARGET if aims else None


def _is_over(text: str, start: int, position: int, facts: Facts, mentions: Mentions) -> bool:
    """Whether a semicolon and a year gone by part a plan from a number: 今年将新建400万亩；|2024年|机械化率为70%."""
    mark = text.rfind("；", start, position)
    if mark < 0 or facts.year is None:
        return False
    told = [one for one in mentions.periods_in(mark, position) if not (one.compared or one.origin or one.day)]
    return any((one.year or facts.year) < facts.year or (one.offset or 0) < 0 for one in told)


def _is_so(text: str, start: int, position: int) -> bool:
    """Whether a clause behind a plan that has its number tells what is so: 计划播种80万亩，|全市共|检修农机38万台."""
    told = _TOLD.search(text, start, position)
    return told is not None and any(map(str.isdigit, text[start : told.start()]))


def is_of_another(text: str, sentence: Sentence, told: int, position: int, mentions: Mentions) -> bool:
    """Whether what is told is of another place with figures of its own: 合肥有300家，|计划到2025年|…；成都|66亿元."""
    mark = text.rfind("；", told, position)
    if mark < 0 or mentions.region_at.get(mark + 1) is None:
        return False
    start = max(text.rfind("；", sentence.start, told) + 1, sentence.start)
    other = mentions.region_at.get(start)
    return other is not None and any(character.isdigit() for character in text[other.end : told])


def _is_done_since(text: str, start: int, position: int, facts: Facts, mentions: Mentions) -> bool:
    """Whether a part of the year that is over tells what was done of a plan: 今年计划培训5万人次，|一季度完成|1.9万."""
    for mention in mentions.periods_in(start, position):
        part = mention.part
        if part is None or part in ("year", "end") or mention.compared or mention.tells_year or mention.origin:
            continue
        if facts.month is not None and last_month(part) <= facts.month and text.startswith(_DONE, mention.end):
            return True
    return False


def is_left_behind(text: str, start: int, end: int, position: int) -> bool:
    """Whether what is so now is where a plan starts, or is compared with: 由|目前|的61%提高到85%, 比|上年|增长5%."""
    if text.startswith(("比", "较"), start - 1):
        return True
    if text.startswith("在", start - 1) and _BASE.match(text, end):
        return True  # 要在|去年|的基础上增长8%
    return text.startswith(("由", "从"), start - 1) and any(character.isdigit() for character in text[end:position])


def _is_aim(text: str, start: int, end: int, position: int, mentions: Mentions, rules: RuleSet) -> bool:
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
    if text[start:end] == "提出":  # 浙江|提出|城镇新增就业100万人以上, but not 代表们提出
        who = start - (before in "均也都则")
        return mentions.region_until.get(who) is not None and not text.startswith(_ADVICE, end)
    told = text[start:end].startswith(("目标", "主要预期", "主要目标", "预期", "今年"))
    if told and any(text[start - length : end] in lexicon["not_an_aim"] for length in (1, 2, 3) if start >= length):
        return False  # 低于|市场预期|的18万个
    if told and _MISSED.search(text, max(start - _NEAR, 0), start) and text.find("，", end, position) >= 0:
        return False
    if told and lexicon["not_an_aim"].at(text, start, end + 4) > end - start:
        return False  # 利率|目标区间
    if before and not told and (before in "的个项条“《" or before.isdigit()):
        return False
    if text[start:end].endswith("目标") and _is_measure(text, start, rules):
        return False
    if text[start:end] == "目标" and _OPENS.match(text, end) and not REACHED.search(text, max(start - _NEAR, 0), start):
        return True  # 2017年的|目标|同样鼓舞人心——
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
    return not (
        text[start:end] in ("将", "要", "建议") and end < len(text) and (text[end].isdigit() or text[end] in "上近超约")
    )


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
