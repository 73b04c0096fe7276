"""Words of ``wording.yaml`` that stand for many: ``[平均]每百户[<households>]`` is 每百户, 平均每百户家庭, …."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import regex

from extractor.ruleset.schema import WordingFile
from extractor.ruleset.steps import TemplateError

WordLists = Mapping[str, tuple[str, ...]]
"""The words of each list by its name, every one spelled out."""

_PART = regex.compile(r"<(?P<list>\w+)>|\[(?P<maybe>[^\[\]]+)\]|(?P<text>[^\[\]<>]+)")


def stands_for_many(word: str) -> bool:
    """Whether a word names a list or holds what may be missing: 每百户[家庭], not 每百户."""
    return "<" in word or "[" in word


def spell_out(file: WordingFile) -> WordLists:
    """The lists of ``wording.yaml`` with every word spelled out; raises TemplateError for the first that cannot be."""
    lists = {name: entry.words for name, entry in file.wording.items()}
    return {name: _spelled(words, lists) for name, words in lists.items()}


def _spelled(words: tuple[str, ...], lists: WordLists) -> tuple[str, ...]:
    if not any(map(stands_for_many, words)):
        return words
    return tuple(one for word in words for one in (ways(word, lists) if stands_for_many(word) else (word,)))


def ways(word: str, lists: Mapping[str, Collection[str]]) -> list[str]:
    """All that a word stands for: ``ways("每[百]户", {})`` is 每户 and 每百户; raises TemplateError if it is none."""
    found = [""]
    position = 0
    while position < len(word):
        part = _PART.match(word, position)
        if part is None:
            rest = word[position:]
            raise TemplateError(f"cannot read {rest!r}; <list> and [what may be missing] stand for more in a word")
        position = part.end()
        if part["list"]:
            nexts = _plain(part["list"], lists)
        elif part["maybe"]:
            nexts = ["", *ways(part["maybe"], lists)]
        else:
            nexts = [part["text"]]
        found = [before + behind for before in found for behind in nexts]
    return [one for one in dict.fromkeys(found) if one]


def _plain(name: str, lists: Mapping[str, Collection[str]]) -> list[str]:
    """The words of a list that another names, which name none themselves: no list can lead back to itself."""
    if name not in lists:
        raise TemplateError(f"there is no wording list <{name}>")
    if any(map(stands_for_many, lists[name])):
        raise TemplateError(f"<{name}> is no list of plain words; write out what its words stand for")
    return list(lists[name])
