"""Units, numerals and what is no quantity, compiled for one pass over a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import ahocorasick_rs
import regex

from extractor.problems import ExtractorError
from extractor.records import Bound
from extractor.ruleset.edges import ARABIC_DIGITS, NUMERAL_CHARACTERS, edges_of, numeral_end
from extractor.ruleset.entries import IgnoreEntry, PrefixEntry, SetAmountEntry, TenthsEntry, UnitEntry
from extractor.ruleset.lexicon import WordList, alternation, word_list
from extractor.ruleset.numbers import Spelling, Unit, adjacent_pattern, multiplier_pattern, number_pattern
from extractor.ruleset.schema import IgnoreFile, NumeralsFile, UnitsFile


@dataclass(frozen=True, slots=True)
class SetAmount:
    """A phrase that is an amount as a whole: 翻番."""

    value: Decimal
    unit: Unit
    bound: Bound
    rule: SetAmountEntry


@dataclass(frozen=True, slots=True)
class Ignored:
    """An entry of ``ignore.yaml`` that refused a number."""

    id: str
    reason: str


class SlowPatternError(ExtractorError):
    """A user's pattern that took too long at a number; ``entry`` is the id it has in ``ignore.yaml``."""

    def __init__(self, entry: str) -> None:
        super().__init__(f"the pattern of {entry} in ignore.yaml takes too long")
        self.entry = entry


class IgnorePattern(NamedTuple):
    """The pattern of an entry of ``ignore.yaml``; a user's is not ``trusted`` with all the time it takes."""

    order: int
    entry: Ignored
    pattern: regex.Pattern[str]
    trusted: bool


@dataclass(frozen=True, slots=True)
class IgnoreRules:
    """The entries of ``ignore.yaml`` that apply to one kind of number (Arabic, Chinese, without a unit).

    The patterns stand by the characters beside a number one of which each of them needs, those of ``anywhere`` need
    none.
    """

    before: WordList
    after: WordList
    by_before: Mapping[str, Ignored]
    by_after: Mapping[str, Ignored]
    anywhere: tuple[IgnorePattern, ...]
    preceded: Mapping[str, tuple[IgnorePattern, ...]]
    followed: Mapping[str, tuple[IgnorePattern, ...]]

    def patterns_at(self, text: str, start: int) -> Sequence[IgnorePattern]:
        """The patterns that may match a number there, in the order in which they are tried."""
        end = numeral_end(text, start)
        found = self.followed.get(text[end : end + 1], ())
        preceded = self.preceded.get(text[start - 1] if start else "", ())
        return sorted({*found, *preceded, *self.anywhere}) if preceded or self.anywhere else found

    def without(self, entry: str) -> IgnoreRules:
        """The same without the pattern of an entry."""

        def kept(patterns: Iterable[IgnorePattern]) -> tuple[IgnorePattern, ...]:
            return tuple(pattern for pattern in patterns if pattern.entry.id != entry)

        return replace(
            self,
            anywhere=kept(self.anywhere),
            preceded={character: kept(patterns) for character, patterns in self.preceded.items()},
            followed={character: kept(patterns) for character, patterns in self.followed.items()},
        )


@dataclass(frozen=True)
class Amounts:
    """Everything the scan for quantities is handed. It pickles: automata are rebuilt from the files."""

    units: UnitsFile
    numerals: NumeralsFile
    ignore: IgnoreFile
    guarded: frozenset[str]
    number: regex.Pattern[str]
    adjacent: regex.Pattern[str]
    multipliers: Mapping[str, Decimal]
    spellings: Mapping[str, tuple[Spelling, ...]]
    by_name: Mapping[str, Unit]
    bases: Mapping[str, str]
    denominators: WordList
    denominator: regex.Pattern[str]
    prefixes: WordList
    prefix_entries: Mapping[str, PrefixEntry]
    tenths: Mapping[str, TenthsEntry]
    counted: tuple[tuple[Unit, regex.Pattern[str]], ...]
    bounds_before: WordList
    bounds_inside: Mapping[str, Bound]
    bounds_after: WordList
    bound_of_before: Mapping[str, Bound]
    bound_of_after: Mapping[str, Bound]
    words: Mapping[str, WordList]
    class_noun: regex.Pattern[str]
    largest: regex.Pattern[str]
    rank_unit: Unit
    percent: Unit
    phrases: Any
    phrase_entries: tuple[Ignored | SetAmount, ...]
    arabic: IgnoreRules
    chinese: IgnoreRules
    bare: IgnoreRules

    def __reduce__(self) -> tuple[Callable[..., Amounts], tuple[UnitsFile, NumeralsFile, IgnoreFile, frozenset[str]]]:
        return compile_amounts, (self.units, self.numerals, self.ignore, self.guarded)


