"""Status: whether a number happened, is promised or expected."""

from __future__ import annotations

import regex

from extractor.reading.aims import REACHED
from extractor.reading.clauses import Sentence
from extractor.reading.context import Section
from extractor.reading.periods import Period, last_month
from extractor.reading.places import Place, Reader
from extractor.reading.scope import FIRST_MONTHS, is_left_behind, sentence_status
from extractor.reading.thread import WORLD
from extractor.records import Status
from extractor.ruleset.gazetteer import Level, Region

_BEHIND, _ACTUALLY = 24, regex.compile(r"[^，。；\d]{0,12}[，；](?!计划)\p{Han}{0,6}实际(?!上)")
"""What stands behind what was planned, before what was done of it, and how far."""
_STATED = regex.compile("[^0-9，。；]*(?:为|是|有|共|人数)[约近超逾达]?(?=[0-9])")
"""What stands before a number that tells a state and no plan."""


_AGED = regex.compile("已?[0-9]{2}岁")
"""How old somebody is this year tells nothing of what is planned."""
_EARLY = regex.compile("提前[^，。；]{0,8}(?:实现|完成|达到|达成|兑现)[^，。；]*$")
_EARLIER = 30
"""How far before what a number is read from it may be told that an aim was reached, in characters."""
_DONE = regex.compile(r"[，、（。]已(?!列|纳|确定)\p{Han}{2,3}$")
_APART = ("71", "81", "82")
"""The regions of whose economy governments set no aims, by the beginning of their codes."""
_APPROVED = regex.compile(
    r"(?:批准|审议通过|审查通过)的[^，。；\d]{0,8}(?:\d{4}年)?[^，。；\d完]*(?:收入|支出)(?:预算)?为$"
    r"|(?:会议|人大|常委会|政府)\p{Han}{0,6}(?:批准|同意|审议通过|审查批准)，\p{Han}{0,8}(?:调整|调增|调减)(?:为|到|至)$"
    r"|年初(?:预算|安排)[^。；]{0,70}，(?:\p{Han}{0,4}预算|(?:年度?|预算)?执行中)?(?:调整|调增|调减|变更)(?:为|到|至)$"
)
"""What stands before a number of a budget that was voted: 市人大|批准的2014年全市预算收入为|256亿元."""
_VOTED = 80
"""How far before such a number what says so may begin, in characters."""
_MUST = ("要全部", "要在", "要于", "要实现", "将全部脱贫", "年内要", "必须")
"""What stands behind those who are counted and shall do something."""
_DUE = regex.compile(
    r"(?:将|拟|计划)?(?:年内|年底前|(?:今年|明年)?(?P<month>\d{1,2})月(?:底|末|份)?前|(?:今|明)年底前)(?:将|要|全部|陆续|力争)*"
    r"(?:开工|动工|建成|完工|竣工|投用|投产|完成|交付|通车|启用)"
)
"""What stands behind things that are to be by a day."""
_AHEAD = 13
"""The month of what is due within the year, which is ahead in its last month too."""
_CLOSE = 12
"""How close behind a number it stands that it has moved since, in characters."""
_SINCE = regex.compile("[比较]上年|[比较]去年|[由从]上年|[由从]去年|同比")
_STANDS = regex.compile("[居列排]")
_ARRANGED = regex.compile(
    r"(?:(?:19|20)\d\d年|今年)(?:全[省市县区]|[省市县区]本?级|中央)?(?:财政|预算|拟|计划)*安排(?=[^，。；]{0,12}(?:预算|收入|支出|资金))"
)
"""What says of a budget that was just put to a session what it is to bring: |2008年安排|一般预算收入12.6亿元."""
_AIM_MOVED = regex.compile(
    r"目标(?:值|任务)?(?:由|从)(?:[^，。；\d]{0,10}|[^，。；]{2,24}[上下]?[调修提降升增减][高低整订少加]?(?:至|到|为)了?)$"
)
"""What stands before an aim that is moved, and before what it is moved to: 目标|由4.25亿吨下调至|4.05亿吨."""
_AIM_REACH = 40
_REACH = 1000
"""How far from a number in its sentence what is looked for may stand, in characters."""
"""How far before such a number its aim is looked for, in characters."""
_SO_FAR = regex.compile("(?:已|已经|只|仅|才)完成|完成了")
"""What says how much of an aim is reached so far."""
_BY = ("按", "按照", "拟按", "按照约", "按约")
_BASED = regex.compile("基[础数]上，")
_BASES = ("的基础上", "基础上", "的基数上")


