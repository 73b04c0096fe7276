"""Periods: which stretch of time a text names, and what it is once the document's own date is known."""

from __future__ import annotations

from typing import NamedTuple

import regex

from extractor.reading.against import JOINTS, is_base
from extractor.ruleset.calendar import SHOWS_REPUBLIC, Calendar, calendar_number

_TITLE = regex.compile(r"《[^》《]{1,80}》")
_SEEN = ("看", "当月看", "来看", "当月来看", "单月看", "情况看", "数据看")
"""What stands behind a period from which something is seen: 从|6月份|当月看."""
_NO_SPAN = regex.compile("期|来?(?:首|最|新[高低]|少有|少见|罕见|未有|唯一)")
# 据《|2018年度|中国主要城市交通分析报告》，南昌排名第24位
_REPORTS_ON = regex.compile(
    "[^》]{2,28}(?:报告|公报|年鉴|指数|蓝皮书|白皮书|排行榜|百强榜?|榜单)》(?:显示|[，数中里统])"
)
# 按|2000年|不变价, 以|2015年|为基期: in whose prices something is counted
_OF_PRICES = regex.compile("的?(?:不变价|可比价)|为基[期年]")


class PeriodMention(NamedTuple):
    """A period named in the text: 今年1—9月 has offset 0 and months (1, 9).

    Exactly what is told is filled: ``year`` a year in figures, ``offset`` one relative to the document's, ``span`` a
    run of years (2018—2022年, “十四五”时期), ``back`` a number of years up to now (五年来 is 5) or
    to come (今后五年 is -5). ``compared`` marks
    what a number is measured against (比2020年). ``day`` marks a calendar date, ``lasting`` a run of years that goes
    on up to now (“十三五”以来).
    """

    start: int
    end: int
    year: int | None = None
    offset: int | None = None
    part: str | None = None
    span: tuple[int, int] | None = None
    back: int | None = None
    compared: bool = False
    day: bool = False
    prior: bool = False
    origin: bool = False
    lasting: bool = False

    @property
    def tells_year(self) -> bool:
        """Whether the year itself is named, not only a part of one."""
        return (
            self.prior
            or self.year is not None
            or self.offset is not None
            or self.span is not None
            or self.back is not None
        )

    @property
    def first_year(self) -> int | None:
        """The year in figures with which it begins: 2018 of 2018年 and of 从2018年到2022年."""
        return self.span[0] if self.span is not None else self.year


class Period(NamedTuple):
    """A resolved period: the year it is about and its code (2023, 2023-Q3, 2023-01/2023-09, 2021/2025)."""

    year: int
    code: str


_PAPER = regex.compile("(?:时期)?(?:发展|专项)?(?:规划|纲要|建议|方案)")
_ENTERS = (
    "纳入",
    "列入",
    "写入",
    "写进",
    "载入",
    "纳入国家",
    "列入国家",
    "纳入全国",
    "纳入省",
    "列入省",
    "编制",
    "编制完成",
    "印发",
)
"""What stands before a plan that something is put into, which is no time of it."""
_DECEMBER = 12
_FIRST_MONTHS = 9
"""How many months of a fiscal year lie in the year that it begins in."""
_MONTH = regex.compile("1[0-2]|[1-9]")
_MONTHS = regex.compile("(?<![第0-9.、])(?:(?:1[0-2]|[1-9])、){1,11}$")
"""The months of a list before the last: |4、5、|6月份分别下降7.4%、1.9%和增长6.5%."""
_LISTED = 30
"""How long it is at the most, in characters."""
_QUARTERS = regex.compile("(?<![第0-9一二三四五六七八九十])(?:[一二三]、){1,3}$")


