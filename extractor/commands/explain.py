"""The command ``explain``: how a text is read."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor import printing
from extractor.commands.options import (
    database_option,
    kind_option,
    published_option,
    readings,
    region_option,
    rules_option,
)
from extractor.printing import Complaints
from extractor.problems import InputError

if TYPE_CHECKING:
    from extractor.pipeline import Reading
    from extractor.ruleset.compiled import RuleSet

_RECORD_ID = re.compile(r"[0-9a-f]{16}")
_PART_OF_ID = re.compile(r"(?=.*[0-9])(?=.*[a-f])[0-9a-f]{6,15}")
"""What is cut from an id when it is copied; without a letter it may be a number, without a digit a word."""


@click.command()
@click.argument("text", metavar="TEXT|-|PATH|RECORD")
@click.option("--json", "as_json", is_flag=True, help="The same as JSON, one document a line.")
@rules_option
@database_option
@region_option
@published_option
@kind_option
def explain(text: str, as_json: bool, rules_folder: Path | None, database: Path, **told: str | None) -> None:
    """Show how a text is read: every number and every mention, what claimed it, or why nothing came of it.

    RECORD is the id of a record in the database: the clause it is from is read again and shown.

    \b
    Examples:
      extractor explain "去年全省粮食产量3593.8万吨，增长1.2%" --region 四川省 --published 2024
      extractor explain 公报.txt --json
      extractor explain 93b1c0f2a7d4e865 --db 四川.db
    """
    from extractor.ruleset.compiled import load_rules

    if _PART_OF_ID.fullmatch(text) and not _is_path(text):
        raise InputError(f"{text}: {len(text)} of the 16 characters of a record's id; give all of it, or a text as -")
    rules = load_rules(rules_folder)
    if _RECORD_ID.fullmatch(text) and not _is_path(text):
        complaints, found, place = _stored(text, database, told, rules)
    else:
        place = None
        complaints, found = readings([text], told, rules, None, literal=not _is_path(text))
    printing.print_explanations(found, rules, as_json, place)
    sys.exit(complaints.exit_code)


def _stored(
    record: str, database: Path, told: dict[str, str | None], rules: RuleSet
) -> tuple[Complaints, Iterator[Reading], tuple[int, int]]:
    """The document of a stored record, read again, and where in its source the record stands."""
    from extractor.runs import read_stored
    from extractor.store import find_record, open_store

    if any(value is not None for value in told.values()):
        raise click.UsageError("a record's document has facts of its own; give its id alone, with --db and --rules")
    with open_store(database, create=False) as store:
        stored = find_record(store, record)
    if stored is None:
        raise InputError(f"{record}: no record of this id in {database}; give another --db, or run again")
    complaints = Complaints(())
    found = printing.read(iter([read_stored(stored, rules)]), complaints, rules)
    return complaints, found, (stored.start, stored.end)


def _is_path(text: str) -> bool:
    """Whether the text to explain is a path; 公报.txt and 工作报告/ are, even if they are not there."""
    from extractor.documents.readers.formats import suffixes

    try:
        named = text.lower().endswith((*suffixes(), "/"))
        return bool(text.strip()) and (named or Path(text).exists())
    except (OSError, ValueError):  # too long for a name, or with a null character in it
        return False
