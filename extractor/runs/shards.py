"""Shards: what came of many documents as Parquet files, to be kept, handed on, or loaded into a database.

A folder of shards has ``documents``, ``records`` and ``problems``, each with one file a shard of the same name, and
``shards.json``, which names the shards in their order. A shard is there when its file in ``records`` is, because
that is renamed last; what was begun is never read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate, compress
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from extractor.problems import InputError, Problem
from extractor.records import Statistic, Status
from extractor.runs.batches import LoadedDocument, ReadDocument
from extractor.runs.reading import RefusedDocument
from extractor.store import DocumentRow, IndicatorRow, Outcome, RecordRow, RegionRow, RuleRow, RuleSetRows
from extractor.store.tables import EXACT_FIELDS, RECORD_COLUMNS

MANIFEST = "shards.json"
KINDS = ("documents", "problems", "records")
"""The files of a shard, in the order in which they are put in their places."""

_ROWS = 20_000
_AT_A_TIME = {"documents": 100, "problems": 2_000, "records": 5_000}
"""Rows that are read at a time; a document's has its whole text."""

FlaggedIfLoaded = Callable[[str, Path, str], int | None]
"""Of a document by name, path and digest: how many of its records have flags, if it is loaded; or else None."""

_NUMBERS = ("year", "base_year", "start", "end", "page")
_OWN_TEXTS = ("id", "quote", "sentence", *(f"{field}_text" for field in EXACT_FIELDS))
_COMMON_TEXTS = [column for column in RECORD_COLUMNS if column not in (*_NUMBERS, *EXACT_FIELDS, *_OWN_TEXTS)]
"""Columns of which many records have the same text, which is then made once for all of them."""
_FACTS = tuple(DocumentRow.__dataclass_fields__)

RECORDS = pa.schema(
    [
        (column, pa.int64() if column in _NUMBERS else pa.float64() if column in EXACT_FIELDS else pa.string())
        for column in RECORD_COLUMNS
    ]
)
DOCUMENTS = pa.schema(
    [
        *((fact, pa.list_(pa.string()) if fact == "inferred" else pa.string()) for fact in _FACTS),
        ("records", pa.int64()),
        ("counts", pa.string()),  # of records by statistic and status: [["level", "actual", 12], …]
        ("refused", pa.int64()),
        ("digest", pa.string()),
        ("position", pa.int64()),
    ]
)
PROBLEMS = pa.schema(
    [
        ("document", pa.string()),
        ("path", pa.string()),
        ("line", pa.int64()),
        ("column", pa.int64()),
        ("code", pa.string()),
        ("message", pa.string()),
        ("refused", pa.bool_()),
        ("position", pa.int64()),
    ]
)
_SCHEMAS = dict(zip(KINDS, (DOCUMENTS, PROBLEMS, RECORDS), strict=True))


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder of shards holds: the shards in their order, and with what and of what they were made."""

    shards: tuple[str, ...]
    rules: RuleSetRows
    program: str
    paths: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ShardCounts:
    """How many rows a shard has of each kind."""

    documents: int
    problems: int
    records: int


def write_shard(folder: Path, name: str, read: Iterable[ReadDocument | LoadedDocument | RefusedDocument]) -> None:
    """Write what came of the documents of a shard as they come; the shard is there when all of it is."""
    for kind in KINDS:
        (folder / kind).mkdir(parents=True, exist_ok=True)
    token = uuid4().hex  # two workers may be at it, when the first only seemed to be gone
    begun = {kind: folder / kind / f".{name}.{token}.begun" for kind in KINDS}
    writers = {kind: pq.ParquetWriter(begun[kind], schema, compression="zstd") for kind, schema in _SCHEMAS.items()}
    try:
        waiting: dict[str, list[Sequence[Any]]] = {kind: [] for kind in KINDS}
        for position, done in enumerate(read):
            for kind, rows in zip(KINDS, _rows(done, position), strict=True):
                waiting[kind] += rows
            if len(waiting["records"]) + len(waiting["documents"]) >= _ROWS:
                _write(writers, waiting)
        _write(writers, waiting)
        for writer in writers.values():
            writer.close()
        for kind in KINDS:
            begun[kind].replace(_file(folder, kind, name))
    except BaseException:
        for kind in KINDS:
            writers[kind].close()
            begun[kind].unlink(missing_ok=True)
        raise


def is_there(folder: Path, name: str) -> bool:
    """Whether the shard is in the folder, whole."""
    return _file(folder, KINDS[-1], name).exists()


def shard_counts(folder: Path, name: str) -> ShardCounts:
    """The rows of a shard, as its files tell without being read."""
    return ShardCounts(*(pq.read_metadata(_file(folder, kind, name)).num_rows for kind in KINDS))


def read_shard(
    folder: Path, name: str, flagged: FlaggedIfLoaded = lambda name, path, digest: None
) -> Iterator[ReadDocument | LoadedDocument | RefusedDocument]:
    """What came of the documents of a shard, in their order, a few thousand records in memory at a time.

    Of documents that are loaded already only the facts are read. Raises InputError for a shard of an earlier version.
    """
    problems = list(_each(folder, "problems", name))
    something_wrong = {row[-1] for row in problems if not row[-2]}
    documents = _facts(folder, name)
    before = [None if row["position"] in something_wrong else _before(row, flagged) for row in documents]
    ends = list(accumulate(row["records"] for row in documents))
    ranges = [(end - row["records"], end) for row, end in zip(documents, ends, strict=True)]
    new = [known is None for known in before]
    records = _records(folder, name, list(compress(ranges, new)))
    texts = _each(folder, "documents", name, ["text"]) if any(new) else iter(())
    told = iter(problems)
    problem = next(told, None)
    for row, known in zip(documents, before, strict=True):
        its_own: list[Problem] = []
        while problem is not None and problem[-1] <= row["position"]:
            if problem[-1] == row["position"]:
                its_own.append(_problem(problem))
            else:
                yield _refused(problem)
            problem = next(told, None)
        (text,) = next(texts, ("",))
        yield known or _read_document(row, text, next(records), tuple(its_own))
    while problem is not None:
        yield _refused(problem)
        problem = next(told, None)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Name the shards of the folder, and remove those of earlier runs that are none of them any more."""
    begun = folder / f"{MANIFEST}.begun"
    begun.write_text(json.dumps(asdict(manifest), ensure_ascii=False), encoding="utf-8")
    begun.replace(folder / MANIFEST)
    named = set(manifest.shards)
    for kind in KINDS:
        for file in (*(folder / kind).glob("*.parquet"), *(folder / kind).glob(".*.begun")):
            if file.stem not in named:
                file.unlink()


