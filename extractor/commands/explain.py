"""The command ``explain``: how a text is read."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from extractor import printing
from extractor.commands.options import kind_option, published_option, readings, region_option, rules_option


@click.command()
@click.argument("text", metavar="TEXT|-|PATH")
@click.option("--json", "as_json", is_flag=True, help="The same as JSON, one document a line.")
@rules_option
@region_option
@published_option
@kind_option
def explain(text: str, as_json: bool, rules_folder: Path | None, **told: str | None) -> None:
    """Show how a text is read: every number, what claimed it, or why nothing came of it.

    \b
    Examples:
      extractor explain "去年全省粮食产量3593.8万吨，增长1.2%" --region 四川省 --published 2024
      extractor explain 公报.txt --json
    """
    from extractor.ruleset.compiled import load_rules

    rules = load_rules(rules_folder)
    complaints, found = readings([text], told, rules, None, literal=not _is_path(text))
    printing.print_explanations(found, rules, as_json)
    sys.exit(complaints.exit_code)


def _is_path(text: str) -> bool:
    """Whether the text to explain is a path; 公报.txt is one even if it is not there."""
    try:
        return Path(text).exists() or text.lower().endswith((".txt", ".md"))
    except (OSError, ValueError):  # too long for a name, or with a null character in it
        return False