def base_amount(value: Decimal, unit: str, amounts: Amounts) -> tuple[Decimal, str]:
    """The value in the base unit of its dimension: 3 亩 is 2000 平方米; 家, without one, is its own base."""
    known = amounts.by_name.get(unit)
    if known is None or known.dimension is None:
        return value, unit
    numerator = value * known.factor.numerator
    return numerator / known.factor.denominator, amounts.bases[known.dimension]


def without_pattern(amounts: Amounts, entry: str) -> Amounts:
    """The same without the pattern of one entry of ``ignore.yaml``, which must be one of the guarded."""
    arabic, chinese, bare = (rules.without(entry) for rules in (amounts.arabic, amounts.chinese, amounts.bare))
    return replace(amounts, arabic=arabic, chinese=chinese, bare=bare)


def compile_amounts(
    units: UnitsFile, numerals: NumeralsFile, ignore: IgnoreFile, guarded: frozenset[str] = frozenset()
) -> Amounts:
    """The three files made ready for scanning: 425万亩 is a number, a multiplier and a unit.

    ``guarded`` are the entries of ``ignore`` whose patterns are not to be trusted with all the time they take.
    """
    by_name = {entry.unit: _unit(entry) for entry in units.units}
    spellings = _spellings(units, by_name)
    before = {word: Bound(entry.bound) for entry in numerals.bounds for word in (*entry.before, *entry.before_chinese)}
    after = {word: Bound(entry.bound) for entry in numerals.bounds for word in entry.after}
    inside = {word: Bound(entry.bound) for entry in numerals.bounds for word in entry.inside}
    prefixes = {text: entry for entry in units.prefixes for text in entry.spellings}
    ranks = numerals.ranks
    place = Unit(ranks.unit, ranks.dimension, Fraction(1), counts=False)
    phrases = _phrases(numerals, ignore, {**by_name, ranks.unit: place})
    return Amounts(
        units=units,
        numerals=numerals,
        ignore=ignore,
        guarded=guarded,
        number=number_pattern(numerals, inside, spellings, prefixes),
        adjacent=adjacent_pattern(spellings),
        multipliers={word: Decimal(value) for word, value in numerals.multipliers.items()},
        spellings=spellings,
        by_name=by_name,
        bases={entry.id: entry.base for entry in units.dimensions},
        denominators=word_list(units.denominators),
        denominator=regex.compile(rf"/ ?(?:{multiplier_pattern(numerals, spellings)}|十)?"),
        prefixes=word_list(prefixes),
        prefix_entries=prefixes,
        tenths={entry.word: entry for entry in numerals.tenths},
        counted=tuple(
            (
                by_name[entry.unit],
                regex.compile(rf"(?:{alternation(entry.modifiers)}|、){{0,4}}+(?:{alternation(entry.nouns)})"),
            )
            for entry in numerals.counted
        ),
        bounds_before=word_list(before),
        bounds_inside=inside,
        bounds_after=word_list(after),
        bound_of_before=before,
        bound_of_after=after,
        words=_word_lists(numerals),
        class_noun=_class_pattern(numerals),
        largest=regex.compile(
            rf"大(?!{alternation(ranks.not_largest)})\p{{Han}}{{0,6}}?(?:{alternation(ranks.largest)})"
        ),
        rank_unit=place,
        percent=by_name["%"],
        phrases=ahocorasick_rs.AhoCorasick(
            [text for text, _ in phrases], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        ),
        phrase_entries=tuple(entry for _, entry in phrases),
        arabic=_ignore_rules(ignore, ("any", "arabic"), guarded, ARABIC_DIGITS),
        chinese=_ignore_rules(ignore, ("any", "chinese"), guarded, NUMERAL_CHARACTERS - ARABIC_DIGITS),
        bare=_ignore_rules(ignore, ("bare",), guarded, NUMERAL_CHARACTERS),
    )


def _unit(entry: UnitEntry) -> Unit:
    return Unit(entry.unit, entry.dimension, Fraction(entry.factor.replace(" ", "")), entry.counts)


