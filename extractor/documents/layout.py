"""From a source to paragraphs: wrapped lines joined, page furniture left out, every character led back."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from extractor.documents.blanks import Blanks, needless, needless_in
from extractor.documents.columns import Layout, is_short_title, layouts_of
from extractor.documents.document import FoldedText, Paragraph, ParagraphKind
from extractor.documents.fold import DROPPED, fold
from extractor.documents.furniture import without_furniture
from extractor.documents.items import entry_lines, figure_lines, starts_item
from extractor.documents.joints import goes_on, grown, tail_of
from extractor.documents.lines import Line, split_lines
from extractor.documents.tables import Cell, table_cells

_MARKDOWN_HEAD = re.compile(r"#{1,6} +")
_OPEN = re.compile("[的和与及在对为以、：——]$")
"""How a line of a heading ends that another goes on with."""
_LATIN_END = re.compile(r"[A-Za-z]$")
_LATIN_START = re.compile(r"[A-Za-z]")
_HEADING_LENGTH = 60


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of one paragraph; ``figure`` where the first is a figure and the next its name."""

    lines: tuple[Line, ...]
    kind: ParagraphKind
    figure: bool = False


def mend(source: str, rows: Collection[int] = frozenset()) -> tuple[FoldedText, tuple[Paragraph, ...]]:
    """The folded text of a source and its paragraphs: ``居全国第3\\n位。`` is ``居全国第3位。``.

    A heading may hold a figure as a text does (上半年用电量增长5.2%); a row of a table keeps the tabs between
    its cells. The line feed between two paragraphs leads back to the end of the first one's last line. ``rows`` are
    the offsets at which lines begin that are known to be rows of tables; any other line is looked at.
    """
    folded = fold(source)
    lines = split_lines(source, folded)
    tabled = frozenset(line.start for line in lines if line.start - line.indent in rows)
    return _assembled(folded, _blocks(without_furniture(lines, tabled), tabled))


def _blocks(lines: Sequence[Line], rows: Collection[int]) -> Iterator[_Block]:
    cells = table_cells(lines, rows)
    layouts = iter(layouts_of([line for i, line in enumerate(lines) if i not in cells]))
    layout_at = [None if i in cells else next(layouts) for i in range(len(lines))]
    figures = figure_lines([line.text for line in lines], [line.gap or i in cells for i, line in enumerate(lines)])
    entries = entry_lines([line.text for line in lines])
    start = 0
    while start < len(lines):
        end = start + 1
        if start in cells:
            while end < len(lines) and cells.get(end) is Cell.NEXT:
                end += 1
            yield _Block(tuple(lines[start:end]), ParagraphKind.TABLE)
        else:
            figure = start in figures
            end = start + 1 if start in entries else _text_end(lines, start, layout_at, figures, entries)
            yield _Block(tuple(lines[start:end]), _kind(lines[start:end]), figure)
        start = end


def _text_end(
    lines: Sequence[Line],
    start: int,
    layouts: Sequence[Layout | None],
    figures: Collection[int],
    entries: Collection[int],
) -> int:
    """Where the lines end that are one paragraph with the line at ``start``; cells of tables have no layout."""
    end = start + 1
    layout = layouts[start]
    if layout is None or (lines[start].closed and not layout.is_wrapped):  # nothing can go on with it
        return end
    tail = tail_of(lines[start])
    if start in figures:  # ▲ 86.0%⏎全省国考断面水质优良比例
        tail = grown(tail, lines[end])
        end += 1
        if lines[end - 1].closed and not layout.is_wrapped:
            return end
    while end < len(lines) and layouts[end] is not None:
        if end in figures or end in entries or not goes_on(tail, lines[end], lines[end + 1 : end + 3], layout):
            break
        tail = grown(tail, lines[end])
        end += 1
    return end


