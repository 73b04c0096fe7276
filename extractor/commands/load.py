"""The command ``load``: what a cluster has read into a database."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from extractor import printing
from extractor.commands.options import database_option, needs
from extractor.printing import Complaints


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@database_option
def load(folder: Path, database: Path) -> None:
    """Load the shards that a cluster has read into a database, as if this machine had read their documents.

    \b
    Examples:
      extractor load out/shards
      extractor load /mnt/shared/shards --db 全国.db
    """
    needs("cluster", "pyarrow")
    from extractor.runs import load_shards, summarize
    from extractor.runs.shards import read_manifest
    from extractor.store import open_store

    manifest = read_manifest(folder)
    complaints = Complaints(manifest.problems)
    with open_store(database, say=printing.complain) as store:
        summary = summarize(printing.watched(load_shards(folder, manifest, store), complaints))
    printing.print_summary(summary, database, complaints.count)
    sys.exit(complaints.exit_code)