def read_manifest(folder: Path) -> Manifest:
    """What the folder holds. Raises InputError where there are no shards, or not all of them."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        rules = told["rules"]
        manifest = Manifest(
            tuple(told["shards"]),
            RuleSetRows(
                rules["name"],
                rules["version"],
                rules["digest"],
                tuple(RegionRow(**row) for row in rules["regions"]),
                tuple(IndicatorRow(**{**row, "units": tuple(row["units"])}) for row in rules["indicators"]),
                tuple(RuleRow(**row) for row in rules["rules"]),
            ),
            told["program"],
            tuple(told["paths"]),
            tuple(Problem(**problem) for problem in told["problems"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(f"{folder}: no shards here; make them with: extractor run PATH --cluster ADDRESS") from None
    missing = [name for name in manifest.shards if not is_there(folder, name)]
    if missing:
        raise InputError(f"{folder}: {len(missing)} of {len(manifest.shards)} shards are missing; run again")
    return manifest


def _file(folder: Path, kind: str, name: str) -> Path:
    return folder / kind / f"{name}.parquet"


def _rows(done: ReadDocument | LoadedDocument | RefusedDocument, position: int) -> tuple[list[Sequence[Any]], ...]:
    """The rows of a document, by kind."""
    if isinstance(done, RefusedDocument):
        return [], [_problem_row(done.name, done.problem, True, position)], []
    assert isinstance(done, ReadDocument), "nothing is known before a shard is read"
    facts = [getattr(done.document, fact) for fact in _FACTS]
    facts[_FACTS.index("path")] = str(done.document.path)
    counts = json.dumps([[*kind, count] for kind, count in done.counts.items()])
    document = (*facts, len(done.records), counts, done.refused_numbers, done.digest, position)
    problems = [_problem_row(done.document.name, problem, False, position) for problem in done.problems]
    return [document], problems, list(done.records)


def _problem_row(document: str, problem: Problem, refused: bool, position: int) -> Sequence[Any]:
    # A file name in GBK has half characters on Linux, which no file of ours can hold.
    plain = [text.encode("utf-8", "backslashreplace").decode() for text in (document, problem.path, problem.message)]
    return (plain[0], plain[1], problem.line, problem.column, problem.code, plain[2], refused, position)


def _write(writers: dict[str, Any], waiting: dict[str, list[Sequence[Any]]]) -> None:
    for kind, rows in waiting.items():
        if rows:
            schema = _SCHEMAS[kind]
            columns = [
                pa.array(column, field.type) for column, field in zip(zip(*rows, strict=True), schema, strict=True)
            ]
            writers[kind].write_table(pa.Table.from_arrays(columns, schema=schema))
            rows.clear()


def _each(folder: Path, kind: str, name: str, columns: list[str] | None = None) -> Iterator[tuple[Any, ...]]:
    with pq.ParquetFile(_file(folder, kind, name)) as file:
        for batch in file.iter_batches(batch_size=_AT_A_TIME[kind], columns=columns):
            yield from _tuples(batch)


def _tuples(batch: Any) -> Iterator[tuple[Any, ...]]:
    return zip(*map(_values, batch.columns), strict=True)


def _values(column: Any) -> list[Any]:
    if not pa.types.is_dictionary(column.type):
        return list(column.to_pylist())
    texts = [*column.dictionary.to_pylist(), None]
    return [texts[index] for index in column.indices.fill_null(len(texts) - 1).to_pylist()]


def _facts(folder: Path, name: str) -> list[dict[str, Any]]:
    """The documents of a shard without their texts."""
    file = _file(folder, "documents", name)
    if not pq.read_schema(file).equals(DOCUMENTS):
        raise InputError(f"{file}: made by another version; remove the folder of shards and run again")
    columns = [column for column in DOCUMENTS.names if column != "text"]
    found: list[dict[str, Any]] = pq.read_table(file, columns=columns).to_pylist()
    return found


def _records(folder: Path, name: str, ranges: Sequence[tuple[int, int]]) -> Iterator[tuple[RecordRow, ...]]:
    """The records of each range of rows, which are in order; the groups of rows between are not read."""
    with pq.ParquetFile(_file(folder, "records", name), read_dictionary=_COMMON_TEXTS) as file:
        batches = _numbered(file, ranges)
        number, held = 0, list[RecordRow]()  # the rows at hand, and the number of the first
        for start, end in ranges:
            rows = held[max(start - number, 0) : end - number] if start < number + len(held) else []
            while len(rows) < end - start:
                number, held = next(batches)
                rows += held[max(start - number, 0) : end - number]
            yield tuple(rows)


def _numbered(file: Any, ranges: Sequence[tuple[int, int]]) -> Iterator[tuple[int, list[RecordRow]]]:
    """A few thousand rows at a time with the number of the first, of those groups that have a row of the ranges."""
    number = 0
    for group in range(file.num_row_groups):
        behind = number + file.metadata.row_group(group).num_rows
        if any(start < behind and end > number for start, end in ranges):
            for batch in file.iter_batches(batch_size=_AT_A_TIME["records"], row_groups=[group]):
                yield number, list(_tuples(batch))
                number += len(batch)
        number = behind


def _before(row: Mapping[str, Any], flagged: FlaggedIfLoaded) -> LoadedDocument | None:
    """What came of the document, if it is loaded as it is."""
    count = flagged(row["name"], Path(row["path"]), row["digest"])
    if count is None:
        return None
    return LoadedDocument(row["name"], Outcome.UNCHANGED, _counts(row), count, row["refused"], ())


def _read_document(
    row: Mapping[str, Any], text: str, records: tuple[RecordRow, ...], problems: tuple[Problem, ...]
) -> ReadDocument:
    facts = {fact: row[fact] for fact in _FACTS if fact != "text"}
    facts |= {"path": Path(row["path"]), "inferred": tuple(row["inferred"]), "text": text}
    return ReadDocument(DocumentRow(**facts), records, _counts(row), row["refused"], problems, row["digest"])


def _counts(row: Mapping[str, Any]) -> dict[tuple[Statistic, Status], int]:
    return {(Statistic(statistic), Status(status)): count for statistic, status, count in json.loads(row["counts"])}


def _problem(row: Sequence[Any]) -> Problem:
    return Problem(*row[1:6])


def _refused(row: Sequence[Any]) -> RefusedDocument:
    return RefusedDocument(row[0], _problem(row), "")
