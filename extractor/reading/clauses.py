"""Sentences and clauses: the stretches inside which words belong together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from extractor.documents.document import Paragraph, ParagraphKind
from extractor.documents.items import behind_marks
from extractor.reading.quantities import Quantity

_SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)]*")
# A comma between digits groups them (1,027.4); a colon between digits is of a ratio or a time of day.
# A dateline is a clause of its own: 新华社合肥十月十二日电|安徽省夏粮总产量131亿斤.
_CLAUSE_END = re.compile(
    r"[，；;】,:：—…\u3000 ](?:(?<=[，；;】])|(?<=,)(?!(?<=\d,)\d{3}(?!\d))"
    r"|(?<=[:：])(?!(?<=\d[:：])\d|(?<=\d [:：]) \d)|(?<=—)—|(?<=…)…*|(?<=[\u3000 ])[\u3000 ]+)"
)
"""Led by one set of characters, which a search runs to."""
_WIRED_END = re.compile(
    rf"{_CLAUSE_END.pattern}"
    r"|(?<=[0-9一二三四五六七八九十]日电) ?(?=[\u4e00-\u9fff（(])(?![价影视力商量网费动子话器信站厂])"
    r"|(?:(?<=[华新讯]社[\u4e00-\u9fff]{2}电)|(?<=[华新讯]社[\u4e00-\u9fff]{3}电)|(?<=[华新讯]社[\u4e00-\u9fff]{4}电))"
    r" ?(?=[\u4e00-\u9fff0-9（(])(?![价影视力商量网费动子话器信站厂])"
    r"|(?<=[\u4e00-\u9fff]讯) "
    r"|(?<=[日报]讯)[（(][^（）()]{0,10}(?:记者|通讯员)[^（）()]{0,40}[）)] ?"
)
"""The same where a wire may end: 新华社北京3月5日电|今年…, 本报合肥讯|安徽…."""
_HEADING_END = re.compile(
    rf"{_WIRED_END.pattern}|(?:(?<=[\u4e00-\u9fff]{{4}})|(?<=[\u4e00-\u9fff]{{3}}[%％])|(?<=\d[%％]))"
    " (?=[\u4e00-\u9fffA-Z]{3}|[\u4e00-\u9fff]{2}[：:])"
)
"""The same in a heading, whose lines are one blank apart: 统筹兼顾|长沙市安置青年三万人."""
_BRACKET = re.compile(r"[（(](?P<inner>[^（()）]{0,300})[）)]")
# （PM2.5）, （G4201） belong to the name before them.
_ASIDE = re.compile(r"[，。；,;：:]|(?<![A-Za-z0-9.])\d|\d(?![A-Za-z0-9.]*[)）])")
SHOWN = 400
"""How much of a sentence that never ends is kept around a clause, in characters."""


class Clause(NamedTuple):
    """A stretch between two marks: 增长6% in 全省地区生产总值突破6万亿元，增长6%。

    ``opener`` is the mark before it; ``asides`` are brackets inside that are clauses of their own.
    """

    start: int
    end: int
    opener: str
    aside: bool
    asides: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence of a paragraph; its clauses, in order, are cut when they are asked for: most have no number."""

    text: str
    start: int
    end: int
    paragraph: int
    heads: bool = False
    """Whether it is of a heading, whose parts one blank may part."""

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Its clauses in order, with those in brackets."""
        return _clauses(self.text, self.start, self.end, self.heads)


def _pieces(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """What lies between the marks, with the mark before each piece."""
    position, opener = start, ""
    for mark in pattern.finditer(text, start, end):
        if mark.start() > position:
            yield position, mark.start(), opener
        position, opener = mark.end(), mark[0]
    if position < end:
        yield position, end, opener


def _clauses(text: str, start: int, end: int, heads: bool) -> tuple[Clause, ...]:
    """The clauses of a sentence, without the marks of items before them.

    A bracket with a number or a mark in it is an aside, any other is part of a name.
    """
    asides = [
        (match.start(), match.end())
        for match in _BRACKET.finditer(text, start, end)
        if _ASIDE.search(text, match.start("inner"), match.end()) or len(match["inner"]) > 10
    ]
    clauses: list[Clause] = []
    position, opener = start, ""
    inside: list[tuple[int, int]] = []
    next_aside = 0
    wired = text.find("电", start, end) >= 0 or text.find("讯", start, end) >= 0
    ending = _HEADING_END if heads else _WIRED_END if wired else _CLAUSE_END
    for mark in ending.finditer(text, start, end):
        while next_aside < len(asides) and asides[next_aside][1] <= mark.start():
            inside.append(asides[next_aside])
            next_aside += 1
        if next_aside < len(asides) and asides[next_aside][0] < mark.start():
            continue  # the mark stands inside a bracket
        if mark.start() > position:
            begin = behind_marks(text, position, mark.start())
            clauses.append(Clause(begin, mark.start(), opener, False, tuple(inside)))
        position, opener, inside = mark.end(), mark[0], []
    if position < end:
        begin = behind_marks(text, position, end)
        clauses.append(Clause(begin, end, opener, False, (*inside, *asides[next_aside:])))
    for first, last in asides:
        for piece_start, piece_end, piece_opener in _pieces(ending, text, first + 1, last - 1):
            clauses.append(Clause(piece_start, piece_end, piece_opener or "（", True, ()))
    if asides:  # without them the clauses follow each other
        clauses.sort(key=lambda clause: (clause.start, -clause.end))
    return tuple(clauses)


def cut_sentences(text: str, paragraphs: tuple[Paragraph, ...]) -> Iterator[Sentence]:
    """The sentences of all paragraphs but tables: 增长6%。其中，出口增长8%。 is two."""
    for number, paragraph in enumerate(paragraphs):
        if paragraph.kind is ParagraphKind.TABLE:
            continue
        for start, end, _ in _pieces(_SENTENCE_END, text, paragraph.start, paragraph.end):
            yield Sentence(text, start, end, number, paragraph.kind is ParagraphKind.HEADING)


def homes(sentence: Sentence, quantities: Sequence[Quantity]) -> list[list[Quantity]]:
    """The quantities of each clause; one in a bracket belongs to the bracket."""
    homes: list[list[Quantity]] = [[] for _ in sentence.clauses]
    for aside in (True, False):
        numbers = [number for number, clause in enumerate(sentence.clauses) if clause.aside is aside]
        starts = [sentence.clauses[number].start for number in numbers]
        left = []
        for quantity in quantities:
            index = bisect_right(starts, quantity.start) - 1
            if index >= 0 and quantity.start < sentence.clauses[numbers[index]].end:
                homes[numbers[index]].append(quantity)
            else:
                left.append(quantity)
        quantities = left
    return homes


def shown(sentence: Sentence, clause: Clause, quantity: Quantity) -> tuple[int, int]:
    """The stretch that is shown with a number: its sentence, or what is near in one that does not end."""
    if sentence.end - sentence.start <= 2 * SHOWN:
        return sentence.start, sentence.end
    near = clause if clause.end - clause.start <= 2 * SHOWN else quantity  # nor does its clause
    return max(sentence.start, near.start - SHOWN), min(sentence.end, near.end + SHOWN)
