"""Passing: periods that are told in passing and hold for less than what follows them, or for one number alone."""

from __future__ import annotations

import regex

from extractor.reading.clauses import Sentence
from extractor.reading.context import Section
from extractor.reading.periods import Period, PeriodMention
from extractor.reading.places import Place, Reader
from extractor.reading.reasons import is_of_reason
from extractor.reading.scope import is_of_another
from extractor.records import Status

_WHOM = regex.compile(
    r"(?:以?前|之前|及以前|以?后|以来|至今)?[^，。；\d]{1,14}的(?:人员?|职工|居民|家庭|企业|学生|老人|老年人|退休人员|农户|户)(?:[，。；]|每)"
)
"""What stands behind a period that tells whom something is for: 2008年底|前退休的人员，每人每月增加60元."""
_EVER_SINCE = regex.compile("[^，。；]{1,24}(?:以来|至今)")
_OF_AIM = regex.compile("[^，。；]{2,30}(?:目标|要求|任务)[，。；]")
_SETS = regex.compile("(?:确定|提出|规定|要求|下达|明确|设定|制定)的?$")
"""What stands before a period that an aim is set for."""
_FOUNDED = regex.compile(
    r"[^，。；\d]{0,24}?(?:建立|设立|启动|成立|创办|创立|投产|投用|投运|开通|建成|试点|推出|实施|开业|开园)[^，。；\d]{0,20}"
    r"(?:，|以来)(?:累计|至今|迄今|目前|现已|已累计|现有)"
)
"""What stands behind the year since which something is, before what there has been of it by now."""
_SINCE_FOUNDED = regex.compile(
    r"[^，。；\d]{0,20}?(?:建立|设立|启动|成立|创办|创立|投产|投用|投运|开通|建成|试点|推出|实施|开业|开园)[^，。；\d]{0,6}以来，"
)
"""The same where what there has been since does not follow at once: |1993年|设立以来，走…的路子，累计投入6.8亿元."""
_THROUGH = regex.compile("(?:经历|历经|走出|摆脱|熬过|度过)了?$")
_AFTERWARDS = regex.compile("[^，。；]{1,20}后[^，。；]*，")
"""What stands about the period of what came before."""
_UNDER = regex.compile("[^。；]{0,40}(?:情况|条件|形势|背景|基础|压力|局面)下，")
"""What stands behind the period of a circumstance: 在|去秋|播种偏晚、今春低温的不利情况下，总产99.6亿公斤."""
_EVER_SO = regex.compile(r"(?:起|开始|以来)，[^。；\d]{0,14}?(?:先后|累计|陆续|相继|已)")
"""What stands behind the year since which something was done bit by bit: 从|1996年|起，市里先后关停作坊4300家."""
_TURNED = ("扭转了", "扭转", "改变了", "结束了")
"""What stands before the period of what is over: 出口3.2亿美元，扭转了|2009年|下降6.4%的局面；物价上涨3.4%."""
_OF_THEN = regex.compile("年?度?(?:快报|初步|统计)?(?:数据?)?[）)]")
"""What stands behind the year of a bracket that tells when a figure is of: 3.6%（|2022年|数）."""
_ONCE = regex.compile(
    r"\p{Han}{0,4}?(?:通过|获得|获评|获|被|列入|入选|成立|建成|设立|开业|批准|启动|并入|改制|撤)[^，。；\d]{0,20}，"
)
"""What stands behind the year of something done with, which no number tells: 于|2005年|通过国家验收，入学率99.6%."""
_LONG_AGO = 2
"""How many years ago such a year is at the least."""
_TITLE = 14
"""How long what is told of an earlier value may be between its time and its number: 与5月|历史高位的|396.9点."""
_MEASURES = regex.compile(
    "的(?=[约近超过]{0,2}(?:一半|半数|百分之|[\\d一二两三四五六七八九十][^，。；]{0,8}(?:[倍成%％]|分之)))|相比|比较|增|减|[上下][升降涨跌调]|提[高升]|降低"
    "|翻|净增|[又再还]|有所|[略大]幅?[增减升降]|[多少高低]\\d"
)
"""What stands behind the number that another is measured against."""
_MOVES = regex.compile(r"[增减净](?!值)|[上下][升降涨跌]|提高|降低|扩大|缩小|^[多少高低快慢]|[多少高低]$")
"""What tells that a number is how much something has moved: 比上年|增加贷款|20亿元."""
_AMONG = ("其中", "其中，", "其中：", "其中仅", "其中，仅", "其中在")
"""What stands before the period of a part."""
_UNTIL = ("截至", "截止", "截")
"""What stands before a day up to which something is counted."""
_COUNTED = regex.compile(r"[^，。；\d]{0,16}的\d+[^，。；]{1,20}，")
"""What stands behind the year of those who are counted: |2022年度|审计查出的147个问题，已整改到位143个."""
_ARRIVAL = 8
"""How far before a number the verb begins that says that it was reached, in characters."""
_FOR_YEARS = regex.compile("年?(?:起|开始)，?(?:力争|计划)?(?:再?用|利用|通过)[一二三四五六七八2-8]年")
"""What stands behind the first of the years that a policy is for: 从|2016年|起，用四年时间搬迁162.5万人."""
_ISSUED = regex.compile("份?时?所?(?:公布|发布|提出|估计|预测|预计)[时的]")
"""What stands behind a month in which a figure was told and is not what it is of."""
_MARKS_YEAR = regex.compile(
    "”?(?:规划|计划)?(?:时期)?的?(?:良好|精彩|圆满|顺利)?(?:开门红|开局|收官|起步|谋划|第[一二三四五]年|最后一年|承上启下|关键)"
)
"""What stands behind a plan that says which of its years another one is."""
_TO_COME = regex.compile(r"份?即?将(?:在|于|举[办行]|召开|开幕|到来|迎来)[^，。；\d]*，")
"""What stands behind a month that something else than the number is for: |10月|将在樟树举行，目前已有6800家报名."""
_CARRIES = regex.compile(r"\p{Han}{0,10}?(?:结转|结余|滚存)")
"""What stands behind the year before that money comes from."""
_CARRIED_ON = regex.compile(r"\p{Han}{0,6}的?(?:翘尾|滞后)(?:影响|因素)")
"""What stands behind the year before whose prices still tell in those of this one."""
_BESIDE = regex.compile("则(?:为|是|有|仅为|只有|达)|(?<=而[0-9年前去上]{1,5})[是为]")
"""What stands behind a period of which only one number is told, beside another's: 不足6个，而|2023年|是7.5个；."""


