"""Runs: documents read, each loaded whole or refused, and what came of them all.

One document that cannot be read never takes the others with it. Only a database that cannot be written ends
a run.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.documents.metadata import METADATA_NAME
from extractor.documents.sources import Sources
from extractor.problems import Problem, StoreError
from extractor.records import Statistic, Status
from extractor.ruleset.compiled import RuleSet
from extractor.runs.batches import (
    Job,
    LoadedDocument,
    LoadedOrRefused,
    ReadDocument,
    ready_to_load,
    sized,
)
from extractor.runs.known import with_what_came_before
from extractor.runs.reading import RefusedDocument, refused_document
from extractor.runs.rulerows import rule_set_rows
from extractor.runs.workers import read_jobs
from extractor.store import (
    Outcome,
    Run,
    Store,
    filling,
    finish_run,
    flagged_if_loaded,
    load_rows,
    refuse_document,
    start_run,
)

if TYPE_CHECKING:
    from extractor.runs.shards import Manifest

OUTCOMES = (*Outcome, "refused")
"""What may become of a document."""

GROUP_ROWS = 20_000
"""Records that are written in one transaction: the indexes are then gone through once for all of them."""

GROUP_SECONDS = 1.0
"""How long what has been read waits to be written."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run; ``documents`` counts by outcome, one of ``OUTCOMES``."""

    documents: Mapping[str, int]
    counts: Mapping[tuple[Statistic, Status], int]
    flagged: int
    refused_numbers: int


def load_sources(
    sources: Sources,
    rules: RuleSet,
    store: Store,
    *,
    program: str,
    paths: Sequence[str],
    workers: int = 1,
    watch: Callable[[Job], None] = lambda job: None,
) -> Iterator[LoadedOrRefused]:
    """Read every source and load it, in their order, with ``workers`` processes; yields what came of each.

    ``watch`` is told of each source when it has been read. The run is logged as finished behind the last one.
    Raises StoreError if the database cannot be written; what was loaded until then stays, whole documents all of it.
    """
    run = start_run(store, rule_set_rows(rules), extractor=program, paths=paths)
    for path, problems in _problems_beside(sources).items():
        refuse_document(store, path, problems, run)
    jobs = sized(sources.items)
    documents = records = problem_count = 0
    known = partial(with_what_came_before, rules=rules, store=store, program=program)
    read = read_jobs(jobs, rules, ready_to_load, workers, known=known, watch=watch)
    for done in _loaded(read, store, run):
        documents += 1
        if isinstance(done, LoadedDocument):
            records += sum(done.counts.values())
            problem_count += len(done.problems)
        else:
            problem_count += 1
        yield done
    problem_count += len(sources.problems)
    finish_run(store, run, documents=documents, records=records, problems=problem_count)


def load_shards(folder: Path, manifest: Manifest, store: Store) -> Iterator[LoadedOrRefused]:
    """Load what a cluster has read, shard by shard, as ``load_sources`` loads what it reads; yields what came of each.
    ``manifest`` is the folder's own. Raises StoreError as ``load_sources`` does.
    """
    from extractor.runs.shards import read_shard  # pyarrow is an extra

    def flagged(name: str, path: Path, digest: str) -> int | None:
        return flagged_if_loaded(store, name, path, digest, run)

    run = start_run(store, manifest.rules, extractor=manifest.program, paths=manifest.paths)
    for path, problems in _by_path(manifest.problems).items():
        refuse_document(store, path, problems, run)
    documents = records = 0
    problem_count = len(manifest.problems)
    read = (done for name in manifest.shards for done in read_shard(folder, name, flagged))
    with filling(store):
        for done in _loaded(read, store, run):
            documents += 1
            if isinstance(done, LoadedDocument):
                records += sum(done.counts.values())
                problem_count += len(done.problems)
            else:
                problem_count += 1
            yield done
    finish_run(store, run, documents=documents, records=records, problems=problem_count)


def summarize(outcomes: Iterable[LoadedOrRefused]) -> Summary:
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


_Read = ReadDocument | LoadedDocument | RefusedDocument


def _loaded(read: Generator[_Read, None, None], store: Store, run: Run) -> Iterator[LoadedOrRefused]:
    """What came of each document, written in groups: when enough has been read, or has waited long enough."""
    group: list[_Read] = []
    rows, since = 0, time.monotonic()
    with closing(read):  # which ends its processes
        try:
            for done in read:
                group.append(done)
                rows += len(done.records) + 1 if isinstance(done, ReadDocument) else 1
                if rows >= GROUP_ROWS or time.monotonic() - since >= GROUP_SECONDS:
                    full, group = group, []
                    yield from _load_group(full, store, run)
                    rows, since = 0, time.monotonic()
        except KeyboardInterrupt:
            _load_group(group, store, run)  # it has been read: let it not be in vain
            raise
        yield from _load_group(group, store, run)


def _load_group(group: Sequence[_Read], store: Store, run: Run) -> list[LoadedOrRefused]:
    """Write the documents in one transaction; if one does not fit the tables, each in its own."""
    if not group:
        return []
    try:
        with store.together():
            return [_load(done, store, run) for done in group]
    except StoreError:
        raise
    except Exception:  # as in reading: that one is refused now
        return [_load_or_refuse(done, store, run) for done in group]


def _load_or_refuse(done: _Read, store: Store, run: Run) -> LoadedOrRefused:
    try:
        with store.together():
            return _load(done, store, run)
    except StoreError:
        raise
    except Exception as error:  # as in reading
        assert isinstance(done, ReadDocument), "nothing else is loaded"
        return _load(refused_document(done.document.name, done.document.path, error), store, run)


def _load(done: _Read, store: Store, run: Run) -> LoadedOrRefused:
    if isinstance(done, ReadDocument):
        return _load_read(done, store, run)
    if isinstance(done, RefusedDocument):
        refuse_document(store, Path(done.problem.path), [done.problem], run)
    return done


def _load_read(read: ReadDocument, store: Store, run: Run) -> LoadedDocument:
    loaded = load_rows(
        *(store, read.document, read.records, run),
        digest=read.digest, refused=read.refused_numbers, problems=read.problems,
    )  # fmt: skip
    return LoadedDocument(
        read.document.name, loaded.outcome, read.counts, loaded.flagged, read.refused_numbers, read.problems
    )


def _problems_beside(sources: Sources) -> dict[Path, list[Problem]]:
    """What is wrong with files that are no documents; an empty list clears what was wrong with metadata."""
    beside: dict[Path, list[Problem]] = {source.path.parent / METADATA_NAME: [] for source in sources.items}
    return beside | _by_path(sources.problems)


def _by_path(problems: Iterable[Problem]) -> dict[Path, list[Problem]]:
    found: dict[Path, list[Problem]] = {}
    for problem in problems:
        path = Path(problem.path)
        found.setdefault(path.parent.resolve() / path.name, []).append(problem)
    return found
