"""Told again: numbers of places that were named before them, by 两市, 前两地, 前者 and 后者, or one by one."""

from __future__ import annotations

import regex

from extractor.reading.clauses import Sentence
from extractor.reading.placekinds import KINDS
from extractor.reading.placenames import RegionMention
from extractor.reading.places import Place, Reader
from extractor.reading.thread import Thread

COUNTED = regex.compile(
    rf"(?:\d+|[两三四五六七八九十])个?(?:\p{{Han}}{{0,5}}(?:主产|大|强))?(?:{KINDS}|中心城区|主城区|城区|[省市县区州盟旗城港])(?:（[市区县]）)?"
)
_STAND = regex.compile(r"[^，。；]{0,6}(?:居|列|排|名列|并列|紧随|位于|进入)[^，。；]{0,12}，")
"""What says of a list of places, right behind it, that they lead: 广东、江苏、山东|仍居前三位，|GDP分别为."""
_LEAD = regex.compile(
    r"(?:\p{Han}{0,6}?(?:最[高低大小快慢多少]|居首|居前|靠前|垫底|居末)|领[涨跌先跑])的?，"
    r"\p{Han}{0,6}?(?:均|都|同)?(?:[为达是]|达到|增长|下降|上涨|下跌|提高)?"
)
"""What says of a list of places, up to their number, that they come first or last: 涨幅最高，均为."""
_AMONG = regex.compile(r"在[^，。；]{2,16}中(?:分别|依次|各)?(?:[列居排]|位居|位列|名列|排名)$")
"""What several places are told among, of one region: |在全国和中部六省中分别列|第7位和第2位."""
_LISTED = regex.compile("[、和与]")
FOREMOST_OF = regex.compile("前[两二三四2-4][地市省县区者城家个]")
"""What stands for the first of several: |前两地|分别下跌0.03%、0.11%."""
_ALIKE = regex.compile("双双|(?<![平年月日人户亩周季])均(?![价衡匀])|都(?!市)")
"""What says that a number is of each of several."""
_MOVES = ("percent", "multiple", "points")
"""What how much several have moved is told in, without 分别: 比去年同期提高了|0.9和1.1个百分点|."""
_PAIR = {"前者": 0, "后者": 1}
"""What stands for the first and for the second of two."""


def told_again(reader: Reader, thread: Thread, sentence: Sentence, group: list[Place]) -> list[Place]:
    """The numbers with the regions that were told before them: 鸡西、鹤岗分别增长6%、3%，而2014年|两市|分别为2%、1%."""
    first = group[0]
    if are_among(reader, group):
        whole = first.phrase._replace(regions=(), local="", national=False)
        return [first._replace(phrase=whole), *group[1:]]
    other = _former_or_latter(thread, first)
    if other is not None:
        return [first._replace(phrase=first.phrase._replace(text="", regions=(other,))), *group[1:]]
    one_by_one = _one_by_one(reader, thread, sentence, group)
    if one_by_one:
        return [first._replace(phrase=first.phrase._replace(regions=tuple(one_by_one))), *group[1:]]
    alike = _alike(reader, thread, sentence, first) if len(group) == 1 else []
    if alike:
        return [first._replace(phrase=first.phrase._replace(regions=tuple(alike)))]
    if len(group) == 1 and _lead_together(reader, thread, sentence, first):
        phrase = first.phrase._replace(regions=tuple(thread.regions))
        return [first._replace(phrase=phrase)]  # 成都、银川涨幅最高，均为|1.0%
    if len(group) == 1 or len(group) > len(thread.regions):
        return group
    if len(group) < len(thread.regions):
        if FOREMOST_OF.search(reader.text, first.left, first.quantity.start) is None:
            return group
        phrase = first.phrase._replace(regions=tuple(thread.regions[: len(group)]))
        return [first._replace(phrase=phrase), *group[1:]]  # 北京、上海、深圳…，|前两地|分别下跌0.03%、0.11%
    again = COUNTED.match(first.phrase.text)
    # 甲、乙两市进出口值居全区前两位，|分别为|602亿元、257亿元
    phrase = first.phrase
    stand = _STAND.match(reader.text, thread.regions[-1].end) if first.each and "、" not in phrase.text else None
    within = first.each and reader.text.endswith("在", 0, thread.regions[0].start)  # 在阜新、本溪等城市，
    # 丽江市、西双版纳州分别接待游客57.3万和63.9万人次，|旅游收入分别达到|7.12亿元和5.08亿元
    again_each = thread.each_region and first.each and not _LISTED.search(phrase.text) and not phrase.national
    attribute = (
        within
        or again_each
        or not phrase.text
        or phrase.text in reader.rules.lexicon["derivative"]
        or stand is not None
    )
    named = bool(phrase.regions or phrase.local or phrase.subject) or not attribute
    several = len(thread.told) == len(group) and not thread.each_region  # 产量5亿吨、箱量9万个，分别增长8%和12%
    here = thread.regions[0].start >= sentence.start
    spread_too = first.each or (bool(first.frame.taken) and first.quantity.dimension in _MOVES)
    if again is None and (named or several or not here or not spread_too):
        return group
    rest = first.phrase.text[again.end() if again is not None else 0 :]  # 四县（市）|主体完工率依次为61%、48%、57%
    phrase = first.phrase._replace(text=rest, regions=tuple(thread.regions), verb=False, last_verb="")
    return [first._replace(phrase=phrase), *group[1:]]


