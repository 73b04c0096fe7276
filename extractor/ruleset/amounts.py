"""Units, numerals and what is no quantity, compiled for one pass over a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

import ahocorasick_rs
import regex

from extractor.records import Bound
from extractor.ruleset.edges import ARABIC_DIGITS, NUMERAL_CHARACTERS
from extractor.ruleset.entries import PrefixEntry, SetAmountEntry, TenthsEntry, UnitEntry
from extractor.ruleset.idle import Idle, idle_digits
from extractor.ruleset.ignoring import Ignored, IgnoreRules, ignore_rules
from extractor.ruleset.numbers import Spelling, Unit, adjacent_pattern, multiplier_pattern, number_pattern
from extractor.ruleset.schema import IgnoreFile, NumeralsFile, UnitsFile
from extractor.ruleset.wordlists import WordList, alternation, word_list


@dataclass(frozen=True, slots=True)
class SetAmount:
    """A phrase that is an amount as a whole: 翻番."""

    value: Decimal
    unit: Unit
    bound: Bound
    rule: SetAmountEntry


@dataclass(frozen=True)
class Amounts:
    """Everything the scan for quantities is handed."""

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
    set_phrases: tuple[str, ...]
    phrase_entries: tuple[Ignored | SetAmount, ...]
    arabic: IgnoreRules
    chinese: IgnoreRules
    bare: IgnoreRules

    @cached_property
    def place_ends(self) -> frozenset[str]:
        """The characters behind an ordinal without one of which it is no place: 位 in 第二位, 大 in 第二大市场."""
        ranks = self.numerals.ranks
        return frozenset((*"大高低多好个", *(word[0] for word in (*ranks.measures, *ranks.follows))))

    @cached_property
    def idle(self) -> Idle:
        """What shows that a Chinese digit counts nothing."""
        return idle_digits(
            (self.chinese, self.bare),
            before=self.prefixes.words,
            behind=(
                *self.spellings,
                *self.tenths,
                *self.bounds_inside,
                *(word for name in _BEHIND for word in self.words[name].words),
            ),
        )

    @cached_property
    def phrases(self) -> ahocorasick_rs.AhoCorasick:
        """What finds the set phrases of a text, by their index in ``phrase_entries``."""
        return ahocorasick_rs.AhoCorasick(self.set_phrases, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def __getstate__(self) -> dict[str, Any]:
        """What is pickled: all but the automaton, which is built again where it is needed."""
        return {key: value for key, value in self.__dict__.items() if key != "phrases"}


_BEHIND = ("ranges", "joints", "class_words", "rank_measures")
"""The lists of words that make something of a number before them."""


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
                regex.compile(rf"(?:{alternation(entry.modifiers)}|、){{0,4}}(?:{alternation(entry.nouns)})"),
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
        set_phrases=tuple(text for text, _ in phrases),
        phrase_entries=tuple(entry for _, entry in phrases),
        arabic=ignore_rules(ignore, ("any", "arabic"), guarded, ARABIC_DIGITS),
        chinese=ignore_rules(ignore, ("any", "chinese"), guarded, NUMERAL_CHARACTERS - ARABIC_DIGITS),
        bare=ignore_rules(ignore, ("bare",), guarded, NUMERAL_CHARACTERS),
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
        "bare_changes": numerals.bare_changes,
        "few_planned": numerals.few_planned,
        "few_things": numerals.few_things,
        "before_chinese": [word for entry in numerals.bounds for word in entry.before_chinese],
        "standing": ranks.standing,
        "rank_measures": ranks.measures,
        "rank_follows": ranks.follows,
        "rank_among": ranks.among,
        "rank_of_another": ranks.of_another,
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
