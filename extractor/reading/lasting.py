"""What lasts: the period that a sentence leaves in force for those after it."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.reading.clauses import Sentence
from extractor.reading.context import Facts
from extractor.reading.passing import went_through
from extractor.reading.periods import PeriodMention, last_month, month_compared
from extractor.reading.places import Reader
from extractor.reading.quantities import Quantity
from extractor.reading.reasons import explains, tells_why
from extractor.reading.scope import resolve_period
from extractor.reading.thread import Thread

_QUARTERS, _PAIR = frozenset(("Q1", "Q2", "Q3", "Q4")), 2
_LEAD = 4
"""How many clauses may stand before the period of a lead: 国家统计局公布，|初步统计，|1984年."""
_WIRED = regex.compile(
    r"日[电讯]|[电讯]$|报道$|报道[：:]|\G本报.{0,8}讯|(?:获悉|了解到|公布|显示|介绍|透露|消息)$"
    r"|\G(?:昨[日天]|今[日天]|日前|近日|前日|\d{1,2}月\d{1,2}日)(?:[上下]午)?$"
)
"""What the first clause of a lead is or ends in."""
_OF_PAST = regex.compile("[^，。；\\d]{0,14}的(?:教训|经验|做法|遗憾|阴影)")
"""What stands behind a period that is looked back to in passing."""
_SAYS = regex.compile(r"[。！？…]{1,2}”\p{Han}{2,20}?(?:说|介绍|表示|告诉|坦言|透露|解释|分析)")
"""What stands behind what somebody said."""
_SET_OUT = 3
"""How far from the beginning of its sentence a figure may stand that is set out before its name."""
_NEAR, _HEADED = 12, 30
"""How far from the beginning of its clause a period may stand that lasts, and one behind 截至."""
_LONG_AGO = 5
"""How many years ago what happened elsewhere is no period that lasts."""
_SOON = 3
"""How many months ahead a month is that is to come, and not that of the year before."""
_LATEST = 3
"""How many months after it ended a part of a year is still the last that is told of."""


_BY_PARTS = regex.compile("其中|分季度?看|分月份?看|从分季看|逐季看")
"""How a sentence begins that tells of the parts of a stretch one by one."""
_RELEASED = regex.compile(
    r"[^，。；\d]{0,14}(?:数据|成绩单|经济报|年报|GDP)[^，。；\d]{0,8}(?:出炉|公布|发布|揭晓|亮相)"
)
"""What stands behind a year whose figures are out."""
_RELEASES = ("公布了", "发布了", "公布", "发布", "披露了", "披露", "晒出了", "晒出", "交出了", "交出")
_FIGURES = regex.compile("的?[^，。；\\d]{0,10}?(?:数据|成绩单|经济报|年报|季报|GDP|业绩|答卷|财报)(?=[，。；])")
"""What stands about a period whose figures are out: 已有23个城市|公布了前三季度|经济数据|."""
_HEADS, _INDENT = regex.compile(r"(?:\n|^)[ 　]*$"), 12
"""What stands before a sentence that a paragraph begins with."""
_RUN = 4
"""How far from the beginning of its clause a run of years stands that is what its sentence is of."""
_GONE = 2
"""How many years ago a year may be that news goes on with in its next sentence."""


def _lists_parts(reader: Reader, sentence: Sentence) -> bool:
    """Whether a sentence tells of the quarters of a year one by one, in its first words on, or of the years."""
    told = [one for one in reader.mentions.periods_in(sentence.start, sentence.end) if not one.compared]
    parts = {one.part for one in told if one.part in _QUARTERS}
    if reader.facts.plan is not None and len({one.year for one in told if one.year and one.part is None}) > _PAIR:
        return True  # 2016年搬迁45万人；2017年60万人；2018年40万人
    return len(parts) > _PAIR and not any(one.tells_year for one in told)


def note_period(reader: Reader, thread: Thread, sentence: Sentence, inside: Sequence[Quantity]) -> None:
    """A period stated at the head of a sentence holds for the ones after it; one behind a number may be in passing."""
    told = reader.mentions.periods_in(sentence.start, sentence.end)
    if not told or (not inside and reader.facts.news and explains(reader.text, sentence.start, sentence.end)):
        return
    thread.passed, thread.goes_on, thread.passed_heads = None, False, False
    if _lists_parts(reader, sentence):
        return  # 分季度看，一季度增长4.5%，二季度增长6.3%。|粮食产量|6.9亿吨: of the year again
    quoted = reader.text.startswith("“", sentence.start) and _SAYS.match(reader.text, sentence.end) is not None
    if quoted and not inside and (told[0].offset or 0) < 0:
        return  # “主要是|去年上半年|养殖户亏损造成的。”物价局副局长说，上半年征收4200万元: of this year
    out = _released(reader, told) if reader.facts.news else None
    if out is not None:
        thread.period, thread.period_above, thread.longer = out, False, None
        return  # 截至1月31日，31个省份|2023年|GDP数据全部出炉。|广东以13.57万亿元居首
    lexicon = reader.rules.lexicon
    first = sentence.clauses[0]
    stretch = reader.sections[sentence.paragraph].stretch
    relative = (one.start for one in inside if one.dimension in ("percent", "points"))
    moved = next((start for start in relative if start > sentence.start + _SET_OUT), None)
    lead = _LEAD if _WIRED.search(reader.text, first.start, first.end) else 2
    for clause in [clause for clause in sentence.clauses if not clause.aside][:lead]:
        if tells_why(reader.text, clause.start, clause.end):
            continue  # |受去年春节错月影响|，价格下降0.8%
        for mention in reader.mentions.periods_in(clause.start, clause.end):
            if (month := month_compared(mention, thread.period)) is not None:
                thread.period = month
                return
            if reader.text.startswith("本年", mention.start) and not reader.facts.news:
                continue  # 2015年统计公报 …其中|本年|新开工418项。亿元以上项目176项
            run = mention.span if reader.facts.news and mention.start - clause.start <= _RUN else None
            if run is not None and not mention.compared and _is_over(run[1], reader, mention):
                thread.period, thread.period_above = mention._replace(span=None, year=run[1], origin=False), False
                return  # 2012年至2021年，生产总值由2508亿元增加到5022亿元。人均12.7万元: of the last of them
            passing = mention.compared or mention.day or mention.span or mention.back or mention.origin
            over = lexicon["carried_over"].at(reader.text, mention.end, clause.end)  # 加上2019年|结转|收入180亿元
            own = reader.text[mention.end - 1] == "的" and reader.text[mention.end : mention.end + 1].isdigit()
            aside = any(begin <= mention.start < close for begin, close in clause.asides)
            aside = aside and reader.text[mention.start - 2 : mention.start] not in ("期（", "季（")
            if aside or (own and mention.start > sentence.start + 1):  # 增加到2008年的|381.8亿元
                continue
            if went_through(reader.text, mention, sentence.end):
                continue
            if not inside and reader.facts.news and _is_to_come(mention, reader.facts):
                continue  # 业者期望在|十二月|回归庆典期间多办活动, in November
            if _OF_PAST.match(reader.text, mention.end, clause.end):
                continue  # 总结|前年|“果贱伤农”的教训
            if reader.text.endswith("以来", mention.end, clause.end):
                continue  # 2009年|国家批准建设基地以来
            behind = moved is not None and moved < mention.start
            if behind and _is_earlier(thread, mention, stretch):
                return  # 增加值同比增长0.8%，|一季度|为下降6.1%
            if _is_once(reader, mention, inside):
                return
            ended = reader.text.endswith("截至", clause.start, mention.start)  # 新世界发展|截至|去年12月底止中期业绩
            near = _HEADED if ended else _NEAR
            if not passing and not over and mention.start - clause.start <= near:
                past = mention.year is not None and mention.part is not None and not _is_latest(mention, reader.facts)
                windowed = reader.text.startswith("截至", mention.start)
                if _in_passing(thread, mention, stretch, windowed=windowed):
                    parts = _BY_PARTS.match(reader.text, sentence.start) is not None
                    heads = _HEADS.search(reader.text, max(sentence.start - _INDENT, 0), sentence.start) is not None
                    thread.passed_heads = heads and not parts
                    thread.passed, thread.goes_on = mention, not parts  # 其中，|一季度|增长8.1%。分产业看，第一产业…
                    return
                if reader.facts.news and mention.year is not None and mention.year < (reader.facts.year or 0) - _GONE:
                    _come_back(reader, thread, sentence, mention)
                    return  # 2000年前后|，切花品种来自国外。锦科育种26年，已有53个品种
                if not (past and mention.end > mention.start + 7):  # 2004年12月1日 tells of one event only
                    lasts = _of_year_in_force(reader, thread, mention)
                    thread.note_longer(lasts, opens=sentence.start == thread.opening)
                    thread.period, thread.period_above = lasts, False
                    _come_back(reader, thread, sentence, mention)
                return


def _released(reader: Reader, told: Sequence[PeriodMention]) -> PeriodMention | None:
    """The period whose figures a sentence says to be out: |2023年|GDP数据全部出炉, 23个城市公布了|前三季度|经济数据."""
    for one in told:
        if one.year and not one.part and _RELEASED.match(reader.text, one.end):
            return one
        if reader.text.endswith(_RELEASES, 0, one.start) and _FIGURES.match(reader.text, one.end):
            return one
    return None


def _is_over(year: int, reader: Reader, mention: PeriodMention) -> bool:
    """Whether a run of years that is told by its figures ended the year before: 2012年至2021年, in 2022."""
    told = reader.text[mention.start : mention.end]
    return year + 1 == reader.facts.year and told[:4].isdigit()


def _is_once(reader: Reader, mention: PeriodMention, inside: Sequence[Quantity]) -> bool:
    """Whether a sentence looks back to a year long over, to come back to its own: |2016年|出生人口|曾|达1786万人.

    So does one that tells of another place what happened there: 伦敦|2003年|开征拥堵费.
    """
    year, start = reader.facts.year, next((one.start for one in inside if one.start > mention.end), mention.end)
    if mention.year is None or year is None or reader.facts.sectioned:
        return False
    elsewhere = mention.year + _LONG_AGO < year and mention.start in reader.mentions.region_until
    return elsewhere or (mention.year + 1 < year and "曾" in reader.text[mention.end : start])


def _is_latest(mention: PeriodMention, facts: Facts) -> bool:
    """Whether a part of a year is of this year, or the last that can be told of: 2019年11月, in January 2020."""
    if mention.year == facts.year or mention.year is None or mention.part is None or facts.year is None:
        return True
    return facts.month is not None and _ago(mention.year, mention.part, facts.year, facts.month) <= _LATEST


def _is_to_come(mention: PeriodMention, facts: Facts) -> bool:
    """Whether a part of a year that says no year has not begun where it is told of."""
    part = mention.part
    if part is None or mention.tells_year or facts.month is None:
        return False
    return part.isdigit() and 0 < int(part) - facts.month <= _SOON


def _ago(year: int, part: str, facts_year: int, facts_month: int) -> int:
    """How many months ago a part of a year ended."""
    return (facts_year - year) * 12 + facts_month - last_month(part)


def _is_earlier(thread: Thread, mention: PeriodMention, stretch: str | None) -> bool:
    """Whether a part of a year ends before the one in force, which is the whole year where none is told."""
    if mention.tells_year or mention.part is None:
        return False
    held = thread.period.part if thread.period is not None else stretch
    return last_month(mention.part) < last_month(held or "year")


def _in_passing(thread: Thread, mention: PeriodMention, stretch: str | None, *, windowed: bool) -> bool:
    """Whether a month or a quarter is told of inside a longer stretch, which goes on: 前三季度…。|9月份|失业率5.1%。…

    It is not where it is what the title tells.
    """
    held = thread.period.part if thread.period is not None else stretch
    if held is None or mention.part is None or mention.part == stretch:
        return False
    if windowed and held.isdigit() and last_month(mention.part) == int(held):
        return True  # 7月份上升1.8%。|截至7月止3个月|平均上升0.1%
    if mention.tells_year:
        return False
    longer = "/" in held or held[0] in "HQ"
    shorter = mention.part.isdigit() or (mention.part[0] == "Q" and held[0] != "Q")
    within = mention.part[:3] == "01/" and last_month(mention.part) < last_month(held)  # 上半年…。|1—5月|，利润5080亿元
    return longer and (shorter or within)


def _of_year_in_force(reader: Reader, thread: Thread, mention: PeriodMention) -> PeriodMention:
    """A part of a year with the year that was told before it: 2003年，形势良好。|全年|实现增加值63亿元."""
    before = thread.period
    titled = reader.facts.news and mention.part is not None and mention.part == reader.facts.stretch
    if mention.tells_year or before is None or not before.tells_year or titled:
        return mention  # 3月外销订单345亿美元⏎…去年第一季正值海啸。⏎|3月|来自欧洲的订单60亿美元
    known = resolve_period(before, None, reader.facts)
    ahead = known is not None and reader.facts.year is not None and known.year > reader.facts.year
    if ahead and reader.facts.sectioned:
        return mention  # 力争到2026年形成两个集群。|全年|新增120家
    return mention._replace(year=known.year) if known is not None else mention


def _come_back(reader: Reader, thread: Thread, sentence: Sentence, first: PeriodMention) -> None:
    """What follows a sentence is about the year it ends in: 去年…46.3亿元，|今年上半年|又增长21.4%."""
    year = reader.facts.year
    ago = first.year - year if first.year is not None and year is not None else first.offset
    if ago is None and first.prior:
        ago = -1  # 考虑|上年|一次性因素，2018年安排1988.1亿元
    if ago is None or ago >= 0:
        return
    for clause in sentence.clauses:
        for mention in reader.mentions.periods_in(clause.start, clause.end):
            apart = mention.year - year if mention.year is not None and year is not None else mention.offset
            nearer = apart is not None and ago < apart <= 0
            if nearer and not mention.compared and mention.start - clause.start <= 1:
                thread.period = mention  # 1993年还是小厂；|去年|收入87亿元。每年投入收入的3.5%
