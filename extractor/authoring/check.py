"""The examples of the rule files, run: every sentence gives the records its author expects."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from extractor.pipeline import Reading, read_text
from extractor.problems import Problem
from extractor.reading.frames import match_frames
from extractor.records import Record, plain
from extractor.ruleset.compiled import RuleSet, compile_rules
from extractor.ruleset.entries import ExampleEntry, ExpectedRecord, IgnoreEntry
from extractor.ruleset.files import Place, ReadFiles, read_rule_files
from extractor.ruleset.lexicon import READ_BY_NAME
from extractor.ruleset.lint import lint, notes
from extractor.ruleset.shapes import PhraseEntry
from extractor.ruleset.templatelint import missing_entries, missing_wording
from extractor.ruleset.unreachable import unreachable

_NUMBERS = ("value", "low", "high")
_WORDS = ("unit", "statistic", "basis", "status", "bound")


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a check of rule files has looked at."""

    indicators: int
    frames: int
    examples: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of rule files has found, in order of file and line; ``counts`` is None where they do not load.

    ``problems`` must be mended; ``notes`` may be as they should (a unit that no indicator is measured in).
    """

    problems: tuple[Problem, ...]
    counts: Counts | None
    notes: tuple[Problem, ...] = ()


class Examined(NamedTuple):
    """What came of the examples: their problems, in order of file and line, and the frames that made a record."""

    problems: list[Problem]
    reached: frozenset[str]


def check_rules(directory: Path) -> Checked:
    """Every problem of a rule set: those of its files, those across them, what never acts, and its examples run.

    Raises RuleError if a file cannot be read for what it is: nothing can be said across the files then.
    """
    files = read_rule_files(directory)
    problems = [*lint(files, READ_BY_NAME), *missing_wording(files), *missing_entries(files), *unreachable(files)]
    told = notes(files)
    try:
        rules = compile_rules(files)
    except Exception:
        if not problems:
            raise
    else:
        examined = check_examples(files, rules)
        problems += examined.problems
        told += _unreached(files, examined.reached)
    if len(files.folders) > 1:  # what may be as it should in the shipped files is not for the author of other ones
        told = [note for note in told if not note.path.startswith("rules/")]
    entries = [entry for file in files.indicators for entry in file.indicators]
    examples = sum(len(entry.examples) for entry in entries)
    examples += sum(len(entry.examples) for entry in files.ignore.ignore)
    examples += sum(len(entry.examples) for entry in files.phrases.phrases)
    counts = Counts(len(entries), len(files.frames.frames), examples)
    return Checked(tuple(sorted(problems)), counts, tuple(sorted(told)))


def _unreached(files: ReadFiles, reached: Collection[str]) -> Iterator[Problem]:
    """A note for every frame that no example shows at work."""
    for frame in files.frames.frames:
        if frame.id not in reached:
            said = f"no example gives a record by the frame {frame.id}; add one to an indicator"
            yield _problem(files.places[f"frames/{frame.id}"], "unreached-frame", said)


def check_examples(files: ReadFiles, rules: RuleSet) -> Examined:
    """The examples run: a problem for every example that gives other records than it should, in order of file and line.

    地区生产总值6万亿元 must give the records under it and no others of its indicators; 绿色GDP达5亿元, with
    ``none: true``, must give none of the indicator it stands under. One with ``todo`` must fail, still.
    """
    problems: list[Problem] = []
    reached: set[str] = set()
    for file in files.indicators:
        for entry in file.indicators:
            for position, example in enumerate(entry.examples):
                place = files.place(f"indicators/{entry.id}", "examples", position)
                problems += _indicator_example(entry.id, example, place, rules, reached)
    for ignore in files.ignore.ignore:
        for position, text in enumerate(ignore.examples):
            place = files.place(f"ignore/{ignore.id}", "examples", position)
            problems += _ignore_example(ignore, text, place, rules)
    for phrase in files.phrases.phrases:
        for text, name in phrase.examples.items():
            place = files.place(f"phrases/{phrase.id}", "examples", text)
            problems += _phrase_example(phrase, text, name, place, rules)
    return Examined(sorted(problems), frozenset(reached))


def _indicator_example(
    indicator: str, example: ExampleEntry, place: Place, rules: RuleSet, reached: set[str]
) -> Iterator[Problem]:
    wanted = {indicator, *(expected.indicator for expected in example.records if expected.indicator)}
    try:
        reading = read_text(example.text, rules, region=example.region, published=example.published, kind=example.kind)
    except Exception as error:  # the other examples are run
        said = f"{example.text}: reading it raised {type(error).__name__}: {error}"
        yield _problem(place, "example-raises", said)
        return
    records = reading.records
    reached.update(claim.frame for claim in reading.claims)
    yield from _ties(example, place, reading, rules)
    found = [record for record in records if record.indicator in wanted]
    missed = _missed(indicator, example, found)
    if example.todo:
        if not missed:
            yield _problem(place, "todo-passes", f"{example.text} passes now; remove `todo: {example.todo}`")
        return
    if missed:
        others = [record for record in records if record.indicator not in wanted] if not found else []
        came = "; ".join(_shown(record) for record in (*found, *others)) or "nothing"
        yield _problem(place, "example-fails", f"{example.text}: expected {missed}; came {came}")


def _ties(example: ExampleEntry, place: Place, reading: Reading, rules: RuleSet) -> Iterator[Problem]:
    """A problem for frames that fit a number of an example equally well: which one wins would be a matter of chance."""
    text = reading.document.folded.text
    told: set[tuple[str, ...]] = set()
    for claim in reading.claims:
        if claim.cell is not None:
            continue
        won, tied = match_frames(text, *claim.window, claim.quantity, rules.frames)
        frames = tuple(sorted(match.frame.entry.id for match in (won, *tied) if match is not None))
        if tied and frames not in told:
            told.add(frames)
            number = text[claim.quantity.start : claim.quantity.end]
            said = f"{example.text}: {' and '.join(frames)} fit {number} alike; say under `over` which is to win"
            yield _problem(place, "tied-frames", said)


def _missed(indicator: str, example: ExampleEntry, found: Sequence[Record]) -> str:
    """What was expected, if it is not what was found; else nothing."""
    fits = len(found) == len(example.records) and all(
        _fits(indicator, expected, record) for expected, record in zip(example.records, found, strict=True)
    )
    if fits:
        return ""
    if not example.records:
        return f"no record of {indicator}"
    return "; ".join(_wanted(indicator, expected) for expected in example.records)


def _fits(indicator: str, expected: ExpectedRecord, record: Record) -> bool:
    pairs: list[tuple[str | None, str | None]] = [(expected.indicator or indicator, record.indicator)]
    pairs += [(getattr(expected, name), getattr(record, name)) for name in _WORDS]
    pairs += [(expected.region, record.region_name), (expected.period, record.period)]
    pairs += [(expected.year, str(record.year))]
    numbers = [(getattr(expected, name), getattr(record, name)) for name in _NUMBERS]
    return all(want is None or want == have for want, have in pairs) and all(
        want is None or _number(want) == have for want, have in numbers
    )


def _number(text: str) -> Decimal:
    """The number of an expected record; text that is none equals no number, and the example fails."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def _wanted(indicator: str, expected: ExpectedRecord) -> str:
    given = [
        f"{name} {value}"
        for name, value in expected
        if value is not None and name not in ("indicator", "unit", "value")
    ]
    amount = " ".join(part for part in (expected.value, expected.unit) if part)
    return ", ".join([f"{expected.indicator or indicator} {amount}".rstrip(), *given])


