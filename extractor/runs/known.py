"""What an earlier run has loaded, so that a document that has not changed costs no more than reading its bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from extractor.documents.document import Metadata
from extractor.documents.sources import Source
from extractor.problems import Problem
from extractor.reading.regions import resolve_region
from extractor.ruleset.compiled import RuleSet
from extractor.runs.batches import Job, LoadedDocument, LoadedOrRefused
from extractor.runs.reading import REFUSALS, RefusedDocument
from extractor.store import KnownDocument, Outcome, Store, known_collection, known_document


def with_what_came_before(job: Job, rules: RuleSet, store: Store, program: str) -> Job:
    """The job with what came of its document in an earlier run, if only other bytes could make it come out otherwise.

    That is so when the same program read it by the same rules, under the same name and from the same place, when the
    same was told of it beside it, and when nothing was wrong with it. Whether the bytes are the same is for the
    process that reads to see, by their hash.
    """
    source = job.source
    try:
        str(source.path).encode()
    except UnicodeEncodeError:  # a name in GBK, which no database holds: it is refused when it is read
        return job
    known = known_document(store, source.name, rules.digest, program)
    if known is None:
        return _with_its_parts(job, rules, store, program)
    if known.place != store.place(source.path) or not _told_the_same(known, source.metadata, rules):
        return job
    problems = _at(source.path, known.problems)
    loaded = LoadedDocument(
        source.name, Outcome.UNCHANGED, known.counts, known.flagged, known.refused_numbers, problems
    )
    return Job(source, job.size, (loaded,), known.sha256)


def told(source: Source) -> str:
    """What a collection was read by, beside its bytes: its name and what metadata.csv says of it."""
    facts = source.metadata
    row = [source.name, facts.title, facts.publisher, str(facts.published or ""), facts.region, facts.kind]
    return json.dumps(row, ensure_ascii=False)


def _with_its_parts(job: Job, rules: RuleSet, store: Store, program: str) -> Job:
    """The same for a collection: what came of each of its documents, and of those that were refused."""
    source = job.source
    known = known_collection(store, source.path, told(source), rules.digest, program)
    if known is None:
        return job
    before: list[LoadedOrRefused] = []
    problems = {part: _at(Path(f"{source.path}{part}"), found) for part, found in known.problems.items()}
    refused = {part for part, found in problems.items() if any(problem.code in REFUSALS for problem in found)}
    for part in known.parts:
        if part.part not in refused:  # as one whose earlier edition is still there
            name, wrong = f"{source.name}{part.part}", problems.get(part.part, ())
            before.append(
                LoadedDocument(name, Outcome.UNCHANGED, part.counts, part.flagged, part.refused_numbers, wrong)
            )
    before += (RefusedDocument(f"{source.name}{part}", problems[part][0], "") for part in problems if part in refused)
    return Job(source, job.size, tuple(before), known.sha256)


def _at(path: Path, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems under the path that the file has now, and not as the database writes it down."""
    return tuple(replace(problem, path=str(path)) for problem in problems)


def _told_the_same(known: KnownDocument, told: Metadata, rules: RuleSet) -> bool:
    """Whether the facts of the document stand there as they are told now; what was inferred must still be untold."""
    region = resolve_region(told.region, rules.gazetteer) if told.region else None
    if told.region and region is None:
        return False
    facts = {
        "published": str(told.published) if told.published else None,
        "region": (region.code, region.name) if region else (None, None),
    }
    stored = {"published": known.published, "region": (known.region, known.region_name)}
    for inferred in known.inferred:
        stored[inferred] = (None, None) if inferred == "region" else None
    return facts == stored and (told.title, told.publisher, told.kind) == (known.title, known.publisher, known.kind)
