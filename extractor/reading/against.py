"""Against: whether a period is what something is measured against, and not when it was: 比2020年, 是去年的1.6倍."""

from __future__ import annotations

import regex

from extractor.ruleset.calendar import Calendar

# 固定资产投资3.2万亿元，是|“十五”时期|的4.1倍
_IS_BASE = regex.compile(
    r"(?:同期|末|底|年底|全年)?(?:\p{Han}{2,6}额)?的?(?:[\d.〇一二两三四五六七八九十百千万亿]+\p{Han}{1,4}的)?"
    r"[约近超过]{0,2}[\d.一二两三四五六七八九十点]+(?:多|余)?[百千万]?(?:多|余)?倍"
)
_BASE_REACH = 24
# 比大丰收的|一九八三年|增产一千万担
_COMPARED_BEFORE = regex.compile(r"(?:[比较与同]|超过|高于|低于|不及|不如)\p{Han}{2,8}的$")
_MODIFIER = 10
_IS = ("为", "是", "于")
# 仅为|2019年|的七成, 为|2013年的|一半, 为|去年|产量五十二万吨的二点三五倍, 是|去年全年|新增贷款的1.6倍
_IS_PART = regex.compile(
    r"(?:(?:(?![占达到至于])\p{Han}){0,16}(?:[\d.]+\p{Han}{1,4})?的|(?<=的)|(?:同期|全年)?(?=[约近超过\d百]))[约近超过不到]{0,3}"
    r"(?:百分之|一半|半数|[一二三四五六七八九十]+分之|[\d.一二两三四五六七八九十点]+(?:多|余)?(?:[成%％]|[百千万]?(?:多|余)?倍))"
)
_IS_OF, _OF = regex.compile(r"(?:是|相当于|等于|约为|仅为)\p{Han}{1,8}$"), 14
"""What stands before it where more is told of it: 是历史最高年份|1931年|产量60万担的三分之二."""
# 2000年|以前建成的|小区还有400余个
_BUILT_BEFORE = regex.compile(r"以?前(?:\p{Han}{2,4})?的")
# 为|2003年|沙士以来最大跌幅
_SINCE_EVENT = regex.compile(r"\p{Han}{1,8}以来的?(?:最|首|新|同期|次|第|单)|以来的(?:最|新[高低]|首次|同期)")
# “九五”以来|增长最快的一年
_BEST = regex.compile(r"(?:以来)?的?\p{Han}{0,6}最\p{Han}{1,4}的(?:一年|年份|年度|时期|一个)")
# 农民人均纯收入在|去年|725元的基础上再增加80元
_ON_BASE = regex.compile("[^，。；]{0,14}的基[础数]上")
_WITH = ("与", "同", "和")
# 与|2010年|第六次全国人口普查的3002166人|相比
_COMPARES = regex.compile(r"[^。；，]{0,30}(?:相比|比较|持平|相当)|同比|比(?=[\s，：:]|$)")
_SUMS = regex.compile("[^。；，]{0,8}[总之]和")
_COMPARED_TOO = regex.compile(r"[比较][上去前同]\p{Han}{1,4}[和与、及]$")  # 比上月末和|上年末|低3.8个百分点
JOINTS = ("和", "、", "及", "与")
"""What joins two periods that are both compared with."""


def is_base(text: str, start: int, end: int, calendar: Calendar) -> bool:
    """Whether the period ``text[start:end]`` is what something is compared with, by the words about it."""
    return bool(
        calendar.compared.before(text, max(start - 4, 0), start)
        or calendar.compared_after.at(text, end, min(end + 6, len(text)))
        or ("倍" in text[end : end + _BASE_REACH] and _IS_BASE.match(text, end))
        or (text[start - 1 : start] in _IS and (_IS_PART.match(text, end) or _SUMS.match(text, end)))
        or ("的" in text[end - 1 : end + _BASE_REACH] and _is_part_of(text, start, end))
        or (text[start - 1 : start] in _WITH and _COMPARES.match(text, end))
        or _BUILT_BEFORE.match(text, end)
        or _SINCE_EVENT.match(text, end)
        or (text[start - 1 : start] == "在" and _ON_BASE.match(text, end))
        or _COMPARED_TOO.search(text, max(start - 8, 0), start)
        or _COMPARED_BEFORE.search(text, max(start - _MODIFIER, 0), start)
        or _BEST.match(text, end)
    )


def _is_part_of(text: str, start: int, end: int) -> bool:
    """Whether a part or a multiple is told of what was then: 相当于前几年中|2015年|的八成."""
    return _IS_PART.match(text, end) is not None and _IS_OF.search(text, max(start - _OF, 0), start) is not None
