"""Documents read on a cluster of dask.distributed: shards in, Parquet out, what is there already left alone.

The scheduler hands a shard to a worker, and to another one when the first is lost. Inside the worker a process of its
own reads the documents, so that a hostile one is refused there as it is on one machine.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any
from zlib import crc32

from distributed import Client, Future, WorkerPlugin, as_completed, get_worker

from extractor.documents.sources import Source
from extractor.problems import ExtractorError, InputError
from extractor.ruleset.compiled import RuleSet
from extractor.runs.batches import Job, batches, ready_to_load, sized, table_jobs
from extractor.runs.process import setting_of
from extractor.runs.program import program
from extractor.runs.shards import ShardCounts, is_there, shard_counts, write_shard
from extractor.runs.workers import Workers

SHARD_BYTES = 64 * 1024 * 1024
"""What a shard holds of files, about: some minutes of reading, which is what a lost worker costs."""

CONNECT_SECONDS = 10
_ATTEMPTS = 3
_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Shard:
    """Files that are read together, or a table of documents; ``name`` tells all that its records depend on."""

    name: str
    sources: tuple[Source, ...] = ()
    table: Source | None = None


@dataclass(frozen=True, slots=True)
class ShardRead:
    """A shard that is there, whether this run has read it or an earlier one."""

    name: str
    counts: ShardCounts
    before: bool


@dataclass(frozen=True, slots=True)
class ShardFailed:
    """A shard that could not be read, and why; the next run tries again."""

    name: str
    where: str
    reason: str


def shards_of(jobs: Sequence[Job], rules: RuleSet) -> Iterator[Shard]:
    """The shards of the jobs, in their order; a Parquet file, which may be large, is one by itself.

    They are cut at names that are chosen by their hash, so that a document more or less changes one shard or two,
    not all behind it.
    """
    reader = f"{rules.digest} {program()}"
    held: list[Job] = []
    size = 0
    for job in jobs:
        if job.source.path.suffix.lower() == ".parquet":
            yield Shard(_name([_told(job), reader]), table=job.source)
            continue
        held.append(job)
        size += job.size
        by_hash = crc32(job.source.name.encode(errors="replace")) % 8 == 0
        if size >= 2 * SHARD_BYTES or (size >= SHARD_BYTES // 2 and by_hash):
            yield _files(held, reader)
            held, size = [], 0
    if held:
        yield _files(held, reader)


def read_on_cluster(
    address: str, shards: Sequence[Shard], folder: Path, rules: RuleSet
) -> Iterator[ShardRead | ShardFailed]:
    """Read the shards that are not there yet on the cluster; yields each as it is done, in no order.

    The folder is one that all workers see under the same path. Raises InputError where there is no cluster.
    """
    for shard in shards:
        if is_there(folder, shard.name):
            yield ShardRead(shard.name, shard_counts(folder, shard.name), before=True)
    missing = [shard for shard in shards if not is_there(folder, shard.name)]
    if not missing:
        return
    waiting = iter(missing)
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it says on standard error is for its authors
    with _client(address) as client:
        threads = sum(client.ncores().values())
        if not threads:
            raise InputError(f"--cluster {address}: no worker has joined; start some: dask worker {address}")
        client.register_plugin(_Setting(setting_of(rules, ready_to_load), program()))
        under_way = {_submitted(client, shard, folder): shard for shard in islice(waiting, threads * _AHEAD)}
        finished = as_completed(list(under_way), loop=client.loop)
        for future in finished:
            shard = under_way.pop(future)
            yield _done(future, shard)
            for following in islice(waiting, 1):
                fresh = _submitted(client, following, folder)
                under_way[fresh] = following
                finished.add(fresh)


def read_shard_here(shard: Shard, folder: Path) -> ShardCounts:
    """Read a shard on the worker of the cluster that this is called on."""
    setting: _Setting = get_worker().plugins[_Setting.name]
    if setting.program != program():
        raise ExtractorError("this worker has another version of extractor, or of what it reads with; install the same")
    if not is_there(folder, shard.name):
        jobs = iter(sized(shard.sources)) if shard.table is None else table_jobs(shard.table)
        with Workers(setting.setting, 1) as pool:
            write_shard(
                folder,
                shard.name,
                (done for _, read in pool.read(batches(jobs)) for all_done in read for done in all_done),
            )
    return shard_counts(folder, shard.name)


@dataclass
class _Setting(WorkerPlugin):  # type: ignore[misc]  # distributed has no types
    """What every worker has to know before its first shard, also one that joins later."""

    setting: bytes = field(repr=False)
    program: str
    name = "extractor"


def _submitted(client: Client, shard: Shard, folder: Path) -> Future:
    return client.submit(
        read_shard_here, shard, folder.resolve(), key=f"extractor-{shard.name}", retries=_ATTEMPTS, pure=False
    )


def _done(future: Future, shard: Shard) -> ShardRead | ShardFailed:
    try:
        counts: ShardCounts = future.result()
    except Exception as error:  # whatever one shard does to the cluster, the others are read
        reason = " ".join(str(error).split())[:300] or type(error).__name__
        first = shard.table or shard.sources[0]
        return ShardFailed(shard.name, str(first.path), reason)
    finally:
        future.release()
    return ShardRead(shard.name, counts, before=False)


def _client(address: str) -> Any:
    try:
        return Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        reason = " ".join(str(error).split())[:100]
        said = f"no scheduler answers there ({reason}); start one: dask scheduler"
        raise InputError(f"--cluster {address}: {said}") from None


def _files(jobs: Sequence[Job], reader: str) -> Shard:
    return Shard(_name([*map(_told, jobs), reader]), tuple(job.source for job in jobs))


def _told(job: Job) -> str:
    return f"{job.source.name} {job.source.path} {_state(job.source.path)} {job.source.metadata}"


def _name(parts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode(errors="backslashreplace")).hexdigest()[:16]


def _state(path: Path) -> str:
    try:
        state = path.stat()
    except OSError:
        return "gone"
    return f"{state.st_size} {state.st_mtime_ns}"
