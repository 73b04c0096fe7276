"""What the commands print: results on standard output, everything else on standard error."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

from extractor.problems import Problem

if TYPE_CHECKING:
    from extractor.authoring.check import Checked
    from extractor.authoring.comparison import Comparison
    from extractor.authoring.listing import Listed
    from extractor.authoring.unmatched import Group
    from extractor.explanation.parts import Span
    from extractor.pipeline import Reading
    from extractor.rendering import Rendered
    from extractor.ruleset.compiled import RuleSet
    from extractor.runs import Job, LoadedOrRefused, RefusedDocument, Summary
    from extractor.runs.cluster import ShardRead
    from extractor.score.report import Measurement

T = TypeVar("T")

CLEAN, REFUSED, COULD_NOT_RUN, INTERRUPTED, TERMINATED = 0, 1, 2, 130, 143

# The number stands with its unit in one column: alone, a table of sqlite-utils shows 6000000000000 as 6e+12.
_FIRST_LOOK = (
    "SELECT region_name, indicator_name, period, statistic, status, value_text || ' ' || unit AS value"
    " FROM panel WHERE value IS NOT NULL ORDER BY indicator IS NULL, indicator, region, period LIMIT 20"
)
_LAST_PROBLEMS = (
    "SELECT runs.started, problems.path, problems.line, problems.code, problems.message"
    " FROM problems JOIN runs ON runs.id = problems.run ORDER BY problems.id"
)


# A name may hold a line feed, or what a terminal obeys.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_LONG = 100_000
"""From how many characters on it is said that an explanation is being made: it takes seconds."""


class Complaints:
    """What is said on standard error about the input, how many times, and the exit code that follows from it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.exit_code = CLEAN
        self.count = 0
        self._said: set[str] = set()
        for problem in problems:
            self.problem(problem)

    def problem(self, problem: Problem) -> None:
        """Say what is wrong with a file, under its path; of a rule once, however many documents it failed."""
        line = f"{problem.path}:{problem.line}" if problem.line else problem.path
        said = f"{line}: {problem.message}"
        if said not in self._said:
            self._said.add(said)
            self._say(said)

    def about(self, done: Rendered | LoadedOrRefused) -> None:
        """Say why a document is refused, or what is wrong with one that is not."""
        from extractor.runs import RefusedDocument

        if isinstance(done, RefusedDocument):
            self.refused(done)
        else:
            for problem in done.problems:
                self.problem(problem)

    def refused(self, refused: RefusedDocument) -> None:
        """Say why a document is refused, under its name."""
        self._say(f"{refused.name}: {refused.problem.message}", refused.trace)

    def _say(self, line: str, trace: str = "") -> None:
        self.exit_code = REFUSED
        self.count += 1
        complain(_CONTROL.sub(lambda sign: repr(sign[0])[1:-1], line), trace)


def trace(error: BaseException) -> str:
    """Where an error was raised."""
    return "".join(traceback.format_exception(error))


def complain(line: str, trace: str = "") -> None:
    """Say it on standard error; where it was raised is shown only to those who ask for it."""
    if os.environ.get("EXTRACTOR_DEBUG"):
        click.echo(trace, err=True, nl=False)
    click.echo(line, err=True)


