"""Lists each of whose items has its own figure in brackets, over which 分别 spreads others."""

from __future__ import annotations

import regex

from extractor.reading.phrases import read_before
from extractor.reading.places import Place, Reader

_BRACKETED = regex.compile(r"([^，。；（）()]{2,20})[（(][^（）()]*\d[^（）()]*[）)]")
"""An item of a list with its own figure in brackets."""
_LINKS = ("、", "及", "和", "与", "以")
_BACK = 120
"""How far before its growth the first of such a list may begin, in characters."""
_CLOSE = 14
"""How close behind the last bracket the numbers stand, in characters."""


def bracketed_items(reader: Reader, first: Place, count: int) -> list[str] | None:
    """The items of a list with figures in brackets: 港客（79万人次）及台客（6万人次）|分别|上升20%及6%."""
    told: list[str] = []
    before = None
    for item in _BRACKETED.finditer(reader.text, max(first.quantity.start - _BACK, 0), first.quantity.start):
        joined = before is None or (item.start() == before and reader.text[item.start()] in _LINKS)
        told, before = told if joined else [], item.end()
        told.append(read_before(reader.text, item.start(), item.end(1), reader.mentions, reader.rules.lexicon).text)
    near = before is not None and first.quantity.start - before <= _CLOSE
    if before is None or not near or len(told) < count or not all(told[-count:]):
        return None
    what = first.phrase.text if first.phrase.start >= before else ""  # 经海路（36万人次）及经机场（25万人次）|入境的
    return [item + what for item in told[-count:]]
