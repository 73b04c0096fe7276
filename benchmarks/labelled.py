"""Labelled documents read by the program: the score of each, the errors counted, and the folds."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.documents.sources import find_sources
from extractor.problems import InputError
from extractor.ruleset.compiled import RuleSet
from extractor.runs import RefusedDocument, read_source
from extractor.score.answers import SLOTS, Row
from extractor.score.errors import Fault, Kind
from extractor.score.labels import read_labels
from extractor.score.matching import Score, score_records

ROOT = Path(__file__).resolve().parent.parent
FOLDS = 5


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """Documents, and the file that holds their labels."""

    name: str
    documents: Path
    labels: Path


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A document with its labels, its records as rows, and the records whose quote is not in the source."""

    name: str
    labels: tuple[Row, ...]
    records: tuple[Row, ...]
    adrift: tuple[str, ...]

    @property
    def score(self) -> Score:
        """How well its records say what its labels say."""
        return score_records(self.labels, self.records)


@dataclass(frozen=True, slots=True)
class Fold:
    """Some of the documents, and how they are read beside the rest."""

    number: int
    documents: tuple[str, ...]
    claims: int
    record_f1: float
    rest_f1: float

    @property
    def difference(self) -> float:
        """Below nought where the fold is read worse than the rest."""
        return self.record_f1 - self.rest_f1


def find_sets(gold: Path | None) -> tuple[LabelledSet, ...]:
    """Seeds and dev of a folder of labels; where there is none, the seeds with the labels of the tests."""
    beside = gold or ROOT.parent / "shared" / "gold"
    if gold is None and not beside.is_dir():
        return (LabelledSet("seeds", ROOT / "seeds", ROOT / "tests" / "labels" / "seeds.jsonl"),)
    return tuple(LabelledSet(name, beside / name, beside / f"{name}.jsonl") for name in ("seeds", "dev"))


def read_set(labelled: LabelledSet, rules: RuleSet) -> tuple[LabelledDocument, ...]:
    """Every document of a set that has labels, read; InputError if one cannot be."""
    labels: dict[str, list[Row]] = {}
    for label in read_labels(labelled.labels):
        labels.setdefault(label["document"], []).append(label)
    documents = []
    for source in find_sources([str(labelled.documents)]).items:
        if source.name not in labels:
            continue
        reading = read_source(source, rules)
        if isinstance(reading, RefusedDocument):
            raise InputError(f"{reading.name}: {reading.problem.message}")
        text = reading.document.source
        records = tuple(json.loads(record.model_dump_json()) for record in reading.records)
        adrift = tuple(record["id"] for record in records if text[record["start"] : record["end"]] != record["quote"])
        documents.append(LabelledDocument(source.name, tuple(labels.pop(source.name)), records, adrift))
    if labels:
        raise InputError(f"{labelled.labels}: labels of {', '.join(sorted(labels))}, which {labelled.documents} lacks")
    return tuple(documents)


def score_of(documents: Iterable[LabelledDocument]) -> Score:
    """The score of several documents taken together; names do not repeat among them."""
    taken = list(documents)
    return score_records(
        [label for document in taken for label in document.labels],
        [record for document in taken for record in document.records],
    )


def fault_counts(found: Iterable[Fault]) -> list[tuple[Kind, str, str, int]]:
    """The errors by kind, slot and frame, the slots in the order of the scorer, the most frequent first."""
    kinds = list(Kind)
    order = {slot: number for number, slot in enumerate(("", *SLOTS))}
    counted = Counter((fault.kind, fault.slot, fault.frame) for fault in found)
    rows = [(kind, slot, frame, number) for (kind, slot, frame), number in counted.items()]
    return sorted(rows, key=lambda row: (kinds.index(row[0]), order[row[1]], -row[3], row[2]))


def fold_of(name: str) -> int:
    """The fold of a document, by its name alone: the same on every machine and whatever else there is."""
    return int(hashlib.sha256(name.encode("utf-8")).hexdigest(), 16) % FOLDS + 1


def folds(documents: Sequence[LabelledDocument]) -> Iterator[Fold]:
    """Each fold beside the rest; a fold without claims is left out."""
    for number in range(1, FOLDS + 1):
        inside = [document for document in documents if fold_of(document.name) == number]
        rest = [document for document in documents if fold_of(document.name) != number]
        score = score_of(inside)
        if score.claims:
            names = tuple(document.name for document in inside)
            yield Fold(number, names, score.claims, score.record_f1, score_of(rest).record_f1)