def _spellings(units: UnitsFile, by_name: Mapping[str, Unit]) -> dict[str, tuple[Spelling, ...]]:
    """The spellings by their first character, longest first; Latin ones in lower case."""
    found: dict[str, dict[str, Spelling]] = {}
    for entry in units.units:
        unit = by_name[entry.unit]
        nearby = by_name[entry.becomes] if entry.becomes else None
        for text in (entry.unit, *entry.spellings):
            key = text.lower()
            spelling = Spelling(key, unit, entry.unless_before, entry.near, nearby)
            found.setdefault(key[0], {}).setdefault(key, spelling)
    return {
        first: tuple(sorted(texts.values(), key=lambda spelling: -len(spelling.text))) for first, texts in found.items()
    }


def _class_pattern(numerals: NumeralsFile) -> regex.Pattern[str]:
    """What stands behind 以上 where a class is meant: 产业项目 in 10亿元以上产业项目."""
    classes = numerals.classes
    return regex.compile(rf"(?!{alternation(classes.unless)})\p{{Han}}{{0,6}}?(?:{alternation(classes.nouns)})")


def _word_lists(numerals: NumeralsFile) -> dict[str, WordList]:
    ranks, classes = numerals.ranks, numerals.classes
    lists: Mapping[str, Iterable[str]] = {
        "ranges": numerals.ranges,
        "minus": numerals.minus,
        "movements": numerals.movements,
        "joints": numerals.joints,
        "separately": numerals.separately,
        "wholes": numerals.wholes,
        "reaching": numerals.reaching,
        "bare_after": numerals.bare_after,
        "bare_nouns": numerals.bare_nouns,
        "milestones": numerals.milestones,
        "few_after": numerals.few_after,
        "few_planned": numerals.few_planned,
        "few_things": numerals.few_things,
        "before_chinese": [word for entry in numerals.bounds for word in entry.before_chinese],
        "standing": ranks.standing,
        "rank_measures": ranks.measures,
        "rank_follows": ranks.follows,
        "rank_among": ranks.among,
        "not_top": ranks.not_top,
        "class_words": classes.words,
        "class_sides": classes.sides,
    }
    return {name: word_list(words) for name, words in lists.items()}


def _phrases(
    numerals: NumeralsFile, ignore: IgnoreFile, by_name: Mapping[str, Unit]
) -> list[tuple[str, Ignored | SetAmount]]:
    found: dict[str, Ignored | SetAmount] = {
        text: Ignored(entry.id, entry.reason) for entry in ignore.ignore for text in entry.phrases
    }
    for amount in numerals.set_amounts:
        found[amount.text] = SetAmount(Decimal(amount.value), by_name[amount.unit], Bound(amount.bound), amount)
    return sorted(found.items())


def ignore_pattern(entry: IgnoreEntry) -> str:
    """The pattern of an entry as it is compiled: ``第[一二]+次``; ``""`` if it has none."""
    # Written over several lines for the reader, who sets no blank at their seams.
    return str(regex.sub(r"(?<=[|]) +", "", entry.pattern)) if entry.pattern else ""


def _ignore_rules(
    ignore: IgnoreFile, kinds: tuple[str, ...], guarded: frozenset[str], begins: frozenset[str]
) -> IgnoreRules:
    """The entries for numbers of some kinds, which begin with one of the characters ``begins``."""
    kept = sorted((entry for entry in ignore.ignore if entry.only in kinds), key=lambda entry: entry.id)
    ignored = {entry.id: Ignored(entry.id, entry.reason) for entry in kept}
    anywhere: list[IgnorePattern] = []
    preceded: dict[str, list[IgnorePattern]] = {}
    followed: dict[str, list[IgnorePattern]] = {}
    for order, entry in enumerate(sorted(kept, key=lambda entry: entry.id in guarded)):
        written = ignore_pattern(entry)
        if not written:
            continue
        trusted = entry.id not in guarded
        pattern = IgnorePattern(
            order, ignored[entry.id], regex.compile(written, regex.MULTILINE if trusted else 0), trusted
        )
        edges = edges_of(written, begins)
        if edges is None:
            anywhere.append(pattern)
            continue
        for places, characters in ((preceded, edges.before), (followed, edges.behind)):
            for character in characters:
                places.setdefault(character, []).append(pattern)
    return IgnoreRules(
        before=word_list(word for entry in kept for word in entry.before),
        after=word_list(word for entry in kept for word in entry.after),
        by_before={word: ignored[entry.id] for entry in kept for word in entry.before},
        by_after={word: ignored[entry.id] for entry in kept for word in entry.after},
        anywhere=tuple(anywhere),
        preceded={character: tuple(patterns) for character, patterns in preceded.items()},
        followed={character: tuple(patterns) for character, patterns in followed.items()},
    )