def is_left(reader: Reader, mention: PeriodMention, place: Place) -> bool:
    """Whether something has come from what it was then, of which no number is told: 由|三年前|的零提高到55%."""
    stop, words = place.quantity.start, reader.rules.lexicon["arrive"]
    return any(words.at(reader.text, at, stop) > 1 for at in range(max(mention.end, stop - _ARRIVAL), stop))


def in_brackets(reader: Reader, place: Place) -> PeriodMention | None:
    """The year that stands in brackets right behind a number: 85.3亿元|（2006年）."""
    end = place.quantity.outer_end
    if reader.text[end : end + 1] not in ("（", "("):
        return None
    mention = reader.mentions.period_at.get(end + 1)
    alone = mention is not None and _OF_THEN.match(reader.text, mention.end) is not None
    return mention if mention is not None and alone and mention.year is not None else None


def of_label(reader: Reader, place: Place) -> PeriodMention | None:
    """The period that stands at the head of a figure's name: ◆26.1万辆　　|去年底|我市私人汽车保有量."""
    if place.phrase.start <= place.quantity.start:
        return None
    told = reader.mentions.periods_in(place.quantity.outer_end, place.phrase.start)
    return told[0] if told and not told[0].compared else None


def is_apart(text: str, start: int, mention: PeriodMention, position: int) -> bool:
    """Whether a period told amid a list or in a bracket holds there only: 提高到30%、到2020年达到50%；|建设8万套."""
    if text[mention.end - 2 : mention.end] == "年前" and text.find("；", mention.end, position) >= 0:
        return True  # 一年前还是24.7%；|成交4213套
    if text.find("；", mention.end, position) >= 0 and "、" in text[max(mention.start - 2, start) : mention.start]:
        return True
    if text[position : position + 1] in ("（", "(") and mention.start == position + 1:
        return text[mention.end : mention.end + 1] in ("）", ")")  # 85.3亿元|（2006年）|提高到150.5亿元
    closing = text.find("）", mention.end, position)
    if text[mention.start - 2 : mention.start] in ("期（", "季（"):
        return False  # 最新一期|（5月至7月）|失业率为4.3%
    return (
        closing > mention.end
        and text.rfind("（", start, mention.start) >= 0
        and "（" not in text[mention.end : closing]
    )


