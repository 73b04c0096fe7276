"""Canonical indicators by every name they are known under, and the pass that finds the names in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from extractor.ruleset.entries import IndicatorEntry
from extractor.ruleset.schema import IndicatorsFile


@dataclass(frozen=True)
class Indicator:
    """A canonical indicator: its entry and the field it belongs to.

    ``counterparts`` tells that a country named with it is the other side (对美国出口) and not where it is measured;
    ``levels`` that a budget tells it of several levels of government.
    """

    entry: IndicatorEntry
    field: str
    field_name: str
    counterparts: bool
    levels: bool


@dataclass(frozen=True)
class Names:
    """The indicators by id and by name; ``decoy_of`` holds names that mean none, and whose look-alikes they are.

    ``growing`` has names that are an indicator's only where growth is told: 经济增长5%.
    """

    by_id: Mapping[str, Indicator]
    by_name: Mapping[str, Indicator]
    growing: Mapping[str, Indicator]
    decoy_of: Mapping[str, str]
    patterns: tuple[str, ...]

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(list(self.patterns), matchkind=MatchKind.LeftmostLongest)

    def __getstate__(self) -> dict[str, Any]:
        """What is pickled: all but the automaton, which is built again where it is needed."""
        return {key: value for key, value in self.__dict__.items() if key != "_automaton"}

    def occurrences(self, text: str) -> Iterator[tuple[int, int]]:
        """Where names and decoys stand, the longest where several begin together."""
        for _, start, end in self._automaton.find_matches_as_indexes(text):
            yield start, end


def compile_names(files: Iterable[IndicatorsFile]) -> Names:
    """The names of all indicator files; a name belongs to one indicator (the check reports clashes)."""
    by_id: dict[str, Indicator] = {}
    by_name: dict[str, Indicator] = {}
    growing: dict[str, Indicator] = {}
    decoy_of: dict[str, str] = {}
    for file in files:
        for entry in file.indicators:
            indicator = Indicator(entry, file.field, file.name, file.counterparts, file.levels)
            by_id[entry.id] = indicator
            for decoy in entry.decoys:  # of several, one by its id: the order of files says nothing
                decoy_of[decoy] = min(entry.id, decoy_of.get(decoy, entry.id))
            for name in (entry.name, *entry.aliases):
                by_name[name] = indicator
            for name in entry.growing:
                growing[name] = indicator
    return Names(by_id, by_name, growing, decoy_of, tuple(sorted(decoy_of.keys() | by_name.keys())))
