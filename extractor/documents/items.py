"""Marks of items: what stands before a heading or a line of a list and is no part of it: 一、 （二） 1. ① ● ✅."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMERAL = r"(?:[一二三四五六七八九十百]{1,4}|\d{1,2})"
# Circled and bracketed numbers, arrows, shapes, dingbats, emoji; ○ is a zero too: 二○○三年.
_BULLET = (
    r"(?:(?!○[〇○一二三四五六七八九年])"
    "[❯\u2190-\u21ff\u2460-\u24ff\u2580-\u27bf\u2b00-\u2bff\u3220-\u3229\u3280-\u3289\U0001f300-\U0001faff•·※§√⊙])"
)
# 一、二产业 and 1、2月 are no items.
_HAN_NUMBER = r"[一二三四五六七八九十]{1,3}[、.](?![一二三四五六七八九十][、产季类期级线批])"
_NUMBER = r"\d{1,2}(?:[.-]\d{1,2}){0,3}[、.)）](?!\d| \d{1,2}[%‰])"
_ITEM = re.compile(
    rf"第{_NUMERAL}(?:[编章节条]|部分)|{_HAN_NUMBER}|[(（]{_NUMERAL}[）)]|\d{{1,2}}[.、](?!\d| \d{{1,2}}[%‰])|——"
    rf"|{_BULLET}|[〉》]{{2,}}|#{{1,6}} |[-*] "
)
_MARKS = re.compile(
    rf"(?:(?:{_BULLET}|[〉》]{{2,}}(?![〉》])|[-—*+>#|~`_]|\[[ xX√]?\]|{_HAN_NUMBER}|{_NUMBER}"
    rf"|\d{{1,2}}\.\d{{1,2}}\.\d{{1,2}}(?![\d.%])"
    rf"|[(（](?:{_NUMERAL}|[A-Za-z])[)）]|(?:[A-Za-z]|[IVX]{{1,4}}|[Ⅰ-Ⅻ])[.、)）](?![A-Za-zⅠ-Ⅻ]))[ \u3000]*)+"
    r"(?=[^\W\d_]|[“‘「『《〈【\[(（]|(?:19|20)\d\d年)"
)
_FIGURE = re.compile(
    rf"(?P<bullet>{_BULLET}[ \u3000]*)?(?:[约近超逾]|超过)?\d[\d,]*(?:\.\d+)?"
    r"(?:[%‰]|(?![年月日号时])[\u4e00-\u9fff]{1,5})(?:以上|左右)?[%+]?"
)
_ENTRY = re.compile(
    r"[\u4e00-\u9fff“”（）()、A-Z]{2,18}(?:[：:] *|[ \u3000]+)(?:[约近超逾]|超过|稳定在|突破|达到)?"
    r"(?:\d[\d,]*(?:\.\d+)?[^。；]{0,24}|[^，。；：:\d]{2,12})"
    r"|[\u4e00-\u9fff]{2,6}[：:][^。；：:]{6,60}"
)
_ENTRIES = 3
"""How many lines in turn are no chance."""
_BOX = re.compile("数说|数读|数字|数据|成绩单|看点|亮点|关键词|[】〗]$")
"""What heads a box of figures."""
_NUMERALS = frozenset("一二三四五六七八九十")


def starts_item(line: str) -> bool:
    """Whether a line begins with the number or mark of a heading or a list: （二）农业, 3.工业, ——增长."""
    return _ITEM.match(line) is not None


def figure_lines(lines: Sequence[str], gaps: Sequence[bool]) -> frozenset[int]:
    """Which lines of a box hold no more than a figure, whose name is on the next: ▲ 86.0%, and 97.8% under 【数说】.

    Without a mark of its own it takes several in turn with their names, the first under a heading or behind a gap.
    """
    alone = {number: found for number, line in enumerate(lines) if (found := _FIGURE.fullmatch(line)) is not None}
    named = {number for number in alone if number + 1 < len(lines) and number + 1 not in alone and not gaps[number + 1]}
    kept: set[int] = set()
    for number in sorted(named):
        opens = gaps[number] or number == 0 or _BOX.search(lines[number - 1]) is not None
        follows = number - 2 in kept
        if alone[number]["bullet"] or follows or (opens and number + 2 in named):
            kept.add(number)
    return frozenset(kept)


def entry_lines(lines: Sequence[str]) -> frozenset[int]:
    """Which lines of a box are a name and its figure each, three in turn or more: 日均客流：154万人次."""
    kept: set[int] = set()
    run: list[int] = []
    for number, line in enumerate([*lines, ""]):
        if _ENTRY.fullmatch(line) is not None:
            run.append(number)
            continue
        if sum(any(map(str.isdigit, lines[one])) for one in run) >= _ENTRIES:
            kept.update(run)
        run = []
    return frozenset(kept)


def behind_marks(text: str, start: int, end: int) -> int:
    """Where the words of ``text[start:end]`` begin behind the marks of an item: ``1. ① 固定资产投资`` at 5.

    ``start`` where there is no such mark, or nothing behind it: 1、2月, -5%.
    """
    first = text[start : start + 1]
    if not first or ("\u4e00" <= first <= "\u9fff" and first not in _NUMERALS):
        return start
    marks = _MARKS.match(text, start, end)
    return marks.end() if marks else start
