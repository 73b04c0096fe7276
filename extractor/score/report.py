"""What is told of a measurement: the figures, of all documents and of each, and the errors with their places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len

from extractor.documents.document import Document
from extractor.score.answers import SLOTS
from extractor.score.errors import Fault, Kind, Places, faults
from extractor.score.matching import Score, labelled_name, together

_NAMES = {
    "documents": "documents",
    "claims": "claims",
    "records": "records judged",
    "quantity_precision": "quantity precision",
    "quantity_recall": "quantity recall",
    "quantity_f1": "quantity F1",
    **{f"{slot}_accuracy": slot for slot in SLOTS},
    "record_f1": "record F1",
}
_COLUMNS = {**_NAMES, "documents": "document", "records": "records"} | {
    f"quantity_{short}": short.replace("f1", "F1") for short in ("precision", "recall", "f1")
}
_NONE = "–"


@dataclass(frozen=True, slots=True)
class Measurement:
    """The scores of documents by what their labels call them, and the documents, which hold the sentences."""

    rules: str
    scores: Mapping[str, Score]
    documents: Mapping[str, Document]
    by_document: bool
    most: int
    """How many errors of each kind are told."""


def measurement_lines(measured: Measurement) -> Iterator[str]:
    """The measurement to read: ``quantity F1  1.000``."""
    whole = together(measured.scores.values())
    for name, figure in whole.figures().items():
        yield f"{_NAMES[name]:<18}  {_shown(figure):>6}"
    if measured.by_document:
        yield ""
        yield from _aligned(
            [
                list(_COLUMNS.values()),
                *(_row(name, score) for name, score in measured.scores.items()),
            ]
        )
    found = list(faults(whole))
    counts = Counter(fault.kind for fault in found)
    yield ""
    yield f"errors: {', '.join(f'{counts[kind]} {kind}' for kind in Kind)}"
    places = {name: Places(document) for name, document in measured.documents.items()} if measured.most else {}
    for kind in Kind:
        of_kind = [fault for fault in found if fault.kind is kind]
        shown = of_kind[: measured.most]
        if shown:
            yield ""
            yield f"{kind}:"
        for fault in shown:
            yield from _fault_lines(fault, _place_of(fault, places))
        if shown and len(of_kind) > len(shown):
            yield f"  {len(of_kind) - len(shown)} more"


def measurement_json(measured: Measurement) -> dict[str, Any]:
    """The same for a program; a figure of nothing is null."""
    whole = together(measured.scores.values())
    found = list(faults(whole))
    counts = Counter(fault.kind for fault in found)
    places = {name: Places(document) for name, document in measured.documents.items()} if measured.most else {}
    told: dict[str, Any] = {"rules": measured.rules, "figures": _rounded(whole)}
    if measured.by_document:
        told["by_document"] = {name: _rounded(score) for name, score in measured.scores.items()}
    told["error_counts"] = {kind.value: counts[kind] for kind in Kind}
    shown = [fault for kind in Kind for fault in [one for one in found if one.kind is kind][: measured.most]]
    told["errors"] = [_fault_json(fault, _place_of(fault, places)) for fault in shown]
    return told


def _place_of(fault: Fault, places: Mapping[str, Places]) -> Places:
    return places[labelled_name(fault.document, places)]


def _fault_lines(fault: Fault, places: Places) -> Iterator[str]:
    what = f"{fault.slot} of {_line(fault.quote)}" if fault.slot else _line(fault.quote)
    expected, said = fault.expected or "nothing", fault.said or "nothing"
    yield f"  {fault.document}:{places.line(fault.start)}: {what}: expected {expected}, found {said}"
    yield f"    {fault.sentence or places.sentence(fault.start)}"


def _fault_json(fault: Fault, places: Places) -> dict[str, Any]:
    return {
        "kind": fault.kind.value,
        "slot": fault.slot or None,
        "document": fault.document,
        "line": places.line(fault.start),
        "start": fault.start,
        "quote": fault.quote,
        "expected": fault.expected or None,
        "found": fault.said or None,
        "frame": fault.frame or None,
        "sentence": fault.sentence or places.sentence(fault.start),
    }


def _rounded(score: Score) -> dict[str, int | float | None]:
    figures = score.figures()
    return {name: round(figure, 4) if isinstance(figure, float) else figure for name, figure in figures.items()}


def _row(name: str, score: Score) -> list[str]:
    return [name, *(_shown(figure) for figure in list(score.figures().values())[1:])]


def _shown(figure: float | None) -> str:
    return _NONE if figure is None else f"{figure:.3f}" if isinstance(figure, float) else str(figure)


def _line(quote: str) -> str:
    return "".join(quote.split())


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows as a table, the first column to the left; a Chinese character is two columns wide."""
    widths = [max(cell_len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = [" " * (width - cell_len(cell)) + cell for cell, width in zip(rest, widths[1:], strict=True)]
        yield "  ".join([first + " " * (widths[0] - cell_len(first)), *cells])