def went_through(text: str, mention: PeriodMention, stop: int) -> bool:
    """Whether a period is of what came before: 在经历|去年|的“降价潮”后重拾升势，产值1386亿元."""
    through = _THROUGH.search(text, max(mention.start - _TITLE, 0), mention.start)
    return through is not None and _AFTERWARDS.match(text, mention.end, stop) is not None


def is_within(reader: Reader, told: PeriodMention | None, mention: PeriodMention, place: Place) -> bool:
    """Whether a period tells of a part of the one before it, which goes on with the next item of the sentence.

    上半年…，其中|6月份|108.4万人次；日均起降264架次; 五年来，…，|2018年、2019年|分别列第2位、第3位；收入5.93亿元;
    截至6月底，|2022年度|审计查出的147个问题，已整改143个.
    """
    text, stop = reader.text, place.left
    if text.find("；", mention.end, stop) >= 0:
        if text.endswith(_AMONG, 0, mention.start):
            return True
        if told is None:
            return False
        run = told.span is not None or told.back is not None
        return run and mention.year is not None and not mention.compared and mention.year + 1 < (reader.facts.year or 0)
    if told is None or mention.year is None or not text.startswith(_UNTIL, max(told.start - 2, 0)):
        return False
    counted = _COUNTED.match(text, mention.end, stop)
    return counted is not None and text[mention.start - 1] == "，"


def in_aside(text: str, start: int, mention: PeriodMention, stop: int) -> bool:
    """Whether a period stands in a bracket that tells more than it: 比基期（|1994年4月|为100点）低了近四成."""
    opening, closing = text.rfind("（", start, mention.start), text.find("）", mention.end, stop)
    if opening < 0 or closing < 0 or "）" in text[opening : mention.start]:
        return False
    inside = text[opening + 1 : mention.start] + text[mention.end : closing]
    return any(character.isdigit() for character in inside)


def is_passing(reader: Reader, mention: PeriodMention, place: Place, period: Period | None) -> bool:
    """Whether a period says what an aim was, whom something is for or what it is counted by, and holds no further.

    提前完成确定的|2025年|达到20%的目标；出口67.9万辆, |2008年|前退休的人员，每月增加60元, 按|上年度|缴费的30%返还.
    """
    text, stop = reader.text, place.quantity.start
    if text.endswith("按", 0, mention.start) or _WHOM.match(text, mention.end, stop):
        return True
    year, now = mention.year, reader.facts.year
    if year is not None and now is not None and year + _LONG_AGO <= now:
        if _FOUNDED.match(text, mention.end, stop) or _SINCE_FOUNDED.match(text, mention.end, stop):
            return True  # |2012年|率先建立护理保险制度，累计支付资金34亿元
        if text.endswith("于", 0, mention.start) and _ONCE.match(text, mention.end, stop):
            return True
    if text.endswith(("从", "自"), 0, mention.start) and _EVER_SO.match(text, mention.end, stop):
        return True
    if text.endswith(_TURNED, 0, mention.start) and any(mark in text[mention.end : stop] for mark in "，；"):
        return True
    if text.endswith("在", 0, mention.start) and _UNDER.match(text, mention.end, stop):
        return True
    if went_through(text, mention, stop):
        return True
    if is_of_reason(text, mention, place.left):
        return True  # 下降6.9%，主要是|上年|有一次性收益；契税8.4亿元
    if text.endswith(("自", "从"), 0, mention.start) and _EVER_SINCE.match(text, mention.end, stop):
        return True  # 自|2023年10月7日|冲突爆发以来，6.5万人死亡
    aim = _OF_AIM.match(text, mention.end, stop)
    if aim is not None and _SETS.search(text, max(mention.start - _TITLE, 0), mention.start):
        return True
    grown = place.frame.frame.entry.statistic == "growth" and mention.end <= place.left
    later = period is not None and mention.year is not None and mention.year < period.year
    return grown and later and text.endswith("而", 0, mention.start)  # 2008年4.9万套，而|2007年|9.3万套，降幅近五成