def status_of(
    reader: Reader,
    sentence: Sentence,
    place: Place,
    section: Section,
    period: Period | None,
    ahead: bool,
    *,
    expected: Status | None,
) -> Status:
    """Whether the number happened, is promised or expected; ``ahead`` tells that its period is not yet over.

    ``expected`` is what holds for the parts of something that the sentence before expects or aims at.
    """
    lexicon = reader.rules.lexicon
    if place.frame.frame.entry.status:
        return Status(place.frame.frame.entry.status)
    if is_called_aim(reader, place) or lexicon["budgeted"].before(reader.text, place.left, place.quantity.start):
        return Status.TARGET
    if reader.facts.budget and _is_voted(reader, sentence, place):
        return Status.TARGET
    if reader.text.startswith(_BASES, place.quantity.outer_end):
        return Status.ACTUAL  # 要在98亿元|的基础上|翻一番
    if lexicon["forecast_after"].at(reader.text, place.quantity.outer_end, len(reader.text)):
        return Status.FORECAST
    completes = place.frame.frame.entry.statistic == "completion"  # 完成年度|目标|110%
    if completes and _SO_FAR.search(reader.text, place.frame.start, place.quantity.start) is not None:
        return Status.ACTUAL  # 今年将出让650公顷，前8个月|只完成了|46.8%
    said = sentence_status(
        reader.text,
        sentence,
        place.frame.start if completes else place.quantity.start,
        section,
        reader.facts,
        reader.mentions,
        reader.rules,
    )
    if said is None and _is_past(reader, period):
        expected = None  # 要求全年产量不超过7650万吨。…。其中，河北|上半年|粗钢产量1.19亿吨, in July
    if expected is not None and said is not Status.ACTUAL and section.status is not Status.TARGET:
        return (said or expected) if expected is Status.TARGET else expected
    year = reader.facts.year
    coming = period is not None and year is not None and period.year >= year
    reviewed = reader.facts.sectioned and section.status is Status.ACTUAL and not coming  # 力争 told of what was done
    if said is Status.TARGET and place.behind and reader.text.startswith(f"{place.behind}已", place.quantity.outer_end):
        return Status.ACTUAL  # 已规划建设产业园，首批|7家企业|已签约
    if said is Status.TARGET and (_is_told_beside(reader, place) or _is_reported(reader, sentence, place)):
        return Status.ACTUAL
    if said is Status.TARGET and section.status is Status.ACTUAL and _is_standing(reader, place):
        return Status.ACTUAL
    if said is Status.TARGET and reviewed and _is_told_with_done(reader, sentence, place):
        return said
    if said is not None and not (said is Status.TARGET and reviewed):
        return said
    if ahead or (said is None and period is not None and _is_announced(reader, sentence, place, period)):
        return Status.TARGET
    if period is not None and year is not None:
        if period.year > year:
            return Status.TARGET
        planned = reader.facts.plan is not None and period.year >= max(reader.facts.plan[0], year)
        if (
            section.status is Status.TARGET
            and section.year is not None
            and period.year <= section.year - section.span
            and not planned
        ):
            return Status.ACTUAL  # but not 2018年达到90%以上, in a plan of 2018 to 2020
    if section.status is Status.TARGET and (
        _is_executed(reader, sentence, place) or _is_so_now(reader, sentence, place)
    ):
        return Status.ACTUAL
    if section.status is Status.TARGET and (_is_past(reader, period) or _is_done(reader, place)):
        return Status.ACTUAL
    begins = reader.facts.sectioned and (reader.facts.month or 1) <= FIRST_MONTHS
    if begins and period is not None and section.year == period.year - 1 and period.code == str(year):
        return section.status if _is_done(reader, place) else Status.TARGET  # 2008年…。|今年，生产总值增长11%以上
    return section.status


