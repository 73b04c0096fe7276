"""Figures in brackets: what each is of, and the lists of such items over which 分别 spreads others."""

from __future__ import annotations

from bisect import bisect_left

import regex

from extractor.reading.clauses import Clause
from extractor.reading.origins import with_origin
from extractor.reading.phrases import read_before
from extractor.reading.places import COMPARES, LONGEST, Place, Reader
from extractor.reading.thread import Thread
from extractor.reading.trades import PARTNERS, trade_with

_BRACKETED = regex.compile(r"([^，。；（）()]{2,20})[（(](?![A-Z][A-Za-z0-9.]*[）)])[^（）()]*\d[^（）()]*[）)]")
"""An item of a list with its own figure in brackets, which is no formula: 颗粒物（PM10）."""
_LINKS = ("、", "及", "和", "与", "以")
_BACK = 120
"""How far before its growth the first of such a list may begin, in characters."""
_CLOSE = 14
"""How close behind the last bracket the numbers stand, in characters."""
_LISTS = regex.compile("的有|的是|(?<!不)包括|依次[是为]|分别是|(?:类别|项目|品种|行业|地区)[是为]|尤其是|其中以")
"""What leads up to a list each of whose items has its number in brackets: 价格上升|的有|电力（4.2%）."""
_GLOSSED = regex.compile(r"[（(]\p{Han}{1,12}[）)]$")
_AVERAGE = regex.compile(
    r"(?:是|为|相当于|高于|低于|超过|接近|达到|约为)?\p{Han}{0,6}?(?:平均水平|平均值|均值|平均|水平|平均数)"
)
"""What is said before a bracket that tells what is compared with: 是全国平均水平|（4.9件）."""
_SHARED = regex.compile(
    r"[）)](?:[、及和与以]{1,2}[^，。；（）()]{2,16}[（(][^（）()]*[）)])*的"
    r"(?P<what>\p{Han}{0,6}?(?:消费|工资|收入|支出|开支|价格?|费|额|产?值|租金))"
    "(?=[^\u4e00-\u9fff]|分别|依次|按)"
)
"""What is told in money of all the items of a list: 内地旅客（1578元）及台湾旅客（1290元）|的人均消费|分别."""
_AGAINST_YEAR = ("按年", "按季", "按月", "同比", "环比")
"""What stands before a bracket that tells what a growth is over: 按年|（2022年第3季：114.5亿元）|上升70.1%."""
_FIRST_OF = regex.compile(
    r"(?<!\p{Han})(?P<what>\p{Han}{0,6}率)最[高低]的[是为](?:[^，。；]{2,12}，最[高低]的(?:则|就)?[是为])?$"
)
"""What a rate is highest and lowest of: 就业率最高的是|工学|（94.3%），最低的是|法学|（82.7%）."""
_INSIDE = regex.compile(r"[（(](?:\d[\d.,]*(?:[%‰]|\p{Han}{0,4})[，、；])*$")
"""What stands before a number in brackets: an opening one, and the numbers before it."""
_JOINTS = ("、", "和", "及", "与", "以及")
_LED = 40
"""How far before a bracket what is the highest there may be told, in characters."""


def bracketed_items(reader: Reader, first: Place, count: int) -> list[str] | None:
    """The items of a list with figures in brackets: 港客（79万人次）及台客（6万人次）|分别|上升20%及6%."""
    told: list[str] = []
    before = None
    for item in _BRACKETED.finditer(reader.text, max(first.quantity.start - _BACK, 0), first.quantity.start):
        joined = before is None or (item.start() == before and reader.text[item.start()] in _LINKS)
        told, before = told if joined else [], item.end()
        phrase = read_before(reader.text, item.start(), item.end(1), reader.mentions, reader.rules.lexicon)
        told.append(with_origin(reader, phrase)[-1])
    near = before is not None and first.quantity.start - before <= _CLOSE
    if before is None or not near or len(told) < count or not all(told[-count:]):
        return None
    what = first.phrase.text if first.phrase.start >= before else ""  # 经海路（36万人次）及经机场（25万人次）|入境的
    return [item + what for item in told[-count:]]


