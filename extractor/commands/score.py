"""The command ``score``: how right the records of labelled documents are."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from extractor import printing
from extractor.commands.options import metadata_option, rules_option
from extractor.printing import Complaints


@click.command()
@click.argument("labels", type=click.Path(path_type=Path), metavar="LABELS")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--errors", type=click.IntRange(min=0), default=0, metavar="N", help="List up to N errors of each kind.")
@click.option("--by", type=click.Choice(["document"]), help="The figures of each document too.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@rules_option
@metadata_option
def score(
    labels: Path,
    paths: tuple[str, ...],
    errors: int,
    by: str | None,
    form: str,
    rules_folder: Path | None,
    metadata_file: Path | None,
) -> None:
    """Measure the records of documents against labels corrected by hand.

    Precision, recall and F1 of the numbers, each slot, the whole record, and the errors. Documents without a
    label are left alone. `extractor label` writes a file of labels to correct by hand.

    \b
    Examples:
      extractor score 标注.jsonl 公报/ --errors 10
      extractor score 标注.jsonl 公报/ --by document --rules 我的规则/
    """
    from extractor.documents.sources import find_sources
    from extractor.ruleset.compiled import load_rules
    from extractor.runs import read_source
    from extractor.score.measuring import choose, measure

    rules = load_rules(rules_folder)
    chosen = choose(labels, find_sources(paths, metadata_file))
    complaints = Complaints(chosen.problems)
    readings = printing.read((read_source(source, rules) for source in chosen.sources), complaints, rules)
    printing.print_measurement(measure(chosen, readings, rules.label, by_document=bool(by), most=errors), form)
    sys.exit(complaints.exit_code)
