"""Frames: which sentence shape stands around a number, and so what kind of figure it is."""

from __future__ import annotations

from typing import NamedTuple

import regex

from extractor.reading.quantities import Quantity
from extractor.records import Basis
from extractor.ruleset.templates import Frame, Frames, Shape


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


_Fit = tuple[Frame, Shape, int, int, regex.Match[str] | None]
"""A shape that fits: its frame, where it begins, how much it takes in, the match of its left half if it has one."""


def _fits(text: str, start: int, end: int, quantity: Quantity, frames: Frames) -> list[_Fit]:
    """For every frame that fits the number within ``text[start:end]`` the shape of it that takes in most."""
    found: list[_Fit] = []
    stop, behind_it = quantity.outer_start, quantity.outer_end
    by_end = frames.by_end.get(measure_of(quantity), {})
    behind = text[behind_it : behind_it + 1] if behind_it < end else ""
    around: frozenset[str] | None = None
    for frame, shapes in by_end.get(text[stop - 1] if stop > start else "") or by_end.get("", ()):
        best: _Fit | None = None
        for shape in shapes:
            if shape.begins is not None and behind not in shape.begins:
                continue
            left, begin = None, stop
            if shape.left is not None:
                if shape.cues is not None:
                    if around is None:
                        around = frozenset(text[start:stop])
                    if shape.cues.isdisjoint(around):
                        continue
                left = shape.left.match(text, start, stop)
                if left is None:
                    continue
                begin = left.start()
            taken = stop - begin
            if shape.right is not None:
                right = shape.right.match(text, behind_it, end)
                if right is None:
                    continue
                taken += right.end() - behind_it
            if best is None or taken > best[3]:
                best = frame, shape, begin, taken, left
        if best is not None:
            found.append(best)
    return found


def _told(fit: _Fit) -> FrameMatch:
    """The match of a shape with what its gaps took in."""
    frame, shape, start, taken, left = fit
    gaps = left.groupdict() if left is not None and shape.has_gaps else {}
    return FrameMatch(frame, start, taken, gaps.get("against") or "", gaps.get("whole") or "", shape.noun_after)


def _against_from(fit: _Fit) -> int | None:
    """Where what a number is compared with begins."""
    return fit[4].start("against") if fit[4] is not None else None


def fitting_frames(text: str, start: int, end: int, quantity: Quantity, frames: Frames) -> list[FrameMatch]:
    """Every frame that fits the number within ``text[start:end]``, each by the shape of it that takes in most.

    Those that compare with a region are not among them.
    """
    fits = _fits(text, start, end, quantity, frames)
    return [_told(fit) for fit in fits if not fit[0].entry.region_against]


def match_frames(
    text: str, start: int, end: int, quantity: Quantity, frames: Frames, *, region_from: int | None = None
) -> tuple[FrameMatch | None, tuple[FrameMatch, ...]]:
    """The frame that reads the number best within ``text[start:end]``, and those that fit as well.

    A frame that compares with a region (超过|广州|290亿元) is read only where the name begins at ``region_from``.

    A shape that takes in more text is more specific; where two take in the same, the one that names the other in
    ``over`` wins. What is tied after that is returned beside the winner.
    """
    found = _fits(text, start, end, quantity, frames)
    found = [fit for fit in found if not fit[0].entry.region_against or _against_from(fit) == region_from]
    if len(found) > 1:
        most = max([fit[3] for fit in found])
        found = [fit for fit in found if fit[3] == most]
        if len(found) > 1:
            beaten = {frame for fit in found for frame in fit[0].entry.over}
            found = [fit for fit in found if fit[0].entry.id not in beaten]
    if not found:
        return None, ()
    return _told(found[0]), tuple([_told(fit) for fit in found[1:]])


_MEANS = ("浓度", "气温", "降水", "降雨", "径流", "水温", "值", "湿度")
"""What stands behind 年均 and 平均 where they are no growth's: PM2.5|年均浓度|比2012年下降30%."""


def basis_of(text: str, start: int, end: int, frames: Frames) -> Basis | None:
    """What growth or change in ``text[start:end]`` is measured against, the last of several: 同比升1%、|环比|降3%."""
    last, found = -1, None
    for basis, pattern in frames.bases:
        for told in pattern.finditer(text, start, end):
            if told.end() > last and not (basis == Basis.AVERAGE and text.startswith(_MEANS, told.end())):
                last, found = told.end(), basis
    return Basis(found) if found is not None else None
