"""The commands on rule files: ``rules check`` and those beside it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from extractor import printing
from extractor.printing import CLEAN, COULD_NOT_RUN
from extractor.problems import RuleError


@click.group()
def rules() -> None:
    """Work on rule files."""


@rules.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True,
    help="To read, for programs, or as annotations of a check on GitHub.",
)  # fmt: skip
def check(folder: Path | None, form: str) -> None:
    """Check rule files: each by itself, all against each other, and every example.

    Problems are printed as file:line:column with the line itself, all of them; the exit code is 2 if there are
    any. Notes come after them and change no exit code: a unit that no indicator is measured in may be as it should.

    \b
    Examples:
      extractor rules check
      extractor rules check 我的规则/
      extractor rules check 我的规则/ --format json
    """
    from extractor.authoring.check import Checked, check_rules
    from extractor.ruleset.compiled import shipped_rules

    try:
        checked = check_rules(folder or shipped_rules())
    except RuleError as error:  # what is wrong is the result here
        checked = Checked(error.problems, None)
    printing.print_check(checked, form)
    sys.exit(COULD_NOT_RUN if checked.problems else CLEAN)
