"""What an earlier run has loaded, so that a document that has not changed costs no more than reading its bytes."""

from __future__ import annotations

from extractor.documents.document import Metadata
from extractor.reading.regions import resolve_region
from extractor.ruleset.compiled import RuleSet
from extractor.runs.batches import Job, LoadedDocument
from extractor.store import KnownDocument, Outcome, Store, known_document


def with_what_came_before(job: Job, rules: RuleSet, store: Store, program: str) -> Job:
    """The job with what came of its document in an earlier run, if only other bytes could make it come out otherwise.

    That is so when the same program read it by the same rules, under the same name and from the same place, when the
    same was told of it beside it, and when nothing was wrong with it. Whether the bytes are the same is for the
    process that reads to see, by their hash.
    """
    source = job.source
    known = known_document(store, source.name, rules.digest, program)
    if known is None or known.place != store.place(source.path) or not _told_the_same(known, source.metadata, rules):
        return job
    before = LoadedDocument(source.name, Outcome.UNCHANGED, known.counts, known.flagged, known.refused_numbers, ())
    return Job(source, job.size, before, known.sha256)


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
