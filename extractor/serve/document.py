"""The text of a document as a page shows it: cut into blocks, with the numbers of its records marked in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_BLOCK = 2_000
"""About how many characters make a block; a browser draws only the blocks that are in sight."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text at ``text[start:end]``: one of a record, or a refused one with its reason."""

    start: int
    end: int
    record: str | None = None
    statistic: str = ""
    status: str = ""
    flagged: bool = False
    reason: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that is marked, and the numbers in it: several where records overlap."""

    start: int
    end: int
    numbers: tuple[Number, ...]

    @property
    def records(self) -> tuple[str, ...]:
        """The ids of its records, in the order of the text; empty for a refused number."""
        return tuple(number.record for number in self.numbers if number.record is not None)


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that stands together: marked, or between two marks."""

    text: str
    mark: Mark | None = None


def marks(numbers: Iterable[Number], length: int) -> list[Mark]:
    """The marks of a text of ``length`` characters, in order and without overlap.

    A number that overlaps one before it joins its mark: 10% of two regions is one mark with two records. One that does
    not lie in the text is left out, and so is a refused one where a record has been made.
    """
    inside = [number for number in numbers if 0 <= number.start < number.end <= length]
    found: list[list[Number]] = []
    last = -1
    for number in sorted(inside, key=lambda number: (number.start, number.end)):
        if number.start < last:
            found[-1].append(number)
        else:
            found.append([number])
        last = max(last, number.end)
    return [_mark(group) for group in found]


def blocks(text: str, marked: Sequence[Mark]) -> Iterator[tuple[Piece, ...]]:
    """The text in blocks that end at a line's end outside of marks; the line feed between two blocks is left out.

    So is the white space before everything else.
    """
    block: list[Piece] = []
    size = 0
    position = len(text) - len(text.lstrip())
    for mark in (*marked, None):
        end = mark.start if mark else len(text)
        while size + end - position > _BLOCK:
            cut = text.find("\n", position + max(_BLOCK - size, 0), end)
            if cut < 0:
                break
            yield (*block, Piece(text[position:cut]))
            block, size, position = [], 0, cut + 1
        if end > position:
            block.append(Piece(text[position:end]))
            size += end - position
        if mark:
            block.append(Piece(text[mark.start : mark.end], mark))
            size += mark.end - mark.start
            position = mark.end
    if block:
        yield tuple(block)


def _mark(group: Sequence[Number]) -> Mark:
    of_records = [number for number in group if number.record is not None]
    kept = of_records or group[:1]
    return Mark(min(number.start for number in kept), max(number.end for number in kept), tuple(kept))
