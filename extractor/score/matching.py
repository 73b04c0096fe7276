"""Records held against labelled quantities: what was found, missed or made up, and which slots are right."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from extractor.score.answers import SLOTS, Row, same_quantity, slot_is_right

EXCUSED = ("optional", "unlabelled")
"""Labels at whose place a record is neither right nor wrong."""

_PLACE = ("region", "region_name", "indicator", "indicator_name")


@dataclass(frozen=True, slots=True)
class Match:
    """A label and the record that was taken for it."""

    label: Row
    record: Row

    def wrong_slots(self) -> tuple[str, ...]:
        """The slots in which the record gives no accepted answer."""
        return tuple(slot for slot in SLOTS if not slot_is_right(slot, self.label, self.record))


@dataclass(frozen=True, slots=True)
class Score:
    """The figures, and the rows they were counted from.

    ``hits`` have value and unit right, ``wrong`` have a record at their place that says another amount,
    ``missed`` have none; ``extra`` are records where the labels have nothing.
    """

    documents: int
    hits: tuple[Match, ...]
    wrong: tuple[Match, ...]
    missed: tuple[Row, ...]
    extra: tuple[Row, ...]

    @property
    def claims(self) -> int:
        """How many quantities had to be found."""
        return len(self.hits) + len(self.wrong) + len(self.missed)

    @property
    def records(self) -> int:
        """How many records count for or against precision."""
        return len(self.hits) + len(self.wrong) + len(self.extra)

    @property
    def quantity_precision(self) -> float:
        """The share of the records whose amount is right."""
        return _ratio(len(self.hits), self.records)

    @property
    def quantity_recall(self) -> float:
        """The share of the claims that were found with their amount."""
        return _ratio(len(self.hits), self.claims)

    @property
    def quantity_f1(self) -> float:
        """The harmonic mean of precision and recall of the amounts."""
        return _f1(self.quantity_precision, self.quantity_recall)

    @property
    def record_f1(self) -> float:
        """The same where the amount and every slot must be right."""
        whole = sum(not match.wrong_slots() for match in self.hits)
        return _f1(_ratio(whole, self.records), _ratio(whole, self.claims))

    def accuracy(self, slot: str) -> float:
        """The share of the hits with an accepted answer in a slot, of those whose label has one."""
        scored = [match for match in self.hits if match.label.get(slot)]
        return _ratio(sum(slot_is_right(slot, match.label, match.record) for match in scored), len(scored))

    def figures(self) -> dict[str, int | float | None]:
        """All figures by name: claims, quantity_f1, region_accuracy, record_f1, …; None where nothing was judged."""
        answered = {slot: any(match.label.get(slot) for match in self.hits) for slot in SLOTS}
        return {
            "documents": self.documents,
            "claims": self.claims,
            "records": self.records,
            "quantity_precision": self.quantity_precision if self.records else None,
            "quantity_recall": self.quantity_recall if self.claims else None,
            "quantity_f1": self.quantity_f1 if self.claims else None,
            **{f"{slot}_accuracy": self.accuracy(slot) if answered[slot] else None for slot in SLOTS},
            "record_f1": self.record_f1 if self.claims else None,
        }


def score_documents(labels: Iterable[Row], records: Iterable[Row]) -> dict[str, Score]:
    """How well the records say what the labels say, by document; one without labels is left out.

    ``{"value": ["60000"], "unit": "亩", …}`` is hit by 4000 公顷 at the same place. A label names the document of a
    record by its whole name (成都/公报.txt) or by that of its file.
    """
    labelled: dict[str, list[Row]] = {}
    for label in labels:
        labelled.setdefault(label["document"], []).append(label)
    found: dict[str, list[Row]] = {}
    for record in records:
        found.setdefault(labelled_name(str(record["document"]), labelled), []).append(record)
    return {name: _score_document(labelled[name], found.get(name, [])) for name in sorted(labelled)}


def labelled_name(document: str, labelled: Container[str]) -> str:
    """What the labels call a document: its whole name if any of them does, or that of its file."""
    return document if document in labelled else PurePath(document).name


def together(scores: Iterable[Score]) -> Score:
    """The score of several documents taken as one."""
    parts = list(scores)
    return Score(
        documents=sum(part.documents for part in parts),
        hits=tuple(match for part in parts for match in part.hits),
        wrong=tuple(match for part in parts for match in part.wrong),
        missed=tuple(label for part in parts for label in part.missed),
        extra=tuple(record for part in parts for record in part.extra),
    )


def score_records(labels: Iterable[Row], records: Iterable[Row]) -> Score:
    """The score of all documents that have labels, taken as one."""
    return together(score_documents(labels, records).values())


class _Placed:
    """Rows by their place in a document."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._order = sorted(range(len(rows)), key=lambda number: rows[number]["start"])
        self._rows = rows
        self._starts = [rows[number]["start"] for number in self._order]
        self._longest = max((row["end"] - row["start"] for row in rows), default=0)

    def over(self, row: Row) -> list[int]:
        """The numbers of the rows that overlap another row, in their own order."""
        first = bisect_left(self._starts, row["start"] - self._longest)
        last = bisect_left(self._starts, row["end"])
        return sorted(number for number in self._order[first:last] if self._rows[number]["end"] > row["start"])


def _score_document(labels: Sequence[Row], records: Sequence[Row]) -> Score:
    """Every claim takes the record at its place that has most right; the labels judge what is left over."""
    claims = sorted((label for label in labels if label["label"] == "claim"), key=lambda label: label["start"])
    places = _Placed(records)
    taken: set[int] = set()
    hit: dict[int, Match] = {}
    wrong: list[Match] = []
    missed: list[Row] = []
    for number, claim in enumerate(claims):
        near = [index for index in places.over(claim) if index not in taken]
        right = [index for index in near if same_quantity(claim, records[index])]
        if right:
            best = max(right, key=lambda index: _slots_right(claim, records[index]))
            hit[number] = Match(claim, records[best])
            taken.add(best)
        elif near:
            wrong.append(Match(claim, records[near[0]]))
            taken.add(near[0])
        else:
            missed.append(claim)
    excused = _Placed([label for label in labels if label["label"] in EXCUSED])
    claimed = _Placed(claims)
    extra = [
        record
        for index, record in enumerate(records)
        if index not in taken
        and not excused.over(record)
        and not any(number in hit and _told_again(hit[number], record) for number in claimed.over(record))
    ]
    return Score(1, tuple(hit.values()), tuple(wrong), tuple(missed), tuple(extra))


def _told_again(match: Match, record: Row) -> bool:
    """Whether one number is rightly told of another place or indicator too: 庆阳、酒泉经济总量突破千亿元."""
    return (
        same_quantity(match.label, record)
        and _slots_right(match.label, record) == len(SLOTS)
        and any(record.get(key) != match.record.get(key) for key in _PLACE)
    )


def _slots_right(label: Row, record: Row) -> int:
    return sum(slot_is_right(slot, label, record) for slot in SLOTS)


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
