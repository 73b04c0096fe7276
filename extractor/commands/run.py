"""The command ``run``: documents into a database."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor import printing
from extractor.commands.options import metadata_option, needs, rules_option, workers_option
from extractor.printing import Complaints
from extractor.problems import Problem

if TYPE_CHECKING:
    from extractor.ruleset.compiled import RuleSet


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--db", "database", type=click.Path(path_type=Path), default=Path("out/indicators.db"), show_default=True,
    metavar="FILE", help="The database; made if it is not there.",
)  # fmt: skip
@rules_option
@metadata_option
@workers_option
@click.option("--cluster", metavar="ADDRESS", help="Read on a dask cluster (tcp://host:8786), into --shards.")
@click.option(
    "--shards", "folder", type=click.Path(path_type=Path), default=Path("out/shards"), show_default=True,
    metavar="DIR", help="Where a cluster writes Parquet: a folder that all its workers see.",
)  # fmt: skip
def run(
    paths: tuple[str, ...],
    database: Path,
    rules_folder: Path | None,
    metadata_file: Path | None,
    workers: int | None,
    cluster: str | None,
    folder: Path,
) -> None:
    """Read documents into a database and say what came of them.

    PATH is a file, a folder or a pattern. Documents that are in the database already are replaced where they
    or the rules have changed. With --cluster, what comes of them is Parquet, for extractor load.

    \b
    Examples:
      extractor run 工作报告/
      extractor run "2024/*.txt" --db 四川.db --metadata 来源.csv
      extractor run /mnt/archive --cluster tcp://10.0.0.1:8786 --shards /mnt/shards
    """
    from extractor.ruleset.compiled import load_rules

    rules = load_rules(rules_folder)
    if cluster:
        sys.exit(_run_on_cluster(paths, metadata_file, rules, cluster, folder))
    sys.exit(_run_here(paths, metadata_file, rules, database, workers))


def _run_here(
    paths: Sequence[str], metadata_file: Path | None, rules: RuleSet, database: Path, workers: int | None
) -> int:
    from extractor.documents.sources import find_sources
    from extractor.runs import cores, load_sources, program, sized, summarize
    from extractor.store import open_store

    sources = find_sources(paths, metadata_file)
    jobs = sized(sources.items)
    complaints = Complaints(sources.problems)
    with open_store(database, say=printing.complain) as store, printing.progress(jobs) as watch:
        outcomes = load_sources(
            sources, rules, store, program=program(), paths=paths, workers=workers or max(2, cores()), watch=watch
        )
        summary = summarize(printing.watched(outcomes, complaints))
    printing.print_summary(summary, database, complaints.count)
    return complaints.exit_code


def _run_on_cluster(
    paths: Sequence[str], metadata_file: Path | None, rules: RuleSet, address: str, folder: Path
) -> int:
    needs("cluster", "distributed", "pyarrow")
    from extractor.documents.sources import find_sources
    from extractor.runs import program, rule_set_rows, sized
    from extractor.runs.cluster import ShardRead, read_on_cluster, shards_of
    from extractor.runs.shards import Manifest, write_manifest

    sources = find_sources(paths, metadata_file)
    complaints = Complaints(sources.problems)
    shards = list(shards_of(sized(sources.items), rules))
    read = []
    for done in printing.counted(read_on_cluster(address, shards, folder, rules), len(shards)):
        if isinstance(done, ShardRead):
            read.append(done)
        else:
            complaints.problem(Problem(done.where, 0, 0, "shard", f"its shard {done.name} failed: {done.reason}"))
    if len(read) == len(shards):
        names = tuple(shard.name for shard in shards)
        write_manifest(folder, Manifest(names, rule_set_rows(rules), program(), tuple(paths), sources.problems))
    printing.print_shards(read, len(shards), folder)
    return complaints.exit_code
