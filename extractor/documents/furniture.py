"""What stands on a page and is no part of its text: page numbers, running heads, print headers, navigation.

A page break falls into the middle of sentences; what is printed there must go for the sentence to be whole:

    中小微企业贷款余额增长12.
    2026/1/26 21:54  某市统计公报
    https://example.org/gb.html
    3/14
    5%，比上年提高1个百分点。
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from extractor.documents.lines import Line

_PAGE_MARK = re.compile(
    r"[-—–·•\s]*第\s*\d{1,4}\s*页[\s,，、/]*(?:[(（]?共\s*\d{1,4}\s*页[)）]?)?[-—–·•\s]*"  # 第3页 共14页
    r"|[-—–·•]\s*\d{1,4}\s*[-—–·•]"  # - 3 -
    r"|(?:Page|page|PAGE)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
    r"|\d{1,4}\s*/\s*\d{1,4}"  # 3/14
    r"|第\s*\d{1,3}\s*版\s*(?:[(（]\w{1,10}[)）])?|专栏[:：]"  # of a newspaper's archive
    # ８　区域　　某某日报　2014年7月22日　星期二
    r"|.{0,40}[报刊].{0,20}\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日.{0,6}(?:星期|周)[一二三四五六日天].{0,20}"
    r"|.{0,30}\d{4}\s*年\s*第\s*\d{1,3}\s*期(?:\s*[(（]?总第\s*\d{1,4}\s*期[)）]?)?[^。；，：]{0,30}"  # of a bulletin
    r"|(?:https?://|www\.)[!-~]+"
    r"|\[[^\[\]]{0,30}\]\((?:https?://|www\.)[!-~]+\)"
    r"|<!--.{0,200}-->"
)
_PAGE_OF = re.compile(r"\d{1,4}/(\d{1,4})")
_PRINT_HEAD = re.compile(r"\d{4}/\d{1,2}/\d{1,2},?\s*(?:[上下]午\s*)?\d{1,2}:\d{2}.{0,120}")  # a browser's
_NUMBER = re.compile(r"\d{1,4}")
_DIGITS = re.compile(r"\d+")
_NAVIGATION_WORDS = (
    "当前位置|您所在的位置|无障碍访问|无障碍浏览|无障碍|适老版|适老化|长者模式|关怀版|网站地图|网站首页|返回首页|返回顶部|"
    "设为首页|加入收藏|收藏|打印本页|打印|关闭窗口|关闭|下载|全屏|分享到|分享|微信|微博|字体|字号|加大|还原|减小|大|中|小|"
    "上一篇|下一篇|上一页|下一页|责任编辑|扫一扫|手机版|繁体版|简体|繁體|English|登录|注册|首页"
)
_NAVIGATION = re.compile(rf"(?:(?:{_NAVIGATION_WORDS})|[\s|:：【】\[\]()（）>»·/-])+")
_BRACKET = re.compile(r"[】\])）|]")  # left of 【字号：大中小】 on lines of their own
_LEGAL = re.compile(r".{0,20}(?:ICP备|公网安备|网站标识码).{0,40}")
_HEAD_WIDTH = 60
_NEAR = 3


def without_furniture(lines: Sequence[Line], rows: Collection[int] = frozenset()) -> list[Line]:
    """The lines of the text; one behind a page break is ``torn``, and without a glued page number.

    ``rows`` are the places of lines that are rows of tables, which stay whatever they look like (3/14).
    """
    dropped = {i for i, line in enumerate(lines) if _is_furniture(line.text)}
    dropped |= _print_heads(lines, dropped)
    dropped |= _page_numbers(lines)
    dropped |= _running_heads(lines, dropped)
    dropped = {i for i in dropped if lines[i].start not in rows}
    cuts = dict(_glued_page_numbers(lines, dropped))
    return list(_kept(lines, dropped, cuts))


def _is_furniture(text: str) -> bool:
    if len(text) > 200:
        return False
    if _PAGE_MARK.fullmatch(text) or _LEGAL.fullmatch(text):
        return True
    return bool(_NAVIGATION.fullmatch(text)) and any(character.isalpha() for character in text)


def _print_heads(lines: Sequence[Line], dropped: set[int]) -> set[int]:
    """Date and time before a title, on many pages or beside their numbers; alone it dates the document."""
    heads = {i for i, line in enumerate(lines) if _PRINT_HEAD.fullmatch(line.text)}
    return heads if len(heads) > 2 else {i for i in heads if {i - 1, i + 1} & dropped}


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    """Bare numbers at the edge of a page (a form feed is beside them), or that count the pages: 1 … 2 … 3."""
    bare = [i for i, line in enumerate(lines) if _NUMBER.fullmatch(line.text)]
    at_edge = {i for i in bare if lines[i].torn or (i + 1 < len(lines) and lines[i + 1].torn)}
    counting: set[int] = set()
    chain: list[int] = []
    for i in bare:
        follows = chain and int(lines[i].text) == int(lines[chain[-1]].text) + 1 and i - chain[-1] >= 10
        chain = [*chain, i] if follows else [i]
        if len(chain) == 3:
            counting.update(chain)
        elif len(chain) > 3:
            counting.add(i)
            chain = chain[-3:]
    return at_edge | counting


def _running_heads(lines: Sequence[Line], dropped: Iterable[int]) -> set[int]:
    """Lines that come again and again beside the breaks of pages: the title of a bulletin over each page."""
    beside: set[int] = {i for i, line in enumerate(lines) if line.torn}
    for i in dropped:
        beside.update(range(i - _NEAR, i + _NEAR + 1))
    keys = {i: _DIGITS.sub("#", line.text) for i, line in enumerate(lines) if _may_be_head(line)}
    everywhere = Counter(keys.values())
    at_breaks = Counter(key for i, key in keys.items() if i in beside)
    return {i for i, key in keys.items() if at_breaks[key] >= 3 and at_breaks[key] * 3 >= everywhere[key] * 2}


def _may_be_head(line: Line) -> bool:
    return len(line.text) <= _HEAD_WIDTH and not line.closed and any(map(str.isalpha, line.text))


def _glued_page_numbers(lines: Sequence[Line], dropped: set[int]) -> Iterator[tuple[int, int]]:
    """Lines that begin with a page number, and how long it is: 4 in ``3/14元，中小微企业``."""
    totals = Counter(match[1] for i in dropped if (match := _PAGE_OF.fullmatch(lines[i].text)))
    if not totals:
        return
    glued = re.compile(rf"\d{{1,4}}/{totals.most_common(1)[0][0]}(?=.)")
    for i, line in enumerate(lines):
        if i - 1 in dropped and i not in dropped and len(line.text) == line.end - line.start:
            match = glued.match(line.text)
            if match:
                yield i, match.end()


def _kept(lines: Sequence[Line], dropped: set[int], cuts: dict[int, int]) -> Iterator[Line]:
    torn = False
    for i, line in enumerate(lines):
        if i in dropped or (torn and i and _BRACKET.fullmatch(line.text)):
            torn = True
            continue
        cut = cuts.get(i, 0)
        if cut:
            line = line._replace(start=line.start + cut, text=line.text[cut:])
        yield line._replace(torn=True) if torn else line
        torn = False
