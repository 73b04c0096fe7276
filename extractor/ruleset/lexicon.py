"""Word lists compiled for looking up what starts, ends or stands at a place in a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from extractor.ruleset.manywords import WordLists
from extractor.ruleset.phrases import Phrases, compile_phrases
from extractor.ruleset.schema import PhrasesFile
from extractor.ruleset.wordlists import WordList, alternation, word_list

READ_BY_NAME = (
    "above", "accounts", "act", "act_inside", "agents", "aims", "areas", "arrive", "at_place", "attribute", "balances",
    "begun", "below", "boundary_words", "budgeted", "by_now", "by_subject", "carried_over", "causative", "closer",
    "connective", "dealt", "derivative", "directions", "disposal", "disposed", "doing", "domestic", "each", "excluding",
    "executed", "expects", "extent", "eyed", "fall_noun", "fall_short", "fall_verb", "farmed", "firm_trades", "firms",
    "flow", "forecast_after", "founded", "goal_after", "goal_words", "happened", "head_noun", "links", "local",
    "local_area", "materials", "measured",
    "modifiers", "national", "national_bodies", "neutral_end", "neutral_start", "neutral_verb", "no_comparison",
    "no_owners", "not_a_noun", "not_an_aim", "not_towns", "now", "of_hong_kong", "of_macau", "of_taiwan", "opener",
    "own_level", "own_wire", "part_areas", "part_owners", "partnered", "payers", "pays", "people", "per", "predicates",
    "produces", "publishes", "ratio", "rise_noun", "rise_short", "rise_verb", "says", "schools", "shared_heads",
    "short_nouns", "standings", "stop_after", "tiers", "titles", "totals", "touches", "twins", "visits", "weak_aims",
    "whole_words", "within", "word_ends", "yearly", "yields",
)  # fmt: skip
"""The word lists that the reading asks for by name; no template needs to use them, and none may be missing."""


_OPENINGS = ("local", "local_area", "national", "flow", "act", "opener")
"""The lists of what may stand before a noun phrase in its clause, in the order in which they are asked."""

_AREAS = ("local", "local_area", "national", "own_level")


_CUES = ("act_inside", "aims", "expects", "happened", "predicates")
"""The lists whose words are looked for all over a text, and asked for near its numbers."""


class Cues(NamedTuple):
    """Where words stand in a text: those of each of the cue lists, and of any that means an area.

    ``places`` holds a start and a negative end, so that of words that begin together the longest comes first.
    """

    places: Mapping[str, list[tuple[int, int]]]
    area_starts: list[int]

    def within(self, name: str, start: int, end: int) -> list[tuple[int, int]]:
        """Where words of a list stand between two places, none inside another: 改造 and 提升, not 造 in 改造."""
        places = self.places[name]
        found: list[tuple[int, int]] = []
        for index in range(bisect_left(places, (start, -end)), len(places)):
            first, last = places[index]
            if first >= end:
                break
            if first >= start and -last <= end:
                found.append((first, -last))
                start = -last
        return found


class _Patterns(dict[str, re.Pattern[str]]):
    """A search pattern for each list, of ``re``, which finds words soonest; compiled when it is first asked for."""

    def __init__(self, lists: Mapping[str, WordList]) -> None:
        super().__init__()
        self._lists = lists

    def __missing__(self, name: str) -> re.Pattern[str]:
        pattern = self[name] = re.compile(alternation(self._lists[name].words))
        return pattern


class Lexicon(dict[str, WordList]):
    """The wording lists by name; ``anywhere`` holds a search pattern for each.

    ``leads`` are the characters with which a word can begin that stands before a noun phrase, ``phrases`` what
    stands in one beside the name.
    """

    def __init__(self, lists: Mapping[str, WordList], phrases: Phrases) -> None:
        super().__init__(lists)
        self.phrases = phrases
        self.anywhere = _Patterns(lists)
        self._list_of = {word: name for name in reversed(_OPENINGS) if name in lists for word in lists[name].words}
        self._openings = word_list(self._list_of)
        self.leads = frozenset(self._openings.starts)

    def __reduce__(self) -> tuple[type[Lexicon], tuple[dict[str, WordList], Phrases]]:
        return Lexicon, (dict(self), self.phrases)

    def opening(self, text: str, start: int, end: int) -> tuple[str, int]:
        """The list whose word begins at ``start`` before a noun phrase, and how long it is: 全省 is ("local", 2).

        The longest word counts, 建成后 before 建成; of lists that hold the same one the first.
        """
        length = self._openings.at(text, start, end)
        return (self._list_of[text[start : start + length]], length) if length else ("", 0)

    @cached_property
    def _cues(self) -> tuple[AhoCorasick, list[tuple[str, ...]]]:
        """What finds the words of the cue lists, and the lists of each of its words."""
        lists: dict[str, tuple[str, ...]] = {}
        for name in (*_CUES, *_AREAS):
            for word in sorted(self[name].words):
                kind = name if name in _CUES else ""
                lists[word] = tuple(dict.fromkeys((*lists.get(word, ()), kind)))
        return AhoCorasick(list(lists), matchkind=MatchKind.Standard), list(lists.values())

    def cues(self, text: str) -> Cues:
        """Where words of the cue lists stand in a text, and where 全省, 我市, 园区 or 全国 begins in it."""
        automaton, lists = self._cues
        places: dict[str, list[tuple[int, int]]] = {name: [] for name in ("", *_CUES)}
        for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
            for name in lists[index]:
                places[name].append((start, -end))
        for found in places.values():
            found.sort()
        return Cues(places, [start for start, _ in places[""]])


BRACKETED_UNITS = "bracketed_units"
"""The list of what may stand between a name and its number and tells the unit: （亿元）."""


def compile_lexicon(wording: WordLists, phrases: PhrasesFile, units: Iterable[str] = ()) -> Lexicon:
    """The lexicon of ``wording.yaml`` and ``phrases.yaml``, with ``units`` as they stand in brackets: （亿元）."""
    lists = {name: word_list(words) for name, words in wording.items()}
    bracketed = word_list(word for unit in units for word in (f"（{unit}）", f"({unit})"))
    return Lexicon(lists | {BRACKETED_UNITS: bracketed}, compile_phrases(phrases, wording))
