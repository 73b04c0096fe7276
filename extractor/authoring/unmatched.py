"""What the rules do not know yet: numbers that no rule took, and noun phrases that are no canonical indicator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from extractor.pipeline import Reading
from extractor.reading.frames import measure_of
from extractor.reading.refusals import BARE_NUMBER, NO_NUMBER, VAGUE, WORD
from extractor.runs import unclaimed

SENTENCES = 3
"""How many sentences are shown of a group."""

_LONGEST_UNIT = 2
_SHOWN = 100
_BY_NO_RULE = frozenset(entry.id for entry in (BARE_NUMBER, NO_NUMBER, VAGUE))
"""Refusals that no entry of ``ignore.yaml`` made: the program knew nothing to do with the number."""

_LARGE = frozenset("十百千万亿")


class Kind(StrEnum):
    """What is missing: a unit or a reason behind a number, a frame around it, or an indicator's name."""

    NUMBER = "number"
    FRAME = "frame"
    INDICATOR = "indicator"


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind that look alike: 盏 behind a number, or the phrase 花灯产量; how often, and where.

    ``units`` are those that numbers of an open indicator have; ``documents`` counts where the group occurs.
    """

    kind: Kind
    text: str
    count: int
    documents: int
    units: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(slots=True)
class _Gathered:
    count: int = 0
    documents: set[str] = field(default_factory=set)
    units: dict[str, None] = field(default_factory=dict)
    sentences: dict[str, None] = field(default_factory=dict)


def unmatched(readings: Iterable[Reading]) -> list[Group]:
    """The groups of all documents, the most frequent of each kind first; of equal ones by their text."""
    gathered: dict[tuple[Kind, str], _Gathered] = {}
    for reading in readings:
        for kind, text, unit, sentence in _of_document(reading):
            group = gathered.setdefault((kind, text), _Gathered())
            group.count += 1
            group.documents.add(reading.document.name)
            if unit:
                group.units.setdefault(unit)
            if len(group.sentences) < SENTENCES:
                group.sentences.setdefault(sentence)
    groups = [
        Group(kind, text, one.count, len(one.documents), tuple(one.units), tuple(one.sentences))
        for (kind, text), one in gathered.items()
    ]
    order = list(Kind)
    return sorted(groups, key=lambda group: (order.index(group.kind), -group.count, group.text))


def group_json(group: Group) -> dict[str, Any]:
    """A group for programs: kind, text, count, documents, units, sentences."""
    return {
        "kind": group.kind.value,
        "text": group.text,
        "count": group.count,
        "documents": group.documents,
        "units": list(group.units),
        "sentences": list(group.sentences),
    }


_HEADS = {
    Kind.NUMBER: "numbers that no rule took, by what stands behind them",
    Kind.FRAME: "amounts that no frame read, by what kind of number they are",
    Kind.INDICATOR: "noun phrases that are no canonical indicator",
}


def group_lines(groups: Sequence[Group], most: int) -> Iterator[str]:
    """The groups to read, of each kind the first ``most``, each with its sentences."""
    for kind in Kind:
        of_kind = [group for group in groups if group.kind is kind]
        if not of_kind:
            continue
        yield f"{_HEADS[kind]}: {sum(group.count for group in of_kind)} in {len(of_kind)} groups"
        for group in of_kind[:most]:
            units = f"  in {', '.join(group.units)}" if group.units else ""
            yield f"{group.count:>6}  {group.text}{units}"
            yield from (f"        {sentence}" for sentence in group.sentences)
        if len(of_kind) > most:
            yield f"        … {len(of_kind) - most} more groups; --most {len(of_kind)} shows them all"
        yield ""
    if not groups:
        yield "every number was taken by a rule, and every name is a canonical indicator"


def _of_document(reading: Reading) -> Iterator[tuple[Kind, str, str, str]]:
    """Kind, text, unit and sentence of everything in a document that the rules do not know, in order of kinds."""
    text = reading.document.folded.text
    for refusal in reading.refusals:
        numeral = text[refusal.start : refusal.end]
        written_out = refusal.rule == WORD.id and len(numeral) > 1 and not _LARGE.isdisjoint(numeral)
        if refusal.rule in _BY_NO_RULE or written_out:  # 三十盏, but not 一 in 一体化
            behind = text[refusal.end : refusal.end + _LONGEST_UNIT]
            yield Kind.NUMBER, _printable(behind), "", _around(reading, refusal.start)
    for quantity in unclaimed(reading):
        yield Kind.FRAME, measure_of(quantity), quantity.unit, _around(reading, quantity.start)
    for record in reading.records:
        if record.indicator is None:
            yield Kind.INDICATOR, record.indicator_name or "(no name found)", record.unit, record.sentence


def _printable(behind: str) -> str:
    """What stands behind a number up to the end of its line, marks and all; the end itself where it stands there."""
    return behind.split("\n")[0] or "(the end of a line)"


def _around(reading: Reading, position: int) -> str:
    """The sentence a number stands in, or the text around it where the sentence is long or a table."""
    text = reading.document.folded.text
    start = max(text.rfind("\n", 0, position), text.rfind("。", 0, position)) + 1
    ends = [end for end in (text.find("\n", position), text.find("。", position)) if end >= 0]
    first, last = max(start, position - _SHOWN), min([*ends, position + _SHOWN])
    return " ".join(text[first:last].split())
