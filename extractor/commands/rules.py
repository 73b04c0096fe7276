"""The commands on rule files: ``rules check`` and those beside it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from extractor import printing
from extractor.printing import COULD_NOT_RUN
from extractor.problems import RuleError


@click.group()
def rules() -> None:
    """Work on rule files."""


@rules.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
def check(folder: Path | None) -> None:
    """Check rule files: each by itself, all against each other, and every example.

    Problems are printed as file:line:column, all of them; the exit code is 2 if there are any. Notes
    come after them and change no exit code: a unit that no indicator is measured in may be as it should.

    \b
    Examples:
      extractor rules check
      extractor rules check 我的规则/
    """
    from extractor.rulecheck import check_rules
    from extractor.ruleset.compiled import shipped_rules

    try:
        checked = check_rules(folder or shipped_rules())
    except RuleError as error:  # what is wrong is the result here
        click.echo("\n".join(map(str, error.problems)))
        sys.exit(COULD_NOT_RUN)
    for line in (*map(str, checked.problems), *printing.note_lines(checked.notes)):
        click.echo(line)
    if checked.problems:
        sys.exit(COULD_NOT_RUN)
    counts = f"{checked.indicators} indicators, {checked.frames} frames, {checked.examples} examples"
    click.echo(f"rules: {counts}: no problems")
