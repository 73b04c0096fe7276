"""What a check of rule files found: to read, with the lines of the files, as JSON, and as annotations on GitHub."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

from rich.cells import cell_len

from extractor.authoring.check import Checked
from extractor.problems import Problem
from extractor.ruleset.folders import located

_MANY_NOTES, _FIRST_NOTES = 10, 3
_WIDEST = 160
"""How much of a line of a rule file is shown, in characters."""


def text_lines(checked: Checked) -> Iterator[str]:
    """Each problem under its place, with the line it is in and a caret; then the notes, of many the first few."""
    for problem in checked.problems:
        yield str(problem)
        yield from _excerpt(problem)
    yield from _notes(checked.notes)
    if not checked.problems and checked.counts:
        counts = checked.counts
        said = f"{counts.indicators} indicators, {counts.frames} frames, {counts.examples} examples"
        yield f"rules: {said}: no problems"


def json_lines(checked: Checked) -> Iterator[str]:
    """One JSON object: ``problems`` and ``notes``, each with path, line, column, code, message, and the ``counts``."""
    told = {
        "problems": [asdict(problem) for problem in checked.problems],
        "notes": [asdict(note) for note in checked.notes],
        "counts": asdict(checked.counts) if checked.counts else None,
    }
    yield json.dumps(told, ensure_ascii=False)


def github_lines(checked: Checked) -> Iterator[str]:
    """Workflow commands, which GitHub shows beside the line: ``::error file=rules/units.yaml,line=3,col=5::…``."""
    yield from _annotations("error", checked.problems)
    yield from _annotations("notice", checked.notes)


FORMS = {"text": text_lines, "json": json_lines, "github": github_lines}
"""How a check may be printed."""


def _annotations(command: str, problems: Iterable[Problem]) -> Iterator[str]:
    for problem in problems:
        place = f"file={_escaped(problem.path, ',:')}"
        if problem.line:
            place += f",line={problem.line},col={problem.column}"
        yield f"::{command} {place},title={problem.code}::{_escaped(problem.message)}"


def _escaped(text: str, more: str = "") -> str:
    for character in ("%", "\r", "\n", *more):
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _notes(notes: Sequence[Problem]) -> Iterator[str]:
    """The notes, a line each; of many, the first of each kind and how many more there are."""
    kinds: dict[str, list[Problem]] = {}
    for note in notes:
        kinds.setdefault(note.code, []).append(note)
    for found in kinds.values():
        shown = len(found) if len(notes) <= _MANY_NOTES else _FIRST_NOTES
        for note in found[:shown]:
            yield str(replace(note, code=f"note: {note.code}"))
        for note in found[shown : shown + 1]:
            yield str(replace(note, code=f"note: {note.code}", message=f"{len(found) - shown} more from here on"))


def _excerpt(problem: Problem) -> Iterator[str]:
    """The line of the file and a caret under the column, where the file can be read and has such a line."""
    lines = _lines(located(problem.path)) if problem.line else ()
    if problem.line > len(lines) or not problem.line:
        return
    line = lines[problem.line - 1].replace("\t", " ")
    column = min(problem.column - 1, len(line))
    first = max(column - _WIDEST // 2, 0)
    shown = line[first : first + _WIDEST]
    number = f"{problem.line:>6}"
    yield f"{number} | {shown.rstrip()}"
    yield f"{'':>6} | {' ' * cell_len(line[first:column])}^"


@cache
def _lines(path: Path) -> tuple[str, ...]:
    try:
        return tuple(path.read_text(encoding="utf-8", errors="replace").splitlines())
    except OSError:
        return ()