def _lead_together(reader: Reader, thread: Thread, sentence: Sentence, first: Place) -> bool:
    """Whether a rate is of the places that come first or last by the clause before: 贵阳、温州领跌，跌幅均为0.8%."""
    phrase, last = first.phrase, thread.regions[-1] if thread.regions else None
    if last is None or len(thread.regions) == 1 or thread.regions[0].start < sentence.start:
        return False
    if phrase.regions or phrase.local or phrase.national or first.quantity.counts:
        return False
    return _LEAD.fullmatch(reader.text, last.end, first.quantity.outer_start) is not None


def _alike(reader: Reader, thread: Thread, sentence: Sentence, first: Place) -> list[RegionMention]:
    """The places that a number is of alike, each told with one before: 绍兴、嘉兴GDP分别为…，首次|双双突破|7000亿元."""
    phrase = first.phrase
    if (
        phrase.regions
        or phrase.local
        or phrase.national
        or not _ALIKE.search(reader.text, first.left, first.quantity.outer_start)
    ):
        return []
    mark = reader.text.rfind("；", sentence.start, first.quantity.start)
    told = thread.regions if thread.each_region else thread.one_by_one
    told = [one for one in told if one.start > max(mark, sentence.start - 1)]
    if len({one.region for one in told}) < 2 or (phrase.text and not thread.each_region):
        return []
    return [] if reader.mentions.regions_in(told[-1].end, first.left) else told  # 甲县增长5%，乙县增长4%，|均高于|上年


def are_among(reader: Reader, group: list[Place]) -> bool:
    """Whether places of one region are told in several wider ones: 在全国和中部六省中分别列|第7位和第2位|."""
    first = group[0]
    ranks = len(group) > 1 and first.quantity.dimension == "rank"
    return ranks and _AMONG.search(reader.text, first.left, first.quantity.outer_start) is not None


def _former_or_latter(thread: Thread, first: Place) -> RegionMention | None:
    """The one of two places that is meant: 沈阳、长春的GDP分别为6470.3亿元和5904.1亿元，|前者|增长4.2%."""
    if first.phrase.text not in _PAIR or first.phrase.regions or len(set(thread.named)) > 1:
        return None  # 工业投资、技改投资分别增长13%、20%，|前者|高于全省
    last = thread.one_by_one[-1] if thread.one_by_one else None
    told = thread.each_region and len(thread.regions) == len(_PAIR)
    if not told or (last is not None and last not in thread.regions and last.start > thread.regions[-1].start):
        if len(thread.one_by_one) < len(_PAIR):
            return None
        thread.regions, thread.each_region = thread.one_by_one[-len(_PAIR) :], True
    return thread.regions[_PAIR[first.phrase.text]]


def _one_by_one(reader: Reader, thread: Thread, sentence: Sentence, group: list[Place]) -> list[RegionMention]:
    """The regions told one by one that 分别 spreads numbers over: 甲县减贫2万人，乙县1万人，|分别|降至0.6%和0.8%.

    Behind a semicolon they are those told since: 江宁区9127对；鼓楼区6488对、六合区5902对，|分列|第二、第三位.
    """
    first = group[0]
    if not first.each:
        return []
    mark = reader.text.rfind("；", sentence.start, first.quantity.start)
    since = [mention for mention in thread.one_by_one if mention.start > mark]
    phrase = first.phrase
    other = phrase.regions or phrase.local or phrase.national or _LISTED.search(phrase.text)
    named = len(thread.told) <= len(group)  # 烟台为 after 常州GDP为 names nothing of its own
    each = len(group) == len(since) == len({mention.region for mention in since}) > 1
    return since if not other and named and each else []
