"""What a rule set holds: every entry of its files that has a name, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from extractor.ruleset.files import ReadFiles

_CALLED = ("name", "means", "reason")
"""The key that says to people what an entry is: 地区生产总值 of ``gdp``; the first that an entry has."""
_OTHER_NAMES = ("aliases", "growing", "spellings", "words", "heads")


@dataclass(frozen=True, slots=True, order=True)
class Listed:
    """An entry of a rule file: ``indicators``, ``gdp``, 地区生产总值, at rules/indicators/accounts.yaml:8:5.

    ``kind`` is the key it stands under in its file; ``name`` is empty where its id says all (``units``, 亩).
    """

    path: str
    line: int
    column: int
    kind: str
    id: str
    name: str


def listed(files: ReadFiles, word: str | None = None) -> Iterator[Listed]:
    """The entries in the order of files and lines; with a word, those that have it in their kind, id or names.

    粮食 finds ``grain_output`` by its name, GDP finds ``gdp`` by an alias, ``units`` all units.
    """
    entries = []
    for entry, place in files.places.items():
        kind, inside, identifier = entry.partition("/")
        if not inside:  # the head of a file
            continue
        called = [text for key in _CALLED for text in files.texts(entry, key)]
        names = [kind, identifier, *called, *(text for key in _OTHER_NAMES for text in files.texts(entry, key))]
        if word is None or any(word.lower() in name.lower() for name in names):
            entries.append(Listed(*place, kind, identifier, called[0] if called else ""))
    yield from sorted(entries)


def listed_json(entry: Listed) -> dict[str, Any]:
    """The entry as JSON has it: path, line, column, kind, id, name."""
    return asdict(entry)


def listed_line(entry: Listed) -> str:
    """The entry in a line, its place first, as problems have it."""
    place = f"{entry.path}:{entry.line}:{entry.column}"
    return " ".join(filter(None, (f"{place}:", entry.kind, entry.id, entry.name)))
