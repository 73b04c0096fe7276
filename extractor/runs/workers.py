"""Documents read by several processes at once, what came of them in the order of the documents.

Each process has a thread here that hands it a batch and waits. There are never more batches under way than are
soon asked for: what is behind the writer waits for it, and the memory stays the same however many documents follow.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from extractor.problems import ExtractorError
from extractor.ruleset.compiled import RuleSet
from extractor.runs.batches import BATCH_BYTES, Batch, Job, LoadedOrRefused, Shape, T, batches, read_batch
from extractor.runs.process import PATIENCE, ReadingProcess, refusal, setting_of
from extractor.runs.reading import PLAIN, RefusedDocument, refused_document

LITTLE = 4 * 1024 * 1024
"""Bytes of plain text that are read here sooner than other processes have started."""

_AHEAD = 2


def cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def read_jobs(
    jobs: Sequence[Job],
    rules: RuleSet,
    shape: Shape[T],
    workers: int,
    *,
    known: Callable[[Job], Job] = lambda job: job,
) -> Generator[tuple[Job, list[T | LoadedOrRefused]], None, None]:
    """Each job with what came of its documents, in the order of the jobs, whatever ``workers`` is.

    With one worker, and for a little plain text, it is read in this process. Otherwise a document that ends the
    process that reads it, or takes too long, is refused, and the others are read. ``known`` adds to a job what is
    known of it, when its turn has come.
    """
    if workers == 1 or _is_little(jobs):
        for job in map(known, jobs):
            (all_done,) = read_batch((job,), rules, shape)
            yield job, all_done
        return
    total = sum(job.size for job in jobs)
    size = min(BATCH_BYTES, total // (workers * 8) + 1)
    with Workers(setting_of(rules, shape), workers) as pool:
        for batch, of_jobs in pool.read(batches(map(known, jobs), size)):
            yield from zip(batch, of_jobs, strict=True)


class Workers:
    """Processes that read, for use in a ``with`` statement; they are ended when it is left, however it is left."""

    def __init__(self, setting: bytes, count: int, patience: float = PATIENCE) -> None:
        """``setting`` is what ``setting_of`` gives for a rule set and a shape."""
        self._setting = setting
        self._count, self._patience = count, patience
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="worker")
        self._own = threading.local()
        self._lock = threading.Lock()
        self._running: set[ReadingProcess] = set()
        self._closed = False

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._closed = True
            running = list(self._running)
        for process in running:
            process.end()
        self._threads.shutdown(cancel_futures=True)

    def read(self, all_batches: Iterator[Batch]) -> Iterator[tuple[Batch, list[list[Any]]]]:
        """Each batch with what came of its jobs, in their order; a few are read ahead of the one that is asked for."""
        under_way: deque[tuple[Batch, Future[list[list[Any]]]]] = deque()
        for batch in all_batches:
            under_way.append((batch, self._threads.submit(self._read, batch)))
            if len(under_way) > self._count * _AHEAD:
                first, future = under_way.popleft()
                yield first, future.result()
        while under_way:
            first, future = under_way.popleft()
            yield first, future.result()

    def _read(self, batch: Batch) -> list[list[Any]]:
        """What came of a batch; one that its process did not survive is read again, document by document."""
        done = self._process().read(batch)
        if done is not None:
            return done
        done = []
        for job in batch:
            process = self._process()
            done += process.read((job,)) or [[self._refused(job, process.ended)]]
        return done

    def _refused(self, job: Job, ended: str) -> RefusedDocument:
        return refused_document(job.source.name, job.source.path, refusal(ended))

    def _process(self) -> ReadingProcess:
        """The process of this thread; another one if it has ended."""
        process: ReadingProcess | None = getattr(self._own, "process", None)
        if process is not None and not process.ended:
            return process
        if self._closed:
            raise ExtractorError("the run has ended")
        self._own.process = fresh = ReadingProcess(self._setting, self._patience)
        with self._lock:
            if process is not None:
                self._running.discard(process)
            self._running.add(fresh)
        if self._closed:  # while it started
            fresh.end()
        return fresh


def _is_little(jobs: Sequence[Job]) -> bool:
    """Whether it is read sooner here; a PDF never is, whose reader may crash."""
    return sum(job.size for job in jobs) <= LITTLE and all(job.source.path.suffix.lower() in PLAIN for job in jobs)