def _shown(record: Record) -> str:
    """A record in the words of an example, so that the two can be compared by eye."""
    name = record.indicator or f"({record.indicator_name or 'no indicator'})"
    amount = plain(record.value) if record.value is not None else ""
    ends = [f"{end} {plain(value)}" for end in ("low", "high") if (value := getattr(record, end)) is not None]
    told = [f"{name} {value}" for name in _WORDS[1:] if (value := getattr(record, name)) is not None]
    where = [
        record.region_name and f"region {record.region_name}",
        record.period and f"period {record.period}",
    ]
    return ", ".join([f"{name} {amount} {record.unit}".rstrip(), *ends, *told, *filter(None, where)])


def _ignore_example(entry: IgnoreEntry, text: str, place: Place, rules: RuleSet) -> Iterator[Problem]:
    try:
        reading = read_text(text, rules)
    except Exception as error:  # the other examples are run
        yield _problem(place, "example-raises", f"{text}: reading it raised {type(error).__name__}: {error}")
        return
    folded = reading.document.folded.text
    if reading.quantities:
        came = "; ".join(folded[quantity.start : quantity.end] for quantity in reading.quantities)
        said = f"{text}: every number is to be refused by {entry.id}; read as amounts: {came}"
        yield _problem(place, "example-fails", said)
    elif not any(refusal.rule == entry.id for refusal in reading.refusals):
        others = sorted({refusal.rule for refusal in reading.refusals})
        by = f"refused by {', '.join(others)}" if others else "no number was found in it"
        yield _problem(place, "unreachable-rule", f"{text}: {entry.id} is to refuse a number of it; {by}")


def _phrase_example(entry: PhraseEntry, text: str, name: str, place: Place, rules: RuleSet) -> Iterator[Problem]:
    """A problem where a phrase has another name, or has it of other entries alone; its own text is a look-alike."""
    phrases = rules.lexicon.phrases
    came = phrases.name(text)
    if came != name:
        said = f"{text}: expected {name or 'nothing'} to be kept; came {came or 'nothing'}"
        yield _problem(place, "example-fails", said)
    elif name != text and entry.id not in phrases.fitting(text):
        yield _problem(place, "unreachable-rule", f"{text}: no template of {entry.id} fits it")


def _problem(place: Place, code: str, message: str) -> Problem:
    return Problem(place.path, place.line, place.column, code, " ".join(message.split()))
