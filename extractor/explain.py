"""How a text is read: every number of every clause, what claimed it, or why nothing came of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from rich.cells import cell_len

from extractor.documents.document import ParagraphKind
from extractor.origins import Origins, read_origins
from extractor.pipeline import Reading
from extractor.reading.clauses import cut_sentences
from extractor.reading.frames import measure_of
from extractor.records import Record
from extractor.rendering import amount
from extractor.ruleset.compiled import RuleSet
from extractor.runs import unclaimed


@dataclass(frozen=True, slots=True)
class Made:
    """A record made of a number, the frame that claimed it, where that stands, and where its slots are from."""

    record: Record
    frame: str
    place: str
    origins: Origins


@dataclass(frozen=True, slots=True)
class Unmade:
    """Why no record was made of a number; ``rule`` and ``place`` name the rule that refused it, if any."""

    reason: str
    rule: str
    place: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the text, at ``text[start:end]`` of its part, and what came of it."""

    start: int
    end: int
    quote: str
    fate: tuple[Made, ...] | Unmade


@dataclass(frozen=True, slots=True)
class Part:
    """A clause with numbers in it: 增长6%; a line of a table is one part."""

    text: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A document part by part; parts without a number are left out."""

    document: str
    parts: tuple[Part, ...]


def explain(reading: Reading, rules: RuleSet) -> Explanation:
    """Every number of what has been read: 增长6% is claimed by the frame growth, 十四届 is refused."""
    text = reading.document.folded.text
    spans = _spans(reading)
    starts = [start for start, _ in spans]
    inside: dict[tuple[int, int], list[Number]] = {}
    for (start, end), fate in sorted(_fates(reading, rules).items()):
        at = bisect_right(starts, start) - 1
        span = spans[at] if at >= 0 and end <= spans[at][1] else (start, end)
        inside.setdefault(span, []).append(Number(start - span[0], end - span[0], text[start:end], fate))
    parts = [Part(text[start:end], tuple(numbers)) for (start, end), numbers in sorted(inside.items())]
    return Explanation(reading.document.name, tuple(parts))


def explanation_lines(explanation: Explanation) -> Iterator[str]:
    """The explanation to read, with carets under the numbers of every clause."""
    if not explanation.parts:
        yield "no number in this text"
    for position, part in enumerate(explanation.parts):
        if position:
            yield ""
        text = part.text.replace("\t", " ")
        yield text.rstrip()
        yield _carets(text, part.numbers)
        for number in part.numbers:
            yield f"  {number.quote}"
            if isinstance(number.fate, Unmade):
                yield f"    no record  {_why(number.fate)}"
                continue
            for made in number.fate:
                yield from (f"    {name:<9}  {value}" for name, value in _told(made))


def explanation_json(explanation: Explanation) -> dict[str, Any]:
    """The same for a program: document, parts, numbers, and of each its records or its reason."""
    return {
        "document": explanation.document,
        "parts": [
            {"text": part.text, "numbers": [_number_json(number) for number in part.numbers]}
            for part in explanation.parts
        ],
    }


def _number_json(number: Number) -> dict[str, Any]:
    place = {"quote": number.quote, "start": number.start, "end": number.end}
    if isinstance(number.fate, Unmade):
        fate = number.fate
        return place | {
            "records": [],
            "reason": fate.reason,
            "rule": fate.rule or None,
            "place": fate.place or None,
        }
    records = [
        {"frame": made.frame, "place": made.place, "told": asdict(made.origins)} | made.record.model_dump(mode="json")
        for made in number.fate
    ]
    return place | {"records": records}


def _spans(reading: Reading) -> list[tuple[int, int]]:
    """The clauses, brackets inside included, and the lines of tables; in order, without overlap."""
    document = reading.document
    sentences = cut_sentences(document.folded.text, document.paragraphs)
    spans = [(clause.start, clause.end) for sentence in sentences for clause in sentence.clauses if not clause.aside]
    return sorted([*spans, *_tables(reading)])


def _tables(reading: Reading) -> Iterable[tuple[int, int]]:
    return ((p.start, p.end) for p in reading.document.paragraphs if p.kind is ParagraphKind.TABLE)


def _fates(reading: Reading, rules: RuleSet) -> dict[tuple[int, int], tuple[Made, ...] | Unmade]:
    """What came of each number by its place."""
    fates: dict[tuple[int, int], tuple[Made, ...] | Unmade] = {}
    for refusal in reading.refusals:
        place = rules.places.get(f"ignore/{refusal.rule}")
        fates[refusal.start, refusal.end] = Unmade(refusal.reason, refusal.rule, _line(place))
    tables = sorted(_tables(reading))
    starts = [start for start, _ in tables]
    for quantity in unclaimed(reading):
        at = bisect_right(starts, quantity.start) - 1
        in_table = at >= 0 and quantity.end <= tables[at][1]
        reason = (
            "stands in a table, which is not read yet"
            if in_table
            else f"no frame for {measure_of(quantity)} reads what stands around it"
        )
        fates[quantity.start, quantity.end] = Unmade(reason, "", "")
    made: dict[tuple[int, int], list[Made]] = {}
    for claim, record, origins in zip(reading.claims, reading.records, read_origins(reading, rules), strict=True):
        frame = _line(rules.places.get(f"frames/{claim.frame}"))
        number = claim.quantity.start, claim.quantity.end
        made.setdefault(number, []).append(Made(record, claim.frame, frame, origins))
    return fates | {number: tuple(records) for number, records in made.items()}


def _line(place: tuple[str, int, int] | None) -> str:
    return f"{place[0]}:{place[1]}" if place else ""


def _told(made: Made) -> Iterator[tuple[str, str]]:
    record, origins = made.record, made.origins
    yield "value", f"{record.bound} {amount(record)} {record.unit}".rstrip()
    if record.indicator_name:
        name = f"{record.indicator_name} ({record.indicator or 'not a canonical one'})"
        yield "indicator", f"{name}, {origins.indicator}"
    else:
        yield "indicator", "none found"
    if record.region_name:
        name = f"{record.region_name} ({record.region})" if record.region else record.region_name
        yield "region", f"{name}, {origins.region}"
    else:
        yield "region", "none told"
    yield "period", f"{record.period}, {origins.period}" if record.period else "none told"
    basis = f" {record.basis}" if record.basis else ""
    since = f" against {record.base_year}" if record.base_year else ""
    yield "statistic", f"{record.statistic}{basis}{since}, by the frame {made.frame} ({made.place})"
    yield "status", str(record.status)
    if record.flags:
        yield "flags", " ".join(record.flags)


def _why(fate: Unmade) -> str:
    if not fate.rule:
        return fate.reason
    return f"{fate.reason} ({fate.rule}{', ' if fate.place else ''}{fate.place})"


def _carets(text: str, numbers: Iterable[Number]) -> str:
    """The line under a clause; a Chinese character is two columns wide."""
    line = ""
    column = position = 0
    for number in numbers:
        if number.start < position:
            continue
        column += cell_len(text[position : number.start])
        width = cell_len(text[number.start : number.end])
        line += " " * (column - len(line)) + "^" * width
        column += width
        position = number.end
    return line
