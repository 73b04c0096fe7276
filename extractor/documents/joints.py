"""Whether a line goes on with the sentence of the line before it.

A page of a newspaper breaks its lines after 18 characters, a PDF after 60, and both break numbers and words:
全球近五⏎成, 居第3⏎位. A line that is joined wrongly gives a sentence with two subjects, one that is not
gives a number without its unit, so each sign is weighed on what stands on both sides of the break.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.documents.columns import Layout, characters_of, commas_of, is_short_title
from extractor.documents.items import starts_item
from extractor.documents.lines import Line, is_closed, width
from extractor.documents.pagehead import is_page_head

_DATELINE = re.compile(
    r"【[^】]{1,12}[讯电]】|本报讯|本报[\u4e00-\u9fff]{0,5}(?:\d+月\d+日)?[讯电]|本报记者|新华社|据悉"
    r"|[又另]讯|本版责|责任编辑|责编[:：　 ]|[注附][:：]|表\d|图\d|□"
)
_BRACKET_END, _BRACKET_START = re.compile("[（(][^（()）]{2,14}$"), re.compile("[^（()）]{2,16}[)）]")
"""A bracket that a line leaves open, and the next one closes."""
_NAMED = re.compile("[▶►▲●◆■★☆◎○△□※·•][ \u3000]*[\u4e00-\u9fff（）()、“”]{3,20}")
_AMOUNT = re.compile(
    "(?:[增降+-]|增长|下降|[约近超逾达])?[0-9][0-9,.]*[^，。；0-9]{0,8}"
    "(?:[ \u3000]+(?:[增降+-]|增长|下降)?[0-9][0-9.]*[%％]?)?"
    "(?:[ \u3000]*[（(].*[)）])?"
)
"""The two lines of an entry of a box: what is told, and its figure with how much it moved."""
_WIRE = re.compile("本报(?:[\u4e00-\u9fff]{0,5}(?:\\d+月\\d+日)?[讯电])(?![（(:：])")
"""How the first line of an item begins, which is no headline."""
_BYLINE = re.compile(
    r"(?:记者|通讯员|作者|摄影|撰文)[\s/:：][^）)]{0,40}[）)]?$|\s摄(?:\s.{0,10})?$|[（(][上下]转.{1,8}[)）]$|第.{1,3}版$"
    r"|^[（(](?![一二三四五六七八九十]+[）)])[\u4e00-\u9fff·]{2,4}(?:[ 　、]+[\u4e00-\u9fff·]{1,4}){0,5}[）)]$"
)
_OPEN_END = re.compile(
    r"[，,、（(“‘《〈【的和与及或]$|[^一二三四五六七八九十]第$|[百千万]分之$|[零〇一二三四五六七八九十百千]点$"
)
_BOUND_START = re.compile(r"(?!([〉》])\1)[，。、；：！？）)”’》〉】%‰,;:!?的]|是[:：]|个百分点")
_NUMBER_END = re.compile(r"[\d.一二三四五六七八九十百千万亿两几]$|[约近超达逾至]$")
_POINT_END = re.compile(r"[^\d\s、.)）-]\d{1,6}\.$")
_BOUNDS = frozenset("约近超达逾至")
_UNIT_START = re.compile(
    r"[\d.万亿千百十个位名家户人次元亩吨斤公平立米里年月日天届项成倍%‰种件所处台套辆条株头只场批座级多余]|以[上下内]"
)
# 在十⏎六、七亿斤之间: a Chinese numeral that the end of the column has cut.
_CHINESE_END = re.compile(r"[^第][零〇一二三四五六七八九十百千]$")
_CHINESE_START = re.compile(r"[零〇一二三四五六七八九十百千万亿]")
_FIGURE_START = re.compile(r"\d[\d,.]*(?:[万亿]*[\u4e00-\u9fff]{1,3}|[%‰])[，。；]")
"""How a line begins that is a figure first: no paragraph does."""
_BRIEF = re.compile("[△▲●■◆◇★☆▼▽]")
"""What news in brief begins with."""
_BOXED = re.compile("[【〖][^】〗]{2,14}[】〗]")
"""What heads a box or a column: 【数说·2023】."""
_INNER_END = re.compile(r"[。；！？](?=.)")
_FIGURE = re.compile(r"\d{1,6}(?:\.\d{1,3}%?|%)")
_QUOTE = re.compile("[“”]")
_OPENER = re.compile(r"(?:了解到|获悉|表示|介绍|认为|指出|提出|显示)[,，:：]")
_LOST_INDENT = 4
_CUT_SHORT = 0.7
"""How much of the column's width a line leaves open, at the least, that a paragraph is not broken in."""
_LONG = 40
_LINE = 30
"""Characters of a line that is no heading but the beginning of a sentence, where it breaks off in a number."""


