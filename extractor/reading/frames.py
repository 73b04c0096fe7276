"""Frames: which sentence shape stands around a number, and so what kind of figure it is."""

from __future__ import annotations

from typing import NamedTuple

from extractor.reading.quantities import Quantity
from extractor.records import Basis
from extractor.ruleset.templates import Frame, Frames


class FrameMatch(NamedTuple):
    """A frame that fits: its shape begins at ``start``, before it stands the indicator.

    ``against`` is what the number is compared with (上年同期); ``noun_after`` tells that the shape reads its noun
    behind the number; ``taken`` is how much text the shape took in.
    """

    frame: Frame
    start: int
    taken: int
    against: str
    whole: str
    noun_after: bool


def measure_of(quantity: Quantity) -> str:
    """What kind of number it is for the frames: percent, points, rank, multiple or amount."""
    if quantity.dimension in ("percent", "points", "rank", "multiple"):
        return quantity.dimension
    return "amount"


def fitting_frames(text: str, start: int, end: int, quantity: Quantity, frames: Frames) -> list[FrameMatch]:
    """Every frame that fits the number within ``text[start:end]``, each by the shape of it that takes in most."""
    found: list[FrameMatch] = []
    by_end = frames.by_end.get(measure_of(quantity), {})
    before = text[max(start, quantity.outer_start - 1) : quantity.outer_start]
    behind = text[quantity.outer_end : quantity.outer_end + 1] if quantity.outer_end < end else ""
    around = frozenset(text[start : quantity.outer_start])
    for frame, shapes in by_end.get(before) or by_end.get("", ()):
        best: FrameMatch | None = None
        for shape in shapes:
            if shape.begins is not None and behind not in shape.begins:
                continue
            if shape.cues is not None and shape.cues.isdisjoint(around):
                continue
            left = shape.left.match(text, start, quantity.outer_start)
            if left is None:
                continue
            taken = quantity.outer_start - left.start()
            if shape.right is not None:
                right = shape.right.match(text, quantity.outer_end, end)
                if right is None:
                    continue
                taken += right.end() - right.start()
            if best is None or taken > best.taken:
                groups = left.groupdict()
                best = FrameMatch(
                    frame,
                    left.start(),
                    taken,
                    groups.get("against") or "",
                    groups.get("whole") or "",
                    shape.noun_after,
                )
        if best is not None:
            found.append(best)
    return found


def match_frames(
    text: str, start: int, end: int, quantity: Quantity, frames: Frames
) -> tuple[FrameMatch | None, tuple[FrameMatch, ...]]:
    """The frame that reads the number best within ``text[start:end]``, and those that fit as well.

    A shape that takes in more text is more specific; where two take in the same, the one that names the other in
    ``over`` wins. What is tied after that is returned beside the winner.
    """
    found = fitting_frames(text, start, end, quantity, frames)
    if not found:
        return None, ()
    most = max(match.taken for match in found)
    top = [match for match in found if match.taken == most]
    winners = [match for match in top if not any(match.frame.entry.id in other.frame.entry.over for other in top)]
    return winners[0], tuple(winners[1:])


def basis_of(text: str, start: int, end: int, frames: Frames) -> Basis | None:
    """What growth or change in ``text[start:end]`` is measured against, where it says so."""
    for basis, pattern in frames.bases:
        if pattern.search(text, start, end):
            return Basis(basis)
    return None
