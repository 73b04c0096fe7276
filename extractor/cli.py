"""The commands: each parses, calls one thing and prints. Nothing else in the package prints.

What is heavy (pydantic, rich, the rules) is imported inside the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from extractor import __version__
from extractor.problems import ExtractorError, Problem, RuleError

if TYPE_CHECKING:
    from extractor.documents.document import Metadata
    from extractor.pipeline import Reading
    from extractor.records import Record
    from extractor.ruleset.compiled import RuleSet
    from extractor.runs import LoadedDocument, RefusedDocument, Summary

CLEAN, REFUSED, COULD_NOT_RUN, INTERRUPTED = 0, 1, 2, 130


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
            _complain(str(error), error)
            ctx.exit(COULD_NOT_RUN)
        except BrokenPipeError:  # extract … | head: the reader has had enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(CLEAN)
        except KeyboardInterrupt:
            _complain("interrupted; documents loaded so far are whole, run again to go on")
            ctx.exit(INTERRUPTED)
        except Exception as error:
            from extractor.runs import unexpected

            _complain(unexpected(error), error)
            ctx.exit(COULD_NOT_RUN)


_rules_option = click.option(
    "--rules", "rules_folder", type=click.Path(path_type=Path), metavar="DIR", help="Rule files in place of the shipped ones."
)
_metadata_option = click.option(
    "--metadata", "metadata_file", type=click.Path(path_type=Path), metavar="FILE",
    help="A metadata.csv in place of those beside the documents.",
)  # fmt: skip
_region_option = click.option("--region", metavar="NAME", help="Region of a text that is no file: 四川省, 510000.")
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

    Every number with its region, indicator, year, unit, whether it is a target or an outcome, and the sentence
    it came from.
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
        summary = summarize(_watched(outcomes, len(sources.items), complaints))
    _print_summary(summary, database)
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
    paths: tuple[str, ...], form: str, rules_folder: Path | None, metadata_file: Path | None, region: str | None,
    published: str | None, title: str | None, kind: str | None,
) -> None:  # fmt: skip
    """Print the records of documents, or of the text on standard input (-).

    \b
    Examples:
      extractor extract 公报.txt --format table
      extractor extract 工作报告/ > 指标.jsonl
      echo "去年全省粮食产量增长1.2%" | extractor extract - --region 四川省 --published 2024-01
    """
    from extractor.documents.sources import find_sources
    from extractor.ruleset.compiled import load_rules
    from extractor.runs import STANDARD_INPUT, read_bytes, read_source

    told = {"--region": region, "--published": published, "--title": title, "--kind": kind}
    rules = load_rules(rules_folder)
    if STANDARD_INPUT in paths:
        if len(paths) > 1 or metadata_file:
            raise click.UsageError("- is the text on standard input; give it alone and without --metadata")
        facts = _text_facts(told, rules)
        complaints = Complaints(())
        readings: Iterable[Reading | RefusedDocument] = iter(
            [read_bytes(click.get_binary_stream("stdin").read(), facts, rules)]
        )
    else:
        _refuse_facts(told, "a file's are in metadata.csv beside it, or --metadata")
        sources = find_sources(paths, metadata_file)
        complaints = Complaints(sources.problems)
        readings = (read_source(source, rules) for source in sources.items)
    _print_records(form, _read(readings, complaints, rules))
    sys.exit(complaints.exit_code)


@main.command()
@click.argument("text", metavar="TEXT|-|PATH")
@click.option("--json", "as_json", is_flag=True, help="The same as JSON, one document a line.")
@_rules_option
@_region_option
@_published_option
@_kind_option
def explain(
    text: str, as_json: bool, rules_folder: Path | None, region: str | None, published: str | None, kind: str | None
) -> None:
    """Show how a text is read: every number, what claimed it, or why nothing came of it.

    \b
    Examples:
      extractor explain "去年全省粮食产量3593.8万吨，增长1.2%" --region 四川省 --published 2024
      extractor explain 公报.txt --json
    """
    from extractor.documents.sources import find_sources
    from extractor.ruleset.compiled import load_rules
    from extractor.runs import STANDARD_INPUT, read_bytes, read_source

    told = {"--region": region, "--published": published, "--kind": kind}
    rules = load_rules(rules_folder)
    complaints = Complaints(())
    if text != STANDARD_INPUT and _is_path(text):
        _refuse_facts(told, "a file's are in metadata.csv beside it")
        sources = find_sources([text])
        complaints = Complaints(sources.problems)
        readings: Iterable[Reading | RefusedDocument] = (read_source(source, rules) for source in sources.items)
    else:
        data = click.get_binary_stream("stdin").read() if text == STANDARD_INPUT else text.encode()
        readings = iter([read_bytes(data, _text_facts(told, rules), rules)])
    _print_explanations(_read(readings, complaints, rules), rules, as_json)
    sys.exit(complaints.exit_code)


@main.group()
def rules() -> None:
    """Work on rule files."""


@rules.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
def check(folder: Path | None) -> None:
    """Check rule files: each by itself, all against each other, and every example.

    Problems are printed as file:line:column, all of them; the exit code is 2 if there are any.

    \b
    Examples:
      extractor rules check
      extractor rules check 我的规则/
    """
    from extractor.rulecheck import check_rules
    from extractor.ruleset.compiled import shipped_rules

    checked = check_rules(folder or shipped_rules())
    if checked.problems:
        raise RuleError(checked.problems)
    click.echo(
        f"rules: {checked.indicators} indicators, {checked.frames} frames, {checked.examples} examples: no problems"
    )


class Complaints:
    """What is said on standard error about the input, and the exit code that follows from it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.exit_code = CLEAN
        for problem in problems:
            self.problem(problem)

    def problem(self, problem: Problem) -> None:
        """Say what is wrong with a file, under its path."""
        self._say(f"{problem.path}: {problem.message}")

    def refused(self, refused: RefusedDocument) -> None:
        """Say why a document is refused, under its name."""
        self._say(f"{refused.name}: {refused.problem.message}", refused.error)

    def _say(self, line: str, error: BaseException | None = None) -> None:
        self.exit_code = REFUSED
        _complain(line, error)


