"""An explanation to read, coloured where there is a terminal, and the same for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from rich.cells import cell_len
from rich.text import Text

from extractor.explanation.mentions import Mention
from extractor.explanation.parts import Explanation, Made, Number, Part, Unmade
from extractor.explanation.reasons import Near
from extractor.records import amount

_RECORD, _NO_RECORD, _MENTION, _LABEL = "bold green", "bold red", "cyan", "dim"


def explanation_lines(explanation: Explanation) -> Iterator[Text]:
    """The explanation to read: each clause, carets under its numbers and waves under what else was understood."""
    if not any(part.numbers for part in explanation.parts):
        yield Text("no number in this text")
    for position, part in enumerate(explanation.parts):
        if position:
            yield Text()
        yield _clause(part)
        yield _marks(part)
        for mention in part.mentions:
            yield _mention_line(mention)
        for number in part.numbers:
            yield Text(f"  {number.quote}", _style(number))
            yield from (_labelled(name, value) for name, value in _fate(number))


def explanation_json(explanation: Explanation) -> dict[str, Any]:
    """The same for a program: document, parts, and of each its mentions and its numbers with records or reason."""
    return {
        "document": explanation.document,
        "parts": [
            {
                "text": part.text,
                "mentions": [asdict(mention) for mention in part.mentions],
                "numbers": [_number_json(number) for number in part.numbers],
            }
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
            "near": [asdict(near) for near in fate.near],
        }
    return place | {"records": [_made_json(made) for made in number.fate]}


def _made_json(made: Made) -> dict[str, Any]:
    told = {
        "frame": made.frame,
        "place": made.place,
        "told": asdict(made.origins),
        "indicator_place": made.indicator_place or None,
        "open": made.open or None,
        "rivals": [asdict(rival) for rival in made.rivals],
        "near": [asdict(near) for near in made.near],
    }
    return told | made.record.model_dump(mode="json")


def _clause(part: Part) -> Text:
    line = Text(part.text.replace("\t", " "))
    for mention in part.mentions:
        line.stylize(_MENTION, mention.start, mention.end)
    for number in part.numbers:
        line.stylize(_style(number), number.start, number.end)
    line.rstrip()
    return line


def _style(number: Number) -> str:
    return _NO_RECORD if isinstance(number.fate, Unmade) else _RECORD


def _marks(part: Part) -> Text:
    """The line under a clause; a Chinese character is two columns wide, and a number stands over a mention."""
    text = part.text
    kinds = [" "] * len(text)
    stretches: Iterable[Mention | Number] = (*part.mentions, *part.numbers)
    for stretch in stretches:
        mark = "^" if isinstance(stretch, Number) else "~"
        kinds[stretch.start : stretch.end] = mark * (stretch.end - stretch.start)
    widths = (cell_len(character) if character != "\t" else 1 for character in text)
    return Text("".join(kind * width for kind, width in zip(kinds, widths, strict=True)).rstrip(), _LABEL)


def _mention_line(mention: Mention) -> Text:
    line = Text("  ").append(mention.text, _MENTION)
    return line.append(f"  {mention.kind}: {mention.meaning}{_at(mention.place)}")


def _at(place: str) -> str:
    return f" ({place})" if place else ""


def _labelled(name: str, value: str) -> Text:
    return Text("    ").append(f"{name:<9}", _LABEL).append(f"  {value}")


def _fate(number: Number) -> Iterator[tuple[str, str]]:
    if not isinstance(number.fate, Unmade):
        for made in number.fate:
            yield from _made(made)
        return
    fate = number.fate
    rule = ", ".join(part for part in (fate.rule, fate.place) if part)
    yield "no record", f"{fate.reason} ({rule})" if rule else fate.reason
    yield from _near(fate.near)


def _made(made: Made) -> Iterator[tuple[str, str]]:
    record, origins = made.record, made.origins
    yield "value", f"{record.bound} {amount(record)} {record.unit}".rstrip()
    if record.indicator_name:
        name = f"{record.indicator}, {made.indicator_place}" if record.indicator else "not a canonical one"
        yield "indicator", f"{record.indicator_name} ({name}), {origins.indicator}"
    else:
        yield "indicator", "none found"
    if made.open:
        yield "", made.open
    if record.region_name:
        name = f"{record.region_name} ({record.region})" if record.region else record.region_name
        yield "region", f"{name}, {origins.region}"
    else:
        yield "region", "none told"
    yield "period", f"{record.period}, {origins.period}" if record.period else "none told"
    basis = f" {record.basis}" if record.basis else ""
    since = f" against {record.base_year}" if record.base_year else ""
    yield "statistic", f"{record.statistic}{basis}{since}, by the frame {made.frame} ({made.place})"
    for rival in made.rivals:
        if rival.taken:  # one that takes in nothing fits every number
            yield "", f"not by {rival.frame} ({rival.place}): {rival.why}"
    yield from _near(made.near)
    yield "status", str(record.status)
    if record.flags:
        yield "flags", " ".join(record.flags)


def _near(nearest: Iterable[Near]) -> Iterator[tuple[str, str]]:
    for position, near in enumerate(nearest):
        stands = f"“{near.found}” stands there" if near.found else "nothing stands there"
        said = f"{near.frame} ({near.place}) by {near.template}: it needs {near.needed}, {stands}"
        yield "" if position else "nearly", said
