"""The command ``extract``: records on standard output."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from extractor import printing
from extractor.commands.options import (
    kind_option,
    metadata_option,
    published_option,
    readings,
    region_option,
    rules_option,
)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…|-")
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "csv", "table"]), default="jsonl", show_default=True,
    help="One JSON object a line, CSV, or a table to look at.",
)  # fmt: skip
@rules_option
@metadata_option
@region_option
@published_option
@click.option("--title", metavar="TITLE", help="Its title.")
@kind_option
def extract(
    paths: tuple[str, ...],
    form: str,
    rules_folder: Path | None,
    metadata_file: Path | None,
    **told: str | None,
) -> None:
    """Print the records of documents, or of the text on standard input (-).

    \b
    Examples:
      extractor extract 公报.txt --format table
      extractor extract 工作报告/ > 指标.jsonl
      echo "去年全省粮食产量增长1.2%" | extractor extract - --region 四川省 --published 2024-01
    """
    from extractor.ruleset.compiled import load_rules

    rules = load_rules(rules_folder)
    complaints, found = readings(paths, told, rules, metadata_file)
    printing.print_records(form, found)
    sys.exit(complaints.exit_code)
