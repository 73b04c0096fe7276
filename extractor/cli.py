"""The commands: each parses, calls one thing and prints. Nothing else in the package prints.

What is heavy (pydantic, rich, the rules) is imported inside the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor import __version__, printing
from extractor.printing import CLEAN, COULD_NOT_RUN, INTERRUPTED, Complaints, complain
from extractor.problems import ExtractorError, RuleError

if TYPE_CHECKING:
    from extractor.pipeline import Reading
    from extractor.ruleset.compiled import RuleSet
    from extractor.runs import RefusedDocument


class Boundary(click.Group):
    """The commands, and the one place where errors become a line on standard error and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """What the command gives; no error but click's own gets past."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except ExtractorError as error:
            complain(str(error), error)
            ctx.exit(COULD_NOT_RUN)
        except BrokenPipeError:  # extract … | head: the reader has had enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(CLEAN)
        except KeyboardInterrupt:
            complain("interrupted; documents loaded so far are whole, run again to go on")
            ctx.exit(INTERRUPTED)
        except Exception as error:
            from extractor.runs import unexpected

            complain(unexpected(error), error)
            ctx.exit(COULD_NOT_RUN)


_rules_option = click.option(
    "--rules", "rules_folder", type=click.Path(path_type=Path), metavar="DIR",
    help="Own rules laid over the shipped ones; alone: true to stand alone.",
)  # fmt: skip
_metadata_option = click.option(
    "--metadata", "metadata_file", type=click.Path(path_type=Path), metavar="FILE",
    help="A metadata.csv in place of those beside the documents.",
)  # fmt: skip
_region_option = click.option("--region", metavar="NAME", help="Region of a text that is no file: 四川省.")
_published_option = click.option("--published", metavar="DATE", help="Its date: 2024, 2024-01 or 2024-01-24.")
_kind_option = click.option("--kind", metavar="KIND", help="What it is: 政府工作报告, 统计公报, 新闻.")


@click.group(
    cls=Boundary,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  extractor run 工作报告/                     a folder into out/indicators.db
  extractor extract 公报.txt --format csv     its records as CSV
  extractor explain "全省地区生产总值突破6万亿元，增长6%" --region 四川省 --published 2024

Exit codes: 0 clean, 1 something in the input was refused (and said), 2 could not run.""",
)
@click.version_option(__version__, prog_name="extractor")
def main() -> None:
    """Turn Chinese public documents into a database of indicators.

    Every number with its region, indicator, year, unit, whether it is a target or an outcome, and the
    sentence it came from.
    """


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--db", "database", type=click.Path(path_type=Path), default=Path("out/indicators.db"), show_default=True,
    metavar="FILE", help="The database; made if it is not there.",
)  # fmt: skip
@_rules_option
@_metadata_option
def run(paths: tuple[str, ...], database: Path, rules_folder: Path | None, metadata_file: Path | None) -> None:
    """Read documents into a database and say what came of them.

    PATH is a file, a folder or a pattern. Documents that are in the database already are replaced where they
    or the rules have changed.

    \b
    Examples:
      extractor run 工作报告/
      extractor run "2024/*.txt" --db 四川.db --metadata 来源.csv
    """
    from extractor.documents.sources import find_sources
    from extractor.ruleset.compiled import load_rules
    from extractor.runs import load_sources, summarize
    from extractor.store import open_store

    rules = load_rules(rules_folder)
    sources = find_sources(paths, metadata_file)
    complaints = Complaints(sources.problems)
    with open_store(database) as store:
        outcomes = load_sources(sources, rules, store, program=__version__, paths=paths)
        summary = summarize(printing.watched(outcomes, len(sources.items), complaints))
    printing.print_summary(summary, database)
    sys.exit(complaints.exit_code)


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…|-")
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "csv", "table"]), default="jsonl", show_default=True,
    help="One JSON object a line, CSV, or a table to look at.",
)  # fmt: skip
@_rules_option
@_metadata_option
@_region_option
@_published_option
@click.option("--title", metavar="TITLE", help="Its title.")
@_kind_option
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
    complaints, readings = _readings(paths, told, rules, metadata_file)
    printing.print_records(form, readings)
    sys.exit(complaints.exit_code)


@main.command()
@click.argument("text", metavar="TEXT|-|PATH")
@click.option("--json", "as_json", is_flag=True, help="The same as JSON, one document a line.")
@_rules_option
@_region_option
@_published_option
@_kind_option
def explain(text: str, as_json: bool, rules_folder: Path | None, **told: str | None) -> None:
    """Show how a text is read: every number, what claimed it, or why nothing came of it.

    \b
    Examples:
      extractor explain "去年全省粮食产量3593.8万吨，增长1.2%" --region 四川省 --published 2024
      extractor explain 公报.txt --json
    """
    from extractor.ruleset.compiled import load_rules

    rules = load_rules(rules_folder)
    complaints, readings = _readings([text], told, rules, None, literal=not _is_path(text))
    printing.print_explanations(readings, rules, as_json)
    sys.exit(complaints.exit_code)


@main.group()
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


def _readings(
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


def _is_path(text: str) -> bool:
    """Whether the text to explain is a path; 公报.txt is one even if it is not there."""
    try:
        return Path(text).exists() or text.lower().endswith((".txt", ".md"))
    except (OSError, ValueError):  # too long for a name, or with a null character in it
        return False
