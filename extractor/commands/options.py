"""Options that several commands have, and the documents that their arguments name."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor import printing
from extractor.printing import Complaints

if TYPE_CHECKING:
    from extractor.pipeline import Reading
    from extractor.ruleset.compiled import RuleSet
    from extractor.runs import RefusedDocument

rules_option = click.option(
    "--rules", "rules_folder", type=click.Path(path_type=Path), metavar="DIR",
    help="Own rules laid over the shipped ones; alone: true to stand alone.",
)  # fmt: skip
database_option = click.option(
    "--db", "database", type=click.Path(path_type=Path), default=Path("out/indicators.db"), show_default=True,
    metavar="FILE", help="The database.",
)  # fmt: skip
metadata_option = click.option(
    "--metadata", "metadata_file", type=click.Path(path_type=Path), metavar="FILE",
    help="A metadata.csv in place of those beside the documents.",
)  # fmt: skip
region_option = click.option("--region", metavar="NAME", help="Region of a text that is no file: 四川省.")
published_option = click.option("--published", metavar="DATE", help="Its date: 2024, 2024-01 or 2024-01-24.")
kind_option = click.option("--kind", metavar="KIND", help="What it is: 政府工作报告, 统计公报, 新闻.")


def readings(
    paths: Sequence[str],
    told: Mapping[str, str | None],
    rules: RuleSet,
    metadata_file: Path | None,
    *,
    literal: bool = False,
) -> tuple[Complaints, Iterator[Reading]]:
    """The documents of the paths, or the text on standard input or of the command line, as they are read."""
    from extractor.documents.sources import find_sources
    from extractor.runs import STANDARD_INPUT, read_bytes, read_source, text_metadata

    if literal or STANDARD_INPUT in paths:
        if len(paths) > 1 or metadata_file:
            raise click.UsageError("- is the text on standard input; give it alone and without --metadata")
        facts = text_metadata(rules, **told)
        from_input = paths[0] == STANDARD_INPUT
        data = sys.stdin.buffer.read() if from_input else paths[0].encode(errors="replace")
        complaints = Complaints(())
        return complaints, printing.read(iter([read_bytes(data, facts, rules)]), complaints, rules)
    given = [f"--{option}" for option, value in told.items() if value is not None]
    if given:
        where = "what is known of a file stands in metadata.csv beside it"
        raise click.UsageError(f"{', '.join(given)}: for a text that is no file; {where}")
    sources = find_sources(paths, metadata_file)
    complaints = Complaints(sources.problems)
    each: Iterator[Reading | RefusedDocument] = (read_source(source, rules) for source in sources.items)
    return complaints, printing.read(each, complaints, rules)