class Tail(NamedTuple):
    """What is known of a paragraph so far, for the question whether another line goes on with it."""

    last: Line
    first: Line
    lines: int
    length: int
    commas: int
    ends: int
    open_quotes: int
    narrowest: int  # width of its narrowest line, the indent that the first one has lost given back

    @property
    def is_sentence(self) -> bool:
        """Whether there is enough of it to be a sentence and no heading, which may have one comma."""
        if self.ends > 0 or self.commas > 1:
            return True
        return self.commas > 0 and (self.length >= _LONG or bool(_OPENER.search(self.last.text)))

    @property
    def last_width(self) -> int:
        """The width of its last line, with the two characters that the first line of a paragraph is indented by."""
        return width(self.last.text) + (_LOST_INDENT if self.lines == 1 else 0)


def tail_of(line: Line) -> Tail:
    """The tail of a paragraph of one line."""
    return _grown(Tail(line, line, 0, 0, 0, 0, 0, 10**6), line)


def grown(tail: Tail, line: Line) -> Tail:
    """The tail with one line more."""
    ended = tail._replace(ends=tail.ends + is_closed(tail.last.text))
    return _grown(ended, line)


def _grown(tail: Tail, line: Line) -> Tail:
    text = line.text
    return Tail(
        last=line,
        first=tail.first,
        lines=tail.lines + 1,
        length=tail.length + len(text),
        commas=tail.commas + commas_of(text),
        ends=tail.ends + bool(_INNER_END.search(text)),
        open_quotes=tail.open_quotes + text.count("“") - text.count("”"),
        narrowest=min(tail.narrowest, width(text) + (0 if tail.lines or line.indent else _LOST_INDENT)),
    )


def goes_on(tail: Tail, line: Line, behind: Sequence[Line], layout: Layout) -> bool:
    """Whether ``line`` goes on with the paragraph of ``tail``; ``behind`` are the next two lines, if there are any."""
    before = tail.last
    after = behind[0] if behind else None
    gap = line.gap and not (line.torn or layout.spread)
    full = layout.is_full(tail.last_width, characters_of(before))
    stray = line.indent == layout.indent + 1 and full and not before.closed  # 施成富⏎ 家的农家乐
    indented = line.indent > layout.indent and not stray
    item = starts_item(line.text)
    if _POINT_END.search(before.text) and line.text[0].isdigit() and not gap:
        return True  # 水路货运量22.⏎4亿吨
    if before.closed:
        return full and not (
            gap or indented or item or _DATELINE.match(line.text) or _is_headline(line, behind, layout)
        )
    if before.text[-1].isdigit() and line.text[0].isdigit():
        # Two numbers on end are a wrong one, 附件1⏎2026年, and so is the rest of one: 收入34⏎56亿元.
        return (full or tail.commas > 0 or tail.ends > 0 or tail.length >= _LINE) and not (gap or indented)
    if tail.lines == 1 and (is_page_head(before.text) or _BOXED.fullmatch(before.text)):
        return False
    if _BOXED.fullmatch(line.text):
        return False
    bound = _is_bound(tail, line, full)
    if bound or item:
        return bound and (full or not item)
    byline = _BYLINE.search(before.text) and before.text.count("（") <= before.text.count("）")
    if indented or byline or _is_bracketed(tail) or _DATELINE.match(line.text):  # （记者 张三 通讯员 李⏎四） goes on
        return False
    if gap and _is_title(tail, layout):
        return False
    if full:
        return not (gap and _stands_alone(line, after, layout))
    if (tail.is_sentence or tail.commas or tail.open_quotes > 0) and _is_remnant(line, after):
        return True
    if _BRIEF.match(tail.first.text) and tail.first.indent > line.indent:
        return not gap  # 　　△苏州市从本月起将市区⏎居民最低生活保障线
    if tail.lines == 1 and not gap and _NAMED.fullmatch(before.text) and _AMOUNT.fullmatch(line.text):
        return True  # ▶固定资产投资⏎↓5.9%
    if starts_item(tail.first.text) and tail.lines == 1 and not tail.ends:
        return False
    if tail.lines == 1 and not gap and _WIRE.match(tail.first.text):
        return True  # 本报讯 素有“莲乡”之称的建宁⏎县，去年种植白莲2.1万亩
    if not tail.is_sentence:
        return _is_stacked_title(tail, line, layout)
    return not is_short_title(line)


