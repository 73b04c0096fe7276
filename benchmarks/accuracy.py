"""How right the program is: figures on labelled documents, every error by its kind, and questions asked in SQL.

    python benchmarks/accuracy.py [--gold DIR] [--json FILE]

Exit 0, 1 if a question has a wrong or double answer, 2 if the labels or documents cannot be read.
``docs/accuracy.md`` says what the figures mean.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run as a file, it finds what lies beside it

from benchmarks.labelled import (
    Fold,
    LabelledDocument,
    fault_counts,
    find_sets,
    folds,
    read_set,
    score_of,
)
from benchmarks.questions import MISLEADING, NOT_STATED, Answer, Panel, Verdict, ask_panel
from extractor.problems import ExtractorError
from extractor.ruleset.compiled import RuleSet, load_rules
from extractor.score.answers import SLOTS
from extractor.score.errors import faults
from extractor.score.matching import Score

LAWS = "law_"
"""How the names of statutes begin: their numbers are conditions and fines, and none is an indicator."""

Sets = Mapping[str, Sequence[LabelledDocument]]
Panels = Mapping[str, Panel]


@click.command()
@click.option(
    "--gold", type=click.Path(path_type=Path), metavar="DIR",
    help="Holds seeds/, seeds.jsonl, dev/ and dev.jsonl; if not given, ../shared/gold, or else the seeds alone.",
)  # fmt: skip
@click.option("--json", "written", type=click.Path(path_type=Path), metavar="FILE", help="Keep all figures there.")
def main(gold: Path | None, written: Path | None) -> None:
    """Measure the shipped rules on labelled documents."""
    try:
        rules = load_rules()
        labelled = find_sets(gold)
        sets = {one.name: read_set(one, rules) for one in labelled}
        with TemporaryDirectory() as folder:
            panels = {one.name: ask_panel(one.documents, rules, Path(folder, f"{one.name}.db")) for one in labelled}
        if written:
            written.write_text(json.dumps(figures(sets, panels, rules), ensure_ascii=False, indent=1) + "\n", "utf-8")
    except (ExtractorError, OSError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    print_figures(sets, panels, rules)
    misled = any(answer.verdict in MISLEADING for panel in panels.values() for answer in panel.answers)
    sys.exit(1 if misled else 0)


def figures(sets: Sets, panels: Panels, rules: RuleSet) -> dict[str, Any]:
    """Everything that is printed, and every error with its sentence, as JSON takes it."""
    every = [document for documents in sets.values() for document in documents]
    return {
        "rules": rules.label,
        "sets": {name: score_of(documents).figures() for name, documents in sets.items()},
        "documents": {
            name: {document.name: document.score.figures() for document in documents}
            for name, documents in sets.items()
        },
        "errors": {name: [asdict(fault) for fault in faults(score_of(found))] for name, found in sets.items()},
        "laws": {document.name: len(document.score.extra) for document in laws(every)},
        "adrift": [record for document in every for record in document.adrift],
        "folds": [asdict(fold) | {"difference": fold.difference} for fold in folds(every)],
        "panels": {name: asdict(panel) for name, panel in panels.items()},
    }


def laws(documents: Iterable[LabelledDocument]) -> list[LabelledDocument]:
    """The statutes among the documents: law_statistics.txt."""
    return [document for document in documents if document.name.startswith(LAWS)]


def print_figures(sets: Sets, panels: Panels, rules: RuleSet) -> None:
    """Print all tables on standard output, nothing cut in a pipe."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=200)
    every = [document for documents in sets.values() for document in documents]
    records = sum(len(document.records) for document in every)
    console.print(f"rules {rules.label}, {len(every)} documents, {records} records", markup=False)
    console.print(_figures_table(sets))
    console.print(_errors_table(sets))
    for name, documents in sets.items():
        console.print(f"{name}: {_told(score_of(documents))}", markup=False)
    for document in laws(every):
        console.print(f"{document.name}: {len(document.score.extra)} records beyond optional ones", markup=False)
    adrift = sum(len(document.adrift) for document in every)
    console.print(f"source[start:end] == quote: {records - adrift} of {records} records", markup=False)
    for name, panel in panels.items():
        told = f"{name}: records disagree in {panel.disagreeing} of {panel.series} series of the panel"
        console.print(told, markup=False)
    console.print(_folds_table(folds(every)))
    answers = [answer for panel in panels.values() for answer in panel.answers]
    if not answers:
        console.print("no questions asked: the provincial reports they are about are not there")
        return
    console.print(_answers_table(answers))
    verdicts = [sum(answer.verdict is verdict for answer in answers) for verdict in Verdict]
    console.print(", ".join(f"{number} {verdict}" for number, verdict in zip(verdicts, Verdict, strict=True)))
    for answer in answers:
        for shown in answer.evidence:
            told = (
                f"{answer.verdict}: {answer.series.question}, {answer.region}: {shown['quote']} in {shown['sentence']}"
            )
            console.print(told, markup=False, soft_wrap=True)


def _figures_table(sets: Sets) -> Table:
    shown = _table("Figures", "", "claims", "records", "judged", "quantity F1", *SLOTS, "record F1")
    for name, documents in sets.items():
        shown.add_row(*_figures_row(f"{name} (all)", score_of(documents), documents))
    for documents in sets.values():
        for document in documents:
            shown.add_row(*_figures_row(document.name, document.score, [document]))
    return shown


def _figures_row(name: str, score: Score, documents: Iterable[LabelledDocument]) -> list[Text]:
    records = sum(len(document.records) for document in documents)
    found = score.figures()
    parts = [found[figure] for figure in ("quantity_f1", *(f"{slot}_accuracy" for slot in SLOTS), "record_f1")]
    return _cells([name, score.claims, records, score.records, *parts])


def _errors_table(sets: Sets) -> Table:
    shown = _table("Errors", "", "kind", "slot", "frame", "count", left=4)
    for name, documents in sets.items():
        for row in fault_counts(faults(score_of(documents))):
            shown.add_row(*_cells([name, *row]))
    return shown


def _told(score: Score) -> str:
    spoiled = sum(bool(match.wrong_slots()) for match in score.hits)
    lost = f"{len(score.missed)} missed, {len(score.extra)} not a claim, {len(score.wrong)} with a wrong value"
    return f"{lost}, {spoiled} of {len(score.hits)} others with a wrong slot"


def _folds_table(found: Iterable[Fold]) -> Table:
    shown = _table("Folds", "fold", "documents", "claims", "record F1", "the rest", "difference")
    for fold in found:
        cells = [fold.number, len(fold.documents), fold.claims, fold.record_f1, fold.rest_f1, f"{fold.difference:+.3f}"]
        shown.add_row(*_cells(cells))
    return shown


def _answers_table(answers: Iterable[Answer]) -> Table:
    shown = _table("Questions", "question", "region", "report", "panel", "", left=5)
    for answer in answers:
        given = " / ".join(str(figure) for figure in answer.given) or "nothing"
        expected = str(answer.expected or NOT_STATED)
        shown.add_row(*_cells([answer.series.question, answer.region, expected, given, answer.verdict]))
    return shown


def _table(title: str, *columns: str, left: int = 1) -> Table:
    shown = Table(title=Text(title), title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for number, column in enumerate(columns):
        shown.add_column(column, justify="left" if number < left else "right", overflow="fold")
    return shown


def _cells(row: Iterable[object]) -> list[Text]:
    return [Text("–" if cell is None else f"{cell:.3f}" if isinstance(cell, float) else str(cell)) for cell in row]


if __name__ == "__main__":
    main()
