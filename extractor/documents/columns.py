"""How a document is set: the width at which its lines are wrapped, and what its paragraphs are indented by.

A page of a newspaper breaks its lines after 18 characters, a PDF after 60, a file of one line a paragraph nowhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.documents.items import starts_item
from extractor.documents.lines import Line, width
from extractor.documents.pagehead import is_page_head

_INNER_END = re.compile(r"[。；！？](?=.)")
_INNER_MARK = re.compile("[，。；！？,;]")
_CELLS = re.compile(r"\S(?: {2,}|\u3000{2,}|\t)\S")
"""What parts the cells of a table, or the entries of a box."""
_NARROWEST = 16
_HEADING_WIDTH = 72
_NOTICE = 12
"""How wide the title of a notice is at the most."""
_MOST_TITLES = 3
"""How many titles stand above a column at the most."""
_MANY_LINES = 5
"""Lines of one length that are no chance."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is set: the width its lines are wrapped at (0: they are not), and its usual indent.

    A text typed off a page, or cut by a program, has as many ``characters`` in every line, figures counted as wide
    as 汉字 and its indent too. Where it is ``spread``, a blank line stands behind every line and tells nothing.
    A text whose paragraphs are short has few lines as wide as the column; where all of them begin with an indent, a
    line is wide that is as wide as those on which one without an indent goes on, ``hung`` (0: nothing tells).
    """

    wrap: int
    indent: int
    characters: int = 0
    spread: bool = False
    hung: int = 0

    @property
    def is_wrapped(self) -> bool:
        """Whether lines are broken where the column ends, and not only where a paragraph does."""
        return self.wrap > 0 or self.characters > 0 or self.hung > 0

    def is_full(self, columns: int, characters: int) -> bool:
        """Whether a line is as wide as the column, so that the break after it may be the printer's."""
        if self.characters and characters >= self.characters - 1:
            return True
        if self.hung:
            return columns >= self.hung
        if self.wrap == 0:
            return False
        return columns >= self.wrap - max(6, self.wrap // 10) or characters >= self.wrap // 2 - 1


def layouts_of(lines: Sequence[Line]) -> list[Layout]:
    """The layout at each line: that of the document, or that of a column that blank lines or titles set apart.

    The articles of a newspaper's page are set in columns of 18, 24 and 27 characters below one another.
    """
    whole = layout_of(lines)
    found: list[Layout] = []
    starts = [
        number
        for number, line in enumerate(lines)
        if not whole.spread and ((line.gap and not line.torn) or _is_notice(lines, number))
    ]
    if not (starts or whole.is_wrapped) and any(line.indent for line in lines):
        starts = [number for number, line in enumerate(lines) if _begins_article(lines, number)]
    for start, end in pairwise((0, *starts, len(lines))):
        head = start + _titles(lines[start:end])
        column = [line for line in lines[head:end] if not is_page_head(line.text)]
        own = layout_of(column) if len(column) >= _MANY_LINES and len(column) < len(lines) else whole
        found += [whole] * (head - start)
        found += [own if own.is_wrapped and _is_column(column, own) else whole] * (end - head)
    return found


def _titles(column: Sequence[Line]) -> int:
    """How many lines are titles above a column narrower than they are, whose first paragraph is indented."""
    first = next((number for number, line in enumerate(column[: _MOST_TITLES + 1]) if line.indent), 0)
    titles, below = column[:first], column[first : first + _MANY_LINES]
    if not titles or len(below) < _MANY_LINES or not all(map(is_short_title, titles)):
        return 0
    widest = max(width(line.text) for line in below)
    return first if all(width(title.text) > widest for title in titles) else 0


def _begins_article(lines: Sequence[Line], number: int) -> bool:
    """Whether the title of another article begins at a line, the one before having ended: 量再创新高。⏎市长访谈."""
    line = lines[number]
    return not line.indent and number > 0 and lines[number - 1].closed and is_short_title(line)


def _is_notice(lines: Sequence[Line], number: int) -> bool:
    """Whether a line is the title of a notice below an article: …销往海外。⏎公 告⏎因供水管网检修."""
    if len(lines[number].text) > _NOTICE or not _begins_article(lines, number):
        return False
    return width(lines[number].text) <= _NOTICE and not starts_item(lines[number].text)


def _is_column(lines: Sequence[Line], layout: Layout) -> bool:
    """Whether most lines are as wide as the column and begin no paragraph, as those of a list of titles do not."""
    full = sum(layout.is_full(width(line.text), characters_of(line)) or line.closed for line in lines)
    begun = sum(line.indent > layout.indent for line in lines)
    cells = sum(_CELLS.search(line.text) is not None for line in lines)
    return full * 10 >= len(lines) * 6 and begun * 2 <= len(lines) and cells * 4 <= len(lines)


def layout_of(lines: Sequence[Line]) -> Layout:
    """The layout that lines share: a column of 18 characters has ``wrap`` 36."""
    wrap, characters = _wrap_width(lines), _shared_length(lines)
    gaps = sum(line.gap for line in lines)
    spread = (wrap or characters) > 0 and gaps * 10 >= len(lines) * 9
    indent = _usual_indent(lines)
    return Layout(wrap, indent, characters, spread, 0 if wrap or characters else _hung(lines, indent))


def _hung(lines: Sequence[Line], indent: int) -> int:
    """The width of the narrowest lines but a few that go on without an indent, where all paragraphs have one; or 0."""
    following = [(before, line) for before, line in pairwise(lines) if line.indent <= indent and not line.gap]
    broken = [width(before.text) for before, _ in following if not before.closed]
    wide = sorted(columns for columns in broken if columns >= 2 * _NARROWEST)
    begun = sum(line.indent > indent + 1 for line in lines)
    sure = len(wide) >= _MANY_LINES and len(wide) * 10 >= len(following) * 8 and begun * 4 >= len(lines)
    return wide[len(wide) // 10] if sure else 0


def _shared_length(lines: Sequence[Line]) -> int:
    """The number of characters that a third of the lines have, that nearly none exceeds and most break off at; or 0."""
    lengths = Counter(characters_of(line) for line in lines)
    length, count = max(lengths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    full = [line for line in lines if characters_of(line) == length]
    longer = sum(lengths[other] for other in lengths if other > length)
    shared = count >= _MANY_LINES and count * 3 >= len(lines) and longer * 20 <= len(lines)
    return length if shared and length * 2 >= _NARROWEST and _break_off(full) else 0


def _break_off(full: Sequence[Line]) -> bool:
    """Whether most of the lines as wide as the column break off in a sentence; a list has no marks at all."""
    broken = sum(not line.closed for line in full)
    marked = sum(_INNER_MARK.search(line.text) is not None for line in full)
    return broken * 10 >= len(full) * 6 and marked * 10 >= len(full)


def characters_of(line: Line) -> int:
    """The characters of a line with its indent."""
    return line.indent + len(line.text)


def _wrap_width(lines: Sequence[Line]) -> int:
    """The width that many lines share, few exceed, and most break off at in the middle of a sentence."""
    widths = Counter(width(line.text) for line in lines)
    counted = sum(count for columns, count in widths.items() if columns >= _NARROWEST)
    exceeding = 0
    for columns in sorted(widths, reverse=True):
        if columns < _NARROWEST or exceeding * 10 > counted:
            return 0
        slack = max(6, columns // 10)
        near = sum(widths.get(other, 0) for other in range(columns - slack, columns + 1))  # most are none
        if near >= 3 and near * 100 >= counted * 35:
            full = [line for line in lines if columns - slack <= width(line.text) <= columns]
            usual = max(range(columns - slack, columns + 1), key=lambda other: widths[other])
            return usual if _break_off(full) else 0
        exceeding += widths[columns]
    return 0


def _usual_indent(lines: Sequence[Line]) -> int:
    """The smallest indent that a tenth of the lines have."""
    indents = Counter(line.indent for line in lines)
    common = [indent for indent, count in indents.items() if count * 10 >= len(lines)]
    return min(common, default=0)


def commas_of(text: str) -> int:
    """The commas of a text, wide or not."""
    return text.count("，") + text.count(",")


def is_short_title(line: Line) -> bool:
    """Whether a line has the looks of a heading: short, no end of a sentence, at most one comma."""
    text = line.text
    if width(text) > _HEADING_WIDTH or line.closed or _INNER_END.search(text):
        return False
    return commas_of(text) <= 1 and text[-1] not in "，,、"
