"""One number told of several indicators, each of which it holds for: 财政总收入和地方财政收入|均增长11%|."""

from __future__ import annotations

import regex

from extractor.reading.indicators import Named, look_up
from extractor.reading.places import Place, Reader

_EACH = regex.compile("均|都|双双|同为|同步")
_JOINTS = regex.compile("[、和与及]")


def each_named(reader: Reader, place: Place, named: Named) -> list[Named]:
    """The names that a number holds for alike, each an indicator's; none where it is told of one thing."""
    phrase, start = place.phrase, place.quantity.outer_start
    if named.indicator is not None or _EACH.search(reader.text, phrase.end, start) is None:
        return []
    parts = _JOINTS.split(phrase.text)
    known = [look_up(part, reader.rules) for part in parts]
    if len(parts) == 1 or len(set(parts)) < len(parts):
        return []
    each = [
        named._replace(text=part, printed=part, indicator=indicator)
        for part, indicator in zip(parts, known, strict=True)
        if indicator is not None
    ]
    return each if len(each) == len(parts) else []
