"""Labels and documents brought together: which are read, which labels are left out and why, and what is measured."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from extractor.documents.document import Document
from extractor.documents.sources import Source, Sources
from extractor.pipeline import Reading
from extractor.problems import InputError, Problem
from extractor.score.answers import Row
from extractor.score.labels import misplaced, read_label_lines
from extractor.score.matching import Score, labelled_name, score_documents
from extractor.score.report import Measurement


@dataclass(frozen=True, slots=True)
class Chosen:
    """The documents that have labels, and the labels of each by their lines; what is wrong beside them."""

    file: Path
    sources: tuple[Source, ...]
    labels: Mapping[str, Mapping[int, Row]]
    problems: tuple[Problem, ...]


def choose(file: Path, sources: Sources) -> Chosen:
    """The documents that the labels of a file tell of; ``InputError`` for faulty labels, or if none is there.

    Labels of a document that is not there are a problem, and so are those that two documents could be meant by.
    """
    labels: dict[str, dict[int, Row]] = {}
    for line, label in read_label_lines(file).items():
        labels.setdefault(label["document"], {})[line] = label
    named: dict[str, list[Source]] = {}
    for source in sources.items:
        if source.path.samefile(file):
            continue  # it lies in the folder of the documents, and tells of them
        named.setdefault(labelled_name(source.name, labels), []).append(source)
    problems = list(sources.problems)
    for name in list(labels):
        found = [source.name for source in named.get(name, [])]
        if len(found) == 1:
            continue
        told = f"{len(labels[name])} labels of {name}"
        said = (
            f"{told}, which may be any of {', '.join(found)}; write the whole name"
            if found
            else f"{told}, which is not among the documents given; they are not scored"
        )
        problems.append(Problem(str(file), min(labels.pop(name)), 0, "unknown-document", said))
    if not labels:
        raise InputError(
            "\n".join(
                [
                    *(f"{p.path}:{p.line}: {p.message}" for p in problems if p.path == str(file)),
                    f"{file}: no label of any document given",
                ]
            )
        )
    kept = tuple(source for name in labels for source in named[name])
    return Chosen(file, kept, labels, tuple(problems))


def measure(chosen: Chosen, readings: Iterable[Reading], rules: str, *, by_document: bool, most: int) -> Measurement:
    """The scores of the documents as they are read; ``InputError`` if a label is not where its document has it."""
    scores: dict[str, Score] = {}
    documents: dict[str, Document] = {}
    adrift: list[str] = []
    for reading in readings:
        name = labelled_name(reading.document.name, chosen.labels)
        labels = chosen.labels[name]
        astray = list(misplaced(labels, reading.document.source))
        for line, said in astray[:1]:
            more = f", and {len(astray) - 1} more of its labels are astray" if len(astray) > 1 else ""
            adrift.append(f"{chosen.file}:{line}: {said} in {name}{more}; was the document changed?")
        records = [json.loads(record.model_dump_json()) for record in reading.records]
        scores |= score_documents(labels.values(), records)
        documents[name] = reading.document
    if adrift:
        raise InputError("\n".join(adrift))
    return Measurement(rules, dict(sorted(scores.items())), documents, by_document, most)
