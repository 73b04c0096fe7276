"""Word lists made ready for looking words up at a place of a text, and as patterns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import regex


@dataclass(frozen=True, slots=True)
class WordList:
    """One word list; longer words are found before shorter ones.

    ``starts`` and ``stops`` hold the lengths of the words, longest first, by their first and their last character:
    most places in a text are told by one look that no word stands there.
    """

    words: frozenset[str]
    starts: Mapping[str, tuple[int, ...]]
    stops: Mapping[str, tuple[int, ...]]

    def at(self, text: str, start: int, end: int) -> int:
        """Length of the longest word that begins at ``start`` and ends by ``end``; 0 if none does.

        ``end`` may lie behind the text.
        """
        room = end - start
        if room <= 0:
            return 0
        for length in self.starts.get(text[start : start + 1], ()):
            if length <= room and (word := text[start : start + length]) in self.words:
                return len(word)
        return 0

    def before(self, text: str, start: int, end: int) -> int:
        """Length of the longest word that ends at ``end`` and begins no earlier than ``start``; 0 if none does."""
        room = end - start
        if room <= 0:
            return 0
        for length in self.stops.get(text[end - 1 : end], ()):
            if length <= room and text[end - length : end] in self.words:
                return length
        return 0

    def __contains__(self, word: str) -> bool:
        return word in self.words


def word_list(words: Iterable[str]) -> WordList:
    """The list of ``words``: ``word_list(["增长", "增"]).at("增长6%", 0, 4)`` is 2."""
    unique = frozenset(words)
    return WordList(unique, _lengths(unique, 0), _lengths(unique, -1))


def _lengths(words: Iterable[str], place: int) -> dict[str, tuple[int, ...]]:
    """The lengths of words, longest first, by their character at a place."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[place : place + 1 or None], set()).add(len(word))
    return {character: tuple(sorted(found, reverse=True)) for character, found in lengths.items()}


def alternation(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first."""
    return "|".join(regex.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