def _is_headline(line: Line, behind: Sequence[Line], layout: Layout) -> bool:
    """Whether a line behind the end of a sentence is the headline of another item: no paragraph ends so.

    …一分不欠。⏎济南：1.1万名下岗职工再就业⏎　　本报讯; …500万公斤。⏎寿光蔬菜市场⏎上半年成交6.8亿公斤⏎　　本报讯
    """
    after = behind[0] if behind else None
    if not is_short_title(line) or after is None or after.gap:
        return False
    second = behind[1] if len(behind) > 1 else None
    if second is not None and is_short_title(after) and _DATELINE.match(second.text):
        return second.indent > layout.indent and not second.gap
    full = layout.is_full(width(line.text), characters_of(line))
    if not full and width(line.text) < layout.wrap * _CUT_SHORT and not _BOUND_START.match(after.text):
        return True  # …心里踏实多了。⏎年快递业务量首次突破1800亿件⏎国家邮政局…: no line inside a paragraph is so short
    return after.indent > layout.indent or (not full and _DATELINE.match(after.text) is not None)


def _is_bracketed(tail: Tail) -> bool:
    """Whether a paragraph is one bracket, which is whole: （本报记者　马玉武　通讯⏎员　臧运梅）."""
    first, last = tail.first.text, tail.last.text
    return tail.lines > 1 and first[0] in "（(" and last[-1] in "）)" and not any(end in first for end in "）)")


def _is_bound(tail: Tail, line: Line, full: bool) -> bool:
    """Whether the break stands where no paragraph can end or begin: 约⏎5万亩, 第3⏎位, 提高⏎的比例."""
    text, before = line.text, tail.last.text
    if _OPEN_END.search(before) or _BOUND_START.match(text):
        return True
    mixed = not before[-1].isdigit() and text[0].isdigit() and before[-1] not in _BOUNDS  # 居全省第一⏎97.8%
    if (full or tail.commas or tail.ends) and _NUMBER_END.search(before) and _UNIT_START.match(text) and not mixed:
        return True
    if (tail.commas or tail.ends) and _FIGURE_START.match(text):
        return True  # 地区生产总值（GDP）⏎3456.28亿元，
    if full and (tail.commas or tail.ends) and _CHINESE_END.search(before) and _CHINESE_START.match(text):
        return True
    if _BRACKET_END.search(before) and _BRACKET_START.match(text):
        return True  # 工业总产值（按一九八⏎○年不变价格计算）
    quote = _QUOTE.search(text)
    return tail.open_quotes > 0 and quote is not None and quote[0] == "”"


def _is_title(tail: Tail, layout: Layout) -> bool:
    """Whether all before a gap is a heading of a wrapped page: its lines end before the column does."""
    short = tail.lines <= 3 and not tail.ends and tail.commas <= 1
    return layout.wrap > 0 and short and tail.narrowest < layout.wrap - 3


def _stands_alone(line: Line, after: Line | None, layout: Layout) -> bool:
    """Whether a line is a heading between blank lines."""
    full = layout.is_full(width(line.text), characters_of(line))
    return is_short_title(line) and not full and (after is None or after.gap)


def _is_stacked_title(tail: Tail, line: Line, layout: Layout) -> bool:
    """Whether two short lines of a narrow column are one heading: 推动城乡融合⏎发展走深走实."""
    narrow = 0 < layout.wrap <= 50
    return narrow and tail.lines < 3 and not line.gap and is_short_title(line)


def _is_remnant(line: Line, after: Line | None) -> bool:
    """Whether a short piece was printed in a type of its own: PM⏎2.5⏎年均浓度, 今年的⏎主要目标⏎是："""
    return after is not None and not after.gap and bool(_BOUND_START.match(after.text) or _FIGURE.fullmatch(line.text))
