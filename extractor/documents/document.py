"""The document: its source, its folded text, and the map between the two."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known: 2024, 2024-01 or 2024-01-24."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document from beside it; every field may be unknown."""

    title: str | None = None
    publisher: str | None = None
    published: PartialDate | None = None
    region: str | None = None
    kind: str | None = None


class ParagraphKind(StrEnum):
    """What a paragraph is for a reader."""

    TEXT = "text"
    HEADING = "heading"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the folded text: ``folded.text[start:end]``, without line breaks."""

    start: int
    end: int
    kind: ParagraphKind = ParagraphKind.TEXT


@dataclass(frozen=True, slots=True)
class FoldedText:
    """Text with wrapping mended and characters folded one to one, and the way back to the source.

    ``text`` holds the paragraphs, a line feed between two of them. A run is a stretch that stands unbroken
    in the source too: character ``i`` of the run that starts at ``runs[k]`` stands at
    ``origins[k] + i - runs[k]``.
    """

    text: str
    runs: tuple[int, ...]
    origins: tuple[int, ...]

    def origin(self, offset: int) -> int:
        """The source offset of the character at ``offset``."""
        run = max(bisect_right(self.runs, offset) - 1, 0)
        return self.origins[run] + offset - self.runs[run]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` (not empty) stands in the source, line breaks inside included."""
        return self.origin(start), self.origin(end - 1) + 1

    def place(self, offset: int) -> int:
        """The way there: where what stands at a source offset begins, or what comes behind it if that was left out."""
        run = bisect_right(self.origins, offset) - 1
        if run < 0:
            return 0
        behind = self.runs[run + 1] if run + 1 < len(self.runs) else len(self.text)
        return min(self.runs[run] + offset - self.origins[run], behind)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, which begins in a row and a column (from 0) and may reach over several.

    ``start`` and ``end`` are its offsets in the text that it is a cell of, without the spaces at its edges; ``indent``
    is how far its text is moved in, in characters. ``place`` is what records call it: 表2!B3, 收入!B3. Its text may
    go on under it, on the next line of print, at ``tail``.
    """

    start: int
    end: int
    row: int
    column: int
    height: int = 1
    width: int = 1
    indent: int = 0
    place: str = ""
    tail: tuple[int, int] | None = None


def _letters(column: int) -> str:
    """What a spreadsheet calls a column: 0 is A, 27 is AB."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_place(table: str, row: int, column: int) -> str:
    """What records call a cell: ``cell_place("表2", 2, 1)`` is 表2!B3."""
    return f"{table}!{_letters(column)}{row + 1}"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its cells by row and column; blank ones may be missing."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: ``source[start:end]`` of every record is its quote.

    The cells of its tables are places in the folded text; ``pages`` are the source offsets at which its pages begin.
    ``gaps`` say what of the file could not be read: page 3 is a picture.
    ``file_sha256`` is the hash of the whole file, also where ``sha256`` is that of a part of it, a row or a member.
    """

    name: str
    source: str
    sha256: str
    encoding: str
    metadata: Metadata
    folded: FoldedText
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...] = ()
    pages: tuple[int, ...] = ()
    gaps: tuple[str, ...] = ()
    file_sha256: str = ""

    def page(self, offset: int) -> int | None:
        """The page, from 1, on which a source offset stands; None where the file has no pages."""
        return bisect_right(self.pages, offset) or None