def find_periods(text: str, calendar: Calendar) -> list[PeriodMention]:
    """All periods of the text in order: 去年前三季度 is offset -1, part 01/09."""
    mentions: list[PeriodMention] = []
    titles = [match.span() for match in _TITLE.finditer(text)]
    republic = SHOWS_REPUBLIC.search(text) is not None
    following = 0
    for match in calendar.matches(text):
        start, end = match.span()
        while following < len(titles) and titles[following][1] <= start:
            following += 1
        titled = following < len(titles) and titles[following][0] < start
        titled = titled and not (match["year"] and _REPORTS_ON.match(text, end) and text.endswith("《", 0, start))
        if match["decoy"] or titled or _OF_PRICES.match(text, end):  # 《绿道网规划（2022—2030年）》
            continue
        if match["counted"] and not republic:
            continue
        if _PAPER.match(text, end) and text.endswith(_ENTERS, 0, start):
            continue  # 上升为国家战略并纳入|“十四五”|规划建议
        after = bool(mentions) and text[mentions[-1].end : start] in ("", "的") and mentions[-1].span is not None
        again = after and mentions[-1].end <= start
        if match["span"] and (again or _NO_SPAN.match(text, end)):
            continue  # 2002年至2004年|三年间|, |31年来|首次跌破500万辆
        if text[start] == "前" and text.endswith("提", 0, start):
            continue  # 提|前四个月|竣工
        joined = bool(mentions) and mentions[-1].compared and text[mentions[-1].end : start] in JOINTS
        compared = joined or is_base(text, start, end, calendar)
        if match["date"]:
            until = text[max(start - 2, 0) : start] in ("截至", "截止")
            dated = _of_days(start, end, match["date"], match["until"], until=until)
            mentions.append(dated._replace(compared=compared))
            continue
        if match["window"]:
            mentions.append(_of_months(start, end, match["window_year"], match["window_month"], match["months"]))
            continue
        if match["since"]:
            mentions.append(_across_years(match)._replace(compared=compared))
            continue
        if match["several"]:  # 7、8、9|三个月|分别增长22.8%、25.8%和28.2%
            told = [(one.start() + start, int(one[0])) for one in _MONTH.finditer(match["several"])]
            mentions += [PeriodMention(at, at + len(str(one)), part=f"{one:02d}") for at, one in told]
            mentions[-1] = mentions[-1]._replace(end=end)
            continue
        part = _part(match["part"], match["first"], match["last"], match["month"], calendar)
        printed = match["year"] or match["counted"]
        year = calendar_number(printed) if printed else calendar.occasions.get(match["occasion"] or "")
        prior = match["word"] in calendar.prior
        offset = calendar.offset_of(match["word"]) if match["word"] and not prior else None
        origin = bool(calendar.origins.before(text, max(start - 2, 0), start)) and not text.startswith(_SEEN, end)
        span = None
        if match["from"]:
            span = (calendar_number(match["from"]), calendar_number(match["to"]))
        elif match["fiscal"]:
            first = calendar_number(match["fiscal"])
            months = calendar_number(match["fiscal_months"]) if match["fiscal_months"] else 0
            if 1 < months <= _FIRST_MONTHS:  # 2023/24财政年度首3个月: a year that begins in April
                mentions.append(PeriodMention(start, end, first, part=f"04/{3 + months:02d}"))
                continue
            span = (first, first + 1) if calendar_number(match["ending"]) == (first + 1) % 100 else None
        elif match["plan"]:
            name = match["plan"].strip("“”‘’「」").removesuffix("时期").removesuffix("期间").removesuffix("以来")
            span = calendar.plans.get(name.strip("”’」").removesuffix("规划期"))
            if span is None or not _marked_plan(match["plan"]):
                continue
            if match["first_years"]:  # “十一五”|前四年
                span = span[0], span[0] + calendar_number(match["first_years"].replace("两", "二")) - 1
            elif text[end - 1] == "末":
                year, span = span[1], None  # “十四五”|末
            elif text.find("初", match.end("plan"), end) >= 0:
                year, span = span[0], None  # “十四五”|初
        back = calendar.span_of(match["span"]) if match["span"] else None
        if match["years"]:
            back = calendar_number(match["years"])  # 五年|新增电力装机3.5亿千瓦
        if not prior and year is None and offset is None and span is None and back is None and part is None:
            continue
        if match["part"] and (listed := _QUARTERS.search(text, max(start - 6, 0), start)):
            for place in range(listed.start(), start, 2):  # 一、二、|三季度
                mentions.append(PeriodMention(place, place + 1, part=f"Q{calendar_number(text[place])}"))
        before = _MONTHS.search(text, max(start - _LISTED, 0), start) if part is not None and part.isdigit() else None
        for one in _MONTH.finditer(text, before.start(), start) if before is not None else ():
            mentions.append(PeriodMention(*one.span(), part=f"{int(one[0]):02d}"))  # 4、5、|6月份
        since = (
            text.startswith(("以来", "来", "后的", "以后的"), end) and offset is None and back is None and span is None
        )
        mentions.append(
            PeriodMention(
                start, end, year, offset, part, span, back, compared or since, False, prior, origin,
                match["plan"] is not None and match["plan"].endswith("以来"),
            )
        )  # fmt: skip
    return mentions