@contextmanager
def progress(jobs: Sequence[Job], *, wanted: bool = True) -> Iterator[Callable[[Job], None]]:
    """On a terminal, a bar with the documents, MB a second and the time left; it is told of each that has been read."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    console = Console(stderr=True)
    hidden = not (wanted and console.is_terminal)
    documents = TextColumn("{task.fields[documents]}/{task.fields[of]}")
    columns = (TextColumn("reading"), BarColumn(), documents, TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=hidden, transient=True) as shown:
        bar = shown.add_task("", total=sum(job.size for job in jobs), documents=0, of=len(jobs))
        count = 0

        def advance(job: Job) -> None:
            nonlocal count
            count += 1
            shown.update(bar, advance=job.size, documents=count)

        yield advance


def watched(outcomes: Iterable[LoadedOrRefused], complaints: Complaints) -> Iterator[LoadedOrRefused]:
    """The outcomes as they come, with a line for everything refused."""
    for done in outcomes:
        complaints.about(done)
        yield done


def read(readings: Iterable[Reading | RefusedDocument], complaints: Complaints, rules: RuleSet) -> Iterator[Reading]:
    """The documents that could be read; the others are said to be refused."""
    from extractor.runs import RefusedDocument, reading_problems

    for reading in readings:
        if isinstance(reading, RefusedDocument):
            complaints.refused(reading)
            continue
        for problem in reading_problems(reading, Path(reading.document.name), rules):
            complaints.problem(problem)
        yield reading


def each_read(read: Iterable[tuple[Job, list[T]]], watch: Callable[[Job], None]) -> Iterator[T]:
    """What came of the documents of each job; ``watch`` is told of the job when it has been read."""
    for job, all_done in read:
        watch(job)
        yield from all_done


def print_records(form: str, rendered: Iterable[Rendered | LoadedOrRefused], complaints: Complaints) -> None:
    """Print the records of each document as soon as it is read, as jsonl, csv or table; say what is refused."""
    from rich.console import Console

    from extractor.rendering import CSV_HEAD, Rendered, table

    output = _output()
    console = Console(file=output, highlight=False)
    if not console.is_terminal:  # in a pipe nothing is wrapped or cut
        console = Console(file=output, highlight=False, width=10_000)
    if form == "csv":
        output.write(CSV_HEAD)
    for done in rendered:
        complaints.about(done)
        if isinstance(done, Rendered):
            output.write(done.text)
            if form == "table":
                console.print(table(done.name, done.records))
            output.flush()


def print_text(text: str) -> None:
    """Print a text as it is, in UTF-8."""
    _output().write(text)


def print_explanations(readings: Iterable[Reading], rules: RuleSet, as_json: bool, only: Span | None = None) -> None:
    """Print how each document, or the clause at ``only``, is read: to read, with colour on a terminal, or as JSON."""
    from rich.console import Console

    from extractor.explanation.lines import explanation_json, explanation_lines
    from extractor.explanation.parts import explain

    output = _output()
    console = Console(file=output, highlight=False, soft_wrap=True)
    for reading in readings:
        length = len(reading.document.folded.text)
        if only is None and length >= _LONG:
            complain(
                f"{reading.document.name}: {length:,} characters to explain, shown when all are; this takes a while"
            )
        explanation = explain(reading, rules, only)
        if as_json:
            output.write(f"{_json(explanation_json(explanation))}\n")
        else:
            for line in explanation_lines(explanation):
                console.print(line)
        output.flush()


def print_check(checked: Checked, form: str) -> None:
    """Print what a check of rule files found, as text, json or github."""
    from extractor.authoring.report import FORMS

    _output().writelines(f"{line}\n" for line in FORMS[form](checked))


def print_listed(entries: Iterable[Listed], as_json: bool) -> None:
    """Print what a rule set holds, a line an entry, to read or as JSON."""
    from extractor.authoring.listing import listed_json, listed_line

    lines = (_json(listed_json(entry)) if as_json else listed_line(entry) for entry in entries)
    _output().writelines(f"{line}\n" for line in lines)


def print_groups(groups: Sequence[Group], most: int, as_json: bool) -> None:
    """Print what the rules do not know, the first groups to read or all of them as JSON."""
    from extractor.authoring.unmatched import group_json, group_lines

    lines = (_json(group_json(group)) for group in groups) if as_json else group_lines(groups, most)
    _output().writelines(f"{line}\n" for line in lines)


def print_comparison(comparison: Comparison, names: tuple[str, str], as_json: bool) -> None:
    """Print what a change of rules did, to read or as JSON."""
    from extractor.authoring.comparison import comparison_lines, difference_json

    told = comparison_lines(comparison, names)
    lines = (_json(difference_json(one)) for one in comparison.differences) if as_json else told
    _output().writelines(f"{line}\n" for line in lines)


def print_measurement(measured: Measurement, form: str) -> None:
    """Print how right records are, as text or json."""
    from extractor.score.report import measurement_json, measurement_lines

    lines = [_json(measurement_json(measured))] if form == "json" else measurement_lines(measured)
    _output().writelines(f"{line}\n" for line in lines)


def print_summary(summary: Summary, database: Path, problems: int) -> None:
    """Print what came of a run, where it is, what to do with it, and how to see what was wrong with its input."""
    from extractor.rendering import summary_lines

    for line in summary_lines(summary):
        click.echo(line)
    sqlite_utils = f"{_this_python()} -m sqlite_utils {shlex.quote(str(database))}"
    click.echo(f"\nin {database}; look at it with:")
    click.echo(f'  {sqlite_utils} "{_FIRST_LOOK}" --table')
    if problems:
        click.echo(f"\n{problems} problem{'s' if problems > 1 else ''}; see when, where and why with:")
        click.echo(f'  {sqlite_utils} "{_LAST_PROBLEMS}" --table')


def counted(done: Iterable[T], total: int) -> Iterator[T]:
    """What is done, as it is done, counted on a terminal."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return iter(track(done, "shards", total, console=console, disable=not console.is_terminal, transient=True))


def print_shards(read: Sequence[ShardRead], total: int, folder: Path) -> None:
    """Print what a cluster has read, and what to do with it, or what to do for the rest of it."""
    from extractor.rendering import shard_lines

    for line in shard_lines(read, total):
        click.echo(line)
    if len(read) == total:
        click.echo(f"\nin {folder}; load it into a database with:")
        click.echo(f"  extractor load {shlex.quote(str(folder))}")
    else:
        click.echo("\nrun again to read the shards that failed")


def say_served(database: Path, address: str) -> None:
    """Say where a browser finds the database, as soon as it does."""
    click.echo(f"{database} at {address} (Ctrl-C ends it)")


def how_to_install(extra: str) -> str:
    """The command that installs what a command needs beside the rest."""
    from extractor.extras import pip_install

    return f"install it with: {_this_python()} -m {pip_install(extra)}"


def _json(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False)


def _this_python() -> str:
    """The interpreter that has what the program needs, as short as it can be written from here."""
    python = Path(sys.executable)
    here = Path.cwd()
    return shlex.quote(str(python.relative_to(here) if python.is_relative_to(here) else python))


def _output() -> TextIO:
    """Standard output in UTF-8, which a console of another code page does not write by itself."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    return sys.stdout
