"""Heads of a copied table, whose lines break inside of them and between: 计量⏎单位 10月 同比⏎±% are three."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from extractor.documents.cells import BRACKETED, UNIT_HEAD, Span, unspaced
from extractor.documents.headwords import PERIOD_HEAD, SET_BEFORE, head_words, name_heads

_BROKEN = frozenset(("计量单位", "指标名称", "产品名称", "项目名称", "科目名称", "增长速度"))
"""Heads that a line may break in the middle of, which no other reading has."""
_GOES_ON = re.compile("[（(〔[［±+%％]|年$")
"""How a piece begins that is no head of its own: （%）, 年, behind 2020."""
_BEGINS = re.compile(
    "(?:19|20)[0-9]{2}|年均|年度|规划|绝对[数量值额]|[0-9]{1,2}(?:[-—至][0-9]{1,2})?[月岁]|其中[:：]|(?:[男女]性?|城镇|乡村)$"
)
"""How a head begins on a line of its own: 2020 年, 基数, 2025 年, 目标 are two heads."""
_AMOUNT = re.compile("数量|人数|户数|单位数|金额|绝对[数量值额]|总[量数额]|累计|产量|面积")
"""How the head of an amount begins."""
_SET_BEFORE = re.compile("类别|类型|领域|分类|[号别序类]")
"""Heads of columns before the names, whose cells are no part of them, or what a break left of them."""

SIDES = (["男", "女"], ["男性", "女性"], ["城镇", "乡村"])
"""Heads of columns that make up a whole together."""
_PAIR = 2


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

    Each of ``upper`` is told with the first column of numbers that it is over.
    """

    names: list[Span]
    lower: list[Span]
    upper: list[tuple[Span, int, int]]
    lines: int


def read_heads(text: str, lines: Sequence[Span], columns: int) -> list[Heads]:
    """The heads on these lines over so many columns; none where it does not come out which is over which.

    Several where only the numbers tell which head the last line is under: 2020年 2010年, under 常住人口数 比重.
    """
    for heads in _readings(text, lines):
        said = [unspaced(text, head) for head in heads]
        named = name_heads(said)
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
        of_names = heads[first : first + names]
        for alone in range(1 if first or not upper else len(rest) - upper):  # 增速, before 零售总额 over 绝对额 增长
            widths = widths_over(upper, told[alone + upper :])
            if widths or not upper:
                starts = accumulate(widths, initial=alone)
                over = list(zip(rest[alone : alone + upper], starts, widths, strict=False))
                return [Heads(of_names, rest[:alone] + rest[alone + upper :], over, len(lines))]
        breaks = [n for n in range(1, len(rest)) if "\n" in text[rest[n - 1][1] : rest[n][0]]]
        if first == 0 and breaks == [upper] and len(rest) == 2 * upper:  # 生产总值 生产总值, over 总量 增速
            return [Heads(of_names, rest[upper:], [(head, n, 1) for n, head in enumerate(rest[:upper])], len(lines))]
        under_one = list(_under_one(text, rest, told)) if first == 0 and upper == 1 else []
        if under_one:
            return [Heads(of_names, *one, len(lines)) for one in under_one]
    return []


def _under_one(
    text: str, heads: Sequence[Span], said: Sequence[str]
) -> Iterator[tuple[list[Span], list[tuple[Span, int, int]]]]:
    """The heads of columns where those of the last line are all under one above: 男 女, under 比重 性别比."""
    below = next((n for n in range(1, len(heads)) if "\n" in text[heads[n - 1][1] : heads[n][0]]), len(heads))
    lower = list(heads[below:])
    alike = all(map(PERIOD_HEAD.fullmatch, said[below:])) or said[below:] in SIDES
    torn = any("\n" in text[one[1] : other[0]] for one, other in pairwise(lower))
    if len(lower) < _PAIR or (torn and below > 1):
        return
    for place in range(below - 1, -1, -1) if alike else range(int(below == 1)):
        yield [*heads[:place], *lower, *heads[place + 1 : below]], [(heads[place], place, len(lower))]


def heads_of(text: str, lines: Sequence[Span], columns: int) -> list[Span] | None:
    """So many heads on these lines, in one row; None where they do not come out."""
    return next((heads for heads in _readings(text, lines) if len(heads) == columns), None)


def _readings(text: str, lines: Sequence[Span]) -> Iterator[list[Span]]:
    """What the heads may be: where a line breaks a head may begin, or only where its words say so, or none."""
    pieces: list[tuple[Span, bool, bool]] = []  # where, whether a line breaks before it, whether a head begins there
    for place, line in enumerate(lines):
        words = list(head_words(text, line))
        units = place > 0 and len(words) > 1 and all(BRACKETED.fullmatch(text, *span) for span in words)
        for number, span in enumerate(words):
            broken = place > 0 and number == 0
            joined = bool(pieces) and text[slice(*pieces[-1][0])] + text[slice(*span)] in _BROKEN
            if units:  # （万吨） （%）, under 产量 增长
                pieces.append((span, broken, True))
            elif pieces and (joined or _GOES_ON.match(text[slice(*span)])):
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
        said = [unspaced(text, head) for head in heads]
        before = [_SET_BEFORE.fullmatch(one) or SET_BEFORE.fullmatch(one) for one in said]
        kept = [head for head, dropped in zip(heads, before, strict=True) if not dropped]
        yield kept if name_heads([unspaced(text, head) for head in kept]) else heads