def _complain(line: str, error: BaseException | None = None) -> None:
    """Say it on standard error; where it was raised is shown only to those who ask for it."""
    if error is not None and os.environ.get("EXTRACTOR_DEBUG"):
        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    click.echo(line, err=True)


def _is_path(text: str) -> bool:
    """Whether the text to explain is a path: a sentence is none, and 公报.txt is one even if it is not there."""
    try:
        return Path(text).exists() or text.lower().endswith((".txt", ".md"))
    except (OSError, ValueError):  # too long for a name, or with a null character in it
        return False


def _text_facts(told: dict[str, str | None], rules: RuleSet) -> Metadata:
    from extractor.runs import text_metadata

    return text_metadata(rules, **{option.removeprefix("--"): value for option, value in told.items()})


def _refuse_facts(told: dict[str, str | None], where: str) -> None:
    given = [option for option, value in told.items() if value is not None]
    if given:
        raise click.UsageError(f"{', '.join(given)}: for a text that is no file; {where}")


def _watched(
    outcomes: Iterable[LoadedDocument | RefusedDocument], total: int, complaints: Complaints
) -> Iterator[LoadedDocument | RefusedDocument]:
    """The outcomes as they come, with a bar on a terminal and a line for everything refused."""
    from rich.console import Console
    from rich.progress import Progress

    from extractor.runs import RefusedDocument

    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as progress:
        bar = progress.add_task("reading", total=total)
        for done in outcomes:
            if isinstance(done, RefusedDocument):
                complaints.refused(done)
            else:
                for problem in done.problems:
                    complaints.problem(problem)
            progress.advance(bar)
            yield done


def _read(
    readings: Iterable[Reading | RefusedDocument], complaints: Complaints, rules: RuleSet
) -> Iterator[Reading]:
    """The documents that could be read; the others are said to be refused."""
    from extractor.runs import RefusedDocument, metadata_problems

    for reading in readings:
        if isinstance(reading, RefusedDocument):
            complaints.refused(reading)
            continue
        for problem in metadata_problems(reading, Path(reading.document.name), rules):
            complaints.problem(problem)
        yield reading


def _print_records(form: str, readings: Iterable[Reading]) -> None:
    from extractor import rendering

    output = click.get_text_stream("stdout", encoding="utf-8")
    if form == "table":
        console = _console(output)
        for reading in readings:
            console.print(rendering.table(reading.document.name, reading.records))
        return
    batches: Iterable[tuple[Record, ...]] = (reading.records for reading in readings)
    for text in rendering.jsonl(batches) if form == "jsonl" else rendering.csv_table(batches):
        output.write(text)
        output.flush()


def _print_explanations(readings: Iterable[Reading], rules: RuleSet, as_json: bool) -> None:
    import json

    from extractor import explain as explaining

    output = click.get_text_stream("stdout", encoding="utf-8")
    for reading in readings:
        explanation = explaining.explain(reading, rules)
        if as_json:
            output.write(json.dumps(explaining.as_json(explanation), ensure_ascii=False) + "\n")
        else:
            output.writelines(f"{line}\n" for line in explaining.lines(explanation))
        output.flush()


def _print_summary(summary: Summary, database: Path) -> None:
    from extractor import rendering

    console = _console(click.get_text_stream("stdout", encoding="utf-8"))
    for shown in rendering.summary(summary, str(database)):
        console.print(shown)


def _console(output: TextIO) -> Any:
    """A console on the output; in a pipe nothing is coloured, wrapped or cut."""
    from rich.console import Console

    console = Console(file=output, highlight=False)
    return console if console.is_terminal else Console(file=output, highlight=False, width=10_000)
