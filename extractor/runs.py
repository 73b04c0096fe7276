"""Runs: documents read one after the other, each loaded whole or refused, and what came of them all.

One document that cannot be read never takes the others with it. Only a database that cannot be written ends
a run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.documents.decode import decode
from extractor.documents.document import Metadata
from extractor.documents.metadata import METADATA_NAME, parse_published
from extractor.documents.sources import Source, Sources, text_document
from extractor.documents.sources import read_document as open_document
from extractor.pipeline import Reading, read_document
from extractor.problems import DocumentError, ExtractorError, InputError, Problem, StoreError
from extractor.reading.quantities import Quantity
from extractor.reading.regions import resolve_region
from extractor.records import Statistic, Status
from extractor.ruleset.compiled import RuleSet
from extractor.store import (
    DocumentRow,
    IndicatorRow,
    Outcome,
    RegionRow,
    RuleRow,
    RuleSetRows,
    Run,
    Store,
    StoredRecord,
    finish_run,
    load_document,
    refuse_document,
    start_run,
)

OUTCOMES = (*Outcome, "refused")
"""What may become of a document."""

STANDARD_INPUT = "-"
"""The path, and the document's name, of a text that comes on standard input."""


@dataclass(frozen=True, slots=True)
class RefusedDocument:
    """A document of which nothing came, and why; ``error`` is what was raised."""

    name: str
    problem: Problem
    error: Exception


