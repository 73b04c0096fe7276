"""Every error of a score: what was expected at a place and what was found, with the sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from extractor.documents.document import Document
from extractor.reading.clauses import cut_sentences
from extractor.score.answers import Row
from extractor.score.matching import Match, Score


class Kind(StrEnum):
    """What an error is."""

    MISSED = "missed"
    WRONG_VALUE = "wrong value"
    NOT_A_CLAIM = "not a claim"
    WRONG_SLOT = "wrong slot"


@dataclass(frozen=True, slots=True)
class Fault:
    """One error; a wrong slot is told with its slot and with the frame that made the record.

    ``start`` is the offset in the document; a quantity that was missed has no frame and no sentence.
    """

    kind: Kind
    slot: str
    frame: str
    document: str
    start: int
    quote: str
    expected: str
    said: str
    sentence: str


def faults(score: Score) -> Iterator[Fault]:
    """Every error of a score; a record with two wrong slots is two."""
    for label in score.missed:
        quote = label.get("quote", "")
        expected = _wanted(label, "value")
        yield Fault(Kind.MISSED, "", "", label["document"], label["start"], quote, expected, "", "")
    for record in score.extra:
        yield _fault(Kind.NOT_A_CLAIM, "", record, "", _amount(record))
    for match in score.wrong:
        yield _fault(Kind.WRONG_VALUE, "", match.record, _wanted(match.label, "value"), _amount(match.record))
    for match in score.hits:
        for slot in match.wrong_slots():
            yield _fault(Kind.WRONG_SLOT, slot, match.record, _wanted(match.label, slot), _said(match, slot))


class Places:
    """Lines and sentences of a document by offsets of its source."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._lines = [offset for offset, mark in enumerate(document.source) if mark == "\n"]
        spans = cut_sentences(document.folded.text, document.paragraphs)
        self._sentences = [(sentence.start, sentence.end) for sentence in spans]
        self._starts = [start for start, _ in self._sentences]

    def line(self, offset: int) -> int:
        """The line of the source an offset stands in, counted from 1."""
        return bisect_right(self._lines, offset - 1) + 1

    def sentence(self, offset: int) -> str:
        """The sentence an offset stands in, line breaks mended; the line where there is none, as in a table."""
        folded = self._document.folded
        run = max(bisect_right(folded.origins, offset) - 1, 0)
        place = folded.runs[run] + offset - folded.origins[run] if folded.runs else 0
        at = bisect_right(self._starts, place) - 1
        if at >= 0 and place < self._sentences[at][1]:
            start, end = self._sentences[at]
            return folded.text[start:end].strip()
        head = self._document.source.rfind("\n", 0, offset) + 1
        return self._document.source[head:].partition("\n")[0].strip()


def _fault(kind: Kind, slot: str, record: Row, expected: str, said: str) -> Fault:
    # A record names its rule with file, line and version: ``growth rules/frames.yaml:48:5 1+b7d9094d6142``.
    frame = str(record["rule"]).partition(" ")[0]
    document, start, quote = record["document"], record["start"], record["quote"]
    return Fault(kind, slot, frame, document, start, quote, expected, said, record["sentence"])


def _wanted(label: Row, key: str) -> str:
    unit = f" {label['unit']}".rstrip() if key == "value" else ""
    return " | ".join(str(answer) or "none" for answer in label[key]) + unit


def _said(match: Match, slot: str) -> str:
    answer: Any = match.record.get(f"{slot}_name") or match.record.get(slot)
    return "" if answer is None else str(answer)


def _amount(record: Row) -> str:
    ends = [record["value"]] if record["value"] is not None else [record["low"], record["high"]]
    return f"{'–'.join(str(end) for end in ends if end is not None)} {record['unit']}".rstrip()