def is_foretold(region: Region | None, place: Place) -> bool:
    """Whether what is to come is no aim of a government: 全球人口|将达|80亿; in 香港, a rate: 增長|將放緩至|3%."""
    if region is None:
        return False
    rate = place.quantity.dimension in ("percent", "points") and (region.code or "").startswith(_APART)
    return rate or region.level == Level.ABROAD or region.name in WORLD


def is_called_aim(reader: Reader, place: Place) -> bool:
    """Whether what follows calls the number an aim, which nothing says was reached: 每千人拥有30张床位|的目标."""
    after, end = reader.rules.lexicon["goal_after"], place.quantity.outer_end
    if is_aim_moved(reader, place) or _is_arranged(reader, place):
        return True
    if _EARLY.search(reader.text, max(place.left - _EARLIER, 0), place.quantity.start):
        return False  # 提前两年|实现|比1980年翻两番的目标
    if after.at(reader.text, end, len(reader.text)):
        return True
    if end != place.quantity.end and after.at(reader.text, place.quantity.end, len(reader.text)):
        return True  # 控制在4.3%|的年度目标|以内
    if not place.behind or not reader.text.startswith(place.behind, end):
        return False
    end += len(place.behind)
    if reader.text.startswith(_MUST, end):
        return True  # 3.2万贫困人口|要全部脱贫
    due = _DUE.match(reader.text, end) if reader.facts.news else None
    if due is not None and int(due["month"] or _AHEAD) > (reader.facts.month or 0):
        return True  # 6.2万套保障房|9月底前全部开工, in July
    told = reader.text.startswith("的", end) and after.at(reader.text, end, len(reader.text)) > 0
    return told and REACHED.search(reader.text, place.left, place.quantity.start) is None


def _is_arranged(reader: Reader, place: Place) -> bool:
    """Whether a budget is made for a number: 赤字率|按3%安排|."""
    start, end = place.quantity.outer_start, place.quantity.outer_end
    return reader.text.startswith(("安排", "左右安排"), end) and reader.text.endswith(_BY, 0, start)


def _is_voted(reader: Reader, sentence: Sentence, place: Place) -> bool:
    """Whether a number of a budget was voted: |批准的2014年全市预算收入为|256亿元, 经常委会批准，|调整为|588亿元."""
    start = min(place.left, max(place.quantity.start - _VOTED, sentence.start))
    return _APPROVED.search(reader.text, start, place.quantity.start) is not None


def is_aim_moved(reader: Reader, place: Place) -> bool:
    """Whether a number is an aim that is moved, or what it is moved to: 产量目标由|4.25亿吨|下调至|4.05亿吨."""
    text, end = reader.text, place.quantity.start
    start = max(end - _AIM_REACH, 0)
    return text.find("目标", start, end) >= 0 and _AIM_MOVED.search(text, start, end) is not None


def _is_announced(reader: Reader, sentence: Sentence, place: Place, period: Period) -> bool:
    """Whether news of the first months tells what a year will bring: |今年|保障供应工业用地8平方公里, in March."""
    facts, text = reader.facts, reader.text
    if not facts.news or facts.month is None or facts.month > FIRST_MONTHS or period.code != str(facts.year):
        return False
    start = max(sentence.start, place.quantity.start - _REACH)
    if _ARRANGED.search(text, start, place.quantity.start) is not None:
        return True
    told = [
        one
        for one in reader.mentions.periods_in(start, place.quantity.start)
        if (one.offset == 0 and _AGED.match(text, one.end) is None)
        or (one.year == facts.year and text.startswith(("：", ":"), one.end))  # ▶|2019年：|开工棚户区改造21.2万套
    ]
    if not told or told[-1].part is not None:
        return False
    lexicon = reader.rules.lexicon
    if lexicon["begun"].at(text, told[-1].end, sentence.end):
        return False
    if _STATED.match(text, told[-1].end):
        return False  # 今年报名人数|为|52万
    cues = reader.mentions.cues.within("happened", told[-1].end, place.quantity.start)
    return all(is_left_behind(text, first, last, place.quantity.start) for first, last in cues)


