"""What a change of rules does to documents: records that come, go, or say something else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from extractor.records import Record, amount

IGNORED = frozenset({"id", "rule", "sentence"})
"""The fields in which records of two rule sets may differ and still say the same."""


class Change(StrEnum):
    """What became of a record."""

    ADDED = "added"
    LOST = "lost"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """A record under the old rules and the new; one of them is None where it came or went.

    ``fields`` names what the two say differently.
    """

    change: Change
    old: Record | None
    new: Record | None
    fields: tuple[str, ...] = ()

    @property
    def record(self) -> Record:
        """The record that shows where in the document the difference is."""
        record = self.new or self.old
        assert record is not None, "a difference has a record on one side at least"
        return record


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences over some documents, and how many records were the same."""

    documents: int
    same: int
    differences: tuple[Difference, ...]


def compare_records(old: Sequence[Record], new: Sequence[Record]) -> tuple[int, list[Difference]]:
    """How many records of a document two rule sets agree on, and the differences in the order of the text.

    Records are the same number if their quotes overlap: 3亿 read as 3亿元 by the new rules is one changed record.
    """
    waiting = {id(record): record for record in old}
    at_place: dict[tuple[int, int], list[Record]] = {}
    for record in old:
        at_place.setdefault((record.start, record.end), []).append(record)
    unmatched: list[Record] = []
    for record in new:
        here = at_place.get((record.start, record.end), ())
        twin = next((one for one in here if id(one) in waiting and not _differ(one, record)), None)
        if twin is None:
            unmatched.append(record)
        else:
            del waiting[id(twin)]
    same = len(new) - len(unmatched)
    over: dict[int, list[Record]] = {}
    for record in waiting.values():
        for position in range(record.start, record.end):
            over.setdefault(position, []).append(record)
    differences: list[Difference] = []
    for record in unmatched:
        former = {
            id(one): (len(_differ(one, record)), one)
            for position in range(record.start, record.end)
            for one in over.get(position, ())
            if id(one) in waiting
        }
        if former:
            _, nearest = min(former.values(), key=lambda pair: pair[0])
            del waiting[id(nearest)]
            differences.append(Difference(Change.CHANGED, nearest, record, _differ(nearest, record)))
        else:
            differences.append(Difference(Change.ADDED, None, record))
    differences += [Difference(Change.LOST, record, None) for record in waiting.values()]
    differences.sort(key=lambda difference: (difference.record.start, difference.record.end))
    return same, differences


def comparison_lines(comparison: Comparison, names: tuple[str, str]) -> Iterator[str]:
    """The comparison to read: a summary first, then every difference with its sentence and the rules on both sides."""
    counts = Counter(difference.change for difference in comparison.differences)
    told = ", ".join(f"{counts[change]} {change.value}" for change in Change)
    yield f"{comparison.documents} documents, {names[0]} against {names[1]}: {comparison.same} records the same, {told}"
    fields = Counter(name for difference in comparison.differences for name in difference.fields)
    if fields:
        yield "changed in " + ", ".join(f"{name} {count}" for name, count in fields.most_common())
    for difference in comparison.differences:
        record = difference.record
        yield ""
        yield f"{difference.change.value}  {record.document}:{record.start}  {' '.join(record.quote.split())}"
        yield f"    {record.sentence}"
        for sign, side in (("-", difference.old), ("+", difference.new)):
            if side is not None:
                yield f"    {sign} {_in_words(side)}"
                yield f"      by {side.rule}"


def difference_json(difference: Difference) -> dict[str, Any]:
    """A difference for programs: change, fields, and the record on both sides, null where there is none."""
    return {
        "change": difference.change.value,
        "fields": list(difference.fields),
        "old": difference.old.model_dump(mode="json") if difference.old else None,
        "new": difference.new.model_dump(mode="json") if difference.new else None,
    }


def compared(pairs: Iterable[tuple[Sequence[Record], Sequence[Record]]]) -> Comparison:
    """The comparison of documents, each with its records under the old rules and under the new."""
    documents = same = 0
    differences: list[Difference] = []
    for old, new in pairs:
        agreed, found = compare_records(old, new)
        documents += 1
        same += agreed
        differences += found
    return Comparison(documents, same, tuple(differences))


def _differ(old: Record, new: Record) -> tuple[str, ...]:
    return tuple(
        name for name in Record.model_fields if name not in IGNORED and getattr(old, name) != getattr(new, name)
    )


def _in_words(record: Record) -> str:
    name = record.indicator or f"({record.indicator_name or 'no name'})"
    told = (
        *(record.region_name or "no region", name, record.period or "no period"),
        *(record.statistic.value, record.basis.value if record.basis else "", record.status.value),
        *(record.bound.value, f"{amount(record)} {record.unit}".rstrip()),
        *record.flags,
    )
    return " · ".join(part for part in told if part)
