"""What a reader gives: the text of a document with its tables, pages and what the file says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from extractor.documents.document import Cell, Metadata, Table, cell_place

_PROSE = 80
_NOTHING_TOLD = Metadata()


@dataclass(frozen=True, slots=True)
class Content:
    """A document found in a file; offsets are those of ``text``, which is what the database keeps.

    ``part`` is what its name has behind that of the file: nothing, ``#3`` in a collection, ``/a.txt`` in an archive.
    ``rows`` are the offsets at which lines begin that are rows of ``tables``; ``pages`` those at which pages begin.
    ``data`` is what its digest is made of, where that is not the whole file. ``gaps`` say, each in one line, what of it
    could not be read and what to do: ``page 3 is a picture without a text layer; run OCR on it``.
    """

    text: str
    encoding: str
    part: str = ""
    metadata: Metadata = _NOTHING_TOLD
    tables: tuple[Table, ...] = ()
    rows: frozenset[int] = frozenset()
    pages: tuple[int, ...] = ()
    data: bytes | None = None
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A document of a collection or an archive that cannot be read, and why."""

    part: str
    reason: str


Reader = Callable[[bytes, str], Iterable[Content | Unread]]
"""What an entry point of ``extractor.readers`` is: handed the bytes of a file and its name, it gives the documents.

Raises ``DocumentError`` for a file that cannot be read at all.
"""


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as a file has it: its row and column from 0, how many it reaches over, its text with the spaces before."""

    row: int
    column: int
    text: str
    height: int = 1
    width: int = 1


class TextBuilder:
    """A text put together of lines and tables; it keeps where the cells stand."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._tables: list[Table] = []
        self._rows: set[int] = set()
        self.pages: list[int] = []

    def add_line(self, line: str) -> None:
        """Add a line of text."""
        self._add(line.rstrip() + "\n")

    def begin_page(self) -> None:
        """Begin a page: a form feed stands before all but the first."""
        if self.pages:
            self._add("\x0c")
        self.pages.append(self._length)

    def add_table(self, cells: Sequence[RawCell], name: str | None = None) -> None:
        """Add a table, a row a line; a cell of prose stands on lines of its own, as text. One column is no table."""
        filled = [cell for cell in cells if cell.text.strip()]
        if len({cell.column for cell in filled}) < 2 or not any(any(map(str.isdigit, c.text)) for c in filled):
            for cell in filled:
                for line in cell.text.splitlines():
                    self.add_line(line)
            return
        name = name or f"表{len(self._tables) + 1}"
        placed: list[Cell] = []
        rows: dict[int, list[RawCell]] = {}
        for cell in filled:
            rows.setdefault(cell.row, []).append(cell)
        for row in sorted(rows):
            short = [cell for cell in sorted(rows[row], key=lambda cell: cell.column) if not _is_prose(cell.text)]
            if short:
                self._rows.add(self._length)
            for number, cell in enumerate(short):
                bare = " ".join(cell.text.split())
                start = self._length + (1 if number else 0)
                self._add(("\t" if number else "") + bare)
                indent = len(cell.text) - len(cell.text.lstrip())
                place = cell_place(name, cell.row, cell.column)
                placed.append(
                    Cell(start, start + len(bare), cell.row, cell.column, cell.height, cell.width, indent, place)
                )
            if short:
                self._add("\n")
            for cell in rows[row]:
                if _is_prose(cell.text):
                    self._add("\n")
                    for line in cell.text.splitlines():
                        self.add_line(line)
                    self._add("\n")
        self._tables.append(Table(tuple(placed)))

    def content(self, encoding: str, metadata: Metadata | None = None, gaps: Sequence[str] = ()) -> Content:
        """The document of what was added."""
        return Content(
            text="".join(self._pieces),
            encoding=encoding,
            metadata=metadata or _NOTHING_TOLD,
            tables=tuple(self._tables),
            rows=frozenset(self._rows),
            pages=tuple(self.pages),
            gaps=tuple(gaps),
        )

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)


def _is_prose(text: str) -> bool:
    return "。" in text or len(text) > _PROSE
