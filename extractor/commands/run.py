"""The command ``run``: documents into a database."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from extractor import printing
from extractor.commands.options import metadata_option, rules_option, workers_option
from extractor.printing import Complaints


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--db", "database", type=click.Path(path_type=Path), default=Path("out/indicators.db"), show_default=True,
    metavar="FILE", help="The database; made if it is not there.",
)  # fmt: skip
@rules_option
@metadata_option
@workers_option
def run(
    paths: tuple[str, ...],
    database: Path,
    rules_folder: Path | None,
    metadata_file: Path | None,
    workers: int | None,
) -> None:
    """Read documents into a database and say what came of them.

    PATH is a file, a folder or a pattern. Documents that are in the database already are replaced where they
    or the rules have changed.

    \b
    Examples:
      extractor run 工作报告/
      extractor run "2024/*.txt" --db 四川.db --metadata 来源.csv
    """
    from extractor.documents.sources import find_sources
    from extractor.ruleset.compiled import load_rules
    from extractor.runs import cores, load_sources, program, sized, summarize
    from extractor.store import open_store

    rules = load_rules(rules_folder)
    sources = find_sources(paths, metadata_file)
    jobs = sized(sources.items)
    complaints = Complaints(sources.problems)
    with open_store(database) as store, printing.progress(jobs) as watch:
        outcomes = load_sources(
            sources, rules, store, program=program(), paths=paths, workers=workers or cores(), watch=watch
        )
        summary = summarize(printing.watched(outcomes, complaints))
    printing.print_summary(summary, database)
    sys.exit(complaints.exit_code)
