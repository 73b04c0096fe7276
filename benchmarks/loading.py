"""How fast records go into the database, with its indexes and its search: made-up reports, by ``extractor load``.

    python benchmarks/loading.py [--records 1000000] [--json FILE]

Makes shards of reports of 200 records each, as a cluster leaves them, and loads them into an empty database; then
again with nothing new, with one document more, and with one in a hundred more. Prints rows a second, by the clock and
by the processor (which counts nobody else on the machine), the later loads as parts of the first, and the peak of
memory.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run as a file, it finds what lies beside it

from benchmarks.database import RECORDS_OF_A_DOCUMENT, documents
from extractor.ruleset.compiled import load_rules
from extractor.runs import load_shards, rule_set_rows, summarize
from extractor.runs.batches import ReadDocument
from extractor.runs.shards import Manifest, read_manifest, write_manifest, write_shard
from extractor.store import RuleSetRows, content_digest, open_store, record_row

DOCUMENTS_OF_A_SHARD = 500


@click.command()
@click.option("--records", default=1_000_000, show_default=True, help="How many to load.")
@click.option("--json", "written", type=click.Path(path_type=Path), metavar="FILE", help="Keep the figures there.")
def main(records: int, written: Path | None) -> None:
    """Measure how fast records are loaded."""
    rules = rule_set_rows(load_rules())
    reports = -(-records // RECORDS_OF_A_DOCUMENT)
    with TemporaryDirectory() as folder:
        shards, database = Path(folder, "shards"), Path(folder, "i.db")
        made = read_documents(rules, records + records // 100 + RECORDS_OF_A_DOCUMENT)
        names: list[str] = []
        figures = {"records": float(records)}
        for what, count in (("first", reports), ("nothing new", 0), ("one new", 1), ("one in a hundred new", reports)):
            names += write_shards(shards, islice(made, count), first=len(names))
            seconds, of_processor = load_time(shards, database, names, rules)
            figures[f"seconds, {what}"], figures[f"seconds of the processor, {what}"] = seconds, of_processor
        figures["MB of database"] = database.stat().st_size / 1e6
    figures["rows a second"] = records / figures["seconds, first"]
    figures["rows a second of the processor"] = records / figures["seconds of the processor, first"]
    for what in ("nothing new", "one new", "one in a hundred new"):
        figures[f"{what}, to first"] = (
            figures[f"seconds of the processor, {what}"] / figures["seconds of the processor, first"]
        )
    figures["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for name, figure in figures.items():
        click.echo(f"{figure:14.3f}  {name}")
    if written:
        written.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


def read_documents(rules: RuleSetRows, records: int) -> Iterator[ReadDocument]:
    """Made-up reports as they are handed to the one that loads."""
    for document, found in documents(rules, records):
        counts = Counter((record.statistic, record.status) for record in found)
        rows = tuple(map(record_row, found))
        yield ReadDocument(document, rows, counts, 0, (), content_digest(document, rows, 0))


def write_shards(folder: Path, made: Iterator[ReadDocument], first: int = 0) -> Iterator[str]:
    """Write the documents as shards; their names in order."""
    while held := list(islice(made, DOCUMENTS_OF_A_SHARD)):
        write_shard(folder, f"{first:06}", held)
        yield f"{first:06}"
        first += 1


def load_time(shards: Path, database: Path, names: list[str], rules: RuleSetRows) -> tuple[float, float]:
    """Seconds until all of the shards are in the database: by the clock, and of the processor."""
    write_manifest(shards, Manifest(tuple(names), rules, "benchmark", (), ()))
    began = time.perf_counter(), time.process_time()
    with open_store(database) as store:
        summarize(load_shards(shards, read_manifest(shards), store))
    return time.perf_counter() - began[0], time.process_time() - began[1]


if __name__ == "__main__":
    main()
