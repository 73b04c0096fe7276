"""Runs: documents read, each loaded whole or refused, and what came of them all.

One document that cannot be read never takes the others with it. Only a database that cannot be written ends
a run.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
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
from extractor.runs.known import told, with_what_came_before
from extractor.runs.reading import RefusedDocument, refused_document
from extractor.runs.rulerows import rule_set_rows
from extractor.runs.workers import read_jobs
from extractor.store import (
    NOT_LOADED,
    Outcome,
    Run,
    Store,
    filling,
    finish_file,
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
    read = read_jobs(jobs, rules, ready_to_load, workers, known=known)
    for done in _loaded(_with_ends(read, watch), store, run):
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
    read: Generator[_Step, None, None] = (
        done for name in manifest.shards for done in read_shard(folder, name, flagged)
    )
    with filling(store) as filled:
        for done in _loaded(read, filled, run):
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


@dataclass(frozen=True, slots=True)
class _FileRead:
    """That a file has been read to its end, and which parts it holds: ``#3`` in a collection, nothing in any other."""

    path: Path
    sha256: str
    told: str
    parts: frozenset[str]


_Read = ReadDocument | LoadedDocument | RefusedDocument
_Step = _Read | _FileRead


def _with_ends(
    read: Generator[tuple[Job, list[_Read]], None, None], watch: Callable[[Job], None]
) -> Generator[_Step, None, None]:
    """What came of each document of the jobs, and behind the last of a file that it was read to its end."""
    with closing(read):
        for job, all_done in read:
            watch(job)
            yield from all_done
            end = _end(job, all_done)
            if end is not None:
                yield end


def _end(job: Job, all_done: Sequence[_Read]) -> _FileRead | None:
    """None where nothing was read, for it has not changed; or not to the end, for it cannot be read as a whole."""
    read = [done for done in all_done if isinstance(done, ReadDocument)]
    refused = [Path(done.problem.path) for done in all_done if isinstance(done, RefusedDocument)]
    if len(read) + len(refused) < len(all_done) or job.source.path in refused:
        return None
    begin = len(str(job.source.path))
    parts = frozenset(str(path)[begin:] for path in (*(done.document.path for done in read), *refused))
    return _FileRead(job.source.path, read[0].file_sha256 if read else "", told(job.source), parts)


def _loaded(read: Generator[_Step, None, None], store: Store, run: Run) -> Iterator[LoadedOrRefused]:
    """What came of each document, written in groups: when enough has been read, or has waited long enough."""
    group: list[_Step] = []
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


def _load_group(group: Sequence[_Step], store: Store, run: Run) -> list[LoadedOrRefused]:
    """Write the documents in one transaction; if one does not fit the tables, each in its own."""
    if not group:
        return []
    try:
        with store.together():
            return [loaded for done in group for loaded in _load(done, store, run)]
    except StoreError:
        raise
    except Exception:  # as in reading: that one is refused now
        return [loaded for done in group for loaded in _load_or_refuse(done, store, run)]


def _load_or_refuse(done: _Step, store: Store, run: Run) -> Sequence[LoadedOrRefused]:
    try:
        with store.together():
            return _load(done, store, run)
    except StoreError:
        raise
    except Exception as error:  # as in reading
        assert isinstance(done, ReadDocument), "nothing else is loaded"
        refused = refused_document(done.document.name, done.document.path, error)
        return _load(replace(refused, problem=replace(refused.problem, code=NOT_LOADED)), store, run)


def _load(done: _Step, store: Store, run: Run) -> Sequence[LoadedOrRefused]:
    """What came of a document; nothing of what is none."""
    if isinstance(done, _FileRead):
        finish_file(store, done.path, done.sha256, done.told, done.parts, run)
        return ()
    if isinstance(done, ReadDocument):
        return (_load_read(done, store, run),)
    if isinstance(done, RefusedDocument):
        refuse_document(store, Path(done.problem.path), [done.problem], run)
    return (done,)


def _load_read(read: ReadDocument, store: Store, run: Run) -> LoadedDocument:
    loaded = load_rows(
        *(store, read.document, read.records, run),
        digest=read.digest, refused=read.refused_numbers, problems=read.problems,
    )  # fmt: skip
    return LoadedDocument(
        read.document.name, loaded.outcome, read.counts, loaded.flagged, read.refused_numbers, read.problems
    )


def _problems_beside(sources: Sources) -> dict[Path, list[Problem]]:
    """What is wrong with what is no document; an empty list clears what was wrong with metadata, or with a folder."""
    folders = {source.path.parent for source in sources.items}
    beside: dict[Path, list[Problem]] = {folder / METADATA_NAME: [] for folder in folders}
    for above in {above for folder in folders for above in (folder, *folder.parents)}:
        beside[above] = []
    return beside | _by_path(sources.problems)


def _by_path(problems: Iterable[Problem]) -> dict[Path, list[Problem]]:
    found: dict[Path, list[Problem]] = {}
    for problem in problems:
        path = Path(problem.path)
        found.setdefault(path.parent.resolve() / path.name, []).append(problem)
    return found
