"""The cells of a line: parted by tabs, bars, two spaces and more, or one blank each; which of them are numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_NUMBER_CELL = re.compile(
    r"[〔\[【]?[-+±(（≥≤＞＜><]?(?:\d{1,3}(?: \d{3})+|[\d,]+)(?:\.\d+)?\s*[%‰]?(?:左右|以[上下内])?[)）]?[〕\]】]?"
    r"|持平|—+|-+|…+|/"
)
FIGURE = re.compile(r"[-+]?[\d,]+(?:\.\d+)?(?:[%‰]|[万亿]{0,2}(?![年月日岁])(?:(?!以[上下])[\u4e00-\u9fff]){1,4})?")
"""A number, perhaps with its unit: 302, 1767.5万吨; no 2008年 and no 60岁."""
_COLUMN_GAP = re.compile(" {2,}|(?<=[元吨%％个人户亩米辆台次平倍点][)）]) (?=[\u4e00-\u9fff])")
"""What parts the cells of a row; behind the unit of a head one blank does: 税 种    收入（亿元）| |同比（%）."""
_BLANK = re.compile(" +")
BARS = re.compile(r"\|.*\||[^|]+(?: \| [^|]+){2,}|[^|]+(?:\|[^|]*){2,}")
"""Cells between bars, which may stand at both ends too: | 三星 | 71.9 |, 三星 | 71.9 | 23.1%."""
BRACKETED = re.compile(r"[（(][^（()）]{1,8}[）)]")
"""A cell that is no more than a unit: （公顷）, (±%)."""
UNIT_HEAD = re.compile("(?:计量)?单位")
"""The head of a column of units."""
OPEN_END = re.compile("(?:[和及与或、]|其他|其它)$")
"""How the part of a name ends that goes on on the next line: 铁路、船舶、航空航天和其他."""
SUM_OF_NAME = re.compile("[总合]计[（(]")
"""How the rest of a broken name begins that says what is summed up: 农用氮、磷、钾化学肥料, 总计（折纯）."""
YEAR = re.compile(r"(?:19|20)\d{2}")
KIND = re.compile("预期性|约束性|指导性|(?:指标)?属性")
"""Whether an aim of a plan binds, and the head of that, where no number stands."""
DIVIDES = re.compile("[分按].{0,6}(?:类型|门类|行业|地区|区域|产业|领域|隶属关系|登记注册|规模|构成)分?|按.{2,6}分")
"""The name of a group of rows that says what they take apart, over the first of them: 分三大门类, 按经济类型分."""
NUMBERED_TITLE = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第.{1,3}[章节条]")
"""How a numbered title begins, which is no cell of a table."""
_FEWEST_BARS = 2
_FEWEST_BLANKS = 3
_SPACED_CELL = r"(?: (?:[-+]?[\d,]+(?:\.\d+)?[%‰]?\*?|—+|-))"
_BLANKS = re.compile(
    rf"(?:(?:[\u4e00-\u9fff] ){{1,4}}[\u4e00-\u9fff]|[^\d\s.,+-]\S*)(?:{_SPACED_CELL}{{{_FEWEST_BLANKS},}}"
    rf"| [万亿千百]{{0,2}}[\u4e00-\u9fff/%]{{1,6}}{_SPACED_CELL}{{2,}})"
)
_AMOUNT_CELL = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?[万亿]{0,2}[\u4e00-\u9fff]{1,4}(?:/[\u4e00-\u9fff]{1,3})?")
"""A number with its unit: 236.9亿元, 0.8元/斤."""
_PART = re.compile("^(?:[#＃*]|其中[:：])+")
"""The mark of a row that is part of the one above: 其中：轿  车."""
_HAN = re.compile(r"[\u4e00-\u9fff]")

Span = tuple[int, int]
RowCells = tuple[bool, list[Span]]
"""The cells of a row, and whether a blank one shows."""


def unspaced(text: str, span: Span) -> str:
    """What a cell says without its blanks: 指标, of 指 标."""
    return "".join(text[slice(*span)].split())


def is_spaced(text: str, start: int, end: int) -> bool:
    """Whether a stretch is a row whose cells stand one blank apart: 公务接待费 12.00 6.88 9.15 -24.81."""
    return text.count(" ", start, end) >= _FEWEST_BLANKS and _BLANKS.fullmatch(text, start, end) is not None


def split_row(text: str) -> list[str]:
    """The cells of a line that has several, parted by tabs or by two spaces and more; none of any other line."""
    if "\t" in text:  # a word may be spread by spaces: 指  标
        return [part.strip() for part in text.split("\t")]
    if " | " in text or text.count("|") >= _FEWEST_BARS:
        return [part.strip() for part in text.strip("| ").split("|")]
    if is_spaced(text, 0, len(text)):
        return [text[start:end] for start, end in blank_cells(text, 0, len(text))]
    return [text[start:end] for start, end in spaced_cells(text, 0, len(text))] if "  " in text else []


def blank_cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The cells of a row that are one blank apart, the characters of its name together: 太 原 市  in 太 原 市 801.2."""
    words = list(parted(_BLANK, text, start, end))
    letters = 0
    while letters < len(words) and words[letters][1] - words[letters][0] == 1 and _HAN.fullmatch(text, *words[letters]):
        letters += 1
    if letters > 1:
        yield words[0][0], words[letters - 1][1]
        words = words[letters:]
    yield from words


def spaced_cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of a row that are parted by two spaces and more, those of one character taken for a word: 粮  食."""
    joined: list[tuple[int, int]] = []
    parts = list(parted(_COLUMN_GAP, text, start, end))
    gaps = [0, *(following[0] - part[1] for part, following in pairwise(parts)), 0]
    for place, (first, last) in enumerate(parts):
        single = last - first == 1 and _HAN.fullmatch(text, first, last)
        apart = gaps[place] >= max(gaps[place - 1], gaps[place + 1]) + 2 > 2  # 全  省      城  市
        apart = apart or (
            text.startswith(("万", "亿", "千"), first) and gaps[place] > gaps[place + 1] + 2
        )  # 原      煤       万  吨
        one = single and joined and _HAN.fullmatch(text, joined[-1][1] - 1, joined[-1][1]) and not apart
        if one and _spread(text, joined[-1]):
            joined[-1] = joined[-1][0], last
        else:
            joined.append((first, last))
    return joined


def parted(mark: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What stands between the marks of a stretch, without the spaces around it."""
    for found in mark.finditer(text, start, end):
        yield _trimmed(text, start, found.start())
        start = found.end()
    yield _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    return start, max(start, start + len(inside.strip()))


def _spread(text: str, span: tuple[int, int]) -> bool:
    """Whether a word is one character, or several with spaces between."""
    return all(len(part) == 1 for part in _PART.sub("", text[span[0] : span[1]]).split())


def is_amount(text: str) -> bool:
    """Whether a cell is a number with its unit: 236.9亿元."""
    return bool(_AMOUNT_CELL.fullmatch(text))


def is_number(text: str) -> bool:
    """Whether a cell is a number or says that there is none: 650.0, 〔8〕, 持平, —."""
    return bool(_NUMBER_CELL.fullmatch(text))
