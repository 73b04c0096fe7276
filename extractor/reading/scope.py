"""What is in force at a number: the period and the status that its sentence has told so far."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.reading.aims import is_aim
from extractor.reading.clauses import Sentence
from extractor.reading.context import Facts, Section
from extractor.reading.expected import is_expectation
from extractor.reading.mentions import Mentions
from extractor.reading.periods import Period, PeriodMention, last_month, period_of
from extractor.records import Status
from extractor.ruleset.compiled import RuleSet

FIRST_MONTHS = 3
"""The months in which news still has the year before as its latest."""
_TOLD = re.compile(
    "[，；](?:[全我][国省市县区州]|目前)?共(?=[\u4e00-\u9fff]{2})|[，；]而[^，。；]{1,16}?(?:只有|仅有|总共|目前|仅为?|不足|不到)"
)
_DONE = ("完成", "实现", "已", "实际", "全市完成", "全省完成", "全县完成", "新开工", "开工")
"""What stands behind a part of the year that tells what was done of a plan."""
_LOOK_BACK = 400
"""How many characters back a word such as 力争 still governs a number of the same sentence."""

_EBBS = re.compile("(?:会|进一步|继续|逐步|逐渐|小幅|大幅|明显)?(?:回升|回落|放缓|下滑|收窄|萎缩|见顶|反弹|趋缓)")
"""What comes by itself and is nobody's aim."""
_RECKONED = re.compile("据[\u4e00-\u9fff]{0,10}测算|测算，[若如]|分析师[\u4e00-\u9fff]{0,6}测算")
"""What says that a number was reckoned, be it of what is to come or of what was."""
_BASE = re.compile("的?[\u4e00-\u9fff]{0,4}基[础数]上")
_CONSENSUS = re.compile("预期值?[为是]?[-－]?[0-9]")
_OF_MARKETS = ("，", "；", "（", "(", "市场", "此前", "机构", "分析师", "普遍", "一致")
"""What stands before what was expected of a figure that is out, told beside it in news: CPI上涨2.1%|，|预期2.2%."""
_TOOK_PLACE = re.compile("投入|投产|投运|开业|通车|建成|竣工|启用|开工|完成|举行|开幕|签[订约]|出铁|出钢")
"""What stands behind the day of something that has happened."""
_ARRANGED = re.compile("按(?:照)?[0-9][^，。；]{0,8}安排")
"""What says what a budget is made for: 赤字率|按3%安排|，赤字规模4.06万亿元."""
GOVERNS = 2000
"""How far back in its sentence a period may stand and still govern a number, in characters."""


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
    within: int = 0
    """In how many years it is, of which the status tells whether they are gone: 三年内."""


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
            year = facts.plan[0] if facts.plan is not None else facts.year  # 今后五年, in the section of whose goals
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
        told = is_expectation(text, start, first, last, position, facts, mentions, rules)
        if told and not is_of_another(text, sentence, first, position, mentions):
            expects = last
    for first, last in cues.within("aims", start, position):
        if facts.news and _CONSENSUS.match(text, first) and text.endswith(_OF_MARKETS, 0, first):
            expects = expects if text.find("，", last, position) >= 0 else last
            continue  # CPI同比上涨2.1%，|预期2.2%|，前值2.0%
        another = is_of_another(text, sentence, first, position, mentions)
        if not another and is_aim(text, first, last, position, mentions, rules):
            aims, weak = last, text[first:last] in rules.lexicon["weak_aims"]
    if not facts.sectioned and text.find("安排", start, position) >= 0:
        aims = max([aims, *(one.end() for one in _ARRANGED.finditer(text, start, position))])
    mark = text.find("；而", aims, position) if aims else -1
    if mark >= 0 and any(map(str.isdigit, text[aims:mark])):
        aims = 0  # 年底|目标是|14元以下|；而|外购仔猪的企业，成本高达25元
    if not (expects or aims):
        return None
    if _is_over(text, max(expects, aims), position, facts, mentions):
        return None
    told = facts.sectioned and section.status in (Status.ACTUAL, Status.TARGET)
    if told and not aims and text.find("；", expects, position) >= 0:
        return None  # 预计实现生产总值225.6亿元；固定资产投资126亿元, in the review of the year or in its aims
    if facts.news and _is_done_since(text, max(expects, aims), position, facts, mentions, planned=aims > expects):
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
    if facts.year is None:
        return False
    if facts.news and any(
        one.year is not None and one.year < facts.year and not (one.compared or one.origin or one.day)
        for one in mentions.periods_in(start, position)
        if text[one.start - 1] == "，" and text[one.end - 1 : one.end + 1].count("的") == 0
    ):
        return True  # 烟台有望成为万亿城市，|2022年|GDP为9516亿元
    mark = text.rfind("；", start, position)
    if mark < 0:
        return False
    days = (one for one in mentions.periods_in(mark, position) if one.day)
    if facts.news and any(_TOOK_PLACE.search(text, one.end, position) for one in days):
        return True  # 预计可产钢460万吨；武钢一号高炉在|9月13日投入生产|，日产生铁2000吨
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


def _is_done_since(text: str, start: int, position: int, facts: Facts, mentions: Mentions, *, planned: bool) -> bool:
    """Whether a part of the year that is over tells what was done of a plan: 今年计划培训5万人次，|一季度完成|1.9万."""
    for mention in mentions.periods_in(start, position):
        part = mention.part
        if part is None or part in ("year", "end") or mention.compared or mention.tells_year or mention.origin:
            continue
        told = text.startswith(_DONE, mention.end) or (planned and any(map(str.isdigit, text[start : mention.start])))
        if facts.month is not None and last_month(part) <= facts.month and told:
            return True  # 今年计划减少贫困人口3万人，|上半年|减贫2.5万人
    return False


def is_left_behind(text: str, start: int, end: int, position: int) -> bool:
    """Whether what is so now is where a plan starts, or is compared with: 由|目前|的61%提高到85%, 比|上年|增长5%."""
    if text.endswith(("比", "较"), 0, start):
        return True
    if text.endswith(("扭转了", "扭转", "改变了", "结束了"), 0, start):
        return any(mark in text[end:position] for mark in "，；")  # 扭转了|去年|减产9.5%的局面；第二产业增长6.3%
    if text.endswith("在", 0, start) and _BASE.match(text, end):
        return True  # 要在|去年|的基础上增长8%
    return text.endswith(("由", "从"), 0, start) and any(character.isdigit() for character in text[end:position])