def _is_executed(reader: Reader, sentence: Sentence, place: Place) -> bool:
    """Whether a sentence says how much of an aim was reached, and tells what happened: 支出1273亿元，|为预算的|94%."""
    number, executed = place.quantity, reader.rules.lexicon.anywhere["executed"]
    near = max(sentence.start, number.start - _REACH), min(sentence.end, number.end + _REACH)
    return executed.search(reader.text, *near) is not None


def _is_told_beside(reader: Reader, place: Place) -> bool:
    """Whether an earlier year's own number stands beside an aim: 达到780亿元，是2000年|211.4亿元|的3.7倍."""
    mention = reader.mentions.period_until.get(place.quantity.outer_start)
    year = reader.facts.year
    gone = mention is not None and mention.year is not None and year is not None and mention.year < year
    return gone and reader.text.startswith("的", place.quantity.outer_end)


def _is_standing(reader: Reader, place: Place) -> bool:
    """Whether a rank is told behind a plan as it is: 计划搬迁80万人，任务量|居全国第5位|."""
    text, end = reader.text, place.quantity.start
    ranks = place.frame.frame.entry.statistic == "rank" and _STANDS.search(text, place.frame.start, end) is not None
    return ranks and not any(reader.mentions.cues.within(name, place.left, end) for name in ("aims", "expects"))


def _is_told_with_done(reader: Reader, sentence: Sentence, place: Place) -> bool:
    """Whether what was planned stands before what was done: 2015年|计划|新建500套，|实际|新建480套."""
    end = place.quantity.outer_end
    if reader.text.find("实际", end, min(end + _BEHIND, sentence.end)) < 0:
        return False
    planned = reader.mentions.cues.within("aims", place.left, place.quantity.start)
    return bool(planned) and _ACTUALLY.match(reader.text, end) is not None


def _is_reported(reader: Reader, sentence: Sentence, place: Place) -> bool:
    """Whether only a report says it, and it has moved since the year before: 报告提出占比36.9%，|比上年|提高."""
    aims = reader.mentions.cues.within("aims", sentence.start, place.quantity.start)
    if not all(reader.text.startswith("报告", start) for start, _ in aims):
        return False
    behind = min(place.quantity.end + _CLOSE, sentence.end)
    return _SINCE.search(reader.text, place.left, behind) is not None


def _is_past(reader: Reader, period: Period | None) -> bool:
    """Whether a part of the year was over when the document was written: |1至8月|仅实现3.27亿元, in September."""
    year, month = reader.facts.year, reader.facts.month
    if period is None or month is None or period.year != year or period.code == str(year):
        return False
    last = period.code.rpartition("/")[2][5:]
    return bool(last) and last_month(last) < month


def _is_done(reader: Reader, place: Place) -> bool:
    """Whether a budget tells what was done with what it has: |已|动支2750万元."""
    done = _DONE.search(reader.text, max(place.left - 1, 0), place.quantity.start) if reader.facts.budget else None
    return done is not None


def _is_so_now(reader: Reader, sentence: Sentence, place: Place) -> bool:
    """Whether a proposal or a plan comes back to how things stand: |目前|银发经济规模约7万亿元, |现有|民宿486家."""
    if not reader.facts.proposal and reader.facts.plan is None:
        return False
    end = place.quantity.start
    told = reader.rules.lexicon.anywhere["by_now"].finditer(reader.text, max(sentence.start, end - _REACH), end)
    based = _BASED.search(reader.text, max(sentence.start, end - _REACH), end)  # |现有|800亿斤产能|基础上|，新增200亿斤
    floor = based.end() if based is not None else 0
    told = (one for one in told if one.start() >= floor)
    return any(not is_left_behind(reader.text, one.start(), one.end(), end) for one in told)  # 由|目前|的62%提升到95%