def _kind(lines: Sequence[Line]) -> ParagraphKind:
    """HEADING for 三、2026年工作安排 and for a short line without an end, else TEXT."""
    first, last = lines[0], lines[-1]
    if _MARKDOWN_HEAD.match(first.text):
        return ParagraphKind.HEADING
    length = sum(len(line.text) for line in lines)
    if length > _HEADING_LENGTH or any(line.closed for line in lines):
        return ParagraphKind.TEXT
    titled = starts_item(first.text) or all(map(is_short_title, lines))
    return ParagraphKind.HEADING if titled and last.text[-1] not in "，,、" else ParagraphKind.TEXT


def _assembled(folded: str, blocks: Iterator[_Block]) -> tuple[FoldedText, tuple[Paragraph, ...]]:
    pieces: list[str] = []
    runs: list[int] = []
    origins: list[int] = []
    paragraphs: list[Paragraph] = []
    offset = behind = 0

    def add(start: int, text: str) -> None:
        nonlocal offset, behind
        if start != behind or not runs:
            runs.append(offset)
            origins.append(start)
        pieces.append(text)
        offset += len(text)
        behind = start + len(text)

    for block in blocks:
        if paragraphs:
            add(_line_end(folded, behind, block.lines[0].start), "\n")
        begin = offset
        for start, text in _pieces(folded, block):
            add(start, text)
        paragraphs.append(Paragraph(begin, offset, block.kind))
    return FoldedText("".join(pieces), tuple(runs) or (0,), tuple(origins) or (0,)), tuple(paragraphs)


def _pieces(folded: str, block: _Block) -> Iterator[tuple[int, str]]:
    """The stretches of a paragraph that stand unbroken in the source, with where each begins there."""
    first = block.lines[0]
    if len(block.lines) == 1 and _is_plain(first):
        yield first.start, first.text
        return
    before: Line | None = None
    table = block.kind is ParagraphKind.TABLE
    blanks = needless_in(line.text for line in block.lines) if block.kind is ParagraphKind.TEXT else Blanks.OF_DATES
    for line in block.lines:
        start = line.start
        if before is None:
            head = _MARKDOWN_HEAD.match(folded, start, line.end)
            start = head.end() if head else start
        elif table:
            yield start - line.indent, "\t"
        elif (
            (block.figure and before is first)
            or _are_titles(block, before, line)
            or (_LATIN_END.search(before.text) and _LATIN_START.match(line.text))
        ):
            yield _line_end(folded, before.end, start), " "  # the break between two Latin words, or titles, parts them
        dropped = [] if _is_whole(line) else [drop.span() for drop in DROPPED.finditer(folded, start, line.end)]
        if not table:
            dropped += needless(folded, start, line.end, blanks)
            dropped.sort()
        yield from _kept(folded, start, line.end, dropped)
        before = line


def _are_titles(block: _Block, before: Line, line: Line) -> bool:
    """Whether two lines of a heading are titles that stand one below the other: 优质小麦面积扩大⏎全国夏粮2774亿斤."""
    if block.kind is not ParagraphKind.HEADING or starts_item(block.lines[0].text):
        return False
    return not (before.text[-1].isdigit() or line.text[0].isdigit() or _OPEN.search(before.text))


def _is_whole(line: Line) -> bool:
    """Whether nothing was dropped from a line."""
    return len(line.text) == line.end - line.start


def _is_plain(line: Line) -> bool:
    """Whether there is nothing in a line to leave out."""
    return _is_whole(line) and " " not in line.text and not line.text.startswith("#")


def _line_end(folded: str, end: int, start: int) -> int:
    """The offset of the line feed between two lines; where it is lost, of the blanks that stand in its place."""
    found = folded.find("\n", end, start)
    return found if found >= 0 else end


def _kept(folded: str, start: int, end: int, dropped: Sequence[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """The stretches of a line between those that are left out."""
    for left, right in dropped:
        if left > start:
            yield start, folded[start:left]
        start = right
    if end > start:
        yield start, folded[start:end]
