"""Numbers that are no amounts, by what stands around them: the entries of ``ignore.yaml``, made ready for scanning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import regex

from extractor.problems import ExtractorError
from extractor.ruleset.edges import behind_numeral, edges_of
from extractor.ruleset.entries import IgnoreEntry
from extractor.ruleset.schema import IgnoreFile
from extractor.ruleset.wordlists import WordList, word_list


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

    ``every`` pattern stands by the characters beside a number one of which it needs. Those of ``anywhere`` need none,
    and are among all that may match where a number is ``followed`` by a character.
    """

    before: WordList
    after: WordList
    by_before: Mapping[str, Ignored]
    by_after: Mapping[str, Ignored]
    every: tuple[IgnorePattern, ...]
    anywhere: tuple[IgnorePattern, ...]
    preceded: Mapping[str, tuple[IgnorePattern, ...]]
    followed: Mapping[str, tuple[IgnorePattern, ...]]

    def patterns_at(self, text: str, start: int) -> Sequence[IgnorePattern]:
        """The patterns that may match a number there, in the order in which they are tried."""
        behind = behind_numeral(text, start)
        if behind is None:
            return self.every
        found = self.followed.get(behind, self.anywhere)
        preceded = self.preceded.get(text[start - 1] if start else "")
        return sorted({*found, *preceded}) if preceded else found

    def without(self, entry: str) -> IgnoreRules:
        """The same without the pattern of an entry."""

        def kept(patterns: Iterable[IgnorePattern]) -> tuple[IgnorePattern, ...]:
            return tuple(pattern for pattern in patterns if pattern.entry.id != entry)

        return replace(
            self,
            every=kept(self.every),
            anywhere=kept(self.anywhere),
            preceded={character: kept(patterns) for character, patterns in self.preceded.items()},
            followed={character: kept(patterns) for character, patterns in self.followed.items()},
        )


def ignore_pattern(entry: IgnoreEntry) -> str:
    """The pattern of an entry as it is compiled: ``第[一二]+次``; ``""`` if it has none."""
    # Written over several lines for the reader, who sets no blank at their seams.
    return str(regex.sub(r"(?<=[|]) +", "", entry.pattern)) if entry.pattern else ""


def ignore_rules(
    ignore: IgnoreFile, kinds: tuple[str, ...], guarded: frozenset[str], begins: frozenset[str]
) -> IgnoreRules:
    """The entries for numbers of some kinds, which begin with one of the characters ``begins``."""
    kept = sorted((entry for entry in ignore.ignore if entry.only in kinds), key=lambda entry: entry.id)
    ignored = {entry.id: Ignored(entry.id, entry.reason) for entry in kept}
    every: list[IgnorePattern] = []
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
        every.append(pattern)
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
        every=tuple(every),
        anywhere=tuple(anywhere),
        preceded={character: tuple(patterns) for character, patterns in preceded.items()},
        followed={character: tuple(sorted([*patterns, *anywhere])) for character, patterns in followed.items()},
    )
