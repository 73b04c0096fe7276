"""The command ``label``: the records of documents as labels, to be corrected by hand."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from extractor import printing
from extractor.commands.options import metadata_option, readings, rules_option


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="FILE",
    help="Write them there; a file that is there already is left alone.",
)  # fmt: skip
@click.option("--refused", is_flag=True, help="The numbers that became no record too, labelled none, with the reason.")
@rules_option
@metadata_option
def label(
    paths: tuple[str, ...], output: Path | None, refused: bool, rules_folder: Path | None, metadata_file: Path | None
) -> None:
    """Write the records of documents as labels, to be corrected by hand.

    One line of JSON is one number; `extractor score` holds records against them. docs/measuring.md tells what to write.

    \b
    Examples:
      extractor label 公报.txt --output 标注.jsonl
      extractor label 公报/ --refused > 标注.jsonl
    """
    from extractor.ruleset.compiled import load_rules
    from extractor.score.labels import check_free, label_rows, write_labels

    if output:
        check_free(output)
    rules = load_rules(rules_folder)
    complaints, found = readings(paths, {}, rules, metadata_file)
    lines = (
        json.dumps(row, ensure_ascii=False) + "\n" for reading in found for row in label_rows(reading, refused=refused)
    )
    if output:
        count = write_labels(output, lines)
        click.echo(f"{count} labels in {output}", err=True)
    else:
        for line in lines:
            printing.print_text(line)
    sys.exit(complaints.exit_code)