def is_part(mention: PeriodMention, whole: PeriodMention | None) -> bool:
    """Whether a month or a quarter is told where a whole year is in force, be it one that no words have told."""
    part = mention.part
    if part is None or not (part.isdigit() or part[0] == "Q"):
        return False
    if whole is None:
        return not mention.tells_year
    return whole.part in (None, "year") and whole.span is None and mention.year in (None, whole.year)


def month_compared(mention: PeriodMention, held: PeriodMention | None) -> PeriodMention | None:
    """The month that is told of where it is compared with that of the year before, in the midst of a longer stretch.

    首11个月下跌10%。与|2018年11月|比较，下跌22%: of November 2019. None where the stretch does not end in it.
    """
    if held is None or held.part is None or "/" not in held.part:
        return None
    if not (mention.compared and mention.year is not None and mention.part is not None and mention.part.isdigit()):
        return None
    if last_month(held.part) != int(mention.part) or held.year not in (None, mention.year + 1):
        return None
    return mention._replace(year=mention.year + 1, compared=False)


def _of_days(start: int, end: int, date: str, last: str | None, *, until: bool) -> PeriodMention:
    """A date or a stretch of days; its month where the year is told or something is counted up to it.

    截至|5月7日 is of May, 2023年1月1日至|12月|31日 of all months between, 5月1日至7日 of these days alone.
    """
    told, marked, rest = date.rpartition("年")
    if "月" not in rest or not (marked or until):
        return PeriodMention(start, end, day=True)
    month = calendar_number(rest.split("月")[0])
    if not 1 <= month <= 12:
        return PeriodMention(start, end, day=True)
    part = f"{month:02d}" + (f"/{calendar_number(last):02d}" if last and calendar_number(last) > month else "")
    return PeriodMention(start, end, calendar_number(told) if told else None, part=part)


def _across_years(match: regex.Match[str]) -> PeriodMention:
    """The months from one in a year to one in a later one: 2021年7月至2022年6月 is of 2022, from 2021-07 on."""
    first, last = calendar_number(match["since_month"]), calendar_number(match["till_month"])
    since, till = calendar_number(match["since"]), calendar_number(match["till"])
    whole = first == 1 and last == _DECEMBER
    part = None if whole else f"{first:02d}/{last:02d}" if since == till else f"{since}-{first:02d}/{last:02d}"
    return PeriodMention(*match.span(), None if whole else till, part=part, span=(since, till) if whole else None)


def _of_months(start: int, end: int, year: str | None, last: str, months: str) -> PeriodMention:
    """The months up to one: 截至2019年8月止的三个月 is June to August; those that begin a year before count as one."""
    month = calendar_number(last)
    first = month - calendar_number(months) + 1
    part = f"{first:02d}/{month:02d}" if 1 <= first < month <= 12 else f"{month:02d}"
    return PeriodMention(start, end, calendar_number(year) if year else None, part=part)


def _marked_plan(printed: str) -> bool:
    """A plan's name counts in quotes or with its noun: “十四五”, 十四五时期; a bare 十五 is a number."""
    return printed[0] in "“‘「" or printed.endswith(("时期", "期间", "以来", "规划期", "五五"))


def _part(word: str | None, first: str | None, last: str | None, month: str | None, calendar: Calendar) -> str | None:
    if word:
        return calendar.parts[word]
    numbers = [calendar_number(number) for number in (first, last, month) if number]
    if not numbers or not all(1 <= number <= 12 for number in numbers):
        return None
    return "/".join(f"{number:02d}" for number in numbers)


def last_month(part: str) -> int:
    """The month in which a part of a year ends: Q3 is 9, H1 is 6, 01/09 is 9."""
    if part in ("year", "end", "H2"):
        return 12
    if part == "H1":
        return 6
    if part.startswith("Q"):
        return int(part[1]) * 3
    return int(part[-2:])


def period_of(year: int, part: str | None) -> Period:
    """The period of a year and a part of it: (2023, "01/09") is 2023-01/2023-09."""
    if part is None or part in ("year", "end"):
        return Period(year, str(year))
    if part[0] in "HQ":
        return Period(year, f"{year}-{part}")
    months = part.split("/")
    return Period(year, "/".join(month if "-" in month else f"{year}-{month}" for month in months))  # 2021-07/06
