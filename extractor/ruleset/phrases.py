"""What stands in a noun phrase beside the name: the templates of ``phrases.yaml``, compiled.

A template fits a phrase as a whole. What its {name} slots take in is kept, and so are the words it names in braces.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import regex

from extractor.ruleset.manywords import WordLists
from extractor.ruleset.schema import PhrasesFile
from extractor.ruleset.shapes import GapEntry, PhraseEntry
from extractor.ruleset.steps import TemplateError, cues_of, cut_steps, gap_pattern, words_named
from extractor.ruleset.wordlists import alternation

_WORDS = regex.compile(r"\p{Han}[\p{Han}|]*")
"""A slot that names the words it keeps: {支出|收入}."""
_BEGINS = r"[\p{L}“‘《「]"
"""What a name begins with that stands behind other words."""
_BRACKETS = str.maketrans("()", "（）")
"""A template says （ of both kinds of brackets."""


@dataclass(frozen=True)
class PhraseShape:
    """A template of an entry, compiled; it can fit only where one of ``cues`` stands, None where anything may."""

    entry: str
    written: str
    cues: frozenset[str] | None

    @cached_property
    def pattern(self) -> regex.Pattern[str]:
        """The pattern of a whole phrase, compiled when it is first tried."""
        return regex.compile(self.written)

    def kept(self, phrase: str) -> list[tuple[int, int]] | None:
        """The stretches of a phrase that are kept, None where the template does not fit: 税收 of （含中央）税收."""
        found = self.pattern.fullmatch(phrase)
        if found is None:
            return None
        return found.spans("name") if "name" in self.pattern.groupindex else []


@dataclass(frozen=True, slots=True)
class Phrases:
    """The shapes of phrases by the characters that they need, those that need none under ``""``."""

    by_cue: Mapping[str, tuple[PhraseShape, ...]]

    def name(self, phrase: str) -> str:
        """The name that a phrase holds, ``""`` if it holds none: 总产 of 又夺丰收总产.

        Of the shapes that fit, the one is taken that keeps most, until none fits what is left.
        """
        while True:
            fitting = self.fitting(phrase)
            if not fitting:
                return phrase
            phrase = max(fitting.values(), key=len)

    def fitting(self, phrase: str) -> dict[str, str]:
        """What the entries that fit a phrase keep of it, by their ids; of several templates, that which keeps most."""
        written = phrase.translate(_BRACKETS)
        found: dict[str, str] = {}
        for character in ("", *written):
            for shape in self.by_cue.get(character, ()):
                spans = shape.kept(written)
                if spans is not None:
                    kept = "".join(phrase[start:end] for start, end in spans)
                    found[shape.entry] = max(kept, found.get(shape.entry, ""), key=len)
        return found


def compile_phrase(
    entry: PhraseEntry, template: str, fillers: Mapping[str, GapEntry], wording: Mapping[str, str]
) -> PhraseShape:
    """The shape of one template of an entry; raises TemplateError with what is wrong in it."""
    named = 0

    def slot(name: str, last: bool) -> str:
        nonlocal named
        if name == "name":
            named += 1
            if named == 1 and template.lstrip(" [").startswith("{name}"):
                return r"(?P<name>\S.+?)"
            unlike = f"(?!{alternation(entry.not_starts)})" if entry.not_starts else ""
            ends = f"(?<={words_named(entry.ends, wording)})" if entry.ends else ""
            return f"(?P<name>{unlike}{_BEGINS}.+{'' if last else '?'}{ends})"
        if name in fillers:
            return gap_pattern(name, fillers[name], wording).replace(f"?P<{name}>", "?:")
        if name.startswith("<"):
            return f"(?P<name>{words_named(name, wording)})"
        if _WORDS.fullmatch(name):
            return f"(?P<name>{alternation(name.split('|'))})"
        raise TemplateError(f"there is no filler {{{name}}}")

    steps = cut_steps(template, slot, wording)
    return PhraseShape(entry.id, "".join(step.pattern for step in steps), cues_of(steps))


def compile_phrases(file: PhrasesFile, words: WordLists) -> Phrases:
    """The shapes of ``phrases.yaml``; raises TemplateError for the first template that cannot be compiled."""
    wording = {name: alternation(listed) for name, listed in words.items()}
    by_cue: dict[str, list[PhraseShape]] = {}
    for entry in sorted(file.phrases, key=lambda entry: entry.id):
        for template in entry.templates:
            shape = compile_phrase(entry, template, file.fillers, wording)
            for character in ("",) if shape.cues is None else sorted(shape.cues):
                by_cue.setdefault(character, []).append(shape)
    return Phrases({character: tuple(shapes) for character, shapes in by_cue.items()})
