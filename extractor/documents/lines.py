"""The lines of a source: where each stands without its edges, how far it is indented, how wide it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.documents.blanks import SET_OFF_FIGURE
from extractor.documents.fold import DROPPED, MAY_BE_DROPPED, NO_CHARACTERS

_LINE_END = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029](?:(?<=\r)\n)?")  # begun so, it is found soonest
# What is left of a line end: the indent behind it, where there is one; else a blank, which in a long line is no other.
_LOST_END = "\u3000{2,}|[ \u00a0\u2002\u2003]{4,}"
_AFTER_SENTENCE = re.compile(f"[。！？；](?:{_LOST_END})(?=[^\\s\u3000])")
_LOST_ENDS = re.compile(f"(?<=[^\\s\u3000])(?:{_LOST_END})(?=[^\\s\u3000])")
_CELLS = re.compile(r"[\t|]")
_LONG = 500
"""Characters of a line that is more than one paragraph."""
_SET_OFF = re.compile(rf"{SET_OFF_FIGURE}| [，。；：、]|[，、] ")
_LOST_BY_BLANKS = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\s，。；：])(?![^（(]{0,30}[）)])")
_EDGE = re.compile(rf"(?:[ \t\n]|{DROPPED.pattern})+")
_DROPPED_TAIL = re.compile(rf"(?:{DROPPED.pattern.partition('+|')[2]})\Z")
_LONGEST_TAIL = 10
_DROPPED_CHARACTER = re.compile(f"[{NO_CHARACTERS}]")
_CLOSERS = "”’》〉」』】"
_ENDS = "。；：！？!?;:…"
_LAST_REMARK = re.compile(r"[（(][^（）()]{0,30}[）)]$")


class Line(NamedTuple):
    """One line: ``source[start:end]`` without the spaces at its edges; ``text`` is that, folded."""

    start: int
    end: int
    text: str
    indent: int = 0  # how many characters stand before it; a tab is one
    tabbed: bool = False  # begins with a tab, as the cells of a table do
    gap: bool = False  # a blank line stands before it
    torn: bool = False  # a page ends before it: what stands between two pages is no gap

    @property
    def closed(self) -> bool:
        """Whether it ends as a sentence does: 增长5%。 and 增长5%。” and 增长5%。（记者 王一）."""
        return is_closed(self.text)


def is_closed(text: str) -> bool:
    """Whether a text ends as a sentence or a member of a list does."""
    bare = text.rstrip(_CLOSERS + "）) ")
    if bare[-1:] and bare[-1] in _ENDS:
        return True
    shorn = _LAST_REMARK.sub("", text[-40:]).rstrip(_CLOSERS + " ")
    return bool(shorn) and shorn[-1] in _ENDS


def width(text: str) -> int:
    """Half columns of a text in print: 增长6% is 6."""
    return 2 * len(text) - len(text.encode("ascii", errors="ignore"))


def split_lines(source: str, folded: str) -> list[Line]:
    """The lines of a source that are not blank: `` 一、农业`` is 一、农业 with an indent of 1."""
    lines: list[Line] = []
    gap = torn = False
    start = 0
    for stop, after, end_mark in _stops(source):
        line = _line(folded, start, stop)
        start = after
        if line is None:
            gap = True
        else:
            lines.append(line._replace(gap=gap, torn=torn) if gap or torn else line)
            gap = torn = False
        torn = torn or end_mark == "\x0c"
    return lines


def _stops(source: str) -> Sequence[tuple[int, int, str]]:
    if "。 " not in source and not _AFTER_SENTENCE.search(source):
        return list(_line_ends(source))
    stops: list[tuple[int, int, str]] = []
    start = 0
    for stop, after, end_mark in _line_ends(source):
        stops += _lost_ends(source, start, stop)
        stops.append((stop, after, end_mark))
        start = after
    return stops


def _line_ends(source: str) -> Iterator[tuple[int, int, str]]:
    for end in _LINE_END.finditer(source):
        yield end.start(), end.end(), end[0]
    yield len(source), len(source), ""


def _lost_ends(source: str, start: int, stop: int) -> Iterator[tuple[int, int, str]]:
    """Where paragraphs end in a text that has lost its line ends: 增产。　　今年, or 增产。 今年 in a long one.

    A row of a table is one line, whatever its cells say.
    """
    if _CELLS.search(source, start, stop):
        return
    if _AFTER_SENTENCE.search(source, start, stop):
        lost = _LOST_ENDS
    elif stop - start >= _LONG and _blank_for_each(source, start, stop):
        lost = _LOST_BY_BLANKS
    else:
        return
    for match in lost.finditer(source, start, stop):
        yield match.start(), match.end(), ""


def _blank_for_each(source: str, start: int, stop: int) -> bool:
    """Whether a long line has blanks where sentences end, and hardly any that set figures and marks off."""
    behind = source.count("。 ", start, stop)
    return behind > 0 and sum(1 for _ in _SET_OFF.finditer(source, start, stop)) * 4 <= behind


def _line(folded: str, start: int, stop: int) -> Line | None:
    whole = folded[start:stop]
    if MAY_BE_DROPPED.search(whole) is None:
        text = whole.strip()
        first = stop - len(whole.lstrip())
        return Line(first, first + len(text), text, first - start, whole[0] == "\t") if text else None
    lead = _EDGE.match(folded, start, stop)
    first = lead.end() if lead else start
    last = _last(folded, first, stop)
    if first >= last:
        return None
    text = DROPPED.sub("", folded[first:last])
    return Line(first, last, text, first - start, folded.startswith("\t", start))


def _last(folded: str, first: int, stop: int) -> int:
    """Where a line ends without the spaces and non-characters at its end."""
    while stop > first:
        if folded[stop - 1].isspace() or _DROPPED_CHARACTER.match(folded, stop - 1):
            stop -= 1
        elif tail := _DROPPED_TAIL.search(folded, max(first, stop - _LONGEST_TAIL), stop):
            stop = tail.start()
        else:
            break
    return stop
