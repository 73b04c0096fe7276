"""Blanks that are none of the text's own: those set between figures, letters and 汉字, or left by recognition.

Chinese is written without blanks. 比 上年 增长 7.6 % and 2023 年全省 GDP 达 6 万亿元 say what they say without theirs,
and no name, word or unit is found across one. A blank that parts two claims says something: 300亿元 增长5%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HAN = "\u3400-\u9fff〇"
_MARKS = "，。；：！？、）】》”’"
_OPENERS = "（【《“‘"
_DATE = r"(?<=\d) (?=[年月日])|(?<=[年月]) (?=\d)"
_IN_DATES = re.compile(_DATE)
_IN_SENTENCES = re.compile(
    rf"{_DATE}"
    rf"|(?<=[{_MARKS}{_OPENERS}]) +(?=\S)| +(?=[{_MARKS}{_OPENERS}])"
    rf"|(?<=\d) (?=[{_HAN}%‰—–~～-])|(?<=[—–~～-]) (?=\d)|(?<=[A-Za-z]) (?=[{_HAN}])|(?<=[{_HAN}]) (?=[A-Za-z])"
    rf"|(?P<between>(?<=[{_HAN}%‰]) (?=[{_HAN}\d]))"
)
_SENTENCE = re.compile("[，。；]")
_END = re.compile(r"\d[^ ，。；、]{0,5}$|第[一二三四五六七八九十百]{1,6}[编章节条]$|讯$")
_BOUND = re.compile("左右|以[上下内]|上下")


def is_running(text: str) -> bool:
    """Whether a line is part of a sentence, in which blanks say nothing; a heading or a list of names is not."""
    return bool(_SENTENCE.search(text))


def needless(text: str, start: int, end: int, running: bool) -> Iterator[tuple[int, int]]:
    """Start and end of each blank to leave out, two of 全省 GDP 达6万亿元; without ``running`` only those of dates."""
    if text.find(" ", start, end) < 0:
        return
    for match in (_IN_SENTENCES if running else _IN_DATES).finditer(text, start, end):
        if running and match["between"] and _begins_anew(text, start, match.start(), match.end()):
            continue
        yield match.span()


def _begins_anew(text: str, start: int, blank: int, behind: int) -> bool:
    """Whether what is behind a blank may be told anew: 300亿元 增长5%, 第四条 税率, 本报讯 全省, but not 6% 左右."""
    return bool(_END.search(text[max(blank - 8, start) : blank])) and not _BOUND.match(text, behind)