def note_bracketed(reader: Reader, thread: Thread, host: Clause, aside: Clause) -> None:
    """A number in brackets is about what stands before them: 珠宝首饰（销货价值下跌58.6%）."""
    start = max(host.start, aside.start - LONGEST)
    before = bisect_left(host.asides, (aside.start - 1,))
    if before and reader.text.startswith(_JOINTS, host.asides[before - 1][1]):
        start = max(start, host.asides[before - 1][1])  # 电力（4.2%）、|外出用膳|（2.9%）
    listed = _LISTS.search(reader.text, start, aside.start)
    if listed is not None:
        thread.moves = movement_of(reader, start, listed.start())
        start = listed.end()
    other = reader.mentions.region_until.get(aside.start - 1)
    said = reader.text[other.start : other.end] if other is not None else ""
    if reader.text.endswith("内地", start, aside.start - 1):
        said = "中国内地"
    told = thread.partners or thread.pending or (thread.last.text if thread.last is not None else "")
    if said and (trade := PARTNERS.fullmatch(told)) is not None:
        thread.partners, thread.pending = told, trade_with(trade, said)
        return
    if said and other is None:
        return  # 升幅的有印度（37%）、内地（15%）
    if other is not None:  # 增速高于|全国|（8.1%）2.3个百分点: of the region what was said before
        beside = COMPARES.search(reader.text, start, other.start)
        if beside is None:
            return
        aside = aside._replace(start=beside.start() + 1)
    gloss = _GLOSSED.search(reader.text, start, aside.start - 1)
    phrase = read_before(
        reader.text,
        start,
        gloss.start() if gloss is not None else aside.start - 1,
        reader.mentions,
        reader.rules.lexicon,
    )
    lexicon, told = reader.rules.lexicon, phrase.text
    if _AVERAGE.fullmatch(told) or told.rstrip("（(") in _AGAINST_YEAR:
        return  # 每万人拥有量65.75件，|是全国平均水平|（4.9件）的13.4倍
    length = lexicon["derivative"].before(told, 0, len(told))
    if other is not None and told[: len(told) - length] not in reader.rules.names.by_name:
        return  # 能耗水平仅次于|广东|（0.77）
    if gloss is not None and phrase.text:
        phrase = phrase._replace(text=phrase.text + gloss[0])  # 食品（不包括外出用膳）|（11.5%）
    if phrase.text in lexicon["derivative"]:
        thread.pending = ""  # 较七月份的相应|升幅|（3.3%）为高: of what was said before
    elif phrase.text and not any(character.isdigit() for character in phrase.text):
        first = _FIRST_OF.search(reader.text, max(aside.start - _LED, 0), start) if listed is not None else None
        shared = _SHARED.match(reader.text, aside.end)
        of_money = shared is not None and reader.text.endswith("元", aside.start, aside.end)
        of = first["what"] if first is not None else shared["what"] if shared is not None and of_money else ""
        thread.pending = with_origin(reader, phrase)[-1] + of


def opening_of(reader: Reader, place: Place) -> int | None:
    """Where the bracket opens that a number stands in, behind no more than numbers: 苏州|（1.1万亿元，5%）."""
    start, end = max(place.quantity.outer_start - _LED, 0), place.quantity.outer_start
    may_stand = max(reader.text.rfind("（", start, end), reader.text.rfind("(", start, end)) >= 0
    opening = _INSIDE.search(reader.text, start, end) if may_stand else None
    return opening.start() if opening is not None else None


def movement_of(reader: Reader, start: int, end: int) -> str:
    """Which way the items of a list have moved by what leads up to it: 价格录得|升幅|的有电力（4.2%）."""
    anywhere = reader.rules.lexicon.anywhere
    for way in ("rise", "fall"):
        if any(anywhere[f"{way}_{kind}"].search(reader.text, start, end) for kind in ("noun", "verb")):
            return way
    return ""
