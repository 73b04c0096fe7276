"""The period of a number of which its own words tell none: that of the section it stands in."""

from __future__ import annotations

import regex

from extractor.reading.clauses import Sentence
from extractor.reading.context import Section
from extractor.reading.indicators import look_up
from extractor.reading.periods import Period
from extractor.reading.places import Place, Reader
from extractor.reading.scope import GOVERNS
from extractor.records import Bound, Status

_SAID = 30
"""How far before a number what it is paid for may stand, in characters."""
_EACH = regex.compile("人均|户均|亩均|每[人户亩头只床台生吨个家名]")
_PAID = regex.compile("标准|补助|奖励|奖补|补贴|补偿|[再给]奖")
_ALL_YEARS = regex.compile("年均|年平均|累计")
"""What tells that a figure of a plan is over all of its years."""
_TOTAL = 100_000_000
"""What a sum of all that is paid reaches, in 元."""
_GIVEN = regex.compile("补助|奖励|奖补|补贴|补偿|[再给]奖")
"""What is given at a rate that holds from the first year of a plan on, where other standards are to be reached."""
_LONG_PLAN = regex.compile("规划|纲要")
_ATTAINED = regex.compile("收入|总值|产值|产量|消费|生产率|增加值|税收|投入|支出|利润|存款|资产")
"""What is reached, and no rate."""
_BASED = regex.compile("基[础数]上，")
"""What stands behind what there is, before what is to come to it: 现有800亿斤产能|基础上，|新增200亿斤."""
_STOCKS = ("area", "length")
"""What is there at the end of years though it is told to have been added up."""
_PASSED = (Bound.AT_LEAST, Bound.AT_MOST)
_YEARLY = regex.compile("年(?:产|加工|出栏|接待|屠宰|处理|供水|供气)|享受|现有|拥有|共有|[居留]住着?")
"""What is said of what there is or comes every year: 马铃薯|年产|鲜薯280万吨, |享受|低保的居民1.9万人."""
_ADDED = regex.compile("新[增建改修植开]|[净续]增|累计|[改扩续]建|建[设造成]|改造|完成|解决|转移")
_PASSES = regex.compile("(?<!接连|先后|相继|连续)突破")
"""What makes an amount told of several years a state at their end: |突破|5000亿元, not 接连|突破|40亿、60亿美元."""
_ON_YEAR = regex.compile("[比较]上年(?!度)|[比较]去年|同比")
"""What tells in a review of several years that a sentence is about the last of them."""
_NOW = 400
"""How far before a number its sentence may say that it is of now, in characters."""


def section_period(reader: Reader, sentence: Sentence, section: Section, place: Place) -> Period | None:
    """The period of a section; what moved did so over all of its years, what is reached holds at their end."""
    year, facts = section.year, reader.facts
    if year is None:
        return None
    if facts.news and not section.told and facts.year == year + 1 and says_now(reader, sentence, place):
        return Period(facts.year, str(facts.year))  # 去年外贸增长15%。目前，宁波港已有航线100多条
    if facts.plan is not None and section.status is Status.TARGET:
        if _is_standard(reader, place):
            return Period(facts.year or year, str(facts.year or year))  # 人均补助2万元, in a policy of four years
        based = _BASED.search(reader.text, sentence.start, place.quantity.start)
        since = based.end() if based is not None else sentence.start
        if reader.rules.lexicon.anywhere["by_now"].search(reader.text, since, place.quantity.start) is not None:
            return Period(facts.year or year, str(facts.year or year))  # |现有|800亿斤产能, in a policy up to 2030
        every = _ALL_YEARS.search(reader.text, place.frame.start, place.quantity.start) is not None
        if every and year == facts.plan[1] > facts.plan[0]:
            return Period(year, f"{facts.plan[0]}/{year}")  # 生产总值|年均|增长6%, of a plan of five years
    if section.span > 1 and over_years(reader, place) and not _is_of_last(reader, sentence, place):
        return Period(year, f"{year - section.span + 1}/{year}")
    return Period(year, str(year))


def _is_standard(reader: Reader, place: Place) -> bool:
    """Whether a policy tells at what rate something is paid or allowed: |人均补助|2万元, |人均不超过|20平方米."""
    number = place.quantity
    said = reader.text[max(place.left, number.start - _SAID) : number.start]
    if _ATTAINED.search(said) is not None:
        return False  # 实现|人均可支配收入|4000元以上
    money = (number.dimension or "").startswith("money") or number.unit.startswith("元/")
    each = _EACH.search(said) is not None or "/" in number.unit
    given = _GIVEN if _LONG_PLAN.search(reader.facts.title) is not None else _PAID
    if given is _GIVEN and given.search(said) is None:
        return False
    paid = given.search(said) is not None and number.value is not None and number.value < _TOTAL
    return (money and (each or paid)) or (each and number.bound is Bound.AT_MOST)


def over_years(reader: Reader, place: Place) -> bool:
    """Whether a number told of several years is of all of them: growth, and amounts that no 达到 makes a state."""
    entry = place.frame.frame.entry
    moved = entry.statistic in ("growth", "change", "multiple") or entry.former
    passed = _PASSES.match(reader.text, place.quantity.outer_start) is not None
    added = (place.frame.taken == 0 and not passed) or "累计" in reader.text[place.left : place.quantity.start]
    stock = place.quantity.dimension == "percent" or (place.frame.taken > 0 and place.quantity.dimension in _STOCKS)
    summed = entry.statistic == "level" and added and not stock  # 新增就业|累计|超过620万人, not 面积|累计|达93万亩
    return moved or summed


def _is_of_last(reader: Reader, sentence: Sentence, place: Place) -> bool:
    """Whether a number in a review of several years is of the last: 比上年增长14%, 每千人拥有床位4.7张, 上市企业7家."""
    start, end = place.quantity.start - GOVERNS, place.quantity.end + GOVERNS
    if _ON_YEAR.search(reader.text, max(sentence.start, start), min(sentence.end, end)):
        return True
    if "累计" in reader.text[place.left : place.quantity.start]:
        return False  # 固定资产投资|累计|完成620亿元
    phrase, lexicon = place.phrase, reader.rules.lexicon
    if place.frame.frame.entry.statistic != "level" or phrase.flow or phrase.last_verb or _ADDED.search(phrase.text):
        return False
    if _YEARLY.search(phrase.text) is not None:
        return True
    if reader.text.startswith(("、", "和"), place.left) or place.quantity.bound in _PASSED:
        return False  # 新增企业120家、|上市企业|8家; 经济总量|超过|6万亿元 was passed in one of the years
    return lexicon["each"].at(phrase.text, 0, len(phrase.text)) > 0 or look_up(phrase.text, reader.rules) is not None


def says_now(reader: Reader, sentence: Sentence, place: Place) -> bool:
    """Whether a sentence says before a number that it is of the day it was written on: 目前, 昨日."""
    now = reader.rules.lexicon.anywhere["now"]
    start = max(sentence.start, place.quantity.start - _NOW)
    return now.search(reader.text, start, place.quantity.start) is not None
