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
    from extractor.documents.sources import Sources
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
workers_option = click.option(
    "--workers", type=click.IntRange(min=1), metavar="N",
    help="Processes that read: if not given one a core, two at least; with 1, this one reads.",
)  # fmt: skip
region_option = click.option("--region", metavar="NAME", help="Region of a text that is no file: 四川省.")
published_option = click.option("--published", metavar="DATE", help="Its date: 2024, 2024-01 or 2024-01-24.")
kind_option = click.option("--kind", metavar="KIND", help="What it is: 政府工作报告, 统计公报, 新闻.")


def needs(extra: str, *modules: str) -> None:
    """Raise InputError where a library is not there that comes with an extra of the package."""
    from importlib.util import find_spec

    from extractor.problems import InputError

    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        raise InputError(f"this needs {' and '.join(missing)}; {printing.how_to_install(extra)}")


def is_text(paths: Sequence[str], metadata_file: Path | None) -> bool:
    """Whether the paths are the text on standard input, which comes alone; raises UsageError where it does not."""
    if "-" not in paths:
        return False
    if len(paths) > 1 or metadata_file:
        raise click.UsageError("- is the text on standard input; give it alone and without --metadata")
    return True


def read_input(
    told: Mapping[str, str | None], rules: RuleSet, text: str | None = None
) -> Iterator[Reading | RefusedDocument]:
    """The documents on standard input, or the text of the command line, as they are read."""
    from extractor.runs import read_bytes, text_metadata

    facts = text_metadata(rules, **told)
    data = sys.stdin.buffer.read() if text is None else text.encode(errors="replace")
    return read_bytes(data, facts, rules)


def sources_of(paths: Sequence[str], told: Mapping[str, str | None], metadata_file: Path | None = None) -> Sources:
    """The documents of the paths, which no option tells anything of."""
    from extractor.documents.sources import find_sources

    given = [f"--{option}" for option, value in told.items() if value is not None]
    if given:
        where = "what is known of a file stands in metadata.csv beside it"
        raise click.UsageError(f"{', '.join(given)}: for a text that is no file; {where}")
    return find_sources(paths, metadata_file)


def readings(
    paths: Sequence[str],
    told: Mapping[str, str | None],
    rules: RuleSet,
    metadata_file: Path | None,
    *,
    literal: bool = False,
) -> tuple[Complaints, Iterator[Reading]]:
    """The documents of the paths, or the text on standard input or of the command line, as they are read here."""
    from extractor.runs import read_source

    if literal or is_text(paths, metadata_file):
        text = None if paths[0] == "-" else paths[0]
        complaints = Complaints(())
        return complaints, printing.read(read_input(told, rules, text), complaints, rules)
    sources = sources_of(paths, told, metadata_file)
    complaints = Complaints(sources.problems)
    each = (reading for source in sources.items for reading in read_source(source, rules))
    return complaints, printing.read(each, complaints, rules)
