"""What no single rule file shows: names that clash, units and word lists that do not exist, missing examples.

Every check is a function from the files to problems; running the examples is not one of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from fractions import Fraction

import regex

from extractor.problems import Problem
from extractor.records import Statistic
from extractor.ruleset.entries import IndicatorEntry, UnitEntry
from extractor.ruleset.files import Place, ReadFiles
from extractor.ruleset.ignoring import ignore_pattern
from extractor.ruleset.probes import slow_probe
from extractor.ruleset.templatelint import (
    bad_frames,
    bad_phrases,
    bad_words,
    meant,
    problem_at,
    unknown_wording,
    unused_wording,
    wording_references,
)

Steps = tuple[str | int, ...]


def lint(files: ReadFiles, read_by_name: Collection[str] = ()) -> list[Problem]:
    """What is wrong across the files, in order of file and line: two indicators both called 粮食产量.

    ``read_by_name`` names the wording lists that the reading asks for itself and no template needs to use.
    """
    references = list(wording_references(files))
    return sorted(
        [
            *_clashing_names(files),
            *_own_decoys(files),
            *_clashing_spellings(files),
            *_units(files),
            *_unknown_units(files),
            *_empty_ranges(files),
            *_uncounted(files),
            *_examples(files),
            *_unknown_statistics(files),
            *_patterns(files),
            *unknown_wording(references, files.wording.wording),
            *unused_wording(files, references, read_by_name),
            *bad_frames(files),
            *bad_phrases(files),
            *bad_words(files),
        ]
    )


def _indicators(files: ReadFiles) -> Iterator[tuple[str, IndicatorEntry]]:
    for file in files.indicators:
        for entry in file.indicators:
            yield f"indicators/{entry.id}", entry


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _clashing_names(files: ReadFiles) -> Iterator[Problem]:
    """A name that belongs to two indicators; of one indicator, a name that is written down twice."""
    first: dict[str, tuple[str, Place]] = {}
    for key, entry in _indicators(files):
        own: set[str] = set()
        names = [(entry.name, files.place(key, "name"))]
        names += [(alias, files.place(key, "aliases", n)) for n, alias in enumerate(entry.aliases)]
        for name, place in names:
            owner, there = first.setdefault(_folded(name), (entry.id, place))
            if owner != entry.id:
                said = f"`{name}` of {entry.id} is a name of {owner} too, at {there}; one of them must let it go"
                yield problem_at(place, "duplicate-alias", said)
            elif name in own:
                yield problem_at(place, "duplicate-alias", f"`{name}` is a name of {entry.id} already, at {there}")
            own.add(name)


def _own_decoys(files: ReadFiles) -> Iterator[Problem]:
    for key, entry in _indicators(files):
        names = {_folded(name) for name in (entry.name, *entry.aliases)}
        for position, decoy in enumerate(entry.decoys):
            if _folded(decoy) in names:
                said = f"decoy `{decoy}` is a name of {entry.id} itself"
                yield problem_at(files.place(key, "decoys", position), "decoy-is-alias", said)


def _clashing_spellings(files: ReadFiles) -> Iterator[Problem]:
    """A spelling of two units; one that is meant only near certain words (度 near 用电) may be shared."""
    first: dict[str, tuple[str, Place]] = {}
    spellings: list[tuple[str, str, Steps, Collection[str]]] = []
    for n, unit in enumerate(files.units.units):
        spellings.append((unit.unit, unit.unit, (n, "unit"), unit.near))
        spellings += [(text, unit.unit, (n, "spellings", k), unit.near) for k, text in enumerate(unit.spellings)]
    for text, unit_name, steps, near in spellings:
        if near:
            continue
        place = files.place("units", *steps)
        owner, there = first.setdefault(text.casefold(), (unit_name, place))
        if there != place:
            known = "is that unit already" if owner == unit_name else f"means {owner}"
            yield problem_at(place, "duplicate-unit-spelling", f"`{text}` of {unit_name} {known}, at {there}")


def _units(files: ReadFiles) -> Iterator[Problem]:
    """Dimensions, bases and factors of the units; entries of one unit must agree on them."""
    dimensions = [dimension.id for dimension in files.units.dimensions]
    known = set(dimensions)
    first: dict[str, UnitEntry] = {}
    for n, unit in enumerate(files.units.units):
        same = first.setdefault(unit.unit, unit)
        if (same.dimension, same.factor) != (unit.dimension, unit.factor):
            said = f"{unit.unit} has another dimension or factor at {files.places[f'units/{unit.unit}']}"
            yield problem_at(files.place("units", n), "conflicting-unit", said)
        if unit.dimension and unit.dimension not in known:
            said = f"no dimension `{unit.dimension}`{meant(unit.dimension, dimensions)}"
            yield problem_at(files.place("units", n, "dimension"), "unknown-dimension", said)
        if not _is_positive(unit.factor):
            said = f"expected a positive number or fraction such as 2000/3, found `{unit.factor}`"
            yield problem_at(files.place("units", n, "factor"), "bad-factor", said)
    for dimension in files.units.dimensions:
        base = first.get(dimension.base)
        ranks = files.numerals.ranks
        if (dimension.base, dimension.id) == (ranks.unit, ranks.dimension):
            continue  # a place in a ranking (第3位) is not the measure word 位 (3位科学家)
        if base is None or base.dimension != dimension.id:
            said = f"base `{dimension.base}` is no unit of the dimension {dimension.id}"
            yield problem_at(files.place(f"dimensions/{dimension.id}", "base"), "unknown-unit", said)


def _is_positive(factor: str) -> bool:
    try:
        return Fraction(factor) > 0
    except (ValueError, ZeroDivisionError):
        return False


def _unknown_units(files: ReadFiles) -> Iterator[Problem]:
    spelled = {text: unit.unit for unit in files.units.units for text in unit.spellings}
    units = {unit.unit for unit in files.units.units}
    known = units | {dimension.id for dimension in files.units.dimensions}
    used: list[tuple[str, Place, Collection[str]]] = []
    for n, prefix in enumerate(files.units.prefixes):
        used.append((prefix.unit, files.place("prefixes", n, "unit"), units))
    for n, amount in enumerate(files.numerals.set_amounts):
        used.append((amount.unit, files.place("set_amounts", n, "unit"), units))
    for n, nouns in enumerate(files.numerals.counted):
        used.append((nouns.unit, files.place("counted", n, "unit"), units))
    used.append((files.numerals.ranks.unit, files.place("ranks", "unit"), units))
    for key, entry in _indicators(files):
        used += [(unit, files.place(key, "measured_in", n), known) for n, unit in enumerate(entry.measured_in)]
        if entry.unsaid:
            used.append((entry.unsaid, files.place(key, "unsaid"), units))
        for statistic, plausible in entry.ranges.items():
            if plausible.unit:
                used.append((plausible.unit, files.place(key, "ranges", statistic, "unit"), units))
    per = units | {*files.units.denominators}
    for unit, place, allowed in used:
        if unit not in allowed and not _is_ratio(unit, units, per, files.numerals.multipliers):
            hint = f"; write `{spelled[unit]}`" if unit in spelled else meant(unit, allowed) or "; add it there"
            yield problem_at(place, "unknown-unit", f"no unit `{unit}` in units.yaml{hint}")


def _is_ratio(unit: str, units: Collection[str], per: Collection[str], multipliers: Collection[str]) -> bool:
    """Whether a unit is made of known ones, as 元/平方米 and 吨标准煤/万元 are."""
    above, *below = unit.split("/")
    known = [any(part.removeprefix(word) in per for word in ("", *multipliers)) for part in below]
    return above in units and bool(known) and all(known)


def notes(files: ReadFiles) -> list[Problem]:
    """What may be as it should and is worth a look: a unit (分贝) whose dimension no indicator is measured in."""
    used = {unit for _, entry in _indicators(files) for unit in entry.measured_in}
    measured = used | {unit.dimension for unit in files.units.units if unit.unit in used}
    return sorted(
        problem_at(
            files.place("units", n, "unit"),
            "unused-unit",
            f"no indicator is measured in {unit.unit} or another unit of the dimension {unit.dimension}",
        )
        for n, unit in enumerate(files.units.units)
        if unit.dimension and unit.dimension not in measured and not unit.near
    )


def _empty_ranges(files: ReadFiles) -> Iterator[Problem]:
    for key, entry in _indicators(files):
        for statistic, plausible in entry.ranges.items():
            if plausible.low is not None and plausible.high is not None and plausible.low > plausible.high:
                said = f"low {plausible.low} is above high {plausible.high}"
                yield problem_at(files.place(key, "ranges", statistic, "low"), "bad-range", said)


def _uncounted(files: ReadFiles) -> Iterator[Problem]:
    """A word that is said to be N years off, and has no N that a number could stand for: ``去年: -N``."""
    for key, words in (("years", files.periods.years), ("spans", files.periods.spans)):
        for word, years in words.items():
            if "N" in years and "N" not in word:
                said = f"`{years}` has no number to be of, `{word}` has no N; write the number"
                yield problem_at(files.place(f"{key}/{word}"), "bad-value", said)


def _examples(files: ReadFiles) -> Iterator[Problem]:
    for key, entry in _indicators(files):
        if not any(example.none for example in entry.examples):
            said = f"{entry.id} has no look-alike; add an example with `none: true`"
            yield problem_at(files.places[key], "missing-counterexample", said)
        for position, example in enumerate(entry.examples):
            if example.none == bool(example.records):
                found = "both records and `none: true`" if example.none else "neither records nor `none: true`"
                yield problem_at(
                    files.place(key, "examples", position), "bad-example", f"{found}; expected one of them"
                )


def _unknown_statistics(files: ReadFiles) -> Iterator[Problem]:
    used: list[tuple[str, Place]] = []
    for frame in files.frames.frames:
        used.append((frame.statistic, files.place(f"frames/{frame.id}", "statistic")))
    for key, entry in _indicators(files):
        used += [(statistic, files.place(key, "ranges", statistic)) for statistic in entry.ranges]
        for position, example in enumerate(entry.examples):
            for row, record in enumerate(example.records):
                place = files.place(key, "examples", position, "records", row, "statistic")
                used.append((record.statistic, place))
    known = [statistic.value for statistic in Statistic]
    for statistic, place in used:
        if statistic not in known:
            said = f"expected one of {', '.join(known)}, found `{statistic}`"
            yield problem_at(place, "unknown-statistic", said)


def _patterns(files: ReadFiles) -> Iterator[Problem]:
    for entry in files.ignore.ignore:
        if entry.pattern is None:
            continue
        place = files.place(f"ignore/{entry.id}", "pattern")
        try:
            pattern = regex.compile(ignore_pattern(entry))
        except regex.error as error:
            said = f"no regular expression: {error}"
            yield problem_at(place, "bad-pattern", said)
            continue
        if pattern.fullmatch(""):
            yield problem_at(place, "bad-pattern", "matches the empty text, and so everywhere")
        probe = slow_probe(ignore_pattern(entry))
        if probe:
            said = f"takes too long on a text such as `{probe[:12]}…`; let no two repeats match the same text"
            yield problem_at(place, "slow-pattern", said)
