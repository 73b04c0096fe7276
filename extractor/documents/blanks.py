"""Blanks that are none of the text's own: those set between figures, letters and 汉字, or left by recognition.

Chinese is written without blanks. 比 上年 增长 7.6 % and 2023 年全省 GDP 达 6 万亿元 say what they say without theirs,
and no name, word or unit is found across one. A blank that parts two claims says something: 300亿元 增长5%.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto

_HAN = "\u3400-\u9fff〇"
_MARKS = "，。；：！？、）】》”’（【《“‘"
# Each begins with its blank and then looks back: blanks are found at once, what stands before them is not looked for.
_DATE = r"(?<=\d )(?=[年月日])|(?<=[年月] )(?=\d)"
_IN_DATES = re.compile(f" (?:{_DATE})")
_IN_SENTENCES = re.compile(
    rf" (?:{_DATE}|(?<=[{_MARKS}] ) *(?=\S)| *(?=[{_MARKS}])"
    rf"|(?<=\d )(?=[{_HAN}%‰—–~～-])|(?<=[—–~～-] )(?=\d)|(?<=[A-Za-z] )(?=[{_HAN}])|(?<=[{_HAN}] )(?=[A-Za-z])"
    rf"|(?P<inside>(?<=\d )(?=\d))"
    rf"|(?P<between>(?<=[{_HAN}%‰] )(?=[{_HAN}\d])))"
)
_SENTENCE = re.compile("[，。；]")
SET_OFF_FIGURE = rf" (?<=\d )[{_HAN}%‰]"
"""A figure with a blank before its unit: 6 万亿元."""
_SPACED = re.compile(rf" (?:(?<=\d )[{_HAN}%‰]|(?<=[^\d ]{{4}}[{_HAN}] )\d)")
_ARTICLE = re.compile(r"(?:第[一二三四五六七八九十百]{1,6}[编章节条]|讯|日电|社电|[◆◇■□▲△▼▶●★☆◎][\u4e00-\u9fff]{2,4})$")
"""What a blank stands behind that parts it from the text: 第三条, 本报讯, ◆兴国."""
_FIGURE = re.compile(r"\d[^ ，。；、]{0,5}$")
_OF_FIGURES = ("以上", "以下", "以内", "左右", "之多")
"""What belongs to the number before it, whatever stands between: 2300家 以上."""
_NEAR = 8
_OF_NUMBERS = frozenset("0123456789. ")
_MARKS_BEFORE = frozenset("，,、；（(")


_RUN = re.compile(r"\d{1,3}(?: \d{1,3})*(?:\.\d+(?: \d{1,2})*)?(?= ?[\u4e00-\u9fff%％‰])")
"""A number whose digits recognition has set apart, with its point: 1 2 7.9亿元, 3 2.5 2%, 2 0 1 7年."""


class Blanks(Enum):
    """Which blanks of a paragraph are needless."""

    OF_DATES = auto()
    """Those of 2024 年 1 月: a heading, a list of names keeps the others."""
    INSIDE_CLAIMS = auto()
    """All of a sentence but those behind a number, where another claim may begin: 300亿元 增长5%."""
    ALL = auto()
    """All of a sentence that sets its figures off: 比上年增长 6% 左右."""


def needless_in(lines: Iterable[str]) -> Blanks:
    """Which blanks are needless in a paragraph of these lines."""
    text = "\n".join(lines)
    if " " not in text or not _SENTENCE.search(text):
        return Blanks.OF_DATES
    return Blanks.ALL if _SPACED.search(text) else Blanks.INSIDE_CLAIMS


def needless(text: str, start: int, end: int, which: Blanks) -> Iterator[tuple[int, int]]:
    """Start and end of each blank to leave out between two offsets: two of 全省 GDP 达6万亿元."""
    if text.find(" ", start, end) < 0:
        return
    for match in (_IN_DATES if which is Blanks.OF_DATES else _IN_SENTENCES).finditer(text, start, end):
        if which is not Blanks.OF_DATES and match["inside"] is not None:
            if not _is_spread(text, match.start(), start, end):
                continue
        elif which is not Blanks.OF_DATES and match["between"] is not None:
            before = text[max(match.start() - _NEAR, start) : match.start()]
            apart = which is Blanks.INSIDE_CLAIMS and not text.startswith(_OF_FIGURES, match.end())
            if _ARTICLE.search(before) or (apart and _FIGURE.search(before)):
                continue
        yield match.span()


def _is_spread(text: str, blank: int, start: int, end: int) -> bool:
    """Whether a blank stands inside a number behind a word or a mark whose digits were set apart: 有2 3.5 2%."""
    first = blank
    while first > start and text[first - 1] in _OF_NUMBERS:
        first -= 1
    run = _RUN.match(text, first, end)
    bounded = first == start or ("\u4e00" <= text[first - 1] <= "\u9fff" or text[first - 1] in _MARKS_BEFORE)
    return bounded and run is not None and run.end() > blank