def is_own(reader: Reader, mention: PeriodMention, place: Place) -> bool:
    """Whether the number is itself what another is compared with: 是|1978年|3.3亿元的六倍, but not 比2020年翻一番."""
    gap = reader.text[mention.end : place.quantity.outer_start]
    named = gap.endswith("的") and not gap.startswith(("前", "以前")) and len(gap) <= _TITLE and gap.isalpha()
    beside = named or gap in ("", "的", "（")  # 为去年同期（|266.7亿元|）的3.6倍, 与5月历史高位的|396.9点|比较
    of = "的" in reader.text[mention.end - 1 : mention.end + 1] or gap == "（"  # 较|上年|（24.1%）回落
    level = place.frame.frame.entry.statistic == "level"
    held = level and of  # 低于|8月|的5.2%, 比|1995年的|58.7%降低了17个百分点
    other = place.quantity.dimension not in ("multiple", "points", "percent")
    if beside:
        return held or other
    return level and other and len(gap) <= _TITLE and gap.isalpha() and stands_beside(reader.text, gap, place)


def stands_beside(text: str, gap: str, place: Place) -> bool:
    """Whether what is compared with stands beside its number: 比1957年的|产量|535万吨增加了一倍, 与…|300亿元|相比."""
    told = _MEASURES.match(text, place.quantity.outer_end)
    return told is not None and (told[0] == "的" or _MOVES.search(gap) is None)


def is_beside(reader: Reader, sentence: Sentence, place: Place, section: Section, mention: PeriodMention) -> bool:
    """Whether a period stands before a number and is of something else: 完成|“十一五”|目标的84%."""
    text, end, lexicon = reader.text, mention.end, reader.rules.lexicon
    if place.frame.frame.entry.statistic == "completion" and lexicon["goal_words"].at(text, end, place.quantity.start):
        return True
    if mention.tells_year and reader.mentions.inside_name(mention.start, end):
        return True  # 房地产开发企业|本年|到位资金
    of_accounts = reader.facts.reports_past_year or (reader.facts.budget and section.told)
    if of_accounts and text.startswith("本年", mention.start):
        return True  # of the year that is told: 2021年统计公报 …|本年|新签合同额20120亿元
    if mention.part is not None and not mention.tells_year and _ISSUED.match(text, end):
        return True  # 全年增长预测由|5月公布的|1%至2%下调至…
    if reader.facts.budget and mention.prior and _CARRIES.match(text, end):
        return True  # 加上|上年|专项政策性结转使用34.2亿元，收入总计2120.6亿元
    if end < place.left and lexicon["carried_over"].at(text, end, place.left):
        return True  # 加上2019年|结转|收入180亿元、专项债券收入37500亿元
    if mention.part is not None and _TO_COME.match(text, end, place.left):
        return True
    if _CARRIED_ON.match(text, end):
        return True  # |去年|价格上涨的翘尾因素约为0.8个百分点
    if mention.span is not None and _MARKS_YEAR.match(text, end):
        return True  # 2026年是|“十五五”|开局之年
    planned = section.status is Status.TARGET
    if planned and (_is_deadline(text, end, place.left) or _FOR_YEARS.match(text, end)):
        return True
    if _BESIDE.match(text, end) and "；" in text[end : place.left + 1]:
        return True  # 占有率为49.8%，2022年|则为|47.3%；过海交通的占有率升至69.9%
    if is_apart(text, sentence.start, mention, place.left):
        return True
    if in_aside(text, sentence.start, mention, place.quantity.start):
        return True
    return is_of_another(text, sentence, mention.start, place.quantity.start, reader.mentions)


def _is_deadline(text: str, start: int, end: int) -> bool:
    """Whether a year is the deadline of something that has no number: |2018年底|前消除贫困；城镇化率达到38%."""
    part = text.find("；", start, end)
    return part >= 0 and text.startswith("前", start) and not any(map(str.isdigit, text[start:part]))