@dataclass(frozen=True, slots=True)
class LoadedDocument:
    """What came of a document that is in the database, and what was wrong with its metadata."""

    name: str
    outcome: Outcome
    counts: Mapping[tuple[Statistic, Status], int]
    flagged: int
    refused_numbers: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run; ``documents`` counts by outcome, one of ``OUTCOMES``."""

    documents: Mapping[str, int]
    counts: Mapping[tuple[Statistic, Status], int]
    flagged: int
    refused_numbers: int


def read_source(source: Source, rules: RuleSet) -> Reading | RefusedDocument:
    """What stands in a document, or why it is refused: 空白.txt is an empty file."""
    try:
        return read_document(open_document(_named(source)), rules)
    except Exception as error:  # whatever one document does to us, the others are read
        return refused_document(source.name, source.path, error)


def read_bytes(data: bytes, metadata: Metadata, rules: RuleSet) -> Reading | RefusedDocument:
    """What stands in a text on standard input, in whatever encoding it comes."""
    try:
        text, _ = decode(data, STANDARD_INPUT)
        return read_document(text_document(text, STANDARD_INPUT, metadata), rules)
    except Exception as error:  # as for a file
        return refused_document(STANDARD_INPUT, Path(STANDARD_INPUT), error)


def read_stored(record: StoredRecord, rules: RuleSet) -> Reading | RefusedDocument:
    """What stands in the document of a stored record, read again from the text that is kept of it."""
    try:
        facts = Metadata(
            title=record.title,
            publisher=record.publisher,
            published=parse_published(record.published) if record.published else None,
            region=record.region,
            kind=record.kind,
        )
        return read_document(text_document(record.text, record.document, facts), rules)
    except Exception as error:  # as for a file
        return refused_document(record.document, Path(record.document), error)


def refused_document(name: str, path: Path, error: Exception) -> RefusedDocument:
    """The refusal of a document by the error it raised; one that is not ours is told as unexpected."""
    if isinstance(error, DocumentError):
        return RefusedDocument(name, Problem(str(path), 0, 0, "refused", error.reason), error)
    if isinstance(error, ExtractorError):
        return RefusedDocument(name, Problem(str(path), 0, 0, "refused", str(error)), error)
    return RefusedDocument(name, Problem(str(path), 0, 0, "unexpected-error", unexpected(error)), error)


def unexpected(error: Exception) -> str:
    """An error that should not have been, in one line."""
    said = " ".join(str(error).split())[:200]
    what = f"{type(error).__name__}: {said}" if said else type(error).__name__
    return f"unexpected {what}; this is a fault of the program: EXTRACTOR_DEBUG=1 shows where"


def text_metadata(
    rules: RuleSet,
    *,
    region: str | None,
    published: str | None,
    title: str | None = None,
    kind: str | None = None,
) -> Metadata:
    """What the options tell of a text: 四川省, 2024-01. Raises InputError for what is neither."""
    date = parse_published(published) if published else None
    if published and date is None:
        raise InputError(f"--published {published}: no date; write 2024, 2024-01 or 2024-01-24")
    if region and resolve_region(region, rules.gazetteer) is None:
        raise InputError(f"--region {region}: {_NO_REGION}")
    return Metadata(title=title, published=date, region=region, kind=kind)


_NO_REGION = "no region, or several of that name; write its full name (四川省) or its code (510000)"


def metadata_problems(reading: Reading, path: Path, rules: RuleSet) -> tuple[Problem, ...]:
    """What its metadata says of a document and the rules do not know: region 四川剩."""
    region = reading.document.metadata.region
    if region is None or resolve_region(region, rules.gazetteer) is not None:
        return ()
    said = f"region {region} of its metadata: {_NO_REGION}; read without it"
    return (Problem(str(path), 0, 0, "unknown-region", said),)


def load_sources(
    sources: Sources, rules: RuleSet, store: Store, *, program: str, paths: Sequence[str]
) -> Iterator[LoadedDocument | RefusedDocument]:
    """Read every source and load it, one after the other; yields what came of each.

    The run is logged as finished behind the last one. Raises StoreError if the database cannot be written;
    what was loaded until then stays, whole documents all of it.
    """
    run = start_run(store, rule_set_rows(rules), extractor=program, paths=paths)
    for path, problems in _problems_beside(sources).items():
        refuse_document(store, path, problems, run)
    records = problem_count = 0
    for source in sources.items:
        done = _load_source(source, rules, store, run)
        if isinstance(done, LoadedDocument):
            records += sum(done.counts.values())
            problem_count += len(done.problems)
        else:
            problem_count += 1
        yield done
    problem_count += len(sources.problems)
    finish_run(store, run, documents=len(sources.items), records=records, problems=problem_count)


def summarize(outcomes: Iterable[LoadedDocument | RefusedDocument]) -> Summary:
    """The sums over all documents of a run."""
    documents: Counter[str] = Counter()
    counts: Counter[tuple[Statistic, Status]] = Counter()
    flagged = refused_numbers = 0
    for done in outcomes:
        if isinstance(done, RefusedDocument):
            documents[OUTCOMES[-1]] += 1
            continue
        documents[done.outcome] += 1
        counts.update(done.counts)
        flagged += done.flagged
        refused_numbers += done.refused_numbers
    return Summary(documents, counts, flagged, refused_numbers)


def unclaimed(reading: Reading) -> list[Quantity]:
    """The amounts of a document that became no record: those that stand in a table, or in no known shape."""
    claimed = {(claim.quantity.start, claim.quantity.end) for claim in reading.claims}
    return [quantity for quantity in reading.quantities if (quantity.start, quantity.end) not in claimed]


def rule_set_rows(rules: RuleSet) -> RuleSetRows:
    """Everything of a rule set that its records may refer to, as the database takes it."""
    regions = [
        RegionRow(region.code, region.name, region.level.value, region.parent)
        for region in rules.gazetteer.regions
        if region.code
    ]
    indicators = [
        IndicatorRow(
            indicator.entry.id,
            indicator.entry.name,
            indicator.field,
            indicator.field_name,
            indicator.entry.measured_in,
            indicator.entry.better,
        )
        for indicator in rules.names.by_id.values()
    ]
    frames = [
        RuleRow(
            rules.rule(name.removeprefix("frames/")),
            "frame",
            place.path,
            place.line,
            rules.version,
        )
        for name, place in rules.places.items()
        if name.startswith("frames/")
    ]
    return RuleSetRows(rules.name, rules.version, rules.digest, tuple(regions), tuple(indicators), tuple(frames))


def _problems_beside(sources: Sources) -> dict[Path, list[Problem]]:
    """What is wrong with files that are no documents; an empty list clears what was wrong with metadata."""
    beside: dict[Path, list[Problem]] = {source.path.parent / METADATA_NAME: [] for source in sources.items}
    for problem in sources.problems:
        path = Path(problem.path)
        beside.setdefault(path.parent.resolve() / path.name, []).append(problem)
    return beside


def _load_source(source: Source, rules: RuleSet, store: Store, run: Run) -> LoadedDocument | RefusedDocument:
    reading = read_source(source, rules)
    if isinstance(reading, Reading):
        try:
            return _load_reading(reading, source, rules, store, run)
        except StoreError:
            raise
        except Exception as error:  # as in reading
            reading = refused_document(source.name, source.path, error)
    refuse_document(store, source.path, [reading.problem], run)
    return reading


def _load_reading(reading: Reading, source: Source, rules: RuleSet, store: Store, run: Run) -> LoadedDocument:
    problems = (*metadata_problems(reading, source.path, rules), *reading.problems)
    refused = len(reading.refusals) + len(unclaimed(reading))
    loaded = load_document(
        store,
        _document_row(reading, source.path),
        reading.records,
        run,
        refused=refused,
        problems=problems,
    )
    counts = Counter((record.statistic, record.status) for record in reading.records)
    return LoadedDocument(source.name, loaded.outcome, counts, loaded.flagged, refused, problems)


def _document_row(reading: Reading, path: Path) -> DocumentRow:
    """The document with the facts it was read by; a year inferred from its text stands for the date."""
    document, metadata, facts = reading.document, reading.document.metadata, reading.facts
    region, published = facts.home, metadata.published or facts.year
    inferred = {
        "published": facts.year_inferred and published is not None,
        "region": facts.home_inferred and region is not None,
    }
    return DocumentRow(
        name=document.name,
        path=path,
        title=metadata.title,
        publisher=metadata.publisher,
        published=str(published) if published else None,
        region=region.code if region else None,
        region_name=region.name if region else None,
        kind=metadata.kind,
        inferred=tuple(name for name, is_so in inferred.items() if is_so),
        sha256=document.sha256,
        encoding=document.encoding,
        text=document.source,
    )


def _named(source: Source) -> Source:
    """The source, if its name can be written down: on Linux one in GBK arrives with half characters."""
    try:
        source.name.encode()
    except UnicodeEncodeError as error:
        raise DocumentError(source.name, "its name is not UTF-8; rename the file") from error
    return source
