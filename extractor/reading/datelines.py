"""Datelines: where news is from, and the place that an item goes on about right behind: 本报合肥讯 |凤阳县|去年…."""

from __future__ import annotations

import re

import regex

from extractor.reading.clauses import Clause
from extractor.reading.placenames import RegionMention
from extractor.reading.places import Reader
from extractor.reading.thread import Thread
from extractor.ruleset.gazetteer import NATION, Level, Region

_REPORTED = re.compile("记者[\u4e00-\u9fff]{2,8}$")
"""What stands before the place that a reporter writes from, in a byline: 记者李某|北京|报道."""
_WRITER = 10
"""How far before it the byline begins, in characters."""
_ISSUED = re.compile(
    r"(?:[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日)?[讯电訊電](?:[ 　（(】]|记者|$)"
)
"""What stands behind the place that news is from: 本报北京|2月28日讯|记者朱剑红报道."""
_SENT = regex.compile(r"(?:\d{1,2}月\d{1,2}日)?[讯电]")
"""What stands behind the place that a paper's own news is from: 本报义乌|2月21日电|."""
_CAPITAL = "0100"
"""How the code of a province's capital ends."""
_ITEM = regex.compile(
    r"[【（(]?据?(?:本报|新华社|中新社|本台|本刊)\p{Han}{0,5}?"
    r"(?:[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日)?(?:专?电|讯|消息)[】）)：:]? ?"
    r"(?:[（(][^（）()\n]{2,40}[）)] ?)?(?:记者 ?\p{Han}{2,4}报道[：:]? ?)?"
)
"""How an item begins: 本报合肥讯, 新华社合肥3月4日电（记者张某）."""
_LEAD = 60
"""How long that is at the most, in characters."""


def is_issued(text: str, mention: RegionMention) -> bool:
    """Whether a place is only where news is from: 北京|2月28日讯|, 记者李某|北京|报道."""
    if text.startswith("报道", mention.end):
        return _REPORTED.search(text, max(mention.start - _WRITER, 0), mention.start) is not None
    return _ISSUED.match(text, mention.end) is not None


def wired_from(reader: Reader, clause: Clause) -> RegionMention | None:
    """The place that a paper's own news is from, if a clause begins with it: 本报|栾川|讯."""
    start = clause.start + reader.text.startswith("【", clause.start)  # 【本报唐山讯】
    length = reader.rules.lexicon["own_wire"].at(reader.text, start, clause.end)
    named = reader.mentions.region_at.get(start + length) if length else None
    return named if named is not None and _SENT.match(reader.text, named.end) else None


def note_wire(reader: Reader, thread: Thread, clause: Clause) -> None:
    """Where a paper's own news is from is what it is about, inside the document's region: 本报|栾川|讯."""
    named, home = wired_from(reader, clause), reader.facts.home
    if named is None or home is None:
        return
    if home.code == NATION and not reader.text.startswith(("讯", "电"), named.end):
        return  # 本报北京|7月19日电|, in a paper of the nation
    if home.code not in reader.rules.gazetteer.lineage(named.region) or named.region == home:
        return
    if home.level == Level.PROVINCE and (named.region.code or "").endswith(_CAPITAL):
        thread.spoken_of[named.region.name[-1]] = named.region  # what a province tells is told in its capital
        return
    thread.speak_of(named.region)
    thread.heading_region, thread.wired = named.region, True


def note_item(reader: Reader, thread: Thread, first: RegionMention, region: Region) -> None:
    """The place that stands right behind a dateline is what the item's paragraphs are about: 本报合肥讯 |凤阳县|…."""
    begun = thread.opening
    if not 0 < first.start - begun <= _LEAD or region.code is None or region.level in (Level.NATION, Level.ABROAD):
        return
    if _ITEM.fullmatch(reader.text, begun, first.start) is not None:
        thread.heading_region, thread.wired = region, True


def begins_item(text: str, start: int) -> bool:
    """Whether a paragraph begins an item of its own: 本报讯　去年全省生产化肥三百万吨。"""
    return _ITEM.match(text, start, start + _LEAD) is not None
