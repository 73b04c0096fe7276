"""The command ``extract``: records on standard output."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from extractor import printing
from extractor.commands.options import (
    is_text,
    kind_option,
    metadata_option,
    published_option,
    read_input,
    region_option,
    rules_option,
    sources_of,
    workers_option,
)
from extractor.printing import Complaints


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
@workers_option
def extract(
    paths: tuple[str, ...],
    form: str,
    rules_folder: Path | None,
    metadata_file: Path | None,
    workers: int | None,
    **told: str | None,
) -> None:
    """Print the records of documents, or of the text on standard input (-).

    \b
    Examples:
      extractor extract 公报.txt --format table
      extractor extract 工作报告/ > 指标.jsonl
      echo "去年全省粮食产量增长1.2%" | extractor extract - --region 四川省 --published 2024-01
    """
    from extractor.rendering import FORMS, rendered
    from extractor.ruleset.compiled import load_rules
    from extractor.runs import cores, read_jobs, sized

    rules = load_rules(rules_folder)
    if is_text(paths, metadata_file):
        complaints = Complaints(())
        printing.print_records(
            form, (rendered(reading, form, rules) for reading in read_input(told, rules)), complaints
        )
        sys.exit(complaints.exit_code)
    sources = sources_of(paths, told, metadata_file)
    complaints = Complaints(sources.problems)
    jobs = sized(sources.items)
    with (
        printing.progress(jobs, wanted=not sys.stdout.isatty()) as watch,
        closing(read_jobs(jobs, rules, FORMS[form], workers or max(2, cores()))) as read,
    ):
        printing.print_records(form, printing.each_read(read, watch), complaints)
    sys.exit(complaints.exit_code)
