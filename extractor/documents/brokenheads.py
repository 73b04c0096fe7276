"""Heads of a copied table, whose lines break inside of them and between: 计量⏎单位 10月 同比⏎±% are three."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.documents.cells import UNIT_HEAD, Span, unspaced

_WORD = re.compile("[^ ]+")
_SPREAD = frozenset(("指标", "项目", "名称", "地区", "县区", "单位", "属性", "类别", "序号", "科目", "累计", "行业"))
"""Words whose characters a blank may part: 指 标."""
_BROKEN = frozenset(("计量单位", "指标名称", "产品名称", "项目名称", "科目名称", "增长速度"))
"""Heads that a line may break in the middle of, which no other reading has."""
_NAMES = re.compile(
    "地区|县区|县市区?|区县|市州|城市|(?:主要)?指标(?:名称)?|项目(?:名称)?|名称|行业|(?:产品|商品|科目)(?:名称)?|品种|单位名称"
)
"""What heads the names of the rows."""
_GOES_ON = re.compile("[（(〔[［±+%％]|年$")
"""How a piece begins that is no head of its own: （%）, 年, behind 2020."""
_BEGINS = re.compile("(?:19|20)[0-9]{2}|年均|年度|规划|绝对[数量值额]|[0-9]{1,2}(?:[-—至][0-9]{1,2})?月")
"""How a head begins on a line of its own: 2020 年, 基数, 2025 年, 目标 are two heads."""
_AMOUNT = re.compile("数量|人数|户数|单位数|金额|绝对[数量值额]|总[量数额]|累计|产量|面积")
"""How the head of an amount begins."""
_SET_BEFORE = re.compile("类别|类型|领域|分类|序号|编号|[号别序类]")
"""Heads of columns before the names, whose cells are no part of them, or what a break left of them."""


def widths_over(upper: int, lower: Sequence[str]) -> list[int]:
    """Over how many heads each of those above them is, none where it does not come out: 2 and 2 of 累计 增长 累计 增长.

    A head over others goes on until the first of them comes again, or another that tells an amount: 数量 比重 人数.
    """
    for begins in (
        [number for number, one in enumerate(lower) if one == lower[0]],
        [number for number, one in enumerate(lower) if _AMOUNT.match(one)],
    ):
        if len(begins) == upper > 1 and begins[0] == 0:
            return [end - start for start, end in zip(begins, [*begins[1:], len(lower)], strict=True)]
    return []


class Heads(NamedTuple):
    """The heads of the names and units of rows, those of their numbers, and those over so many of these.

    ``alone`` of the numbers stand before the first that has another over it.
    """

    names: list[Span]
    lower: list[Span]
    upper: list[tuple[Span, int]]
    alone: int
    lines: int


def read_heads(text: str, lines: Sequence[Span], columns: int) -> Heads | None:
    """The heads on these lines over so many columns; None where it does not come out which is over which."""
    for heads in _readings(text, lines):
        said = [unspaced(text, head) for head in heads]
        named = [number for number, one in enumerate(said) if _NAMES.fullmatch(one)]
        if len(named) != 1:
            continue
        first = named[0]
        names = 1 + (first + 1 < len(said) and UNIT_HEAD.fullmatch(said[first + 1]) is not None)
        rest, told = heads[:first] + heads[first + names :], said[:first] + said[first + names :]
        upper = len(rest) - (columns - names)
        if upper < 0 or (upper == 0 and first > 0):
            continue
        if first > upper:
            continue
        for alone in range(1 if first or not upper else len(rest) - upper):  # 增速, before 零售总额 over 绝对额 增长
            widths = widths_over(upper, told[alone + upper :])
            if widths or not upper:
                over = list(zip(rest[alone : alone + upper], widths, strict=True))
                lower = rest[:alone] + rest[alone + upper :]
                return Heads(heads[first : first + names], lower, over, alone, len(lines))
    return None


def heads_of(text: str, lines: Sequence[Span], columns: int) -> list[Span] | None:
    """So many heads on these lines, in one row; None where they do not come out."""
    return next((heads for heads in _readings(text, lines) if len(heads) == columns), None)


def _readings(text: str, lines: Sequence[Span]) -> Iterator[list[Span]]:
    """What the heads may be: where a line breaks a head may begin, or only where its words say so, or none."""
    pieces: list[tuple[Span, bool, bool]] = []  # where, whether a line breaks before it, whether a head begins there
    for place, line in enumerate(lines):
        for number, span in enumerate(_pieces(text, line)):
            broken = place > 0 and number == 0
            joined = bool(pieces) and text[slice(*pieces[-1][0])] + text[slice(*span)] in _BROKEN
            if pieces and (joined or _GOES_ON.match(text[slice(*span)])):
                pieces[-1] = ((pieces[-1][0][0], span[1]), pieces[-1][1], pieces[-1][2])
            else:
                pieces.append((span, broken, _BEGINS.match(text, *span) is not None))
    for told, untold in (
        (True, False),
        (True, True),
        (False, False),
    ):  # whether a break parts where words say so, or not
        heads: list[Span] = []
        for span, broken, begins in pieces:
            if heads and broken and not (told if begins else untold):
                heads[-1] = heads[-1][0], span[1]
            else:
                heads.append(span)
        yield [head for head in heads if not _SET_BEFORE.fullmatch(unspaced(text, head))]


def _pieces(text: str, line: Span) -> Iterator[Span]:
    """What the blanks of a line part, words that are spread out whole: 指标 in 指 标."""
    words = [found.span() for found in _WORD.finditer(text, *line)]
    place = 0
    while place < len(words):
        start, end = words[place]
        following = words[place + 1] if place + 1 < len(words) else None
        letters = following is not None and end - start == 1 == following[1] - following[0]
        after = words[place + 2] if place + 2 < len(words) else None
        alone = after is None or after[1] - after[0] > 1  # 号 指 标 are two
        if following is not None and ((letters and alone) or text[start:end] + text[slice(*following)] in _SPREAD):
            end = following[1]
            place += 1
        yield start, end
        place += 1
