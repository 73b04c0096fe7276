"""What of a PDF cannot be read, by its pages: pictures of text, fonts that say nothing, damage."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.problems import DocumentError

_COVERED = 0.3  # of a page, by pictures: what it says without a text stands in them
_CURVES = 100  # so many drawn lines on a page without text are its text, as curves
_STAMPED = 0.8  # of a page, by pictures, over which a scanner may have put its name
_STAMP = 20  # characters of such a name, at most
_BROKEN_SHARE = 0.3
_OCR = "run character recognition (OCR) on it"
_AGAIN = "fetch it again"


@dataclass
class PageGaps:
    """The pages of a PDF, from 1, that could not be read or only in part; ``cut`` where the end of the file is missing.

    ``flat`` are those whose ruled tables could not be looked for.
    """

    count: int
    cut: bool = False
    damaged: list[int] = field(default_factory=list)
    flat: list[int] = field(default_factory=list)
    _pictures: list[int] = field(default_factory=list)
    _stamped: dict[int, str] = field(default_factory=dict)
    _broken: list[int] = field(default_factory=list)
    _characters: int = 0
    _unknown: int = 0
    _read: int = 0

    def saw(self, page: int, said: str, drawn: int, covered: float) -> None:
        """Note what a page says, how many lines are drawn on it and how much of it pictures cover."""
        bare = "".join(said.split())
        if not bare:
            if covered >= _COVERED or drawn >= _CURVES:
                self._pictures.append(page)
            return
        self._read += 1
        stamp = re.sub(r"\W|\d", "", bare)
        if covered >= _STAMPED and len(stamp) <= _STAMP:
            self._stamped[page] = stamp
        unknown = sum(unicodedata.category(character) in ("Co", "Cn") or character == "\ufffd" for character in bare)
        self._characters += len(bare)
        self._unknown += unknown
        if unknown > len(bare) * _BROKEN_SHARE:
            self._broken.append(page)

    def told(self, name: str) -> list[str]:
        """The gaps in words. Raises ``DocumentError`` where there is nothing to read between them."""
        often = Counter(self._stamped.values())
        stamps = [page for page, stamp in self._stamped.items() if often[stamp] > 1]  # 扫描全能王 on page after page
        pictures = sorted({*self._pictures, *stamps})
        read = self._read - len(stamps)
        if not read:
            self._refuse(name, len(pictures))
        if self._unknown > self._characters * _BROKEN_SHARE:
            raise DocumentError(name, f"a PDF whose fonts do not say which characters they show; {_OCR}")
        return [*self._about(pictures), *(["the end of the file is missing, and pages may be; " + _AGAIN] * self.cut)]

    def _refuse(self, name: str, pictures: int) -> None:
        if self.damaged:
            raise DocumentError(name, f"a damaged PDF, or a part of one: {_AGAIN}")
        if not pictures:
            raise DocumentError(name, "a PDF without text: its pages are blank")
        raise DocumentError(name, f"a scan: its pages are pictures without a text layer; {_OCR}")

    def _about(self, pictures: Sequence[int]) -> Iterable[str]:
        of = f"of its {self.count} pages"
        if pictures:
            yield f"{numbered(pictures)} {of}: a picture without a text layer; {_OCR}"
        if self._broken:
            yield f"{numbered(self._broken)} {of}: fonts that do not say which characters they show; {_OCR}"
        if self.damaged:
            yield f"{numbered(self.damaged)} {of}: damaged; {_AGAIN}"
        if self.flat:
            yield f"{numbered(self.flat)} {of}: no tables can be looked for; rows are read as lines of text"


def numbered(pages: Sequence[int]) -> str:
    """Pages in words: ``page 3``, ``pages 1, 4-6``; of very many only the first stretches and how many there are."""
    starts = [page for before, page in pairwise([-1, *pages]) if page != before + 1]
    ends = [page for page, behind in pairwise([*pages, -1]) if behind != page + 1]
    spans = [str(start) if start == end else f"{start}-{end}" for start, end in zip(starts, ends, strict=True)]
    shown = ", ".join(spans[:10]) + (f" and others, {len(pages)} in all," if len(spans) > 10 else "")
    return f"page {shown}" if len(pages) == 1 else f"pages {shown}"
